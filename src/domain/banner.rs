//! What a register starts from: the banner's places, categories and groups; and the sample.
//!
//! Plain data as `fixtures/` holds it; the store turns it into a register.

use chrono::NaiveDate;

use super::gift::Recording;
use super::idcard::IdNumber;
use super::ids::{EntryId, RecipientId};
use super::place::{Station, Township, TownshipCode};
use super::recipient::{Held, Kind, Sex, StatusLine};
use super::round::{Group, Round};
use super::text::CleanText;

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
    /// The call. Its ids are nil: the register that takes the sample gives them.
    pub recording: Recording,
}

impl SampleVisit {
    /// The call under the ids that a register gives to it and to its recipient.
    pub fn with_ids(&self, id: EntryId, recipient: RecipientId) -> Recording {
        Recording { id, recipient, ..self.recording.clone() }
    }
}

/// The sample: invented people whose 2023 bears the totals that were published of a banner's visits
/// in that year.
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
