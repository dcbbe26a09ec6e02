//! Records a death, departure or suspension, or undoes one: what, on which day, why.

use super::texts::{self, PersonTexts};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::FORMS;
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::form::{self, FieldName, Inputs, Leaving};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Recorded, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::day;
use crate::domain::date::Typed;
use crate::domain::error::RegisterError;
use crate::domain::group_change::Touches;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::recipient::{Kind, RecipientCard, StatusKind};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{errors, fill, groups};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Set(StatusKind),
    Undo(StatusKind),
    /// Somebody came back, or is paid again.
    End(StatusKind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Slot {
    What,
    Day,
    Reason,
}

impl FieldName for Slot {
    fn longest(self) -> usize {
        match self {
            Self::What => 0,
            Self::Day => 20,
            Self::Reason => NOTE_MAX,
        }
    }
}

/// The dialog.
#[derive(Debug)]
pub(super) struct StatusForm {
    id: RecipientId,
    name: CleanText,
    ways: Vec<Way>,
    chosen: usize,
    inputs: Inputs<Slot>,
    sent: bool,
    /// What it means for the rounds, in lines; asked for anew whenever the reason is come to.
    touches: Option<Vec<String>>,
    asked: Pending<Touches>,
}

impl StatusForm {
    /// The dialog for a recipient: what is not so may be recorded, what is so may be undone.
    pub(super) fn new(cx: &ViewContext, card: &RecipientCard) -> Self {
        let kinds: &[StatusKind] = if card.withdrawn_on().is_some() {
            &[StatusKind::Withdrawn]
        } else {
            &[StatusKind::Died, StatusKind::Left, StatusKind::Suspended]
        };
        let kinds: Vec<(StatusKind, bool)> = kinds.iter().map(|kind| (*kind, card.is(*kind))).collect();
        let mut ways: Vec<Way> = kinds
            .iter()
            .copied()
            .filter(|(kind, is_so)| !is_so && (*kind != StatusKind::Died || card.kind == Kind::Person))
            .map(|(kind, _)| Way::Set(kind))
            .collect();
        let so = || kinds.iter().filter(|(_, is_so)| *is_so).map(|(kind, _)| *kind);
        ways.extend(so().map(Way::Undo));
        ways.extend(
            so().filter(|kind| matches!(kind, StatusKind::Left | StatusKind::Suspended)).map(Way::End),
        );
        // What is so is most likely what is to be undone.
        let chosen = ways.iter().position(|way| matches!(way, Way::Undo(_))).unwrap_or_default();
        let mut inputs = Inputs::new(Slot::What);
        inputs.set(Slot::Day, &cx.today.to_string());
        inputs.settle();
        Self {
            id: card.id,
            name: card.name.clone(),
            ways,
            chosen,
            inputs,
            sent: false,
            touches: None,
            asked: Pending::default(),
        }
    }

    fn way(&self) -> Option<Way> {
        self.ways.get(self.chosen).copied()
    }

    fn slots(&self) -> &'static [Slot] {
        match self.way() {
            Some(Way::Undo(_)) => &[Slot::What, Slot::Reason],
            Some(Way::Set(_) | Way::End(_)) | None => &[Slot::What, Slot::Day, Slot::Reason],
        }
    }

    fn step(&mut self, cx: &ViewContext, by: isize) {
        if self.inputs.focus() == Slot::Day {
            self.write_out_day(cx);
        }
        self.inputs.step(self.slots(), by);
    }

    fn write_out_day(&mut self, cx: &ViewContext) {
        if let Ok(day) = self.day(cx) {
            self.inputs.set(Slot::Day, &day.to_string());
        }
    }

    fn day(&self, cx: &ViewContext) -> Result<NaiveDate, &'static str> {
        Typed::on(cx.today).read(self.inputs.text(Slot::Day)).map_err(|_| texts::of(cx.lang).bad_day)
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(way) = self.way() else { return };
        let Ok(reason) = CleanText::parse(self.inputs.text(Slot::Reason), NOTE_MAX) else {
            return out.say(Severity::Bad, texts.bad_text);
        };
        if reason.says_nothing() {
            self.inputs.go(Slot::Reason);
            return out.say(Severity::Bad, texts.reason_needed);
        }
        match self.op(cx, way, reason) {
            Ok(op) if !self.sent => self.sent = out.commit(op),
            Ok(_) => {}
            Err(why) => {
                self.inputs.go(Slot::Day);
                out.say(Severity::Bad, why);
            }
        }
    }

    fn op(&self, cx: &ViewContext, way: Way, reason: CleanText) -> Result<Op, &'static str> {
        let id = self.id;
        Ok(match way {
            Way::Undo(kind) => Op::UndoStatus { id, kind, reason },
            Way::Set(kind) => Op::SetStatus { id, kind, on: self.day(cx)?, reason },
            Way::End(kind) => Op::EndStatus { id, kind, on: self.day(cx)?, reason },
        })
    }

    /// Asks what it would mean, where the reason is what is left to write.
    fn look(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.touches = None;
        // What is still on its way was asked for another day or way.
        self.asked.forget();
        if self.inputs.focus() == Slot::Reason
            && let Some(Ok(op)) = self.way().map(|way| self.op(cx, way, CleanText::default()))
        {
            self.asked.ask(out, ask::touches(Box::new(op)));
        }
    }

    fn back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.inputs.leave(self.inputs.changed(), out) {
            Leaving::Now => out.pop(),
            Leaving::Warned => out.say(Severity::Bad, texts::of(cx.lang).unsaved),
            Leaving::Withheld => {}
        }
    }

    /// Which day is asked for.
    fn day_label(&self, texts: &PersonTexts) -> &'static str {
        match self.way() {
            Some(Way::Set(StatusKind::Died)) => texts.died_on,
            Some(Way::Set(StatusKind::Left)) => texts.left_on,
            Some(Way::Set(StatusKind::Suspended)) => texts.suspended_on,
            Some(Way::End(_)) => texts.back_on,
            Some(Way::Set(StatusKind::Withdrawn) | Way::Undo(_)) | None => texts.status_day,
        }
    }

    /// Draws the way chosen; the other ways are turned to.
    fn draw_way(
        &self,
        cx: &ViewContext,
        texts: &PersonTexts,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let word = match self.way()? {
            Way::Set(kind) => fill(texts.set, &[&errors::status(cx.lang, kind)]),
            Way::Undo(kind) => fill(texts.undo, &[&errors::status(cx.lang, kind)]),
            Way::End(StatusKind::Left) => texts.returned.to_owned(),
            Way::End(_) => texts.resumed.to_owned(),
        };
        let focused = self.inputs.focus() == Slot::What;
        let style = if focused { cx.theme.bar } else { cx.theme.plain };
        let used = paint::put(buf, area, &word, style);
        if focused {
            cx.parts.key(area, Key::Right);
            let hint = paint::indent(area, used + 2);
            paint::put_cut(buf, hint, texts.edit_hint_choice, cx.glyphs.ellipsis, cx.theme.quiet);
        }
        focused.then(|| area.as_position())
    }
}

/// Where values begin.
const VALUE: u16 = 10;
/// Cells of a day.
const DAY: u16 = 14;

impl Screen for StatusForm {
    fn context(&self) -> &'static KeyContext {
        &FORMS
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn has_unsaved_changes(&self) -> bool {
        self.inputs.changed()
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT | ScreenAction::DOWN => {
                self.step(cx, 1);
                self.look(cx, out);
            }
            ScreenAction::PREVIOUS | ScreenAction::UP => {
                self.step(cx, -1);
                self.look(cx, out);
            }
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => self.back(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go_to_field(&mut self, cx: &ViewContext, field: u64) {
        if let Some(slot) = self.inputs.pressed(field, self.slots()) {
            self.write_out_day(cx);
            self.inputs.go(slot);
        }
    }

    fn turns(&self) -> bool {
        self.inputs.focus() == Slot::What
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        if self.inputs.focus() == Slot::What {
            self.inputs.stay();
            self.chosen = form::turn(key, self.chosen, self.ways.len()).unwrap_or(self.chosen);
        } else {
            self.inputs.key(key);
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if self.inputs.focus() != Slot::What {
            self.inputs.paste(text);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if let Op::SetStatus { id, kind, .. } | Op::UndoStatus { id, kind, .. } = op
            && *id == self.id
        {
            let undone = matches!(op, Op::UndoStatus { .. });
            let text = if undone { texts.status_undone } else { texts.status_set };
            let word = errors::status(cx.lang, *kind);
            out.say(Severity::Good, fill(text, &[&self.name, &word]));
            if !undone {
                let what = [self.name.as_str(), word].join(" ");
                out.recorded(Recorded::Status { recipient: self.id, kind: *kind, what });
            }
            out.pop();
        } else if let Op::EndStatus { id, .. } = op
            && *id == self.id
        {
            out.say(Severity::Good, texts.status_ended);
            out.pop();
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(touches) = self.asked.take(reply) {
            self.touches = Some(groups::touches(cx.lang, &touches));
        }
    }

    fn refused(&mut self, _cx: &ViewContext, _op: &Op, _error: &RegisterError, _out: &mut Outbox<'_>) {
        self.sent = false;
    }

    fn refresh(&mut self, cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        self.look(cx, out);
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        self.write_out_day(cx);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let slots = self.slots();
        let rows = u16::try_from(slots.len()).unwrap_or(3);
        let title = fill(texts.status_title, &[&self.name]);
        let note = match self.way() {
            Some(Way::Undo(_)) => texts.undo_note,
            Some(Way::End(_)) => texts.end_note,
            Some(Way::Set(_)) | None => texts.set_note,
        };
        let room = popup::width(area);
        let mut note = text::wrap(note, usize::from(room));
        for line in self.touches.iter().flatten() {
            note.extend(text::wrap(line, usize::from(room)));
        }
        if self.inputs.focus() == Slot::Reason {
            note.extend(self.inputs.whole(room.saturating_sub(VALUE), usize::from(room)));
        }
        let below = u16::try_from(note.len()).unwrap_or(u16::MAX);
        let inside = popup::open(buf, area, rows.saturating_add(below + 3), &title, cx.look());
        let mut cursor = None;
        for (row, slot) in (1..).zip(slots) {
            let line = paint::line(inside, row);
            let value = paint::indent(line, VALUE);
            cx.parts.field(line, slot);
            let (label, at) = match slot {
                Slot::What => (texts.status_what, self.draw_way(cx, texts, value, buf)),
                Slot::Day => {
                    let told = self.day(cx).map_or_else(str::to_owned, |day| day::describe(cx, day));
                    paint::put_cut(buf, paint::indent(value, DAY), &told, cx.glyphs.ellipsis, cx.theme.quiet);
                    (self.day_label(texts), self.inputs.draw(cx, *slot, paint::slice(value, 0, DAY - 2), buf))
                }
                Slot::Reason => (texts.status_reason, self.inputs.draw(cx, *slot, value, buf)),
            };
            let style = if self.inputs.focus() == *slot { cx.theme.head } else { cx.theme.quiet };
            paint::put(buf, line, label, style);
            cursor = at.or(cursor);
        }
        for (y, line) in (rows + 2..inside.height).zip(&note) {
            paint::put(buf, paint::line(inside, y), line, cx.theme.quiet);
        }
        cursor
    }
}
