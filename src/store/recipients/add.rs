//! Adding a person by hand.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::person::{self, NewPerson, Objection, PersonRule};
use crate::domain::recipient::{Held, Kind, Sex};
use crate::domain::text::{self, CleanText};
use crate::store::columns::{day, if_any};
use crate::store::file::error::Result;
use crate::store::recipients::doubles::{self, Identity};
use crate::store::recipients::insert::{self, NewRecipient, non_empty};
use crate::store::recipients::membership::{self, Origin};
use crate::store::recipients::{edit, rules};
use crate::store::standing::tally::TallyDelta;
use crate::store::standing::{facts, index};
use crate::store::{audit, codec, labels};

/// Adds a person who is nobody of the register; answers who it is.
pub(crate) fn add(conn: &Connection, new: &NewPerson, ctx: &WriteContext) -> Result<Receipt> {
    let before: Option<i64> = conn
        .prepare_cached("SELECT local_id FROM recipient WHERE id = ?1")?
        .query_row([new.id.to_string()], |row| row.get(0))
        .optional()?;
    if before.is_some() {
        return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Registered(new.id) });
    }
    let name = text::name(&new.name).map_err(|_| RegisterError::Person(vec![PersonRule::Name.into()]))?;
    labels::township_name(conn, &new.township)?;
    let id = new.id_number.as_ref();
    let (birth, sex) = (new.birth.or(id.map(IdNumber::birth)), new.sex.or(id.map(IdNumber::sex)));
    let identity = Identity {
        name: name.to_string(),
        township: new.township.0.clone(),
        village: new.village.to_string(),
        birth,
        id_key: id.map(IdNumber::key),
        phone: non_empty(new.phone.as_ref()).map(str::to_owned),
    };
    let held = [&new.groups[..], &new.categories[..]];
    let mut against = person::impossible(
        &name,
        birth,
        non_empty(new.phone.as_ref()),
        non_empty(new.card.as_ref()),
        &held,
        ctx.today,
    );
    let mut odd = person::odd(id, birth, sex);
    if membership::any_of_other_kind(conn, &new.groups, Kind::Person)? {
        against.push(PersonRule::GroupKind.into());
    }
    if doubles::is_of_unit(conn, &name)? {
        odd.push(PersonRule::UnitName.into());
    }
    // What is to be mended first tells nothing of others.
    if against.is_empty() {
        let doubles = doubles::find(conn, None, &identity, None)?;
        if let Some(known) = registered(&doubles)
            && says_nothing_new(conn, known, new, birth, sex)?
        {
            return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Registered(known) });
        }
        against = doubles;
        against.extend(odd);
    }
    let left = new.assent.left(against);
    if !left.is_empty() {
        return Err(RegisterError::Person(left));
    }
    let origin = Origin::hand(ctx);
    let recipient = NewRecipient {
        id: new.id,
        kind: Kind::Person,
        name: &name,
        sex,
        birth,
        id_number: id,
        phone: new.phone.as_ref(),
        card: new.card.as_ref(),
        township: &new.township,
        village: labels::village_no(conn, &new.township, &new.village)?,
        address: new.address.as_ref(),
        household: new.household,
        note: new.note.as_ref(),
        groups: &new.groups,
        categories: &new.categories,
        origin: &origin,
    };
    let mut tally = TallyDelta::default();
    let no = insert::add(conn, &recipient, &insert::derived(&recipient, &new.village), None, &mut tally)?;
    tally.apply(conn)?;
    if let Some(rules) = rules::load(conn)? {
        rules::follow(conn, no, &rules, &[], ctx)?;
    }
    index::refresh_unsettled(conn, no)?;
    let after = edit::facts_and_reasons(conn, no, &new.assent)?;
    audit::line(conn, ctx, "add_person", &new.id.to_string(), None, Some(&after))?;
    Ok(Receipt { changed: Changed::PEOPLE, answer: Answer::Added(new.id) })
}

/// Who bears the same number and name.
fn registered(doubles: &[Objection]) -> Option<RecipientId> {
    let mut same = doubles.iter().filter(|one| one.rule == PersonRule::Registered);
    same.next()?.other.as_ref().map(|other| other.id)
}

/// Whether the register tells all of this of somebody already.
fn says_nothing_new(
    conn: &Connection,
    id: RecipientId,
    new: &NewPerson,
    birth: Option<NaiveDate>,
    sex: Option<Sex>,
) -> Result<bool> {
    let no = facts::number_of(conn, id)?;
    let same: bool = conn
        .prepare_cached(
            "SELECT r.township, v.name, r.sex, r.birth, r.phone, r.card, r.address, r.household, r.note
             FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        )?
        .query_row([no], |row| {
            let told = |said: Option<&CleanText>, at: usize| {
                let said = non_empty(said);
                Ok::<_, rusqlite::Error>(said.is_none() || said == if_any(row, at)?)
            };
            Ok(row.get::<_, String>(0)? == new.township.0
                && told(Some(&new.village), 1)?
                && sex.is_none_or(|sex| {
                    if_any(row, 2).is_ok_and(|stored| stored == Some(codec::sex_code(sex)))
                })
                && (birth.is_none() || birth == day(row, 3)?)
                && told(new.phone.as_ref(), 4)?
                && told(new.card.as_ref(), 5)?
                && told(new.address.as_ref(), 6)?
                && new.household.is_none_or(|said| {
                    if_any(row, 7).is_ok_and(|stored| stored == Some(codec::household_code(said)))
                })
                && told(new.note.as_ref(), 8)?)
        })?;
    if !same {
        return Ok(false);
    }
    let holds = |said: &[Held], held: &[Held]| {
        said.iter().all(|one| {
            held.iter()
                .any(|other| other.label == one.label && (one.from.is_none() || one.from == other.from))
        })
    };
    Ok(holds(&new.groups, &facts::groups_held(conn, no)?)
        && holds(&new.categories, &facts::categories_held(conn, no)?))
}
