//! Many at once: the usual gift for all who were marked, as one act. Who of them is recorded, and who is left out and
//! why, one function decides; the register asks it again in the transaction that writes.

use chrono::NaiveDate;

use super::attention::Attention;
use super::due::{self, CloseReason, DueState, Missed, Standing};
use super::entry::Purpose;
use super::gift::{Recording, Rule, Situation, may_record};
use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::list::{RosterQuery, RosterRow};
use super::money::Fen;
use super::place::{Scope, TownshipCode};
use super::round::Round;
use super::text::CleanText;
use super::usual_gift::Usual;
use super::visit::Outcome;

#[cfg(test)]
mod tests;

/// Most recipients of one act: it holds the register's lock for some seconds at most.
pub const LARGEST_BATCH: usize = 5_000;

/// The usual gift of one recipient of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchGift {
    /// Names the visit and the entry.
    pub id: EntryId,
    /// Whom it was for.
    pub recipient: RecipientId,
    /// What the last look showed.
    pub usual: Usual,
}

/// One act that records many: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Names the act.
    pub id: EntryId,
    /// The round.
    pub round: RoundCode,
    /// The day of the calls, which is the day paid.
    pub on: NaiveDate,
    /// Who handed it over.
    pub handlers: Vec<CleanText>,
    /// What each is given, each an entry of its own.
    pub gifts: Vec<BatchGift>,
}

impl Batch {
    /// Its recordings, one for each gift.
    pub fn recordings(&self) -> impl Iterator<Item = Recording> {
        self.gifts.iter().map(|gift| {
            let about = (gift.id, gift.recipient, self.round);
            recording(about, self.on, &self.handlers, &gift.usual)
        })
    }

    /// What it comes to.
    pub fn sum(&self) -> BatchSum {
        self.gifts.iter().map(|gift| &gift.usual).collect()
    }
}

/// What many gifts come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchSum {
    /// Recipients.
    pub recipients: usize,
    /// Cash in fen.
    pub cash: Fen,
    /// Goods at their value, in fen.
    pub goods: Fen,
    /// Recipients who are given goods.
    pub with_goods: usize,
}

impl<'a> FromIterator<&'a Usual> for BatchSum {
    fn from_iter<T: IntoIterator<Item = &'a Usual>>(gifts: T) -> Self {
        gifts.into_iter().fold(Self::default(), |sum, gift| Self {
            recipients: sum.recipients + 1,
            cash: sum.cash.plus(gift.cash),
            goods: sum.goods.plus(gift.goods_value),
            with_goods: sum.with_goods + usize::from(gift.goods_value != Fen::ZERO),
        })
    }
}

/// One reversal of many: its id, and the gift that it cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// Of the reversal.
    pub id: EntryId,
    /// The gift.
    pub of: EntryId,
}

/// An act that recorded many, as far as it can still be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedBatch {
    /// Names the act.
    pub id: EntryId,
    /// The day of the act.
    pub recorded_on: NaiveDate,
    /// How many it recorded.
    pub all: usize,
    /// Those of its gifts that no reversal has cancelled, in the order of the act.
    pub live: Vec<EntryId>,
    /// What those come to.
    pub sum: BatchSum,
}

/// Somebody of a batch who stands otherwise than the last look showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// The name.
    pub name: CleanText,
    /// Why nothing is recorded any more; none where the usual gift is another one by now.
    pub why: Option<LeftOut>,
}

/// Why somebody who was marked is not recorded with the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// Visited already.
    Visited,
    /// Closed: died, moved away, refused, not found, suspended.
    Closed(CloseReason),
    /// Put off to a later day, or to one that nobody knows.
    PutOff(Option<NaiveDate>),
    /// A half-filled form waits.
    Draft,
    /// The round does not provide for them: no group, or no standard.
    NotInRound,
    /// The window of the round opens after the day of the calls.
    NotOpen,
    /// A rule refuses it.
    Refused(Rule),
}

/// Somebody who was marked, and what bears on recording the usual gift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The row in the round.
    pub row: RosterRow,
    /// What the register knows that bears on a recording.
    pub situation: Situation,
    /// Whether a half-filled form of the round waits.
    pub draft: bool,
}

/// What the last look at many rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchFacts {
    /// The round.
    pub round: Round,
    /// Those who were marked, by township, village and name.
    pub candidates: Vec<Candidate>,
    /// Whether more were asked for than one act holds: then there are none.
    pub too_many: bool,
    /// The handlers of the last recording made on this register.
    pub handlers: Vec<CleanText>,
    /// Whether cash needs two handlers.
    pub two_handlers: bool,
}

/// Which of a list are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// These.
    These(Vec<RecipientId>),
    /// All that a roster lists, wherever its page begins.
    Roster(RosterQuery),
    /// All that is due in the round in one part of the register, or its exceptions.
    Due {
        /// Which part.
        scope: Scope,
        /// The exceptions instead.
        exceptions: bool,
    },
    /// All on a list of those who ask for attention that are of the round, or those of one township.
    Attention(Attention, Option<TownshipCode>),
}

/// Decides whether somebody who was marked is given the usual gift on a day by these handlers, and what that is.
///
/// That the handlers are too few concerns all alike and leaves nobody out; [`may_record`] refuses it.
///
/// # Errors
/// Why not.
pub fn usual_gift(
    candidate: &Candidate,
    round: &Round,
    on: NaiveDate,
    handlers: &[CleanText],
) -> Result<Usual, LeftOut> {
    match candidate.row.standing {
        Standing::NotEligible => return Err(LeftOut::NotInRound),
        Standing::Done => return Err(LeftOut::Visited),
        Standing::Closed(reason) => return Err(LeftOut::Closed(reason)),
        Standing::Open(missed) | Standing::Partly(_, missed) => match missed {
            Some(Missed::Deferred(to)) if to.is_none_or(|to| to > on) => return Err(LeftOut::PutOff(to)),
            Some(Missed::Deferred(_) | Missed::Absent(_)) | None => {}
        },
    }
    if due::state(candidate.row.standing, &round.window, on) == DueState::Upcoming {
        return Err(LeftOut::NotOpen);
    }
    if candidate.draft {
        return Err(LeftOut::Draft);
    }
    let standard = candidate.situation.terms.basis_on(candidate.row.standard.as_ref(), on);
    let usual = Usual::of(standard, &candidate.situation.live);
    if usual == Usual::default() {
        return Err(LeftOut::NotInRound);
    }
    let rules = refused(candidate, &usual, round, on, handlers);
    match rules.into_iter().find(|rule| *rule != Rule::Handlers) {
        Some(rule) => Err(LeftOut::Refused(rule)),
        None => Ok(usual),
    }
}

/// Whether what somebody is given needs more handlers than these: that concerns all alike.
pub fn lacks_handlers(
    candidate: &Candidate,
    usual: &Usual,
    round: &Round,
    on: NaiveDate,
    handlers: &[CleanText],
) -> bool {
    refused(candidate, usual, round, on, handlers).contains(&Rule::Handlers)
}

/// The rules that refuse the usual gift, by the one function that decides.
fn refused(
    candidate: &Candidate,
    usual: &Usual,
    round: &Round,
    on: NaiveDate,
    handlers: &[CleanText],
) -> Vec<Rule> {
    let about = (EntryId(uuid::Uuid::nil()), candidate.row.id, round.code);
    let refused = may_record(&recording(about, on, handlers, usual), &candidate.situation);
    refused.err().unwrap_or_default().into_iter().map(|refusal| refusal.rule).collect()
}

/// The recording of the usual gift to the recipient in person.
fn recording(
    (id, recipient, round): (EntryId, RecipientId, RoundCode),
    on: NaiveDate,
    handlers: &[CleanText],
    usual: &Usual,
) -> Recording {
    Recording {
        id,
        recipient,
        round,
        purpose: Purpose::Visit,
        outcome: Outcome::Given,
        cash: usual.cash,
        goods: usual.goods(),
        on,
        handlers: handlers.to_vec(),
        proxy: None,
        deferred_to: None,
        needs: None,
        note: None,
        died_on: None,
        reason: None,
    }
}
