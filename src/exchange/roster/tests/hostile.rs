//! Files made to hurt: each gets an error, quickly, and no memory to speak of.

use std::io::{Cursor, Seek as _, SeekFrom};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::domain::file_error::Excess;
use crate::domain::roster::Fault;

const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>苏木镇</t></is></c></row>{}</sheetData></worksheet>"#;

/// A workbook of hand: its sheet, and more parts.
pub(super) fn book(sheet: &[&[u8]], more: &[(&str, &[&[u8]])]) -> RosterFile {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let rels = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let workbook = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名册" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let root = rels("officeDocument", "xl/workbook.xml");
    let inner = rels("worksheet", "worksheets/sheet1.xml");
    let parts: [(&str, &[&[u8]]); 4] = [
        ("_rels/.rels", &[root.as_bytes()]),
        ("xl/workbook.xml", &[workbook.as_bytes()]),
        ("xl/_rels/workbook.xml.rels", &[inner.as_bytes()]),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let kept = parts.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    for (name, pieces) in kept.chain(more) {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        pieces.iter().for_each(|piece| zip.write_all(piece).unwrap());
    }
    RosterFile::new(&zip.finish().unwrap().into_inner())
}

pub(super) fn sheet(rows: &str) -> Vec<u8> {
    SHEET.replace("{}", rows).into_bytes()
}

/// Opens and reads to the end.
fn trouble(file: &RosterFile) -> Option<FileError> {
    let (_, trouble) = file.read();
    trouble
}

fn assert_beyond(file: &RosterFile, want: Excess) {
    match trouble(file) {
        Some(FileError::Hostile { excess, .. }) => assert_eq!(excess, want),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_plain_book_is_read() {
    let file = book(&[&sheet(r#"<row r="2"><c r="A2" t="inlineStr"><is><t>程连富</t></is></c></row>"#)], &[]);
    assert_eq!(file.entries().first().unwrap().0.name.as_str(), "程连富");
}

#[test]
fn a_cell_at_the_far_end_costs_nothing() {
    let file = book(
        &[&sheet(
            r#"<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>程连富</t></is></c><c r="XFD1048576"><v>1</v></c></row>"#,
        )],
        &[],
    );
    assert_eq!(file.entries().first().unwrap().0.row, 1_048_576);
    let far = sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    assert_eq!(trouble(&book(&[&far], &[])), None);
}

#[test]
fn references_that_overflow_are_refused() {
    for row in [
        r#"<row r="2"><c r="AAAAAAAAAAAAAAAA1"><v>1</v></c></row>"#,
        r#"<row r="99999999999"><c><v>1</v></c></row>"#,
        r#"<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>"#,
        r#"<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>"#,
    ] {
        assert!(matches!(trouble(&book(&[&sheet(row)], &[])), Some(FileError::Damaged { .. })), "{row}");
    }
    let dimension = String::from_utf8(sheet(""))
        .unwrap()
        .replace("<sheetData>", r#"<dimension ref="B9:A1"/><sheetData>"#);
    assert!(matches!(trouble(&book(&[dimension.as_bytes()], &[])), Some(FileError::Damaged { .. })));
}

#[test]
fn a_cell_of_ten_megabytes_is_refused() {
    let long = vec![b'a'; 10 << 20];
    let pieces: [&[u8]; 3] = [
        br#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>"#,
        &long,
        b"</t></is></c></row></sheetData></worksheet>",
    ];
    assert_beyond(&book(&pieces, &[]), Excess::Piece);
    // In many small pieces it is as long.
    let runs = "<r><t>aaaaaaaa</t></r>".repeat(100_000);
    assert_beyond(
        &book(&[&sheet(&format!(r#"<row r="2"><c r="A2" t="inlineStr"><is>{runs}</is></c></row>"#))], &[]),
        Excess::Piece,
    );
    // Within quotation marks a tag does not end.
    let tag = format!(r#"<row r="2" x="{}">"#, "><".repeat(1 << 20));
    assert_beyond(&book(&[&sheet(&tag)], &[]), Excess::Piece);
    let cdata = format!("<row><c><v><![CDATA[{}]]></v></c></row>", "<>".repeat(1 << 20));
    assert_beyond(&book(&[&sheet(&cdata)], &[]), Excess::Piece);
}

#[test]
fn empty_cells_without_end_are_refused() {
    for (cells, row) in [(r#"<c r="A2"/>"#, 2), ("<c/>", 2), ("<c></c>", 2), (r#"<x:c r="A2"><v/></x:c>"#, 2)]
    {
        let one = format!(r#"<row r="{row}">{}</row>"#, cells.repeat(16_385));
        match trouble(&book(&[&sheet(&one)], &[])) {
            Some(FileError::CrowdedRow { row, .. }) => assert_eq!(row, 2, "{cells}"),
            other => panic!("{cells}: {other:?}"),
        }
    }
    // No row is crowded, and all of them together are.
    let row = format!(r#"<row r="2">{}</row>"#, "<c/>".repeat(16_000)).into_bytes();
    let whole = sheet("</sheetData>");
    let end = whole.windows(12).position(|at| at == b"</sheetData>").unwrap();
    let (before, behind) = whole.split_at(end);
    let mut pieces = vec![before];
    pieces.extend(std::iter::repeat_n(row.as_slice(), 400));
    pieces.push(behind);
    assert_beyond(&book(&pieces, &[]), Excess::Rows);
}

#[test]
fn a_cell_of_ten_kilobytes_is_told_as_a_fault() {
    let row =
        format!(r#"<row r="2"><c r="A2" t="inlineStr"><is><t>{}</t></is></c></row>"#, "长".repeat(4000));
    assert_eq!(book(&[&sheet(&row)], &[]).faults().first().unwrap().1.fault, Fault::TooLong);
}

#[test]
fn a_bomb_of_shared_strings_is_not_inflated() {
    let open: &[u8] = b"<sst><si><t>";
    let zeros = vec![b' '; 1 << 20];
    let mut pieces = vec![open];
    pieces.extend(std::iter::repeat_n(zeros.as_slice(), 66));
    let texts = [("xl/sharedStrings.xml", pieces.as_slice())];
    assert_beyond(&book(&[&sheet("")], &texts), Excess::Texts);
    let claim: &[&[u8]] = &[br#"<sst uniqueCount="1152921504606846976"></sst>"#];
    assert_beyond(&book(&[&sheet("")], &[("xl/sharedStrings.xml", claim)]), Excess::Texts);
    let many = "<si/>".repeat(2_000_001);
    let many: &[&[u8]] = &[b"<sst>", many.as_bytes(), b"</sst>"];
    assert_beyond(&book(&[&sheet("")], &[("xl/sharedStrings.xml", many)]), Excess::Texts);
}

#[test]
fn a_part_that_lies_about_its_size_is_counted() {
    let spaces = vec![b' '; 1 << 20];
    let pieces = vec![spaces.as_slice(); 40];
    let file = book(&[&sheet("")], &[("xl/theme/theme1.xml", pieces.as_slice())]);
    // 40 MB are claimed as 16 bytes, in the directory and before the data.
    let mut bytes = std::fs::read(&file.path).unwrap();
    let size = (40u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, w)| *w == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes.get_mut(at..at + 4).unwrap().copy_from_slice(&16u32.to_le_bytes());
    }
    assert!(trouble(&RosterFile::new(&bytes)).is_some());
}

#[test]
fn styles_names_and_relations_have_caps() {
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(200_000));
    assert_beyond(&book(&[&sheet("")], &[("xl/styles.xml", &[styles.as_bytes()])]), Excess::Styles);
    let format = format!(r#"<numFmt numFmtId="200" formatCode="{}"/>"#, "0".repeat(60_000));
    let styles = format!(
        "<styleSheet><numFmts>{format}</numFmts><cellXfs>{}</cellXfs></styleSheet>",
        "<xf/>".repeat(2000)
    );
    assert_beyond(&book(&[&sheet("")], &[("xl/styles.xml", &[styles.as_bytes()])]), Excess::Styles);
    let names = format!(
        "<workbook><definedNames>{}</definedNames></workbook>",
        "<definedName name='a'/>".repeat(200_001)
    );
    assert_beyond(&book(&[&sheet("")], &[("xl/workbook.xml", &[names.as_bytes()])]), Excess::Things);
    let merges = format!(
        "<worksheet><sheetData/><mergeCells>{}</mergeCells></worksheet>",
        "<mergeCell ref='A1:A2'/>".repeat(200_001)
    );
    assert_beyond(&book(&[merges.as_bytes()], &[]), Excess::Things);
    let parts: Vec<String> = (0..1001).map(|n| format!("xl/media/{n}.png")).collect();
    let parts: Vec<(&str, &[&[u8]])> = parts.iter().map(|name| (name.as_str(), [].as_slice())).collect();
    assert_beyond(&book(&[&sheet("")], &parts), Excess::Parts);
}

#[test]
fn entities_do_not_unfold() {
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>"#;
    assert!(matches!(trouble(&book(&[bomb.as_bytes()], &[])), Some(FileError::Damaged { .. })));
}

#[test]
fn cut_files_and_strangers_are_named() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "姓名").unwrap().write(0, 1, "苏木镇").unwrap();
    let whole = book.save_to_buffer().unwrap();
    for length in [30, whole.len() / 2, whole.len() - 1] {
        assert!(trouble(&RosterFile::new(whole.get(..length).unwrap())).is_some(), "{length}");
    }
    let of = |bytes: &[u8]| RosterFile::new(bytes).open().err().unwrap();
    assert!(matches!(of(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), FileError::Damaged { .. }));
    for stranger in
        [b"%PDF-1.7".as_slice(), b"\x89PNG\r\n", b"<html><table>", b"\xEF\xBB\xBF \n<?xml", b"PK\x05\x06"]
    {
        assert!(matches!(of(stranger), FileError::OtherFormat { .. }), "{stranger:?}");
    }
    assert!(matches!(of(b""), FileError::Empty(_)));
    assert!(matches!(of("姓名\n程连富\n".as_bytes()), FileError::NoHeader { .. }));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "word/document.xml",
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
    )
    .unwrap();
    assert!(matches!(of(&zip.finish().unwrap().into_inner()), FileError::OtherFormat { .. }));
}

#[test]
fn what_is_no_file_or_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open(folder.path(), today()), Err(FileError::NotAFile(_))));
    assert!(matches!(open(&folder.path().join("none"), today()), Err(FileError::NotFound(_))));
    let large = folder.path().join("large");
    let mut file = std::fs::File::create_new(&large).unwrap();
    file.write_all(b"PK\x03\x04").unwrap();
    file.seek(SeekFrom::Start(201 << 20)).unwrap();
    file.write_all(b"x").unwrap();
    assert!(matches!(open(&large, today()), Err(FileError::TooBig { limit_mib: 200, .. })));
}

#[test]
fn an_unclosed_quotation_is_told_wherever_it_begins() {
    let behind = format!(
        "姓名,苏木镇\n{}单国强,\"上都镇\n{}",
        "程连富,上都镇\n".repeat(50),
        "程连富,上都镇\n".repeat(5000)
    );
    let (rows, trouble) = RosterFile::new(behind.as_bytes()).read();
    assert_eq!(rows.len(), 50);
    assert!(matches!(trouble, Some(FileError::UnclosedQuote { row: 52, .. })));
    let before = "姓名,\"苏木镇\n程连富,上都镇\n";
    assert!(matches!(
        RosterFile::new(before.as_bytes()).open(),
        Err(FileError::UnclosedQuote { row: 1, .. })
    ));
}

/// A workbook whose first sheets, so many, all are a part without a header; behind them the roster.
fn sharing(names: usize, blank: &str) -> RosterFile {
    let sheets = (0..names)
        .map(|n| format!(r#"<sheet name="{n}" sheetId="{n}" r:id="r2"/>"#))
        .collect::<Vec<_>>()
        .concat();
    let workbook = format!(
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}<sheet name="名册" sheetId="9999" r:id="r1"/></sheets></workbook>"#
    );
    let relation = |id: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="{target}"/>"#
        )
    };
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}{}</Relationships>"#,
        relation("r1", "worksheets/sheet1.xml"),
        relation("r2", "worksheets/sheet2.xml")
    );
    let more: Vec<String> = (3..10).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let empty: &[&[u8]] = &[b"<worksheet><sheetData/></worksheet>"];
    let own = [[workbook.as_bytes()], [relations.as_bytes()], [blank.as_bytes()]];
    let names = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"];
    let mut parts: Vec<(&str, &[&[u8]])> = names.into_iter().zip(own.iter().map(|part| &part[..])).collect();
    parts.extend(more.iter().map(|name| (name.as_str(), empty)));
    book(&[&sheet(r#"<row r="2"><c r="A2" t="inlineStr"><is><t>程连富</t></is></c></row>"#)], &parts)
}

/// No office program writes more sheets than parts, nor a quarter of a megabyte before the first row.
#[test]
fn a_part_under_many_names_is_not_searched_for_each() {
    let blank = "<worksheet><sheetData></sheetData></worksheet>";
    for names in [9, 500, 9_999] {
        assert_beyond(&sharing(names, blank), Excess::Things);
    }
    assert_eq!(sharing(8, blank).read().0.len(), 1);
    let long = format!("<worksheet><cols>{}</cols><sheetData/></worksheet>", "<col/>".repeat(50_000));
    assert_beyond(&sharing(1, &long), Excess::Piece);
}

#[test]
fn a_workbook_that_is_cut_off_while_it_is_read_is_no_short_roster() {
    let rows = (2..20_000)
        .map(|n| format!(r#"<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>程连富</t></is></c></row>"#))
        .collect::<Vec<_>>()
        .concat();
    for disturb in [0, 100] {
        let file = book(&[&sheet(&rows)], &[]);
        let mut roster = file.open().unwrap();
        assert!(roster.next().unwrap().is_ok());
        let length = std::fs::metadata(&file.path).unwrap().len();
        let disturbed = std::fs::OpenOptions::new().write(true).open(&file.path).unwrap();
        disturbed.set_len(if disturb == 0 { 0 } else { length + disturb }).unwrap();
        let mut end = None;
        while let Some(row) = roster.next() {
            end = row.err().or(end);
        }
        assert!(matches!(end, Some(FileError::Changed(_))), "{disturb}: {end:?}");
    }
}
