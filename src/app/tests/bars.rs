//! What every list shares: the bar lies over the whole row, and what lies beyond a screen is told.

use crate::app::testing::{LARGE, Register, Robot, SMALL};
use crate::lang::Lang;

#[test]
fn the_bar_lies_over_the_whole_row() {
    let wide = [SMALL, LARGE, (200, 60)];
    let everywhere = ["F9 Down", "F9 Tab Down", "Ctrl+Y"].map(|keys| (keys, &wide[..]));
    for (keys, sizes) in everywhere.into_iter().chain([("F7 Enter Down", &wide[..1])]) {
        for size in sizes {
            let mut robot = Robot::new(Register::sample(), Lang::Zh, *size);
            robot.press(keys);
            let bar = format!(": 1-{} reversed", size.0 - 2);
            let looks = robot.looks();
            assert!(looks.iter().any(|look| look.contains(&bar)), "{size:?} {keys}\n{looks:#?}");
        }
    }
}

/// A label is told whole, beside its value or over lines, and a form tells that it goes on.
#[test]
fn a_form_gives_labels_what_they_need_and_tells_what_lies_beyond() {
    let label = "60周岁以上农村籍退役士兵";
    for size in [SMALL, LARGE, (200, 60)] {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, size);
        robot.open("程连富");
        robot.press("F3");
        if size == SMALL {
            robot.shows("▾");
            robot.press("Up Up Up Up Up Up Up");
            robot.shows("▴");
            robot.hides("▾");
            robot.shows(&format!("{label}  否"));
        } else {
            robot.shows("60周岁以上农村籍退 否");
            robot.shows("役士兵");
            robot.hides("▾");
        }
    }
}

/// In characters of ASCII the arrows are words, and none is broken.
#[test]
fn no_name_of_a_key_is_broken() {
    use crate::app::Setup;
    use crate::app::testing::demo_day;
    use crate::ui::theme::Background;
    for lang in [Lang::Zh, Lang::En] {
        let setup = Setup {
            lang,
            ascii: true,
            color: false,
            background: Background::default(),
            today: demo_day(),
            size: SMALL,
            register: true,
        };
        let mut robot = Robot::with(Register::sample(), setup);
        robot.press("F10");
        robot.shows("Shift+Tab ");
        robot.press("F10 F1");
        robot.shows("Shift+Tab ");
    }
}

/// Where a person stands beside the list Tab goes there, and no line tells anything else of it.
#[test]
fn the_menu_and_the_help_name_no_key_that_does_something_else() {
    for (size, told) in [(SMALL, true), (LARGE, false)] {
        for key in ["F10", "F1"] {
            let mut robot = Robot::new(Register::sample(), Lang::Zh, size);
            robot.press(key);
            if told { robot.shows("→  Tab") } else { robot.hides("→  Tab") }
        }
    }
}
