//! How the ledger is drawn.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::rows;
use super::{Filter, LedgerScreen};
use crate::app::context::ViewContext;
use crate::app::screens::listing::foot::{Cells, Foot, add_cut, lent};
use crate::app::screens::listing::title::Heading;
use crate::app::screens::listing::{self, MARK};
use crate::domain::entry::{EntryKind, LedgerLine};
use crate::lang::{app, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Number, day, name, both amounts and tie always; the rest where there is room.
const COLUMNS: [Column; 10] = [
    Column::right(5),
    Column::left(10, 0),
    Column::name(14, 1),
    Column::right(7),
    Column::left(10, 0),
    Column::right(6),
    // Two names of three characters; longer ones are told whole below the list.
    Column::left(13, 2).most(25),
    Column::left(16, 1),
    Column::left(12, 0),
    Column::left(22, 2),
];

/// Column of the name.
const NAME: usize = 2;
/// Column of the cash.
const CASH: usize = 3;
/// Column of the value of goods.
const GOODS: usize = 5;
/// Column of the handlers.
const HANDLERS: usize = 6;

/// Fewest cells of the name, which larger amounts take theirs from.
const LEAST_NAME: u16 = 10;

/// The columns, with room for the largest amount on the screen: an amount is never cut.
fn columns<'a>(lines: impl Iterator<Item = &'a LedgerLine>) -> [Column; 10] {
    let mut columns = COLUMNS;
    for line in lines {
        for (column, amount) in [(CASH, line.cash), (GOODS, line.goods_value)] {
            if let Some(column) = columns.get_mut(column) {
                let cells = text::width(&rows::cell(amount));
                column.width = column.width.max(u16::try_from(cells).unwrap_or(u16::MAX));
            }
        }
    }
    let amounts = |columns: &[Column]| -> u16 {
        [CASH, GOODS].into_iter().filter_map(|at| columns.get(at)).map(|column| column.width).sum()
    };
    let more = amounts(&columns).saturating_sub(amounts(&COLUMNS));
    if let Some(name) = columns.get_mut(NAME) {
        name.width = name.width.saturating_sub(more).max(LEAST_NAME);
    }
    columns
}

impl LedgerScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let blank = paint::line(area, area.height.saturating_sub(3));
        self.title(cx, paint::line(area, 0), blank, buf);
        let texts = texts::of(cx.lang);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(5), ..area };
        let shown: Vec<_> = self
            .list
            .rows()
            .iter()
            .enumerate()
            .skip(self.list.top())
            .take(usize::from(list.height))
            .collect();
        let table = Table::fit(&columns(shown.iter().map(|(_, line)| *line)), area.width - MARK);
        let heads = [
            texts.no,
            texts.day,
            texts.name,
            texts.cash,
            texts.note,
            texts.goods,
            texts.handlers,
            texts.group,
            texts.round,
            texts.place,
        ];
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &head_cells);
        let mut bar = None;
        if self.list.is_empty() {
            listing::explain_empty(cx, list, &self.why_empty(cx), buf);
        } else if !self.list.loaded() {
            listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        for (y, (at, line)) in (0..list.height).zip(shown) {
            let place = paint::line(list, y);
            let cells = self.cells(cx, line);
            table.row(buf, paint::indent(place, MARK), cx.glyphs.ellipsis, &lent(&cells));
            cx.parts.row(place, at, at == self.list.cursor());
            if at == self.list.cursor() {
                bar = Some(place);
                listing::mark_long(cx, place, table.cell(paint::indent(place, MARK), NAME), buf);
            }
        }
        if let Some(line) = self.list.chosen() {
            let cells = self.cells(cx, line);
            let [mut what, more] = self.details(cx, line, table.has(HANDLERS) || (cx.wide() && !cx.at_rest));
            add_cut(&mut what, &table, &heads, &cells);
            Foot { area, list, bar }.tell(cx, &[what, more], buf);
        }
    }

    /// Which entries, and their sums once all have been read; those in the blank line `below` the list where `row` has no
    /// room for both.
    fn title(&self, cx: &ViewContext, row: Rect, below: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let kind = self.figure.as_ref().and_then(|figure| figure.query.kind);
        let sums = match &self.sum {
            Some(sum) if sum.entries > 0 => {
                let amounts = rows::amounts(sum, cx);
                vec![
                    rows::describe(sum, cx, kind),
                    fill(texts.entries, &[&sum.entries]) + "  " + &amounts,
                    fill(texts.brief, &[&sum.entries, &amounts]),
                    amounts,
                ]
            }
            Some(_) | None => Vec::new(),
        };
        let (name, narrowed) = match &self.figure {
            Some(figure) => (String::new(), fill(texts.behind, &[&figure.name])),
            None => (texts.title.to_owned(), listing::turned(&self.filter_name(cx))),
        };
        Heading { name: &name, narrowed: &narrowed, turns: self.figure.is_none(), sums: &sums }.draw(
            cx,
            row,
            Some(below),
            buf,
        );
    }

    fn filter_name(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        match (self.filter, cx.code()) {
            (Filter::All, _) | (Filter::Round, None) => texts.all.to_owned(),
            (Filter::Round, Some(code)) => words::round(cx.lang, code),
            (Filter::Year(year), _) => fill(texts.year, &[&year]),
        }
    }

    fn cells<'a>(&self, cx: &ViewContext, line: &'a LedgerLine) -> Cells<'a, 10> {
        let theme = &cx.theme;
        let counts = line.kind == EntryKind::Gift && line.reversed_by.is_none();
        let style = if counts || line.kind == EntryKind::Reversal { theme.plain } else { theme.quiet };
        let (note, note_style) = self.note(cx, line);
        let home = [&line.township, &line.village].into_iter().flatten();
        let home = home.map(AsRef::as_ref).collect::<Vec<&str>>().join(" ");
        [
            (line.no.to_string().into(), style),
            (line.on.to_string().into(), style),
            ((&*line.name).into(), style),
            (rows::cell(line.cash).into(), style),
            (note.into(), note_style),
            (rows::cell(line.goods_value).into(), style),
            (rows::handlers(line).into(), style),
            (line.group.as_deref().unwrap_or_default().into(), style),
            (words::round(cx.lang, line.round).into(), style),
            (home.into(), style),
        ]
    }

    fn why_empty(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        match (&self.figure, self.filter) {
            (Some(_), _) => texts.empty_figure.to_owned(),
            (None, Filter::All) => texts.empty_all.to_owned(),
            (None, Filter::Round | Filter::Year(_)) => fill(texts.empty, &[&self.filter_name(cx)]),
        }
    }
}
