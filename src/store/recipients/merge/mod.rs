//! Two recipients that are one human (同一人): one stays, and whoever was registered twice is found under it. Calls and
//! entries stay under the id for which they were recorded; what of them counts for whom, `domain/merge.rs` decides.

mod heirs;
pub(crate) mod look;
pub(crate) mod parted;
pub(crate) mod unmerge;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::merge::{self, MergeRule};
use crate::domain::op::WriteContext;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Kind, Life, Residence};
use crate::domain::text::CleanText;
use crate::store::columns::day;
use crate::store::file::error::{Result, written};
use crate::store::recipients::{apart, edit, insert, rules};
use crate::store::standing::tally::{Counts, TallyDelta};
use crate::store::standing::{facts, given, index, shared};
use crate::store::{audit, codec, rounds};

/// The line of the audit about the one that stays.
pub(crate) const MERGE: &str = "merge";
/// The line about the other.
pub(crate) const MERGED: &str = "merged";
/// The lines of the undoing, about the one and the other.
pub(crate) const UNMERGE: &str = "unmerge";
pub(crate) const UNMERGED: &str = "unmerged";

/// Facts that the one that stays takes over where it has none. With the ID number goes its key, by which a number of 15 and
/// one of 18 digits are the same.
const FILLED: [&str; 8] = ["sex", "birth", ID_NUMBER, "phone", "card", "household", "address", "note"];
const ID_NUMBER: &str = "id_number";

/// The columns of a fact, as they are set, and what of it is compared.
fn columns(fact: &str) -> ([&str; 2], &str) {
    if fact == ID_NUMBER {
        return ([ID_NUMBER, "id_key"], "coalesce(id_key, id_number)");
    }
    ([fact, fact], fact)
}

/// Tables of memberships, with the column of the label.
const HELD: [(&str, &str); 2] = [("group_held", "visit_group"), ("category_held", "category")];

/// A membership that went over to the one that stays, as it was.
#[derive(Serialize, Deserialize)]
struct Moved {
    /// Which of [`HELD`].
    table: usize,
    id: String,
    label: i64,
    from: Option<String>,
    to: Option<String>,
    entered: String,
    source: Option<i64>,
}

impl Moved {
    /// The first and the last day.
    fn days(&self) -> (Option<&str>, Option<&str>) {
        (self.from.as_deref(), self.to.as_deref())
    }
}

/// What a merge changed besides, told in the audit so that it can be taken back.
#[derive(Serialize, Deserialize)]
struct Taken {
    into: String,
    filled: Vec<String>,
    moved: Vec<Moved>,
    /// Exceptions of groups by rule: group, first and last day. Merges of older programs took none over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    excepted: Vec<(String, Option<NaiveDate>, Option<NaiveDate>)>,
}

impl Taken {
    /// The exceptions that went over.
    fn exceptions(&self) -> Vec<Held> {
        let one = |(label, from, until): &(String, Option<NaiveDate>, Option<NaiveDate>)| Held {
            label: CleanText::shown(label),
            from: *from,
            until: *until,
        };
        self.excepted.iter().map(one).collect()
    }
}

/// One of the two.
struct Side {
    no: i64,
    kind: Kind,
    life: Life,
    residence: Residence,
    rev: i64,
    township: TownshipCode,
    village: i64,
}

fn side(conn: &Connection, no: i64) -> Result<Side> {
    let mut statement = conn.prepare_cached(
        "SELECT local_id, kind, died_on, rev, township, village, left_on, suspended_on FROM recipient WHERE local_id = ?1",
    )?;
    Ok(statement.query_row([no], |row| {
        Ok(Side {
            no: row.get(0)?,
            kind: codec::kind(&row.get::<_, String>(1)?),
            life: day(row, 2)?.map_or(Life::Alive, Life::Dead),
            residence: facts::residence(row, 6)?,
            rev: row.get(3)?,
            township: TownshipCode(row.get(4)?),
            village: row.get(5)?,
        })
    })?)
}

/// Merges one into the other; whether they were two before.
///
/// # Errors
/// [`RegisterError::Merge`] where a rule keeps them apart; [`RegisterError::Stale`] where one changed since the look.
pub(crate) fn merge(
    conn: &Connection,
    (keep_id, other_id): (RecipientId, RecipientId),
    revs: [i64; 2],
    (reason, confirmed): (&CleanText, Option<&CleanText>),
    ctx: &WriteContext,
) -> Result<bool> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let keep = side(conn, facts::own_number(conn, keep_id)?)?;
    let other_no = facts::number_of(conn, other_id)?;
    if keep.no == other_no {
        return Err(RegisterError::Merge(MergeRule::Same));
    }
    if shared::root(conn, other_no)? == keep.no {
        return Ok(false);
    }
    shared::refuse_merged(conn, other_no)?;
    let other = side(conn, other_no)?;
    if [keep.rev, other.rev] != revs {
        return Err(RegisterError::Stale);
    }
    if let Some(rule) = MergeRule::against(
        [keep.kind, other.kind],
        [keep.life, other.life],
        [keep.residence, other.residence],
    ) {
        return Err(RegisterError::Merge(rule));
    }
    if let Some(rule) = MergeRule::unanswered(&doubts(conn, [keep.no, other.no])?, reason, confirmed) {
        return Err(RegisterError::Merge(rule));
    }
    let before = [edit::facts(conn, keep.no)?, edit::facts(conn, other.no)?];
    let given = given::Moving::from(conn, other.kind, other.no)?;
    let mut moving = vec![other_id.to_string()];
    moving.extend(shared::ties(conn, &other_id.to_string())?.with.into_iter().map(|member| member.id));
    let sought = insert::search_fields(conn, keep.no)?;
    let taken = Taken {
        into: keep_id.to_string(),
        filled: fill(conn, keep.no, other.no, &FILLED)?,
        moved: move_memberships(conn, &keep, &other, ctx)?,
        excepted: rules::join_exceptions(conn, (keep.no, other.no), None)?
            .into_iter()
            .map(|one| (one.label.to_string(), one.from, one.until))
            .collect(),
    };
    conn.execute("UPDATE recipient SET rev = rev + 1 WHERE local_id = ?1", [keep.no])?;
    let rows = conn.execute(
        "UPDATE recipient SET merged_into = ?2, rev = rev + 1 WHERE local_id = ?1",
        (other.no, keep.no),
    )?;
    written(rows, "recipient")?;
    tie(conn, keep_id, (other.no, other_id))?;
    insert::reindex(conn, keep.no, &sought)?;
    count(conn, &other, Counts::PERSON.less())?;
    if let Some(rules) = rules::load(conn)? {
        rules::follow(conn, keep.no, &rules, &[], ctx)?;
    }
    // On lists that are fixed the line of the other closes.
    index::refresh(conn, other.no)?;
    given.to(conn, moving, keep.no)?;
    let after = [edit::facts(conn, keep.no)?, edit::facts(conn, other.no)?];
    tell(
        conn,
        (MERGE, keep_id),
        &before[0],
        &after[0],
        &[("other", &other_id.to_string())],
        (reason, confirmed),
        ctx,
    )?;
    tell(
        conn,
        (MERGED, other_id),
        &before[1],
        &after[1],
        &[("taken", &json(&taken)?)],
        (reason, confirmed),
        ctx,
    )?;
    Ok(true)
}

/// What of the two says that they are two, so that a merge asks once more.
fn doubts(conn: &Connection, sides: [i64; 2]) -> Result<Vec<MergeRule>> {
    let number = |no: i64| -> Result<Option<IdNumber>> {
        let stored: Option<String> =
            conn.query_row("SELECT id_number FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
        Ok(stored.as_deref().and_then(IdNumber::from_stored))
    };
    let numbers = [number(sides[0])?, number(sides[1])?];
    Ok(MergeRule::doubts(numbers.each_ref().map(Option::as_ref), apart::are_told(conn, sides)?))
}

/// Writes what became of one side, with the reason and with what is needed to take it back.
fn tell(
    conn: &Connection,
    (action, id): (&str, RecipientId),
    before: &str,
    after: &str,
    more: &[(&str, &str)],
    (reason, confirmed): (&CleanText, Option<&CleanText>),
    ctx: &WriteContext,
) -> Result<()> {
    let mut told = serde_json::Map::new();
    told.insert("reason".to_owned(), reason.as_str().into());
    told.extend(more.iter().map(|(key, text)| ((*key).to_owned(), (*text).into())));
    told.insert("confirmed".to_owned(), confirmed.map(CleanText::as_str).into());
    let told = serde_json::Value::from(told).to_string();
    let after: String = conn.query_row("SELECT json_patch(?1, ?2)", (after, told), |row| row.get(0))?;
    audit::line(conn, ctx, action, &id.to_string(), Some(before), Some(&after))
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| RegisterError::Damaged(CleanText::shown(&error.to_string())))
}

/// Counts the place of somebody who is registered no longer by itself, or is again.
fn count(conn: &Connection, side: &Side, counts: Counts) -> Result<()> {
    let mut tally = TallyDelta::default();
    tally.shift(None, side.kind, &side.township, side.village, counts);
    tally.apply(conn)
}

/// The rounds whose lists are fixed.
fn settled(conn: &Connection) -> Result<Vec<String>> {
    let fixed = rounds::all(conn)?.into_iter().filter(|round| round.settled_on.is_some());
    Ok(fixed.map(|round| round.code.to_string()).collect())
}

/// Notes who counts for whom from now on; those who were merged into the other go along.
fn tie(conn: &Connection, keep: RecipientId, (no, other): (i64, RecipientId)) -> Result<()> {
    let settled = settled(conn)?;
    let (keep, other) = (keep.to_string(), other.to_string());
    let (mut staying, mut going) = (shared::ties(conn, &keep)?, shared::ties(conn, &other)?);
    for member in going.with.clone() {
        let mut own = shared::ties(conn, &member.id)?;
        merge::part((&mut going, no), member.no, &mut own, &settled);
        merge::join(&mut staying, (member.no, &member.id), &mut own, &settled);
        shared::keep(conn, &member.id, &own)?;
    }
    merge::join(&mut staying, (no, &other), &mut going, &settled);
    shared::keep(conn, &keep, &staying)?;
    shared::keep(conn, &other, &going)?;
    Ok(())
}

/// Gives the one that stays those of these facts that only the other has; their names.
fn fill(conn: &Connection, keep: i64, other: i64, facts: &[&str]) -> Result<Vec<String>> {
    let mut filled = Vec::new();
    for fact in FILLED.into_iter().filter(|fact| facts.contains(fact)) {
        let ([one, two], _) = columns(fact);
        let rows = conn.execute(
            &format!(
                "UPDATE recipient SET ({one}, {two}) = (SELECT {one}, {two} FROM recipient WHERE local_id = ?2)
                 WHERE local_id = ?1 AND coalesce({one}, '') = ''
                   AND (SELECT coalesce({one}, '') FROM recipient WHERE local_id = ?2) <> ''"
            ),
            (keep, other),
        )?;
        if rows > 0 {
            filled.push(fact.to_owned());
        }
    }
    Ok(filled)
}

fn moved(row: &Row<'_>, table: usize) -> rusqlite::Result<(i64, Moved)> {
    let moved = Moved {
        table,
        id: row.get(1)?,
        label: row.get(2)?,
        from: row.get(3)?,
        to: row.get(4)?,
        entered: row.get(5)?,
        source: row.get(6)?,
    };
    Ok((row.get(0)?, moved))
}

/// Whether somebody holds a membership on a day and does not end it: who holds the same label so already is no other
/// group for the one that stays.
fn is_held<D: PartialOrd>((from, to): (Option<D>, Option<D>), today: &D) -> bool {
    to.is_none() && from.is_none_or(|from| from <= *today)
}

/// Whether a membership of these days says nothing beside an own one of the same label.
fn repeats<D: PartialOrd + Copy>(own: (Option<D>, Option<D>), one: (Option<D>, Option<D>), today: D) -> bool {
    // One since an earlier day is no repetition: rounds may count it and not the own one.
    let goes_on = is_held(own, &today) && is_held(one, &today) && own.0 <= one.0;
    goes_on || own == one
}

/// Lets the one that stays hold what the other holds and it does not: those lines of membership, as they are.
fn move_memberships(conn: &Connection, keep: &Side, other: &Side, ctx: &WriteContext) -> Result<Vec<Moved>> {
    let today = ctx.today.to_string();
    let mut all = Vec::new();
    for (table, (held, label)) in HELD.into_iter().enumerate() {
        let mut statement = conn.prepare(&format!(
            "SELECT local_id, id, {label}, held_from, held_to, entered_on, source FROM {held}
             WHERE recipient = ?1 ORDER BY local_id"
        ))?;
        let mut of = |no: i64| -> Result<Vec<(i64, Moved)>> {
            let rows = statement.query_map([no], |row| moved(row, table))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let own = of(keep.no)?;
        for (line, one) in of(other.no)? {
            let same = own
                .iter()
                .any(|(_, own)| own.label == one.label && repeats(own.days(), one.days(), today.as_str()));
            if !same {
                conn.execute(
                    &format!("UPDATE {held} SET recipient = ?2 WHERE local_id = ?1"),
                    (line, keep.no),
                )?;
                all.push(one);
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_membership_is_held_until_it_ends() {
        let today = NaiveDate::from_ymd_opt(2024, 2, 2).unwrap().to_string();
        for (from, to, held) in [
            (None, None, true),
            (Some("2024-02-02"), None, true),
            (Some("2024-02-03"), None, false),
            (None, Some("2024-02-09"), false),
        ] {
            assert_eq!(is_held((from, to), &today.as_str()), held, "{from:?} {to:?}");
        }
    }
}
