//! The lists of people for which no index stands: one pass over a small index gathers whom a list may be about, a bit
//! for each; then people are walked through as a team drives, and only those who may be meant are looked up.

use std::collections::HashSet;
use std::fmt::Write as _;

use chrono::{Datelike as _, Months, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, params_from_iter};

use crate::domain::attention::Attention;
use crate::domain::idcard::IdNumber;
use crate::domain::page::{RowKey, Start};
use crate::domain::place::TownshipCode;
use crate::store::columns::{borrowed, number};
use crate::store::file::error::Result;
use crate::store::search::keys::PHONE;

/// The age that is told of.
const SIXTY: i32 = 60;
/// Months after the present one in which somebody who turns sixty is told.
const AHEAD: u32 = 3;

/// Numbered people with their numbers.
pub(crate) const NUMBERED: &str =
    "SELECT local_id, id_key FROM recipient INDEXED BY recipient_id_key WHERE id_key IS NOT NULL";
/// People without a number.
pub(crate) const UNNUMBERED: &str =
    "SELECT local_id FROM recipient INDEXED BY recipient_unnumbered WHERE id_key IS NULL";
/// Everybody with a phone, by the keys of search.
pub(crate) const PHONED: &str = "SELECT recipient FROM search_key WHERE key >= ?1 AND key < ?2";
/// The villages that stand for none.
pub(crate) const NAMELESS: &str = "SELECT local_id FROM village INDEXED BY village_name WHERE name = ''";

/// Somebody who is alive and here, by local number; what else a list asks stands behind it.
const HERE: &str = "SELECT birth FROM recipient AS r WHERE local_id = ?1 AND died_on IS NULL
     AND left_on IS NULL AND held_on IS NULL AND merged_into IS NULL";
/// Nobody has seen them in a year: no call at which they themselves stood, which nobody took back.
pub(crate) const NOT_SEEN: &str = "NOT EXISTS (
       SELECT 1 FROM visit AS v INDEXED BY visit_recipient WHERE v.recipient = r.id
         AND v.visited_on BETWEEN ?2 AND ?3 AND v.way <> 'phone'
         AND v.outcome IN ('given', 'refused', 'visit_only')
         AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
         AND NOT EXISTS (SELECT 1 FROM entry AS x INDEXED BY entry_reverses WHERE x.reverses = v.id))";

/// Local numbers, a bit for each.
#[derive(Default)]
struct Numbers(Vec<u64>);

impl Numbers {
    fn place(no: i64) -> (usize, u64) {
        let no = usize::try_from(no).unwrap_or_default();
        (no / 64, 1 << (no % 64))
    }

    fn add(&mut self, no: i64) {
        let (word, bit) = Self::place(no);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= bit;
        }
    }

    fn has(&self, no: i64) -> bool {
        let (word, bit) = Self::place(no);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

/// Whom a list may be about.
enum Meant {
    Everybody,
    These(Numbers),
    AllBut(Numbers),
    /// Who lives in one of these.
    Villages(HashSet<i64>),
}

impl Meant {
    fn may_be(&self, no: i64, village: i64) -> bool {
        match self {
            Self::Everybody => true,
            Self::These(numbers) => numbers.has(no),
            Self::AllBut(numbers) => !numbers.has(no),
            Self::Villages(villages) => villages.contains(&village),
        }
    }
}

/// One of the lists of people, ready to be walked through.
pub(crate) struct Walk<'c> {
    conn: &'c Connection,
    meant: Meant,
    here: CachedStatement<'c>,
    /// The days between which somebody was to be seen.
    year: Option<[String; 2]>,
    /// The months in which somebody turns sixty, where the birth date and no number tells it.
    turning: Option<Turning>,
}

impl<'c> Walk<'c> {
    /// Gathers whom `list` may be about; none for the lists that have an index of their own.
    pub(crate) fn of(conn: &'c Connection, list: Attention, today: NaiveDate) -> Result<Option<Self>> {
        let (mut year, mut turning) = (None, None);
        let mut here = HERE.to_owned();
        let meant = match list {
            Attention::CheckDigit => Meant::These(numbered(conn, |id_key| !holds(id_key))?),
            Attention::NoPhone => {
                here.push_str(" AND coalesce(phone, '') = ''");
                Meant::AllBut(phoned(conn)?)
            }
            Attention::NoVillage => Meant::Villages(
                conn.prepare_cached(NAMELESS)?
                    .query_map([], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?,
            ),
            Attention::Sixty => {
                let months = Turning::of(today);
                let mut meant = numbered(conn, |id_key| months.has_digits(id_key))?;
                for no in conn.prepare_cached(UNNUMBERED)?.query_map([], |row| number(row, 0))? {
                    meant.add(no?);
                }
                here.push_str(" AND birth IS NOT NULL");
                turning = Some(months);
                Meant::These(meant)
            }
            Attention::NotSeen => {
                here.push_str(" AND ");
                here.push_str(NOT_SEEN);
                let day = |month, day| NaiveDate::from_ymd_opt(today.year(), month, day);
                year = day(1, 1).zip(day(12, 31)).map(|(from, to)| [from, to].map(|day| day.to_string()));
                Meant::Everybody
            }
            Attention::PromisedToday
            | Attention::PromisedMissed
            | Attention::PromisedSoon
            | Attention::NotedGone
            | Attention::NoNumber => return Ok(None),
        };
        Ok(Some(Self { conn, meant, here: conn.prepare_cached(&here)?, year, turning }))
    }

    /// Visits who is on the list, from a place on and either way, until `visit` answers no.
    pub(crate) fn each(
        &mut self,
        township: Option<&TownshipCode>,
        start: &Start,
        mut visit: impl FnMut(RowKey) -> bool,
    ) -> Result<()> {
        let (sql, values) = statement(township, start);
        let mut places = self.conn.prepare_cached(&sql)?;
        let mut rows = places.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let (village, no) = (number(row, 1)?, number(row, 3)?);
            if self.meant.may_be(no, village) && self.is_on(no)? {
                let parts =
                    vec![borrowed(row, 0)?.to_owned(), village.to_string(), borrowed(row, 2)?.to_owned()];
                if !visit(RowKey { parts, no }) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Whether somebody who may be meant is.
    fn is_on(&mut self, no: i64) -> Result<bool> {
        let mut found = match &self.year {
            Some([from, to]) => self.here.query((no, from, to))?,
            None => self.here.query([no])?,
        };
        let Some(row) = found.next()? else { return Ok(false) };
        Ok(match &self.turning {
            Some(months) => months.has_day(borrowed(row, 0)?),
            None => true,
        })
    }
}

/// The SQL that walks through people as a team drives, and its values: read from one index alone.
pub(crate) fn statement(township: Option<&TownshipCode>, start: &Start) -> (String, Vec<Value>) {
    let (back, key) = match start {
        Start::First => (false, None),
        Start::Last => (true, None),
        Start::After(key) => (false, Some((key, ">"))),
        Start::At(key) => (false, Some((key, ">="))),
        Start::Before(key) => (true, Some((key, "<"))),
    };
    let mut sql = "SELECT township, village, pinyin, local_id FROM recipient INDEXED BY recipient_place
         WHERE kind = 'person'"
        .to_owned();
    let mut values = Vec::new();
    if let Some(township) = township {
        sql.push_str(" AND township = ?");
        values.push(Value::Text(township.0.clone()));
    }
    if let Some((key, compare)) = key {
        let part = |at: usize| key.parts.get(at).cloned().unwrap_or_default();
        let _ = write!(sql, " AND (township, village, pinyin, local_id) {compare} (?, ?, ?, ?)");
        values.push(Value::Text(part(0)));
        values.push(Value::Integer(part(1).parse().unwrap_or_default()));
        values.push(Value::Text(part(2)));
        values.push(Value::Integer(key.no));
    }
    let direction = if back { " DESC" } else { "" };
    let by = ["township", "village", "pinyin", "local_id"].map(|column| format!("{column}{direction}"));
    sql.push_str(" ORDER BY ");
    sql.push_str(&by.join(", "));
    (sql, values)
}

/// Those whose ID number, in its form of 18 characters, is such a one.
fn numbered(conn: &Connection, is: impl Fn(&str) -> bool) -> Result<Numbers> {
    let mut found = Numbers::default();
    let mut statement = conn.prepare_cached(NUMBERED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if is(borrowed(row, 1)?) {
            found.add(number(row, 0)?);
        }
    }
    Ok(found)
}

fn phoned(conn: &Connection) -> Result<Numbers> {
    let mut found = Numbers::default();
    let mut statement = conn.prepare_cached(PHONED)?;
    let after = char::from_u32(u32::from(PHONE) + 1).unwrap_or(PHONE);
    let mut rows = statement.query([PHONE.to_string(), after.to_string()])?;
    while let Some(row) = rows.next()? {
        found.add(number(row, 0)?);
    }
    Ok(found)
}

/// Whether the check digit of a number is the right one.
fn holds(id_key: &str) -> bool {
    IdNumber::from_stored(id_key).is_some_and(|id| id_key.ends_with(id.right_check_digit()))
}

/// The months of birth of those who turn sixty in this month or the next ones. Whole months, however the day is set: a
/// list that went by days would tell a birth date, and the masked number with it.
struct Turning(Vec<(i32, u32)>);

impl Turning {
    fn of(today: NaiveDate) -> Self {
        let month = |ahead| today.with_day(1)?.checked_add_months(Months::new(ahead));
        Self((0..=AHEAD).filter_map(month).map(|month| (month.year() - SIXTY, month.month())).collect())
    }

    fn has(&self, year: &str, month: &str) -> bool {
        year.parse().ok().zip(month.parse().ok()).is_some_and(|born| self.0.contains(&born))
    }

    fn has_digits(&self, id_key: &str) -> bool {
        id_key.get(6..10).zip(id_key.get(10..12)).is_some_and(|(year, month)| self.has(year, month))
    }

    fn has_day(&self, day: &str) -> bool {
        day.get(..4).zip(day.get(5..7)).is_some_and(|(year, month)| self.has(year, month))
    }
}
