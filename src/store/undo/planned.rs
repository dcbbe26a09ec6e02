//! An assignment of a plan, or a budget, put back as it stood.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Deserialize;

use super::{AuditLine, Way, changed_since, is_undone, mark, missing};
use crate::domain::holiday::RoundCode;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::plan::assign::{part, put};
use crate::store::planning::book::{self, Book, Named};
use crate::store::planning::moves::told;
use crate::store::{allocation, audit, rounds};

/// Why a round keeps what was planned in it, if it does.
fn kept(conn: &Connection, line: &AuditLine) -> Result<Option<NotUndone>> {
    if is_undone(conn, line, &undoing(line))? {
        return Ok(Some(NotUndone::Undone));
    }
    let round = rounds::load_for_rows(conn, rounds::parse_code(&line.subject)?)?;
    Ok(round.closed_on.map(|_| NotUndone::Settled))
}

fn undoing(line: &AuditLine) -> String {
    format!("undo_{}", line.action)
}

/// What undoes an assignment: nothing once one of its rows is another one.
pub(super) fn way_of_assignment(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if let Some(why) = kept(conn, line)? {
        return Ok(Err(why));
    }
    let [_, given] = told([line.before(), line.after()]);
    if given.is_empty() {
        return Ok(Err(NotUndone::NoWay));
    }
    for (place, recipient, team, leader) in given {
        if part(conn, &line.subject, [&place, &recipient])? != [team, leader] {
            return Ok(Err(changed_since(conn, line, &[&line.action])?));
        }
    }
    Ok(Ok(Undoing::Back(line.no)))
}

/// Gives the rows of an assignment the teams and leaders again that they had.
pub(super) fn unassign(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let code: RoundCode = rounds::parse_code(&line.subject)?;
    let spent = allocation::of_teams(conn, code)?;
    let [was, _] = told([line.before(), line.after()]);
    for (place, recipient, team, leader) in was {
        put(conn, &line.subject, [&place, &recipient], &[team, leader])?;
    }
    allocation::check_teams(conn, code, &spent)?;
    write(conn, line, reason, ctx)
}

/// What a change of a budget told, before it or behind it.
#[derive(Deserialize)]
struct Budget {
    fund: String,
    fen: Option<i64>,
    only: Vec<String>,
    /// Behind: the groups whose standards name the fund by it.
    #[serde(default)]
    groups: Vec<String>,
    /// Before: the funds that those named.
    own: Option<BTreeMap<String, Named>>,
}

impl Budget {
    fn read(told: &str) -> Option<Self> {
        serde_json::from_str(told).ok()
    }

    fn only(&self) -> Vec<CleanText> {
        self.only.iter().map(|group| text(group)).collect()
    }
}

/// What undoes a change of a budget: nothing once it is another one.
pub(super) fn way_of_budget(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if let Some(why) = kept(conn, line)? {
        return Ok(Err(why));
    }
    let (Some(was), Some(is)) = (Budget::read(line.before()), Budget::read(line.after())) else {
        return Ok(Err(NotUndone::NoWay));
    };
    if was.own.is_none() {
        return Ok(Err(NotUndone::NoWay));
    }
    let now = Book::load(conn, rounds::parse_code(&line.subject)?)?;
    let stands = now.budgets.get(&is.fund).copied() == is.fen
        && book::only(conn, &is.fund)? == is.only()
        && is.groups.iter().all(|group| now.funds.get(group).is_some_and(|named| named.fund == is.fund));
    Ok(if stands { Ok(Undoing::Back(line.no)) } else { Err(changed_since(conn, line, &[&line.action])?) })
}

/// Puts a budget back, with the funds that standards named and the groups that the fund may pay.
pub(super) fn unset_budget(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let code = rounds::parse_code(&line.subject)?;
    let both = Budget::read(line.before()).zip(Budget::read(line.after()));
    let (was, is) = both.ok_or_else(|| missing(line.no))?;
    let mut now = Book::load(conn, code)?;
    match was.fen {
        Some(fen) => now.budgets.insert(is.fund.clone(), fen),
        None => now.budgets.remove(&is.fund),
    };
    for group in &is.groups {
        now.funds.remove(group);
    }
    now.funds.extend(was.own.clone().unwrap_or_default());
    now.keep(conn, code)?;
    book::keep_only(conn, &was.fund, &was.only())?;
    write(conn, line, reason, ctx)
}

fn write(conn: &Connection, line: &AuditLine, reason: &CleanText, ctx: &WriteContext) -> Result<()> {
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, &undoing(line), &line.subject, None, Some(&told))
}
