//! The words of a recipient in the lists across rounds.

use chrono::Datelike;
use ratatui::style::Style;

use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::outbox::{Outbox, Severity};
use crate::domain::due::{DueState, Standing};
use crate::domain::ids::RecipientId;
use crate::domain::list::{LastGift, RosterRow};
use crate::domain::money::Fen;
use crate::lang::{Lang, fill, recipient, words};
use crate::ui::table::{Column, Table};
use crate::ui::text;

/// The style of what is told of a recipient: what is done or closed steps back.
pub(in crate::app::screens) fn style(cx: &ViewContext, state: DueState) -> Style {
    match state {
        DueState::Overdue | DueState::Grace | DueState::Due => cx.theme.due,
        DueState::Done => cx.theme.done,
        DueState::Upcoming | DueState::Closed | DueState::NotEligible => cx.theme.quiet,
    }
}

/// The style of where a recipient stands, in the column that tells it: late are what is overdue and a promise that is past.
pub(in crate::app::screens) fn state_style(cx: &ViewContext, state: DueState, standing: Standing) -> Style {
    let theme = &cx.theme;
    match (state, standing) {
        (DueState::Overdue, _) => theme.late,
        _ if words::is_promise_past(standing, cx.today) => theme.late,
        (_, Standing::Open(Some(_)) | Standing::Partly(..)) | (DueState::Grace, _) => theme.doubt,
        (DueState::Due, _) => theme.due,
        (DueState::Done, _) => theme.done,
        (DueState::Upcoming | DueState::Closed | DueState::NotEligible, _) => theme.quiet,
    }
}

/// Opens whom the bar of a list is on, and does at once what a key asks for there.
pub(in crate::app::screens) fn act_on(
    cx: &ViewContext,
    id: Option<RecipientId>,
    action: ScreenAction,
    out: &mut Outbox<'_>,
) {
    match id {
        Some(id) => out.open(Destination::PersonFor { id, action }),
        None => out.say(Severity::Plain, recipient::texts(cx.lang).choose_first),
    }
}

/// The standard: cash, or the value of the goods where there is no cash; nothing for who is closed.
pub(in crate::app::screens) fn standard(row: &RosterRow) -> String {
    match (&row.standard, row.state) {
        (None, _) | (_, DueState::Closed | DueState::NotEligible) => String::new(),
        (
            Some(standard),
            DueState::Overdue | DueState::Grace | DueState::Due | DueState::Upcoming | DueState::Done,
        ) => {
            let amount = if standard.cash == Fen::ZERO { standard.goods_value } else { standard.cash };
            amount.short()
        }
    }
}

/// The last gift in a column: 2023年八一 1,000.
pub(in crate::app::screens) fn last_gift(cx: &ViewContext, row: &RosterRow) -> String {
    row.last_gift.as_ref().map_or_else(String::new, |gift| {
        let amount = if gift.cash == Fen::ZERO { gift.goods_value } else { gift.cash };
        format!("{} {}", words::round_short(cx.lang, gift.round), amount.short())
    })
}

/// Gives the column of the state the cells that its longest word takes: promised 29 Feb, and towards the end of a year
/// 约12月15日.
pub(in crate::app::screens) fn make_room_for_state(cx: &ViewContext, columns: &mut [Column], state: usize) {
    let Some(column) = columns.get_mut(state) else { return };
    column.width = column.width.max(match cx.lang {
        Lang::En => 15,
        Lang::Zh if cx.today.month() >= 9 => 10,
        Lang::Zh => 0,
    });
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

/// Whether a table shows the column with that number of those that an open phone comes before.
pub(in crate::app::screens) fn shows(cx: &ViewContext, table: &Table, column: usize) -> bool {
    table.has(column + usize::from(cx.phones.is_some()))
}

/// Cells that names are given; longer ones move what follows.
const NAME: usize = 12;
/// Cells of the sex.
const SEX: usize = 2;
/// An age as wide as most.
const AN_AGE: u32 = 70;

/// What is told of a person behind the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::screens) enum Behind {
    /// The last gift.
    LastGift,
    /// The address, where the list tells the last gift.
    Address,
}

/// A person below a list: name, sex, age, masked numbers and what is told behind them, in one piece where `cells` are
/// enough for it.
pub(in crate::app::screens) fn told(
    cx: &ViewContext,
    row: &RosterRow,
    behind: Behind,
    cells: usize,
) -> Vec<String> {
    let texts = recipient::texts(cx.lang);
    // What stands in the same place for everybody is not sent again.
    let sex = row.sex.map_or_else(String::new, |sex| words::sex(cx.lang, sex).to_owned());
    let age = row.age.map_or_else(String::new, |age| fill(texts.age, &[&age]));
    let who = [(&*row.name, NAME), (&sex, SEX), (&age, text::width(&fill(texts.age, &[&AN_AGE])))]
        .map(|(part, cells)| text::pad(part, cells.max(text::width(part)), ""))
        .join(" ");
    let behind = match (behind, &row.last_gift) {
        (Behind::Address, _) => row.address.as_ref().map(ToString::to_string),
        (Behind::LastGift, Some(gift)) => {
            Some(fill(texts.last_gift, &[&words::round_short(cx.lang, gift.round), &gift_amount(cx, gift)]))
        }
        (Behind::LastGift, None) => Some(texts.never.to_owned()),
    };
    let numbers = [row.id_masked.as_deref(), phone(cx, row)].map(|number| number.map(str::to_owned));
    let mut parts: Vec<String> = Some(who).into_iter().chain(numbers.into_iter().flatten()).collect();
    parts.extend(behind);
    let line = parts.join(if cx.wide() { "  " } else { " " });
    if text::width(&line) <= cells {
        return vec![line];
    }
    // A phone that was opened gives way last.
    if let Some(opened) = cx.opened_phone(row.id)
        && let Some(at) = parts.iter().position(|part| **part == **opened)
        && let Some(rest) = parts.get_mut(1..=at)
    {
        rest.rotate_right(1);
    }
    parts
}

/// The last gift in words: 1,000 元.
pub(in crate::app::screens) fn gift_amount(cx: &ViewContext, gift: &LastGift) -> String {
    if gift.cash == Fen::ZERO {
        fill(recipient::texts(cx.lang).goods, &[&gift.goods_value.short()])
    } else {
        words::yuan(cx.lang, gift.cash)
    }
}
