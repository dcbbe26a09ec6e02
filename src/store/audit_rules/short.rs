//! A04: less than the standard, once the due days are over.

use crate::domain::audit::{Finding, Sink, Told, cases};
use crate::domain::money::Fen;
use crate::store::audit_rules::{Context, span};
use crate::store::columns::{borrowed, if_any, number};
use crate::store::file::error::Result;
use crate::store::rounds;

/// The first gift that stands of whoever was given less than the standard by it, with all that was given in the round.
fn sql(condition: &str) -> String {
    const LIVE: &str = "o.kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = o.id)";
    const SAME: &str = "FROM entry AS o WHERE o.recipient = g.recipient AND +o.round = g.round";
    format!(
        "SELECT g.recipient, g.name, g.round, g.standard_fen, g.standard_goods_fen,
                (SELECT sum(o.cash_fen) {SAME}), (SELECT sum(o.goods_fen) {SAME}),
                (SELECT group_concat(o.local_id, ' ') {SAME} AND {LIVE})
         FROM entry AS g JOIN round AS t ON t.code = g.round
         WHERE {condition} AND g.kind = 'gift' AND t.due_until < ?2 AND g.visit_group <> ''
           AND (g.cash_fen < g.standard_fen OR g.goods_fen < g.standard_goods_fen)
           AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)
           AND NOT EXISTS (SELECT 1 {SAME} AND o.local_id < g.local_id AND {LIVE})
         ORDER BY g.local_id"
    )
}

/// Looks for them.
pub(super) fn look(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut statement = cx.conn.prepare(&sql(span::entries(cx.span)))?;
    let mut rows = statement.query((span::value(cx.span), cx.today.to_string()))?;
    while let Some(row) = rows.next()? {
        let recipient = if_any(row, 0)?.unwrap_or_default();
        let (name, code) = (borrowed(row, 1)?, borrowed(row, 2)?);
        let round = rounds::parse_code(code)?;
        let entries: Vec<i64> =
            if_any(row, 7)?.unwrap_or_default().split(' ').filter_map(|no| no.parse().ok()).collect();
        for (case, given, standard) in [
            (&cases::BELOW, number(row, 5)?, number(row, 3)?),
            (&cases::BELOW_GOODS, number(row, 6)?, number(row, 4)?),
        ] {
            if given < standard {
                let told =
                    vec![Told::Round(round), Told::Yuan(Fen::new(given)), Told::Yuan(Fen::new(standard))];
                let found = Finding::new(case, &format!("{recipient} {code}"), name, told);
                sink(found.of(recipient).naming(entries.iter().copied()));
            }
        }
    }
    Ok(())
}
