//! The frame keeps its promises on every screen: one bar, a quiet screen behind a dialog, a search that letters open.

use ratatui::style::Modifier;

use super::demo;
use crate::app::bookmark::Bookmark;
use crate::app::msg::Msg;
use crate::app::testing::{LARGE, Register, Robot, SMALL};
use crate::domain::entry::LedgerQuery;
use crate::domain::error::RegisterError;
use crate::lang::Lang;
use crate::ui::key::Key;

#[test]
fn nothing_dim_lies_on_the_bar() {
    for keys in ["Right Right", "F5", "F5 Tab", "F7", "F4 布", "F6", "Ctrl+T"] {
        let mut robot = demo(Lang::Zh, LARGE);
        robot.press(keys);
        let (bar, dim) = (robot.styled(Modifier::REVERSED), robot.styled(Modifier::DIM));
        assert_eq!(bar.len(), 1, "{keys}");
        assert!(!dim.iter().any(|row| row.contains('▸')), "{keys} {dim:?}");
        let both = robot.styled(Modifier::REVERSED.union(Modifier::DIM));
        assert_eq!(both, Vec::<String>::new(), "{keys}");
    }
}

#[test]
fn the_screen_behind_a_dialog_is_quiet() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right F2 F2 Enter Ctrl+R");
    let bold = robot.styled(Modifier::BOLD);
    assert!(!bold.iter().any(|row| row.contains("正蓝旗") || row.contains("桑根达来镇")), "{bold:?}");
    let dim = robot.styled(Modifier::DIM);
    assert!(dim.iter().any(|row| row.contains("正蓝旗")), "{dim:?}");
    assert!(dim.iter().any(|row| row.contains("▸呼日查巴特尔") || row.contains("阿拉坦仓")), "{dim:?}");
}

#[test]
fn letters_han_and_figures_open_the_search_on_every_list() {
    for keys in ["", "F5", "F7", "F6", "F9", "F9 Tab", "Ctrl+T", "Right Right Enter"] {
        for text in ["乌", "w", "５", "ᠮ"] {
            let mut robot = demo(Lang::Zh, SMALL);
            robot.press(keys);
            robot.type_in(text);
            robot.shows(&format!(" 查找  {text}"));
        }
        let mut robot = demo(Lang::Zh, SMALL);
        robot.press(keys);
        robot.send(Msg::Paste("乌云其\n".into()));
        robot.shows("1 个结果");
    }
    // A blank marks, and signs mean nothing; a question stays.
    for (keys, text) in [("", " "), ("", "-"), ("F6 F2 Enter", "w")] {
        let mut robot = demo(Lang::Zh, SMALL);
        robot.press(keys);
        robot.type_in(text);
        robot.hides("\n 查找  ");
    }
}

#[test]
fn the_keys_of_the_list_work_in_search_results() {
    for (key, shows) in [
        ("F2", "登记慰问"),
        ("F3", "筛选和排序"),
        ("F5", "例外"),
        ("F6", "慰问期"),
        ("F7", "台账"),
        ("F8", "导入花名册"),
        ("F9", "报告"),
        ("Ctrl+T", "设置"),
    ] {
        let mut robot = demo(Lang::Zh, SMALL);
        robot.press("F4");
        robot.type_in("clf");
        robot.press(key);
        robot.shows(shows);
    }
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F4");
    robot.type_in("clf");
    robot.press("F5 Esc");
    robot.shows(" 查找  clf");
}

#[test]
fn an_esc_that_was_the_beginning_of_an_arrow_loses_no_typing() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F4");
    robot.type_in("clf");
    robot.press("Esc");
    robot.hides("查找  clf");
    robot.send(Msg::TakeBackEsc);
    robot.shows("查找  clf");
    robot.press("Esc Down");
    robot.send(Msg::TakeBackEsc);
    robot.hides("查找  clf");
}

#[test]
fn another_day_stays_for_the_next_form_and_is_shown_as_such() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right F2 Tab Tab Tab Tab -");
    robot.press("F2 Enter F2");
    robot.shows("2024-02-01");
    robot.shows("与上一户相同");
    robot.press("F2");
    robot.shows("2024-02-01");
    robot.press("Esc Esc");
    robot.send(Msg::Day(crate::app::testing::day(2024, 2, 3)));
    robot.press("F2");
    robot.shows("2024-02-03");
}

/// A key is pressed for what was looked at: where the day turns before it is known to be a press, it is asked again, and
/// what is written bears the day of the look.
#[test]
fn a_key_that_was_pressed_before_midnight_writes_nothing_after_it() {
    let mut robot = demo(Lang::Zh, SMALL);
    let count = |robot: &Robot| robot.register.entries(&LedgerQuery::default()).len();
    let before = count(&robot);
    robot.press("Right Right F2 F2");
    let asked = robot.app.update(Msg::Key(Key::Enter));
    robot.perform(asked);
    assert!(robot.app.awaits_press());
    robot.send(Msg::Day(crate::app::testing::day(2024, 2, 3)));
    assert!(!robot.app.awaits_press());
    robot.send(Msg::Press(Key::Enter));
    robot.shows("请松开按键再按一次");
    robot.shows("2024-02-02");
    assert_eq!(count(&robot), before);
    robot.press("Enter");
    assert_eq!(count(&robot), before + 1);
    let written = robot.register.entries(&LedgerQuery::default()).remove(0);
    assert_eq!(written.on, crate::app::testing::day(2024, 2, 2));
}

#[test]
fn marks_that_go_with_their_list_are_told() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F5 Space Space F12");
    robot.shows("2 个标记不再保留");
    robot.press("F5 F12");
    robot.hides("不再保留");
}

#[test]
fn tab_moves_on_in_the_filter_as_in_every_form() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F3 Tab Tab Tab Right");
    robot.shows("按姓名");
    robot.press("Tab Right");
    robot.shows("只看应访");
}

/// An answer of two lines over a dialog takes rows that the dialog has dimmed: none of it is dim.
#[test]
fn an_answer_over_a_dialog_is_drawn_on_clear_rows() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right F2 F2 Enter Ctrl+R");
    robot.next_write =
        Some(RegisterError::WritableByOthers("'/srv/shared/veterans/registers/banner-152530.muster'".into()));
    robot.press("错 Enter");
    robot.shows("chmod go-w");
    let dim = robot.styled(Modifier::DIM);
    assert!(!dim.iter().any(|row| row.contains("别人") || row.contains("chmod")), "{dim:?}");
}

/// The line of keys follows the field and the state.
#[test]
fn the_line_of_keys_names_what_acts_now() {
    let foot = |robot: &Robot| {
        let screen = robot.screen();
        screen.lines().rfind(|row| row.contains("F10")).unwrap().to_owned()
    };
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right F2");
    assert!(foot(&robot).contains("← → 换"), "{}", foot(&robot));
    robot.press("F2");
    assert!(!foot(&robot).contains("← →"), "{}", foot(&robot));
    robot.press("Esc Tab");
    assert!(!foot(&robot).contains("← →"), "{}", foot(&robot));
    robot.press("Esc Enter");
    // A person: what can be taken back is named only where the bar is on it.
    assert!(!foot(&robot).contains("冲正"), "{}", foot(&robot));
    robot.press("End Up");
    assert!(foot(&robot).contains("Del 冲正"), "{}", foot(&robot));
    robot.press("Esc Ctrl+O");
    assert!(!foot(&robot).contains("Del") && !foot(&robot).contains("Enter"), "{}", foot(&robot));
    robot.press("Esc F9");
    assert!(!foot(&robot).contains("F9"), "{}", foot(&robot));
}

/// Of units goods are told, not a bare nothing of cash.
#[test]
fn goods_of_units_stand_in_the_progress_and_on_their_page() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F9 Tab End");
    let screen = robot.screen();
    let units = screen.lines().find(|row| row.contains("驻旗部队等单位")).unwrap();
    assert!(units.trim_end().ends_with("慰问品 10,000"), "{units}");
    robot.shows("慰问品 10,000 / 15,000 元");
    let mut robot = Robot::at(
        Register::sample(),
        Lang::Zh,
        SMALL,
        Bookmark { screen: Some("today"), ..Bookmark::default() },
    );
    robot.shows("慰问品 10,000");
    robot.press("Tab Left Enter");
    robot.shows("标准 米面油和牛羊肉 1 批（折 5,000 元）");
    robot.press("F2");
    robot.shows("标准 米面油和牛羊肉 1 批（折 5,000 元）");
}
