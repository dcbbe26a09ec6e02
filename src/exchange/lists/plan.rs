//! The lines of a plan, in the order of driving.

use super::Visit;
use crate::domain::holiday::RoundCode;
use crate::domain::plan::{PlanFilter, PlanLine};
use crate::domain::roster::Column;
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, cells as roster, export, words};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns.
pub(super) fn columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let of =
        |column: Column, holds| OutColumn { key: column.code(), head: roster::column(lang, column), holds };
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("recipient", heads.id, Holds::Ids),
        own("round", heads.round, Holds::Words),
        of(Column::Township, Holds::Words),
        of(Column::Village, Holds::Words),
        of(Column::Name, Holds::Words),
        of(Column::Kind, Holds::Words),
        own("group", heads.group, Holds::Words),
        own("amount_fen", heads.standard, Holds::Money),
        own("goods", heads.goods, Holds::Words),
        own("goods_fen", heads.goods_value, Holds::Money),
        own("fund", heads.fund, Holds::Words),
        own("team", heads.team, Holds::Words),
        own("leader", heads.leader, Holds::Words),
        own("station", heads.station, Holds::Words),
        own("state", heads.state, Holds::Words),
        own("added", heads.added, Holds::Words),
    ]
}

/// Visits the lines.
pub(super) fn each(
    store: &Store,
    round: RoundCode,
    filter: &PlanFilter,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    store.plan_lines(round, filter, writing.today, |line| visit(cells(round, line, writing)))
}

fn cells(round: RoundCode, line: PlanLine, writing: &Writing<'_>) -> Vec<OutCell> {
    let lang = writing.lang;
    let [cash, goods_value] = [line.amount(), line.goods_value()];
    let row = line.row;
    let said = words::standing(lang, row.standing, row.state, writing.today);
    vec![
        OutCell::words(row.id.to_string()),
        OutCell::word(round.to_string(), words::round(lang, round)),
        row.township.into(),
        row.village.into(),
        row.name.into(),
        OutCell::word(export::kind(Lang::En, row.kind), export::kind(lang, row.kind)),
        row.group.into(),
        OutCell::amount(cash),
        row.standard.map_or(OutCell::Empty, |standard| standard.goods.into()),
        OutCell::amount(goods_value),
        line.fund.into(),
        line.team.into(),
        line.leader.into(),
        line.station.into(),
        OutCell::word(row.state.code(), said),
        line.added.into(),
    ]
}
