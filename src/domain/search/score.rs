//! How well a recipient answers a query.
//!
//! Structure comes first: the whole name, its beginning, its inside, then with gaps; a number by its exact
//! tail. Among equals the skim algorithm ranks, over the name, its full pinyin and its initials as separate
//! texts (one joined text would match across the seams).

use std::cmp::Reverse;
use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::address::AddressWords;
use super::align::{Alignment, align};
use super::fold::fold;
use super::plan::{PLACE_HAN, ParsedQuery, TAIL, TextKind};
use crate::domain::idcard;
use crate::domain::pinyin;
use crate::domain::search::MatchedBy;

/// One for all, since each keeps buffers for every thread that uses it.
static SKIM: LazyLock<SkimMatcherV2> = LazyLock::new(SkimMatcherV2::default);

/// The texts of a recipient that a lookup offered, unmasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Name as registered.
    pub name: &'a str,
    /// Village; empty if unknown.
    pub village: &'a str,
    /// The folded names and other spellings of the township; empty if it was not asked for.
    pub township: &'a [String],
    /// Address, where known.
    pub address: Option<&'a str>,
    /// ID number in its 18-character form, where known.
    pub id_number: Option<&'a str>,
    /// Phone, where known; signs between its digits do not count.
    pub phone: Option<&'a str>,
}

/// How a recipient answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// How well; the greater the better.
    pub rank: Rank,
    /// Indices of the characters of the name that matched, ascending.
    pub marks: Vec<usize>,
    /// What matched. A whole phone counts as [`MatchedBy::PhoneTail`].
    pub by: MatchedBy,
}

/// How well something matches; only comparison has a meaning, within one query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    class: Class,
    /// Fewer skipped characters, then fewer before the match.
    near: Reverse<(u32, u32)>,
    /// The skim score, less what rare readings and partial syllables cost.
    fit: i64,
    /// Shorter names.
    length: Reverse<usize>,
}

impl Rank {
    /// Whether the name, or number, is what was typed and no more.
    pub fn is_whole(self) -> bool {
        self.class == Class::Whole
    }

    /// Whether the name begins with what was typed, or is it: nothing but a whole name beats that.
    pub fn begins(self) -> bool {
        self.class >= Class::NameBegin
    }
}

/// Kinds of match, from the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Gapped,
    Address,
    Township,
    VillageInside,
    VillageBegin,
    NameInside,
    /// The tail of the 15-digit form of an ID number.
    OldIdTail,
    IdFront,
    PhoneTail,
    IdTail,
    NameBegin,
    Whole,
}

/// How well a candidate matches, and where; none if it does not match, although a lookup offered it.
pub fn score(query: &ParsedQuery, candidate: &Candidate<'_>) -> Option<Score> {
    score_one(query, candidate, false)
}

/// As [`score()`]; `beside` other words this one may stand inside those of the address.
fn score_one(query: &ParsedQuery, candidate: &Candidate<'_>, beside: bool) -> Option<Score> {
    if query.is_empty() {
        return None;
    }
    let text = query.text();
    let by_name = by_name(query, candidate.name);
    let other = match query.kind() {
        TextKind::Number => [by_id(query, candidate.id_number), by_phone(query, candidate.phone)]
            .into_iter()
            .flatten()
            .max_by_key(|(class, _)| *class),
        TextKind::Han => {
            by_village(text, candidate.village).or_else(|| by_township(text, candidate.township))
        }
        TextKind::Letters if by_name.is_none() => by_reading(query, candidate),
        TextKind::Letters | TextKind::Mixed => None,
    };
    match (by_name, other) {
        (Some(name), Some((class, by))) if class > name.rank.class => Some(plain(class, by)),
        (None, Some((class, by))) => Some(plain(class, by)),
        (None, None) => by_address(query, candidate, beside),
        (name, _) => name,
    }
}

/// How well a candidate answers several words: each must match, and the weakest match counts.
pub fn score_all(words: &[ParsedQuery], candidate: &Candidate<'_>) -> Option<Score> {
    let (first, rest) = words.split_first()?;
    let beside = !rest.is_empty();
    let mut whole = score_one(first, candidate, beside)?;
    for word in rest {
        let next = score_one(word, candidate, beside)?;
        whole.rank = whole.rank.min(next.rank);
        whole.marks.extend(next.marks);
        if whole.by == MatchedBy::Name {
            whole.by = next.by;
        }
    }
    whole.marks.sort_unstable();
    whole.marks.dedup();
    Some(whole)
}

fn plain(class: Class, by: MatchedBy) -> Score {
    let rank = Rank { class, near: Reverse((0, 0)), fit: 0, length: Reverse(0) };
    Score { rank, marks: Vec::new(), by }
}

fn by_name(query: &ParsedQuery, name: &str) -> Option<Score> {
    let found = align(query.typed(), name)?;
    let class = match (found.gaps, found.lead, found.rest) {
        (0, 0, false) => Class::Whole,
        (0, 0, true) => Class::NameBegin,
        (0, _, _) => Class::NameInside,
        _ => Class::Gapped,
    };
    let rank = Rank {
        class,
        near: Reverse((found.gaps, found.lead)),
        fit: skim(query, name, &found) - i64::from(found.fine),
        length: Reverse(found.length),
    };
    Some(Score { rank, marks: found.marks, by: MatchedBy::Name })
}

fn skim(query: &ParsedQuery, name: &str, found: &Alignment) -> i64 {
    let text = query.text();
    let over = |choice: &str| SKIM.fuzzy_match(choice, text);
    let best = match query.kind() {
        TextKind::Letters => over(&found.full).max(over(&found.initials)),
        TextKind::Han | TextKind::Number => over(name),
        // neither text holds both Han and letters
        TextKind::Mixed => None,
    };
    best.unwrap_or(0)
}

fn by_id(query: &ParsedQuery, id_number: Option<&str>) -> Option<(Class, MatchedBy)> {
    let id_number = id_number?.to_ascii_lowercase();
    let (text, old) = (query.text(), || idcard::old_form(&id_number));
    let class = if query.is_whole_id() && (id_number == text || old().as_deref() == Some(text)) {
        Class::Whole
    } else if text.len() == TAIL && id_number.ends_with(text) {
        Class::IdTail
    } else if text.len() == TAIL && old().is_some_and(|old| old.ends_with(text)) {
        Class::OldIdTail
    } else if query.id_front().is_some_and(|front| id_number.starts_with(&front)) {
        return Some((Class::IdFront, MatchedBy::IdFront));
    } else {
        return None;
    };
    Some((class, MatchedBy::IdTail))
}

fn by_phone(query: &ParsedQuery, phone: Option<&str>) -> Option<(Class, MatchedBy)> {
    let phone: String = phone?.chars().filter(char::is_ascii_digit).collect();
    let text = query.text();
    let class = if query.is_whole_phone() && phone == text {
        Class::Whole
    } else if text.len() == TAIL && phone.ends_with(text) {
        Class::PhoneTail
    } else {
        return None;
    };
    Some((class, MatchedBy::PhoneTail))
}

fn by_village(text: &str, village: &str) -> Option<(Class, MatchedBy)> {
    let village = fold(village);
    let class = if village.starts_with(text) {
        Class::VillageBegin
    } else if text.chars().count() >= PLACE_HAN && village.contains(text) {
        Class::VillageInside
    } else {
        return None;
    };
    Some((class, MatchedBy::Village))
}

fn by_township(text: &str, names: &[String]) -> Option<(Class, MatchedBy)> {
    let holds = text.chars().count() >= PLACE_HAN && names.iter().any(|name| name.contains(text));
    holds.then_some((Class::Township, MatchedBy::Township))
}

/// Letters that begin the reading of the village or of the township.
fn by_reading(query: &ParsedQuery, candidate: &Candidate<'_>) -> Option<(Class, MatchedBy)> {
    if !query.may_read_a_place() {
        return None;
    }
    if reads(query, candidate.village) {
        return Some((Class::VillageBegin, MatchedBy::Village));
    }
    let township = candidate.township.iter().any(|name| reads(query, name));
    township.then_some((Class::Township, MatchedBy::Township))
}

/// Whether typed letters begin the reading of a place.
pub fn reads(query: &ParsedQuery, place: &str) -> bool {
    let first = |c: char| pinyin::sounds(c).any(|sound| query.begins_like(sound));
    place.chars().next().is_some_and(first)
        && align(query.typed(), place).is_some_and(|found| (found.gaps, found.lead) == (0, 0))
}

/// A word of the address.
fn by_address(query: &ParsedQuery, candidate: &Candidate<'_>, beside: bool) -> Option<Score> {
    let words = AddressWords::of(candidate.address?, candidate.village);
    words.answers(query, beside).then(|| plain(Class::Address, MatchedBy::Address))
}
