//! Search across the whole register: first by keys, then by reading initials on.

use chrono::NaiveDate;

use crate::domain::search::{ParsedQuery, SearchCursor, SearchPage, SearchQuery};
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
        let query = ParsedQuery::parse(&search.text);
        let _state = self.state()?;
        let conn = &self.conn;
        let mut matches = Matches::new(&query, search);
        let next = match search.reach {
            SearchCursor::Keys => {
                for lookup in query.lookups() {
                    matches.look(conn, lookup)?;
                }
                if matches.is_full() {
                    Some(SearchCursor::Keys)
                } else {
                    scan::chunk(conn, &query, 0, &mut matches)?
                }
            }
            SearchCursor::Initials(after) => scan::chunk(conn, &query, after, &mut matches)?,
        };
        let round = search.round.map(|code| rounds::load_for_rows(conn, code)).transpose()?;
        Ok(SearchPage { hits: matches.hits(conn, round.as_ref(), today)?, next })
    }
}
