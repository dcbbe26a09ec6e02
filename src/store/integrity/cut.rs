//! Whether rows were cut off: what the register kept of its own reach is what there is, and never was anything else.

use rusqlite::Connection;

use crate::store::file::error::Result;
use crate::store::integrity::finding::{Finding, finding};
use crate::store::mirror;

/// The rule, by its stable name.
const RULE: &str = "cut";

/// What is missing now, of what every register tells of itself too, and what was missing when somebody wrote.
pub(super) fn check(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    for (kept, found) in [mirror::heads_differ(conn)?, mirror::counts_differ(conn)?].into_iter().flatten() {
        findings.push(finding(RULE, "", "", &told(&kept, &found)));
    }
    let mut gone = conn.prepare(
        "SELECT value FROM json_each('[\"banner\", \"device\"]') WHERE value NOT IN (SELECT key FROM meta)",
    )?;
    let mut rows = gone.query([])?;
    while let Some(row) = rows.next()? {
        findings.push(finding(RULE, &row.get::<_, String>(0)?, "meta", ""));
    }
    let mut lines = conn.prepare(
        "SELECT on_day, coalesce(before, ''), coalesce(after, '') FROM audit WHERE action = ?1 ORDER BY local_id",
    )?;
    let mut rows = lines.query([mirror::CUT])?;
    while let Some(row) = rows.next()? {
        let (day, kept, found): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        findings.push(finding(RULE, &day, "", &told(&kept, &found)));
    }
    Ok(())
}

/// Characters of a hash, as it is kept and as it is told on paper.
const HASH: (usize, usize) = (64, 8);
/// Most characters told of anything else: the front of a number that is somebody's would pass for no number.
const WORD: usize = 24;

/// Both reaches, hashes as short as on paper; commas, so that numbers side by side are not taken for one of a person.
fn told(kept: &str, found: &str) -> String {
    let most = |word: &str| if word.len() == HASH.0 { HASH.1 } else { WORD };
    let short = |reach: &str| {
        let words = reach.split(' ').map(|word| word.chars().take(most(word)).collect::<String>());
        words.collect::<Vec<_>>().join(", ")
    };
    format!("{} > {}", short(kept), short(found))
}
