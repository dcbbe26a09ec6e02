//! What is asked about before a person is added or mended: whether two are one human, and whether the facts agree.

use chrono::{Datelike as _, NaiveDate};

use super::idcard::IdNumber;
use super::ids::RecipientId;
use super::phones::DIGITS;
use super::place::TownshipCode;
use super::recipient::{Held, Household, Sex};
use super::text::CleanText;

/// Nobody who is registered was born before.
const EARLIEST_YEAR: i32 = 1900;

/// A person to add, by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The identifier, fixed when the form opens, so that the same act twice adds one person.
    pub id: RecipientId,
    /// The name.
    pub name: CleanText,
    /// Sex; none takes that of the ID number.
    pub sex: Option<Sex>,
    /// Birth date; none takes that of the ID number.
    pub birth: Option<NaiveDate>,
    /// The ID number.
    pub id_number: Option<IdNumber>,
    /// Phone digits.
    pub phone: Option<CleanText>,
    /// Bank card digits.
    pub card: Option<CleanText>,
    /// Township.
    pub township: TownshipCode,
    /// Village, empty if not known; made if the township has none of that name.
    pub village: CleanText,
    /// Address.
    pub address: Option<CleanText>,
    /// Household registration.
    pub household: Option<Household>,
    /// Note.
    pub note: Option<CleanText>,
    /// Visit groups with their days.
    pub groups: Vec<Held>,
    /// Entitlement categories with their days.
    pub categories: Vec<Held>,
    /// Reasons for what would be refused without.
    pub assent: Assent,
}

/// Reasons that a person gave for what is otherwise refused. They are kept in the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assent {
    /// Why somebody who looks like another one is another human.
    pub double: Option<CleanText>,
    /// Why facts that do not agree are right, or why they were mended.
    pub reason: Option<CleanText>,
}

/// What happens to a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mend<T> {
    /// It stays.
    #[default]
    Keep,
    /// It is not known any more.
    Clear,
    /// It is this.
    Set(T),
}

impl<T> Mend<T> {
    /// What the fact is afterwards.
    pub fn of(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(now) => Some(now),
        }
    }

    /// Whether it stays.
    pub fn keeps(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

/// A change of the facts; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// New name.
    pub name: Option<CleanText>,
    /// New sex.
    pub sex: Mend<Sex>,
    /// New birth date. Where it stays and the ID number changes, it goes with that.
    pub birth: Mend<NaiveDate>,
    /// New ID number.
    pub id_number: Mend<IdNumber>,
    /// How the household is registered.
    pub household: Mend<Household>,
    /// New bank card, empty to remove it.
    pub card: Option<CleanText>,
    /// New phone, empty to remove it.
    pub phone: Option<CleanText>,
    /// New address, empty to remove it.
    pub address: Option<CleanText>,
    /// New note, empty to remove it.
    pub note: Option<CleanText>,
    /// New township; the village goes with it.
    pub township: Option<TownshipCode>,
    /// New village, empty for none; created if unknown.
    pub village: Option<CleanText>,
    /// The groups held, complete, replacing the present list.
    pub groups: Option<Vec<Held>>,
    /// The categories held, complete, replacing the present list.
    pub categories: Option<Vec<Held>>,
    /// Reasons for what would be refused without.
    pub assent: Assent,
}

impl Edit {
    /// Whether no fact changes by which anybody is due: groups, categories, place.
    pub fn bears_on_nothing_due(&self) -> bool {
        self.groups.is_none()
            && self.categories.is_none()
            && self.township.is_none()
            && self.village.is_none()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        Self { assent: Assent::default(), ..self.clone() } == Self::default()
    }
}

/// A rule that stands against adding or mending a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonRule {
    /// The same ID number under the same name: the person is registered, with other facts.
    Registered,
    /// The ID number is registered under another name.
    IdOfAnother,
    /// The same name and township, and an ID number that is the other's but for a slip.
    LikeId,
    /// The same name and township, and what is known does not tell the two apart.
    SamePerson,
    /// The same name and birth date.
    SameBirth,
    /// The same phone.
    SamePhone,
    /// The check digit of the ID number should be this one.
    CheckDigit(char),
    /// The birth date is not the one in the ID number.
    BirthDiffers,
    /// The sex is not the one in the ID number.
    SexDiffers,
    /// A birth date that has not come, or before 1900.
    Birth,
    /// A name without a letter.
    Name,
    /// The name of a unit, registered or by its words.
    UnitName,
    /// A phone without 7 to 20 digits.
    Phone,
    /// A card with anything but digits, or too many.
    Card,
    /// A group for units, held by a person, or the other way round.
    GroupKind,
    /// A membership that ends before it begins.
    Days,
    /// A death, departure or suspension on a day that has not come.
    NotYet,
    /// A death, departure or suspension before the birth.
    BeforeBirth,
    /// A unit does not die.
    UnitDies,
    /// The registration was withdrawn.
    Withdrawn,
}

/// What lets somebody go on against a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Confirming that it is another human.
    Confirm,
    /// A reason.
    Reason,
    /// Nothing: what was said has to change.
    Mend,
}

impl PersonRule {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::IdOfAnother => "id_of_another",
            Self::LikeId => "like_id",
            Self::SamePerson => "same_person",
            Self::SameBirth => "same_birth",
            Self::SamePhone => "same_phone",
            Self::CheckDigit(_) => "check_digit",
            Self::BirthDiffers => "birth_differs",
            Self::SexDiffers => "sex_differs",
            Self::Birth => "birth",
            Self::Name => "name",
            Self::UnitName => "unit_name",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::GroupKind => "group_kind",
            Self::Days => "days",
            Self::NotYet => "not_yet",
            Self::BeforeBirth => "before_birth",
            Self::UnitDies => "unit_dies",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether it tells that a number of somebody registered is this one, or near it: as much as a search by it.
    pub fn tells_of_a_number(self) -> bool {
        match self {
            Self::Registered
            | Self::IdOfAnother
            | Self::LikeId
            | Self::SamePhone
            // The birth date beside the masked number is the number.
            | Self::SameBirth
            | Self::SamePerson => true,
            Self::CheckDigit(_)
            | Self::BirthDiffers
            | Self::SexDiffers
            | Self::Birth
            | Self::Name
            | Self::UnitName
            | Self::Phone
            | Self::Card
            | Self::GroupKind
            | Self::Days
            | Self::NotYet
            | Self::BeforeBirth
            | Self::UnitDies
            | Self::Withdrawn => false,
        }
    }

    /// What lets somebody go on against it.
    pub fn way(self) -> Way {
        match self {
            Self::IdOfAnother | Self::LikeId | Self::SamePerson | Self::SameBirth | Self::SamePhone => {
                Way::Confirm
            }
            Self::CheckDigit(_) | Self::BirthDiffers | Self::SexDiffers | Self::UnitName => Way::Reason,
            Self::Registered
            | Self::Birth
            | Self::Name
            | Self::Phone
            | Self::Card
            | Self::GroupKind
            | Self::Days
            | Self::NotYet
            | Self::BeforeBirth
            | Self::UnitDies
            | Self::Withdrawn => Way::Mend,
        }
    }
}

/// A rule, and the one who is already registered where it is about two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Which rule.
    pub rule: PersonRule,
    /// The other one.
    pub other: Option<Resembling>,
}

/// Somebody in the register whom the person at hand may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resembling {
    /// The identifier.
    pub id: RecipientId,
    /// The name.
    pub name: CleanText,
    /// The masked ID number.
    pub id_masked: Option<CleanText>,
    /// Names of the township and the village.
    pub place: CleanText,
}

impl From<PersonRule> for Objection {
    fn from(rule: PersonRule) -> Self {
        Self { rule, other: None }
    }
}

impl Assent {
    /// What of so many objections still stands.
    pub fn left(&self, objections: Vec<Objection>) -> Vec<Objection> {
        let given = |reason: &Option<CleanText>| reason.as_ref().is_some_and(|reason| !reason.says_nothing());
        let mut left = objections;
        left.retain(|one| match one.rule.way() {
            Way::Confirm => !given(&self.double),
            Way::Reason => !given(&self.reason),
            Way::Mend => true,
        });
        left
    }
}

/// What of the facts of one person does not agree with the ID number.
pub fn odd(id: Option<&IdNumber>, birth: Option<NaiveDate>, sex: Option<Sex>) -> Vec<Objection> {
    let mut odd = Vec::new();
    let Some(id) = id else { return odd };
    let right = id.right_check_digit();
    if !id.key().ends_with(right) {
        odd.push(PersonRule::CheckDigit(right).into());
    }
    if birth.is_some_and(|birth| birth != id.birth()) {
        odd.push(PersonRule::BirthDiffers.into());
    }
    if sex.is_some_and(|sex| sex != id.sex()) {
        odd.push(PersonRule::SexDiffers.into());
    }
    odd
}

/// What may not stand in plain facts, whatever the reason.
pub fn impossible(
    name: &str,
    birth: Option<NaiveDate>,
    phone: Option<&str>,
    card: Option<&str>,
    held: &[&[Held]],
    today: NaiveDate,
) -> Vec<Objection> {
    let mut wrong = Vec::new();
    if !name.chars().any(char::is_alphabetic) {
        wrong.push(PersonRule::Name.into());
    }
    if birth.is_some_and(|birth| birth > today || birth.year() < EARLIEST_YEAR) {
        wrong.push(PersonRule::Birth.into());
    }
    let digits = |text: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if phone.is_some_and(|phone| !phone.is_empty() && !digits(phone, DIGITS)) {
        wrong.push(PersonRule::Phone.into());
    }
    if card.is_some_and(|card| !card.is_empty() && !digits(card, 8..=30)) {
        wrong.push(PersonRule::Card.into());
    }
    let backwards = |held: &Held| held.from.zip(held.until).is_some_and(|(from, until)| until < from);
    if held.iter().any(|held| held.iter().any(backwards)) {
        wrong.push(PersonRule::Days.into());
    }
    wrong
}

#[cfg(test)]
mod tests;
