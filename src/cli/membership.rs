//! Groups and categories that somebody holds: what `group`, `category` and the options of `person` share.

use chrono::NaiveDate;

use super::error::{CliError, CommandResult};
use super::lookup;
use super::out::Out;
use super::parse;
use super::person_answer::{self, Deed, unknown};
use super::session::Session;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::domain::recipient::{Held, RecipientCard};
use crate::domain::text::{CleanText, fold_width};
use crate::lang::{fill, texts};
use crate::store::{Result, Store};

texts! {
    /// The texts of memberships.
    fn texts(lang) -> MembershipTexts {
        /// What was typed, what there is.
        unknown_label: "没有这个类别：{}（有 {}）" / "no such label: {} (there are {})";
        /// The label, the day.
        not_held: "{} 在 {} 不属于此人" / "{} is not held on {}";
    }
}

/// Which memberships.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// 慰问类别
    Groups,
    /// 优抚类别
    Categories,
}

/// The labels that the register knows, each with its other spellings.
pub(super) struct Labels(Vec<(CleanText, Vec<CleanText>)>);

impl Labels {
    /// The visit groups.
    pub(super) fn groups(store: &Store) -> Result<Self> {
        Ok(Self(store.groups()?.into_iter().map(|group| (group.name, Vec::new())).collect()))
    }

    /// The entitlement categories.
    pub(super) fn categories(store: &Store) -> Result<Self> {
        Ok(Self(store.categories()?.into_iter().map(|one| (one.name, one.aliases)).collect()))
    }

    /// The one that was typed, in the register's words.
    pub(super) fn find(&self, session: &Session, typed: &str) -> std::result::Result<CleanText, CliError> {
        let plain = |text: &str| fold_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let wanted = plain(typed);
        let is = |text: &CleanText| plain(text) == wanted;
        let found = self.0.iter().find(|(name, aliases)| is(name) || aliases.iter().any(is));
        found.map(|(name, _)| name.clone()).ok_or_else(|| {
            let known: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
            unknown(texts(session.lang).unknown_label, typed, &known, session.texts().comma)
        })
    }
}

/// Labels with their first days, as options give them: `GROUP` or `GROUP=2024-01-01`.
pub(super) fn held(
    session: &Session,
    labels: &Labels,
    typed: &[String],
) -> std::result::Result<Vec<Held>, CliError> {
    let read = |typed: &String| {
        let (label, from) =
            typed.split_once(['=', '＝']).map_or((typed.as_str(), None), |(label, from)| (label, Some(from)));
        Ok(Held {
            label: labels.find(session, label)?,
            from: from.map(|from| parse::day(session, from)).transpose()?,
            until: None,
        })
    };
    typed.iter().map(read).collect()
}

/// What is held with what comes in addition; none where nothing comes. What is held still gets the first day that is
/// named, if one is.
pub(super) fn with(now: &[Held], new: &[Held]) -> Option<Vec<Held>> {
    let mut all = now.to_vec();
    for one in new {
        match all.iter_mut().find(|held| held.label == one.label && held.until.is_none()) {
            Some(held) => held.from = one.from.or(held.from),
            None => all.push(one.clone()),
        }
    }
    (all != now).then_some(all)
}

/// The arguments of `group add` and the three like it.
#[derive(Clone, Copy)]
pub(super) struct Change<'a> {
    pub(super) of: Of,
    pub(super) ends: bool,
    pub(super) recipient: &'a str,
    pub(super) label: &'a str,
    pub(super) on: Option<&'a str>,
    pub(super) dry_run: bool,
}

/// Adds or ends a membership; says so only after the commit.
pub(super) fn change(session: &Session, change: Change<'_>, out: &mut Out) -> CommandResult {
    let on = change.on.map(|day| parse::day(session, day)).transpose()?;
    let mut store = session.open()?;
    let id = lookup::written_unless(session, &mut store, change.recipient, change.dry_run)?;
    let labels = match change.of {
        Of::Groups => Labels::groups(&store)?,
        Of::Categories => Labels::categories(&store)?,
    };
    let label = labels.find(session, change.label)?;
    let card = store.recipient(id)?;
    let now = match change.of {
        Of::Groups => &card.groups,
        Of::Categories => &card.categories,
    };
    let today = session.clock.today();
    let list = if change.ends {
        let day = on.unwrap_or(today);
        let Some(list) = ended(now, &label, day) else {
            let message = fill(texts(session.lang).not_held, &[&label, &day]);
            return person_answer::refuse(session, "not_held", message, id, &card.name, out);
        };
        list
    } else {
        added(now, &label, on, today)
    };
    if list == *now {
        return Ok(person_answer::exists(session, id, &card.name, out));
    }
    let list = Some(list);
    let edit = match change.of {
        Of::Groups => Edit { groups: list, ..Edit::default() },
        Of::Categories => Edit { categories: list, ..Edit::default() },
    };
    commit(session, &mut store, &card, (edit, change.dry_run), out)
}

fn commit(
    session: &Session,
    store: &mut Store,
    card: &RecipientCard,
    (edit, dry_run): (Edit, bool),
    out: &mut Out,
) -> CommandResult {
    let deed = Deed { recipient: card.id, name: &card.name, new_village: None };
    let op = Op::Edit { id: card.id, rev: card.rev, edit: Box::new(edit) };
    person_answer::commit(session, store, (&op, dry_run), &deed, out)
}

/// What is held once a label comes in addition: from a day, else from a time that is not known; where it was held
/// before and ended, from today.
fn added(now: &[Held], label: &CleanText, on: Option<NaiveDate>, today: NaiveDate) -> Vec<Held> {
    let mut all = now.to_vec();
    let before = now.iter().filter(|held| held.label == *label);
    let is_held = |held: &Held| held.until.is_none() && on.is_none_or(|on| held.covers(on));
    if !before.clone().any(is_held) {
        let from = on.or_else(|| before.clone().next().map(|_| today));
        all.push(Held { label: label.clone(), from, until: None });
    }
    all
}

/// What is held once a label ends with a day; none where it is not held on it.
fn ended(now: &[Held], label: &CleanText, on: NaiveDate) -> Option<Vec<Held>> {
    let mut all = now.to_vec();
    let mut held = all.iter_mut().filter(|held| held.label == *label && held.covers(on)).peekable();
    held.peek()?;
    held.for_each(|held| held.until = Some(on));
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2024, 2, day)
    }

    fn one(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Held {
        Held { label: "烈士遗属".into(), from, until }
    }

    #[test]
    fn a_membership_is_added_once_and_ends_with_a_day() {
        let today = day(20).unwrap();
        let label = "烈士遗属".into();
        for (now, on, then) in [
            (vec![], None, vec![one(None, None)]),
            (vec![], day(3), vec![one(day(3), None)]),
            (vec![one(None, None)], None, vec![one(None, None)]),
            (vec![one(day(1), None)], day(3), vec![one(day(1), None)]),
            (vec![one(None, day(5))], None, vec![one(None, day(5)), one(day(20), None)]),
            (vec![one(None, day(5))], day(9), vec![one(None, day(5)), one(day(9), None)]),
        ] {
            assert_eq!(added(&now, &label, on, today), then, "{now:?}");
        }
        for (now, on, then) in [
            (vec![one(None, None)], 5, Some(vec![one(None, day(5))])),
            (vec![one(None, day(5))], 5, Some(vec![one(None, day(5))])),
            (
                vec![one(None, day(5)), one(day(9), None)],
                12,
                Some(vec![one(None, day(5)), one(day(9), day(12))]),
            ),
            (vec![one(day(9), None)], 5, None),
            (vec![one(None, None), one(day(3), None)], 5, Some(vec![one(None, day(5)), one(day(3), day(5))])),
            (vec![], 5, None),
        ] {
            assert_eq!(ended(&now, &label, day(on).unwrap()), then, "{now:?}");
        }
    }
}
