//! Standards that are raised after a round has opened: which of them held on a day, and what is owed beside cash that was given
//! by a lower one (补差). Lists, commands, forms and the register all ask these functions.

use chrono::NaiveDate;

use super::money::Fen;
use super::round::Standard;
use super::text::CleanText;

/// One rise of standards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rise {
    /// The first day on which the raised standards hold.
    pub on: NaiveDate,
    /// The day on which it was entered, on `on` or later.
    pub entered: NaiveDate,
    /// All standards of the round before it.
    pub before: Vec<Standard>,
}

/// A cash gift of a round that stands, as far as a rise bears on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidBy {
    /// The day paid.
    pub on: NaiveDate,
    /// Cash, in fen.
    pub cash: Fen,
    /// The group by whose standard it was given; empty for who was on no list.
    pub group: CleanText,
    /// The cash of that standard as the entry keeps it, in fen.
    pub standard: Fen,
    /// Whether it paid a rise itself.
    pub is_top_up: bool,
}

/// The rises of a round, in the order in which they were entered, and its standards as they are now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rises {
    rises: Vec<Rise>,
    now: Vec<Standard>,
}

impl Rises {
    /// Of a round whose standards are `now`.
    pub fn new(rises: Vec<Rise>, now: Vec<Standard>) -> Self {
        Self { rises, now }
    }

    /// With one rise more, to the standards `then`.
    #[must_use]
    pub fn and(&self, rise: Rise, then: Vec<Standard>) -> Self {
        let rises = self.rises.iter().cloned().chain([rise]).collect();
        Self { rises, now: then }
    }

    /// Whether its standards were never raised.
    pub fn is_empty(&self) -> bool {
        self.rises.is_empty()
    }

    /// Whether one was entered behind a day.
    pub fn is_raised_after(&self, day: NaiveDate) -> bool {
        self.rises.iter().any(|rise| rise.entered > day)
    }

    /// The days from which standards were raised, each once, in their order.
    pub fn days(&self) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.rises.iter().map(|rise| rise.on).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The standards by which a gift of that day is judged.
    pub fn on_day(&self, day: NaiveDate) -> Vec<Standard> {
        self.with(|rise| rise.on <= day)
    }

    /// The standards as they were told at the end of a day: without what was entered later.
    pub fn told_on(&self, day: NaiveDate) -> Vec<Standard> {
        self.with(|rise| rise.entered <= day)
    }

    /// The standards with those rises alone, in the order of the groups.
    fn with(&self, holds: impl Fn(&Rise) -> bool) -> Vec<Standard> {
        let Some(first) = self.rises.first() else { return self.now.clone() };
        let mut kept = first.before.clone();
        let afters = self.rises.iter().skip(1).map(|rise| &rise.before).chain([&self.now]);
        for (rise, after) in self.rises.iter().zip(afters).filter(|(rise, _)| holds(rise)) {
            for standard in after.iter().filter(|standard| !rise.before.contains(standard)) {
                match kept.iter_mut().find(|one| one.group == standard.group) {
                    Some(one) => *one = standard.clone(),
                    None => kept.push(standard.clone()),
                }
            }
        }
        kept.sort_by_key(|one| self.now.iter().position(|now| now.group == one.group));
        kept
    }

    /// The standards that were known and held on a day.
    fn known_on(&self, day: NaiveDate) -> Vec<Standard> {
        self.with(|rise| rise.on <= day && rise.entered <= day)
    }

    /// The highest cash of the standards that were raised at all, in fen: to whoever was given as much nothing is owed.
    pub fn highest(&self) -> Fen {
        let Some(first) = self.rises.first() else { return Fen::ZERO };
        let raised = self.now.iter().filter(|one| !first.before.contains(one));
        raised.map(|one| one.cash).max().unwrap_or_default()
    }

    /// What is owed on a day as 补差 to somebody who is on the list by those groups, in fen, beside the cash that was given
    /// until that day: by how much the standard of the group by which it was given has risen since, or the highest of their
    /// groups, where that is more. What was paid of it already counts, and no more is owed than that standard is above all that
    /// was given. The step from one standard of before to another one, by a change of the group, is no rise.
    pub fn owed(&self, paid: &[PaidBy], groups: &[CleanText], day: NaiveDate) -> Fen {
        let Some(first) = self.rises.first() else { return Fen::ZERO };
        let held = self.on_day(day);
        let sum = |is_of: &dyn Fn(&PaidBy) -> bool| {
            paid.iter().filter(|gift| is_of(gift)).fold(Fen::ZERO, |sum, gift| sum.plus(gift.cash))
        };
        let (given, topped_up) = (sum(&|_| true), sum(&|gift| gift.is_top_up));
        let left = |rise: Fen, cash: Fen| less(rise, topped_up).min(less(cash, given));
        let owed = paid
            .iter()
            .filter(|gift| gift.is_base() && gift.on <= day)
            .map(|gift| {
                let own = cash(highest(&held, |group| *group == gift.group));
                let before = cash(highest(&first.before, |group| *group == gift.group));
                let of_own = left(less(own, gift.standard.max(before)), own);
                let is_held = |group: &CleanText| *group == gift.group || groups.contains(group);
                // A rise of the same day may have come behind the gift: what that was given by says so.
                let eve = gift.on.pred_opt().unwrap_or(gift.on);
                let (then, now) = (self.known_on(eve), highest(&held, is_held));
                let then = highest(&then, is_held);
                let total = |one: Option<&Standard>| one.map_or(Fen::ZERO, Standard::total);
                let rise = less(cash(now), gift.standard.max(cash(then))).min(less(total(now), total(then)));
                of_own.max(left(rise, cash(now)))
            })
            .max();
        owed.unwrap_or(Fen::ZERO).max(Fen::ZERO)
    }
}

fn less(fen: Fen, other: Fen) -> Fen {
    fen.plus(other.negated())
}

fn cash(standard: Option<&Standard>) -> Fen {
    standard.map_or(Fen::ZERO, |one| one.cash)
}

/// The highest standard of those groups; of equal ones the first.
fn highest(standards: &[Standard], is_of: impl Fn(&CleanText) -> bool) -> Option<&Standard> {
    standards
        .iter()
        .filter(|one| is_of(&one.group))
        .reduce(|best, one| if one.total() > best.total() { one } else { best })
}

impl PaidBy {
    /// Whether a rise may be owed beside it: cash by a standard, that pays no rise itself.
    pub fn is_base(&self) -> bool {
        !self.is_top_up && self.cash > Fen::ZERO && self.standard > Fen::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(of: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 2, of).unwrap()
    }

    fn standards(all: &[(&'static str, i64)]) -> Vec<Standard> {
        let one = |(group, cash): &(&'static str, i64)| Standard {
            group: (*group).into(),
            cash: Fen::new(*cash),
            goods: CleanText::default(),
            goods_value: Fen::ZERO,
        };
        all.iter().map(one).collect()
    }

    /// 甲 from 500 to 800 on the 5th, to 900 on the 9th; 乙 from 1,000 to 1,100 on the 3rd, entered last.
    fn rises() -> Rises {
        let rise = |on, entered, before| Rise { on: day(on), entered: day(entered), before };
        Rises::new(
            vec![
                rise(5, 5, standards(&[("甲", 500), ("乙", 1000)])),
                rise(9, 9, standards(&[("甲", 800), ("乙", 1000)])),
                rise(3, 9, standards(&[("甲", 900), ("乙", 1000)])),
            ],
            standards(&[("甲", 900), ("乙", 1100)]),
        )
    }

    #[test]
    fn standards_hold_from_their_day_and_are_told_from_the_day_they_were_entered() {
        for (on, held, told) in [
            (2, [500, 1000], [500, 1000]),
            (3, [500, 1100], [500, 1000]),
            (5, [800, 1100], [800, 1000]),
            (8, [800, 1100], [800, 1000]),
            (9, [900, 1100], [900, 1100]),
        ] {
            let cash = |all: Vec<Standard>| all.iter().map(|one| one.cash.get()).collect::<Vec<_>>();
            assert_eq!(cash(rises().on_day(day(on))), held, "{on}");
            assert_eq!(cash(rises().told_on(day(on))), told, "{on}");
        }
        assert_eq!(rises().days(), [day(3), day(5), day(9)]);
        assert!(rises().is_raised_after(day(8)) && !rises().is_raised_after(day(9)));
    }

    #[test]
    fn owed_is_the_rise_of_the_own_group_once() {
        let base = |on, cash, group: &'static str, standard| PaidBy {
            on: day(on),
            cash: Fen::new(cash),
            group: group.into(),
            standard: Fen::new(standard),
            is_top_up: false,
        };
        let top_up = |on, cash| PaidBy { is_top_up: true, ..base(on, cash, "甲", 800) };
        for (paid, owed) in [
            // What was paid, and what is owed on the 2nd, 5th and 9th.
            (vec![base(2, 500, "甲", 500)], [0, 300, 400]),
            // Later than the 5th: nothing was owed before the gift.
            (vec![base(6, 500, "甲", 500)], [0, 0, 400]),
            (vec![base(6, 800, "甲", 800)], [0, 0, 100]),
            // A part of it, and all of it.
            (vec![base(2, 500, "甲", 500), top_up(5, 100)], [0, 200, 300]),
            (vec![base(2, 500, "甲", 500), top_up(5, 300)], [0, 0, 100]),
            // Given twice: it is above the standard already.
            (vec![base(2, 500, "甲", 500), base(6, 800, "甲", 800)], [0, 0, 0]),
            (vec![base(2, 500, "甲", 500), base(3, 500, "甲", 500)], [0, 0, 0]),
            // Less than the standard with a reason: no more than the rise is 补差.
            (vec![base(2, 300, "甲", 500)], [0, 300, 400]),
            (vec![base(2, 300, "甲", 500), top_up(5, 100)], [0, 200, 300]),
            // Beside the list, by a group without a rise, in kind.
            (vec![base(2, 500, "", 0)], [0, 0, 0]),
            (vec![base(2, 500, "丙", 500)], [0, 0, 0]),
            (vec![base(2, 0, "甲", 500)], [0, 0, 0]),
            // By a standard of before the opening.
            (vec![base(2, 400, "甲", 400)], [0, 300, 400]),
        ] {
            let groups: Vec<CleanText> = paid.iter().map(|gift| gift.group.clone()).collect();
            let found = [2, 5, 9].map(|on| rises().owed(&paid, &groups, day(on)).get());
            assert_eq!(found, owed, "{paid:?}");
        }
        let never = Rises::new(Vec::new(), standards(&[("甲", 900)]));
        assert_eq!(never.owed(&[base(2, 500, "甲", 500)], &["甲".into()], day(9)), Fen::ZERO);
    }

    /// 甲 and 乙 from 1,000 and 500 on the 5th to other ones; 丙 has 800.
    #[test]
    fn a_rise_of_another_group_is_owed_as_far_as_it_makes_the_highest_higher() {
        let before = |group: &'static str| PaidBy {
            on: day(2),
            cash: Fen::new(1000),
            group: group.into(),
            standard: Fen::new(1000),
            is_top_up: false,
        };
        let by = |group: &'static str, standard, paid| PaidBy {
            group: group.into(),
            cash: Fen::new(paid),
            standard: Fen::new(standard),
            ..before("甲")
        };
        let paid = |cash| PaidBy { on: day(5), cash: Fen::new(cash), is_top_up: true, ..before("甲") };
        for (then, gifts, groups, owed) in [
            ([1000, 1200], vec![before("甲")], vec!["甲", "乙"], 200),
            ([1100, 1200], vec![before("甲")], vec!["甲", "乙"], 200),
            ([1100, 1200], vec![before("甲"), paid(100)], vec!["甲", "乙"], 100),
            ([1100, 1200], vec![before("甲"), paid(200)], vec!["甲", "乙"], 0),
            ([1000, 900], vec![before("甲")], vec!["甲", "乙"], 0),
            ([1100, 900], vec![before("甲")], vec!["甲", "乙"], 100),
            // Who is not in it is owed nothing by it.
            ([1000, 1200], vec![before("甲")], vec!["甲"], 0),
            // Given by 乙 alone before 甲 was known of: the step from 500 to 1,000 is no rise.
            ([1000, 500], vec![by("乙", 500, 500)], vec!["甲", "乙"], 0),
            ([1200, 500], vec![by("乙", 500, 500)], vec!["甲", "乙"], 200),
            ([1000, 700], vec![by("乙", 500, 500)], vec!["甲", "乙"], 200),
            // Given by 丙, whom 乙 overtakes.
            ([1000, 1200], vec![by("丙", 800, 800)], vec!["乙", "丙"], 400),
            ([1000, 1200], vec![by("丙", 800, 1100)], vec!["乙", "丙"], 100),
        ] {
            let all = |[one, other]: [i64; 2]| standards(&[("甲", one), ("乙", other), ("丙", 800)]);
            let rise = Rise { on: day(5), entered: day(6), before: all([1000, 500]) };
            let rises = Rises::new(vec![rise], all(then));
            let groups: Vec<CleanText> = groups.into_iter().map(CleanText::from).collect();
            assert_eq!(rises.owed(&gifts, &groups, day(4)), Fen::ZERO, "{then:?} {gifts:?}");
            assert_eq!(rises.owed(&gifts, &groups, day(6)).get(), owed, "{then:?} {gifts:?}");
        }
    }
}
