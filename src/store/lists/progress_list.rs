//! Who stands behind a number of a round's progress: by page for a screen, one by one for a command.

use std::collections::HashMap;
use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::due;
use crate::domain::error::RegisterError;
use crate::domain::list::RosterRow;
use crate::domain::page::{Page, Start};
use crate::domain::place::TownshipCode;
use crate::domain::round::Round;
use crate::domain::round_progress::{ProgressListQuery, ProgressPart, ProgressState};
use crate::store::file::error::Result;
use crate::store::lists::progress_part::{Member, Parts};
use crate::store::lists::roster::Values;
use crate::store::lists::row;
use crate::store::register::Store;
use crate::store::standing::past::Stood;
use crate::store::standing::{census, index};
use crate::store::{codec, labels, rounds};

/// The columns that order such a list, behind those of a row.
const ORDER: [&str; 5] = ["s.kind", "s.township", "s.village", "s.pinyin", "s.recipient"];
/// Where they begin.
const KEY_AT: usize = 19;
/// The parts of a key: all of them but the last.
const PARTS: usize = 4;
/// Which of them is a number.
const VILLAGE: usize = 2;
/// Rows of a page that a command reads at once.
const STRIDE: u32 = 500;

impl Store {
    /// A page of those behind a number, by township, village and name, people before units. A round that nobody has
    /// created has none.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn progress_page(&self, query: &ProgressListQuery) -> Result<Page<RosterRow>> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, query.of.round)?;
        if !round.created {
            return Ok(Page { rows: Vec::new(), more_before: false, more_after: false });
        }
        let stood = self.stood(&round, query.of.day)?;
        let past = self.past(&round, query.of.day)?;
        let parts = Parts::read(&self.conn, &query.of, past)?;
        page(&self.conn, query, (&round, &parts), (&stood, past.is_some()))
    }

    /// Visits all of those behind a number, one by one.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn progress_rows<E: From<RegisterError>>(
        &self,
        query: &ProgressListQuery,
        mut visit: impl FnMut(RosterRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, query.of.round)?;
        if !round.created {
            return derived(&self.conn, query, &round, visit);
        }
        let stood = self.stood(&round, query.of.day)?;
        let past = self.past(&round, query.of.day)?;
        let parts = Parts::read(&self.conn, &query.of, past)?;
        let mut query = ProgressListQuery { start: Start::First, limit: STRIDE, ..query.clone() };
        loop {
            let page = page(&self.conn, &query, (&round, &parts), (&stood, past.is_some()))?;
            let last = page.rows.last().map(|row| row.key.clone());
            page.rows.into_iter().try_for_each(&mut visit)?;
            match last {
                Some(key) if page.more_after => query.start = Start::After(key),
                Some(_) | None => return Ok(()),
            }
        }
    }
}

fn page(
    conn: &Connection,
    query: &ProgressListQuery,
    (round, parts): (&Round, &Parts),
    (stood, is_past): (&HashMap<i64, Stood>, bool),
) -> Result<Page<RosterRow>> {
    let back = matches!(query.start, Start::Last | Start::Before(_));
    let elsewhere = !matches!(query.start, Start::First | Start::Last);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let (sql, values) = statement(query, round, stood.is_empty());
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    let day = query.of.day;
    let mut reader = if is_past { row::Reader::past(conn, day)? } else { row::Reader::new(conn, day)? };
    let (mut list, mut more) = (Vec::new(), false);
    while let Some(row) = found.next()? {
        let then = stood.get(&row.get(0)?);
        let standing = match then {
            Some(then) => then.standing,
            None => index::read(row, 12)?,
        };
        let member = Member {
            kind: codec::kind(&row.get::<_, String>(KEY_AT)?),
            township: TownshipCode(row.get(KEY_AT + 1)?),
            village: row.get(KEY_AT + 2)?,
            group: match then {
                Some(then) => Some(labels::group_no(conn, &then.standard.group)?),
                None => row.get(15)?,
            },
            recipient: row.get(1)?,
        };
        let state = due::state(standing, &round.window, query.of.day);
        let wanted = query.state.is_none_or(|wanted| ProgressState::of(state) == Some(wanted))
            && query.part.as_ref().is_none_or(|part| *part == parts.of(&member));
        if !wanted {
            continue;
        }
        more = list.len() == limit;
        if more {
            break;
        }
        let mut read = reader.read(row, Some(round))?;
        if let Some(then) = then {
            row::overlay(&mut read, standing, Some(then.standard.clone()), round, query.of.day);
        } else {
            (read.standing, read.state) = (standing, state);
        }
        row::as_settled(&mut reader, &mut read, Some(round))?;
        for at in 0..PARTS {
            read.key.parts.push(match at {
                VILLAGE => row.get::<_, i64>(KEY_AT + at)?.to_string(),
                _ => row.get(KEY_AT + at)?,
            });
        }
        list.push(read);
    }
    if back {
        list.reverse();
    }
    Ok(Page {
        rows: list,
        more_before: if back { more } else { elsewhere },
        more_after: if back { elsewhere } else { more },
    })
}

/// The SQL of a list from its start on, and its values. Station, team and, for a day that is past, state are left to the
/// reader.
pub(crate) fn statement(query: &ProgressListQuery, round: &Round, by_rank: bool) -> (String, Vec<Value>) {
    let (back, key) = match &query.start {
        Start::First => (false, None),
        Start::Last => (true, None),
        Start::After(key) => (false, Some((key, ">"))),
        Start::At(key) => (false, Some((key, ">="))),
        Start::Before(key) => (true, Some((key, "<"))),
    };
    let mut values = Values::default();
    let code = values.mark(Value::Text(round.code.to_string()));
    let mut sql = format!(
        "SELECT {}, {} FROM standing AS s NOT INDEXED CROSS JOIN recipient AS r ON r.local_id = s.recipient
         WHERE s.round = {code} AND s.visit_group IS NOT NULL",
        row::COLUMNS,
        ORDER.get(..PARTS).unwrap_or_default().join(", ")
    );
    match &query.part {
        Some(ProgressPart::Township(code)) => {
            let _ = write!(
                sql,
                " AND s.kind = 'person' AND s.township = {}",
                values.mark(Value::Text(code.0.clone()))
            );
        }
        Some(ProgressPart::Village(no)) => {
            let _ =
                write!(sql, " AND s.kind = 'person' AND s.village = {}", values.mark(Value::Integer(*no)));
        }
        Some(ProgressPart::Group(_, no)) => {
            let _ = write!(sql, " AND s.visit_group = {}", values.mark(Value::Integer(*no)));
        }
        Some(part) => {
            let kind = codec::kind_code(part.kind());
            let _ = write!(sql, " AND s.kind = {}", values.mark(Value::Text(kind.to_owned())));
        }
        None => {}
    }
    if by_rank {
        sql.push_str(match query.state {
            None => "",
            Some(ProgressState::Done) => " AND s.rank = 2",
            Some(ProgressState::Closed) => " AND s.rank = 3",
            Some(ProgressState::Due | ProgressState::Grace | ProgressState::Overdue) => " AND s.rank < 2",
        });
    }
    if let Some((key, compare)) = key {
        let mut marks: Vec<String> = Vec::new();
        for (at, part) in key.parts.iter().enumerate() {
            let value = match at {
                VILLAGE => Value::Integer(part.parse().unwrap_or_default()),
                _ => Value::Text(part.clone()),
            };
            marks.push(values.mark(value));
        }
        marks.push(values.mark(Value::Integer(key.no)));
        let _ = write!(sql, " AND ({}) {compare} ({})", ORDER.join(", "), marks.join(", "));
    }
    let direction = if back { " DESC" } else { "" };
    let _ = write!(sql, " ORDER BY {}", ORDER.map(|column| format!("{column}{direction}")).join(", "));
    (sql, values.into_inner())
}

/// Those of a round that nobody has created.
fn derived<E: From<RegisterError>>(
    conn: &Connection,
    query: &ProgressListQuery,
    round: &Round,
    mut visit: impl FnMut(RosterRow) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let parts = Parts::read(conn, &query.of, None)?;
    census::each(conn, round, None, |found| {
        let verdict = found.verdict;
        let Some(basis) = verdict.listed_basis() else { return Ok(()) };
        let state = due::state(verdict.standing, &round.window, query.of.day);
        let place = found.position;
        let member = Member {
            kind: place.kind,
            township: place.township,
            village: Some(place.village),
            group: Some(labels::group_no(conn, &basis.group)?),
            recipient: parts.id_of(conn, found.local_id)?,
        };
        let wanted = query.state.is_none_or(|wanted| ProgressState::of(state) == Some(wanted))
            && query.part.as_ref().is_none_or(|part| *part == parts.of(&member));
        if !wanted {
            return Ok(());
        }
        let mut row = row::one(conn, found.local_id, None, query.of.day)?;
        row::overlay(&mut row, verdict.standing, verdict.basis, round, query.of.day);
        visit(row)
    })
}
