//! What a roster asks of the register by numbers: a dry run tells whether somebody with a number is registered, as a
//! search does.

use std::ops::Range;
use std::time::Duration;

use super::marks::{ALIKE, Marks, PER_ALIKE};
use super::pace::{FREE, held_back};
use super::row_marks::RowMarks;
use crate::domain::idcard::IdNumber;
use crate::domain::place::TownshipCode;
use crate::domain::roster::RosterEntry;
use crate::domain::text::mask;

/// A roster with fewer rows by number counts as so many searches; a longer one as one.
const FEW: u64 = 20;
/// How long each row of a short roster beyond the free ones holds the answer back.
const EACH_ROW: u64 = 2;
/// How long each of several ID numbers that look the same holds it back: a search by number takes as long in the long
/// run.
const EACH_GUESS: u64 = 10;

/// What neither the mask of an ID number nor the year beside it shows.
const HIDDEN: Range<usize> = 10..14;

/// Counts the rows of a roster that are compared with the register by a number of a person.
#[derive(Debug, Default)]
pub struct ComparedRows {
    by_number: u64,
    known: u64,
    /// What the masks show of the ID numbers that nobody of the row's name has.
    masks: Vec<u64>,
    /// The same, and those compared for a slip, as they are kept for a day.
    marks: Marks,
    /// The rows themselves, of a short roster.
    rows: RowMarks,
}

/// What a roster asked by numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Rows with an ID number, a birth date, a phone, a card, or one of these in a text.
    pub by_number: u64,
    /// Of these, rows that mean somebody who is registered.
    pub known: u64,
    /// Rows whose ID numbers differ by what a mask hides alone.
    pub guesses: u64,
    /// What it asked about, to be compared with what was asked within a day.
    pub marks: Marks,
    /// Its rows, for the same: whoever mends a row of a list and tries again asks by that row alone.
    pub rows: RowMarks,
    /// How many of the rows were asked within the day as they are: nobody learns more by them.
    pub again: u64,
}

impl ComparedRows {
    /// Counts a row. `known`: it means somebody registered; `same`: of the same name, too.
    pub fn add(&mut self, entry: &RosterEntry, known: bool, same: bool) {
        let in_field = entry.id_number.is_some()
            || entry.birth.is_some()
            || entry.phone.is_some()
            || entry.card.is_some();
        // Texts are looked at only as long as it matters how many rows there are.
        let in_text = || {
            let texts = [&entry.note, &entry.address];
            texts.into_iter().flatten().any(|text| mask::text(text).as_ref() != text.as_str())
        };
        if !in_field && (self.by_number >= FEW || !in_text()) {
            return;
        }
        self.count(entry.id_number.as_ref(), known, same);
        self.rows.add(entry);
    }

    /// Counts a row of a payroll, by its ID number.
    pub fn add_number(&mut self, id: &IdNumber, known: bool, same: bool) {
        self.count(Some(id), known, same);
    }

    /// Counts a row of a payroll that tells whom it is for by a card.
    pub fn add_card(&mut self, known: bool) {
        self.count(None, known, known);
    }

    fn count(&mut self, id: Option<&IdNumber>, known: bool, same: bool) {
        self.by_number += 1;
        self.known += u64::from(known);
        if !same && let Some(id) = id {
            let mask = behind_mask(id);
            self.masks.push(mask);
            self.marks.add_number(mask, digits(id.key().get(HIDDEN).unwrap_or_default()));
        }
    }

    /// Counts a newcomer whose number was compared with those of its name in a township.
    pub fn add_namesake(&mut self, entry: &RosterEntry, township: &TownshipCode) {
        if let Some(id) = &entry.id_number {
            self.marks.add_name(&entry.name, &township.0, &id.key());
        }
    }

    /// What the rows came to.
    pub fn end(mut self) -> Compared {
        self.masks.sort_unstable();
        let people = ALIKE + self.masks.len() / PER_ALIKE;
        let alike = self.masks.chunk_by(|one, other| one == other).map(<[u64]>::len);
        let guesses = alike.filter(|alike| *alike > people).sum::<usize>();
        let marks = self.marks.sorted();
        let rows = self.rows.sorted();
        Compared {
            by_number: self.by_number,
            known: self.known,
            guesses: guesses as u64,
            marks,
            rows,
            again: 0,
        }
    }
}

impl Compared {
    /// With the guesses that it comes to together with what was asked `before` on the day, and without the rows that were
    /// asked then.
    #[must_use]
    pub fn over_day(&self, before: &Marks, rows: &RowMarks) -> Self {
        let guesses = self.guesses.max(self.marks.guesses(before));
        Self { guesses, again: self.rows.known(rows).min(self.by_number), ..self.clone() }
    }

    /// Rows by a number that were not asked within the day.
    fn fresh(&self) -> u64 {
        self.by_number.saturating_sub(self.again)
    }

    /// As how many searches by a number it counts.
    pub fn searches(&self) -> u64 {
        let rows = if self.by_number < FEW { self.fresh() } else { self.fresh().min(1) };
        rows.max(self.guesses)
    }

    /// How long the answer is held back after so many other searches by the account within a minute.
    pub fn held_back(&self, before: u32) -> Duration {
        let others = if self.fresh() > 0 { held_back(before.saturating_add(1)) } else { Duration::ZERO };
        let free = u64::from(FREE.saturating_sub(before));
        let rows = if self.by_number < FEW { self.fresh().saturating_sub(free.max(1)) } else { 0 };
        others + Duration::from_secs(rows * EACH_ROW) + self.guesses_held_back()
    }

    /// How long the rows that look like guesses hold the answer back, whatever else was asked.
    pub fn guesses_held_back(&self) -> Duration {
        Duration::from_secs(self.guesses * EACH_GUESS)
    }
}

/// The digits of an ID number that its mask and the year of birth beside it show, with the check digit that belongs to
/// it: a wrong one makes no other guess of it.
fn behind_mask(id: &IdNumber) -> u64 {
    let key = id.key();
    let front = key.get(..HIDDEN.start).map_or(0, digits);
    let sequence = key.get(HIDDEN.end..17).map_or(0, digits);
    (front * 1_000 + sequence) * 100 + u64::from(u32::from(id.right_check_digit()))
}

fn digits(text: &str) -> u64 {
    text.bytes().fold(0, |value, digit| value * 10 + u64::from(digit & 0xF))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::recipient::Kind;
    use crate::domain::text::CleanText;

    fn entry(id: Option<String>) -> RosterEntry {
        RosterEntry {
            row: 2,
            kind: Kind::Person,
            name: CleanText::from("程连富"),
            sex: None,
            id_number: id.map(|id| IdNumber::from_stored(&id).unwrap()),
            birth: None,
            township: CleanText::default(),
            village: None,
            categories: Vec::new(),
            groups: Vec::new(),
            phone: None,
            card: None,
            address: None,
            note: None,
            remark: None,
            household: None,
        }
    }

    fn compared(ids: impl Iterator<Item = String>) -> Compared {
        let mut rows = ComparedRows::default();
        ids.for_each(|id| rows.add(&entry(Some(id)), false, false));
        rows.end()
    }

    #[test]
    fn many_people_are_one_search_and_few_are_as_many() {
        let people = compared((0..5_000).map(|n| format!("1525991952080{:05}", n * 17 + 10_000)));
        assert_eq!((people.searches(), people.held_back(0).as_secs()), (1, 0), "{people:?}");
        let few = compared((1..=12).map(|n| format!("15259919{:02}08010013", n + 20)));
        assert_eq!((few.searches(), few.held_back(0).as_secs()), (12, 12));
        assert_eq!(few.held_back(12).as_secs(), 2 * 49 + 22);
        let none = ComparedRows::default().end();
        assert_eq!((none.searches(), none.held_back(90).as_secs()), (0, 0));
    }

    #[test]
    fn a_list_that_is_mended_asks_by_what_was_mended_alone() {
        let rows = |ids: std::ops::RangeInclusive<u32>| {
            compared(ids.map(|n| format!("15259919{:02}08010013", n + 20)))
        };
        let (first, none) = (rows(1..=12), Marks::default());
        let again = rows(1..=12).over_day(&none, &first.rows);
        assert_eq!((again.searches(), again.held_back(12).as_secs()), (0, 0), "{again:?}");
        // Two of twelve are others now; a list of others alone counts as before.
        let mended = rows(3..=14).over_day(&none, &first.rows);
        assert_eq!((mended.searches(), mended.held_back(0).as_secs()), (2, 0), "{mended:?}");
        let others = rows(21..=32).over_day(&none, &first.rows);
        assert_eq!((others.searches(), others.held_back(0).as_secs()), (12, 12), "{others:?}");
        let long = rows(1..=60);
        let again = rows(2..=61).over_day(&none, &long.rows);
        assert_eq!((again.searches(), rows(1..=60).over_day(&none, &long.rows).searches()), (1, 0));
    }

    #[test]
    fn guesses_of_what_a_mask_hides_are_told_from_people_whatever_stands_beside_them() {
        let guesses = (1..=12).flat_map(|month| (1..=28).map(move |day| (month, day)));
        let guesses = guesses.map(|(month, day)| format!("1525991952{month:02}{day:02}0013"));
        let people = (0..1_000).map(|n| format!("1525991953080{:05}", n * 17 + 10_000));
        let asked = compared(guesses.chain(people));
        assert!((300..=336).contains(&asked.guesses), "{asked:?}");
        assert!(asked.held_back(0).as_secs() > 3_000);
    }

    #[test]
    fn a_number_in_any_field_or_text_counts() {
        let text = |text: &'static str| Some(CleanText::from(text));
        for (with, counts) in [
            (RosterEntry { phone: text("13812341234"), ..entry(None) }, 1),
            (RosterEntry { card: text("6217001234567891234"), ..entry(None) }, 1),
            (RosterEntry { birth: chrono::NaiveDate::from_ymd_opt(1952, 8, 1), ..entry(None) }, 1),
            (RosterEntry { note: text("女儿13812341234"), ..entry(None) }, 1),
            (RosterEntry { address: text("兴盛街12号"), ..entry(None) }, 0),
            (entry(None), 0),
        ] {
            let mut rows = ComparedRows::default();
            rows.add(&with, true, true);
            assert_eq!(rows.end().searches(), counts, "{with:?}");
        }
    }
}
