//! How far a round had come by the end of a day, part by part: counted from the index of standings, put back to where people
//! stood on a day that is past, and from the entries recorded until then.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::due::{self, Standing};
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::round::Round;
use crate::domain::round_progress::{PartProgress, ProgressPart, ProgressQuery};
use crate::store::codec;
use crate::store::columns::borrowed;
use crate::store::file::error::Result;
use crate::store::lists::progress_part::{Member, Parts};
use crate::store::register::Store;
use crate::store::standing::past::Stood;
use crate::store::standing::{census, index, shared};
use crate::store::{labels, rounds};

/// Those on the list of a round, by place, group and standing: kind, township, village, group, id, rank, detail and its
/// day, number, cash and goods of their standards.
pub(crate) const LISTED: &str =
    "SELECT s.kind, s.township, s.village, s.visit_group, NULL, s.rank, s.detail, NULL, count(*), sum(s.cash_fen),
            sum(s.goods_fen)
     FROM standing AS s NOT INDEXED WHERE s.round = ?1 AND s.visit_group IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7";

/// As [`LISTED`], one by one: whom a team visits may be told of each.
pub(crate) const EACH: &str = "SELECT s.kind, s.township, s.village, s.visit_group, r.id, s.rank, s.detail, NULL, 1, s.cash_fen, s.goods_fen
     FROM standing AS s NOT INDEXED CROSS JOIN recipient AS r ON r.local_id = s.recipient
     WHERE s.round = ?1 AND s.visit_group IS NOT NULL";

/// As [`LISTED`], of one recipient.
const ONE: &str =
    "SELECT s.kind, s.township, s.village, s.visit_group, r.id, s.rank, s.detail, s.detail_on, 1, s.cash_fen,
            s.goods_fen
     FROM standing AS s JOIN recipient AS r ON r.local_id = s.recipient WHERE s.round = ?1 AND s.recipient = ?2";

impl Store {
    /// How far a round had come by the end of a day, in lines that add up: people first, then units, then whoever was given
    /// something without being on the list. A part in which nobody is on the list has no line.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn round_progress(&self, query: &ProgressQuery) -> Result<Vec<PartProgress>> {
        let _state = self.state()?;
        let conn = &self.conn;
        let round = rounds::load(conn, query.round)?;
        let past = self.past(&round, query.day)?;
        let parts = Parts::read(conn, query, past)?;
        let mut lines =
            Lines { parts, round: &round, day: query.day, moved: HashMap::new(), of: BTreeMap::new() };
        if round.created {
            lines.listed(conn)?;
            lines.put_back(conn, self.stood(&round, query.day)?)?;
            lines.given(conn, past)?;
        } else {
            lines.derived(conn)?;
        }
        Ok(lines.of.into_values().collect())
    }
}

/// The lines of a progress, in their order.
struct Lines<'a> {
    parts: Parts,
    round: &'a Round,
    day: NaiveDate,
    /// Who stood by the standard of another group, by id: the number of that group.
    moved: HashMap<String, i64>,
    of: BTreeMap<(u8, i64, ProgressPart), PartProgress>,
}

impl Lines<'_> {
    fn line(&mut self, part: ProgressPart) -> &mut PartProgress {
        let named = &self.parts;
        let key = (Parts::rank(&part), named.order(&part), part.clone());
        self.of.entry(key).or_insert_with(|| named.line(part))
    }

    /// Counts so many of one standing, or takes them away again.
    fn count(&mut self, member: &Member, standing: Standing, many: u64, [cash, goods]: [Fen; 2]) {
        let state = due::state(standing, &self.round.window, self.day);
        let part = self.parts.of(member);
        let line = self.line(part);
        line.count(state, many);
        line.planned_cash = line.planned_cash.plus(cash);
        line.planned_goods = line.planned_goods.plus(goods);
        if matches!(standing, Standing::Closed(_)) {
            line.closed_cash = line.closed_cash.plus(cash);
        }
    }

    fn listed(&mut self, conn: &Connection) -> Result<()> {
        let mut statement = conn.prepare_cached(if self.parts.by_each() { EACH } else { LISTED })?;
        let mut rows = statement.query([self.round.code.to_string()])?;
        while let Some(row) = rows.next()? {
            let (member, standing, many, sums) = listed(row)?;
            self.count(&member, standing, many, sums);
        }
        Ok(())
    }

    /// Has those who stood otherwise on that day counted as they stood then, by the standard of then.
    fn put_back(&mut self, conn: &Connection, stood: HashMap<i64, Stood>) -> Result<()> {
        for (no, then) in stood {
            let mut statement = conn.prepare_cached(ONE)?;
            let mut rows = statement.query((self.round.code.to_string(), no))?;
            let Some(row) = rows.next()? else { continue };
            let (mut member, now, _, sums) = listed(row)?;
            self.shift(&member, now, sums, false);
            let group = Some(labels::group_no(conn, &then.standard.group)?);
            if member.group != group {
                self.moved.extend(member.recipient.clone().zip(group));
            }
            member.group = group;
            self.shift(&member, then.standing, [then.standard.cash, then.standard.goods_value], true);
        }
        Ok(())
    }

    /// Counts one more of a standing, or one less.
    fn shift(&mut self, member: &Member, standing: Standing, [cash, goods]: [Fen; 2], more: bool) {
        let state = due::state(standing, &self.round.window, self.day);
        let sign = |fen: Fen| if more { fen } else { fen.negated() };
        let part = self.parts.of(member);
        let line = self.line(part);
        if more {
            line.count(state, 1);
        } else {
            line.uncount(state);
        }
        line.planned_cash = line.planned_cash.plus(sign(cash));
        line.planned_goods = line.planned_goods.plus(sign(goods));
        if matches!(standing, Standing::Closed(_)) {
            line.closed_cash = line.closed_cash.plus(sign(cash));
        }
    }

    /// Adds what was given, where whom it was for stands; of a day that is past what was recorded until then, in the group in
    /// which they are counted.
    fn given(&mut self, conn: &Connection, until: Option<NaiveDate>) -> Result<()> {
        let by_each = self.parts.by_each() || !self.moved.is_empty();
        let mut statement = conn.prepare_cached(&given(shared::any(conn)?, by_each))?;
        let mut rows = statement.query((self.round.code.to_string(), until))?;
        while let Some(row) = rows.next()? {
            let mut member = Member::read(row)?;
            if let Some(group) = member.recipient.as_ref().and_then(|id| self.moved.get(id)) {
                member.group = Some(*group);
            }
            let (cash, goods) = (Fen::new(row.get(5)?), Fen::new(row.get(6)?));
            if cash == Fen::ZERO && goods == Fen::ZERO {
                continue;
            }
            let part = self.parts.of_gift(&member);
            let line = self.line(part);
            line.cash = line.cash.plus(cash);
            line.goods = line.goods.plus(goods);
        }
        Ok(())
    }

    /// A round that nobody has created: everybody who would be in it.
    fn derived(&mut self, conn: &Connection) -> Result<()> {
        let mut groups: HashMap<String, i64> = HashMap::new();
        census::each(conn, self.round, None, |found| {
            let Some(basis) = found.verdict.listed_basis() else { return Ok(()) };
            let group = match groups.get(basis.group.as_str()) {
                Some(no) => *no,
                None => labels::group_no(conn, &basis.group)?,
            };
            groups.insert(basis.group.to_string(), group);
            let place = found.position;
            let member = Member {
                kind: place.kind,
                township: place.township,
                village: Some(place.village),
                group: Some(group),
                recipient: self.parts.id_of(conn, found.local_id)?,
            };
            self.count(&member, found.verdict.standing, 1, [basis.cash, basis.goods_value]);
            Ok::<_, RegisterError>(())
        })
    }
}

/// Who, where they stand, how many they are, and what they are to be given.
fn listed(row: &rusqlite::Row<'_>) -> Result<(Member, Standing, u64, [Fen; 2])> {
    let sums = [Fen::new(row.get(9)?), Fen::new(row.get(10)?)];
    Ok((Member::read(row)?, index::read(row, 5)?, row.get(8)?, sums))
}

/// What was recorded as given in a round (?1), where a day is given (?2) until its end: kind, place, group and id as in [`LISTED`], of
/// who is not on the list without group; cash and goods. With `merged`, of those whose history counts for another the place
/// of that one.
pub(crate) fn given(merged: bool, by_each: bool) -> String {
    let who = if by_each { "(SELECT id FROM recipient WHERE local_id = g.holder)" } else { "NULL" };
    let holder = if merged {
        "coalesce(
           (SELECT recipient FROM standing WHERE round = e.round AND recipient = r.local_id),
           (SELECT s.recipient FROM meta AS m, json_each(m.value, '$.lent') AS l
            CROSS JOIN standing AS s ON s.round = e.round AND s.recipient = json_extract(l.value, '$.to')
            WHERE m.key = 'merged ' || r.id AND json_extract(l.value, '$.round') = e.round),
           (WITH RECURSIVE chain (no, up) AS (
              SELECT r.local_id, r.merged_into
              UNION SELECT o.local_id, o.merged_into FROM chain JOIN recipient AS o ON o.local_id = chain.up)
            SELECT chain.no FROM chain WHERE chain.up IS NULL AND r.merged_into IS NOT NULL))"
    } else {
        "r.local_id"
    };
    format!(
        "SELECT g.kind, coalesce(s.township, g.township), s.village, s.visit_group, {who}, sum(g.cash), sum(g.goods)
         FROM (SELECT e.recipient_kind AS kind, e.township AS township, {holder} AS holder, sum(e.cash_fen) AS cash,
                      sum(e.goods_fen) AS goods
               FROM entry AS e JOIN recipient AS r ON r.id = e.recipient
               WHERE e.round = ?1 AND (?2 IS NULL OR e.recorded_on <= ?2) GROUP BY 1, 2, 3) AS g
         LEFT JOIN standing AS s ON s.round = ?1 AND s.recipient = g.holder GROUP BY 1, 2, 3, 4, 5"
    )
}

impl Member {
    /// The first five columns of [`LISTED`].
    pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            kind: codec::kind(borrowed(row, 0)?),
            township: crate::domain::place::TownshipCode(row.get(1)?),
            village: row.get(2)?,
            group: row.get(3)?,
            recipient: row.get(4)?,
        })
    }
}
