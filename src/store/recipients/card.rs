//! The whole card of a recipient, and whom a text names.

use chrono::{Datelike as _, NaiveDate};
use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::idcard;
use crate::domain::ids::RecipientId;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{RecipientCard, StatusKind, StatusLine};
use crate::domain::search;
use crate::domain::text::{CleanText, mask, same_name};
use crate::store::codec::{self, recipient_id};
use crate::store::columns::{self, about, maybe, text};
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::recipients::merge::look::merged_names;
use crate::store::recipients::{rules, status};
use crate::store::register::Store;
use crate::store::standing::{facts, shared};

/// Those whose 18-character form is the one typed, or begins with the 17 digits that one of 15 fixes: no check
/// digit is greater than X.
const NUMBERED: &str =
    "SELECT id, name, merged_into FROM recipient WHERE id_key >= ?1 AND id_key < ?1 || 'Y' LIMIT 20";

/// Those whose name is read as one, by the search keys, which hold readings too.
const FOLDED: &str =
    "SELECT r.id, r.name, r.merged_into FROM search_key AS k JOIN recipient AS r ON r.local_id = k.recipient
     WHERE k.key = ?1 LIMIT 200";

/// Somebody found: id and name, and who was named instead where that one was merged.
type Named = (String, String, Option<String>);

impl Store {
    /// Everything about a recipient, of somebody who was merged about who that is by now; numbers are masked.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn recipient(&self, id: RecipientId) -> Result<RecipientCard> {
        let conn = &self.conn;
        let no = shared::root(conn, facts::number_of(conn, id)?)?;
        let mut statement = conn.prepare_cached(
            "SELECT r.kind, r.name, r.sex, r.birth, r.id_number, r.phone, r.card, r.township, t.name, v.name,
                    r.address, r.note, r.died_on, r.left_on, r.suspended_on, r.rev,
                    coalesce((SELECT name FROM station WHERE village = r.village),
                             (SELECT name FROM station WHERE township = r.township AND village IS NULL),
                             (SELECT name FROM station WHERE township IS NULL ORDER BY local_id LIMIT 1)),
                    r.household, r.id
             FROM recipient AS r JOIN township AS t ON t.code = r.township JOIN village AS v ON v.local_id = r.village
             WHERE r.local_id = ?1",
        )?;
        let (card, birth, id) = statement.query_row([no], |row| {
            let birth: Option<NaiveDate> = row.get(3)?;
            let card = RecipientCard {
                id,
                kind: codec::kind(&row.get::<_, String>(0)?),
                name: CleanText::about(columns::borrowed(row, 1)?, birth),
                sex: codec::sex(columns::if_any(row, 2)?),
                birth_year: birth.map(|birth| birth.year()),
                id_masked: row.get::<_, Option<String>>(4)?.map(|number| mask::id(&number)),
                household: codec::household(columns::if_any(row, 17)?),
                phone_masked: row.get::<_, Option<String>>(5)?.map(|phone| mask::phone(&phone)),
                card_masked: row.get::<_, Option<String>>(6)?.map(|card| mask::card(&card)),
                township: Some((TownshipCode(row.get(7)?), text(&row.get::<_, String>(8)?))),
                village: maybe(row.get(9)?),
                station: maybe(row.get(16)?),
                address: about(row.get(10)?, birth),
                note: about(row.get(11)?, birth),
                categories: Vec::new(),
                groups: Vec::new(),
                by_rule: Vec::new(),
                life: facts::life(row, 12)?,
                residence: facts::residence(row, 13)?,
                history: Vec::new(),
                merged: Vec::new(),
                rev: row.get(15)?,
            };
            Ok((card, birth, row.get::<_, String>(18)?))
        })?;
        Ok(RecipientCard {
            id: recipient_id(&id)?,
            merged: merged_names(conn, &id)?,
            categories: facts::categories_held(conn, no)?,
            groups: facts::groups_held(conn, no)?,
            by_rule: rules::held_by_rule(conn, no)?,
            history: history(conn, no, birth)?,
            ..card
        })
    }

    /// The one recipient whom `said` names: an id or the beginning of one, an ID number, or a name that
    /// only one recipient bears. Whoever was merged is who that is by now.
    ///
    /// # Errors
    /// Nobody, or several: then their ids and names.
    pub fn resolve(&self, said: &str) -> Result<RecipientId> {
        Ok(self.resolve_merged(said)?.0)
    }

    /// As [`Store::resolve`], and behind it who was named, where that one was merged into the one found.
    ///
    /// # Errors
    /// As [`Store::resolve`].
    pub fn resolve_merged(&self, said: &str) -> Result<(RecipientId, Option<RecipientId>)> {
        let said = said.trim();
        let found = if let Ok(id) = said.parse::<RecipientId>() {
            self.named("SELECT id, name, merged_into FROM recipient WHERE id = ?1", &id.to_string())?
        } else if said.len() >= 8
            && said.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
            && said.contains('-')
        {
            self.named(
                "SELECT id, name, merged_into FROM recipient WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 20",
                &said.to_lowercase(),
            )?
        } else {
            let numbered = match idcard::key_prefix(said) {
                Some(key) => self.named(NUMBERED, &key)?,
                None => Vec::new(),
            };
            if numbered.is_empty() { self.of_name(said)? } else { numbered }
        };
        let found = self.registered(found)?;
        match found.as_slice() {
            [] => Err(RegisterError::NotFound(CleanText::shown(&mask::typed(said)))),
            [(id, _, through)] => Ok((recipient_id(id)?, through.as_deref().map(recipient_id).transpose()?)),
            several => Err(RegisterError::Ambiguous(
                several.iter().map(|(id, name, _)| self.told_apart(id, name)).collect::<Result<_>>()?,
            )),
        }
    }

    /// Those of a name as it is written, else as people read it: ⾼娃 is 高娃.
    fn of_name(&self, said: &str) -> Result<Vec<Named>> {
        let found =
            self.named("SELECT id, name, merged_into FROM recipient WHERE name = ?1 LIMIT 20", said)?;
        if !found.is_empty() {
            return Ok(found);
        }
        // In the one form that names have: radicals and compatibility forms are the characters that they stand for.
        let plain = crate::domain::text::name(said);
        let plain = plain.as_ref().map_or(said, CleanText::as_str);
        let mut alike = self.named(FOLDED, &search::fold(plain))?;
        alike.retain(|(_, name, _)| same_name(name, plain));
        Ok(alike)
    }

    /// One of several who bear a name: the id, the name, the place and the masked number, which tell two of them apart.
    fn told_apart(&self, id: &str, name: &str) -> Result<CleanText> {
        let (place, number): (String, Option<String>) = self
            .conn
            .prepare_cached(
                "SELECT trim(coalesce(t.name, '') || ' ' || coalesce(v.name, '')), r.id_number FROM recipient AS r
                 LEFT JOIN township AS t ON t.code = r.township LEFT JOIN village AS v ON v.local_id = r.village
                 WHERE r.id = ?1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let about = About::recipient(&self.conn, id);
        let number = number.map(|number| mask::id(&number).to_string()).unwrap_or_default();
        Ok(text([id, &about.text(name)?, &about.text(&place)?, &number].join(" ").trim_end()))
    }

    /// Of several those whose registration was not withdrawn, where any is: a slip keeps nobody from being named.
    fn registered(&self, found: Vec<Named>) -> Result<Vec<Named>> {
        if found.len() < 2 {
            return Ok(found);
        }
        let mut kept = Vec::new();
        for one in &found {
            let no = facts::number_of(&self.conn, recipient_id(&one.0)?)?;
            if !status::is_withdrawn(&self.conn, no)? {
                kept.push(one.clone());
            }
        }
        Ok(if kept.is_empty() { found } else { kept })
    }

    /// Those whom a statement brings, by who they are now: id, name, and who was named instead.
    fn named(&self, sql: &str, key: &str) -> Result<Vec<Named>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([key], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<i64>>(2)?))
        })?;
        let mut found: Vec<Named> = Vec::new();
        let mut merged = Vec::new();
        for row in rows {
            match row? {
                (id, name, None) => found.push((id, name, None)),
                (id, _, Some(into)) => merged.push((id, into)),
            }
        }
        for (id, into) in merged {
            let (root, name) = shared::named(&self.conn, shared::root(&self.conn, into)?)?;
            let root = root.to_string();
            if !found.iter().any(|(known, ..)| *known == root) {
                found.push((root, name, Some(id)));
            }
        }
        Ok(found)
    }
}

fn history(conn: &Connection, no: i64, birth: Option<NaiveDate>) -> Result<Vec<StatusLine>> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, happened_on, reason, undone, ended_on FROM status_line WHERE recipient = ?1 ORDER BY local_id DESC",
    )?;
    let rows = statement.query_map([no], |row| {
        let kind: String = row.get(0)?;
        Ok(StatusLine {
            kind: status_kind(&kind),
            on: row.get(1)?,
            reason: about(row.get(2)?, birth).unwrap_or_default(),
            undone: about(row.get(3)?, birth),
            until: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn status_kind(stored: &str) -> StatusKind {
    match stored {
        "died" => StatusKind::Died,
        "left" => StatusKind::Left,
        "held" => StatusKind::Withdrawn,
        _ => StatusKind::Suspended,
    }
}
