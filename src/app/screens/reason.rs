//! Asks for a reason, which the operation that follows will carry.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::layer::{Layer, Outbox, Pending, Severity};
use crate::app::msg::{Query, QueryResult, RequestId, ScreenAction};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Op, Receipt};
use crate::domain::recipient::StatusKind;
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{app, errors, fill};
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
    id: Pending,
    /// Esc was pressed over typed text: another one drops it. A slow link can split an arrow key into
    /// Esc and letters, so one Esc alone throws nothing away.
    leaving: bool,
}

impl State {
    fn new(title: String, note: &'static str, what_for: For) -> Self {
        let field = Field::new(NOTE_MAX);
        Self { title, note, field, what_for, id: Pending::default(), leaving: false }
    }

    /// Before the entry `of` is reversed; `what` names whom and how much.
    pub fn reverse(cx: &ViewContext, of: EntryId, what: &str) -> Self {
        let texts = app::texts(cx.lang);
        Self::new(fill(texts.reverse_title, &[&what]), texts.reverse_note, For::Reverse { of, id: None })
    }

    /// Before the numbers of `id` are shown.
    pub fn unmask(cx: &ViewContext, id: RecipientId, name: &CleanText) -> Self {
        let texts = app::texts(cx.lang);
        Self::new(fill(texts.unmask_title, &[name]), texts.unmask_note, For::Unmask(id))
    }

    /// Before a death, departure or suspension of `id` is undone.
    pub fn undo_status(cx: &ViewContext, id: RecipientId, name: &CleanText, kind: StatusKind) -> Self {
        let texts = app::texts(cx.lang);
        let title = fill(texts.undo_status_title, &[&errors::status(cx.lang, kind), name]);
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

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = app::texts(cx.lang);
        if self.field.is_empty() {
            out.say(Severity::Bad, texts.reason_needed);
            return;
        }
        match CleanText::parse(self.field.text(), NOTE_MAX) {
            Ok(reason) => {
                if let Some(op) = self.op(reason) {
                    out.commit(op);
                }
            }
            Err(_) => out.say(Severity::Bad, texts.reason_bad),
        }
    }
}

impl Layer for State {
    fn place(&self) -> KeyContext {
        KeyContext::Reason
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn over(&self) -> bool {
        true
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        if matches!(self.what_for, For::Reverse { .. }) {
            self.id.ask(out, Query::NewId);
        }
    }

    fn act(&mut self, cx: &ViewContext, deed: ScreenAction, out: &mut Outbox<'_>) {
        match deed {
            ScreenAction::Accept => self.accept(cx, out),
            ScreenAction::Back if self.leaving || self.field.is_empty() => out.pop(),
            ScreenAction::Back => {
                self.leaving = true;
                out.say(Severity::Plain, app::texts(cx.lang).esc_again);
            }
            ScreenAction::Move(_)
            | ScreenAction::Left
            | ScreenAction::Right
            | ScreenAction::Next
            | ScreenAction::Previous
            | ScreenAction::Record
            | ScreenAction::Search
            | ScreenAction::Filter
            | ScreenAction::Edit
            | ScreenAction::Create
            | ScreenAction::Reverse
            | ScreenAction::Status
            | ScreenAction::Unmask
            | ScreenAction::Discard
            | ScreenAction::FolderUp => {}
        }
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        self.leaving = false;
        self.field.key(key);
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        self.leaving = false;
        self.field.paste(text);
    }

    fn answered(&mut self, _cx: &ViewContext, ticket: RequestId, answer: QueryResult, _out: &mut Outbox<'_>) {
        if self.id.takes(ticket)
            && let (QueryResult::NewId(new), For::Reverse { id, .. }) = (answer, &mut self.what_for)
        {
            *id = Some(new);
        }
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if self.is_mine(op) {
            out.pop();
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
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
