//! A document as a workbook: its tables and bars, a sheet each, with the text on the first.

use std::io;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::domain::document::{Block, Document};
use crate::domain::money::Fen;
use crate::tabular::out::paper::MARGINS;
use crate::tabular::out::xlsx::yuan;

/// The code of that size of paper in workbooks.
const A4: u8 = 9;

fn said(error: &XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}

/// The bytes of the workbook.
///
/// # Errors
/// What the library says.
pub(super) fn book(document: &Document) -> io::Result<Vec<u8>> {
    filled(document).map_err(|error| said(&error))
}

fn filled(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold();
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let cell = text.clone().set_border(FormatBorder::Thin);
    let heading = head.clone().set_border(FormatBorder::Thin).set_background_color(Color::RGB(0x00EE_EEEE));
    let money = Format::new().set_num_format("#,##0.00");
    let sheet = book.add_worksheet();
    sheet.set_name("报告")?;
    // On paper as wide as the sheet, however many pages long.
    let [left, right, top, bottom, header, footer] = MARGINS;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(left, right, top, bottom, header, footer);
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 56)?;
    sheet.set_column_width(2, 56)?;
    sheet.write_string_with_format(0, 0, &document.title, &head)?;
    let mut at = 2;
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => {
                sheet.write_string_with_format(at, 0, heading, &head)?;
                at += 1;
            }
            Block::Paragraph(paragraph) => {
                sheet.merge_range(at, 0, at, 2, paragraph, &text)?;
                let lines = u16::try_from(paragraph.chars().count() / 66 + 1).unwrap_or(1);
                sheet.set_row_height(at, lines.saturating_mul(16))?;
                at += 1;
            }
            Block::Table(table) => {
                for (column, cell) in (0_u16..).zip(&table.heads) {
                    sheet.write_string_with_format(at, column, cell, &heading)?;
                }
                at += 1;
                for row in &table.rows {
                    for (column, said) in (0_u16..).zip(row) {
                        sheet.write_string_with_format(at, column, said, &cell)?;
                    }
                    at += 1;
                }
            }
            Block::Bars { title, bars } => {
                sheet.write_string_with_format(at, 0, title, &head)?;
                at += 1;
                for (label, fen, _) in bars {
                    sheet.write_string(at, 0, label)?;
                    sheet.write_number_with_format(at, 1, yuan(Fen::new(*fen)), &money)?;
                    at += 1;
                }
            }
        }
    }
    sheet.write_string(at + 1, 0, &document.foot)?;
    book.save_to_buffer()
}
