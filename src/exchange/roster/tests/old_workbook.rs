//! Workbooks of Office 97: read as those of today, and as harmless.

use std::time::{Duration, Instant};

use super::compound::{Cell, SheetOf, container, record, stream, workbook};
use super::*;
use crate::domain::file_error::{Excess, Format};
use crate::domain::roster::{Column, Fault};

const HEAD: [Cell; 6] = [
    Cell::Text("姓名"),
    Cell::Text("身份证号"),
    Cell::Text("苏木镇"),
    Cell::Text("住址"),
    Cell::Text("出生日期"),
    Cell::Text("电话"),
];

fn rows(rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    [vec![HEAD.to_vec()], rows].concat()
}

fn of_text(address: Cell) -> Vec<Cell> {
    vec![Cell::Text("程连富"), Cell::Nothing, Cell::Text("上都镇"), address]
}

#[test]
fn rows_of_an_old_workbook_are_read() {
    let people = vec![
        vec![
            Cell::Text("程连富"),
            Cell::Text(ID_MAN),
            Cell::Text("上都镇"),
            Cell::Text("一组"),
            Cell::Nothing,
            Cell::Number(13_800_001_000.0),
        ],
        vec![
            Cell::Text("乌云其木格"),
            Cell::Nothing,
            Cell::Text("上都镇"),
            Cell::Hundredth(1250),
            Cell::Day(19207.0),
            Cell::Formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0, Some("0479-4220000")),
        ],
    ];
    for piece in [8000, 40, 23] {
        let file =
            RosterFile::new(&container("Workbook", &stream(&[SheetOf::new(rows(people.clone()))], piece)));
        let entries = file.entries();
        let [(first, no_warning), (second, none)] = entries.as_slice() else { panic!("{entries:?}") };
        assert!(no_warning.is_empty() && none.is_empty());
        assert_eq!(
            (first.row, first.name.as_str(), first.phone.as_deref()),
            (2, "程连富", Some("13800001000"))
        );
        assert_eq!(first.id_number.as_ref().unwrap().as_str(), ID_MAN);
        assert_eq!(
            (second.row, second.name.as_str(), second.address.as_deref()),
            (3, "乌云其木格", Some("12.5"))
        );
        assert_eq!(second.birth, NaiveDate::from_ymd_opt(1952, 8, 1));
        assert_eq!(second.phone.as_deref(), Some("04794220000"));
    }
}

#[test]
fn odd_cells_of_an_old_workbook_are_told() {
    let error = [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF];
    let open = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    for (address, fault, refused) in [
        (Cell::Error(0x2A), Fault::ErrorCell("#N/A".into()), true),
        (Cell::Error(0x99), Fault::ErrorCell("#ERROR!".into()), true),
        (Cell::Formula(error, 0, None), Fault::ErrorCell("#N/A".into()), true),
        (Cell::Formula(open, 3, None), Fault::Uncached, true),
        (Cell::Day(45415.0), Fault::DateCell, true),
        (Cell::Shared(u32::MAX), Fault::NoText, false),
    ] {
        let file = RosterFile::new(&workbook(rows(vec![of_text(address)])));
        let told: Vec<_> =
            file.faults().into_iter().map(|(refused, it)| (it.row, it.column, it.fault, refused)).collect();
        assert_eq!(told, [(2, Column::Address, fault, refused)]);
    }
    // An empty text or a 0 may be a result, or what stands in its place: told, and no bar.
    for nothing in [open, [0; 8]] {
        let file = RosterFile::new(&workbook(rows(vec![of_text(Cell::Formula(nothing, 0, None))])));
        let told: Vec<_> = file.faults().into_iter().map(|(refused, it)| (refused, it.fault)).collect();
        assert_eq!(told, [(false, Fault::LeftOut(Box::new(Fault::Uncached)))]);
    }
}

#[test]
fn hidden_and_struck_rows_of_an_old_workbook_are_told() {
    let people = rows(vec![
        of_text(Cell::Nothing),
        vec![Cell::Struck("单国强"), Cell::Nothing, Cell::Text("上都镇")],
        vec![Cell::Text("吕建国"), Cell::Nothing, Cell::Text("上都镇")],
    ]);
    let sheet = SheetOf { hidden: vec![3], ..SheetOf::new(people) };
    let file = RosterFile::new(&container("Workbook", &stream(&[sheet], 8000)));
    let told: Vec<_> = file.faults().into_iter().map(|(refused, it)| (it.row, it.fault, refused)).collect();
    assert_eq!(told, [(3, Fault::StruckRow, false), (4, Fault::HiddenRow, false)]);
}

#[test]
fn hidden_sheets_and_merged_cells_of_an_old_workbook() {
    let hidden = SheetOf { visible: false, name: "旧", ..SheetOf::new(rows(vec![of_text(Cell::Nothing)])) };
    let mut people = rows(vec![of_text(Cell::Nothing), vec![Cell::Text("单国强")]]);
    people[2].extend([Cell::Nothing, Cell::Nothing]);
    let sheet = SheetOf { merged: vec![[1, 2, 2, 2]], ..SheetOf::new(people) };
    let file = RosterFile::new(&container("Workbook", &stream(&[hidden, sheet], 8000)));
    let read: Vec<_> =
        file.entries().into_iter().map(|(entry, _)| (entry.row, entry.township.to_string())).collect();
    assert_eq!(read, [(2, "上都镇".to_owned()), (3, "上都镇".to_owned())]);
}

#[test]
fn compound_files_of_other_things_are_named() {
    let of = |bytes: &[u8]| RosterFile::new(bytes).open().err().unwrap();
    for (name, format) in [
        ("WordDocument", Format::Word),
        ("EncryptedPackage", Format::Encrypted),
        ("PowerPoint Document", Format::Slides),
        ("Book", Format::OldWorkbook),
    ] {
        let error = of(&container(name, b"x"));
        assert!(
            matches!(error, FileError::OtherFormat { format: it, .. } if it == format),
            "{name}: {error:?}"
        );
    }
    assert!(matches!(of(&container("Contents", b"x")), FileError::OldFormat(_)));
    let locked = [record(0x0809, &[0, 6, 5, 0]), record(0x002F, &[1, 0])].concat();
    assert!(matches!(
        of(&container("Workbook", &locked)),
        FileError::OtherFormat { format: Format::Encrypted, .. }
    ));
    let older = record(0x0809, &[0, 5, 5, 0]);
    assert!(matches!(
        of(&container("Workbook", &older)),
        FileError::OtherFormat { format: Format::OldWorkbook, .. }
    ));
}

#[test]
fn a_hostile_compound_file_ends_at_once() {
    let began = Instant::now();
    let good = workbook(rows(vec![of_text(Cell::Nothing)]));
    let with = |at: usize, bytes: &[u8]| {
        let mut file = good.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        RosterFile::new(&file).read().1
    };
    // The directory's chain, and that of the stream, lead back to themselves.
    for sector in 0..6_u32 {
        assert!(with(1024 + 4 * sector as usize, &sector.to_le_bytes()).is_some() || sector > 0, "{sector}");
    }
    // A list of tables that never ends, tables without number, sectors beyond the file.
    assert!(with(68, &0_u32.to_le_bytes()).is_some());
    assert!(with(76, &u32::MAX.to_le_bytes()).is_some());
    assert!(with(48, &0x00FF_FFFF_u32.to_le_bytes()).is_some());
    // Every byte of the head, the directory and the table, one after another: an error or a roster, and no more.
    for at in (0..2048).step_by(3) {
        let _ = with(at, &[0xFF]);
    }
    for cut in [10, 511, 600, 1500, good.len() - 3000] {
        assert!(RosterFile::new(&good[..cut]).read().1.is_some(), "{cut}");
    }
    // A thousand sheets that lie over each other, each to the end of a long stream.
    let bof = record(0x0809, &[0, 6, 0x10, 0]);
    let filler = record(0x00EC, &[0; 8000]);
    let mut book = record(0x0809, &[0, 6, 5, 0]);
    let start = book.len() + 999 * (4 + 9) + 4;
    for n in 0..999_usize {
        let at = u32::try_from(start + n * bof.len()).unwrap().to_le_bytes();
        book.extend(record(0x0085, &[at.as_slice(), &[0, 0, 1, 0, b'a']].concat()));
    }
    book.extend(record(0x000A, &[]));
    book.extend((0..999).flat_map(|_| bof.clone()));
    book.extend((0..300).flat_map(|_| filler.clone()));
    assert!(matches!(
        RosterFile::new(&container("Workbook", &book)).read().1,
        Some(FileError::Damaged { .. })
    ));
    assert!(began.elapsed() < Duration::from_mins(2), "{:?}", began.elapsed());
}

#[test]
fn a_table_of_texts_that_claims_too_much_is_not_read() {
    let texts = |data: &[u8]| {
        let book = [record(0x0809, &[0, 6, 5, 0]), record(0x00FC, data), record(0x000A, &[])].concat();
        RosterFile::new(&container("Workbook", &book)).read().1
    };
    // A text of 65,535 characters of which none follows; runs of fonts without end.
    assert!(matches!(texts(&[1, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 1]), Some(FileError::Damaged { .. })));
    let runs = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 4, 0xFF, 0xFF, 0xFF, 0x7F, b'a'];
    assert!(matches!(texts(&runs), Some(FileError::Damaged { .. })));
    // Empty texts in every three bytes, more than any workbook has.
    let mut many = record(0x0809, &[0, 6, 5, 0]);
    many.extend(record(0x00FC, &[0; 8]));
    for _ in 0..800 {
        many.extend(record(0x003C, &[0; 7998]));
    }
    let beyond = RosterFile::new(&container("Workbook", &many)).read().1;
    assert!(matches!(beyond, Some(FileError::Hostile { excess: Excess::Texts, .. })), "{beyond:?}");
}
