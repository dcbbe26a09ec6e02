//! CSV and its kin.

use encoding_rs::GB18030;

use super::*;
use crate::domain::recipient::{Kind, Sex};
use crate::domain::roster::{Column, Fault};

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

const ROSTER: &[&str] = &[
    "正蓝旗2024年春节走访慰问名册,,,,,,,,,,",
    "",
    "填表单位：服务中心,,,,,,,,,,",
    "序号,姓  名,性别,公民身份号码,出生年月,所属苏木镇(场),嘎查/社区,优抚类别,慰问类别,联系电话,住址",
    "1,程连富,男,152599193202150013,1932.2,桑根达来镇,敖包图嘎查,在乡复员军人、参战参试退役军人,在乡老复员军人,138 0471 0001,一组",
    "",
    "2,乌云其木格,女,１５２５９９１９５２０８０１００２９,,桑根达来镇,敖包图嘎查,,烈士遗属,,",
    "3,,,,,,,,,,",
    "4,张 三,,,1960-01-02,上都镇,,,,,",
    "合计,3人,,,,,,,,,",
    "填表人：赵志强,,,审核人：,,,,,,,",
];

#[test]
fn every_encoding_and_line_ending_gives_the_same_rows() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ROSTER.join(end);
        for (bytes, name) in [
            (text.clone().into_bytes(), "UTF-8"),
            (format!("\u{FEFF}{text}").into_bytes(), "UTF-8 BOM"),
            (GB18030.encode(&text).0.into_owned(), "GB18030/GBK"),
            (utf16(&text, true), "UTF-16LE"),
            (utf16(&text, false), "UTF-16BE"),
        ] {
            let file = RosterFile::new(&bytes);
            let entries = file.entries();
            let told: Vec<_> = entries.iter().map(|(entry, _)| (entry.row, entry.name.as_str())).collect();
            assert_eq!(told, [(5, "程连富"), (7, "乌云其木格"), (9, "张三")], "{name} {end:?}");
            assert!(entries.iter().all(|(_, warnings)| warnings.is_empty()));
        }
    }
}

#[test]
fn an_entry_has_what_the_row_says() {
    let file = RosterFile::new(ROSTER.join("\n").as_bytes());
    let entries = file.entries();
    let (first, _) = entries.first().unwrap();
    assert_eq!(first.kind, Kind::Person);
    assert_eq!(first.sex, Some(Sex::Male));
    assert_eq!(first.id_number.as_ref().unwrap().as_str(), ID_MAN);
    assert_eq!(first.birth, NaiveDate::from_ymd_opt(1932, 2, 15));
    assert_eq!((first.township.as_str(), first.village.as_deref()), ("桑根达来镇", Some("敖包图嘎查")));
    assert_eq!(first.categories, ["在乡复员军人".into(), "参战参试退役军人".into()]);
    assert_eq!(first.groups, ["在乡老复员军人".into()]);
    assert_eq!(first.phone.as_deref(), Some("13804710001"));
    assert_eq!(first.address.as_deref(), Some("一组"));
    let (second, _) = entries.get(1).unwrap();
    assert_eq!(second.id_number.as_ref().unwrap().as_str(), ID_WOMAN);
    assert_eq!((second.sex, second.birth), (Some(Sex::Female), NaiveDate::from_ymd_opt(1952, 8, 1)));
    let (third, _) = entries.get(2).unwrap();
    assert_eq!((third.sex, third.birth), (None, NaiveDate::from_ymd_opt(1960, 1, 2)));
    assert!(third.id_number.is_none() && third.phone.is_none() && third.categories.is_empty());
}

/// A selector of Mongolian that stands on no letter of it is left behind by other programs; nobody sees it. Where it
/// stands on one, the word is spelled with it.
#[test]
fn selectors_of_mongolian_are_taken_by_one_rule_in_every_column() {
    let text = "姓名,苏木镇,嘎查村,慰问类别,联系电话,住址\n\
        ᠭᠠ\u{180B}ᠨ\u{180B},上都\u{180B}镇,新城\u{180B}社区,烈士\u{180B}遗属,13804710001\u{180B},\u{180B}一组\n";
    let (entry, warnings) = RosterFile::new(text.as_bytes()).entries().remove(0);
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!(entry.name.as_str(), "ᠭᠠ\u{180B}ᠨ\u{180B}");
    assert_eq!((entry.township.as_str(), entry.village.as_deref()), ("上都镇", Some("新城社区")));
    assert_eq!(entry.groups, ["烈士遗属".into()]);
    assert_eq!((entry.phone.as_deref(), entry.address.as_deref()), (Some("13804710001"), Some("一组")));
}

#[test]
fn other_delimiters_are_judged_from_the_header() {
    for mark in ["\t", ";", "，"] {
        let text = format!("名册\n姓名{mark}苏木镇{mark}电话\n程连富{mark}上都镇{mark}13804710001\n");
        let entries = RosterFile::new(text.as_bytes()).entries();
        assert_eq!(entries.first().unwrap().0.phone.as_deref(), Some("13804710001"), "{mark:?}");
    }
}

#[test]
fn short_rows_and_quoted_cells_are_read() {
    let text = "姓名,苏木镇,备注\n程连富,上都镇\n\"单国强\",\"上都镇\",\"他说\"\"好\"\"\"\n";
    let entries = RosterFile::new(text.as_bytes()).entries();
    assert_eq!(entries.first().unwrap().0.note, None);
    assert_eq!(entries.get(1).unwrap().0.note.as_deref(), Some("他说\"好\""));
}

#[test]
fn each_bad_cell_is_told_with_row_column_and_reason() {
    let head = "姓名,性别,身份证号,出生日期,苏木镇,电话,银行卡号,类别,备注";
    let left_out = |fault| Fault::LeftOut(Box::new(fault));
    for (row, column, fault, refused) in [
        (",,,,上都镇,,,,", Column::Name, Fault::NoName, true),
        ("程\u{202E}连富,,,,,,,,", Column::Name, Fault::Character(0x202E), true),
        ("程\0连富,,,,,,,,", Column::Name, Fault::Character(0), true),
        ("程连富,,4.4E+17,,,,,,", Column::IdNumber, Fault::IdDamaged, true),
        ("程连富,,1.52599E+17,,,,,,", Column::IdNumber, Fault::IdDamaged, true),
        ("程连富,,152599193202150000,,,,,,", Column::IdNumber, Fault::IdDamaged, true),
        ("程连富,,#N/A,,,,,,", Column::IdNumber, Fault::ErrorCell("#N/A".into()), true),
        ("程连富,,15259919320215,,,,,,", Column::IdNumber, Fault::IdLength(14), true),
        ("程连富,,152599193202300014,,,,,,", Column::IdNumber, Fault::IdDate, true),
        ("程连富,,15259919320215OO13,,,,,,", Column::IdNumber, Fault::IdCharacter, true),
        ("程连富,,152599\u{200B}193202150013,,,,,,", Column::IdNumber, Fault::Character(0x200B), true),
        ("程连富,,152599193202150014,,,,,,", Column::IdNumber, Fault::IdCheckDigit('3'), false),
        ("程连富,女,152599193202150013,,,,,,", Column::Sex, Fault::SexDiffers, false),
        ("程连富,,152599193202150013,1932-02-16,,,,,", Column::Birth, Fault::BirthDiffers, false),
        ("程连富,,152599193202150013,1932.3,,,,,", Column::Birth, Fault::BirthDiffers, false),
        ("程连富,,,2023-02-30,,,,,", Column::Birth, Fault::BadDate, true),
        ("程连富,,,,,1.38047E+10,,,", Column::Phone, left_out(Fault::NumberDamaged), false),
        ("程连富,,,,,13804710001/0479,,,", Column::Phone, Fault::RestToNote, false),
        ("程连富,,,,,,6.2E+18,,", Column::Card, left_out(Fault::NumberDamaged), false),
        ("程连富,,,,,,62AB,,", Column::Card, Fault::WordsToNote, false),
        ("程连富,,,,,,,烈士\u{2060}遗属,", Column::Categories, Fault::Character(0x2060), true),
        ("程连富,,,,,,,,\u{1B}[31m", Column::Note, Fault::Character(0x1B), true),
        ("程连富,,,,\u{FEFF}上都镇,,,,", Column::Township, Fault::Character(0xFEFF), true),
    ] {
        let file = RosterFile::new(format!("标题\n{head}\n{row}\n").as_bytes());
        let told = file.faults();
        assert_eq!(told.len(), 1, "{row:?} {told:?}");
        let (was_refused, told) = told.into_iter().next().unwrap();
        assert_eq!((told.row, told.column, told.fault, was_refused), (3, column, fault, refused), "{row:?}");
        assert!(!told.header.is_empty());
    }
    let long = format!("{head}\n程连富,,,,,,,,{}\n", "长".repeat(600));
    assert_eq!(RosterFile::new(long.as_bytes()).faults().first().unwrap().1.fault, Fault::TooLong);
}

#[test]
fn what_protects_a_cell_is_taken_away_and_nothing_is_nothing() {
    let text = "姓名,身份证号,电话,卡号,出生日期\n程连富,'152599193202150013,\"=\"\"13804710001\"\"\",-,/\n单国强,无,无,,不详\n";
    let entries = RosterFile::new(text.as_bytes()).entries();
    let (first, _) = entries.first().unwrap();
    assert_eq!(first.id_number.as_ref().unwrap().as_str(), ID_MAN);
    assert_eq!((first.phone.as_deref(), first.card.as_deref()), (Some("13804710001"), None));
    let (second, _) = entries.get(1).unwrap();
    assert!(second.id_number.is_none() && second.phone.is_none() && second.birth.is_none());
}

#[test]
fn a_refused_row_tells_every_reason_and_its_cells() {
    let file = RosterFile::new("姓名,身份证号,电话\n,4.4E+17,abc,多\n".as_bytes());
    let mut roster = file.open().unwrap();
    match roster.next() {
        Some(Ok(Row::Refused(faults))) => assert_eq!(faults.len(), 2),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        (roster.row_number(), roster.raw_cells()),
        (2, ["", "4.4E+17", "abc", "多"].map(str::to_owned).to_vec())
    );
    assert!(roster.next().is_none() && roster.next().is_none());
}

#[test]
fn units_stand_under_their_header_or_in_their_column() {
    let entries = RosterFile::new("单位名称,地址,电话\n驻旗某部队,上都镇,04794223344\n".as_bytes()).entries();
    assert_eq!(entries.first().unwrap().0.kind, Kind::Unit);
    let entries =
        RosterFile::new("姓名,对象类型,苏木镇\n某部队,单位,\n程连富,人员,上都镇\n".as_bytes()).entries();
    assert_eq!(entries.iter().map(|(entry, _)| entry.kind).collect::<Vec<_>>(), [Kind::Unit, Kind::Person]);
}

#[test]
fn english_headers_are_read() {
    let text = "No.,Name,Sex,ID number,Date of birth,Township,Village,Phone,Groups\n1,Buren,M,,1950-01-02,Shangdu,One,13804710001,a;b\n";
    let entries = RosterFile::new(text.as_bytes()).entries();
    let (entry, _) = entries.first().unwrap();
    assert_eq!((entry.name.as_str(), entry.sex, entry.groups.len()), ("Buren", Some(Sex::Male), 2));
}

#[test]
fn a_blank_township_is_not_guessed_from_the_row_above() {
    let entries = RosterFile::new("姓名,苏木镇\n程连富,上都镇\n单国强,\n".as_bytes()).entries();
    assert_eq!(entries.get(1).unwrap().0.township.as_str(), "");
}

#[test]
fn refused_rows_can_be_mended_and_read_again() {
    use super::super::refused::{RefusedRow, Titles, write_beside};
    let file = RosterFile::new("姓名,身份证号,电话\n程连富,15259919320215001,04794223344\n".as_bytes());
    let mut roster = file.open().unwrap();
    assert!(matches!(roster.next(), Some(Ok(Row::Refused(_)))));
    let row = RefusedRow {
        number: roster.row_number(),
        cells: roster.raw_cells(),
        reasons: "身份证号 17 位".into(),
    };
    let titles = Titles { row: "行号", reason: "原因" };
    let path = write_beside(&file.path, titles, roster.header().titles(), &[row]).unwrap();
    let mended = std::fs::read_to_string(path).unwrap().replace("'15259919320215001", ID_MAN);
    let entries = RosterFile::new(mended.as_bytes()).entries();
    let (entry, _) = entries.first().unwrap();
    assert_eq!(
        (entry.phone.as_deref(), entry.id_number.as_ref().unwrap().as_str()),
        (Some("04794223344"), ID_MAN)
    );
}

#[test]
fn a_thousand_rows_are_counted_and_progress_grows() {
    let mut text = "姓名,苏木镇\n".to_owned();
    text.extend((0..1000).map(|n| format!("人{},上都镇\n", char::from_u32(0x4E00 + n).unwrap())));
    let file = RosterFile::new(text.as_bytes());
    let mut roster = file.open().unwrap();
    let mut last = 0;
    let mut count = 0;
    while let Some(row) = roster.next() {
        row.unwrap();
        count += 1;
        let (read, all) = roster.read_fraction();
        assert!(read >= last && read <= all && all == text.len() as u64);
        last = read;
    }
    assert_eq!((count, last), (1000, text.len() as u64));
}
