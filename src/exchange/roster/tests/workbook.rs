//! XLSX as WPS and Excel write it.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;
use crate::domain::roster::{Column, Fault};
use crate::tabular::TableHeader as _;

/// A name for every number.
fn named(number: u32) -> String {
    format!("人{}", char::from_u32(0x4E00 + number).unwrap())
}

fn saved(mut book: Workbook) -> RosterFile {
    RosterFile::new(&book.save_to_buffer().unwrap())
}

#[test]
fn a_workbook_with_titles_merges_and_footers() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write(0, 0, "填写说明").unwrap();
    let sheet = book.add_worksheet().set_name("名册").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 5, "2024年春节慰问名册", &plain).unwrap();
    for (column, title) in (0u16..).zip(["序号", "姓\n名", "身份证号", "苏木镇（场）", "嘎查", "慰问类别"])
    {
        sheet.write(2, column, title).unwrap();
    }
    sheet.merge_range(3, 3, 5, 3, "桑根达来镇", &plain).unwrap();
    sheet.merge_range(3, 4, 4, 4, "敖包图嘎查", &plain).unwrap();
    for (row, name) in (3u32..).zip(["程连富", "乌云其木格", "阿拉坦仓"]) {
        sheet.write(row, 0, row - 2).unwrap();
        sheet.write(row, 1, name).unwrap();
    }
    sheet.write(3, 2, ID_MAN).unwrap();
    sheet.write(3, 5, "在乡老复员军人\n参加抗美援朝军人").unwrap();
    sheet.write(8, 1, "单国强").unwrap();
    sheet.write(8, 3, "上都镇").unwrap();
    sheet.write(9, 0, "合  计").unwrap();
    sheet.write(9, 1, Formula::new("COUNTA(B4:B9)").set_result("4")).unwrap();
    book.add_worksheet().set_name("备份").unwrap();
    let file = saved(book);

    let roster = file.open().unwrap();
    assert_eq!(roster.header().row(), 3);
    assert_eq!(roster.other_sheets(), ["说明".into(), "备份".into()]);

    let entries = file.entries();
    let told: Vec<_> = entries
        .iter()
        .map(|(e, _)| (e.row, e.name.as_str(), e.township.as_str(), e.village.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            (4, "程连富", "桑根达来镇", "敖包图嘎查"),
            (5, "乌云其木格", "桑根达来镇", "敖包图嘎查"),
            (6, "阿拉坦仓", "桑根达来镇", ""),
            (9, "单国强", "上都镇", ""),
        ]
    );
    assert_eq!(entries.first().unwrap().0.groups.len(), 2);
}

#[test]
fn rows_that_only_a_merged_cell_covers_are_no_people() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "苏木镇").unwrap().write(0, 1, "姓名").unwrap();
    sheet.merge_range(1, 0, 4, 0, "上都镇", &Format::new()).unwrap();
    sheet.write(1, 1, "程连富").unwrap();
    sheet.write(4, 1, "单国强").unwrap();
    let names: Vec<_> =
        saved(book).entries().into_iter().map(|(e, _)| (e.row, e.township.to_string())).collect();
    assert_eq!(names, [(2, "上都镇".to_owned()), (5, "上都镇".to_owned())]);
}

#[test]
fn number_cells_are_refused_where_they_lose_digits() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0u16..).zip(["姓名", "身份证号", "电话", "卡号", "出生日期"]) {
        sheet.write(0, column, title).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(1, 0, "甲").unwrap().write(1, 1, 152_599_193_202_150_013.0).unwrap();
    sheet.write(2, 0, "乙").unwrap().write(2, 1, 152_599_320_215_001.0).unwrap();
    sheet.write(3, 0, "丙").unwrap().write(3, 2, 4_794_223_344.0).unwrap();
    sheet.write(4, 0, "丁").unwrap().write(4, 3, 6_217_000_010_000_000_001.0).unwrap();
    sheet.write(5, 0, "戊").unwrap().write(5, 2, 13_804_710_001.0).unwrap();
    let first_of_august = ExcelDateTime::from_ymd(1952, 8, 1).unwrap();
    sheet.write_with_format(5, 4, &first_of_august, &date).unwrap();
    sheet.write(6, 0, "己").unwrap().write(6, 4, 19207.0).unwrap();
    sheet.write(7, 0, "庚").unwrap().write(7, 4, 1952.8).unwrap();
    sheet.write(8, 0, "辛").unwrap().write_with_format(8, 1, 19207.0, &date).unwrap();
    let file = saved(book);
    let told: Vec<_> = file.faults().into_iter().map(|(_, f)| (f.row, f.column, f.fault)).collect();
    assert_eq!(
        told,
        [
            (2, Column::IdNumber, Fault::IdDamaged),
            (3, Column::IdNumber, Fault::IdDamaged),
            (4, Column::Phone, Fault::LeftOut(Box::new(Fault::NumberDamaged))),
            (5, Column::Card, Fault::LeftOut(Box::new(Fault::NumberDamaged))),
            // 1952.8 is a month of a year: it tells no day.
            (8, Column::Birth, Fault::BirthWithoutDay),
            (9, Column::IdNumber, Fault::IdDamaged),
        ]
    );
    let births: Vec<_> = file
        .read()
        .0
        .into_iter()
        .filter_map(|row| if let Row::Entry(entry, _) = row { Some((entry.row, entry.birth)) } else { None })
        .collect();
    let day = NaiveDate::from_ymd_opt(1952, 8, 1);
    assert_eq!(births, [(4, None), (5, None), (6, day), (7, day), (8, None)]);
}

#[test]
fn two_rows_of_merged_headers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, "姓名", &plain).unwrap();
    sheet.merge_range(0, 1, 0, 2, "住址", &plain).unwrap();
    sheet.merge_range(0, 3, 1, 3, "联系电话", &plain).unwrap();
    sheet.write(1, 1, "苏木镇").unwrap().write(1, 2, "嘎查").unwrap();
    sheet.write(2, 0, "程连富").unwrap().write(2, 1, "上都镇").unwrap().write(2, 2, "一嘎查").unwrap();
    sheet.write(2, 3, "13804710001").unwrap();
    let entries = saved(book).entries();
    let (entry, _) = entries.first().unwrap();
    assert_eq!((entry.row, entry.township.as_str(), entry.village.as_deref()), (3, "上都镇", Some("一嘎查")));
    assert!(entry.phone.is_some());
}

#[test]
fn hidden_sheets_are_passed_over_and_a_book_without_a_header_says_so() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    hidden.write(0, 0, "姓名").unwrap().write(0, 1, "苏木镇").unwrap();
    hidden.set_hidden(true);
    book.add_worksheet().set_active(true).write(0, 0, "其他").unwrap();
    assert!(matches!(saved(book).open(), Err(FileError::NoHeader { rows: 30, .. })));
}

#[test]
fn many_rows_come_in_order_and_progress_ends() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "姓名").unwrap().write(0, 1, "苏木镇").unwrap();
    for row in 1..=3000u32 {
        sheet.write(row, 0, named(row)).unwrap().write(row, 1, "上都镇").unwrap();
    }
    let file = saved(book);
    let mut roster = file.open().unwrap();
    let mut expected = 2;
    while let Some(row) = roster.next() {
        assert!(matches!(row, Ok(Row::Entry(entry, _)) if entry.row == expected));
        expected += 1;
    }
    let (read, all) = roster.read_fraction();
    assert_eq!((expected, read), (3002, all));
    assert!(all > 0);
}

#[test]
fn a_reader_can_be_dropped_half_way() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "姓名").unwrap().write(0, 1, "苏木镇").unwrap();
    for row in 1..=5000u32 {
        sheet.write(row, 0, named(row)).unwrap();
    }
    let mut roster = saved(book).open().unwrap();
    assert!(roster.next().is_some());
}
