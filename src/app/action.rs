//! What the user may ask for with a key: what the tables of keys name.

/// What a key asks for. Plain and `Copy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Moves the cursor of a list.
    Move(Move),
    /// Something within the screen that has the keys.
    Do(ScreenAction),
    /// Goes to a main screen.
    Open(MainScreen),
    /// A key of the field that has the keys, which takes it as typed.
    Field,
    /// Something for the program as a whole.
    Global(GlobalAction),
}

/// A move of a list's cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// To a row, by its number among those held: where a mouse pressed.
    To(usize),
    /// By so many rows, downwards if positive; the cursor stays where it is as long as it is in sight.
    Scroll(isize),
}

/// What a screen may be asked to do: one action, one name, on every screen.
///
/// A name and not an enum: a screen handles the actions it knows and answers
/// [`Handled::No`](super::screen::Handled) to every other one, so that a new action concerns only the
/// screens that have it. One that a single screen has may stand in that screen's folder:
/// `const NARROW: ScreenAction = ScreenAction::new("narrow")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScreenAction(&'static str);

impl ScreenAction {
    /// To the pane or tab on the left, or the value before.
    pub const LEFT: Self = Self::new("left");
    /// To the pane or tab on the right, or the value after.
    pub const RIGHT: Self = Self::new("right");
    /// To the findings of the audit.
    pub const FINDINGS: Self = Self::new("findings");
    /// To the acts.
    pub const ACTS: Self = Self::new("acts");
    /// To the report of a year.
    pub const YEAR: Self = Self::new("year");
    /// To the progress.
    pub const PROGRESS: Self = Self::new("progress");
    /// To the next pane, tab or field.
    pub const NEXT: Self = Self::new("next");
    /// To the previous pane, tab or field.
    pub const PREVIOUS: Self = Self::new("previous");
    /// To the row above in a form, whatever number of fields it has.
    pub const UP: Self = Self::new("row up");
    /// To the row below in a form, whatever number of fields this one has.
    pub const DOWN: Self = Self::new("row down");
    /// Opens what is chosen, or confirms what the screen asks.
    pub const ACCEPT: Self = Self::new("accept");
    /// Goes back.
    pub const BACK: Self = Self::new("back");
    /// Opens the form that records a visit; in the form, takes the usual case.
    pub const RECORD: Self = Self::new("record");
    /// Records a death, departure or suspension of the chosen one, or undoes it.
    pub const STATUS: Self = Self::new("status");
    /// Adds a person.
    pub const ADD: Self = Self::new("add");
    /// Changes what is chosen.
    pub const EDIT: Self = Self::new("edit");
    /// Reverses the chosen entry.
    pub const REVERSE: Self = Self::new("reverse");
    /// Opens the search box.
    pub const SEARCH: Self = Self::new("search");
    /// Marks what is chosen, or takes its mark away, and goes on to the next row.
    pub const MARK: Self = Self::new("mark");
    /// Marks what is chosen and the row above it.
    pub const MARK_UP: Self = Self::new("mark up");
    /// Marks what is chosen and the row below it.
    pub const MARK_DOWN: Self = Self::new("mark down");
    /// Marks all that the list shows, or would on further pages.
    pub const MARK_ALL: Self = Self::new("mark all");
    /// Changes a group of those who are marked, or of all that the list shows.
    pub const GROUPS: Self = Self::new("groups");
    /// Reverses all that was recorded together with the chosen entry.
    pub const REVERSE_BATCH: Self = Self::new("reverse batch");
    /// Writes the list to a file.
    pub const EXPORT: Self = Self::new("export");
    /// Throws away what was filled in or chosen.
    pub const DISCARD: Self = Self::new("discard");

    /// An action with a name of its own.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }
}

/// A main screen, and what it does as soon as it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MainScreen {
    /// The name of its key context.
    pub name: &'static str,
    /// What it does at once.
    pub then: Option<ScreenAction>,
}

impl MainScreen {
    /// The roster. It or the first screen of a day lies at the bottom of the stack.
    pub const HOME: Self = Self::named("roster");
    /// The roster with its search box open.
    pub const SEARCH: Self = Self::HOME.and(ScreenAction::SEARCH);
    /// The first screen of a day.
    pub const TODAY: Self = Self::named("today");
    /// The forms that wait half filled.
    pub const DRAFTS: Self = Self::named("drafts");
    /// The import of a roster, to which the first start leads on.
    pub const IMPORT: Self = Self::named("import");
    /// The lists of what is to be checked.
    pub const REVIEW: Self = Self::named("review");
    /// The list of handlers, to which the settings lead too.
    pub const HANDLERS: Self = Self::named("handlers");
    /// A checked backup in another place.
    pub const COPY: Self = Self::named("copy");

    /// What the audit finds, and the acts.
    pub const AUDIT: Self = Self::named("audit");
    /// What the audit finds, whatever was looked at there last.
    pub const FINDINGS: Self = Self::AUDIT.and(ScreenAction::FINDINGS);
    /// The acts.
    pub const ACTS: Self = Self::AUDIT.and(ScreenAction::ACTS);
    /// The report of a year.
    pub const YEAR: Self = Self::named("report").and(ScreenAction::YEAR);
    /// The progress of the round.
    pub const PROGRESS: Self = Self::named("report").and(ScreenAction::PROGRESS);

    /// The main screen whose key context bears `name`.
    pub const fn named(name: &'static str) -> Self {
        Self { name, then: None }
    }

    /// The same, doing `action` as soon as it is there.
    #[must_use]
    pub const fn and(self, action: ScreenAction) -> Self {
        Self { then: Some(action), ..self }
    }
}

/// What concerns the program as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GlobalAction {
    /// Goes across from a list to the person beside it, or back.
    Across,
    /// Opens the menu of everything.
    Menu,
    /// Opens the help.
    Help,
    /// Opens the phones of those who are due, or masks them again.
    Phones,
    /// Reverses what was last recorded.
    UndoLast,
    /// Draws the screen afresh.
    Redraw,
    /// Puts the program aside (`fg` brings it back).
    Suspend,
    /// Leaves the program; asks first if something would be lost.
    Quit,
}
