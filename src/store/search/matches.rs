//! Search, first phase: candidates from the key index, ranked by `domain::search`. It never scans the
//! register, and it stops once a page is full that nothing further on can beat.

use crate::domain::round::Round;
use crate::domain::search::{self, Candidate, Hit, Lookup, MatchedBy, ParsedQuery, Score, SearchQuery};
use crate::store::columns;
use crate::store::file::error::Result;
use crate::store::lists::row;
use crate::store::search::keys::{ADDRESS, ID_END, LATER, PHONE, PHONE_END, backwards};
use crate::store::search::places::{self, Places};
use crate::store::standing::shared;
use chrono::NaiveDate;
use rusqlite::{Connection, Row, Rows};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Candidates that one probe brings beyond a page: some do not match, and the best are to be among them.
const SPARE: u32 = 10;
/// Candidates that one lookup by a key brings at most where the other words of a query leave some of them out.
const NARROWED: u32 = 5_000;
/// As [`NARROWED`], of the people of a place: none of a whole township are passed over.
const NARROWED_OF_PLACE: u32 = 50_000;

/// Those with exactly this key, likelier readings first.
pub(crate) const EXACT: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address, r.merged_into FROM search_key AS k
     CROSS JOIN recipient AS r ON r.local_id = k.recipient CROSS JOIN village AS v ON v.local_id = r.village
     WHERE k.key = ?1 ORDER BY k.rank, k.recipient LIMIT ?2";

/// Those whose keys begin so and go on.
pub(crate) const LONGER: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address, r.merged_into FROM search_key AS k
     CROSS JOIN recipient AS r ON r.local_id = k.recipient CROSS JOIN village AS v ON v.local_id = r.village
     WHERE k.key > ?1 AND k.key < ?2 ORDER BY k.key, k.rank, k.recipient LIMIT ?3";

/// The people of the villages whose names begin so. The join's order is fixed: villages are few.
pub(crate) const VILLAGERS: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address, r.merged_into FROM village AS v
     CROSS JOIN recipient AS r ON r.kind = 'person' AND r.township = v.township AND r.village = v.local_id
     WHERE v.name >= ?1 AND v.name < ?2 ORDER BY v.name LIMIT ?3";

/// Those whose ID numbers begin so.
pub(crate) const ID_FRONT: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address, r.merged_into FROM recipient AS r
     CROSS JOIN village AS v ON v.local_id = r.village
     WHERE r.id_key >= ?1 AND r.id_key < ?2 ORDER BY r.id_key LIMIT ?3";

/// The people of a village.
pub(crate) const OF_VILLAGE: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address, r.merged_into FROM recipient AS r
     CROSS JOIN village AS v ON v.local_id = r.village
     WHERE r.kind = 'person' AND r.township = ?1 AND r.village = ?2 ORDER BY r.pinyin, r.local_id LIMIT ?3";

/// The people of a township.
pub(crate) const OF_TOWNSHIP: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address, r.merged_into FROM recipient AS r
     CROSS JOIN village AS v ON v.local_id = r.village
     WHERE r.kind = 'person' AND r.township = ?1 ORDER BY r.village, r.pinyin, r.local_id LIMIT ?2";

/// What was found so far.
pub(crate) struct Matches<'a> {
    words: &'a [ParsedQuery],
    places: Option<Places>,
    limit: usize,
    probe: u32,
    of_place: u32,
    /// Whether a word may stand in an address.
    in_addresses: bool,
    /// Those of earlier pages, and those whom others have found.
    known: BTreeSet<i64>,
    seen: BTreeSet<i64>,
    scored: Vec<(Reverse<search::Rank>, String, i64, Score)>,
    /// Those who were merged: how well each answers, and whom it leads to.
    merged: Vec<(search::Rank, i64)>,
    whole: usize,
    begin: usize,
}

impl<'a> Matches<'a> {
    /// Nothing yet; of what will be found by all of `words`, and is not known, the best count.
    pub(crate) fn new(words: &'a [ParsedQuery], search: &SearchQuery) -> Self {
        let known = u32::try_from(search.known.len()).unwrap_or(u32::MAX);
        let probe = search.limit.saturating_add(known).saturating_add(SPARE);
        let (probe, of_place) = if words.len() > 1 {
            (probe.max(NARROWED), probe.max(NARROWED_OF_PLACE))
        } else {
            (probe, probe)
        };
        Self {
            words,
            places: None,
            limit: usize::try_from(search.limit).unwrap_or(usize::MAX),
            probe,
            of_place,
            in_addresses: words.len() > 1 || words.iter().any(|word| word.address_word().is_some()),
            known: search.known.iter().copied().collect(),
            seen: search.known.iter().copied().collect(),
            scored: Vec::new(),
            merged: Vec::new(),
            whole: 0,
            begin: 0,
        }
    }

    /// Leaves out whom others have found, and looks for so many fewer.
    pub(crate) fn besides(mut self, others: &Self) -> Self {
        self.seen.extend(others.scored.iter().map(|(_, _, no, _)| *no));
        self.known.extend(others.scored.iter().map(|(_, _, no, _)| *no));
        self.limit = self.limit.saturating_sub(others.scored.len());
        self
    }

    /// Whether as many were found as asked for.
    pub(crate) fn is_full(&self) -> bool {
        self.scored.len() >= self.limit
    }

    /// Follows one lookup, as far as it can still bring something for the page.
    pub(crate) fn look(&mut self, conn: &Connection, lookup: Lookup) -> Result<()> {
        let key = match lookup {
            Lookup::NamePrefix(text) | Lookup::KeyPrefix(text) => text,
            Lookup::NameAnywhere(text) => format!("{LATER}{text}"),
            Lookup::IdTail(digits) => format!("{ID_END}{}", backwards(&digits)),
            Lookup::PhoneTail(digits) => format!("{PHONE_END}{}", backwards(&digits)),
            Lookup::Phone(digits) => {
                let mut statement = conn.prepare_cached(EXACT)?;
                return self.take(statement.query((format!("{PHONE}{digits}"), self.probe))?);
            }
            Lookup::VillagePrefix(text) => {
                if self.begin < self.limit {
                    let mut statement = conn.prepare_cached(VILLAGERS)?;
                    self.take(statement.query((&text, after(&text), self.of_place))?)?;
                }
                return Ok(());
            }
            Lookup::IdFront(digits) => {
                let mut statement = conn.prepare_cached(ID_FRONT)?;
                return self.take(statement.query((&digits, after(&digits), self.of_place))?);
            }
            Lookup::Township(text) => return self.look_in_townships(conn, |names| names.contains(&text)),
            Lookup::AddressWord(text) => return self.look_in_addresses(conn, &text),
            Lookup::PlaceReading(text) => {
                let query = ParsedQuery::parse(&text);
                self.look_in_villages(conn, &query)?;
                return self.look_in_townships(conn, |name| search::reads(&query, name));
            }
        };
        if self.whole < self.limit {
            let mut statement = conn.prepare_cached(EXACT)?;
            self.take(statement.query((&key, self.probe))?)?;
        }
        if self.begin < self.limit {
            let mut statement = conn.prepare_cached(LONGER)?;
            self.take(statement.query((&key, after(&key), self.probe))?)?;
        }
        Ok(())
    }

    /// Those of whose addresses a word begins so. Nothing stands below them but names with gaps.
    fn look_in_addresses(&mut self, conn: &Connection, text: &str) -> Result<()> {
        if self.is_full() {
            return Ok(());
        }
        let begun = search::address_key(text);
        // Of a longer word the keys hold the beginning alone: some candidates do not match.
        let probe = if self.words.len() > 1 {
            self.of_place
        } else if begun.len() < text.len() {
            self.probe.max(NARROWED)
        } else {
            self.probe
        };
        let key = format!("{ADDRESS}{begun}");
        let mut statement = conn.prepare_cached(EXACT)?;
        self.take(statement.query((&key, probe))?)?;
        // 小区1 is not 小区12: no digit follows a digit.
        let digits = if key.ends_with(|c: char| c.is_ascii_digit()) { ":" } else { "" };
        let mut statement = conn.prepare_cached(LONGER)?;
        self.take(statement.query((format!("{key}{digits}"), after(&key), probe))?)
    }

    /// The people of the townships that bear a name for which `answers`.
    fn look_in_townships(&mut self, conn: &Connection, answers: impl Fn(&str) -> bool) -> Result<()> {
        if self.begin >= self.limit {
            return Ok(());
        }
        for code in self.places(conn)?.answering(answers) {
            let mut statement = conn.prepare_cached(OF_TOWNSHIP)?;
            self.take(statement.query((code, self.of_place))?)?;
        }
        Ok(())
    }

    /// The people of the villages whose readings begin as typed.
    fn look_in_villages(&mut self, conn: &Connection, query: &ParsedQuery) -> Result<()> {
        if self.begin >= self.limit {
            return Ok(());
        }
        for (township, village) in places::villages_reading(conn, query)? {
            let mut statement = conn.prepare_cached(OF_VILLAGE)?;
            self.take(statement.query((township, village, self.of_place))?)?;
        }
        Ok(())
    }

    /// Has the names of the townships at hand, for words that may name one.
    pub(crate) fn places(&mut self, conn: &Connection) -> Result<&Places> {
        match &mut self.places {
            Some(places) => Ok(places),
            none => Ok(none.insert(Places::load(conn)?)),
        }
    }

    /// Scores the candidates that rows bring: number, name, village, ID number, phone, township, address.
    pub(crate) fn take(&mut self, mut rows: Rows<'_>) -> Result<()> {
        while let Some(row) = rows.next()? {
            let no = row.get(0)?;
            if self.seen.insert(no) {
                self.score(no, row)?;
            }
        }
        Ok(())
    }

    fn score(&mut self, no: i64, row: &Row<'_>) -> Result<()> {
        let name = columns::borrowed(row, 1)?;
        let candidate = Candidate {
            name,
            village: columns::borrowed(row, 2)?,
            township: match &self.places {
                Some(places) => places.names(columns::borrowed(row, 5)?),
                None => &[],
            },
            address: if self.in_addresses { columns::if_any(row, 6)? } else { None },
            id_number: columns::if_any(row, 3)?,
            phone: columns::if_any(row, 4)?,
        };
        let merged = row.get::<_, Option<i64>>(7)?;
        let score = search::score_all(self.words, &candidate);
        if let (Some(score), Some(into)) = (&score, merged) {
            // Where somebody who was merged lived is no place of whoever that is by now.
            if !matches!(score.by, MatchedBy::Village | MatchedBy::Township | MatchedBy::Address) {
                self.merged.push((score.rank, into));
            }
        } else if let Some(score) = score {
            self.whole += usize::from(score.rank.is_whole());
            self.begin += usize::from(score.rank.begins());
            self.scored.push((Reverse(score.rank), name.to_owned(), no, score));
        }
        Ok(())
    }

    /// Whoever was found by another registration that was merged into it, unless it was found itself.
    fn follow_merged(&mut self, conn: &Connection) -> Result<()> {
        for (rank, into) in std::mem::take(&mut self.merged) {
            let root = shared::root(conn, into)?;
            if !self.known.contains(&root) && !self.scored.iter().any(|(_, _, no, _)| *no == root) {
                let (_, name) = shared::named(conn, root)?;
                let score = Score { rank, marks: Vec::new(), by: MatchedBy::Merged };
                self.scored.push((Reverse(rank), name, root, score));
            }
        }
        Ok(())
    }

    /// The best of what was found, as rows.
    pub(crate) fn hits(
        mut self,
        conn: &Connection,
        round: Option<&Round>,
        today: NaiveDate,
    ) -> Result<Vec<Hit>> {
        self.follow_merged(conn)?;
        self.scored.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
        self.scored.truncate(self.limit);
        let nos: Vec<i64> = self.scored.iter().map(|(_, _, no, _)| *no).collect();
        let mut hits = Vec::with_capacity(nos.len());
        let mut scores = self.scored.into_iter().map(|(_, _, _, score)| score);
        row::each(conn, nos, round, today, |row| {
            if let Some(score) = scores.next() {
                hits.push(Hit { row, marks: score.marks, by: score.by });
            }
        })?;
        Ok(hits)
    }
}

/// The first text behind everything that begins with `prefix`, as SQLite compares: by byte.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
