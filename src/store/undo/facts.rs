//! Facts of a recipient as they were before they were changed by hand, and the withdrawal of somebody added by a slip.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::{AuditLine, Way, changed_since, is_undone};
use crate::domain::fact_history::Fact;
use crate::domain::group_change::taken_back;
use crate::domain::group_rule::given_back;
use crate::domain::idcard::IdNumber;
use crate::domain::op::WriteContext;
use crate::domain::person::{Assent, Edit, Mend};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Held;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::codec::{self, recipient_id};
use crate::store::columns::parse_day;
use crate::store::file::error::Result;
use crate::store::recipients::{edit, group_change, history, rules, status};
use crate::store::standing::{facts, shared};

/// The line that says that somebody's registration was withdrawn.
pub(super) const WITHDRAWN: &str = "undo_add_person";

/// What changes facts.
const CHANGES: [&str; 5] = ["edit", "import", edit::UNDONE, "merge", "unmerge"];

/// What undoes a change of facts: nothing once one of them is another one again.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let no = facts::number_of(conn, recipient_id(&line.subject)?)?;
    if shared::root(conn, no)? != no {
        return Ok(Err(NotUndone::HasHistory));
    }
    if is_undone(conn, line, edit::UNDONE)? {
        return Ok(Err(NotUndone::Undone));
    }
    let now = history::facts(Some(edit::facts(conn, no)?));
    let (before, after) = sides(line);
    let is_parted = group_change::is_parted_since(conn, &line.subject, line.no)?;
    let differs = changed(&before, &after).any(|(fact, key)| {
        let is_list = matches!(fact, Fact::Groups | Fact::Categories);
        now.get(key) != after.get(key)
            && !(is_parted && is_list && list_back(key, &now, &before, &after).is_some())
    });
    Ok(if differs { Err(changed_since(conn, line, &CHANGES)?) } else { Ok(Undoing::Back(line.no)) })
}

/// What undoes an addition: nothing once there is more of that person than the registration.
pub(super) fn way_of_addition(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let no = facts::number_of(conn, recipient_id(&line.subject)?)?;
    let (held, settled, history): (bool, bool, bool) = conn
        .prepare_cached(
            "SELECT r.held_on IS NOT NULL, EXISTS (SELECT 1 FROM settled_line WHERE recipient = r.local_id),
                    r.merged_into IS NOT NULL
                    OR EXISTS (SELECT 1 FROM recipient WHERE merged_into = r.local_id)
                    OR EXISTS (SELECT 1 FROM visit WHERE recipient = r.id)
                    OR EXISTS (SELECT 1 FROM entry WHERE recipient = r.id)
             FROM recipient AS r WHERE r.local_id = ?1",
        )?
        .query_row([no], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(if held {
        Err(NotUndone::Undone)
    } else if history {
        Err(NotUndone::HasHistory)
    } else if settled {
        Err(NotUndone::Settled)
    } else {
        Ok(Undoing::Back(line.no))
    })
}

/// Withdraws the registration of somebody who was added by a slip.
pub(super) fn withdraw(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let id = recipient_id(&line.subject)?;
    let no = facts::own_number(conn, id)?;
    let before = edit::facts(conn, no)?;
    status::withdraw(conn, (id, no), reason, ctx)?;
    let told = serde_json::json!({ "reason": reason.as_str(), "undoes": line.no }).to_string();
    audit::line(conn, ctx, WITHDRAWN, &line.subject, Some(&before), Some(&told))
}

/// Gives a recipient those facts again that an act changed.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let id = recipient_id(&line.subject)?;
    let no = facts::own_number(conn, id)?;
    let rev = conn.query_row("SELECT rev FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
    let (before, after) = sides(line);
    let mut back = Edit { assent: Assent { reason: Some(reason.clone()), double: None }, ..Edit::default() };
    let now = history::facts(Some(edit::facts(conn, no)?));
    for (fact, key) in changed(&before, &after) {
        put(&mut back, fact, &before);
        // Of lists that lost something since, only what the change made is taken back.
        if now.get(key) != after.get(key) {
            let list = list_back(key, &now, &before, &after);
            match fact {
                Fact::Groups => back.groups = list.or(back.groups.take()),
                Fact::Categories => back.categories = list.or(back.categories.take()),
                Fact::Name
                | Fact::Sex
                | Fact::Birth
                | Fact::IdNumber
                | Fact::Household
                | Fact::Phone
                | Fact::Card
                | Fact::Address
                | Fact::Note
                | Fact::Township
                | Fact::Village => {}
            }
        }
    }
    if back.groups.is_some()
        && let Some(rules) = rules::load(conn)?
    {
        let (beside, now) = (held(before.get("categories")), rules::categories(conn, no)?);
        back.groups = back.groups.map(|groups| given_back(&rules.all, groups, &beside, &now));
    }
    if !back.id_number.keeps() {
        // What an ID number tells would go with it: both are as they were, whatever it tells.
        put(&mut back, Fact::Sex, &before);
        put(&mut back, Fact::Birth, &before);
    }
    edit::put_back(conn, (id, rev), &back, line.no, ctx)
}

fn sides(line: &AuditLine) -> (Map<String, Value>, Map<String, Value>) {
    (history::facts(line.before.clone()), history::facts(line.after.clone()))
}

/// A list of memberships without what a change made, and with what it took, where that stands.
fn list_back(
    key: &str,
    now: &Map<String, Value>,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Option<Vec<Held>> {
    let [now, before, after] = [now, before, after].map(|facts| held(facts.get(key)));
    taken_back(&now, &before, &after)
}

/// The facts that a line changed.
fn changed<'a>(
    before: &'a Map<String, Value>,
    after: &'a Map<String, Value>,
) -> impl Iterator<Item = (Fact, &'static str)> + 'a {
    Fact::ALL.into_iter().filter(|(_, key)| before.get(*key) != after.get(*key))
}

/// Puts one fact as it was into a change.
fn put(back: &mut Edit, fact: Fact, before: &Map<String, Value>) {
    let of = |key: &str| before.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let text = |key: &str| Some(CleanText::unmasked(of(key).unwrap_or_default()));
    match fact {
        Fact::Name => back.name = text("name"),
        Fact::Sex => back.sex = mend(codec::sex(of("sex"))),
        Fact::Birth => back.birth = mend(of("birth").and_then(|day| parse_day(day.as_bytes()))),
        Fact::IdNumber => back.id_number = mend(of("id_number").and_then(IdNumber::from_stored)),
        Fact::Household => back.household = mend(codec::household(of("household"))),
        Fact::Phone => back.phone = text("phone"),
        Fact::Card => back.card = text("card"),
        Fact::Address => back.address = text("address"),
        Fact::Note => back.note = text("note"),
        Fact::Township | Fact::Village => {
            back.township = of("township").map(|code| TownshipCode(code.to_owned()));
            back.village = text("village");
        }
        Fact::Groups => back.groups = Some(held(before.get("groups"))),
        Fact::Categories => back.categories = Some(held(before.get("categories"))),
    }
}

fn mend<T>(before: Option<T>) -> Mend<T> {
    before.map_or(Mend::Clear, Mend::Set)
}

/// Memberships as a line of the audit tells them.
fn held(told: Option<&Value>) -> Vec<Held> {
    let one = |value: &Value| {
        let text = |at: usize| value.get(at).and_then(Value::as_str);
        let day = |at: usize| text(at).and_then(|day| parse_day(day.as_bytes()));
        Some(Held { label: CleanText::unmasked(text(0)?), from: day(1), until: day(2) })
    };
    told.and_then(Value::as_array).into_iter().flatten().filter_map(one).collect()
}
