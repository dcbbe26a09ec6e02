//! The picture of the form that changes facts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::edit::EditForm;
use super::facts::Facts;
use super::slots::{Slot, Wrong};
use super::texts::{self, PersonTexts};
use crate::app::context::ViewContext;
use crate::app::form::{self, FieldName as _};
use crate::domain::recipient::Household;
use crate::domain::text::CleanText;
use crate::lang::{app, fill, words};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// Columns: labels and values of the facts; of the groups whether held, from when, until when.
const LABEL: u16 = 2;
const VALUE: u16 = 14;
const HOLDS: u16 = 20;
const FROM: u16 = 25;
const UNTIL: u16 = 42;
/// Cells of a day.
const DAY: u16 = 11;
/// Rows round the fields: the head of the groups with a blank line above it, and a blank line and two with what may be
/// written.
const ROUND: u16 = 5;

/// Whether the label of a group or category stands whole before whether it is held.
fn fits(label: &str) -> bool {
    text::width(label) < usize::from(HOLDS - LABEL)
}

/// A line of the form.
enum EditLine {
    Blank,
    Head(&'static str),
    Label(String),
    Row(Slot),
    Under(&'static str),
}

/// Draws the form of `facts`.
struct FormPainter<'a> {
    cx: &'a ViewContext,
    texts: &'static PersonTexts,
    facts: &'a Facts,
    buf: &'a mut Buffer,
}

impl FormPainter<'_> {
    fn lines(&self, wrong: &[(Slot, Wrong)]) -> Vec<EditLine> {
        let mut lines = Vec::new();
        for slot in self.facts.slots().into_iter().filter(|slot| slot.row() == *slot) {
            if let Slot::Holds(at) = slot {
                let head = if at == 0 { Some(self.texts.groups) } else { None };
                let head = if self.facts.begins_categories(at) { Some(self.texts.categories) } else { head };
                lines.extend(head.into_iter().flat_map(|head| [EditLine::Blank, EditLine::Head(head)]));
            }
            if slot == Slot::Reason {
                lines.push(EditLine::Blank);
            }
            // A label that its place would cut stands on a line of its own.
            if let Some(label) = self.facts.label(slot).filter(|label| !fits(label)) {
                lines.push(EditLine::Label(label.to_owned()));
            }
            lines.push(EditLine::Row(slot));
            let under = wrong.iter().filter(|(at, _)| at.row() == slot);
            lines.extend(under.map(|(_, wrong)| EditLine::Under(wrong.text(self.texts))));
        }
        lines
    }

    fn row(&mut self, slot: Slot, line: Rect) -> Option<Position> {
        let focus = self.facts.inputs.focus();
        let focused = focus.row() == slot;
        let (cx, texts) = (self.cx, self.texts);
        cx.parts.field(line, &slot);
        if focused {
            paint::put(self.buf, line, cx.glyphs.mark, cx.theme.plain);
        }
        let style = if focused { cx.theme.head } else { cx.theme.quiet };
        let label = match slot {
            Slot::Name => texts.name,
            Slot::Id => texts.id_number,
            Slot::Sex => texts.sex,
            Slot::Birth => texts.birth,
            Slot::Household => texts.household,
            Slot::Card => texts.card,
            Slot::Reason => texts.status_reason,
            Slot::Phone => texts.phone,
            Slot::Township => texts.township,
            Slot::Village => texts.village,
            Slot::Address => texts.address,
            Slot::Note => texts.note,
            Slot::Holds(at) | Slot::From(at) | Slot::Until(at) => return self.group(slot, at, line),
        };
        paint::put_cut(self.buf, paint::slice(line, LABEL, VALUE - LABEL - 1), label, "", style);
        let value = paint::indent(line, VALUE);
        let chosen = match slot {
            Slot::Township => Some(self.facts.township_name()),
            Slot::Sex => Some(self.facts.sex.map_or(texts.not_chosen, |sex| words::sex(cx.lang, sex))),
            Slot::Household => Some(match self.facts.household {
                Some(Household::Urban) => texts.urban,
                Some(Household::Rural) => texts.rural,
                None => texts.not_chosen,
            }),
            Slot::Name
            | Slot::Id
            | Slot::Birth
            | Slot::Card
            | Slot::Phone
            | Slot::Village
            | Slot::Address
            | Slot::Note
            | Slot::Holds(_)
            | Slot::From(_)
            | Slot::Until(_)
            | Slot::Reason => None,
        };
        if let Some(word) = chosen {
            return self.choice(word, focus == slot, value);
        }
        self.facts.inputs.draw(cx, slot, value, self.buf)
    }

    fn group(&mut self, slot: Slot, at: usize, line: Rect) -> Option<Position> {
        let (cx, texts) = (self.cx, self.texts);
        let group = self.facts.holdings.get(at)?;
        let focus = self.facts.inputs.focus();
        let style = if group.holds { cx.theme.plain } else { cx.theme.quiet };
        let label = paint::slice(line, LABEL, HOLDS - LABEL - 1);
        if fits(&group.label) {
            paint::put(self.buf, label, &group.label, style);
        }
        let word = if group.holds { texts.yes } else { texts.no };
        let mut cursor = self.choice(word, focus == slot, paint::slice(line, HOLDS, FROM - HOLDS - 1));
        if group.holds {
            for (slot, label, column) in
                [(Slot::From(at), texts.held_from, FROM), (Slot::Until(at), texts.held_until, UNTIL)]
            {
                let used = paint::put(self.buf, paint::indent(line, column), label, cx.theme.quiet);
                let day = paint::slice(line, column + used + 1, DAY);
                cursor = self.facts.inputs.draw(cx, slot, day, self.buf).or(cursor);
            }
        }
        cursor
    }

    fn choice(&mut self, word: &str, focused: bool, area: Rect) -> Option<Position> {
        let style = if focused { self.cx.theme.bar } else { self.cx.theme.plain };
        paint::put(self.buf, area, word, style);
        if focused {
            self.cx.parts.key(area, Key::Right);
        }
        focused.then(|| area.as_position())
    }
}

impl EditForm {
    fn hint(&self, texts: &PersonTexts, slot: Slot) -> String {
        let masked =
            |now: &Option<CleanText>| fill(texts.edit_hint_phone, &[&now.as_deref().unwrap_or(texts.none)]);
        match slot {
            Slot::Phone => masked(&self.card.phone_masked),
            Slot::Id => masked(&self.card.id_masked),
            Slot::Card => masked(&self.card.card_masked),
            Slot::Birth => {
                let year = self.card.birth_year.map(|year| year.to_string());
                fill(texts.edit_hint_phone, &[&year.as_deref().unwrap_or(texts.none)])
            }
            Slot::Township | Slot::Sex | Slot::Household => texts.edit_hint_choice.to_owned(),
            Slot::Name => texts.new_hint_name.to_owned(),
            Slot::Reason => texts.new_hint_reason.to_owned(),
            Slot::Village | Slot::Address | Slot::Note => texts.edit_hint_text.to_owned(),
            Slot::Holds(_) => texts.edit_hint_holds.to_owned(),
            Slot::From(_) | Slot::Until(_) => texts.edit_hint_day.to_owned(),
        }
    }

    /// Draws the form; answers where the cursor belongs.
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let title = fill(texts.edit_title, &[&self.card.name]);
        let Some(facts) = &self.facts else {
            let inside = popup::form(buf, area, 1, &title, cx.look());
            paint::put(buf, inside, app::texts(cx.lang).loading, cx.theme.quiet);
            return None;
        };
        let lines = facts.slots().into_iter().filter(|slot| slot.row() == *slot).count();
        let rows = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(ROUND);
        let area = popup::form(buf, area, rows, &title, cx.look());
        let focus = facts.inputs.focus();
        let room = usize::from(area.width.saturating_sub(LABEL));
        let mut below: Vec<String> = self.against.iter().flat_map(|line| text::wrap(line, room)).collect();
        // A text that its place cuts is told whole in the place of the hint.
        if below.is_empty() && focus.longest() > 0 && !matches!(focus, Slot::From(_) | Slot::Until(_)) {
            below = facts.inputs.whole(area.width.saturating_sub(VALUE), room);
        }
        if below.is_empty() || focus == Slot::Reason {
            below.extend(text::wrap(&facts.inputs.hint(cx, &self.hint(texts, focus)), room));
        }
        let foot = area.height.saturating_sub(u16::try_from(below.len()).unwrap_or(1));
        if !facts.inputs.draw_proposals(cx, paint::indent(paint::line(area, foot), LABEL), buf) {
            for (row, line) in (foot..area.height).zip(&below) {
                paint::put(buf, paint::indent(paint::line(area, row), LABEL), line, cx.theme.quiet);
            }
        }
        let wrong = if self.checked { facts.edit(&self.card, cx.today).err() } else { None };
        let mut painter = FormPainter { cx, texts, facts, buf };
        let lines = painter.lines(&wrong.unwrap_or_default());
        let body = Rect { height: foot, ..area };
        let at = lines.iter().position(|line| matches!(line, EditLine::Row(slot) if *slot == focus.row()));
        let top = form::top(at.unwrap_or_default(), usize::from(self.checked), usize::from(body.height));
        let mut cursor = None;
        for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
            let place = paint::line(body, row);
            match line {
                EditLine::Blank => {}
                EditLine::Head(head) => {
                    paint::put(painter.buf, paint::indent(place, LABEL), head, cx.theme.head);
                }
                EditLine::Label(label) => {
                    paint::put(painter.buf, paint::indent(place, LABEL), label, cx.theme.quiet);
                }
                EditLine::Under(wrong) => {
                    paint::put(painter.buf, paint::indent(place, VALUE), wrong, cx.theme.late);
                }
                EditLine::Row(slot) => cursor = painter.row(*slot, place).or(cursor),
            }
        }
        cursor
    }
}
