//! What a payroll is drafted from: who is entitled, the last payroll, what was paid for months, and what is owed.
//!
//! Payments are looked for by the calendar years in which they can have been paid: an index holds those.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{Connection, Row};

use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::payment::back_pay::{BackPay, SpanPaid, back_pay};
use crate::domain::payment::draft::{Entitled, PaidPerson, PayDraft, PeriodPaid, pay_draft};
use crate::domain::payment::level::terms_of;
use crate::domain::payment::period::{PayPeriod, half_years_since};
use crate::domain::payment::rules::{PayRefusal, PayRule, is_top_up, plain_subject};
use crate::domain::payment::standards::PayStandard;
use crate::domain::payment::{INTAKE, Months, PayDetail, YEARS};
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

/// From the earlier of two first days to the later of two last ones; none is without end.
fn both(one: [Option<NaiveDate>; 2], other: [Option<NaiveDate>; 2]) -> [Option<NaiveDate>; 2] {
    let ([since, until], [also_since, also_until]) = (one, other);
    [
        since.zip(also_since).map(|(one, other)| one.min(other)),
        until.zip(also_until).map(|(one, other)| one.max(other)),
    ]
}

/// Everybody who holds one of these categories on a day of the months, by place and name.
fn holders(conn: &Connection, categories: &[CleanText], of: Months) -> Result<Vec<Entitled>> {
    let names: Vec<&str> = categories.iter().map(CleanText::as_str).collect();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {PERSON}, c.name, coalesce(h.level, ''), coalesce(h.nature, ''), r.household, h.held_from, h.held_to
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
        let held = [row.get(10)?, row.get(11)?];
        let one = Entitled { recipient, person, key: Some(category), to, held };
        match found.last_mut().filter(|last| last.recipient == one.recipient && last.key == one.key) {
            Some(last) => *last = Entitled { held: both(last.held, one.held), ..one },
            None => found.push(one),
        }
    }
    Ok(found)
}

/// A payment of before, as far as something is left of it.
struct Payment {
    of: Entitled,
    months: Option<Months>,
    subject: Option<CleanText>,
    on: NaiveDate,
    left: Fen,
    payee: Option<CleanText>,
    years: Option<i64>,
    intake: Option<CleanText>,
}

impl Payment {
    fn is_top_up(&self) -> bool {
        is_top_up(self.subject.as_ref())
    }

    fn span(self) -> Option<SpanPaid> {
        let is_top_up = self.is_top_up();
        let (of, months, left, payee, years) = (self.of, self.months?, self.left, self.payee, self.years);
        Some(SpanPaid { of, months, left, is_top_up, payee, years })
    }
}

/// What was paid of a programme in these years, for months or for whatever, in the order of the register.
fn payments(
    conn: &Connection,
    programme: &Programme,
    (years, of): (std::ops::RangeInclusive<i32>, Option<Months>),
) -> Result<Vec<Payment>> {
    let who = human(conn, "e")?;
    let years: Vec<String> = years.map(|year| format!("{year:04}")).collect();
    let mut statement = conn.prepare_cached(&format!(
        "WITH paid AS MATERIALIZED (
           SELECT {who} AS who, e.local_id AS no, e.subject AS subject, e.period_from AS since, e.period_to AS until,
                  e.payee AS payee, e.detail AS detail, e.paid_on AS paid_on,
                  e.cash_fen + coalesce((SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = e.id
                    AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = x.id)), 0) AS left
           FROM entry AS e WHERE substr(e.paid_on, 1, 4) IN (SELECT value FROM json_each(?1)) AND e.programme = ?2
             AND e.kind = 'payment' AND e.concerns IS NULL
             AND (?3 IS NULL OR (e.period_from <= ?4 AND e.period_to >= ?3))
             AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = e.id))
         SELECT {PERSON}, p.subject, p.since, p.until, p.payee, p.detail, p.left, p.paid_on
         FROM paid AS p JOIN recipient AS r ON r.id = p.who JOIN township AS t ON t.code = r.township
         WHERE p.left > 0 ORDER BY r.township, r.village, r.pinyin, r.local_id, p.since, p.no"
    ))?;
    let years = serde_json::Value::from(years).to_string();
    let [from, to] = [of.map(|of| of.from.to_string()), of.map(|of| of.to.to_string())];
    let mut rows = statement.query((years, programme.code.as_str(), from, to))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, person) = person(conn, row, 0)?;
        let subject = maybe(row.get(6)?);
        let kept: PayDetail = detail(if_any(row, 10)?);
        // Beside months a subject is a category or a kind, else the period itself.
        let is_beside = programme.period == PeriodKind::Months || programme.beside != Beside::Nothing;
        let beside = subject.as_deref().filter(|_| is_beside);
        let key = beside.map(plain_subject).filter(|key| !key.is_empty()).map(CleanText::shown);
        found.push(Payment {
            of: Entitled {
                recipient: recipient_id(&id)?,
                person,
                key,
                to: terms_of(&kept, programme.period),
                held: [None; 2],
            },
            months: months(row, 7)?,
            subject,
            on: row.get(12)?,
            left: Fen::new(row.get(11)?),
            payee: About::recipient(conn, &id).maybe(if_any(row, 9)?)?,
            years: kept.get(YEARS).and_then(|years| years.parse().ok()),
            intake: kept.get(INTAKE).cloned(),
        });
    }
    Ok(found)
}

/// What was paid of a programme for months.
fn spans(conn: &Connection, programme: &Programme, of: Months, today: NaiveDate) -> Result<Vec<Payment>> {
    let years = of.from.year() - 1..=(of.to.year() + 1).max(today.year());
    let mut found = payments(conn, programme, (years, Some(of)))?;
    found.retain(|one| one.months.is_some());
    Ok(found)
}

/// Of every human and key one sum, of the payments that are for a period, of which each bears its share.
fn summed<'p>(payments: impl Iterator<Item = (&'p Payment, Fen)>) -> Vec<PeriodPaid> {
    let mut places: BTreeMap<(crate::domain::ids::RecipientId, String), usize> = BTreeMap::new();
    let mut found: Vec<PeriodPaid> = Vec::new();
    for (one, share) in payments {
        let key = name_key(one.of.key.as_deref().unwrap_or_default()).into_owned();
        let place = *places.entry((one.of.recipient, key)).or_insert(found.len());
        match found.get_mut(place) {
            Some(known) => known.sum = known.sum.plus(share),
            None => found.push(PeriodPaid {
                of: one.of.clone(),
                sum: share,
                on: one.on,
                payee: one.payee.clone(),
                years: one.years,
                intake: one.intake.clone(),
            }),
        }
    }
    found
}

/// What was paid for months: the months that a payment has in common with them bear their share of it.
fn of_months(payments: &[Payment], of: Months) -> Vec<PeriodPaid> {
    let share = |one: &Payment| {
        let paid = one.months.filter(|paid| paid.overlaps(of))?;
        let common = Months { from: paid.from.max(of.from), to: paid.to.min(of.to) };
        let [common, all] = [common.count(), paid.count().max(1)].map(i128::from);
        i64::try_from(i128::from(one.left.get()) * common / all).ok().map(Fen::new)
    };
    let own = payments.iter().filter(|one| !one.is_top_up());
    summed(own.filter_map(|one| Some((one, share(one)?))))
}

/// The months of that many that end with the last month that was paid for before others, which a payment for more months may
/// cover with them.
fn last_months(conn: &Connection, programme: &Programme, before: Months) -> Result<Option<Months>> {
    let years = [before.from.year() - 1, before.from.year()].map(|year| format!("{year:04}"));
    let Some(eve) = before.from.pred_opt() else { return Ok(None) };
    let last: Option<NaiveDate> = conn
        .prepare_cached(
            "SELECT max(min(e.period_to, ?4)) FROM entry AS e WHERE substr(e.paid_on, 1, 4) IN (?1, ?2) AND e.programme = ?3
               AND e.kind = 'payment' AND e.concerns IS NULL AND e.period_from <= ?4
               AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = e.id)",
        )?
        .query_row((&years[0], &years[1], programme.code.as_str(), eve.to_string()), |row| row.get(0))?;
    let back = chrono::Months::new(before.count().saturating_sub(1));
    let first = last.and_then(|last| last.with_day(1)?.checked_sub_months(back));
    let month = |day: NaiveDate| (day.year(), day.month());
    Ok(first.zip(last).and_then(|(first, last)| Months::new(month(first), month(last))))
}

/// What a period is laid beside: the last such one with what was paid for it, and what was paid for itself.
struct Around {
    last: Option<(PayPeriod, Vec<PeriodPaid>)>,
    paid: Vec<PeriodPaid>,
}

/// Years before a period in which the last one of its kind is looked for.
const YEARS_BACK: i32 = 3;
/// The first year in which something may have been paid.
const FIRST_YEAR: i32 = 1990;

impl Around {
    fn of_months(conn: &Connection, programme: &Programme, of: Months, today: NaiveDate) -> Result<Self> {
        let paid = |of| Ok::<_, RegisterError>(of_months(&spans(conn, programme, of, today)?, of));
        let last = match last_months(conn, programme, of)? {
            Some(last) => Some((PayPeriod::Months(last), paid(last)?)),
            None => None,
        };
        Ok(Self { last, paid: paid(of)? })
    }

    /// Of a half-year, a season, a year, or of what is paid once.
    fn of_name(
        conn: &Connection,
        programme: &Programme,
        period: &PayPeriod,
        today: NaiveDate,
    ) -> Result<Self> {
        let year = period.year().unwrap_or_else(|| today.year());
        let first = if *period == PayPeriod::Once { FIRST_YEAR } else { year.min(today.year()) - YEARS_BACK };
        let mut all = payments(conn, programme, (first..=(year + 1).max(today.year()), None))?;
        all.retain(|one| !one.is_top_up());
        let subject = |one: &Payment| one.subject.as_deref().unwrap_or_default().to_owned();
        let of = |period: &PayPeriod, payments: &[Payment]| -> Vec<PeriodPaid> {
            let own = payments.iter().filter(|one| period.has_subject(&subject(one)));
            summed(own.map(|one| (one, one.left)))
        };
        let subjects: Vec<String> = all.iter().map(subject).collect();
        let last = period.last_of(subjects.iter().map(String::as_str));
        let last = last.map(|name| PayPeriod::Named(period.kind(), name));
        if period.kind() == PeriodKind::HalfYear
            && let Some(since) = half_years_since(today)
        {
            // Whose service went on long ago has nothing to do with this payroll.
            let before = |one: &&Payment| last.as_ref().is_some_and(|last| last.has_subject(&subject(one)));
            let led: BTreeMap<_, _> =
                all.iter().filter(before).map(|one| (one.of.recipient, one.on)).collect();
            all.retain(|one| *led.get(&one.of.recipient).unwrap_or(&one.on) > since);
        }
        let paid = of(period, &all);
        let last = last.map(|last| (last.clone(), of(&last, &all))).filter(|(_, rows)| !rows.is_empty());
        Ok(Self { last, paid })
    }

    /// Who is due where no category says it: those of the last such payroll, where they are paid again; else those who are paid.
    fn known(&self, period: &PayPeriod) -> Vec<Entitled> {
        let again = matches!(period.kind(), PeriodKind::Months | PeriodKind::HalfYear | PeriodKind::Year);
        let last = self.last.as_ref().filter(|_| again).map(|(_, rows)| rows);
        last.unwrap_or(&self.paid).iter().map(|one| one.of.clone()).collect()
    }
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
    /// The draft of a period of a programme, beside the last such payroll and beside what was paid for that period.
    ///
    /// # Errors
    /// A period that is none of the programme; storage troubles.
    pub fn payroll_draft(&self, code: &str, period: &PayPeriod, today: NaiveDate) -> Result<PayDraft> {
        let _state = self.state()?;
        let (programme, standards) = self.paid_by(code, period.kind())?;
        let around = match period {
            PayPeriod::Months(months) => Around::of_months(&self.conn, &programme, *months, today)?,
            PayPeriod::Named(..) | PayPeriod::Once => Around::of_name(&self.conn, &programme, period, today)?,
        };
        let categories = categories(&self.conn, &programme, &standards)?;
        let entitled = if categories.is_empty() {
            around.known(period)
        } else {
            let on = Months { from: today, to: today };
            let mut entitled = holders(&self.conn, &categories, period.months().unwrap_or(on))?;
            if programme.beside == Beside::Nothing {
                // One row a human, whatever categories are held.
                entitled.dedup_by(|next, first| {
                    let same = next.recipient == first.recipient;
                    if same {
                        first.held = both(first.held, next.held);
                    }
                    same
                });
                for one in &mut entitled {
                    one.key = None;
                }
            }
            entitled
        };
        Ok(pay_draft((period, today), &standards, entitled, around.last, &around.paid))
    }

    /// What the standards of by now still owe for months that were paid.
    ///
    /// # Errors
    /// As [`Store::payroll_draft`].
    pub fn payroll_back_pay(&self, code: &str, range: Months, today: NaiveDate) -> Result<Vec<BackPay>> {
        let _state = self.state()?;
        let (programme, standards) = self.paid_by(code, PeriodKind::Months)?;
        let paid = spans(&self.conn, &programme, range, today)?;
        let paid: Vec<SpanPaid> = paid.into_iter().filter_map(Payment::span).collect();
        Ok(back_pay(&standards, range, &paid))
    }

    /// A programme that is paid by periods of that kind, and its standards.
    fn paid_by(&self, code: &str, kind: PeriodKind) -> Result<(Programme, Vec<PayStandard>)> {
        let programme = programmes::of_code(&self.conn, code)?;
        if programme.period != kind {
            let rule = if kind == PeriodKind::Months { PayRule::Months } else { PayRule::Subject };
            return Err(RegisterError::Unpaid(vec![PayRefusal {
                row: None,
                rule,
                earlier: None,
                sum: None,
                known: None,
            }]));
        }
        Ok((programme, standards::of(&self.conn, code)?))
    }
}
