//! How the report and the progress are drawn.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::table::{self, Level};
use super::{ReportScreen, Tab};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::app::screens::progress;
use crate::domain::money::Fen;
use crate::domain::round_progress::ProgressBy;
use crate::lang::{app, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Cells of a line of figures at most.
const FIGURES: u16 = 84;
/// The column of what the figures are of.
const LABEL: usize = 0;

impl ReportScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        self.tabs(cx, paint::line(area, 0), buf);
        // Head line, blank line, heads of the columns, list, blank line, head of the register, note.
        let list = Rect { y: area.y + 4, height: area.height.saturating_sub(7), ..area };
        if let Some(report) = &self.report {
            let reach = paint::line(area, area.height.saturating_sub(2));
            let told = words::heads(cx.lang, &report.heads) + texts::of(cx.lang).heads_are;
            paint::put_cut(buf, reach, &told, cx.glyphs.ellipsis, cx.theme.quiet);
        }
        match self.tab {
            Tab::Year => self.year(cx, area, list, buf),
            Tab::Progress => self.progress(cx, area, list, buf),
        }
    }

    fn tabs(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let year = fill(texts.year, &[&self.year]);
        let progress = cx.code().map_or_else(
            || texts.progress_none.to_owned(),
            |code| fill(texts.progress, &[&words::round(cx.lang, code)]),
        );
        let tabs = [
            (year, self.tab == Tab::Year),
            (progress, self.tab == Tab::Progress),
            (texts.audit.to_owned(), false),
            (texts.acts.to_owned(), false),
        ];
        listing::tabs(cx, row, &tabs, buf);
    }

    fn year(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let ellipsis = cx.glyphs.ellipsis;
        let Some(report) = &self.report else {
            listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
            return;
        };
        let headline = table::headline(cx.lang, report);
        paint::put_cut(buf, paint::indent(paint::line(area, 1), MARK), &headline, ellipsis, cx.theme.money);
        let lines = table::lines(cx.lang, report);
        if lines.is_empty() {
            listing::explain_empty(cx, list, &fill(texts.empty, &[&report.year, &(report.year - 1)]), buf);
            return;
        }
        let amounts = |of: fn(&table::Line) -> String, least| {
            let most = lines.iter().map(|line| text::width(&of(line))).max().unwrap_or_default();
            Column::right(u16::try_from(most).unwrap_or(u16::MAX).max(least))
        };
        let columns = [
            Column::left(16, 1),
            Column::right(6),
            Column::right(6),
            amounts(|line| line.cash.yuan(), 12),
            amounts(|line| line.goods.yuan(), 12),
        ];
        let table = Table::fit(&columns, area.width.min(FIGURES) - MARK);
        let heads = [texts.item, texts.people, texts.visits, texts.cash, texts.goods]
            .map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 3), MARK), ellipsis, &heads);
        let mut foot = texts.note.to_owned();
        for (y, (at, line)) in (0..list.height).zip(lines.iter().enumerate().skip(self.line.top)) {
            let (indent, style) = match line.level {
                Level::Total => ("", cx.theme.head),
                Level::Round => (" ", cx.theme.plain),
                Level::Group => ("   ", cx.theme.plain),
            };
            let label = format!("{indent}{}", line.label);
            let count = match line.visits {
                Some(_) => line.count.to_string(),
                None => fill(texts.count_units, &[&line.count]),
            };
            let visits = line.visits.map(|visits| visits.to_string()).unwrap_or_default();
            let (cash, goods) = (line.cash.yuan(), line.goods.yuan());
            let amount = |amount: Fen| if amount == Fen::ZERO { cx.theme.quiet } else { style };
            let cells = [
                (&*label, style),
                (&*count, style),
                (&*visits, style),
                (&*cash, amount(line.cash)),
                (&*goods, amount(line.goods)),
            ];
            let row = paint::line(list, y);
            table.row(buf, paint::indent(row, MARK), ellipsis, &cells);
            cx.parts.row(row, at, at == self.line.at);
            if at == self.line.at {
                listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(LABEL)), buf);
                if table.cuts(&cells).any(|at| at == LABEL) {
                    foot.clone_from(&line.label);
                }
            }
        }
        let row = paint::line(area, area.height.saturating_sub(1));
        paint::put_cut(buf, row, &foot, ellipsis, cx.theme.quiet);
    }

    fn progress(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let Some(round) = &cx.round else {
            listing::explain_empty(cx, list, texts.no_round, buf);
            return;
        };
        if !round.created {
            let code = words::round(cx.lang, round.code);
            listing::explain_empty(cx, list, &fill(texts.not_created, &[&code]), buf);
            return;
        }
        if let Some(query) = self.query(cx) {
            let by = crate::lang::round_progress::by(cx.lang, query.by);
            let told = fill(texts.by_on, &[&by, &words::full_day(cx.lang, query.day)]);
            let row = paint::indent(paint::line(area, 2), MARK);
            paint::put_cut(buf, row, &told, cx.glyphs.ellipsis, cx.theme.head);
        }
        if let Some(outside) = words::outside(cx.lang, self.outside) {
            let row = paint::indent(paint::line(area, 1), MARK);
            paint::put_cut(buf, row, &outside, cx.glyphs.ellipsis, cx.theme.late);
        }
        let by = self.query(cx).map_or(ProgressBy::Township, |query| query.by);
        let lines = self.progress_lines(cx);
        let layout = progress::layout(area.width, lines.iter());
        progress::draw_heads(cx, &layout, by, paint::line(area, 3), buf);
        for (y, (at, line)) in (0..list.height).zip(lines.iter().enumerate().skip(self.scope.top)) {
            let row = paint::line(list, y);
            cx.parts.row(row, at, at == self.scope.at);
            progress::draw_line(cx, &layout, row, (line, at == self.scope.at), buf);
        }
        if let Some(line) = lines.get(self.scope.at) {
            let mut amounts = String::new();
            if line.given != Fen::ZERO || line.planned != Fen::ZERO {
                amounts.push_str(&fill(texts.chosen_cash, &[&line.given.short(), &line.planned.short()]));
            }
            if let [given, planned] = line.goods
                && planned != Fen::ZERO
            {
                amounts.push_str(&fill(texts.chosen_goods, &[&given.short(), &planned.short()]));
            }
            let foot = paint::line(area, area.height.saturating_sub(1));
            // No amount is cut: the calls in vain go for them.
            let told = match line.missed {
                Some(missed) => fill(texts.chosen, &[&line.name, &missed, &line.closed]),
                None => fill(texts.chosen_closed, &[&line.name, &line.closed]),
            };
            let fits = |told: &String| text::width(told) <= usize::from(foot.width);
            let summary = Some([told, amounts.clone()].concat()).filter(fits);
            let summary = summary.unwrap_or_else(|| [&*line.name, &amounts].concat());
            paint::put_cut(buf, foot, &summary, cx.glyphs.ellipsis, cx.theme.plain);
        }
    }
}
