//! What the keys, the answers and the reports of the job do to the dialog.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::{EXPORT, EXPORTING};
use super::{ExportDialog, Item, Phase, texts};
use crate::app::action::{Action, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::effect::Effect;
use crate::app::form::{Leaving, turn};
use crate::app::keymap::KeyContext;
use crate::app::msg::JobReport;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::screen::{Handled, Screen};
use crate::ui::key::Key;

impl Screen for ExportDialog {
    fn context(&self) -> &'static KeyContext {
        match self.phase {
            Phase::Filling => &EXPORT,
            Phase::Running { .. } | Phase::Done(_) => &EXPORTING,
        }
    }

    fn wants_text(&self) -> bool {
        matches!(self.phase, Phase::Filling)
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn has_unsaved_changes(&self) -> bool {
        matches!(self.phase, Phase::Running { .. })
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => match &self.phase {
                Phase::Filling => self.start(cx, out),
                Phase::Running { .. } => {}
                Phase::Done(_) => out.pop(),
            },
            ScreenAction::NEXT | ScreenAction::DOWN => self.step(1),
            ScreenAction::PREVIOUS | ScreenAction::UP => self.step(-1),
            ScreenAction::BACK => self.back(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        match (&self.phase, action) {
            (Phase::Filling, Action::Field) => self.turns(),
            (Phase::Filling, _)
            | (Phase::Running { .. }, Action::Do(ScreenAction::BACK))
            | (Phase::Done(_), Action::Do(ScreenAction::ACCEPT | ScreenAction::BACK))
            | (Phase::Running { .. } | Phase::Done(_), Action::Global(_)) => true,
            (Phase::Running { .. } | Phase::Done(_), _) => false,
        }
    }

    fn turns(&self) -> bool {
        matches!(self.phase, Phase::Filling)
            && matches!(
                self.inputs.focus(),
                Item::Sheet
                    | Item::By
                    | Item::Part
                    | Item::About
                    | Item::Township
                    | Item::Format
                    | Item::Numbers
            )
    }

    fn go_to_field(&mut self, _cx: &ViewContext, field: u64) {
        if let Some(item) = self.inputs.pressed(field, self.items()) {
            self.inputs.go(item);
        }
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        if !self.wants_text() {
            return;
        }
        match self.inputs.focus() {
            Item::Sheet => self.turn_sheet(cx, key, out),
            Item::By => {
                if let Some(to) = turn(key, self.by, self.ways().len()) {
                    (self.by, self.part) = (to, 0);
                    self.propose(cx);
                }
            }
            Item::Part => {
                if let Some(to) = turn(key, self.part, self.parts_by(self.way()).count()) {
                    self.part = to;
                    self.propose(cx);
                }
            }
            item @ (Item::About | Item::Township) => self.turn_notice(cx, (item, key), out),
            Item::Format => {
                if let Some(to) = turn(key, self.format, self.formats().len()) {
                    self.format = to;
                    self.propose(cx);
                }
            }
            Item::Numbers => {
                if let Some(to) = turn(key, usize::from(self.full), 2) {
                    self.full = to == 1;
                }
            }
            Item::From | Item::Until | Item::Hangs | Item::Phone => {
                self.inputs.key(key);
            }
            Item::Reason | Item::Place => {
                if self.inputs.key(key) {
                    self.lies_there = None;
                }
            }
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if self.wants_text()
            && matches!(
                self.inputs.focus(),
                Item::From | Item::Until | Item::Hangs | Item::Phone | Item::Reason | Item::Place
            )
            && self.inputs.paste(text)
        {
            self.lies_there = None;
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(look) = self.asked.take(reply) {
            self.look = Some(look);
            self.propose(cx);
        }
    }

    fn job(&mut self, cx: &ViewContext, report: &JobReport, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Phase::Running { progress, .. } = &mut self.phase else { return };
        match report {
            JobReport::Exporting { done, total } => *progress = Some((*done, *total)),
            JobReport::Exported(exported) => self.phase = Phase::Done((**exported).clone()),
            JobReport::NotExported { told, exists } => {
                self.phase = Phase::Filling;
                if *exists {
                    self.lies_there = Some(self.inputs.text(Item::Place).to_owned());
                    out.say(Severity::Bad, texts.exists);
                } else {
                    out.say(Severity::Bad, told.as_str());
                }
                self.inputs.go(Item::Place);
            }
            JobReport::Cancelled => {
                self.phase = Phase::Filling;
                out.say(Severity::Plain, texts.stopped);
            }
            JobReport::Progress { .. }
            | JobReport::Imported(_)
            | JobReport::NotAsShown { .. }
            | JobReport::Copying(_)
            | JobReport::Copied(_)
            | JobReport::NotCopied(_)
            | JobReport::Failed(_)
            | JobReport::Unreadable(_) => {}
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf)
    }
}

impl ExportDialog {
    fn step(&mut self, by: isize) {
        if matches!(self.phase, Phase::Filling) {
            self.inputs.step(self.items(), by);
        }
    }

    fn back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match &mut self.phase {
            Phase::Running { stopping, .. } => {
                if !std::mem::replace(stopping, true) {
                    out.effect(Effect::CancelJob);
                }
            }
            Phase::Done(_) => out.pop(),
            Phase::Filling => match self.inputs.leave(self.inputs.changed(), out) {
                Leaving::Now => out.pop(),
                Leaving::Warned => out.say(Severity::Plain, texts::of(cx.lang).esc_again),
                Leaving::Withheld => {}
            },
        }
    }
}
