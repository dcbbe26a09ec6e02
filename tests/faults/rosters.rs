//! Rosters that hurt: a disk that fails at every storage call of an import, hostile cells, and files that were
//! changed at random.

use std::fs;

use muster::domain::roster::CellFault;
use muster::domain::trouble::Trouble;
use muster::importing::{ImportTrouble, Wish, import};
use muster::paper::refused::Titles;
use muster::store::Store;

use super::hostile::{assert_clean, hostile};
use super::house::{House, name};
use super::storage::{assert_told, at_every_call, struck};
use super::{Dice, long, report};
use crate::support::program::finished;
use crate::support::register::on;

const HEAD: &str = "姓名,苏木镇,嘎查,慰问类别,电话,地址,备注\n";

fn knows(house: &House, somebody: &str) -> bool {
    match Store::open(&house.path).unwrap().resolve(somebody) {
        Ok(_) => true,
        Err(Trouble::NotFound(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn an_import_is_there_whole_or_not_at_all() {
    let house = House::new(1);
    let path = house.folder.path().join("roster.csv");
    let mut n = 0;
    at_every_call("import", 8, |shim, at, fault| {
        let what = format!("import, {fault:?} at {at}");
        n += 1;
        let people: Vec<String> = (0..3).map(|one| name(1_000 * one + 10_000 + n)).collect();
        let rows = people.iter().map(|one| format!("{one},上都镇,新城社区,困难退役军人,,,\n"));
        fs::write(&path, HEAD.to_owned() + &rows.collect::<String>()).unwrap();
        let line = ["import", path.to_str().unwrap()];
        let hit = struck(shim, &house, &mut house.command(&line), at, fault);
        assert_told(&hit, &what);
        let known = people.iter().filter(|one| knows(&house, one)).count();
        assert!(known == 0 || known == people.len(), "{what}: {known} of {}", people.len());
        assert!(known > 0 || hit.run.status != 0, "{what}: acknowledged and lost");
        house.assert_sound(&what);
        let again = finished(&mut house.command(&line));
        assert_eq!(again.status, 0, "{what}: {again:?}");
        assert!(people.iter().all(|one| knows(&house, one)), "{what}");
        hit.struck
    });
}

#[test]
fn no_cell_and_no_file_name_of_a_roster_reaches_the_terminal_raw() {
    let house = House::new(1);
    let all = hostile();
    for (n, c) in all.iter().enumerate() {
        if !long() && n % 3 != 0 {
            continue;
        }
        let cell = format!("好{c}的");
        let mut rows = vec![format!("{cell},{cell}\n"), HEAD.to_owned()];
        for column in 0..7 {
            let mut cells = [name(9_000 + column), "上都镇".to_owned(), "新城社区".to_owned()].to_vec();
            cells.extend(["困难退役军人", "13800001234", "某街", "某事"].map(str::to_owned));
            cells[column].clone_from(&cell);
            rows.push(cells.join(",") + "\n");
        }
        let path = house.folder.path().join(format!("{c}.csv").replace('/', ""));
        fs::write(&path, rows.concat()).unwrap();
        for json in [&[][..], &["--json"]] {
            let mut command = house.command(&["import", path.to_str().unwrap(), "--dry-run"]);
            let run = finished(command.args(json));
            assert_clean(&run, &format!("U+{:04X}", u32::from(*c)));
        }
        fs::remove_file(&path).unwrap();
    }
}

/// Changes a file a little: bytes changed, left out, doubled, or an end that comes too early.
fn changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = usize::try_from(dice.below(out.len().max(1) as u64)).unwrap();
        let end = (at + usize::try_from(1 + dice.below(40)).unwrap()).min(out.len());
        match dice.below(5) {
            0 if at < out.len() => out[at] ^= 1 << dice.below(8),
            1 if at < out.len() => out[at] = b"\",\n\r\t=\0\xff"[usize::try_from(dice.below(8)).unwrap()],
            2 => drop(out.drain(at..end)),
            3 => {
                let piece = out[at..end].to_vec();
                out.splice(at..at, piece);
            }
            _ => out.truncate(at),
        }
    }
    out
}

#[test]
fn rosters_changed_at_random_are_imported_or_refused_and_nothing_else() {
    let house = House::new(1);
    let inputs = if long() { 1_000_000 } else { 300 };
    let mut originals = vec![(
        "csv",
        format!("{HEAD}{},上都镇,新城社区,困难退役军人,13800001234,某街,\"某,事\"\n", name(77)).into_bytes(),
    )];
    originals.extend(some_xlsx().map(|bytes| ("xlsx", bytes)));
    let mut store = Store::open(&house.path).unwrap();
    let (mut taken, mut refused) = (0, 0);
    let mut dice = Dice::new(9);
    for n in 0..inputs {
        let (ending, original) = &originals[n % originals.len()];
        let path = house.folder.path().join(format!("changed.{ending}"));
        fs::write(&path, changed(original, &mut dice)).unwrap();
        let wish = Wish {
            path: &path,
            write: false,
            skip_refused: false,
            titles: Titles { row: "行号", reason: "原因" },
            say: &|fault: &CellFault| format!("{:?}", fault.column),
        };
        match import(&mut store, &wish, &on("2024-02-02"), &mut |_, _| true) {
            Ok(_) => taken += 1,
            Err(ImportTrouble::Paper(_) | ImportTrouble::TooManyFaults) => refused += 1,
            Err(ImportTrouble::Register(trouble)) => panic!("{trouble}"),
            Err(ImportTrouble::Stopped) => panic!("nobody stopped it"),
        }
    }
    drop(store);
    house.assert_sound("after all rosters");
    report(&format!(
        "{inputs} changed rosters of {} kinds: {taken} read, {refused} refused, no panic",
        originals.len()
    ));
}

/// A workbook with a title, a header and a few people.
fn some_xlsx() -> Option<Vec<u8>> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in HEAD.trim_end().split(',').enumerate() {
        sheet.write_string(1, u16::try_from(column).ok()?, head).ok()?;
    }
    for row in 0..5 {
        sheet.write_string(2 + row, 0, name(80 + row as usize)).ok()?;
        sheet.write_string(2 + row, 1, "上都镇").ok()?;
    }
    book.save_to_buffer().ok()
}
