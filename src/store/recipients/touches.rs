//! What a change of one person, or of one round, means for the rounds, before it is written: the verdicts of the facts as
//! they would be, by the function that decides due, beside those of the facts as they are.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::due::ListLine;
use crate::domain::group_change::{PaidAfter, RoundEffect, Touch, Touches};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::domain::recipient::{Absence, Life, Residence, StatusKind};
use crate::domain::round::Round;
use crate::domain::visit::Outcome;
use crate::store::file::error::Result;
use crate::store::recipients::group_change::add_effect;
use crate::store::recipients::{rules, status};
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::facts::{self, Subject, Supposed};
use crate::store::standing::{index, rises};
use crate::store::undo;

impl Store {
    /// What an operation means for the rounds: a change of somebody's groups, categories or place; a death, departure or
    /// suspension, at a call too, the end of one, its undoing, or the cancelling of a call; a change of a round. Nothing for
    /// any other.
    ///
    /// # Errors
    /// Storage troubles; nobody of that id.
    pub fn touches(&self, op: &Op, today: NaiveDate) -> Result<Touches> {
        let _state = self.state()?;
        let conn = &self.conn;
        let (mut fixed, mut paid_after) = (0, Vec::new());
        let effects = if let Op::Edit { id, edit, .. } = op {
            if edit.bears_on_nothing_due() {
                return Ok(Touches::default());
            }
            let mut subject = facts::subject_of(conn, *id)?;
            let fixed_by = |round: &&Round| round.settled_on.is_some() || round.is_to_settle(today);
            for round in rounds::all(conn)?.iter().filter(fixed_by) {
                fixed += u64::from(facts::verdict(conn, &subject, round)?.listed);
            }
            let lists = (edit.groups.as_deref(), edit.categories.as_deref());
            let groups = rules::would_hold(conn, &subject, lists, today)?;
            let moves = moves(conn, subject.no, edit)?;
            let then = move |subject: &mut Subject| subject.groups.clone_from(&groups);
            of_one(conn, &self.unfixed_rounds(today)?, &mut subject, &then, moves)?
        } else if let Some((mut subject, then)) = of_status(conn, op)? {
            if let Some(died) = told_death(op) {
                paid_after = self::paid_after(conn, &subject, died)?;
            }
            // A status bears on the lists that are fixed too: what is open there closes.
            let mut of = rounds::all(conn)?;
            suppose_fixed(conn, &mut subject, &mut of, today)?;
            of.extend(self.current_round(today)?.filter(|round| !round.created));
            of_one(conn, &of, &mut subject, &move |subject| then.apply(subject), false)?
        } else if let Op::ChangeRound(round) = op {
            vec![of_round(conn, round)?]
        } else if let Op::RaiseStandards { round, on, .. } = op {
            let top_ups = rises::anew(conn, round, *on, today)?;
            vec![RoundEffect { top_ups, ..of_round(conn, round)? }]
        } else {
            Vec::new()
        };
        let mut touched = Vec::new();
        for effect in effects.into_iter().filter(|effect| *effect != RoundEffect::none(effect.round)) {
            let planned = self.round_card(effect.round, today)?.planned;
            touched.push(Touch { effect, planned: [planned, planned.plus(effect.planned)] });
        }
        Ok(Touches { rounds: touched, fixed, paid_after })
    }
}

/// Has the lists be fixed that the first write of a day fixes before anything else.
fn suppose_fixed(
    conn: &Connection,
    subject: &mut Subject,
    rounds: &mut [Round],
    today: NaiveDate,
) -> Result<()> {
    for round in rounds.iter_mut().filter(|round| round.is_to_settle(today)) {
        let verdict = facts::verdict(conn, subject, round)?;
        round.settled_on = Some(today);
        if let Some(standard) = verdict.listed_basis().cloned() {
            let line = ListLine { standard, groups: verdict.groups, by_cash: false, elsewhere: false };
            subject.supposed.lines.push((round.code, line));
        }
    }
    Ok(())
}

/// The day of a death that an operation tells.
fn told_death(op: &Op) -> Option<NaiveDate> {
    if let Op::SetStatus { kind: StatusKind::Died, on, .. } = op {
        Some(*on)
    } else if let Op::Record(call) = op {
        (call.outcome == Outcome::Died).then(|| call.died_on.unwrap_or(call.on))
    } else {
        None
    }
}

/// Gifts of somebody, and of those merged into that one, that stand, were received in person, and lie behind a day.
fn paid_after(conn: &Connection, subject: &Subject, died: NaiveDate) -> Result<Vec<PaidAfter>> {
    let with = subject.ties.iter().flat_map(|ties| &ties.with).map(|member| member.id.as_str());
    let ids: Vec<&str> = [subject.id.as_str()].into_iter().chain(with).collect();
    let mut statement = conn.prepare_cached(
        "SELECT g.local_id, g.paid_on, g.cash_fen, g.goods_fen FROM entry AS g
         WHERE g.recipient IN (SELECT value FROM json_each(?1)) AND g.kind = 'gift' AND g.proxy IS NULL
           AND g.paid_on > ?2 AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)
         ORDER BY g.paid_on, g.local_id",
    )?;
    let rows = statement.query_map((serde_json::Value::from(ids).to_string(), died), |row| {
        let [cash, goods] = [Fen::new(row.get(2)?), Fen::new(row.get(3)?)];
        Ok(PaidAfter { no: row.get(0)?, on: row.get(1)?, cash, goods })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What becomes of one person in rounds; `moves` says whether to another place too.
fn of_one(
    conn: &Connection,
    rounds: &[Round],
    subject: &mut Subject,
    change: &dyn Fn(&mut Subject),
    moves: bool,
) -> Result<Vec<RoundEffect>> {
    let mut before = Vec::new();
    for round in rounds {
        before.push(facts::verdict(conn, subject, round)?);
    }
    change(subject);
    let mut effects = Vec::new();
    for (round, before) in rounds.iter().zip(before) {
        let mut effect = RoundEffect::none(round.code);
        let after = facts::verdict(conn, subject, round)?;
        add_effect(&mut effect, &before, &after);
        if moves && before.standing.is_open() && after.standing.is_open() {
            let [cash, goods] = after.basis.map_or([Fen::ZERO; 2], |basis| after.standing.owed(&basis));
            (effect.moves.count, effect.moves.cash, effect.moves.goods) = (1, cash, goods);
        }
        effects.push(effect);
    }
    Ok(effects)
}

/// Whether somebody would live elsewhere.
fn moves(conn: &Connection, no: i64, edit: &Edit) -> Result<bool> {
    let (township, village): (String, String) = conn.query_row(
        "SELECT r.township, v.name FROM recipient AS r JOIN village AS v ON v.local_id = r.village
         WHERE r.local_id = ?1",
        [no],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let other_township = edit.township.as_ref().is_some_and(|code| code.0 != township);
    Ok(other_township || edit.village.as_deref().is_some_and(|name| name != village))
}

/// What somebody's deaths, departures and suspensions would be, and the calls.
struct Then {
    all: Vec<Absence>,
    supposed: Supposed,
    /// Whether the registration is withdrawn no longer.
    listed_again: bool,
}

impl Then {
    fn apply(&self, subject: &mut Subject) {
        be_away(subject, &self.all);
        subject.supposed.called_in = self.supposed.called_in;
        subject.supposed.without.clone_from(&self.supposed.without);
        if let Some(ties) = subject.ties.as_mut().filter(|_| self.listed_again) {
            ties.withdrawn = false;
        }
    }
}

/// Whose deaths, departures, suspensions or calls an operation changes, and what they would be; none for any other.
fn of_status(conn: &Connection, op: &Op) -> Result<Option<(Subject, Then)>> {
    let with = |id: RecipientId| -> Result<(Subject, Then)> {
        let subject = facts::subject_of(conn, id)?;
        let all = status::all_absences(conn, subject.no)?;
        Ok((subject, Then { all, supposed: Supposed::default(), listed_again: false }))
    };
    let (subject, mut then) = if let Op::SetStatus { id, kind, on, .. } = op {
        let (subject, mut then) = with(*id)?;
        then.all.push(Absence { kind: *kind, from: *on, until: None });
        (subject, then)
    } else if let Op::EndStatus { id, kind, on, .. } = op {
        let (subject, mut then) = with(*id)?;
        let ends = |one: &&mut Absence| one.kind == *kind && one.until.is_none();
        then.all.iter_mut().filter(ends).for_each(|one| one.until = on.pred_opt());
        (subject, then)
    } else if let Op::UndoStatus { id, kind, .. } = op {
        let (subject, mut then) = with(*id)?;
        then.all.retain(|one| one.kind != *kind || one.until.is_some());
        then.supposed.without = status::told_at(conn, subject.no, *kind)?;
        then.listed_again = *kind == StatusKind::Withdrawn;
        (subject, then)
    } else if let Op::Record(call) = op {
        let kind = match call.outcome {
            Outcome::Died => StatusKind::Died,
            Outcome::MovedAway => StatusKind::Left,
            Outcome::Given
            | Outcome::Proxy
            | Outcome::Absent
            | Outcome::Deferred
            | Outcome::Refused
            | Outcome::NotFound
            | Outcome::VisitOnly => return Ok(None),
        };
        let (subject, mut then) = with(call.recipient)?;
        then.all.push(Absence { kind, from: call.died_on.unwrap_or(call.on), until: None });
        then.supposed.called_in = Some(call.round);
        (subject, then)
    } else if let Op::CancelVisit { visit, .. } = op {
        let Some((id, told)) = status::heard_at(conn, *visit)? else { return Ok(None) };
        let (subject, mut then) = with(id)?;
        if let Some(at) = told.and_then(|told| then.all.iter().position(|one| *one == told)) {
            then.all.remove(at);
        }
        then.supposed.without = vec![visit.to_string()];
        (subject, then)
    } else if let Op::UndoAct { act, .. } = op {
        let Some((id, kind, last)) = undo::ended(conn, *act)? else { return Ok(None) };
        let (subject, mut then) = with(id)?;
        let ended = |one: &&mut Absence| one.kind == kind && one.until == Some(last);
        then.all.iter_mut().filter(ended).for_each(|one| one.until = None);
        (subject, then)
    } else {
        return Ok(None);
    };
    then.all.sort_by_key(|one| one.from);
    Ok(Some((subject, then)))
}

/// Has a subject have these deaths, departures and suspensions, as its own days and its history would tell them.
fn be_away(subject: &mut Subject, all: &[Absence]) {
    let since = |kind: StatusKind| {
        let stands = |one: &&Absence| one.kind == kind && one.until.is_none();
        all.iter().filter(stands).map(|one| one.from).max()
    };
    let (left, suspended) = (since(StatusKind::Left), since(StatusKind::Suspended));
    subject.life = since(StatusKind::Died).map_or(Life::Alive, Life::Dead);
    let gone = left.map(Residence::Left).or(suspended.map(Residence::Suspended));
    subject.residence = gone.unwrap_or(Residence::Here);
    let untold = status::untold(all.to_vec());
    let both = left.is_some() && suspended.is_some();
    subject.away = if untold.is_empty() && both { all.to_vec() } else { untold };
}

/// What becomes of everybody in a round with another window or other standards.
fn of_round(conn: &Connection, round: &Round) -> Result<RoundEffect> {
    let before = rounds::load(conn, round.code)?;
    let mut effect = RoundEffect::none(round.code);
    let mut nos = index::candidates(conn, &before)?;
    nos.extend(index::candidates(conn, round)?);
    nos.sort_unstable();
    nos.dedup();
    for no in nos {
        let subject = facts::subject(conn, no)?;
        let verdict = facts::verdict(conn, &subject, &before)?;
        add_effect(&mut effect, &verdict, &facts::verdict(conn, &subject, round)?);
    }
    Ok(effect)
}
