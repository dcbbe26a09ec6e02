//! The copy of a backup, driven by keys over the real register and a disk of its own.

use super::*;
use crate::app::msg::{JobReport, Msg};
use crate::app::testing::{FOUR, LARGE, LOCKED, Register, Robot, SMALL, STICK};
use crate::domain::copied::{CopyFault, CopyPhase};
use crate::domain::error::RegisterError;
use crate::lang::Lang;

/// The sample, and two sticks: one that takes nothing.
fn register() -> Register {
    let register = Register::sample();
    for folder in [STICK, LOCKED, "/media/办公室/备份盘/2024年", "/家/民政/名册", "/家/办公室"]
    {
        register.make_folder(folder);
    }
    register.file("说明.txt", "");
    register
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register(), lang, size);
    robot.press("Ctrl+Y");
    robot
}

fn on_stick(robot: &Robot) -> Vec<String> {
    robot.register.names(STICK)
}

/// The screen without the hashes, which are others each time.
fn without_marks(robot: &Robot) -> String {
    let heads = robot.register.store().heads().unwrap();
    robot.screen().replace(&heads.ledger.mark, "????????").replace(&heads.audit.mark, "????????")
}

fn asked(robot: &Robot) -> CopyTarget {
    let asked =
        |effect: &Effect| if let Effect::StartCopy(target) = effect { Some(target.clone()) } else { None };
    robot.effects.iter().rev().find_map(asked).unwrap()
}

fn progress(phase: CopyPhase, written: u64) -> Msg {
    Msg::Job(JobReport::Copying(CopyProgress { phase, written, bytes: 2_000_000 }))
}

#[test]
fn a_stick_is_chosen_and_holds_a_checked_backup_with_its_size_and_head() {
    for (code, lang, size) in FOUR {
        let mut robot = demo(lang, size);
        insta::assert_snapshot!(format!("copy_places_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("copy_folder_{code}"), robot.screen());
        robot.press("Enter");
        robot.send(progress(CopyPhase::Writing, 700_000));
        insta::assert_snapshot!(format!("copy_running_{code}"), robot.screen());
        robot.run_copy();
        insta::assert_snapshot!(format!("copy_made_{code}"), without_marks(&robot));
        let names = on_stick(&robot);
        assert_eq!(names.len(), 2, "the copy and the folder that was there: {names:?}");
        let copy = names.iter().find(|name| name.starts_with("register-")).unwrap();
        let heads = robot.register.sound_copy(STICK, copy);
        assert_eq!(heads, robot.register.store().heads().unwrap());
        robot.shows(&heads.audit.to_string());
        robot.press("Enter");
        robot.hides("register-devicea");
    }
}

#[test]
fn the_menu_leads_there_and_a_second_copy_overwrites_nothing() {
    let mut robot = Robot::new(register(), Lang::Zh, SMALL);
    robot.press("F10");
    robot.type_in("另存");
    robot.shows("另存一份核对过的备份，例如到 U 盘");
    robot.press("Enter");
    robot.shows("请选地方");
    robot.press("Enter Down Enter");
    robot.shows("备份盘/2024年");
    robot.press("Enter");
    robot.run_copy();
    robot.press("Enter Ctrl+Y Enter Down Enter Enter");
    robot.run_copy();
    robot.shows("已备份");
    assert_eq!(robot.register.names("/media/办公室/备份盘/2024年").len(), 2);
}

#[test]
fn folders_of_this_machine_are_gone_through_by_arrows_and_left_leads_back() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Down Enter");
    robot.shows("▸存到这个文件夹");
    robot.shows("名册/");
    robot.hides("说明.txt");
    robot.press("Left");
    robot.shows("▸民政/");
    robot.press("Left Left Left");
    robot.shows("▸/media/办公室/备份盘");
    robot.press("Enter Down Enter Left");
    robot.shows("▸2024年/");
    robot.press("Left");
    robot.shows("请选地方");
    robot.press("Left");
    robot.shows("已重新查看");
    robot.press("Esc");
    robot.shows("换苏木镇");
}

/// What takes nothing stands behind the places that can be written, and says why.
#[test]
fn a_medium_that_takes_nothing_comes_last_and_says_why() {
    for (lang, why) in [(Lang::Zh, "打开 U 盘的写保护开关"), (Lang::En, "take the write protection off")]
    {
        let mut robot = demo(lang, SMALL);
        robot.hides(why);
        robot.press("Down Down");
        robot.shows("▸/media/办公室/旧U盘");
        robot.shows(why);
        robot.press("Enter");
        robot.shows("▸/media/办公室/旧U盘");
        robot.press("Down");
        robot.shows("▸/media/办公室/旧U盘");
    }
}

#[test]
fn esc_stops_it_and_no_file_is_left() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Enter Enter");
    robot.send(progress(CopyPhase::Writing, 1_000_000));
    robot.press("Ctrl+Q");
    robot.shows("要退出吗");
    robot.press("Esc Esc Esc");
    assert_eq!(robot.effects.iter().filter(|effect| **effect == Effect::CancelJob).count(), 1);
    robot.shows("正在停止");
    robot.stop_copy();
    robot.shows("已停止，没有留下文件");
    robot.shows("▸存到这个文件夹");
    assert_eq!(on_stick(&robot), ["2024年"]);
    // A late report of the stopped job changes nothing.
    let screen = robot.screen();
    robot.run_copy();
    assert_eq!(robot.screen(), screen);
    let mut robot = demo(Lang::En, LARGE);
    robot.press("Enter Enter");
    for phase in [CopyPhase::Syncing, CopyPhase::Checking] {
        robot.send(progress(phase, 2_000_000));
        insta::assert_snapshot!(format!("copy_{phase:?}_120_en").to_lowercase(), robot.screen());
    }
}

#[test]
fn a_stick_that_was_pulled_out_is_told_and_another_place_can_be_chosen() {
    for (code, lang, size) in FOUR {
        let mut robot = demo(lang, size);
        robot.press("Enter");
        robot.register.pull_out(STICK);
        robot.press("Enter");
        robot.run_copy();
        insta::assert_snapshot!(format!("copy_gone_{code}"), robot.screen());
        assert!(!robot.register.on_disk(STICK).exists(), "no folder is made in its place");
        robot.press("Down Enter");
        robot.hides("备份盘");
        robot.shows("/家/民政");
    }
}

#[test]
fn an_empty_folder_that_stays_where_a_stick_was_takes_no_copy() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Enter Enter");
    let target = asked(&robot);
    let other = CopyTarget { device: target.device + 1, ..target };
    let report = robot.register.copy(&other);
    assert!(matches!(&report, JobReport::NotCopied(told) if told.fault == CopyFault::Gone), "{report:?}");
    assert_eq!(on_stick(&robot), ["2024年"]);
}

#[test]
fn what_a_person_must_know_of_the_copy_is_told() {
    let mut robot = demo(Lang::En, SMALL);
    robot.press("Enter Enter");
    let JobReport::Copied(copied) = robot.register.copy(&asked(&robot)) else { panic!("no copy") };
    let told = Copied { findings: 2, removed: 3, beside_register: false, ..*copied };
    robot.send(Msg::Job(JobReport::Copied(Box::new(told))));
    insta::assert_snapshot!("copy_made_with_findings_en", without_marks(&robot));
}

#[test]
fn every_fault_says_what_to_do() {
    let faults = [
        (CopyFault::ReadOnly, RegisterError::ReadOnly, "写保护", "write protection"),
        (CopyFault::Forbidden, RegisterError::NotPermitted("/x".into()), "换一个文件夹", "another folder"),
        (
            CopyFault::Full { needed: 2_000_000, free: 900_000 },
            RegisterError::Storage("database or disk is full".into()),
            "只剩 878 KB，最多要 2 MB",
            "878 KB are free there, at most 2 MB are needed",
        ),
        (CopyFault::Unsound, RegisterError::BadBackup("/x chain".into()), "靠不住", "not to be trusted"),
        (
            CopyFault::Other,
            RegisterError::Storage("/x: Input/output error".into()),
            "读写出错",
            "Input/output error",
        ),
    ];
    for (fault, error, zh, en) in faults {
        for (lang, says) in [(Lang::Zh, zh), (Lang::En, en)] {
            let mut robot = demo(lang, SMALL);
            robot.press("Enter Enter");
            let trouble = NotCopied { fault, error: error.clone() };
            robot.send(Msg::Job(JobReport::NotCopied(Box::new(trouble))));
            robot.shows(says);
            robot.hides("muster set");
            robot.press("Enter");
            robot.shows(lang.pick("正在备份到", "Copying to"));
        }
    }
}
