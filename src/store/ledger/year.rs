//! The report of a year: its entries read once, in the order of the index of years, and its rows of work.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, Row};

use crate::domain::money::Fen;
use crate::domain::report::{Report, RoundFigures};
use crate::domain::text::CleanText;
use crate::domain::work::{Period, WorkQuery, counts};
use crate::domain::year_report::fold::{YearMoney, code_of};
use crate::domain::year_report::lines::{LATE, UNITS, VISITS, work_name};
use crate::domain::year_report::{EntryFact, EntryRole, FigureEntry, MoneyFold, YearReport};
use crate::store::columns::{borrowed, if_any, number, text};
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::standing::shared::human;
use crate::store::{heads, rounds};

/// The entries of a year. A reversal is looked for by what it reverses: by its year, which the `+` keeps SQLite from,
/// each entry would cost as much as the whole year. `who` tells who each was for, `more` the rest of its key and what its programme keeps.
pub(crate) fn entries(who: &str, more: &str) -> String {
    format!(
        "SELECT e.kind, e.programme, {who}, e.recipient_kind, e.round, e.visit_group, e.paid_on, e.township_name, e.cash_fen,
                e.goods_fen, {more}, e.concerns IS NOT NULL,
                EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND +substr(r.paid_on, 1, 4) = ?1),
                e.reverses IS NOT NULL AND NOT EXISTS (
                  SELECT 1 FROM entry AS o WHERE o.id = e.reverses AND substr(o.paid_on, 1, 4) = ?1),
                e.id, e.local_id, e.name, e.recipient
         FROM entry AS e WHERE substr(e.paid_on, 1, 4) = ?1"
    )
}

/// What parts of payments come to in a year: failed, taken back, paid once more.
pub(crate) const PARTS: &str = "SELECT e.concerns, sum(e.cash_fen) FROM entry AS e
  WHERE e.concerns IS NOT NULL AND substr(e.paid_on, 1, 4) = ?1
    AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) GROUP BY e.concerns";

/// What was spent in a year, by programme and fund.
pub(crate) const FUNDS: &str = "SELECT e.programme, l.name, sum(l.fen) FROM entry AS e JOIN entry_line AS l ON l.entry = e.id
  WHERE e.kind = 'spending' AND l.kind = 'fund' AND substr(e.paid_on, 1, 4) = ?1
    AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND +substr(r.paid_on, 1, 4) = ?1) GROUP BY 1, 2";

/// An entry beside the facts that bear on figures.
struct Seen<'r> {
    row: &'r Row<'r>,
    detail: Option<serde_json::Value>,
}

impl Store {
    /// The whole report of a calendar year.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn year_report(&self, year: i32) -> Result<YearReport> {
        let _state = self.state()?;
        let mut fold = MoneyFold::new(year);
        each(&self.conn, year, |fact, _| {
            fold.add(fact);
            Ok(ControlFlow::Continue(()))
        })?;
        let names = programme_names(&self.conn)?;
        let money = fold.end(|code| {
            let known = names.get(code).or_else(|| names.get(code.trim_end_matches("_next_year")));
            known.cloned().unwrap_or_else(|| text(code))
        });
        let within = Period::year(year);
        let query = WorkQuery { within, ..WorkQuery::default() };
        let mut spending = money.spending.clone();
        for (programme, fund, fen) in funds(&self.conn, year)? {
            if let Some(spent) = spending.iter_mut().find(|spent| spent.code == programme) {
                spent.funds.insert(fund, fen);
            }
        }
        Ok(YearReport {
            gifts: self.gifts(year, &money)?,
            programmes: money.programmes,
            spending,
            late: money.late,
            accepted: accepted(&self.conn, year)?,
            months: money.months,
            townships: money.townships,
            work: self.work(&query)?,
            paragraphs: self.paragraphs(year)?,
            closed: self.year_closed(year)?,
            sent: self.report_sent(year)?,
        })
    }

    fn gifts(&self, year: i32, money: &YearMoney) -> Result<Report> {
        let order = group_order(&self.conn)?;
        let mut of_rounds = Vec::new();
        for (code, (visits, units, groups)) in &money.rounds {
            let mut groups = groups.clone();
            groups.sort_by_key(|one| {
                let known = order.iter().position(|name| name == one.group.as_str()).unwrap_or(order.len());
                (known, one.group.to_string())
            });
            of_rounds.push(RoundFigures {
                round: rounds::parse_code(code)?,
                visits: *visits,
                units: *units,
                groups,
            });
        }
        of_rounds.sort_by_key(|figures| figures.round);
        Ok(Report {
            year,
            visits: money.visits,
            units: money.units,
            rounds: of_rounds,
            heads: heads::heads(&self.conn)?,
        })
    }

    /// The gifts of a calendar year, by round and group.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn report(&self, year: i32) -> Result<Report> {
        let _state = self.state()?;
        let mut fold = MoneyFold::new(year);
        each(&self.conn, year, |fact, _| {
            if fact.role == EntryRole::Gift {
                fold.add(fact);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.gifts(year, &fold.end(text))
    }

    /// The entries, or the rows of work, behind a figure of a year's report, by its name; none where no figure has that name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn figure_entries(&self, year: i32, figure: &str) -> Result<Vec<FigureEntry>> {
        let _state = self.state()?;
        let mut found = Vec::new();
        each(&self.conn, year, |fact, seen| {
            if figure_of(fact, year) == Some(figure) {
                found.push(entry(&self.conn, fact, seen)?);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if !found.is_empty() {
            return Ok(found);
        }
        let query = WorkQuery { within: Period::year(year), ..WorkQuery::default() };
        for row in self.work(&query)? {
            if counts::counts_in(&row, year) && work_name(row.work.kind, &row.work.subkind) == figure {
                found.push(FigureEntry {
                    no: row.no,
                    on: row.work.days.to_string(),
                    name: if row.name.is_empty() { row.work.title.clone() } else { row.name.clone() },
                    what: row.work.kind.chinese().into(),
                    amount: Fen::ZERO,
                    people: row.people(),
                    times: row.times(),
                });
            }
        }
        Ok(found)
    }
}

/// The name of the figure that an entry belongs to; none for what is nothing.
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

fn entry(conn: &Connection, fact: &EntryFact<'_>, seen: &Seen<'_>) -> Result<FigureEntry> {
    let recipient = if_any(seen.row, 18)?.unwrap_or_default();
    let about = About::recipient(conn, recipient);
    let payment = matches!(fact.role, EntryRole::Gift | EntryRole::Payment);
    Ok(FigureEntry {
        no: number(seen.row, 16)?,
        on: fact.on.to_owned(),
        name: about.text(borrowed(seen.row, 17)?)?,
        what: about.text(if fact.part.is_empty() { fact.group } else { fact.part })?,
        amount: Fen::new(fact.cash + fact.goods),
        people: u64::from(!fact.unit && payment),
        times: u64::from(payment && fact.cash + fact.goods + fact.parts > 0),
    })
}

/// Whether entries keep the rest of their key, and what their programme keeps.
fn keeps_detail(conn: &Connection) -> bool {
    conn.prepare_cached("SELECT subject, detail FROM entry LIMIT 0").is_ok()
}

/// Visits the entries of a year, in the order of the ledger.
fn each(
    conn: &Connection,
    year: i32,
    mut visit: impl FnMut(&EntryFact<'_>, &Seen<'_>) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let year_text = format!("{year:04}");
    let mut parts: HashMap<String, i64> = HashMap::new();
    let mut statement = conn.prepare_cached(PARTS)?;
    let mut rows = statement.query([&year_text])?;
    while let Some(row) = rows.next()? {
        parts.insert(borrowed(row, 0)?.to_owned(), number(row, 1)?);
    }
    let more = if keeps_detail(conn) { "e.subject, e.detail" } else { "NULL, NULL" };
    let mut statement = conn.prepare_cached(&entries(&human(conn, "e")?, more))?;
    let mut rows = statement.query([&year_text])?;
    while let Some(row) = rows.next()? {
        let (concerns, reversed, late) = (row.get(12)?, row.get(13)?, row.get(14)?);
        let role = EntryRole::of(borrowed(row, 0)?, concerns, reversed, late);
        if role == EntryRole::Nothing {
            continue;
        }
        let told = |at: usize| -> Result<&str> { Ok(if_any(row, at)?.unwrap_or_default()) };
        let detail = if_any(row, 11)?.and_then(|told| serde_json::from_str::<serde_json::Value>(told).ok());
        let seen = Seen { row, detail };
        let subject = told(10)?;
        let key = |name: &str| seen.detail.as_ref().and_then(|detail| detail.get(name));
        let part = ["category", "intake", "kind"].iter().find_map(|name| key(name)?.as_str());
        let own =
            key("own_fen").and_then(|own| own.as_i64().or_else(|| own.as_str()?.parse().ok())).unwrap_or(0);
        let of_parts = if parts.is_empty() { None } else { parts.get(borrowed(row, 15)?) };
        let fact = EntryFact {
            role,
            programme: borrowed(row, 1)?,
            who: told(2)?,
            unit: told(3)? == "unit",
            round: told(4)?,
            group: told(5)?,
            on: borrowed(row, 6)?,
            township: told(7)?,
            cash: number(row, 8)?,
            goods: number(row, 9)?,
            subject,
            part: part.unwrap_or(subject).trim_end_matches(" 补差"),
            own,
            parts: of_parts.copied().unwrap_or(0),
        };
        if visit(&fact, &seen)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn programme_names(conn: &Connection) -> Result<HashMap<String, CleanText>> {
    let mut statement = conn.prepare_cached("SELECT code, name FROM programme")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, text(borrowed(row, 1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn group_order(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT name FROM visit_group ORDER BY local_id")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn funds(conn: &Connection, year: i32) -> Result<Vec<(String, String, Fen)>> {
    let mut statement = conn.prepare_cached(FUNDS)?;
    let rows = statement
        .query_map([format!("{year:04}")], |row| Ok((row.get(0)?, row.get(1)?, Fen::new(row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Cases of hardship that were accepted in a year; none where the register keeps no cases.
fn accepted(conn: &Connection, year: i32) -> Result<Option<u64>> {
    let Ok(mut statement) = conn.prepare_cached(
        "SELECT count(DISTINCT case_id) FROM case_step WHERE step = 'accepted' AND substr(on_day, 1, 4) = ?1",
    ) else {
        return Ok(None);
    };
    Ok(Some(statement.query_row([format!("{year:04}")], |row| row.get(0))?))
}
