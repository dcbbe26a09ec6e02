//! What a new register starts from: its banner, and the sample's people and past.

use rusqlite::Connection;

use super::{Result, audit, names};
use crate::domain::banner::Banner;
use crate::domain::op::Ctx;

/// Writes townships, stations, categories and groups into an empty register.
pub(super) fn found(conn: &Connection, banner: &Banner, device: &str, ctx: &Ctx) -> Result<()> {
    for (key, value) in [("device", device), ("two_handlers", "1"), ("banner", banner.name.as_str())] {
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
        names::village_no(conn, &township.code, "")?;
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
            (Some(township), Some(village)) => Some(names::village_no(conn, township, village)?),
            (None, _) | (_, None) => None,
        };
        conn.execute(
            "INSERT INTO station (name, township, village) VALUES (?1, ?2, ?3)",
            (station.name.as_str(), station.township.as_ref().map(|code| &code.0), village),
        )?;
    }
    audit::line(conn, ctx, "found", "register", None, Some(device))
}
