//! Programmes as they are kept: terms as a JSON object.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::programme::{Beside, PeriodKind, Programme};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::columns::{borrowed, text};
use crate::store::file::error::{Result, written};
use crate::store::register::Store;

/// The terms, as they are kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Terms {
    period: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    beside: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    role: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    funds: Vec<String>,
    notice_days: u32,
    payee: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Programme> {
    // What is no object, in a damaged register, has no terms: its seal tells.
    let terms: Terms = serde_json::from_str(borrowed(row, 2)?).unwrap_or_default();
    let texts = |all: Vec<String>| all.iter().map(|one| text(one)).collect();
    Ok(Programme {
        code: text(borrowed(row, 0)?),
        name: text(borrowed(row, 1)?),
        period: PeriodKind::parse(&terms.period).unwrap_or(PeriodKind::Once),
        beside: Beside::parse(&terms.beside).unwrap_or_default(),
        categories: texts(terms.categories),
        role: Some(text(&terms.role)).filter(|role| !role.is_empty()),
        funds: texts(terms.funds),
        notice_days: terms.notice_days,
        to_payee: terms.payee,
        aliases: texts(terms.aliases),
    })
}

/// Every programme but that of visits.
pub(crate) fn all(conn: &Connection) -> Result<Vec<Programme>> {
    let mut statement =
        conn.prepare_cached("SELECT code, name, terms FROM programme WHERE code <> 'visit' ORDER BY code")?;
    let found = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The programme of a code.
pub(crate) fn of_code(conn: &Connection, code: &str) -> Result<Programme> {
    conn.prepare_cached("SELECT code, name, terms FROM programme WHERE code = ?1 AND code <> 'visit'")?
        .query_row([code], read)
        .optional()?
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(code)))
}

/// Adds a programme, or gives one of that code other terms. Answers whether anything is new.
pub(crate) fn put(conn: &Connection, programme: &Programme, ctx: &WriteContext) -> Result<bool> {
    if !programme.has_good_code() || *programme.code == *"visit" || programme.name.is_empty() {
        return Err(RegisterError::Programme(programme.code.clone()));
    }
    let all = all(conn)?;
    let before = all.iter().find(|one| one.code == programme.code);
    let taken = all.iter().filter(|one| one.code != programme.code);
    for other in taken {
        if other.answers_to(&programme.name) || programme.aliases.iter().any(|alias| other.answers_to(alias))
        {
            return Err(RegisterError::Programme(other.name.clone()));
        }
    }
    if before == Some(programme) {
        return Ok(false);
    }
    // What was paid under its key keeps its meaning.
    if before.is_some_and(|before| (before.period, before.beside) != (programme.period, programme.beside)) {
        return Err(RegisterError::Programme(programme.code.clone()));
    }
    let texts = |all: &[CleanText]| all.iter().map(ToString::to_string).collect();
    let terms = Terms {
        period: programme.period.code().to_owned(),
        beside: if programme.beside == Beside::Nothing {
            String::new()
        } else {
            programme.beside.code().to_owned()
        },
        categories: texts(&programme.categories),
        role: programme.role.as_deref().unwrap_or_default().to_owned(),
        funds: texts(&programme.funds),
        notice_days: programme.notice_days,
        payee: programme.to_payee,
        aliases: texts(&programme.aliases),
    };
    let told =
        serde_json::to_string(&terms).map_err(|error| RegisterError::Damaged(text(&error.to_string())))?;
    let was = self::told(conn, &programme.code)?;
    audit::line(
        conn,
        ctx,
        "programme",
        &programme.code,
        was.as_deref(),
        Some(&format!("{} {told}", programme.name)),
    )?;
    conn.execute(
        "INSERT INTO programme (code, name, terms) VALUES (?1, ?2, ?3)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, terms = excluded.terms",
        (programme.code.as_str(), programme.name.as_str(), told),
    )?;
    Ok(true)
}

/// A programme as the audit tells it: its name, and its terms.
pub(crate) fn told(conn: &Connection, code: &str) -> Result<Option<String>> {
    let told = conn
        .prepare_cached("SELECT name || ' ' || terms FROM programme WHERE code = ?1")?
        .query_row([code], |row| row.get(0))
        .optional()?;
    Ok(told)
}

/// Whether something was paid by a programme, or a standard of it is kept.
pub(crate) fn is_used(conn: &Connection, code: &str) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM pay_standard WHERE programme = ?1)
               OR EXISTS (SELECT 1 FROM payroll WHERE programme = ?1)
               OR EXISTS (SELECT 1 FROM entry WHERE round IS NULL AND programme = ?1)",
        )?
        .exists([code])?)
}

/// Has a programme be what the audit told of it; one that was not there is taken away.
pub(crate) fn put_back(conn: &Connection, code: &str, before: Option<&str>) -> Result<()> {
    let Some(before) = before else {
        let rows = conn.execute("DELETE FROM programme WHERE code = ?1", [code])?;
        return written(rows, "programme");
    };
    // Older lines told the terms alone.
    let (name, terms) = before.split_once(" {").map_or((None, before.to_owned()), |(name, terms)| {
        (Some(name).filter(|name| !name.is_empty()), format!("{{{terms}"))
    });
    let rows = conn.execute(
        "UPDATE programme SET name = coalesce(?2, name), terms = ?3 WHERE code = ?1",
        (code, name, terms),
    )?;
    written(rows, "programme")
}

impl Store {
    /// Every programme but that of visits, by code.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn programmes(&self) -> Result<Vec<Programme>> {
        all(&self.conn)
    }

    /// The programme that is called so: by code, name, or another name.
    ///
    /// # Errors
    /// None is; storage troubles.
    pub fn programme(&self, said: &str) -> Result<Programme> {
        let all = all(&self.conn)?;
        all.into_iter()
            .find(|one| one.answers_to(said))
            .ok_or_else(|| RegisterError::NotFound(CleanText::shown(said)))
    }
}
