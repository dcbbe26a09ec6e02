//! An Esc that was the beginning of another key, torn by a slow line: what it closed is open again, as it was.

use super::msg::Msg;
use super::screen::EVERYTHING;
use super::{App, StackedScreen};
use crate::domain::op::Op;
use crate::ui::key::Key;

/// What Esc has done, as long as nothing else has come.
#[derive(Debug)]
pub(super) struct ByEsc {
    /// The screens that were open before it, by their numbers, from the bottom on.
    open: Vec<u32>,
    /// Those of them that are closed since.
    closed: Vec<StackedScreen>,
}

impl App {
    /// Notes what is open before an Esc; what nobody would send within a torn key, and a write that closes its form for
    /// good, end what the Esc before may take back.
    pub(super) fn note_esc(&mut self, msg: &Msg) {
        let by_hand = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Click { .. } | Msg::Wheel { .. });
        let is_draft = |op: &Op| op.is_of_draft() || *op == Op::SettleRounds;
        let writes = matches!(msg, Msg::Committed(op, _) if !is_draft(op)) || matches!(msg, Msg::Opened);
        if by_hand || writes {
            self.by_esc = None;
        }
        if matches!(msg, Msg::Key(Key::Esc)) {
            let open = self.stack.iter().map(|stacked| stacked.id).collect();
            self.by_esc = Some(ByEsc { open, closed: Vec::new() });
        }
    }

    /// A screen was closed; it is kept as long as the Esc that did so may be none. Numbers in it are masked again.
    pub(super) fn keep_closed(&mut self, mut gone: StackedScreen) {
        if let Some(by_esc) = &mut self.by_esc {
            gone.screen.mask();
            by_esc.closed.push(gone);
        }
    }

    /// The last Esc was none: what it closed is open again, what it opened is not, and nothing was asked for by it.
    pub(super) fn take_back_esc(&mut self) {
        let Some(ByEsc { open, closed }) = self.by_esc.take() else { return };
        self.withheld = None;
        self.notice = None;
        let mut all = std::mem::take(&mut self.stack);
        let stayed = all.len();
        all.extend(closed);
        // A person may stand beside the list by now.
        all.extend(self.beside.screen.take_if(|stacked| open.contains(&stacked.id)));
        let is_changed = all.len() > stayed || stayed != open.len();
        for id in open {
            let at = all.iter().position(|stacked| stacked.id == id);
            self.stack.extend(at.map(|at| all.swap_remove(at)));
        }
        if self.stack.is_empty() {
            self.stack = all;
        }
        self.with_top(|screen, _, _| screen.take_back_esc());
        if is_changed {
            // What they had asked for was answered to nobody.
            self.with_all(|screen, cx, out| screen.refresh(cx, EVERYTHING, out));
        }
    }
}
