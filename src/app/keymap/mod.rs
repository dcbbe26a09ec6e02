//! Every key, once: dispatch, footer, help screen, `muster keys` and the README read this table.
//!
//! An input method swallows letters, so no action needs one: arrows, Enter, Esc, Tab, function keys
//! and Ctrl reach everything. F11 is left to terminals (full screen).

use super::msg::{Action, GlobalAction, Go, Move, ScreenAction};
use crate::lang::Lang;
use crate::lang::keys::{self, KeyTexts, Says};
use crate::ui::key::Key;
use crate::ui::text;

use Action::{Do, GlobalAction as All};
use KeyContext::{
    Confirm, Due, Ends, Entries, Everywhere, Facts, Filter, First, Help, Import, Ledger, Look, Main, Person,
    Reason, Record, Report, Roster, RoundForm, Rounds, Rows, Search,
};

/// Where a key works. A screen answers to its own place and to the shared ones of [`KeyContext::chain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyContext {
    /// On every screen.
    Everywhere,
    /// On every main screen.
    Main,
    /// In every list.
    Rows,
    /// In every list without a text field, which needs Home and End itself.
    Ends,
    /// The roster.
    Roster,
    /// The filter of the roster.
    Filter,
    /// The search box.
    Search,
    /// One recipient.
    Person,
    /// The forms that change a recipient's facts or status.
    Facts,
    /// The form that records a visit.
    Record,
    /// The last look before it is written.
    Look,
    /// What is due.
    Due,
    /// The ledger.
    Ledger,
    /// The entries behind a figure.
    Entries,
    /// The rounds.
    Rounds,
    /// The form that creates or changes a round.
    RoundForm,
    /// The report.
    Report,
    /// The import of a roster.
    Import,
    /// The help.
    Help,
    /// The first start.
    First,
    /// A question.
    Confirm,
    /// A reason, or another line of text, that is asked for.
    Reason,
}

impl KeyContext {
    /// Every place, in the order of the help.
    pub const ALL: [Self; 22] = [
        Everywhere, Main, Rows, Ends, Roster, Filter, Search, Person, Facts, Record, Look, Due, Ledger,
        Entries, Rounds, RoundForm, Report, Import, Help, First, Confirm, Reason,
    ];

    /// The places whose keys work here, the own one first.
    pub fn chain(self) -> &'static [Self] {
        match self {
            Everywhere => &[Everywhere],
            Main => &[Main, Everywhere],
            Rows => &[Rows, Everywhere],
            Ends => &[Ends, Everywhere],
            Roster => &[Roster, Rows, Ends, Main, Everywhere],
            Filter => &[Filter, Rows, Everywhere],
            Search => &[Search, Rows, Everywhere],
            Person => &[Person, Rows, Ends, Main, Everywhere],
            Facts => &[Facts, Everywhere],
            Record => &[Record, Everywhere],
            Look => &[Look, Everywhere],
            Due => &[Due, Rows, Ends, Main, Everywhere],
            Ledger => &[Ledger, Rows, Ends, Main, Everywhere],
            Entries => &[Entries, Rows, Ends, Main, Everywhere],
            Rounds => &[Rounds, Rows, Ends, Main, Everywhere],
            RoundForm => &[RoundForm, Rows, Everywhere],
            Report => &[Report, Rows, Ends, Main, Everywhere],
            Import => &[Import, Rows, Ends, Everywhere],
            Help => &[Help, Rows, Ends, Everywhere],
            First => &[First, Rows, Everywhere],
            Confirm => &[Confirm, Everywhere],
            Reason => &[Reason, Everywhere],
        }
    }

    /// Its title in the help.
    pub fn title(self, texts: &KeyTexts) -> &'static str {
        match self {
            Everywhere => texts.everywhere,
            Main => texts.main,
            Rows => texts.rows,
            Ends => texts.ends,
            Roster => texts.roster,
            Filter => texts.filter,
            Search => texts.search,
            Person => texts.person,
            Facts => texts.facts,
            Record => texts.record,
            Look => texts.look,
            Due => texts.due,
            Ledger => texts.ledger,
            Entries => texts.behind,
            Rounds => texts.rounds,
            RoundForm => texts.round_form,
            Report => texts.report,
            Import => texts.import,
            Help => texts.help,
            First => texts.first,
            Confirm => texts.confirm,
            Reason => texts.reason,
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it works.
    pub place: KeyContext,
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// What it does.
    pub action: Action,
    /// How that is said.
    pub says: fn(&KeyTexts) -> Says,
    /// Its turn in the footer, zero for not there. Up to [`MUST`] it is always shown; after that only
    /// where there is room.
    pub footer: u8,
}

/// Footer ranks up to this one always fit at 80 columns.
pub const MUST: u8 = 9;

const fn key(
    place: KeyContext,
    keys: &'static [Key],
    action: Action,
    footer: u8,
    says: fn(&KeyTexts) -> Says,
) -> Binding {
    Binding { place, keys, action, says, footer }
}

/// The table.
#[rustfmt::skip]
pub const KEYMAP: &[Binding] = &[
    key(Everywhere, &[Key::F(1)], All(GlobalAction::Help), 200, |t| t.open_help),
    key(Everywhere, &[Key::Ctrl('r')], All(GlobalAction::UndoLast), 0, |t| t.undo_last),
    key(Everywhere, &[Key::Ctrl('l')], All(GlobalAction::Redraw), 0, |t| t.redraw),
    key(Everywhere, &[Key::Ctrl('z')], All(GlobalAction::Suspend), 0, |t| t.suspend),
    key(Everywhere, &[Key::F(10), Key::Ctrl('q'), Key::Ctrl('c')], All(GlobalAction::Quit), 99, |t| t.quit),

    key(Main, &[Key::Char('/'), Key::F(4)], Action::Go(Go::Search), 3, |t| t.find),
    key(Main, &[Key::F(5)], Action::Go(Go::Due), 20, |t| t.go_due),
    key(Main, &[Key::F(9)], Action::Go(Go::Report), 21, |t| t.go_report),
    key(Main, &[Key::F(6)], Action::Go(Go::Rounds), 22, |t| t.go_rounds),
    key(Main, &[Key::F(7)], Action::Go(Go::Ledger), 23, |t| t.go_ledger),
    key(Main, &[Key::F(8)], Action::Go(Go::Import), 24, |t| t.go_import),
    key(Main, &[Key::Esc], Do(ScreenAction::Back), 0, |t| t.back),

    key(Rows, &[Key::Up], Do(ScreenAction::Move(Move::Up)), 0, |t| t.up),
    key(Rows, &[Key::Down], Do(ScreenAction::Move(Move::Down)), 0, |t| t.down),
    key(Rows, &[Key::PageUp], Do(ScreenAction::Move(Move::PageUp)), 0, |t| t.page_up),
    key(Rows, &[Key::PageDown], Do(ScreenAction::Move(Move::PageDown)), 0, |t| t.page_down),
    key(Ends, &[Key::Home], Do(ScreenAction::Move(Move::First)), 0, |t| t.first_row),
    key(Ends, &[Key::End], Do(ScreenAction::Move(Move::Last)), 0, |t| t.last_row),

    key(Roster, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.open),
    key(Roster, &[Key::F(2)], Do(ScreenAction::Record), 2, |t| t.give),
    key(Roster, &[Key::Right, Key::Tab], Do(ScreenAction::Next), 4, |t| t.township_after),
    key(Roster, &[Key::Left, Key::BackTab], Do(ScreenAction::Previous), 0, |t| t.township_before),
    key(Roster, &[Key::F(3)], Do(ScreenAction::Filter), 5, |t| t.choose),

    key(Filter, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.apply),
    key(Filter, &[Key::Left], Do(ScreenAction::Left), 0, |t| t.value_before),
    key(Filter, &[Key::Right], Do(ScreenAction::Right), 2, |t| t.value_after),
    key(Filter, &[Key::Delete], Do(ScreenAction::Discard), 3, |t| t.clear_filter),
    key(Filter, &[Key::Esc], Do(ScreenAction::Back), 4, |t| t.cancel),

    key(Search, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.open),
    key(Search, &[Key::F(2)], Do(ScreenAction::Record), 2, |t| t.give),
    key(Search, &[Key::Esc], Do(ScreenAction::Back), 4, |t| t.back),

    key(Person, &[Key::Enter], Do(ScreenAction::Accept), 0, |t| t.open),
    key(Person, &[Key::F(2)], Do(ScreenAction::Record), 1, |t| t.give),
    key(Person, &[Key::F(3)], Do(ScreenAction::Edit), 2, |t| t.edit),
    key(Person, &[Key::Tab], Do(ScreenAction::Next), 10, |t| t.pane),
    key(Person, &[Key::BackTab], Do(ScreenAction::Previous), 0, |t| t.pane),
    key(Person, &[Key::Delete], Do(ScreenAction::Reverse), 5, |t| t.reverse),
    key(Person, &[Key::Ctrl('d')], Do(ScreenAction::Status), 6, |t| t.status),
    key(Person, &[Key::Ctrl('u')], Do(ScreenAction::Unmask), 7, |t| t.unmask),

    key(Facts, &[Key::Tab, Key::Down], Do(ScreenAction::Next), 1, |t| t.next_field),
    key(Facts, &[Key::BackTab, Key::Up], Do(ScreenAction::Previous), 0, |t| t.previous_field),
    key(Facts, &[Key::Enter], Do(ScreenAction::Accept), 2, |t| t.save),
    key(Facts, &[Key::Esc], Do(ScreenAction::Back), 3, |t| t.cancel),

    key(Record, &[Key::F(2)], Do(ScreenAction::Record), 1, |t| t.usual),
    key(Record, &[Key::Tab, Key::Down], Do(ScreenAction::Next), 2, |t| t.next_field),
    key(Record, &[Key::BackTab, Key::Up], Do(ScreenAction::Previous), 0, |t| t.previous_field),
    key(Record, &[Key::Enter], Do(ScreenAction::Accept), 3, |t| t.check),
    key(Record, &[Key::Ctrl('x')], Do(ScreenAction::Discard), 0, |t| t.discard),
    key(Record, &[Key::Esc], Do(ScreenAction::Back), 4, |t| t.keep_draft),

    key(Look, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.write),
    key(Look, &[Key::Esc], Do(ScreenAction::Back), 2, |t| t.back_to_form),

    key(Due, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.open),
    key(Due, &[Key::F(2)], Do(ScreenAction::Record), 2, |t| t.give),
    key(Due, &[Key::Tab, Key::Right], Do(ScreenAction::Next), 4, |t| t.tab),
    key(Due, &[Key::BackTab, Key::Left], Do(ScreenAction::Previous), 0, |t| t.tab),

    key(Ledger, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.open),
    key(Ledger, &[Key::Delete], Do(ScreenAction::Reverse), 2, |t| t.reverse),
    key(Ledger, &[Key::Right], Do(ScreenAction::Right), 4, |t| t.value_after),
    key(Ledger, &[Key::Left], Do(ScreenAction::Left), 0, |t| t.value_before),

    key(Entries, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.open),
    key(Entries, &[Key::Delete], Do(ScreenAction::Reverse), 2, |t| t.reverse),

    key(Rounds, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.use_round),
    key(Rounds, &[Key::F(2)], Do(ScreenAction::Create), 2, |t| t.create_round),
    key(Rounds, &[Key::F(3)], Do(ScreenAction::Edit), 4, |t| t.edit),

    key(RoundForm, &[Key::Tab], Do(ScreenAction::Next), 1, |t| t.next_field),
    key(RoundForm, &[Key::BackTab], Do(ScreenAction::Previous), 0, |t| t.previous_field),
    key(RoundForm, &[Key::Enter], Do(ScreenAction::Accept), 2, |t| t.check),
    key(RoundForm, &[Key::Esc], Do(ScreenAction::Back), 4, |t| t.cancel),

    key(Report, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.entries),
    key(Report, &[Key::Right], Do(ScreenAction::Right), 2, |t| t.year_after),
    key(Report, &[Key::Left], Do(ScreenAction::Left), 0, |t| t.year_before),
    key(Report, &[Key::Tab], Do(ScreenAction::Next), 4, |t| t.tab),
    key(Report, &[Key::BackTab], Do(ScreenAction::Previous), 0, |t| t.tab),

    key(Import, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.accept),
    key(Import, &[Key::Backspace, Key::Left], Do(ScreenAction::FolderUp), 2, |t| t.folder_up),
    key(Import, &[Key::Esc], Do(ScreenAction::Back), 3, |t| t.cancel),

    key(Help, &[Key::Esc, Key::Enter], Do(ScreenAction::Back), 1, |t| t.back),

    key(First, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.accept),

    key(Confirm, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.yes),
    key(Confirm, &[Key::Esc], Do(ScreenAction::Back), 2, |t| t.no),

    key(Reason, &[Key::Enter], Do(ScreenAction::Accept), 1, |t| t.accept),
    key(Reason, &[Key::Esc], Do(ScreenAction::Back), 2, |t| t.cancel),
];

/// What `key` asks for in `place`. Full-width characters of an input method count as their ASCII ones.
pub fn action(place: KeyContext, key: Key) -> Option<Action> {
    let key = key.folded();
    place.chain().iter().find_map(|place| {
        KEYMAP
            .iter()
            .find(|binding| binding.place == *place && binding.keys.contains(&key))
            .map(|binding| binding.action)
    })
}

/// The footer of `place`: what can be pressed, as much of it as fits into `cells`, help at the end.
/// Each item is a key and what it does.
pub fn footer(place: KeyContext, lang: Lang, cells: usize) -> Vec<(String, &'static str)> {
    let texts = keys::texts(lang);
    let mut bindings: Vec<&Binding> =
        KEYMAP.iter().filter(|b| b.footer > 0 && place.chain().contains(&b.place)).collect();
    bindings.sort_by_key(|binding| binding.footer);
    let mut items: Vec<(String, &'static str)> = bindings
        .iter()
        .filter_map(|b| Some((key_name(lang, *b.keys.first()?), (b.says)(texts).short)))
        .collect();
    // The last one is help; what does not fit gives way before it, from the end.
    while items.len() > 1 && footer_width(&items) > cells {
        items.remove(items.len() - 2);
    }
    items
}

/// Cells between two items of the footer.
pub const FOOTER_GAP: usize = 2;

fn footer_width(items: &[(String, &str)]) -> usize {
    let texts: usize = items.iter().map(|(key, says)| text::width(key) + 1 + text::width(says)).sum();
    texts + FOOTER_GAP * items.len().saturating_sub(1)
}

/// A key as a person reads it on the keyboard: the arrows have no letters, so they are put in words.
fn key_name(lang: Lang, key: Key) -> String {
    let texts = keys::texts(lang);
    match key {
        Key::Up => texts.arrow_up.to_owned(),
        Key::Down => texts.arrow_down.to_owned(),
        Key::Left => texts.arrow_left.to_owned(),
        Key::Right => texts.arrow_right.to_owned(),
        Key::Char(_)
        | Key::Ctrl(_)
        | Key::F(_)
        | Key::Enter
        | Key::Esc
        | Key::Tab
        | Key::BackTab
        | Key::Home
        | Key::End
        | Key::PageUp
        | Key::PageDown
        | Key::Insert
        | Key::Delete
        | Key::Backspace => key.to_string(),
    }
}

/// The keys of a binding as a person reads them, e.g. `/  F4`.
pub fn key_names(lang: Lang, binding: &Binding) -> String {
    binding.keys.iter().map(|key| key_name(lang, *key)).collect::<Vec<_>>().join("  ")
}

/// The whole table as Markdown, for `muster keys` and the README.
pub fn markdown(lang: Lang) -> String {
    let texts = keys::texts(lang);
    let mut out = String::new();
    for place in KeyContext::ALL {
        let rows: Vec<&Binding> = KEYMAP.iter().filter(|binding| binding.place == place).collect();
        out.push_str(&crate::lang::fill(
            "**{}**\n\n| {} | {} |\n|---|---|\n",
            &[&place.title(texts), &texts.column_key, &texts.column_does],
        ));
        for binding in rows {
            let names = binding
                .keys
                .iter()
                .map(|key| format!("`{}`", key_name(lang, *key)))
                .collect::<Vec<_>>()
                .join(" ");
            out.push_str(&crate::lang::fill("| {} | {} |\n", &[&names, &(binding.says)(texts).long]));
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests;
