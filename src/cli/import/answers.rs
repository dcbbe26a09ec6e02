//! Answers to what a roster leaves open, as options of the command.

use crate::cli::error::{self, CliError};
use crate::cli::parse;
use crate::cli::session::Session;
use crate::domain::roster::Column;
use crate::domain::roster_question::{Answers, Field};
use crate::domain::text::CleanText;
use crate::exchange::roster;
use crate::lang;

/// The options that answer.
#[derive(Debug, clap::Args)]
pub(super) struct AnswerArgs {
    #[arg(long, value_name = "TOWNSHIP")]
    township: Vec<String>,
    #[arg(long, value_name = "WORD=LABEL", value_parser = pair)]
    label: Vec<(CleanText, CleanText)>,
    #[arg(long, value_name = "HEADER=FIELD", value_parser = column)]
    map: Vec<(CleanText, Result<Option<Column>, CleanText>)>,
    #[arg(long, value_name = "SHEET")]
    sheet: Vec<String>,
    #[arg(long, value_name = "PLACE|LABEL")]
    complete_for: Vec<String>,
    #[arg(long, value_name = "DATE", requires = "complete_for")]
    ends_on: Option<String>,
}

impl AnswerArgs {
    /// What was answered.
    pub(super) fn answers(&self, session: &Session) -> Result<Answers, CliError> {
        let (words, plain): (Vec<&String>, Vec<&String>) =
            self.township.iter().partition(|told| told.contains(['=', '＝']));
        let ends_on = self.ends_on.as_deref().map(|day| parse::day(session, day)).transpose()?;
        let columns = self.map.iter().map(|(header, field)| match field {
            Ok(column) => Ok((header.clone(), *column)),
            Err(field) => Err(CliError::usage(lang::roster::wrong_field(session.lang, field))),
        });
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        Ok(Answers {
            township: plain.last().map(|told| clean(told)),
            townships: words.iter().filter_map(|told| pair(told).ok()).collect(),
            labels: self.label.clone(),
            columns,
            sheets: self.sheet.iter().map(|name| clean(name)).collect(),
            told_sheets: Vec::new(),
            complete: self.complete_for.iter().map(|what| clean(what)).collect(),
            ends_on,
            must_fit: true,
        })
    }
}

fn clean(text: &str) -> CleanText {
    CleanText::shown(text.trim())
}

/// WORD=LABEL; nothing behind the sign says that the word is left out.
fn pair(written: &str) -> Result<(CleanText, CleanText), &'static str> {
    let (word, label) = written.rsplit_once(['=', '＝']).ok_or("WORD=LABEL")?;
    if word.trim().is_empty() { Err("WORD=LABEL") } else { Ok((clean(word), clean(label))) }
}

/// HEADER=FIELD, the field by its Chinese or English name; nothing behind the sign says that the column is left out. A
/// field that there is not is told by who knows the language.
fn column(written: &str) -> Result<(CleanText, Result<Option<Column>, CleanText>), &'static str> {
    let (header, field) = written.rsplit_once(['=', '＝']).ok_or("HEADER=FIELD")?;
    let column =
        roster::field(field.trim()).map(|Field(column)| column).ok_or_else(|| error::shown(field.trim()));
    if header.trim().is_empty() { Err("HEADER=FIELD") } else { Ok((clean(header), column)) }
}
