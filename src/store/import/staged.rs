//! The rows of a large import between its decision and its end, and the mark that says that it is decided.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use crate::domain::date::DaySource;
use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::roster::RosterEntry;
use crate::domain::text::CleanText;
use crate::store::codec;
use crate::store::file::error::{Result, written};

/// The row of `meta` that stands while an import is decided and not at its end.
const MARK: &str = "import";
/// The row of `meta` that stands while rows are kept of an import that is not decided. Whoever opens the register asks
/// for both by the range of their names (`mirror::FOUND`).
const KEPT_MARK: &str = "import_kept";
/// Most rows that are removed as a whole table, which writes a few pages: 300,000 take 0.1 s.
const WHOLE: i64 = 500_000;
/// Rows that are removed in one step where there are more: 0.1 s.
const REMOVED: u64 = 20_000;

/// An import that is decided: what whoever brings it to its end must know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Decided {
    /// The local number of its source.
    pub(crate) source: i64,
    /// The name of the file.
    pub(crate) name: String,
    /// Whether rows may rename people.
    pub(crate) rename: bool,
    /// How many rows it has.
    pub(crate) rows: u64,
    today: NaiveDate,
    now_ms: i64,
    actor: String,
}

impl Decided {
    pub(crate) fn new(name: &CleanText, rename: bool, source: i64, rows: u64, ctx: &WriteContext) -> Self {
        Self {
            source,
            name: name.to_string(),
            rename,
            rows,
            today: ctx.today,
            now_ms: ctx.now_ms,
            actor: ctx.actor.to_string(),
        }
    }

    /// Who decided it and when. Its day was believed then, and is not asked again.
    pub(crate) fn ctx(&self) -> WriteContext {
        WriteContext {
            today: self.today,
            day_source: DaySource::Given,
            now_ms: self.now_ms,
            actor: CleanText::unmasked(&self.actor),
        }
    }

    /// Marks the import as decided.
    pub(crate) fn mark(&self, tx: &Transaction<'_>) -> Result<()> {
        let text = serde_json::to_string(self).map_err(|_| unreadable())?;
        tx.execute("DELETE FROM meta WHERE key = ?1", [KEPT_MARK])?;
        let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2)";
        written(tx.execute(sql, (MARK, text))?, "meta")
    }
}

/// The import that is decided and not at its end.
pub(crate) fn decided(conn: &Connection) -> Result<Option<Decided>> {
    let mut mark = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    let text: Option<String> = mark.query_row([MARK], |row| row.get(0)).optional()?;
    text.map(|text| serde_json::from_str(&text).map_err(|_| unreadable())).transpose()
}

/// The import is at its end.
pub(crate) fn unmark(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("DELETE FROM meta WHERE key = ?1", [MARK])?;
    Ok(())
}

/// A row as it is kept, with the name of the recipient whom it would add.
pub(crate) struct StagedRow {
    pub(crate) local_id: i64,
    /// None where it was damaged since.
    pub(crate) entry: Option<(RecipientId, RosterEntry)>,
}

/// A row as JSON.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: String,
    row: u64,
    kind: String,
    name: String,
    sex: Option<String>,
    id_number: Option<String>,
    birth: Option<NaiveDate>,
    township: String,
    village: Option<String>,
    categories: Vec<String>,
    groups: Vec<String>,
    phone: Option<String>,
    card: Option<String>,
    address: Option<String>,
    note: Option<String>,
    #[serde(default)]
    remark: Option<String>,
    #[serde(default)]
    household: Option<String>,
}

/// Keeps rows behind those that are kept already, and says so by a mark until the import is decided.
pub(crate) fn keep(tx: &Transaction<'_>, rows: &[(RecipientId, RosterEntry)]) -> Result<()> {
    tx.prepare_cached("INSERT OR IGNORE INTO meta (key, value) VALUES (?1, '')")?.execute([KEPT_MARK])?;
    let mut add = tx.prepare_cached("INSERT INTO import_row (entry) VALUES (?1)")?;
    for (id, entry) in rows {
        written(add.execute([to_json(*id, entry)?])?, "import_row")?;
    }
    Ok(())
}

/// The first rows that are left.
pub(crate) fn first(tx: &Transaction<'_>, rows: u64) -> Result<Vec<StagedRow>> {
    let mut statement =
        tx.prepare_cached("SELECT local_id, entry FROM import_row ORDER BY local_id LIMIT ?1")?;
    let mut found = statement.query([rows])?;
    let mut staged = Vec::new();
    while let Some(row) = found.next()? {
        let entry = row.get_ref(1)?.as_str().ok().and_then(from_json);
        staged.push(StagedRow { local_id: row.get(0)?, entry });
    }
    Ok(staged)
}

/// Removes the rows up to one; answers whether any is left.
pub(crate) fn remove_to(tx: &Transaction<'_>, last: i64) -> Result<bool> {
    tx.prepare_cached("DELETE FROM import_row WHERE local_id <= ?1")?.execute([last])?;
    Ok(tx.query_row("SELECT EXISTS (SELECT 1 FROM import_row)", [], |row| row.get(0))?)
}

/// The numbers of the first and the last row that is kept of an import that is not decided; none where none is kept, or
/// it is decided.
pub(crate) fn undecided(conn: &Connection) -> Result<Option<(i64, i64)>> {
    let ends: (Option<i64>, Option<i64>) = conn.query_row(
        "SELECT (SELECT min(local_id) FROM import_row), (SELECT max(local_id) FROM import_row)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    // The rows of a decided one stay, also where its mark cannot be read.
    let is_decided = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?1)";
    let decided: bool = conn.query_row(is_decided, [MARK], |row| row.get(0))?;
    Ok(ends.0.zip(ends.1).filter(|_| !decided))
}

/// Whether a program that marks its rows has kept some: an earlier one did not, and its rows go with the next import.
pub(crate) fn is_marked(conn: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?1)";
    Ok(conn.query_row(sql, [KEPT_MARK], |row| row.get(0))?)
}

/// Removes what is kept of an import that is not decided, or its first rows if there are very many; answers whether
/// any is left.
pub(crate) fn remove_undecided(conn: &Connection) -> Result<bool> {
    if let Some((first, last)) = undecided(conn)? {
        if last.saturating_sub(first) >= WHOLE {
            let sql = "DELETE FROM import_row WHERE local_id <=
                (SELECT max(local_id) FROM (SELECT local_id FROM import_row ORDER BY local_id LIMIT ?1))";
            conn.execute(sql, [REMOVED])?;
            return Ok(true);
        }
        conn.execute("DELETE FROM import_row", [])?;
    }
    conn.execute("DELETE FROM meta WHERE key = ?1", [KEPT_MARK])?;
    Ok(false)
}

fn to_json(id: RecipientId, entry: &RosterEntry) -> Result<String> {
    let one = |text: &Option<CleanText>| text.as_ref().map(ToString::to_string);
    let all = |texts: &[CleanText]| texts.iter().map(ToString::to_string).collect();
    let kept = Kept {
        id: id.to_string(),
        row: entry.row,
        kind: codec::kind_code(entry.kind).to_owned(),
        name: entry.name.to_string(),
        sex: entry.sex.map(|sex| codec::sex_code(sex).to_owned()),
        id_number: entry.id_number.as_ref().map(|number| number.as_str().to_owned()),
        birth: entry.birth,
        township: entry.township.to_string(),
        village: one(&entry.village),
        categories: all(&entry.categories),
        groups: all(&entry.groups),
        phone: one(&entry.phone),
        card: one(&entry.card),
        address: one(&entry.address),
        note: one(&entry.note),
        remark: one(&entry.remark),
        household: entry.household.map(|household| codec::household_code(household).to_owned()),
    };
    serde_json::to_string(&kept).map_err(|_| unreadable())
}

fn from_json(json: &str) -> Option<(RecipientId, RosterEntry)> {
    let kept: Kept = serde_json::from_str(json).ok()?;
    let one = |text: Option<String>| text.map(|text| CleanText::unmasked(&text));
    let all = |texts: Vec<String>| texts.iter().map(|text| CleanText::unmasked(text)).collect();
    let entry = RosterEntry {
        row: kept.row,
        kind: codec::kind(&kept.kind),
        name: CleanText::unmasked(&kept.name),
        sex: codec::sex(kept.sex.as_deref()),
        id_number: match kept.id_number {
            Some(number) => Some(IdNumber::from_stored(&number)?),
            None => None,
        },
        birth: kept.birth,
        township: CleanText::unmasked(&kept.township),
        village: one(kept.village),
        categories: all(kept.categories),
        groups: all(kept.groups),
        phone: one(kept.phone),
        card: one(kept.card),
        address: one(kept.address),
        note: one(kept.note),
        remark: one(kept.remark),
        household: codec::household(kept.household.as_deref()),
    };
    Some((kept.id.parse().ok()?, entry))
}

/// What is kept of an import is not what this program writes.
fn unreadable() -> RegisterError {
    RegisterError::Damaged(CleanText::from("import_row"))
}
