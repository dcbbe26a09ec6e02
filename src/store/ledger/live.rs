//! Gifts that stand, which a second one would double.

use rusqlite::{Connection, Rows};

use crate::domain::gift::Earlier;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::store::codec::entry_id;
use crate::store::columns::{if_any, unmasked};
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::standing::{facts, shared};

/// Gifts of that recipient and round that no reversal has cancelled.
pub(crate) fn live(
    conn: &Connection,
    subject: &facts::Subject,
    id: RecipientId,
    code: RoundCode,
) -> Result<Vec<Earlier>> {
    let round = code.to_string();
    if let Some(ties) = &subject.ties {
        // Also what was given to whoever stands apart in a list that was fixed before: it is the same human.
        let [ids, _] = shared::lists(subject, ties.told_in(&round));
        let mut statement = conn.prepare_cached(
            "SELECT id, paid_on, cash_fen, goods_fen, goods, handler_1, handler_2, local_id, reason FROM entry AS g
             WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2 AND programme = 'visit'
               AND kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)",
        )?;
        return earlier(conn, None, statement.query((ids, round))?);
    }
    let mut statement = conn.prepare_cached(
        "SELECT id, paid_on, cash_fen, goods_fen, goods, handler_1, handler_2, local_id, reason FROM entry AS g
         WHERE recipient = ?1 AND +round = ?2 AND programme = 'visit' AND kind = 'gift'
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)",
    )?;
    let recipient = id.to_string();
    let about = About::recipient(conn, &recipient);
    earlier(conn, Some(&about), statement.query((&recipient, round))?)
}

/// Gifts in the order of the ledger; `one` masks the texts of all of them, else each is masked by whom it was for.
fn earlier(conn: &Connection, one: Option<&About<'_>>, mut rows: Rows<'_>) -> Result<Vec<Earlier>> {
    let mut live = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let own = About::subject(conn, &id);
        let about = one.unwrap_or(&own);
        let handlers = [about.maybe(if_any(row, 5)?)?, about.maybe(if_any(row, 6)?)?];
        let earlier = Earlier {
            id: entry_id(&id)?,
            on: row.get(1)?,
            cash: Fen::new(row.get(2)?),
            goods_value: Fen::new(row.get(3)?),
            goods: about.maybe(if_any(row, 4)?)?,
            handlers: handlers.into_iter().flatten().collect(),
            // Compared with that of a second gift, number for number; nobody is shown it.
            reason: unmasked(row.get(8)?),
        };
        live.push((row.get::<_, i64>(7)?, earlier));
    }
    // Nearly always there is none: then SQLite would make a sorter for nothing.
    live.sort_by_key(|(no, _)| *no);
    Ok(live.into_iter().map(|(_, earlier)| earlier).collect())
}
