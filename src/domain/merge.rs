//! Two recipients that are one human: which of them counts where. A round whose list was fixed before stays as it was
//! fixed: both stand in it, each with what was given to that one.

use serde::{Deserialize, Serialize};

use super::due::DueState;
use super::entry::LedgerLine;
use super::holiday::RoundCode;
use super::idcard::IdNumber;
use super::money::Fen;
use super::recipient::{Absence, Kind, Life, RecipientCard, Residence};
use super::round_card::RoundLine;
use super::text::CleanText;

/// What keeps two from being merged, or parted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MergeRule {
    /// Both are the same one.
    Same,
    /// A person and a unit.
    Kind,
    /// The register does not say the same of both deaths: somebody has to decide first.
    Deaths,
    /// The register does not say the same of both departures or suspensions: somebody has to decide first.
    Away,
    /// Both have an ID number whose check digit is right, and the numbers differ: a reason of its own answers it.
    Ids,
    /// It was said of the two that they are two: a reason of its own answers it.
    ToldApart,
    /// Nothing to take back: it was not merged into another.
    NotMerged,
    /// Once parted, the one that stays was given more than its standard: a reason of its own answers it.
    Above,
}

impl MergeRule {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Kind => "kind",
            Self::Deaths => "deaths",
            Self::Away => "away",
            Self::Ids => "different_ids",
            Self::ToldApart => "told_apart",
            Self::NotMerged => "not_merged",
            Self::Above => "above_standard",
        }
    }

    /// What says that two are two, of which one must be sure before they are merged.
    pub fn doubts(numbers: [Option<&IdNumber>; 2], told_apart: bool) -> Vec<Self> {
        let is_valid = |number: &&IdNumber| {
            number.as_str().len() == 15 || number.as_str().ends_with(number.right_check_digit())
        };
        let [one, two] = numbers.map(|number| number.filter(is_valid).map(IdNumber::key));
        let ids = one.zip(two).filter(|(one, two)| one != two).map(|_| Self::Ids);
        ids.into_iter().chain(told_apart.then_some(Self::ToldApart)).collect()
    }

    /// The first of these rules, unless a reason answers them that is another one than that of the act.
    pub fn unanswered(asks: &[Self], reason: &CleanText, confirmed: Option<&CleanText>) -> Option<Self> {
        let is_answer = |confirmed: &&CleanText| !confirmed.says_nothing() && !confirmed.same_name(reason);
        if confirmed.is_some_and(|confirmed| is_answer(&confirmed)) { None } else { asks.first().copied() }
    }

    /// The first rule against merging two of those kinds, lives and residences.
    pub fn against(kinds: [Kind; 2], lives: [Life; 2], residences: [Residence; 2]) -> Option<Self> {
        if kinds[0] != kinds[1] {
            Some(Self::Kind)
        } else if lives[0] != lives[1] {
            Some(Self::Deaths)
        } else if residences[0] != residences[1] {
            Some(Self::Away)
        } else {
            None
        }
    }
}

/// Somebody who was merged, as whoever it was merged into knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The local number.
    pub no: i64,
    /// The id under which calls and entries stand.
    pub id: String,
    /// The rounds whose lists were fixed before: the two stand apart in them.
    pub apart: Vec<String>,
}

/// Somebody who was merged for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerMember {
    /// The local number.
    pub no: i64,
    /// The id under which calls and entries stand.
    pub id: String,
    /// The rounds whose lists were fixed meanwhile: in them the two stay one.
    pub rounds: Vec<String>,
}

/// A round in which the history of one who was merged counts for another for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lent {
    /// The round.
    pub round: String,
    /// The local number of the other.
    pub to: i64,
}

/// What merges, and what happened to somebody more than once, mean for one recipient. Of nearly everybody there is nothing
/// to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ties {
    /// Those who are merged into this one, directly or by way of another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Member>,
    /// Those who were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub once: Vec<FormerMember>,
    /// If this one is merged into another: the rounds whose lists were fixed before, in which it stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<Vec<String>>,
    /// The rounds whose lists were fixed while this one was merged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lent: Vec<Lent>,
    /// Whether the registration of this one was withdrawn: then it stands in no round whose list is not fixed.
    #[serde(default, skip_serializing_if = "is_not")]
    pub withdrawn: bool,
    /// Deaths, departures and suspensions of this one, where the recipient's own days do not tell all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<Absence>,
    /// The names that this one bore before it was given another: whoever hands over under one of them is the same human.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_not(withdrawn: &bool) -> bool {
    !withdrawn
}

impl Ties {
    /// Whether this one stands in a round of its own.
    pub fn stands_in(&self, round: &str) -> bool {
        let is = |codes: &Vec<String>| codes.iter().any(|code| code == round);
        self.apart.as_ref().is_none_or(is) && self.lent_to(round).is_none() && !self.withdrawn
    }

    /// For whom the history of this one counts in a round, if that is another one for good.
    pub fn lent_to(&self, round: &str) -> Option<i64> {
        self.lent.iter().find(|lent| lent.round == round).map(|lent| lent.to)
    }

    /// Those whose calls and entries of a round count for this one: local number and id.
    pub fn members_in<'a>(&'a self, round: &'a str) -> impl Iterator<Item = (i64, &'a str)> {
        let is = move |codes: &Vec<String>| codes.iter().any(|code| code == round);
        let now = self.with.iter().filter(move |one| !is(&one.apart)).map(|one| (one.no, one.id.as_str()));
        let once = self.once.iter().filter(move |one| is(&one.rounds)).map(|one| (one.no, one.id.as_str()));
        now.chain(once)
    }

    /// Those whose calls and entries of a round are told beside this one's: as [`Ties::members_in`], and whoever stands
    /// apart there and is the same human all the same.
    pub fn told_in<'a>(&'a self, round: &'a str) -> impl Iterator<Item = (i64, &'a str)> {
        let own = move |one: &&Member| one.apart.iter().any(|code| code == round);
        let apart = self.with.iter().filter(own).map(|one| (one.no, one.id.as_str()));
        self.members_in(round).chain(apart)
    }
}

/// Makes one a member of another on a day on which the lists of `settled` are fixed.
pub fn join(keep: &mut Ties, (no, id): (i64, &str), other: &mut Ties, settled: &[String]) {
    keep.with.push(Member { no, id: id.to_owned(), apart: settled.to_vec() });
    other.apart = Some(settled.to_vec());
}

/// Takes a member out again. In the rounds whose lists were fixed meanwhile the two stay one.
pub fn part((keep, to): (&mut Ties, i64), no: i64, other: &mut Ties, settled: &[String]) {
    let Some(at) = keep.with.iter().position(|member| member.no == no) else { return };
    let Member { id, apart, .. } = keep.with.remove(at);
    let rounds: Vec<String> = settled.iter().filter(|code| !apart.contains(code)).cloned().collect();
    other.apart = None;
    if !rounds.is_empty() {
        other.lent.extend(rounds.iter().map(|round| Lent { round: round.clone(), to }));
        keep.once.push(FormerMember { no, id, rounds });
    }
}

/// Gifts of one round that two recipients have received who are one human.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubleGift {
    /// The round.
    pub round: RoundCode,
    /// The entries of both that stand, the oldest first.
    pub entries: Vec<LedgerLine>,
}

impl DoubleGift {
    /// Cash of all of them, in fen.
    pub fn cash(&self) -> Fen {
        self.entries.iter().fold(Fen::ZERO, |sum, entry| sum.plus(entry.cash))
    }
}

/// Where the two stand in a round, and where the one human will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedStand {
    /// The round.
    pub round: RoundCode,
    /// Where each stands.
    pub before: [DueState; 2],
    /// Where the one will.
    pub after: DueState,
    /// The cash of the standard that will be owed or was given, in fen.
    pub cash: Fen,
}

/// One of the two, with all that is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeSide {
    /// The card.
    pub card: RecipientCard,
    /// The rounds, with calls and entries.
    pub rounds: Vec<RoundLine>,
}

/// The last look at two before they are merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLook {
    /// The one that stays, then the other.
    pub sides: [MergeSide; 2],
    /// What keeps them apart, if anything does.
    pub against: Option<MergeRule>,
    /// What a reason of its own must answer.
    pub asks: Vec<MergeRule>,
    /// Gifts of one round to both.
    pub doubles: Vec<DoubleGift>,
    /// The rounds whose lists are not fixed.
    pub stands: Vec<MergedStand>,
}

/// Where somebody stands in a round with one who was merged into it, and where both will once they are parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartedStand {
    /// The round.
    pub round: RoundCode,
    /// Where the one stands now.
    pub before: DueState,
    /// Where the one that stays will, and the other.
    pub after: [DueState; 2],
}

/// What one that stays was given in a round, where that is more than the standard that it has by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Above {
    /// The round.
    pub round: RoundCode,
    /// Cash and goods given, in fen.
    pub given: [Fen; 2],
    /// Cash and goods of the standard, in fen.
    pub standard: [Fen; 2],
    /// The numbers of the entries.
    pub entries: Vec<i64>,
}

/// The last look at two before they are parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmergeLook {
    /// Names of the one that stays, and of the other.
    pub names: [CleanText; 2],
    /// Gifts that stand of those that the one that stays was given since: they stay with it.
    pub given: Vec<LedgerLine>,
    /// The rounds whose lists are not fixed.
    pub stands: Vec<PartedStand>,
    /// Where that is above the standard of the one that stays.
    pub above: Vec<Above>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::recipient::Kind::{Person, Unit};

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_round_fixed_before_keeps_both_and_one_fixed_meanwhile_keeps_them_one() {
        let (mut keep, mut other) = (Ties::default(), Ties::default());
        join(&mut keep, (2, "b"), &mut other, &codes(&["2023-spring"]));
        for (round, members, alone) in [("2023-spring", 0, true), ("2024-spring", 1, false)] {
            assert_eq!(keep.members_in(round).count(), members, "{round}");
            assert_eq!(other.stands_in(round), alone, "{round}");
            assert!(keep.stands_in(round) && keep.told_in(round).count() == 1);
        }
        part((&mut keep, 1), 2, &mut other, &codes(&["2023-spring", "2024-spring"]));
        for (round, members, alone) in
            [("2023-spring", 0, true), ("2024-spring", 1, false), ("2024-army", 0, true)]
        {
            assert_eq!(keep.members_in(round).count(), members, "{round}");
            assert_eq!(other.stands_in(round), alone, "{round}");
        }
        join(&mut keep, (2, "b"), &mut other, &codes(&["2023-spring", "2024-spring"]));
        part((&mut keep, 1), 2, &mut other, &codes(&["2023-spring", "2024-spring"]));
        assert_eq!(keep.members_in("2024-spring").count(), 1, "once");
    }

    #[test]
    fn two_valid_numbers_that_differ_are_doubted_and_a_slip_is_not() {
        let number = |text: &str| IdNumber::from_stored(text).unwrap();
        for (one, other, ids) in [
            ("152599193202150013", "152599194309150026", true),
            ("152599193202150013", "152599194309150021", false),
            ("152599194309150026", "152599430915002", false),
        ] {
            let both = [number(one), number(other)];
            let found = MergeRule::doubts(both.each_ref().map(Some), false);
            assert_eq!(found, if ids { vec![MergeRule::Ids] } else { Vec::new() }, "{one} {other}");
        }
        assert_eq!(MergeRule::doubts([None, None], true), [MergeRule::ToldApart]);
    }

    #[test]
    fn what_keeps_two_apart() {
        let dead = |d| Life::Dead(chrono::NaiveDate::from_ymd_opt(2024, 1, d).unwrap());
        for (kinds, lives, rule) in [
            ([Person; 2], [Life::Alive; 2], None),
            ([Unit; 2], [Life::Alive; 2], None),
            ([Person, Unit], [Life::Alive; 2], Some(MergeRule::Kind)),
            ([Person; 2], [Life::Alive, dead(1)], Some(MergeRule::Deaths)),
            ([Person; 2], [dead(1), dead(2)], Some(MergeRule::Deaths)),
            ([Person; 2], [dead(1), dead(1)], None),
        ] {
            assert_eq!(MergeRule::against(kinds, lives, [Residence::Here; 2]), rule);
        }
        let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 20).unwrap();
        for (one, other, rule) in [
            (Residence::Suspended(day), Residence::Here, Some(MergeRule::Away)),
            (Residence::Here, Residence::Left(day), Some(MergeRule::Away)),
            (Residence::Suspended(day), Residence::Suspended(day), None),
        ] {
            assert_eq!(MergeRule::against([Person; 2], [Life::Alive; 2], [one, other]), rule);
        }
    }
}
