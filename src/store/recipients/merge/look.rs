//! The last look at two before they are merged: both sides, gifts of one round to both, and what will be due.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::due;
use crate::domain::entry::LedgerLine;
use crate::domain::ids::RecipientId;
use crate::domain::merge::{self, DoubleGift, MergeLook, MergeRule, MergeSide, MergedStand, Ties};
use crate::domain::money::Fen;
use crate::domain::recipient::MergedName;
use crate::domain::round::Round;
use crate::domain::text::mask;
use crate::store::codec::recipient_id;
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::standing::facts::{self, Subject, Supposed};
use crate::store::standing::shared;

impl Store {
    /// The last look at two who may be one human. Whoever was merged before is looked at as who it is by now.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn merge_look(&self, keep: RecipientId, other: RecipientId, today: NaiveDate) -> Result<MergeLook> {
        let _state = self.state()?;
        let conn = &self.conn;
        let read = |id| -> Result<MergeSide> {
            Ok(MergeSide { card: self.recipient(id)?, rounds: self.round_lines(id, today)? })
        };
        let sides: [MergeSide; 2] = [read(keep)?, read(other)?];
        let [one, two] = [&sides[0].card, &sides[1].card];
        let subjects = [facts::subject_of(conn, one.id)?, facts::subject_of(conn, two.id)?];
        let against = if one.id == two.id {
            Some(MergeRule::Same)
        } else {
            MergeRule::against([one.kind, two.kind], [one.life, two.life], [one.residence, two.residence])
        };
        let asks = if against == Some(MergeRule::Same) {
            Vec::new()
        } else {
            super::doubts(conn, subjects.each_ref().map(|subject| subject.no))?
        };
        let doubles = doubles(&sides);
        let stands = if against == Some(MergeRule::Same) {
            Vec::new()
        } else {
            stands(conn, &self.unfixed_rounds(today)?, subjects, today)?
        };
        Ok(MergeLook { sides, against, asks, doubles, stands })
    }
}

/// Gifts that stand, of a round in which both received.
fn doubles(sides: &[MergeSide; 2]) -> Vec<DoubleGift> {
    let [one, two] = sides;
    let live = |side: &MergeSide, round| {
        let lines = side.rounds.iter().filter(move |line| line.round == round);
        let entries = lines.flat_map(|line| line.entries.iter());
        let stands = entries.filter(|entry| entry.reverses.is_none() && entry.reversed_by.is_none());
        stands.cloned().collect::<Vec<_>>()
    };
    let both = one.rounds.iter().filter_map(|line| {
        let (mut entries, theirs) = (live(one, line.round), live(two, line.round));
        let double = |worth: fn(&LedgerLine) -> Fen| {
            [&entries, &theirs].iter().all(|side| side.iter().any(|entry| worth(entry) > Fen::ZERO))
        };
        if !double(|entry| entry.cash) && !double(|entry| entry.goods_value) {
            return None;
        }
        entries.extend(theirs);
        entries.sort_by_key(|entry| entry.no);
        Some(DoubleGift { round: line.round, entries })
    });
    both.collect()
}

/// Where both stand in the rounds whose lists are not fixed, and where the one will.
fn stands(
    conn: &Connection,
    rounds: &[Round],
    [one, two]: [Subject; 2],
    today: NaiveDate,
) -> Result<Vec<MergedStand>> {
    let merged = together(&one, &two);
    let mut stands = Vec::new();
    for round in rounds {
        let before = [facts::verdict(conn, &one, round)?, facts::verdict(conn, &two, round)?];
        let after = facts::verdict(conn, &merged, round)?;
        let state = |verdict: &due::Verdict| due::state(verdict.standing, &round.window, today);
        let (before, now) = (before.each_ref().map(state), state(&after));
        if before.iter().chain([&now]).any(|state| *state != due::DueState::NotEligible) {
            let cash = after.basis.map_or(Fen::ZERO, |basis| basis.cash);
            stands.push(MergedStand { round: round.code, before, after: now, cash });
        }
    }
    Ok(stands)
}

/// The two as one, in the rounds whose lists are not fixed.
fn together(one: &Subject, two: &Subject) -> Subject {
    let mut ties = one.ties.as_deref().cloned().unwrap_or_default();
    merge::join(&mut ties, (two.no, &two.id), &mut Ties::default(), &[]);
    for member in two.ties.iter().flat_map(|ties| ties.with.iter()) {
        merge::join(&mut ties, (member.no, &member.id), &mut Ties::default(), &[]);
    }
    Subject {
        id: one.id.clone(),
        name: one.name.clone(),
        groups: one.groups.iter().chain(&two.groups).cloned().collect(),
        away: one.away.clone(),
        ties: Some(Box::new(ties)),
        supposed: Supposed::default(),
        ..*one
    }
}

/// Those who are merged into a recipient, as its card tells them.
pub(crate) fn merged_names(conn: &Connection, id: &str) -> Result<Vec<MergedName>> {
    let ties = shared::ties(conn, id)?;
    let mut statement = conn.prepare_cached(
        "SELECT r.id, r.name, r.id_number, t.name || v.name FROM recipient AS r JOIN township AS t ON t.code = r.township
         JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
    )?;
    ties.with
        .iter()
        .map(|member| {
            let (id, name, number, place) = statement.query_row([member.no], |row| {
                let texts: (String, String) = (row.get(1)?, row.get(3)?);
                Ok((row.get::<_, String>(0)?, texts.0, row.get::<_, Option<String>>(2)?, texts.1))
            })?;
            let id_masked = number.map(|number| mask::id(&number));
            let about = About::recipient(conn, &id);
            Ok(MergedName {
                id: recipient_id(&id)?,
                name: about.text(&name)?,
                id_masked,
                place: about.text(&place)?,
            })
        })
        .collect()
}
