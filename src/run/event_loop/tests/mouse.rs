//! Protects the loop from the mouse, and what is on the screen from a press that was made for another picture.

use ratatui::layout::Position;

use super::*;
use crate::app::testing::numbered;
use crate::ui::mouse::{Mouse, MouseAct};

/// The app on a list of many, with the mouse.
fn crowded() -> App {
    let mut register = Register::sample();
    register.people(&numbered("白音", 90), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
    Robot::new(register, Lang::Zh, SMALL).with_mouse().app
}

fn mouse(act: MouseAct, row: u16) -> InputEvent<Msg> {
    InputEvent::Event(Event::Mouse(Mouse { at: Position { x: 4, y: row }, act }))
}

/// What the app asks for after events that came together, and what it then shows.
fn after(events: Vec<(InputEvent<Msg>, bool)>) -> (usize, String) {
    let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), SMALL));
    let mut event_loop = EventLoop::new(crowded(), &mut handler, &mut screen, clock());
    event_loop.draw().unwrap();
    event_loop.stale = false;
    event_loop.happened = events.into_iter().map(|(event, seen)| Pending { event, seen }).collect();
    while let Some(pending) = event_loop.happened.pop_front() {
        event_loop.take(pending, false);
    }
    let mut shown = String::new();
    let area = ratatui::layout::Rect::new(0, 0, SMALL.0, SMALL.1);
    let mut frame = ratatui::buffer::Buffer::empty(area);
    event_loop.app.draw(area, &mut frame);
    for y in 0..area.height {
        shown.extend((0..area.width).map(|x| frame[(x, y)].symbol()));
        shown.push('\n');
    }
    (handler.asked.len(), shown.replace(' ', ""))
}

#[test]
fn a_storm_of_the_wheel_is_one_jump() {
    let storm = |act: fn(usize) -> MouseAct| (0..50_000).map(|n| (mouse(act(n), 12), true)).collect();
    let (asked, shown) = after(storm(|_| MouseAct::Wheel(1)));
    assert!(asked <= 2, "{asked} questions");
    let (_, start) = after(Vec::new());
    assert_ne!(shown, start);
    // Down and up again, a little at a time.
    let (asked, shown) = after(storm(|n| MouseAct::Wheel(if n % 2 == 0 { 1 } else { -1 })));
    assert!(asked <= 2, "{asked} questions");
    assert_eq!(shown.lines().next(), start.lines().next());
}

#[test]
fn only_a_press_that_was_made_for_the_picture_does_anything() {
    let press = |row| mouse(MouseAct::Press, row);
    let bar = |shown: &str| shown.lines().position(|row| row.contains('▸') && !row.contains("全旗"));
    let (_, start) = after(Vec::new());
    let at = u16::try_from(bar(&start).unwrap()).unwrap();
    let (_, shown) = after(vec![(press(at + 1), true)]);
    assert_eq!(bar(&shown), Some(usize::from(at) + 1), "{shown}");
    // It came before the frame.
    let (_, shown) = after(vec![(press(at + 1), false)]);
    assert!(shown.contains("请再点一次") && bar(&shown) == bar(&start), "{shown}");
    // Something came of what came before it.
    let key = |key| InputEvent::Event(Event::Key(key));
    let (_, shown) = after(vec![(key(Key::Down), true), (press(at + 3), true)]);
    assert!(shown.contains("请再点一次"), "{shown}");
    assert_eq!(bar(&shown), Some(usize::from(at) + 1), "{shown}");
    // Twice at once, on one place: opened. On two places: the second one was aimed at what is gone.
    let (_, shown) = after(vec![(press(at + 1), true), (press(at + 1), true)]);
    assert!(shown.contains("F3修改"), "{shown}");
    let (_, shown) = after(vec![(press(at + 1), true), (press(at + 2), true)]);
    assert!(shown.contains("请再点一次"), "{shown}");
    assert_eq!(bar(&shown), Some(usize::from(at) + 1), "{shown}");
}

#[test]
fn a_press_of_the_mouse_breaks_the_silence_that_a_key_waits_for() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL).with_mouse();
    robot.press("Right Right F2 F2");
    let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), SMALL));
    let mut event_loop = EventLoop::new(robot.app, &mut handler, &mut screen, clock());
    event_loop.draw().unwrap();
    event_loop.stale = false;
    event_loop.take(came(InputEvent::Event(Event::Key(Key::Enter))), false);
    assert!(event_loop.app.awaits_press());
    event_loop.take(came(mouse(MouseAct::Press, 5)), false);
    assert!(!event_loop.app.awaits_press());
    std::thread::sleep(Duration::from_millis(130));
    event_loop.settle(&Input::new().unwrap());
    assert!(!handler.asked.iter().any(|effect| matches!(effect, Effect::Commit(_))));
}
