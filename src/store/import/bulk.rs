//! What makes a large import fast: indexes and counts are taken down within the transaction and made again
//! at its end, sorted instead of scattered.
//!
//! All of it is in the import's own transaction, so that an import which stops leaves every index as it
//! was; what is made again has the very text that the migrations gave it. Nothing asks for the indexes of
//! numbers and names but the import itself: it knows the ID numbers by heart ([`IdHashIndex`]), and names only
//! matter once somebody has none.

use std::path::Path;

use rusqlite::{Connection, Statement, Transaction};

use crate::store::file::connection::USUAL_KIB;
use crate::store::file::error::Result;
use crate::store::import::id_index::{IdHashIndex, ImportLookup};
use crate::store::progress::ProgressMonitor;
use crate::store::search::key_merge::{BATCH, Batch};
use crate::store::search::key_sorter::KeySorter;

/// Indexes by which pages are read.
const LISTS: &[&str] = &["recipient_place", "recipient_pinyin", "recipient_township_pinyin"];
/// Taken down besides where the register was empty: what else is filled by newcomers alone.
const FIRST: &[&str] = &[
    "standing_name",
    "standing_rank",
    "standing_township_name",
    "group_held_recipient",
    "group_held_group",
    "category_held_recipient",
];
/// The tables of what people hold.
const HELD: &[&str] = &["group_held", "category_held"];
/// The index by which a row with an ID number finds whom it means.
const NUMBERS: &[&str] = &["recipient_id_key"];
/// Those by which a row without one does.
const NAMES: &[&str] = &["recipient_name", "recipient_unnumbered"];

/// The table over which the largest of them stand.
const RECIPIENT: &str = "recipient";

/// New rows after which an import may count as large.
const LARGE: u64 = 2_000;
/// It does when the register had at most so many times as many recipients: making the indexes again
/// costs by all rows, keeping them by the new ones, at ten times the price.
const SHARE: u64 = 4;

/// Memory for pages, and for one sort, during an import, in KiB.
const CACHE_KIB: i64 = 16_000;
/// The same in a large one, where rows mostly come behind rows and the ID numbers need memory too.
const LARGE_KIB: i64 = 8_000;
/// Settings for the time of an import. They cannot change within a transaction.
pub(crate) struct ImportPragmas<'a> {
    conn: &'a Connection,
}

impl<'a> ImportPragmas<'a> {
    /// A larger cache; sorts go to unlinked files of the system's temporary folder, not into memory.
    pub(crate) fn new(conn: &'a Connection) -> Result<Self> {
        let pragmas = Self { conn };
        conn.pragma_update(None, "temp_store", "FILE")?;
        conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
        Ok(pragmas)
    }
}

impl Drop for ImportPragmas<'_> {
    fn drop(&mut self) {
        // Settings of speed: a connection that keeps them is correct too.
        let _ = self.conn.pragma_update(None, "cache_size", -USUAL_KIB);
        let _ = self.conn.pragma_update(None, "temp_store", "MEMORY");
        let _ = self.conn.release_memory();
    }
}

/// A large import under way.
pub(crate) struct Bulk {
    down: Vec<DroppedIndex>,
    /// How rows find whom they mean.
    pub(crate) lookup: ImportLookup,
    pub(crate) keys: KeySorter,
}

/// Something taken down: its table and its text.
struct DroppedIndex {
    table: String,
    sql: String,
}

impl Bulk {
    /// Whether an import with `new` newcomers counts as large, when the register had `before`.
    pub(crate) fn is_worthwhile(new: u64, before: u64) -> bool {
        new >= LARGE && new.saturating_mul(SHARE) >= before
    }

    /// Takes down what is only needed later, in the register at `path`; `first` where it was empty.
    pub(crate) fn begin(tx: &Transaction<'_>, path: &Path, first: bool) -> Result<Self> {
        let mut down = drop_indexes(tx, LISTS)?;
        if first {
            down.extend(drop_indexes(tx, FIRST)?);
        }
        tx.pragma_update(None, "cache_size", -LARGE_KIB)?;
        let known = IdHashIndex::load(tx)?;
        let unnumbered = "SELECT EXISTS (SELECT 1 FROM recipient INDEXED BY recipient_unnumbered
                          WHERE id_key IS NULL)";
        let names = if tx.query_row(unnumbered, [], |row| row.get(0))? { &[][..] } else { NAMES };
        let numbers = if known.is_some() { NUMBERS } else { &[] };
        let [numbers, names] = [drop_indexes(tx, numbers)?, drop_indexes(tx, names)?].map(texts);
        let lookup = ImportLookup::new(known, numbers.concat(), names);
        Ok(Self { down, lookup, keys: KeySorter::beside(path)? })
    }

    /// From now on it matters what somebody holds: the indexes of that are made again at once.
    pub(crate) fn need_held(&mut self, tx: &Transaction<'_>) -> Result<()> {
        for held in self.down.extract_if(.., |it| HELD.contains(&it.table.as_str())) {
            tx.execute_batch(&held.sql)?;
        }
        Ok(())
    }

    /// Makes everything again.
    pub(crate) fn end(self, tx: &Transaction<'_>, monitor: &ProgressMonitor) -> Result<()> {
        let mut steps = Vec::new();
        let mut people = 0;
        for it in self.down {
            let count = format!("SELECT count(*) FROM {}", it.table);
            let rows = tx.query_row(&count, [], |row| row.get::<_, u64>(0))?;
            if it.table == RECIPIENT {
                people = rows;
            }
            steps.push((rows, it.sql));
        }
        steps.extend(self.lookup.still_down().into_iter().map(|sql| (people, sql)));
        let keys = self.keys.count();
        monitor.make(keys + steps.iter().map(|(rows, _)| rows).sum::<u64>());
        monitor.step(keys);
        add_keys(tx, self.keys)?;
        for (rows, sql) in steps {
            monitor.step(rows);
            tx.execute_batch(&sql)?;
        }
        Ok(())
    }
}

fn drop_indexes(tx: &Transaction<'_>, names: &[&str]) -> Result<Vec<DroppedIndex>> {
    let mut down = Vec::new();
    for name in names {
        let (what, it) = tx.query_row(
            "SELECT type, tbl_name, sql FROM main.sqlite_schema WHERE name = ?1",
            [name],
            |row| Ok((row.get::<_, String>(0)?, DroppedIndex { table: row.get(1)?, sql: row.get(2)? })),
        )?;
        tx.execute_batch(&format!("DROP {what} {name}"))?;
        down.push(it);
    }
    Ok(down)
}

fn texts(down: Vec<DroppedIndex>) -> Vec<String> {
    down.into_iter().map(|it| it.sql).collect()
}

/// Adds the sorted keys, many with each statement: within one, SQLite goes on where it stands.
fn add_keys(tx: &Transaction<'_>, keys: KeySorter) -> Result<()> {
    let mut merged = keys.sorted()?;
    let mut add = tx.prepare(&insert(BATCH))?;
    while let Some(batch) = merged.next()? {
        if batch.len() == BATCH {
            bind(&mut add, &batch)?;
        } else {
            bind(&mut tx.prepare(&insert(batch.len()))?, &batch)?;
        }
    }
    Ok(())
}

fn insert(rows: usize) -> String {
    let values = vec!["(?,?,?)"; rows].join(",");
    format!("INSERT INTO search_key (key, rank, recipient) VALUES {values}")
}

fn bind(add: &mut Statement<'_>, batch: &Batch) -> Result<()> {
    let mut at = 0;
    for (key, rank, no) in batch.keys() {
        add.raw_bind_parameter(at + 1, key)?;
        add.raw_bind_parameter(at + 2, rank)?;
        add.raw_bind_parameter(at + 3, no)?;
        at += 3;
    }
    add.raw_execute()?;
    Ok(())
}
