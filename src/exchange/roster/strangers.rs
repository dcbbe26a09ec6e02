//! Columns that nobody knows, or that are left out by their headers, and that are full of ID numbers: they are asked about,
//! never left out in silence.

use chrono::NaiveDate;

use super::header::{self, Header};
use crate::domain::roster_question::{COLUMN_OF_IDS, Question, QuestionKind};
use crate::domain::text::CleanText;
use crate::tabular::RawRow;

/// Rows that are named as examples.
const EXAMPLES: usize = 3;

/// The columns of a sheet that are not imported.
#[derive(Debug, Default)]
pub(super) struct Strangers(Vec<Stranger>);

/// A column that is not imported, and what it holds.
#[derive(Debug)]
struct Stranger {
    header: CleanText,
    at: usize,
    filled: u64,
    ids: u64,
    examples: Vec<u64>,
}

impl Strangers {
    /// Those of a sheet.
    pub(super) fn of(header: &Header) -> Self {
        let of = |(at, header)| Stranger { header, at, filled: 0, ids: 0, examples: Vec::new() };
        Self(header.ignored_columns().map(of).collect())
    }

    /// Counts a row of data.
    pub(super) fn count(&mut self, row: &RawRow, today: NaiveDate) {
        for stranger in &mut self.0 {
            let cell = row.cell(stranger.at).trim();
            if cell.is_empty() {
                continue;
            }
            stranger.filled += 1;
            if header::is_id(cell, today) {
                stranger.ids += 1;
                if stranger.examples.len() < EXAMPLES {
                    stranger.examples.push(row.number);
                }
            }
        }
    }

    /// Asks about those that are full of ID numbers, at the end of the sheet.
    pub(super) fn ask(&mut self, asked: &mut Vec<Question>) {
        for stranger in std::mem::take(&mut self.0) {
            let known = asked.iter().any(|asked| asked.value == stranger.header);
            if stranger.ids > 0 && stranger.ids * 2 >= stranger.filled && !known {
                asked.push(Question {
                    kind: QuestionKind::Column,
                    value: stranger.header,
                    rows: stranger.ids,
                    examples: stranger.examples,
                    choices: vec![COLUMN_OF_IDS.into(), CleanText::default()],
                });
            }
        }
    }
}
