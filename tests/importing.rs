//! Protects a roster on its way in: all of it or nothing, and no refused row is lost or overwritten.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rusqlite::types::Value;

use crate::support::register::{Register, day, on, round};
use muster::clock::new_recipient_id;
use muster::domain::error::RegisterError;
use muster::domain::idcard::IdNumber;
use muster::domain::op::Op;
use muster::domain::progress::ImportPhase;
use muster::domain::roster::{CellFault, Column, Fault, ImportReport};
use muster::domain::roster_question::NO_ANSWERS;
use muster::exchange::roster::{ImportError, ImportOptions, Titles, import};
use muster::store::Store;

fn wish(path: &Path, write: bool, skip_refused: bool) -> ImportOptions<'_> {
    let describe = &|fault: &CellFault| format!("{:?}", fault.column);
    ImportOptions {
        path,
        write,
        skip_refused,
        rename: false,
        expected: None,
        answers: &NO_ANSWERS,
        titles: Titles { row: "行号", reason: "原因" },
        new_id: &new_recipient_id,
        describe,
    }
}

fn run(register: &mut Register, wish: &ImportOptions<'_>) -> ImportReport {
    import(&mut register.store, wish, &on("2024-01-20"), &mut |_| true).unwrap()
}

fn knows(register: &Register, name: &str) -> bool {
    register.store.resolve(name).is_ok()
}

/// A roster of so many people in a folder of its own register.
fn roster(register: &Register, rows: usize) -> std::path::PathBuf {
    let mut text = String::from("姓名,苏木镇\n");
    for n in 0..rows {
        let name: String = n
            .to_string()
            .chars()
            .map(|c| {
                ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'][c.to_digit(10).unwrap() as usize]
            })
            .collect();
        writeln!(text, "乌{name},上都镇").unwrap();
    }
    let path = register.folder.path().join("roster.csv");
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_stopped_import_leaves_no_trace() {
    let mut register = Register::new();
    let path = roster(&register, 450);
    let mut heard = Vec::new();
    let stopped = import(&mut register.store, &wish(&path, true, false), &on("2024-01-20"), &mut |now| {
        assert!(now.done <= now.total, "{now:?}");
        heard.push(now.rows);
        now.rows < 400
    });
    assert_eq!(stopped, Err(ImportError::Stopped));
    heard.retain(|rows| *rows > 0);
    heard.dedup();
    assert_eq!(heard, [200, 400]);
    assert!(!knows(&register, "乌一"));
    assert_eq!(register.store.check().unwrap(), Vec::new());

    assert_eq!(run(&mut register, &wish(&path, false, false)).new, 450);
    assert!(!knows(&register, "乌一"), "a dry run writes nothing");
    let done = run(&mut register, &wish(&path, true, false));
    assert!(done.written && done.refused_file.is_none());
    let again = run(&mut register, &wish(&path, true, false));
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 450));
}

/// A large roster of people with ID numbers, but for the rows of `unnumbered`, and some of them twice.
fn large(register: &Register, rows: u32, unnumbered: &[u32], twice: &[u32]) -> std::path::PathBuf {
    let mut text = String::from("姓名,公民身份号码,苏木镇,嘎查,慰问类别\n");
    for n in (0..rows).chain(twice.iter().copied()) {
        let name = ['程', '乌', '巴'][n as usize % 3].to_string()
            + &['连', '云', '图'][n as usize / 3 % 3].to_string()
            + &char::from_u32(0x4E00 + n / 9).unwrap().to_string();
        let number = if unnumbered.contains(&n) { String::new() } else { number(n) };
        let village = ["敖包图嘎查", "乌兰图嘎嘎查"][n as usize % 2];
        let group = if n % 10 == 0 { "烈士遗属" } else { "" };
        writeln!(text, "{name},{number},桑根达来镇,{village},{group}").unwrap();
    }
    let path = register.folder.path().join("large.csv");
    fs::write(&path, text).unwrap();
    path
}

/// An invented ID number with a right check digit.
fn number(n: u32) -> String {
    let seventeen = format!("1525991950{:02}{:02}{:03}", 1 + n / 28_000, 1 + n % 28, n / 28 % 1_000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        seventeen.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11];
    format!("{seventeen}{check}")
}

fn cell_text(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        other @ (Value::Null | Value::Integer(_) | Value::Real(_) | Value::Blob(_)) => format!("{other:?}"),
    }
}

/// Everything that the register says, table by table, with what makes its tables, indexes and triggers.
fn content(register: &Register) -> Vec<String> {
    let plain = register.plain();
    let lines = |sql: &str| -> Vec<String> {
        let mut statement = plain.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let cells = (0..columns).map(|at| row.get::<_, Value>(at).map(cell_text));
            Ok(cells.collect::<Result<Vec<_>, _>>()?.join("|"))
        });
        rows.unwrap().map(Result::unwrap).collect()
    };
    let mut all = lines("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
    let tables = lines("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    for table in tables {
        let mut rows = lines(&format!("SELECT '{table}', * FROM {table}"));
        rows.sort_unstable();
        all.extend(rows);
    }
    all
}

/// A line of [`content`] without what differs from import to import: the id, which is minted, the local number of the
/// source, and the seal over them.
fn without_id(line: &str) -> String {
    let mut cells: Vec<&str> = line.split('|').collect();
    if matches!(cells.first(), Some(&("recipient" | "group_held" | "category_held"))) {
        cells.remove(2);
        cells.pop();
        let behind = usize::from(cells[0] == "recipient");
        cells.remove(cells.len() - 1 - behind);
    }
    cells.join("|")
}

#[test]
fn esc_while_indexes_are_made_leaves_no_trace() {
    let mut register = Register::new();
    register
        .store
        .commit(&Op::CreateRound(register.store.round(round("2024-spring")).unwrap()), &on("2024-01-20"))
        .unwrap();
    let path = large(&register, 6_000, &[], &[]);
    let before = content(&register);
    // at several moments of it, until one is behind its end
    for moment in 0..3 {
        let mut heard = 0;
        let stopped = import(&mut register.store, &wish(&path, true, false), &on("2024-01-20"), &mut |now| {
            heard += u32::from(now.phase == ImportPhase::Indexes);
            heard <= 4 * moment
        });
        assert_eq!(stopped, Err(ImportError::Stopped), "{moment}");
        assert!(content(&register) == before, "{moment}");
    }
    assert_eq!(run(&mut register, &wish(&path, true, false)).new, 6_000);
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

#[test]
fn a_large_import_finds_who_stands_there_twice() {
    for (unnumbered, twice, known) in [
        (&[][..], &[7, 4_000][..], &[][..]),
        (&[5_000, 9, 3_000], &[5_000, 3_000, 7, 9], &[]),
        (&[], &[7, 4_000], &[7_usize, 2_999]),
        (&[5_000, 9], &[5_000, 7, 9], &[7, 9]),
    ] {
        let mut register = Register::new();
        let path = large(&register, 6_000, unnumbered, twice);
        let all = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = all.lines().collect();
        let before: Vec<&str> = [lines[0]].into_iter().chain(known.iter().map(|n| lines[n + 1])).collect();
        fs::write(&path, before.join("\n")).unwrap();
        run(&mut register, &wish(&path, true, false));
        fs::write(&path, &all).unwrap();
        let faults_of = |report: &ImportReport| -> Vec<(u64, Column, Fault)> {
            report.refused.iter().map(|f| (f.row, f.column, f.fault.clone())).collect()
        };
        let expected: Vec<(u64, Column, Fault)> = twice
            .iter()
            .zip(6_002..)
            .map(|(n, row)| {
                let first = u64::from(*n) + 2;
                if unnumbered.contains(n) {
                    (row, Column::Name, Fault::DuplicatePerson(first))
                } else {
                    (row, Column::IdNumber, Fault::DuplicateId(first))
                }
            })
            .collect();
        let old = known.len() as u64;
        let dry = run(&mut register, &wish(&path, false, false));
        assert_eq!((faults_of(&dry), dry.new, dry.unchanged), (expected.clone(), 6_000 - old, old));
        let refused = run(&mut register, &wish(&path, true, false));
        assert_eq!((faults_of(&refused), refused.written), (expected.clone(), false));
        let written = run(&mut register, &wish(&path, true, true));
        assert_eq!((faults_of(&written), written.new, written.unchanged), (expected, 6_000 - old, old));
        assert_eq!(register.store.check().unwrap(), Vec::new(), "the tally is a full count, among others");
    }
}

/// The same people by one large import and by small ones: the same register, but for ids, instants and sources.
#[test]
fn a_first_import_leaves_what_small_ones_leave() {
    let content = |at_once: bool| {
        let mut register = Register::new();
        register
            .store
            .commit(&Op::CreateRound(register.store.round(round("2024-spring")).unwrap()), &on("2024-01-20"))
            .unwrap();
        let path = large(&register, 4_000, &[2_500], &[]);
        if at_once {
            run(&mut register, &wish(&path, true, false));
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let (head, rows) = text.split_once('\n').unwrap();
            let rows: Vec<&str> = rows.lines().collect();
            for part in rows.chunks(800) {
                fs::write(&path, format!("{head}\n{}\n", part.join("\n"))).unwrap();
                run(&mut register, &wish(&path, true, false));
            }
        }
        let own = |line: &String| {
            let others = ["sqlite_sequence|", "meta|", "source|"].iter().any(|table| line.starts_with(table));
            !line.contains("import") && !line.contains("|number_roster|") && !others
        };
        content(&register).iter().filter(|line| own(line)).map(|line| without_id(line)).collect::<Vec<_>>()
    };
    assert!(content(true) == content(false));
}

#[test]
fn a_dry_run_leaves_writers_free() {
    let mut register = Register::new();
    let path = large(&register, 6_000, &[], &[]);
    let mut other = Store::open(&register.folder.path().join("r.db")).unwrap();
    let round = other.round(round("2024-spring")).unwrap();
    let mut op = Some(Op::CreateRound(round));
    let before = content(&register);
    let dry = import(&mut register.store, &wish(&path, false, false), &on("2024-01-20"), &mut |now| {
        // in its midst
        if now.rows >= 3_000
            && let Some(op) = op.take()
        {
            other.commit(&op, &on("2024-01-20")).unwrap();
        }
        true
    });
    assert_eq!(dry.unwrap().new, 6_000);
    assert!(op.is_none());
    assert!(content(&register) != before, "the round of the other program");
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

#[test]
fn a_dry_run_foretells_what_the_import_does() {
    let mut register = Register::new();
    let path = large(&register, 3_000, &[5, 6, 7], &[]);
    let text = fs::read_to_string(&path).unwrap();
    run(&mut register, &wish(&path, true, false));
    // It leaves a line of the audit, and how far that has come.
    let facts = |register: &Register| {
        let (kept, told): (Vec<_>, Vec<_>) = content(register)
            .into_iter()
            .filter(|line| !line.starts_with("meta|") && !line.starts_with("sqlite_sequence|"))
            .partition(|line| !line.contains("|number_roster|"));
        (kept, told.len())
    };
    let (before, asked) = facts(&register);
    let lines: Vec<&str> = text.lines().collect();
    let number = number(5);
    // unchanged; one whose number becomes known, and again by that number; a new group; a new village;
    // a newcomer twice
    let numbered = lines[7].replacen(",,", &format!(",{number},"), 1);
    let rows = [
        lines[0].to_owned(),
        lines[9].to_owned(),
        numbered.clone(),
        numbered,
        lines[8].to_owned() + "困难退役军人",
        lines[12].replace("嘎查", "嘎查二"),
        "新来,,桑根达来镇,敖包图嘎查,".to_owned(),
        "新来,,桑根达来镇,敖包图嘎查,".to_owned(),
    ];
    fs::write(&path, rows.join("\n")).unwrap();
    let dry = run(&mut register, &wish(&path, false, true));
    assert!(facts(&register) == (before, asked + 1), "a dry run writes nothing else");
    let wet = run(&mut register, &wish(&path, true, true));
    assert_eq!((dry.new, dry.changed, dry.unchanged, dry.refused_rows), (1, 3, 1, 2), "{dry:?}");
    assert_eq!((wet.new, wet.changed, wet.unchanged, &wet.refused), (1, 3, 1, &dry.refused));
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

/// An account that the register does not take is told of its cell, and nothing is written beside it.
#[test]
fn an_account_that_is_too_long_is_refused_with_its_row_and_column() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    for (digits, refused) in [(30, 0), (31, 1), (32, 1), (34, 1)] {
        let name = format!("乌{}", "一".repeat(digits - 20));
        let rows = format!("姓名,苏木镇,银行卡号\n{name},上都镇,{}\n", "1".repeat(digits));
        fs::write(&path, rows).unwrap();
        let report = run(&mut register, &wish(&path, true, false));
        assert_eq!((report.refused_rows, knows(&register, &name)), (refused, refused == 0), "{digits}");
        assert!(report.refused.iter().all(|fault| fault.column == Column::Card), "{:?}", report.refused);
    }
}

#[test]
fn every_fault_of_a_row_is_told_whoever_finds_it() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    fs::write(&path, "姓名,公民身份号码,苏木镇,慰问类别\n张三,1525,火星镇,烈士遗属、好人\n").unwrap();
    let report = run(&mut register, &wish(&path, true, true));
    let faults: Vec<(Column, &Fault)> = report.refused.iter().map(|f| (f.column, &f.fault)).collect();
    assert!(
        matches!(
            faults.as_slice(),
            [
                (Column::IdNumber, Fault::IdLength(4)),
                (Column::Township, Fault::UnknownTownship(_)),
                (Column::Groups, Fault::UnknownGroup(_))
            ]
        ),
        "{faults:?}"
    );
    assert_eq!(report.refused_rows, 1);
}

#[test]
fn refused_rows_never_overwrite_a_file() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    let taken = register.folder.path().join("roster.refused.csv");
    fs::write(&path, "姓名,苏木镇\n张三,火星镇\n李四,上都\n").unwrap();
    fs::write(&taken, "mine").unwrap();
    let done = run(&mut register, &wish(&path, true, true));
    let file = done.refused_file.unwrap();
    assert_eq!(file, register.folder.path().join("roster.refused-2.csv"));
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    assert!(fs::read_to_string(&file).unwrap().contains("张三"));
    assert!(knows(&register, "李四") && !knows(&register, "张三"));
    assert!(run(&mut register, &wish(&path, false, true)).refused_file.is_none(), "a dry run writes no file");
}

#[test]
fn a_number_that_is_anothers_but_for_a_slip_is_warned_of() {
    let right = (0..10)
        .map(|digit| char::from(b'0' + digit))
        .chain(['X'])
        .map(|check| format!("15259919360102001{check}"))
        .find(|number| matches!(IdNumber::parse(number, day("2024-01-20")), Ok((_, None))))
        .unwrap();
    // One digit off, and two neighbours swapped: with the check digit of the right number, and with their own.
    let off = right.replacen("0102", "0103", 1);
    let swapped = right.replacen("0102", "0120", 1);
    let sound = |id: &str| {
        let check = match IdNumber::parse(id, day("2024-01-20")) {
            Ok((number, _)) => number.right_check_digit(),
            Err(error) => panic!("{error}"),
        };
        format!("{}{check}", &id[..17])
    };
    let others = [off.clone(), swapped.clone(), sound(&off), sound(&swapped)];
    for (first, second) in others.iter().flat_map(|other| [(other, &right), (&right, other)]) {
        let mut register = Register::new();
        let path = register.folder.path().join("roster.csv");
        let line = |number: &str| format!("陈广和,{number},上都镇\n");
        let header = "姓名,身份证号,苏木镇\n";
        let found = |report: &ImportReport| {
            report
                .warned
                .iter()
                .filter(|found| matches!(found.fault, Fault::LikeRow(_) | Fault::LikeRegistered))
                .cloned()
                .collect::<Vec<_>>()
        };
        // In one file.
        fs::write(&path, [header, &line(first), &line(second)].concat()).unwrap();
        for write in [false, true] {
            let report = run(&mut register, &wish(&path, write, false));
            let [one] = found(&report).try_into().unwrap();
            assert_eq!((report.new, one.row, one.column), (2, 3, Column::IdNumber));
            assert_eq!(one.fault, Fault::LikeRow(2));
        }
        // One after another.
        let mut register = Register::new();
        let path = register.folder.path().join("roster.csv");
        fs::write(&path, [header, &line(first)].concat()).unwrap();
        assert_eq!(found(&run(&mut register, &wish(&path, true, false))), []);
        fs::write(&path, [header, &line(second)].concat()).unwrap();
        for write in [false, true] {
            let report = run(&mut register, &wish(&path, write, false));
            let [one] = found(&report).try_into().unwrap();
            assert_eq!((one.row, one.fault), (2, Fault::LikeRegistered));
            assert_eq!((report.new, report.written), (1, write));
        }
        assert!(
            matches!(register.store.resolve("陈广和"), Err(RegisterError::Ambiguous(two)) if two.len() == 2)
        );
    }
}

/// Rows of one name that try out what a mask hides learn by three of them at most what a slip would tell.
#[test]
fn a_slip_is_told_of_few_rows_of_one_name() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    let header = "姓名,身份证号,苏木镇\n";
    fs::write(&path, format!("{header}陈广和,152599193608150013,上都镇\n")).unwrap();
    run(&mut register, &wish(&path, true, false));
    let told = |register: &mut Register, days: &[u32]| {
        let rows = days.iter().map(|day| format!("陈广和,15259919360815{day:03}3,上都镇\n"));
        let rows = rows.collect::<Vec<_>>().concat();
        fs::write(&path, format!("{header}{rows}")).unwrap();
        let report = run(register, &wish(&path, false, false));
        report.warned.iter().filter(|found| found.fault == Fault::LikeRegistered).count()
    };
    assert_eq!(told(&mut register, &[11, 345, 678]), 1);
    assert_eq!(told(&mut register, &[345, 567, 789, 11]), 0);
}

/// What a field leaves out of a pasted name, a roster may hold too: selectors of Mongolian letters behind none.
#[test]
fn stray_selectors_in_a_name_are_left_out() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    let rows = "姓名,苏木镇,嘎查村,住址\n布仁\u{180B}巴雅尔\u{180C},上都镇,新城\u{180B}社区,新城街\u{180B}1号\n                ᠪᠠᠲᠤ\u{180B}\u{180C},上都镇,新城社区,\n";
    fs::write(&path, rows).unwrap();
    let report = run(&mut register, &wish(&path, true, false));
    assert_eq!((report.new, &report.refused), (2, &Vec::new()));
    let card = |name: &str| register.store.recipient(register.store.resolve(name).unwrap()).unwrap();
    let card_of = card("布仁巴雅尔");
    assert_eq!((card_of.name.as_str(), card_of.address.as_deref()), ("布仁巴雅尔", Some("新城街1号")));
    assert_eq!(card_of.village.as_deref(), Some("新城社区"));
    assert_eq!(card("ᠪᠠᠲᠤ\u{180B}").name.as_str(), "ᠪᠠᠲᠤ\u{180B}");
}
