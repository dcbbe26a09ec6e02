//! Protects whoever types a command wrongly, or asks how: helps, slips and warnings are in the chosen language, and every
//! example of a help does what it says.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::house::additions::{commands, listed};
use crate::support::program::{Program, Run, TODAY, finished};
use crate::support::sheet::{cells, fill_in, save};

/// Words of English that clap and the system have of their own.
const ENGLISH: &[&str] = &[
    "error",
    "Usage",
    "OPTIONS",
    "COMMAND",
    "unexpected",
    "argument",
    "required",
    "provided",
    "tip",
    "similar",
    "invalid",
    "value",
    "default",
    "possible",
    "Print",
    "No such",
    "os error",
    "Permission",
    "directory",
    "disk",
];

fn holds_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FA5}'))
}

const SLIPS: &[&[&str]] = &[
    &["bogus"],
    &["rec"],
    &["due", "--bogus"],
    &["due", "--townshp", "x"],
    &["due", "more"],
    &["due", "--json=1"],
    &["due", "--round"],
    &["due", "--round", "a", "--round", "b"],
    &["find"],
    &["find", "--limit", "5000", "x"],
    &["find", "--limit", "many", "x"],
    &["record"],
    &["record", "程连富"],
    &["import", "x.csv", "--expect", "12"],
    &["completions", "tcsh"],
    &["help", "bogus"],
    &["help", "due", "more"],
    &["report", "99"],
    &["import", "nowhere.xlsx"],
    &["import", "."],
    &["backup", "--to", "/proc/nothing"],
    &["restore", "nowhere.db"],
    &["--db", "/proc/1/register.db", "due"],
    &["--db", "/dev/null/register.db", "init"],
];

#[test]
fn a_slip_is_told_in_the_chosen_language() {
    let program = Program::new();
    for slip in SLIPS {
        let said = |lang: &str| {
            let run = finished(program.command(slip).env("MUSTER_LANG", lang).current_dir(program.folder()));
            assert_ne!(run.status, 0, "{slip:?} {run:?}");
            run.err
        };
        let chinese = said("zh");
        assert!(holds_han(&chinese), "{chinese}");
        for word in ENGLISH {
            let bare = slip.iter().fold(chinese.clone(), |text, part| text.replace(part, ""));
            assert!(!bare.contains(word), "{slip:?}: {word} in {chinese}");
        }
        let english = said("en");
        let bare = slip.iter().fold(english.clone(), |text, part| text.replace(part, ""));
        // A round is also written in Chinese.
        let bare = bare.replace("2024年春节", "");
        assert!(!holds_han(&bare) && !english.contains("os error"), "{slip:?} {english}");
    }
    let both = program.run(&["--lang", "en", "due", "--bogus"]);
    assert_eq!(both.err, "no such option: --bogus\nUsage: muster due [OPTIONS]\nsee muster help due\n");
    let near = program.run(&["ledgr"]);
    assert_eq!(
        near.err,
        "没有这个命令：ledgr\n是不是 ledger？\n用法：muster [选项] [命令]\n详见 muster help\n"
    );
    let number = program.run(&["due", "--152599193603050013"]);
    assert!(!number.err.contains("19360305"), "{number:?}");
}

#[test]
fn help_names_a_command_and_says_what_its_own_help_says() {
    let program = Program::new();
    for lang in ["zh", "en"] {
        let run = |args: &[&str]| program.run(&[args, &["--lang", lang]].concat());
        assert_eq!(run(&["help"]).out, run(&["--help"]).out);
        for (command, about) in commands(&program, lang) {
            let help = run(&["help", &command]);
            assert_eq!((help.status, &help.out), (0, &run(&[&command, "--help"]).out));
            assert!(help.out.starts_with(&about), "{help:?}");
            for word in ["[OPTIONS]", "[COMMAND]", "[default", "Usage", "Options"] {
                assert!(lang == "en" || !help.out.contains(word), "{help:?}");
            }
        }
    }
}

#[test]
fn a_help_shows_no_option_that_means_nothing_there() {
    let program = Program::new();
    let shown = |command: &str, option: &str| program.run(&["help", command]).out.contains(option);
    for command in ["licences", "keys", "completions", "help"] {
        assert!(!shown(command, "--today") && !shown(command, "--db"), "{command}");
    }
    for (command, _) in commands(&program, "zh") {
        assert!(shown(&command, "--lang"), "{command}");
        assert_eq!(shown(&command, "--ascii"), command == "demo", "{command}");
        let no_json = ["demo", "completions", "help"].contains(&command.as_str());
        assert_eq!(shown(&command, "--json"), !no_json, "{command}");
    }
}

#[test]
fn keys_are_text_to_read_and_markdown_on_demand() {
    let program = Program::new();
    let text = program.run(&["keys"]).out;
    assert!(!text.contains('|') && !text.contains("**") && text.contains("  F1"), "{text}");
    let markdown = program.run(&["keys", "--markdown"]).out;
    assert!(markdown.starts_with("**") && markdown.contains("| `F1` |"), "{markdown}");
}

#[test]
fn a_locale_that_is_not_utf_8_is_warned_of() {
    let program = Program::new();
    let due = |locale: &str, args: &[&str]| finished(program.command(args).env("LANG", locale));
    assert!(due("zh_CN.GB18030", &["due"]).err.contains("zh_CN.GB18030"));
    assert_eq!(due("zh_CN.UTF-8", &["due"]).err, "");
    assert_eq!(due("zh_CN.GB18030", &["due", "--json"]).err, "");
}

/// The examples of a help, as somebody would type them.
fn examples(help: &str) -> Vec<String> {
    let below = help.lines().skip_while(|line| !matches!(*line, "示例：" | "Examples:")).skip(1);
    below
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.trim().into())
        .collect()
}

/// The payment that examples fail, pay again and take back from.
const PAYMENT: &str = "018d6a10-7a52-8000-8000-000000000001";

/// A folder with the sample's register, the program on a path of its own, and the files that examples name.
fn stage(program: &Program) -> String {
    let folder = program.folder();
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).unwrap();
    // Somebody's own day stands in no example: it is given to every one that does not give its own.
    let script = format!("#!/bin/sh\nexec {} --today {TODAY} \"$@\"\n", env!("CARGO_BIN_EXE_muster"));
    let path = bin.join("muster");
    fs::write(&path, script).unwrap();
    let mut mode = fs::metadata(&path).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
    fs::set_permissions(&path, mode).unwrap();
    let roster = "姓名,性别,苏木镇场,嘎查村,慰问类别\n宝音图,男,上都镇,金莲川社区,困难退役军人\n";
    fs::write(folder.join("roster.csv"), roster).unwrap();
    let work = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/work.csv");
    fs::copy(work, folder.join("2023.csv")).unwrap();
    // One row of the payroll of January, of somebody of the sample.
    let payroll = [
        ["姓名", "身份证号", "优抚类别", "发放月份", "实发金额"],
        ["付春清", "152599196809162778", "残疾军人", "2023-01", "1330"],
    ];
    save(&folder.join("发放册.xlsx"), &payroll.map(|row| row.map(str::to_owned).to_vec()));
    fs::write(folder.join("发放册.csv"), payroll.map(|row| row.join(",")).join("\n")).unwrap();
    fs::write(folder.join("回执.csv"), "姓名,身份证号,失败原因\n").unwrap();
    format!("{}:/usr/bin:/bin", bin.display())
}

/// The example that keys a signed paper, with the number and the sum of a sheet that is there.
fn keyed(folder: &Path, path: &str, db: &str, line: &str) -> String {
    let json = |line: &str| {
        let run = shell(folder, path, db, &[line, " --json"].concat());
        assert_eq!(run.status, 0, "{line} {run:?}");
        run.json()
    };
    let left = json("muster sheet write 2024-spring --township 上都 --to paper.xlsx");
    let plan = json("muster plan 2024-spring --township 上都");
    let lines = plan["lines"].as_array().unwrap();
    let open: Vec<i64> = lines
        .iter()
        .filter(|line| line["state"] == "due" && line["kind"] == "person")
        .map(|line| line["amount_fen"].as_i64().unwrap() / 100)
        .collect();
    let total = open.iter().sum::<i64>() - open[4];
    let number = left["sheet"].as_str().unwrap();
    line.replace("3F2A9C-128", number).replace("--total 10500", &format!("--total {total}"))
}

fn shell(folder: &Path, path: &str, db: &str, line: &str) -> Run {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]).env_clear().current_dir(folder).stdin(Stdio::null());
    finished(command.env("PATH", path).env("HOME", folder).env("MUSTER_DB", db))
}

#[test]
fn every_command_has_examples_and_each_of_them_works() {
    let program = Program::new();
    let folder = program.folder();
    let path = stage(&program);
    let db = folder.join("examples.db").display().to_string();
    let others = folder.join("others.db").display().to_string();
    for db in [&db, &others] {
        assert_eq!(shell(&folder, &path, db, "muster init --sample").status, 0);
    }
    for (command, _) in commands(&program, "zh") {
        let lines = examples(&program.run(&["help", &command]).out);
        assert!((1..=4).contains(&lines.len()), "{command}: {lines:?}");
        assert_eq!(lines, examples(&program.run(&["help", &command, "--lang", "en"]).out));
        for line in lines {
            assert!(line.contains(&format!("muster {command}")) || line.starts_with("muster --db"), "{line}");
            let run = match line.as_str() {
                // The screens need a terminal; other tests open them.
                _ if command == "demo" => continue,
                // The sample with its year is made once, in `year_report`.
                _ if line.contains("--sample-year") => continue,
                _ if line.starts_with("muster sheet key") => {
                    shell(&folder, &path, &db, &keyed(&folder, &path, &db, &line))
                }
                _ if line.starts_with("muster sheet read") => {
                    // Filled in by the station.
                    let file = folder.join("sign.xlsx");
                    let mut rows = cells(&file);
                    fill_in(&mut rows);
                    save(&file, &rows);
                    shell(&folder, &path, &db, &line)
                }
                "muster init" => shell(&folder, &path, &folder.join("new.db").display().to_string(), &line),
                "muster restore usb/copy.db" => {
                    let made = fs::read_dir(folder.join("usb")).unwrap().next().unwrap().unwrap().path();
                    fs::rename(made, folder.join("usb/copy.db")).unwrap();
                    // Without a terminal nobody is asked, and nothing is lost without being told.
                    let run = shell(&folder, &path, &db, &line);
                    assert!(matches!(run.status, 0 | 77), "{run:?}");
                    continue;
                }
                // No relief waits for its notice by then.
                _ if line.starts_with("muster notice relief") => {
                    let run = shell(&folder, &path, &db, &line);
                    assert!(run.status == 1 && run.err.contains("困难救助"), "{run:?}");
                    continue;
                }
                _ if command == "reverse" => {
                    let ledger = shell(&folder, &path, &db, "muster ledger --json").json();
                    let newest = ledger[0]["entry"].as_str().unwrap().to_owned();
                    shell(&folder, &path, &db, &line.replace("018d6a10", &newest))
                }
                _ if command == "cancel" => {
                    let absent = "muster record 王晓山 --round 2024-spring --outcome absent --json";
                    let told = shell(&folder, &path, &db, absent).json();
                    shell(&folder, &path, &db, &line.replace("018d6a10", told["visit"].as_str().unwrap()))
                }
                _ if line.contains("018d6a10") => {
                    let pay = format!("muster pay 程连富 army_spouse 600 --months 2023-01 --id {PAYMENT}");
                    assert_eq!(shell(&folder, &path, &db, &pay).status, 0);
                    shell(&folder, &path, &db, &line.replace("018d6a10", PAYMENT))
                }
                _ if command == "audit" => {
                    let found = shell(&folder, &path, &db, "muster audit --rule A03 --json").json();
                    let name = found[0]["finding"].as_str().unwrap().to_owned();
                    let run = shell(&folder, &path, &db, &line.replace("A03-bcdfghjkl", &name));
                    // What is to be answered ends with 1.
                    assert!(
                        run.status == 0 || (run.status == 1 && !line.contains("answer")),
                        "{line} {run:?}"
                    );
                    continue;
                }
                _ => shell(&folder, &path, &db, &line),
            };
            assert_eq!(run.status, 0, "{line} {run:?}");
        }
        // Those of its actions name numbers and people that are not there by then: they must be understood.
        for (action, _) in listed(&program.run(&["help", &command]).out) {
            let lines = examples(&program.run(&[&command, &action, "--help"]).out);
            assert!((1..=4).contains(&lines.len()), "{command} {action}: {lines:?}");
            for line in
                lines.iter().filter(|line| !line.contains('…') && line.split(' ').all(|word| word != "-"))
            {
                let run = shell(&folder, &path, &others, line);
                assert!(matches!(run.status, 0 | 1 | 65 | 77), "{line} {run:?}");
            }
        }
    }
    let root = examples(&program.run(&["--help"]).out);
    assert!((2..=4).contains(&root.len()), "{root:?}");
}
