//! Protects sheets for paper.

use std::io;

use super::paper::*;
use super::paper_pages::*;
use super::{BookFacts, Holds, OutCell};
use crate::domain::money::Fen;

fn paper(rows: usize) -> Paper {
    let column = |head, holds| PaperColumn { head, wide: 10, holds };
    Paper {
        title: "签领表".to_owned(),
        subtitle: "上都镇".to_owned(),
        columns: vec![
            column("序号", Holds::Counts),
            column("姓名", Holds::Words),
            column("慰问金", Holds::Money),
            column("签字", Holds::Words),
            column("备注", Holds::Words),
        ],
        printed: usize::MAX,
        rows: (1..=rows)
            .map(|n| {
                let count = i64::try_from(n).unwrap();
                let amount = OutCell::Money(Fen::new(50_000));
                vec![OutCell::Count(count), OutCell::words("程连富"), amount, OutCell::Empty, OutCell::Empty]
            })
            .collect(),
        words: PaperWords {
            page_sum: "本页合计",
            all_sum: "总计",
            in_words: "人民币（大写）：",
            page: |page, pages| format!("第 {page} 页，共 {pages} 页"),
            signatures: "经办人：",
        },
    }
}

#[test]
fn pages_are_even_and_leave_nobody_out() {
    let most = usize::try_from(paper(1).room() / ROW).unwrap();
    for rows in [0, 1, most, most + 1, 96, 181] {
        let cut = paper(rows).pages();
        assert_eq!(cut.len(), rows.div_ceil(most).max(1), "{rows}");
        assert_eq!(cut.iter().map(ExactSizeIterator::len).sum::<usize>(), rows);
        assert!(cut.iter().all(|page| page.len() <= most));
        let lengths: Vec<usize> = cut.iter().map(ExactSizeIterator::len).collect();
        assert!(lengths.iter().max().unwrap() - lengths.iter().min().unwrap() <= cut.len(), "{lengths:?}");
    }
}

/// A page that is not full gives what is left to its rows, up to a bound.
#[test]
fn rows_of_a_short_page_are_higher() {
    let most = usize::try_from(paper(1).room() / ROW).unwrap();
    assert_eq!([1, most / 2, most].map(|rows| paper(rows).spare(&(0..rows)) > 5), [true, true, false]);
    assert_eq!(paper(1).spare(&(0..1)), paper(2).spare(&(0..2)));
}

#[test]
fn a_long_cell_makes_its_row_higher_and_the_page_hold_fewer() {
    let mut paper = paper(40);
    let short = paper.pages();
    for row in paper.rows.iter_mut().step_by(2) {
        row[4] = OutCell::words("锡林郭勒盟正蓝旗".repeat(3));
    }
    assert!(paper.height(&paper.rows[0]) > 3 * 19 && paper.height(&paper.rows[1]) == ROW);
    let pages = paper.pages();
    assert!(pages.len() > short.len());
    for page in &pages {
        let filled: u32 = paper.rows[page.clone()].iter().map(|row| paper.height(row)).sum();
        let spare = paper.spare(page) * u32::try_from(page.len()).unwrap();
        assert!(filled + spare <= paper.room(), "{filled} {spare}");
    }
}

#[test]
fn whatever_its_columns_a_sheet_fits_the_page() {
    for columns in [1, 8, 16] {
        let mut paper = paper(1);
        paper.columns = vec![PaperColumn { head: "甲", wide: 10, holds: Holds::Words }; columns];
        let wide = u32::try_from(columns).unwrap() * (10 * 750 + 540);
        assert!(wide * paper.scale() / 100 <= 78_400, "{columns}");
        let high = TITLE + SUBTITLE + HEADS + paper.room() + 2 * SUM + SIGNATURES + SLACK;
        assert!(high * paper.scale() / 100 <= HIGH - 73, "{columns}");
    }
}

#[test]
fn text_has_its_sum_in_words() {
    let mut out = Vec::new();
    paper(3).write_text(&mut out, "链头").unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "签领表\n上都镇\n\n序号  姓名      慰问金  签字  备注\n   1  程连富    500.00\n   2  程连富    500.00\n   3  程连富    500.00\n      总计    1,500.00\n\n人民币（大写）：壹仟伍佰元整\n\n经办人：\n链头\n"
    );
}

#[test]
fn a_workbook_has_a_sum_a_page_with_its_result() {
    use calamine::{Data, Reader as _};
    let mut bytes = Vec::new();
    let facts = BookFacts { title: "签领表", head: "链头", foot: "&P", made_ms: 0 };
    paper(40).write_xlsx(&mut bytes, &facts).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("签领表").unwrap();
    let sums: Vec<(u32, Data)> = (0..u32::try_from(range.height()).unwrap())
        .filter(|row| matches!(range.get_value((*row, 1)), Some(Data::String(said)) if said.contains('计')))
        .map(|row| (row, range.get_value((row, 2)).cloned().unwrap()))
        .collect();
    let [(first, one), (second, two), (last, three), (end, all)] = sums.as_slice() else {
        panic!("{sums:?}")
    };
    let want = [7_000.0, 7_000.0, 6_000.0, 20_000.0].map(Data::Float);
    assert_eq!([one, two, three, all].map(Clone::clone), want);
    let formulas = book.worksheet_formula("签领表").unwrap();
    assert_eq!(formulas.get_value((*first, 2)).map(String::as_str), Some("SUM(C4:C17)"));
    let of_pages = format!("SUM(C{0}:C{0},C{1}:C{1},C{2}:C{2})", first + 1, second + 1, last + 1);
    assert_eq!(formulas.get_value((*end, 2)), Some(&of_pages));
    assert!(formulas.get_value((*last, 3)).unwrap().contains("DBNum2"));
    let said = range.get_value((*last, 3)).cloned();
    assert_eq!(said, Some(Data::String("人民币（大写）：陆仟元整".into())));
}

/// A program shows ### where a number is wider than its column: the longest sum that is printed decides.
#[test]
fn a_column_of_amounts_holds_its_longest_sum() {
    for (amount, rows) in [(50_000, 20), (50_000, 200), (10_050_555, 10), (100_000_000, 1_000)] {
        let mut paper = paper(rows);
        // A second column of amounts is filled in by hand, and comes to the same.
        paper.columns[4].holds = Holds::Money;
        for row in &mut paper.rows {
            row[2] = OutCell::Money(Fen::new(amount));
        }
        let sum = paper.sum(2, &(0..rows)).unwrap().yuan();
        let widths = paper.widths();
        let digits = u32::try_from(sum.len()).unwrap();
        assert!(widths[2] > digits && widths[4] == widths[2] && widths[1] == 10, "{sum} {widths:?}");
    }
}
