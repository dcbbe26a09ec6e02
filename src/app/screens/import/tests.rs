//! The import, driven by keys over invented folders and results.

use super::*;
use crate::app::invented::{Robot, World};
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult};
use crate::domain::error::RegisterError;
use crate::domain::progress::{ImportPhase, ImportProgress};
use crate::domain::roster::{Column, Fault};
use crate::domain::text::CleanText;
use crate::lang::Lang;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

fn entry(path: &str, folder: bool, bytes: u64) -> FolderEntry {
    let path = PathBuf::from(path);
    let name = CleanText::shown(&path.file_name().unwrap().to_string_lossy());
    FolderEntry { path, name, folder, bytes }
}

fn folder(path: Option<&PathBuf>) -> Folder {
    let path = path.cloned().unwrap_or_else(|| PathBuf::from("/家/民政"));
    let entries = match path.to_string_lossy().as_ref() {
        "/家/民政" => vec![
            entry("/家/民政/2023年名册", true, 0),
            entry("/家/民政/空", true, 0),
            entry("/家/民政/正蓝旗退役军人花名册（2024年春节慰问）.xlsx", false, 48_000),
            entry("/家/民政/桑根达来.csv", false, 900),
        ],
        "/家/民政/2023年名册" => {
            (1..60).map(|no| entry(&format!("/家/民政/2023年名册/{no:02}.csv"), false, no)).collect()
        }
        "/家" => vec![entry("/家/办公室", true, 0), entry("/家/民政", true, 0)],
        "/" => vec![entry("/家", true, 0)],
        _ => Vec::new(),
    };
    Folder { path, entries }
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut world = World::demo();
    world.other = Box::new(|ask| {
        let Query::Folder(path) = ask else { return None };
        Some(QueryResult::Folder(folder(path.as_ref())))
    });
    let mut robot = Robot::new(world, lang, size);
    robot.press("F8");
    robot
}

fn report(robot: &mut Robot, report: JobReport) {
    robot.send(Msg::Job(report));
}

fn job(write: bool, skip_refused: bool) -> Effect {
    Effect::StartImport(ImportJob { path: "/家/民政/桑根达来.csv".into(), write, skip_refused })
}

fn fault(row: u64, column: Column, header: &'static str, fault: Fault) -> CellFault {
    CellFault { row, column, header: header.into(), fault }
}

fn good() -> ImportReport {
    ImportReport { rows: 120, new: 100, changed: 12, unchanged: 8, ..ImportReport::default() }
}

fn faulty() -> ImportReport {
    ImportReport {
        rows: 120,
        new: 100,
        changed: 10,
        unchanged: 6,
        warned: vec![fault(9, Column::IdNumber, "公民身份号码", Fault::IdCheckDigit('X'))],
        refused: vec![
            fault(4, Column::IdNumber, "公民身份号码", Fault::IdDamaged),
            fault(17, Column::Township, "所属苏木镇(场)", Fault::UnknownTownship("桑根达来苏木".into())),
            fault(17, Column::Name, "姓  名", Fault::NoName),
            fault(80, Column::Birth, "", Fault::BadDate),
        ],
        refused_rows: 3,
        ..ImportReport::default()
    }
}

#[test]
fn a_file_is_chosen_by_arrows_through_folders() {
    for (name, lang, size) in [
        ("import_choose_80_zh", Lang::Zh, SMALL),
        ("import_choose_80_en", Lang::En, SMALL),
        ("import_choose_120_zh", Lang::Zh, LARGE),
        ("import_choose_120_en", Lang::En, LARGE),
        ("import_choose_60_zh", Lang::Zh, (60, 16)),
    ] {
        let mut robot = demo(lang, size);
        robot.press("Down Down");
        insta::assert_snapshot!(name, robot.screen());
    }
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Enter End");
    insta::assert_snapshot!("import_many_zh", robot.screen());
    robot.press("Backspace");
    assert!(robot.screen().contains("▸2023年名册/"), "{}", robot.screen());
    robot.press("Down Enter Enter");
    insta::assert_snapshot!("import_empty_folder_zh", robot.screen());
    robot.press("Left Left");
    assert!(robot.screen().contains("▸民政/"));
    robot.press("Left Left");
    assert!(robot.screen().contains("已经是最上级"));
    robot.press("Esc");
    assert!(robot.screen().contains("换苏木镇"));
}

fn so_far(phase: ImportPhase, rows: u64, done: u64, elapsed_ms: u64) -> JobReport {
    JobReport::Progress { progress: ImportProgress { phase, rows, done, total: 100_000 }, elapsed_ms }
}

#[test]
fn a_dry_run_shows_how_far_it_is_and_stops_without_a_trace() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("End Enter");
    assert_eq!(robot.effects, [job(false, false)]);
    assert!(robot.screen().contains("正在打开文件"));
    report(&mut robot, so_far(ImportPhase::Rows, 2_500, 25_000, 2_000));
    insta::assert_snapshot!("import_running_zh", robot.screen());
    report(&mut robot, so_far(ImportPhase::Indexes, 5_000, 60_000, 2_500));
    let told = "5000 行已读完，正在建立索引  60%  每秒 2000 行  还要 2 秒";
    assert!(robot.screen().contains(told), "{}", robot.screen());
    robot.press("Enter Down Left F10");
    assert!(robot.screen().contains("要退出吗"), "{}", robot.screen());
    robot.press("Esc Esc Esc");
    assert_eq!(robot.effects, [job(false, false), Effect::CancelJob]);
    assert!(robot.screen().contains("正在停止"));
    report(&mut robot, JobReport::Cancelled);
    let screen = robot.screen();
    assert!(screen.contains("什么也没有写入") && screen.contains("▸桑根达来.csv"), "{screen}");
    // A late report of the stopped job changes nothing.
    report(&mut robot, JobReport::Imported(Box::new(good())));
    assert_eq!(robot.screen(), screen);
    let mut robot = demo(Lang::En, LARGE);
    robot.press("End Enter");
    report(&mut robot, so_far(ImportPhase::Rows, 1_000, 100, 1_000));
    insta::assert_snapshot!("import_running_120_en", robot.screen());
}

#[test]
fn a_good_file_is_written_after_the_dry_run() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("End Enter");
    report(&mut robot, JobReport::Imported(Box::new(good())));
    insta::assert_snapshot!("import_good_zh", robot.screen());
    robot.effects.clear();
    robot.press("Enter");
    assert_eq!(robot.effects, [job(true, false)]);
    assert!(robot.screen().contains("正在导入 桑根达来.csv"));
    robot.world.scopes[0].open = 153;
    report(&mut robot, JobReport::Imported(Box::new(ImportReport { written: true, ..good() })));
    insta::assert_snapshot!("import_written_zh", robot.screen());
    robot.press("Enter");
    let screen = robot.screen();
    assert!(screen.contains("换苏木镇") && screen.contains("153"), "{screen}");
}

#[test]
fn refused_rows_stop_the_import_unless_they_are_left_out() {
    for (name, lang, size) in [
        ("import_refused_80_zh", Lang::Zh, SMALL),
        ("import_refused_80_en", Lang::En, SMALL),
        ("import_refused_120_zh", Lang::Zh, LARGE),
        ("import_refused_120_en", Lang::En, LARGE),
        ("import_refused_60_zh", Lang::Zh, (60, 16)),
    ] {
        let mut robot = demo(lang, size);
        robot.press("End Enter");
        report(&mut robot, JobReport::Imported(Box::new(faulty())));
        robot.press("Down Down Down");
        insta::assert_snapshot!(name, robot.screen());
    }
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("End Enter");
    report(&mut robot, JobReport::Imported(Box::new(faulty())));
    assert!(robot.screen().contains("▸停下来，改好文件再导入（建议）"), "{}", robot.screen());
    robot.press("Enter");
    assert!(robot.screen().contains("▸桑根达来.csv"));
    assert_eq!(robot.effects, [job(false, false)]);
    robot.press("Enter");
    report(&mut robot, JobReport::Imported(Box::new(faulty())));
    robot.press("End Enter");
    assert!(robot.screen().contains("要继续，移到上面选一项"));
    robot.press("Home Down Enter");
    assert_eq!(robot.effects.last(), Some(&job(true, true)));
    report(
        &mut robot,
        JobReport::Imported(Box::new(ImportReport {
            written: true,
            refused_file: Some("/rosters/花名册.refused.csv".into()),
            ..faulty()
        })),
    );
    insta::assert_snapshot!("import_skipped_zh", robot.screen());
    robot.press("Esc");
    assert!(robot.screen().contains("换苏木镇"));
}

#[test]
fn many_faults_scroll_below_the_choices() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("End Enter");
    let refused = (1..=500).map(|row| fault(row, Column::Name, "姓名", Fault::NoName)).collect();
    let tally = ImportReport { rows: 500, refused, refused_rows: 500, ..ImportReport::default() };
    report(&mut robot, JobReport::Imported(Box::new(tally)));
    // No good row: nothing can be imported without them.
    assert!(!robot.screen().contains("只导入"));
    robot.press("End");
    let screen = robot.screen();
    assert!(screen.contains("▸    500") && screen.contains("停下来"), "{screen}");
    robot.press("PgUp PgUp");
    insta::assert_snapshot!("import_many_faults_zh", robot.screen());
    robot.send(Msg::Resized(60, 16));
    assert!(robot.screen().contains("▸    482"), "{}", robot.screen());
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("End Enter");
    let why = "编码不明：/家/民政/桑根达来.csv 第 3 行既不是 UTF-8 也不是 GB18030，或两者混用。请另存为 .xlsx 或 UTF-8 CSV";
    report(&mut robot, JobReport::Unreadable(why.into()));
    insta::assert_snapshot!("import_unreadable_zh", robot.screen());
    robot.press("Enter Enter");
    report(&mut robot, JobReport::Failed(Box::new(RegisterError::Busy(CleanText::default()))));
    assert!(robot.screen().contains("正被另一程序使用"));
    robot.press("Esc");
    assert!(robot.screen().contains("请选文件"));
    robot.press("Enter");
    let same = ImportReport { rows: 5, unchanged: 5, ..ImportReport::default() };
    report(&mut robot, JobReport::Imported(Box::new(same)));
    robot.effects.clear();
    robot.press("Enter");
    assert!(robot.screen().contains("请选文件") && robot.effects.is_empty());
}

#[test]
fn reports_of_a_job_nobody_started_are_not_taken() {
    let mut state = State::default();
    assert!(choices(&state.phase).is_empty() && !state.has_unsaved_changes());
    state.phase = Phase::Running { write: true, progress: None, stopping: false };
    assert!(state.has_unsaved_changes());
}
