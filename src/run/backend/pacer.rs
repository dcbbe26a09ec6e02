//! How fast the screens look for numbers.

use std::time::Instant;

use crate::app::query::Query;
use crate::domain::search::{SearchCursor, UNCOUNTED, fold, held_back, is_by_number};

/// The number that a question looks for, if it begins such a search.
pub(super) fn number_sought(query: &Query) -> Option<String> {
    let Query::Search(search) = query else { return None };
    let begins = search.reach == SearchCursor::Keys && search.known.is_empty();
    (begins && is_by_number(&search.text)).then(|| fold(&search.text))
}

/// The last search by a number, and when the next one that cannot be counted is answered.
#[derive(Debug, Default)]
pub(super) struct Pacer {
    last: Option<(String, Instant)>,
    uncounted: Option<Instant>,
}

impl Pacer {
    /// Until when the answer is held back to a text that begins with the one sought last: a number that is typed digit by
    /// digit, or asked for once more, is one search. None for another number.
    pub(super) fn goes_on(&mut self, typed: &str) -> Option<Instant> {
        let (last, until) = self.last.as_mut().filter(|(last, _)| typed.starts_with(last.as_str()))?;
        typed.clone_into(last);
        Some(*until)
    }

    /// Until when the answer to a new one is held back: the `count`th of its account, or one that could not be counted,
    /// of which the first is answered at once.
    pub(super) fn noted(&mut self, typed: String, count: Option<u32>, now: Instant) -> Instant {
        let until = if let Some(count) = count {
            now + held_back(count)
        } else {
            let until = self.uncounted.map_or(now, |before| before.max(now));
            self.uncounted = Some(until + UNCOUNTED);
            until
        };
        self.last = Some((typed, until));
        until
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::search::SearchQuery;

    #[test]
    fn a_number_that_is_typed_on_is_one_search_and_another_is_not() {
        let now = Instant::now();
        let mut pacer = Pacer::default();
        assert_eq!(pacer.goes_on("1381"), None);
        assert_eq!(pacer.noted("1381".to_owned(), Some(7), now), now + Duration::from_secs(2));
        assert_eq!(
            pacer.goes_on("13812341234"),
            Some(now + Duration::from_secs(2)),
            "it is not answered sooner"
        );
        assert_eq!(pacer.goes_on("13812341235"), None);
        assert_eq!(pacer.goes_on("1381"), None);
    }

    #[test]
    fn what_cannot_be_counted_is_slow_after_the_first() {
        let now = Instant::now();
        let mut pacer = Pacer::default();
        let waits: Vec<u64> =
            (1000..1003).map(|n| (pacer.noted(n.to_string(), None, now) - now).as_secs()).collect();
        assert_eq!(waits, [0, 10, 20]);
    }

    #[test]
    fn only_the_beginning_of_a_search_by_a_number_counts() {
        let search = |text: &str| SearchQuery::new(text, None, 10);
        assert_eq!(number_sought(&Query::Search(search("００１３"))).as_deref(), Some("0013"));
        let further = SearchQuery { known: vec![1], ..search("0013") };
        for query in [Query::Search(search("clf")), Query::Search(further), Query::Rounds] {
            assert_eq!(number_sought(&query), None);
        }
    }
}
