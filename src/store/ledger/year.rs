//! The report of a year: its entries read once, in the order of the index of years, and its rows of work.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Deserialize;

use crate::domain::money::Fen;
use crate::domain::relief::StepKind;
use crate::domain::report::{Report, RoundFigures};
use crate::domain::text::CleanText;
use crate::domain::work::{Period, WorkQuery};
use crate::domain::year_report::fold::{REIMBURSED, YearMoney};
use crate::domain::year_report::{EntryFact, EntryRole, MoneyFold, YearReport};
use crate::store::columns::{borrowed, if_any, number, text};
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::standing::shared::human;
use crate::store::{heads, rounds};

/// The entries of a year. A reversal is looked for by what it reverses: by its year, which the `+` keeps SQLite from,
/// each entry would cost as much as the whole year. `who` tells who each was for, `more` the rest of its key and what its programme keeps.
pub(crate) fn entries(who: &str, more: &str) -> String {
    format!(
        "SELECT e.kind, e.programme, {who}, e.recipient_kind, e.round, e.visit_group, e.paid_on, e.township_name, e.cash_fen,
                e.goods_fen, {more}, e.concerns,
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
    AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND +substr(r.paid_on, 1, 4) = ?1)
  GROUP BY e.concerns";

/// A payment of which nothing was left before a year: the entry of the year by which it first reached somebody again.
pub(crate) const REACHED: &str = "SELECT (SELECT a.id FROM entry AS a WHERE a.concerns = o.id AND a.kind = 'payment'
      AND substr(a.paid_on, 1, 4) = ?1
      AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = a.id AND +substr(r.paid_on, 1, 4) = ?1)
      ORDER BY a.local_id LIMIT 1)
  FROM entry AS o WHERE o.id = ?2 AND substr(o.paid_on, 1, 4) < ?1
    AND o.cash_fen + coalesce((SELECT sum(c.cash_fen) FROM entry AS c WHERE c.concerns = o.id AND substr(c.paid_on, 1, 4) < ?1
      AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = c.id AND +substr(r.paid_on, 1, 4) < ?1)), 0) <= 0";

/// What was spent in a year, by programme and fund.
pub(crate) const FUNDS: &str = "SELECT e.programme, l.name, sum(l.fen) FROM entry AS e JOIN entry_line AS l ON l.entry = e.id
  WHERE e.kind = 'spending' AND l.kind = 'fund' AND substr(e.paid_on, 1, 4) = ?1
    AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND +substr(r.paid_on, 1, 4) = ?1) GROUP BY 1, 2";

/// An entry beside the facts that bear on figures.
pub(super) struct Seen<'r> {
    pub(super) row: &'r Row<'r>,
}

/// What of an entry's details bears on figures: of 40,000 entries no map is made.
#[derive(Default, Deserialize)]
struct KeptDetail<'a> {
    #[serde(borrow)]
    category: Option<Cow<'a, str>>,
    #[serde(borrow)]
    intake: Option<Cow<'a, str>>,
    #[serde(borrow)]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    own_fen: Option<KeptFen<'a>>,
}

/// An amount, as a number or as a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptFen<'a> {
    Number(i64),
    Text(#[serde(borrow)] Cow<'a, str>),
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
            townships: self.in_order(money.townships)?,
            work: self.work(&query)?,
            paragraphs: self.paragraphs(year)?,
            closed: self.year_closed(year)?,
            sent: self.report_sent(year)?,
        })
    }

    /// Sums of townships in the order of their codes; of one that bears another name by now behind them.
    fn in_order(&self, mut sums: BTreeMap<String, Fen>) -> Result<Vec<(String, Fen)>> {
        let known = self.townships()?;
        let first = known.iter().filter_map(|one| sums.remove_entry(one.name.as_str()));
        let mut ordered: Vec<_> = first.collect();
        ordered.extend(sums);
        Ok(ordered)
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
}

/// Whether entries keep the rest of their key, and what their programme keeps.
fn keeps_detail(conn: &Connection) -> bool {
    conn.prepare_cached("SELECT subject, detail FROM entry LIMIT 0").is_ok()
}

/// The rest of the key of an entry and what its programme keeps; what concerns a payment is what that one is.
const KEPT: &str = "e.subject, CASE WHEN e.concerns IS NULL THEN e.detail
    ELSE (SELECT o.detail FROM entry AS o WHERE o.id = e.concerns) END";

/// Visits the entries of a year, in the order of the ledger.
pub(super) fn each(
    conn: &Connection,
    year: i32,
    mut visit: impl FnMut(&EntryFact<'_>, &Seen<'_>) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let year_text = format!("{year:04}");
    let mut parts: HashMap<String, i64> = HashMap::new();
    let mut reached: HashSet<String> = HashSet::new();
    let mut statement = conn.prepare_cached(PARTS)?;
    let mut rows = statement.query([&year_text])?;
    while let Some(row) = rows.next()? {
        let (root, fen) = (borrowed(row, 0)?, number(row, 1)?);
        // More was paid again than failed only where it failed in an earlier year.
        if fen > 0 {
            let mut first = conn.prepare_cached(REACHED)?;
            let first: Option<Option<String>> =
                first.query_row((&year_text, root), |row| row.get(0)).optional()?;
            reached.extend(first.flatten());
        }
        parts.insert(root.to_owned(), fen);
    }
    let more = if keeps_detail(conn) { KEPT } else { "NULL, NULL" };
    let mut statement = conn.prepare_cached(&entries(&human(conn, "e")?, more))?;
    let mut rows = statement.query([&year_text])?;
    while let Some(row) = rows.next()? {
        let (concerns, reversed, late) = (if_any(row, 12)?.is_some(), row.get(13)?, row.get(14)?);
        let role = EntryRole::of(borrowed(row, 0)?, concerns, reversed, late);
        if role == EntryRole::Nothing {
            continue;
        }
        let told = |at: usize| -> Result<&str> { Ok(if_any(row, at)?.unwrap_or_default()) };
        let kept = if_any(row, 11)?.and_then(|told| serde_json::from_str::<KeptDetail<'_>>(told).ok());
        let kept = kept.unwrap_or_default();
        let seen = Seen { row };
        let subject = told(10)?;
        let part = [&kept.category, &kept.intake, &kept.kind].into_iter().find_map(Option::as_deref);
        let own = match &kept.own_fen {
            Some(KeptFen::Number(fen)) => *fen,
            Some(KeptFen::Text(fen)) => fen.parse().unwrap_or(0),
            None => 0,
        };
        // What somebody bore of a settlement before it was reimbursed is no share of what is paid.
        let own = if borrowed(row, 1)? == REIMBURSED { 0 } else { own };
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
            reaches: !reached.is_empty() && reached.contains(borrowed(row, 15)?),
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
        "SELECT count(DISTINCT case_id) FROM case_step WHERE step = ?2 AND substr(on_day, 1, 4) = ?1",
    ) else {
        return Ok(None);
    };
    let accept = StepKind::Accept.code();
    Ok(Some(statement.query_row((format!("{year:04}"), accept), |row| row.get(0))?))
}
