//! Somebody whom a roster brings: the recipient, the groups, and where they stand in each round.

use super::{Importer, says_gone};
use crate::domain::due::{self, Facts};
use crate::domain::group_rule::by_rule;
use crate::domain::recipient::{Held, Kind, Life, Membership, Residence};
use crate::domain::roster::RosterEntry;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::import::vocabulary::ResolvedPlace;
use crate::store::recipients::insert::{self, NewRecipient};
use crate::store::recipients::{rules, status};
use crate::store::search::keys::SearchKeys;
use crate::store::standing::index::{self, ListPosition};

impl Importer<'_> {
    pub(super) fn add(
        &mut self,
        entry: &RosterEntry,
        derived: &SearchKeys,
        place: &ResolvedPlace,
    ) -> Result<i64> {
        let village = self.village(entry, &place.township)?;
        let gone = entry.said_gone();
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
            household: None,
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
            Some(word) => {
                status::hold_newcomer(self.tx, (id, no), word, self.origin.ctx)?;
                Residence::Suspended(self.origin.ctx.today)
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
}

fn held(labels: &[CleanText]) -> Vec<Held> {
    labels.iter().map(|label| Held { label: label.clone(), from: None, until: None }).collect()
}
