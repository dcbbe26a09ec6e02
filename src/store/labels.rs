//! Names of places, categories and groups, and the local numbers behind them.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::banner::Category;
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::place::{Township, TownshipCode, VillageSaid, nearness, same_village};
use crate::domain::round::{Group, Standard};
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;
use crate::store::register::Store;

/// Most villages that are named where one is not known.
const NEAR_MAX: usize = 8;

impl Store {
    /// The name of the banner, e.g. 正蓝旗.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn banner_name(&self) -> Result<CleanText> {
        let name: String =
            self.conn.query_row("SELECT value FROM meta WHERE key = 'banner'", [], |row| row.get(0))?;
        Ok(text(&name))
    }

    /// The townships, in the order of their codes, with their other spellings.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn townships(&self) -> Result<Vec<Township>> {
        let mut statement =
            self.conn.prepare_cached("SELECT code, name, kind FROM township ORDER BY code")?;
        let mut townships = statement
            .query_map([], |row| {
                Ok(Township {
                    code: TownshipCode(row.get(0)?),
                    name: text(&row.get::<_, String>(1)?),
                    kind: text(&row.get::<_, String>(2)?),
                    aliases: Vec::new(),
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut aliases = self
            .conn
            .prepare_cached("SELECT alias FROM township_alias WHERE township = ?1 ORDER BY alias")?;
        for township in &mut townships {
            township.aliases = aliases
                .query_map([&township.code.0], |row| row.get::<_, String>(0))?
                .map(|alias| alias.map(|alias| text(&alias)))
                .collect::<rusqlite::Result<_>>()?;
        }
        Ok(townships)
    }

    /// The name of the device that this register is kept on.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn device(&self) -> Result<String> {
        device(&self.conn)
    }

    /// The entitlement categories with their other spellings, in the fixed order.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn categories(&self) -> Result<Vec<Category>> {
        let mut statement =
            self.conn.prepare_cached("SELECT local_id, name FROM category ORDER BY local_id")?;
        let mut aliases = self
            .conn
            .prepare_cached("SELECT alias FROM category_alias WHERE category = ?1 ORDER BY alias")?;
        let mut categories = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let no: i64 = row.get(0)?;
            let aliases = aliases.query_map([no], |row| row.get::<_, String>(0))?;
            categories.push(Category {
                name: text(&row.get::<_, String>(1)?),
                aliases: aliases
                    .map(|alias| alias.map(|alias| text(&alias)))
                    .collect::<rusqlite::Result<_>>()?,
            });
        }
        Ok(categories)
    }

    /// Which village is meant by what was typed, of one township or of any: the one of that very name, else the one that
    /// goes by that spelling.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn village_said(&self, township: Option<&TownshipCode>, typed: &CleanText) -> Result<VillageSaid> {
        let mut statement = self.conn.prepare_cached(
            "SELECT v.name, t.name FROM village AS v JOIN township AS t ON t.code = v.township
             WHERE v.name <> '' AND (?1 IS NULL OR v.township = ?1) ORDER BY v.township, v.name",
        )?;
        let mut rows = statement.query([township.map(|code| &code.0)])?;
        let (mut same, mut near): (Vec<CleanText>, Vec<(usize, CleanText)>) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let name = text(borrowed(row, 0)?);
            if name == *typed {
                return Ok(VillageSaid::Known(name));
            }
            if same_village(borrowed(row, 1)?, &name, typed) {
                same.push(name);
                continue;
            }
            // The nearest are kept, and of those as near the first.
            let nearness = nearness(&name, typed);
            let at = near.partition_point(|(kept, _)| *kept >= nearness);
            if at < NEAR_MAX {
                near.insert(at, (nearness, name));
                near.truncate(NEAR_MAX);
            }
        }
        same.dedup();
        if near.first().is_some_and(|(nearest, _)| *nearest > 0) {
            near.retain(|(nearness, _)| *nearness > 0);
        }
        Ok(match (same.len(), same.pop()) {
            (1, Some(name)) => VillageSaid::Known(name),
            (_, Some(last)) => VillageSaid::Several(same.into_iter().chain([last]).collect()),
            (_, None) => VillageSaid::Unknown { near: near.into_iter().map(|(_, name)| name).collect() },
        })
    }

    /// The funds that programmes are paid from, each once.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn known_funds(&self) -> Result<Vec<CleanText>> {
        let mut funds: Vec<CleanText> = Vec::new();
        for fund in self.programmes()?.into_iter().flat_map(|programme| programme.funds) {
            if !funds.contains(&fund) {
                funds.push(fund);
            }
        }
        Ok(funds)
    }

    /// The visit groups, in the fixed order that breaks ties.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn groups(&self) -> Result<Vec<Group>> {
        groups(&self.conn)
    }
}

pub(crate) fn groups(conn: &Connection) -> Result<Vec<Group>> {
    let mut statement = conn.prepare_cached(
        "SELECT name, units, first_cash_fen, first_goods, first_goods_fen FROM visit_group ORDER BY local_id",
    )?;
    let rows = statement.query_map([], |row| {
        let name = text(&row.get::<_, String>(0)?);
        let first = Standard {
            group: name.clone(),
            cash: Fen::new(row.get(2)?),
            goods: text(&row.get::<_, String>(3)?),
            goods_value: Fen::new(row.get(4)?),
        };
        let first = (first.total() > Fen::ZERO).then_some(first);
        Ok(Group { name, units: row.get(1)?, first })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The local number of a visit group.
pub(crate) fn group_no(conn: &Connection, name: &CleanText) -> Result<i64> {
    conn.prepare_cached("SELECT local_id FROM visit_group WHERE name = ?1")?
        .query_row([name.as_str()], |row| row.get(0))
        .optional()?
        .ok_or_else(|| RegisterError::NotFound(name.clone()))
}

/// The local number of a category.
pub(crate) fn category_no(conn: &Connection, name: &CleanText) -> Result<i64> {
    conn.prepare_cached("SELECT local_id FROM category WHERE name = ?1")?
        .query_row([name.as_str()], |row| row.get(0))
        .optional()?
        .ok_or_else(|| RegisterError::NotFound(name.clone()))
}

/// The name of a township.
pub(crate) fn township_name(conn: &Connection, code: &TownshipCode) -> Result<CleanText> {
    conn.prepare_cached("SELECT name FROM township WHERE code = ?1")?
        .query_row([&code.0], |row| row.get::<_, String>(0))
        .optional()?
        .map(|name| text(&name))
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&code.0)))
}

/// The local number of a village, made when it is not known yet; an empty name stands for "unknown".
pub(crate) fn village_no(conn: &Connection, township: &TownshipCode, name: &str) -> Result<i64> {
    let found = conn
        .prepare_cached("SELECT local_id FROM village WHERE township = ?1 AND name = ?2")?
        .query_row((&township.0, name), |row| row.get(0))
        .optional()?;
    if let Some(no) = found {
        return Ok(no);
    }
    conn.prepare_cached("INSERT INTO village (township, name) VALUES (?1, ?2)")?
        .execute((&township.0, name))?;
    Ok(conn.last_insert_rowid())
}

/// The name of the device that this register is kept on.
pub(crate) fn device(conn: &Connection) -> Result<String> {
    Ok(conn.prepare_cached("SELECT value FROM meta WHERE key = 'device'")?.query_row([], |row| row.get(0))?)
}
