//! Search across the whole register: first by keys, then by reading initials on.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::search::{self, ParsedQuery, SearchCursor, SearchPage, SearchQuery};
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::search::matches::Matches;
use crate::store::search::scan;

impl Store {
    /// The recipients who answer to a search, found across the whole register. Neither a page from the keys
    /// nor a stretch of initials costs more in a larger register.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn search(&self, search: &SearchQuery, today: NaiveDate) -> Result<SearchPage> {
        let words = search::words(&search.text);
        let joined = [ParsedQuery::parse(&search.text)];
        let _state = self.state()?;
        let conn = &self.conn;
        let (found, next) = match &words[..] {
            [query] => {
                let mut matches = Matches::new(&words, search);
                let next = one_word(conn, query, search.reach, &mut matches)?;
                (vec![matches], next)
            }
            _ => several_words(conn, &joined, &words, search)?,
        };
        let round = search.round.map(|code| rounds::load_for_rows(conn, code)).transpose()?;
        let mut hits = Vec::new();
        for matches in found {
            hits.extend(matches.hits(conn, round.as_ref(), today)?);
        }
        Ok(SearchPage { hits, next })
    }
}

/// Finds by one word; answers where more may be found.
fn one_word(
    conn: &Connection,
    query: &ParsedQuery,
    reach: SearchCursor,
    matches: &mut Matches<'_>,
) -> Result<Option<SearchCursor>> {
    match reach {
        SearchCursor::Keys => {
            for lookup in query.lookups() {
                matches.look(conn, lookup)?;
            }
            if matches.is_full() {
                Ok(Some(SearchCursor::Keys))
            } else {
                scan::chunk(conn, query, 0, matches)
            }
        }
        SearchCursor::Initials(after) => scan::chunk(conn, query, after, matches),
    }
}

/// Finds by several words: first as one name with blanks in it, then whoever answers to all of them. Each word leads to
/// candidates by its keys, so that nobody is looked at who answers to none.
fn several_words<'a>(
    conn: &Connection,
    joined: &'a [ParsedQuery; 1],
    words: &'a [ParsedQuery],
    search: &SearchQuery,
) -> Result<(Vec<Matches<'a>>, Option<SearchCursor>)> {
    let mut named = Matches::new(joined, search);
    for lookup in joined.iter().flat_map(ParsedQuery::lookups) {
        named.look(conn, lookup)?;
    }
    if named.is_full() {
        return Ok((vec![named], Some(SearchCursor::Keys)));
    }
    let mut matches = Matches::new(words, search).besides(&named);
    matches.places(conn)?;
    for lookup in words.iter().flat_map(ParsedQuery::lookups) {
        matches.look(conn, lookup)?;
    }
    let next = matches.is_full().then_some(SearchCursor::Keys);
    Ok((vec![named, matches], next))
}
