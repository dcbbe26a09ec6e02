//! Bytes changed at random: any error will do, a panic never.

use std::io::{Cursor, Read as _};
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::compound::{Cell, SheetOf, container, stream};
use super::*;

static TEXT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    "名册\r\n序号,姓名,身份证号,出生日期,苏木镇,类别,电话\r\n1,\"程连富\",152599193202150013,1932.2,上都镇,烈士遗属、其他,13804710001\r\n合计\r\n".into()
});

static BOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0u16..).zip(["姓名", "身份证号", "出生日期", "苏木镇"]) {
        sheet.write(0, column, title).unwrap();
    }
    sheet.merge_range(1, 3, 2, 3, "上都镇", &Format::new()).unwrap();
    sheet.write(1, 0, "程连富").unwrap().write(1, 1, ID_MAN).unwrap().write(1, 2, 19207.0).unwrap();
    sheet.write(2, 0, "单国强").unwrap();
    book.save_to_buffer().unwrap()
});

static OLD_BOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let head = ["姓名", "身份证号", "苏木镇", "住址"].map(Cell::Text).to_vec();
    let row = vec![Cell::Text("程连富"), Cell::Text(ID_MAN), Cell::Text("上都镇"), Cell::Hundredth(1250)];
    let more = vec![
        Cell::Text("单国强"),
        Cell::Formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0, Some(ID_WOMAN)),
        Cell::Shared(99),
        Cell::Day(45415.0),
    ];
    let sheet =
        SheetOf { hidden: vec![2], merged: vec![[1, 2, 2, 2]], ..SheetOf::new(vec![head, row, more]) };
    container("Workbook", &stream(&[sheet], 40))
});

/// The workbook with one of its parts changed and every checksum right.
fn repacked(part: prop::sample::Index, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(BOOK.as_slice())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];
    let changed = *part.get(&parts);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let bytes = if name == changed { change(bytes) } else { bytes };
        out.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn altered(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    for (at, value) in changes {
        *at.get_mut(&mut bytes) = *value;
    }
    bytes
}

fn mutated(original: &[u8], changes: &[(prop::sample::Index, u8)], keep: prop::sample::Index) -> Vec<u8> {
    let mut bytes = altered(original.to_vec(), changes);
    let length = bytes.len() / 2 + keep.index(bytes.len() / 2 + 1);
    bytes.truncate(length);
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn text_never_panics(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..8), keep: prop::sample::Index) {
        let _ = RosterFile::new(&mutated(&TEXT, &changes, keep)).read();
    }

    #[test]
    fn any_text_never_panics(bytes in vec(any::<u8>(), 0..300)) {
        let _ = RosterFile::new(&[TEXT.as_slice(), &bytes].concat()).read();
    }

    #[test]
    fn workbooks_never_panic(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..8), keep: prop::sample::Index) {
        let _ = RosterFile::new(&mutated(&BOOK, &changes, keep)).read();
    }

    #[test]
    fn old_workbooks_never_panic(
        changes in vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(vec![0, 1, 2, 0xFE, 0xFF])]), 0..8),
        keep: prop::sample::Index,
        cuts: bool,
    ) {
        let bytes = if cuts { mutated(&OLD_BOOK, &changes, keep) } else { altered(OLD_BOOK.clone(), &changes) };
        let panics = std::panic::catch_unwind(|| RosterFile::new(&bytes).read());
        if let Ok((_, Some(FileError::Damaged { reason, .. }))) = &panics {
            prop_assert!(reason.as_str() != "the workbook cannot be read", "the reader panicked");
        }
        prop_assert!(panics.is_ok());
    }

    #[test]
    fn parts_never_panic(
        part: prop::sample::Index,
        changes in vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"<>\"'/&;=A19:".to_vec())]), 1..8),
    ) {
        let changed = repacked(part, |bytes| altered(bytes, &changes));
        let panics = std::panic::catch_unwind(|| RosterFile::new(&changed).read());
        if let Ok((_, Some(FileError::Damaged { reason, .. }))) = &panics {
            prop_assert!(reason.as_str() != "the workbook cannot be read", "the reader panicked");
        }
        prop_assert!(panics.is_ok());
    }

    #[test]
    fn cells_never_panic(cell in "\\PC{0,30}|[0-9.eE+年月日/ -]{0,20}") {
        let quoted = cell.replace('"', "\"\"");
        let row = format!("姓名,身份证号,出生日期,苏木镇,类别,电话,卡号,备注\n{}", format!("\"{quoted}\",").repeat(8));
        let (_, trouble) = RosterFile::new(row.as_bytes()).read();
        prop_assert!(trouble.is_none());
    }
}
