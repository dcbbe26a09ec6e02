//! A plan approved, the approval taken back, and somebody put on an approved plan.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;

use super::lines::head;
use crate::domain::due;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::plan::breach::{Breach, PlanRule, breaches};
use crate::domain::plan::{Approval, PlanAddition, PlanApproval, PlanState};
use crate::domain::recipient::{Kind, Life, Residence};
use crate::domain::round::{Round, Standard};
use crate::domain::text::CleanText;
use crate::store::columns::{day, maybe};
use crate::store::file::error::{Result, written};
use crate::store::planning::book::Book;
use crate::store::planning::struck;
use crate::store::progress::ProgressMonitor;
use crate::store::standing::{facts, index, settled};
use crate::store::{allocation, audit, labels, rounds};

fn refused<T>(rule: PlanRule) -> Result<T> {
    Err(RegisterError::Plan(rule))
}

/// The round, if it is in that state on the day of the act; else the rule that says why not.
fn in_state(conn: &Connection, code: RoundCode, wanted: PlanState, today: NaiveDate) -> Result<Round> {
    let round = rounds::load(conn, code)?;
    if !round.created {
        return refused(PlanRule::NotCreated);
    }
    match PlanState::of(&round, today) {
        state if state == wanted => Ok(round),
        PlanState::Draft => refused(PlanRule::Draft),
        PlanState::Approved => refused(PlanRule::Approved),
        PlanState::Settled => refused(PlanRule::Over),
        PlanState::Closed => refused(PlanRule::Closed),
    }
}

/// The approval of a round.
pub(super) fn approval(conn: &Connection, code: RoundCode) -> Result<Option<Approval>> {
    let found = conn
        .prepare_cached("SELECT approved_on, approved_by, document FROM round WHERE code = ?1")?
        .query_row([code.to_string()], |row| Ok((day(row, 0)?, maybe(row.get(1)?), maybe(row.get(2)?))))
        .optional()?;
    Ok(found.and_then(|(on, by, document)| {
        Some(Approval { on: on?, by: by.unwrap_or_default(), document: document.unwrap_or_default() })
    }))
}

/// What asked for a reason, as the audit keeps it.
pub(super) fn codes(breaches: &[Breach]) -> String {
    breaches.iter().map(Breach::code).collect::<Vec<_>>().join(" ")
}

/// A reason that says something.
pub(super) fn says(reason: Option<&CleanText>) -> Option<&CleanText> {
    reason.filter(|reason| !reason.says_nothing())
}

/// Approves the plan: its list is fixed as that of a round that is over.
pub(crate) fn approve(
    conn: &Connection,
    asked: &PlanApproval,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    let code = asked.round;
    let round = in_state(conn, code, PlanState::Draft, ctx.today)?;
    let Approval { by, document, on } = &asked.approval;
    if by.says_nothing() || document.says_nothing() {
        return refused(PlanRule::Nothing);
    }
    if *on > ctx.today {
        return refused(PlanRule::Day);
    }
    let head = head(conn, &round, ctx.today)?;
    if head.people + head.units == 0 {
        return refused(PlanRule::Nobody);
    }
    let now = head.seen();
    if asked.seen.is_some_and(|seen| seen != now) {
        return refused(PlanRule::Changed { lines: now.lines, planned: now.planned });
    }
    let reason = says(asked.reason.as_ref());
    if !head.breaches.is_empty() && reason.is_none() {
        return refused(PlanRule::Asks(head.breaches));
    }
    let mut book = Book::load(conn, code)?;
    book.approve(&round);
    for fund in &head.funds {
        book.keep_rule(&fund.fund, &fund.only);
    }
    book.keep(conn, code)?;
    settled::fix(conn, &round, &book, monitor)?;
    let rows = conn.execute(
        "UPDATE round SET approved_on = ?2, approved_by = ?3, document = ?4, settled_on = ?5 WHERE code = ?1",
        (code.to_string(), on, by.as_str(), document.as_str(), ctx.today),
    )?;
    written(rows, "round")?;
    settled::tell(conn, code, ctx)?;
    let told = json!({
        "by": by.as_str(), "document": document.as_str(), "on": on.to_string(), "asked": codes(&head.breaches),
        "reason": reason.map(CleanText::as_str),
    });
    audit::line(conn, ctx, "approve_plan", &code.to_string(), None, Some(&told.to_string()))
}

/// Whether anybody was called on or given something, or anything was handed out, since a round was approved.
pub(crate) fn is_used(conn: &Connection, round: &Round) -> Result<bool> {
    let used = conn
        .prepare_cached("SELECT 1 FROM visit WHERE round = ?1 AND recorded_on >= ?2")?
        .exists((round.code.to_string(), round.settled_on))?;
    Ok(used || allocation::is_any(conn, round.code)?)
}

/// Takes an approval back: the plan is a draft again. Refused once anybody was called on, was given something, or anything
/// was handed out since.
pub(crate) fn give_back(
    conn: &Connection,
    code: RoundCode,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let round = in_state(conn, code, PlanState::Approved, ctx.today)?;
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    if is_used(conn, &round)? {
        return refused(PlanRule::Used);
    }
    let before = approval(conn, code)?;
    conn.execute("DELETE FROM settled_line WHERE round = ?1", [code.to_string()])?;
    struck::forget(conn, code)?;
    let rows = conn.execute(
        "UPDATE round SET settled_on = NULL, approved_on = NULL, approved_by = NULL, document = NULL WHERE code = ?1",
        [code.to_string()],
    )?;
    written(rows, "round")?;
    let mut book = Book::load(conn, code)?;
    book.forget_approval();
    book.keep(conn, code)?;
    index::refresh_round(conn, &rounds::load(conn, code)?, None)?;
    let before =
        before.map(|one| json!({ "by": one.by.as_str(), "document": one.document.as_str(), "on": one.on }));
    let told = json!({ "reason": reason.as_str() });
    let before = before.map(|before| before.to_string());
    audit::line(conn, ctx, "return_plan", &code.to_string(), before.as_deref(), Some(&told.to_string()))
}

/// Puts somebody on an approved plan, with the standard as it was approved.
pub(crate) fn add(conn: &Connection, asked: &PlanAddition, ctx: &WriteContext) -> Result<()> {
    let code = asked.round;
    let no = facts::own_number(conn, asked.recipient)?;
    let round = in_state(conn, code, PlanState::Approved, ctx.today)?;
    let subject = facts::subject(conn, no)?;
    let name = CleanText::shown(&subject.name);
    if asked.reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    if settled::line(conn, no, code)?.is_some() {
        return refused(PlanRule::OnPlan(name));
    }
    if matches!(subject.life, Life::Dead(_)) || subject.residence != Residence::Here {
        return refused(PlanRule::Gone(name));
    }
    let book = Book::load(conn, code)?;
    let approved = book.with_standards(round.clone());
    let standard = match &asked.group {
        Some(group) => named(conn, &approved, group, subject.kind)?,
        None => held(&subject, &approved, ctx.today),
    };
    let Some(standard) = standard else { return refused(PlanRule::NoGroup(name)) };
    let fund = book.fund(&standard.group);
    let before = head(conn, &round, ctx.today)?;
    let [mut funds, old] = [before.funds.clone(), before.funds];
    if let Some(one) = funds.iter_mut().find(|one| one.fund == fund) {
        one.planned = one.planned.plus(standard.cash);
    }
    let allowed = |group: &CleanText| book.has_reason(group);
    let known: Vec<Breach> = breaches(&old, allowed);
    let new = breaches(&funds, allowed).into_iter().filter(|one| !known.contains(one));
    let new: Vec<Breach> = new.collect();
    let written = Written { code, no, standard: &standard, fund: &fund, reason: &asked.reason };
    if struck::restore(conn, code, &asked.recipient.to_string())? {
        if !written.is_line(conn)? {
            return refused(PlanRule::Struck(name));
        }
    } else {
        written.insert(conn, due::basis(&subject.groups, &approved).1.max(1))?;
    }
    index::refresh_one(conn, &subject, &round)?;
    settled::tell(conn, code, ctx)?;
    let told = json!({
        "round": code.to_string(), "group": standard.group.as_str(), "fen": standard.cash.get(), "asked": codes(&new),
        "reason": asked.reason.as_str(),
    });
    audit::line(conn, ctx, "add_to_plan", &asked.recipient.to_string(), None, Some(&told.to_string()))
}

/// A line that is added to a fixed list.
struct Written<'a> {
    code: RoundCode,
    no: i64,
    standard: &'a Standard,
    fund: &'a CleanText,
    reason: &'a CleanText,
}

impl Written<'_> {
    /// Whether the line that was taken back says the same: it is history, and is not written anew.
    fn is_line(&self, conn: &Connection) -> Result<bool> {
        Ok(conn
            .prepare_cached(
                "SELECT 1 FROM settled_line AS l JOIN visit_group AS g ON g.local_id = l.visit_group
                 WHERE l.round = ?1 AND l.recipient = ?2 AND g.name = ?3 AND l.cash_fen = ?4 AND l.goods_fen = ?5",
            )?
            .exists(rusqlite::params![
                self.code.to_string(),
                self.no,
                self.standard.group.as_str(),
                self.standard.cash.get(),
                self.standard.goods_value.get(),
            ])?)
    }

    /// Writes it. Whoever was given something beside the list stays where they stand.
    fn insert(&self, conn: &Connection, groups: u32) -> Result<()> {
        conn.prepare_cached(
            "INSERT INTO settled_line (round, recipient, name, township, village, visit_group, held_groups, cash_fen, goods,
                                       goods_fen, fund, added_for)
             SELECT ?1, r.local_id, r.name, coalesce(s.township, r.township), coalesce(s.village, r.village), ?3, ?4, ?5,
                    ?6, ?7, ?8, ?9
             FROM recipient AS r LEFT JOIN standing AS s ON s.round = ?1 AND s.recipient = r.local_id
             WHERE r.local_id = ?2",
        )?
        .execute(rusqlite::params![
            self.code.to_string(),
            self.no,
            labels::group_no(conn, &self.standard.group)?,
            groups,
            self.standard.cash.get(),
            self.standard.goods.as_str(),
            self.standard.goods_value.get(),
            self.fund.as_str(),
            self.reason.as_str(),
        ])?;
        Ok(())
    }
}

/// The approved standard of a group for a kind of recipient.
fn named(conn: &Connection, round: &Round, group: &CleanText, kind: Kind) -> Result<Option<Standard>> {
    let groups = labels::groups(conn)?;
    let Some(known) = groups.iter().find(|one| one.name == *group) else {
        return Err(RegisterError::NotFound(group.clone()));
    };
    let fits = known.units == (kind == Kind::Unit);
    let of = round.standards.iter().find(|one| one.group == *group && one.total() > Fen::ZERO);
    Ok(of.filter(|_| fits).cloned())
}

/// The highest approved standard of the groups that somebody holds on the basis day, or holds by now.
fn held(subject: &facts::Subject, round: &Round, today: NaiveDate) -> Option<Standard> {
    if let Some(basis) = due::basis(&subject.groups, round).0 {
        return Some(basis.clone());
    }
    let mut best: Option<&Standard> = None;
    for standard in &round.standards {
        let holds =
            subject.groups.iter().any(|one| one.held.label == standard.group && one.held.covers(today));
        if holds && standard.total() > best.map_or(Fen::ZERO, Standard::total) {
            best = Some(standard);
        }
    }
    best.cloned()
}
