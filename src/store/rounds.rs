//! Rounds: their windows and standards; those that the calendar knows and nobody has created yet.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::error::RegisterError;
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::money::Fen;
use crate::domain::op::{Op, WriteContext};
use crate::domain::round::{Round, RoundRule, Standard};
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, day, parse_day, set_day, text};
use crate::store::file::error::Result;
use crate::store::labels;
use crate::store::register::Store;

impl Store {
    /// A round, created or as the calendar and the round before it would make it.
    ///
    /// # Errors
    /// A year that the calendar does not reach; storage troubles.
    pub fn round(&self, code: RoundCode) -> Result<Round> {
        load(&self.conn, code)
    }

    /// Has a round come into being that nobody has created. Whether it did: another program may have been sooner.
    ///
    /// # Errors
    /// What [`Store::commit`] refuses; storage troubles.
    pub fn create_round(&mut self, round: Round, ctx: &WriteContext) -> Result<bool> {
        match self.commit(&Op::CreateRound(round), ctx) {
            Ok(_) => Ok(true),
            Err(RegisterError::Round(RoundRule::Exists)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Has the round of the day come into being, if it is the one that something is about to be written in. Whether it
    /// stands.
    ///
    /// # Errors
    /// What [`Store::commit`] refuses; storage troubles.
    pub fn begin_round(&mut self, code: RoundCode, ctx: &WriteContext) -> Result<bool> {
        let round = load(&self.conn, code)?;
        if round.created {
            return Ok(true);
        }
        let is_current = self.current_round(ctx.today)?.is_some_and(|current| current.code == code);
        if is_current {
            self.create_round(round, ctx)?;
        }
        Ok(is_current)
    }
}

impl Store {
    /// The codes of the created rounds, in the order in which they open.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn round_codes(&self) -> Result<Vec<RoundCode>> {
        codes(&self.conn)
    }
}

/// The codes of the created rounds, in the order in which they open.
pub(crate) fn codes(conn: &Connection) -> Result<Vec<RoundCode>> {
    let mut statement = conn.prepare_cached("SELECT code FROM round ORDER BY opens, code")?;
    let stored = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut codes = Vec::new();
    for code in stored {
        codes.push(parse_code(&code?)?);
    }
    Ok(codes)
}

/// The created rounds, in the order in which they open.
pub(crate) fn all(conn: &Connection) -> Result<Vec<Round>> {
    codes(conn)?.into_iter().map(|code| load(conn, code)).collect()
}

/// The created rounds whose lists are not fixed, in the order in which they open.
pub(crate) fn unsettled(conn: &Connection) -> Result<Vec<Round>> {
    let rounds = all(conn)?;
    Ok(rounds.into_iter().filter(|round| round.settled_on.is_none()).collect())
}

/// The windows of the created rounds, in the order in which they open.
pub(crate) fn windows(conn: &Connection) -> Result<Vec<(RoundCode, Window)>> {
    let mut statement = conn
        .prepare_cached("SELECT code, day, opens, due_until, grace_until FROM round ORDER BY opens, code")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((parse_code(borrowed(row, 0)?)?, window(row, 1)?));
    }
    Ok(found)
}

/// A round code as it is stored.
pub(crate) fn parse_code(stored: &str) -> Result<RoundCode> {
    stored.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(stored)))
}

/// The window that the calendar gives a round.
pub(crate) fn load_window(code: RoundCode) -> Result<Window> {
    code.default_window().map_err(|error| RegisterError::NotFound(CleanText::shown(&error.to_string())))
}

/// A round, created or virtual.
pub(crate) fn load(conn: &Connection, code: RoundCode) -> Result<Round> {
    let mut round = load_for_rows(conn, code)?;
    if round.created {
        round.standards = standards(conn, code)?;
    }
    Ok(round)
}

/// A round as rows of lists need it: without its standards if it is created, since the standings of its recipients
/// say what each is to be given.
pub(crate) fn load_for_rows(conn: &Connection, code: RoundCode) -> Result<Round> {
    let created = conn
        .prepare_cached(
            "SELECT day, opens, due_until, grace_until, settled_on, closed_on FROM round WHERE code = ?1",
        )?
        .query_row([code.to_string()], |row| {
            let (settled_on, closed_on) = (day(row, 4)?, day(row, 5)?);
            Ok(Round {
                code,
                window: window(row, 0)?,
                standards: Vec::new(),
                created: true,
                settled_on,
                closed_on,
            })
        })
        .optional()?;
    if let Some(round) = created {
        return Ok(round);
    }
    let window = load_window(code)?;
    Ok(Round::proposed(code, window, inherited(conn, &window)?))
}

/// The window of a round from its four columns.
fn window(row: &Row<'_>, at: usize) -> rusqlite::Result<Window> {
    Ok(Window {
        day: set_day(row, at)?,
        opens: set_day(row, at + 1)?,
        due_until: set_day(row, at + 2)?,
        grace_until: set_day(row, at + 3)?,
    })
}

fn standards(conn: &Connection, code: RoundCode) -> Result<Vec<Standard>> {
    let mut statement = conn.prepare_cached(
        "SELECT g.name, s.cash_fen, s.goods, s.goods_fen
         FROM standard AS s JOIN visit_group AS g ON g.local_id = s.visit_group
         WHERE s.round = ?1 ORDER BY s.visit_group",
    )?;
    let rows = statement.query_map([code.to_string()], |row| {
        Ok(Standard {
            group: text(borrowed(row, 0)?),
            cash: Fen::new(row.get(1)?),
            goods: text(borrowed(row, 2)?),
            goods_value: Fen::new(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The standards a new round starts from: those of the last round that opens before it, else of the
/// first one there is, else the groups' own.
fn inherited(conn: &Connection, window: &Window) -> Result<Vec<Standard>> {
    let model: Option<String> = conn
        .prepare_cached(
            "SELECT code FROM round ORDER BY opens >= ?1, abs(julianday(opens) - julianday(?1)) LIMIT 1",
        )?
        .query_row([window.opens], |row| row.get(0))
        .optional()?;
    match model {
        Some(code) => standards(conn, parse_code(&code)?),
        None => Ok(labels::groups(conn)?.into_iter().filter_map(|group| group.first).collect()),
    }
}

/// Writes the window and the standards of a round. Standings are the caller's to bring up to date.
pub(crate) fn write(conn: &Connection, round: &Round) -> Result<()> {
    let code = round.code.to_string();
    let w = &round.window;
    conn.execute(
        "INSERT INTO round (code, day, opens, due_until, grace_until) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET day = excluded.day, opens = excluded.opens,
           due_until = excluded.due_until, grace_until = excluded.grace_until",
        (&code, w.day, w.opens, w.due_until, w.grace_until),
    )?;
    conn.execute("DELETE FROM standard WHERE round = ?1", [&code])?;
    for standard in &round.standards {
        conn.execute(
            "INSERT INTO standard (round, visit_group, cash_fen, goods, goods_fen) VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                &code,
                labels::group_no(conn, &standard.group)?,
                standard.cash.get(),
                standard.goods.as_str(),
                standard.goods_value.get(),
            ),
        )?;
    }
    Ok(())
}

/// A round from the words of [`describe`]; none where they say anything that is not read.
pub(crate) fn read_described(conn: &Connection, code: RoundCode, told: &str) -> Result<Option<Round>> {
    let mut parts = told.split("; ");
    let days: Vec<NaiveDate> =
        parts.next().unwrap_or_default().split(' ').filter_map(|day| parse_day(day.as_bytes())).collect();
    let &[day, opens, due_until, grace_until] = days.as_slice() else { return Ok(None) };
    let groups = labels::groups(conn)?;
    let mut standards: Vec<Standard> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    // Words for goods may hold what parts two standards: what begins with no group belongs to the one before.
    for part in parts {
        let begins = groups
            .iter()
            .any(|group| part.strip_prefix(&*group.name).is_some_and(|rest| rest.starts_with(' ')));
        match texts.last_mut().filter(|_| !begins) {
            Some(before) => *before = [before.as_str(), part].join("; "),
            None => texts.push(part.to_owned()),
        }
    }
    for text in &texts {
        let Some(standard) = groups.iter().find_map(|group| described_standard(text, &group.name)) else {
            return Ok(None);
        };
        standards.push(standard);
    }
    let window = Window { day, opens, due_until, grace_until };
    let round = Round::proposed(code, window, standards);
    Ok(Some(round).filter(|round| describe(round) == told))
}

/// The standard of a group: its name, cash, goods, their value.
fn described_standard(text: &str, group: &CleanText) -> Option<Standard> {
    let rest = text.strip_prefix(&**group)?.strip_prefix(' ')?;
    let (cash, rest) = rest.split_once(' ')?;
    let (goods, value) = rest.rsplit_once(' ')?;
    Some(Standard {
        group: group.clone(),
        cash: Fen::parse(cash).ok()?,
        goods: CleanText::unmasked(goods),
        goods_value: Fen::parse(value).ok()?,
    })
}

/// A round in words, for the audit.
pub(crate) fn describe(round: &Round) -> String {
    let w = &round.window;
    let mut out = format!("{} {} {} {}", w.day, w.opens, w.due_until, w.grace_until);
    for s in &round.standards {
        use std::fmt::Write as _;
        let _ = write!(out, "; {} {} {} {}", s.group, s.cash.yuan(), s.goods, s.goods_value.yuan());
    }
    out
}
