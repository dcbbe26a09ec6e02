//! A person stands beside the list from 110 columns on, follows its bar, and has the keys after Tab.

use ratatui::style::Modifier;

use super::demo;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::query::Query;
use crate::app::testing::{LARGE, RICH, Register, Robot, SMALL};
use crate::domain::op::Op;
use crate::lang::Lang;
use crate::ui::key::Key;

/// Masked numbers of the first people of a township, as the person beside the list tells them.
const CHENG: &str = "证件       152599********0013";
const HUR: &str = "证件       152599********2519";
const WUYUN: &str = "证件       152599********0029";

fn large(keys: &str) -> Robot {
    let mut robot = demo(Lang::Zh, LARGE);
    robot.press(keys);
    robot
}

/// Whether a key asks for a person.
fn asks(effects: &[Effect]) -> bool {
    let of_person =
        |effect: &Effect| matches!(effect, Effect::Query(_, Query::Recipient(_) | Query::RoundLines(_)));
    effects.iter().any(of_person)
}

#[test]
fn the_person_under_the_bar_stands_beside_every_list() {
    for (keys, other) in
        [("Right Right", "Down"), ("F5", "Down"), ("F7", "Down"), ("F4 布", "Down"), ("F12 Down Enter", "")]
    {
        let mut robot = Robot::new(Register::promised(), Lang::Zh, LARGE);
        robot.press(keys);
        robot.shows("证件       1525");
        let before = robot.screen();
        if !other.is_empty() {
            robot.press(other);
            robot.shows("历次慰问");
            assert_ne!(robot.screen(), before, "{keys}");
        }
    }
    let mut robot = large("Right Right");
    robot.shows(CHENG);
    robot.press("Down");
    robot.shows(HUR);
    robot.hides(CHENG);
    robot.send(Msg::Resized(109, 40));
    robot.hides("历次慰问");
    robot.send(Msg::Resized(110, 30));
    robot.shows(HUR);
}

#[test]
fn a_dialog_of_the_list_has_tab_to_itself() {
    let mut robot = large("Right Right F3");
    robot.shows("筛选和排序");
    robot.hides("换栏");
    // The second line is turned, which the person beside would not do.
    robot.press("Tab Right Enter");
    robot.shows("换栏");
    assert!(robot.app.cx.bookmark.group.is_some(), "{}", robot.screen());
}

#[test]
fn where_the_terminal_is_narrow_nothing_more_is_asked_for() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right");
    for key in [Key::Down, Key::Down, Key::Up] {
        let effects = robot.app.update(Msg::Key(key));
        assert!(!asks(&effects), "{effects:?}");
        assert!(!asks(&robot.app.update(Msg::Rested)));
    }
}

#[test]
fn it_follows_at_once_and_while_keys_come_fast_when_they_rest() {
    let mut robot = large("Right Right");
    let first = robot.app.update(Msg::Key(Key::Down));
    assert!(asks(&first), "{first:?}");
    robot.perform(first);
    robot.shows(HUR);
    let second = robot.app.update(Msg::Key(Key::Down));
    assert!(!asks(&second), "{second:?}");
    // The name of who is not under the bar any more is dim.
    robot.shows(HUR);
    assert!(
        robot.styled(Modifier::DIM).iter().any(|row| row.contains("呼日查巴特尔  男")),
        "{:?}",
        robot.styled(Modifier::DIM)
    );
    let rested = robot.app.update(Msg::Rested);
    assert!(asks(&rested), "{rested:?}");
    robot.perform(rested);
    robot.shows(WUYUN);
    robot.hides(HUR);
}

#[test]
fn what_is_typed_is_followed_when_the_keys_rest() {
    let mut robot = large("F4");
    let typed = robot.app.update(Msg::Key(Key::Char('布')));
    robot.perform(typed);
    robot.hides("历次慰问");
    let rested = robot.app.update(Msg::Rested);
    assert!(asks(&rested), "{rested:?}");
    robot.perform(rested);
    robot.shows("历次慰问");
}

#[test]
fn a_list_that_scrolls_under_a_held_key_has_nothing_beside_it() {
    let mut robot = demo(Lang::Zh, (120, 20));
    robot.shows("历次慰问");
    let mut shown = 0;
    for _ in 0..20 {
        let effects = robot.app.update(Msg::Key(Key::Down));
        robot.perform(effects);
        shown += usize::from(robot.screen().contains("历次慰问"));
    }
    assert!((1..20).contains(&shown), "{shown}");
    robot.hides("历次慰问");
    robot.send(Msg::Rested);
    robot.shows("历次慰问");
}

#[test]
fn tab_goes_into_the_person_and_back() {
    let mut robot = large("Right Right Down");
    let list = robot.screen();
    assert!(list.contains("Tab 换栏"), "{list}");
    robot.press("Tab");
    robot.shows("F3 修改");
    robot.shows(HUR);
    robot.shows("▸呼日查巴特尔  男  91 岁");
    let bar = robot.styled(Modifier::REVERSED);
    assert!(bar.len() == 1 && bar[0].contains("91 岁"), "one bar, where the keys are: {bar:?}");
    robot.press("Down Down");
    robot.shows("▸ 电话");
    robot.press("Tab");
    assert_eq!(robot.screen(), list);
    robot.press("Enter");
    robot.shows("F3 修改");
    robot.press("Esc");
    assert_eq!(robot.screen(), list);
    // What Tab does in a list without a person beside it is still a key away.
    robot.press("Right Left");
    assert_eq!(robot.screen(), large("Right Right").screen());
}

#[test]
fn tab_pressed_before_the_person_has_followed_opens_the_one_under_the_bar() {
    let mut robot = large("Right Right");
    for key in [Key::Down, Key::Down, Key::Tab] {
        let effects = robot.app.update(Msg::Key(key));
        robot.perform(effects);
    }
    robot.shows(WUYUN);
    robot.shows("F3 修改");
}

#[test]
fn numbers_beside_a_list_are_masked_as_soon_as_the_bar_moves() {
    let mut robot = Robot::new(Register::rich(), Lang::Zh, LARGE);
    robot.press("Right Right Down Down Down Down Down Down Down Tab Ctrl+U");
    robot.type_in("核对");
    robot.press("Enter");
    robot.shows("证件       152599194402113684");
    robot.press("Tab");
    robot.shows("152599194402113684");
    assert!(robot.app.reveals());
    robot.app.update(Msg::Key(Key::Up));
    // Another key comes right behind, so that nobody else is shown yet.
    robot.app.update(Msg::Key(Key::Up));
    robot.hides("152599194402113684");
    assert!(!robot.app.reveals());
    robot.press("Down Down");
    robot.hides("152599194402113684");
    robot.shows("152599********3684");
}

#[test]
fn forms_open_beside_the_list_which_stays_in_step() {
    let mut robot = large("Right Right");
    let row = "程连富             在乡老复员军人      应访         1,000";
    for (keys, form, back) in [("F2", "登记慰问", "Esc"), ("Tab F3", "修改资料  程连富", "Esc Tab")]
    {
        robot.press(keys);
        robot.shows(form);
        robot.shows("程连富");
        robot.shows(row);
        robot.press(back);
    }
    robot.press("F2 F2");
    robot.shows("核对后写入台账");
    robot.shows(row);
    robot.press("Enter");
    assert!(matches!(robot.written(), Op::Record(_)));
    robot.shows("程连富             在乡老复员军人      已访         1,000");
    robot.shows("▸呼日查巴特尔");
    robot.shows(HUR);
}

#[test]
fn a_write_in_the_pane_needs_its_last_look_to_have_been_there() {
    let mut robot = large("Right Right F2");
    let writes = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Commit(_)));
    let look = robot.app.update(Msg::Key(Key::F(2)));
    assert!(!writes(&look) && !robot.app.awaits_press());
    robot.shows("核对后写入台账");
    let asked = robot.app.update(Msg::Key(Key::Enter));
    assert!(!writes(&asked) && robot.app.awaits_press(), "the deed is withheld");
    let refused = robot.app.update(Msg::NotPressed);
    assert!(!writes(&refused));
    robot.app.update(Msg::Key(Key::Enter));
    assert!(writes(&robot.app.update(Msg::Press(Key::Enter))));
}

#[test]
fn nobody_stands_beside_an_empty_list() {
    let mut robot = Robot::new(Register::empty(), Lang::Zh, LARGE);
    robot.hides("历次慰问");
    robot.press("Tab Down Tab");
    robot.shows("登记册里还没有人");
    assert!(!robot.screen().contains(RICH));
}

/// A terminal with room for what belongs to a person too: columns and rows.
const WIDEST: (u16, u16) = (200, 60);

#[test]
fn screens_side_by_side() {
    let sizes = [
        ("110_zh", Lang::Zh, (110, 30)),
        ("110_en", Lang::En, (110, 30)),
        ("120_zh", Lang::Zh, LARGE),
        ("120_en", Lang::En, LARGE),
        ("200_zh", Lang::Zh, WIDEST),
        ("200_en", Lang::En, WIDEST),
    ];
    for (code, lang, size) in sizes {
        let ways = [
            ("roster", "Right Right Down"),
            ("due", "F5 Down Down"),
            ("search", "F4 布 Down"),
            ("ledger", "F7 Down"),
            ("person", "Right Right Down Tab Down"),
            ("form", "Right Right F2"),
            ("look", "Right Right F2 F2"),
            ("edit", "Right Right Enter F3"),
        ];
        for (name, keys) in ways {
            let mut robot = demo(lang, size);
            robot.press(keys);
            insta::assert_snapshot!(format!("beside_{name}_{code}"), robot.screen());
        }
    }
}

#[test]
fn the_village_is_asked_for_where_it_stands_beside_and_once_for_all_its_people() {
    let villages = |effects: &[Effect]| {
        let of_village = |effect: &&Effect| matches!(effect, Effect::Query(_, Query::Roster(_)));
        effects.iter().filter(of_village).count()
    };
    for (size, asked) in [(LARGE, 0), ((179, 40), 0), (WIDEST, 1)] {
        let mut robot = demo(Lang::Zh, size);
        robot.press("Right Right");
        let mut count = 0;
        // Two more people of the first village, two of the next one.
        for _ in 0..4 {
            let mut effects = robot.app.update(Msg::Key(Key::Down));
            while !effects.is_empty() {
                count += villages(&effects);
                let answers: Vec<Msg> =
                    effects.into_iter().filter_map(|effect| robot.answered(effect)).collect();
                effects = answers.into_iter().flat_map(|answer| robot.app.update(answer)).collect();
            }
            robot.send(Msg::Rested);
        }
        assert_eq!(count, asked, "{size:?}");
    }
}

#[test]
fn what_belongs_to_a_person_stands_beside_the_form_too() {
    let mut robot = Robot::new(Register::rich(), Lang::Zh, WIDEST);
    robot.press("F4");
    robot.type_in(RICH);
    robot.press("Down");
    for keys in ["", "Enter", "F2"] {
        robot.press(keys);
        robot.shows("台账");
        robot.shows("2023-07-25     1,000 米面油 1 份");
        robot.shows("乌兰图嘎嘎查");
    }
    robot.shows("登记慰问");
}

#[test]
fn a_long_name_is_told_whole_and_two_people_do_not_look_alike() {
    let same = "额尔敦巴雅尔乌力吉那顺布和孟克巴特尔斯琴高娃其木格乌云";
    let names = ["甲", "乙"].map(|last| format!("{same}{last}"));
    for size in [SMALL, LARGE, WIDEST] {
        let mut register = Register::sample();
        register.people(&names, "桑根达来镇", "敖包图嘎查", "烈士遗属");
        let mut robot = Robot::new(register, Lang::Zh, size);
        robot.press("F4");
        robot.type_in(same);
        robot.press("Up Up");
        // Each is told apart in its own row, and told whole while the bar is on it.
        for key in ["Up", "Down"] {
            robot.press(key);
            let screen = robot.screen();
            assert!(["云甲", "云乙"].iter().all(|name| screen.contains(name)), "{size:?}\n{screen}");
        }
    }
    // Where the list has the room, the column of the name has a part of it.
    let cut = |size| {
        let mut register = Register::sample();
        register.people(&["呼日查巴特尔乌力吉".to_owned()], "桑根达来镇", "敖包图嘎查", "烈士遗属");
        let mut robot = Robot::new(register, Lang::Zh, size);
        robot.press("Right Right");
        robot.screen().contains("呼日查巴特尔..") || !robot.screen().contains("呼日查巴特尔乌力吉 ")
    };
    assert_eq!([(60, 24), SMALL, LARGE].map(cut), [false; 3]);
}

#[test]
fn everything_somebody_ever_received_with_its_sum_is_one_key_away() {
    let mut robot = Robot::new(Register::rich(), Lang::Zh, LARGE);
    robot.press("F4");
    robot.type_in(RICH);
    robot.press("Down Tab");
    for told in ["2023-07-25 米面油 1 份", "2023-01-10", "合计 1,500 元  慰问品 160 元"] {
        robot.shows(told);
    }
}

#[test]
fn the_menu_tells_the_key_that_goes_across() {
    for (size, there) in [(LARGE, true), (SMALL, false)] {
        let mut robot = demo(Lang::Zh, size);
        robot.press("Right Right F10");
        assert_eq!(robot.screen().contains("在列表和右侧个人之间来回"), there, "{}", robot.screen());
    }
}
