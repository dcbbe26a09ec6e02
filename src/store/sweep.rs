//! Search, second phase: matches with gaps or inside a name, found by reading the packed initials of
//! everybody, a stretch at a time so that nothing waits for it.

use rusqlite::Connection;

use super::Result;
use super::search::Matches;
use crate::domain::query::Reach;
use crate::domain::search::{Query, gapped};

/// Names that one stretch reads: about two milliseconds of work.
const STRETCH: u32 = 20_000;
/// Candidates that a stretch looks at before it ends early.
const TRIED: usize = 200;

/// The next names, by number.
pub(super) const NEXT: &str =
    "SELECT recipient, packed FROM initials WHERE recipient > ?1 ORDER BY recipient LIMIT ?2";

/// One of them, as a candidate.
pub(super) const ONE: &str = "SELECT r.no, r.name, v.name, r.id_key, r.phone FROM recipient AS r
     JOIN village AS v ON v.no = r.village WHERE r.no = ?1";

/// Reads on behind the recipient `after`, until as many are found as asked for or the stretch ends; answers
/// where to go on. Numbers are found by their keys alone.
pub(super) fn stretch(
    conn: &Connection,
    query: &Query,
    mut after: i64,
    matches: &mut Matches<'_>,
) -> Result<Option<Reach>> {
    let asked = query.packed();
    if asked.is_empty() {
        return Ok(None);
    }
    let mut statement = conn.prepare_cached(NEXT)?;
    let mut one = conn.prepare_cached(ONE)?;
    let mut rows = statement.query((after, STRETCH))?;
    let (mut read, mut tried) = (0, 0);
    while tried < TRIED && !matches.is_full() {
        let Some(row) = rows.next()? else {
            return Ok((read == STRETCH).then_some(Reach::Initials(after)));
        };
        let (no, packed): (i64, i64) = (row.get(0)?, row.get(1)?);
        read += 1;
        after = no;
        if asked.iter().any(|asked| gapped(packed.cast_unsigned(), *asked)) {
            matches.take(one.query([no])?)?;
            tried += 1;
        }
    }
    Ok(Some(Reach::Initials(after)))
}
