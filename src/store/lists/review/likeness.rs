//! What tells whether two of a register may be one human, and who of many of one reading is to be compared at all: never
//! everybody with everybody.

use std::hash::{BuildHasher as _, RandomState};

use chrono::{Datelike as _, NaiveDate};

use crate::domain::idcard::Packed;
use crate::domain::person::PersonRule;
use crate::domain::review::Likeness;
use crate::domain::text::{name_key, same_name};
use crate::store::import::matching;
use crate::store::recipients::doubles::{Identity, resembles};

/// So many of one reading, or who share something, are compared each with each; of more only those that lie side by side.
const CROWD: usize = 64;

/// By what two of one reading may be one human: what is asked when somebody is added, a phone last, which a household shares;
/// and names that sound alike. `sounds_alike` tells whether the readings of the names are the same.
pub(crate) fn likeness(one: &Identity, other: &Identity, sounds_alike: bool) -> Option<Likeness> {
    match resembles(one, other) {
        Some(PersonRule::Registered | PersonRule::IdOfAnother) => return Some(Likeness::SameId),
        Some(PersonRule::LikeId) => return Some(Likeness::LikeId),
        Some(PersonRule::SamePerson) => return Some(Likeness::SamePerson),
        Some(PersonRule::SameBirth) => return Some(Likeness::SameBirth),
        Some(
            PersonRule::SamePhone
            | PersonRule::CheckDigit(_)
            | PersonRule::BirthDiffers
            | PersonRule::SexDiffers
            | PersonRule::Birth
            | PersonRule::Name
            | PersonRule::UnitName
            | PersonRule::Phone
            | PersonRule::Card
            | PersonRule::GroupKind
            | PersonRule::Days
            | PersonRule::NotYet
            | PersonRule::BeforeBirth
            | PersonRule::UnitDies
            | PersonRule::Withdrawn,
        )
        | None => {}
    }
    if !sounds_alike {
        return None;
    }
    let numbered = one.id_key.is_some() && other.id_key.is_some();
    let alike = one.township == other.township
        && !numbered
        && !same_name(&one.name, &other.name)
        && matching::alike(one.birth, &one.village, other.birth, &other.village);
    if alike {
        Some(Likeness::SoundsAlike)
    } else {
        (one.phone.is_some() && one.phone == other.phone).then_some(Likeness::SamePhone)
    }
}

/// One of those of a reading: what is compared, small enough to keep many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) no: i64,
    name: u64,
    township: u64,
    village: i64,
    /// Whether the village is known.
    is_placed: bool,
    /// Days; none if it is not known.
    birth: Option<i32>,
    number: Option<Packed>,
    /// None if there is none.
    phone: Option<u64>,
}

/// The facts of one, as they are stored.
pub(crate) struct Facts<'r> {
    pub(crate) no: i64,
    pub(crate) name: &'r str,
    pub(crate) township: &'r str,
    pub(crate) village: i64,
    pub(crate) is_placed: bool,
    pub(crate) birth: Option<NaiveDate>,
    pub(crate) id_key: Option<&'r str>,
    pub(crate) phone: Option<&'r str>,
}

impl Member {
    pub(crate) fn new(hasher: &RandomState, of: &Facts<'_>) -> Self {
        Self {
            no: of.no,
            name: hasher.hash_one(&*name_key(of.name)),
            township: hasher.hash_one(of.township),
            village: of.village,
            is_placed: of.is_placed,
            birth: of.birth.map(|birth| birth.num_days_from_ce()),
            number: of.id_key.and_then(Packed::of),
            phone: of.phone.filter(|phone| !phone.is_empty()).map(|phone| hasher.hash_one(phone)),
        }
    }

    /// Whether it is worth the while to read both and ask [`likeness`].
    fn may_be(&self, other: &Self) -> bool {
        let neighbours = self.township == other.township;
        let numbers = self.number.zip(other.number);
        let births = self.birth.zip(other.birth);
        self.phone.is_some() && self.phone == other.phone
            || births.is_some_and(|(one, other)| one == other)
                && (self.name == other.name || neighbours && numbers.is_none())
            || neighbours
                && numbers.is_none()
                && births.is_none()
                && (self.village == other.village
                    || self.name == other.name && !(self.is_placed && other.is_placed))
            || neighbours
                && self.name == other.name
                && numbers.is_some_and(|(one, other)| one.is_slip_of(other))
    }

    /// What it may share with whom it may be: each a key of its own.
    fn keys(&self, hasher: &RandomState, mut add: impl FnMut(u64)) {
        if let Some(phone) = self.phone {
            add(hasher.hash_one((0_u8, phone)));
        }
        if let Some(birth) = self.birth {
            add(hasher.hash_one((1_u8, birth)));
        }
        add(hasher.hash_one((2_u8, self.village)));
        add(hasher.hash_one((9_u8, self.name, self.township)));
        if let Some(number) = self.number {
            for (at, parts) in (3_u8..).zip(number.halves()) {
                add(hasher.hash_one((at, self.name, self.township, parts)));
            }
        }
    }
}

/// Visits the pairs of those of one reading that may be one human, each once, by their places in `members`.
pub(crate) fn pairs(hasher: &RandomState, members: &mut [Member], mut visit: impl FnMut(&Member, &Member)) {
    if members.len() <= CROWD {
        return compare(members, &mut visit);
    }
    // Of one name side by side.
    members.sort_unstable_by_key(|member| (member.name, member.birth, member.no));
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(members.len() * 4);
    for (at, member) in (0_u32..).zip(members.iter()) {
        member.keys(hasher, |key| keys.push((key, at)));
    }
    keys.sort_unstable();
    let mut sharing: Vec<Member> = Vec::new();
    for run in keys.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() > 1) {
        sharing.clear();
        sharing.extend(run.iter().filter_map(|(_, at)| members.get(*at as usize)).copied());
        compare(&sharing, &mut visit);
    }
}

/// Compares each with each, or in a crowd with those that lie beside it.
fn compare(members: &[Member], visit: &mut impl FnMut(&Member, &Member)) {
    let reach = if members.len() > CROWD { 2 } else { CROWD };
    for (at, one) in members.iter().enumerate() {
        for other in members.iter().skip(at + 1).take(reach).filter(|other| one.may_be(other)) {
            visit(one, other);
        }
    }
}
