//! What a register starts from: the banner's places, categories and groups; and the sample.
//!
//! Plain data as `fixtures/` holds it; the store turns it into a register.

use chrono::NaiveDate;

use super::entry::Purpose;
use super::gift::{Goods, Proxy, Recording};
use super::holiday::RoundCode;
use super::idcard::IdNumber;
use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::place::{Station, Township, TownshipCode};
use super::recipient::{Held, Kind, Sex, StatusLine};
use super::round::{Group, Round};
use super::text::CleanText;
use super::visit::Outcome;

/// An entitlement category (优抚类别) and the other spellings that rosters use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name.
    pub name: CleanText,
    /// Other spellings.
    pub aliases: Vec<CleanText>,
}

/// What every new register starts from, an empty one too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// The name of the county-level unit, e.g. 正蓝旗.
    pub name: CleanText,
    /// The townships, in the order of their codes.
    pub townships: Vec<Township>,
    /// The stations: the centre first.
    pub stations: Vec<Station>,
    /// The categories, in their order.
    pub categories: Vec<Category>,
    /// The visit groups, in the fixed order that breaks ties.
    pub groups: Vec<Group>,
}

/// Names a recipient of the sample: the ID number of a person, the name of a unit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SampleRef(pub String);

impl std::fmt::Debug for SampleRef {
    /// ID numbers stay out of logs, invented ones too.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SampleRef(masked)")
    }
}

/// A person or a unit of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleRecipient {
    /// How visits and statuses name it.
    pub reference: SampleRef,
    /// Person or unit.
    pub kind: Kind,
    /// Name.
    pub name: CleanText,
    /// Sex, from the ID number.
    pub sex: Option<Sex>,
    /// ID number; none for a unit.
    pub id_number: Option<IdNumber>,
    /// Birth date, from the ID number.
    pub birth: Option<NaiveDate>,
    /// Township, one of the banner's.
    pub township: TownshipCode,
    /// Village or community.
    pub village: Option<CleanText>,
    /// Categories, of the banner's.
    pub categories: Vec<Held>,
    /// Visit groups, of the banner's.
    pub groups: Vec<Held>,
    /// Phone digits.
    pub phone: Option<CleanText>,
    /// Bank card digits.
    pub card: Option<CleanText>,
    /// Address within the village.
    pub address: Option<CleanText>,
    /// Note.
    pub note: Option<CleanText>,
}

/// A line of the status history of somebody in the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleStatus {
    /// Whose.
    pub recipient: SampleRef,
    /// What happened; undone, if a reason for that is given.
    pub line: StatusLine,
}

/// A call at a door in the sample, with what was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleVisit {
    /// Whom it was for.
    pub recipient: SampleRef,
    /// The round.
    pub round: RoundCode,
    /// How the call ended.
    pub outcome: Outcome,
    /// Cash in fen; zero for none.
    pub cash: Fen,
    /// Goods, if any.
    pub goods: Option<Goods>,
    /// The day of the call, which is the day paid.
    pub on: NaiveDate,
    /// Who handed it over.
    pub handlers: Vec<CleanText>,
    /// Who received in the recipient's place.
    pub proxy: Option<Proxy>,
    /// The day it was put off to.
    pub deferred_to: Option<NaiveDate>,
    /// Needs heard (诉求).
    pub needs: Option<CleanText>,
    /// Note.
    pub note: Option<CleanText>,
}

impl SampleVisit {
    /// The call as a recording under `id`, for the recipient that the register knows as `recipient`.
    pub fn recording(&self, id: EntryId, recipient: RecipientId) -> Recording {
        Recording {
            id,
            recipient,
            round: self.round,
            purpose: Purpose::Visit,
            outcome: self.outcome,
            cash: self.cash,
            goods: self.goods.clone(),
            on: self.on,
            handlers: self.handlers.clone(),
            proxy: self.proxy.clone(),
            deferred_to: self.deferred_to,
            needs: self.needs.clone(),
            note: self.note.clone(),
            override_reason: None,
        }
    }
}

/// The sample: invented people whose 2023 bears the published totals (domain: "The year that the
/// sample data tells").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The people, by township and village.
    pub people: Vec<SampleRecipient>,
    /// The units.
    pub units: Vec<SampleRecipient>,
    /// The rounds with their windows and standards, oldest first.
    pub rounds: Vec<Round>,
    /// The calls, in the order in which they were recorded.
    pub visits: Vec<SampleVisit>,
    /// The status history, oldest first.
    pub statuses: Vec<SampleStatus>,
}
