//! What the figures of visits are made of, for every report.

use crate::domain::money::Fen;
use crate::domain::report::VisitFigures;

/// A person-visit is a call at which something was handed over: one person on one day. Two who are one human are one.
pub(super) fn visits(who: &str) -> String {
    format!(
        "count(DISTINCT {who}), count(DISTINCT {who} || g.round || g.paid_on), coalesce(sum(g.cash_fen), 0),
         coalesce(sum(g.goods_fen), 0)"
    )
}

pub(super) fn visit_figures(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<VisitFigures> {
    Ok(VisitFigures {
        people: row.get(at)?,
        person_visits: row.get(at + 1)?,
        cash: Fen::new(row.get(at + 2)?),
        goods: Fen::new(row.get(at + 3)?),
    })
}
