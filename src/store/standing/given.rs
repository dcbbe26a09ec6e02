//! Cash given in a round is counted where whom it was for stands in it, beside the "done" of the same people: also where
//! they moved since, and where two who are one human stand as one.
//!
//! A trigger of the file counts each entry at the place that its snapshot names; what moves it on stands here. The tally of
//! a township is so the sum of the entries of those who stand there; of whoever stands nowhere, that of the snapshot.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::store::file::error::Result;
use crate::store::standing::facts::Subject;
use crate::store::standing::shared;
use crate::store::{codec, rounds};

/// The township in which the recipient `r` stands in the round `e.round`: by itself, else by whom its history counts for
/// there, else by who it is by now.
macro_rules! given_place {
    () => {
        "coalesce(
           (SELECT township FROM standing WHERE round = e.round AND recipient = r.local_id),
           (SELECT s.township FROM meta AS m, json_each(m.value, '$.lent') AS l
            CROSS JOIN standing AS s ON s.round = e.round AND s.recipient = json_extract(l.value, '$.to')
            WHERE m.key = 'merged ' || r.id AND json_extract(l.value, '$.round') = e.round),
           (WITH RECURSIVE chain (no, up) AS (
              SELECT r.local_id, r.merged_into
              UNION SELECT o.local_id, o.merged_into FROM chain JOIN recipient AS o ON o.local_id = chain.up)
            SELECT s.township FROM chain CROSS JOIN standing AS s ON s.round = e.round AND s.recipient = chain.no
            WHERE chain.up IS NULL AND r.merged_into IS NOT NULL),
           e.township)"
    };
}

pub(crate) use given_place;

/// Moves the cash of an entry that was just written from the place of its snapshot to where its recipient stands.
pub(crate) fn put(conn: &Connection, entry: &str) -> Result<()> {
    let moved = conn
        .prepare_cached(concat!(
            "SELECT e.round, e.recipient_kind, e.township, e.cash_fen, ",
            given_place!(),
            " FROM entry AS e JOIN recipient AS r ON r.id = e.recipient WHERE e.id = ?1 AND e.round IS NOT NULL"
        ))?
        .query_row([entry], |row| {
            let kind = codec::kind(&row.get::<_, String>(1)?);
            let (from, to) = (TownshipCode(row.get(2)?), TownshipCode(row.get(4)?));
            Ok((row.get::<_, String>(0)?, kind, row.get::<_, i64>(3)?, from, to))
        })
        .optional()?;
    match moved {
        Some((round, kind, fen, from, to)) => shift(conn, &round, kind, fen, [&from, &to]),
        None => Ok(()),
    }
}

/// Moves what a subject was given in a round, and those whose history counts for it there, to another township.
pub(crate) fn carry(
    conn: &Connection,
    subject: &Subject,
    round: &str,
    places: [&TownshipCode; 2],
) -> Result<()> {
    let members = subject.ties.iter().flat_map(|ties| ties.members_in(round));
    let [ids, _] = shared::lists(subject, members);
    carry_of(conn, &ids, (round, subject.kind), places)
}

/// As [`carry`], of the recipients of ids as JSON.
fn carry_of(
    conn: &Connection,
    ids: &str,
    (round, kind): (&str, Kind),
    places: [&TownshipCode; 2],
) -> Result<()> {
    if places[0] == places[1] {
        return Ok(());
    }
    let fen: i64 = conn
        .prepare_cached(
            "SELECT coalesce(sum(cash_fen), 0) FROM entry
             WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2",
        )?
        .query_row((ids, round), |row| row.get(0))?;
    shift(conn, round, kind, fen, places)
}

/// Where a recipient stands in a round, by its local number.
fn place(conn: &Connection, no: i64, round: &str) -> Result<Option<TownshipCode>> {
    Ok(conn
        .prepare_cached("SELECT township FROM standing WHERE round = ?1 AND recipient = ?2")?
        .query_row((round, no), |row| row.get(0).map(TownshipCode))
        .optional()?)
}

/// Whom a merge or its undoing takes from one list to another, and where they stand in the rounds whose lists are not
/// fixed.
pub(crate) struct Moving {
    kind: Kind,
    places: Vec<(String, Option<TownshipCode>)>,
}

impl Moving {
    /// Before it: where whoever counts for them stands.
    pub(crate) fn from(conn: &Connection, kind: Kind, no: i64) -> Result<Self> {
        let codes = rounds::unsettled(conn)?.into_iter().map(|round| round.code.to_string());
        let places = codes.map(|code| place(conn, no, &code).map(|at| (code, at))).collect::<Result<_>>()?;
        Ok(Self { kind, places })
    }

    /// Behind it: what was given to the recipients of `ids` goes to where `no` stands.
    pub(crate) fn to(self, conn: &Connection, ids: Vec<String>, no: i64) -> Result<()> {
        let ids = serde_json::Value::from(ids).to_string();
        for (code, from) in self.places {
            if let Some((from, to)) = from.zip(place(conn, no, &code)?) {
                carry_of(conn, &ids, (&code, self.kind), [&from, &to])?;
            }
        }
        Ok(())
    }
}

fn shift(conn: &Connection, round: &str, kind: Kind, fen: i64, [from, to]: [&TownshipCode; 2]) -> Result<()> {
    if from == to || fen == 0 {
        return Ok(());
    }
    let mut add = conn.prepare_cached(
        "INSERT INTO tally (round, village, kind, township, given_fen) VALUES (?1, 0, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET given_fen = given_fen + excluded.given_fen",
    )?;
    for (place, fen) in [(from, -fen), (to, fen)] {
        add.execute((round, codec::kind_code(kind), &place.0, fen))?;
    }
    Ok(())
}
