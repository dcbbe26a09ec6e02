//! What keys of the app cost on the line, byte for byte, over every row of its lists: the app draws into the screen that the
//! program sends. No clock takes part, so that the counts are the same on every machine.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use crate::app::Setup;
use crate::app::msg::Msg;
use crate::app::testing::{LARGE, Register, Robot, SMALL, demo_day};
use crate::lang::Lang;
use crate::term::Screen;
use crate::ui::key::Key;
use crate::ui::theme::Background;

/// What was sent.
#[derive(Clone, Default)]
struct Line(Rc<RefCell<Vec<u8>>>);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The app over a register, and the line that its frames go to.
struct Linked {
    robot: Robot,
    screen: Screen<Line>,
    line: Line,
}

impl Linked {
    fn new(register: Register, size: (u16, u16), keys: &str) -> Self {
        let setup = Setup {
            lang: Lang::Zh,
            ascii: false,
            color: true,
            background: Background::Unknown,
            today: demo_day(),
            size,
            register: true,
        };
        let line = Line::default();
        let mut robot = Robot::with(register, setup);
        robot.press(keys);
        let mut linked = Self { robot, screen: Screen::new(line.clone(), size), line };
        linked.frame();
        linked
    }

    /// Draws; the bytes that it took.
    fn frame(&mut self) -> usize {
        self.line.0.borrow_mut().clear();
        self.screen.draw(|frame| self.robot.app.draw(frame.area, frame)).unwrap();
        self.line.0.borrow().len()
    }

    /// A key that another comes behind at once; the bytes of its frame.
    fn held(&mut self, key: Key) -> usize {
        let effects = self.robot.app.update(Msg::Key(key));
        self.robot.perform(effects);
        self.frame()
    }

    /// The keys rest; the bytes of that frame.
    fn rests(&mut self) -> usize {
        self.robot.send(Msg::Rested);
        self.frame()
    }
}

/// The most that may be sent, in bytes: by a key that is held, in a terminal of that size, and by one that rests
/// behind it.
const MOST: [((u16, u16), usize, usize); 2] = [(LARGE, 300, 900), (SMALL, 300, 900)];

/// The lists, and how many rows of each are gone over.
const LISTS: [(&str, usize); 7] = [
    ("", 150),
    ("Right Right", 90),
    ("F5", 130),
    ("F5 Right", 51),
    ("F7", 40),
    ("F12", 20),
    ("F12 Enter", 10),
];

fn registers() -> [Register; 2] {
    [Register::sample(), Register::many_long()]
}

/// Rows of `after` that stand nowhere in `before`, in the columns of the list; one where only the bar moved.
fn rows_moved(before: &str, after: &str, size: (u16, u16)) -> usize {
    let list = |screen: &str| -> Vec<String> {
        let columns = if size.0 == LARGE.0 { 50 } else { 78 };
        let rows = screen.lines().take(usize::from(size.1) - 4).skip(4);
        rows.map(|row| row.replace('▸', " ").chars().take(columns / 2).collect()).collect()
    };
    let before = list(before);
    list(after).iter().filter(|row| !before.contains(row)).count().max(1)
}

#[test]
fn held_keys_send_little_over_every_row_of_every_list() {
    for (size, most, _) in MOST {
        for (keys, rows) in LISTS {
            for register in registers() {
                let mut linked = Linked::new(register, size, keys);
                for key in [Key::Down, Key::Up] {
                    // The first one lets the bar off the row that it rests on.
                    linked.held(key);
                    let mut before = linked.robot.screen();
                    for row in 1..rows {
                        let sent = linked.held(key);
                        let after = linked.robot.screen();
                        // Before the first of a village its head line comes in too, and the list moves by two.
                        let moved = rows_moved(&before, &after, size);
                        let most = most * moved.min(2);
                        assert!(sent <= most, "{keys} {size:?} {key} {row}: {sent}\n{before}\n{after}");
                        before = after;
                    }
                    linked.rests();
                }
            }
        }
    }
}

#[test]
fn whoever_stands_beside_the_list_follows_in_few_bytes_over_every_row() {
    for (size, _, most) in MOST {
        for (keys, rows) in LISTS {
            for register in registers() {
                let mut linked = Linked::new(register, size, keys);
                for key in [Key::Down, Key::Up] {
                    for row in 0..rows {
                        let sent = linked.held(key) + linked.rests();
                        assert!(sent <= most, "{keys} {size:?} {key} {row}: {sent}");
                    }
                }
            }
        }
    }
}
