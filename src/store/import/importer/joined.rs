//! A second row about one human: a workbook with a sheet a category, or a list under heads, names whoever holds two of them
//! twice. The categories come together where no fact speaks against it; the same row once more is refused as ever.

use rusqlite::OptionalExtension;

use super::Importer;
use crate::domain::recipient::Kind;
use crate::domain::roster::{Column, Fault, RosterEntry, RowJoin};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::store::codec;
use crate::store::columns::{borrowed, if_any};
use crate::store::file::error::Result;
use crate::store::import::matching::MatchedBy;
use crate::store::import::vocabulary::ResolvedPlace;

/// What a second row about somebody comes to.
pub(super) enum Second {
    /// It adds a category or group, and this of it is put in; these are told.
    Joins(Box<RosterEntry>, Vec<(Column, Fault)>),
    /// It is refused.
    Refused(Vec<(Column, Fault)>),
}

impl Importer<'_> {
    /// Judges a row about somebody whom an earlier row of this roster named.
    pub(super) fn second(
        &mut self,
        (no, by, row): (i64, MatchedBy, u64),
        entry: &RosterEntry,
        place: &ResolvedPlace,
        labels: u32,
    ) -> Result<Second> {
        let same = match by {
            MatchedBy::Number => (Column::IdNumber, Fault::DuplicateId(row)),
            MatchedBy::NumberButCheckDigit => (Column::IdNumber, Fault::DuplicateButCheckDigit(row)),
            MatchedBy::Name => (Column::Name, Fault::DuplicatePerson(row)),
        };
        let refused = |fault| Ok(Second::Refused(vec![fault]));
        let is_more = labels & !self.labels_of(no) != 0;
        if !is_more || entry.kind != Kind::Person || by == MatchedBy::NumberButCheckDigit {
            return refused(same);
        }
        let mut statement = self.tx.prepare_cached(
            "SELECT r.name, r.sex, r.birth, r.phone, r.card, r.township, v.name, r.address, coalesce(r.note, ''),
                    r.household
             FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        )?;
        let known = statement
            .query_row([no], |row| {
                let kept = |at| Ok::<_, rusqlite::Error>(if_any(row, at)?.map(CleanText::unmasked));
                let name = CleanText::unmasked(borrowed(row, 0)?);
                let place = [kept(5)?, kept(6)?].map(Option::unwrap_or_default);
                let household = kept(9)?;
                Ok((name, [kept(1)?, kept(2)?, kept(3)?, kept(4)?], place, [kept(7)?, kept(8)?, household]))
            })
            .optional()?;
        let Some((name, [sex, birth, phone, card], [township, village], [address, note, household])) = known
        else {
            return refused(same);
        };
        let own = |text: Option<&str>| text.map(CleanText::unmasked);
        let (own_sex, own_birth) = (entry.sex.map(codec::sex_code), entry.birth.map(|day| day.to_string()));
        let differs = |ours: Option<&CleanText>, theirs: Option<&CleanText>| {
            ours.zip(theirs).is_some_and(|(ours, theirs)| !theirs.is_empty() && ours != theirs)
        };
        // Without a number a name and a village are not enough: a birth date or a phone must say the same.
        let (own_birth, same_phone) =
            (own(own_birth.as_deref()), entry.phone.is_some() && entry.phone == phone);
        let is_sure = by == MatchedBy::Number || own_birth.is_some() && own_birth == birth || same_phone;
        if !is_sure || !name.same_name(&entry.name) {
            return refused(same);
        }
        let against = [
            (Column::Sex, differs(own(own_sex).as_ref(), sex.as_ref())),
            (Column::Birth, differs(own_birth.as_ref(), birth.as_ref())),
            (Column::Card, differs(entry.card.as_ref(), card.as_ref())),
            (Column::Township, place.township.0 != township.as_str()),
            (Column::Village, differs(entry.village.as_ref(), Some(&village))),
        ];
        let against: Vec<_> = against.into_iter().filter(|(_, differs)| *differs).collect();
        if !against.is_empty() {
            let told = against.into_iter().map(|(column, _)| (column, Fault::AgainstRow(row)));
            return Ok(Second::Refused(std::iter::once(same).chain(told).collect()));
        }
        let length = |text: Option<&CleanText>| text.map_or(0, |text| text.chars().count());
        let household_differs =
            differs(own(entry.household.map(codec::household_code)).as_ref(), household.as_ref());
        let left_out = [
            (Column::Phone, differs(entry.phone.as_ref(), phone.as_ref())),
            (Column::Address, differs(entry.address.as_ref(), address.as_ref())),
            (Column::Household, household_differs),
            (Column::Note, length(note.as_ref()) + length(entry.whole_note()) + 1 > NOTE_MAX),
        ];
        let left_out = left_out.into_iter().filter(|(_, is_out)| *is_out).map(|(column, _)| column).collect();
        let join = RowJoin { row: entry.row, name: entry.name.clone(), left_out };
        let mut joined = entry.clone();
        join.apply(&mut joined);
        let kept = join.left_out.iter().map(|column| (*column, Fault::KeptOfRow(row)));
        let told = std::iter::once((Column::Categories, Fault::JoinsRow(row))).chain(kept).collect();
        self.last.joins = Some(join);
        Ok(Second::Joins(Box::new(joined), told))
    }

    /// Notes the categories and groups that a row names of somebody.
    pub(super) fn see_labels(&mut self, no: i64, labels: u32) {
        let Ok(no) = usize::try_from(no) else { return };
        if labels == 0 {
            return;
        }
        if self.seen_labels.len() <= no {
            self.seen_labels.resize(no + 1, 0);
        }
        if let Some(seen) = self.seen_labels.get_mut(no) {
            *seen |= labels;
        }
    }

    /// The categories and groups of a row as bits, in the order in which the roster came to name them. Of more than there are
    /// bits the last share one: then a row is refused as one that stands twice, and nothing is lost.
    pub(super) fn label_bits(&mut self, place: &ResolvedPlace) -> u32 {
        let mut bits = 0;
        for label in place
            .categories
            .iter()
            .map(|label| (false, label))
            .chain(place.groups.iter().map(|label| (true, label)))
        {
            let known = self.labels.iter().position(|(group, known)| (*group, known) == label);
            let at = known.unwrap_or_else(|| {
                self.labels.push((label.0, label.1.clone()));
                self.labels.len() - 1
            });
            bits |= 1_u32 << at.min(31);
        }
        bits
    }

    fn labels_of(&self, no: i64) -> u32 {
        usize::try_from(no).ok().and_then(|no| self.seen_labels.get(no)).copied().unwrap_or_default()
    }
}
