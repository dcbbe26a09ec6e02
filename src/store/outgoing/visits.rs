//! The calls with what was handed over at them: by place and name of whom was called on, each one's in the order in which
//! they were recorded. So they are read through indexes, however many there are.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, Row, params_from_iter};

use crate::domain::error::RegisterError;
use crate::domain::export::{CallWay, VisitQuery, VisitRow};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::recipient::Kind;
use crate::domain::text::{CleanText, mask};
use crate::domain::visit::Outcome;
use crate::store::codec::{kind_code, recipient_id};
use crate::store::columns::{borrowed, day, if_any, set_day};
use crate::store::file::error::Result;
use crate::store::lists::names::Names;
use crate::store::outgoing::numbers::FullNumbers;
use crate::store::register::Store;
use crate::store::rounds;

/// The calls of a recipient, with the gift of the same id.
const CALLS: &str = "SELECT v.round, v.way, v.outcome, v.visited_on, v.deferred_to, v.handler_1, v.handler_2, v.needs, v.note,
    e.cash_fen, e.goods, e.goods_fen, e.handler_1, e.handler_2, e.proxy, e.relation, e.visit_group,
    EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
      OR EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = v.id)
      OR EXISTS (SELECT 1 FROM status_line AS l WHERE l.recipient = ?2 AND l.visit = v.id AND l.undone IS NOT NULL)
  FROM visit AS v LEFT JOIN entry AS e ON e.id = v.id
  WHERE v.recipient = ?1 AND (?3 IS NULL OR v.round = ?3) AND (?4 IS NULL OR substr(v.visited_on, 1, 4) = ?4)
  ORDER BY v.round, v.device_seq";

/// The categories that somebody held on a day.
const CATEGORIES: &str = "SELECT DISTINCT c.name, h.category FROM category_held AS h
  JOIN category AS c ON c.local_id = h.category
  WHERE h.recipient = ?1 AND coalesce(h.held_from, ?2) <= ?2 AND coalesce(h.held_to, ?2) >= ?2 ORDER BY h.category";

impl Store {
    /// Visits all calls that a query asks for, one by one; numbers are masked where nobody holds them in full.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn visit_rows<E: From<RegisterError>>(
        &self,
        query: &VisitQuery,
        numbers: Option<&FullNumbers>,
        mut visit: impl FnMut(VisitRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let _state = self.state()?;
        let (round, year) =
            (query.round.map(|round| round.to_string()), query.year.map(|year| format!("{year:04}")));
        let mut reader = Reader::new(&self.conn, numbers.is_some())?;
        let mut calls = self.conn.prepare_cached(CALLS).map_err(RegisterError::from)?;
        for kind in [Kind::Person, Kind::Unit] {
            if query.kind.is_some_and(|only| only != kind) {
                continue;
            }
            let (sql, values) = people(query, kind);
            let mut statement = self.conn.prepare_cached(&sql).map_err(RegisterError::from)?;
            let mut people = statement.query(params_from_iter(values)).map_err(RegisterError::from)?;
            while let Some(row) = people.next().map_err(RegisterError::from)? {
                let person = Person::read(row, &mut reader)?;
                let key = (&person.stored, person.no, &round, &year);
                let mut found = calls.query(key).map_err(RegisterError::from)?;
                while let Some(row) = found.next().map_err(RegisterError::from)? {
                    let call = reader.call(&person, row)?;
                    if call.stands || !query.standing_only {
                        visit(call)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl Store {
    /// What somebody asked for at the last call at which anything was heard, that stands.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn last_needs(&self, of: RecipientId, numbers: Option<&FullNumbers>) -> Result<Option<CleanText>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT v.needs, r.birth FROM visit AS v JOIN recipient AS r ON r.id = v.recipient
             WHERE v.recipient = ?1 AND v.needs IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
               AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = v.id)
             ORDER BY v.visited_on DESC, v.device_seq DESC LIMIT 1",
        )?;
        let mut rows = statement.query([of.to_string()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let reader = Reader::new(&self.conn, numbers.is_some())?;
        Ok(reader.maybe(if_any(row, 0)?, day(row, 1)?))
    }
}

/// The SQL of those of one kind who may have been called on, and its values: whoever was merged or withdrawn too.
fn people(query: &VisitQuery, kind: Kind) -> (String, Vec<Value>) {
    let mut values = vec![Value::Text(kind_code(kind).to_owned())];
    let mut sql = String::from(
        "SELECT r.local_id, r.id, r.name, r.birth, r.township, r.village, r.address, r.phone FROM recipient AS r
         WHERE r.kind = ?1",
    );
    if let Some(township) = &query.township {
        values.push(Value::Text(township.0.clone()));
        let _ = write!(sql, " AND r.township = ?{}", values.len());
    }
    if let Some(village) = &query.village {
        values.push(Value::Text(village.to_string()));
        let _ =
            write!(sql, " AND r.village IN (SELECT local_id FROM village WHERE name = ?{})", values.len());
    }
    sql.push_str(" ORDER BY r.township, r.village, r.pinyin, r.local_id");
    (sql, values)
}

/// Who was called on.
struct Person {
    no: i64,
    /// The id as it is stored.
    stored: String,
    name: CleanText,
    birth: Option<NaiveDate>,
    township: CleanText,
    village: CleanText,
    address: Option<CleanText>,
    phone: Option<CleanText>,
}

impl Person {
    fn read(row: &Row<'_>, reader: &mut Reader<'_>) -> Result<Self> {
        let birth = day(row, 3)?;
        let full = reader.full;
        let phone = |stored: &str| if full { CleanText::unmasked(stored) } else { mask::phone(stored) };
        Ok(Self {
            no: row.get(0)?,
            stored: row.get(1)?,
            name: reader.text(borrowed(row, 2)?, birth),
            birth,
            township: reader.names.township(borrowed(row, 4)?)?,
            village: reader.names.village(row.get(5)?)?,
            address: reader.maybe(if_any(row, 6)?, birth),
            phone: if_any(row, 7)?.filter(|stored| !stored.is_empty()).map(phone),
        })
    }
}

/// Reads calls; its statements are found once for all of them.
struct Reader<'c> {
    names: Names<'c>,
    categories: CachedStatement<'c>,
    full: bool,
}

impl<'c> Reader<'c> {
    fn new(conn: &'c Connection, full: bool) -> Result<Self> {
        Ok(Self { names: Names::new(conn), categories: conn.prepare_cached(CATEGORIES)?, full })
    }

    fn text(&self, stored: &str, birth: Option<NaiveDate>) -> CleanText {
        if self.full { CleanText::unmasked(stored) } else { CleanText::about(stored, birth) }
    }

    fn maybe(&self, stored: Option<&str>, birth: Option<NaiveDate>) -> Option<CleanText> {
        stored.filter(|stored| !stored.is_empty()).map(|stored| self.text(stored, birth))
    }

    fn call(&mut self, of: &Person, row: &Row<'_>) -> Result<VisitRow> {
        let on = set_day(row, 3)?;
        let told = |at: usize| -> Result<Option<CleanText>> { Ok(self.maybe(if_any(row, at)?, of.birth)) };
        let round = if_any(row, 0)?.map(rounds::parse_code).transpose()?;
        let outcome = borrowed(row, 2)?;
        let outcome =
            Outcome::parse(outcome).ok_or_else(|| RegisterError::Damaged(CleanText::shown(outcome)))?;
        // Of a gift the entry tells who handed over.
        let [own, gift] = [[told(5)?, told(6)?], [told(12)?, told(13)?]];
        let handlers = if gift.iter().any(Option::is_some) { gift } else { own };
        let (proxy, relation) = (told(14)?, told(15)?);
        let (needs, note, goods, group) = (told(7)?, told(8)?, told(10)?, told(16)?);
        let amount = |at: usize| -> Result<Fen> { Ok(Fen::new(row.get::<_, Option<i64>>(at)?.unwrap_or(0))) };
        let (cash, goods_value) = (amount(9)?, amount(11)?);
        let mut labels = self.categories(of.no, on)?;
        if labels.is_empty() {
            labels.extend(group);
        }
        Ok(VisitRow {
            on,
            round,
            recipient: recipient_id(&of.stored)?,
            name: of.name.clone(),
            township: of.township.clone(),
            village: of.village.clone(),
            labels,
            address: of.address.clone(),
            phone: of.phone.clone(),
            handlers: handlers.into_iter().flatten().collect(),
            way: match borrowed(row, 1)? {
                "phone" => CallWay::Phone,
                "video" => CallWay::Video,
                _ => CallWay::Door,
            },
            outcome,
            deferred_to: day(row, 4)?,
            cash,
            goods,
            goods_value,
            proxy: proxy.map(|proxy| [proxy, relation.unwrap_or_default()]),
            needs,
            note,
            stands: !row.get::<_, bool>(17)?,
        })
    }

    fn categories(&mut self, no: i64, on: NaiveDate) -> Result<Vec<CleanText>> {
        let mut rows = self.categories.query((no, on.to_string()))?;
        let mut labels = Vec::new();
        while let Some(row) = rows.next()? {
            labels.push(CleanText::shown(borrowed(row, 0)?));
        }
        Ok(labels)
    }
}
