//! The index of standings: written here only, from the one function that decides due.

use rusqlite::{Connection, Row};

use crate::domain::due::{CloseReason, Missed, Rest, Standing, Verdict};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::domain::round::Round;
use crate::store::file::error::{Result, written};
use crate::store::progress::ProgressMonitor;
use crate::store::standing::facts::{Subject, subject, verdict};
use crate::store::standing::tally::{Counts, TallyDelta};
use crate::store::standing::{given, shared};
use crate::store::{codec, rounds};

/// Brings the index up to date for one recipient, in every created round: after a death, a departure or a suspension.
pub(crate) fn refresh(conn: &Connection, no: i64) -> Result<()> {
    refresh_in(conn, no, &rounds::all(conn)?)
}

/// As [`refresh`], after a change of name, place or groups: it bears on no list that is fixed.
pub(crate) fn refresh_unsettled(conn: &Connection, no: i64) -> Result<()> {
    refresh_in(conn, no, &rounds::unsettled(conn)?)
}

/// As [`refresh_unsettled`], for who has those rounds at hand.
pub(crate) fn refresh_in(conn: &Connection, no: i64, rounds: &[Round]) -> Result<()> {
    let subject = subject(conn, no)?;
    let mut tally = TallyDelta::default();
    for round in rounds {
        restand(conn, &subject, round, &mut tally)?;
    }
    if subject.ties.is_some() {
        for round in rounds {
            restand_holder(conn, &subject, round, &mut tally)?;
        }
    }
    tally.apply(conn)
}

/// Brings up to date whoever stands in a round for somebody who was merged.
fn restand_holder(conn: &Connection, of: &Subject, round: &Round, tally: &mut TallyDelta) -> Result<()> {
    let holder = match shared::holder(conn, of, &round.code.to_string())? {
        // Who stands apart on a fixed list bears on the line of whom they are by now.
        None if of.merged_into.is_some() => Some(shared::root(conn, of.no)?),
        holder => holder,
    };
    match holder {
        Some(holder) => restand(conn, &subject(conn, holder)?, round, tally),
        None => Ok(()),
    }
}

/// Brings the index up to date for one recipient in one round: a call or an entry bears on no other.
pub(crate) fn refresh_one(conn: &Connection, subject: &Subject, round: &Round) -> Result<()> {
    let mut tally = TallyDelta::default();
    restand(conn, subject, round, &mut tally)?;
    if subject.ties.is_some() {
        restand_holder(conn, subject, round, &mut tally)?;
    }
    tally.apply(conn)
}

/// Brings the index up to date for everybody who may be in a round.
pub(crate) fn refresh_round(
    conn: &Connection,
    round: &Round,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    let mut tally = TallyDelta::default();
    let candidates = candidates(conn, round)?;
    if let Some(monitor) = monitor {
        monitor.make(candidates.len() as u64);
    }
    for no in candidates {
        if let Some(monitor) = monitor {
            monitor.step(1);
        }
        restand(conn, &subject(conn, no)?, round, &mut tally)?;
    }
    tally.apply(conn)
}

fn restand(conn: &Connection, subject: &Subject, round: &Round, tally: &mut TallyDelta) -> Result<()> {
    let verdict = verdict(conn, subject, round)?;
    store(conn, subject, round, &verdict, tally)
}

/// What the index repeats of a recipient, so that lists need not look it up.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ListPosition {
    pub(crate) kind: Kind,
    pub(crate) township: TownshipCode,
    pub(crate) village: i64,
    pub(crate) pinyin: String,
}

impl ListPosition {
    pub(crate) fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<Self> {
        let kind = codec::kind(&row.get::<_, String>(at)?);
        let township = TownshipCode(row.get(at + 1)?);
        Ok(Self { kind, township, village: row.get(at + 2)?, pinyin: row.get(at + 3)? })
    }

    fn shift(&self, round: &Round, counts: Counts, tally: &mut TallyDelta) {
        tally.shift(Some(round.code), self.kind, &self.township, self.village, counts);
    }
}

/// Writes one verdict into the index.
fn store(
    conn: &Connection,
    subject: &Subject,
    round: &Round,
    verdict: &Verdict,
    tally: &mut TallyDelta,
) -> Result<()> {
    let no = subject.no;
    let code = round.code.to_string();
    let (spot, stood) = conn
        .prepare_cached(
            "SELECT r.kind, r.township, r.village, r.pinyin, s.kind, s.township, s.village, s.pinyin, s.rank, s.cash_fen,
                    s.visit_group IS NOT NULL
             FROM recipient AS r LEFT JOIN standing AS s ON s.round = ?1 AND s.recipient = r.local_id
             WHERE r.local_id = ?2",
        )?
        .query_row((&code, no), |row| {
            let stood = match row.get::<_, Option<i64>>(8)? {
                Some(rank) => {
                    Some((ListPosition::read(row, 4)?, counts(row.get(10)?, rank, row.get(9)?)))
                }
                None => None,
            };
            Ok((ListPosition::read(row, 0)?, stood))
        })?;
    // On a list that is fixed everybody keeps the place that they had then.
    let spot = match &stood {
        Some((before, _)) if round.settled_on.is_some() => before.clone(),
        Some(_) | None => spot,
    };
    if let Some((before, counts)) = stood {
        before.shift(round, counts.less(), tally);
        if before.township != spot.township {
            given::carry(conn, subject, &code, [&before.township, &spot.township])?;
        }
        match own(conn, verdict)? {
            Some(own) if before == spot => {
                return stay(conn, no, &spot, round, (&own, verdict.listed_groups()), tally);
            }
            Some(_) | None => {
                conn.prepare_cached("DELETE FROM standing WHERE round = ?1 AND recipient = ?2")?
                    .execute((&code, no))?;
            }
        }
    }
    begin(conn, no, &spot, round, verdict, tally)
}

/// Writes the verdict on somebody who stands at that place already, as nearly always: the indexes that hold nothing
/// but place and name are not written, each page of which would have to reach the disk before a gift is acknowledged.
fn stay(
    conn: &Connection,
    no: i64,
    spot: &ListPosition,
    round: &Round,
    (own, groups): (&Own<'_>, u32),
    tally: &mut TallyDelta,
) -> Result<()> {
    let (rank, detail, detail_on) = own.columns;
    let rows = conn
        .prepare_cached(
            "UPDATE standing SET rank = ?7, detail = ?8, detail_on = ?9, visit_group = ?10, held_groups = ?11,
                                 cash_fen = ?12, goods = ?13, goods_fen = ?14
             WHERE round = ?1 AND kind = ?3 AND township = ?4 AND village = ?5 AND pinyin = ?6 AND recipient = ?2",
        )?
        .execute(rusqlite::params![
            round.code.to_string(),
            no,
            codec::kind_code(spot.kind),
            spot.township.0,
            spot.village,
            spot.pinyin,
            rank,
            detail,
            detail_on,
            own.group,
            groups,
            own.cash,
            own.goods,
            own.goods_value
        ])?;
    written(rows, "standing")?;
    spot.shift(round, own.counts(), tally);
    Ok(())
}

/// Writes the verdict on somebody who does not stand elsewhere in the index of that round.
pub(crate) fn begin(
    conn: &Connection,
    no: i64,
    spot: &ListPosition,
    round: &Round,
    verdict: &Verdict,
    tally: &mut TallyDelta,
) -> Result<()> {
    let Some(own) = own(conn, verdict)? else { return Ok(()) };
    let (rank, detail, detail_on) = own.columns;
    conn.prepare_cached(
        "INSERT INTO standing (round, recipient, kind, township, village, pinyin, rank, detail, detail_on,
                               visit_group, held_groups, cash_fen, goods, goods_fen)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT DO UPDATE SET rank = excluded.rank, detail = excluded.detail, detail_on = excluded.detail_on,
           visit_group = excluded.visit_group, held_groups = excluded.held_groups, cash_fen = excluded.cash_fen,
           goods = excluded.goods, goods_fen = excluded.goods_fen",
    )?
    .execute(rusqlite::params![
        round.code.to_string(),
        no,
        codec::kind_code(spot.kind),
        spot.township.0,
        spot.village,
        spot.pinyin,
        rank,
        detail,
        detail_on,
        own.group,
        verdict.listed_groups(),
        own.cash,
        own.goods,
        own.goods_value
    ])?;
    spot.shift(round, own.counts(), tally);
    Ok(())
}

/// The columns that a verdict fills.
struct Own<'a> {
    columns: Columns,
    /// None for whoever was given something beside the list.
    group: Option<i64>,
    cash: i64,
    goods: &'a str,
    goods_value: i64,
}

impl Own<'_> {
    fn counts(&self) -> Counts {
        counts(self.group.is_some(), self.columns.0, self.cash)
    }
}

/// What an item counts for: nothing beside the list.
fn counts(listed: bool, rank: i64, cash_fen: i64) -> Counts {
    if listed { Counts::item(rank, cash_fen) } else { Counts::default() }
}

/// The values of the index columns for a verdict; none if the recipient is not in the round. Whoever was given something
/// beside its list stands there without a group, so that the money is counted where they are: no list holds them.
fn own<'a>(conn: &Connection, verdict: &'a Verdict) -> Result<Option<Own<'a>>> {
    let Some(columns) = columns(verdict.standing) else { return Ok(None) };
    Ok(Some(match verdict.listed_basis() {
        Some(basis) => Own {
            columns,
            group: Some(crate::store::labels::group_no(conn, &basis.group)?),
            cash: basis.cash.get(),
            goods: basis.goods.as_str(),
            goods_value: basis.goods_value.get(),
        },
        None => Own { columns, group: None, cash: 0, goods: "", goods_value: 0 },
    }))
}

/// Everybody who holds a group with a standard, was called on, received, or is in the index.
pub(crate) fn candidates(conn: &Connection, round: &Round) -> Result<Vec<i64>> {
    let mut nos = Vec::new();
    let mut members = conn.prepare_cached(
        "SELECT h.recipient FROM group_held AS h JOIN visit_group AS g ON g.local_id = h.visit_group WHERE g.name = ?1",
    )?;
    for standard in &round.standards {
        for no in members.query_map([standard.group.as_str()], |row| row.get::<_, i64>(0))? {
            nos.push(no?);
        }
    }
    let mut touched = conn.prepare_cached(
        "SELECT recipient FROM standing WHERE round = ?1
         UNION SELECT recipient FROM settled_line WHERE round = ?1
         UNION SELECT r.local_id FROM entry AS e JOIN recipient AS r ON r.id = e.recipient WHERE e.round = ?1
         UNION SELECT r.local_id FROM visit AS v JOIN recipient AS r ON r.id = v.recipient WHERE v.round = ?1",
    )?;
    for no in touched.query_map([round.code.to_string()], |row| row.get::<_, i64>(0))? {
        nos.push(no?);
    }
    nos.sort_unstable();
    nos.dedup();
    Ok(nos)
}

/// The verdicts of a whole round, derived afresh: for a round nobody has created, and for `check`.
pub(crate) fn derive(conn: &Connection, round: &Round) -> Result<Vec<(i64, Verdict)>> {
    let mut verdicts = Vec::new();
    for no in candidates(conn, round)? {
        let verdict = verdict(conn, &subject(conn, no)?, round)?;
        if verdict.standing != Standing::NotEligible {
            verdicts.push((no, verdict));
        }
    }
    Ok(verdicts)
}

/// The rank of what is closed.
pub(crate) const CLOSED: i64 = 3;
/// The detail of what was closed with its round.
pub(crate) const ROUND_CLOSED: &str = "round_closed";

/// The details of who was given a part, by what is still owed: without a call that failed, absent, put off. The last ones
/// begin like that of a call put off where nothing was given, so that one index knows every promise.
const PARTLY: [(Rest, [&str; 3]); 2] = [
    (Rest::Cash, ["cash", "absent+cash", "deferred+cash"]),
    (Rest::Goods, ["goods", "absent+goods", "deferred+goods"]),
];

type Columns = (i64, Option<&'static str>, Option<chrono::NaiveDate>);

/// A standing as columns; none for who is not in the round.
pub(crate) fn columns(standing: Standing) -> Option<Columns> {
    Some(match standing {
        Standing::NotEligible => return None,
        Standing::Open(Some(Missed::Absent(on))) => (0, Some("absent"), Some(on)),
        Standing::Open(Some(Missed::Deferred(to))) => (0, Some("deferred"), to),
        Standing::Open(None) => (1, None, None),
        Standing::Partly(rest, missed) => {
            let of = PARTLY.into_iter().find(|one| one.0 == rest);
            let [none, absent, deferred] = of.map_or([None; 3], |(_, details)| details.map(Some));
            match missed {
                Some(Missed::Absent(on)) => (0, absent, Some(on)),
                Some(Missed::Deferred(to)) => (0, deferred, to),
                None => (1, none, None),
            }
        }
        Standing::Done => (2, None, None),
        Standing::Closed(reason) => (CLOSED, Some(close_code(reason)), None),
    })
}

fn close_code(reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::Refused => "refused",
        CloseReason::Died => "died",
        CloseReason::MovedAway => "moved_away",
        CloseReason::NotFound => "not_found",
        CloseReason::Suspended => "suspended",
        CloseReason::RoundClosed => ROUND_CLOSED,
        CloseReason::Merged => "merged",
    }
}

/// The standing of a row whose columns start at `at`: rank, detail and its day; NULL rank is none.
pub(crate) fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<Standing> {
    let Some(rank) = row.get::<_, Option<i64>>(at)? else { return Ok(Standing::NotEligible) };
    let detail: Option<String> = row.get(at + 1)?;
    let on: Option<chrono::NaiveDate> = row.get(at + 2)?;
    let is = |details: &[&str; 3]| detail.as_deref().is_some_and(|detail| details.contains(&detail));
    let open = |missed| match PARTLY.iter().find(|(_, details)| is(details)) {
        Some((rest, _)) => Standing::Partly(*rest, missed),
        None => Standing::Open(missed),
    };
    let absent = || detail.as_deref().is_some_and(|detail| detail.starts_with("absent"));
    Ok(match rank {
        0 => match on {
            Some(on) if absent() => open(Some(Missed::Absent(on))),
            _ => open(Some(Missed::Deferred(on))),
        },
        1 => open(None),
        2 => Standing::Done,
        _ => Standing::Closed(
            CloseReason::ALL
                .into_iter()
                .find(|reason| detail.as_deref() == Some(close_code(*reason)))
                .unwrap_or(CloseReason::NotFound),
        ),
    })
}
