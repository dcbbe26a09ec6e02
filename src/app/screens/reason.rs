//! Asks for a reason, which the operation that follows will carry.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone, Waiting};
use crate::app::msg::{Answered, Ask, Deed, Ticket};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Op, Receipt};
use crate::domain::recipient::StatusKind;
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{app, fill, trouble};
use crate::ui::field::Field;
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// What the reason is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// A reversal, whose own id is fixed when the prompt opens.
    Reverse { of: EntryId, id: Option<EntryId> },
    /// The numbers behind the masks.
    Unmask(RecipientId),
    /// Undoing a death, departure or suspension.
    UndoStatus(RecipientId, StatusKind),
}

/// The prompt.
#[derive(Clone, Debug)]
pub struct State {
    title: String,
    note: &'static str,
    field: Field,
    what_for: For,
    id: Waiting,
    /// Esc was pressed over typed text: another one drops it. A slow link can split an arrow key into
    /// Esc and letters, so one Esc alone throws nothing away.
    leaving: bool,
}

impl State {
    fn new(title: String, note: &'static str, what_for: For) -> Self {
        let field = Field::new(NOTE_MAX);
        Self { title, note, field, what_for, id: Waiting::default(), leaving: false }
    }

    /// Before the entry `of` is reversed; `what` names whom and how much.
    pub fn reverse(cx: &Ctx, of: EntryId, what: &str) -> Self {
        let texts = app::texts(cx.lang);
        Self::new(fill(texts.reverse_title, &[&what]), texts.reverse_note, For::Reverse { of, id: None })
    }

    /// Before the numbers of `id` are shown.
    pub fn unmask(cx: &Ctx, id: RecipientId, name: &CleanText) -> Self {
        let texts = app::texts(cx.lang);
        Self::new(fill(texts.unmask_title, &[name]), texts.unmask_note, For::Unmask(id))
    }

    /// Before a death, departure or suspension of `id` is undone.
    pub fn undo_status(cx: &Ctx, id: RecipientId, name: &CleanText, kind: StatusKind) -> Self {
        let texts = app::texts(cx.lang);
        let title = fill(texts.undo_status_title, &[&trouble::status(cx.lang, kind), name]);
        Self::new(title, texts.undo_status_note, For::UndoStatus(id, kind))
    }

    fn op(&self, reason: CleanText) -> Option<Op> {
        match self.what_for {
            For::Reverse { of, id } => id.map(|id| Op::Reverse { id, of, reason }),
            For::Unmask(id) => Some(Op::Unmask { id, reason }),
            For::UndoStatus(id, kind) => Some(Op::UndoStatus { id, kind, reason }),
        }
    }

    fn is_mine(&self, op: &Op) -> bool {
        match (self.what_for, op) {
            (For::Reverse { id, .. }, Op::Reverse { id: done, .. }) => id == Some(*done),
            (For::Unmask(id), Op::Unmask { id: done, .. }) => id == *done,
            (For::UndoStatus(id, kind), Op::UndoStatus { id: done, kind: what, .. }) => {
                (id, kind) == (*done, *what)
            }
            (For::Reverse { .. } | For::Unmask(_) | For::UndoStatus(..), _) => false,
        }
    }

    fn accept(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        let texts = app::texts(cx.lang);
        if self.field.is_empty() {
            out.say(Tone::Bad, texts.reason_needed);
            return;
        }
        match CleanText::parse(self.field.text(), NOTE_MAX) {
            Ok(reason) => {
                if let Some(op) = self.op(reason) {
                    out.commit(op);
                }
            }
            Err(_) => out.say(Tone::Bad, texts.reason_bad),
        }
    }
}

impl Layer for State {
    fn place(&self) -> Place {
        Place::Reason
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn over(&self) -> bool {
        true
    }

    fn enter(&mut self, _cx: &Ctx, out: &mut Out<'_>) {
        if matches!(self.what_for, For::Reverse { .. }) {
            self.id.ask(out, Ask::NewId);
        }
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match deed {
            Deed::Accept => self.accept(cx, out),
            Deed::Back if self.leaving || self.field.is_empty() => out.pop(),
            Deed::Back => {
                self.leaving = true;
                out.say(Tone::Plain, app::texts(cx.lang).esc_again);
            }
            Deed::Move(_)
            | Deed::Left
            | Deed::Right
            | Deed::Next
            | Deed::Previous
            | Deed::Record
            | Deed::Search
            | Deed::Filter
            | Deed::Edit
            | Deed::Create
            | Deed::Reverse
            | Deed::Status
            | Deed::Unmask
            | Deed::Discard
            | Deed::FolderUp => {}
        }
    }

    fn typed(&mut self, _cx: &Ctx, key: Key, _out: &mut Out<'_>) {
        self.leaving = false;
        self.field.key(key);
    }

    fn pasted(&mut self, _cx: &Ctx, text: &str, _out: &mut Out<'_>) {
        self.leaving = false;
        self.field.paste(text);
    }

    fn answered(&mut self, _cx: &Ctx, ticket: Ticket, answer: Answered, _out: &mut Out<'_>) {
        if self.id.takes(ticket)
            && let (Answered::NewId(new), For::Reverse { id, .. }) = (answer, &mut self.what_for)
        {
            *id = Some(new);
        }
    }

    fn committed(&mut self, _cx: &Ctx, op: &Op, _receipt: &Receipt, out: &mut Out<'_>) {
        if self.is_mine(op) {
            out.pop();
        }
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = app::texts(cx.lang);
        let note = text::wrap(self.note, usize::from(area.width.saturating_sub(2 * popup::MARGIN)));
        let height = u16::try_from(note.len()).unwrap_or(u16::MAX).saturating_add(6);
        let inside = popup::open(buf, area, height);
        paint::put_cut(buf, paint::line(inside, 0), &self.title, cx.glyphs.ellipsis, cx.theme.head);
        for (row, line) in (1u16..).zip(&note) {
            paint::put(buf, paint::line(inside, row), line, cx.theme.quiet);
        }
        let row = paint::line(inside, inside.height.saturating_sub(2));
        let label = paint::put(buf, row, texts.reason, cx.theme.head);
        Some(self.field.view(buf, paint::indent(row, label + 2), cx.theme.plain))
    }
}
