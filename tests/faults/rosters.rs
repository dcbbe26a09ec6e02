//! Rosters that hurt: a disk that fails at every storage call of an import, and hostile cells.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use muster::domain::error::RegisterError;
use muster::store::Store;

use super::hostile::{assert_clean, hostile};
use super::house::{House, name};
use super::long;
use super::storage::{assert_told, at_calls, at_every_call, struck};
use crate::support::program::finished;

const HEAD: &str = "姓名,苏木镇,嘎查,慰问类别,电话,地址,备注\n";

fn knows(path: &Path, somebody: &str) -> bool {
    match Store::open(path).unwrap().resolve(somebody) {
        Ok(_) => true,
        Err(RegisterError::NotFound(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

/// Every rule holds.
fn assert_sound(path: &Path, when: &str) {
    let findings = Store::open(path).and_then(|store| store.check());
    assert_eq!(findings.unwrap_or_else(|trouble| panic!("{when}: {trouble}")), Vec::new(), "{when}");
}

/// A folder with a copy of the register, which goes with its backups before the next fault: else each import would
/// look through those of all before it.
fn copied(house: &House, register: &[u8]) -> (PathBuf, PathBuf) {
    let place = house.folder.path().join("place");
    fs::create_dir(&place).unwrap();
    let path = place.join("r.db");
    fs::write(&path, register).unwrap();
    (place, path)
}

#[test]
fn an_import_is_there_whole_or_not_at_all() {
    let house = House::new(1);
    let before = fs::read(&house.path).unwrap();
    let roster = house.folder.path().join("roster.csv");
    let people: Vec<String> = (0..3).map(|n| name(10_000 + n)).collect();
    let rows = people.iter().map(|one| format!("{one},上都镇,新城社区,困难退役军人,,,\n"));
    fs::write(&roster, HEAD.to_owned() + &rows.collect::<String>()).unwrap();
    let line = ["import", roster.to_str().unwrap()];
    at_every_call("import", 16, |shim, at, fault| {
        let what = format!("import, {fault:?} at {at}");
        let (place, path) = copied(&house, &before);
        let hit = struck(shim, &house, &mut house.command_on(&path, &line), at, fault);
        assert_told(&hit, &what);
        let known = people.iter().filter(|one| knows(&path, one)).count();
        assert!(known == 0 || known == people.len(), "{what}: {known} of {}", people.len());
        assert!(known > 0 || hit.run.status != 0, "{what}: acknowledged and lost");
        assert_sound(&path, &what);
        let again = finished(&mut house.command_on(&path, &line));
        assert_eq!(again.status, 0, "{what}: {again:?}");
        assert!(people.iter().all(|one| knows(&path, one)), "{what}");
        fs::remove_dir_all(&place).unwrap();
        hit.struck
    });
}

/// Imports 2,100 rows onto a copy of the register, with one storage call after another failing: all of them are there
/// or none, and a second import brings all. `behind` looks at the folder, told how many of those asked for were there
/// before the second.
fn import_many(house: &House, called: &str, step: usize, behind: impl Fn(&Path, usize, &str)) {
    const ROWS: usize = 2_100;
    let before = fs::read(&house.path).unwrap();
    let roster = house.folder.path().join("roster.csv");
    let somebody = |n| name(10_000 + n);
    let rows = (0..ROWS).map(|n| format!("{},上都镇,新城社区,困难退役军人,,,\n", somebody(n)));
    fs::write(&roster, HEAD.to_owned() + &rows.collect::<String>()).unwrap();
    let path = house.folder.path().join("place").join("r.db");
    let known = || {
        let store = Store::open(&path).unwrap();
        (0..ROWS).step_by(100).filter(|n| store.resolve(&somebody(*n)).is_ok()).count()
    };
    at_calls(called, step, |shim, at, fault| {
        let what = format!("{called}, {fault:?} at {at}");
        let (place, path) = copied(house, &before);
        let line = ["import", roster.to_str().unwrap()];
        let hit = struck(shim, house, &mut house.command_on(&path, &line), at, fault);
        assert_told(&hit, &what);
        // Opening brings to its end what was decided, before anything is answered.
        let there = known();
        assert!(there == 0 || there == ROWS / 100, "{what}: {there}");
        assert!(there > 0 || hit.run.status != 0, "{what}: acknowledged and lost");
        assert_sound(&path, &what);
        let again = finished(&mut house.command_on(&path, &line));
        assert_eq!(again.status, 0, "{what}: {again:?}");
        assert_eq!(known(), ROWS / 100, "{what}");
        if long() {
            assert_sound(&path, &what);
        }
        behind(&place, there, &what);
        fs::remove_dir_all(&place).unwrap();
        hit.struck
    });
}

/// Indexes are taken down and made again.
#[test]
fn a_first_import_of_many_is_there_whole_or_not_at_all() {
    import_many(&House::new(0), "import of many", if long() { 20 } else { 6_000 }, |place, there, what| {
        let mut left: Vec<_> = fs::read_dir(place).unwrap().map(|item| item.unwrap().file_name()).collect();
        left.sort();
        // Where the first one was written, the second one was preceded by a backup of it.
        if left.iter().any(|name| name == "backups") {
            let copies: Vec<_> =
                fs::read_dir(place.join("backups")).unwrap().map(|item| item.unwrap().path()).collect();
            assert!(there > 0 && copies.len() == 1, "{what}: {copies:?}");
            assert_eq!(copies[0].extension().unwrap(), "db", "{what}");
            left.retain(|name| name != "backups");
        }
        assert_eq!(left, ["r.db", "r.db.lock"], "{what}");
    });
}

/// Where people are registered, they go in by parts.
#[test]
fn an_import_by_parts_is_there_whole_or_not_at_all() {
    import_many(&House::new(1), "import by parts", if long() { 20 } else { 6_000 }, |_, _, _| {});
}

#[test]
fn an_import_that_leaves_rows_out_loses_none_of_them() {
    let house = House::new(1);
    let before = fs::read(&house.path).unwrap();
    let good = name(20_000);
    at_every_call("import --skip-refused", 50, |shim, at, fault| {
        let what = format!("import --skip-refused, {fault:?} at {at}");
        let (place, path) = copied(&house, &before);
        let roster = place.join("roster.csv");
        fs::write(&roster, format!("{HEAD}{good},上都镇,,,,,\n某某,无此镇,,,,,\n")).unwrap();
        let line = ["import", roster.to_str().unwrap(), "--skip-refused"];
        let hit = struck(shim, &house, &mut house.command_on(&path, &line), at, fault);
        assert_told(&hit, &what);
        let rest = fs::read_to_string(place.join("roster.refused.csv")).unwrap_or_default();
        // Whoever is in the register is there with the rest of the file beside it.
        assert!(!knows(&path, &good) || rest.contains("无此镇"), "{what}: {rest}");
        assert!(knows(&path, &good) || hit.run.status != 0, "{what}: acknowledged and lost");
        assert_sound(&path, &what);
        let again = finished(&mut house.command_on(&path, &line));
        assert_eq!(again.status, 0, "{what}: {again:?}");
        assert!(knows(&path, &good), "{what}");
        fs::remove_dir_all(&place).unwrap();
        hit.struck
    });
}

#[test]
fn no_cell_and_no_file_name_of_a_roster_reaches_the_terminal_raw() {
    let house = House::new(1);
    let all = hostile();
    for (n, c) in all.iter().enumerate() {
        let cell = format!("好{c}的");
        let mut rows = vec![format!("{cell},{cell}\n"), HEAD.to_owned()];
        for column in 0..7 {
            let mut cells = [name(9_000 + column), "上都镇".to_owned(), "新城社区".to_owned()].to_vec();
            // Without a phone: rosters that are compared by numbers wait, as searches do.
            cells.extend(["困难退役军人", "", "某街", "某事"].map(str::to_owned));
            cells[column].clone_from(&cell);
            rows.push(cells.join(",") + "\n");
        }
        let path = house.folder.path().join(format!("{c}.csv").replace('/', ""));
        fs::write(&path, rows.concat()).unwrap();
        // The quick form takes one of the two for every character.
        let forms: [&[&str]; 2] = [&[], &["--json"]];
        for json in if long() { &forms[..] } else { &forms[n % 2..=n % 2] } {
            let mut command = house.command(&["import", path.to_str().unwrap(), "--dry-run"]);
            let run = finished(command.args(*json));
            assert_clean(&run, &format!("U+{:04X}", u32::from(*c)));
        }
        fs::remove_file(&path).unwrap();
    }
}

/// A roster of any size fits into 64 MB: the limit is the system's own, and the program would end at it.
#[test]
fn an_import_stays_small_whatever_its_size() {
    let house = House::new(0);
    let path = house.folder.path().join("roster.csv");
    let rows = if long() { 1_000_000 } else { 10_000 };
    let mut out = BufWriter::new(File::create(&path).unwrap());
    writeln!(out, "姓名,公民身份号码,苏木镇,嘎查,慰问类别,联系电话").unwrap();
    for n in 0..rows {
        let day = NaiveDate::from_num_days_from_ce_opt(700_000 + n % 20_000).unwrap();
        let seventeen = format!("152599{}{:03}", day.format("%Y%m%d"), n / 20_000);
        let group = if n % 10 == 0 { "烈士遗属" } else { "" };
        let name = name(usize::try_from(n).unwrap());
        let number = numbered(&seventeen);
        writeln!(out, "{name},{number},上都镇,新城社区,{group},164{n:08}").unwrap();
    }
    out.flush().unwrap();
    let mut limited = Command::new("sh");
    limited.args([
        "-c",
        "ulimit -d 65536; exec \"$0\" --db \"$1\" --today 2024-02-02 import \"$2\"",
        env!("CARGO_BIN_EXE_muster"),
    ]);
    limited.arg(&house.path).arg(&path).env("HOME", house.folder.path());
    let run = finished(&mut limited);
    assert_eq!(run.status, 0, "{run:?}");
    house.assert_sound("a large import");
}

/// With its check digit.
fn numbered(seventeen: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        seventeen.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11];
    format!("{seventeen}{check}")
}
