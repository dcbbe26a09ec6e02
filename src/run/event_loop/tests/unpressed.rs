//! Keys that came beside what a terminal sends of itself, and an Esc that was none.

use super::*;

fn event(event: Event) -> Pending {
    came(InputEvent::Event(event))
}

/// A last look, the events that come, and whether something is written once there was silence.
fn writes(events: &[Event]) -> (bool, Robot) {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F5 Space Space F2 F2");
    let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), SMALL));
    let mut event_loop = EventLoop::new(robot.app, &mut handler, &mut screen, clock());
    for one in events {
        event_loop.stale = false;
        event_loop.take(event(one.clone()), false);
    }
    std::thread::sleep(Duration::from_millis(150));
    event_loop.settle(&Input::new().unwrap());
    robot.app = event_loop.app;
    (handler.asked.iter().any(|effect| matches!(effect, Effect::Commit(_))), robot)
}

#[test]
fn a_key_beside_an_answer_of_the_terminal_writes_nothing_and_says_so() {
    let enter = Event::Key(Key::Enter);
    assert!(writes(std::slice::from_ref(&enter)).0);
    let (written, robot) = writes(&[Event::Unpressed, enter.clone()]);
    assert!(!written);
    robot.shows("还没有写入");
    // Only that key.
    assert!(writes(&[Event::Unpressed, Event::Key(Key::Down), enter]).0);
}

#[test]
fn an_esc_that_is_taken_back_leaves_nothing() {
    let (written, robot) = writes(&[Event::Key(Key::Esc), Event::EscTakenBack, Event::Key(Key::Up)]);
    assert!(!written);
    robot.shows("核对后写入台账");
    robot.hides("还没有写入");
}
