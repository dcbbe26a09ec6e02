//! A roster's row about a recipient that the register knows: what it tells is put in, nothing is erased.

use chrono::NaiveDate;
use rusqlite::Transaction;

use crate::domain::fact_history::Fact;
use crate::domain::idcard::IdNumber;
use crate::domain::pinyin::Readings;
use crate::domain::recipient::{Kind, StatusKind};
use crate::domain::review::said_gone;
use crate::domain::roster::{Column, Fault, RosterEntry};
use crate::domain::round::Round;
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::store::columns::non_empty;
use crate::store::file::error::Result;
use crate::store::import::vocabulary::ResolvedPlace;
use crate::store::recipients::membership::Origin;
use crate::store::recipients::rules::{self, Rules};
use crate::store::recipients::{edit, insert, status};
use crate::store::standing::{index, shared};
use crate::store::{audit, codec, labels, row_id};

/// Where a row's facts go.
#[derive(Clone, Copy)]
pub(crate) struct RowUpdate<'a> {
    pub(crate) tx: &'a Transaction<'a>,
    pub(crate) origin: &'a Origin<'a>,
    /// A dry run: only what rows are told apart by is written, into its own copies.
    pub(crate) dry: bool,
    /// The row names somebody who was merged into the recipient: what tells people apart is only put in where nothing is
    /// known, and the place stays. Else two rosters would move one human to and fro.
    pub(crate) through: bool,
    /// Every created round.
    pub(crate) rounds: &'a [Round],
    /// The groups by rule, if there are any.
    pub(crate) rules: Option<&'a Rules>,
}

/// What came of a row.
#[derive(Default)]
pub(crate) struct RowUpdated {
    /// Whether anything changed.
    pub(crate) any: bool,
    /// Labels that had ended and are held anew.
    pub(crate) again: Vec<(Column, Fault)>,
    /// Groups and categories that were not held.
    pub(crate) added: Vec<(Fact, CleanText)>,
    /// The word for which the person is held back, and the day that is told with it.
    pub(crate) held: Option<(&'static str, Option<NaiveDate>)>,
}

/// What a row changed.
#[derive(Clone, Copy, Default)]
struct Touched {
    any: bool,
    /// What search finds the recipient by.
    keys: bool,
    /// What standings rest on or repeat: the name, the place, the groups.
    standing: bool,
    /// The word by which the note says from now on that the person is gone.
    gone: Option<&'static str>,
}

impl RowUpdate<'_> {
    /// Puts what a row tells into the recipient.
    pub(crate) fn change(self, no: i64, entry: &RosterEntry, place: &ResolvedPlace) -> Result<RowUpdated> {
        let before = if self.dry {
            None
        } else {
            Some((edit::facts(self.tx, no)?, insert::search_fields(self.tx, no)?))
        };
        // Whom a roster names is registered, whoever withdrew that.
        let returns = status::is_withdrawn(self.tx, no)?;
        if returns && !self.dry {
            let id: String =
                self.tx.query_row("SELECT id FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
            let reason = CleanText::from("名册列入");
            let kind = StatusKind::Withdrawn;
            status::undo_status(self.tx, codec::recipient_id(&id)?, kind, &reason, self.origin.ctx)?;
        }
        let mut touched = self.columns(no, entry, place)?;
        let (mut again, mut added) = (Vec::new(), Vec::new());
        let mut join = |column, fact, table, label, labels| {
            self.join(no, (table, label), labels, |label, ended| {
                if ended {
                    again.push((column, Fault::HeldAgain(label.clone())));
                }
                added.push((fact, label));
            })
        };
        let groups = join(Column::Groups, Fact::Groups, "group_held", "visit_group", &place.groups)?;
        let categories =
            join(Column::Categories, Fact::Categories, "category_held", "category", &place.categories)?;
        touched.standing |= groups > 0;
        touched.any |= groups + categories > 0;
        let Some((before, sought)) = before.filter(|_| touched.any) else {
            let held = self.hold(no, touched.gone, entry)?;
            return Ok(RowUpdated { any: touched.any || returns, again, added, held });
        };
        if let Some(rules) = self.rules.filter(|_| groups + categories > 0) {
            touched.standing |= rules::follow(self.tx, no, rules, &[], self.origin.ctx)?;
        }
        let name: String =
            self.tx.query_row("SELECT name FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
        self.tx
            .prepare_cached("UPDATE recipient SET pinyin = ?2, rev = rev + 1 WHERE local_id = ?1")?
            .execute((no, Readings::of(&name).main_full()))?;
        if touched.keys {
            insert::reindex(self.tx, no, &sought)?;
        }
        if touched.standing {
            index::refresh_in(self.tx, no, self.rounds)?;
        }
        let id: String =
            self.tx.query_row("SELECT id FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
        let after = edit::facts(self.tx, no)?;
        shared::renamed(self.tx, &id, &sought.name, &name)?;
        audit::line(self.tx, self.origin.ctx, "import", &id, Some(&before), Some(&after))?;
        let held = self.hold(no, touched.gone, entry)?;
        Ok(RowUpdated { any: true, again, added, held })
    }

    /// Holds somebody back whose note says now that they are gone.
    fn hold(
        self,
        no: i64,
        gone: Option<&'static str>,
        entry: &RosterEntry,
    ) -> Result<Option<(&'static str, Option<NaiveDate>)>> {
        let Some(word) = gone else { return Ok(None) };
        let on = entry.gone_on(self.origin.ctx.today);
        Ok(status::hold(self.tx, no, (word, on), self.origin.ctx, self.dry)?.then_some((word, on)))
    }

    /// The note that the row leaves behind: its own, or the one known with what other cells say besides.
    fn note(self, no: i64, entry: &RosterEntry) -> Result<(Option<CleanText>, Option<&'static str>)> {
        if entry.note.is_none() && entry.remark.is_none() {
            return Ok((None, None));
        }
        let mut statement = self.tx.prepare_cached(
            "SELECT coalesce(note, ''),
                    EXISTS (SELECT 1 FROM main.recipient WHERE local_id = ?1
                            AND coalesce(died_on, left_on, suspended_on) IS NOT NULL)
             FROM recipient WHERE local_id = ?1",
        )?;
        let (known, is_gone): (String, bool) =
            statement.query_row([no], |row| Ok((row.get(0)?, row.get(1)?)))?;
        // A list that left tells the state of whoever is gone, which the register knows better than a note.
        if let Some(note) = entry.note.as_ref().filter(|_| is_gone)
            && without_state(note) == known
        {
            return Ok((None, None));
        }
        // What two lists say of somebody stands side by side: one of them alone takes the other away from nobody.
        let parts: Vec<&str> = known.split('；').collect();
        let is_known = |note: &CleanText| note.split('；').all(|part| parts.contains(&part));
        let note = match (&entry.note, &entry.remark) {
            (Some(note), _) if is_known(note) => return Ok((None, None)),
            (Some(note), _) => note.clone(),
            (None, Some(remark)) if known.is_empty() => remark.clone(),
            (None, Some(remark)) if !known.contains(remark.as_str()) => {
                let both = CleanText::unmasked(&format!("{known}；{remark}"));
                if both.chars().count() > NOTE_MAX {
                    return Ok((None, None));
                }
                both
            }
            (None, _) => return Ok((None, None)),
        };
        let is_news = entry.kind == Kind::Person && said_gone(&known).is_none();
        let gone = said_gone(&note).filter(|_| is_news);
        Ok((Some(note), gone))
    }

    /// The columns of the recipient.
    fn columns(self, no: i64, entry: &RosterEntry, place: &ResolvedPlace) -> Result<Touched> {
        let mut touched = Touched::default();
        let (note, gone) = self.note(no, entry)?;
        for (column, value) in [
            ("name", Some(entry.name.as_str())),
            ("sex", entry.sex.map(codec::sex_code)),
            ("id_number", entry.id_number.as_ref().map(IdNumber::as_str)),
            ("id_key", entry.id_number.as_ref().map(IdNumber::key).as_deref()),
            ("birth", entry.birth.map(|day| day.to_string()).as_deref()),
            ("phone", non_empty(entry.phone.as_ref())),
            ("card", non_empty(entry.card.as_ref())),
            ("address", non_empty(entry.address.as_ref())),
            ("note", non_empty(note.as_ref())),
            ("household", entry.household.map(codec::household_code)),
        ] {
            if value.is_some() {
                // The 15 digits of the first generation say less than the 18 of the same number.
                let fuller = if column == "id_number" {
                    "AND coalesce(length(id_number), 0) <= length(?2)"
                } else {
                    ""
                };
                let own = matches!(
                    column,
                    "name" | "sex" | "id_number" | "id_key" | "birth" | "address" | "household"
                );
                let known = if self.through && own { format!("AND {column} IS NULL") } else { String::new() };
                let sql = format!(
                    "UPDATE recipient SET {column} = ?2 WHERE local_id = ?1 AND {column} IS NOT ?2 {fuller} {known}"
                );
                let changed = self.tx.prepare_cached(&sql)?.execute((no, value))? > 0;
                touched.any |= changed;
                touched.keys |= changed && matches!(column, "name" | "id_key" | "phone" | "address");
                touched.standing |= changed && column == "name";
                touched.gone = touched.gone.or(gone.filter(|_| changed && column == "note"));
            }
        }
        let stays: bool = self
            .tx
            .prepare_cached("SELECT township = ?2 FROM recipient WHERE local_id = ?1")?
            .query_row((no, &place.township.0), |row| row.get(0))?;
        // A village belongs to its township: when only the township changes, the village is unknown.
        if !self.through && (!stays || entry.village.is_some()) {
            let name = entry.village.as_deref().unwrap_or_default();
            let village = labels::village_no(self.tx, &place.township, name)?;
            let origin = Some(self.origin).filter(|_| !self.dry);
            let moved = insert::move_to(self.tx, no, &place.township, village, origin)?;
            touched.any |= moved;
            touched.keys |= moved;
            touched.standing |= moved;
        }
        Ok(touched)
    }

    /// Adds labels that are not held today; returns how many, and tells `new` each, and whether it had ended: then it is held
    /// anew from today on, since the roster does not say that it was held meanwhile.
    fn join(
        self,
        no: i64,
        (table, column): (&str, &str),
        labels: &[CleanText],
        mut new: impl FnMut(CleanText, bool),
    ) -> Result<usize> {
        let mut added = 0;
        for label in labels {
            let (holds, ended): (bool, bool) = self
                .tx
                .prepare_cached(&format!(
                    "SELECT coalesce(max(coalesce(h.held_from, ?3) <= ?3 AND coalesce(h.held_to, ?3) >= ?3), false),
                            coalesce(max(h.held_to < ?3), false)
                     FROM {table} AS h JOIN {column} AS l ON l.local_id = h.{column}
                     WHERE h.recipient = ?1 AND l.name = ?2"
                ))?
                .query_row((no, label.as_str(), self.origin.ctx.today), |row| Ok((row.get(0)?, row.get(1)?)))?;
            if holds {
                continue;
            }
            added += 1;
            new(label.clone(), ended);
            if !self.dry {
                let sql = format!(
                    "INSERT INTO {table} (recipient, {column}, id, entered_on, source, held_from)
                     SELECT ?1, local_id, ?3, ?4, ?5, ?6 FROM {column} WHERE name = ?2"
                );
                self.tx.prepare_cached(&sql)?.execute((
                    no,
                    label.as_str(),
                    row_id::fresh(self.origin.ctx),
                    &self.origin.day,
                    self.origin.source,
                    ended.then_some(&self.origin.day),
                ))?;
            }
        }
        Ok(added)
    }
}

/// A note without what a state of the roster told beside it: that somebody is gone, as its last part.
fn without_state(note: &str) -> &str {
    let (rest, last) = note.rsplit_once('；').unwrap_or(("", note));
    if said_gone(last).is_some() { rest } else { note }
}
