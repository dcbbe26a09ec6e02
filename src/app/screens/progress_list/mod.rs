//! Who stands behind the numbers of a line of the progress: a tab for the plan and for each column, on the day that the
//! progress was told of.

mod keys;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::List;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::plan_query::{ProgressFigure, ProgressPage};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::app::screens::listing::{self, MARK};
use crate::domain::list::RosterRow;
use crate::domain::op::Changed;
use crate::domain::page::Start;
use crate::domain::round_progress::{PartProgress, ProgressListQuery, ProgressPart, ProgressState, total};
use crate::lang::{app, fill, round_progress as said, words};
use crate::ui::paint;
use crate::ui::table::{Column, Table};
use keys::LIST;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&LIST],
    opens_with: None,
    open: |to, _| {
        let Destination::ProgressList(figure) = to else { return None };
        Some(Box::new(ProgressList::new((**figure).clone())))
    },
};

/// Name, place, group, standard, state, goods.
const COLUMNS: [Column; 6] = [
    Column::name(12, 1).most(30),
    Column::left(22, 2).most(34),
    Column::right(8),
    Column::left(14, 1),
    Column::left(16, 0),
    Column::left(16, 0),
];
/// The column of the name, which the reversed bar lies on.
const NAME: usize = 0;
/// The column of the goods.
const GOODS: usize = 5;

/// The screen.
#[derive(Debug)]
pub struct ProgressList {
    figure: ProgressFigure,
    /// The column; none for the plan.
    state: Option<ProgressState>,
    rows: List<RosterRow>,
    page: Pending<ProgressPage>,
    line: Option<PartProgress>,
    counted: Pending<Vec<PartProgress>>,
}

/// Lines of the list: the body without its title, tabs, heads, and the foot.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4))
}

/// The tabs: the plan, then each column.
fn tabs() -> impl Iterator<Item = Option<ProgressState>> {
    [None].into_iter().chain(ProgressState::ALL.map(Some))
}

impl ProgressList {
    fn new(figure: ProgressFigure) -> Self {
        Self {
            state: figure.state,
            figure,
            rows: List::default(),
            page: Pending::default(),
            line: None,
            counted: Pending::default(),
        }
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let ProgressFigure { of, part, .. } = self.figure.clone();
        let limit = self.rows.limit(list_rows(cx));
        let query = ProgressListQuery { of, part, state: self.state, start, limit };
        self.page.ask(out, ask::progress_page(Box::new(query)));
    }

    fn reload(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.counted.ask(out, ask::round_progress(self.figure.of));
        let start = self.rows.reload();
        self.ask_page(cx, start, out);
    }

    fn turn(&mut self, cx: &ViewContext, by: isize, out: &mut Outbox<'_>) {
        let all: Vec<_> = tabs().collect();
        let at = all.iter().position(|state| *state == self.state).unwrap_or_default();
        let count = isize::try_from(all.len()).unwrap_or(1);
        let to = isize::try_from(at).unwrap_or_default().saturating_add(by).rem_euclid(count);
        self.show(cx, usize::try_from(to).unwrap_or_default(), out);
    }

    fn show(&mut self, cx: &ViewContext, tab: usize, out: &mut Outbox<'_>) {
        self.state = tabs().nth(tab).flatten();
        let start = self.rows.restart();
        self.ask_page(cx, start, out);
    }

    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let round = words::round(cx.lang, self.figure.of.round);
        let title =
            fill(texts.title, &[&round, &self.figure.name, &words::full_day(cx.lang, self.figure.of.day)]);
        let head = paint::indent(paint::line(area, 0), MARK);
        paint::put_cut(buf, head, &title, cx.glyphs.ellipsis, cx.theme.head);
        let labels: Vec<(String, bool)> = tabs()
            .map(|state| {
                let name = state.map_or(said::of(cx.lang).planned, |state| said::state(cx.lang, state));
                let count = self.line.as_ref().map(|line| match state {
                    None => line.planned(),
                    Some(state) => state.count(line),
                });
                let count = count.map(|count| count.to_string()).unwrap_or_default();
                (fill(texts.tab, &[&name, &count]), state == self.state)
            })
            .collect();
        listing::tabs(cx, paint::line(area, 1), &labels, buf);
        let list = Rect { y: area.y + 3, height: area.height.saturating_sub(4), ..area };
        if !self.rows.loaded() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        if self.rows.is_empty() {
            return listing::explain_empty(cx, list, texts.nobody, buf);
        }
        let mut columns = COLUMNS;
        let all = self.rows.rows();
        listing::fit_names(&mut columns, NAME, all.iter().map(|row| row.name.as_str()));
        let goods =
            |row: &RosterRow| row.standard.as_ref().is_some_and(|standard| !standard.goods.is_empty());
        if !all.iter().any(goods) {
            listing::leave_out(&mut columns, GOODS);
        }
        let table = Table::fit(&columns, area.width.saturating_sub(MARK));
        let heads = [texts.name, texts.place, texts.standard, texts.state, texts.group, texts.goods]
            .map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 2), MARK), cx.glyphs.ellipsis, &heads);
        let rows = self.rows.rows().iter().enumerate().skip(self.rows.top());
        for (y, (at, of)) in (0..list.height).zip(rows) {
            let row = paint::line(list, y);
            let place = [of.township.as_str(), of.village.as_str()].join(" ");
            let cash = of.standard.as_ref().map(|standard| standard.cash.short()).unwrap_or_default();
            let goods = of.standard.as_ref().map(|standard| standard.goods.to_string()).unwrap_or_default();
            let state = words::standing(cx.lang, of.standing, of.state, self.figure.of.day);
            let cells = [&*of.name, &*place, &*cash, &*state, &*of.group, &*goods];
            let cells = cells.map(|cell| (cell, cx.theme.plain));
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, at, at == self.rows.cursor());
            if at == self.rows.cursor() {
                listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(NAME)), buf);
            }
        }
    }
}

impl Screen for ProgressList {
    fn context(&self) -> &'static KeyContext {
        &LIST
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.reload(cx, out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => {
                if let Some(row) = self.rows.chosen() {
                    out.open(Destination::Person(row.id));
                }
            }
            ScreenAction::NEXT => self.turn(cx, 1, out),
            ScreenAction::PREVIOUS => self.turn(cx, -1, out),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        !listing::acts_on_row(action) || self.rows.chosen().is_some()
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        if let Some(start) = self.rows.go(how, list_rows(cx)) {
            self.ask_page(cx, start, out);
        }
        Handled::Yes
    }

    fn go_to_tab(&mut self, cx: &ViewContext, at: usize, out: &mut Outbox<'_>) {
        self.show(cx, at, out);
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(ProgressPage(page)) = self.page.take(reply) {
            self.rows.take(page, list_rows(cx));
        } else if let Some(lines) = self.counted.take(reply) {
            let part = self.figure.part.as_ref();
            let own = lines.iter().filter(|line| part.is_none_or(|part| *part == line.part));
            self.line = Some(total(own, ProgressPart::Outside));
        }
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.reload(cx, out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.reload(cx, out);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
