//! How the whole report of a year is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{BarLine, Shown, YearScreen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::foot::Foot;
use crate::app::screens::listing::{self, MARK};
use crate::domain::year_report::explain::comes_to;
use crate::domain::year_report::{FigureEntry, Quantity};
use crate::lang::{app, fill, year_report};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// A figure: what it is, what it comes to, the same of the year before.
const LINES: [Column; 3] = [Column::left(22, 1).most(34), Column::left(26, 2), Column::left(12, 1)];
/// Cells of a number, of a day, and of a name at least.
const NO: u16 = 5;
const DAY: u16 = 10;
const NAME: u16 = 12;
/// Cells of what it is and of what it adds, at most: what is wider is told whole below the list.
const WIDEST_WORDS: u16 = 34;
/// Cells of the longest bar at most.
const WIDEST_BAR: usize = 40;

impl YearScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let tabs = [
            (fill(texts.lines, &[&self.year]), matches!(self.shown, Shown::Lines | Shown::Behind)),
            (texts.paragraphs.to_owned(), self.shown == Shown::Text),
            (texts.bars.to_owned(), self.shown == Shown::Bars),
        ];
        listing::tabs(cx, paint::line(area, 0), &tabs, buf);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(5), ..area };
        let Some(report) = &self.report else {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        };
        match self.shown {
            _ if self.lines.is_empty() => {
                listing::explain_empty(cx, list, &fill(texts.empty, &[&self.year]), buf);
            }
            Shown::Lines => self.figures(cx, area, list, buf),
            Shown::Text => self.text_lines(cx, list, buf),
            Shown::Bars => self.bar_lines(cx, list, buf),
            Shown::Behind => self.entries(cx, area, list, buf),
        }
        let mut told = Vec::new();
        if let Some(closed) = &report.closed {
            told.push(fill(texts.closed, &[&closed.on]));
        }
        if let Some(sent) = &report.sent {
            told.push(fill(texts.sent, &[&sent.on, &year_report::changes(report, sent).len()]));
        }
        let mut foot: Vec<Vec<String>> = self.whole(cx).into_iter().chain([told]).collect();
        foot.retain(|pieces| !pieces.is_empty());
        if foot.is_empty() {
            foot.push(vec![texts.note.to_owned()]);
        }
        let on_list = self.line.at.saturating_sub(self.line.top);
        let bar = u16::try_from(on_list).ok().filter(|_| self.shown == Shown::Lines);
        Foot { area, list, bar: bar.map(|y| paint::line(list, y)) }.tell(cx, &foot, buf);
    }

    /// The figure under the bar, whole: of this year, and of the year before where there is one.
    fn whole(&self, cx: &ViewContext) -> [Vec<String>; 2] {
        let Some(line) = self.lines.get(self.line.at).filter(|_| self.shown == Shown::Lines) else {
            return [Vec::new(), Vec::new()];
        };
        let now = vec![year_report::label(cx.lang, line), year_report::numbers(cx.lang, line)];
        let earlier = self.before.as_ref().map(crate::domain::year_report::lines).unwrap_or_default();
        let same = earlier.iter().find(|one| one.name == line.name);
        let same = same.map(|line| year_report::numbers(cx.lang, line)).filter(|told| !told.is_empty());
        let of_year = fill(texts::of(cx.lang).before, &[&(self.year - 1)]);
        [now, same.map(|told| vec![of_year, told]).unwrap_or_default()]
    }

    fn figures(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let table = Table::fit(&LINES, listing::columns_width(area));
        let before = fill(texts.before, &[&(self.year - 1)]);
        let heads = [texts.item, texts.now, &before].map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &heads);
        let earlier = self.before.as_ref().map(crate::domain::year_report::lines).unwrap_or_default();
        for (y, (at, line)) in (0..list.height).zip(self.lines.iter().enumerate().skip(self.line.top)) {
            let row = paint::line(list, y);
            let label = year_report::label(cx.lang, line);
            let now = year_report::numbers(cx.lang, line);
            let same = earlier.iter().find(|one| one.name == line.name);
            let same = same.map(|line| year_report::numbers(cx.lang, line)).unwrap_or_default();
            let cells = [(&*label, cx.theme.plain), (&*now, cx.theme.plain), (&*same, cx.theme.quiet)];
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, at, at == self.line.at);
            if at == self.line.at {
                listing::mark(cx, row, buf);
            }
        }
        let below = self.lines.len() > self.line.top + usize::from(list.height);
        listing::more(cx, list, self.line.top > 0, below, buf);
    }

    fn text_lines(&self, cx: &ViewContext, list: Rect, buf: &mut Buffer) {
        let lines = self.paragraphs(cx);
        if lines.is_empty() {
            return listing::explain_empty(cx, list, texts::of(cx.lang).no_paragraphs, buf);
        }
        for (y, (at, (is_head, said))) in (0..list.height).zip(lines.iter().enumerate().skip(self.text.top)) {
            let row = paint::line(list, y);
            let style = if *is_head { cx.theme.head } else { cx.theme.plain };
            paint::put_cut(buf, paint::indent(row, MARK), said, cx.glyphs.ellipsis, style);
            cx.parts.row(row, at, at == self.text.at);
            if at == self.text.at {
                listing::mark(cx, row, buf);
            }
        }
        let below = lines.len() > self.text.top + usize::from(list.height);
        listing::more(cx, list, self.text.top > 0, below, buf);
    }

    fn bar_lines(&self, cx: &ViewContext, list: Rect, buf: &mut Buffer) {
        let lines = self.bars(cx);
        if lines.is_empty() {
            return listing::explain_empty(cx, list, texts::of(cx.lang).no_bars, buf);
        }
        let label = |line: &BarLine| match line {
            BarLine::Bar { label, told, .. } => [text::width(label), text::width(told)],
            BarLine::Title(_) => [0, 0],
        };
        let [labels, amounts] =
            lines.iter().map(label).fold([0, 0], |most, one| [most[0].max(one[0]), most[1].max(one[1])]);
        let spare = usize::from(list.width).saturating_sub(labels + amounts + 6);
        let cells = spare.min(WIDEST_BAR);
        for (y, (at, line)) in (0..list.height).zip(lines.iter().enumerate().skip(self.bar.top)) {
            let row = paint::line(list, y);
            match line {
                BarLine::Title(title) => {
                    paint::put_cut(buf, paint::indent(row, MARK), title, cx.glyphs.ellipsis, cx.theme.head);
                }
                BarLine::Bar { label, fen, most, told } => {
                    let full = share(*fen, *most, cells);
                    let bar = [cx.glyphs.full.repeat(full), cx.glyphs.empty.repeat(cells - full)].concat();
                    let at = |cell: usize| u16::try_from(cell).unwrap_or(u16::MAX);
                    let put = |buf: &mut Buffer, from: usize, said: &str, style: Style| {
                        paint::put_cut(buf, paint::indent(row, at(from)), said, cx.glyphs.ellipsis, style);
                    };
                    let start = usize::from(MARK) + 1;
                    put(buf, start, label, cx.theme.plain);
                    put(buf, start + labels + 1, &bar, cx.theme.plain);
                    let right = amounts - text::width(told);
                    put(buf, start + labels + 2 + cells + right, told, cx.theme.plain);
                }
            }
            cx.parts.row(row, at, at == self.bar.at);
            if at == self.bar.at {
                listing::mark(cx, row, buf);
            }
        }
        listing::more(cx, list, self.bar.top > 0, lines.len() > self.bar.top + usize::from(list.height), buf);
    }

    fn entries(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let label =
            self.lines.get(self.line.at).map(|line| year_report::label(cx.lang, line)).unwrap_or_default();
        let told = self.lines.get(self.line.at).map(|line| {
            let sums: Vec<_> = line.values.iter().map(|(of, _)| (*of, comes_to(&self.behind, *of))).collect();
            year_report::quantities(cx.lang, &sums)
        });
        let told = told.unwrap_or_default();
        let head = fill(texts.behind, &[&label, &self.behind.len(), &told]);
        let row = paint::indent(paint::line(area, 1), MARK);
        paint::put_cut(buf, row, head.trim_end(), cx.glyphs.ellipsis, cx.theme.money);
        let shown: Vec<(usize, &FigureEntry)> =
            self.behind.iter().enumerate().skip(self.entry.top).take(usize::from(list.height)).collect();
        let told: Vec<[String; 5]> = shown.iter().map(|(_, entry)| entry_told(cx, entry)).collect();
        let widest = |at: usize| {
            let cells = told.iter().filter_map(|cells| cells.get(at)).map(|cell| text::width(cell)).max();
            u16::try_from(cells.unwrap_or_default()).unwrap_or(u16::MAX)
        };
        // What stands there is as wide as it must be; what is left goes to the names.
        let words = |at: usize| widest(at).clamp(1, WIDEST_WORDS);
        let table = Table::fit(
            &[
                Column::right(NO.max(widest(0))),
                Column::left(DAY.max(widest(1)).min(22), 0),
                Column::name(NAME, 1).most(30),
                Column::left(words(2), 0),
                Column::right(widest(3).max(1)),
                Column::left(words(4), 0),
            ],
            area.width.saturating_sub(MARK),
        );
        let mut whole = Vec::new();
        let mut bar = None;
        for (y, ((at, entry), told)) in (0..list.height).zip(shown.iter().zip(&told)) {
            let row = paint::line(list, y);
            let [no, on, what, amount, adds] = told;
            let style = cx.theme.plain;
            let cells = [
                (no.as_str(), cx.theme.quiet),
                (on.as_str(), style),
                (entry.name.as_str(), style),
                (what.as_str(), style),
                (amount.as_str(), cx.theme.money),
                (adds.as_str(), style),
            ];
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, *at, *at == self.entry.at);
            if *at == self.entry.at {
                listing::mark(cx, row, buf);
                bar = Some(row);
                whole = table.cuts(&cells).filter_map(|at| Some(cells.get(at)?.0.to_owned())).collect();
            }
        }
        if !whole.is_empty() {
            Foot { area, list, bar }.tell(cx, &[whole], buf);
        }
        let below = self.behind.len() > self.entry.top + usize::from(list.height);
        listing::more(cx, list, self.entry.top > 0, below, buf);
    }
}

/// What stands in the columns of an entry beside its name: number, day, what it is, money, and what else it adds.
fn entry_told(cx: &ViewContext, entry: &FigureEntry) -> [String; 5] {
    let (money, adds): (Vec<_>, Vec<_>) = entry.values.iter().partition(|(of, _)| *of == Quantity::Amount);
    let has_money = money.iter().any(|(_, fen)| *fen != 0);
    [
        if entry.no > 0 { entry.no.to_string() } else { String::new() },
        entry.on.clone(),
        entry.what.to_string(),
        if has_money { year_report::quantities(cx.lang, &money) } else { String::new() },
        year_report::quantities(cx.lang, &adds),
    ]
}

/// Cells of a bar that are full.
fn share(fen: i64, most: i64, cells: usize) -> usize {
    let all = i64::try_from(cells).unwrap_or_default();
    let full = usize::try_from(fen.max(0).saturating_mul(all) / most.max(1)).unwrap_or_default();
    // Little is more than nothing.
    full.max(usize::from(fen > 0)).min(cells)
}
