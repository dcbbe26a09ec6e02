//! Rounds: their windows and standards; those that the calendar knows and nobody has created yet.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use super::names::{self, text};
use super::{Result, Store, audit, standing};
use crate::domain::due::{self, Standing, State};
use crate::domain::error::RegisterError;
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::query::{RoundCard, StateCounts};
use crate::domain::round::{Round, Standard};
use crate::domain::text::CleanText;

impl Store {
    /// A round, created or as the calendar and the round before it would make it.
    ///
    /// # Errors
    /// A year that the calendar does not reach; storage troubles.
    pub fn round(&self, code: RoundCode) -> Result<Round> {
        load(&self.conn, code)
    }

    /// The round that concerns `today`: the created one whose window holds the day; else the
    /// calendar's; else the last one that has opened; else the next.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn current_round(&self, today: NaiveDate) -> Result<Option<Round>> {
        let created = codes(&self.conn)?;
        let mut opened = None;
        let mut next = None;
        for code in created {
            let round = load(&self.conn, code)?;
            if round.window.opens <= today && today <= round.window.grace_until {
                return Ok(Some(round));
            }
            if round.window.opens <= today {
                opened = Some(round);
            } else if next.is_none() {
                next = Some(round);
            }
        }
        if let Ok(Some(code)) = RoundCode::at(today) {
            return load(&self.conn, code).map(Some);
        }
        Ok(opened.or(next))
    }

    /// The created rounds in the order in which they open, with their counts on `today`.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn rounds(&self, today: NaiveDate) -> Result<Vec<RoundCard>> {
        codes(&self.conn)?.into_iter().map(|code| self.round_card(code, today)).collect()
    }

    /// One round with its counts, created or not.
    ///
    /// # Errors
    /// As [`Store::round`].
    pub fn round_card(&self, code: RoundCode, today: NaiveDate) -> Result<RoundCard> {
        let round = load(&self.conn, code)?;
        let (numbers, planned) = if round.created {
            tallied(&self.conn, code)?
        } else {
            let mut numbers = [0_u64; 3];
            let mut planned = Fen::ZERO;
            for (_, verdict) in standing::derive(&self.conn, &round)? {
                let cash = verdict.basis.map_or(Fen::ZERO, |basis| basis.cash);
                let (at, cash) = match verdict.standing {
                    Standing::Open(_) => (0, cash),
                    Standing::Done => (1, cash),
                    Standing::Closed(_) => (2, Fen::ZERO),
                    Standing::NotEligible => continue,
                };
                numbers[at] += 1;
                planned = planned.plus(cash);
            }
            (numbers, planned)
        };
        let given: i64 = self
            .conn
            .prepare_cached("SELECT coalesce(sum(given_fen), 0) FROM tally WHERE round = ?1 AND village = 0")?
            .query_row([code.to_string()], |row| row.get(0))?;
        let counts = counts(numbers, &round.window, today);
        Ok(RoundCard { round, counts, planned, given: Fen::new(given) })
    }
}

/// Open, done and closed items of a created round, and its planned cash.
fn tallied(conn: &Connection, code: RoundCode) -> Result<([u64; 3], Fen)> {
    let row = conn
        .prepare_cached(
            "SELECT coalesce(sum(open), 0), coalesce(sum(done), 0), coalesce(sum(closed), 0),
                    coalesce(sum(planned_fen), 0)
             FROM tally WHERE round = ?1 AND village = 0",
        )?
        .query_row([code.to_string()], |row| {
            Ok(([row.get(0)?, row.get(1)?, row.get(2)?], Fen::new(row.get(3)?)))
        })?;
    Ok(row)
}

/// Numbers of open, done and closed items as numbers by state on a day.
pub(super) fn counts(numbers: [u64; 3], window: &Window, today: NaiveDate) -> StateCounts {
    let [open, done, closed] = numbers;
    let open_state = due::state(Standing::Open(None), window, today);
    let of = |state| match state {
        State::Overdue | State::Grace | State::Due | State::Upcoming if state == open_state => open,
        State::Overdue | State::Grace | State::Due | State::Upcoming | State::NotEligible => 0,
        State::Done => done,
        State::Closed => closed,
    };
    let states = State::ALL.into_iter().filter(|state| *state != State::NotEligible);
    StateCounts(states.map(|state| (state, of(state))).collect())
}

/// The codes of the created rounds, in the order in which they open.
pub(super) fn codes(conn: &Connection) -> Result<Vec<RoundCode>> {
    let mut statement = conn.prepare_cached("SELECT code FROM round ORDER BY opens, code")?;
    let stored = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut codes = Vec::new();
    for code in stored {
        codes.push(parse_code(&code?)?);
    }
    Ok(codes)
}

/// A round code as it is stored.
pub(super) fn parse_code(stored: &str) -> Result<RoundCode> {
    stored.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(stored)))
}

/// A round, created or virtual.
pub(super) fn load(conn: &Connection, code: RoundCode) -> Result<Round> {
    let window = conn
        .prepare_cached("SELECT day, opens, due_until, grace_until FROM round WHERE code = ?1")?
        .query_row([code.to_string()], window)
        .optional()?;
    if let Some(window) = window {
        let standards = standards(conn, code)?;
        return Ok(Round { code, window, standards, created: true });
    }
    let window = code
        .default_window()
        .map_err(|error| RegisterError::NotFound(CleanText::shown(&error.to_string())))?;
    Ok(Round { code, window, standards: inherited(conn, &window)?, created: false })
}

fn window(row: &Row<'_>) -> rusqlite::Result<Window> {
    Ok(Window { day: row.get(0)?, opens: row.get(1)?, due_until: row.get(2)?, grace_until: row.get(3)? })
}

fn standards(conn: &Connection, code: RoundCode) -> Result<Vec<Standard>> {
    let mut statement = conn.prepare_cached(
        "SELECT g.name, s.cash_fen, s.goods, s.goods_fen
         FROM standard AS s JOIN visit_group AS g ON g.no = s.visit_group
         WHERE s.round = ?1 ORDER BY s.visit_group",
    )?;
    let rows = statement.query_map([code.to_string()], |row| {
        Ok(Standard {
            group: text(&row.get::<_, String>(0)?),
            cash: Fen::new(row.get(1)?),
            goods: text(&row.get::<_, String>(2)?),
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
        None => Ok(names::groups(conn)?.into_iter().filter_map(|group| group.first).collect()),
    }
}

/// Creates a round.
pub(super) fn create(conn: &Connection, round: &Round, ctx: &WriteContext) -> Result<()> {
    if load(conn, round.code)?.created || round.window.validate().is_err() {
        return Err(RegisterError::Round);
    }
    write(conn, round)?;
    audit::line(conn, ctx, "create_round", &round.code.to_string(), None, Some(&told(round)))
}

/// Changes the window or standards of a round that has not opened.
pub(super) fn change(conn: &Connection, round: &Round, ctx: &WriteContext) -> Result<()> {
    let before = load(conn, round.code)?;
    if !before.created || before.window.opens <= ctx.today || round.window.validate().is_err() {
        return Err(RegisterError::Round);
    }
    write(conn, round)?;
    audit::line(conn, ctx, "change_round", &round.code.to_string(), Some(&told(&before)), Some(&told(round)))
}

/// Creates the round from the calendar and the round before it, unless it exists.
pub(super) fn ensure(conn: &Connection, code: RoundCode, ctx: &WriteContext) -> Result<Round> {
    let mut round = load(conn, code)?;
    if !round.created {
        create(conn, &round, ctx)?;
        round.created = true;
    }
    Ok(round)
}

fn write(conn: &Connection, round: &Round) -> Result<()> {
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
                names::group_no(conn, &standard.group)?,
                standard.cash.get(),
                standard.goods.as_str(),
                standard.goods_value.get(),
            ),
        )?;
    }
    standing::refresh_round(conn, &load(conn, round.code)?)
}

/// A round in words, for the audit.
fn told(round: &Round) -> String {
    let w = &round.window;
    let mut out = format!("{} {} {} {}", w.day, w.opens, w.due_until, w.grace_until);
    for s in &round.standards {
        use std::fmt::Write as _;
        let _ = write!(out, "; {} {} {} {}", s.group, s.cash.yuan(), s.goods, s.goods_value.yuan());
    }
    out
}
