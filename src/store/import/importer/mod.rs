//! Rosters into the register: each row compared, all of them in one transaction or none.
//!
//! A cell that is empty erases nothing, and a roster adds categories and groups but takes none away:
//! rosters are partial, and a person must not drop out of a round because one list is silent.

mod deaths;
mod joined;
mod known;
mod missing;
mod odd;
mod told;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use rusqlite::Transaction;

use crate::domain::due::{self, Facts};
use crate::domain::group_rule::by_rule;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Kind, Life, Membership, Residence};
use crate::domain::roster::{Column, Fault, RosterEntry, Written};
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::import::bulk::Bulk;
use crate::store::import::dry_run::DryRun;
use crate::store::import::lookalikes::Lookalikes;
use crate::store::import::matching::{self, Found, MatchedBy};
use crate::store::import::merged;
use crate::store::import::missing::RosterScope;
use crate::store::import::namesakes::Namesakes;
use crate::store::import::phones::Phones;
use crate::store::import::renaming::Renaming;
use crate::store::import::vocabulary::{LabelResolver, ResolvedPlace};
use crate::store::progress::ProgressMonitor;
use crate::store::recipients::insert::{self, NewRecipient};
use crate::store::recipients::membership::Origin;
use crate::store::recipients::rules::{self, Rules};
use crate::store::recipients::status;
use crate::store::search::keys::SearchKeys;
use crate::store::standing::index::{self, ListPosition};
use crate::store::standing::shared;
use crate::store::standing::tally::TallyDelta;
use crate::store::{labels, rounds};

/// Most villages whose numbers are remembered: more than any banner has.
const VILLAGES_MAX: usize = 10_000;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFate {
    /// It adds a recipient.
    New,
    /// It changes one.
    Changed,
    /// It changes one, the name too.
    Renamed,
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
    /// Leave no trace: a dry run, a refused row, or the user stopped it.
    Drop,
}

/// An import under way: rows go in one by one, within one transaction.
pub struct Importer<'a> {
    tx: &'a Transaction<'a>,
    path: PathBuf,
    words: LabelResolver,
    rounds: Vec<Round>,
    /// The row that each recipient was met in, by local number; 0 for none. Four bytes for each, since
    /// a roster may hold a million.
    seen: Vec<u32>,
    /// The categories and groups that it was met with, as bits, and which bit stands for which.
    seen_labels: Vec<u32>,
    labels: Vec<(bool, CleanText)>,
    villages: HashMap<TownshipCode, HashMap<CleanText, i64>>,
    /// The last recipient before the import.
    before: i64,
    new: u64,
    bulk: Option<Bulk>,
    /// What newcomers add to the counts.
    tally: TallyDelta,
    /// In a dry run.
    dry_run: Option<DryRun>,
    namesakes: Namesakes,
    /// What the roster is about, and whom it names.
    scope: RosterScope,
    renaming: Renaming,
    lookalikes: Lookalikes,
    phones: Phones,
    /// The names of the units, folded.
    units: HashSet<String>,
    /// What is told of the last row.
    last: told::LastRow,
    /// Rows of which it was told what they would change.
    compared: usize,
    /// Whether any two were ever merged.
    merged: bool,
    /// The groups by rule, if there are any.
    rules: Option<Rules>,
    /// What newcomers and memberships are entered under.
    origin: Origin<'a>,
    mint: &'a dyn Fn() -> RecipientId,
}

pub(crate) fn last_recipient(tx: &Transaction<'_>) -> Result<i64> {
    Ok(tx.query_row("SELECT coalesce(max(local_id), 0) FROM recipient", [], |row| row.get(0))?)
}

impl<'a> Importer<'a> {
    pub(crate) fn new(
        tx: &'a Transaction<'a>,
        path: PathBuf,
        origin: Origin<'a>,
        mint: &'a dyn Fn() -> RecipientId,
        dry_run: Option<DryRun>,
        rename: bool,
    ) -> Result<Self> {
        Ok(Self {
            tx,
            path,
            words: LabelResolver::load(tx)?,
            rounds: rounds::unsettled(tx)?,
            seen: Vec::new(),
            seen_labels: Vec::new(),
            labels: Vec::new(),
            villages: HashMap::new(),
            before: last_recipient(tx)?,
            new: 0,
            bulk: None,
            tally: TallyDelta::default(),
            dry_run,
            namesakes: Namesakes::default(),
            scope: RosterScope::default(),
            renaming: Renaming::new(rename),
            lookalikes: Lookalikes::default(),
            phones: Phones::default(),
            units: odd::units(tx)?,
            last: told::LastRow::default(),
            compared: 0,
            merged: shared::any(tx)?,
            rules: rules::load(tx)?,
            origin,
            mint,
        })
    }

    /// Puts up the counts and what a large import took down, once every row is in.
    pub(crate) fn end(self, monitor: &ProgressMonitor) -> Result<()> {
        self.tally.apply(self.tx)?;
        self.bulk.map_or(Ok(()), |bulk| bulk.end(self.tx, monitor))
    }

    /// Compares a row with the register and puts it in.
    ///
    /// # Errors
    /// Storage troubles only; a refused row is a fate, not an error.
    pub fn row(&mut self, entry: &RosterEntry) -> Result<RowFate> {
        self.row_with(entry, &SearchKeys::of_entry(entry))
    }

    /// As [`Importer::row`], with what was derived from the row elsewhere.
    ///
    /// # Errors
    /// As [`Importer::row`].
    pub fn row_with(&mut self, entry: &RosterEntry, derived: &SearchKeys) -> Result<RowFate> {
        self.last.known = None;
        let place = match self.words.place(entry.kind, &entry.township, &entry.categories, &entry.groups) {
            Ok(place) => place,
            Err(faults) => return Ok(RowFate::Refused(faults)),
        };
        self.scope.note(entry.kind, &place);
        match self.find(entry, &place.township)? {
            Found::Several => Ok(RowFate::Refused(vec![(Column::Name, Fault::AmbiguousPerson)])),
            Found::Nobody => {
                if let Some(faults) = self.judge_newcomer(entry) {
                    return Ok(RowFate::Refused(faults));
                }
                let asks = self.dry_run.is_some();
                let resembles = self.lookalikes.find(self.tx, entry, &place.township, asks)?;
                self.last.resembles = resembles.or_namesake(self.namesakes.take_untold());
                let no = self.add(entry, derived, &place)?;
                self.odd_newcomer(entry)?;
                self.namesakes.join(self.tx, no)?;
                self.see(no, entry.row);
                let labels = self.label_bits(&place);
                self.see_labels(no, labels);
                self.new += 1;
                let before = u64::try_from(self.before).unwrap_or_default();
                if self.bulk.is_none() && self.dry_run.is_none() && Bulk::is_worthwhile(self.new, before) {
                    self.bulk = Some(Bulk::begin(self.tx, &self.path, before == 0)?);
                }
                Ok(RowFate::New)
            }
            Found::One { no, by, through } => self.known((no, by, through), entry, &place),
        }
    }

    /// What the register does not know of a row that was refused before it came here.
    pub fn unknown(&mut self, row: &Written) -> Vec<(Column, Fault)> {
        self.words.place(row.kind, &row.township, &row.categories, &row.groups).err().unwrap_or_default()
    }

    /// Whether indexes will be made at its end, which takes as long as the rows or longer.
    pub fn is_large(&self) -> bool {
        self.bulk.is_some()
    }

    /// Somebody who was known by name has an ID number now.
    fn learn(&mut self, id_key: &str, no: i64) -> Result<()> {
        if let Some(dry_run) = &mut self.dry_run {
            dry_run.learn(self.tx, Some(id_key), no)?;
        }
        match &mut self.bulk {
            Some(bulk) => bulk.lookup.learn(self.tx, id_key, no),
            None => Ok(()),
        }
    }

    /// Whom a row means.
    fn find(&mut self, entry: &RosterEntry, township: &TownshipCode) -> Result<Found> {
        self.namesakes.take_untold();
        if let Some(dry_run) = &mut self.dry_run {
            return dry_run.find(self.tx, &mut self.namesakes, entry, township, self.merged);
        }
        let mut lookup = self.bulk.as_mut().map(|bulk| &mut bulk.lookup);
        if let Some(id_key) = entry.id_number.as_ref().map(IdNumber::key) {
            let found = match &lookup {
                Some(lookup) => lookup.by_id(self.tx, &id_key)?,
                None => matching::by_id(self.tx, &id_key)?,
            };
            if let Some(found) = found {
                let one = Found::One { no: found.no, by: MatchedBy::number(found), through: None };
                return if self.merged { merged::by_id(self.tx, found) } else { Ok(one) };
            }
            if lookup.is_some_and(|lookup| lookup.all_numbered()) {
                return Ok(Found::Nobody);
            }
        } else if let Some(lookup) = &mut lookup {
            lookup.need_names(self.tx)?;
        }
        let alike = self.namesakes.alike(self.tx, &matching::REGISTER, entry, township)?;
        if self.merged { merged::alike(self.tx, entry, &alike) } else { Ok(matching::one_or_several(&alike)) }
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

    fn add(&mut self, entry: &RosterEntry, derived: &SearchKeys, place: &ResolvedPlace) -> Result<i64> {
        let village = self.village(entry, &place.township)?;
        let gone = entry.said_gone().map(|word| (word, entry.gone_on(self.origin.ctx.today)));
        self.last.again.extend(gone.map(says_gone));
        if let Some(dry_run) = &mut self.dry_run {
            return dry_run.add(self.tx, entry, &place.township, village);
        }
        let (groups, new_categories) = (held(&place.groups), held(&place.categories));
        let id = (self.mint)();
        let new = NewRecipient {
            id,
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
            household: entry.household,
            note: entry.whole_note(),
            groups: &groups,
            categories: &new_categories,
            origin: &self.origin,
        };
        let staged = self.bulk.as_mut().map(|bulk| &mut bulk.keys);
        let no = insert::add(self.tx, &new, derived, staged, &mut self.tally)?;
        if let (Some(bulk), Some(id)) = (&mut self.bulk, &entry.id_number) {
            bulk.lookup.learn(self.tx, &id.key(), no)?;
        }
        let groups = self.by_rule((no, entry.kind), &groups, &new_categories)?;
        let residence = match gone {
            Some((word, on)) => {
                let since = on.unwrap_or(self.origin.ctx.today);
                status::hold_newcomer(self.tx, (id, no), (word, since), self.origin.ctx)?;
                Residence::Suspended(since)
            }
            None => Residence::Here,
        };
        if !groups.is_empty() {
            let (township, pinyin) = (place.township.clone(), derived.pinyin.clone());
            self.stand(
                no,
                &ListPosition { kind: entry.kind, township, village, pinyin },
                &groups,
                residence,
            )?;
        }
        Ok(no)
    }

    /// Adds the groups that a newcomer holds by rule; answers all that are held.
    fn by_rule(
        &self,
        (no, kind): (i64, Kind),
        groups: &[Held],
        categories: &[Held],
    ) -> Result<Vec<Membership>> {
        let entered = self.origin.ctx.today;
        let new = |held: &Held| Membership { held: held.clone(), entered };
        let mut all: Vec<Membership> = groups.iter().map(new).collect();
        if let Some(rules) = self.rules.as_ref().filter(|_| kind == Kind::Person && !categories.is_empty()) {
            let categories: Vec<Membership> = categories.iter().map(new).collect();
            for one in by_rule(&rules.all, &categories, &[], groups) {
                rules::add(self.tx, no, &one, rules.source, self.origin.ctx)?;
                all.push(one);
            }
        }
        Ok(all)
    }

    /// A newcomer has no past: due follows from the groups alone, unless the row says that they are gone.
    fn stand(
        &mut self,
        no: i64,
        spot: &ListPosition,
        groups: &[Membership],
        residence: Residence,
    ) -> Result<()> {
        let facts = Facts {
            groups,
            life: Life::Alive,
            residence,
            away: &[],
            last_call: None,
            called: false,
            live_cash: 0,
            live_goods: 0,
        };
        for round in &self.rounds {
            let verdict = due::standing(&facts, round);
            index::begin(self.tx, no, spot, round, &verdict, &mut self.tally)?;
        }
        Ok(())
    }

    fn village(&mut self, entry: &RosterEntry, township: &TownshipCode) -> Result<i64> {
        let name = entry.village.as_ref();
        let known = self.villages.get(township);
        if let Some(no) = known.and_then(|known| known.get(name.unwrap_or(&CleanText::default()))) {
            return Ok(*no);
        }
        let name = name.cloned().unwrap_or_default();
        let no = labels::village_no(self.tx, township, &name)?;
        let known = self.villages.entry(township.clone()).or_default();
        if known.len() < VILLAGES_MAX {
            known.insert(name, no);
        }
        Ok(no)
    }
}

/// What is told of somebody who is held back for this word, from this day.
fn says_gone((word, on): (&'static str, Option<NaiveDate>)) -> (Column, Fault) {
    let said = on.map_or_else(|| word.into(), |on| CleanText::shown(&format!("{on} {word}")));
    (Column::Note, Fault::SaysGone(said))
}

fn held(labels: &[CleanText]) -> Vec<Held> {
    labels.iter().map(|label| Held { label: label.clone(), from: None, until: None }).collect()
}
