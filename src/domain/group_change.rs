//! One group of many: added, ended, or given up for another on a day. Who of them is changed, and who is left out and
//! why, one function decides; the register asks it again in the transaction that writes.

use chrono::NaiveDate;

use super::batch::Among;
use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::recipient::Held;
use super::text::CleanText;

/// What happens to the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupDeed {
    /// It is held from the day on.
    Add(CleanText),
    /// The day is its last one.
    End(CleanText),
    /// From the day on the second is held in the place of the first.
    Move(CleanText, CleanText),
}

impl GroupDeed {
    /// Its stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::End(_) => "end",
            Self::Move(..) => "move",
        }
    }

    /// The groups that it names.
    pub fn groups(&self) -> Vec<&CleanText> {
        match self {
            Self::Add(group) | Self::End(group) => vec![group],
            Self::Move(from, to) => vec![from, to],
        }
    }
}

/// Why somebody is left as is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unchanged {
    /// The group is held on that day already, and does not end.
    Holds,
    /// The group is not held on that day, or ends before it.
    NotHeld,
    /// The group begins on that day or later: it is held from then on, and cannot be given up for another before.
    Begins,
    /// The group is for units and this is a person, or the other way round.
    OtherKind,
    /// Who this is stands under another registration.
    Merged,
}

impl Unchanged {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::NotHeld => "not_held",
            Self::Begins => "begins",
            Self::OtherKind => "other_kind",
            Self::Merged => "merged",
        }
    }
}

/// What somebody holds once the deed is done on a day.
///
/// # Errors
/// Why nothing changes.
pub fn changed(held: &[Held], deed: &GroupDeed, on: NaiveDate) -> Result<Vec<Held>, Unchanged> {
    let mut all = held.to_vec();
    match deed {
        GroupDeed::Add(group) => add(&mut all, group, on)?,
        GroupDeed::End(group) => end(&mut all, group, on, on)?,
        GroupDeed::Move(from, to) => {
            let last = on.pred_opt().ok_or(Unchanged::Begins)?;
            end(&mut all, from, on, last)?;
            // Who holds the other already only gives the first up.
            let _ = add(&mut all, to, on);
        }
    }
    Ok(all)
}

fn add(all: &mut Vec<Held>, group: &CleanText, on: NaiveDate) -> Result<(), Unchanged> {
    if all.iter().any(|held| held.label == *group && held.covers(on) && held.until.is_none()) {
        return Err(Unchanged::Holds);
    }
    if all.iter().any(|held| held.label == *group && held.from.is_some_and(|from| from > on)) {
        return Err(Unchanged::Begins);
    }
    all.push(Held { label: group.clone(), from: Some(on), until: None });
    Ok(())
}

/// Ends the group that is held on a day, with its last day, by however many lines it is held.
fn end(all: &mut [Held], group: &CleanText, on: NaiveDate, last: NaiveDate) -> Result<(), Unchanged> {
    let mut ends = Err(Unchanged::NotHeld);
    let of = |held: &&mut Held| held.label == *group && held.covers(on) && held.until != Some(last);
    for held in all.iter_mut().filter(of) {
        if held.from.is_some_and(|from| from > last) {
            return Err(Unchanged::Begins);
        }
        held.until = Some(last);
        ends = Ok(());
    }
    ends
}

/// What is held once a change from `before` to `after` is taken back, where something else was changed since and what the
/// change itself made still stands; none where it does not.
pub fn taken_back(now: &[Held], before: &[Held], after: &[Held]) -> Option<Vec<Held>> {
    let without = |all: &[Held], some: &[Held]| {
        let mut left = all.to_vec();
        for one in some {
            if let Some(at) = left.iter().position(|held| held == one) {
                left.swap_remove(at);
            }
        }
        left
    };
    let (made, gone) = (without(after, before), without(before, after));
    let mut then = without(now, &made);
    let stands = then.len() + made.len() == now.len();
    then.extend(gone);
    then.sort();
    stands.then_some(then)
}

/// One act that changes a group of many: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupChange {
    /// Names the act.
    pub id: EntryId,
    /// What happens.
    pub deed: GroupDeed,
    /// The first day of what is added, the last of what ends.
    pub on: NaiveDate,
    /// Whose, each with the version that the last look showed.
    pub people: Vec<(RecipientId, i64)>,
    /// Why.
    pub reason: CleanText,
}

/// Recipients of one round, and what their standards come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EffectSum {
    /// How many.
    pub count: u64,
    /// Cash in fen.
    pub cash: Fen,
    /// Goods at their value, in fen.
    pub goods: Fen,
}

/// What a change means for one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundEffect {
    /// The round.
    pub round: RoundCode,
    /// Who will be to be visited and was not.
    pub comes: EffectSum,
    /// Who was to be visited and will not be.
    pub goes: EffectSum,
    /// Who stays on the list by another standard, and what that costs more, or less than nothing.
    pub alters: EffectSum,
    /// Whose open item closes; they stay on the list.
    pub closes: EffectSum,
    /// Whose open item goes to another place.
    pub moves: EffectSum,
    /// To whom something becomes owed beside what they were given (补差).
    pub top_ups: EffectSum,
    /// By how much the planned cash of the round grows, or shrinks: of those too who were given something already.
    pub planned: Fen,
}

impl RoundEffect {
    /// Nothing changes.
    pub fn none(round: RoundCode) -> Self {
        let nobody = EffectSum::default();
        Self {
            round,
            comes: nobody,
            goes: nobody,
            alters: nobody,
            closes: nobody,
            moves: nobody,
            top_ups: nobody,
            planned: Fen::ZERO,
        }
    }
}

/// What a change of one person or of one round means for a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Which items, and how.
    pub effect: RoundEffect,
    /// The planned cash of the whole round, before and after.
    pub planned: [Fen; 2],
}

/// A gift that stands, was received in person, and lies behind a day of death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidAfter {
    /// Its number in the ledger.
    pub no: i64,
    /// The day on which it was paid.
    pub on: NaiveDate,
    /// Cash.
    pub cash: Fen,
    /// Goods at their value.
    pub goods: Fen,
}

/// What a change of one person or of one round means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    /// For the rounds in which something changes.
    pub rounds: Vec<Touch>,
    /// In how many rounds the person stands on a list that is fixed, and in which nothing changes.
    pub fixed: u64,
    /// If it tells a death: gifts that the dead would have received. Either the day is wrong, or they were somebody else's.
    pub paid_after: Vec<PaidAfter>,
}

/// Somebody of those who were meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMember {
    /// Who.
    pub id: RecipientId,
    /// The name.
    pub name: CleanText,
    /// The masked ID number, which tells namesakes apart.
    pub id_masked: Option<CleanText>,
    /// Names of the township and the village.
    pub home: CleanText,
    /// The version.
    pub rev: i64,
    /// Why nothing changes, if nothing does.
    pub unchanged: Option<Unchanged>,
}

/// Of whom which group would be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLookQuery {
    /// Who is meant.
    pub among: Among,
    /// The round of the list; none for all that are open.
    pub round: Option<RoundCode>,
    /// What happens.
    pub deed: GroupDeed,
    /// On which day.
    pub on: NaiveDate,
}

/// The last look before many are changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLook {
    /// Everybody who was meant, by township, village and name.
    pub members: Vec<GroupMember>,
    /// What it means for the rounds whose lists are not fixed.
    pub effects: Vec<RoundEffect>,
    /// Whether more were meant than one act holds: then there are none.
    pub too_many: bool,
}

impl GroupLook {
    /// Those who are changed, with their versions.
    pub fn people(&self) -> Vec<(RecipientId, i64)> {
        let changed = self.members.iter().filter(|member| member.unchanged.is_none());
        changed.map(|member| (member.id, member.rev)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2024, 2, day)
    }

    fn one(label: &'static str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Held {
        Held { label: label.into(), from, until }
    }

    #[test]
    fn a_group_is_added_ended_or_given_up_for_another() {
        let (add, end) = (GroupDeed::Add("甲".into()), GroupDeed::End("甲".into()));
        let moves = GroupDeed::Move("甲".into(), "乙".into());
        let on = day(5).unwrap();
        for (deed, held, then) in [
            (&add, vec![], Ok(vec![one("甲", day(5), None)])),
            (&add, vec![one("甲", None, None)], Err(Unchanged::Holds)),
            (&add, vec![one("甲", day(9), None)], Err(Unchanged::Begins)),
            (&add, vec![one("甲", None, day(3))], Ok(vec![one("甲", None, day(3)), one("甲", day(5), None)])),
            (&end, vec![one("甲", None, None)], Ok(vec![one("甲", None, day(5))])),
            (&end, vec![one("甲", None, day(5))], Err(Unchanged::NotHeld)),
            (&end, vec![one("甲", day(9), None)], Err(Unchanged::NotHeld)),
            (&moves, vec![one("甲", None, None)], Ok(vec![one("甲", None, day(4)), one("乙", day(5), None)])),
            (
                &moves,
                vec![one("甲", None, None), one("乙", None, None)],
                Ok(vec![one("甲", None, day(4)), one("乙", None, None)]),
            ),
            (&moves, vec![one("甲", day(5), None)], Err(Unchanged::Begins)),
            (&moves, vec![], Err(Unchanged::NotHeld)),
        ] {
            assert_eq!(changed(&held, deed, on), then, "{deed:?} {held:?}");
        }
    }
}
