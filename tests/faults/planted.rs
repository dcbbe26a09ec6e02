//! Numbers of invented people in every field and file: no output, screen, file, argument or core image shows one but
//! where the tables of `.github/SECURITY.md` say so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use muster::clock;
use rusqlite::functions::FunctionFlags;

use super::house::{BY, House, SPRING, name};
use super::output::{self, Does};
use super::poisoned;
use super::rich::richer;
use super::{house, long, texts};
use crate::support::program::{Run, finished};

/// Without their check digits.
const IDS: [&str; 4] = ["15259919310307101", "15259919321119102", "15259919330923103", "15259919341227104"];
const PHONES: [&str; 3] = ["16047913579", "17624681357", "19135792468"];
const CARDS: [&str; 2] = ["6228480123987654321", "6217009876123459876"];
/// The birth of somebody without an ID number.
const BIRTH: &str = "1935-10-29";
/// Digits of a number in a row that are too many to be shown.
const TOO_MANY: usize = 7;

fn id(n: usize) -> String {
    let first = IDS[n];
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first.chars().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
    format!("{first}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11])
}

/// A number as people write it: each time another one, in another way.
fn written(n: usize) -> String {
    let (id, phone, card) = (id(n % IDS.len()), PHONES[n % PHONES.len()], CARDS[n % CARDS.len()]);
    match n % 16 {
        0 => id,
        1 => format!("{} {} {}", &id[..6], &id[6..14], &id[14..]),
        2 => phone.to_owned(),
        3 => format!("{}-{}-{}", &phone[..3], &phone[3..7], &phone[7..]),
        4 => card.to_owned(),
        5 => phone.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect(),
        6 => format!("+86 {phone}"),
        7 => format!("{}/{}/{}", &phone[..3], &phone[3..7], &phone[7..]),
        8 => phone.chars().map(|c| HAN[c.to_digit(10).unwrap() as usize]).collect(),
        9 => format!("{}，{}，{}", &id[..6], &id[6..14], &id[14..]),
        10 => format!("{}#{}#{}", &phone[..3], &phone[3..7], &phone[7..]),
        11 => format!("{}*{}*{}", &id[..6], &id[6..14], &id[14..]),
        12 => format!("{} #{} #{} #{}", &card[..4], &card[4..8], &card[8..12], &card[12..]),
        13 => phone.chars().map(|c| SUZHOU[c.to_digit(10).unwrap() as usize]).collect(),
        14 => format!("{}\u{300}{}", &phone[..1], &phone[1..]),
        _ => format!("{}号{}号{}", &phone[..3], &phone[3..7], &phone[7..]),
    }
}

/// Digits in Han.
const HAN: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// Those of Suzhou.
const SUZHOU: [char; 10] = ['〇', '〡', '〢', '〣', '〤', '〥', '〦', '〧', '〨', '〩'];

/// What of a planted number a text shows: seven digits of it in a row, or a whole birth date.
fn shown(text: &str) -> Option<String> {
    // Parted by what parts other things too: only as it is written. Of a screen only what changed is drawn.
    static PARTED: OnceLock<Vec<String>> = OnceLock::new();
    let parted = PARTED.get_or_init(|| (0..48).filter(|n| n % 16 > 9).map(written).collect());
    if let Some(parted) = parted.iter().find(|parted| text.contains(*parted)) {
        return Some(parted.clone());
    }
    let plain: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap(),
            _ if c.is_ascii() => c,
            _ => [HAN, SUZHOU]
                .iter()
                .find_map(|row| row.iter().position(|digit| *digit == c))
                .map_or(c, |digit| char::from_digit(u32::try_from(digit).unwrap(), 10).unwrap()),
        })
        .filter(|c| !c.is_whitespace() && !matches!(*c, '-' | '/' | '，'))
        .collect();
    let ids = (0..IDS.len()).map(id);
    let numbers: Vec<String> = ids.chain(PHONES.map(str::to_owned)).chain(CARDS.map(str::to_owned)).collect();
    // Only where so many digits stand in a row.
    for digits in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| part.len() >= TOO_MANY) {
        let holds = |number: &&String| {
            (0..=number.len() - TOO_MANY).any(|at| digits.contains(&number[at..at + TOO_MANY]))
        };
        if let Some(number) = numbers.iter().find(holds) {
            return Some(number.clone());
        }
    }
    let births = IDS.map(|id| format!("{}-{}-{}", &id[6..10], &id[10..12], &id[12..14]));
    for birth in births.iter().map(String::as_str).chain([BIRTH]) {
        let day: chrono::NaiveDate = birth.parse().unwrap();
        let forms = ["%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%-m月%-d日", "%-d%b%Y", "%Y.%-m.%-d"];
        if forms.iter().any(|form| plain.contains(&day.format(form).to_string())) {
            return Some(birth.to_owned());
        }
    }
    None
}

fn assert_masked(run: &Run, line: &[&str]) {
    for text in [&run.out, &run.err] {
        assert_eq!(shown(text), None, "{line:?} {run:?}");
    }
    assert!(run.out.len() + run.err.len() > 0 || line.contains(&"check"), "{line:?}");
}

/// The rows of a table of the document whose first head this is.
fn table(head: &str) -> Vec<[String; 2]> {
    let text = include_str!("../../.github/SECURITY.md");
    let rows = text.lines().skip_while(|line| !line.starts_with(&format!("| {head} |"))).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            [cells[0].to_owned(), cells[1].to_owned()]
        })
        .collect()
}

/// What stands between backquotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// What of a number a file holds. The lock tells when files were made, in nanoseconds: of so many digits seven in a row
/// are those of somebody's number now and then, so that only a whole one counts there.
fn told_in(path: &Path, text: &str) -> Option<String> {
    let number = shown(text)?;
    let is_lock = path.extension().is_some_and(|ending| ending == "lock");
    (!is_lock || text.contains(&number)).then_some(number)
}

/// Files below a folder that hold a number, though the table does not say so, and what they hold.
fn telling_files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let full = table("file");
    let endings: Vec<&str> = full
        .iter()
        .filter(|[_, holds]| holds.starts_with("in full:"))
        .flat_map(|[file, _]| quoted(file))
        .map(|pattern| pattern.strip_prefix('*').unwrap())
        .collect();
    assert!(endings.len() >= 4, "{endings:?}");
    let mut telling = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        // What goes away while it is looked at is gone.
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !endings.iter().any(|ending| path.to_str().unwrap().ends_with(ending))
                && let Ok(bytes) = fs::read(&path)
                && let Some(number) = told_in(&path, &String::from_utf8_lossy(&bytes))
            {
                let begin = String::from_utf8_lossy(bytes.get(..200).unwrap_or(&bytes)).into_owned();
                telling.insert(path, format!("{number} in {} bytes: {begin:?}", bytes.len()));
            }
        }
    }
    telling
}

/// A register that holds numbers wherever the program itself lets them in, and two gifts in it.
fn planted() -> (House, Vec<String>) {
    let house = House::new(12);
    let roster = house.folder.path().join("roster.csv");
    let mut rows = "姓名,身份证号,出生日期,苏木镇,嘎查,电话,银行卡号,住址,备注\n".to_owned();
    for n in 0..4 {
        let (id, birth) = if n < 3 { (id(n), "") } else { (String::new(), BIRTH) };
        let (phone, card) = (PHONES[n % 3], CARDS[n % 2]);
        let (address, note) = (written(n + 1), written(n));
        let who = name(n);
        let _ = writeln!(
            rows,
            "{who},{id},{birth},桑根达来镇,敖包图嘎查,{phone},{card},某街{address},某事{note}"
        );
    }
    fs::write(&roster, rows).unwrap();
    let run = |line: &[&str]| {
        let run = finished(&mut house.command(line));
        assert_masked(&run, line);
        assert_eq!(run.status, 0, "{line:?} {run:?}");
    };
    run(&["import", roster.to_str().unwrap()]);
    let gifts: Vec<String> = (0..4).map(|_| clock::new_entry_id().to_string()).collect();
    for (n, id) in gifts.iter().enumerate() {
        let mut line: Vec<String> =
            ["record", &name(n), "--round", SPRING, "--id", id].map(str::to_owned).to_vec();
        let more: [&[&str]; 2] =
            [&["--by", "布仁", "--by"], &["--goods", "米面油", "--value", "160", "--by"]];
        line.extend(more[n % 2].iter().map(|word| (*word).to_owned()));
        line.push(format!("赵志强{}", written(n + 2)));
        if n % 2 == 1 {
            line.extend(["--by".to_owned(), "布仁".to_owned(), "--cash".to_owned(), "10".to_owned()]);
        }
        line.push("--new-handler".to_owned());
        // The amount is off the standard.
        line.extend(["--reason".to_owned(), format!("另议{}", written(n + 6))]);
        line.extend(["--note".to_owned(), written(n + 3), "--needs".to_owned(), written(n + 4)]);
        line.extend([
            "--proxy".to_owned(),
            format!("某乙{}", written(n + 5)),
            "--relation".to_owned(),
            written(n),
        ]);
        run(&line.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for (n, reason) in [(2, written(1)), (3, written(5))] {
        run(&["reverse", &gifts[n], "--reason", &reason]);
    }
    (house, gifts[..2].to_vec())
}

/// Lines that meet a number where none is wanted, besides those that every command has.
fn misplaced(house: &House) -> Vec<Vec<String>> {
    let place = |name: &str| house.folder.path().join(name).to_str().unwrap().to_owned();
    let (id, phone, card) = (id(1), PHONES[0], CARDS[0]);
    let bad = place(&format!("{phone}.csv"));
    let rows = format!(
        "姓名,苏木镇,身份证号,优抚类别,慰问类别,{id},电话,出生日期\n甲某,{id},{id}0,{phone},{card},1,{card},{id}\n乙某,{phone},{phone},{id},{id},2,{id}x,{BIRTH}x\n"
    );
    fs::write(&bad, rows).unwrap();
    let headless = place("headless.csv");
    fs::write(&headless, format!("甲某,{id},{phone}\n乙某,{id},{phone}\n")).unwrap();
    let nowhere = place(&format!("{id}.db"));
    let spaced = format!("{} {}", &id[..6], &id[6..]);
    [
        &["import", "--dry-run", &bad][..],
        &["import", &headless],
        &["import", &place(&format!("{id}.xlsx"))],
        &["--db", &nowhere, "due"],
        &["restore", &nowhere],
        &[&id],
        &["find", &id[1..], phone],
        &["find", "--limit", &id, "甲"],
        &["show", &id[..17]],
        &["show", &spaced],
        &["show", phone, "--nothing", &id],
        &["record", &name(0), "--round", &id],
        &["record", &name(0), "--round", SPRING, "--cash", &id],
        &["record", &name(0), "--round", SPRING, "--id", &id],
        &["record", &name(0), "--round", SPRING, "--outcome", phone],
        &["record", &name(0), "--round", SPRING, "--on", &id],
        &["reverse", &id, "--reason", "错"],
        &["due", "--township", &id],
        &["due", "--state", phone],
        &["due", "--round", card],
        &["ledger", "--year", &id],
        &["report", phone],
        &["set", &id, "on"],
        &["set", "two_handlers", &id],
        &["completions", phone],
        &["rounds", "--today", &id],
        &["rounds", "--lang", &id],
        &["backup", "--to", &format!("{bad}/{id}")],
    ]
    .map(|line| line.iter().map(|word| (*word).to_owned()).collect())
    .to_vec()
}

#[test]
fn no_command_and_no_file_beside_the_register_shows_a_planted_number() {
    let (house, gifts) = planted();
    let temp = tempfile::tempdir().unwrap();
    let run = |line: &[&str]| {
        let run = finished(house.command(line).env("TMPDIR", temp.path()).env("LANG", "C"));
        assert_masked(&run, line);
        run
    };
    let lines = output::lines(&house, &gifts);
    let ended = AtomicBool::new(false);
    let telling = thread::scope(|scope| {
        let watched = scope.spawn(|| {
            let mut telling = BTreeMap::new();
            while !ended.load(Ordering::Relaxed) {
                telling.extend(telling_files(house.folder.path()));
                telling.extend(telling_files(temp.path()));
                thread::sleep(Duration::from_millis(20));
            }
            telling
        });
        let mut tried = BTreeSet::new();
        for (does, line) in &lines {
            let line: Vec<&str> = line.iter().map(String::as_str).collect();
            tried.insert(line[0].to_owned());
            if *does == Does::Tells {
                for more in [&["--lang", "en"][..], &["--json"]] {
                    run(&[&line[..], more].concat());
                }
            }
            run(&line);
        }
        tried.retain(|name| !name.starts_with('-'));
        assert!(tried.into_iter().eq(output::commands(&house)), "every command is tried");
        let people = (0..4).map(|n| vec!["show".to_owned(), name(n)]);
        for line in people.chain(misplaced(&house)) {
            let line: Vec<&str> = line.iter().map(String::as_str).collect();
            for more in [&["--lang", "zh"][..], &["--lang", "en"], &["--json"]] {
                run(&[more, &line].concat());
            }
        }
        // Numbers at their place; more of them within a minute would be slowed.
        assert!(run(&["find", &id(0)]).out.contains("152599********"));
        assert!(run(&["find", PHONES[1], "--json"]).out.contains("176****1357"));
        let card = run(&["show", &id(2), "--json"]).json();
        assert_eq!((&card["birth_year"], &card["age"]), (&1933.into(), &91.into()));
        let bad = house.folder.path().join(format!("{}.csv", PHONES[0]));
        // A name is never a number.
        fs::write(&bad, format!("姓名,苏木镇\n某{},上都镇\n", PHONES[0])).unwrap();
        run(&["import", "--skip-refused", bad.to_str().unwrap()]);
        ended.store(true, Ordering::Relaxed);
        watched.join().unwrap()
    });
    assert_eq!(telling, BTreeMap::new());
    let refused = house.folder.path().join(format!("{}.refused.csv", PHONES[0]));
    assert!(shown(&fs::read_to_string(&refused).unwrap()).is_some(), "refused rows are there to be mended");
    assert_eq!(fs::metadata(&refused).unwrap().permissions().mode() & 0o777, 0o600);
    house.assert_sound("after all this");
}

/// A register in which another tool has put a number into every text there is.
fn overgrown() -> House {
    let house = richer();
    texts::change(&house.path, |_, n, text| format!("{text}，{}", written(n)));
    let conn = rusqlite::Connection::open(&house.path).unwrap();
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("seal", -1, flags, |_| Ok(0)).unwrap();
    conn.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    for n in 0..12 {
        let (id, phone, card) = (id(n % IDS.len()), PHONES[n % 3], CARDS[n % 2]);
        let birth = format!("{}-{}-{}", &id[6..10], &id[10..12], &id[12..14]);
        let sql = "UPDATE recipient SET id_number = ?1, id_key = ?1, phone = ?2, card = ?3, birth = ?4 WHERE local_id = ?5";
        conn.execute(sql, (id, phone, card, birth, n + 1)).unwrap();
    }
    house
}

#[test]
fn no_command_shows_a_number_that_another_tool_put_anywhere() {
    let house = overgrown();
    let people: Vec<String> = rusqlite::Connection::open(&house.path)
        .unwrap()
        .prepare("SELECT id FROM recipient ORDER BY local_id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut lines = texts::reading();
    for id in people.iter().take(if long() { people.len() } else { 6 }) {
        lines.push(vec!["show", id]);
        lines.push([&["record", id, "--round", SPRING], &BY[..]].concat());
    }
    for (n, line) in lines.into_iter().enumerate() {
        for more in texts::forms(n) {
            assert_masked(&finished(house.command(&line).args(more)), &line);
        }
    }
}

/// A row's own number, a count or a sum may be somebody's number by now.
#[test]
fn what_check_tells_of_numbers_of_rows_is_masked() {
    let (house, _) = planted();
    let whole = fs::read(&house.path).unwrap();
    let columns = [
        ("entry", "local_id"),
        ("entry", "device_seq"),
        ("entry", "cash_fen"),
        ("entry", "id"),
        ("audit", "local_id"),
        ("audit", "device_seq"),
        ("recipient", "local_id"),
        ("recipient", "id"),
        ("visit", "id"),
        ("village", "local_id"),
        ("tally", "people"),
        ("standing", "recipient"),
    ];
    for (n, (table, column)) in columns.into_iter().enumerate() {
        fs::write(&house.path, &whole).unwrap();
        let number = if n % 2 == 0 { PHONES[n % 3].to_owned() } else { IDS[n % 4].to_owned() };
        let conn = rusqlite::Connection::open(&house.path).unwrap();
        let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
        conn.create_scalar_function("seal", -1, flags, |_| Ok(0)).unwrap();
        let guards = "SELECT coalesce(group_concat('DROP TRIGGER ' || name, '; '), ''), coalesce(group_concat(sql, '; '), '')
                      FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1";
        let (down, up): (String, String) =
            conn.query_row(guards, [table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let changed = format!(
            "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; {down};
             UPDATE {table} SET {column} = '{number}' WHERE {column} = (SELECT max({column}) FROM {table}); {up}"
        );
        conn.execute_batch(&changed).unwrap();
        drop(conn);
        let lines = [&["check"][..], &["check", "--json"], &["ledger"], &["acts"]];
        for more in lines.into_iter().take(if long() { 4 } else { 2 }) {
            let run = finished(&mut house.command(more));
            assert_eq!(shown(&[run.out.as_str(), &run.err].concat()), None, "{table}.{column} {run:?}");
            assert!(run.status != 0 || more[0] != "check", "{table}.{column} is not found");
        }
    }
}

#[test]
fn no_screen_shows_a_planted_number() {
    let house = overgrown();
    fs::write(house.folder.path().join(format!("名册{}.csv", id(0))), format!("姓名,{}\n", id(1))).unwrap();
    let forms = [("zh", (120, 40)), ("en", (200, 60))];
    for (lang, size) in forms {
        let mut pty = poisoned::start(&house, lang, size);
        pty.wait_frames(1);
        for _ in 0..if long() { 12 } else { 3 } {
            let keys =
                "enter F2 esc tab tab F3 tab tab tab esc ctrl+d esc F2 esc F2 enter esc esc esc esc down";
            poisoned::press(&mut pty, keys);
        }
        let rest = "F1 esc F3 esc F5 down enter esc tab down esc F7 down enter esc right esc F9 tab down enter esc tab esc
                    F6 down enter F6 F3 esc F2 esc esc F8 down enter esc esc esc ctrl+t down esc / 人 esc esc";
        poisoned::press(&mut pty, rest);
        let written = poisoned::without_own_sequences(&pty.log());
        assert_eq!(shown(&written), None, "{lang}");
        pty.keys("ctrl+q enter");
        assert_eq!(pty.exit(), 0, "{}", pty.screen());
    }
}

/// Phones of those who are due may be opened: these two are the only numbers on any screen then, and none once they are
/// masked again. No file has one meanwhile.
#[test]
fn open_phones_are_those_of_people_who_are_due_alone() {
    let (house, _) = planted();
    // The gifts to the last two were reversed.
    let due = [2, 3].map(|n| PHONES[n % 3]);
    let numbers = |text: &str| {
        let mut text = text.to_owned();
        let mut found = BTreeSet::new();
        while let Some(number) = shown(&text) {
            // Where somebody else's number stood, only what differs is drawn.
            for from in 0..=number.len() - TOO_MANY {
                text = text.replace(&number[from..], "");
            }
            assert!(found.insert(number.clone()), "{number} in another form:\n{text}");
        }
        found
    };
    for (lang, size) in [("zh", (120, 40)), ("en", (80, 24))] {
        let mut pty = poisoned::start(&house, lang, size);
        pty.wait_frames(1);
        let tour = "F5 down down down enter esc F2 esc esc / 丙 esc / 丁 enter esc / 乙 enter esc F7 down enter esc F12 down enter esc F4 esc";
        poisoned::press(&mut pty, tour);
        assert_eq!(numbers(&poisoned::without_own_sequences(&pty.log())), BTreeSet::new(), "{lang}");
        poisoned::press(&mut pty, "ctrl+p");
        pty.wait_at_rest();
        pty.keys("enter");
        pty.wait_for(if lang == "zh" { "电话显示中" } else { "phones open" });
        poisoned::press(&mut pty, tour);
        assert_eq!(
            numbers(&poisoned::without_own_sequences(&pty.log())),
            due.map(str::to_owned).into(),
            "{lang}"
        );
        assert_eq!(telling_files(house.folder.path()), BTreeMap::new());
        pty.keys("ctrl+p");
        pty.wait_gone(if lang == "zh" { "电话显示中" } else { "phones open" });
        let before = pty.log().len();
        poisoned::press(&mut pty, tour);
        assert_eq!(
            numbers(&poisoned::without_own_sequences(&pty.log()[before..])),
            BTreeSet::new(),
            "{lang}"
        );
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0, "{}", pty.screen());
        assert_eq!(telling_files(house.folder.path()), BTreeMap::new());
    }
    let opened: i64 = rusqlite::Connection::open(&house.path)
        .unwrap()
        .query_row("SELECT count(*) FROM audit WHERE action = 'open_phones'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(opened, 2);
}

#[test]
fn no_core_image_is_written_and_a_number_need_not_be_an_argument() {
    let (house, _) = planted();
    for signal in ["ABRT", "SEGV", "QUIT"] {
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "ulimit -S -c unlimited 2>/dev/null || ulimit -c unlimited; exec \"$0\" \"$@\""])
            // A shell that starts the tests in the background lets them ignore SIGQUIT.
            .args(["env", "--default-signal", env!("CARGO_BIN_EXE_muster")])
            .args(["find", "-"])
            .env("MUSTER_DB", &house.path)
            .env("HOME", house.folder.path())
            .current_dir(house.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let proc = PathBuf::from(format!("/proc/{}", child.id()));
        let deadline = Instant::now() + Duration::from_secs(20);
        let limited = || {
            let limits = fs::read_to_string(proc.join("limits")).unwrap_or_default();
            let line = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
            line.split_whitespace().filter(|word| *word == "0").count() == 2
        };
        while !limited() {
            assert!(Instant::now() < deadline, "core images are allowed");
            thread::sleep(Duration::from_millis(5));
        }
        child.stdin.as_mut().unwrap().write_all(id(0).as_bytes()).unwrap();
        let line = String::from_utf8_lossy(&fs::read(proc.join("cmdline")).unwrap()).into_owned();
        assert!(line.contains("find") && shown(&line).is_none(), "{line:?}");
        // Where the first is taken for a stack that is full, the next one ends it.
        let status = loop {
            let kill =
                Command::new("/bin/kill").args(["-s", signal, &child.id().to_string()]).output().unwrap();
            assert!(kill.status.success(), "{signal} {kill:?}");
            assert!(Instant::now() < deadline, "{signal} does not end it");
            thread::sleep(Duration::from_millis(20));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
        };
        assert!(status.signal().is_some() && !status.core_dumped(), "{signal} {status:?}");
    }
    let cores: Vec<_> = fs::read_dir(house.folder.path())
        .unwrap()
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("core"))
        .collect();
    assert!(cores.is_empty(), "{cores:?}");
    assert_eq!(telling_files(house.folder.path()), BTreeMap::new());
}

#[test]
fn the_tables_name_every_command_and_every_screen() {
    let rows = table("where");
    let named: BTreeSet<&str> = rows.iter().flat_map(|[place, _]| quoted(place)).collect();
    let screens = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/app/screens")).unwrap();
    for entry in
        screens.flatten().filter(|entry| entry.path().is_dir() && !entry.path().ends_with("snapshots"))
    {
        let screen = entry.file_name().to_string_lossy().into_owned();
        assert!(named.contains(screen.as_str()), "the screen {screen}");
    }
    let house = house::House::new(0);
    for command in output::commands(&house) {
        let full = format!("muster {command}");
        assert!(named.contains(command.as_str()) || named.contains(full.as_str()), "muster {command}");
    }
}
