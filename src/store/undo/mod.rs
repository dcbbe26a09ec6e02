//! Acts undone: what undoes a line of the audit, and the undoing of those that only changed facts, settings or rounds.
//!
//! A gift is reversed, a call cancelled, a death undone where they stand; this folder finds out which, and puts back
//! what stood before where nothing else does. Each is a line of the audit more, with before and after.

mod allocations;
mod answers;
mod apart;
mod facts;
mod findings;
pub(crate) mod groups;
mod handlers;
mod payments;
mod planned;
mod plans;
mod programmes;
mod rounds;
mod rules;
mod settings;
mod sheets;
mod statuses;
mod work;
mod years;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::audit::Span;
use crate::domain::audit::act::ActQuery;
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Changed, WriteContext};
use crate::domain::page::{RowKey, Start};
use crate::domain::recipient::StatusKind;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, UndoLook, Undoing};
use crate::store::audit_rules;
use crate::store::codec::recipient_id;
use crate::store::file::error::Result;
use crate::store::import;
use crate::store::ledger::{batch, signed};
use crate::store::recipients::apart::ACTION as TOLD_APART;
use crate::store::recipients::{group_change, merge, rule_change, status};
use crate::store::register::Store;
use crate::store::standing::{facts as due_facts, raise, settled};
use crate::store::{work as store_work, years as store_years};

/// What undoes an act, or why nothing does.
pub(crate) type Way = std::result::Result<Undoing, NotUndone>;

/// So many of the last lines of a day are looked at for the last act that still stands.
const LAST_LINES: u32 = 500;

/// A line of the audit.
pub(crate) struct AuditLine {
    pub(crate) no: i64,
    pub(crate) action: String,
    pub(crate) subject: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// The columns of a line.
macro_rules! line {
    () => {
        "SELECT local_id, action, subject, before, after FROM audit"
    };
}

impl AuditLine {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            no: row.get(0)?,
            action: row.get(1)?,
            subject: row.get(2)?,
            before: row.get(3)?,
            after: row.get(4)?,
        })
    }

    fn before(&self) -> &str {
        self.before.as_deref().unwrap_or_default()
    }

    fn after(&self) -> &str {
        self.after.as_deref().unwrap_or_default()
    }
}

impl Store {
    /// What undoes an act, by its number.
    ///
    /// # Errors
    /// No such act; storage troubles.
    pub fn undo_look(&self, act: i64) -> Result<UndoLook> {
        let _state = self.state()?;
        let line = line(&self.conn, act)?;
        let way = way(&self.conn, &line, None)?;
        self.looked(&line, way)
    }

    /// The last act of a day on this device, and what undoes it; none where there is none, or where the last one took
    /// another back: what is older is undone by its number. Of several lines of one act it is the whole act.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn last_act(&self, day: NaiveDate) -> Result<Option<UndoLook>> {
        let _state = self.state()?;
        let mut lines = self.conn.prepare_cached(concat!(
            line!(),
            " WHERE on_day = ?1 AND device = (SELECT value FROM meta WHERE key = 'device')
             ORDER BY local_id DESC LIMIT ?2"
        ))?;
        let mut rows = lines.query((day.to_string(), LAST_LINES))?;
        while let Some(row) = rows.next()? {
            let line = AuditLine::read(row)?;
            // Lists are fixed by nobody.
            if line.action == settled::SETTLED {
                continue;
            }
            if line.action.starts_with("undo_") {
                return Ok(None);
            }
            let (line, way) = whole(&self.conn, line, day)?;
            match &way {
                Err(why) if why.is_passed_over() => {}
                Err(why) if why.is_nothing() => return Ok(None),
                Ok(_) | Err(_) => return self.looked(&line, way).map(Some),
            }
        }
        Ok(None)
    }

    /// The last act of a day on this device before another one that something undoes; none where there is none.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn undoable_before(&self, act: i64, day: NaiveDate) -> Result<Option<i64>> {
        let _state = self.state()?;
        let mut lines = self.conn.prepare_cached(concat!(
            line!(),
            " WHERE on_day = ?1 AND local_id < ?3 AND device = (SELECT value FROM meta WHERE key = 'device')
             ORDER BY local_id DESC LIMIT ?2"
        ))?;
        let mut rows = lines.query((day.to_string(), LAST_LINES, act))?;
        while let Some(row) = rows.next()? {
            let (line, way) = whole(&self.conn, AuditLine::read(row)?, day)?;
            if way.is_ok() {
                return Ok(Some(line.no));
            }
        }
        Ok(None)
    }

    /// The line as it is shown, with the way.
    fn looked(&self, line: &AuditLine, way: Way) -> Result<UndoLook> {
        let start = Start::At(RowKey { parts: Vec::new(), no: line.no });
        let query = ActQuery { span: Span::All, start, limit: Some(1), ..ActQuery::default() };
        let act = self.acts(&query)?.rows.into_iter().next().ok_or_else(|| missing(line.no))?;
        Ok(UndoLook { act, way })
    }
}

fn missing(act: i64) -> RegisterError {
    RegisterError::NotFound(CleanText::shown(&format!("#{act}")))
}

pub(crate) fn line(conn: &Connection, act: i64) -> Result<AuditLine> {
    conn.prepare_cached(concat!(line!(), " WHERE local_id = ?1"))?
        .query_row([act], AuditLine::read)
        .optional()?
        .ok_or_else(|| missing(act))
}

/// The whole act of which a line is a part, and what undoes that.
pub(crate) fn whole(conn: &Connection, part: AuditLine, today: NaiveDate) -> Result<(AuditLine, Way)> {
    let head = match part.action.as_str() {
        "record" => match part.subject.parse::<EntryId>() {
            Ok(entry) => match batch::head_of(conn, entry)? {
                Some(head) => Some(head),
                None => sheets::head_of(conn, &part)?,
            },
            Err(_) => None,
        },
        "edit" => group_change::head_of(conn, part.no)?,
        rule_change::FOLLOWED => rules::head_of(conn, part.no)?,
        _ => None,
    };
    let whole = head.map(|head| line(conn, head)).transpose()?.unwrap_or(part);
    let way = way(conn, &whole, Some(today))?;
    Ok((whole, way))
}

/// What undoes a line. `today` is known where a day bears on it; else it is looked at again when it is undone.
fn way(conn: &Connection, line: &AuditLine, today: Option<NaiveDate>) -> Result<Way> {
    Ok(match line.action.as_str() {
        "record" => call(conn, line)?,
        batch::RECORDED => many(conn, line)?,
        signed::RECORDED if sheets::standing(conn, line)?.is_empty() => Err(NotUndone::Undone),
        signed::RECORDED => Ok(Undoing::Back(line.no)),
        "edit" => facts::way(conn, line)?,
        "add_person" => facts::way_of_addition(conn, line)?,
        "died" | "left" | "suspended" => statuses::way_of_status(conn, line)?,
        statuses::LEFT | statuses::SUSPENDED => statuses::way(conn, line)?,
        facts::WITHDRAWN => withdrawal(conn, line)?,
        merge::MERGE | merge::MERGED => merged(conn, line)?,
        group_change::CHANGED | group_change::ENDED => groups::way(conn, line)?,
        TOLD_APART => apart::way(conn, line)?,
        "set" => settings::way(conn, line)?,
        handlers::ADDED | handlers::ENDED => handlers::way(conn, line)?,
        import::answers::FORGOTTEN => answers::way(conn, line)?,
        "allocate" | "give_back" => allocations::way(conn, line)?,
        audit_rules::ANSWERED => findings::way(conn, line)?,
        "create_round" => rounds::way_of_creation(conn, line)?,
        "change_round" => rounds::way_of_change(conn, line, today)?,
        raise::RAISED => rounds::way_of_rise(conn, line)?,
        "close_round" => rounds::way_of_closing(conn, line)?,
        store_work::ADDED | store_work::CHANGED => work::way(conn, line)?,
        store_years::CLOSED => years::way_of_closing(conn, line)?,
        store_years::PARAGRAPH => years::way_of_paragraph(conn, line)?,
        "approve_plan" => plans::way_of_approval(conn, line)?,
        "add_to_plan" => plans::way_of_addition(conn, line)?,
        "assign_plan" => planned::way_of_assignment(conn, line)?,
        "set_budget" => planned::way_of_budget(conn, line)?,
        store_years::SENT => Err(NotUndone::NoWay),
        settled::SETTLED => Err(NotUndone::Settled),
        "import" | "left_out" => Err(NotUndone::Imported),
        "payroll" | "pay" | "pay_failed" | "recover" | "spend" => payments::way(conn, line)?,
        "programme" | "pay_standard" | "case_step" => programmes::way(conn, line)?,
        "found" | "sample" | "restore" | "replace" | "cut" => Err(NotUndone::OfRegister),
        "reverse"
        | "cancel"
        | "reverse_batch"
        | "unmerge"
        | "unmerged"
        | "return_plan"
        | rounds::REOPENED => Err(NotUndone::IsUndoing),
        rule_change::RULE => rules::way(conn, line)?,
        rule_change::FOLLOWED => Err(NotUndone::ByRule),
        other if other.starts_with("undo_") => Err(NotUndone::IsUndoing),
        _ => Err(NotUndone::WroteNothing),
    })
}

/// Undoes an act that changed facts, settings or rounds alone.
///
/// # Errors
/// [`RegisterError::NotUndone`] where it is not undone any more, or by another operation.
pub(crate) fn undo(conn: &Connection, act: i64, reason: &CleanText, ctx: &WriteContext) -> Result<Changed> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let line = line(conn, act)?;
    way(conn, &line, Some(ctx.today))?.map_err(RegisterError::NotUndone)?;
    match line.action.as_str() {
        "edit" => facts::put_back(conn, &line, reason, ctx).map(|()| Changed::PEOPLE),
        "add_person" => facts::withdraw(conn, &line, reason, ctx).map(|()| Changed::PEOPLE),
        "died" | "left" | "suspended" => {
            statuses::take_back(conn, &line, reason, ctx).map(|()| Changed::PEOPLE)
        }
        statuses::LEFT | statuses::SUSPENDED => {
            statuses::undo(conn, &line, reason, ctx).map(|()| Changed::PEOPLE)
        }
        signed::RECORDED => sheets::take_back(conn, &line, reason, ctx),
        TOLD_APART => apart::undo(conn, &line, reason, ctx).map(|()| Changed::PEOPLE),
        "set" => settings::put_back(conn, &line, reason, ctx).map(|()| Changed::PEOPLE),
        handlers::ADDED | handlers::ENDED => {
            handlers::put_back(conn, &line, reason, ctx).map(|()| Changed::PEOPLE)
        }
        import::answers::FORGOTTEN => answers::put_back(conn, &line, reason, ctx).map(|()| Changed::PEOPLE),
        store_work::ADDED | store_work::CHANGED => {
            work::put_back(conn, &line, reason, ctx).map(|()| Changed::LEDGER)
        }
        store_years::CLOSED => years::reopen(conn, &line, reason, ctx).map(|()| Changed::LEDGER),
        store_years::PARAGRAPH => years::put_back(conn, &line, reason, ctx).map(|()| Changed::LEDGER),
        "payroll" | "pay" | "pay_failed" | "recover" | "spend" => {
            payments::take_back(conn, &line, reason, ctx).map(|()| Changed::LEDGER)
        }
        "programme" | "pay_standard" | "case_step" => {
            programmes::put_back(conn, &line, reason, ctx).map(|()| Changed::LEDGER)
        }
        "allocate" | "give_back" => allocations::put_back(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        "approve_plan" => plans::return_plan(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        "assign_plan" => planned::unassign(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        "set_budget" => planned::unset_budget(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        "add_to_plan" => plans::strike(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        audit_rules::ANSWERED => findings::undo(conn, &line, reason, ctx).map(|()| Changed::LEDGER),
        "create_round" => rounds::withdraw(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        "change_round" => rounds::put_back(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        rule_change::RULE => rules::put_back(conn, &line, reason, ctx).map(|()| Changed::PEOPLE),
        raise::RAISED => rounds::lower(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        "close_round" => rounds::reopen(conn, &line, reason, ctx).map(|()| Changed::ROUNDS),
        _ => Err(RegisterError::NotUndone(NotUndone::WroteNothing)),
    }
}

/// Whose departure or suspension an act ended, and the last day that it gave it; none for any other act.
pub(crate) fn ended(conn: &Connection, act: i64) -> Result<Option<(RecipientId, StatusKind, NaiveDate)>> {
    statuses::ended(&line(conn, act)?)
}

/// A call, with what was given at it.
fn call(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let known: Option<(bool, bool)> = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entry WHERE id = v.id),
                    EXISTS (SELECT 1 FROM entry WHERE reverses = v.id)
                    OR EXISTS (SELECT 1 FROM visit_cancelled WHERE visit = v.id)
             FROM visit AS v WHERE id = ?1",
        )?
        .query_row([&line.subject], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let id = line.subject.parse().map_err(|_| missing(line.no))?;
    Ok(match known {
        None => return Err(missing(line.no)),
        Some((_, true)) => Err(NotUndone::Undone),
        Some((true, false)) => Ok(Undoing::Gift(id)),
        Some((false, false)) => Ok(Undoing::Call(id)),
    })
}

/// Gifts to many, recorded as one act.
fn many(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let first: Option<String> = conn
        .prepare_cached("SELECT subject FROM audit WHERE local_id = ?1 AND action = 'record'")?
        .query_row([line.no + 1], |row| row.get(0))
        .optional()?;
    let first = first.and_then(|first| first.parse().ok()).ok_or_else(|| missing(line.no))?;
    let found = batch::find(conn, first)?.ok_or_else(|| missing(line.no))?;
    Ok(if found.live.is_empty() {
        Err(NotUndone::Undone)
    } else {
        Ok(Undoing::Batch { batch: found.id, live: found.live })
    })
}

/// The withdrawal of a registration.
fn withdrawal(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let recipient = recipient_id(&line.subject)?;
    let withdrawn = status::is_withdrawn(conn, due_facts::number_of(conn, recipient)?)?;
    let way = Undoing::Status { recipient, kind: StatusKind::Withdrawn };
    Ok(if withdrawn { Ok(way) } else { Err(NotUndone::Undone) })
}

/// Two who became one.
fn merged(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let other = if line.action == merge::MERGED {
        line.subject.clone()
    } else {
        let told: serde_json::Value = serde_json::from_str(line.after()).unwrap_or_default();
        told.get("other").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let is: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM recipient WHERE id = ?1 AND merged_into IS NOT NULL)")?
        .query_row([&other], |row| row.get(0))?;
    Ok(if is { Ok(Undoing::Merge(recipient_id(&other)?)) } else { Err(NotUndone::Undone) })
}

/// The mark in the line of an undoing of the act that it undid.
pub(crate) fn mark(act: i64) -> String {
    format!("#{act} ")
}

/// Whether an undoing of an act stands behind it, whatever was done since: what it did is done anew, not undone again.
fn is_undone(conn: &Connection, line: &AuditLine, undoing: &str) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM audit WHERE local_id > ?1 AND subject = ?2 AND action = ?3
             AND (after LIKE ?4 || '%' OR after LIKE '%\"undoes\":' || ?1 || '}')",
        )?
        .exists((line.no, &line.subject, undoing, mark(line.no)))?)
}

/// Why an act is not undone whose facts are others by now: the last act on the same subject among `actions` that is not
/// undone itself.
fn changed_since(conn: &Connection, line: &AuditLine, actions: &[&str]) -> Result<NotUndone> {
    let actions = serde_json::Value::from(actions).to_string();
    let mut later = conn.prepare_cached(concat!(
        line!(),
        " WHERE local_id > ?1 AND subject = ?2 AND action IN (SELECT value FROM json_each(?3)) ORDER BY local_id DESC"
    ))?;
    let mut rows = later.query((line.no, &line.subject, actions))?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        let one = AuditLine::read(row)?;
        if !matches!(way(conn, &one, None)?, Err(NotUndone::Undone | NotUndone::IsUndoing)) {
            return Ok(NotUndone::Later(one.no));
        }
        last = last.or(Some(one.no));
    }
    Ok(last.map_or(NotUndone::HasHistory, NotUndone::Later))
}
