//! Changes the plain facts of a recipient: phone, place, address, note, and the groups held.

use super::texts::{self, PersonTexts};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::facts::{Facts, Slot};
use super::keys::FORMS;
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::form::{self, FieldName, Leaving};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::error::RegisterError;
use crate::domain::known::VillageNames;
use crate::domain::op::{Op, Receipt};
use crate::domain::person::Edit;
use crate::domain::place::Township;
use crate::domain::recipient::RecipientCard;
use crate::domain::round::Group;
use crate::lang::{app, fill};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// The form.
#[derive(Debug)]
pub(super) struct EditForm {
    card: RecipientCard,
    facts: Option<Facts>,
    /// What has arrived before the form can open.
    arrived: (Option<Vec<Township>>, Option<Vec<Group>>),
    asked_townships: Pending<Vec<Township>>,
    asked_groups: Pending<Vec<Group>>,
    asked_villages: Pending<VillageNames>,
    /// Enter was pressed: everything that is wrong is shown.
    checked: bool,
    sent: bool,
}

impl EditForm {
    /// The form that changes the facts told by `card`.
    pub(super) fn new(card: RecipientCard) -> Self {
        Self {
            card,
            facts: None,
            arrived: (None, None),
            asked_townships: Pending::default(),
            asked_groups: Pending::default(),
            asked_villages: Pending::default(),
            checked: false,
            sent: false,
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(facts) = &mut self.facts else { return };
        self.checked = true;
        match facts.edit(&self.card, cx.today) {
            Err(wrong) => {
                if let Some((slot, _)) = wrong.first() {
                    facts.inputs.go(*slot);
                }
                out.say(Severity::Bad, fill(texts.wrong, &[&wrong.len()]));
            }
            Ok(edit) if edit == Edit::default() => {
                out.say(Severity::Plain, texts.unchanged);
                out.pop();
            }
            Ok(edit) if !self.sent => {
                self.sent =
                    out.commit(Op::Edit { id: self.card.id, rev: self.card.rev, edit: Box::new(edit) });
            }
            Ok(_) => {}
        }
    }

    fn back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let unsaved = self.differs(cx);
        match self.facts.as_mut().map_or(Leaving::Now, |facts| facts.inputs.leave(unsaved, out)) {
            Leaving::Now => out.pop(),
            Leaving::Warned => out.say(Severity::Bad, texts::of(cx.lang).unsaved),
            Leaving::Withheld => {}
        }
    }

    fn differs(&self, cx: &ViewContext) -> bool {
        self.facts.as_ref().is_some_and(|facts| facts.edit(&self.card, cx.today) != Ok(Edit::default()))
    }

    /// Asks for the villages of the township, which its field proposes.
    fn ask_villages(&mut self, out: &mut Outbox<'_>) {
        let Some(facts) = &mut self.facts else { return };
        facts.inputs.know(Slot::Village, Vec::new());
        if let Some(township) = facts.township_code() {
            self.asked_villages.ask(out, ask::village_names(township.clone()));
        }
    }

    fn hint(&self, texts: &PersonTexts, slot: Slot) -> String {
        match slot {
            Slot::Phone => {
                let now = self.card.phone_masked.as_deref().unwrap_or(texts.none);
                fill(texts.edit_hint_phone, &[&now])
            }
            Slot::Township => texts.edit_hint_choice.to_owned(),
            Slot::Village | Slot::Address | Slot::Note => texts.edit_hint_text.to_owned(),
            Slot::Holds(_) => texts.edit_hint_holds.to_owned(),
            Slot::From(_) | Slot::Until(_) => texts.edit_hint_day.to_owned(),
        }
    }
}

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

/// A line of the form.
enum EditLine {
    Blank,
    Head(&'static str),
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
    fn lines(&self, wrong: &[(Slot, super::facts::Wrong)]) -> Vec<EditLine> {
        let mut lines = Vec::new();
        for slot in self.facts.slots().into_iter().filter(|slot| slot.row() == *slot) {
            if slot == Slot::Holds(0) {
                lines.extend([EditLine::Blank, EditLine::Head(self.texts.groups)]);
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
            Slot::Phone => texts.phone,
            Slot::Township => texts.township,
            Slot::Village => texts.village,
            Slot::Address => texts.address,
            Slot::Note => texts.note,
            Slot::Holds(at) | Slot::From(at) | Slot::Until(at) => return self.group(slot, at, line),
        };
        paint::put_cut(self.buf, paint::slice(line, LABEL, VALUE - LABEL - 1), label, "", style);
        let value = paint::indent(line, VALUE);
        if slot == Slot::Township {
            return self.choice(self.facts.township_name(), focus == slot, value);
        }
        self.facts.inputs.draw(cx, slot, value, self.buf)
    }

    fn group(&mut self, slot: Slot, at: usize, line: Rect) -> Option<Position> {
        let (cx, texts) = (self.cx, self.texts);
        let group = self.facts.groups.get(at)?;
        let focus = self.facts.inputs.focus();
        let style = if group.holds { cx.theme.plain } else { cx.theme.quiet };
        let label = paint::slice(line, LABEL, HOLDS - LABEL - 1);
        paint::put_cut(self.buf, label, &group.label, cx.glyphs.ellipsis, style);
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

impl Screen for EditForm {
    fn context(&self) -> &'static KeyContext {
        &FORMS
    }

    fn is_side_pane(&self) -> bool {
        true
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn has_unsaved_changes(&self) -> bool {
        self.facts.as_ref().is_some_and(|facts| facts.typed)
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.asked_townships.ask(out, ask::townships());
        self.asked_groups.ask(out, ask::groups());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT | ScreenAction::PREVIOUS => {
                if let Some(facts) = &mut self.facts {
                    facts.step(if action == ScreenAction::NEXT { 1 } else { -1 }, cx.today);
                }
            }
            ScreenAction::DOWN | ScreenAction::UP => {
                if let Some(facts) = &mut self.facts {
                    facts.step_rows(if action == ScreenAction::DOWN { 1 } else { -1 }, cx.today);
                }
            }
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => self.back(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go_to_field(&mut self, cx: &ViewContext, field: u64) {
        if let Some(facts) = &mut self.facts {
            facts.go_to_field(field, cx.today);
        }
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        if let Some(facts) = &mut self.facts {
            let before = facts.township_code().cloned();
            facts.key(key);
            if facts.township_code() != before.as_ref() {
                self.ask_villages(out);
            }
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if let Some(facts) = &mut self.facts {
            facts.paste(text);
        }
    }

    fn answered(&mut self, _cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(VillageNames(names)) = self.asked_villages.take(reply) {
            if let Some(facts) = &mut self.facts {
                facts.inputs.know(Slot::Village, names);
            }
        } else if let Some(townships) = self.asked_townships.take(reply) {
            self.arrived.0 = Some(townships);
        } else if let Some(groups) = self.asked_groups.take(reply) {
            self.arrived.1 = Some(groups);
        }
        if let (Some(townships), Some(groups)) = &self.arrived {
            self.facts = Some(Facts::new(&self.card, townships.clone(), groups));
            self.arrived = (None, None);
            self.ask_villages(out);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::Edit { id, .. } = op
            && *id == self.card.id
        {
            out.say(Severity::Good, texts::of(cx.lang).edited);
            out.pop();
        }
    }

    fn refused(&mut self, _cx: &ViewContext, _op: &Op, _error: &RegisterError, _out: &mut Outbox<'_>) {
        self.sent = false;
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Some(facts) = &mut self.facts {
            facts.write_out_days(cx.today);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
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
        // A text that its place cuts is told whole in the place of the hint.
        let mut hint = match focus {
            Slot::Phone | Slot::Village | Slot::Address | Slot::Note => {
                facts.inputs.whole(area.width.saturating_sub(VALUE), room)
            }
            Slot::Township | Slot::Holds(_) | Slot::From(_) | Slot::Until(_) => Vec::new(),
        };
        if hint.is_empty() {
            hint = text::wrap(&facts.inputs.hint(cx, &self.hint(texts, focus)), room);
        }
        let foot = area.height.saturating_sub(u16::try_from(hint.len()).unwrap_or(1));
        if !facts.inputs.draw_proposals(cx, paint::indent(paint::line(area, foot), LABEL), buf) {
            for (row, line) in (foot..area.height).zip(&hint) {
                paint::put(buf, paint::indent(paint::line(area, row), LABEL), line, cx.theme.quiet);
            }
        }
        let wrong = if self.checked { facts.edit(&self.card, cx.today).err() } else { None };
        let mut painter = FormPainter { cx, texts, facts, buf };
        let lines = painter.lines(&wrong.unwrap_or_default());
        let body = Rect { height: foot, ..area };
        let at = lines.iter().position(|line| matches!(line, EditLine::Row(slot) if *slot == focus.row()));
        let top = form::top(at.unwrap_or_default(), 1, usize::from(body.height));
        let mut cursor = None;
        for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
            let place = paint::line(body, row);
            match line {
                EditLine::Blank => {}
                EditLine::Head(head) => {
                    paint::put(painter.buf, paint::indent(place, LABEL), head, cx.theme.head);
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
