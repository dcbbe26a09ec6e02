//! Cases of hardship and letters of citation, step by step.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::payment::level::number_key;
use crate::domain::payment::rules::plain_subject;
use crate::domain::relief::{CaseFigures, CaseFile, CaseRule, CaseStep, GRANTED_FEN, StepKind, may_step};
use crate::domain::text::CleanText;
use crate::domain::undo::NotUndone;
use crate::store::codec::recipient_id;
use crate::store::columns::{borrowed, text};
use crate::store::file::error::{Result, written};
use crate::store::payments::facts::HUMAN;
use crate::store::payments::lists::detail;
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::standing::{facts, shared};
use crate::store::{audit, years};

/// The programme that pays cases, and the one that pays letters.
const PAID_BY: [&str; 2] = ["hardship_relief", "merit_citation"];

/// The steps of a case in order, or of every case.
fn steps(conn: &Connection, case: Option<&str>) -> Result<Vec<CaseStep>> {
    let mut statement = conn.prepare_cached(
        "SELECT case_id, recipient, step, on_day, body FROM case_step
         WHERE (?1 IS NULL OR case_id = ?1) AND json_extract(body, '$.undone') IS NULL ORDER BY local_id",
    )?;
    let mut rows = statement.query([case])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let stored: String = row.get(2)?;
        let kind = StepKind::parse(&stored).ok_or_else(|| RegisterError::Damaged(text(&stored)))?;
        found.push(CaseStep {
            case: text(borrowed(row, 0)?),
            recipient: recipient_id(borrowed(row, 1)?)?,
            kind,
            on: row.get(3)?,
            body: detail(Some(borrowed(row, 4)?)),
        });
    }
    Ok(found)
}

/// The number of a case or a letter as it was first written: js1 is JS1. None where there is none.
pub(crate) fn first_written(conn: &Connection, said: &str) -> Result<Option<String>> {
    if conn.prepare_cached("SELECT 1 FROM case_step WHERE case_id = ?1")?.exists([said])? {
        return Ok(Some(said.to_owned()));
    }
    let key = number_key(said);
    let mut statement = conn.prepare_cached("SELECT DISTINCT case_id FROM case_step ORDER BY case_id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let own = borrowed(row, 0)?;
        if number_key(own) == key {
            return Ok(Some(own.to_owned()));
        }
    }
    Ok(None)
}

/// The file of a case, however its number is written; none where there is none of that number.
pub(crate) fn file(conn: &Connection, case: &str) -> Result<Option<CaseFile>> {
    let Some(case) = first_written(conn, case)? else { return Ok(None) };
    let steps = steps(conn, Some(&case))?;
    steps.first().cloned().map(|first| open(conn, &first, steps)).transpose()
}

fn open(conn: &Connection, first: &CaseStep, steps: Vec<CaseStep>) -> Result<CaseFile> {
    // Whose case it is by now: both histories of two that are one human count.
    let root = shared::root(conn, facts::number_of(conn, first.recipient)?)?;
    let (recipient, name) = shared::named(conn, root)?;
    let id = recipient.to_string();
    // What concerns a payment bears no case: it belongs where its payment does.
    let mut statement = conn.prepare_cached(&format!(
        "SELECT coalesce(p.subject, e.subject, ''), e.cash_fen FROM entry AS e LEFT JOIN entry AS p ON p.id = e.concerns
         WHERE e.recipient IN {HUMAN} AND e.programme IN (SELECT value FROM json_each(?2))"
    ))?;
    let mut rows = statement.query((&id, serde_json::Value::from(PAID_BY.to_vec()).to_string()))?;
    let (own, mut paid) = (number_key(&first.case), 0_i64);
    while let Some(row) = rows.next()? {
        if number_key(plain_subject(borrowed(row, 0)?)) == own {
            paid += row.get::<_, i64>(1)?;
        }
    }
    let name = About::recipient(conn, &id).text(&name)?;
    Ok(CaseFile { case: first.case.clone(), recipient, name, steps, paid: Fen::new(paid) })
}

/// Writes a step. Answers whether it is new.
pub(crate) fn add(conn: &Connection, step: &CaseStep, ctx: &WriteContext) -> Result<bool> {
    // However its number is written, it is the one that was written first.
    let case = first_written(conn, &step.case)?.map_or_else(|| step.case.clone(), |case| text(&case));
    let step = &CaseStep { case, ..step.clone() };
    let mut known = steps(conn, Some(&step.case))?;
    if known.contains(step) {
        return Ok(false);
    }
    let by_now = |id| -> Result<RecipientId> {
        Ok(shared::named(conn, shared::root(conn, facts::number_of(conn, id)?)?)?.0)
    };
    for one in &mut known {
        one.recipient = by_now(one.recipient)?;
    }
    let step = &CaseStep { recipient: by_now(step.recipient)?, ..step.clone() };
    if known.contains(step) {
        return Ok(false);
    }
    may_step(&known, step, ctx.today).map_err(RegisterError::Case)?;
    if step.kind == StepKind::Revisit && file(conn, &step.case)?.is_none_or(|file| file.paid <= Fen::ZERO) {
        return Err(RegisterError::Case(CaseRule::Unpaid));
    }
    years::check_open(conn, step.on)?;
    let body: serde_json::Map<String, serde_json::Value> =
        step.body.0.iter().map(|(key, text)| (key.clone(), text.as_str().into())).collect();
    let body = serde_json::Value::from(body).to_string();
    let told = format!("{} {} {} {body}", step.case, step.kind.code(), step.on);
    let id = step.recipient.to_string();
    let act = audit::act(conn, ctx, "case_step", &id, None, Some(&told))?;
    let rows = conn.execute(
        "INSERT INTO case_step (case_id, recipient, step, on_day, body, device, device_seq, recorded_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            step.case.as_str(),
            &id,
            step.kind.code(),
            step.on.to_string(),
            body,
            act.device,
            act.device_seq,
            ctx.today.to_string(),
        ),
    )?;
    written(rows, "case_step")?;
    Ok(true)
}

/// The row that an act of the audit wrote: its number, its case, its step, its day.
type Stepped = (i64, String, String, chrono::NaiveDate);

fn stepped(conn: &Connection, act: i64) -> Result<Option<Stepped>> {
    let found = conn
        .prepare_cached(
            "SELECT s.local_id, s.case_id, s.step, s.on_day FROM audit AS a JOIN case_step AS s
               ON s.device = a.device AND s.device_seq = a.device_seq
             WHERE a.local_id = ?1 AND json_extract(s.body, '$.undone') IS NULL",
        )?
        .query_row([act], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    Ok(found)
}

/// Whether something rests on the step that an act wrote, a later step or a payment; none where it stands no more.
pub(crate) fn rests_on(conn: &Connection, act: i64) -> Result<Option<bool>> {
    let Some((no, case, step, _)) = stepped(conn, act)? else { return Ok(None) };
    let later = conn
        .prepare_cached(
            "SELECT 1 FROM case_step WHERE case_id = ?1 AND local_id > ?2 AND json_extract(body, '$.undone') IS NULL",
        )?
        .exists((&case, no))?;
    let paid = file(conn, &case)?.is_some_and(|file| file.paid > Fen::ZERO);
    // What comes behind a payment rests on it, not the other way round.
    let behind = matches!(StepKind::parse(&step), Some(StepKind::Revisit | StepKind::Delivered));
    Ok(Some(later || (paid && !behind)))
}

/// Takes the step of an act back: it is kept, and counts no more.
pub(crate) fn withdraw(conn: &Connection, act: i64) -> Result<()> {
    let Some((no, _, _, on)) = stepped(conn, act)? else {
        return Err(RegisterError::NotUndone(NotUndone::Undone));
    };
    years::check_open(conn, on)?;
    let rows = conn
        .prepare_cached("UPDATE case_step SET body = json_set(body, '$.undone', 'yes') WHERE local_id = ?1")?
        .execute([no])?;
    written(rows, "case_step")
}

impl Store {
    /// The file of a case, or of a letter.
    ///
    /// # Errors
    /// None of that number; storage troubles.
    pub fn case_file(&self, case: &str) -> Result<CaseFile> {
        file(&self.conn, case)?.ok_or_else(|| RegisterError::NotFound(CleanText::shown(case)))
    }

    /// The files of cases, or of letters, in the order of their numbers.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn case_files(&self, citations: bool) -> Result<Vec<CaseFile>> {
        let mut by_case: BTreeMap<CleanText, Vec<CaseStep>> = BTreeMap::new();
        for step in steps(&self.conn, None)? {
            if step.kind.is_citation() == citations {
                by_case.entry(step.case.clone()).or_default().push(step);
            }
        }
        let files =
            by_case.into_values().filter_map(|steps| steps.first().cloned().map(|first| (first, steps)));
        files.map(|(first, steps)| open(&self.conn, &first, steps)).collect()
    }

    /// How many cases were accepted, granted and paid in a year: three figures.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn case_figures(&self, year: i32) -> Result<CaseFigures> {
        use chrono::Datelike as _;
        let mut figures = CaseFigures::default();
        for file in self.case_files(false)? {
            figures.accepted +=
                u64::from(file.step(StepKind::Accept).is_some_and(|step| step.on.year() == year));
            if let Some(grant) = file.grant().filter(|step| step.on.year() == year) {
                figures.granted += 1;
                figures.granted_sum = figures.granted_sum.plus(grant.body.fen(GRANTED_FEN));
            }
        }
        let paid = self.programme_years(year)?.into_iter().find(|figure| *figure.code == *PAID_BY[0]);
        if let Some(paid) = paid {
            (figures.paid, figures.paid_sum) = (paid.times, paid.amount);
        }
        Ok(figures)
    }
}
