//! With the first start of a day the lists of rounds that are over are fixed, and the round comes into being whose window
//! holds the day, while the officer works on.

use super::App;
use super::effect::Effect;
use super::outbox::Severity;
use crate::domain::op::{Op, Receipt};
use crate::lang::{app, fill, words};

impl App {
    /// Has that done if a round is `over` or to come: once a day, for where it cannot be written the first write does it. No
    /// screen waits for it.
    pub(super) fn settle(&mut self, over: bool) {
        if over && !self.read_only && self.settled_for != Some(self.cx.today) {
            self.settled_for = Some(self.cx.today);
            self.effects.push(Effect::Commit(Box::new(Op::SettleRounds)));
        }
    }

    /// Tells, once, that the round of the day has come into being.
    pub(super) fn tell_of_round(&mut self, op: &Op, receipt: &Receipt) {
        let came = self.cx.round.as_ref().filter(|round| !round.created);
        if let Some(came) = came.filter(|_| receipt.changed.rounds && matches!(op, Op::SettleRounds)) {
            let name = words::round(self.cx.lang, came.code);
            self.say(Severity::Good, fill(app::texts(self.cx.lang).round_came, &[&name]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::msg::Msg;
    use crate::app::testing::{Register, Robot, SMALL, SPRING, day};
    use crate::domain::error::RegisterError;
    use crate::lang::Lang;

    fn start(today: (i32, u32, u32)) -> Robot {
        let (year, month, of_month) = today;
        Robot::new(Register::sample().on(day(year, month, of_month)), Lang::Zh, SMALL)
    }

    fn settled(robot: &Robot) -> bool {
        robot.register.store().round(SPRING).unwrap().settled_on.is_some()
    }

    #[test]
    fn the_first_start_behind_its_grace_settles_a_round_and_no_screen_waits_for_it() {
        let settling = Effect::Commit(Box::new(Op::SettleRounds));
        assert!(!start((2024, 2, 24)).effects.contains(&settling), "its last day of grace");
        let robot = start((2024, 2, 25));
        assert!(robot.effects.contains(&settling) && settled(&robot));
        let again = Robot::new(robot.register, Lang::Zh, SMALL);
        assert!(!again.effects.contains(&settling), "it is settled once");
    }

    #[test]
    fn the_first_start_inside_a_window_brings_the_round_and_tells_it_once() {
        let robot = start((2024, 7, 10));
        robot.shows("2024年八一已自动建立");
        let code = "2024-army".parse().unwrap();
        assert!(robot.register.store().round(code).unwrap().created);
        let again = Robot::new(robot.register, Lang::Zh, SMALL);
        again.hides("已自动建立");
        assert!(!again.effects.contains(&Effect::Commit(Box::new(Op::SettleRounds))));
        // Nobody could be visited: nothing is written.
        let nobody = Robot::new(Register::empty().on(day(2024, 7, 10)), Lang::Zh, SMALL);
        assert!(nobody.effects.iter().all(|effect| !matches!(effect, Effect::Commit(_))));
    }

    #[test]
    fn keys_go_on_while_a_round_is_settled() {
        let mut robot = start((2024, 2, 24));
        robot.app.settle(true);
        assert!(robot.app.take_effects().len() == 1 && robot.app.owed.writes());
        robot.send(Msg::WriteProgress { done: 120_000, all: 200_000 });
        robot.shows("正在定下已过活动的名单 120,000 / 200,000");
        robot.press("F5 F2");
        robot.shows("登记慰问");
        // Where it cannot be done nobody is told: the next write does it, or says why not.
        let refused = Msg::NotCommitted(Box::new(Op::SettleRounds), Box::new(RegisterError::ReadOnly));
        robot.send(refused);
        robot.hides("只读");
        robot.shows("登记慰问");
    }
}
