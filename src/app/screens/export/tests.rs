use std::fs;

use super::*;
use crate::app::testing::{LARGE, Register, Robot, SMALL};
use crate::domain::export::Outgoing;
use crate::lang::Lang;

fn job(robot: &Robot) -> ExportJob {
    let asked = robot.effects.iter().rev();
    let mut jobs =
        asked.filter_map(|effect| if let Effect::StartExport(job) = effect { Some(job) } else { None });
    (**jobs.next().unwrap()).clone()
}

fn at(keys: &str, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press(keys);
    robot
}

#[test]
fn the_dialog_says_what_will_be_written() {
    for (lang, tag) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        for (size, cells) in [(SMALL, 80), (LARGE, 120)] {
            let mut robot = at("F5 Ctrl+S", lang, size);
            insta::assert_snapshot!(format!("export_{cells}_{tag}"), robot.screen());
            robot.press("Tab Right Tab 上 报");
            insta::assert_snapshot!(format!("export_full_{cells}_{tag}"), robot.screen());
        }
    }
}

#[test]
fn a_list_is_written_and_its_place_told() {
    let mut robot = at("F5 Ctrl+S Enter", Lang::Zh, SMALL);
    robot.run_export();
    // The hash of an act differs from run to run.
    let screen = robot.screen();
    let told = screen.lines().map(|line| if line.contains("链头") { "     链头" } else { line });
    insta::assert_snapshot!("export_done_80_zh", told.collect::<Vec<_>>().join("\n"));
    let job = job(&robot);
    assert_eq!((job.format, job.replaces, job.reason), (Format::Xlsx, false, None));
    assert!(robot.register.on_disk(job.to.to_str().unwrap()).exists());
    robot.press("Enter");
    assert!(!robot.screen().contains("导出"), "{}", robot.screen());
}

#[test]
fn nothing_is_written_over_without_asking() {
    let mut robot = at("F7 Ctrl+S Right Enter", Lang::Zh, SMALL);
    robot.run_export();
    robot.press("Enter Ctrl+S Right Enter");
    let before = robot.register.names(job(&robot).to.parent().unwrap().to_str().unwrap());
    robot.run_export();
    insta::assert_snapshot!("export_exists_80_zh", robot.screen());
    robot.press("Enter");
    assert!(job(&robot).replaces);
    robot.run_export();
    let place = job(&robot).to.parent().unwrap().to_str().unwrap().to_owned();
    assert_eq!(robot.register.names(&place), before);
    // Another name is another file: that one is not asked about.
    robot.press("Enter Ctrl+S Right Enter");
    robot.run_export();
    robot.press("x");
    robot.press("Enter");
    assert!(!job(&robot).replaces);
}

#[test]
fn numbers_in_full_need_a_reason_that_is_on_record() {
    let mut robot = at("F5 Ctrl+S Right Tab Right Enter", Lang::Zh, SMALL);
    assert!(robot.screen().contains("要写理由"), "{}", robot.screen());
    assert!(!robot.effects.iter().any(|effect| matches!(effect, Effect::StartExport(_))));
    robot.press("上 报 Enter");
    assert_eq!(job(&robot).reason, Some("上报".into()));
    robot.run_export();
    let path = robot.register.on_disk(job(&robot).to.to_str().unwrap());
    let written = fs::read_to_string(path).unwrap();
    assert!(written.contains("'15259919"), "{written}");
    robot.press("Enter Ctrl+X Tab");
    assert!(robot.screen().contains("导出完整号码"), "{}", robot.screen());
}

#[test]
fn every_list_has_the_key() {
    for (keys, what) in [
        ("Ctrl+S", Outgoing::Due),
        ("F5 Ctrl+S", Outgoing::Due),
        ("F6 Ctrl+S", Outgoing::Rounds),
        ("F7 Ctrl+S", Outgoing::Ledger),
        ("F9 Tab Ctrl+S", Outgoing::Progress),
        ("F11 Ctrl+S", Outgoing::Plan),
        ("Ctrl+K Ctrl+S", Outgoing::Review),
        ("Ctrl+X Ctrl+S", Outgoing::Audit),
        ("Ctrl+X Tab Ctrl+S", Outgoing::Acts),
        ("Ctrl+W F3 Ctrl+S", Outgoing::Work),
        ("Ctrl+W F3 Tab Ctrl+S", Outgoing::Unseen),
    ] {
        let mut robot = at(keys, Lang::Zh, SMALL);
        robot.press("Enter");
        let asked = robot.effects.iter().any(|effect| matches!(effect, Effect::StartExport(_)));
        assert!(asked, "{keys}: {}", robot.screen());
        assert_eq!(job(&robot).what.what(), what, "{keys}");
        robot.run_export();
        assert!(robot.screen().contains("已写出"), "{keys}: {}", robot.screen());
    }
}

/// By keys as by the command: a notice of a township, and one of reliefs.
#[test]
fn a_notice_is_written_by_keys() {
    let mut robot = at("F6 BackTab", Lang::Zh, SMALL);
    robot.shows("公示名单");
    robot.press("Enter");
    assert!(robot.screen().contains("请写反映情况的电话"), "{}", robot.screen());
    robot.type_in("0479-5221234");
    robot.press("Up Up Up Up Right");
    robot.shows("上都镇");
    robot.press("Enter");
    let what = job(&robot).what.what();
    assert_eq!(what, Outgoing::Notice);
    robot.run_export();
    assert!(robot.screen().contains("已写出"), "{}", robot.screen());
    // Nobody asks for relief: the rows say so before anything is written.
    let robot = at("F6 BackTab Up Up Up Up Up Right", Lang::Zh, SMALL);
    robot.shows("困难救助（待批准）");
    robot.shows("0 行");
}

/// By keys beside the sheet to be signed: the one to carry and the one of what was done, of a township or of the units.
#[test]
fn sheets_to_carry_and_of_what_was_done_are_written_by_keys() {
    let print = "F6 Insert";
    for (keys, what, place) in [
        ("Up Right Down Right Enter", Outgoing::VisitSheet, "桑根达来镇"),
        ("Up Right Right Enter", Outgoing::LogSheet, "上都镇"),
        ("Up Right Down Left Enter", Outgoing::VisitSheet, "全部单位"),
    ] {
        let mut robot = at(print, Lang::Zh, SMALL);
        robot.press("F3");
        robot.press(keys);
        let job = job(&robot);
        assert_eq!((job.what.what(), job.format), (what, Format::Xlsx), "{keys} {}", robot.screen());
        assert!(job.to.to_str().unwrap().contains(place), "{keys} {}", job.to.display());
        robot.run_export();
        assert!(robot.screen().contains("已写出"), "{keys}: {}", robot.screen());
    }
    // Back at the sheet to be signed its parts are offered again.
    let mut robot = at(print, Lang::Zh, SMALL);
    robot.press("F3 Up Right");
    insta::assert_snapshot!("export_visit_sheet_80_zh", robot.screen());
    robot.press("Left");
    assert!(robot.screen().contains("按什么"), "{}", robot.screen());
}

/// The report of a year leaves in each form that the command has, what a figure is made of as a list, the bulletin as text.
#[test]
fn reports_leave_from_where_they_are_read() {
    let mut robot = at("F9 F2 Left Ctrl+S", Lang::Zh, SMALL);
    insta::assert_snapshot!("export_report_80_zh", robot.screen());
    for (turns, format) in [(0, "docx"), (1, "xlsx"), (2, "html"), (3, "md"), (4, "txt")] {
        let mut robot = at("F9 F2 Left Ctrl+S", Lang::Zh, SMALL);
        robot.press(&"Right ".repeat(turns));
        robot.press("Enter");
        robot.run_export();
        let job = job(&robot);
        assert_eq!(job.to.extension().unwrap(), format);
        let bytes = fs::read(robot.register.on_disk(job.to.to_str().unwrap())).unwrap();
        if matches!(format, "md" | "txt" | "html") {
            assert!(String::from_utf8(bytes).unwrap().contains("春节、八一期间走访慰问"), "{format}");
        }
        robot.shows("已写出");
    }
    robot.press("Enter");
    let mut behind = at("F9 F2 Left Enter Ctrl+S Right Enter", Lang::Zh, SMALL);
    behind.run_export();
    behind.shows("已写出 93 行");
    let list = fs::read_to_string(behind.register.on_disk(job(&behind).to.to_str().unwrap())).unwrap();
    assert_eq!(list.lines().count(), 94, "{list}");
    let mut bulletin = at("F9 Tab Ins Ctrl+S Enter", Lang::Zh, SMALL);
    bulletin.run_export();
    let told = fs::read_to_string(bulletin.register.on_disk(job(&bulletin).to.to_str().unwrap())).unwrap();
    assert!(told.contains("一、2024年春节走访慰问工作周报") && told.contains("十、下拨未结"), "{told}");
    assert_eq!(bulletin.register.store().check().unwrap(), []);
}
