//! The entries of the ledger, and the calls with what was handed over at them.

use crate::domain::entry::{EntryKind, LedgerLine};
use crate::domain::export::VisitRow;
use crate::domain::roster::Column;
use crate::domain::text::CleanText;
use crate::domain::year_report::FigureEntry;
use crate::lang::{Lang, cells as roster, export, words, year_report};
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns of the entries.
pub(super) fn columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let of =
        |column: Column, holds| OutColumn { key: column.code(), head: roster::column(lang, column), holds };
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("entry", heads.id, Holds::Ids),
        own("recipient", heads.about, Holds::Ids),
        own("reverses", heads.reverses, Holds::Ids),
        own("reversed_by", heads.reversed, Holds::Ids),
        own("no", heads.number, Holds::Counts),
        own("on", heads.day, Holds::Days),
        own("kind", heads.entry_kind, Holds::Words),
        of(Column::Name, Holds::Words),
        of(Column::Township, Holds::Words),
        of(Column::Village, Holds::Words),
        own("group", heads.group, Holds::Words),
        own("round", heads.round, Holds::Words),
        own("cash_fen", heads.cash, Holds::Money),
        own("goods", heads.goods, Holds::Words),
        own("goods_fen", heads.goods_value, Holds::Money),
        own("handlers", heads.handlers, Holds::Words),
        own("proxy", heads.proxy, Holds::Words),
        own("relation", heads.relation, Holds::Words),
        own("stands", heads.stands, Holds::Words),
        own("reason", heads.reason, Holds::Words),
    ]
}

/// An entry as cells.
pub(super) fn cells(lang: Lang, line: LedgerLine) -> Vec<OutCell> {
    let kind = match line.kind {
        EntryKind::Gift => lang.pick("慰问", "gift"),
        EntryKind::Reversal => lang.pick("冲正", "reversal"),
    };
    let stands = match line.reversed_by {
        None => OutCell::word("yes", ""),
        Some(_) => OutCell::word("reversed", export::heads(lang).reversed),
    };
    let (proxy, relation) = line.proxy.unzip();
    vec![
        OutCell::words(line.id.to_string()),
        OutCell::words(line.recipient.to_string()),
        line.reverses.map_or(OutCell::Empty, |id| OutCell::words(id.to_string())),
        line.reversed_by.map_or(OutCell::Empty, |id| OutCell::words(id.to_string())),
        OutCell::Count(line.no),
        OutCell::Day(line.on),
        OutCell::word(line.kind.code(), kind),
        line.name.into(),
        line.township.into(),
        line.village.into(),
        line.group.into(),
        OutCell::word(line.round.to_string(), words::round(lang, line.round)),
        OutCell::amount(line.cash),
        line.goods.into(),
        OutCell::amount(line.goods_value),
        line.handlers.into(),
        proxy.into(),
        relation.into(),
        stands,
        line.reason.into(),
    ]
}

/// The columns of the calls.
pub(super) fn visit_columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let of =
        |column: Column, holds| OutColumn { key: column.code(), head: roster::column(lang, column), holds };
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("recipient", heads.about, Holds::Ids),
        own("on", heads.day, Holds::Days),
        own("round", heads.round, Holds::Words),
        of(Column::Township, Holds::Words),
        of(Column::Village, Holds::Words),
        of(Column::Name, Holds::Words),
        of(Column::Categories, Holds::Words),
        of(Column::Address, Holds::Words),
        of(Column::Phone, Holds::Digits),
        own("callers", heads.callers, Holds::Words),
        own("way", heads.way, Holds::Words),
        own("outcome", heads.outcome, Holds::Words),
        own("deferred_to", heads.deferred_to, Holds::Days),
        own("cash_fen", heads.cash, Holds::Money),
        own("goods", heads.goods, Holds::Words),
        own("goods_fen", heads.goods_value, Holds::Money),
        own("proxy", heads.proxy, Holds::Words),
        own("relation", heads.relation, Holds::Words),
        own("needs", heads.needs, Holds::Words),
        of(Column::Note, Holds::Words),
        own("stands", heads.stands, Holds::Words),
    ]
}

/// A call as cells.
pub(super) fn visit_cells(lang: Lang, row: VisitRow) -> Vec<OutCell> {
    let [proxy, relation] = row.proxy.map_or([None, None], |both| both.map(Some));
    let stands = if row.stands {
        OutCell::word("yes", "")
    } else {
        OutCell::word("cancelled", export::told(lang).cancelled)
    };
    vec![
        OutCell::words(row.recipient.to_string()),
        OutCell::Day(row.on),
        row.round.map_or(OutCell::Empty, |round| OutCell::word(round.to_string(), words::round(lang, round))),
        row.township.into(),
        row.village.into(),
        row.name.into(),
        row.labels.into(),
        row.address.into(),
        row.phone.into(),
        row.handlers.into(),
        OutCell::word(export::way(Lang::En, row.way), export::way(lang, row.way)),
        OutCell::word(row.outcome.code(), words::outcome(lang, row.outcome)),
        OutCell::day(row.deferred_to),
        OutCell::amount(row.cash),
        row.goods.into(),
        OutCell::amount(row.goods_value),
        proxy.into(),
        relation.into(),
        row.needs.into(),
        row.note.into(),
        stands,
    ]
}

/// The columns of what a figure of a year's report is made of: those of `muster report YEAR --explain FIGURE`.
pub(super) fn figure_columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("no", heads.number, Holds::Counts),
        own("on", heads.day, Holds::Words),
        own("name", heads.about, Holds::Words),
        own("what", heads.what, Holds::Words),
        own("amount_fen", heads.amount, Holds::Money),
        own("adds", heads.adds, Holds::Words),
    ]
}

/// What of it leaves.
pub(super) fn figure_cells(lang: Lang, entry: &FigureEntry) -> Vec<OutCell> {
    vec![
        if entry.no > 0 { OutCell::Count(entry.no) } else { OutCell::Empty },
        OutCell::words(entry.on.clone()),
        entry.name.clone().into(),
        entry.what.clone().into(),
        OutCell::Money(entry.amount),
        OutCell::words(year_report::quantities(lang, &entry.values)),
    ]
}

/// What was asked of it.
pub(super) fn asked_figure(year: i32, figure: &CleanText) -> [(&'static str, Option<String>); 2] {
    [("year", Some(year.to_string())), ("figure", Some(figure.to_string()))]
}
