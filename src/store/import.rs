//! Rosters into the register: each row compared, all of them in one transaction or none.
//!
//! A cell that is empty erases nothing, and a roster adds categories and groups but takes none away:
//! rosters are partial, and a person must not drop out of a round because one list is silent.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction};

use super::bulk::{Bulk, Roomy};
use super::enrol::{self, Keys, Newcomer, filled};
use super::matching::{self, Found};
use super::{Result, Store, audit, names, recipients, rounds, rows, standing};
use crate::domain::due::{self, Facts, Standing};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::op::Ctx;
use crate::domain::pinyin::Readings;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Life, Residence};
use crate::domain::roster::{Column, Fault, RosterEntry, Written};
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::domain::trouble::Trouble;

/// Most villages whose numbers are remembered: more than any banner has.
const VILLAGES_MAX: usize = 10_000;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFate {
    /// It adds a recipient.
    New,
    /// It changes one.
    Changed,
    /// It changes nothing.
    Unchanged,
    /// It is refused, for these columns and reasons.
    Refused(Vec<(Column, Fault)>),
}

/// How an import ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Write it.
    Keep,
    /// Leave no trace: a dry run, a refused row, or the person stopped it.
    Drop,
}

/// An import under way: rows go in one by one, within one transaction.
pub struct Importer<'a> {
    tx: &'a Transaction<'a>,
    ctx: &'a Ctx,
    townships: HashMap<String, TownshipCode>,
    categories: HashMap<String, CleanText>,
    groups: HashMap<String, CleanText>,
    rounds: Vec<Round>,
    /// The row that each recipient was met in, by local number; 0 for none. Four bytes for each, since
    /// a roster may hold a million.
    seen: Vec<u32>,
    villages: HashMap<(TownshipCode, CleanText), i64>,
    /// Recipients before the import.
    before: u64,
    new: u64,
    bulk: Option<Bulk>,
    mint: &'a dyn Fn() -> RecipientId,
}

impl Store {
    /// Runs an import: `feed` puts every row in and says how it ends.
    ///
    /// # Errors
    /// What `feed` brings, or storage troubles; nothing was written.
    pub fn import<T, E: From<Trouble>>(
        &mut self,
        source: &CleanText,
        ctx: &Ctx,
        mint: &dyn Fn() -> RecipientId,
        feed: impl FnOnce(&mut Importer<'_>) -> std::result::Result<(T, Ending), E>,
    ) -> std::result::Result<T, E> {
        let _roomy = Roomy::new(&self.conn)?;
        let (_turn, tx) = self.begin()?;
        let mut importer = Importer::new(&tx, ctx, mint)?;
        let (out, ending) = feed(&mut importer)?;
        let bulk = importer.bulk.take();
        drop(importer);
        match ending {
            Ending::Keep => {
                if let Some(bulk) = bulk {
                    bulk.end(&tx)?;
                }
                audit::line(&tx, ctx, "import", source, None, None)?;
                tx.commit().map_err(super::trouble::of_commit)?;
            }
            Ending::Drop => tx.rollback().map_err(Trouble::from)?,
        }
        Ok(out)
    }
}

impl<'a> Importer<'a> {
    fn new(tx: &'a Transaction<'a>, ctx: &'a Ctx, mint: &'a dyn Fn() -> RecipientId) -> Result<Self> {
        let codes = rounds::codes(tx)?;
        Ok(Self {
            tx,
            ctx,
            townships: labels(tx, "SELECT name, code FROM township UNION SELECT alias, township FROM township_alias")?
                .into_iter()
                .map(|(name, code)| (name, TownshipCode(code)))
                .collect(),
            categories: texts(labels(
                tx,
                "SELECT name, name FROM category
                 UNION SELECT a.alias, c.name FROM category_alias AS a JOIN category AS c ON c.no = a.category",
            )?),
            groups: texts(labels(tx, "SELECT name, name FROM visit_group")?),
            rounds: codes.into_iter().map(|code| rounds::load(tx, code)).collect::<Result<_>>()?,
            seen: Vec::new(),
            villages: HashMap::new(),
            before: tx.query_row("SELECT coalesce(max(no), 0) FROM recipient", [], |row| row.get(0))?,
            new: 0,
            bulk: None,
            mint,
        })
    }

    /// Compares a row with the register and puts it in.
    ///
    /// # Errors
    /// Storage troubles only; a refused row is a fate, not an error.
    pub fn row(&mut self, entry: &RosterEntry) -> Result<RowFate> {
        let place = match self.place(&entry.township, &entry.categories, &entry.groups) {
            Ok(place) => place,
            Err(faults) => return Ok(RowFate::Refused(faults)),
        };
        match matching::find(self.tx, entry, &place.township)? {
            Found::Several => Ok(RowFate::Refused(vec![(Column::Name, Fault::AmbiguousPerson)])),
            Found::Nobody => {
                let no = self.add(entry, &place)?;
                self.see(no, entry.row);
                self.new += 1;
                if self.bulk.is_none() && Bulk::pays(self.new, self.before) {
                    self.bulk = Some(Bulk::begin(self.tx)?);
                }
                Ok(RowFate::New)
            }
            Found::One { no, by_id } => {
                if let Some(row) = self.seen_in(no) {
                    let fault = if by_id { Fault::DuplicateId(row) } else { Fault::DuplicatePerson(row) };
                    let column = if by_id { Column::IdNumber } else { Column::Name };
                    return Ok(RowFate::Refused(vec![(column, fault)]));
                }
                self.see(no, entry.row);
                let changed = self.change(no, entry, &place)?;
                Ok(if changed { RowFate::Changed } else { RowFate::Unchanged })
            }
        }
    }

    /// What the register does not know of a row that was refused before it came here.
    pub fn unknown(&self, row: &Written) -> Vec<(Column, Fault)> {
        self.place(&row.township, &row.categories, &row.groups).err().unwrap_or_default()
    }

    /// The row in which a recipient was met before.
    fn seen_in(&self, no: i64) -> Option<u64> {
        let row = usize::try_from(no).ok().and_then(|no| self.seen.get(no))?;
        Some(u64::from(*row)).filter(|row| *row > 0)
    }

    fn see(&mut self, no: i64, row: u64) {
        let Ok(no) = usize::try_from(no) else { return };
        if self.seen.len() <= no {
            self.seen.resize(no + 1, 0);
        }
        self.seen[no] = u32::try_from(row).unwrap_or(u32::MAX);
    }

    /// Puts place and labels of a row into the register's words.
    fn place(
        &self,
        written: &CleanText,
        categories: &[CleanText],
        groups: &[CleanText],
    ) -> std::result::Result<Place, Vec<(Column, Fault)>> {
        let mut faults = Vec::new();
        let township = self.township(written);
        if township.is_none() {
            faults.push((
                Column::Township,
                if written.is_empty() { Fault::NoTownship } else { Fault::UnknownTownship(written.clone()) },
            ));
        }
        let mut known = |labels: &[CleanText],
                         table: &HashMap<String, CleanText>,
                         column,
                         fault: fn(CleanText) -> Fault| {
            let mut found: Vec<CleanText> = Vec::new();
            for label in labels {
                match table.get(&plain(label)) {
                    Some(name) if found.contains(name) => {}
                    Some(name) => found.push(name.clone()),
                    None => faults.push((column, fault(label.clone()))),
                }
            }
            found
        };
        let categories = known(categories, &self.categories, Column::Categories, Fault::UnknownCategory);
        let groups = known(groups, &self.groups, Column::Groups, Fault::UnknownGroup);
        match township {
            Some(township) if faults.is_empty() => Ok(Place { township, categories, groups }),
            Some(_) | None => Err(faults),
        }
    }

    /// A township by any of its spellings, with or without the county before it.
    fn township(&self, written: &CleanText) -> Option<TownshipCode> {
        let name = plain(written);
        let short = name.rsplit(['旗', '县', '市']).next().unwrap_or_default();
        self.townships.get(&name).or_else(|| self.townships.get(short)).cloned()
    }

    fn add(&mut self, entry: &RosterEntry, place: &Place) -> Result<i64> {
        let groups = held(&place.groups);
        let village = self.village(entry, &place.township)?;
        let keys = match &mut self.bulk {
            Some(bulk) => {
                bulk.count(entry.kind, &place.township, village);
                Keys::Staged
            }
            None => Keys::Indexed,
        };
        let no = enrol::add(
            self.tx,
            &Newcomer {
                id: (self.mint)(),
                kind: entry.kind,
                name: &entry.name,
                sex: entry.sex,
                birth: entry.birth,
                id_number: entry.id_number.as_ref(),
                phone: entry.phone.as_ref(),
                card: entry.card.as_ref(),
                township: &place.township,
                village,
                address: entry.address.as_ref(),
                note: entry.note.as_ref(),
                groups: &groups,
                categories: &held(&place.categories),
            },
            keys,
        )?;
        self.stand(no, &groups)?;
        Ok(no)
    }

    /// A newcomer has no past: due follows from the groups alone.
    fn stand(&self, no: i64, groups: &[Held]) -> Result<()> {
        if groups.is_empty() {
            return Ok(());
        }
        let facts = Facts {
            groups,
            life: Life::Alive,
            residence: Residence::Here,
            last_call: None,
            live_cash: 0,
            live_goods: 0,
        };
        for round in &self.rounds {
            let verdict = due::standing(&facts, round);
            if verdict.standing != Standing::NotEligible {
                standing::store(self.tx, no, round, &verdict)?;
            }
        }
        Ok(())
    }

    fn village(&mut self, entry: &RosterEntry, township: &TownshipCode) -> Result<i64> {
        let place = (township.clone(), entry.village.clone().unwrap_or_default());
        if let Some(no) = self.villages.get(&place) {
            return Ok(*no);
        }
        let no = names::village_no(self.tx, township, &place.1)?;
        if self.villages.len() < VILLAGES_MAX {
            self.villages.insert(place, no);
        }
        Ok(no)
    }

    /// Puts what a row tells into a recipient that exists; says whether anything changed.
    fn change(&mut self, no: i64, entry: &RosterEntry, place: &Place) -> Result<bool> {
        let before = recipients::facts(self.tx, no)?;
        let sought = enrol::sought(self.tx, no)?;
        let mut changed = 0;
        for (column, value) in [
            ("name", Some(entry.name.as_str())),
            ("sex", entry.sex.map(rows::sex_code)),
            ("id_number", entry.id_number.as_ref().map(IdNumber::as_str)),
            ("id_key", entry.id_number.as_ref().map(IdNumber::key).as_deref()),
            ("birth", entry.birth.map(|day| day.to_string()).as_deref()),
            ("phone", filled(entry.phone.as_ref())),
            ("card", filled(entry.card.as_ref())),
            ("address", filled(entry.address.as_ref())),
            ("note", filled(entry.note.as_ref())),
            ("township", Some(place.township.0.as_str())),
        ] {
            if value.is_some() {
                let sql = format!("UPDATE recipient SET {column} = ?2 WHERE no = ?1 AND {column} IS NOT ?2");
                changed += self.tx.prepare_cached(&sql)?.execute((no, value))?;
            }
        }
        // A village belongs to its township: when only the township changes, the village is unknown.
        let moved: bool = self
            .tx
            .prepare_cached(
                "SELECT v.township IS NOT r.township FROM recipient AS r JOIN village AS v ON v.no = r.village
                 WHERE r.no = ?1",
            )?
            .query_row([no], |row| row.get(0))?;
        if moved || entry.village.is_some() {
            let village = self.village(entry, &place.township)?;
            changed += self
                .tx
                .prepare_cached("UPDATE recipient SET village = ?2 WHERE no = ?1 AND village IS NOT ?2")?
                .execute((no, village))?;
        }
        changed += self.join(no, "group_held", "visit_group", &place.groups)?;
        changed += self.join(no, "category_held", "category", &place.categories)?;
        if changed == 0 {
            return Ok(false);
        }
        let name: String =
            self.tx.query_row("SELECT name FROM recipient WHERE no = ?1", [no], |row| row.get(0))?;
        self.tx
            .prepare_cached("UPDATE recipient SET pinyin = ?2, rev = rev + 1 WHERE no = ?1")?
            .execute((no, Readings::of(&name).main_full()))?;
        enrol::rekey(self.tx, no, &sought)?;
        standing::refresh(self.tx, no)?;
        let id: String =
            self.tx.query_row("SELECT id FROM recipient WHERE no = ?1", [no], |row| row.get(0))?;
        audit::line(self.tx, self.ctx, "import", &id, Some(&before), Some(&recipients::facts(self.tx, no)?))?;
        Ok(true)
    }

    /// Adds labels that are not held today; returns how many.
    fn join(&self, no: i64, table: &str, column: &str, labels: &[CleanText]) -> Result<usize> {
        let mut added = 0;
        for label in labels {
            let holds: Option<i64> = self
                .tx
                .prepare_cached(&format!(
                    "SELECT 1 FROM {table} AS h JOIN {column} AS l ON l.no = h.{column}
                     WHERE h.recipient = ?1 AND l.name = ?2
                       AND coalesce(h.held_from, ?3) <= ?3 AND coalesce(h.held_to, ?3) >= ?3 LIMIT 1"
                ))?
                .query_row((no, label.as_str(), self.ctx.today), |row| row.get(0))
                .optional()?;
            if holds.is_none() {
                added += self
                    .tx
                    .prepare_cached(&format!(
                        "INSERT INTO {table} (recipient, {column}) SELECT ?1, no FROM {column} WHERE name = ?2"
                    ))?
                    .execute((no, label.as_str()))?;
            }
        }
        Ok(added)
    }
}

/// A row's place and labels in the register's words.
struct Place {
    township: TownshipCode,
    categories: Vec<CleanText>,
    groups: Vec<CleanText>,
}

fn held(labels: &[CleanText]) -> Vec<Held> {
    labels.iter().map(|label| Held { label: label.clone(), from: None, until: None }).collect()
}

/// A label without blanks and brackets' width, as tables are keyed.
fn plain(text: &str) -> String {
    crate::domain::text::fold_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn labels(tx: &Transaction<'_>, sql: &str) -> Result<Vec<(String, String)>> {
    let mut statement = tx.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((plain(&row.get::<_, String>(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn texts(labels: Vec<(String, String)>) -> HashMap<String, CleanText> {
    labels.into_iter().map(|(key, name)| (key, names::text(&name))).collect()
}
