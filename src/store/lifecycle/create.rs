//! Creating a register, and what it starts from: its banner, and the sample's people and past.
//!
//! It is made whole under another name, and one rename that overwrites nothing puts it in its place: whatever
//! interrupts this, nothing is there, or everything.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::domain::banner::{Banner, Sample};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::file::{connection, location, lock, migrate, opened, others};
use crate::store::lifecycle::sample::{self, Mint};
use crate::store::lifecycle::{backup, leftovers, restore};
use crate::store::register::Store;
use crate::store::{audit, labels, mirror};

impl Store {
    /// Creates a register at `path` with the townships, categories and groups of `banner`.
    ///
    /// # Errors
    /// When anything is there already, or the place cannot be written; nothing stays behind.
    pub fn create(path: &Path, banner: &Banner, device: &str, ctx: &WriteContext) -> Result<Self> {
        create(path, |conn| seed(conn, banner, device, ctx))
    }

    /// Creates a register with the people and the past of the sample.
    ///
    /// # Errors
    /// As [`Store::create`]; when a rule refuses a line of the sample.
    pub fn create_sample(
        path: &Path,
        banner: &Banner,
        people: &Sample,
        device: &str,
        ctx: &WriteContext,
        mint: &Mint,
    ) -> Result<Self> {
        create(path, |conn| {
            seed(conn, banner, device, ctx)?;
            sample::fill(conn, people, ctx, mint)
        })
    }
}

fn create(path: &Path, fill: impl FnOnce(&Connection) -> Result<()>) -> Result<Store> {
    let folder = location::folder(path);
    location::short_name(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()))?;
    connection::private_folder(folder)?;
    location::local(folder)?;
    others::private_place(folder)?;
    // One that was restored and only lacks its name is there.
    leftovers::finish_restore(path)?;
    vacant(path)?;
    let turn = match lock::take(path) {
        // There is no register yet that could be opened for reading.
        Err(RegisterError::ReadOnly) => {
            return Err(RegisterError::NotPermitted(CleanText::shown(&folder.display().to_string())));
        }
        taken => taken?,
    };
    let fresh = location::scratch(path, ".creating");
    // What a program that was killed here has left.
    leftovers::remove(&fresh);
    let made = vacant(path).and_then(|()| build(&fresh, fill)).and_then(|()| settle_in(&fresh, path));
    if let Err(trouble) = made {
        leftovers::remove(&fresh);
        if vacant(path).is_ok() {
            turn.withdraw(path);
        }
        return Err(trouble);
    }
    drop(turn);
    Store::open(path)
}

/// Bytes of a page of a new register. People who stand side by side in a list lie scattered, and what a gift
/// changes does too: with pages half of the usual size a frame touches less memory, and a gift waits for less
/// disk. With a quarter of it an import takes a third longer.
const PAGE_BYTES: i64 = 2_048;

/// Refuses a place where there is something.
fn vacant(path: &Path) -> Result<()> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(RegisterError::AlreadyThere(CleanText::shown(&path.display().to_string()))),
        Err(_) => opened::no_log(path),
    }
}

/// Makes a whole register under a temporary name.
fn build(fresh: &Path, fill: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    // Private to its owner before SQLite sees it: the WAL copies its mode.
    connection::private_file(fresh)?;
    let mut conn = connection::connect(fresh)?;
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    connection::keep_log(&conn)?;
    connection::configure(&conn)?;
    migrate::run(&mut conn)?;
    let tx = conn.transaction()?;
    fill(&tx)?;
    mirror::keep_counts(&tx)?;
    mirror::keep_heads(&tx)?;
    tx.commit()?;
    // Only the file moves, so it must hold all that stands in its log.
    if !restore::checkpointed(&conn)? {
        return Err(RegisterError::Busy(CleanText::default()));
    }
    drop(conn);
    backup::sync_file(fresh)
}

/// Gives the register its name.
fn settle_in(fresh: &Path, path: &Path) -> Result<()> {
    location::rename_new(fresh, path)?;
    // SQLite removes what it kept beside the file, and does not tell if it cannot.
    leftovers::remove(fresh);
    location::sync_folder(location::folder(path))
}

/// Writes townships, stations, categories and groups into an empty register.
pub(crate) fn seed(conn: &Connection, banner: &Banner, device: &str, ctx: &WriteContext) -> Result<()> {
    for (key, value) in [("device", device), ("banner", banner.name.as_str())] {
        conn.execute("INSERT INTO meta (key, value) VALUES (?1, ?2)", (key, value))?;
    }
    for township in &banner.townships {
        conn.execute(
            "INSERT INTO township (code, name, kind) VALUES (?1, ?2, ?3)",
            (&township.code.0, township.name.as_str(), township.kind.as_str()),
        )?;
        for alias in &township.aliases {
            conn.execute(
                "INSERT INTO township_alias (alias, township) VALUES (?1, ?2)",
                (alias.as_str(), &township.code.0),
            )?;
        }
        // Village 0 in the tally is the township itself, so the unknown village exists from the start.
        labels::village_no(conn, &township.code, "")?;
    }
    for category in &banner.categories {
        conn.execute("INSERT INTO category (name) VALUES (?1)", [category.name.as_str()])?;
        let no = conn.last_insert_rowid();
        for alias in &category.aliases {
            conn.execute(
                "INSERT INTO category_alias (alias, category) VALUES (?1, ?2)",
                (alias.as_str(), no),
            )?;
        }
    }
    for group in &banner.groups {
        let (cash, goods, goods_value) = group
            .first
            .as_ref()
            .map_or((0, "", 0), |first| (first.cash.get(), first.goods.as_str(), first.goods_value.get()));
        conn.execute(
            "INSERT INTO visit_group (name, units, first_cash_fen, first_goods, first_goods_fen)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            (group.name.as_str(), group.units, cash, goods, goods_value),
        )?;
    }
    for station in &banner.stations {
        let village = match (&station.township, &station.village) {
            (Some(township), Some(village)) => Some(labels::village_no(conn, township, village)?),
            (None, _) | (_, None) => None,
        };
        conn.execute(
            "INSERT INTO station (name, township, village) VALUES (?1, ?2, ?3)",
            (station.name.as_str(), station.township.as_ref().map(|code| &code.0), village),
        )?;
    }
    audit::line(conn, ctx, "found", "register", None, Some(device))
}
