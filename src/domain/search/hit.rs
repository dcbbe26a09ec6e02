//! What a search asks of the register, and the hits it gets back.

use crate::domain::holiday::RoundCode;
use crate::domain::list::RosterRow;

/// A page of a search. The hits of a later page stand below those of the pages before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// As typed.
    pub text: String,
    /// States and standards refer to this round.
    pub round: Option<RoundCode>,
    /// Hits at most.
    pub limit: u32,
    /// The hits of earlier pages, by the number in [`RosterRow::key`]; they are not returned again.
    pub known: Vec<i64>,
    /// Where to look.
    pub reach: SearchCursor,
}

impl SearchQuery {
    /// A search at its beginning.
    pub fn new(text: &str, round: Option<RoundCode>, limit: u32) -> Self {
        Self { text: text.to_owned(), round, limit, known: Vec::new(), reach: SearchCursor::Keys }
    }
}

/// Where a search looks next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchCursor {
    /// In the keys of names, numbers and villages, best first; if they do not fill a page, then in the initials.
    Keys,
    /// In the initials of a chunk of people, those with a greater local number: matches inside a name and with
    /// gaps.
    Initials(i64),
}

/// The answer to a [`SearchQuery`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchPage {
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// Where more may be found; none once everybody was looked at.
    pub next: Option<SearchCursor>,
}

/// One search result: the row, and which characters of the name matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The recipient.
    pub row: RosterRow,
    /// Character indices of `row.name` that matched.
    pub marks: Vec<usize>,
    /// What matched, when it was not the name.
    pub by: MatchedBy,
}

/// What a search hit matched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatchedBy {
    /// The name, in Han or by pinyin.
    Name,
    /// The last digits of the ID number.
    IdTail,
    /// The first digits of the ID number: place and year of birth.
    IdFront,
    /// The last digits of the phone.
    PhoneTail,
    /// The village.
    Village,
    /// The township.
    Township,
    /// The address.
    Address,
    /// The name or a number of another registration that was merged into this one.
    Merged,
}
