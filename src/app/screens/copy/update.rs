//! What the keys, the answers and the reports of the job do to the copy of a backup.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::{COPY, FOLDER_UP};
use super::{CopyScreen, Phase, list_rows, texts};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::msg::JobReport;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::screen::{Handled, Screen};

impl Screen for CopyScreen {
    fn context(&self) -> &'static KeyContext {
        &COPY
    }

    fn has_unsaved_changes(&self) -> bool {
        matches!(self.phase, Phase::Running { .. })
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.look_for_places(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            FOLDER_UP => self.folder_up(cx, out),
            ScreenAction::BACK => self.back(out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        match action {
            Action::Do(ScreenAction::ACCEPT) => !matches!(self.phase, Phase::Running { .. }),
            Action::Do(FOLDER_UP) => matches!(self.phase, Phase::Choosing),
            Action::Do(_) | Action::Open(_) | Action::Move(_) | Action::Field | Action::Global(_) => true,
        }
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(places) = self.waiting_places.take(reply) {
            self.places = Some(places);
        }
        if let Some(mut folder) = self.waiting.take(reply) {
            folder.entries.retain(|entry| entry.folder);
            let from = self.came_from.take();
            let at = folder.entries.iter().position(|entry| Some(&entry.path) == from.as_ref());
            self.cursor = Cursor { at: at.map_or(0, |at| at + 1), top: 0 };
            self.cursor.fit(folder.entries.len() + 1, list_rows(cx));
            self.folder = Some(folder);
        }
    }

    fn job(&mut self, cx: &ViewContext, report: &JobReport, out: &mut Outbox<'_>) {
        let Phase::Running { progress, .. } = &mut self.phase else { return };
        match report {
            JobReport::Copying(now) => *progress = Some(*now),
            JobReport::Copied(copied) => {
                self.cursor = Cursor::default();
                self.phase = Phase::Made((**copied).clone());
            }
            JobReport::NotCopied(trouble) => {
                self.cursor = Cursor::default();
                self.phase = Phase::Failed((**trouble).clone());
            }
            JobReport::Cancelled => {
                out.say(Severity::Plain, texts::of(cx.lang).stopped);
                self.choose_again(out);
            }
            JobReport::Progress { .. }
            | JobReport::Imported(_)
            | JobReport::NotAsShown { .. }
            | JobReport::Exporting { .. }
            | JobReport::Exported(_)
            | JobReport::NotExported { .. }
            | JobReport::Failed(_)
            | JobReport::Unreadable(_) => {}
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.cursor.fit(self.count(), list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
