//! The words of a recipient in the lists across rounds.

use ratatui::style::Style;

use crate::app::ctx::Ctx;
use crate::domain::due::State;
use crate::domain::money::Fen;
use crate::domain::query::RosterRow;
use crate::lang::{fill, roster, words};

/// The style of what is told of a recipient: what is done or closed steps back.
pub(in crate::app::screens) fn style(cx: &Ctx, state: State) -> Style {
    match state {
        State::Overdue | State::Grace | State::Due => cx.theme.due,
        State::Done => cx.theme.done,
        State::Upcoming | State::Closed | State::NotEligible => cx.theme.quiet,
    }
}

/// The standard: cash, or the value of the goods where there is no cash.
pub(in crate::app::screens) fn standard(row: &RosterRow) -> String {
    row.standard.as_ref().map_or_else(String::new, |standard| {
        let amount = if standard.cash == Fen::ZERO { standard.goods_value } else { standard.cash };
        amount.short()
    })
}

/// The last gift in a column: 2023年八一 1,000.
pub(in crate::app::screens) fn last_gift(cx: &Ctx, row: &RosterRow) -> String {
    row.last_gift.as_ref().map_or_else(String::new, |gift| {
        let amount = if gift.cash == Fen::ZERO { gift.goods_value } else { gift.cash };
        format!("{} {}", words::round(cx.lang, gift.round), amount.short())
    })
}

/// Name, sex and age.
pub(in crate::app::screens) fn who(cx: &Ctx, row: &RosterRow) -> String {
    let mut parts = vec![row.name.to_string()];
    parts.extend(row.sex.map(|sex| words::sex(cx.lang, sex).to_owned()));
    parts.extend(row.age.map(|age| fill(roster::texts(cx.lang).age, &[&age])));
    parts.join(" ")
}

/// The chosen recipient in one line: who, masked numbers, where, last gift.
pub(in crate::app::screens) fn told(cx: &Ctx, row: &RosterRow) -> String {
    let texts = roster::texts(cx.lang);
    let mut parts = vec![who(cx, row)];
    parts.extend(row.id_masked.as_ref().map(ToString::to_string));
    parts.extend(row.phone_masked.as_ref().map(ToString::to_string));
    parts.push(match &row.last_gift {
        Some(gift) => {
            let amount = if gift.cash == Fen::ZERO { gift.goods_value } else { gift.cash };
            fill(texts.last_gift, &[&words::round(cx.lang, gift.round), &words::yuan(cx.lang, amount)])
        }
        None => texts.never.to_owned(),
    });
    parts.join("  ")
}
