//! Writing payments: the rules are asked once more, in the transaction that writes.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::payment::rules::PayRefusal;
use crate::domain::payment::{NewPayment, PayAct, PayKind};
use crate::store::audit;
use crate::store::file::error::{Result, written};
use crate::store::ledger::append;
use crate::store::payments::facts::Checking;
use crate::store::payments::payrolls;
use crate::store::register::Store;
use crate::store::standing::{facts, shared};
use crate::store::years;

/// Writes payments, all or none. What stands already with the same content is left alone.
pub(crate) fn pay(conn: &Connection, act: &PayAct, ctx: &WriteContext) -> Result<Receipt> {
    let first = act.payments.first().map(|one| one.id);
    let Some(first) = act.payroll.as_ref().map(|payroll| payroll.id).or(first) else {
        return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Known });
    };
    let known = |answer| Ok(Receipt { changed: Changed::NOTHING, answer });
    if let Some(payroll) = &act.payroll
        && payrolls::is_known(conn, payroll.id)?
    {
        return known(Answer::Exists(payroll.id));
    }
    let mut fresh = Vec::new();
    for new in &act.payments {
        if !stands(conn, new)? {
            fresh.push(new);
        }
    }
    if fresh.is_empty() {
        return known(Answer::Exists(first));
    }
    let general = act.payroll.as_ref().and_then(|payroll| payroll.reason.as_ref());
    let mut checking = Checking::new(conn, ctx.today);
    let mut refused = Vec::new();
    for new in &fresh {
        years::check_open(conn, new.on)?;
        let reason = new.reason.as_ref().or(general).is_some_and(|reason| !reason.says_nothing());
        refused.extend(checking.refusals(new)?.into_iter().filter(|one| !(one.rule.gives_way() && reason)));
    }
    if !refused.is_empty() {
        return Err(RegisterError::Unpaid(refused));
    }
    let line = match (&act.payroll, fresh.as_slice()) {
        (Some(payroll), _) => payrolls::put(conn, payroll, act.payments.len(), ctx)?,
        (None, all) => {
            let told: Vec<String> = all.iter().map(|one| told(one)).collect();
            let action = match all.first().map(|one| one.kind) {
                Some(PayKind::Failed) => "pay_failed",
                Some(PayKind::Recovery) => "recover",
                Some(PayKind::Spending) => "spend",
                Some(PayKind::Payment) | None => "pay",
            };
            audit::act(conn, ctx, action, &fresh_first(all, first).to_string(), None, Some(&counting(&told)))?
        }
    };
    for new in fresh {
        // What concerns a payment is of whom that one is, also where that registration was merged since.
        let no = match (new.recipient, new.concerns) {
            (Some(id), None) => Some(shared::root(conn, facts::number_of(conn, id)?)?),
            (Some(id), Some(_)) => Some(facts::number_of(conn, id)?),
            (None, _) => None,
        };
        append::payment(conn, new, no, act.payroll.as_ref().map(|payroll| payroll.id), &line, ctx)?;
    }
    Ok(Receipt { changed: Changed::LEDGER, answer: Answer::Recorded(first) })
}

/// The id of the first entry that an act writes.
fn fresh_first(all: &[&NewPayment], first: EntryId) -> EntryId {
    all.first().map_or(first, |one| one.id)
}

/// Several payments of one act, with how many they are before them.
fn counting(told: &[String]) -> String {
    let all = told.join("; ");
    if told.len() > 1 { format!("({}) {all}", told.len()) } else { all }
}

/// How many payments an act wrote, and what it tells of them.
pub(crate) fn counted(told: &str) -> (i64, &str) {
    let several = told.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    several.and_then(|(count, rest)| Some((count.parse().ok()?, rest))).unwrap_or((1, told))
}

/// A payment as the audit tells it: programme, months or subject, yuan, why.
fn told(new: &NewPayment) -> String {
    let mut parts = vec![new.programme.to_string()];
    parts.extend(new.months.map(crate::domain::payment::Months::told));
    parts.extend(new.subject.as_ref().map(ToString::to_string));
    parts.push(new.amount.short());
    let reason = new.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    [parts.join(" "), reason].concat()
}

/// What an entry holds: its kind, programme, fen, day and subject.
type Held = (String, String, i64, String, Option<String>);

/// Whether it stands; refused where its id names something else.
fn stands(conn: &Connection, new: &NewPayment) -> Result<bool> {
    let id = new.id.to_string();
    let known: Option<Held> = conn
        .prepare_cached("SELECT kind, programme, cash_fen, paid_on, subject FROM entry WHERE id = ?1")?
        .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .optional()?;
    let Some((kind, programme, fen, on, subject)) = known else {
        let taken = conn
            .prepare_cached(
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM visit WHERE id = ?1) OR EXISTS (SELECT 1 FROM recipient WHERE id = ?1)
                   OR EXISTS (SELECT 1 FROM draft WHERE id = ?1)",
            )?
            .exists([&id])?;
        return if taken { Err(RegisterError::Different(new.id)) } else { Ok(false) };
    };
    let same = kind == new.kind.code()
        && programme == *new.programme
        && fen.abs() == new.amount.get()
        && on == new.on.to_string()
        && subject.as_deref() == new.subject.as_deref();
    if same { Ok(true) } else { Err(RegisterError::Different(new.id)) }
}

/// Whether what is acknowledged stands in the ledger.
pub(crate) fn acknowledged(conn: &Connection, act: &PayAct) -> Result<()> {
    for new in &act.payments {
        let known = conn
            .prepare_cached("SELECT 1 FROM entry WHERE id = ?1 AND abs(cash_fen) = ?2")?
            .exists((new.id.to_string(), new.amount.get()))?;
        written(usize::from(known), "entry")?;
    }
    Ok(())
}

impl Store {
    /// What stands against payments, as if each before it stood: nothing is written.
    ///
    /// # Errors
    /// Somebody who is not registered; storage troubles.
    pub fn check_payments(&self, act: &PayAct, ctx: &WriteContext) -> Result<Vec<PayRefusal>> {
        let mut checking = Checking::new(&self.conn, ctx.today);
        let mut found = Vec::new();
        for new in &act.payments {
            found.extend(checking.refusals(new)?);
        }
        Ok(found)
    }
}
