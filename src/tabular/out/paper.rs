//! A sheet for paper: the same heads on every page, so many rows a page, below them the sums of the page with the amount in
//! words, and lines to sign. As a workbook that prints so, and as text.
//!
//! Nothing in a spreadsheet knows on which page a row lies. So every height is fixed in points, the rows a page are counted
//! from them, and pages are broken by hand; a scale is given and no fit to a width, which would undo the breaks. Widths leave
//! room, since their unit depends on the font that the machine has. Every formula has its result beside it: programs that
//! print do not always reckon first.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Arc, PoisonError};

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

use crate::domain::money::Fen;
use crate::tabular::out::paper_pages::{HEADS, SIGNATURES, SUBTITLE, SUM, TITLE};
use crate::tabular::out::xlsx::{BookFacts, KeepsError, caught, excel_day, properties, yuan};
use crate::tabular::out::{Holds, OutCell, width};

/// Margins in inches: left, right, top, bottom, header, footer.
pub(super) const MARGINS: [f64; 6] = [0.4, 0.4, 0.45, 0.55, 0.2, 0.25];
/// The rows above those of the first page: title, subtitle, heads.
pub(super) const ABOVE: u32 = 3;
/// The font that papers of a bureau have; programs without it take another quietly.
const FONT: &str = "宋体";
/// The set of characters that such a font is looked for by.
const CHARSET: u8 = 134;
/// Blank cells between two columns of the text.
pub(super) const GAP: usize = 2;

/// A column of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct PaperColumn {
    /// Its head.
    pub head: &'static str,
    /// Its width, in digits.
    pub wide: u16,
    /// What it holds; amounts are summed.
    pub holds: Holds,
}

/// A sheet.
#[derive(Clone, Debug)]
pub struct Paper {
    /// What stands above every page.
    pub title: String,
    /// Below it: of which round, of which place, when.
    pub subtitle: String,
    /// The columns.
    pub columns: Vec<PaperColumn>,
    /// How many of them are printed at most; those behind them are for the screen.
    pub printed: usize,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<OutCell>>,
    /// What stands below the rows.
    pub words: PaperWords,
}

/// What stands below the rows of a page.
#[derive(Clone, Debug)]
pub struct PaperWords {
    /// Before the sums of a page.
    pub page_sum: &'static str,
    /// Before the sums of all.
    pub all_sum: &'static str,
    /// Before an amount in words.
    pub in_words: &'static str,
    /// The number of a page and how many there are, with `{}` for each.
    pub page: fn(usize, usize) -> String,
    /// The lines to sign.
    pub signatures: &'static str,
}

impl Paper {
    /// What a column of some rows comes to; none where it holds no amounts.
    pub(super) fn sum(&self, column: usize, rows: &Range<usize>) -> Option<Fen> {
        let is_money = self.columns.get(column).is_some_and(|column| column.holds == Holds::Money);
        let cells = self.rows.get(rows.clone()).unwrap_or_default().iter();
        let amounts = cells.filter_map(|row| {
            if let Some(OutCell::Money(amount)) = row.get(column) { Some(*amount) } else { None }
        });
        is_money.then(|| amounts.fold(Fen::ZERO, Fen::plus))
    }

    /// The last column that is printed.
    fn last_printed(&self) -> usize {
        self.columns.len().min(self.printed).saturating_sub(1)
    }

    /// The first column of amounts: what is signed for.
    pub(super) fn money(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.holds == Holds::Money)
    }

    /// The sheet as text: one table, its sum, and the lines to sign.
    ///
    /// # Errors
    /// What `to` says.
    pub fn write_text(&self, to: &mut dyn Write, foot: &str) -> io::Result<()> {
        let all = 0..self.rows.len();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let cells = self.rows.iter().filter_map(|row| row.get(at)).map(OutCell::width).max();
                let sum = self.sum(at, &all).map_or(0, |sum| width(&sum.yuan()));
                let head = self.columns.get(at).map_or(0, |column| width(column.head));
                cells.unwrap_or_default().max(sum).max(head)
            })
            .collect();
        writeln!(to, "{}\n{}\n", self.title, self.subtitle)?;
        self.line(to, &widths, |_, column| column.head.to_owned())?;
        for row in &self.rows {
            self.line(to, &widths, |at, _| row.get(at).map(ToString::to_string).unwrap_or_default())?;
        }
        if let Some(money) = self.money() {
            self.line(to, &widths, |at, _| match self.sum(at, &all) {
                Some(sum) => sum.yuan(),
                None if at == 1 => self.words.all_sum.to_owned(),
                None => String::new(),
            })?;
            let sum = self.sum(money, &all).unwrap_or_default();
            writeln!(to, "\n{}{}", self.words.in_words, sum.capital())?;
        }
        writeln!(to, "\n{}\n{foot}", self.words.signatures)
    }

    fn line(
        &self,
        to: &mut dyn Write,
        widths: &[usize],
        cell: impl Fn(usize, &PaperColumn) -> String,
    ) -> io::Result<()> {
        let mut line = String::new();
        for (at, (column, wide)) in self.columns.iter().zip(widths).enumerate() {
            let cell = cell(at, column);
            let blanks = " ".repeat(wide.saturating_sub(width(&cell)));
            if at > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            let right = matches!(column.holds, Holds::Money | Holds::Counts);
            line.extend(if right { [&blanks, &cell] } else { [&cell, &blanks] }.map(String::as_str));
        }
        writeln!(to, "{}", line.trim_end())
    }

    /// The sheet as a workbook.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write_xlsx(&self, to: &mut (dyn Write + Send), facts: &BookFacts<'_>) -> io::Result<()> {
        let mut book = Workbook::new();
        book.set_properties(&properties(facts));
        caught(|| {
            let sheet = book.add_worksheet();
            sheet.set_name(facts.title)?;
            PaperSheet { paper: self, formats: Formats::new() }.fill(sheet, facts)
        })?;
        let sink = KeepsError { to, error: Arc::default() };
        let error = Arc::clone(&sink.error);
        caught(|| book.save_to_writer(sink))?;
        let kept = error.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.map_or(Ok(()), Err)
    }
}

/// The formats of cells.
pub(super) struct Formats {
    title: Format,
    subtitle: Format,
    head: Format,
    pub(super) words: Format,
    digits: Format,
    pub(super) money: Format,
    pub(super) day: Format,
    count: Format,
    sum: Format,
    sum_words: Format,
    signatures: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let plain = || {
            Format::new().set_font_name(FONT).set_font_charset(CHARSET).set_align(FormatAlign::VerticalCenter)
        };
        let boxed = || plain().set_border(FormatBorder::Thin);
        Self {
            title: plain().set_font_size(18).set_bold().set_align(FormatAlign::Center),
            subtitle: plain().set_align(FormatAlign::Left),
            head: boxed().set_bold().set_text_wrap().set_align(FormatAlign::Center),
            words: boxed().set_num_format("@").set_text_wrap(),
            // A number that is wrapped is torn.
            digits: boxed().set_num_format("@").set_shrink(),
            money: boxed().set_num_format("#,##0.00"),
            day: boxed().set_num_format("yyyy-mm-dd").set_shrink(),
            count: boxed().set_num_format("0").set_align(FormatAlign::Center),
            // A sum of nothing is left to be written by hand.
            sum: boxed().set_num_format("#,##0.00;-#,##0.00;").set_bold(),
            sum_words: boxed().set_bold(),
            signatures: plain().set_align(FormatAlign::Left),
        }
    }
}

/// A sheet of a workbook as it is filled.
pub(super) struct PaperSheet<'a> {
    pub(super) paper: &'a Paper,
    pub(super) formats: Formats,
}

impl PaperSheet<'_> {
    pub(super) fn fill(&self, sheet: &mut Worksheet, facts: &BookFacts<'_>) -> Result<(), XlsxError> {
        let (paper, formats) = (self.paper, &self.formats);
        let last = u16::try_from(paper.last_printed()).unwrap_or_default();
        let [left, right, top, bottom, header, footer] = MARGINS;
        sheet.set_landscape().set_paper_size(9).set_print_scale(u16::try_from(paper.scale()).unwrap_or(100));
        sheet.set_margins(left, right, top, bottom, header, footer).set_print_center_horizontally(true);
        sheet.set_repeat_rows(0, ABOVE - 1)?.set_freeze_panes(ABOVE, 2)?;
        sheet.set_footer(facts.foot);
        sheet.merge_range(0, 0, 0, last, &paper.title, &formats.title)?;
        sheet.merge_range(1, 0, 1, last, &paper.subtitle, &formats.subtitle)?;
        sheet
            .set_row_height(0, f64::from(TITLE))?
            .set_row_height(1, f64::from(SUBTITLE))?
            .set_row_height(2, f64::from(HEADS))?;
        for ((at, column), wide) in (0..).zip(&paper.columns).zip(paper.widths()) {
            sheet.set_column_width(at, wide)?;
            sheet.write_string_with_format(2, at, column.head, &formats.head)?;
        }
        let pages = paper.pages();
        let (mut at, mut breaks, mut sums) = (ABOVE, Vec::new(), Vec::new());
        for (number, rows) in pages.iter().enumerate() {
            if number > 0 {
                breaks.push(at);
            }
            at = self.page(sheet, at, rows, (number, pages.len()), (last, &mut sums))?;
        }
        sheet.set_page_breaks(&breaks)?.set_print_area(0, 0, at.saturating_sub(1), last)?;
        Ok(())
    }

    /// Writes a page from a row on; answers the row behind it.
    fn page(
        &self,
        sheet: &mut Worksheet,
        first: u32,
        rows: &Range<usize>,
        (number, count): (usize, usize),
        (last, sums): (u16, &mut Vec<u32>),
    ) -> Result<u32, XlsxError> {
        let (paper, formats) = (self.paper, &self.formats);
        let (mut at, spare) = (first, paper.spare(rows));
        for row in paper.rows.get(rows.clone()).unwrap_or_default() {
            sheet.set_row_height(at, f64::from(paper.height(row) + spare))?;
            for ((column, cell), kind) in (0..).zip(row).zip(&paper.columns) {
                self.cell(sheet, (at, column), cell, kind.holds)?;
            }
            at += 1;
        }
        if paper.money().is_some() {
            let of_page: Vec<Range<u32>> =
                std::iter::once(first..at).filter(|rows| !rows.is_empty()).collect();
            self.sums(sheet, at, &of_page, rows, paper.words.page_sum)?;
            sums.push(at);
            at += 1;
            if number + 1 == count && count > 1 {
                let of_pages: Vec<Range<u32>> = sums.iter().map(|&sum| sum..sum + 1).collect();
                self.sums(sheet, at, &of_pages, &(0..paper.rows.len()), paper.words.all_sum)?;
                at += 1;
            }
        }
        sheet.set_row_height(at, f64::from(SIGNATURES))?;
        let signed = format!("{}　　{}", paper.words.signatures, (paper.words.page)(number + 1, count));
        sheet.merge_range(at, 0, at, last, &signed, &formats.signatures)?;
        Ok(at + 1)
    }

    fn cell(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &OutCell,
        holds: Holds,
    ) -> Result<(), XlsxError> {
        let formats = &self.formats;
        let format = match holds {
            Holds::Words | Holds::Ids => &formats.words,
            Holds::Digits => &formats.digits,
            Holds::Money => &formats.money,
            Holds::Days => &formats.day,
            Holds::Counts => &formats.count,
        };
        match cell {
            OutCell::Empty => sheet.write_blank(row, column, format)?,
            OutCell::Money(amount) => sheet.write_number_with_format(row, column, yuan(*amount), format)?,
            OutCell::Count(count) => {
                let count: f64 = count.to_string().parse().unwrap_or_default();
                sheet.write_number_with_format(row, column, count, format)?
            }
            OutCell::Day(day) => match excel_day(*day) {
                Some(day) => sheet.write_datetime_with_format(row, column, &day, format)?,
                None => sheet.write_string_with_format(row, column, day.to_string(), format)?,
            },
            OutCell::Text(_) | OutCell::Word(..) | OutCell::Labels(_) => {
                sheet.write_string_with_format(row, column, cell.to_string(), format)?
            }
        };
        Ok(())
    }

    /// Writes the sums of some rows as formulas over the rows of the sheet, and the amount in words, which follows whoever
    /// mends an amount by hand.
    fn sums(
        &self,
        sheet: &mut Worksheet,
        at: u32,
        over: &[Range<u32>],
        rows: &Range<usize>,
        said: &str,
    ) -> Result<(), XlsxError> {
        let (paper, formats) = (self.paper, &self.formats);
        sheet.set_row_height(at, f64::from(SUM))?;
        let mut words = None;
        for (column, place) in (0..).zip(0..paper.columns.len()) {
            let Some(sum) = paper.sum(place, rows) else {
                let text = if place == 1 { said } else { "" };
                sheet.write_string_with_format(at, column, text, &formats.sum_words)?;
                continue;
            };
            let letter = letter(place);
            let ranges: Vec<String> =
                over.iter().map(|rows| format!("{letter}{}:{letter}{}", rows.start + 1, rows.end)).collect();
            if ranges.is_empty() {
                sheet.write_number_with_format(at, column, yuan(sum), &formats.sum)?;
            } else {
                let formula = Formula::new(format!("=SUM({})", ranges.join(",")));
                let formula = formula.set_result(sum.yuan().replace(',', ""));
                sheet.write_formula_with_format(at, column, formula, &formats.sum)?;
            }
            words = words.or(Some((sum, letter)));
        }
        // Beside the last column of amounts, over the rest of the line.
        let behind =
            paper.columns.iter().rposition(|column| column.holds == Holds::Money).map(|last| last + 1);
        let end = paper.last_printed();
        if let (Some((sum, letter)), Some(behind)) = (words, behind.filter(|behind| *behind < end)) {
            let [from, to] = [behind, end].map(|place| u16::try_from(place).unwrap_or_default());
            let said = format!("{}{}", paper.words.in_words, sum.capital());
            sheet.merge_range(at, from, at, to, &said, &formats.sum_words)?;
            // Whole yuan in words any program can make of a number; parts of one stand in digits there.
            if sum.yuan().ends_with(".00") && sum > Fen::ZERO {
                let cell = format!("{letter}{}", at + 1);
                let formula = Formula::new(format!(
                    "=\"{}\"&IF({cell}=INT({cell}),TEXT({cell},\"[DBNum2][$-804]General\")&\"元整\",TEXT({cell},\"#,##0.00\")&\"元\")",
                    paper.words.in_words
                ));
                sheet.write_formula_with_format(at, from, formula.set_result(said), &formats.sum_words)?;
            }
        }
        Ok(())
    }
}

/// The letter of a column; no sheet has more than 26.
fn letter(place: usize) -> char {
    let place = u8::try_from(place).unwrap_or_default();
    char::from(b'A' + place.min(25))
}
