//! How the dialog is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::texts::{self, ExportDialogTexts};
use super::{ExportDialog, Item, Phase};
use crate::app::context::ViewContext;
use crate::app::screens::listing;
use crate::domain::departing::{Departing, DocumentQuery};
use crate::domain::export::Exported;
use crate::domain::money::grouped;
use crate::domain::notice::{NoticeOf, NoticeQuery};
use crate::domain::place::TownshipCode;
use crate::domain::sign_sheet::{SheetBy, SheetPart};
use crate::domain::text::CleanText;
use crate::lang::{export, fill, round_progress, words};
use crate::ui::{paint, popup, text};

/// Columns of labels and values.
const LABEL: u16 = 2;
const VALUE: u16 = 11;
/// Cells of the bar of progress.
const BAR: u64 = 30;

impl ExportDialog {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let title = match &*self.what {
            Departing::List(list) => fill(texts.title, &[&export::what(cx.lang, list.what())]),
            Departing::Sheet(query) => fill(texts.sheet_title, &[&words::round(cx.lang, query.round)]),
            Departing::Paper(query) => {
                let round = words::round(cx.lang, query.round);
                [fill(texts.title, &[&export::what(cx.lang, query.form.what())]), round].join(" ")
            }
            Departing::Notice(_) => texts.notice_title.to_owned(),
            Departing::Document(_) => fill(texts.title, &[&self.named(cx)]),
        };
        let width = usize::from(popup::width(area));
        let below = match &self.phase {
            Phase::Filling => self.notes(cx, width),
            Phase::Running { progress, stopping } => running(cx, *progress, *stopping),
            Phase::Done(exported) => done(cx, exported, matches!(*self.what, Departing::Document(_)), width),
        };
        let above = match &self.phase {
            Phase::Filling => 3 + self.items().len(),
            Phase::Running { .. } | Phase::Done(_) => 1,
        };
        let rows = u16::try_from(above + below.len()).unwrap_or(u16::MAX).saturating_add(1);
        let inside = popup::open(buf, area, rows, &title, cx.look());
        let mut cursor = None;
        if matches!(self.phase, Phase::Filling) {
            cursor = self.fields(cx, inside, buf);
        }
        let first = u16::try_from(above).unwrap_or_default();
        for (y, (line, style)) in (first..inside.height).zip(&below) {
            paint::put_cut(buf, paint::line(inside, y), line, cx.glyphs.ellipsis, *style);
        }
        cursor
    }

    fn fields(&self, cx: &ViewContext, inside: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let rows = self.look.as_ref().map(|look| match self.chosen() {
            Some(part) => fill(texts.lines, &[&grouped(part.lines)]),
            None if self.is_sheet() => texts.nobody_left.to_owned(),
            None => fill(self.counted(texts), &[&grouped(look.rows)]),
        });
        let said = rows.unwrap_or_else(|| texts.counting.to_owned());
        paint::put_cut(buf, paint::line(inside, 0), &said, cx.glyphs.ellipsis, cx.theme.quiet);
        let mut cursor = None;
        for (y, item) in (2..).zip(self.items()) {
            let row = paint::line(inside, y);
            let here = self.inputs.focus() == *item;
            if here {
                paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
            }
            let label = match item {
                Item::Sheet => texts.sheet,
                Item::By => texts.by,
                Item::Part => texts.part,
                Item::About => texts.about,
                Item::Township => texts.township,
                Item::From => texts.from,
                Item::Until => texts.until,
                Item::Hangs => texts.hangs,
                Item::Phone => texts.phone,
                Item::Format => texts.format,
                Item::Numbers => texts.numbers,
                Item::Reason => texts.reason,
                Item::Place => texts.place,
            };
            let style = if here { cx.theme.head } else { cx.theme.quiet };
            paint::put(buf, paint::slice(row, LABEL, VALUE - LABEL - 1), label, style);
            let place = paint::indent(row, VALUE);
            let turned = match item {
                Item::Sheet => export::what(cx.lang, self.what.what()),
                Item::By => by_name(cx, self.way()),
                Item::Part => &self.chosen().map(|part| part_name(cx, part)).unwrap_or_default(),
                Item::About => &self.about(cx),
                Item::Township => &self.township(cx),
                Item::Format => export::format(cx.lang, self.format()),
                Item::Numbers if self.full => texts.full,
                Item::Numbers => texts.masked,
                Item::From | Item::Until | Item::Hangs | Item::Phone | Item::Reason | Item::Place => {
                    cursor = cursor.or(self.inputs.draw(cx, *item, place, buf));
                    continue;
                }
            };
            cx.parts.field(row, item);
            if here {
                listing::put_turned(cx, place, turned, buf);
            } else {
                let said = listing::turned(turned);
                paint::put_cut(buf, place, &said, cx.glyphs.ellipsis, cx.theme.plain);
            }
        }
        cursor
    }

    /// What is told of how many rows it has.
    fn counted(&self, texts: &ExportDialogTexts) -> &'static str {
        match *self.what {
            Departing::Document(DocumentQuery::Year(_)) => texts.report,
            Departing::Document(DocumentQuery::Bulletin(..)) => texts.paragraphs,
            Departing::List(_) | Departing::Sheet(_) | Departing::Notice(_) | Departing::Paper(_) => {
                texts.rows
            }
        }
    }

    /// Whom a notice is about.
    fn about(&self, cx: &ViewContext) -> String {
        match &*self.what {
            Departing::Notice(NoticeQuery { of: NoticeOf::Round(round), .. }) => {
                words::round(cx.lang, *round)
            }
            Departing::Notice(_)
            | Departing::List(_)
            | Departing::Sheet(_)
            | Departing::Document(_)
            | Departing::Paper(_) => texts::of(cx.lang).relief.to_owned(),
        }
    }

    /// Which township of it.
    fn township(&self, cx: &ViewContext) -> String {
        if let Departing::Paper(query) = &*self.what {
            return place_name(cx, query.township.as_ref());
        }
        let Departing::Notice(NoticeQuery { township: Some(code), .. }) = &*self.what else {
            return texts::of(cx.lang).whole_banner.to_owned();
        };
        let known = super::townships(cx).into_iter().find(|(one, _)| one == code);
        known.map_or_else(|| code.to_string(), |(_, name)| name.to_string())
    }

    /// What the choices mean, and the place whole where it was cut.
    fn notes(&self, cx: &ViewContext, width: usize) -> Vec<(String, Style)> {
        let texts = texts::of(cx.lang);
        let numbers = match (self.what.what().has_numbers(), self.full) {
            (true, false) if self.is_sheet() => texts.sheet_note,
            (false, _) => texts.recorded_note,
            (true, false) => texts.masked_note,
            (true, true) => texts.full_note,
        };
        let style = if self.full { cx.theme.late } else { cx.theme.quiet };
        let mut lines: Vec<(String, Style)> =
            text::wrap(numbers, width).into_iter().map(|line| (line, style)).collect();
        let place = CleanText::shown(self.inputs.text(Item::Place));
        if text::width(&place) >= width.saturating_sub(usize::from(VALUE)) {
            lines.extend(text::wrap(&place, width).into_iter().map(|line| (line, cx.theme.quiet)));
        }
        lines
    }
}

/// The township of a sheet, or that it is of the units.
pub(super) fn place_name(cx: &ViewContext, township: Option<&TownshipCode>) -> String {
    let Some(code) = township else { return texts::of(cx.lang).units.to_owned() };
    let known = super::townships(cx).into_iter().find(|(one, _)| one == code);
    known.map_or_else(|| code.to_string(), |(_, name)| name.to_string())
}

/// By what a round is parted into sheets.
fn by_name(cx: &ViewContext, by: SheetBy) -> &'static str {
    let heads = round_progress::of(cx.lang);
    match by {
        SheetBy::Station => heads.station,
        SheetBy::Team => heads.team,
        SheetBy::Township => heads.township,
        SheetBy::Whole => texts::of(cx.lang).whole,
    }
}

/// The name of a part.
pub(super) fn part_name(cx: &ViewContext, part: &SheetPart) -> String {
    let heads = round_progress::of(cx.lang);
    match (part.name.is_empty(), part.query.units) {
        (true, true) => texts::of(cx.lang).units.to_owned(),
        (true, false) => texts::of(cx.lang).people.to_owned(),
        (false, true) => fill(heads.units_of, &[&part.name]),
        (false, false) => part.name.to_string(),
    }
}

fn running(cx: &ViewContext, progress: Option<(u64, u64)>, stopping: bool) -> Vec<(String, Style)> {
    let texts = texts::of(cx.lang);
    let mut lines = Vec::new();
    let told = match progress {
        None => texts.starting.to_owned(),
        Some((done, all)) => {
            let filled = done.saturating_mul(BAR).checked_div(all).unwrap_or(BAR).min(BAR);
            let cells = |cell: &str, count: u64| cell.repeat(usize::try_from(count).unwrap_or_default());
            let bar = cells(cx.glyphs.full, filled) + &cells(cx.glyphs.empty, BAR - filled);
            lines.push((bar, cx.theme.plain));
            fill(texts.running, &[&grouped(done), &grouped(all)])
        }
    };
    lines.push((told, cx.theme.plain));
    lines.push((String::new(), cx.theme.plain));
    lines.push(((if stopping { texts.stopping } else { texts.stop_note }).to_owned(), cx.theme.quiet));
    lines
}

fn done(cx: &ViewContext, exported: &Exported, is_report: bool, width: usize) -> Vec<(String, Style)> {
    let texts = texts::of(cx.lang);
    let size = words::size(exported.bytes);
    let said = if is_report {
        fill(texts.report_done, &[&size])
    } else {
        fill(texts.done, &[&grouped(exported.rows), &size])
    };
    let path = CleanText::shown(&exported.path.to_string_lossy());
    let mut lines = vec![(said, cx.theme.head)];
    if let Some((number, _)) = &exported.sheet {
        lines.push((fill(texts.sheet_number, &[number]), cx.theme.head));
    }
    if exported.sheet.as_ref().is_some_and(|(_, is_draft)| *is_draft) {
        let told = crate::lang::signing::of(cx.lang).draft_told;
        lines.extend(text::wrap(told, width).into_iter().map(|line| (line, cx.theme.late)));
    }
    lines.extend(text::wrap(&path, width).into_iter().map(|line| (line, cx.theme.plain)));
    lines.push((words::heads(cx.lang, &exported.heads), cx.theme.quiet));
    if exported.full {
        lines.extend(text::wrap(texts.full_note, width).into_iter().map(|line| (line, cx.theme.late)));
    }
    lines.push((String::new(), cx.theme.plain));
    lines.push((texts.done_note.to_owned(), cx.theme.quiet));
    lines
}
