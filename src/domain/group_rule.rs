//! A group by rule: whoever holds certain categories is in it, as long as they do and the rule holds, but for dated
//! exceptions. One function decides what somebody holds by rule; what was entered by hand stands beside it, and a group that
//! somebody is put into beside the rule is such a membership.

use chrono::NaiveDate;

use super::group_change::RoundEffect;
use super::recipient::{Held, Membership};
use super::text::CleanText;

/// A rule that holds from a day to a day, both included; without a first day it holds as a membership without one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// The group.
    pub group: CleanText,
    /// Whoever holds one of these is in it.
    pub categories: Vec<CleanText>,
    /// First day; none where it is not limited.
    pub from: Option<NaiveDate>,
    /// Last day; none while it holds.
    pub until: Option<NaiveDate>,
    /// The day on which it was entered.
    pub entered: NaiveDate,
}

/// What happens to the rule of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleDeed {
    /// Whoever holds one of these is in it, from a day on, else as if it had always been so; an older rule gives way.
    Hold(Vec<CleanText>, Option<NaiveDate>),
    /// The day is its last one.
    End(NaiveDate),
    /// It never was.
    Remove,
}

/// One act that gives a group a rule, or takes it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// The group.
    pub group: CleanText,
    /// What happens.
    pub deed: RuleDeed,
    /// Why.
    pub reason: CleanText,
}

/// What a change of a rule would mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLook {
    /// Whose memberships would change.
    pub people: u64,
    /// What it means for the rounds whose lists are not fixed.
    pub effects: Vec<RoundEffect>,
    /// Whether the rules would be others.
    pub changes: bool,
}

/// The rules once an act was done on a day; none where that changes nothing.
pub fn with(rules: &[GroupRule], change: &RuleChange, today: NaiveDate) -> Option<Vec<GroupRule>> {
    let mut all = rules.to_vec();
    let of = |rule: &GroupRule| rule.group == change.group;
    let end = |all: &mut Vec<GroupRule>, last: NaiveDate| {
        all.retain(|rule| !of(rule) || rule.from.is_none_or(|from| from <= last));
        for rule in all.iter_mut().filter(|rule| of(rule) && rule.until.is_none_or(|until| until > last)) {
            rule.until = Some(last);
        }
    };
    match &change.deed {
        RuleDeed::Hold(categories, from) => {
            let same = |rule: &GroupRule| {
                of(rule) && rule.categories == *categories && rule.from == *from && rule.until.is_none()
            };
            if rules.iter().any(same) {
                return None;
            }
            match from.and_then(|from| from.pred_opt()) {
                Some(last) => end(&mut all, last),
                None => all.retain(|rule| !of(rule)),
            }
            all.push(GroupRule {
                group: change.group.clone(),
                categories: categories.clone(),
                from: *from,
                until: None,
                entered: today,
            });
        }
        RuleDeed::End(last) => end(&mut all, *last),
        RuleDeed::Remove => all.retain(|rule| !of(rule)),
    }
    (all != rules).then_some(all)
}

/// Decides what somebody holds by rule: the days on which a rule and one of its categories hold, without the exceptions
/// `out`, and without what is held by hand.
pub fn by_rule(
    rules: &[GroupRule],
    categories: &[Membership],
    out: &[Held],
    by_hand: &[Held],
) -> Vec<Membership> {
    let mut all = Vec::new();
    for rule in rules {
        for one in categories.iter().filter(|one| rule.categories.contains(&one.held.label)) {
            let (held, from) = (&one.held, one.held.from.max(rule.from));
            let until = match (held.until, rule.until) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
            if from.zip(until).is_none_or(|(from, until)| from <= until) {
                let held = Held { label: rule.group.clone(), from, until };
                all.push(Membership { held, entered: one.entered.max(rule.entered) });
            }
        }
    }
    let mut all = joined(all);
    for gap in out.iter().chain(by_hand) {
        all = all.into_iter().flat_map(|one| without(one, gap)).collect();
    }
    all
}

/// The exceptions that leave of a group by rule no more than a list says of it: whoever writes the list tells all of it.
pub fn exceptions(
    rules: &[GroupRule],
    categories: &[Membership],
    group: &CleanText,
    list: &[Held],
) -> Vec<Held> {
    let mut left = by_rule(rules, categories, &[], list);
    left.retain(|one| one.held.label == *group);
    left.into_iter().map(|one| one.held).collect()
}

/// A list of groups as it stood before an act, beside the categories of then, brought to now: what was held wholly by rule is
/// what the rules give with the categories of now, without exceptions. Its days of then would be an exception that nobody
/// asked for.
pub fn given_back(
    rules: &[GroupRule],
    mut groups: Vec<Held>,
    beside: &[Held],
    now: &[Membership],
) -> Vec<Held> {
    let then: Vec<Membership> =
        beside.iter().map(|held| Membership { held: held.clone(), entered: NaiveDate::MIN }).collect();
    let [was, is] = [&then, now].map(|held| by_rule(rules, held, &[], &[]));
    let of = |list: &[Membership], group: &CleanText| -> Vec<Held> {
        list.iter().filter(|one| one.held.label == *group).map(|one| one.held.clone()).collect()
    };
    for rule in rules {
        let mut listed: Vec<Held> = groups.iter().filter(|held| held.label == rule.group).cloned().collect();
        listed.sort();
        if !listed.is_empty() && listed == of(&was, &rule.group) {
            groups.retain(|held| held.label != rule.group);
            groups.extend(of(&is, &rule.group));
        }
    }
    groups
}

/// Whether all days of a membership are among those of others.
pub fn is_within(one: &Held, others: &[Membership]) -> bool {
    let mut left = vec![Membership { held: one.clone(), entered: NaiveDate::MIN }];
    for other in others {
        left = left.into_iter().flat_map(|one| without(one, &other.held)).collect();
    }
    left.is_empty()
}

/// Memberships that overlap or follow one another as one. One without a first day is not joined with one that has it: the first
/// counts from when it was entered, the other from its day.
fn joined(mut all: Vec<Membership>) -> Vec<Membership> {
    all.sort_by(|one, other| (&one.held, one.entered).cmp(&(&other.held, other.entered)));
    let mut joined: Vec<Membership> = Vec::new();
    for one in all {
        let meets = |last: &Membership| {
            last.held.label == one.held.label
                && match (last.held.from, one.held.from) {
                    (None, None) => true,
                    (Some(_), Some(from)) => {
                        last.held.until.is_none_or(|until| Some(from) <= until.succ_opt())
                    }
                    (None, Some(_)) | (Some(_), None) => false,
                }
        };
        match joined.last_mut().filter(|last| meets(last)) {
            Some(last) => {
                last.held.until = last.held.until.zip(one.held.until).map(|(one, other)| one.max(other));
                last.entered = last.entered.min(one.entered);
            }
            None => joined.push(one),
        }
    }
    joined
}

/// What is left of a membership without the days of a gap.
fn without(one: Membership, gap: &Held) -> Vec<Membership> {
    let held = &one.held;
    let apart = gap.label != held.label
        || gap.from.zip(held.until).is_some_and(|(from, until)| from > until)
        || gap.until.zip(held.from).is_some_and(|(until, from)| until < from);
    if apart {
        return vec![one];
    }
    let part = |from, until| Membership { held: Held { from, until, ..held.clone() }, entered: one.entered };
    let mut left = Vec::new();
    if let Some(until) = gap.from.and_then(|from| from.pred_opt())
        && held.from.is_none_or(|from| from <= until)
    {
        left.push(part(held.from, Some(until)));
    }
    if let Some(from) = gap.until.and_then(|until| until.succ_opt())
        && held.until.is_none_or(|until| from <= until)
    {
        left.push(part(Some(from), held.until));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2024, 2, day)
    }

    fn held(label: &'static str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Held {
        Held { label: label.into(), from, until }
    }

    fn entered(held: Held, on: u32) -> Membership {
        Membership { held, entered: day(on).unwrap() }
    }

    fn rule(from: Option<NaiveDate>, until: Option<NaiveDate>) -> GroupRule {
        GroupRule {
            group: "甲".into(),
            categories: vec!["一".into(), "二".into()],
            from,
            until,
            entered: day(10).unwrap(),
        }
    }

    #[test]
    fn a_group_is_held_as_long_as_the_rule_and_a_category_hold() {
        let of = |rules: &[GroupRule], categories: &[Membership], out: &[Held], hand: &[Held]| -> Vec<Held> {
            by_rule(rules, categories, out, hand).into_iter().map(|one| one.held).collect()
        };
        let one = |from, until| entered(held("一", from, until), 1);
        let two = |from, until| entered(held("二", from, until), 2);
        let group = |from, until| held("甲", from, until);
        let always = [rule(None, None)];
        for (rules, categories, out, hand, then) in [
            (&[][..], vec![one(None, None)], vec![], vec![], vec![]),
            (&always, vec![], vec![], vec![], vec![]),
            (&always, vec![entered(held("三", None, None), 1)], vec![], vec![], vec![]),
            (&always, vec![one(None, None)], vec![], vec![], vec![group(None, None)]),
            (&always, vec![one(day(3), day(9))], vec![], vec![], vec![group(day(3), day(9))]),
            (&[rule(day(5), None)], vec![one(None, day(9))], vec![], vec![], vec![group(day(5), day(9))]),
            (&[rule(None, day(4))], vec![one(day(5), None)], vec![], vec![], vec![]),
            (
                &always,
                vec![one(day(3), day(9)), two(day(10), day(12))],
                vec![],
                vec![],
                vec![group(day(3), day(12))],
            ),
            (
                &always,
                vec![one(None, None)],
                vec![group(day(5), day(8))],
                vec![],
                vec![group(None, day(4)), group(day(9), None)],
            ),
            (&always, vec![one(None, None)], vec![held("乙", None, None)], vec![], vec![group(None, None)]),
            (&always, vec![one(None, None)], vec![], vec![group(day(5), None)], vec![group(None, day(4))]),
            (&always, vec![one(None, None)], vec![], vec![group(None, None)], vec![]),
        ] {
            assert_eq!(of(rules, &categories, &out, &hand), then, "{categories:?} {out:?} {hand:?}");
        }
        let all = by_rule(&always, &[one(None, None), two(None, day(9))], &[], &[]);
        assert_eq!(all, [entered(group(None, None), 10)], "entered with the rule");
    }

    #[test]
    fn what_a_list_does_not_say_is_an_exception() {
        let always = [rule(None, None)];
        let categories = [entered(held("一", None, None), 1)];
        let group = |from, until| held("甲", from, until);
        for (list, out) in [
            (vec![], vec![group(None, None)]),
            (vec![group(None, None)], vec![]),
            (vec![group(None, day(5))], vec![group(day(6), None)]),
            (vec![group(None, day(5)), group(day(9), None)], vec![group(day(6), day(8))]),
        ] {
            assert_eq!(exceptions(&always, &categories, &"甲".into(), &list), out, "{list:?}");
            let then: Vec<Held> =
                by_rule(&always, &categories, &out, &[]).into_iter().map(|one| one.held).collect();
            assert_eq!(then, list);
        }
    }

    #[test]
    fn a_rule_gives_way_to_a_later_one_ends_and_never_was() {
        let today = day(20).unwrap();
        let change = |deed| RuleChange { group: "甲".into(), deed, reason: "年度".into() };
        let hold = |from| change(RuleDeed::Hold(vec!["三".into()], from));
        let then = |from, entered: NaiveDate| GroupRule {
            categories: vec!["三".into()],
            entered,
            ..rule(from, None)
        };
        let old = [rule(None, None)];
        assert_eq!(with(&old, &hold(None), today), Some(vec![then(None, today)]));
        let later = with(&old, &hold(day(5)), today);
        assert_eq!(later, Some(vec![rule(None, day(4)), then(day(5), today)]));
        assert_eq!(with(&later.unwrap(), &hold(day(5)), today), None);
        assert_eq!(with(&old, &change(RuleDeed::End(today)), today), Some(vec![rule(None, day(20))]));
        assert_eq!(with(&old, &change(RuleDeed::Remove), today), Some(vec![]));
        assert_eq!(with(&[], &change(RuleDeed::Remove), today), None);
        assert_eq!(with(&[rule(day(9), None)], &change(RuleDeed::End(day(3).unwrap())), today), Some(vec![]));
    }
}
