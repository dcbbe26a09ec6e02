//! The places of one register, by every spelling.

use std::collections::HashMap;

use super::cut;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::text::CleanText;

/// Digits of the code of a township, and of one with its village (GB/T 2260 and its continuation).
const CODE: usize = 9;
const LONG_CODE: usize = 12;
/// Ends of a name that cannot be taken for another word, wherever it stands.
const ENDS: &[&str] = &["镇", "苏木", "场", "区", "乡", "街道"];
/// Fewest characters of such a name.
const LONG_MIN: usize = 3;
/// Spellings of villages that are remembered.
const REMEMBERED: usize = 10_000;

/// Where somebody lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The township, by its official name.
    pub(crate) township: CleanText,
    /// The village, where it is told.
    pub(crate) village: Option<CleanText>,
}

/// The townships and villages of a register.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceBook {
    banner: String,
    /// Townships by code.
    codes: HashMap<String, CleanText>,
    /// Townships by every spelling.
    spellings: HashMap<String, CleanText>,
    /// The spellings that cannot be taken for another word, the longest first.
    long: Vec<(String, CleanText)>,
    /// Villages of each township.
    villages: HashMap<CleanText, Vec<CleanText>>,
    /// Official names, in the order of their codes.
    names: Vec<CleanText>,
}

impl PlaceBook {
    /// The book of a register.
    pub(crate) fn new(banner: &str, townships: &[Township], villages: &[(TownshipCode, CleanText)]) -> Self {
        let mut book = Self { banner: cut::bare(banner), ..Self::default() };
        let mut by_code = HashMap::new();
        for township in townships {
            by_code.insert(&township.code, &township.name);
            book.codes.insert(township.code.0.clone(), township.name.clone());
            book.names.push(township.name.clone());
            for spelling in [&township.name].into_iter().chain(&township.aliases) {
                book.add(&cut::bare(spelling), &township.name);
            }
        }
        book.long.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len()));
        for (code, name) in villages.iter().filter(|(_, name)| !name.is_empty()) {
            if let Some(township) = by_code.get(code) {
                book.villages.entry((*township).clone()).or_default().push(name.clone());
            }
        }
        book
    }

    fn add(&mut self, spelling: &str, township: &CleanText) {
        let is_long = spelling.chars().count() >= LONG_MIN && ENDS.iter().any(|end| spelling.ends_with(end));
        if is_long {
            self.long.push((spelling.to_owned(), township.clone()));
        }
        self.spellings.insert(spelling.to_owned(), township.clone());
    }

    /// Official names, in the order of their codes.
    pub(crate) fn names(&self) -> &[CleanText] {
        &self.names
    }

    /// The township that a word names exactly, as an answer does.
    pub(crate) fn exactly(&self, word: &str) -> Option<CleanText> {
        let word = cut::bare(word);
        self.spellings.get(&word).cloned().or_else(|| self.coded(&word))
    }

    /// What a cell says that should be a place; none where it names no township.
    pub(crate) fn read(&self, cell: &str) -> Option<Place> {
        let text = cut::bare(cell);
        if text.is_empty() {
            return None;
        }
        if let Some(township) = self.exactly(&text) {
            return Some(Place { township, village: None });
        }
        if let Some((before, township, behind)) = self.found(&text) {
            if cut::is_elsewhere(before, &self.banner) || self.names_another(before, behind, township) {
                return None;
            }
            return Some(self.place(township, behind));
        }
        // A short name stands at the beginning, before the name of a village or an office.
        let rest = self.below_banner(&text);
        let starts = |(spelling, _): &(&String, &CleanText)| {
            spelling.chars().count() > 1 && rest.len() > spelling.len() && rest.starts_with(spelling.as_str())
        };
        if let Some(township) = self.spellings.get(rest) {
            return Some(Place { township: township.clone(), village: None });
        }
        let (spelling, township) =
            self.spellings.iter().filter(starts).max_by_key(|(spelling, _)| spelling.len())?;
        let behind = rest.get(spelling.len()..)?;
        let place = self.place(township, behind);
        let is_office = ["服务站", "政府", "管委会", "服务中心"].iter().any(|end| behind.ends_with(end));
        // 五一路社区 is no village of 五一种畜场.
        let is_street = behind.starts_with(['路', '街', '巷', '道', '桥', '号']);
        (!is_street && (place.village.is_some() || is_office)).then_some(place)
    }

    /// A place in running text: a title, the name of a sheet or a file. Only where one township stands there, under a
    /// name that is no other word; or one village that is of one township.
    pub(crate) fn within(&self, text: &str) -> Option<Place> {
        let text = cut::bare(text);
        let Some((before, township, behind)) = self.found(&text) else { return self.of_village(&text) };
        if cut::is_elsewhere(before, &self.banner) || self.names_another(before, behind, township) {
            return None;
        }
        Some(self.place(township, behind))
    }

    /// A place at the beginning of an address.
    pub(crate) fn leads(&self, address: &str) -> Option<Place> {
        let text = cut::bare(address);
        let (before, township, behind) = self.found(&text)?;
        cut::is_above(before, &self.banner).then(|| self.place(township, behind))
    }

    /// A village as the register spells it: 金莲川, 金莲川社区居委会 and 上都镇金莲川社区 are 金莲川社区.
    pub(crate) fn village(&self, township: &CleanText, written: &CleanText) -> CleanText {
        let text = cut::bare(written);
        let own = match self.found(&text) {
            Some((before, found, behind)) if found == township && cut::is_above(before, &self.banner) => {
                cut::village(behind).map(|(name, _)| name.to_owned())
            }
            Some(_) | None => None,
        };
        let Some(known) = self.villages.get(township) else {
            return own.map_or_else(|| written.clone(), |own| CleanText::shown(&own));
        };
        let wanted = own.as_deref().unwrap_or(written);
        if known.iter().any(|name| &**name == wanted) {
            return CleanText::shown(wanted);
        }
        let mut same = known.iter().filter(|name| is_same(name, wanted));
        match (same.next(), same.next(), own) {
            (Some(one), None, _) => one.clone(),
            (_, _, Some(own)) => CleanText::shown(&own),
            (_, _, None) => written.clone(),
        }
    }

    /// A village that the register knows, and the group of it that is written behind: 敖包图嘎查一组.
    pub(crate) fn part_of_village(
        &self,
        township: &CleanText,
        written: &CleanText,
    ) -> Option<(CleanText, CleanText)> {
        let text = cut::bare(written);
        let (before, behind) = cut::group(&text)?;
        let known = self.villages.get(township)?;
        let bare = match self.found(before) {
            Some((above, found, below)) if found == township && cut::is_above(above, &self.banner) => below,
            Some(_) | None => before,
        };
        let whole = self.village(township, &CleanText::shown(bare));
        let is_known = known.contains(&whole) && !known.iter().any(|name| **name == *text);
        is_known.then(|| (whole, CleanText::shown(behind)))
    }

    /// The village of a name that may lack its kind: of the township above, or the only one of that name.
    pub(crate) fn village_named(&self, text: &str, above: Option<&CleanText>) -> Option<Place> {
        let text = cut::bare(text);
        let of = |township: &CleanText| {
            let mut same = self.villages.get(township)?.iter().filter(|name| is_same(name, &text));
            let village = same.next().filter(|_| same.next().is_none() && text.chars().count() > 1)?;
            Some(Place { township: township.clone(), village: Some(village.clone()) })
        };
        above.and_then(of).or_else(|| {
            let mut all = self.names.iter().filter_map(of);
            all.next().filter(|_| all.next().is_none())
        })
    }

    fn coded(&self, text: &str) -> Option<CleanText> {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let whole = text.strip_suffix(".0").unwrap_or(text).len() == digits.len();
        (whole && matches!(digits.len(), CODE | LONG_CODE))
            .then(|| digits.get(..CODE))?
            .and_then(|code| self.codes.get(code).cloned())
    }

    /// The first township in a text, under the longest name; what stands before it, and behind.
    fn found<'a>(&'a self, text: &'a str) -> Option<(&'a str, &'a CleanText, &'a str)> {
        let (at, spelling, township) = self
            .long
            .iter()
            .filter_map(|(spelling, township)| Some((text.find(spelling.as_str())?, spelling, township)))
            .min_by_key(|(at, spelling, _)| (*at, std::cmp::Reverse(spelling.len())))?;
        Some((text.get(..at)?, township, text.get(at + spelling.len()..)?))
    }

    /// Whether another township stands around one: 上都镇、桑根达来镇.
    fn names_another(&self, before: &str, behind: &str, township: &CleanText) -> bool {
        [before, behind].iter().filter_map(|part| self.found(part)).any(|(_, other, _)| other != township)
    }

    fn place(&self, township: &CleanText, behind: &str) -> Place {
        let village = cut::village(behind).and_then(|(name, _)| CleanText::parse(name, 50).ok());
        let village = village.map(|name| self.village(township, &name));
        // Without its kind only a village that is known: 上都镇金莲川.
        let known = || {
            self.village_named(behind, Some(township)).filter(|place| place.township == *township)?.village
        };
        let village = village.or_else(known);
        Place { township: township.clone(), village }
    }

    fn below_banner<'a>(&self, text: &'a str) -> &'a str {
        match text.find(&self.banner) {
            Some(at) if !self.banner.is_empty() => text.get(at + self.banner.len()..).unwrap_or(text),
            Some(_) | None => text,
        }
    }

    /// The township of a village that stands in a text, if it is the only one of that name.
    fn of_village(&self, text: &str) -> Option<Place> {
        let mut found: Option<Place> = None;
        for (township, villages) in &self.villages {
            for name in villages.iter().filter(|name| name.chars().count() >= LONG_MIN) {
                if text.contains(name.as_str()) {
                    if found.is_some() {
                        return None;
                    }
                    found = Some(Place { township: township.clone(), village: Some(name.clone()) });
                }
            }
        }
        found
    }
}

/// Whether two spellings are of one village: but for its kind, which one of them may lack.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (stem(one), stem(other));
    one.0 == other.0 && (one.1 == other.1 || one.1.is_empty() || other.1.is_empty())
}

/// A village without its kind, and that.
fn stem(name: &str) -> (&str, &'static str) {
    let offices = ["居民委员会", "村民委员会", "居委会", "村委会", "委员会"];
    let bare = offices.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name);
    for kind in ["社区", "嘎查", "村"] {
        if let Some(stem) = bare.strip_suffix(kind).filter(|stem| !stem.is_empty()) {
            return (stem, kind);
        }
    }
    (bare, "")
}

/// What was read of cells before: rosters come township by township.
#[derive(Debug, Default)]
pub(crate) struct PlaceMemory {
    cells: HashMap<String, Option<Place>>,
    villages: HashMap<(CleanText, CleanText), CleanText>,
}

impl PlaceMemory {
    /// As [`PlaceBook::read`].
    pub(crate) fn read(&mut self, book: &PlaceBook, cell: &str) -> Option<Place> {
        if let Some(known) = self.cells.get(cell) {
            return known.clone();
        }
        let place = book.read(cell);
        if self.cells.len() < REMEMBERED {
            self.cells.insert(cell.to_owned(), place.clone());
        }
        place
    }

    /// As [`PlaceBook::village`].
    pub(crate) fn village(
        &mut self,
        book: &PlaceBook,
        township: &CleanText,
        written: &CleanText,
    ) -> CleanText {
        let key = (township.clone(), written.clone());
        if let Some(known) = self.villages.get(&key) {
            return known.clone();
        }
        let name = book.village(township, written);
        if self.villages.len() < REMEMBERED {
            self.villages.insert(key, name.clone());
        }
        name
    }
}
