//! What the keys, the answers and the reports of the job do to the import.

use super::keys::{CHOOSE, FOLDER_UP, PATH, RESULT, RUNNING, TYPE_PATH, WORDS};
use super::phase::{Phase, Progress, choices};
use super::{ImportScreen, choice_rows, fault_rows, texts};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::msg::JobReport;
use crate::app::outbox::{Navigation, Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::choosing;
use crate::lang::errors;
use crate::ui::key::Key;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for ImportScreen {
    fn context(&self) -> &'static KeyContext {
        match self.phase {
            Phase::Choosing if self.choice.is_typing() => &PATH,
            Phase::Choosing => &CHOOSE,
            Phase::Running { .. } => &RUNNING,
            Phase::Asking(..)
            | Phase::Checked(_)
            | Phase::Written(_)
            | Phase::Unreadable(_)
            | Phase::Failed(_) => &RESULT,
        }
    }

    fn main_context(&self) -> &'static KeyContext {
        &CHOOSE
    }

    fn has_unsaved_changes(&self) -> bool {
        matches!(self.phase, Phase::Running { .. })
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.choice.ask(out);
    }

    fn take_back_esc(&mut self) {
        if let Some(phase) = self.left.take() {
            self.phase = phase;
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => match self.phase {
                Phase::Choosing if self.choice.is_typing() => self.choice.take_path(out),
                Phase::Choosing => self.accept_entry(cx, out),
                Phase::Running { .. } => {}
                Phase::Asking(..) => self.accept_answer(out),
                Phase::Checked(_) | Phase::Written(_) | Phase::Unreadable(_) | Phase::Failed(_) => {
                    self.accept_choice(cx, out);
                }
            },
            TYPE_PATH => self.choice.type_path(),
            WORDS => out.open(Destination::RosterWords),
            FOLDER_UP => {
                if matches!(self.phase, Phase::Choosing) {
                    self.folder_up(cx, out);
                }
            }
            ScreenAction::EDIT | ScreenAction::STATUS => self.open_person(cx, action, out),
            ScreenAction::BACK if self.choice.is_typing() => self.choice.leave_path(),
            ScreenAction::BACK => self.back(out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        match action {
            Action::Do(ScreenAction::ACCEPT) => match self.phase {
                Phase::Choosing => self.choice.is_typing() || !self.choice.entries().is_empty(),
                Phase::Running { .. } => false,
                Phase::Asking(..) => true,
                Phase::Checked(_) | Phase::Written(_) | Phase::Unreadable(_) | Phase::Failed(_) => {
                    self.line.at < choices(&self.phase).len()
                }
            },
            Action::Do(ScreenAction::EDIT | ScreenAction::STATUS) => {
                self.told().is_some_and(|told| told.whom().recipient.is_some())
            }
            Action::Do(_) | Action::Open(_) | Action::Move(_) | Action::Field | Action::Global(_) => true,
        }
    }

    fn wants_text(&self) -> bool {
        matches!(self.phase, Phase::Choosing) && self.choice.is_typing()
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        self.choice.typed(key);
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        self.choice.pasted(text);
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        self.choice.answered(cx, reply);
    }

    fn job(&mut self, cx: &ViewContext, report: &JobReport, out: &mut Outbox<'_>) {
        let Phase::Running { progress, .. } = &mut self.phase else { return };
        match report {
            JobReport::Progress { progress: now, elapsed_ms } => {
                *progress = Some(Progress { now: *now, elapsed_ms: *elapsed_ms });
            }
            JobReport::Imported(import) => {
                self.line = Cursor::default();
                if import.written {
                    self.phase = Phase::Written((**import).clone());
                    // Everything that is shown of the register is old now: work in the same round anew.
                    out.turns.extend(cx.round.clone().map(Navigation::UseRound));
                } else {
                    self.phase = Phase::Checked((**import).clone());
                }
            }
            JobReport::NotAsShown { file } => {
                let texts = texts::of(cx.lang);
                out.say(Severity::Bad, if *file { texts.other_file } else { texts.other_result });
                self.start(false, false, out);
            }
            JobReport::Cancelled => {
                out.say(Severity::Plain, texts::of(cx.lang).stopped);
                self.choose_again(out);
            }
            JobReport::Failed(why) => {
                self.line = Cursor::default();
                self.phase = Phase::Failed(errors::text(cx.lang, why));
            }
            JobReport::Copying(_)
            | JobReport::Copied(_)
            | JobReport::NotCopied(_)
            | JobReport::Exporting { .. }
            | JobReport::Exported(_)
            | JobReport::NotExported { .. } => {}
            JobReport::Unreadable(why) => {
                self.line = Cursor::default();
                self.phase = Phase::Unreadable(why.to_string());
            }
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.choice.entries().len();
        self.choice.cursor.fit(count, choosing::rows(cx));
        if let Some(count) = self.question().map(|question| question.choices.len()) {
            return self.line.fit(count, choice_rows(cx));
        }
        self.fit(choices(&self.phase).len(), fault_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf)
    }
}
