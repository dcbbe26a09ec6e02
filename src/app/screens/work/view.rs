//! How the list of work is drawn.

use chrono::{Datelike as _, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{WorkChoice, WorkScreen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::flow::flow;
use crate::app::screens::listing::title::Heading;
use crate::app::screens::listing::{self, MARK};
use crate::domain::work::WorkRow;
use crate::lang::{Lang, app, fill, work};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Number, when, kind, title with whom it is about, what is told.
const COLUMNS: [Column; 5] = [
    Column::right(5),
    Column::left(12, 1).most(22),
    Column::left(12, 1).most(20),
    Column::name(17, 2).most(40),
    Column::left(18, 2),
];
/// The columns of when, of the kind, and of the title.
const WHEN: usize = 1;
const KIND: usize = 2;
const TITLE: usize = 3;
/// Cells of when and of the kind at most.
const MOST_WHEN: u16 = 22;
const MOST_KIND: u16 = 30;

impl WorkScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        self.title(cx, paint::line(area, 0), buf);
        self.draw_counts(cx, area, buf);
        let above = self.above(cx);
        let list = Rect { y: area.y + 2 + above, height: area.height.saturating_sub(5 + above), ..area };
        let table = Table::fit(&self.columns(cx), listing::columns_width(area));
        let heads = [texts.no, texts.when, texts.kind, texts.what, texts.told];
        let heads = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1 + above), MARK), cx.glyphs.ellipsis, &heads);
        if self.list.is_empty() {
            return listing::explain_empty(cx, list, texts.empty, buf);
        }
        if !self.list.loaded() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        let shown = self.list.rows().iter().enumerate().skip(self.list.top());
        for (y, (at, row)) in (0..list.height).zip(shown) {
            let place = paint::line(list, y);
            let (no, when) = (row.no.to_string(), when(cx, row));
            let (kind, title, told) = (kind(cx, row), title(row), told(cx, row));
            let style = if row.waits() { cx.theme.due } else { cx.theme.plain };
            let cells = [
                (&*no, cx.theme.quiet),
                (&*when, style),
                (&*kind, cx.theme.plain),
                (&*title, style),
                (&*told, cx.theme.quiet),
            ];
            table.row(buf, paint::indent(place, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(place, at, at == self.list.cursor());
            if at == self.list.cursor() {
                listing::mark_long(cx, place, table.cell(paint::indent(place, MARK), TITLE), buf);
            }
        }
        let below =
            self.list.more_after() || self.list.rows().len() > self.list.top() + usize::from(list.height);
        listing::more(cx, list, self.list.top() > 0 || self.list.more_before(), below, buf);
        if let Some(row) = self.list.chosen() {
            foot(cx, area, row, buf);
        }
    }

    fn title(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let sum = self.sum.as_ref().map(|sum| {
            let told = fill(texts.sum, &[&sum.rows, &sum.times, &sum.people]);
            let waits = Some(fill(texts.waiting, &[&sum.open])).filter(|_| sum.open > 0);
            let with = |told: &str| [told].into_iter().chain(waits.as_deref()).collect::<Vec<_>>().join("  ");
            vec![with(&told), with(&fill(texts.rows, &[&sum.rows]))]
        });
        let narrowed =
            [listing::turned(&chosen_kind(cx, &self.choice)), narrowed(cx, &self.choice)].join("  ");
        let sums = sum.unwrap_or_default();
        Heading { name: texts.title, narrowed: &narrowed, turns: true, sums: &sums }.draw(cx, row, None, buf);
    }

    /// Lines of counts above the heads of the list.
    pub(super) fn above(&self, cx: &ViewContext) -> u16 {
        u16::try_from(self.counts(cx).len()).unwrap_or(u16::MAX)
    }

    /// The columns of the list: when and of which kind are read whole, what else is told gives way for them.
    fn columns(&self, cx: &ViewContext) -> [Column; 5] {
        let widest = |cells: &dyn Fn(&WorkRow) -> String, most: u16| {
            let widest =
                self.list.rows().iter().map(|row| text::width(&cells(row))).max().unwrap_or_default();
            u16::try_from(widest).unwrap_or(most).min(most)
        };
        let mut columns = COLUMNS;
        for (at, cells) in
            [(WHEN, widest(&|row| when(cx, row), MOST_WHEN)), (KIND, widest(&|row| kind(cx, row), MOST_KIND))]
        {
            if let Some(column) = columns.get_mut(at) {
                column.width = column.width.max(cells);
            }
        }
        columns
    }

    fn draw_counts(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        for (y, (head, at, counts)) in (1..).zip(self.counts(cx)) {
            let row = paint::indent(paint::line(area, y), MARK);
            paint::put(buf, row, head, cx.theme.quiet);
            paint::put(buf, paint::indent(row, at), &counts, cx.theme.plain);
        }
    }

    /// The counts of the list by kind, or of one kind by subkind, and by month: all of them, in as many lines as they take, each
    /// with what it is headed by and the cell where it begins.
    fn counts(&self, cx: &ViewContext) -> Vec<(&'static str, u16, String)> {
        let texts = texts::of(cx.lang);
        let Some(sum) = self.sum.as_ref().filter(|sum| sum.rows > 0) else {
            return vec![("", 0, String::new()); 2];
        };
        let subkinds = sum.subkinds.iter().map(|(subkind, rows)| {
            let name = if subkind.is_empty() { texts.no_subkind } else { subkind.as_str() };
            format!("{name} {rows}")
        });
        let kinds = sum.kinds.iter().map(|(kind, rows)| format!("{} {rows}", work::kind(cx.lang, *kind)));
        let (head, parts): (&'static str, Vec<String>) = if sum.subkinds.is_empty() {
            (texts.by_kind, kinds.collect())
        } else {
            (texts.by_subkind, subkinds.collect())
        };
        let (months, others) = sum.of_year(self.year(cx));
        let by_month = (1..=12)
            .zip(months)
            .filter(|(_, rows)| *rows > 0)
            .map(|(month, rows)| format!("{} {rows}", month_name(cx, month)));
        let others = (others > 0).then(|| format!("{} {others}", texts.other_months));
        let by_month: Vec<String> = by_month.chain(others).collect();
        let lines = [(head, parts), (texts.by_month, by_month)].into_iter().flat_map(|(head, parts)| {
            let at = u16::try_from(text::width(head) + 2).unwrap_or(u16::MAX);
            let mut lines = flow(&parts, usize::from(cx.body().width.saturating_sub(MARK + at)));
            if lines.is_empty() {
                lines.push(String::new());
            }
            let heads = std::iter::once(head).chain(std::iter::repeat(""));
            heads.zip(lines).map(|(head, line)| (head, at, line)).collect::<Vec<_>>()
        });
        lines.collect()
    }
}

/// The chosen row whole, in the last two lines.
fn foot(cx: &ViewContext, area: Rect, row: &WorkRow, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let waits = if row.waits() { texts.waits } else { "" };
    let when = work::period(cx.lang, row.work.days);
    let parts = [&kind(cx, row), &title(row), &when, row.township.as_str(), waits, &told(cx, row)];
    let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    let lines = text::wrap(&whole, usize::from(area.width.saturating_sub(MARK)));
    for (y, line) in (area.height.saturating_sub(2)..area.height).zip(lines) {
        paint::put(buf, paint::indent(paint::line(area, y), MARK), &line, cx.theme.plain);
    }
}

fn chosen_kind(cx: &ViewContext, choice: &WorkChoice) -> String {
    choice.kind.map_or(texts::of(cx.lang).all, |kind| work::kind(cx.lang, kind)).to_owned()
}

/// The year, the month, the township, and whether only what goes on is listed.
fn narrowed(cx: &ViewContext, choice: &WorkChoice) -> String {
    let texts = texts::of(cx.lang);
    let year = choice.year.map_or_else(|| texts.all_years.to_owned(), |year| fill(texts.year, &[&year]));
    let mut parts = vec![year];
    parts.extend(choice.month.map(|month| month_name(cx, month)));
    parts.extend(choice.place.as_ref().map(|(_, name)| name.to_string()));
    parts.extend(choice.open.then(|| texts.open_only.to_owned()));
    parts.join("  ")
}

/// 10月, Oct.
pub(super) fn month_name(cx: &ViewContext, month: u32) -> String {
    match cx.lang {
        Lang::Zh => format!("{month}月"),
        Lang::En => NaiveDate::from_ymd_opt(cx.today.year(), month, 1)
            .map_or_else(|| month.to_string(), |day| day.format("%b").to_string()),
    }
}

/// When, in short: what goes on says so in words, since dots tell of what was cut.
fn when(cx: &ViewContext, row: &WorkRow) -> String {
    let days = row.work.days;
    if days.to.is_none() { fill(texts::of(cx.lang).since, &[&days.from]) } else { days.to_string() }
}

/// The kind with its subkind.
fn kind(cx: &ViewContext, row: &WorkRow) -> String {
    let parts = [work::kind(cx.lang, row.work.kind), row.work.subkind.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What it is called, with whom it is about in front.
fn title(row: &WorkRow) -> String {
    let parts = [row.name.as_str(), row.work.title.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What it tells beside its title.
fn told(cx: &ViewContext, row: &WorkRow) -> String {
    let parts = row
        .work
        .details
        .iter()
        .map(|(field, value)| [work::field(cx.lang, *field), " ", &work::value(cx.lang, value)].concat());
    parts.collect::<Vec<_>>().join(cx.lang.pick("，", ", "))
}
