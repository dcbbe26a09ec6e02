//! The rises of a round's standards, and what they mean for one recipient and for all: by which standard a gift of a day is
//! judged, and what is owed as 补差. The rules are those of `domain/rise.rs`; here is what they are asked with.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::Value;

use crate::domain::due;
use crate::domain::group_change::EffectSum;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::recipient::Membership;
use crate::domain::rise::{PaidBy, Rise, Rises};
use crate::domain::round::{Round, Standard};
use crate::domain::terms::Terms;
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, if_any, parse_day, text};
use crate::store::file::error::Result;
use crate::store::rounds;
use crate::store::standing::facts::{Subject, membership};
use crate::store::standing::raise::{self, RAISED};
use crate::store::standing::shared;

/// The rises of a round that stand.
pub(crate) fn of(conn: &Connection, round: &Round) -> Result<Rises> {
    let kept = raise::kept(conn, round.code)?;
    if kept.is_empty() {
        return Ok(Rises::default());
    }
    let mut all = Vec::with_capacity(kept.len());
    let mut told = None;
    for (at, one) in kept.iter().enumerate() {
        let day =
            |name: &str| one.get(name).and_then(Value::as_str).and_then(|day| parse_day(day.as_bytes()));
        let mut entered = day("entered");
        let mut before = one.get("before").and_then(Value::as_str).map(str::to_owned);
        if before.is_none() {
            // Written by a program that kept the day alone: the audit has the rest.
            if told.is_none() {
                told = Some(from_audit(conn, round.code)?);
            }
            if let Some((on, standards)) = told.as_ref().and_then(|told| told.get(at)) {
                (entered, before) = (Some(*on), Some(standards.clone()));
            }
        }
        let before =
            before.map(|told| rounds::read_described(conn, round.code, &told)).transpose()?.flatten();
        if let Some(((on, entered), before)) = day("on").zip(entered).zip(before) {
            all.push(Rise { on, entered, before: before.standards });
        }
    }
    Ok(Rises::new(all, round.standards.clone()))
}

/// The rises that the audit tells and that were not taken back, in their order: the day of the act, the round before it in words.
fn from_audit(conn: &Connection, code: RoundCode) -> Result<Vec<(NaiveDate, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT action = ?2, on_day, before FROM audit WHERE subject = ?1 AND action IN (?2, 'undo_raise_standard')
         ORDER BY local_id",
    )?;
    let mut rows = statement.query((code.to_string(), RAISED))?;
    let mut told: Vec<(NaiveDate, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get(0)? {
            told.push((row.get(1)?, if_any(row, 2)?.unwrap_or_default().to_owned()));
        } else {
            told.pop();
        }
    }
    Ok(told)
}

/// The standard that somebody has by other standards of their round than those of now, where it is `now`: by the groups that
/// they hold, and on a fixed list by the group of their line where their groups say another one by now.
pub(crate) fn basis_by(
    subject: &Subject,
    round: &Round,
    now: Option<&Standard>,
    standards: Vec<Standard>,
) -> Option<Standard> {
    let line = now.filter(|_| round.settled_on.is_some());
    let by_groups = |round: &Round| due::basis(&subject.groups, round).0.cloned();
    let then = Round { standards, ..round.clone() };
    match line {
        Some(line) if by_groups(round).is_none_or(|basis| basis.group != line.group) => {
            then.standards.into_iter().find(|one| one.group == line.group)
        }
        Some(_) | None => by_groups(&then),
    }
}

/// The groups by which somebody is on the list of a round, whose standard there is `now`: those that they hold, and on a fixed
/// list the group of their line where their groups say another one by now.
fn groups_on_list(held: &[Membership], round: &Round, now: Option<&CleanText>) -> Vec<CleanText> {
    let line = now.filter(|_| round.settled_on.is_some());
    match line {
        Some(line) if due::basis(held, round).0.is_none_or(|basis| basis.group != *line) => {
            vec![line.clone()]
        }
        Some(_) | None => {
            held.iter().filter(|one| one.counts_in(&round.window)).map(|one| one.held.label.clone()).collect()
        }
    }
}

/// Puts into what is usual for somebody who is on the list what rises mean for it: which standards held before, and what is
/// owed from which day on.
pub(crate) fn put(
    conn: &Connection,
    subject: &Subject,
    (round, now): (&Round, Option<&Standard>),
    terms: &mut Terms,
) -> Result<()> {
    let rises = of(conn, round)?;
    if rises.is_empty() {
        return Ok(());
    }
    let days = rises.days();
    for until in &days {
        let before = until.pred_opt().unwrap_or(*until);
        terms.earlier.push((*until, basis_by(subject, round, now, rises.on_day(before))));
    }
    let paid = paid_to(conn, subject, round.code)?;
    let mut from: Vec<NaiveDate> = paid.iter().map(|gift| gift.on).chain(days).collect();
    from.sort_unstable();
    from.dedup();
    let groups = groups_on_list(&subject.groups, round, now.map(|now| &now.group));
    terms.top_ups = from.into_iter().map(|day| (day, rises.owed(&paid, &groups, day))).collect();
    Ok(())
}

/// The cash gifts of somebody in a round that stand; also those of whoever is the same human.
fn paid_to(conn: &Connection, subject: &Subject, code: RoundCode) -> Result<Vec<PaidBy>> {
    let round = code.to_string();
    let [ids, _] = shared::lists(subject, subject.ties.iter().flat_map(|ties| ties.told_in(&round)));
    let mut statement = conn.prepare_cached(
        "SELECT paid_on, cash_fen, visit_group, standard_fen, subject IS NOT NULL FROM entry AS g
         WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2 AND programme = 'visit'
           AND kind = 'gift' AND cash_fen > 0 AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)",
    )?;
    let found = statement.query_map((ids, round), |row| paid(row, 0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// A gift from five columns: day, cash, group and cash of the standard, whether it pays a rise.
fn paid(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<PaidBy> {
    Ok(PaidBy {
        on: row.get(at)?,
        cash: Fen::new(row.get(at + 1)?),
        group: text(if_any(row, at + 2)?.unwrap_or_default()),
        standard: Fen::new(row.get::<_, Option<i64>>(at + 3)?.unwrap_or_default()),
        is_top_up: row.get(at + 4)?,
    })
}

/// What is owed as 补差 in all rounds, each with the number of the last gift beside which it is owed, in fen.
pub(crate) fn owed(conn: &Connection) -> Result<Vec<(i64, Fen)>> {
    let raised = conn
        .prepare_cached(
            "SELECT substr(key, 8) FROM meta WHERE key BETWEEN 'raised ' AND 'raised!' ORDER BY key",
        )?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut owed = Vec::new();
    for code in raised {
        let round = rounds::load(conn, rounds::parse_code(&code)?)?;
        owed_in(conn, &round, &of(conn, &round)?, &mut owed)?;
    }
    Ok(owed)
}

/// What more would be owed as 补差 once the standards of a round were raised to those of `then` from a day on: to how many, in
/// fen.
pub(crate) fn anew(conn: &Connection, then: &Round, on: NaiveDate, today: NaiveDate) -> Result<EffectSum> {
    let now = rounds::load(conn, then.code)?;
    let rises = of(conn, &now)?;
    let rise = Rise { on, entered: today, before: now.standards.clone() };
    let (mut before, mut after) = (Vec::new(), Vec::new());
    owed_in(conn, &now, &rises, &mut before)?;
    owed_in(conn, then, &rises.and(rise, then.standards.clone()), &mut after)?;
    let before: HashMap<i64, Fen> = before.into_iter().collect();
    let mut sum = EffectSum::default();
    for (no, owed) in after {
        let more = owed.plus(before.get(&no).copied().unwrap_or_default().negated());
        if more > Fen::ZERO {
            sum = EffectSum { count: sum.count + 1, cash: sum.cash.plus(more), ..sum };
        }
    }
    Ok(sum)
}

fn owed_in(conn: &Connection, round: &Round, rises: &Rises, owed: &mut Vec<(i64, Fen)>) -> Result<()> {
    let code = round.code.to_string();
    let who = shared::human(conn, "e")?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {who}, e.local_id, e.paid_on, e.cash_fen, e.visit_group, e.standard_fen, e.subject IS NOT NULL
         FROM entry AS e WHERE e.round = ?1 AND e.programme = 'visit' AND e.kind = 'gift' AND e.cash_fen > 0
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) ORDER BY 1, 2"
    ))?;
    let mut rows = statement.query([&code])?;
    let (mut human, mut gifts, mut base) = (String::new(), Vec::new(), None);
    let highest = rises.highest();
    let mut weigh = |human: &str, gifts: &[PaidBy], base: Option<i64>| {
        let given = gifts.iter().fold(Fen::ZERO, |sum, gift| sum.plus(gift.cash));
        if let Some(no) = base.filter(|_| given < highest)
            && let Some(groups) = listed_by(conn, human, round)?
        {
            let sum = rises.owed(gifts, &groups, NaiveDate::MAX);
            owed.extend((sum > Fen::ZERO).then_some((no, sum)));
        }
        Ok::<_, crate::domain::error::RegisterError>(())
    };
    while let Some(row) = rows.next()? {
        if borrowed(row, 0)? != human {
            weigh(&human, &gifts, base)?;
            (human, base) = (borrowed(row, 0)?.to_owned(), None);
            gifts.clear();
        }
        let gift = paid(row, 2)?;
        if gift.is_base() {
            base = Some(row.get(1)?);
        }
        gifts.push(gift);
    }
    weigh(&human, &gifts, base)
}

/// The groups by which the recipient of that id is on the list of a round; none where they are not on it.
fn listed_by(conn: &Connection, id: &str, round: &Round) -> Result<Option<Vec<CleanText>>> {
    let mut statement = conn.prepare_cached(
        "SELECT g.name, h.held_from, h.held_to, h.entered_on, b.name
         FROM recipient AS r CROSS JOIN standing AS s ON s.recipient = r.local_id AND s.round = ?2
         CROSS JOIN visit_group AS b ON b.local_id = s.visit_group
         LEFT JOIN group_held AS h ON h.recipient = r.local_id LEFT JOIN visit_group AS g ON g.local_id = h.visit_group
         WHERE r.id = ?1",
    )?;
    let mut rows = statement.query((id, round.code.to_string()))?;
    let (mut basis, mut held) = (None, Vec::new());
    while let Some(row) = rows.next()? {
        basis = Some(text(borrowed(row, 4)?));
        if if_any(row, 0)?.is_some() {
            held.push(membership(row)?);
        }
    }
    Ok(basis.map(|basis| groups_on_list(&held, round, Some(&basis))))
}
