//! The form on the screen: each item with what was understood beside it and what is wrong under it.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::form::Form;
use super::item::Item;
use super::wording;
use crate::app::context::ViewContext;
use crate::app::form::{self, FieldName};
use crate::app::screens::flow::flow;
use crate::app::screens::listing;
use crate::domain::date::Typed;
use crate::domain::money::Fen;
use crate::lang::{errors, fill, words};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// Columns: labels, values, and the second value or what was understood.
const LABEL: u16 = 2;
const VALUE: u16 = 12;
const SECOND: u16 = 34;
/// Cells of a value that has something beside it.
const SHORT: u16 = SECOND - VALUE - 2;
/// Where the second handler stands, and what is beside both.
const HANDLER: u16 = SECOND;
const AFTER_HANDLERS: u16 = 55;
/// Where the relation of a proxy stands, behind its label.
const RELATION: u16 = SECOND + 9;
/// Rows of the form below its head: the items of most outcomes, and what may be written.
const ROWS: u16 = 12;
/// Rows below its lines: a blank one and one with what may be written.
const BELOW: u16 = 2;
/// Rows of what may be written, or of a long text, at most.
const HINT: u16 = 4;
/// Cells of the value of goods.
const AMOUNT: u16 = 12;

/// A line of the form.
enum FormLine {
    /// The row of an item.
    Row(Item),
    /// Under a row: what is wrong or odd.
    Under(String, Style),
}

/// Draws the form; answers where the cursor belongs.
pub(super) fn draw(cx: &ViewContext, form: &Form, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let head = head(cx, form, usize::from(popup::form_width(area)));
    let used = u16::try_from(head.len()).unwrap_or(u16::MAX).saturating_add(1);
    let lines = lines(cx, form, usize::from(popup::form_width(area).saturating_sub(VALUE)));
    let room = usize::from(popup::form_width(area).saturating_sub(LABEL));
    // A text that its place cuts is told whole in the place of the hint.
    let mut hint = form.inputs.whole(cells(form.focus(), popup::form_width(area)), room);
    if hint.is_empty() {
        hint = wording::hint(cx, form, room);
    }
    let hint_rows = u16::try_from(hint.len()).unwrap_or(1).min(HINT);
    let below = BELOW.max(hint_rows + 1);
    let needed = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(below);
    let rows = used.saturating_add(needed.max(ROWS));
    let area = popup::form(buf, area, rows, texts::of(cx.lang).title, cx.look());
    for (y, (line, style)) in (0..area.height).zip(&head) {
        paint::put(buf, paint::line(area, y), line, *style);
    }
    let foot = area.height.saturating_sub(hint_rows);
    if !form.inputs.draw_proposals(cx, paint::indent(paint::line(area, foot), LABEL), buf) {
        for (row, line) in (foot..area.height).zip(&hint) {
            paint::put(buf, paint::indent(paint::line(area, row), LABEL), line, cx.theme.quiet);
        }
    }
    let body = Rect { y: area.y + used, height: foot.saturating_sub(used), ..area };
    let top = top(&lines, form.focus(), usize::from(body.height));
    listing::more(cx, body, top > 0, lines.len() > top + usize::from(body.height), buf);
    let mut cursor = None;
    for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
        let place = paint::line(body, row);
        match line {
            FormLine::Row(item) => cursor = draw_row(cx, form, *item, place, buf).or(cursor),
            FormLine::Under(text, style) => {
                paint::put(buf, paint::indent(place, VALUE), text, *style);
            }
        }
    }
    cursor
}

/// Who, the round and the standard, and what was given before, in lines of so many `cells`.
fn head(cx: &ViewContext, form: &Form, cells: usize) -> Vec<(String, Style)> {
    let texts = texts::of(cx.lang);
    let row = &form.facts.row;
    let theme = &cx.theme;
    let mut who = vec![wording::who(cx, row)];
    who.extend(row.id_masked.as_ref().map(ToString::to_string));
    who.extend(cx.opened_phone(row.id).map(ToString::to_string));
    who.push(wording::place(row));
    let mut standing = vec![
        wording::standard(cx, form.facts.standard_on(form.day(cx.today))),
        wording::last(cx, row.last_gift.as_ref()),
    ];
    let promise: Vec<String> = wording::stands(cx, row.standing).into_iter().collect();
    let earlier =
        form.facts.live.iter().map(|gift| fill(texts.given_before, &[&errors::earlier(cx.lang, gift)]));
    let owed = form.facts.terms.top_up_on(form.day(cx.today));
    let owed = (owed > Fen::ZERO).then(|| fill(texts.top_up, &[&words::yuan(cx.lang, owed)]));
    let (round, of_round) = wording::round(cx, form.facts.round.code);
    // The round in a line of its own where it is another one: it has another style than what follows.
    let other = if cx.is_other_round(form.facts.round.code) { vec![round.clone()] } else { Vec::new() };
    if other.is_empty() {
        standing.insert(0, round);
    }
    let parts = [
        (who, theme.head),
        (other, of_round),
        (standing, theme.plain),
        (promise, theme.doubt),
        (earlier.chain(owed).collect(), theme.doubt),
    ];
    let lines = parts.into_iter().flat_map(|(pieces, style)| {
        flow(&pieces, cells).into_iter().map(move |line| (line, style)).collect::<Vec<_>>()
    });
    lines.collect()
}

fn lines(cx: &ViewContext, form: &Form, cells: usize) -> Vec<FormLine> {
    let errors = form.errors(cx.today);
    let items = form.items(cx.today);
    let mut lines = Vec::new();
    for row in items.iter().copied().filter(|item| item.row() == *item) {
        lines.push(FormLine::Row(row));
        for error in errors.iter().filter(|error| error.item.row() == row && form.was_left(error.item)) {
            let wrapped = text::wrap(&wording::fault(cx, form, error), cells);
            lines.extend(wrapped.into_iter().map(|line| FormLine::Under(line, cx.theme.late)));
        }
        if row == Item::Override {
            let off = wording::off_standard(cx, &form.facts.terms, &form.so_far(cx.today))
                .join(cx.lang.pick("，", ", "));
            let wrapped = Some(off).filter(|off| !off.is_empty()).map(|off| text::wrap(&off, cells));
            let off = wrapped.into_iter().flatten();
            lines.extend(off.map(|line| FormLine::Under(line, cx.theme.late)));
        }
        if row == Item::Day
            && let Ok(date) = Typed::on(cx.today).read(form.text(row))
        {
            let same = texts::of(cx.lang).same_day;
            let kept = (cx.kept_day == Some(date)).then(|| same.to_owned());
            let odd = wording::odd_day(cx, date, &form.facts.round.window);
            let doubts = kept.into_iter().chain(odd).flat_map(|doubt| text::wrap(&doubt, cells));
            lines.extend(doubts.map(|doubt| FormLine::Under(doubt, cx.theme.doubt)));
        }
    }
    lines
}

/// The first line to draw, so that the item with the keys and what is under it are in sight.
fn top(lines: &[FormLine], focus: Item, height: usize) -> usize {
    let at = lines.iter().position(|line| matches!(line, FormLine::Row(item) if *item == focus.row()));
    let at = at.unwrap_or_default();
    let under = lines.iter().skip(at + 1).take_while(|line| matches!(line, FormLine::Under(..))).count();
    form::top(at, under, height)
}

/// Cells of the place of an item in a row of so many.
fn cells(item: Item, row: u16) -> u16 {
    match item {
        Item::Cash
        | Item::Day
        | Item::Until
        | Item::DiedOn
        | Item::Goods
        | Item::Proxy
        | Item::First
        | Item::Outcome => SHORT,
        Item::Value => AMOUNT,
        Item::Second => AFTER_HANDLERS - HANDLER - 2,
        Item::Relation => row.saturating_sub(RELATION),
        Item::Override | Item::Needs | Item::Note => row.saturating_sub(VALUE),
    }
}

fn draw_row(cx: &ViewContext, form: &Form, item: Item, row: Rect, buf: &mut Buffer) -> Option<Position> {
    let focused = form.focus().row() == item;
    cx.parts.field(row, &item);
    if focused {
        paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
    }
    let style = if focused { cx.theme.head } else { cx.theme.quiet };
    paint::put(buf, paint::slice(row, LABEL, VALUE - LABEL - 1), wording::label(cx, item), style);
    let mut painter = FormPainter { cx, form, buf };
    match item {
        Item::Outcome => painter.outcome(row),
        Item::Cash | Item::Day | Item::Until | Item::DiedOn => {
            let cursor = painter.field(item, paint::slice(row, VALUE, SHORT));
            if item == Item::Cash {
                painter.unit(item, paint::slice(row, VALUE, SHORT));
            }
            painter.beside(item, paint::indent(row, SECOND));
            cursor
        }
        Item::Goods => {
            let first = painter.field(item, paint::slice(row, VALUE, SHORT));
            let at = SECOND + painter.label(Item::Value, paint::indent(row, SECOND)) + 1;
            let second = painter.field(Item::Value, paint::slice(row, at, AMOUNT));
            painter.unit(Item::Value, paint::slice(row, at, AMOUNT + 6));
            first.or(second)
        }
        Item::Proxy => {
            let first = painter.field(item, paint::slice(row, VALUE, SHORT));
            painter.label(Item::Relation, paint::slice(row, SECOND, RELATION - SECOND - 1));
            first.or(painter.field(Item::Relation, paint::indent(row, RELATION)))
        }
        Item::First => {
            let first = painter.field(item, paint::slice(row, VALUE, SHORT));
            let second = painter.field(Item::Second, paint::slice(row, HANDLER, cells(Item::Second, 0)));
            painter.beside(item, paint::indent(row, AFTER_HANDLERS));
            first.or(second)
        }
        Item::Override | Item::Needs | Item::Note | Item::Second | Item::Relation | Item::Value => {
            painter.field(item, paint::indent(row, VALUE))
        }
    }
}

/// Draws the parts of a row.
struct FormPainter<'a> {
    cx: &'a ViewContext,
    form: &'a Form,
    buf: &'a mut Buffer,
}

impl FormPainter<'_> {
    fn outcome(&mut self, row: Rect) -> Option<Position> {
        let word = words::outcome(self.cx.lang, self.form.outcome);
        let focused = self.form.focus() == Item::Outcome;
        let style = if focused { self.cx.theme.bar } else { self.cx.theme.plain };
        paint::put(self.buf, paint::slice(row, VALUE, SHORT), word, style);
        if focused {
            self.cx.parts.key(row, Key::Right);
        }
        self.beside(Item::Outcome, paint::indent(row, SECOND));
        focused.then(|| paint::indent(row, VALUE).as_position())
    }

    fn field(&mut self, item: Item, area: Rect) -> Option<Position> {
        self.form.inputs.draw(self.cx, item, area, self.buf)
    }

    fn beside(&mut self, item: Item, area: Rect) {
        let hint = wording::beside(self.cx, self.form, item);
        // Half a word says less than none.
        if text::width(&hint) <= usize::from(area.width) {
            paint::put(self.buf, area, &hint, self.cx.theme.quiet);
        }
    }

    fn label(&mut self, item: Item, area: Rect) -> u16 {
        let style = if self.form.focus() == item { self.cx.theme.head } else { self.cx.theme.quiet };
        paint::put(self.buf, area, wording::label(self.cx, item), style)
    }

    /// The unit, right after an amount.
    fn unit(&mut self, item: Item, area: Rect) {
        let cells = u16::try_from(text::width(self.form.text(item))).unwrap_or(u16::MAX);
        if cells > 0 {
            let after = paint::indent(area, cells.saturating_add(1));
            paint::put(self.buf, after, texts::of(self.cx.lang).yuan, self.cx.theme.quiet);
        }
    }
}
