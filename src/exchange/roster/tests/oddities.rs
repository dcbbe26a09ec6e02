//! Cells that say something else than they seem to, in workbooks and in text: each is told with its row and column, and
//! none is stored as something it is not.

use rust_xlsxwriter::{Format, Workbook};

use super::hostile::{book, sheet};
use super::*;
use crate::domain::file_error::Format as FileFormat;
use crate::domain::roster::{Column, Fault};

const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>苏木镇</t></is></c><c r="C1" t="inlineStr"><is><t>住址</t></is></c><c r="D1" t="inlineStr"><is><t>年龄</t></is></c></row>"#;

/// A workbook with one person whose cells C2 and D2 are these.
fn with(address: &str, age: &str) -> RosterFile {
    with_parts(address, age, &[])
}

fn with_parts(address: &str, age: &str, more: &[(&str, &[&[u8]])]) -> RosterFile {
    let name = r#"<c r="A2" t="inlineStr"><is><t>程连富</t></is></c><c r="B2" t="inlineStr"><is><t>上都镇</t></is></c>"#;
    let rows = format!(
        "<worksheet><sheetData>{HEAD}<row r=\"2\">{name}{address}{age}</row></sheetData></worksheet>"
    );
    book(&[rows.as_bytes()], more)
}

fn told(file: &RosterFile) -> Vec<(u64, Column, Fault, bool)> {
    file.faults().into_iter().map(|(refused, it)| (it.row, it.column, it.fault, refused)).collect()
}

#[test]
fn a_cell_that_holds_no_text_is_told_and_never_read_as_one() {
    let refused = |fault| vec![(2, Column::Address, fault, true)];
    let error = |error: &'static str| refused(Fault::ErrorCell(error.into()));
    for (cell, want) in [
        (r#"<c r="C2"><f>Sheet2!A1</f></c>"#, refused(Fault::Uncached)),
        (r#"<c r="C2"><f>Sheet2!A1</f><v></v></c>"#, refused(Fault::Uncached)),
        (r#"<c r="C2"><f t="shared" si="0"/><v/></c>"#, refused(Fault::Uncached)),
        (r#"<c r="C2" t="str"><f>A1</f></c>"#, refused(Fault::Uncached)),
        (r#"<c r="C2" t="e"><f>A1</f><v>#REF!</v></c>"#, error("#REF!")),
        (r#"<c r="C2" t="e"><v>#N/A</v></c>"#, error("#N/A")),
        (r#"<c r="C2" t="e"><v>#SPILL!</v></c>"#, error("#SPILL!")),
        (r#"<c r="C2" t="e"><v>#WHATEVER!</v></c>"#, error("#WHATEVER!")),
        (r#"<c r="C2" t="inlineStr"><is><t>#VALUE!</t></is></c>"#, error("#VALUE!")),
        (r#"<c r="C2" t="d"><v>2024-05-03T00:00:00</v></c>"#, refused(Fault::DateCell)),
        (r#"<c r="C2" t="s"><v>-1</v></c>"#, vec![(2, Column::Address, Fault::NoText, false)]),
        (r#"<c r="C2" t="s"><v>7</v></c>"#, vec![(2, Column::Address, Fault::NoText, false)]),
        (r#"<c r="C2" t="s"><v></v></c>"#, vec![(2, Column::Address, Fault::NoText, false)]),
        // An empty text may be a result, or what stands in its place.
        (
            r#"<c r="C2" t="str"><f>A1</f><v></v></c>"#,
            vec![(2, Column::Address, Fault::LeftOut(Box::new(Fault::Uncached)), false)],
        ),
        // These say what they say.
        (r#"<c r="C2" t="str"><f>A1</f><v>一组</v></c>"#, vec![]),
        (r#"<c r="C2"/>"#, vec![]),
        (r#"<c r="C2" t="inlineStr"><is><t></t></is></c>"#, vec![]),
        (
            r#"<c r="C2" t="inlineStr"><is><r><t>一</t></r><r><t>组</t></r><rPh sb="0"><t>yi</t></rPh></is></c>"#,
            vec![],
        ),
    ] {
        let texts = "<sst><si><t>某某</t></si></sst>";
        let file = with_parts(cell, "", &[("xl/sharedStrings.xml", &[texts.as_bytes()])]);
        assert_eq!(told(&file), want, "{cell}");
        let (rows, _) = file.read();
        for row in rows {
            if let Row::Entry(entry, _) = row {
                let address = entry.address.unwrap_or_default();
                assert!(matches!(address.as_str(), "" | "一组"), "{cell}: {address}");
            }
        }
    }
}

#[test]
fn a_row_of_formulas_alone_is_no_blank_row() {
    let cells =
        ["A", "B", "C"].map(|column| format!("<c r=\"{column}3\"><f>Sheet2!{column}1</f></c>")).concat();
    let rows = format!("<worksheet><sheetData>{HEAD}<row r=\"3\">{cells}</row></sheetData></worksheet>");
    let told = told(&book(&[rows.as_bytes()], &[]));
    let columns: Vec<_> = told.iter().map(|(_, column, _, _)| *column).collect();
    assert_eq!(columns, [Column::Name, Column::Township, Column::Address]);
    assert!(
        told.iter().all(|(row, _, fault, refused)| (*row, fault, *refused) == (3, &Fault::Uncached, true)),
        "{told:?}"
    );
}

#[test]
fn what_stands_in_a_column_that_is_not_imported_bars_nothing() {
    for age in [
        r#"<c r="D2" t="e"><v>#GETTING_DATA</v></c>"#,
        r#"<c r="D2" t="e"><v>#NEW!</v></c>"#,
        r#"<c r="D2" t="n"><v>七十</v></c>"#,
        r#"<c r="D2" t="b"><v>maybe</v></c>"#,
        r#"<c r="D2" t="unheard"><v>1</v></c>"#,
        r#"<c r="D2"><f>A1</f></c>"#,
        r#"<c r="D2" t="s"><v>-1</v></c>"#,
        r#"<c r="D2"><v>1</v><extLst><ext/></extLst></c>"#,
        r#"<c r="D2" s="4000"><v>1</v></c>"#,
    ] {
        let entries = with("", age).entries();
        assert_eq!((entries.len(), entries[0].1.len()), (1, 0), "{age}");
    }
}

#[test]
fn a_wrong_dimension_or_another_place_of_the_texts_changes_nothing() {
    for dimension in ["1:2", "A1", "A1:XFD1048576", "B7:C9", "$A$1:$D$2", ""] {
        let whole = String::from_utf8(sheet(
            r#"<row r="2"><c r="A2" t="inlineStr"><is><t>程连富</t></is></c></row>"#,
        ))
        .unwrap();
        let whole = whole.replace("<sheetData>", &format!("<dimension ref=\"{dimension}\"/><sheetData>"));
        let file = book(&[whole.as_bytes()], &[]);
        // What is no reference at all is damage, as before.
        assert!(file.open().is_ok() || dimension.contains('$') || dimension.is_empty(), "{dimension}");
    }
    let cells = r#"<c r="C2" t="s"><v>1</v></c>"#;
    let texts = "<sst><si><t>某某</t></si><si><t>一组</t></si></sst>";
    for (target, part) in [
        ("/sharedStrings.xml", "sharedStrings.xml"),
        ("../texts/all.xml", "texts/all.xml"),
        ("SharedStrings.XML", "xl/sharedstrings.xml"),
    ] {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = format!(
            r#"<Relationships><Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{kind}/sharedStrings" Target="{target}"/></Relationships>"#
        );
        let parts: [(&str, &[&[u8]]); 2] =
            [("xl/_rels/workbook.xml.rels", &[relations.as_bytes()]), (part, &[texts.as_bytes()])];
        let entries = with_parts(cells, "", &parts).entries();
        assert_eq!(entries[0].0.address.as_deref(), Some("一组"), "{target}");
    }
}

#[test]
fn days_hidden_rows_and_struck_texts_come_out_of_the_styles() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, title) in (0u16..).zip(["姓名", "苏木镇", "嘎查", "住址"]) {
        sheet.write(0, column, title).unwrap();
    }
    let short = Format::new().set_num_format("m\"月\"d\"日\"");
    let struck = Format::new().set_font_strikethrough();
    for (row, name) in (1u32..).zip(["程连富", "单国强", "吕建国", "曾志"]) {
        sheet.write(row, 0, name).unwrap().write(row, 1, "上都镇").unwrap();
    }
    sheet.write_with_format(1, 3, 45415.0, &short).unwrap();
    sheet.write_with_format(2, 2, 45415.0, &short).unwrap();
    sheet.write_with_format(3, 0, "吕建国", &struck).unwrap();
    sheet.set_row_hidden(4).unwrap();
    let file = RosterFile::new(&workbook.save_to_buffer().unwrap());
    assert_eq!(
        told(&file),
        [
            (2, Column::Address, Fault::DateCell, true),
            (3, Column::Village, Fault::DateCell, true),
            (4, Column::Name, Fault::StruckRow, false),
            (5, Column::Name, Fault::HiddenRow, false),
        ]
    );
}

/// What is struck out of a cell is not read, and a cell that is struck as a whole holds nothing.
#[test]
fn struck_cells_and_struck_runs_are_told_and_never_read() {
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new().set_bold();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let titles = ["姓名", "身份证号", "苏木镇", "联系电话", "优抚类别"];
    for (column, title) in (0u16..).zip(titles) {
        sheet.write(0, column, title).unwrap();
    }
    for (row, name) in (1u32..).zip(["程连贵", "单国强", "吕建国", "曾志"]) {
        sheet.write(row, 0, name).unwrap().write(row, 2, "上都镇").unwrap();
        sheet.write(row, 3, "13900002002").unwrap().write(row, 4, "残疾军人").unwrap();
    }
    sheet.write_rich_string(1, 0, &[(&struck, "程连贵"), (&plain, "单志强")]).unwrap();
    sheet.write_rich_string(1, 3, &[(&struck, "13800001001 "), (&plain, "13900002002")]).unwrap();
    sheet.write_with_format(2, 3, "13800001001", &struck).unwrap();
    sheet.write_with_format(2, 4, "烈士遗属", &struck).unwrap();
    sheet.write_with_format(3, 2, "上都镇", &struck).unwrap();
    sheet.write_rich_string(4, 0, &[(&struck, "曾"), (&struck, "志")]).unwrap();
    sheet.write_with_format(4, 3, "13900002002", &struck).unwrap();
    let file = RosterFile::new(&workbook.save_to_buffer().unwrap());
    let left_out = || Fault::LeftOut(Box::new(Fault::StruckCell));
    assert_eq!(
        told(&file),
        [
            (2, Column::Name, Fault::StruckRuns, false),
            (2, Column::Phone, Fault::StruckRuns, false),
            (3, Column::Categories, left_out(), false),
            (3, Column::Phone, left_out(), false),
            (4, Column::Township, Fault::StruckCell, true),
            (5, Column::Name, Fault::StruckRow, false),
        ]
    );
    let of_entry = |row| if let Row::Entry(entry, _) = row { Some(entry) } else { None };
    let read: Vec<_> = file.read().0.into_iter().filter_map(of_entry).collect();
    let shown = |at: usize| (read[at].name.to_string(), read[at].phone.as_ref().map(ToString::to_string));
    let phone = Some("13900002002".to_owned());
    assert_eq!(
        (shown(0), shown(1), shown(2)),
        (("单志强".into(), phone.clone()), ("单国强".into(), None), ("曾志".into(), phone))
    );
    assert!(read[1].categories.is_empty());
}

/// Of a text file with these cells below a header: what is told, and name, ID, phone, village, address, note and remark.
fn csv(row: &str) -> (Vec<(Column, Fault, bool)>, Option<String>) {
    let text = format!("姓名,身份证号,苏木镇,嘎查,住址,联系电话,银行账号,备注\n{row}\n");
    let file = RosterFile::new(text.as_bytes());
    let told = file.faults().into_iter().map(|(refused, it)| (it.column, it.fault, refused)).collect();
    let (rows, _) = file.read();
    let read = rows.into_iter().find_map(|row| match row {
        Row::Entry(entry, _) => {
            let shown = |text: &Option<crate::domain::text::CleanText>| {
                text.as_ref().map(ToString::to_string).unwrap_or_default()
            };
            let id = entry.id_number.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
            let texts =
                [&entry.village, &entry.address, &entry.phone, &entry.card, &entry.note, &entry.remark]
                    .map(shown);
            Some(format!("{}|{id}|{}", entry.name, texts.join("|")))
        }
        Row::Refused(_) => None,
    });
    (told, read)
}

#[test]
fn typing_slips_keep_what_can_be_kept() {
    let id = ID_MAN;
    for (row, faults, read) in [
        (format!("程连富,{id}。,上都镇,,,,,"), vec![], Some(format!("程连富|{id}||||||"))),
        (format!("程连富,‘{id}’，,上都镇,,,,,"), vec![], Some(format!("程连富|{id}||||||"))),
        (format!("程连富{id},,上都镇,,,,,"), vec![(Column::Name, Fault::NotAName, true)], None),
        (
            "程连富,,上都镇,,,138000010021,,".to_owned(),
            vec![(Column::Phone, Fault::PhoneLength(12), false)],
            Some("程连富||||138000010021|||".to_owned()),
        ),
        (
            "程连富（户主）,,上都镇,,,13800001001/13900002002,6228480000000000003 农行,低保".to_owned(),
            vec![
                (Column::Name, Fault::NameRemark("户主".into()), false),
                (Column::Phone, Fault::RestToNote, false),
                (Column::Card, Fault::RestToNote, false),
            ],
            Some(
                "程连富||||13800001001|6228480000000000003|低保；户主；电话：13900002002；账号：农行|"
                    .to_owned(),
            ),
        ),
        (
            "程连富,,上都镇,,,儿子的,,".to_owned(),
            vec![(Column::Phone, Fault::WordsToNote, false)],
            Some("程连富|||||||电话：儿子的".to_owned()),
        ),
        (
            "程连富,,上都镇,,,#N/A,,".to_owned(),
            vec![(Column::Phone, Fault::LeftOut(Box::new(Fault::ErrorCell("#N/A".into()))), false)],
            Some("程连富|||||||".to_owned()),
        ),
        (format!("程连富,,上都镇,,,,{},", "62".repeat(16)), vec![(Column::Card, Fault::TooLong, true)], None),
    ] {
        assert_eq!(csv(&row), (faults, read), "{row}");
    }
}

#[test]
fn what_is_lost_or_no_text_in_a_text_file_is_told() {
    let one = |column, fault, refused| vec![(column, fault, refused)];
    let unknown = Fault::LeftOut(Box::new(Fault::NotAPlace));
    for (row, faults) in [
        ("张?军,,上都镇,,,,,", one(Column::Name, Fault::Character('?'.into()), true)),
        ("张？华,,上都镇,,,,,", one(Column::Name, Fault::Character('？'.into()), true)),
        ("张\u{FFFD}国,,上都镇,,,,,", one(Column::Name, Fault::Character(0xFFFD), true)),
        ("张□民,,上都镇,,,,,", one(Column::Name, Fault::Character('□'.into()), true)),
        ("??,,上都镇,,,,,", one(Column::Name, Fault::Character('?'.into()), true)),
        ("程连富,,上都镇,金?川社区,,,,", one(Column::Village, Fault::Character('?'.into()), true)),
        ("程连富,,上都镇,3,,,,", one(Column::Village, Fault::NotAPlace, true)),
        ("程连富,,上都镇,同上,,,,", one(Column::Village, Fault::NotAPlace, true)),
        ("程连富,,上都镇,待查,,,,", one(Column::Village, unknown, false)),
        ("程连富,,上都镇,01金莲川社区,,,,", vec![]),
        ("程连富,,上都镇,,锡林?勒,,,", one(Column::Address, Fault::Lost('?'), false)),
        ("程连富,,上都镇,,,,,立\u{FFFD}功", one(Column::Note, Fault::Lost('\u{FFFD}'), false)),
        ("程连富,,上都镇,,,,,搬走了?", vec![]),
        ("程连富,,上都镇,,#REF!,,,", one(Column::Address, Fault::ErrorCell("#REF!".into()), true)),
        ("程连富,,上都镇,,=Sheet2!A1,,,", one(Column::Address, Fault::Uncached, true)),
        ("\u{E000}连富,,上都镇,,,,,", one(Column::Name, Fault::Character(0xE000), true)),
        ("程连富,军字第0000000号,上都镇,,,,,", one(Column::IdNumber, Fault::OtherDocument, true)),
        ("程连富,E00000000,上都镇,,,,,", one(Column::IdNumber, Fault::OtherDocument, true)),
    ] {
        assert_eq!(csv(row).0, faults, "{row}");
    }
}

#[test]
fn texts_are_stored_in_one_form() {
    for (row, read) in [
        ("⻢建国,,上都镇,⾦莲川社区,⾼家营,,,⽼兵", "马建国||金莲川社区|高家营|||老兵|"),
        ("张\u{E863},,上都镇,,\u{E863}家,,,", "张䶮|||䶮家||||"),
        ("乌云．其木格,,上都镇,,,,,", "乌云·其木格|||||||"),
        ("乌云●其木格,,上都镇,,,,,", "乌云·其木格|||||||"),
        ("乌云ㆍ其木格,,上都镇,,,,,", "乌云·其木格|||||||"),
        (
            "\"仇\n小军\",,上都镇,\"金莲川\r\n社区\",\"一组\n12号\",,,\"1951年入伍\n立功\ta\"",
            "仇小军||金莲川社区|一组 12号|||1951年入伍 立功 a|",
        ),
        ("程连富已故,,上都镇,,,,,", "程连富|||||||已故"),
    ] {
        assert_eq!(csv(row).1.as_deref(), Some(read), "{row:?}");
    }
}

#[test]
fn other_files_are_named_whatever_they_are_called() {
    let of = |bytes: &[u8]| RosterFile::new(bytes).open().err().unwrap();
    for (bytes, format) in [
        (b"<html><table><tr><td>1</td></tr></table></html>".as_slice(), FileFormat::WebPage),
        (b"%PDF-1.4", FileFormat::Pdf),
        (b"\xFF\xD8\xFF\xE0", FileFormat::Picture),
        (b"Rar!\x1A\x07", FileFormat::Archive),
    ] {
        assert!(matches!(of(bytes), FileError::OtherFormat { format: it, .. } if it == format), "{format:?}");
    }
}
