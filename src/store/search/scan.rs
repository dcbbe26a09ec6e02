//! Search, second phase: matches with gaps or inside a name, found by reading the packed initials of
//! everybody, a stretch at a time so that nothing waits for it.

use rusqlite::Connection;

use crate::domain::search::{ParsedQuery, SearchCursor, gapped};
use crate::store::columns::number;
use crate::store::file::error::Result;
use crate::store::search::matches::Matches;

/// Rows that one stretch reads: about two milliseconds of work.
const STRETCH: u32 = 10_000;
/// Candidates that a stretch looks at before it ends early.
const TRIED: usize = 200;

/// The packed initials of the next recipients. The number stands second: only of a match is it read. The rows are
/// counted: to compare the number of each with that of a last one costs a stretch a twentieth more.
pub(crate) const NEXT: &str = "SELECT packed, recipient FROM initials
     WHERE recipient > ?1 ORDER BY recipient LIMIT ?2";

/// The next row number behind a stretch.
pub(crate) const BEHIND: &str = "SELECT min(recipient) FROM initials WHERE recipient > ?1";

/// What is scored of one recipient.
pub(crate) const ONE: &str =
    "SELECT r.local_id, r.name, v.name, r.id_key, r.phone, r.township, r.address, r.merged_into FROM recipient AS r
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
    let mut rows = statement.query((after, STRETCH))?;
    let (mut tried, mut left) = (0, STRETCH);
    let mut end = None;
    while let Some(row) = rows.next()? {
        left = left.saturating_sub(1);
        if left == 0 {
            end = Some(row.get(1)?);
        }
        let packed = number(row, 0)?.cast_unsigned();
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
    let Some(end) = end else { return Ok(None) };
    let behind: Option<i64> = conn.prepare_cached(BEHIND)?.query_row([end], |row| row.get(0))?;
    Ok(behind.map(|_| SearchCursor::Initials(end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::{self, SearchQuery};

    fn chunks(conn: &Connection) -> Vec<i64> {
        let search = SearchQuery::new("clf", None, 10);
        let words = search::words(&search.text);
        let mut matches = Matches::new(&words, &search);
        let (mut after, mut ends) = (0, Vec::new());
        while let Some(SearchCursor::Initials(next)) =
            chunk(conn, words.first().unwrap(), after, &mut matches).unwrap()
        {
            assert!(next > after && ends.len() < 5, "{next} behind {after}");
            ends.push(next);
            after = next;
        }
        ends
    }

    /// A damaged row number sent a search through all numbers there are.
    #[test]
    fn a_row_far_behind_the_others_costs_no_stretch_more() {
        let mut conn = Connection::open_in_memory().unwrap();
        crate::store::file::migrate::run(&mut conn).unwrap();
        let kept = "INSERT INTO initials (recipient, packed) VALUES (1, 0), (9223372036854775807, 0)";
        assert_eq!(conn.execute(kept, []).unwrap(), 2);
        assert_eq!(chunks(&conn), [0; 0]);
    }

    /// Stretches are counted in rows, whatever numbers they bear, and one that is full and the last is the last.
    #[test]
    fn a_stretch_ends_behind_so_many_rows() {
        let mut conn = Connection::open_in_memory().unwrap();
        crate::store::file::migrate::run(&mut conn).unwrap();
        let rows = 2 * i64::from(STRETCH);
        let kept = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
                    INSERT INTO initials (recipient, packed) SELECT 3 * i, 0 FROM n";
        conn.execute(kept, [rows]).unwrap();
        assert_eq!(chunks(&conn), [3 * i64::from(STRETCH)]);
        conn.execute("INSERT INTO initials (recipient, packed) VALUES (?1, 0)", [3 * rows + 1]).unwrap();
        assert_eq!(chunks(&conn), [3 * i64::from(STRETCH), 6 * i64::from(STRETCH)]);
    }
}
