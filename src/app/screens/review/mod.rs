//! What is to be checked, list by list, each with how many are on it; and the pairs that may be one human, side by side.
//!
//! The lists are counted one after another, so that whatever else is asked waits for one of them at most.

mod doubles;
mod keys;
mod pair;
#[cfg(test)]
mod tests;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::{self, MARK};
use crate::app::action::{Action, MainScreen, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, Figure};
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::domain::attention::Count;
use crate::domain::entry::LedgerQuery;
use crate::domain::export::ListQuery;
use crate::domain::op::Changed;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::review::{Review, ReviewQuery};
use crate::domain::text::CleanText;
use crate::lang::{fill, review};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};
use doubles::DoublesScreen;
use keys::{DOUBLES, PAIR, REVIEW};
use pair::PairScreen;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&REVIEW, &DOUBLES, &PAIR],
    opens_with: Some(keys::GO),
    open: |to, _| {
        if let Destination::Doubles { place } = to {
            return Some(Box::new(DoublesScreen::new(place.clone())));
        }
        if let Destination::Pair { why, one, other } = to {
            return Some(Box::new(PairScreen::new(*why, *one, *other)));
        }
        to.is_main(&REVIEW).then(|| Box::new(ReviewScreen::default()) as Box<dyn Screen>)
    },
};

/// A township with its name; none for the whole banner.
type Place = Option<(TownshipCode, CleanText)>;

/// Cells of a label and of a number.
const COLUMNS: [Column; 2] = [Column::left(14, 0), Column::right(8)];
/// The column of the number, up to which the reversed bar lies.
const NUMBER: usize = 1;
/// Blank cells behind the number.
const GAP: u16 = 2;

/// The lists.
#[derive(Debug, Default)]
pub struct ReviewScreen {
    place: Place,
    /// What is known of each, in the order of [`Review::ALL`].
    counts: [Option<Count>; Review::ALL.len()],
    /// The list that is counted now.
    counting: Option<usize>,
    waiting: Pending<Count>,
    cursor: Cursor,
}

/// Lines of the list: the body without its title and a blank line.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(3))
}

impl ReviewScreen {
    /// The lists with anybody on them.
    fn lines(&self) -> Vec<(Review, Count)> {
        let known = Review::ALL.into_iter().zip(self.counts);
        known.filter_map(|(list, count)| Some((list, count.filter(|count| count.counted > 0)?))).collect()
    }

    /// Counts the lists anew, from the first on; until then the old counts stand.
    fn recount(&mut self, out: &mut Outbox<'_>) {
        self.counting = None;
        self.count_next(0, out);
    }

    fn count_next(&mut self, at: usize, out: &mut Outbox<'_>) {
        self.counting = Review::ALL.get(at).map(|list| {
            let township = self.place.as_ref().map(|(code, _)| code.clone());
            self.waiting.ask(out, ask::review_count(ReviewQuery { list: *list, township }));
            at
        });
    }

    /// The places in the order in which Left and Right go through them.
    fn places(cx: &ViewContext) -> Vec<Place> {
        let townships = cx.scopes.iter().filter_map(|line| match &line.scope {
            Scope::Township(code) => Some(Some((code.clone(), line.name.clone()))),
            Scope::Banner | Scope::Units => None,
        });
        std::iter::once(None).chain(townships).collect()
    }

    fn turn(&mut self, cx: &ViewContext, by: isize, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let places = Self::places(cx);
        let at = places.iter().position(|place| *place == self.place).unwrap_or_default();
        if let Some(place) = at.checked_add_signed(by).and_then(|at| places.get(at)) {
            self.place.clone_from(place);
            self.counts = Default::default();
            self.cursor = Cursor::default();
            self.recount(out);
        } else {
            out.say(Severity::Plain, if by < 0 { texts.first_place } else { texts.last_place });
        }
    }

    fn open(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some((list, _)) = self.lines().get(self.cursor.at).copied() else {
            return out.say(Severity::Plain, texts::of(cx.lang).choose_first);
        };
        let place = self.place.clone();
        out.open(match list {
            Review::People(list) => Destination::Attention { list, place },
            Review::Doubles => Destination::Doubles { place },
            Review::Gifts(unusual) => Destination::Entries(Figure {
                name: title_of(cx, list, self.place.as_ref()),
                query: LedgerQuery {
                    township: place.map(|(code, _)| code),
                    unusual: Some(unusual),
                    ..LedgerQuery::default()
                },
            }),
        });
    }

    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let head = paint::indent(paint::line(area, 0), MARK);
        let used = paint::put(buf, head, texts.title, cx.theme.head) + GAP;
        let place = self.place.as_ref().map_or(texts.everywhere, |(_, name)| name);
        listing::put_turned(cx, paint::indent(head, used), place, buf);
        let lines = self.lines();
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if lines.is_empty() && self.counting.is_none() {
            let why = match &self.place {
                Some((_, name)) => fill(texts.none_in, &[name]),
                None => texts.none.to_owned(),
            };
            return listing::explain_empty(cx, area, &why, buf);
        }
        let table = Table::fit(&COLUMNS, area.width.saturating_sub(MARK));
        let mut y = 0;
        for (at, (of, count)) in lines.into_iter().enumerate().skip(self.cursor.top) {
            let row = paint::line(list, y);
            let inside = paint::indent(row, MARK);
            cx.parts.row(row, at, at == self.cursor.at);
            let number = review::count(cx.lang, of, count);
            let cells = [(review::name(cx.lang, of), cx.theme.plain), (&*number, cx.theme.plain)];
            table.row(buf, inside, cx.glyphs.ellipsis, &cells);
            let room = paint::indent(inside, table.until(NUMBER) + GAP);
            let hint = text::middle(review::hint(cx.lang, of), usize::from(room.width), cx.glyphs.ellipsis);
            paint::put(buf, room, &hint, cx.theme.quiet);
            if at == self.cursor.at {
                listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(NUMBER)), buf);
            }
            y += 1;
        }
        if self.counting.is_some() {
            paint::put(buf, paint::indent(paint::line(list, y), MARK), texts.counting, cx.theme.quiet);
        }
    }
}

/// The name of a list in a place: 上都镇 没有电话.
fn title_of(cx: &ViewContext, list: Review, place: Option<&(TownshipCode, CleanText)>) -> String {
    let name = review::name(cx.lang, list);
    place.map_or_else(|| name.to_owned(), |(_, place)| fill(texts::of(cx.lang).listed, &[place, &name]))
}

impl Screen for ReviewScreen {
    fn context(&self) -> &'static KeyContext {
        &REVIEW
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.recount(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.open(cx, out),
            ScreenAction::LEFT => self.turn(cx, -1, out),
            ScreenAction::RIGHT => self.turn(cx, 1, out),
            ScreenAction::EXPORT => {
                let township = self.place.as_ref().map(|(code, _)| code.clone());
                out.open(Destination::Export(Box::new(ListQuery::ReviewCounts(township))));
            }
            ScreenAction::BACK => out.open(Destination::Main(MainScreen::HOME)),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        !self.lines().is_empty() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.cursor.go(how, self.lines().len(), list_rows(cx));
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if !self.waiting.awaits(reply) {
            return;
        }
        let Some(at) = self.counting else { return };
        // A list that could not be counted is passed over; the line above the keys says why.
        if let (Some(count), Some(known)) = (self.waiting.take(reply), self.counts.get_mut(at)) {
            *known = Some(count);
        }
        self.cursor.fit(self.lines().len(), list_rows(cx));
        self.count_next(at + 1, out);
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.recount(out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.cursor.fit(self.lines().len(), list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
