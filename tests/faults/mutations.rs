//! Rosters changed at random, a great many: read or refused, never a panic, and never more memory than a bound.
//! They are read by this test binary started once more, so that its memory is its own and a limit holds it.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use encoding_rs::GB18030;
use muster::clock::new_recipient_id;
use muster::domain::op::WriteContext;
use muster::domain::progress::ImportPhase;
use muster::domain::roster::CellFault;
use muster::domain::roster_question::NO_ANSWERS;
use muster::exchange::roster::reader;
use muster::exchange::roster::{ImportError, ImportOptions, Titles, import};
use muster::store::Store;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::house::{House, name};
use super::{Dice, many, report};
use crate::support::compound::{Cell, SheetOf, container, stream};
use crate::support::register::{day, on, text};

/// Set for the program that reads: the seed and the number of inputs.
const CHILD: &str = "MUSTER_TEST_MUTATIONS";
/// Programs that read at the same time.
const CHILDREN: u64 = 2;
/// Most memory that reading may take, in KiB.
const MOST_KIB: u64 = 256 << 10;
/// One in so many is imported, not only read.
const IMPORTED: u64 = 20;
const HEAD: &str = "姓名,身份证号,出生日期,苏木镇,嘎查,慰问类别,电话,银行卡号,地址,备注\n";
const ROW: &str = "152599193202150013,1932.2,上都镇,新城社区、某组,困难退役军人、其他,13800001234,6228480123,\"某,街\",某事";

#[test]
fn rosters_changed_at_random_are_read_or_refused_within_bounds() {
    let each = many(600, 1_000_000) / CHILDREN;
    thread::scope(|scope| {
        for seed in 0..CHILDREN {
            scope.spawn(move || {
                let path = concat!(module_path!(), "::child").split_once("::").unwrap().1;
                // An address space of 2 GB, so that a file that asks for more fails here and not the machine.
                let run = Command::new("/bin/sh")
                    .args(["-c", "ulimit -v 2097152; exec \"$0\" \"$@\""])
                    .arg(std::env::current_exe().unwrap())
                    .args([path, "--exact", "--nocapture", "--test-threads=1"])
                    .env(CHILD, format!("{seed} {each}"))
                    .stdin(Stdio::null())
                    .output()
                    .unwrap();
                let told = String::from_utf8_lossy(&run.stdout).into_owned();
                assert!(run.status.success(), "{told} {}", String::from_utf8_lossy(&run.stderr));
                let figures = told.lines().find(|line| line.contains("changed rosters")).unwrap();
                report(figures);
                let most: u64 = figures.rsplit(' ').nth(1).unwrap().parse().unwrap();
                assert!(most <= MOST_KIB, "{figures}");
            });
        }
    });
}

/// The program that reads: the test starts it; on its own it has nothing to do.
#[test]
#[expect(clippy::disallowed_methods, reason = "this is how the program knows that it is the child")]
fn child() {
    if let Ok(wish) = std::env::var(CHILD) {
        let (seed, inputs) = wish.split_once(' ').unwrap();
        read_many(seed.parse().unwrap(), inputs.parse().unwrap());
    }
}

/// What a roster is made of before it is changed.
enum Original {
    Text(Vec<u8>),
    Book(Vec<u8>),
    /// A workbook of which one part is changed, with every checksum right.
    Part(Vec<u8>, &'static str),
    /// A workbook of Office 97.
    Old(Vec<u8>),
    /// The stream of one, which is changed in a container that holds.
    OldStream(Vec<u8>),
}

fn read_many(seed: u64, inputs: u64) {
    let house = House::new(1);
    let mut store = Store::open(&house.path).unwrap();
    let originals = originals();
    let mut dice = Dice::new(seed + 9);
    let (mut taken, mut refused) = (0_u64, 0_u64);
    let path = house.folder.path().join("changed");
    for n in 0..inputs {
        let original = &originals[usize::try_from(dice.below(originals.len() as u64)).unwrap()];
        let (ending, bytes) = match original {
            Original::Text(bytes) => ("csv", changed(bytes, &mut dice)),
            Original::Book(bytes) => ("xlsx", changed(bytes, &mut dice)),
            Original::Part(bytes, part) => ("xlsx", repacked(bytes, part, &mut dice)),
            Original::Old(bytes) => ("xls", changed(bytes, &mut dice)),
            Original::OldStream(bytes) => ("xls", container("Workbook", &changed(bytes, &mut dice))),
        };
        let path = path.with_extension(ending);
        fs::write(&path, bytes).unwrap();
        let fine = if n % IMPORTED == 0 { imported(&mut store, &path, n) } else { is_read(&path) };
        *(if fine { &mut taken } else { &mut refused }) += 1;
    }
    drop(store);
    house.assert_sound("after all rosters");
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim().to_owned();
    report(&format!(
        "{inputs} changed rosters of {} kinds, seed {seed}: {taken} read, {refused} refused, no panic, at most {most}",
        originals.len()
    ));
}

fn is_read(path: &Path) -> bool {
    let Ok(mut roster) = reader::open(path, day("2024-02-02")) else { return false };
    while let Some(row) = roster.next() {
        if row.is_err() {
            return false;
        }
    }
    true
}

/// Imports for an account of its own: one that asks by the numbers of so many short lists would be slowed.
fn imported(store: &mut Store, path: &Path, n: u64) -> bool {
    let wish = ImportOptions {
        path,
        write: true,
        skip_refused: true,
        rename: true,
        expected: None,
        answers: &NO_ANSWERS,
        titles: Titles { row: "行号", reason: "原因" },
        new_id: &new_recipient_id,
        describe: &|fault: &CellFault| format!("{:?}", fault.column),
    };
    let ctx = WriteContext { actor: text(&format!("account {n}")), ..on("2024-02-02") };
    // Numbers that look like guesses hold the answer back, for longer than all these rosters may take.
    match import(store, &wish, &ctx, &mut |progress| progress.phase != ImportPhase::HeldBack) {
        Ok(imported) => {
            if let Some(refused) = imported.refused_file {
                fs::remove_file(refused).unwrap();
            }
            true
        }
        Err(ImportError::File(_) | ImportError::TooManyFaults | ImportError::Stopped) => false,
        Err(
            trouble @ (ImportError::Register(_)
            | ImportError::Unfinished(_)
            | ImportError::OtherFile
            | ImportError::Answer(_)
            | ImportError::Unfit(_)
            | ImportError::OtherResult
            | ImportError::NamesNobody(_)
            | ImportError::TooManyMissing(_)),
        ) => panic!("{trouble}"),
    }
}

/// Changes a file a little: bytes changed, left out, doubled, or an end that comes too early.
fn changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let mut pick = |bound: usize| usize::try_from(dice.below(bound.max(1) as u64)).unwrap();
    for _ in 0..=pick(4) {
        let at = pick(out.len());
        let end = (at + 1 + pick(40)).min(out.len());
        match pick(6) {
            0 if at < out.len() => out[at] ^= 1 << pick(8),
            1 if at < out.len() => out[at] = b"\",\n\r\t=\0\xff<>&;'/0"[pick(15)],
            2 => drop(out.drain(at..end)),
            3 => {
                let piece = out[at..end].to_vec();
                out.splice(at..at, piece);
            }
            4 => {
                let digits = b"0123456789"[pick(10)];
                out.splice(at..at, vec![digits; 1 + pick(20)]);
            }
            _ => out.truncate(at.max(out.len() / 2)),
        }
    }
    out
}

fn repacked(book: &[u8], part: &str, dice: &mut Dice) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let bytes = if name == part { changed(&bytes, dice) } else { bytes };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        out.start_file(name, options).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn originals() -> Vec<Original> {
    let rows = (0..4).map(|n| [name(70 + n), format!("{ROW}{n}\n")].join(","));
    let rows = rows.collect::<Vec<_>>().concat();
    let text = format!("某旗名册\n{HEAD}{rows}合计,,,\n");
    let book = book();
    let mut all = vec![
        Original::Text(text.clone().into_bytes()),
        Original::Text(GB18030.encode(&text).0.into_owned()),
        Original::Text(
            [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        ),
        Original::Book(book.clone()),
    ];
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"] {
        all.push(Original::Part(book.clone(), part));
    }
    // Texts in one piece, and cut into many.
    for piece in [8_000, 40] {
        let stream = stream(&[old_sheet()], piece);
        all.push(Original::Old(container("Workbook", &stream)));
        all.push(Original::OldStream(stream));
    }
    all
}

/// A sheet of Office 97 with cells of every kind, a hidden row and a merged cell.
fn old_sheet() -> SheetOf {
    let kept = |text: String| Cell::Text(text.leak());
    let head = HEAD.trim_end().split(',').map(Cell::Text).collect();
    let mut rows: Vec<Vec<Cell>> = vec![head];
    for n in 0..5 {
        rows.push(vec![
            kept(name(90 + n)),
            Cell::Nothing,
            Cell::Day(19_207.0),
            Cell::Text("上都镇"),
            Cell::Struck("新城社区"),
            Cell::Text("困难退役军人"),
            Cell::Number(13_800_001_234.0),
            Cell::Formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0, Some("6228480123")),
            Cell::Hundredth(1250),
            [Cell::Error(0x2A), Cell::Shared(99), Cell::Nothing][n % 3].clone(),
        ]);
    }
    SheetOf { hidden: vec![3], merged: vec![[1, 5, 3, 3]], ..SheetOf::new(rows) }
}

/// A workbook with a title, a header, a merged cell and a few people.
fn book() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(HEAD.trim_end().split(',')) {
        sheet.write_string(1, column, head).unwrap();
    }
    for row in 0..5 {
        sheet.write_string(2 + row, 0, name(80 + row as usize)).unwrap();
        sheet.write_number(2 + row, 2, 19_207.0).unwrap();
    }
    sheet.merge_range(2, 3, 6, 3, "上都镇", &rust_xlsxwriter::Format::new()).unwrap();
    book.save_to_buffer().unwrap()
}
