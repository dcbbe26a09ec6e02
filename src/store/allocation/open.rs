//! What is open of allocations: what was given out of each follows from the ledger.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::acts;
use crate::domain::allocation::Holder;
use crate::domain::allocation::balance::{Balance, Drawn, balances};
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, if_any, text};
use crate::store::file::error::Result;
use crate::store::planning::parts::Parts;
use crate::store::planning::stations::stations;
use crate::store::register::Store;

impl Store {
    /// What each station and team has to account for in a round, stations first, by name: handed out, given to those whom it
    /// looks after, back, lost, and what is open of cash and each kind of goods; by the end of a day.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn balances(&self, code: RoundCode, day: NaiveDate) -> Result<Vec<Balance>> {
        let _state = self.state()?;
        all(&self.conn, code, Some(day))
    }
}

/// By the end of a day, or of all that is recorded.
fn all(conn: &Connection, code: RoundCode, day: Option<NaiveDate>) -> Result<Vec<Balance>> {
    let mut acts = acts::all(conn, code)?;
    acts.retain(|act| day.is_none_or(|day| act.on <= day));
    if acts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(balances(&acts, &drawn(conn, code, day)?, &stations(conn)?))
}

/// What one holder has to account for.
pub(crate) fn balance_of(conn: &Connection, code: RoundCode, holder: &Holder) -> Result<Option<Balance>> {
    Ok(all(conn, code, None)?.into_iter().find(|one| one.holder == *holder))
}

/// What was given out of the hands of each holder who was handed anything: cash in fen, and units of each kind of goods.
pub(crate) type GivenOut = BTreeMap<CleanText, (i64, Vec<i64>)>;

/// That of a round.
pub(crate) fn given_out(conn: &Connection, code: RoundCode) -> Result<GivenOut> {
    let handed = all(conn, code, None)?
        .into_iter()
        .filter(|one| one.cash.out > 0 || one.goods.values().any(|amounts| amounts.out > 0));
    let given = |one: Balance| {
        let goods = one.goods.values().map(|amounts| amounts.given).collect();
        (one.holder.name().clone(), (one.cash.given, goods))
    };
    Ok(handed.map(given).collect())
}

/// Who holds something that is open.
pub(crate) fn open_holders(conn: &Connection, code: RoundCode) -> Result<Vec<CleanText>> {
    let open = all(conn, code, None)?.into_iter().filter(Balance::is_open);
    Ok(open.map(|one| one.holder.name().clone()).collect())
}

/// The gifts of a round that stand, where their recipients stand in it; of whoever stands nowhere, where the entry says.
fn drawn(conn: &Connection, code: RoundCode, day: Option<NaiveDate>) -> Result<Vec<Drawn>> {
    let parts = Parts::load(conn, code)?;
    let mut statement = conn.prepare_cached(
        "SELECT e.cash_fen, e.goods, r.id, coalesce(t.name, e.township_name, ''), coalesce(v.name, e.village, '')
         FROM entry AS e JOIN recipient AS r ON r.id = e.recipient
         LEFT JOIN standing AS s ON s.round = e.round AND s.recipient = r.local_id
         LEFT JOIN township AS t ON t.code = s.township LEFT JOIN village AS v ON v.local_id = s.village
         WHERE e.round = ?1 AND e.programme = 'visit' AND e.kind = 'gift' AND (?2 IS NULL OR e.paid_on <= ?2)
           AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = e.id) ORDER BY e.local_id",
    )?;
    let mut rows = statement.query((code.to_string(), day))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let place = [text(borrowed(row, 3)?), text(borrowed(row, 4)?)];
        let [team, _] = parts.of(borrowed(row, 2)?, &place[0], &place[1]);
        let goods = if_any(row, 1)?.map(text).unwrap_or_default();
        all.push(Drawn { place, team, cash: Fen::new(row.get(0)?), goods });
    }
    Ok(all)
}
