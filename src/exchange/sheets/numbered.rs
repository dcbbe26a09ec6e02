//! A sheet to sign with a number of its own: the lines of a plan in the order of driving, with columns to be filled in. The
//! register keeps what it printed before it is printed.

use std::io::Write;

use chrono::NaiveDate;

use super::printed;
use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::export::{Format, FullRow, Outgoing};
use crate::domain::gift::{Refusal, Rule};
use crate::domain::list::RosterRow;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::recipient::Kind;
use crate::domain::sign_sheet::{LARGEST_SHEET, NewSheet, NumberedQuery, PrintedLine, SignSheet};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::exchange::leaving::{self, Content, LeavingError, LeavingOptions, Left, To, WriteError, Writing};
use crate::exchange::lists::named;
use crate::lang::{Lang, export, fill, sheets, signing, words};
use crate::store::Store;
use crate::tabular::out::{BookFacts, FormPaper, FormWords, Measured, Paper, PaperWords};

/// Has a sheet leave, and tells its number.
///
/// # Errors
/// Why nothing left.
pub fn numbered(
    store: &mut Store,
    query: &NumberedQuery,
    to: To<'_>,
    mut options: LeavingOptions<'_>,
    ctx: &WriteContext,
) -> Result<Left, LeavingError> {
    let left = leaving::leave(store, query, to, &mut options, ctx)?;
    let sheet = store.last_sheet(query.round)?;
    Ok(Left { sheet, is_draft: super::is_draft(store, query.round)?, ..left })
}

impl Content for NumberedQuery {
    fn what(&self) -> Outgoing {
        Outgoing::SignSheet
    }

    fn filters(&self, store: &Store) -> Result<String, RegisterError> {
        Ok(format!("round={} place={}", self.round, self.place(store)?))
    }

    fn sheet(&self, store: &mut Store, ctx: &WriteContext) -> Result<Option<NewSheet>, LeavingError> {
        let today = ctx.today;
        let open = self.open(store, today)?;
        if open.len() > LARGEST_SHEET {
            return Err(LeavingError::TooManyLines(open.len()));
        }
        // Whoever is on a sheet is given something in its round: that one must stand, and that of the day begins with it.
        let stands = if open.is_empty() {
            store.round(self.round)?.created
        } else {
            store.begin_round(self.round, ctx)?
        };
        if !stands {
            let refusal = Refusal { rule: Rule::NoRound, earlier: None };
            return Err(RegisterError::Refused(vec![refusal]).into());
        }
        let open = self.open(store, today)?;
        if open.is_empty() {
            return Err(LeavingError::Nobody);
        }
        let place = self.place(store)?;
        let mut people: Vec<FullRow> = Vec::new();
        store.full_rows_of(open.iter().map(|row| row.key.no), today, None, |row| {
            people.push(row);
            Ok::<_, RegisterError>(())
        })?;
        let line = |(no, row): (u32, RosterRow)| {
            let [cash, goods_value] =
                row.standard.as_ref().map_or([Fen::ZERO; 2], |one| row.standing.owed(one));
            let goods = row.standard.map(|standard| standard.goods).filter(|_| goods_value > Fen::ZERO);
            PrintedLine {
                no,
                page: 1,
                recipient: row.id,
                name: row.name,
                cash,
                goods: goods.unwrap_or_default(),
                goods_value,
            }
        };
        let mut lines: Vec<PrintedLine> = (1..).zip(open).map(line).collect();
        printed::into_pages(&mut lines, people);
        Ok(Some(NewSheet { round: self.round, place: CleanText::unmasked(&place), lines }))
    }

    fn has(&self, format: Format) -> bool {
        matches!(format, Format::Xlsx | Format::Text)
    }

    fn measure(&self, store: &Store, writing: &Writing<'_>) -> Result<Measured, WriteError> {
        let mut measured = Measured::new(&[]);
        let rows = match writing.own_act {
            None => self.open(store, writing.today)?.len(),
            Some(act) => store.sheet_of_act(act)?.lines.len(),
        };
        measured.rows = rows as u64;
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
        let sheet = store.sheet_of_act(writing.own_act.unwrap_or_default())?;
        let form = form(store, &sheet, writing)?;
        for _ in &form.paper.rows {
            step()?;
        }
        if writing.format == Format::Text {
            return Ok(form.paper.write_text(&mut &mut *to, &writing.head)?);
        }
        let (title, foot) =
            (export::what(writing.lang, self.what()), export::foot(writing.lang, &writing.head));
        let facts = BookFacts { title, head: &writing.head, foot: &foot, made_ms: writing.now_ms };
        Ok(form.write_xlsx(to, &facts)?)
    }
}

/// Whether somebody is still to be given something, so that a sheet prints them.
pub(super) fn is_open(row: &RosterRow) -> bool {
    match row.state {
        DueState::Overdue | DueState::Grace | DueState::Due | DueState::Upcoming => true,
        DueState::Done | DueState::Closed | DueState::NotEligible => false,
    }
}

impl NumberedQuery {
    /// Whoever is still to be given something, in the order of driving.
    fn open(&self, store: &Store, today: NaiveDate) -> Result<Vec<RosterRow>, RegisterError> {
        let kind = if self.units { Kind::Unit } else { Kind::Person };
        let mut found: Vec<RosterRow> = Vec::new();
        store.plan_lines(self.round, &self.filter, today, |line| {
            if is_open(&line.row) && line.row.kind == kind {
                found.push(line.row);
            }
            Ok::<_, RegisterError>(())
        })?;
        Ok(found)
    }

    /// The place of a sheet in words: of whom it is, as stations say it.
    fn place(&self, store: &Store) -> Result<String, RegisterError> {
        let township = named(store, self.filter.township.as_ref())?.map(|name| CleanText::unmasked(&name));
        let parts = [&township, &self.filter.village, &self.filter.station, &self.filter.team];
        let parts: Vec<&str> = parts.into_iter().flatten().map(CleanText::as_str).collect();
        Ok(match parts.concat() {
            place if !place.is_empty() => place,
            _ if self.units => sheets::of(Lang::Zh).units.to_owned(),
            _ => signing::of(Lang::Zh).whole_round.to_owned(),
        })
    }
}

fn form(store: &Store, sheet: &SignSheet, writing: &Writing<'_>) -> Result<FormPaper, WriteError> {
    let lang = writing.lang;
    let (texts, own) = (sheets::of(lang), signing::of(lang));
    let mut people: Vec<FullRow> = Vec::new();
    store.full_rows_of(store.sheet_people(sheet)?, writing.today, writing.numbers, |row| {
        people.push(row);
        Ok::<_, WriteError>(())
    })?;
    let columns = printed::columns(lang);
    let rows = printed::rows(&sheet.lines, people, columns.len());
    let number = sheet.number.to_string();
    let subtitle = fill(own.subtitle, &[&number, &sheet.place, &rows.len(), &sheet.printed_on]);
    let paper = Paper {
        title: fill(texts.sign_title, &[&store.banner_name()?, &words::round(lang, sheet.round)]),
        subtitle: [&subtitle, super::draft_mark(store, lang, sheet.round)?].concat(),
        rows,
        words: PaperWords {
            page_sum: texts.page_sum,
            all_sum: texts.all_sum,
            in_words: own.in_words,
            page: match lang {
                Lang::Zh => sheets::page_zh,
                Lang::En => sheets::page_en,
            },
            signatures: texts.sign_line,
        },
        columns,
        printed: printed::PRINTED,
    };
    let choices = Outcome::ALL.into_iter().map(|one| words::outcome(lang, one).to_owned()).collect();
    Ok(FormPaper {
        filled: (printed::FILLED_FROM..paper.columns.len()).collect(),
        ids: sheet.lines.iter().map(|line| sheet.line_id(line.no)).collect(),
        words: FormWords {
            id_head: own.line_id,
            choices: (printed::FILLED_FROM, choices),
            wrong_choice: [own.wrong_title, own.wrong_told],
        },
        paper,
    })
}
