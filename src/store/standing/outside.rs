//! Who was given something in a round without being on its list. They stand in the index without a group, and no list and no
//! count holds them.

use rusqlite::Connection;

use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::domain::round_card::OutsideSum;
use crate::store::codec;
use crate::store::file::error::Result;
use crate::store::standing::{facts, shared};

/// Those of a round, all or of one township; who was only called on is none of them.
pub(crate) const OUTSIDE: &str = "SELECT recipient, kind FROM standing
     WHERE round = ?1 AND visit_group IS NULL AND (?2 IS NULL OR township = ?2)";

/// Counts those of a round, and sums what stands of what they were given.
pub(crate) fn sum(
    conn: &Connection,
    round: RoundCode,
    township: Option<&TownshipCode>,
) -> Result<OutsideSum> {
    let code = round.to_string();
    let mut all = OutsideSum::default();
    let mut statement = conn.prepare_cached(OUTSIDE)?;
    let mut rows = statement.query((&code, township.map(|township| &township.0)))?;
    while let Some(row) = rows.next()? {
        let subject = facts::subject(conn, row.get(0)?)?;
        // What counts for whom is told by one who has merged with others as for a gift.
        let members = subject.ties.iter().flat_map(|ties| ties.members_in(&code));
        let [ids, _] = shared::lists(&subject, members);
        let (gifts, cash, goods): (u64, i64, i64) = conn
            .prepare_cached(
                "SELECT count(*), coalesce(sum(cash_fen), 0), coalesce(sum(goods_fen), 0) FROM entry AS g
                 WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2 AND programme = 'visit'
                   AND kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)",
            )?
            .query_row((ids, &code), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if gifts > 0 {
            let is_unit = codec::kind(&row.get::<_, String>(1)?) == Kind::Unit;
            *(if is_unit { &mut all.units } else { &mut all.people }) += 1;
            all.cash = all.cash.plus(Fen::new(cash));
            all.goods = all.goods.plus(Fen::new(goods));
        }
    }
    Ok(all)
}
