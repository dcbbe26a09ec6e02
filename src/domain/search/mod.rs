//! What a search box means, and how well a name answers it.
//!
//! [`ParsedQuery::parse`] reads what was typed and gives the indexed lookups that find candidates; an index
//! of keys may offer too many, so [`score()`] decides which of them really match, how well, and which
//! characters to mark. [`pack`] and [`gapped`] serve a second phase that scans every name.

mod address;
mod address_figures;
mod address_parts;
mod align;
mod compared;
mod fold;
mod hit;
mod marks;
mod pace;
mod packed;
mod plan;
mod proposals;
mod row_marks;
mod score;
mod segments;
mod words;

#[cfg(test)]
mod tests;

pub use address::{ADDRESS_KEY, AddressWords, address_key};
pub use compared::{Compared, ComparedRows};
pub use fold::fold;
pub use hit::{Hit, MatchedBy, SearchCursor, SearchPage, SearchQuery};
pub use marks::{ALIKE, Marks};
pub use pace::{UNCOUNTED, held_back, is_by_number};
pub use packed::{gapped, pack};
pub use plan::{Lookup, ParsedQuery};
pub use proposals::proposals;
pub use row_marks::RowMarks;
pub use score::{Candidate, Rank, Score, reads, score, score_all};
pub use words::{WORDS_MAX, has_more_words, words};
