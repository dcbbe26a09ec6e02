//! Changing the facts of a recipient.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::person::{self, Assent, Edit, Mend, Objection, PersonRule, Way};
use crate::domain::pinyin::Readings;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Kind, Sex, without_overlap};
use crate::domain::text::{self, CleanText, mask};
use crate::store::columns::{day, if_any};
use crate::store::file::error::Result;
use crate::store::recipients::membership::{self, Origin};
use crate::store::recipients::{doubles, insert, rules, status};
use crate::store::standing::{facts, index, shared};
use crate::store::{audit, codec, labels};

/// The facts that an ID number bears on.
struct Numbered {
    kind: Kind,
    sex: Option<Sex>,
    birth: Option<NaiveDate>,
    id_number: Option<IdNumber>,
}

/// The line of the audit that says that facts are as they were before an act: its number stands behind `undoes`.
pub(crate) const UNDONE: &str = "undo_edit";

/// Changes facts, all of them or none; answers whether any of them is another one now.
pub(crate) fn edit(
    conn: &Connection,
    id: RecipientId,
    rev: i64,
    edit: &Edit,
    ctx: &WriteContext,
) -> Result<bool> {
    change(conn, (id, rev), edit, None, ctx)
}

/// As [`edit`], where an act of that number is undone.
pub(crate) fn put_back(
    conn: &Connection,
    seen: (RecipientId, i64),
    edit: &Edit,
    act: i64,
    ctx: &WriteContext,
) -> Result<()> {
    change(conn, seen, edit, Some(act), ctx).map(drop)
}

fn change(
    conn: &Connection,
    (id, rev): (RecipientId, i64),
    edit: &Edit,
    undoes: Option<i64>,
    ctx: &WriteContext,
) -> Result<bool> {
    let no = facts::own_number(conn, id)?;
    if status::is_withdrawn(conn, no)? {
        return Err(RegisterError::Person(vec![PersonRule::Withdrawn.into()]));
    }
    let before = facts(conn, no)?;
    let current: i64 =
        conn.query_row("SELECT rev FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
    if current != rev {
        return Err(RegisterError::Stale);
    }
    let sought = insert::search_fields(conn, no)?;
    let was = numbered(conn, no)?;
    let identity = doubles::identity(conn, no)?;
    let mut against = held_wrongly(conn, no, edit, was.kind)?;

    let mut bears_on_due = edit.groups.is_some();
    bears_on_due |= put_name(conn, no, edit)?;
    let now = put_numbered(conn, no, edit, &was)?;
    put_texts(conn, no, edit, was.birth)?;
    bears_on_due |= put_place(conn, no, edit, ctx)?;
    bears_on_due |= put_memberships(conn, no, edit, ctx)?;

    let is_now = doubles::identity(conn, no)?;
    against.extend(person::impossible(
        &is_now.name,
        Some(now.birth).filter(|birth| *birth != was.birth).flatten(),
        is_now.phone.as_deref().filter(|_| is_now.phone != identity.phone),
        edit.card.as_deref(),
        &[],
        ctx.today,
    ));
    if was.kind == Kind::Person
        && is_now.name != identity.name
        && undoes.is_none()
        && doubles::is_of_unit(conn, &is_now.name)?
    {
        against.push(PersonRule::UnitName.into());
    }
    if (&now.id_number, now.birth, now.sex) != (&was.id_number, was.birth, was.sex) {
        against.extend(odd_by_now(&now, &was));
    }
    // What is to be mended first tells nothing of others.
    if was.kind == Kind::Person && against.iter().all(|one| one.rule.way() != Way::Mend) {
        against.extend(doubles::find(conn, Some(no), &is_now, Some(&identity))?);
    }
    let left = edit.assent.left(against);
    if !left.is_empty() {
        return Err(RegisterError::Person(left));
    }

    if before == facts(conn, no)? {
        return Ok(false);
    }
    if is_now != identity || edit.address.is_some() {
        insert::reindex(conn, no, &sought)?;
    }
    conn.execute("UPDATE recipient SET rev = rev + 1 WHERE local_id = ?1", [no])?;
    // A name that is taken back was a slip.
    if undoes.is_none() {
        shared::renamed(conn, &id.to_string(), &identity.name, &is_now.name)?;
    }
    if bears_on_due {
        index::refresh_unsettled(conn, no)?;
    }
    let mut after = facts_and_reasons(conn, no, &edit.assent)?;
    if let Some(act) = undoes {
        let sql = "SELECT json_set(?1, '$.undoes', ?2)";
        after = conn.prepare_cached(sql)?.query_row((after, act), |row| row.get(0))?;
    }
    let action = if undoes.is_some() { UNDONE } else { "edit" };
    audit::line(conn, ctx, action, &id.to_string(), Some(&before), Some(&after))?;
    Ok(true)
}

/// Puts groups and categories in; whether groups changed with a rule.
fn put_memberships(conn: &Connection, no: i64, edit: &Edit, ctx: &WriteContext) -> Result<bool> {
    let origin = Origin::hand(ctx);
    let rules = if edit.groups.is_some() || edit.categories.is_some() { rules::load(conn)? } else { None };
    let mut touched = Vec::new();
    if let Some(groups) = &edit.groups {
        // What is held by rule stays apart from what is held beside it.
        let is_ruled =
            |held: &Held| rules.iter().any(|rules| rules.all.iter().any(|rule| rule.group == held.label));
        let (mut list, free): (Vec<_>, Vec<_>) = groups.iter().cloned().partition(is_ruled);
        list.extend(without_overlap(free));
        let groups = list;
        if rules.is_some() {
            touched = rules::touched(&facts::groups_held(conn, no)?, &groups);
        }
        membership::set_groups(conn, no, &groups, &origin)?;
    }
    if let Some(categories) = &edit.categories {
        membership::set_categories(conn, no, &without_overlap(categories.clone()), &origin)?;
    }
    rules.map_or(Ok(false), |rules| rules::follow(conn, no, &rules, &touched, ctx))
}

fn numbered(conn: &Connection, no: i64) -> Result<Numbered> {
    let mut statement =
        conn.prepare_cached("SELECT kind, sex, birth, id_number FROM recipient WHERE local_id = ?1")?;
    Ok(statement.query_row([no], |row| {
        Ok(Numbered {
            kind: codec::kind(&row.get::<_, String>(0)?),
            sex: codec::sex(if_any(row, 1)?),
            birth: day(row, 2)?,
            id_number: if_any(row, 3)?.and_then(IdNumber::from_stored),
        })
    })?)
}

/// What stands against memberships that are added or changed; those that stay were taken before.
fn held_wrongly(conn: &Connection, no: i64, edit: &Edit, kind: Kind) -> Result<Vec<Objection>> {
    let new = |list: &Option<Vec<Held>>, held: Vec<Held>| -> Vec<Held> {
        list.iter().flatten().filter(|one| !held.contains(one)).cloned().collect()
    };
    let before = facts::groups_held(conn, no)?;
    let mut groups = new(&edit.groups, before.clone());
    let categories = new(&edit.categories, facts::categories_held(conn, no)?);
    let mut wrong = person::impossible("人", None, None, None, &[&groups, &categories], NaiveDate::MAX);
    groups.retain(|group| !before.iter().any(|held| held.label == group.label));
    if membership::any_of_other_kind(conn, &groups, kind)? {
        wrong.push(PersonRule::GroupKind.into());
    }
    Ok(wrong)
}

/// Puts the name in, in the one form that names have; whether it changed.
fn put_name(conn: &Connection, no: i64, edit: &Edit) -> Result<bool> {
    let Some(name) = &edit.name else { return Ok(false) };
    let name = text::name(name).map_err(|_| RegisterError::Person(vec![PersonRule::Name.into()]))?;
    if name.is_empty() {
        return Err(RegisterError::Person(vec![PersonRule::Name.into()]));
    }
    let pinyin = Readings::of(&name).main_full();
    conn.prepare_cached("UPDATE recipient SET name = ?2, pinyin = ?3 WHERE local_id = ?1")?.execute((
        no,
        name.as_str(),
        pinyin,
    ))?;
    Ok(true)
}

/// Puts sex, birth date, ID number and household in. What the old number told goes with it.
fn put_numbered(conn: &Connection, no: i64, edit: &Edit, was: &Numbered) -> Result<Numbered> {
    let id_number = edit.id_number.clone().of(was.id_number.clone());
    let told = |is_old: bool| is_old && !edit.id_number.keeps() && id_number.is_some();
    let old = was.id_number.as_ref();
    let birth = match edit.birth {
        Mend::Keep if told(was.birth.is_none() || was.birth == old.map(IdNumber::birth)) => {
            id_number.as_ref().map(IdNumber::birth)
        }
        birth @ (Mend::Keep | Mend::Clear | Mend::Set(_)) => birth.of(was.birth),
    };
    let sex = match edit.sex {
        Mend::Keep if told(was.sex.is_none() || was.sex == old.map(IdNumber::sex)) => {
            id_number.as_ref().map(IdNumber::sex)
        }
        sex @ (Mend::Keep | Mend::Clear | Mend::Set(_)) => sex.of(was.sex),
    };
    let now = Numbered { kind: was.kind, sex, birth, id_number };
    if !edit.id_number.keeps() {
        let (number, key) =
            (now.id_number.as_ref().map(IdNumber::as_str), now.id_number.as_ref().map(IdNumber::key));
        conn.prepare_cached("UPDATE recipient SET id_number = ?2, id_key = ?3 WHERE local_id = ?1")?
            .execute((no, number, key))?;
    }
    if (now.sex, now.birth) != (was.sex, was.birth) {
        conn.prepare_cached("UPDATE recipient SET sex = ?2, birth = ?3 WHERE local_id = ?1")?.execute((
            no,
            now.sex.map(codec::sex_code),
            now.birth,
        ))?;
    }
    let household = match edit.household {
        Mend::Keep => return Ok(now),
        Mend::Clear => None,
        Mend::Set(household) => Some(codec::household_code(household)),
    };
    conn.prepare_cached("UPDATE recipient SET household = ?2 WHERE local_id = ?1")?
        .execute((no, household))?;
    Ok(now)
}

/// What does not agree by now and did before.
fn odd_by_now(now: &Numbered, was: &Numbered) -> Vec<Objection> {
    let of = |it: &Numbered| person::odd(it.id_number.as_ref(), it.birth, it.sex);
    let before = if now.id_number == was.id_number { of(was) } else { Vec::new() };
    let mut odd = of(now);
    odd.retain(|one| !before.contains(one));
    odd
}

fn put_texts(conn: &Connection, no: i64, edit: &Edit, birth: Option<NaiveDate>) -> Result<()> {
    for (column, value) in
        [("phone", &edit.phone), ("card", &edit.card), ("address", &edit.address), ("note", &edit.note)]
    {
        if let Some(value) = value {
            // Who edits sees numbers masked: what is still masked is the number as it was.
            let stored: Option<String> = conn.query_row(
                &format!("SELECT {column} FROM recipient WHERE local_id = ?1"),
                [no],
                |row| row.get(0),
            )?;
            let value = restored(value, stored.as_deref().unwrap_or_default(), birth)?;
            let value = Some(value.as_str()).filter(|value| !value.is_empty());
            conn.execute(&format!("UPDATE recipient SET {column} = ?2 WHERE local_id = ?1"), (no, value))?;
        }
    }
    Ok(())
}

/// Moves the recipient where place or village changes; whether it did.
fn put_place(conn: &Connection, no: i64, edit: &Edit, ctx: &WriteContext) -> Result<bool> {
    if edit.township.is_none() && edit.village.is_none() {
        return Ok(false);
    }
    let township = match &edit.township {
        Some(code) => {
            labels::township_name(conn, code)?;
            code.clone()
        }
        None => {
            TownshipCode(
                conn.query_row("SELECT township FROM recipient WHERE local_id = ?1", [no], |r| r.get(0))?,
            )
        }
    };
    let stored: String = conn.query_row(
        "SELECT v.name FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        [no],
        |row| row.get(0),
    )?;
    let village = restored(edit.village.as_deref().unwrap_or_default(), &stored, None)?;
    let village = labels::village_no(conn, &township, &village)?;
    insert::move_to(conn, no, &township, village, Some(&Origin::hand(ctx)))
}

/// What was typed, with the numbers that it shows masked as they were.
fn restored(typed: &str, stored: &str, birth: Option<NaiveDate>) -> Result<String> {
    if mask::keeps_masks(typed, stored, birth) {
        Ok(mask::restored(typed, stored, birth))
    } else {
        Err(RegisterError::TornNumber)
    }
}

/// The facts of a recipient as JSON, for the audit.
pub(crate) fn facts(conn: &Connection, no: i64) -> Result<String> {
    let told = conn
        .prepare_cached(
            "SELECT json_object('name', r.name, 'sex', r.sex, 'birth', r.birth, 'phone', r.phone, 'card', r.card,
                      'address', r.address, 'household', r.household, 'note', r.note,
                      'township', r.township, 'village', v.name, 'id_number', r.id_number,
                      'died_on', r.died_on, 'left_on', r.left_on, 'suspended_on', r.suspended_on,
                      'groups', (SELECT json_group_array(json_array(g.name, h.held_from, h.held_to))
                                 FROM group_held AS h JOIN visit_group AS g ON g.local_id = h.visit_group
                                 WHERE h.recipient = r.local_id),
                      'categories', (SELECT json_group_array(json_array(c.name, h.held_from, h.held_to))
                                     FROM category_held AS h JOIN category AS c ON c.local_id = h.category
                                     WHERE h.recipient = r.local_id))
             FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        )?
        .query_row([no], |row| row.get(0))?;
    Ok(told)
}

/// As [`facts()`], with the reasons for which they stand against a rule.
pub(crate) fn facts_and_reasons(conn: &Connection, no: i64, assent: &Assent) -> Result<String> {
    let facts = facts(conn, no)?;
    let text =
        |reason: &Option<CleanText>| reason.as_deref().filter(|reason| !reason.is_empty()).map(str::to_owned);
    let (reason, confirmed) = (text(&assent.reason), text(&assent.double));
    if reason.is_none() && confirmed.is_none() {
        return Ok(facts);
    }
    let sql = "SELECT json_patch(?1, json_object('reason', ?2, 'confirmed', ?3))";
    Ok(conn.prepare_cached(sql)?.query_row((facts, reason, confirmed), |row| row.get(0))?)
}
