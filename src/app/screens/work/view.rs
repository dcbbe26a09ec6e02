//! How the list of work is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{WorkChoice, WorkScreen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::domain::work::WorkRow;
use crate::lang::{app, fill, work};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Number, when, kind, title with whom it is about, what is told.
const COLUMNS: [Column; 5] = [
    Column::right(5),
    Column::left(12, 1).most(22),
    Column::left(12, 1).most(20),
    Column::name(20, 2).most(40),
    Column::left(18, 2),
];
/// The column of the title.
const TITLE: usize = 3;

impl WorkScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        self.title(cx, paint::line(area, 0), buf);
        self.counts(cx, area, buf);
        let list = Rect { y: area.y + 4, height: area.height.saturating_sub(7), ..area };
        let table = Table::fit(&COLUMNS, area.width.saturating_sub(MARK));
        let heads = [texts.no, texts.when, texts.kind, texts.what, texts.told];
        let heads = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 3), MARK), cx.glyphs.ellipsis, &heads);
        if self.list.is_empty() {
            return listing::explain_empty(cx, list, texts.empty, buf);
        }
        if !self.list.loaded() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        let shown = self.list.rows().iter().enumerate().skip(self.list.top());
        for (y, (at, row)) in (0..list.height).zip(shown) {
            let place = paint::line(list, y);
            let (no, when) = (row.no.to_string(), row.work.days.to_string());
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
            let mut told = fill(texts.sum, &[&sum.rows, &sum.times, &sum.people]);
            if sum.open > 0 {
                told = [told, fill(texts.waiting, &[&sum.open])].join("  ");
            }
            told
        });
        let sum = sum.unwrap_or_default();
        paint::put_right(buf, row, &sum, cx.theme.money);
        let room = row.width.saturating_sub(u16::try_from(text::width(&sum) + 2).unwrap_or(u16::MAX));
        let left = paint::slice(row, 0, room);
        let used = paint::put(buf, left, texts.title, cx.theme.head) + 2;
        let turned = listing::put_turned(cx, paint::indent(left, used), &chosen_kind(cx, &self.choice), buf);
        let rest = paint::indent(left, used + turned + 2);
        paint::put_cut(buf, rest, &narrowed(cx, &self.choice), cx.glyphs.ellipsis, cx.theme.quiet);
    }

    /// The counts of the list by kind, or of one kind by subkind, and by month.
    fn counts(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let Some(sum) = self.sum.as_ref().filter(|sum| sum.rows > 0) else { return };
        let subkinds = sum.subkinds.iter().map(|(subkind, rows)| {
            let name = if subkind.is_empty() { texts.no_subkind } else { subkind.as_str() };
            format!("{name} {rows}")
        });
        let kinds = sum.kinds.iter().map(|(kind, rows)| format!("{} {rows}", work::kind(cx.lang, *kind)));
        let (head, parts): (&str, Vec<String>) = if sum.subkinds.is_empty() {
            (texts.by_kind, kinds.collect())
        } else {
            (texts.by_subkind, subkinds.collect())
        };
        let (months, others) = sum.of_year(self.year(cx));
        let by_month = (1..=12)
            .zip(months)
            .filter(|(_, rows)| *rows > 0)
            .map(|(month, rows)| format!("{} {rows}", fill(texts.month, &[&month])));
        let others = (others > 0).then(|| format!("{} {others}", texts.other_months));
        let by_month: Vec<String> = by_month.chain(others).collect();
        for (y, head, parts) in [(1, head, parts), (2, texts.by_month, by_month)] {
            let row = paint::indent(paint::line(area, y), MARK);
            let used = paint::put(buf, row, head, cx.theme.quiet) + 2;
            paint::put_cut(
                buf,
                paint::indent(row, used),
                &parts.join("  "),
                cx.glyphs.ellipsis,
                cx.theme.plain,
            );
        }
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
    parts.extend(choice.month.map(|month| fill(texts.month, &[&month])));
    parts.extend(choice.place.as_ref().map(|(_, name)| name.to_string()));
    parts.extend(choice.open.then(|| texts.open_only.to_owned()));
    parts.join("  ")
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
