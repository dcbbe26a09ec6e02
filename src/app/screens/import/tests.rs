//! The import, driven by keys over files of a disk of its own and over the sample.

use super::*;
use crate::app::msg::JobReport;
use crate::app::msg::Msg;
use crate::app::testing::{FOUR, LARGE, Register, Robot, SMALL};
use crate::domain::error::RegisterError;
use crate::domain::progress::{ImportPhase, ImportProgress};
use crate::domain::text::CleanText;
use crate::lang::Lang;

const HEAD: &str = "公民身份号码,姓  名,所属苏木镇(场),嘎查村,电话,出生日期\n";

/// Two people of the sample, one of whom has another phone, and two newcomers.
pub(super) const GOOD: &str = "152599193603050013,程连富,桑根达来镇,敖包图嘎查,16161225511,
152599194402113684,查玉兰,桑根达来镇,乌兰图嘎嘎查,16463387702,
,白音,桑根达来镇,敖包图嘎查,,1950-01-02
,那仁,桑根达来镇,敖包图嘎查,,
";

/// A wrong check digit, which is stored; and three rows that are refused, the last for two reasons.
const FAULTY: &str = "152599193603050284,程连富,桑根达来镇,敖包图嘎查,,
1.52599E+17,白音,桑根达来镇,敖包图嘎查,,
,,桑根达来镇,敖包图嘎查,,
,那仁,东乌镇,敖包图嘎查,,一九五零
";

/// The sample, and a disk with folders and rosters.
pub(super) fn register(rows: &str) -> Register {
    let register = Register::sample();
    register.file("正蓝旗退役军人花名册（2024年春节慰问）.xlsx", vec![0; 48_000]);
    register.file("桑根达来.csv", [HEAD, rows].concat());
    register.file("说明.pdf", "");
    register.make_folder("/家/办公室");
    register.make_folder("/家/民政/空");
    for no in 1..60 {
        register.file(&format!("2023年名册/{no:02}.csv"), "x".repeat(no));
    }
    register
}

pub(super) fn demo(rows: &str, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register(rows), lang, size);
    robot.press("F8");
    robot
}

/// The dry run of the last file, done.
fn dry_run(rows: &str, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = demo(rows, lang, size);
    robot.press("Down Down Enter");
    robot.run_import();
    robot
}

fn report(robot: &mut Robot, report: JobReport) {
    robot.send(Msg::Job(report));
}

/// A job, but for what it is held to.
fn job(write: bool, skip_refused: bool) -> Effect {
    let path = "/家/民政/桑根达来.csv".into();
    Effect::StartImport(ImportJob {
        path,
        write,
        skip_refused,
        rename: false,
        expected: None,
        answers: Box::default(),
    })
}

/// What was asked for; a job that writes is held to its dry run.
fn asked(robot: &Robot) -> Vec<Effect> {
    let mut asked = robot.effects.clone();
    for effect in &mut asked {
        if let Effect::StartImport(job) = effect {
            assert_eq!(job.expected.take().is_some(), job.write);
        }
    }
    asked
}

#[test]
fn a_file_is_chosen_by_arrows_through_folders() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        let mut robot = demo(GOOD, lang, size);
        robot.press("Down Down");
        insta::assert_snapshot!(format!("import_choose_{code}"), robot.screen());
    }
    let mut robot = demo(GOOD, Lang::Zh, SMALL);
    robot.press("Enter End");
    insta::assert_snapshot!("import_many_zh", robot.screen());
    robot.press("Backspace");
    robot.shows("▸2023年名册/");
    robot.press("Down Enter Enter");
    insta::assert_snapshot!("import_empty_folder_zh", robot.screen());
    robot.press("Left Left");
    robot.shows("▸民政/");
    robot.press("Left Left");
    robot.shows("已经是最上级");
    robot.press("Esc");
    robot.shows("换苏木镇");
}

fn so_far(phase: ImportPhase, rows: u64, done: u64, elapsed_ms: u64) -> JobReport {
    JobReport::Progress { progress: ImportProgress { phase, rows, done, total: 100_000 }, elapsed_ms }
}

#[test]
fn a_dry_run_shows_how_far_it_is_and_stops_without_a_trace() {
    let mut robot = demo(GOOD, Lang::Zh, SMALL);
    robot.press("Down Down Enter");
    assert_eq!(asked(&robot), [job(false, false)]);
    robot.shows("正在打开文件");
    report(&mut robot, so_far(ImportPhase::Rows, 2_500, 25_000, 2_000));
    insta::assert_snapshot!("import_running_zh", robot.screen());
    report(&mut robot, so_far(ImportPhase::Indexes, 5_000, 60_000, 2_500));
    robot.shows("5000 行已读完，正在建立索引  60%  每秒 2000 行  还要 2 秒");
    robot.press("Enter Down Left Ctrl+Q");
    robot.shows("要退出吗");
    robot.press("Esc Esc Esc");
    assert_eq!(asked(&robot), [job(false, false), Effect::CancelJob]);
    robot.shows("正在停止");
    report(&mut robot, JobReport::Cancelled);
    robot.shows("什么也没有写入");
    robot.shows("▸桑根达来.csv");
    // A late report of the stopped job changes nothing.
    let screen = robot.screen();
    robot.run_import();
    assert_eq!(robot.screen(), screen);
    let mut robot = demo(GOOD, Lang::En, LARGE);
    robot.press("Down Down Enter");
    report(&mut robot, so_far(ImportPhase::Rows, 1_000, 100, 1_000));
    insta::assert_snapshot!("import_running_120_en", robot.screen());
}

#[test]
fn a_good_file_is_written_after_the_dry_run() {
    let mut robot = dry_run(GOOD, Lang::Zh, SMALL);
    insta::assert_snapshot!("import_good_zh", robot.screen());
    assert!(robot.register.store().resolve("那仁").is_err(), "a dry run writes nothing");
    robot.press("Enter");
    assert_eq!(asked(&robot), [job(false, false), job(true, false)]);
    robot.shows("正在导入 桑根达来.csv");
    robot.run_import();
    insta::assert_snapshot!("import_written_zh", robot.screen());
    robot.press("Enter");
    robot.shows("换苏木镇");
    robot.open("那仁");
    robot.shows("▸那仁");
}

#[test]
fn refused_rows_stop_the_import_unless_they_are_left_out() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        let mut robot = dry_run(FAULTY, lang, size);
        robot.press("Down Down Down");
        insta::assert_snapshot!(format!("import_refused_{code}"), robot.screen());
    }
    let mut robot = dry_run(FAULTY, Lang::Zh, SMALL);
    robot.shows("▸停下来，改好文件再导入（建议）");
    robot.press("Enter");
    robot.shows("▸桑根达来.csv");
    assert_eq!(asked(&robot), [job(false, false)]);
    robot.press("Enter");
    robot.run_import();
    robot.press("End Enter");
    robot.shows("要继续，移到上面选一项");
    robot.press("Home Down Enter");
    assert_eq!(asked(&robot).last(), Some(&job(true, true)));
    robot.run_import();
    insta::assert_snapshot!("import_skipped_zh", robot.screen());
    robot.press("Esc");
    robot.shows("换苏木镇");
}

#[test]
fn many_faults_scroll_below_the_choices() {
    let rows = ",,桑根达来镇,敖包图嘎查,,\n".repeat(500);
    let mut robot = dry_run(&rows, Lang::Zh, SMALL);
    // No good row: nothing can be imported without them.
    robot.hides("只导入");
    robot.press("End");
    robot.shows("▸    501");
    robot.shows("停下来");
    robot.press("PgUp PgUp");
    insta::assert_snapshot!("import_many_faults_zh", robot.screen());
    robot.send(Msg::Resized(60, 16));
    robot.shows("▸    474");
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let register = register(GOOD);
    register.file("桑根达来.csv", [HEAD.as_bytes(), b"\n,\xff\xfe\x80,\n"].concat());
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F8 Down Down Enter");
    robot.run_import();
    insta::assert_snapshot!("import_unreadable_zh", robot.screen());
    robot.press("Enter Enter");
    report(&mut robot, JobReport::Failed(Box::new(RegisterError::Busy(CleanText::default()))));
    robot.shows("正被另一程序使用");
    robot.press("Esc");
    robot.shows("请选文件");
}

#[test]
fn a_file_that_changes_nothing_is_not_written() {
    let same = GOOD.lines().next().unwrap();
    let mut robot = dry_run(same, Lang::Zh, SMALL);
    robot.press("Enter");
    robot.shows("请选文件");
    assert_eq!(asked(&robot), [job(false, false)]);
}

#[test]
fn reports_of_a_job_nobody_started_are_not_taken() {
    let mut state = ImportScreen::default();
    assert!(choices(&state.phase).is_empty() && !state.has_unsaved_changes());
    state.phase = Phase::Running { write: true, progress: None, stopping: false };
    assert!(state.has_unsaved_changes());
}

#[test]
fn a_file_that_was_replaced_after_the_dry_run_is_looked_at_again() {
    let mut robot = dry_run(GOOD, Lang::Zh, SMALL);
    robot.register.file("桑根达来.csv", [HEAD, GOOD, ",达来,桑根达来镇,敖包图嘎查,,\n"].concat());
    robot.press("Enter");
    robot.run_import();
    robot.shows("文件在试算后变了，没有写入；已重新试算，请再看一遍");
    assert_eq!(asked(&robot), [job(false, false), job(true, false), job(false, false)]);
    assert!(robot.register.store().resolve("那仁").is_err(), "nothing was written");
    robot.run_import();
    robot.shows("共 5 行");
    robot.press("Enter");
    robot.run_import();
    assert!(robot.register.store().resolve("达来").is_ok());
}

#[test]
fn a_register_that_changed_after_the_dry_run_is_looked_at_again() {
    let mut robot = dry_run(GOOD, Lang::Zh, SMALL);
    robot.register.file("另一份.csv", [HEAD, ",那仁,桑根达来镇,敖包图嘎查,,\n"].concat());
    let other = ImportJob {
        path: "/家/民政/另一份.csv".into(),
        write: true,
        skip_refused: false,
        rename: false,
        expected: None,
        answers: Box::default(),
    };
    assert!(matches!(robot.register.import(&other, Lang::Zh), JobReport::Imported(_)));
    robot.press("Enter");
    robot.run_import();
    robot.shows("登记册在试算后变了");
    assert!(robot.register.store().resolve("白音").is_err(), "nothing was written");
}

#[test]
fn a_row_with_another_name_renames_only_when_that_was_chosen() {
    let renamed = "152599193603050013,程连福,桑根达来镇,敖包图嘎查,16161225511,\n";
    let mut robot = dry_run(renamed, Lang::Zh, SMALL);
    robot.shows("照名单改名：1 行证号相同、姓名不同（先再试算一遍）");
    insta::assert_snapshot!("import_other_name_zh", robot.screen());
    robot.press("Down Enter");
    robot.run_import();
    robot.shows("改名：登记册上是另一个姓名");
    robot.hides("程连富");
    robot.press("Home Enter");
    robot.run_import();
    assert!(robot.register.store().resolve("程连福").is_ok());
}

/// A phone and a place change, and another one takes a group: who it is, and what was there before.
const CHANGES: &str = "152599193603050013,程连富,桑根达来镇,新建嘎查,16161225512,
152599194402113684,查玉兰,桑根达来镇,乌兰图嘎嘎查,16463387702,
,那仁?娜,桑根达来镇,敖包图嘎查,,
1.52599E+17,白音,桑根达来镇,敖包图嘎查,,
,那仁,东乌镇,敖包图嘎查,,
";

#[test]
fn what_changes_is_read_before_it_is_written_and_every_row_says_whom_it_is_about() {
    let mut robot = dry_run(CHANGES, Lang::Zh, SMALL);
    robot.press("End Up");
    insta::assert_snapshot!("import_changes_80_zh", robot.screen());
    robot.shows("联系电话 161****5511 -> 161****5512");
    robot.shows("嘎查村 敖包图嘎查 -> 新建嘎查");
    robot.shows("有字丢失");
    robot.hides("U+003F");
    // The person of the row, and back to it.
    robot.press("F3");
    robot.shows("▸程连富");
    robot.press("Esc Ctrl+D");
    robot.shows("登记状态  程连富");
    robot.press("Esc Esc");
    robot.shows("161****5511 -> 161****5512");
    // Nobody is known by a row that is refused.
    robot.press("Home F3");
    robot.shows("请先往下选一行");
    robot.press("Down Down Down F3");
    robot.shows("那仁?娜：这一行被拒，不知道是登记册里的哪个人");
    robot.press("Ctrl+D");
    robot.shows("这一行被拒");
    let mut robot = dry_run(CHANGES, Lang::En, LARGE);
    robot.press("End");
    insta::assert_snapshot!("import_changes_120_en", robot.screen());
}

/// Who guesses a number must not learn whose it is, nor anything else of that one.
#[test]
fn a_row_that_renames_tells_nothing_of_whom_it_renames() {
    let mut robot = dry_run("152599193603050013,程连福,桑根达来镇,新建嘎查,,\n", Lang::Zh, SMALL);
    robot.press("Down Enter");
    robot.run_import();
    robot.press("End");
    robot.shows("嘎查村 -> 新建嘎查");
    robot.hides("程连富");
    robot.hides("敖包图");
    robot.press("F3");
    robot.shows("程连福 还不在登记册里");
}

/// Two words that nobody knows, and a township of which nothing tells.
const OPEN: &str = "姓名,优抚类别,备注
白音,三属,
那仁,伤残人员,
达来,三属,
";

#[test]
fn what_a_roster_leaves_open_is_asked_and_the_answers_go_with_it() {
    let register = register(GOOD);
    register.file("桑根达来.csv", OPEN);
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F8 Down Down Enter");
    robot.run_import();
    robot.shows("回答 3 个问题");
    robot.press("Enter");
    robot.shows("哪个苏木镇？");
    insta::assert_snapshot!("import_asking_zh", robot.screen());
    robot.press("Down Enter");
    robot.shows("「三属」是哪个类别？");
    robot.press("Esc");
    robot.shows("哪个苏木镇？");
    robot.press("Down Enter End Enter");
    robot.shows("「伤残人员」是哪个类别？");
    robot.press("Enter");
    robot.run_import();
    robot.shows("新增 3");
    robot.press("Enter");
    robot.run_import();
    robot.shows("已导入");
    assert!(robot.register.store().resolve("白音").is_ok());
}

#[test]
fn who_is_missing_is_listed_and_what_they_hold_ends_where_the_roster_is_complete() {
    let rows = |people: &[&str]| {
        let head = "姓名,身份证号,苏木镇,优抚类别\n".to_owned();
        people.iter().fold(head, |all, row| all + row + "\n")
    };
    let (one, other) = (
        "白音,152599194305070117,五一种畜场,因公牺牲军人遗属",
        "那仁,152599194902120223,五一种畜场,因公牺牲军人遗属",
    );
    let mut robot = Robot::new(register(GOOD), Lang::Zh, SMALL);
    robot.register.file("桑根达来.csv", rows(&[one, other]));
    robot.press("F8 Down Down Enter");
    robot.run_import();
    robot.press("Enter");
    robot.run_import();
    robot.shows("已导入");
    robot.register.file("桑根达来.csv", rows(&[other]));
    robot.press("Enter F8 Down Down Enter");
    robot.run_import();
    insta::assert_snapshot!("import_missing_80_zh", robot.screen());
    robot.press("Down Enter");
    insta::assert_snapshot!("import_complete_80_zh", robot.screen());
    robot.press("Esc");
    robot.shows("上次有、这次没有");
    robot.press("Down Enter Down Enter");
    robot.run_import();
    insta::assert_snapshot!("import_ends_80_zh", robot.screen());
    robot.press("Enter");
    robot.run_import();
    robot.shows("已导入");
    let id = robot.register.store().resolve("白音").unwrap();
    let card = robot.register.store().recipient(id).unwrap();
    assert_eq!(card.categories.len(), 1);
    assert!(card.categories.iter().all(|held| held.until.is_some()));
}
