//! Adds a person: name, ID number, village and group first, the rest where it is known.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::FORMS;
use super::newcomer_facts::{Newcomer, Slot};
use super::texts::{self, PersonTexts};
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::form::{self, Leaving};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::listing;
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::known::VillageNames;
use crate::domain::op::{Answer, Op, Receipt};
use crate::domain::place::{Township, TownshipCode};
use crate::domain::round::Group;
use crate::lang::{app, fill, person};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// The form.
#[derive(Debug)]
pub(super) struct NewcomerForm {
    /// Where the list stood from which it was called.
    begins_in: Option<TownshipCode>,
    facts: Option<Newcomer>,
    /// The id that the person will bear.
    id: Option<RecipientId>,
    arrived: (Option<Vec<Township>>, Option<Vec<Group>>),
    asked_townships: Pending<Vec<Township>>,
    asked_groups: Pending<Vec<Group>>,
    asked_villages: Pending<VillageNames>,
    asked_id: Pending<EntryId>,
    /// Enter was pressed: everything that is wrong is shown.
    checked: bool,
    /// What the register holds against it, until something else is typed.
    against: Vec<String>,
    sent: bool,
}

impl NewcomerForm {
    /// The form, beginning in a township.
    pub(super) fn new(begins_in: Option<TownshipCode>) -> Self {
        Self {
            begins_in,
            facts: None,
            id: None,
            arrived: (None, None),
            asked_townships: Pending::default(),
            asked_groups: Pending::default(),
            asked_villages: Pending::default(),
            asked_id: Pending::default(),
            checked: false,
            against: Vec::new(),
            sent: false,
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let (Some(facts), Some(id)) = (&mut self.facts, self.id) else { return };
        self.checked = true;
        match facts.person(id, cx.today) {
            Err(wrong) => {
                if let Some((slot, _)) = wrong.first() {
                    facts.inputs.go(*slot);
                }
                out.say(Severity::Bad, fill(texts.wrong, &[&wrong.len()]));
            }
            Ok(new) => {
                if let Some(village) = facts.new_village() {
                    facts.inputs.go(Slot::Village);
                    return out.say(Severity::Bad, fill(texts.new_village, &[&village]));
                }
                if !self.sent {
                    self.sent = out.commit(Op::AddPerson(Box::new(new)));
                }
            }
        }
    }

    fn back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let unsaved = self.has_unsaved_changes();
        match self.facts.as_mut().map_or(Leaving::Now, |facts| facts.inputs.leave(unsaved, out)) {
            Leaving::Now => out.pop(),
            Leaving::Warned => out.say(Severity::Bad, texts::of(cx.lang).unsaved),
            Leaving::Withheld => {}
        }
    }

    fn ask_villages(&mut self, out: &mut Outbox<'_>) {
        if let Some(facts) = &mut self.facts {
            facts.know_villages(Vec::new());
            if let Some(township) = facts.township_code() {
                self.asked_villages.ask(out, ask::village_names(township.clone()));
            }
        }
    }

    /// What stands below the fields: what the register holds against it, else what the field expects.
    fn foot(&self, cx: &ViewContext, facts: &Newcomer, room: usize, value: u16) -> Vec<String> {
        let texts = texts::of(cx.lang);
        if !self.against.is_empty() {
            let way = facts.asks_reason().then_some(texts.new_hint_reason);
            let lines = self.against.iter().map(String::as_str).chain(way);
            return lines.flat_map(|line| text::wrap(line, room)).collect();
        }
        let focus = facts.inputs.focus();
        let whole = if focus.is_choice() { Vec::new() } else { facts.inputs.whole(value, room) };
        if whole.is_empty() { text::wrap(&facts.inputs.hint(cx, hint(texts, focus)), room) } else { whole }
    }
}

fn hint(texts: &'static PersonTexts, slot: Slot) -> &'static str {
    match slot {
        Slot::Township | Slot::Group | Slot::Sex | Slot::Household => texts.new_hint_choice,
        Slot::Name => texts.new_hint_name,
        Slot::Id => texts.new_hint_id,
        Slot::Village => texts.new_hint_village,
        Slot::Birth => texts.new_hint_birth,
        Slot::Phone | Slot::Card => texts.new_hint_digits,
        Slot::Address | Slot::Note => texts.new_hint_text,
        Slot::Reason => texts.new_hint_reason,
    }
}

/// Columns: labels and values.
const LABEL: u16 = 2;
const VALUE: u16 = 14;
/// Rows below the fields: a blank line and what may be written, or what stands against it.
const ROUND: u16 = 4;

impl Screen for NewcomerForm {
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
        self.asked_id.ask(out, ask::new_id());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT | ScreenAction::DOWN | ScreenAction::PREVIOUS | ScreenAction::UP => {
                let forward = action == ScreenAction::NEXT || action == ScreenAction::DOWN;
                if let Some(facts) = &mut self.facts {
                    facts.step(if forward { 1 } else { -1 }, cx.today);
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

    fn turns(&self) -> bool {
        self.facts.as_ref().is_some_and(|facts| facts.inputs.focus().is_choice())
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        let Some(facts) = &mut self.facts else { return };
        let before = facts.township_code().cloned();
        if facts.key(key) && facts.inputs.focus() != Slot::Reason {
            self.against.clear();
        }
        if facts.township_code() != before.as_ref() {
            self.ask_villages(out);
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
                facts.know_villages(names);
            }
        } else if let Some(townships) = self.asked_townships.take(reply) {
            self.arrived.0 = Some(townships);
        } else if let Some(groups) = self.asked_groups.take(reply) {
            self.arrived.1 = Some(groups);
        } else if let Some(id) = self.asked_id.take(reply) {
            self.id = Some(RecipientId(id.0));
        }
        if let (Some(townships), Some(groups)) = (&self.arrived.0, &self.arrived.1) {
            self.facts = Some(Newcomer::new(self.begins_in.as_ref(), townships.clone(), groups));
            self.arrived = (None, None);
            self.ask_villages(out);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        let Op::AddPerson(new) = op else { return };
        let texts = texts::of(cx.lang);
        match &receipt.answer {
            Answer::Added(id) if self.id == Some(new.id) => {
                out.say(Severity::Good, fill(texts.added, &[&new.name]));
                out.pop();
                out.open(Destination::Person(*id));
            }
            Answer::Registered(id) if self.id == Some(new.id) => {
                out.say(Severity::Bad, fill(texts.registered, &[&new.name]));
                out.pop();
                out.open(Destination::Person(*id));
            }
            Answer::Added(_)
            | Answer::Registered(_)
            | Answer::Done
            | Answer::Recorded(_)
            | Answer::Exists(_)
            | Answer::Undone(..)
            | Answer::Closed(_)
            | Answer::Known
            | Answer::Numbers(_)
            | Answer::Phones(_)
            | Answer::Export(_) => {}
        }
    }

    fn refused(&mut self, cx: &ViewContext, _op: &Op, error: &RegisterError, _out: &mut Outbox<'_>) {
        self.sent = false;
        if let (RegisterError::Person(objections), Some(facts)) = (error, &mut self.facts) {
            self.against = objections.iter().map(|one| person::objection(cx.lang, one)).collect();
            if person::gives_way(objections) {
                facts.ask_reason();
            }
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Some(facts) = &mut self.facts {
            facts.write_out_birth(cx.today);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let Some(facts) = &self.facts else {
            let inside = popup::form(buf, area, 1, texts.new_title, cx.look());
            paint::put(buf, inside, app::texts(cx.lang).loading, cx.theme.quiet);
            return None;
        };
        let slots = facts.slots();
        let rows = u16::try_from(slots.len()).unwrap_or(u16::MAX).saturating_add(ROUND);
        let area = popup::form(buf, area, rows, texts.new_title, cx.look());
        let room = usize::from(area.width.saturating_sub(LABEL));
        let below = self.foot(cx, facts, room, area.width.saturating_sub(VALUE));
        let foot = area.height.saturating_sub(u16::try_from(below.len()).unwrap_or(1));
        if !facts.inputs.draw_proposals(cx, paint::indent(paint::line(area, foot), LABEL), buf) {
            let style = if self.against.is_empty() { cx.theme.quiet } else { cx.theme.late };
            for (row, line) in (foot..area.height).zip(&below) {
                paint::put(buf, paint::indent(paint::line(area, row), LABEL), line, style);
            }
        }
        let wrong = if self.checked { facts.wrong(cx.today) } else { Vec::new() };
        let focus = facts.inputs.focus();
        let at = slots.iter().position(|slot| *slot == focus).unwrap_or_default();
        let body = Rect { height: foot, ..area };
        let top = form::top(at, 1, usize::from(foot));
        listing::more(cx, body, top > 0, slots.len() > top + usize::from(foot), buf);
        let mut cursor = None;
        for (row, slot) in (0..body.height).zip(slots.iter().skip(top)) {
            let line = paint::line(body, row);
            let style = if *slot == focus { cx.theme.head } else { cx.theme.quiet };
            if *slot == focus {
                paint::put(buf, line, cx.glyphs.mark, cx.theme.plain);
            }
            paint::put_cut(buf, paint::slice(line, LABEL, VALUE - LABEL - 1), slot.label(texts), "", style);
            let value = paint::indent(line, VALUE);
            let fault = wrong.iter().find(|(at, _)| at == slot).map(|(_, wrong)| wrong.text(texts));
            let told = fault.map_or(0, |fault| u16::try_from(text::width(fault) + 2).unwrap_or(u16::MAX));
            let room = value.width.saturating_sub(told);
            if let Some(fault) = fault {
                paint::put_right(buf, value, fault, cx.theme.late);
            }
            let value = paint::slice(value, 0, room);
            cursor = if slot.is_choice() {
                cx.parts.field(value, slot);
                choice(cx, facts.chosen(*slot, texts, cx.lang), *slot == focus, value, buf)
            } else {
                facts.inputs.draw(cx, *slot, value, buf)
            }
            .or(cursor);
        }
        cursor
    }
}

fn choice(cx: &ViewContext, word: &str, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let style = if focused { cx.theme.bar } else { cx.theme.plain };
    paint::put(buf, area, word, style);
    if focused {
        cx.parts.key(area, Key::Right);
    }
    focused.then(|| area.as_position())
}
