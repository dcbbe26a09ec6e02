//! What a screen has written to a file: a list, a sheet to sign that gets a number by leaving, or a report.

use chrono::NaiveDate;

use super::export::{ListQuery, Outgoing};
use super::holiday::RoundCode;
use super::notice::NoticeQuery;
use super::sheet_query::SheetQuery;
use super::sign_sheet::NumberedQuery;

/// A list as its screen asks for it, a sheet, or a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Departing {
    /// A list.
    List(ListQuery),
    /// A numbered sheet to sign.
    Sheet(NumberedQuery),
    /// A list for public notice.
    Notice(NoticeQuery),
    /// A sheet without a number: to carry, or of what was done.
    Paper(SheetQuery),
    /// A report in words.
    Document(DocumentQuery),
}

/// A report in words, with its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentQuery {
    /// The whole report of a year.
    Year(i32),
    /// The weekly bulletin of a round, by the end of a day.
    Bulletin(RoundCode, NaiveDate),
}

impl DocumentQuery {
    /// What it is.
    pub fn what(self) -> Outgoing {
        match self {
            Self::Year(_) => Outgoing::YearReport,
            Self::Bulletin(..) => Outgoing::Bulletin,
        }
    }
}

impl Departing {
    /// What it is.
    pub fn what(&self) -> Outgoing {
        match self {
            Self::List(list) => list.what(),
            Self::Sheet(_) => Outgoing::SignSheet,
            Self::Notice(_) => Outgoing::Notice,
            Self::Paper(query) => query.form.what(),
            Self::Document(query) => query.what(),
        }
    }
}
