//! What the register keeps of its own reach, so that rows cut off at an end show: the last entry and the last line
//! of the audit with their hashes, and how many rows of facts there are. A chain whose last rows are gone is a good
//! chain still, and a row that is gone has no seal to break.
//!
//! Both stand sealed in `meta`: a program that does not know the function `seal` can take them away, which shows,
//! but not put them right. They are compared before a write, and what does not agree then is written into the audit,
//! where `check` finds it for good.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::op::WriteContext;
use crate::store::audit;
use crate::store::chain::MIRRORED;
use crate::store::file::error::Result;

/// The line of the audit that says that rows were missing.
pub(crate) const CUT: &str = "cut";

/// The row of `meta` with the ends of both chains.
const HEADS: &str = "heads";
/// The row of `meta` with the numbers of rows.
const COUNTS: &str = "counts";

/// How far the chains reach: of each the number and the hash of its last row.
macro_rules! reach {
    () => {
        "coalesce((SELECT local_id || ' ' || hash FROM entry ORDER BY local_id DESC LIMIT 1), '0 ') || ' '
      || coalesce((SELECT local_id || ' ' || hash FROM audit ORDER BY local_id DESC LIMIT 1), '0 ')"
    };
}

/// How many facts there are: every sealed table but those that lose rows as the program works (drafts), whose rows
/// answer to lines of the audit one by one (visits), and this one. Rows of numbered tables that nothing deletes are
/// counted by the last number: gaps are a finding of their own.
macro_rules! counts {
    () => {
        "coalesce((SELECT max(local_id) FROM recipient), 0) || ' ' || coalesce((SELECT max(local_id) FROM village), 0)
 || ' ' || coalesce((SELECT max(local_id) FROM source), 0)
 || ' ' || coalesce((SELECT max(local_id) FROM category_held), 0)
 || ' ' || coalesce((SELECT max(local_id) FROM status_line), 0)
 || ' ' || coalesce((SELECT max(local_id) FROM former_place), 0)
 || ' ' || (SELECT count(*) FROM group_held) || ' ' || (SELECT count(*) FROM setting)
 || ' ' || (SELECT count(*) FROM round) || ' ' || (SELECT count(*) FROM standard)
 || ' ' || (SELECT count(*) FROM settled_line) || ' ' || (SELECT count(*) FROM visit_cancelled)
 || ' ' || (SELECT count(*) FROM township) || ' ' || (SELECT count(*) FROM township_alias)
 || ' ' || (SELECT count(*) FROM station) || ' ' || (SELECT count(*) FROM category)
 || ' ' || (SELECT count(*) FROM category_alias) || ' ' || (SELECT count(*) FROM visit_group)
 || ' ' || (SELECT count(*) FROM programme) || ' ' || (SELECT count(*) FROM payroll)
 || ' ' || coalesce((SELECT max(local_id) FROM case_step), 0) || ' ' || (SELECT count(*) FROM pay_standard)
 || ' ' || (SELECT count(*) FROM allocation) || ' ' || coalesce((SELECT max(local_id) FROM sheet), 0)
 || ' ' || coalesce((SELECT max(local_id) FROM work), 0)"
    };
}

/// What is kept under a key and what is found, in one statement: every write asks twice. What does not bear its seal
/// was put there by another program, and never agrees: the next write would give it a good one.
macro_rules! both {
    ($found:expr) => {
        concat!(
            "SELECT (SELECT CASE WHEN is_sealed(seal, key, value) THEN value ELSE '? ' || value END
                     FROM meta WHERE key = ?1), ",
            $found
        )
    };
}

/// How far the chains reach: what was kept of it, and what is found.
pub(crate) struct Reach {
    kept: Option<String>,
    /// What is found.
    pub(crate) found: String,
}

/// The ends of the chains, to be looked at before a write.
pub(crate) fn reach(conn: &Connection) -> Result<Reach> {
    let (kept, found) = kept_and_found(conn, both!(reach!()), HEADS)?;
    Ok(Reach { kept, found })
}

/// How far the chains reach, whatever is kept of that.
pub(crate) fn found(conn: &Connection) -> Result<String> {
    Ok(conn.prepare_cached(concat!("SELECT ", reach!()))?.query_row([], |row| row.get(0))?)
}

/// What does not agree in the ends of the chains is written into the audit.
pub(crate) fn tell_cut(conn: &Connection, ctx: &WriteContext, reach: Reach) -> Result<()> {
    tell(conn, ctx, difference(conn, reach.kept, reach.found)?)
}

/// What is read of a register that is opened: the device, whether an import was left in the middle, decided (`import`)
/// or not (`import_kept`), and how far it reaches.
pub(crate) const FOUND: &str = concat!(
    "SELECT coalesce((SELECT value FROM meta WHERE key = 'device'), ''),
            EXISTS (SELECT 1 FROM meta WHERE key BETWEEN 'import' AND 'import_kept'), ",
    reach!()
);

/// Compares the ends of the chains before a write; what does not agree is written into the audit.
pub(crate) fn compare_heads(conn: &Connection, ctx: &WriteContext) -> Result<()> {
    tell_cut(conn, ctx, reach(conn)?)
}

/// As [`compare_heads`], for the numbers of rows, before a write that changes how many facts there are.
pub(crate) fn compare_counts(conn: &Connection, ctx: &WriteContext) -> Result<()> {
    tell(conn, ctx, counts_differ(conn)?)
}

/// Keeps how far the chains reach, behind a write; answers it.
pub(crate) fn keep_heads(conn: &Connection) -> Result<String> {
    keep(conn, both!(reach!()), HEADS)
}

/// Keeps how many facts there are, behind a write that changed that.
pub(crate) fn keep_counts(conn: &Connection) -> Result<()> {
    keep(conn, both!(counts!()), COUNTS).map(drop)
}

/// What was kept and what is found instead.
pub(crate) type Difference = (String, String);

/// The ends of the chains, if they are not as they were kept.
pub(crate) fn heads_differ(conn: &Connection) -> Result<Option<Difference>> {
    differ(conn, both!(reach!()), HEADS)
}

/// The numbers of rows, if they are not as they were kept.
pub(crate) fn counts_differ(conn: &Connection) -> Result<Option<Difference>> {
    differ(conn, both!(counts!()), COUNTS)
}

fn differ(conn: &Connection, both: &str, key: &str) -> Result<Option<Difference>> {
    let (kept, found) = kept_and_found(conn, both, key)?;
    difference(conn, kept, found)
}

fn difference(conn: &Connection, kept: Option<String>, found: String) -> Result<Option<Difference>> {
    Ok(match kept {
        Some(kept) if kept == found => None,
        Some(kept) => Some((kept, found)),
        // One that was written by a program that kept nothing has nothing to compare.
        None => mirrored(conn)?.then(|| ("-".to_owned(), found)),
    })
}

fn tell(conn: &Connection, ctx: &WriteContext, difference: Option<Difference>) -> Result<()> {
    let Some((kept, found)) = difference else { return Ok(()) };
    audit::line(conn, ctx, CUT, "register", Some(&kept), Some(&found))
}

/// Whether the last line of the audit was written by a program that keeps the mirror.
fn mirrored(conn: &Connection) -> Result<bool> {
    let form = conn
        .query_row("SELECT form FROM audit ORDER BY local_id DESC LIMIT 1", [], |row| row.get::<_, i64>(0))
        .optional()?;
    Ok(form.is_some_and(|form| form >= MIRRORED))
}

/// Keeps what is found under a key; a row that says so already is not written.
fn keep(conn: &Connection, both: &str, key: &str) -> Result<String> {
    let (kept, found) = kept_and_found(conn, both, key)?;
    if kept.as_ref() == Some(&found) {
        return Ok(found);
    }
    // An update first: an insert that meets the row would make its seal twice.
    let rows = conn.prepare_cached("UPDATE meta SET value = ?2 WHERE key = ?1")?.execute((key, &found))?;
    if rows == 0 {
        conn.execute("INSERT INTO meta (key, value) VALUES (?1, ?2)", (key, &found))?;
    }
    Ok(found)
}

fn kept_and_found(conn: &Connection, both: &str, key: &str) -> Result<(Option<String>, String)> {
    Ok(conn.prepare_cached(both)?.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
