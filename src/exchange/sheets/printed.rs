//! What a numbered sheet prints: its columns, a row of each line, and on which page each lies.

use super::home;
use crate::domain::export::FullRow;
use crate::domain::sign_sheet::{PrintedLine, SheetColumn};
use crate::lang::{Lang, sheets, signing};
use crate::tabular::out::{Holds, OutCell, Paper, PaperColumn, PaperWords};

/// The columns: what is printed, and from the result on what is filled in.
pub(super) fn columns(lang: Lang) -> Vec<PaperColumn> {
    let heads = sheets::of(lang);
    let filled = |column| signing::column(lang, column);
    super::columns_of([
        (heads.order, 4, Holds::Counts),
        (heads.name, 8, Holds::Words),
        (heads.id_number, 15, Holds::Digits),
        (heads.category, 10, Holds::Words),
        (heads.address, 13, Holds::Words),
        (heads.phone, 10, Holds::Digits),
        (heads.cash, 9, Holds::Money),
        (heads.goods, 8, Holds::Words),
        (heads.signature, 9, Holds::Words),
        (filled(SheetColumn::Result), 8, Holds::Words),
        (filled(SheetColumn::Cash), 9, Holds::Money),
        (filled(SheetColumn::Goods), 8, Holds::Words),
        (filled(SheetColumn::Receiver), 7, Holds::Words),
        (filled(SheetColumn::Relation), 5, Holds::Words),
        (filled(SheetColumn::Day), 9, Holds::Days),
        (filled(SheetColumn::FirstHandler), 7, Holds::Words),
        (filled(SheetColumn::SecondHandler), 7, Holds::Words),
        (filled(SheetColumn::PutOffTo), 10, Holds::Days),
        (filled(SheetColumn::Note), 7, Holds::Words),
    ])
}

/// The first of the columns that are filled in.
pub(super) const FILLED_FROM: usize = 9;
/// The columns that are printed: a promised day and a note are for the screen, and the rest leaves room for wide fonts.
pub(super) const PRINTED: usize = 17;

/// A row of each line: what is printed, and room for the rest.
pub(super) fn rows(lines: &[PrintedLine], people: Vec<FullRow>, columns: usize) -> Vec<Vec<OutCell>> {
    let row = |(line, person): (&PrintedLine, FullRow)| {
        let place = home(&person.village, person.address.as_deref().unwrap_or_default());
        // The categories, else the groups for which somebody is on the list.
        let labels = if person.categories.is_empty() { person.groups } else { person.categories };
        let mut cells = vec![
            OutCell::count(u64::from(line.no)),
            line.name.clone().into(),
            person.id_number.into(),
            labels.into(),
            OutCell::words(place),
            person.phone.into(),
            OutCell::amount(line.cash),
            line.goods.clone().into(),
        ];
        cells.resize(columns, OutCell::Empty);
        cells
    };
    lines.iter().zip(people).map(row).collect()
}

/// Tells each line its page, as paper breaks them: by the heights of the rows.
pub(super) fn into_pages(lines: &mut [PrintedLine], people: Vec<FullRow>) {
    let columns = columns(Lang::Zh);
    let rows = rows(lines, people, columns.len());
    let words =
        PaperWords { page_sum: "", all_sum: "", in_words: "", page: |_, _| String::new(), signatures: "" };
    let (title, subtitle) = (String::new(), String::new());
    let pages = Paper { title, subtitle, columns, printed: PRINTED, rows, words }.pages();
    for (page, range) in (1..).zip(pages) {
        lines.get_mut(range).into_iter().flatten().for_each(|line| line.page = page);
    }
}
