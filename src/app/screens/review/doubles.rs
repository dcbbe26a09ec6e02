//! The pairs that may be one human. They are found anew whenever somebody was changed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::DOUBLES;
use super::{Place, texts, title_of};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::listing::foot::{Cells, Foot, add_cut, lent};
use crate::app::screens::listing::{self, MARK};
use crate::domain::attention::Count;
use crate::domain::export::ListQuery;
use crate::domain::op::Changed;
use crate::domain::review::{DoublePair, DoublePairs, DoubleSide, Review, ReviewQuery};
use crate::lang::{app, fill, review};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

/// Who was registered first and later, what makes them seem one, and where each lives.
const COLUMNS: [Column; 5] = [
    Column::name(14, 1),
    Column::name(14, 1),
    Column::left(20, 0),
    Column::left(24, 3).most(33),
    Column::left(24, 3).most(33),
];
/// The column of the first name, which the reversed bar lies on.
const NAME: usize = 0;

/// The pairs.
#[derive(Debug)]
pub(super) struct DoublesScreen {
    place: Place,
    found: Option<DoublePairs>,
    waiting: Pending<DoublePairs>,
    cursor: Cursor,
}

/// Lines of the list: the body without its title, its heads, a blank line and the foot.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(5))
}

impl DoublesScreen {
    pub(super) fn new(place: Place) -> Self {
        Self { place, found: None, waiting: Pending::default(), cursor: Cursor::default() }
    }

    fn pairs(&self) -> &[DoublePair] {
        self.found.as_ref().map_or(&[], |found| &found.pairs)
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        let township = self.place.as_ref().map(|(code, _)| code.clone());
        self.waiting.ask(out, ask::doubles(ReviewQuery { list: Review::Doubles, township }));
    }

    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let head = paint::indent(paint::line(area, 0), MARK);
        let name = title_of(cx, Review::Doubles, self.place.as_ref());
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(5), ..area };
        let Some(found) = &self.found else {
            paint::put(buf, head, &name, cx.theme.head);
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        };
        let count = Count { counted: found.pairs.len() as u64, more: found.more };
        let count = review::count(cx.lang, Review::Doubles, count);
        paint::put(buf, head, &fill(texts.listed, &[&name, &count]), cx.theme.head);
        if found.pairs.is_empty() {
            return listing::explain_empty(cx, list, texts.no_doubles, buf);
        }
        let table = Table::fit(&COLUMNS, area.width.saturating_sub(MARK));
        let heads = [texts.one, texts.other, texts.why, texts.where_from, texts.where_from];
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &head_cells);
        let mut bar = None;
        for (y, (at, pair)) in (0..list.height).zip(found.pairs.iter().enumerate().skip(self.cursor.top)) {
            let row = paint::line(list, y);
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &lent(&cells(cx, pair)));
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(NAME)), buf);
                bar = Some(row);
            }
        }
        if let Some(pair) = found.pairs.get(self.cursor.at) {
            let mut told = [&pair.one, &pair.other].map(side);
            add_cut(&mut told[0], &table, &heads, &cells(cx, pair));
            Foot { area: paint::indent(area, MARK), list, bar }.tell(cx, &told, buf);
        }
    }
}

/// One of a pair below the list: name, year, masked number, place.
fn side(side: &DoubleSide) -> Vec<String> {
    let mut told = vec![side.name.to_string()];
    told.extend(side.birth_year.map(|year| year.to_string()));
    told.extend(side.id_masked.as_ref().map(ToString::to_string));
    told.push(place(side));
    told
}

/// 桑根达来镇 敖包图嘎查
fn place(side: &DoubleSide) -> String {
    format!("{} {}", side.township, side.village).trim_end().to_owned()
}

fn cells<'a>(cx: &ViewContext, pair: &'a DoublePair) -> Cells<'a, 5> {
    let quiet = cx.theme.quiet;
    [
        ((&*pair.one.name).into(), cx.theme.plain),
        ((&*pair.other.name).into(), cx.theme.plain),
        (review::why(cx.lang, pair.why).into(), cx.theme.doubt),
        (place(&pair.one).into(), quiet),
        (place(&pair.other).into(), quiet),
    ]
}

impl Screen for DoublesScreen {
    fn context(&self) -> &'static KeyContext {
        &DOUBLES
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => match self.pairs().get(self.cursor.at) {
                Some(pair) => {
                    let (one, other) = (pair.one.id, pair.other.id);
                    out.open(Destination::Pair { why: pair.why, one, other });
                }
                None => out.say(Severity::Plain, texts::of(cx.lang).choose_first),
            },
            ScreenAction::EXPORT => {
                let township = self.place.as_ref().map(|(code, _)| code.clone());
                let query = ReviewQuery { list: Review::Doubles, township };
                out.open(Destination::Export(Box::new(ListQuery::Review(query))));
            }
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        !self.pairs().is_empty() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.cursor.go(how, self.pairs().len(), list_rows(cx));
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(found) = self.waiting.take(reply) {
            self.found = Some(found);
            self.cursor.fit(self.pairs().len(), list_rows(cx));
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people {
            self.ask(out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.cursor.fit(self.pairs().len(), list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
