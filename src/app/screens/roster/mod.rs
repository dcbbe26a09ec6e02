//! The roster, the home screen: above, places; below, who. Left and Right choose the township, Up and Down
//! the person: nothing has to be switched.

mod filter;
mod keys;
mod outgoing;
mod places;
mod rows;
mod search;
#[cfg(test)]
mod tests;
mod texts;
mod title;
mod update;
mod view;

use crate::app::action::{MainScreen, Move, ScreenAction};
use crate::app::bookmark::Bookmark;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::list::{List, Marks};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::app::screens::listing::{marks, person};
use crate::domain::batch::Among;
use crate::domain::holiday::RoundCode;
use crate::domain::list::{RosterQuery, RosterRow, RosterSum, ScopeLine, Show, Sort, VillageLine};
use crate::domain::page::{Page, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::text::CleanText;
use crate::lang::{fill, recipient};
use keys::{FILTER, FILTER_KEYS, LIST, SEARCH_KEYS, VILLAGE};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&LIST, &FILTER_KEYS, &SEARCH_KEYS],
    opens_with: Some(keys::GO),
    open: |to, cx| to.is_main(&LIST).then(|| Box::new(RosterScreen::at(&cx.bookmark)) as Box<dyn Screen>),
};

/// Which recipients are listed, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Choice {
    show: Show,
    group: Option<CleanText>,
    village: Option<CleanText>,
    sort: Sort,
}

impl Default for Choice {
    fn default() -> Self {
        Self { show: Show::InRound, group: None, village: None, sort: Sort::Village }
    }
}

/// What lies over the list.
#[derive(Debug, Default)]
enum Over {
    #[default]
    Nothing,
    Filter(filter::FilterPopup),
    Search(search::SearchBox),
}

/// The roster.
#[derive(Debug)]
pub struct RosterScreen {
    scope: Scope,
    choice: Choice,
    people: List<RosterRow>,
    page: Pending<Page<RosterRow>>,
    villages: Vec<VillageLine>,
    counts: Pending<Vec<VillageLine>>,
    /// What those come to whom a filter lists.
    sum: Option<RosterSum>,
    awaited_sum: Pending<RosterSum>,
    /// Who is meant by the next act.
    marks: Marks,
    over: Over,
    /// What the last Esc closed.
    left: Over,
}

impl RosterScreen {
    /// Where the officer left it.
    fn at(bookmark: &Bookmark) -> Self {
        let Bookmark { scope, show, group, village, sort, .. } = bookmark.clone();
        Self {
            scope,
            choice: Choice { show, group, village, sort },
            people: List::default(),
            page: Pending::default(),
            villages: Vec::new(),
            counts: Pending::default(),
            sum: None,
            awaited_sum: Pending::default(),
            marks: Marks::default(),
            over: Over::default(),
            left: Over::default(),
        }
    }

    /// Whether the register has no such township: it did when the officer left.
    fn is_nowhere(&self, cx: &ViewContext) -> bool {
        !cx.scopes.is_empty() && cx.scope(&self.scope).is_none()
    }

    fn begin_afresh(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        (self.scope, self.choice) = (Scope::Banner, Choice::default());
        self.restart(cx, out);
    }
}

/// Lines of the list: the body without the townships, its title, its heads, a blank line and the chosen person.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4 + places::height(cx)))
}

impl RosterScreen {
    /// The person that the keys act on.
    fn chosen(&self) -> Option<&RosterRow> {
        match &self.over {
            Over::Search(search) => search.chosen(),
            Over::Nothing | Over::Filter(_) => self.people.chosen(),
        }
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let ask = ask::roster(self.query(cx, start));
        self.page.ask(out, ask);
    }

    fn query(&self, cx: &ViewContext, start: Start) -> RosterQuery {
        RosterQuery {
            round: cx.code(),
            scope: self.scope.clone(),
            show: self.show(cx),
            group: self.choice.group.clone(),
            village: self.choice.village.clone(),
            sort: self.choice.sort,
            start,
            limit: self.people.limit(list_rows(cx)),
        }
    }

    /// Who is listed. Before a round is created nobody is in it: then everyone is listed, each with what the
    /// round would bring.
    fn show(&self, cx: &ViewContext) -> Show {
        if self.choice.show == Show::InRound && !cx.has_round() { Show::Everyone } else { self.choice.show }
    }

    /// Lists afresh from the beginning: another scope, filter or order.
    fn restart(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.sum = None;
        let start = self.people.restart();
        self.ask_page(cx, start, out);
        self.ask_counts(cx, out);
    }

    /// Goes to the township before or after; behind the last one comes the first.
    fn move_scope(&mut self, cx: &ViewContext, forward: bool, out: &mut Outbox<'_>) {
        let count = cx.scopes.len();
        let at = cx.scopes.iter().position(|line| line.scope == self.scope).unwrap_or_default();
        let to = if forward { at + 1 } else { at + count.saturating_sub(1) }.checked_rem(count);
        if let Some(to) = to {
            self.go_to_scope(cx, to, out);
        }
    }

    fn go_to_scope(&mut self, cx: &ViewContext, to: usize, out: &mut Outbox<'_>) {
        if let Some(line) = cx.scopes.get(to)
            && line.scope != self.scope
        {
            self.scope = line.scope.clone();
            self.choice.village = None;
            self.restart(cx, out);
        }
    }

    fn move_person(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        let grouped = self.grouped();
        let heads = |rows: &[RosterRow], at| grouped && rows::begins_village(rows, at);
        if let Some(start) = self.people.go_with(how, list_rows(cx), heads) {
            self.ask_page(cx, start, out);
        }
    }

    fn scroll(&mut self, cx: &ViewContext) {
        let grouped = self.grouped();
        self.people.scroll(list_rows(cx), |rows, at| grouped && rows::begins_village(rows, at));
    }

    /// Whether the list has head lines of villages.
    fn grouped(&self) -> bool {
        matches!(self.choice.sort, Sort::Village | Sort::State) && self.scope != Scope::Units
    }

    fn open_person(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.chosen() {
            Some(row) => out.open(Destination::Person(row.id)),
            None => out.say(Severity::Plain, self.nobody(cx)),
        }
    }

    /// Records all who are marked, or else the chosen one.
    fn record_chosen(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.marks.meant() {
            Some((round, recipients)) => out.open(Destination::RecordBatch { recipients, round }),
            None => self.record(cx, out),
        }
    }

    fn record(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match (self.chosen(), cx.code()) {
            (None, _) => out.say(Severity::Plain, self.nobody(cx)),
            (Some(_), None) => out.say(Severity::Bad, recipient::texts(cx.lang).no_round),
            (Some(row), Some(round)) => {
                out.open(Destination::Record { recipient: row.id, round });
            }
        }
    }

    fn back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if marks::clear(cx, &mut self.marks, out) {
            return;
        }
        if self.choice == Choice::default() {
            out.open(Destination::Main(MainScreen::TODAY));
        } else {
            self.choice = Choice::default();
            self.restart(cx, out);
        }
    }

    fn act_in_filter(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        let Over::Filter(filter) = &mut self.over else { return Handled::No };
        match filter.act(action) {
            None => return Handled::No,
            Some(filter::Step::Stay) => {}
            Some(filter::Step::Cancel) => self.left = std::mem::take(&mut self.over),
            Some(filter::Step::Apply(choice)) => {
                self.over = Over::Nothing;
                if choice != self.choice {
                    self.choice = choice;
                    self.restart(cx, out);
                }
            }
        }
        Handled::Yes
    }

    fn act_in_search(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        if !matches!(self.over, Over::Search(_)) {
            return Handled::No;
        }
        match action {
            ScreenAction::BACK => self.left = std::mem::take(&mut self.over),
            ScreenAction::ACCEPT => self.open_person(cx, out),
            ScreenAction::RECORD => self.record_chosen(cx, out),
            ScreenAction::MARK | ScreenAction::MARK_DOWN | ScreenAction::MARK_UP | ScreenAction::MARK_ALL => {
                self.mark(cx, action, out);
            }
            ScreenAction::SEARCH => self.over = Over::Search(search::SearchBox::default()),
            ScreenAction::GROUPS => self.change_groups(cx, out),
            FILTER => self.open_filter(cx, out),
            VILLAGE => self.turn_village(cx, out),
            ScreenAction::ADD => out.open(Destination::AddPerson(self.township(cx))),
            ScreenAction::STATUS => person::act_on(cx, self.chosen().map(|row| row.id), action, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn open_filter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let mut filter = filter::FilterPopup::new(self.choice.clone());
        filter.ask(self.scope.clone(), cx.code(), out);
        self.over = Over::Filter(filter);
    }

    fn act_in_list(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT => self.move_scope(cx, true, out),
            ScreenAction::PREVIOUS => self.move_scope(cx, false, out),
            ScreenAction::ACCEPT => self.open_person(cx, out),
            ScreenAction::RECORD => self.record_chosen(cx, out),
            ScreenAction::MARK | ScreenAction::MARK_DOWN | ScreenAction::MARK_UP | ScreenAction::MARK_ALL => {
                self.mark(cx, action, out);
            }
            ScreenAction::SEARCH => self.over = Over::Search(search::SearchBox::default()),
            ScreenAction::GROUPS => self.change_groups(cx, out),
            ScreenAction::EXPORT => out.open(Destination::Export(Box::new(self.outgoing(cx)))),
            FILTER => self.open_filter(cx, out),
            VILLAGE => self.turn_village(cx, out),
            ScreenAction::ADD => out.open(Destination::AddPerson(self.township(cx))),
            ScreenAction::STATUS => person::act_on(cx, self.chosen().map(|row| row.id), action, out),
            ScreenAction::BACK => self.back(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    /// Where somebody who is added most likely lives: in the township shown, else in that of the chosen person.
    fn township(&self, cx: &ViewContext) -> Option<TownshipCode> {
        if let Scope::Township(code) = &self.scope {
            return Some(code.clone());
        }
        let name = &self.chosen()?.township;
        cx.scopes.iter().find(|line| line.name == *name).and_then(|line| match &line.scope {
            Scope::Township(code) => Some(code.clone()),
            Scope::Banner | Scope::Units => None,
        })
    }

    /// Lists the village of the chosen person alone; all of the list again where it does already.
    fn turn_village(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if matches!(self.over, Over::Nothing) && self.choice.village.take().is_some() {
            return self.restart(cx, out);
        }
        let Some(row) = self.chosen() else { return out.say(Severity::Plain, self.nobody(cx)) };
        let in_township =
            |line: &&ScopeLine| matches!(line.scope, Scope::Township(_)) && line.name == row.township;
        match cx.scopes.iter().find(in_township).filter(|_| !row.village.is_empty()) {
            Some(line) => {
                self.choice.village = Some(row.village.clone());
                self.scope = line.scope.clone();
                self.over = Over::Nothing;
                self.restart(cx, out);
            }
            None => out.say(Severity::Plain, texts.in_no_village),
        }
    }

    /// Moves the cursor of the list, or that of the hits.
    fn step(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        match &mut self.over {
            Over::Search(search) => search.go(cx, how, list_rows(cx), out),
            Over::Nothing | Over::Filter(_) => self.move_person(cx, how, out),
        }
    }

    /// Marks by a key: the chosen row, it and its neighbour, or all of the list or of the hits that are listed.
    fn mark(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) {
        let Some(round) = cx.code() else { return marks::say_no_round(cx.lang, out) };
        let Some(id) = self.chosen().map(|row| row.id) else {
            return out.say(Severity::Plain, self.nobody(cx));
        };
        if action == ScreenAction::MARK_ALL {
            return self.mark_all(cx, round, out);
        }
        if action == ScreenAction::MARK {
            marks::say(cx, self.marks.toggle((round, id), out), out);
            return self.step(cx, Move::Down, out);
        }
        let how = if action == ScreenAction::MARK_UP { Move::Up } else { Move::Down };
        self.step(cx, how, out);
        let next = self.chosen().map_or(id, |row| row.id);
        let marked = self.marks.mark((round, id), out).and_then(|()| self.marks.mark((round, next), out));
        marks::say(cx, marked, out);
    }

    /// Changes a group of those marked, else of all that is listed or of the hits that are.
    fn change_groups(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.marks.is_empty() && self.chosen().is_none() {
            return out.say(Severity::Plain, self.nobody(cx));
        }
        let (all, group) = match &self.over {
            Over::Search(search) => (Among::These(search.found()), None),
            Over::Nothing | Over::Filter(_) => {
                (Among::Roster(self.query(cx, Start::First)), self.choice.group.clone())
            }
        };
        marks::change_groups(&self.marks, (all, cx.code()), group, out);
    }

    fn mark_all(&mut self, cx: &ViewContext, round: RoundCode, out: &mut Outbox<'_>) {
        let among = match &self.over {
            Over::Search(search) => {
                let found = search.found();
                if search.has_more() && !found.iter().all(|id| self.marks.contains(Some(round), *id)) {
                    out.say(Severity::Plain, fill(texts::of(cx.lang).marked_shown, &[&found.len()]));
                }
                Among::These(found)
            }
            Over::Nothing | Over::Filter(_) => Among::Roster(self.query(cx, Start::First)),
        };
        marks::say(cx, self.marks.mark_all(round, among, out), out);
    }
}
