//! A row of a list of the dead: the death of somebody who is known by number and name is recorded; whoever else may be meant
//! is told. Nobody is added.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::Importer;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::recipient::StatusKind;
use crate::domain::roster::RosterEntry;
use crate::domain::roster_deaths::{DeathDay, DeathFate};
use crate::domain::text::CleanText;
use crate::store::codec::recipient_id;
use crate::store::columns::day;
use crate::store::file::error::Result;
use crate::store::import::matching::body;
use crate::store::recipients::status;
use crate::store::standing::shared;

/// Namesakes who are looked at.
const NAMESAKES: u32 = 50;

/// Somebody who is registered.
struct Registered {
    no: i64,
    id: RecipientId,
    name: CleanText,
    birth: Option<NaiveDate>,
    died: Option<NaiveDate>,
}

impl Importer<'_> {
    /// Judges a row of a list of the dead and, but in a dry run, records the death; answers whom it means, too.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn death(
        &mut self,
        entry: &RosterEntry,
        said: DeathDay,
        roster: &CleanText,
    ) -> Result<(DeathFate, Option<RecipientId>)> {
        let Some((no, exact)) = self.numbered(entry)? else {
            let perhaps = self.perhaps(entry)?;
            return Ok(perhaps.map_or((DeathFate::Stranger, None), |id| (DeathFate::Perhaps, Some(id))));
        };
        let own = self.registered(no)?;
        let root = shared::root(self.tx, no)?;
        let one = self.registered(root)?;
        if ![&own.name, &one.name].iter().any(|name| name.same_name(&entry.name)) {
            // Whose the number is, only who may see it is told.
            return Ok((DeathFate::OtherName, None));
        }
        let mut fate = self.judge_death(&one, entry, exact, said);
        if fate == DeathFate::Holds {
            let word = format!("死亡、注销名单：{roster}");
            let holds =
                status::hold(self.tx, one.no, (&word, None), self.origin.ctx, self.dry_run.is_some())?;
            fate = if holds { fate } else { DeathFate::NoDay };
        }
        if fate != DeathFate::Again && !(fate.is_open() || fate == DeathFate::Stranger) {
            self.see(one.no, entry.row);
        }
        let dies = matches!(fate, DeathFate::Sets | DeathFate::SetsBehind);
        if let (true, None, DeathDay::Died(on) | DeathDay::Behind(on)) = (dies, &self.dry_run, said) {
            let reason = CleanText::shown(&format!("死亡名单：{roster}"));
            status::set_status(self.tx, one.id, StatusKind::Died, on, &reason, self.origin.ctx)?;
        }
        Ok((fate, Some(one.id)))
    }

    fn judge_death(&self, one: &Registered, entry: &RosterEntry, exact: bool, said: DeathDay) -> DeathFate {
        let (on, fate) = match said {
            DeathDay::Died(on) => (on, DeathFate::Sets),
            DeathDay::Behind(on) => (on, DeathFate::SetsBehind),
            DeathDay::Unreadable if one.died.is_some() => return DeathFate::Known,
            DeathDay::Unreadable if self.seen_in(one.no).is_some() => return DeathFate::Again,
            DeathDay::Unreadable if exact => return DeathFate::Holds,
            DeathDay::Unreadable => return DeathFate::Perhaps,
        };
        let birth = one.birth.or(entry.birth);
        match one.died {
            _ if self.seen_in(one.no).is_some() => DeathFate::Again,
            _ if !exact => DeathFate::Perhaps,
            Some(died) if died == on => DeathFate::Known,
            // Whoever is burned on a day has died before it.
            Some(died) if fate == DeathFate::SetsBehind && died <= on => DeathFate::Known,
            Some(died) => DeathFate::OtherDay(died),
            None if on > self.origin.ctx.today || birth.is_some_and(|birth| on < birth) => DeathFate::Holds,
            None => fate,
        }
    }

    /// Who has the number of a row, the very one or but for its check digit.
    fn numbered(&self, entry: &RosterEntry) -> Result<Option<(i64, bool)>> {
        let Some(key) = entry.id_number.as_ref().map(IdNumber::key) else { return Ok(None) };
        let mut statement = self.tx.prepare_cached(
            "SELECT local_id, id_key = ?1 FROM main.recipient
             WHERE id_key >= ?2 AND id_key <= ?2 || 'X' AND kind = 'person'
             ORDER BY id_key = ?1 DESC LIMIT 1",
        )?;
        Ok(statement.query_row((&*key, body(&key)), |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Somebody of the name who was born on the day of the row, or lives where it says, if it says so, and has no other
    /// number.
    fn perhaps(&self, entry: &RosterEntry) -> Result<Option<RecipientId>> {
        let mut statement = self.tx.prepare_cached(
            "SELECT r.id, r.birth, t.name, v.name, r.id_key FROM main.recipient AS r
             JOIN main.township AS t ON t.code = r.township JOIN main.village AS v ON v.local_id = r.village
             WHERE r.name = ?1 AND r.kind = 'person' AND r.merged_into IS NULL AND r.held_on IS NULL LIMIT ?2",
        )?;
        let mut rows = statement.query((entry.name.as_str(), NAMESAKES))?;
        while let Some(row) = rows.next()? {
            let (birth, id_key) = (day(row, 1)?, row.get::<_, Option<String>>(4)?);
            if id_key.is_some() && entry.id_number.is_some() {
                continue;
            }
            let (township, village): (String, String) = (row.get(2)?, row.get(3)?);
            let same_village =
                entry.village.as_deref().is_none_or(|own| village.is_empty() || own == village);
            let says_nowhere = entry.township.is_empty() && entry.address.is_none();
            let same_township = says_nowhere || *entry.township == *township;
            let same_place = same_township && same_village;
            let told = match (birth, entry.birth) {
                (Some(one), Some(other)) => one == other,
                (_, _) => same_place,
            };
            if told {
                return recipient_id(&row.get::<_, String>(0)?).map(Some);
            }
        }
        Ok(None)
    }

    fn registered(&self, no: i64) -> Result<Registered> {
        let mut statement = self
            .tx
            .prepare_cached("SELECT id, name, birth, died_on FROM main.recipient WHERE local_id = ?1")?;
        let (id, one) = statement.query_row([no], |row| {
            let one = Registered {
                no,
                id: RecipientId(uuid::Uuid::nil()),
                name: CleanText::unmasked(&row.get::<_, String>(1)?),
                birth: day(row, 2)?,
                died: day(row, 3)?,
            };
            Ok((row.get::<_, String>(0)?, one))
        })?;
        Ok(Registered { id: recipient_id(&id)?, ..one })
    }
}
