//! The progress of the round by township, in whole numbers: what the report and the first screen of a day show.

mod goods;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::listing::{self, MARK};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::domain::due::{self, DueState, Standing};
use crate::domain::list::ScopeLine;
use crate::domain::money::Fen;
use crate::domain::place::Scope;
use crate::domain::round_progress::{self, PartProgress, ProgressBy, ProgressPart};
use crate::domain::text::CleanText;
use crate::lang::{fill, round_progress as said};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};
pub(super) use goods::UnitGoods;

/// Cells of a progress bar: each is a twentieth or a tenth, as there is room.
const BARS: [u16; 2] = [20, 10];
/// Cells of a line at most, where the names take no more than [`NAMES`].
const WIDTH: u16 = 88;
/// Cells of the names in a line of that width.
const NAMES: u16 = 16;
/// The column of the name.
const NAME: usize = 0;
/// The column of the plan: the four figures behind it come to it.
const PLAN: usize = 1;
/// The column of the bar.
const AT_BAR: usize = 6;
/// The column of what was given.
const GIVEN: usize = 8;
const COLUMNS: [Column; 9] = [
    Column::name(14, 1),
    Column::right(5),
    Column::right(5),
    Column::right(5),
    Column::right(6),
    Column::right(5),
    Column::left(10, 0),
    Column::right(4),
    Column::right(13),
];

/// One line of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProgressLine {
    pub(super) scope: Scope,
    /// What it is of, where it is told otherwise than by township of today.
    pub(super) part: Option<ProgressPart>,
    pub(super) name: String,
    /// Everybody who is in the round: done, open, closed and late together.
    pub(super) plan: u64,
    pub(super) done: u64,
    /// Open and not overdue.
    pub(super) open: u64,
    /// Open and overdue.
    pub(super) late: u64,
    /// Of those, failed calls that left the item open; none where they were not counted.
    pub(super) missed: Option<u64>,
    /// Closed with a reason.
    pub(super) closed: u64,
    pub(super) given: Fen,
    pub(super) planned: Fen,
    /// Value of the goods that its units were given, and are to be.
    pub(super) goods: [Fen; 2],
}

impl ProgressLine {
    fn add(&mut self, other: &Self) {
        self.plan += other.plan;
        self.done += other.done;
        self.open += other.open;
        self.late += other.late;
        self.missed = self.missed.zip(other.missed).map(|(one, more)| one + more);
        self.closed += other.closed;
        self.given = self.given.plus(other.given);
        self.planned = self.planned.plus(other.planned);
        for (goods, more) in self.goods.iter_mut().zip(other.goods) {
            *goods = goods.plus(more);
        }
    }

    /// Who can still be visited or was: whom a death or a refusal has taken out is no work left.
    fn to_visit(&self) -> u64 {
        self.done + self.open + self.late
    }

    /// Visited of those who can be, in whole percent, never rounded up; none where nobody can.
    fn percent(&self) -> Option<u64> {
        (self.done * 100).checked_div(self.to_visit())
    }

    /// The bar of so many cells.
    fn bar(&self, cells: usize, full: &str, empty: &str) -> String {
        let wide = u64::try_from(cells).unwrap_or_default();
        let filled = (self.done * wide).checked_div(self.to_visit()).unwrap_or_default();
        let filled = usize::try_from(filled).unwrap_or(cells).min(cells);
        full.repeat(filled) + &empty.repeat(cells - filled)
    }
}

/// Whether people, too, are given goods in the round: the counts at hand know the goods of units alone, and tell none then.
fn has_goods_of_people(cx: &ViewContext) -> bool {
    let Some(round) = cx.round.as_ref().filter(|round| round.created) else { return false };
    let mut with_goods = round.standards.iter().filter(|one| one.goods_value > Fen::ZERO);
    let no_units = cx.scopes.last().is_none_or(|units| units.open + units.done + units.closed == 0);
    let (Some(first), more) = (with_goods.next(), with_goods.next().is_some()) else { return false };
    more || first.cash > Fen::ZERO || no_units
}

/// The lines of a round that is created: all people and units first, the townships, the units last.
pub(super) fn lines(cx: &ViewContext, goods: &UnitGoods) -> Vec<ProgressLine> {
    let Some(round) = cx.round.as_ref().filter(|round| round.created) else { return Vec::new() };
    let late = due::state(Standing::Open(None), &round.window, cx.today) == DueState::Overdue;
    let mut lines: Vec<ProgressLine> = cx.scopes.iter().map(|scope| line(cx, scope, late)).collect();
    // The register counts people and units apart; the list of the whole banner holds both.
    if let [all, .., units] = lines.as_mut_slice() {
        if !has_goods_of_people(cx) {
            units.goods = [goods.given, goods.planned];
        }
        all.add(units);
    }
    lines
}

fn line(cx: &ViewContext, of: &ScopeLine, late: bool) -> ProgressLine {
    let texts = texts::of(cx.lang);
    ProgressLine {
        scope: of.scope.clone(),
        part: None,
        name: match of.scope {
            Scope::Banner => texts.banner.to_owned(),
            Scope::Units => texts.units.to_owned(),
            Scope::Township(_) => of.name.to_string(),
        },
        plan: of.open + of.done + of.closed,
        done: of.done,
        open: if late { 0 } else { of.open },
        late: if late { of.open } else { 0 },
        missed: Some(of.missed),
        closed: of.closed,
        given: of.given,
        planned: of.planned,
        goods: [Fen::ZERO; 2],
    }
}

/// The lines of a progress that was asked for: all of it first.
pub(super) fn parts(cx: &ViewContext, by: ProgressBy, of: &[PartProgress]) -> Vec<ProgressLine> {
    let texts = texts::of(cx.lang);
    let line = |of: &PartProgress, name: String| ProgressLine {
        scope: Scope::Banner,
        part: Some(of.part.clone()),
        name,
        plan: of.planned(),
        done: of.of(DueState::Done),
        open: of.due() + of.of(DueState::Grace),
        late: of.of(DueState::Overdue),
        missed: None,
        closed: of.of(DueState::Closed),
        given: of.cash,
        planned: of.planned_cash,
        goods: [of.goods, of.planned_goods],
    };
    let all = round_progress::total(of, ProgressPart::Outside);
    let whole = ProgressLine { part: None, ..line(&all, texts.banner.to_owned()) };
    let each = of.iter().map(|one| line(one, said::part(cx.lang, by, one)));
    [whole].into_iter().filter(|_| !of.is_empty()).chain(each).collect()
}

/// Where a line leads: who is due there.
pub(super) fn leads_to(cx: &ViewContext, line: &ProgressLine) -> Option<Destination> {
    let (round, scope, name) = (cx.code()?, line.scope.clone(), CleanText::shown(&line.name));
    Some(Destination::Due { round, scope, name })
}

/// Where the lines lie in their rows: as wide as the longest name needs, as far as the figures leave room for it.
#[derive(Debug)]
pub(super) struct Layout {
    table: Table,
    width: u16,
}

/// The columns for these lines in so many cells, with the longer bar where it fits. Names and amounts stay as long as they can:
/// the bar and the plan go for them.
pub(super) fn layout<'l>(width: u16, lines: impl Iterator<Item = &'l ProgressLine>) -> Layout {
    let longest = lines.map(|line| text::width(&line.name)).max().unwrap_or_default();
    let longest = u16::try_from(longest).unwrap_or(u16::MAX);
    let width = width.min(WIDTH + longest.saturating_sub(NAMES));
    Layout { table: table(width.saturating_sub(MARK), longest), width }
}

fn table(cells: u16, longest: u16) -> Table {
    let mut columns = COLUMNS;
    // Every figure, but for the bar, with a blank before it.
    let figures = COLUMNS.iter().enumerate().filter(|(at, _)| *at != NAME && *at != AT_BAR);
    let figures: u16 = figures.map(|(_, column)| column.width + 1).sum();
    if let Some(name) = columns.get_mut(NAME) {
        name.width = name.width.max(longest.min(cells.saturating_sub(figures)));
    }
    for bar in BARS {
        set(&mut columns, AT_BAR, bar);
        let table = Table::fit(&columns, cells);
        if table.has(AT_BAR) {
            return table;
        }
    }
    let table = Table::fit(&columns, cells);
    set(&mut columns, PLAN, 0);
    let without = Table::fit(&columns, cells);
    if !table.has(GIVEN) && without.has(GIVEN) { without } else { table }
}

fn set(columns: &mut [Column], at: usize, cells: u16) {
    if let Some(column) = columns.get_mut(at) {
        column.width = cells;
    }
}

/// Draws the heads of the columns.
pub(super) fn draw_heads(cx: &ViewContext, layout: &Layout, by: ProgressBy, row: Rect, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let name = match by {
        ProgressBy::Township => texts.township,
        ProgressBy::Village | ProgressBy::Station | ProgressBy::Team | ProgressBy::Group => {
            said::by(cx.lang, by)
        }
    };
    let state = cx.round.as_ref().map(|round| due::state(Standing::Open(None), &round.window, cx.today));
    let open = if state == Some(DueState::Upcoming) { texts.upcoming } else { texts.due };
    let heads = [name, texts.plan, texts.done, open, texts.closed, texts.late, texts.bar, "%", texts.given]
        .map(|head| (head, cx.theme.quiet));
    layout.table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &heads);
}

/// Draws a line; the whole banner stands out, and the bar lies on the chosen one.
pub(super) fn draw_line(
    cx: &ViewContext,
    Layout { table, width }: &Layout,
    row: Rect,
    (line, chosen): (&ProgressLine, bool),
    buf: &mut Buffer,
) {
    let theme = &cx.theme;
    let usual = if line.scope == Scope::Banner && line.part.is_none() { theme.head } else { theme.plain };
    let late = if line.late > 0 { theme.late } else { theme.quiet };
    let closed = if line.closed > 0 { theme.done } else { theme.quiet };
    let inside = paint::indent(paint::slice(row, 0, *width), MARK);
    let bar = line.bar(usize::from(table.cell(inside, AT_BAR).width), cx.glyphs.full, cx.glyphs.empty);
    let percent = line.percent().map_or_else(|| cx.glyphs.none.to_owned(), |percent| format!("{percent}%"));
    let [plan, done, open, over, overdue] =
        [line.plan, line.done, line.open, line.closed, line.late].map(|count| count.to_string());
    // Where goods are given and no cash, there is no amount of cash.
    let has_cash = line.given != Fen::ZERO || line.planned != Fen::ZERO;
    let given = match line.goods {
        _ if has_cash => line.given.short(),
        [Fen::ZERO, Fen::ZERO] => cx.glyphs.none.to_owned(),
        [given, _] => fill(texts::of(cx.lang).goods, &[&given.short()]),
    };
    let cells = [
        (&*line.name, usual),
        (&*plan, usual),
        (&*done, theme.done),
        (&*open, usual),
        (&*over, closed),
        (&*overdue, late),
        (&*bar, theme.plain),
        (&*percent, usual),
        (&*given, usual),
    ];
    table.row(buf, inside, cx.glyphs.ellipsis, &cells);
    if chosen {
        listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(NAME)), buf);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn done_of(done: u64, plan: u64) -> ProgressLine {
        ProgressLine {
            scope: Scope::Units,
            part: None,
            name: String::new(),
            plan,
            done,
            open: plan - done,
            late: 0,
            missed: Some(0),
            closed: 0,
            given: Fen::ZERO,
            planned: Fen::ZERO,
            goods: [Fen::ZERO; 2],
        }
    }

    #[test]
    fn whom_nobody_can_visit_any_more_is_no_part_of_the_percentage() {
        let line = ProgressLine { closed: 6, plan: 16, ..done_of(5, 10) };
        assert_eq!(line.percent(), Some(50));
        assert_eq!(line.plan, line.done + line.open + line.closed + line.late);
        let all_closed = ProgressLine { closed: 6, plan: 6, ..done_of(0, 0) };
        assert_eq!(all_closed.percent(), None);
    }

    #[test]
    fn bars_and_percent_of_the_example() {
        for (done, plan, percent, filled) in [(14, 26, 53, 10), (4, 11, 36, 7), (3, 8, 37, 7), (4, 8, 50, 10)]
        {
            let line = done_of(done, plan);
            assert_eq!(line.percent(), Some(percent));
            assert_eq!(line.bar(20, "#", "."), "#".repeat(filled) + &".".repeat(20 - filled));
        }
        // Of ten cells each is a tenth.
        assert_eq!(done_of(14, 26).bar(10, "#", "."), "#####.....");
        assert_eq!(done_of(0, 0).percent(), None);
        assert_eq!(done_of(0, 0).bar(4, "#", "."), "....");
    }

    proptest! {
        #[test]
        fn a_bar_is_full_only_when_all_is_done(plan in 1u64..100_000, part in 0u64..100_000, cells in 1usize..30) {
            let done = part.min(plan);
            let line = done_of(done, plan);
            let bar = line.bar(cells, "#", ".");
            prop_assert_eq!(bar.len(), cells);
            prop_assert_eq!(bar.contains('.'), done < plan);
            prop_assert_eq!(line.percent() == Some(100), done == plan);
        }
    }
}
