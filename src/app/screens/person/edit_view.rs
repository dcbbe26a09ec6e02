//! The picture of the form that changes facts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::edit::EditForm;
use super::facts::Facts;
use super::slots::{Slot, Wrong};
use super::texts::{self, PersonTexts};
use crate::app::context::ViewContext;
use crate::app::form::{self, FieldName as _};
use crate::app::screens::listing;
use crate::domain::recipient::Household;
use crate::domain::text::CleanText;
use crate::lang::{app, fill, words};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// Columns: labels and values of the facts; of the groups whether held, from when, until when.
const LABEL: u16 = 2;
const VALUE: u16 = 14;
const HOLDS: u16 = 20;
/// Cells between two of them, and of whether held.
const GAP: u16 = 2;
const WORD: u16 = 3;
/// Cells of a day.
const DAY: u16 = 11;
/// Rows below the fields: a blank one and two with what may be written.
const BELOW: u16 = 3;

/// Where the parts of a group or category stand.
#[derive(Clone, Copy)]
struct Places {
    holds: u16,
    from: u16,
    until: u16,
}

impl Places {
    /// In a form of so many `cells`: the labels get what the longest needs, as far as the days leave it.
    fn new(texts: &PersonTexts, facts: &Facts, cells: u16) -> Self {
        let wide = |text: &str| u16::try_from(text::width(text)).unwrap_or(u16::MAX);
        let longest = facts.holdings.iter().map(|one| wide(&one.label)).max().unwrap_or_default();
        let word = wide(texts.yes).max(wide(texts.no)).max(WORD) + GAP;
        let [from, until] = [texts.held_from, texts.held_until].map(|label| wide(label) + 1 + DAY);
        let days = word + from + GAP + until;
        let holds = longest.saturating_add(LABEL + GAP).min(cells.saturating_sub(days)).max(HOLDS);
        Self { holds, from: holds + word, until: holds + word + from + GAP }
    }

    /// The lines of a label: one that is too long goes on below, with the value beside its first line.
    fn label(self, label: &str) -> Vec<String> {
        text::wrap(label, usize::from(self.holds - LABEL - 1))
    }
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
    places: Places,
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
            lines.push(EditLine::Row(slot));
            let label = self.facts.label(slot).map(|label| self.places.label(label));
            lines.extend(label.into_iter().flatten().skip(1).map(EditLine::Label));
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
        let Places { holds, from, until } = self.places;
        if let Some(label) = self.places.label(&group.label).first() {
            paint::put(self.buf, paint::slice(line, LABEL, holds - LABEL - 1), label, style);
        }
        let word = if group.holds { texts.yes } else { texts.no };
        let mut cursor = self.choice(word, focus == slot, paint::slice(line, holds, from - holds - 1));
        if group.holds {
            for (slot, label, column) in
                [(Slot::From(at), texts.held_from, from), (Slot::Until(at), texts.held_until, until)]
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
        let wrong = if self.checked { facts.edit(&self.card, cx.today).err() } else { None };
        let places = Places::new(texts, facts, popup::form_width(area));
        let lines = FormPainter { cx, texts, facts, places, buf }.lines(&wrong.unwrap_or_default());
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(BELOW);
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
        // What it means for the rounds stands above it.
        below.splice(0..0, self.touches.iter().flat_map(|line| text::wrap(line, room)));
        let foot = area.height.saturating_sub(u16::try_from(below.len()).unwrap_or(1));
        if !facts.inputs.draw_proposals(cx, paint::indent(paint::line(area, foot), LABEL), buf) {
            for (row, line) in (foot..area.height).zip(&below) {
                paint::put(buf, paint::indent(paint::line(area, row), LABEL), line, cx.theme.quiet);
            }
        }
        let body = Rect { height: foot, ..area };
        let at = lines.iter().position(|line| matches!(line, EditLine::Row(slot) if *slot == focus.row()));
        let top = form::top(at.unwrap_or_default(), usize::from(self.checked), usize::from(body.height));
        listing::more(cx, body, top > 0, lines.len() > top + usize::from(body.height), buf);
        let body = Rect { width: body.width.saturating_sub(GAP), ..body };
        let mut painter = FormPainter { cx, texts, facts, places, buf };
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
