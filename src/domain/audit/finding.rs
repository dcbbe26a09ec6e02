//! A finding: a rule, what it is about, the entries that it names, and whether somebody has answered it.

use chrono::NaiveDate;

use super::cases::Case;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

/// Something that a finding tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Words of the register.
    Text(CleanText),
    /// A word, in Chinese and in English.
    Word(&'static str, &'static str),
    /// Rules that asked for a reason, by their stable names.
    Asked(CleanText),
    /// An amount, in fen.
    Yuan(Fen),
    /// A number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// A round.
    Round(RoundCode),
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub case: &'static Case,
    /// What makes it this one among those of its rule: stays the same as long as its subject does.
    pub subject: String,
    /// Whom or what it is about, in words; empty where the case says so itself.
    pub title: CleanText,
    /// The person or unit it is about, if it is one.
    pub recipient: Option<RecipientId>,
    /// The entries that it names, by number.
    pub entries: Vec<i64>,
    /// Whether payments of programmes are among them; told of what a screen holds.
    pub pays: bool,
    /// What fills the words of the case.
    pub told: Vec<Told>,
    /// The answer, if there is one.
    pub answer: Option<Answered>,
}

/// An answer to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// On which day.
    pub on: NaiveDate,
    /// Who answered.
    pub by: CleanText,
    /// What.
    pub reason: CleanText,
    /// How grave the finding was then.
    pub level: super::Level,
    /// The newest entry that it named then; none where the line does not tell.
    pub newest: Option<i64>,
    /// Whom the entries that it named then were given to, by the ids as they are stored.
    pub people: Vec<String>,
}

/// Letters of a name. Digits would look like the number of somebody, vowels would make words.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
/// Letters behind the code: 20^9 names a rule.
const LENGTH: usize = 9;

impl Finding {
    /// A finding about entries.
    pub fn new(case: &'static Case, subject: &str, title: &str, told: Vec<Told>) -> Self {
        Self {
            case,
            subject: subject.to_owned(),
            title: CleanText::shown(title),
            recipient: None,
            entries: Vec::new(),
            pays: false,
            told,
            answer: None,
        }
    }

    /// About a person or a unit, by the id as it is stored.
    #[must_use]
    pub fn of(mut self, recipient: &str) -> Self {
        self.recipient = recipient.parse().ok();
        self
    }

    /// With the entries that it names.
    #[must_use]
    pub fn naming(mut self, entries: impl IntoIterator<Item = i64>) -> Self {
        self.entries.extend(entries);
        self
    }

    /// Its name, e.g. `A03-bcdfghjkl`: made of rule and subject alone.
    pub fn name(&self) -> String {
        name(self.case, &self.subject)
    }

    /// Whether it is not answered, or was answered when it was less grave or did not name all that it names now.
    pub fn is_open(&self) -> bool {
        self.answer.as_ref().is_none_or(|answer| {
            let has_grown = answer.newest.is_some_and(|seen| self.entries.iter().any(|no| *no > seen));
            answer.level > self.case.level || has_grown
        })
    }
}

fn name(case: &Case, subject: &str) -> String {
    // FNV-1a, which stays the same in every version of the program.
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = case.kind.bytes().chain([0]).chain(subject.bytes());
    let mut hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    // Its low bits follow the last bytes too closely.
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(PRIME);
    hash ^= hash >> 32;
    let mut name = format!("{}-", case.rule.code());
    for _ in 0..LENGTH {
        let at = usize::try_from(hash % 20).unwrap_or_default();
        name.push(LETTERS.get(at).copied().map_or('b', char::from));
        hash /= 20;
    }
    name
}

#[cfg(test)]
mod name_tests {
    use super::super::cases;
    use super::*;

    #[test]
    fn a_name_is_made_of_rule_kind_and_subject_and_holds_no_digit_behind_its_code() {
        let name = |case, subject: &str| Finding::new(case, subject, "", Vec::new()).name();
        assert_eq!(name(&cases::ABOVE_MUCH, "x"), name(&cases::ABOVE, "x"), "grave or not, one finding");
        assert_ne!(name(&cases::ABOVE, "x"), name(&cases::ABOVE, "y"));
        let told = name(&cases::ABOVE, "x");
        let (code, letters) = told.split_once('-').unwrap();
        assert_eq!((code, letters.len()), ("A03", LENGTH));
        assert!(letters.bytes().all(|byte| LETTERS.contains(&byte)), "{told}");
        let many: std::collections::HashSet<String> =
            (0..20_000).map(|n| name(&cases::ABOVE, &n.to_string())).collect();
        assert_eq!(many.len(), 20_000);
    }
}
