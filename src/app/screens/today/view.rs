//! How the first screen of a day is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line::TodayLine;
use super::{TodayScreen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::app::screens::progress;
use crate::domain::list::ScopeLine;
use crate::domain::place::Scope;
use crate::domain::round_progress::ProgressBy;
use crate::lang::{app, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Cells of a label and of a number.
const COLUMNS: [Column; 2] = [Column::left(14, 0), Column::right(7)];
/// The column of the number, up to which the reversed bar lies.
const NUMBER: usize = 1;
/// Blank cells behind the number.
const GAP: u16 = 2;

impl TodayScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        if self.told.is_none() {
            listing::explain_empty(cx, area, app::texts(cx.lang).loading, buf);
            return;
        }
        let lines = self.lines(cx);
        if lines.is_empty() && nobody(&cx.scopes) {
            listing::explain_empty(cx, area, texts.empty_register, buf);
            return;
        }
        let own = lines.iter().filter(|line| !line.is_progress()).count();
        let top = self.cursor.top;
        let progress = lines.iter().filter_map(|line| match line {
            TodayLine::Progress(line) => Some(line),
            TodayLine::Attention(..)
            | TodayLine::Drafts(..)
            | TodayLine::LastTownship(_)
            | TodayLine::Review => None,
        });
        let layout = progress::layout(area.width, progress);
        let mut y = 0;
        if top < own || own == 0 && top == 0 {
            paint::put(buf, paint::indent(paint::line(area, y), MARK), texts.title, cx.theme.head);
            y += 1;
        }
        let told =
            lines.iter().filter(|line| !line.is_progress() && !matches!(line, TodayLine::Review)).count();
        if told == 0 && top == 0 {
            let due =
                cx.scope(&Scope::Banner).map(|line| line.open).filter(|open| *open > 0 && cx.has_round());
            let said = match due {
                Some(open) => fill(texts.nothing_but_due, &[&open]),
                None => texts.nothing.to_owned(),
            };
            let row = paint::indent(paint::line(area, y), MARK);
            paint::put_cut(buf, row, &said, cx.glyphs.ellipsis, cx.theme.quiet);
            y += 1;
        }
        for (at, line) in lines.iter().enumerate().skip(top) {
            if at == own.max(top) {
                y += u16::from(y > 0);
                progress::draw_heads(cx, &layout, ProgressBy::Township, paint::line(area, y), buf);
                y += 1;
            }
            let row = paint::line(area, y);
            cx.parts.row(row, at, at == self.cursor.at);
            match line {
                TodayLine::Progress(line) => {
                    progress::draw_line(cx, &layout, row, (line, at == self.cursor.at), buf);
                }
                TodayLine::Attention(..)
                | TodayLine::Drafts(..)
                | TodayLine::LastTownship(_)
                | TodayLine::Review => {
                    own_line(cx, row, line, at == self.cursor.at, buf);
                }
            }
            y += 1;
        }
        if lines.len() == own {
            let rest = Rect { y: area.y + y, height: area.height.saturating_sub(y), ..area };
            listing::explain_empty(cx, rest, &no_progress(cx), buf);
        }
    }
}

fn nobody(scopes: &[ScopeLine]) -> bool {
    scopes.iter().all(|line| line.recipients == 0)
}

/// Why there is no progress, and what to do.
fn no_progress(cx: &ViewContext) -> String {
    let texts = texts::of(cx.lang);
    match &cx.round {
        _ if nobody(&cx.scopes) => texts.empty_register.to_owned(),
        Some(round) => fill(texts.not_created, &[&words::round(cx.lang, round.code)]),
        None => texts.no_round.to_owned(),
    }
}

/// 约好今天     2 次  额尔敦巴雅尔（桑根达来镇）、王援民（上都镇）
fn own_line(cx: &ViewContext, row: Rect, line: &TodayLine, chosen: bool, buf: &mut Buffer) {
    let inside = paint::indent(row, MARK);
    let table = Table::fit(&COLUMNS, inside.width);
    let room = paint::indent(inside, table.until(NUMBER) + GAP);
    let Some(([label, number, rest], style)) = line.words(cx, usize::from(room.width)) else { return };
    table.row(buf, inside, cx.glyphs.ellipsis, &[(&label, style), (&number, style)]);
    let rest = text::middle(&rest, usize::from(room.width), cx.glyphs.ellipsis);
    paint::put(buf, room, &rest, cx.theme.plain);
    if chosen {
        listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(NUMBER)), buf);
    }
}
