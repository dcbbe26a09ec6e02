//! A sheet to sign with a number of its own: the lines of a plan in the order of driving, with columns to be filled in. The
//! register keeps what it printed before it is printed.

use std::io::Write;

use chrono::NaiveDate;

use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::export::{Format, FullRow, Outgoing};
use crate::domain::gift::{Refusal, Rule};
use crate::domain::holiday::RoundCode;
use crate::domain::list::RosterRow;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::plan::PlanFilter;
use crate::domain::recipient::Kind;
use crate::domain::sign_sheet::{LARGEST_SHEET, NewSheet, PrintedLine, SheetColumn, SignSheet};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::exchange::leaving::{self, Content, LeavingError, LeavingOptions, Left, To, WriteError, Writing};
use crate::exchange::lists::named;
use crate::lang::{Lang, export, fill, sheets, signing, words};
use crate::store::Store;
use crate::tabular::out::{
    BookFacts, FormPaper, FormWords, Holds, Measured, OutCell, Paper, PaperColumn, PaperWords,
};

/// Of whom a sheet to sign is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedQuery {
    /// The round.
    pub round: RoundCode,
    /// Which of its lines.
    pub filter: PlanFilter,
    /// The units instead of the people.
    pub units: bool,
}

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
    Ok(Left { sheet, ..left })
}

impl Content for NumberedQuery {
    fn what(&self) -> Outgoing {
        Outgoing::SignSheet
    }

    fn filters(&self, store: &Store) -> Result<String, RegisterError> {
        Ok(format!("round={} place={}", self.round, self.place(store)?))
    }

    fn sheet(&self, store: &Store, today: NaiveDate) -> Result<Option<NewSheet>, LeavingError> {
        // Whoever is on a sheet is given something in its round: that one must stand.
        if !store.round(self.round)?.created {
            let refusal = Refusal { rule: Rule::NoRound, earlier: None };
            return Err(RegisterError::Refused(vec![refusal]).into());
        }
        let open = self.open(store, today)?;
        if open.is_empty() {
            return Err(LeavingError::Nobody);
        }
        if open.len() > LARGEST_SHEET {
            return Err(LeavingError::TooManyLines(open.len()));
        }
        let place = self.place(store)?;
        let pages = pages(open.len());
        let line = |(no, row): (u32, RosterRow)| {
            let [cash, goods_value] =
                row.standard.as_ref().map_or([Fen::ZERO; 2], |one| row.standing.owed(one));
            let goods = row.standard.map(|standard| standard.goods).filter(|_| goods_value > Fen::ZERO);
            PrintedLine {
                no,
                page: page_of(&pages, no),
                recipient: row.id,
                name: row.name,
                cash,
                goods: goods.unwrap_or_default(),
                goods_value,
            }
        };
        let lines = (1..).zip(open).map(line).collect();
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

impl NumberedQuery {
    /// Whoever is still to be given something, in the order of driving.
    fn open(&self, store: &Store, today: NaiveDate) -> Result<Vec<RosterRow>, RegisterError> {
        let kind = if self.units { Kind::Unit } else { Kind::Person };
        let mut found: Vec<RosterRow> = Vec::new();
        store.plan_lines(self.round, &self.filter, today, |line| {
            let open = match line.row.state {
                DueState::Overdue | DueState::Grace | DueState::Due | DueState::Upcoming => true,
                DueState::Done | DueState::Closed | DueState::NotEligible => false,
            };
            if open && line.row.kind == kind {
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

/// The lines of each page, as paper breaks them.
fn pages(lines: usize) -> Vec<std::ops::Range<usize>> {
    let words =
        PaperWords { page_sum: "", all_sum: "", in_words: "", page: |_, _| String::new(), signatures: "" };
    let (title, subtitle) = (String::new(), String::new());
    Paper { title, subtitle, columns: Vec::new(), rows: vec![Vec::new(); lines], words }.pages()
}

fn page_of(pages: &[std::ops::Range<usize>], no: u32) -> u32 {
    let at = usize::try_from(no).unwrap_or_default().saturating_sub(1);
    let page = pages.iter().position(|page| page.contains(&at)).unwrap_or_default();
    u32::try_from(page + 1).unwrap_or_default()
}

/// The columns: what is printed, and from the result on what is filled in.
fn columns(lang: Lang) -> Vec<PaperColumn> {
    let heads = sheets::of(lang);
    let printed = |head, wide, holds| PaperColumn { head, wide, holds };
    let filled = |column, wide, holds| PaperColumn { head: signing::column(lang, column), wide, holds };
    vec![
        printed(heads.order, 4, Holds::Counts),
        printed(heads.name, 8, Holds::Words),
        printed(heads.id_number, 15, Holds::Digits),
        printed(heads.address, 13, Holds::Words),
        printed(heads.cash, 9, Holds::Money),
        printed(heads.goods, 8, Holds::Words),
        printed(heads.signature, 9, Holds::Words),
        filled(SheetColumn::Result, 8, Holds::Words),
        filled(SheetColumn::Cash, 9, Holds::Money),
        filled(SheetColumn::Goods, 8, Holds::Words),
        filled(SheetColumn::Receiver, 7, Holds::Words),
        filled(SheetColumn::Relation, 5, Holds::Words),
        filled(SheetColumn::Day, 9, Holds::Days),
        filled(SheetColumn::FirstHandler, 7, Holds::Words),
        filled(SheetColumn::SecondHandler, 7, Holds::Words),
        filled(SheetColumn::PutOffTo, 10, Holds::Days),
        filled(SheetColumn::Note, 7, Holds::Words),
    ]
}

/// The first of the columns that are filled in.
const FILLED_FROM: usize = 7;
/// The columns that are printed: a promised day and a note are for the screen, and the rest leaves room for wide fonts.
const PRINTED: usize = 15;

fn form(store: &Store, sheet: &SignSheet, writing: &Writing<'_>) -> Result<FormPaper, WriteError> {
    let lang = writing.lang;
    let (texts, own) = (sheets::of(lang), signing::of(lang));
    let mut people: Vec<FullRow> = Vec::new();
    store.full_rows_of(store.sheet_people(sheet)?, writing.today, writing.numbers, |row| {
        people.push(row);
        Ok::<_, WriteError>(())
    })?;
    let columns = columns(lang);
    let row = |(line, person): (&PrintedLine, FullRow)| {
        let place = [person.village.as_str(), person.address.as_deref().unwrap_or_default()].concat();
        let mut cells = vec![
            OutCell::count(u64::from(line.no)),
            line.name.clone().into(),
            person.id_number.into(),
            OutCell::words(place),
            OutCell::amount(line.cash),
            line.goods.clone().into(),
        ];
        cells.resize(columns.len(), OutCell::Empty);
        cells
    };
    let rows: Vec<Vec<OutCell>> = sheet.lines.iter().zip(people).map(row).collect();
    let number = sheet.number.to_string();
    let paper = Paper {
        title: fill(texts.sign_title, &[&store.banner_name()?, &words::round(lang, sheet.round)]),
        subtitle: fill(own.subtitle, &[&number, &sheet.place, &rows.len(), &sheet.printed_on]),
        rows,
        words: PaperWords {
            page_sum: texts.page_sum,
            all_sum: texts.all_sum,
            in_words: texts.in_words,
            page: match lang {
                Lang::Zh => sheets::page_zh,
                Lang::En => sheets::page_en,
            },
            signatures: texts.sign_line,
        },
        columns,
    };
    let choices = Outcome::ALL.into_iter().map(|one| words::outcome(lang, one).to_owned()).collect();
    Ok(FormPaper {
        filled: (FILLED_FROM..paper.columns.len()).collect(),
        printed: PRINTED,
        ids: sheet.lines.iter().map(|line| sheet.line_id(line.no)).collect(),
        words: FormWords {
            id_head: own.line_id,
            choices: (FILLED_FROM, choices),
            wrong_choice: [own.wrong_title, own.wrong_told],
        },
        paper,
    })
}
