//! Protects that sheets which a workbook hides are told, and read only by their name.

use rust_xlsxwriter::Workbook;

use super::{Bench, IDS, NAMES, old_sheet};
use crate::support::compound::SheetOf;
use muster::domain::roster::Fault;
use muster::domain::roster_question::{Answers, NO_ANSWERS};

#[test]
fn a_hidden_sheet_is_told_and_read_by_its_name_alone() {
    let mut bench = Bench::new();
    let path = bench.path("hidden.xlsx");
    let mut book = Workbook::new();
    for (at, name) in ["在册", "去年"].into_iter().enumerate() {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip([["姓名", "身份证号", "苏木镇"], [NAMES[at], IDS[at], "上都镇"]])
        {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        }
        sheet.set_hidden(at == 1);
    }
    book.save(&path).unwrap();
    let report = bench.look(&path);
    assert_eq!((report.new, &report.hidden_sheets[..]), (1, &["去年".into()][..]));
    let named = Answers { sheets: vec!["去年".into()], ..NO_ANSWERS.clone() };
    assert_eq!(bench.people(&path, &named), [format!("{} 0223 上都镇 ", NAMES[1])]);
}

/// The same in a workbook of Office 97, whose hidden and struck rows are told too.
#[test]
fn what_an_old_workbook_hides_is_told() {
    let mut bench = Bench::new();
    let line = |at: usize| format!("{}|{}|上都镇", NAMES[at], IDS[at]);
    let head = "姓名|身份证号|苏木镇";
    let (first, second, third) = (line(0), line(1), line(2));
    let seen = SheetOf { hidden: vec![2], ..old_sheet("在册", &[head, &first, &second]) };
    let hidden = SheetOf { visible: false, ..old_sheet("去年", &[head, &third]) };
    let path = bench.old_book("hidden.xls", &[seen, hidden]);
    let report = bench.look(&path);
    assert_eq!((report.new, &report.hidden_sheets[..]), (2, &["去年".into()][..]));
    let told: Vec<(u64, &Fault)> = report.warned.iter().map(|one| (one.row, &one.fault)).collect();
    assert_eq!(told, [(3, &Fault::HiddenRow)]);
    let named = Answers { sheets: vec!["去年".into()], ..NO_ANSWERS.clone() };
    assert_eq!(bench.people(&path, &named), [format!("{} 0338 上都镇 ", NAMES[2])]);
}
