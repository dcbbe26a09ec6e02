//! Recipients: adding and changing them, their life and residence, and the whole card.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::names::{self, maybe, text};
use super::rows::{self, recipient_id};
use super::{Result, Store, audit, enrol, standing};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::mask;
use crate::domain::op::WriteContext;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Edit, Held, RecipientCard, StatusKind, StatusLine};
use crate::domain::text::CleanText;

impl Store {
    /// Everything about a recipient; numbers are masked.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn recipient(&self, id: RecipientId) -> Result<RecipientCard> {
        let conn = &self.conn;
        let no = standing::number_of(conn, id)?;
        let mut statement = conn.prepare_cached(
            "SELECT r.kind, r.name, r.sex, r.birth, r.id_number, r.phone, r.card, r.township, t.name, v.name,
                    r.address, r.note, r.died_on, r.left_on, r.suspended_on, r.rev,
                    coalesce((SELECT name FROM station WHERE village = r.village),
                             (SELECT name FROM station WHERE township = r.township AND village IS NULL),
                             (SELECT name FROM station WHERE township IS NULL ORDER BY no LIMIT 1))
             FROM recipient AS r JOIN township AS t ON t.code = r.township JOIN village AS v ON v.no = r.village
             WHERE r.no = ?1",
        )?;
        let card = statement.query_row([no], |row| {
            Ok(RecipientCard {
                id,
                kind: rows::kind(&row.get::<_, String>(0)?),
                name: text(&row.get::<_, String>(1)?),
                sex: rows::sex(names::if_any(row, 2)?),
                birth: row.get(3)?,
                id_masked: row.get::<_, Option<String>>(4)?.map(|number| mask::id(&number)),
                phone_masked: row.get::<_, Option<String>>(5)?.map(|phone| mask::phone(&phone)),
                card_masked: row.get::<_, Option<String>>(6)?.map(|card| mask::card(&card)),
                township: Some((TownshipCode(row.get(7)?), text(&row.get::<_, String>(8)?))),
                village: maybe(row.get(9)?),
                station: maybe(row.get(16)?),
                address: maybe(row.get(10)?),
                note: maybe(row.get(11)?),
                categories: Vec::new(),
                groups: Vec::new(),
                life: standing::life(row, 12)?,
                residence: standing::residence(row, 13)?,
                history: Vec::new(),
                rev: row.get(15)?,
            })
        })?;
        Ok(RecipientCard {
            categories: categories_held(conn, no)?,
            groups: standing::groups_held(conn, no)?,
            history: history(conn, no)?,
            ..card
        })
    }

    /// The one recipient whom `said` names: an id or the beginning of one, an ID number, or a name that
    /// only one recipient bears.
    ///
    /// # Errors
    /// Nobody, or several: then their ids and names.
    pub fn resolve(&self, said: &str) -> Result<RecipientId> {
        let said = said.trim();
        let found = if let Ok(id) = said.parse::<RecipientId>() {
            self.named("SELECT id, name FROM recipient WHERE id = ?1", &id.to_string())?
        } else if said.len() >= 8
            && said.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
            && said.contains('-')
        {
            self.named(
                "SELECT id, name FROM recipient WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 20",
                &said.to_lowercase(),
            )?
        } else {
            self.named("SELECT id, name FROM recipient WHERE name = ?1 OR id_key = upper(?1) LIMIT 20", said)?
        };
        match found.as_slice() {
            [] => Err(RegisterError::NotFound(CleanText::shown(said))),
            [(id, _)] => recipient_id(id),
            several => Err(RegisterError::Ambiguous(
                several.iter().map(|(id, name)| text(&format!("{id} {name}"))).collect(),
            )),
        }
    }

    fn named(&self, sql: &str, key: &str) -> Result<Vec<(String, String)>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn categories_held(conn: &Connection, no: i64) -> Result<Vec<Held>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.name, h.held_from, h.held_to FROM category_held AS h JOIN category AS c ON c.no = h.category
         WHERE h.recipient = ?1 ORDER BY h.category, h.held_from",
    )?;
    let rows = statement.query_map([no], standing::held)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn history(conn: &Connection, no: i64) -> Result<Vec<StatusLine>> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, happened_on, reason, undone FROM status_line WHERE recipient = ?1 ORDER BY no DESC",
    )?;
    let rows = statement.query_map([no], |row| {
        let kind: String = row.get(0)?;
        Ok(StatusLine {
            kind: status_kind(&kind),
            on: row.get(1)?,
            reason: text(&row.get::<_, String>(2)?),
            undone: maybe(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn status_kind(stored: &str) -> StatusKind {
    match stored {
        "died" => StatusKind::Died,
        "left" => StatusKind::Left,
        _ => StatusKind::Suspended,
    }
}

/// The stable name of a status and the column of the recipient that holds its day.
pub(super) fn status_code(kind: StatusKind) -> (&'static str, &'static str) {
    match kind {
        StatusKind::Died => ("died", "died_on"),
        StatusKind::Left => ("left", "left_on"),
        StatusKind::Suspended => ("suspended", "suspended_on"),
    }
}

/// Changes plain facts.
pub(super) fn edit(
    conn: &Connection,
    id: RecipientId,
    rev: i64,
    edit: &Edit,
    ctx: &WriteContext,
) -> Result<()> {
    let no = standing::number_of(conn, id)?;
    let before = facts(conn, no)?;
    let current: i64 = conn.query_row("SELECT rev FROM recipient WHERE no = ?1", [no], |row| row.get(0))?;
    if current != rev {
        return Err(RegisterError::Stale);
    }
    let sought = enrol::sought(conn, no)?;
    for (column, value) in [("phone", &edit.phone), ("address", &edit.address), ("note", &edit.note)] {
        if let Some(value) = value {
            let value = Some(value.as_str()).filter(|value| !value.is_empty());
            conn.execute(&format!("UPDATE recipient SET {column} = ?2 WHERE no = ?1"), (no, value))?;
        }
    }
    if edit.township.is_some() || edit.village.is_some() {
        let township = match &edit.township {
            Some(code) => {
                names::township_name(conn, code)?;
                code.clone()
            }
            None => {
                TownshipCode(
                    conn.query_row("SELECT township FROM recipient WHERE no = ?1", [no], |r| r.get(0))?,
                )
            }
        };
        let village = names::village_no(conn, &township, edit.village.as_deref().unwrap_or_default())?;
        enrol::move_to(conn, no, &township, village)?;
    }
    if let Some(groups) = &edit.groups {
        enrol::set_groups(conn, no, groups)?;
    }
    if edit.phone.is_some() {
        enrol::rekey(conn, no, &sought)?;
    }
    conn.execute("UPDATE recipient SET rev = rev + 1 WHERE no = ?1", [no])?;
    standing::refresh(conn, no)?;
    audit::line(conn, ctx, "edit", &id.to_string(), Some(&before), Some(&facts(conn, no)?))
}

/// The plain facts of a recipient as JSON, for the audit.
pub(super) fn facts(conn: &Connection, no: i64) -> Result<String> {
    let told = conn
        .prepare_cached(
            "SELECT json_object('name', r.name, 'phone', r.phone, 'address', r.address, 'note', r.note,
                      'township', r.township, 'village', v.name, 'id_number', r.id_number,
                      'died_on', r.died_on, 'left_on', r.left_on, 'suspended_on', r.suspended_on,
                      'groups', (SELECT json_group_array(json_array(g.name, h.held_from, h.held_to))
                                 FROM group_held AS h JOIN visit_group AS g ON g.no = h.visit_group
                                 WHERE h.recipient = r.no),
                      'categories', (SELECT json_group_array(c.name) FROM category_held AS h
                                     JOIN category AS c ON c.no = h.category WHERE h.recipient = r.no))
             FROM recipient AS r JOIN village AS v ON v.no = r.village WHERE r.no = ?1",
        )?
        .query_row([no], |row| row.get(0))?;
    Ok(told)
}

/// Records a death, departure or suspension; what is open closes with it.
pub(super) fn set_status(
    conn: &Connection,
    id: RecipientId,
    kind: StatusKind,
    on: NaiveDate,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    if reason.is_empty() {
        return Err(RegisterError::ReasonRequired);
    }
    let no = standing::number_of(conn, id)?;
    let (code, column) = status_code(kind);
    let before: Option<NaiveDate> =
        conn.query_row(&format!("SELECT {column} FROM recipient WHERE no = ?1"), [no], |row| row.get(0))?;
    if before.is_some() {
        return Err(RegisterError::Status(kind));
    }
    conn.execute(
        "INSERT INTO status_line (recipient, kind, happened_on, reason) VALUES (?1, ?2, ?3, ?4)",
        (no, code, on, reason.as_str()),
    )?;
    conn.execute(&format!("UPDATE recipient SET {column} = ?2, rev = rev + 1 WHERE no = ?1"), (no, on))?;
    standing::refresh(conn, no)?;
    audit::line(conn, ctx, code, &id.to_string(), None, Some(&format!("{on} {reason}")))
}

/// Undoes the latest line of that kind; the person is due again where that was all that closed it.
pub(super) fn undo_status(
    conn: &Connection,
    id: RecipientId,
    kind: StatusKind,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    if reason.is_empty() {
        return Err(RegisterError::ReasonRequired);
    }
    let no = standing::number_of(conn, id)?;
    let (code, column) = status_code(kind);
    let line: Option<(i64, NaiveDate)> = conn
        .query_row(
            "SELECT no, happened_on FROM status_line WHERE recipient = ?1 AND kind = ?2 AND undone IS NULL
             ORDER BY no DESC LIMIT 1",
            (no, code),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((line, on)) = line else { return Err(RegisterError::Status(kind)) };
    conn.execute("UPDATE status_line SET undone = ?2 WHERE no = ?1", (line, reason.as_str()))?;
    conn.execute(&format!("UPDATE recipient SET {column} = NULL, rev = rev + 1 WHERE no = ?1"), [no])?;
    standing::refresh(conn, no)?;
    let deed = format!("undo_{code}");
    audit::line(conn, ctx, &deed, &id.to_string(), Some(&on.to_string()), Some(reason))
}
