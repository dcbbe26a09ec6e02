//! The entries, cases and rows of work behind a figure of a year's report: chosen by the same facts that the report adds up.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use rusqlite::Connection;

use super::year::{Seen, each};
use crate::domain::money::Fen;
use crate::domain::relief::StepKind;
use crate::domain::text::CleanText;
use crate::domain::work::{Field, FieldValue, Period, WorkFamily, WorkKind, WorkQuery, WorkRow, counts};
use crate::domain::year_report::fold::code_of;
use crate::domain::year_report::lines::{LATE, UNITS, VISITS, people_of, work_name};
use crate::domain::year_report::{EntryFact, EntryRole, FigureEntry, FigureName, Quantity};
use crate::store::columns::{borrowed, if_any, number, text};
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::register::Store;

/// The programme whose cases are told beside what was paid.
const RELIEF: &str = "hardship_relief";

impl Store {
    /// What is behind a figure of a year's report, by its name; nothing where no figure has that name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn figure_entries(&self, year: i32, figure: &str) -> Result<Vec<FigureEntry>> {
        let _state = self.state()?;
        let name = FigureName::parse(figure);
        if let FigureName::Kind(kind, ending) = &name {
            return self.work_behind(year, |row| {
                row.work.kind == *kind && row.work.subkind.as_str().ends_with(ending.as_str())
            });
        }
        // A line of work is no line of money, and the other way round: no entry is looked at for it.
        if let FigureName::Line(name) = &name
            && WorkKind::ALL.iter().any(|kind| name.split(':').next() == Some(kind.code()))
        {
            return self.work_behind(year, |row| work_name(row.work.kind, &row.work.subkind) == *name);
        }
        let funds = match &name {
            FigureName::Part(name, fund) => of_fund(&self.conn, year, code(name), fund)?,
            FigureName::Line(_) | FigureName::Month(_) | FigureName::Township(_) | FigureName::Kind(..) => {
                HashMap::new()
            }
        };
        let own = own_funds(&self.conn, year)?;
        let mut calls = HashSet::new();
        let mut found = Vec::new();
        each(&self.conn, year, |fact, seen| {
            let line = figure_of(fact, year);
            let borne = funds.get(borrowed(seen.row, 15)?);
            let belongs = match &name {
                FigureName::Line(name) => line == Some(code(name)),
                FigureName::Part(name, part) => {
                    line == Some(code(name)) && (fact.part == part || borne.is_some())
                }
                FigureName::Month(month) => is_money(fact) && month_of(fact) == *month,
                FigureName::Township(name) => is_money(fact) && fact.township == name,
                FigureName::Kind(..) => false,
            };
            if belongs {
                let mut entry = entry(&self.conn, fact, seen, &mut calls)?;
                if let Some(fen) = borne {
                    entry.amount = Fen::new(*fen);
                    entry.values.retain(|(of, _)| *of != Quantity::Amount);
                    entry.values.push((Quantity::Amount, *fen));
                } else if let Some(fen) = own.get(borrowed(seen.row, 15)?) {
                    entry.values.push((Quantity::OwnFunds, *fen));
                }
                found.push(entry);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if name == FigureName::Line(RELIEF.to_owned()) {
            found.extend(accepted(&self.conn, year)?);
        }
        Ok(found)
    }

    fn work_behind(&self, year: i32, wants: impl Fn(&WorkRow) -> bool) -> Result<Vec<FigureEntry>> {
        let query = WorkQuery { within: Period::year(year), ..WorkQuery::default() };
        let rows = self.work(&query)?;
        let rows = rows.iter().filter(|row| counts::counts_in(row, year) && wants(row));
        Ok(rows.map(|row| of_work(row, year)).collect())
    }
}

/// The code of a programme by the name of its line.
fn code(name: &str) -> &str {
    name.strip_prefix("money:").unwrap_or(name)
}

/// The name of the line that an entry belongs to; none for what is nothing.
fn figure_of<'a>(fact: &EntryFact<'a>, year: i32) -> Option<&'a str> {
    match fact.role {
        EntryRole::Nothing => None,
        EntryRole::LateReversal => Some(LATE),
        EntryRole::Gift if fact.unit => Some(UNITS),
        EntryRole::Gift => Some(VISITS),
        EntryRole::Spending => Some(fact.programme),
        EntryRole::Payment | EntryRole::Part => Some(code_of(fact.programme, fact.subject, year)),
    }
}

/// Whether an entry is money of the year, as the bars tell it.
fn is_money(fact: &EntryFact<'_>) -> bool {
    fact.role != EntryRole::Nothing
}

fn month_of(fact: &EntryFact<'_>) -> u32 {
    fact.on.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1)
}

fn entry(
    conn: &Connection,
    fact: &EntryFact<'_>,
    seen: &Seen<'_>,
    calls: &mut HashSet<String>,
) -> Result<FigureEntry> {
    use Quantity as Q;
    let about = About::recipient(conn, if_any(seen.row, 18)?.unwrap_or_default());
    let sum = fact.cash + fact.goods;
    let is_gift = fact.role == EntryRole::Gift;
    let mut values = vec![(Q::Amount, if is_gift { fact.cash } else { sum })];
    match fact.role {
        EntryRole::Gift => {
            values.push((Q::Goods, fact.goods));
            values.push((if fact.unit { Q::Units } else { Q::People }, 1));
            if !fact.unit {
                // Goods handed over at the same call are no second visit.
                let call = format!("{} {} {}", fact.who, fact.round, fact.on);
                values.push((Q::PersonTimes, i64::from(calls.insert(call))));
            }
        }
        EntryRole::Payment | EntryRole::Part => {
            values.extend([(Q::People, 1), (Q::PersonTimes, i64::from(fact.is_time()))]);
            values.push((Q::Own, if fact.is_time() { fact.own } else { 0 }));
        }
        EntryRole::Spending | EntryRole::LateReversal => values.push((Q::Times, 1)),
        EntryRole::Nothing => {}
    }
    let counted = !matches!(fact.role, EntryRole::Spending | EntryRole::LateReversal);
    let what = if fact.part.is_empty() { fact.group } else { fact.part };
    let what = match fact.role {
        EntryRole::LateReversal => {
            [what, &reversed(conn, borrowed(seen.row, 15)?)?].join(" ").trim().to_owned()
        }
        EntryRole::Gift | EntryRole::Payment | EntryRole::Part | EntryRole::Spending | EntryRole::Nothing => {
            what.to_owned()
        }
    };
    Ok(FigureEntry {
        no: number(seen.row, 16)?,
        on: fact.on.to_owned(),
        name: about.text(borrowed(seen.row, 17)?)?,
        what: about.text(&what)?,
        who: if counted { fact.who.to_owned() } else { String::new() },
        part: fact.part.to_owned(),
        amount: Fen::new(sum),
        values,
    })
}

/// What a reversal of an earlier year points back to: the number and the day of what it cancels.
fn reversed(conn: &Connection, reversal: &str) -> Result<String> {
    let mut statement = conn.prepare_cached(
        "SELECT o.local_id, o.paid_on FROM entry AS e JOIN entry AS o ON o.id = e.reverses WHERE e.id = ?1",
    )?;
    let mut rows = statement.query([reversal])?;
    let Some(row) = rows.next()? else { return Ok(String::new()) };
    Ok(format!("#{} {}", number(row, 0)?, borrowed(row, 1)?))
}

/// What entries of spending bear of a fund, by their ids.
fn of_fund(conn: &Connection, year: i32, programme: &str, fund: &str) -> Result<HashMap<String, i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT e.id, sum(l.fen) FROM entry AS e JOIN entry_line AS l ON l.entry = e.id AND l.kind = 'fund'
         WHERE substr(e.paid_on, 1, 4) = ?1 AND e.kind = 'spending' AND e.programme = ?2 AND l.name = ?3 GROUP BY e.id",
    )?;
    let rows =
        statement.query_map((format!("{year:04}"), programme, fund), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What entries of spending bear of funds that are not the bureau's, by their ids.
fn own_funds(conn: &Connection, year: i32) -> Result<HashMap<String, i64>> {
    use crate::domain::programme::{OWN_FUND, fund_key};
    let mut statement = conn.prepare_cached(
        "SELECT e.id, l.name, l.fen FROM entry AS e JOIN entry_line AS l ON l.entry = e.id AND l.kind = 'fund'
         WHERE substr(e.paid_on, 1, 4) = ?1 AND e.kind = 'spending'",
    )?;
    let mut rows = statement.query([format!("{year:04}")])?;
    let mut found: HashMap<String, i64> = HashMap::new();
    while let Some(row) = rows.next()? {
        if fund_key(&text(borrowed(row, 1)?)) == OWN_FUND {
            *found.entry(borrowed(row, 0)?.to_owned()).or_default() += number(row, 2)?;
        }
    }
    Ok(found)
}

/// The cases that were accepted in a year.
fn accepted(conn: &Connection, year: i32) -> Result<Vec<FigureEntry>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.case_id, min(c.on_day), r.name, r.id FROM case_step AS c JOIN recipient AS r ON r.id = c.recipient
         WHERE c.step = ?2 AND substr(c.on_day, 1, 4) = ?1 GROUP BY c.case_id ORDER BY 2, 1",
    )?;
    let mut rows = statement.query((format!("{year:04}"), StepKind::Accept.code()))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let about = About::recipient(conn, borrowed(row, 3)?);
        found.push(FigureEntry {
            no: 0,
            on: borrowed(row, 1)?.to_owned(),
            name: about.text(borrowed(row, 2)?)?,
            what: about.text(borrowed(row, 0)?)?,
            who: String::new(),
            part: String::new(),
            amount: Fen::ZERO,
            values: vec![(Quantity::Accepted, 1)],
        });
    }
    Ok(found)
}

/// A row of work, with what it adds to its line.
fn of_work(row: &WorkRow, year: i32) -> FigureEntry {
    use Quantity as Q;
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let told = |field| count(row.number(field).unwrap_or_default());
    let money = |field| match row.work.details.get(&field) {
        Some(FieldValue::Money(amount)) => amount.get(),
        Some(FieldValue::Words(_) | FieldValue::List(_) | FieldValue::Number(_) | FieldValue::Day(_))
        | None => 0,
    };
    let kind: WorkKind = row.work.kind;
    let last = Period::year(year).and_then(|year| year.to);
    let settles = matches!(kind.family(), WorkFamily::Matter | WorkFamily::Need);
    let settled = settles && row.work.days.to.is_some_and(|to| last.is_none_or(|last| to <= last));
    let first = match kind.family() {
        WorkFamily::Activity => (Q::Times, count(row.times())),
        WorkFamily::Role | WorkFamily::Confirm => (Q::People, 1),
        WorkFamily::Matter
        | WorkFamily::Facility
        | WorkFamily::Attribute
        | WorkFamily::Need
        | WorkFamily::Contact => (Q::Rows, 1),
    };
    let mut values = vec![
        first,
        (people_of(kind), count(row.people())),
        (Q::Found, told(Field::Found)),
        (Q::Mended, told(Field::Mended)),
        (Q::Aspects, told(Field::Aspects)),
        (Q::Settled, i64::from(settled)),
        (Q::Staff, told(Field::Staff)),
        (Q::Martyrs, told(Field::Martyrs)),
        (Q::Funds, money(Field::Funds)),
        (Q::OwnFunds, money(Field::OwnFunds)),
    ];
    values.retain(|(of, value)| *value != 0 || *of == first.0);
    values.dedup_by_key(|(of, _)| *of);
    FigureEntry {
        no: row.no,
        on: row.work.days.to_string(),
        name: if row.name.is_empty() { row.work.title.clone() } else { row.name.clone() },
        what: CleanText::from(kind.chinese()),
        who: String::new(),
        part: row.work.subkind.to_string(),
        amount: Fen::ZERO,
        values,
    }
}
