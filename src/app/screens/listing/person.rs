//! The words of a recipient in the lists across rounds.

use ratatui::style::Style;

use crate::app::context::ViewContext;
use crate::domain::due::DueState;
use crate::domain::list::{LastGift, RosterRow};
use crate::domain::money::Fen;
use crate::lang::{fill, recipient, words};
use crate::ui::text;

/// The style of what is told of a recipient: what is done or closed steps back.
pub(in crate::app::screens) fn style(cx: &ViewContext, state: DueState) -> Style {
    match state {
        DueState::Overdue | DueState::Grace | DueState::Due => cx.theme.due,
        DueState::Done => cx.theme.done,
        DueState::Upcoming | DueState::Closed | DueState::NotEligible => cx.theme.quiet,
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
pub(in crate::app::screens) fn last_gift(cx: &ViewContext, row: &RosterRow) -> String {
    row.last_gift.as_ref().map_or_else(String::new, |gift| {
        let amount = if gift.cash == Fen::ZERO { gift.goods_value } else { gift.cash };
        format!("{} {}", words::round_short(cx.lang, gift.round), amount.short())
    })
}

/// The phone of a row: whole where the phones of those who are due are open, else masked.
pub(in crate::app::screens) fn phone<'a>(cx: &'a ViewContext, row: &'a RosterRow) -> Option<&'a str> {
    cx.phone(row.id, &row.phone_masked).map(AsRef::as_ref)
}

/// The columns of a list, their heads or the cells of a row, as they stand while phones are open: the phone, which is the
/// last of them, comes right behind those that are `always` there.
pub(in crate::app::screens) fn phone_first<T>(cx: &ViewContext, always: usize, columns: &mut [T]) {
    if let Some(rest) = columns.get_mut(always..).filter(|_| cx.phones.is_some()) {
        rest.rotate_right(1);
    }
}

/// Cells that names are given; longer ones move what follows.
const NAME: usize = 12;
/// Cells of the sex.
const SEX: usize = 2;
/// An age as wide as most.
const AN_AGE: u32 = 70;

/// A person in `cells`: name, sex, age, masked numbers, last gift. Where room is short the numbers
/// give way, first the ID number; the amount is never cut.
pub(in crate::app::screens) fn summary(cx: &ViewContext, row: &RosterRow, cells: usize) -> String {
    let texts = recipient::texts(cx.lang);
    // What stands in the same place for everybody is not sent again.
    let sex = row.sex.map_or_else(String::new, |sex| words::sex(cx.lang, sex).to_owned());
    let age = row.age.map_or_else(String::new, |age| fill(texts.age, &[&age]));
    let who = [(&*row.name, NAME), (&sex, SEX), (&age, text::width(&fill(texts.age, &[&AN_AGE])))]
        .map(|(part, cells)| text::pad(part, cells.max(text::width(part)), ""))
        .join(" ");
    let last = match &row.last_gift {
        Some(gift) => {
            fill(texts.last_gift, &[&words::round_short(cx.lang, gift.round), &gift_amount(cx, gift)])
        }
        None => texts.never.to_owned(),
    };
    let (id, phone) = (row.id_masked.as_deref(), phone(cx, row));
    let opened = cx.opened_phone(row.id).map(AsRef::as_ref);
    let gap = if cx.wide() { "  " } else { " " };
    let last = Some(last.as_str());
    // A phone that was opened gives way last.
    [
        [id, phone, last],
        [None, phone, last],
        [None, opened, opened.map_or(last, |_| None)],
        [None, None, None],
    ]
    .into_iter()
    .map(|told| {
        Some(who.as_str()).into_iter().chain(told.into_iter().flatten()).collect::<Vec<_>>().join(gap)
    })
    .find(|line| text::width(line) <= cells)
    .unwrap_or_else(|| who.clone())
}

/// The last gift in words: 1,000 元.
pub(in crate::app::screens) fn gift_amount(cx: &ViewContext, gift: &LastGift) -> String {
    if gift.cash == Fen::ZERO {
        fill(recipient::texts(cx.lang).goods, &[&gift.goods_value.short()])
    } else {
        words::yuan(cx.lang, gift.cash)
    }
}
