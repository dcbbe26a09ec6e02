//! Protects whom a row of a roster is about: numbers that differ in a check digit, and those whom it says to be gone.

use std::fs;
use std::path::Path;

use crate::support::register::{Register, day, due_list, on, round};
use muster::clock::new_recipient_id;
use muster::domain::idcard::IdNumber;
use muster::domain::op::Op;
use muster::domain::recipient::StatusKind;
use muster::domain::roster::{CellFault, Fault, ImportReport};
use muster::domain::roster_question::NO_ANSWERS;
use muster::exchange::roster::{ImportOptions, Titles, import};
use muster::store::{DueQuery, DueStates};

fn run(register: &mut Register, path: &Path, write: bool) -> ImportReport {
    let options = ImportOptions {
        path,
        write,
        skip_refused: false,
        rename: false,
        expected: None,
        answers: &NO_ANSWERS,
        titles: Titles { row: "行号", reason: "原因" },
        new_id: &new_recipient_id,
        describe: &|fault: &CellFault| format!("{:?}", fault.column),
    };
    import(&mut register.store, &options, &on("2024-01-20"), &mut |_| true).unwrap()
}

/// The digits before it ask for one check digit alone: two numbers that differ in it alone are one human.
#[test]
fn numbers_that_differ_in_the_check_digit_alone_are_one_person() {
    let header = "姓名,身份证号,苏木镇\n";
    let line = |name: &str, check: char| format!("{name},15259919360102001{check},上都镇\n");
    let right = (0..10)
        .map(|digit| char::from(b'0' + digit))
        .chain(['X'])
        .find(|check| {
            let number = format!("15259919360102001{check}");
            matches!(IdNumber::parse(&number, day("2024-01-20")), Ok((_, None)))
        })
        .unwrap();
    let wrong = if right == '4' { '5' } else { '4' };
    for (first, second) in [(right, wrong), (wrong, right)] {
        let mut register = Register::new();
        let path = register.folder.path().join("roster.csv");
        // In one file.
        fs::write(&path, [header, &line("陈广和", first), &line("陈广和", second)].concat()).unwrap();
        for write in [false, true] {
            let report = run(&mut register, &path, write);
            let faults: Vec<_> = report.refused.iter().map(|it| (it.row, it.fault.clone())).collect();
            assert_eq!(faults, [(3, Fault::DuplicateButCheckDigit(2))]);
        }
        // One after another: the number whose check digit is right is kept.
        fs::write(&path, [header, &line("陈广和", first)].concat()).unwrap();
        assert!(run(&mut register, &path, true).written);
        fs::write(&path, [header, &line("陈广和", second)].concat()).unwrap();
        for write in [false, true] {
            let report = run(&mut register, &path, write);
            assert_eq!((report.new, report.refused_rows), (0, 0), "{report:?}");
            assert_eq!(report.changed, u64::from(second == right));
            assert!(report.warned.iter().any(|it| it.fault == Fault::SameButCheckDigit));
        }
        let kept: String =
            register.plain().query_row("SELECT id_number FROM recipient", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, format!("15259919360102001{right}"));
        // Under another name it is refused, and tells whose it is.
        fs::write(&path, [header, &line("单国强", wrong)].concat()).unwrap();
        let report = run(&mut register, &path, true);
        let [fault] = report.refused.as_slice() else { panic!("{report:?}") };
        assert!(
            matches!(&fault.fault, Fault::CheckDigitOfAnother { name, .. } if name.as_str() == "陈广和"),
            "{fault:?}"
        );
        assert_eq!(register.store.check().unwrap(), Vec::new());
    }
}

/// Words of death hold somebody back until somebody decides: once, and never again after that.
#[test]
fn whom_a_roster_says_to_be_gone_is_not_due_until_somebody_decides() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    let header = "姓名,苏木镇,慰问类别,备注\n";
    let due = |register: &Register| {
        let query = DueQuery { round: round("2024-spring"), township: None, states: DueStates::ToVisit };
        let (_, rows) = due_list(&register.store, &query, day("2024-01-20"));
        let mut names: Vec<String> = rows.iter().map(|row| row.name.to_string()).collect();
        names.sort();
        names
    };
    let alive = "程连富,上都镇,烈士遗属,低保\n";
    let gone = [
        "单国强,上都镇,烈士遗属,已故\n",
        "吕建国（2023年5月去世）,上都镇,烈士遗属,\n",
        "曾志已故,上都镇,烈士遗属,其父健在\n",
    ];
    fs::write(&path, [header, alive, &gone.concat(), "关九,上都镇,烈士遗属,其父病故\n"].concat()).unwrap();
    for write in [false, true] {
        let report = run(&mut register, &path, write);
        let told: Vec<u64> = report
            .warned
            .iter()
            .filter(|it| matches!(it.fault, Fault::SaysGone(_)))
            .map(|it| it.row)
            .collect();
        assert_eq!((report.new, told), (5, vec![3, 4, 5]), "{:?}", report.warned);
    }
    assert_eq!(due(&register), ["关九", "程连富"]);
    assert_eq!(register.store.check().unwrap(), Vec::new());
    // The same again changes nothing and tells nothing.
    let again = run(&mut register, &path, true);
    assert_eq!((again.unchanged, again.changed), (5, 0), "{again:?}");
    assert!(!again.warned.iter().any(|it| matches!(it.fault, Fault::SaysGone(_))), "{:?}", again.warned);
    // Somebody decides that he lives: the roster does not hold him back anew.
    let id = register.store.resolve("单国强").unwrap();
    let reason = muster::domain::text::CleanText::from("本人在家");
    let undo = Op::UndoStatus { id, kind: StatusKind::Suspended, reason };
    register.store.commit(&undo, &on("2024-01-20")).unwrap();
    assert!(!run(&mut register, &path, true).written || due(&register).contains(&"单国强".to_owned()));
    assert_eq!(due(&register), ["关九", "单国强", "程连富"]);
    // Somebody who is known and was alive so far.
    fs::write(&path, [header, "程连富,上都镇,烈士遗属,2024年1月病故\n"].concat()).unwrap();
    for write in [false, true] {
        let report = run(&mut register, &path, write);
        assert!(report.warned.iter().any(|it| matches!(it.fault, Fault::SaysGone(_))), "{:?}", report.warned);
    }
    assert_eq!(due(&register), ["关九", "单国强"]);
    assert_eq!(register.store.check().unwrap(), Vec::new());
}
