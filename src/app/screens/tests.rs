//! The list of screens keeps its promise: a screen is a folder and its line in the list.

use super::*;
use crate::app::Setup;
use crate::app::action::Action;
use crate::app::destination::Destination;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult};
use crate::app::testing::{Register, Robot, SMALL, SPRING, demo_day, gift};
use crate::domain::error::RegisterError;
use crate::domain::list::{RosterQuery, RosterRow, Show, Sort};
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::ui::key::Key;
use crate::ui::theme::Background;

#[test]
fn every_key_to_a_main_screen_opens_the_screen_that_bears_it() {
    let cx = context();
    for screen in ALL {
        let Some(binding) = screen.opens_with else { continue };
        let Action::Open(main) = binding.action else { panic!("{binding:?} opens nothing") };
        let opened = open(&Destination::Main(main), &cx).unwrap();
        assert_eq!(opened.context(), screen.contexts[0]);
    }
    assert!(open(&Destination::Main(crate::app::action::MainScreen::named("nowhere")), &cx).is_none());
}

fn context() -> ViewContext {
    let setup = Setup {
        lang: Lang::Zh,
        ascii: false,
        color: true,
        background: Background::default(),
        today: demo_day(),
        size: (80, 24),
        register: true,
    };
    crate::app::App::new(setup).0.cx
}

#[test]
fn an_action_that_a_screen_does_not_know_is_told_with_its_place() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F7 F2");
    assert!(robot.screen().contains("F2 这里不能用，在「花名册」里是：登记"), "{}", robot.screen());
    robot.press("Ctrl+J");
    robot.shows("Ctrl+J 没有作用，F10 看全部操作");
    let mut robot = Robot::new(Register::sample(), Lang::En, SMALL);
    robot.press("F7 F3");
    assert!(robot.screen().contains("F3 does nothing here. Roster: Filter"), "{}", robot.screen());
}

#[test]
fn a_failed_answer_goes_to_the_asker_which_asks_again() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F4");
    // The keys do not rest: then all would be read.
    let effects = robot.app.update(Msg::Key(Key::Char('m')));
    robot.perform(effects);
    let mut more = || {
        let effects = robot.app.update(Msg::Key(Key::Down));
        effects
            .into_iter()
            .find_map(|effect| if let Effect::Query(id, Query::Search(_)) = effect { Some(id) } else { None })
    };
    let first = more().unwrap();
    assert_eq!(more(), None, "it is awaited");
    robot.app.update(Msg::NoAnswer(first, Box::new(RegisterError::Busy(CleanText::default()))));
    let effects = robot.app.update(Msg::Key(Key::Down));
    assert!(matches!(effects.as_slice(), [Effect::Query(_, Query::Search(_))]), "{effects:?}");
}

#[test]
fn an_answer_to_another_question_is_told() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F4");
    let effects = robot.app.update(Msg::Key("程".parse().unwrap()));
    let Some(Effect::Query(id, _)) = effects.first() else { panic!("{effects:?}") };
    robot.send(Msg::QueryResult(*id, Box::new(QueryResult::Groups(Vec::new()))));
    assert!(robot.screen().contains("登记册的回答与所问不符"), "{}", robot.screen());
}

/// Who is open in the first township, in the order of the list.
fn open_there(robot: &Robot) -> Vec<RosterRow> {
    let store = robot.register.store();
    let query = RosterQuery {
        round: Some(SPRING),
        scope: Scope::Township(store.townships().unwrap()[0].code.clone()),
        show: Show::Open,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 20,
    };
    store.roster(&query, demo_day()).unwrap().rows
}

#[test]
fn the_next_person_is_looked_up_once_the_gift_is_written() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right F3 Right Enter");
    let open = open_there(&robot);
    robot.shows(&format!("▸{}", open[0].name));
    robot.press("F2");
    // While the form is open, another officer is with the one who follows.
    robot.register.record(gift(open[1].id, 500));
    robot.press("F2 Enter");
    let left: Vec<_> = open_there(&robot).into_iter().map(|row| row.id).collect();
    assert!(!left.contains(&open[0].id) && !left.contains(&open[1].id));
    robot.shows(&format!("▸{}", open[2].name));
    robot.shows(&format!("已登记 {}", open[0].name));
}
