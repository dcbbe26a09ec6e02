//! Search, second phase: matches with gaps or inside a name, found by reading the packed initials of
//! everybody, a stretch at a time so that nothing waits for it.

use rusqlite::Connection;

use crate::domain::search::{ParsedQuery, SearchCursor, gapped};
use crate::store::file::error::Result;
use crate::store::search::matches::Matches;

/// Row numbers that one stretch reads: about two milliseconds of work.
const STRETCH: i64 = 10_000;
/// Candidates that a stretch looks at before it ends early.
const TRIED: usize = 200;

/// The packed initials of the recipients in a range of row numbers. The number stands second: only of a match
/// is it read.
pub(crate) const NEXT: &str = "SELECT packed, recipient FROM initials
     WHERE recipient > ?1 AND recipient <= ?2 ORDER BY recipient";

/// The next row number behind a stretch that has initials. A damaged register may hold one far behind all others:
/// what lies between is passed over.
pub(crate) const BEHIND: &str = "SELECT min(recipient) FROM initials WHERE recipient > ?1";

/// What is scored of one recipient.
pub(crate) const ONE: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address FROM recipient AS r
     JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1";

/// Reads on behind the recipient `after`, until as many are found as asked for or the stretch ends; answers
/// where to go on. Numbers are found by their keys alone.
pub(crate) fn chunk(
    conn: &Connection,
    query: &ParsedQuery,
    after: i64,
    matches: &mut Matches<'_>,
) -> Result<Option<SearchCursor>> {
    let asked = query.packed();
    if asked.is_empty() {
        return Ok(None);
    }
    let mut statement = conn.prepare_cached(NEXT)?;
    let mut one = conn.prepare_cached(ONE)?;
    let end = after.saturating_add(STRETCH);
    let mut rows = statement.query((after, end))?;
    let mut tried = 0;
    while let Some(row) = rows.next()? {
        let packed = row.get::<_, i64>(0)?.cast_unsigned();
        if !asked.iter().any(|asked| gapped(packed, *asked)) {
            continue;
        }
        let no = row.get(1)?;
        matches.take(one.query([no])?)?;
        tried += 1;
        if tried == TRIED || matches.is_full() {
            return Ok(Some(SearchCursor::Initials(no)));
        }
    }
    let behind: Option<i64> = conn.prepare_cached(BEHIND)?.query_row([end], |row| row.get(0))?;
    Ok(behind.map(|next| SearchCursor::Initials(next.saturating_sub(1))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::{self, SearchQuery};

    /// A damaged row number sent a search through all numbers there are.
    #[test]
    fn a_row_far_behind_the_others_costs_one_stretch_more() {
        let mut conn = Connection::open_in_memory().unwrap();
        crate::store::file::migrate::run(&mut conn).unwrap();
        let kept = "INSERT INTO initials (recipient, packed) VALUES (1, 0), (9223372036854775807, 0)";
        assert_eq!(conn.execute(kept, []).unwrap(), 2);
        let search = SearchQuery::new("clf", None, 10);
        let words = search::words(&search.text);
        let mut matches = Matches::new(&words, &search);
        let (mut after, mut stretches) = (0, 0);
        while let Some(SearchCursor::Initials(next)) =
            chunk(&conn, words.first().unwrap(), after, &mut matches).unwrap()
        {
            stretches += 1;
            assert!(next > after && stretches < 3, "{next} behind {after}");
            after = next;
        }
        assert_eq!(stretches, 1);
    }
}
