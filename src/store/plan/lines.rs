//! The plan of a round as it is read: what it comes to, and its lines one by one.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::approval::approval;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::list::{RosterQuery, RosterRow, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::plan::breach::{breaches, budget};
use crate::domain::plan::stations::Stations;
use crate::domain::plan::{FundSum, PlanFilter, PlanHead, PlanLine, PlanState};
use crate::domain::recipient::Kind;
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::store::codec;
use crate::store::columns::{borrowed, maybe, text};
use crate::store::file::error::Result;
use crate::store::lists::row;
use crate::store::planning::book::Book;
use crate::store::planning::parts::Parts;
use crate::store::planning::stations::stations;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::past::Stood;
use crate::store::standing::{census, facts};

/// Rows read at once where a whole plan is wanted.
const STRIDE: u32 = 500;

impl Store {
    /// What the plan of a round comes to: of a round that nobody has created as the calendar and the facts would make it.
    ///
    /// # Errors
    /// A year that the calendar does not reach; storage troubles.
    pub fn plan(&self, code: RoundCode, today: NaiveDate) -> Result<PlanHead> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, code)?;
        let stood = self.stood(&round, today)?;
        let past = self.past(&round, today)?;
        let mut head = head_of(&self.conn, &round, today, (&stood, past))?;
        let then = self.round_then(round, today)?;
        head.state = PlanState::of(&then, today);
        if then.settled_on.is_none() {
            head.approval = None;
        }
        (head.standards, head.round) =
            (Book::load(&self.conn, code)?.with_standards(then.clone()).standards, then);
        Ok(head)
    }

    /// Visits the lines of a plan by township, village and name, people before units, one by one: however long it is, a page
    /// of it is in memory. Of a day that is past they stand as they stood that evening.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn plan_lines<E: From<RegisterError>>(
        &self,
        code: RoundCode,
        filter: &PlanFilter,
        today: NaiveDate,
        mut visit: impl FnMut(PlanLine) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, code)?;
        let reader = Reader::new(&self.conn, &round, self.past(&round, today)?)?;
        let stood = self.stood(&round, today)?;
        let mut each = |mut row: RosterRow| {
            if let Some(then) = stood.get(&row.key.no) {
                row::overlay(&mut row, then.standing, Some(then.standard.clone()), &round, today);
            }
            let line = reader.line(row)?;
            if filter.takes(&line) { visit(line) } else { Ok(()) }
        };
        if !round.created {
            return census::each(&self.conn, &round, filter.township.as_ref(), |member| {
                let mut row = row::one(&self.conn, member.local_id, None, today)?;
                row::overlay(&mut row, member.verdict.standing, member.verdict.basis, &round, today);
                each(row)
            });
        }
        let people = filter.township.clone().map_or(Scope::Banner, Scope::Township);
        let units = filter.township.is_none().then_some(Scope::Units);
        for scope in [people].into_iter().chain(units) {
            let mut start = Start::First;
            loop {
                let query = RosterQuery {
                    round: Some(code),
                    scope: scope.clone(),
                    show: Show::InRound,
                    group: None,
                    village: None,
                    sort: Sort::Village,
                    start,
                    limit: STRIDE,
                };
                let page = self.roster(&query, today)?;
                let last = page.rows.last().map(|row| row.key.clone());
                for row in page.rows {
                    each(row)?;
                }
                match last {
                    Some(key) if page.more_after => start = Start::After(key),
                    Some(_) | None => break,
                }
            }
        }
        Ok(())
    }

    /// The station that looks after somebody where they live now; empty in a register without one. In a round the line of
    /// the plan tells it.
    ///
    /// # Errors
    /// Nobody of that id; storage troubles.
    pub fn station_of(&self, id: RecipientId) -> Result<CleanText> {
        let no = facts::number_of(&self.conn, id)?;
        let place: [String; 2] = self
            .conn
            .prepare_cached(
                "SELECT t.name, v.name FROM recipient AS r JOIN township AS t ON t.code = r.township
                 JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
            )?
            .query_row([no], |row| Ok([row.get(0)?, row.get(1)?]))?;
        let [township, village] = place.map(|name| text(&name));
        Ok(stations(&self.conn)?.nearest(&township, &village))
    }

    /// The line of somebody; none if they are not on the plan.
    ///
    /// # Errors
    /// Nobody of that id; storage troubles.
    pub fn plan_line(&self, code: RoundCode, id: RecipientId, today: NaiveDate) -> Result<Option<PlanLine>> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, code)?;
        let no = facts::number_of(&self.conn, id)?;
        let mut found = row::one(&self.conn, no, Some(&round), today)?;
        row::as_settled(&mut row::Reader::new(&self.conn, today)?, &mut found, Some(&round))?;
        let verdict = facts::verdict(&self.conn, &facts::subject(&self.conn, no)?, &round)?;
        if !verdict.listed {
            return Ok(None);
        }
        Reader::new(&self.conn, &round, self.past(&round, today)?)?.line(found).map(Some)
    }
}

/// Makes lines of rows.
pub(super) struct Reader<'c> {
    conn: &'c Connection,
    code: String,
    is_fixed: bool,
    book: Book,
    parts: Parts,
    stations: Stations,
}

impl<'c> Reader<'c> {
    /// Of a day that is past the teams are those that were assigned by its end.
    pub(super) fn new(conn: &'c Connection, round: &Round, past: Option<NaiveDate>) -> Result<Self> {
        Ok(Self {
            conn,
            code: round.code.to_string(),
            is_fixed: round.settled_on.is_some(),
            book: Book::load(conn, round.code)?,
            parts: Parts::of_day(conn, round.code, past)?,
            stations: stations(conn)?,
        })
    }

    pub(super) fn line(&self, row: RosterRow) -> Result<PlanLine> {
        let fixed: Option<(CleanText, Option<CleanText>)> = if self.is_fixed {
            self.conn
                .prepare_cached(
                    "SELECT fund, added_for FROM settled_line WHERE round = ?1 AND recipient = ?2",
                )?
                .query_row((&self.code, row.key.no), |line| {
                    Ok((text(borrowed(line, 0)?), maybe(line.get(1)?)))
                })
                .optional()?
        } else {
            None
        };
        let (fund, added) = fixed.unwrap_or_else(|| (self.book.fund(&row.group), None));
        let [team, leader] = self.parts.of(&row.id.to_string(), &row.township, &row.village);
        let station = self.stations.nearest(&row.township, &row.village);
        Ok(PlanLine { row, fund, team, leader, station, added })
    }
}

/// Lines of one kind, group and fund.
#[derive(Default)]
struct Part {
    lines: u64,
    cash: Fen,
    goods: Fen,
    added: u64,
}

/// What the plan of a round comes to.
pub(super) fn head(conn: &Connection, round: &Round, today: NaiveDate) -> Result<PlanHead> {
    head_of(conn, round, today, (&HashMap::new(), None))
}

/// As [`head`], of a day that is `past` with those who stood by another standard that evening.
fn head_of(
    conn: &Connection,
    round: &Round,
    today: NaiveDate,
    (stood, past): (&HashMap<i64, Stood>, Option<NaiveDate>),
) -> Result<PlanHead> {
    let book = Book::load(conn, round.code)?;
    let mut parts: BTreeMap<(bool, String, String), Part> = BTreeMap::new();
    let mut unassigned = 0;
    if round.created {
        sums(conn, round, &book, &mut parts)?;
        put_back(conn, round, &book, stood, &mut parts)?;
        unassigned = without_team(conn, round.code, past)?;
    } else {
        census::each(conn, round, None, |member| {
            if let Some(basis) = member.verdict.basis {
                let group = basis.group.to_string();
                let fund = book.fund(&group).to_string();
                let sum = parts.entry((member.position.kind == Kind::Unit, group, fund)).or_default();
                sum.lines += 1;
                sum.cash = sum.cash.plus(basis.cash);
                sum.goods = sum.goods.plus(basis.goods_value);
                unassigned += 1;
            }
            Ok::<_, RegisterError>(())
        })?;
    }
    let mut head = PlanHead {
        state: PlanState::of(round, today),
        approval: approval(conn, round.code)?,
        budget: None,
        planned: Fen::ZERO,
        goods_value: Fen::ZERO,
        people: 0,
        units: 0,
        added: 0,
        unassigned,
        funds: Vec::new(),
        breaches: Vec::new(),
        standards: book.with_standards(round.clone()).standards,
        round: round.clone(),
    };
    let mut funds: BTreeMap<String, FundSum> = BTreeMap::new();
    for ((is_unit, group, fund), part) in parts {
        *(if is_unit { &mut head.units } else { &mut head.people }) += part.lines;
        head.planned = head.planned.plus(part.cash);
        head.goods_value = head.goods_value.plus(part.goods);
        head.added += part.added;
        let sum = funds.entry(fund).or_default();
        sum.lines += part.lines;
        sum.planned = sum.planned.plus(part.cash);
        if part.cash > Fen::ZERO && !sum.groups.iter().any(|one| one.as_str() == group) {
            sum.groups.push(text(&group));
        }
    }
    for (fund, fen) in &book.budgets {
        funds.entry(fund.clone()).or_default().budget = Some(Fen::new(*fen));
    }
    for (fund, sum) in &mut funds {
        sum.fund = text(fund);
        sum.only = book.rule(conn, fund)?;
    }
    head.funds = funds.into_values().collect();
    head.budget = budget(&head.funds);
    head.breaches = breaches(&head.funds, |group| book.has_reason(group));
    Ok(head)
}

/// The lines of a created round by kind, group and fund.
fn sums(
    conn: &Connection,
    round: &Round,
    book: &Book,
    parts: &mut BTreeMap<(bool, String, String), Part>,
) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT s.kind, g.name, l.fund, count(*), sum(s.cash_fen), sum(s.goods_fen), coalesce(sum(l.added_for IS NOT NULL), 0)
         FROM standing AS s JOIN visit_group AS g ON g.local_id = s.visit_group
         LEFT JOIN settled_line AS l ON l.round = s.round AND l.recipient = s.recipient
         WHERE s.round = ?1 GROUP BY 1, 2, 3",
    )?;
    let mut rows = statement.query([round.code.to_string()])?;
    while let Some(row) = rows.next()? {
        let group = borrowed(row, 1)?.to_owned();
        let fund = match row.get::<_, Option<String>>(2)?.filter(|_| round.settled_on.is_some()) {
            Some(fund) => fund,
            None => book.fund(&group).to_string(),
        };
        let part = parts.entry((codec::kind(borrowed(row, 0)?) == Kind::Unit, group, fund)).or_default();
        part.lines += row.get::<_, u64>(3)?;
        part.cash = part.cash.plus(Fen::new(row.get(4)?));
        part.goods = part.goods.plus(Fen::new(row.get(5)?));
        part.added += row.get::<_, u64>(6)?;
    }
    Ok(())
}

/// Has those who stood by another standard counted by that one.
fn put_back(
    conn: &Connection,
    round: &Round,
    book: &Book,
    stood: &HashMap<i64, Stood>,
    parts: &mut BTreeMap<(bool, String, String), Part>,
) -> Result<()> {
    let mut now = conn.prepare_cached(
        "SELECT s.kind, g.name, l.fund, s.cash_fen, s.goods_fen
         FROM standing AS s JOIN visit_group AS g ON g.local_id = s.visit_group
         LEFT JOIN settled_line AS l ON l.round = s.round AND l.recipient = s.recipient
         WHERE s.round = ?1 AND s.recipient = ?2",
    )?;
    for (no, Stood { standard, .. }) in stood {
        let mut rows = now.query((round.code.to_string(), no))?;
        let Some(row) = rows.next()? else { continue };
        let (cash, goods) = (Fen::new(row.get(3)?), Fen::new(row.get(4)?));
        let group = borrowed(row, 1)?.to_owned();
        if group == standard.group.as_str() && [cash, goods] == [standard.cash, standard.goods_value] {
            continue;
        }
        let is_unit = codec::kind(borrowed(row, 0)?) == Kind::Unit;
        let fixed = row.get::<_, Option<String>>(2)?.filter(|_| round.settled_on.is_some());
        let fund = |group: &str| fixed.clone().unwrap_or_else(|| book.fund(group).to_string());
        let key = (is_unit, group.clone(), fund(&group));
        let part = parts.entry(key).or_default();
        part.lines = part.lines.saturating_sub(1);
        part.cash = part.cash.plus(cash.negated());
        part.goods = part.goods.plus(goods.negated());
        let part = parts.entry((is_unit, standard.group.to_string(), fund(&standard.group))).or_default();
        part.lines += 1;
        part.cash = part.cash.plus(standard.cash);
        part.goods = part.goods.plus(standard.goods_value);
    }
    Ok(())
}

/// How many lines of a created round have no team, by the end of a day that is `past`.
fn without_team(conn: &Connection, code: RoundCode, past: Option<NaiveDate>) -> Result<u64> {
    let parts = Parts::of_day(conn, code, past)?;
    let mut statement = conn.prepare_cached(
        "SELECT r.id, t.name, v.name FROM standing AS s JOIN recipient AS r ON r.local_id = s.recipient
         JOIN township AS t ON t.code = s.township JOIN village AS v ON v.local_id = s.village
         WHERE s.round = ?1 AND s.visit_group IS NOT NULL",
    )?;
    let mut rows = statement.query([code.to_string()])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let [team, _] = parts.of(borrowed(row, 0)?, borrowed(row, 1)?, borrowed(row, 2)?);
        count += u64::from(team.is_empty());
    }
    Ok(count)
}
