//! A13: one card, one phone, one human under two names of places, and numbers that differ in one digit.
//!
//! Looked at are those who were given something. Cards and phones are compared among them; names, birth dates and ID
//! numbers with everybody, since indexes hold those.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::OptionalExtension as _;

use crate::domain::audit::gifts::text;
use crate::domain::audit::{Finding, Sink, Told, cases};
use crate::domain::idcard::is_slip;
use crate::domain::text::{CleanText, mask};
use crate::store::audit_rules::{Context, formerly, gifts, span};
use crate::store::columns::{borrowed, number};
use crate::store::file::error::Result;
use crate::store::standing::shared::by_now;

/// Names that a finding tells at most.
const NAMES: usize = 6;

/// Looks for them.
pub(super) fn look(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    for column in ["card", "phone"] {
        for (humans, formerly) in sharing(cx, column)? {
            numbers(cx, column, (&humans, formerly.as_deref()), sink)?;
        }
    }
    places(cx, sink)?;
    digits(cx, sink)
}

/// The records that share a value of a column, of those who were given something, and the value where one of them bore it
/// then and does no longer.
fn sharing(cx: &Context<'_>, column: &str) -> Result<Vec<(Vec<i64>, Option<String>)>> {
    let human = by_now(cx.conn)?;
    let mut statement = cx.conn.prepare(&format!(
        "SELECT r.{column}, {human} FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         WHERE {} AND g.kind IN ('gift', 'payment') AND r.{column} IS NOT NULL",
        span::entries(cx.span)
    ))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    let mut values: Vec<(u64, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(key) = key(borrowed(row, 0)?) {
            values.push((key, number(row, 1)?));
        }
    }
    let mut former: HashMap<u64, String> = HashMap::new();
    for (value, human) in formerly::borne(cx, column)? {
        if let Some(key) = key(&value) {
            values.push((key, human));
            former.insert(key, value);
        }
    }
    values.sort_unstable();
    values.dedup();
    Ok(values
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|group| group.len() > 1)
        .map(|group| {
            let mut humans: Vec<i64> = group.iter().map(|(_, human)| *human).collect();
            humans.sort_unstable();
            (humans, group.first().and_then(|(key, _)| former.get(key).cloned()))
        })
        .collect())
}

/// What two values are compared by: however a phone is written, it is its digits. None for no value.
fn key(value: &str) -> Option<u64> {
    let digits: String = value.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let mut hasher = DefaultHasher::new();
    digits.hash(&mut hasher);
    (!digits.is_empty()).then(|| hasher.finish())
}

fn numbers(
    cx: &Context<'_>,
    column: &str,
    (humans, formerly): (&[i64], Option<&str>),
    sink: Sink<'_>,
) -> Result<()> {
    let count = i64::try_from(humans.len()).unwrap_or(i64::MAX);
    let limits = cx.limits;
    let case = match column {
        "card" if count >= limits.card_shared => &cases::CARD,
        "phone" if count >= limits.phone_red => &cases::PHONE_MANY,
        "phone" if count >= limits.phone_amber => &cases::PHONE,
        _ => return Ok(()),
    };
    let Some(first) = humans.first() else { return Ok(()) };
    let stored: String = if let Some(value) = formerly {
        value.to_owned()
    } else {
        let sql = format!("SELECT coalesce({column}, '') FROM recipient WHERE local_id = ?1");
        cx.conn.prepare_cached(&sql)?.query_row([first], |row| row.get(0))?
    };
    let masked = if column == "card" { mask::card(&stored) } else { mask::phone(&stored) };
    let mut names = Vec::new();
    for human in humans.iter().take(NAMES) {
        // Each by itself: what stands in one name is no part of a number in the next.
        names.push(CleanText::shown(&card_of(cx, *human)?.1).to_string());
    }
    let (id, _) = card_of(cx, *first)?;
    let told =
        vec![Told::Text(masked), Told::Number(count), Told::Text(CleanText::unmasked(&names.join(" ")))];
    sink(Finding::new(case, &id, "", told).of(&id).naming(entries(cx, humans)?));
    Ok(())
}

/// The id and the name of a recipient.
fn card_of(cx: &Context<'_>, human: i64) -> Result<(String, String)> {
    Ok(cx
        .conn
        .prepare_cached("SELECT id, name FROM recipient WHERE local_id = ?1")?
        .query_row([human], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The gifts of recipients, of those that are looked at.
fn entries(cx: &Context<'_>, humans: &[i64]) -> Result<Vec<i64>> {
    let mut statement = cx.conn.prepare_cached(&format!(
        "SELECT g.local_id FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         WHERE (r.local_id = ?2) AND g.kind IN ('gift', 'payment') AND {} ORDER BY g.local_id",
        span::entries(cx.span).replace("g.round", "+g.round")
    ))?;
    let mut all = Vec::new();
    for human in humans {
        let nos = statement.query_map((span::value(cx.span), human), |row| row.get::<_, i64>(0))?;
        for no in nos {
            all.push(no?);
        }
    }
    all.sort_unstable();
    Ok(all)
}

/// Each person who was given something, once, with a row of `rest`.
fn paid(cx: &Context<'_>, rest: &str) -> String {
    format!(
        "SELECT {rest} FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         WHERE {} AND g.kind IN ('gift', 'payment') AND r.kind = 'person' AND r.merged_into IS NULL",
        span::entries(cx.span)
    )
}

/// One name and birth date in two places.
fn places(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let sql = paid(cx, "r.local_id, r.name, r.birth, r.village") + " AND r.birth IS NOT NULL";
    let mut statement = cx.conn.prepare(&sql)?;
    let mut rows = statement.query([span::value(cx.span)])?;
    let mut like = cx.conn.prepare_cached(
        "SELECT o.local_id FROM recipient AS o WHERE o.name = ?1 AND o.birth = ?2 AND o.village <> ?3
           AND o.local_id <> ?4 AND o.kind = 'person' AND o.merged_into IS NULL ORDER BY o.local_id LIMIT 1",
    )?;
    let mut told = HashSet::new();
    while let Some(row) = rows.next()? {
        let no = number(row, 0)?;
        let key = (borrowed(row, 1)?, borrowed(row, 2)?, number(row, 3)?, no);
        let other: Option<i64> = like.query_row(key, |row| row.get(0)).optional()?;
        let Some(other) = other.filter(|other| told.insert((no.min(*other), no.max(*other)))) else {
            continue;
        };
        let (id, name) = card_of(cx, no.min(other))?;
        let words = vec![text(&place(cx, no.min(other))?), text(&place(cx, no.max(other))?)];
        sink(Finding::new(&cases::TWO_PLACES, &id, &name, words).of(&id).naming(entries(cx, &[no, other])?));
    }
    Ok(())
}

fn place(cx: &Context<'_>, no: i64) -> Result<String> {
    Ok(cx
        .conn
        .prepare_cached(
            "SELECT trim(t.name || ' ' || v.name) FROM recipient AS r JOIN township AS t ON t.code = r.township
             JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        )?
        .query_row([no], |row| row.get(0))?)
}

/// ID numbers that differ in one place. The check digit tells of a single changed digit, so one of the two is wrong: of
/// those, every number that differs in one place is looked up. A number that was made to pass is told of one with the same
/// name.
fn digits(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let sql = paid(cx, "r.local_id, r.name, r.id_key") + " AND r.id_key IS NOT NULL";
    let mut statement = cx.conn.prepare(&sql)?;
    let mut rows = statement.query([span::value(cx.span)])?;
    let mut by_id = cx.conn.prepare_cached(
        "SELECT local_id FROM recipient WHERE id_key = ?1 AND merged_into IS NULL AND kind = 'person' LIMIT 1",
    )?;
    let mut by_name = cx.conn.prepare_cached(
        "SELECT local_id, id_key FROM recipient
         WHERE name = ?1 AND id_key IS NOT NULL AND merged_into IS NULL AND local_id <> ?2",
    )?;
    let mut told = HashSet::new();
    while let Some(row) = rows.next()? {
        let (no, name, id_key) = (number(row, 0)?, borrowed(row, 1)?, borrowed(row, 2)?);
        let mut others = Vec::new();
        let mut alike = by_name.query((name, no))?;
        while let Some(other) = alike.next()? {
            if is_slip(id_key, borrowed(other, 1)?) {
                others.push(number(other, 0)?);
            }
        }
        if !gifts::is_valid(id_key) {
            for variant in variants(id_key) {
                others.extend(by_id.query_row([variant], |row| row.get::<_, i64>(0)).optional()?);
            }
        }
        for other in others {
            if !told.insert((no.min(other), no.max(other))) {
                continue;
            }
            let (one, two) = (no.min(other), no.max(other));
            let (id, first) = card_of(cx, one)?;
            let (_, second) = card_of(cx, two)?;
            let words =
                vec![text(&first), Told::Text(masked(cx, one)?), text(&second), Told::Text(masked(cx, two)?)];
            let found = Finding::new(&cases::ID_DIGIT, &format!("{id} {two}"), "", words);
            sink(found.of(&id).naming(entries(cx, &[one, two])?));
        }
    }
    Ok(())
}

fn masked(cx: &Context<'_>, no: i64) -> Result<CleanText> {
    let stored: Option<String> = cx
        .conn
        .prepare_cached("SELECT id_number FROM recipient WHERE local_id = ?1")?
        .query_row([no], |row| row.get(0))?;
    Ok(mask::id(stored.as_deref().unwrap_or_default()))
}

/// The numbers that differ from one in one place.
fn variants(id_key: &str) -> Vec<String> {
    let chars: Vec<char> = id_key.chars().collect();
    let mut all = Vec::new();
    for at in 0..chars.len() {
        let last = at + 1 == chars.len();
        for digit in ('0'..='9').chain(last.then_some('X')) {
            if chars.get(at) != Some(&digit) {
                let mut other = chars.clone();
                if let Some(place) = other.get_mut(at) {
                    *place = digit;
                }
                all.push(other.into_iter().collect());
            }
        }
    }
    all
}
