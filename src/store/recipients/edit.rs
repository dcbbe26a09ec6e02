//! Changing the plain facts of a recipient.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Edit;
use crate::domain::text::mask;
use crate::store::file::error::Result;
use crate::store::recipients::insert;
use crate::store::recipients::membership::{self, Origin};
use crate::store::standing::{facts, index};
use crate::store::{audit, labels};

/// Changes plain facts.
pub(crate) fn edit(
    conn: &Connection,
    id: RecipientId,
    rev: i64,
    edit: &Edit,
    ctx: &WriteContext,
) -> Result<()> {
    let no = facts::number_of(conn, id)?;
    let before = facts(conn, no)?;
    let current: i64 =
        conn.query_row("SELECT rev FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
    if current != rev {
        return Err(RegisterError::Stale);
    }
    let sought = insert::search_fields(conn, no)?;
    let birth = conn.query_row("SELECT birth FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
    let mut bears_on_due = edit.groups.is_some();
    for (column, value) in [("phone", &edit.phone), ("address", &edit.address), ("note", &edit.note)] {
        if let Some(value) = value {
            // Who edits sees numbers masked: what is still masked is the number as it was.
            let stored: Option<String> = conn.query_row(
                &format!("SELECT {column} FROM recipient WHERE local_id = ?1"),
                [no],
                |row| row.get(0),
            )?;
            let value = restored(value, stored.as_deref().unwrap_or_default(), birth)?;
            let value = Some(value.as_str()).filter(|value| !value.is_empty());
            conn.execute(&format!("UPDATE recipient SET {column} = ?2 WHERE local_id = ?1"), (no, value))?;
        }
    }
    if edit.township.is_some() || edit.village.is_some() {
        let township = match &edit.township {
            Some(code) => {
                labels::township_name(conn, code)?;
                code.clone()
            }
            None => TownshipCode(conn.query_row(
                "SELECT township FROM recipient WHERE local_id = ?1",
                [no],
                |r| r.get(0),
            )?),
        };
        let stored: String = conn.query_row(
            "SELECT v.name FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
            [no],
            |row| row.get(0),
        )?;
        let village = restored(edit.village.as_deref().unwrap_or_default(), &stored, None)?;
        let village = labels::village_no(conn, &township, &village)?;
        bears_on_due |= insert::move_to(conn, no, &township, village, Some(&Origin::hand(ctx)))?;
    }
    if let Some(groups) = &edit.groups {
        membership::set_groups(conn, no, groups, &Origin::hand(ctx))?;
    }
    let is_found_otherwise =
        edit.phone.is_some() || edit.address.is_some() || edit.township.is_some() || edit.village.is_some();
    if is_found_otherwise {
        insert::reindex(conn, no, &sought)?;
    }
    conn.execute("UPDATE recipient SET rev = rev + 1 WHERE local_id = ?1", [no])?;
    if bears_on_due {
        index::refresh_unsettled(conn, no)?;
    }
    audit::line(conn, ctx, "edit", &id.to_string(), Some(&before), Some(&facts(conn, no)?))
}

/// What was typed, with the numbers that it shows masked as they were.
fn restored(typed: &str, stored: &str, birth: Option<NaiveDate>) -> Result<String> {
    if mask::keeps_masks(typed, stored, birth) {
        Ok(mask::restored(typed, stored, birth))
    } else {
        Err(RegisterError::TornNumber)
    }
}

/// The plain facts of a recipient as JSON, for the audit.
pub(crate) fn facts(conn: &Connection, no: i64) -> Result<String> {
    let told = conn
        .prepare_cached(
            "SELECT json_object('name', r.name, 'phone', r.phone, 'address', r.address, 'note', r.note,
                      'township', r.township, 'village', v.name, 'id_number', r.id_number,
                      'died_on', r.died_on, 'left_on', r.left_on, 'suspended_on', r.suspended_on,
                      'groups', (SELECT json_group_array(json_array(g.name, h.held_from, h.held_to))
                                 FROM group_held AS h JOIN visit_group AS g ON g.local_id = h.visit_group
                                 WHERE h.recipient = r.local_id),
                      'categories', (SELECT json_group_array(c.name) FROM category_held AS h
                                     JOIN category AS c ON c.local_id = h.category WHERE h.recipient = r.local_id))
             FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        )?
        .query_row([no], |row| row.get(0))?;
    Ok(told)
}
