//! A plan beside that of the last round of the same holiday: who is new, who dropped out and why, whose amount changed.

use std::collections::BTreeMap;

use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

/// Why somebody of the last plan is not on this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dropped {
    /// Died.
    Died,
    /// Moved away.
    Moved,
    /// Suspended.
    Suspended,
    /// Merged into somebody, who is on the list or not.
    Merged,
    /// The group ended, or is not held on the basis day.
    GroupEnded,
    /// A group is held, and none of them has a standard in this round.
    NoStandard,
    /// On the fixed list of this round for another reason not.
    Other,
}

impl Dropped {
    /// Every reason, in the order of lists.
    pub const ALL: [Self; 7] = [
        Self::Died,
        Self::Moved,
        Self::Suspended,
        Self::Merged,
        Self::GroupEnded,
        Self::NoStandard,
        Self::Other,
    ];

    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Died => "died",
            Self::Moved => "moved",
            Self::Suspended => "suspended",
            Self::Merged => "merged",
            Self::GroupEnded => "group_ended",
            Self::NoStandard => "no_standard",
            Self::Other => "other",
        }
    }
}

/// Somebody in a plan, as far as two plans are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Who.
    pub id: RecipientId,
    /// The name.
    pub name: CleanText,
    /// The township.
    pub township: CleanText,
    /// The village.
    pub village: CleanText,
    /// The group that is the basis.
    pub group: CleanText,
    /// The cash, in fen.
    pub amount: Fen,
}

/// What changed between two plans; each number is the length of its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The round before; none where there is none of that holiday.
    pub before: Option<RoundCode>,
    /// How many were on the plan before, and are on this one.
    pub counts: [u64; 2],
    /// What both plans come to, in fen.
    pub planned: [Fen; 2],
    /// Who is new.
    pub new: Vec<Planned>,
    /// Who dropped out, as they stood before, and why.
    pub dropped: Vec<(Planned, Dropped)>,
    /// Whose amount changed: as they stand now, and what it was.
    pub changed: Vec<(Planned, Fen)>,
    /// Who would be on an approved plan by the facts of now, and is not: whoever came to be eligible since may be added.
    pub late: Vec<Planned>,
}

impl Comparison {
    /// How many dropped out for each reason that anybody has.
    pub fn reasons(&self) -> Vec<(Dropped, u64)> {
        let mut counts: BTreeMap<Dropped, u64> = BTreeMap::new();
        for (_, why) in &self.dropped {
            *counts.entry(*why).or_default() += 1;
        }
        counts.into_iter().collect()
    }
}

/// Compares the plan `now` with the plan `before`; `why` says of somebody who is on the second alone why.
///
/// Old and new without who dropped out are those of now: every one of either plan is in exactly one of the lists or in both
/// plans.
///
/// # Errors
/// What `why` brings.
pub fn compare<E>(
    round: Option<RoundCode>,
    before: Vec<Planned>,
    now: &[Planned],
    mut why: impl FnMut(&Planned) -> Result<Dropped, E>,
) -> Result<Comparison, E> {
    let sum = |all: &[Planned]| all.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.amount));
    let counts = [before.len() as u64, now.len() as u64];
    let planned = [sum(&before), sum(now)];
    let old: BTreeMap<RecipientId, Fen> = before.iter().map(|one| (one.id, one.amount)).collect();
    let is_now: std::collections::BTreeSet<RecipientId> = now.iter().map(|one| one.id).collect();
    let mut new = Vec::new();
    let mut changed = Vec::new();
    for one in now {
        match old.get(&one.id) {
            None => new.push(one.clone()),
            Some(amount) if *amount != one.amount => changed.push((one.clone(), *amount)),
            Some(_) => {}
        }
    }
    let mut dropped = Vec::new();
    for one in before.into_iter().filter(|one| !is_now.contains(&one.id)) {
        let why = why(&one)?;
        dropped.push((one, why));
    }
    Ok(Comparison { before: round, counts, planned, new, dropped, changed, late: Vec::new() })
}
