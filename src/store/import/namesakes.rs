//! Many people of one name in one township, kept by birth date and village while an import runs: to compare every row
//! with every namesake would take minutes where a roster repeats one name twenty thousand times.
//!
//! Only names that are crowded are kept, and from then on by what rows add and change; all others are asked of the
//! register.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Transaction};

use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::domain::roster::RosterEntry;
use crate::domain::text::dotted_otherwise;
use crate::store::file::error::Result;
use crate::store::import::matching::{Statements, alike, nothing_tells_apart};
use crate::store::{codec, columns};

/// Namesakes that are read for a row, at most; a name that has more is crowded.
const CROWD: usize = 64;
/// Of those who answer to a row it is told that they are several.
const SEVERAL: usize = 2;

/// The crowded names.
#[derive(Default)]
pub(crate) struct Namesakes {
    crowds: HashMap<Key, Crowd>,
    /// Whether nothing tells somebody from the row that was asked about last.
    untold: bool,
}

/// A name in a township.
type Key = (String, String, Kind);

/// A recipient's name in a township, birth date, village, and whether the ID number is known.
type Facts = (Key, Option<NaiveDate>, String, bool);

/// Those of a name in a township.
#[derive(Default)]
struct Crowd {
    members: HashMap<i64, Member>,
    villages: HashMap<String, u32>,
    /// By birth date, of those who have one.
    born: HashMap<(NaiveDate, bool), BTreeSet<i64>>,
    /// By village, of those who have no birth date.
    undated: HashMap<(u32, bool), BTreeSet<i64>>,
    /// By village, everybody.
    living: HashMap<(u32, bool), BTreeSet<i64>>,
}

/// What namesakes are told apart by.
#[derive(Clone, Copy)]
struct Member {
    birth: Option<NaiveDate>,
    village: u32,
    /// Whether the ID number is known.
    numbered: bool,
}

impl Namesakes {
    /// Up to two of the recipients whom a row without a known ID number may mean.
    pub(crate) fn alike(
        &mut self,
        tx: &Transaction<'_>,
        from: &Statements,
        entry: &RosterEntry,
        township: &TownshipCode,
    ) -> Result<Vec<i64>> {
        self.untold = false;
        let same = self.of_name(tx, from, entry, (&entry.name, township))?;
        if !same.is_empty() || entry.id_number.is_some() || entry.kind == Kind::Unit {
            return Ok(same);
        }
        // 巴图孟克 is 巴图·孟克: nothing but the name tells such a row from a newcomer.
        for spelling in dotted_otherwise(&entry.name) {
            let same = self.of_name(tx, from, entry, (&spelling, township))?;
            if !same.is_empty() {
                return Ok(same);
            }
        }
        Ok(Vec::new())
    }

    /// Whether nothing tells the newcomer of the last row from somebody of the same name and township, once.
    pub(crate) fn take_untold(&mut self) -> bool {
        std::mem::take(&mut self.untold)
    }

    /// As [`Namesakes::alike`], of those who are written so.
    fn of_name(
        &mut self,
        tx: &Transaction<'_>,
        from: &Statements,
        entry: &RosterEntry,
        (name, township): (&str, &TownshipCode),
    ) -> Result<Vec<i64>> {
        let key = (name.to_owned(), township.0.clone(), entry.kind);
        if let Some(crowd) = self.crowds.get(&key) {
            self.untold |= crowd.is_untold(entry);
            return Ok(crowd.alike(entry));
        }
        let mut same = Vec::new();
        let mut read = 0;
        for sql in from.of(entry) {
            let mut statement = tx.prepare_cached(sql)?;
            let mut rows = statement.query((&key.0, &key.1, codec::kind_code(key.2)))?;
            while read < CROWD
                && let Some(row) = rows.next()?
            {
                read += 1;
                let village = entry.village.as_deref().unwrap_or_default();
                let (birth, lives) = (row.get(1)?, columns::borrowed(row, 2)?);
                if alike(entry.birth, village, birth, lives) {
                    same.push(row.get(0)?);
                }
                self.untold |= nothing_tells_apart(entry.birth, village, birth, lives);
            }
        }
        if read < CROWD {
            same.truncate(SEVERAL);
            return Ok(same);
        }
        let crowd = Crowd::read(tx, from, &key)?;
        let same = crowd.alike(entry);
        self.untold |= crowd.is_untold(entry);
        self.crowds.insert(key, crowd);
        Ok(same)
    }

    /// A recipient is about to change: it is taken out of its crowd.
    pub(crate) fn leave(&mut self, tx: &Transaction<'_>, no: i64) -> Result<()> {
        if let Some((key, ..)) = self.facts(tx, no)?
            && let Some(crowd) = self.crowds.get_mut(&key)
        {
            crowd.remove(no);
        }
        Ok(())
    }

    /// A recipient is new or has changed: it is put into its crowd, if there is one.
    pub(crate) fn join(&mut self, tx: &Transaction<'_>, no: i64) -> Result<()> {
        if let Some((key, birth, village, numbered)) = self.facts(tx, no)?
            && let Some(crowd) = self.crowds.get_mut(&key)
        {
            crowd.insert(no, birth, &village, numbered);
        }
        Ok(())
    }

    /// What a recipient is told apart by; nothing where no name is crowded.
    fn facts(&self, tx: &Transaction<'_>, no: i64) -> Result<Option<Facts>> {
        if self.crowds.is_empty() {
            return Ok(None);
        }
        let mut statement = tx.prepare_cached(
            "SELECT r.name, r.township, r.kind, r.birth, v.name, r.id_key IS NOT NULL
             FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        )?;
        let facts = statement.query_row([no], |row| {
            let key = (row.get(0)?, row.get(1)?, codec::kind(&row.get::<_, String>(2)?));
            Ok((key, row.get(3)?, row.get(4)?, row.get(5)?))
        });
        Ok(facts.optional()?)
    }
}

impl Crowd {
    fn read(tx: &Transaction<'_>, from: &Statements, key: &Key) -> Result<Self> {
        let mut crowd = Self::default();
        for sql in from.everybody {
            let mut statement = tx.prepare_cached(sql)?;
            let mut rows = statement.query((&key.0, &key.1, codec::kind_code(key.2)))?;
            while let Some(row) = rows.next()? {
                crowd.insert(row.get(0)?, row.get(1)?, columns::borrowed(row, 2)?, row.get(3)?);
            }
        }
        Ok(crowd)
    }

    fn alike(&self, entry: &RosterEntry) -> Vec<i64> {
        // Two different ID numbers are two people, however alike the rest.
        let numbered: &[bool] = if entry.id_number.is_some() { &[false] } else { &[false, true] };
        let village = self.villages.get(entry.village.as_deref().unwrap_or_default());
        let mut same = Vec::new();
        for &numbered in numbered {
            let born = entry.birth.and_then(|birth| self.born.get(&(birth, numbered)));
            let table = if entry.birth.is_some() { &self.undated } else { &self.living };
            let neighbours = village.and_then(|village| table.get(&(*village, numbered)));
            same.extend(born.into_iter().chain(neighbours).flat_map(|found| found.iter().take(SEVERAL)));
        }
        same.truncate(SEVERAL);
        same
    }

    /// Whether somebody is among them from whom nothing tells the row, as [`nothing_tells_apart`] says of two.
    fn is_untold(&self, entry: &RosterEntry) -> bool {
        let table = if entry.birth.is_some() { &self.undated } else { &self.living };
        let unplaced = self.villages.get("");
        let anywhere = entry.village.as_deref().unwrap_or_default().is_empty();
        table.iter().any(|((village, numbered), found)| {
            (anywhere || Some(village) == unplaced)
                && !(*numbered && entry.id_number.is_some())
                && !found.is_empty()
        })
    }

    fn insert(&mut self, no: i64, birth: Option<NaiveDate>, village: &str, numbered: bool) {
        let next = u32::try_from(self.villages.len()).unwrap_or(u32::MAX);
        let village = match self.villages.get(village) {
            Some(known) => *known,
            None => *self.villages.entry(village.to_owned()).or_insert(next),
        };
        self.members.insert(no, Member { birth, village, numbered });
        self.living.entry((village, numbered)).or_default().insert(no);
        match birth {
            Some(birth) => self.born.entry((birth, numbered)).or_default().insert(no),
            None => self.undated.entry((village, numbered)).or_default().insert(no),
        };
    }

    fn remove(&mut self, no: i64) {
        let Some(Member { birth, village, numbered }) = self.members.remove(&no) else { return };
        let places = [
            self.living.get_mut(&(village, numbered)),
            self.undated.get_mut(&(village, numbered)),
            birth.and_then(|birth| self.born.get_mut(&(birth, numbered))),
        ];
        for place in places.into_iter().flatten() {
            place.remove(&no);
        }
    }
}
