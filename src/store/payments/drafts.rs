//! What a payroll is drafted from: who is entitled, the last payroll, what was paid for months, and what is owed.
//!
//! Payments are looked for by the calendar years in which they can have been paid: an index holds those.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{Connection, Row};

use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::payment::back_pay::{BackPay, SpanPaid, back_pay};
use crate::domain::payment::draft::{Entitled, MonthDraft, MonthPaid, PaidPerson, month_draft};
use crate::domain::payment::rules::{PayRefusal, PayRule, is_top_up, plain_subject};
use crate::domain::payment::standards::PayStandard;
use crate::domain::payment::{CATEGORY, HOUSEHOLD, LEVEL, Months, NATURE, PayDetail, YEARS};
use crate::domain::programme::{Beside, PeriodKind, Programme};
use crate::domain::recipient::Household;
use crate::domain::text::{CleanText, name_key};
use crate::store::codec::{household, recipient_id};
use crate::store::columns::{borrowed, if_any, maybe, text};
use crate::store::file::error::Result;
use crate::store::payments::facts::months;
use crate::store::payments::lists::detail;
use crate::store::payments::{payees, programmes, standards};
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::standing::shared::human;

/// How lists write where somebody is registered (城乡).
fn household_word(household: Household) -> &'static str {
    match household {
        Household::Urban => "城镇",
        Household::Rural => "农村",
    }
}

/// The columns that say who somebody is, of a recipient `r` and its township `t`.
const PERSON: &str = "r.id, r.name, t.name, r.died_on, r.left_on, r.suspended_on";

/// Reads [`PERSON`] from a column on.
fn person(conn: &Connection, row: &Row<'_>, at: usize) -> Result<(String, PaidPerson)> {
    let id = borrowed(row, at)?.to_owned();
    let name = About::recipient(conn, &id).text(borrowed(row, at + 1)?)?;
    let person = PaidPerson {
        name,
        township: maybe(row.get(at + 2)?),
        died_on: row.get(at + 3)?,
        left_on: row.get(at + 4)?,
        suspended_on: row.get(at + 5)?,
    };
    Ok((id, person))
}

/// Everybody who holds one of these categories on a day of the months, by place and name.
fn holders(conn: &Connection, categories: &[CleanText], of: Months) -> Result<Vec<Entitled>> {
    let names: Vec<&str> = categories.iter().map(CleanText::as_str).collect();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {PERSON}, c.name, coalesce(h.level, ''), coalesce(h.nature, ''), r.household
         FROM recipient AS r INDEXED BY recipient_place CROSS JOIN category_held AS h ON h.recipient = r.local_id
         JOIN category AS c ON c.local_id = h.category JOIN township AS t ON t.code = r.township
         WHERE r.kind = 'person' AND r.merged_into IS NULL AND r.held_on IS NULL
           AND c.name IN (SELECT value FROM json_each(?1))
           AND coalesce(h.held_from, '') <= ?3 AND coalesce(h.held_to, '9') >= ?2
         ORDER BY r.township, r.village, r.pinyin, r.local_id, c.local_id, h.local_id"
    ))?;
    let mut rows = statement.query((
        serde_json::Value::from(names).to_string(),
        of.from.to_string(),
        of.to.to_string(),
    ))?;
    let mut found: Vec<Entitled> = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, person) = person(conn, row, 0)?;
        let (recipient, category) = (recipient_id(&id)?, text(borrowed(row, 6)?));
        // Held twice is one row of a payroll; the later one knows level and nature.
        let lived = household(if_any(row, 9)?).map(household_word).unwrap_or_default();
        let to = [category.clone(), text(borrowed(row, 7)?), text(borrowed(row, 8)?), lived.into()];
        let one = Entitled { recipient, person, key: Some(category), to };
        match found.last_mut().filter(|last| last.recipient == one.recipient && last.key == one.key) {
            Some(last) => *last = one,
            None => found.push(one),
        }
    }
    Ok(found)
}

/// What was paid of a programme for months, as far as something is left of it, in the order of the register.
fn spans(conn: &Connection, programme: &Programme, of: Months, today: NaiveDate) -> Result<Vec<SpanPaid>> {
    let who = human(conn, "e")?;
    let years: Vec<i32> = (of.from.year() - 1..=(of.to.year() + 1).max(today.year())).collect();
    let years: Vec<String> = years.iter().map(|year| format!("{year:04}")).collect();
    let mut statement = conn.prepare_cached(&format!(
        "WITH paid AS MATERIALIZED (
           SELECT {who} AS who, e.local_id AS no, e.subject AS subject, e.period_from AS since, e.period_to AS until,
                  e.payee AS payee, e.detail AS detail,
                  e.cash_fen + coalesce((SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = e.id
                    AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = x.id)), 0) AS left
           FROM entry AS e WHERE substr(e.paid_on, 1, 4) IN (SELECT value FROM json_each(?1)) AND e.programme = ?2
             AND e.kind = 'payment' AND e.concerns IS NULL AND e.period_from <= ?4 AND e.period_to >= ?3
             AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = e.id))
         SELECT {PERSON}, p.subject, p.since, p.until, p.payee, p.detail, p.left
         FROM paid AS p JOIN recipient AS r ON r.id = p.who JOIN township AS t ON t.code = r.township
         WHERE p.left > 0 ORDER BY r.township, r.village, r.pinyin, r.local_id, p.since, p.no"
    ))?;
    let years = serde_json::Value::from(years).to_string();
    let mut rows =
        statement.query((years, programme.code.as_str(), of.from.to_string(), of.to.to_string()))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(months) = months(row, 7)? else { continue };
        let (id, person) = person(conn, row, 0)?;
        let subject = maybe(row.get(6)?);
        let kept: PayDetail = detail(if_any(row, 10)?);
        let said = |key: &str| kept.get(key).cloned().unwrap_or_default();
        let key = subject.as_deref().map(plain_subject).filter(|key| !key.is_empty()).map(CleanText::shown);
        let payee = About::recipient(conn, &id).maybe(if_any(row, 9)?)?;
        found.push(SpanPaid {
            of: Entitled {
                recipient: recipient_id(&id)?,
                person,
                key,
                to: [said(CATEGORY), said(LEVEL), said(NATURE), said(HOUSEHOLD)],
            },
            months,
            left: Fen::new(row.get(11)?),
            is_top_up: is_top_up(subject.as_ref()),
            payee,
            years: kept.get(YEARS).and_then(|years| years.parse().ok()),
        });
    }
    Ok(found)
}

/// What was paid for one month: of every human and key one sum.
fn of_month(spans: &[SpanPaid], month: Months) -> Vec<MonthPaid> {
    let mut places: BTreeMap<(crate::domain::ids::RecipientId, String), usize> = BTreeMap::new();
    let mut found: Vec<MonthPaid> = Vec::new();
    for span in spans.iter().filter(|span| !span.is_top_up && span.months.overlaps(month)) {
        let key = name_key(span.of.key.as_deref().unwrap_or_default()).into_owned();
        let share = Fen::new(span.left.get() / i64::from(span.months.count().max(1)));
        let place = *places.entry((span.of.recipient, key)).or_insert(found.len());
        match found.get_mut(place) {
            Some(known) => known.sum = known.sum.plus(share),
            None => found.push(MonthPaid {
                of: span.of.clone(),
                sum: share,
                payee: span.payee.clone(),
                years: span.years,
            }),
        }
    }
    found
}

/// The last month that was paid for before another one.
fn last_month(conn: &Connection, programme: &Programme, before: Months) -> Result<Option<Months>> {
    let years = [before.from.year() - 1, before.from.year()].map(|year| format!("{year:04}"));
    let last: Option<NaiveDate> = conn
        .prepare_cached(
            "SELECT max(e.period_to) FROM entry AS e WHERE substr(e.paid_on, 1, 4) IN (?1, ?2) AND e.programme = ?3
               AND e.kind = 'payment' AND e.concerns IS NULL AND e.period_to < ?4
               AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = e.id)",
        )?
        .query_row(
            (&years[0], &years[1], programme.code.as_str(), before.from.to_string()),
            |row| row.get(0),
        )?;
    Ok(last.and_then(|last| Months::new((last.year(), last.month()), (last.year(), last.month()))))
}

/// The categories that a programme is paid for: those of its standards and of its terms, by the names of the register.
fn categories(conn: &Connection, programme: &Programme, standards: &[PayStandard]) -> Result<Vec<CleanText>> {
    let of_standards = standards.iter().map(|standard| &standard.to[0]).filter(|name| !name.is_empty());
    let said: HashSet<&CleanText> = of_standards.chain(&programme.categories).collect();
    let mut found = Vec::new();
    for name in said {
        found.push(payees::category_named(conn, name)?.unwrap_or_else(|| name.clone()));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

impl Store {
    /// The draft of a month of a programme, beside the last payroll and beside what was paid for that month.
    ///
    /// # Errors
    /// A programme that is not paid by months; storage troubles.
    pub fn payroll_draft(&self, code: &str, month: Months, today: NaiveDate) -> Result<MonthDraft> {
        let _state = self.state()?;
        let (programme, standards) = self.by_months(code)?;
        let last = last_month(&self.conn, &programme, month)?;
        let last = match last {
            Some(last) => Some((last, of_month(&spans(&self.conn, &programme, last, today)?, last))),
            None => None,
        };
        let paid = of_month(&spans(&self.conn, &programme, month, today)?, month);
        let categories = categories(&self.conn, &programme, &standards)?;
        let entitled = if categories.is_empty() {
            let known = if last.is_some() {
                last.iter().flat_map(|(_, last)| last).collect()
            } else {
                paid.iter().collect::<Vec<_>>()
            };
            known.into_iter().map(|one| one.of.clone()).collect()
        } else {
            let mut entitled = holders(&self.conn, &categories, month)?;
            if programme.beside == Beside::Nothing {
                // One row a human, whatever categories are held.
                entitled.dedup_by_key(|one| one.recipient);
                for one in &mut entitled {
                    one.key = None;
                }
            }
            entitled
        };
        Ok(month_draft(month, &standards, entitled, last, &paid))
    }

    /// What the standards of by now still owe for months that were paid.
    ///
    /// # Errors
    /// As [`Store::payroll_draft`].
    pub fn payroll_back_pay(&self, code: &str, range: Months, today: NaiveDate) -> Result<Vec<BackPay>> {
        let _state = self.state()?;
        let (programme, standards) = self.by_months(code)?;
        let paid = spans(&self.conn, &programme, range, today)?;
        Ok(back_pay(&standards, range, &paid))
    }

    fn by_months(&self, code: &str) -> Result<(Programme, Vec<PayStandard>)> {
        let programme = programmes::of_code(&self.conn, code)?;
        if programme.period != PeriodKind::Months {
            let rule = PayRule::Months;
            return Err(RegisterError::Unpaid(vec![PayRefusal {
                row: None,
                rule,
                earlier: None,
                sum: None,
            }]));
        }
        Ok((programme, standards::of(&self.conn, code)?))
    }
}
