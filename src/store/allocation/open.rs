//! What is open of allocations: what was given out of each follows from the ledger, from the acts and from who was assigned to
//! which team when.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::acts;
use crate::domain::allocation::balance::{Balance, OpenHolding, balances};
use crate::domain::allocation::drawing::{Drawn, DrawnThing, NumberedAct, draws, things};
use crate::domain::allocation::{AllocationAct, AllocationKind, Holder};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::plan::breach::PlanRule;
use crate::domain::plan::stations::Stations;
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, if_any, number, text};
use crate::store::file::error::Result;
use crate::store::planning::moves::{TeamMove, moves};
use crate::store::planning::parts::Parts;
use crate::store::planning::stations::stations;
use crate::store::register::Store;
use crate::store::rounds;

impl Store {
    /// What each station and team has to account for in a round, stations first, by name: handed out, given out of its hands,
    /// back, lost, and what is open of cash and each kind of goods. Of a day that is past, as the progress, what was recorded
    /// by its end.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn balances(&self, code: RoundCode, day: NaiveDate) -> Result<Vec<Balance>> {
        let _state = self.state()?;
        let past = self.past(&rounds::load_for_rows(&self.conn, code)?, day)?;
        Ok(Handouts::load(&self.conn, code, past)?.balances())
    }
}

/// A gift of a round with the recipient and where they stand in it.
struct Gift {
    id: String,
    place: [CleanText; 2],
    drawn: Drawn,
}

/// What was handed out and given in a round by the end of a day, or of all that is recorded.
struct Handouts {
    acts: Vec<NumberedAct>,
    gifts: Vec<Gift>,
    drawn: Vec<Drawn>,
    stations: Stations,
}

impl Handouts {
    fn load(conn: &Connection, code: RoundCode, until: Option<NaiveDate>) -> Result<Self> {
        let acts = acts::numbered(conn, code, until)?;
        if acts.is_empty() {
            return Ok(Self { acts, gifts: Vec::new(), drawn: Vec::new(), stations: Stations::default() });
        }
        let gifts = gifts(conn, code, until)?;
        let drawn = gifts.iter().map(|gift| gift.drawn.clone()).collect();
        Ok(Self { acts, gifts, drawn, stations: stations(conn)? })
    }

    fn balances(&self) -> Vec<Balance> {
        balances(&self.acts, &self.drawn, &self.stations)
    }

    fn draws(&self) -> Vec<DrawnThing> {
        draws(&self.acts, &self.drawn, &self.stations)
    }
}

/// What one holder has to account for.
pub(crate) fn balance_of(conn: &Connection, code: RoundCode, holder: &Holder) -> Result<Option<Balance>> {
    Ok(Handouts::load(conn, code, None)?.balances().into_iter().find(|one| one.holder == *holder))
}

/// Whether an act of an allocation can be taken back: nothing that was given out of it, or of what others hold, would then be
/// drawn from other hands, or from more than there was.
pub(crate) fn is_undoable(conn: &Connection, code: RoundCode, id: EntryId) -> Result<bool> {
    let mut book = Handouts::load(conn, code, None)?;
    let (before, draws) = (book.balances(), book.draws());
    let Some(of) = book.acts.iter().find(|one| one.act.id == id).cloned() else { return Ok(true) };
    let last = book.acts.iter().map(|one| one.no).chain(book.drawn.iter().map(|gift| gift.no)).max();
    let undoing = AllocationAct {
        id: EntryId(uuid::Uuid::nil()),
        kind: AllocationKind::Undone,
        undoes: Some(id),
        ..of.act.clone()
    };
    book.acts.push(NumberedAct { no: last.unwrap_or_default() + 1, act: undoing });
    let after = book.balances();
    let holder = &of.act.holder;
    let given = |all: &[Balance], own: bool| -> BTreeMap<Holder, (i64, Vec<i64>)> {
        let others = all.iter().filter(|one| (one.holder == *holder) == own);
        others.map(|one| (one.holder.clone(), given_of(one))).collect()
    };
    let moves_others = given(&before, false) != given(&after, false);
    let left = after.iter().find(|one| one.holder == *holder);
    let is_short = things(&of.act).any(|thing| {
        let was_drawn =
            draws.iter().any(|one| one.from == *holder && one.thing == thing && one.since > of.no);
        was_drawn && left.is_some_and(|one| one.open_of(&thing) < 0)
    });
    Ok(!(moves_others || is_short))
}

/// What was given of the cash, and of each kind of goods.
fn given_of(one: &Balance) -> (i64, Vec<i64>) {
    (one.cash.given, one.goods.values().map(|amounts| amounts.given).filter(|given| *given != 0).collect())
}

/// Gifts that were drawn from teams: each with the recipient, where they stand in the round, and the team.
pub(crate) type OfTeams = Vec<(String, [CleanText; 2], CleanText)>;

/// Those of a round whose recipients are with the team that they were drawn from.
pub(crate) fn of_teams(conn: &Connection, code: RoundCode) -> Result<OfTeams> {
    let book = Handouts::load(conn, code, None)?;
    let parts = Parts::load(conn, code)?;
    let mut all = OfTeams::new();
    for draw in book.draws() {
        let (Holder::Team(team), Some(gift)) = (draw.from, book.gifts.get(draw.gift)) else { continue };
        if team_of(&parts, &gift.id, &gift.place) == team {
            all.push((gift.id.clone(), gift.place.clone(), team));
        }
    }
    Ok(all)
}

/// Refuses that whoever was given something out of a team's hands goes to another team: whoever was handed cash or goods
/// accounts for what was given of them.
///
/// # Errors
/// [`PlanRule::Spent`] with the team.
pub(crate) fn check_teams(conn: &Connection, code: RoundCode, before: &OfTeams) -> Result<()> {
    let parts = Parts::load(conn, code)?;
    match before.iter().find(|(id, place, team)| team_of(&parts, id, place) != *team) {
        Some((_, _, team)) => Err(RegisterError::Plan(PlanRule::Spent(team.clone()))),
        None => Ok(()),
    }
}

fn team_of(parts: &Parts, id: &str, [township, village]: &[CleanText; 2]) -> CleanText {
    let [team, _] = parts.of(id, township, village);
    team
}

/// What is open, holder by holder; nothing of those with whom nothing is.
pub(crate) fn open_holdings(conn: &Connection, code: RoundCode) -> Result<Vec<OpenHolding>> {
    let all = Handouts::load(conn, code, None)?.balances();
    Ok(all.iter().filter(|one| one.is_open()).map(Balance::holding).collect())
}

/// The gifts of a round that stand, where the fixed list has their recipients; of whoever is not on it, where the entry says.
/// By the end of a day those recorded until then.
fn gifts(conn: &Connection, code: RoundCode, until: Option<NaiveDate>) -> Result<Vec<Gift>> {
    let mut moves = moves(conn, code)?;
    let mut parts = Parts::load(conn, code)?;
    moves.iter().rev().flat_map(|one| &one.before).for_each(|row| parts.put(row));
    moves.retain(|one| until.is_none_or(|day| one.on <= day));
    let mut moves = moves.iter().peekable();
    let mut statement = conn.prepare_cached(
        "SELECT e.cash_fen, e.goods, e.recipient, coalesce(t.name, e.township_name, ''),
                coalesce(v.name, e.village, ''), coalesce(c.device_seq, 0)
         FROM entry AS e JOIN recipient AS r ON r.id = e.recipient LEFT JOIN visit AS c ON c.id = e.id
         LEFT JOIN settled_line AS l ON l.round = e.round AND l.recipient = r.local_id
         LEFT JOIN township AS t ON t.code = l.township LEFT JOIN village AS v ON v.local_id = l.village
         WHERE e.round = ?1 AND e.programme = 'visit' AND e.kind = 'gift' AND (?2 IS NULL OR e.recorded_on <= ?2)
           AND NOT EXISTS (SELECT 1 FROM entry AS x
                           WHERE x.reverses = e.id AND (?2 IS NULL OR x.recorded_on <= ?2)) ORDER BY 6, e.local_id",
    )?;
    let mut rows = statement.query((code.to_string(), until))?;
    let mut all: Vec<Gift> = Vec::new();
    while let Some(row) = rows.next()? {
        let no = number(row, 5)?;
        while let Some(one) = moves.next_if(|one| one.no < no) {
            turn(&mut all, &mut parts, one);
        }
        let place = [text(borrowed(row, 3)?), text(borrowed(row, 4)?)];
        let id = borrowed(row, 2)?.to_owned();
        let teams = vec![(no, team_of(&parts, &id, &place))];
        let goods = if_any(row, 1)?.map(text).unwrap_or_default();
        let drawn = Drawn { no, place: place.clone(), teams, cash: Fen::new(row.get(0)?), goods };
        all.push(Gift { id, place, drawn });
    }
    moves.for_each(|one| turn(&mut all, &mut parts, one));
    Ok(all)
}

/// Has an assignment take hold, also of those who were given something before it.
fn turn(gifts: &mut [Gift], parts: &mut Parts, one: &TeamMove) {
    one.after.iter().for_each(|row| parts.put(row));
    for gift in gifts {
        let team = team_of(parts, &gift.id, &gift.place);
        if gift.drawn.teams.last().is_none_or(|(_, last)| *last != team) {
            gift.drawn.teams.push((one.no, team));
        }
    }
}
