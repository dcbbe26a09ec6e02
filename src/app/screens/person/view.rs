//! The lines on the screen, as many as fit, with the chosen one in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lines::{Line, Target};
use super::texts;
use crate::app::context::ViewContext;
use crate::app::screens::flow::flow;
use crate::app::screens::listing;
use crate::ui::{paint, text};

/// Where heads, lines and their texts begin.
const HEAD: u16 = 1;
const LEFT: u16 = 2;
const TEXT: u16 = 13;
/// Cells by which the further lines of a round stand in.
const IN: u16 = 2;

/// Where the text of a line begins: a round is told from the margin of the lines on.
fn text_column(line: &Line) -> u16 {
    if matches!(line.target, Target::Round(..)) { LEFT } else { TEXT }
}

/// Whether a line is nothing but the head of a part.
fn is_head(line: &Line) -> bool {
    line.begins && line.text.is_empty()
}

/// Columns at the right that are left to the marks of more lines.
const EDGE: u16 = 2;

/// A line laid out in a width.
struct Block<'a> {
    line: &'a Line,
    texts: Vec<String>,
}

impl<'a> Block<'a> {
    fn new(line: &'a Line, width: u16) -> Self {
        let right = match text::width(&line.right) {
            0 => 0,
            cells => u16::try_from(cells).unwrap_or(u16::MAX).saturating_add(2),
        };
        let room = |from: u16| usize::from(width.saturating_sub(from).saturating_sub(right)).max(8);
        // A head has the whole width: a long name is told whole.
        let texts = if is_head(line) {
            text::wrap(&line.left, room(HEAD))
        } else {
            let column = text_column(line);
            match flow(&line.text, room(column)) {
                // What goes on below a round stands in from its name.
                texts if texts.len() > 1 && column == LEFT => flow(&line.text, room(LEFT + IN)),
                texts => texts,
            }
        };
        Self { line, texts }
    }

    fn rows(&self) -> usize {
        self.texts.len().max(1) + usize::from(self.line.apart)
    }
}

/// Draws the lines; `cursor` is the chosen one, if the keys are here.
pub(super) fn draw(cx: &ViewContext, lines: &[Line], cursor: usize, area: Rect, buf: &mut Buffer) {
    let blocks: Vec<Block<'_>> =
        lines.iter().map(|line| Block::new(line, area.width.saturating_sub(EDGE))).collect();
    let height = usize::from(area.height);
    let total: usize = blocks.iter().map(Block::rows).sum();
    let before: usize = blocks.iter().take(cursor).map(Block::rows).sum();
    // The chosen line stays near the middle, and the ends are never passed.
    let top = before.saturating_sub(height / 2).min(total.saturating_sub(height));
    // Before the rows: the bar takes their dimness away.
    listing::more(cx, area, top > 0, total > top + height, buf);
    let empty = vec![String::new()];
    let mut at = 0;
    for (no, block) in blocks.iter().enumerate() {
        at += usize::from(block.line.apart);
        let texts = if block.texts.is_empty() { &empty } else { &block.texts };
        for (n, part) in texts.iter().enumerate() {
            let row = (at + n).checked_sub(top).and_then(|row| u16::try_from(row).ok());
            if let Some(row) = row.filter(|row| *row < area.height) {
                cx.parts.row(paint::line(area, row), no, no == cursor);
                draw_row(cx, block.line, n == 0, part, no == cursor, paint::line(area, row), buf);
            }
        }
        at += block.texts.len().max(1);
    }
}

/// Bytes that a person beside a list may send at most, about: a slow line has some 900 for a key, and the list takes its
/// part of them.
const MOST_BYTES: usize = 390;
/// Bytes that go to a row beside its text: where it begins, and how it looks.
const ROW_BYTES: usize = 10;

/// Draws the first lines, as many as a slow line may bear; what is left out is said.
pub(super) fn draw_brief(cx: &ViewContext, lines: &[Line], area: Rect, buf: &mut Buffer) {
    let mut row = 0;
    let mut sent = 0;
    // Who has so wide a terminal has a line for it.
    let most = if cx.widest() { 2 * MOST_BYTES } else { MOST_BYTES };
    for line in lines {
        let block = Block::new(line, area.width.saturating_sub(EDGE));
        let text: usize = block.texts.iter().map(String::len).sum();
        let rows = block.texts.len().max(1);
        sent += text + line.right.len() + ROW_BYTES * rows;
        row += u16::from(line.apart);
        let after = row + u16::try_from(rows).unwrap_or(u16::MAX);
        if sent > most || after >= area.height {
            let more = paint::indent(paint::line(area, row), LEFT);
            paint::put_cut(buf, more, texts::of(cx.lang).more, cx.glyphs.ellipsis, cx.theme.quiet);
            return;
        }
        let blank = [String::new()];
        let texts = if block.texts.is_empty() { &blank[..] } else { &block.texts };
        for (n, part) in (0..).zip(texts) {
            draw_row(cx, line, n == 0, part, false, paint::line(area, row + n), buf);
        }
        row = after;
    }
}

fn draw_row(
    cx: &ViewContext,
    line: &Line,
    first: bool,
    part: &str,
    chosen: bool,
    row: Rect,
    buf: &mut Buffer,
) {
    let (whole, row) = (row, Rect { width: row.width.saturating_sub(EDGE), ..row });
    if first {
        if !is_head(line) {
            let from = if line.begins { HEAD } else { LEFT };
            let left = paint::slice(row, from, TEXT - from - 1);
            paint::put_cut(buf, left, &line.left, cx.glyphs.ellipsis, line.style);
        }
        paint::put_right(buf, paint::indent(row, TEXT), &line.right, line.text_style);
        if chosen {
            paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
        }
    }
    let (from, style) = if is_head(line) { (HEAD, line.style) } else { (text_column(line), line.text_style) };
    let from = if from == LEFT && !first { LEFT + IN } else { from };
    paint::put(buf, paint::indent(row, from), part, style);
    if chosen {
        paint::bar(buf, whole, cx.theme.bar);
    }
}
