//! What is derived equals what it is derived from: the index of standings, and the keys of search.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::domain::due::Verdict;
use crate::domain::text::{ADDRESS_MAX, NAME_MAX};
use crate::store::columns::{self, borrowed};
use crate::store::file::error::Result;
use crate::store::integrity::finding::{Finding, finding};
use crate::store::planning::struck::struck;
use crate::store::rounds;
use crate::store::search::keys::{Home, SearchKeys};
use crate::store::standing::index;

/// The index of standings equals the function that decides due, for every round.
pub(crate) fn standings(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    for code in rounds::codes(conn)? {
        let round = rounds::load(conn, code)?;
        let derived = index::derive(conn, &round)?;
        let mut stored = conn.prepare_cached(concat!(
            "SELECT s.rank, s.detail, s.detail_on, g.name, s.held_groups, s.cash_fen, s.goods, s.goods_fen,
                    s.kind = r.kind AND CASE
                      -- On a list that is fixed everybody keeps the place that they had then, and so does whoever
                      -- was given something beside it.
                      WHEN ?3 AND l.recipient IS NULL THEN true
                      WHEN ?3 THEN s.township = l.township AND s.village = l.village
                                   AND (s.pinyin = r.pinyin OR r.name <> l.name)
                      ELSE s.township = r.township AND s.village = r.village AND s.pinyin = r.pinyin END
             FROM standing AS s JOIN recipient AS r ON r.local_id = s.recipient
             LEFT JOIN settled_line AS l ON l.round = s.round AND l.recipient = s.recipient AND NOT ",
            struck!(),
            " LEFT JOIN visit_group AS g ON g.local_id = s.visit_group WHERE s.round = ?1 AND s.recipient = ?2"
        ))?;
        let count: i64 =
            conn.query_row("SELECT count(*) FROM standing WHERE round = ?1", [code.to_string()], |row| {
                row.get(0)
            })?;
        if usize::try_from(count).ok() != Some(derived.len()) {
            findings.push(finding(
                "standing",
                &code.to_string(),
                "",
                &format!("{count} <> {}", derived.len()),
            ));
        }
        for (no, verdict) in derived {
            let mut rows = stored.query((code.to_string(), no, round.settled_on.is_some()))?;
            let same = match rows.next()? {
                Some(row) => agrees(row, &verdict)?,
                None => false,
            };
            if !same {
                let (id, name): (String, String) =
                    conn.query_row("SELECT id, name FROM recipient WHERE local_id = ?1", [no], |r| {
                        Ok((r.get(0)?, r.get(1)?))
                    })?;
                findings.push(finding("standing", &id, &name, &code.to_string()));
            }
        }
    }
    Ok(())
}

fn agrees(row: &Row<'_>, verdict: &Verdict) -> Result<bool> {
    let Some((rank, detail, detail_on)) = index::columns(verdict.standing) else { return Ok(false) };
    let basis = verdict.listed_basis();
    let (cash, goods, value) =
        basis.map_or((0, "", 0), |basis| (basis.cash.get(), basis.goods.as_str(), basis.goods_value.get()));
    Ok(row.get::<_, i64>(0)? == rank
        && row.get::<_, Option<String>>(1)?.as_deref() == detail
        && row.get::<_, Option<NaiveDate>>(2)? == detail_on
        && row.get::<_, Option<String>>(3)?.as_deref() == basis.map(|basis| basis.group.as_str())
        && row.get::<_, i64>(4)? == i64::from(verdict.listed_groups())
        && row.get::<_, i64>(5)? == cash
        && row.get::<_, String>(6)? == goods
        && row.get::<_, i64>(7)? == value
        && row.get::<_, bool>(8)?)
}

/// The keys by which search finds everybody are those of their names and numbers. The rows of one recipient
/// are compared as a sum of hashes: every key is read once, in the order in which it lies.
pub(crate) fn keys(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let people: i64 = conn.query_row("SELECT count(*) FROM recipient", [], |row| row.get(0))?;
    let mut sums = Sums::up_to(people);
    let mut stored = conn.prepare("SELECT key, rank, recipient FROM search_key")?;
    let mut rows = stored.query([])?;
    while let Some(row) = rows.next()? {
        sums.add(row.get(2)?, hash(&(borrowed(row, 0)?, row.get::<_, i64>(1)?)));
    }
    let mut stored = conn.prepare("SELECT recipient, packed FROM initials")?;
    let mut rows = stored.query([])?;
    while let Some(row) = rows.next()? {
        sums.add(row.get(0)?, hash(&row.get::<_, i64>(1)?));
    }
    let mut facts = conn.prepare(
        "SELECT r.local_id, r.id, r.name, r.id_key, r.phone, r.address, v.name FROM recipient AS r
         LEFT JOIN village AS v ON v.local_id = r.village",
    )?;
    let mut rows = facts.query([])?;
    while let Some(row) = rows.next()? {
        let name = borrowed(row, 2)?;
        let if_any = |at| columns::if_any(row, at);
        // A name of which muster would make no keys: those of a text grow with its square.
        if is_overlong(name, NAME_MAX) || is_overlong(if_any(5)?.unwrap_or_default(), ADDRESS_MAX) {
            sums.take(row.get(0)?);
            findings.push(finding("search", borrowed(row, 1)?, "", ""));
            continue;
        }
        let home = Home { address: if_any(5)?, village: if_any(6)?.unwrap_or_default() };
        let derived = SearchKeys::of(name, if_any(3)?, if_any(4)?, home);
        let mut keys = Vec::new();
        derived.each_key(|key, rank| {
            keys.push(hash(&(key, rank)));
            Ok(())
        })?;
        keys.sort_unstable();
        keys.dedup();
        keys.push(hash(&derived.packed));
        let sum = keys.into_iter().fold(0, u64::wrapping_add);
        if sums.take(row.get(0)?) != sum {
            findings.push(finding("search", borrowed(row, 1)?, name, ""));
        }
    }
    if !sums.all_taken() {
        findings.push(finding("search", "", "", ""));
    }
    Ok(())
}

/// Whether a text has more characters than the register takes.
fn is_overlong(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Sums by local number, which begins at 1 and has no gaps to speak of.
struct Sums {
    by_no: Vec<u64>,
    /// What bears a number that no recipient has.
    beyond: u64,
}

impl Sums {
    fn up_to(people: i64) -> Self {
        Self { by_no: vec![0; usize::try_from(people).map_or(0, |last| last + 1)], beyond: 0 }
    }

    fn add(&mut self, no: i64, hash: u64) {
        let sum = usize::try_from(no).ok().and_then(|at| self.by_no.get_mut(at)).unwrap_or(&mut self.beyond);
        *sum = sum.wrapping_add(hash);
    }

    fn take(&mut self, no: i64) -> u64 {
        let at = usize::try_from(no).unwrap_or(usize::MAX);
        self.by_no.get_mut(at).map_or(0, std::mem::take)
    }

    fn all_taken(&self) -> bool {
        self.beyond == 0 && self.by_no.iter().all(|sum| *sum == 0)
    }
}
