//! Sheets for paper: to carry on a drive, to be signed, and for the files. Each is of one township, or of the units, in a round.

mod log;
mod notice;
mod numbered;
mod parts;
mod people;
mod printed;
mod returning;
pub mod signed;

use std::io::Write;

use chrono::NaiveDate;

use super::leaving::{self, Content, LeavingError, LeavingOptions, Left, To, WriteError, Writing};
use super::lists::named;
use crate::domain::error::RegisterError;
use crate::domain::export::{Format, Outgoing};
use crate::domain::holiday::RoundCode;
use crate::domain::notice::NoticeQuery;
use crate::domain::op::WriteContext;
use crate::domain::sheet_query::{SheetForm, SheetQuery};
use crate::domain::text::CleanText;
use crate::lang::{Lang, export, fill, sheets, signing, words};
use crate::store::Store;
use crate::tabular::out::{BookFacts, Holds, Measured, OutCell, Paper, PaperColumn, PaperWords};

pub use notice::notice_rows;
pub use numbered::numbered;
pub use parts::parts;

/// Has a list for public notice leave.
///
/// # Errors
/// Why nothing left.
pub fn notice(
    store: &mut Store,
    notice: &NoticeQuery,
    to: To<'_>,
    mut options: LeavingOptions<'_>,
    ctx: &WriteContext,
) -> Result<Left, LeavingError> {
    leaving::leave(store, notice, to, &mut options, ctx)
}

/// Has a sheet leave.
///
/// # Errors
/// Why nothing left.
pub fn sheet(
    store: &mut Store,
    sheet: &SheetQuery,
    to: To<'_>,
    mut options: LeavingOptions<'_>,
    ctx: &WriteContext,
) -> Result<Left, LeavingError> {
    let left = leaving::leave(store, sheet, to, &mut options, ctx)?;
    let is_draft = sheet.form == SheetForm::Sign && is_draft(store, sheet.round)?;
    Ok(Left { is_draft, ..left })
}

/// Whether nobody has approved the plan of a round, and it is not over: what a sheet prints may change.
fn is_draft(store: &Store, round: RoundCode) -> Result<bool, RegisterError> {
    Ok(store.round(round)?.settled_on.is_none())
}

/// What a sheet to sign of a draft says behind its day.
fn draft_mark(store: &Store, lang: Lang, round: RoundCode) -> Result<&'static str, RegisterError> {
    Ok(if is_draft(store, round)? { signing::of(lang).draft_mark } else { "" })
}

/// How many lines a sheet has.
///
/// # Errors
/// Storage troubles.
pub fn sheet_rows(store: &Store, sheet: &SheetQuery, today: NaiveDate) -> Result<u64, RegisterError> {
    let counted = rows(sheet, store, &Writing::to_count(today));
    match counted {
        Ok(rows) => Ok(rows.len() as u64),
        Err(WriteError::Leaving(LeavingError::Register(error))) => Err(error),
        Err(WriteError::Leaving(_) | WriteError::Io(_)) => Err(RegisterError::Stopped),
    }
}

impl Content for SheetQuery {
    fn what(&self) -> Outgoing {
        self.form.what()
    }

    fn filters(&self, store: &Store) -> Result<String, RegisterError> {
        let place = named(store, self.township.as_ref())?.unwrap_or_else(|| "units".to_owned());
        let village = self.village.as_ref().map(|village| format!(" village={village}")).unwrap_or_default();
        Ok(format!("round={} township={place}{village}", self.round))
    }

    fn has(&self, format: Format) -> bool {
        matches!(format, Format::Xlsx | Format::Text)
    }

    fn measure(&self, store: &Store, writing: &Writing<'_>) -> Result<Measured, WriteError> {
        let mut measured = Measured::new(&[]);
        measured.rows = rows(self, store, writing)?.len() as u64;
        Ok(measured)
    }

    fn write(
        &self,
        store: &Store,
        writing: &Writing<'_>,
        _measured: &Measured,
        to: &mut (dyn Write + Send),
        step: &mut dyn FnMut() -> Result<(), LeavingError>,
    ) -> Result<(), WriteError> {
        let paper = paper(self, store, writing)?;
        for _ in &paper.rows {
            step()?;
        }
        if writing.format == Format::Text {
            return Ok(paper.write_text(&mut &mut *to, &writing.head)?);
        }
        let (title, foot) =
            (export::what(writing.lang, self.what()), export::foot(writing.lang, &writing.head));
        let facts = BookFacts { title, head: &writing.head, foot: &foot, made_ms: writing.now_ms };
        Ok(paper.write_xlsx(to, &facts)?)
    }
}

fn columns(form: SheetForm, lang: Lang) -> Vec<PaperColumn> {
    match form {
        SheetForm::Visits => people::visit_columns(lang),
        SheetForm::Sign => people::sign_columns(lang),
        SheetForm::Log => log::columns(lang),
    }
}

/// Columns by their heads, their widths in digits and what they hold.
fn columns_of<const N: usize>(all: [(&'static str, u16, Holds); N]) -> Vec<PaperColumn> {
    all.map(|(head, wide, holds)| PaperColumn { head, wide, holds }).into()
}

fn rows(sheet: &SheetQuery, store: &Store, writing: &Writing<'_>) -> Result<Vec<Vec<OutCell>>, WriteError> {
    match sheet.form {
        SheetForm::Log => log::rows(sheet, store, writing),
        SheetForm::Visits => people::rows(sheet, store, writing, people::visit),
        SheetForm::Sign => {
            people::rows(sheet, store, writing, |_, _, order, row, full| Ok(people::sign(order, row, full)))
        }
    }
}

/// The sheet with its title and what stands below.
fn paper(sheet: &SheetQuery, store: &Store, writing: &Writing<'_>) -> Result<Paper, WriteError> {
    let lang = writing.lang;
    let texts = sheets::of(lang);
    let (title, signatures) = match sheet.form {
        SheetForm::Visits => (texts.visit_title, texts.visit_line),
        SheetForm::Log => (texts.log_title, texts.log_line),
        SheetForm::Sign => (texts.sign_title, texts.sign_line),
    };
    let rows = rows(sheet, store, writing)?;
    let place = named(store, sheet.township.as_ref())?.unwrap_or_else(|| texts.units.to_owned());
    let village = sheet.village.as_ref().map_or("", CleanText::as_str);
    let place = [place.as_str(), village].concat();
    let subtitle = fill(texts.subtitle, &[&place, &rows.len(), &writing.today, &writing.head]);
    let mark = match sheet.form {
        SheetForm::Sign => draft_mark(store, lang, sheet.round)?,
        SheetForm::Visits | SheetForm::Log => "",
    };
    Ok(Paper {
        title: fill(title, &[&store.banner_name()?, &words::round(lang, sheet.round)]),
        subtitle: [&subtitle, mark].concat(),
        columns: columns(sheet.form, lang),
        printed: usize::MAX,
        rows,
        words: PaperWords {
            page_sum: texts.page_sum,
            all_sum: texts.all_sum,
            in_words: texts.in_words,
            page: match lang {
                Lang::Zh => sheets::page_zh,
                Lang::En => sheets::page_en,
            },
            signatures,
        },
    })
}

/// The village before an address that does not tell it.
fn home(village: &str, address: &str) -> String {
    if address.contains(village) { address.to_owned() } else { [village, address].concat() }
}
