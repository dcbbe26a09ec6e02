//! A dry run: rows are judged as an import judges them, but what they would write goes into temporary
//! tables of this connection, so that nobody who writes waits for it, however long it takes.
//!
//! The tables bear the names of the register's, and so stand before them in every statement of the import.
//! A recipient that a row means is copied there first; the register itself is only read, as it was when
//! the dry run began.

use rusqlite::{OptionalExtension, Transaction};

use crate::domain::idcard::IdNumber;
use crate::domain::place::TownshipCode;
use crate::domain::roster::RosterEntry;
use crate::store::codec;
use crate::store::columns::non_empty;
use crate::store::file::error::Result;
use crate::store::import::id_index::{IdHashIndex, ImportLookup};
use crate::store::import::matching::{self, Found, MatchedBy, NumberMatch, Statements};
use crate::store::import::merged;
use crate::store::import::namesakes::Namesakes;

/// What rows are told apart by, and what they may change.
const TABLES: &str = "
    CREATE TEMP TABLE recipient (local_id INTEGER PRIMARY KEY, kind, name, sex, birth, id_number, id_key, phone, card,
                                 township, village, address, note, household);
    CREATE TEMP TABLE village (local_id INTEGER PRIMARY KEY, township, name, UNIQUE (township, name));
    INSERT INTO temp.village (local_id, township, name) SELECT local_id, township, name FROM main.village;";
const NUMBERS: &str = "CREATE INDEX temp.recipient_id_key ON recipient (id_key)";
const NAMES: [&str; 2] = [
    "CREATE INDEX temp.recipient_name ON recipient (name, township)",
    "CREATE INDEX temp.recipient_unnumbered ON recipient (name, township) WHERE id_key IS NULL",
];

/// Over the copies of a dry run, and over the register itself without those who were copied.
const NAMESAKES_HERE_AND_THERE: Statements = Statements {
    everybody: &[matching::NAMESAKES, NAMESAKES],
    unnumbered: &[matching::UNNUMBERED, UNNUMBERED],
};
/// The same while nobody without an ID number was copied: there are no names here.
const NAMESAKES_THERE: Statements = Statements { everybody: &[NAMESAKES], unnumbered: &[UNNUMBERED] };

/// As [`matching::NAMESAKES`], of the register itself, without those who were copied.
pub(crate) const NAMESAKES: &str =
    "SELECT r.local_id, r.birth, v.name, r.id_key IS NOT NULL FROM main.recipient AS r
     INDEXED BY recipient_name JOIN main.village AS v ON v.local_id = r.village
     WHERE r.name = ?1 AND r.township = ?2 AND r.kind = ?3
       AND NOT EXISTS (SELECT 1 FROM temp.recipient AS t WHERE t.local_id = r.local_id)";

/// As [`NAMESAKES`], only those whose ID number is not known.
pub(crate) const UNNUMBERED: &str = "SELECT r.local_id, r.birth, v.name, 0 FROM main.recipient AS r
     INDEXED BY recipient_unnumbered JOIN main.village AS v ON v.local_id = r.village
     WHERE r.name = ?1 AND r.township = ?2 AND r.kind = ?3 AND r.id_key IS NULL
       AND NOT EXISTS (SELECT 1 FROM temp.recipient AS t WHERE t.local_id = r.local_id)";

/// A dry run under way.
pub(crate) struct DryRun {
    lookup: ImportLookup,
    /// The last number that was given, in the register or here.
    last: i64,
}

impl DryRun {
    /// Begins over a register whose last recipient has the number `last`.
    pub(crate) fn begin(tx: &Transaction<'_>, last: i64) -> Result<Self> {
        tx.execute_batch(TABLES)?;
        let names = NAMES.map(str::to_owned).to_vec();
        Ok(Self { lookup: ImportLookup::new(Some(IdHashIndex::default()), NUMBERS.to_owned(), names), last })
    }

    /// Whom a row means, here or in the register.
    pub(crate) fn find(
        &mut self,
        tx: &Transaction<'_>,
        namesakes: &mut Namesakes,
        entry: &RosterEntry,
        township: &TownshipCode,
        merged: bool,
    ) -> Result<Found> {
        let id_key = entry.id_number.as_ref().map(IdNumber::key);
        if let Some(id_key) = &id_key {
            let here = self.lookup.by_id(tx, id_key)?;
            let found = match here {
                Some(found) if found.exact => here,
                Some(_) | None => {
                    Self::by_id_there(tx, id_key)?.filter(|there| there.exact || here.is_none()).or(here)
                }
            };
            if let Some(found) = found {
                let found = if merged {
                    merged::by_id(tx, found)?
                } else {
                    Found::One { no: found.no, by: MatchedBy::number(found), through: None }
                };
                self.copy_found(tx, &found)?;
                return Ok(found);
            }
        }
        if id_key.is_none() {
            self.lookup.need_names(tx)?;
        }
        let from = if self.lookup.all_numbered() { &NAMESAKES_THERE } else { &NAMESAKES_HERE_AND_THERE };
        let alike = namesakes.alike(tx, from, entry, township)?;
        let found = if merged { merged::alike(tx, entry, &alike)? } else { matching::one_or_several(&alike) };
        self.copy_found(tx, &found)?;
        Ok(found)
    }

    /// Copies the recipient that a row means, unless it is here already.
    fn copy_found(&mut self, tx: &Transaction<'_>, found: &Found) -> Result<()> {
        match found {
            Found::One { no, .. } if !is_copied(tx, *no)? => self.copy(tx, *no),
            Found::One { .. } | Found::Nobody | Found::Several => Ok(()),
        }
    }

    /// From now on names matter.
    pub(crate) fn need_names(&mut self, tx: &Transaction<'_>) -> Result<()> {
        self.lookup.need_names(tx)
    }

    fn by_id_there(tx: &Transaction<'_>, id_key: &str) -> Result<Option<NumberMatch>> {
        Ok(tx
            .prepare_cached(
                "SELECT local_id, id_key = ?1 FROM main.recipient AS r WHERE id_key >= ?2 AND id_key <= ?2 || 'X'
                   AND NOT EXISTS (SELECT 1 FROM temp.recipient AS t WHERE t.local_id = r.local_id)
                 ORDER BY id_key = ?1 DESC LIMIT 1",
            )?
            .query_row((id_key, matching::body(id_key)), matching::number_match)
            .optional()?)
    }

    fn copy(&mut self, tx: &Transaction<'_>, no: i64) -> Result<()> {
        let id_key: Option<String> = tx
            .prepare_cached(
                "INSERT INTO temp.recipient SELECT local_id, kind, name, sex, birth, id_number, id_key, phone, card,
                   township, village, address, note, household FROM main.recipient WHERE local_id = ?1 RETURNING id_key",
            )?
            .query_row([no], |row| row.get(0))?;
        self.learn(tx, id_key.as_deref(), no)
    }

    /// Adds a newcomer: what later rows may take it for. Answers its number.
    pub(crate) fn add(
        &mut self,
        tx: &Transaction<'_>,
        entry: &RosterEntry,
        township: &TownshipCode,
        village: i64,
    ) -> Result<i64> {
        self.last += 1;
        let id_key = entry.id_number.as_ref().map(IdNumber::key);
        tx.prepare_cached(
            "INSERT INTO temp.recipient (local_id, kind, name, birth, id_key, township, village, sex, phone, card,
               address, note, household)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute((
            self.last,
            codec::kind_code(entry.kind),
            entry.name.as_str(),
            entry.birth,
            &id_key,
            &township.0,
            village,
            entry.sex.map(codec::sex_code),
            non_empty(entry.phone.as_ref()),
            non_empty(entry.card.as_ref()),
            non_empty(entry.address.as_ref()),
            non_empty(entry.whole_note()),
            entry.household.map(codec::household_code),
        ))?;
        self.learn(tx, id_key.as_deref(), self.last)?;
        Ok(self.last)
    }

    /// Learns by what number a recipient is known from now on.
    pub(crate) fn learn(&mut self, tx: &Transaction<'_>, id_key: Option<&str>, no: i64) -> Result<()> {
        match id_key {
            Some(id_key) => self.lookup.learn(tx, id_key, no),
            None => self.lookup.need_names(tx),
        }
    }
}

fn is_copied(tx: &Transaction<'_>, no: i64) -> Result<bool> {
    let mut statement =
        tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM temp.recipient WHERE local_id = ?1)")?;
    Ok(statement.query_row([no], |row| row.get(0))?)
}
