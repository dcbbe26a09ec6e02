//! What the app has asked for and has not been answered: questions and writes.

use super::App;
use super::action::ScreenAction;
use super::effect::Effect;
use super::outbox::Severity;
use super::query::RequestId;
use super::update::SELF;
use crate::domain::op::Op;
use crate::domain::text::CleanText;
use crate::lang::app;

/// A write that is not answered yet.
#[derive(Clone, Debug)]
struct Write {
    op: Box<Op>,
    /// The screen that waits for it.
    layer: u32,
}

/// What is owed.
#[derive(Clone, Debug, Default)]
pub(super) struct Owed {
    asked: Vec<RequestId>,
    writes: Vec<Write>,
    /// The screen that waits for its register.
    opening: Option<u32>,
    /// Which program the writes wait for.
    holder: Option<CleanText>,
    /// How many people the write under way has done, of how many, if it takes long.
    progress: Option<(u64, u64)>,
}

impl Owed {
    /// Notes what `effects` ask for, with `top` the screen that is on top now and waits for the writes.
    pub(super) fn note(&mut self, effects: &[Effect], top: u32) {
        for effect in effects {
            match effect {
                Effect::Query(id, query) if !query.can_wait() => self.asked.push(*id),
                Effect::Forget(id) => self.answered(*id),
                Effect::Commit(op) => {
                    // No screen waits for what nobody asked for.
                    let layer = if matches!(**op, Op::SettleRounds) { SELF } else { top };
                    self.writes.push(Write { op: op.clone(), layer });
                }
                Effect::CreateRegister(_) => self.opening = Some(top),
                Effect::Query(..)
                | Effect::Withdraw
                | Effect::KeepDraft(_)
                | Effect::KeepBookmark(_)
                | Effect::StartImport(_)
                | Effect::StartCopy(_)
                | Effect::StartExport(_)
                | Effect::CancelJob
                | Effect::Redraw
                | Effect::Suspend
                | Effect::Quit => {}
            }
        }
    }

    /// A question was answered, or its answer is not wanted any more.
    pub(super) fn answered(&mut self, id: RequestId) {
        self.asked.retain(|asked| *asked != id);
    }

    /// A write was made or not; answers which screen waits for it, if a screen does: for a draft that is kept
    /// by the way none does.
    pub(super) fn written(&mut self, op: &Op) -> Option<u32> {
        let at = self.writes.iter().position(|write| *write.op == *op)?;
        let write = self.writes.remove(at);
        self.progress = None;
        if self.writes.is_empty() {
            self.holder = None;
        }
        Some(write.layer)
    }

    /// A register was created or not.
    pub(super) fn opened(&mut self) {
        self.opening = None;
    }

    /// The writes wait for another program.
    pub(super) fn waits_for(&mut self, holder: CleanText) {
        if !self.writes.is_empty() {
            self.holder = Some(holder);
        }
    }

    /// The write that comes first is under way, and so far.
    pub(super) fn progressed(&mut self, done: u64, all: u64) {
        if !self.writes.is_empty() {
            self.holder = None;
            self.progress = Some((done, all));
        }
    }

    /// The write under way, how many people it has done, and of how many, if it takes long.
    pub(super) fn progress(&self) -> Option<(&Op, u64, u64)> {
        let (done, all) = self.progress?;
        self.writes.first().map(|write| (write.op.as_ref(), done, all))
    }

    /// The questions that are not answered.
    pub(super) fn asked(&self) -> impl Iterator<Item = RequestId> {
        self.asked.iter().copied()
    }

    /// Whether a write is not answered.
    pub(super) fn writes(&self) -> bool {
        self.opening.is_some() || !self.writes.is_empty()
    }

    /// Whether a write that this screen waits for is not answered.
    pub(super) fn writes_of(&self, layer: u32) -> bool {
        self.opening == Some(layer) || self.writes.iter().any(|write| write.layer == layer)
    }

    /// Whether all that this screen waits for is that its draft is kept or thrown away.
    pub(super) fn only_draft_of(&self, layer: u32) -> bool {
        let mut own = self.writes.iter().filter(|write| write.layer == layer).peekable();
        own.peek().is_some() && own.all(|write| write.op.is_of_draft())
    }

    /// Which program the writes wait for; empty if it does not say.
    pub(super) fn holder(&self) -> Option<&CleanText> {
        self.holder.as_ref()
    }
}

impl App {
    /// The effects so far, noted with what they will be answered by.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        let effects = std::mem::take(&mut self.effects);
        let top = self.stack.last().map_or(SELF, |stacked| stacked.id);
        self.owed.note(&effects, top);
        effects
    }

    /// Whether an answer is still to come that a key should wait for.
    pub fn is_owed(&self) -> bool {
        let here = self.stack.iter().chain(&self.beside.screen);
        let is_here = |layer| layer == SELF || here.clone().any(|stacked| stacked.id == layer);
        self.owed.writes() || self.owed.asked().any(|id| is_here(id.layer))
    }

    /// Whether the top screen waits for a write of its own: then it takes nothing but the way back.
    pub(super) fn top_writes(&self) -> bool {
        self.stack.last().is_some_and(|stacked| self.owed.writes_of(stacked.id))
    }

    /// Whether the top screen closes as soon as its draft is kept or thrown away.
    pub(super) fn closes_with_draft(&self) -> bool {
        self.stack.last().is_some_and(|stacked| self.owed.only_draft_of(stacked.id))
    }

    /// Whether the top screen waits for what it is to show: then nothing is done on what it shows still.
    pub(super) fn top_reads(&self) -> bool {
        self.stack.last().is_some_and(|stacked| self.owed.asked().any(|id| id.layer == stacked.id))
    }

    /// Says that the program ends as soon as all is written.
    pub fn say_finishing(&mut self) {
        self.owed = Owed::default();
        self.say(Severity::Plain, app::texts(self.cx.lang).finishing);
    }
}

/// Whether an action does something to what the screen shows.
pub(super) fn acts(action: ScreenAction) -> bool {
    let acts = [
        ScreenAction::ACCEPT,
        ScreenAction::RECORD,
        ScreenAction::EDIT,
        ScreenAction::REVERSE,
        ScreenAction::DISCARD,
    ];
    acts.contains(&action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::msg::Msg;
    use crate::app::testing::{Register, Robot, SMALL};
    use crate::domain::error::RegisterError;
    use crate::lang::Lang;

    /// The form of the first person who is due, and the write of its recording, which is not answered.
    fn writing() -> (Robot, Box<Op>) {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
        robot.press("F5 F2 F2");
        robot.slow = true;
        robot.press("Enter");
        let op = robot.waiting_writes().pop().unwrap();
        (robot, Box::new(op))
    }

    #[test]
    fn a_write_under_way_is_said_and_nothing_is_written_twice() {
        let (mut robot, _) = writing();
        assert!(robot.screen().contains("正在写入"), "{}", robot.screen());
        robot.send(Msg::WriteWaits(CleanText::from("pid 4242 somebody")));
        assert!(robot.screen().contains("pid 4242 somebody 正在使用登记册"), "{}", robot.screen());
        robot.press("Enter F2 Enter");
        robot.type_in("多余");
        assert_eq!(robot.waiting_writes().len(), 1);
        robot.press("Ctrl+Q");
        assert!(robot.screen().contains("还有内容正在写入"), "{}", robot.screen());
    }

    #[test]
    fn a_round_that_takes_long_is_told_in_people_and_taken_back() {
        for (lang, told) in [
            (Lang::Zh, "正在建立 2025年春节 120,000 / 200,000  Esc 撤回"),
            (Lang::En, "Creating Spring 2025 120,000 / 200,000  Esc takes it back"),
        ] {
            let mut robot = Robot::new(Register::sample(), lang, SMALL);
            robot.send(Msg::WriteProgress { done: 1, all: 2 });
            robot.hides("1 / 2");
            robot.press("F6 F2");
            // The one after the next, in both of which nobody has been yet.
            robot.press("Right");
            robot.slow = true;
            robot.press("Enter Enter");
            let Some(Op::CreateRound(round)) = robot.waiting_writes().pop() else { panic!("no round") };
            robot.send(Msg::WriteWaits(CleanText::from("pid 4242 somebody")));
            robot.send(Msg::WriteProgress { done: 120_000, all: 200_000 });
            robot.shows(told);
            robot.press("F1");
            robot.shows(told);
            robot.press("Esc Esc");
            assert_eq!(robot.effects.last(), Some(&Effect::Withdraw));
            robot.send(Msg::NotCommitted(
                Box::new(Op::CreateRound(round.clone())),
                Box::new(RegisterError::Stopped),
            ));
            robot.hides("200,000");
            robot.go_on();
        }
    }

    #[test]
    fn a_recording_tells_of_the_round_that_it_creates() {
        let (mut robot, _) = writing();
        robot.send(Msg::WriteProgress { done: 1_500, all: 200_000 });
        robot.shows("正在建立 2024年春节 1,500 / 200,000  Esc 撤回");
        robot.go_on();
        robot.hides("200,000");
    }

    #[test]
    fn esc_takes_a_write_back_and_the_form_is_there() {
        let (mut robot, op) = writing();
        robot.press("Esc");
        assert_eq!(robot.effects.last(), Some(&Effect::Withdraw));
        robot.send(Msg::NotCommitted(op, Box::new(RegisterError::Stopped)));
        assert!(robot.screen().contains("已停下"), "{}", robot.screen());
        robot.press("Enter");
        assert_eq!(robot.waiting_writes().len(), 2);
    }

    #[test]
    fn a_second_esc_waits_for_the_draft_with_which_the_form_closes() {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
        robot.press("F5 F2 Shift+Tab");
        robot.type_in("门锁着");
        robot.slow = true;
        robot.press("Esc Esc Esc");
        assert_eq!(robot.waiting_writes().len(), 1);
        assert!(!robot.effects.contains(&Effect::Withdraw), "{:?}", robot.effects);
        // Where another program keeps it waiting, the screen says that Esc takes it back.
        robot.send(Msg::WriteWaits(CleanText::from("pid 4242 somebody")));
        robot.shows("Esc 撤回");
        robot.press("Esc");
        assert_eq!(robot.effects.last(), Some(&Effect::Withdraw));
        robot.go_on();
        robot.hides("登记慰问");
        robot.shows("有 1 张草稿 Ctrl+O");
    }

    #[test]
    fn the_form_closes_itself_whatever_lies_on_it_by_then() {
        let (mut robot, _) = writing();
        robot.press("F1");
        let help = robot.screen();
        robot.go_on();
        assert_eq!(robot.screen().lines().nth(3), help.lines().nth(3), "the help stays");
        robot.press("Esc");
        let screen = robot.screen();
        assert!(screen.contains("应访") && !screen.contains("登记慰问"), "{screen}");
    }

    #[test]
    fn a_refused_write_goes_to_the_screen_that_asked() {
        let (mut robot, op) = writing();
        robot.press("F1");
        robot.send(Msg::NotCommitted(op, Box::new(RegisterError::ReadOnly)));
        assert!(robot.screen().contains("只读"), "{}", robot.screen());
        robot.press("Esc Enter");
        assert_eq!(robot.waiting_writes().len(), 2, "the form is ready again");
    }

    #[test]
    fn nothing_is_done_on_a_picture_that_is_not_there_yet() {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
        robot.press("/");
        robot.slow = true;
        robot.type_in("clf");
        robot.press("F2");
        assert!(robot.screen().contains("还在读取"), "{}", robot.screen());
        assert!(!robot.screen().contains("登记慰问"));
    }
}
