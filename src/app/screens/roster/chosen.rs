//! The line that tells the chosen person or township, so that most questions need no other screen.

use super::rows;
use crate::app::ctx::Ctx;
use crate::domain::place::Scope;
use crate::domain::query::{RosterRow, ScopeLine};
use crate::lang::{fill, roster, words};
use crate::ui::text;

/// A person in `cells`: name, sex, age, masked numbers, last gift. Where room is short the numbers
/// give way, first the ID number; the amount is never cut.
pub(super) fn person(cx: &Ctx, row: &RosterRow, cells: usize) -> String {
    let texts = roster::texts(cx.lang);
    let mut who = vec![row.name.to_string()];
    who.extend(row.sex.map(|sex| words::sex(cx.lang, sex).to_owned()));
    who.extend(row.age.map(|age| fill(texts.age, &[&age])));
    let who = who.join(" ");
    let last = match &row.last_gift {
        Some(gift) => {
            fill(texts.last_gift, &[&words::round_short(cx.lang, gift.round), &rows::gift_amount(cx, gift)])
        }
        None => texts.never.to_owned(),
    };
    let (id, phone) = (row.id_masked.as_deref(), row.phone_masked.as_deref());
    [[id, phone], [None, phone], [None, None]]
        .into_iter()
        .map(|numbers| {
            let mut parts = vec![who.as_str()];
            parts.extend(numbers.into_iter().flatten());
            parts.push(&last);
            parts.join("  ")
        })
        .find(|line| text::width(line) <= cells)
        .unwrap_or(who)
}

/// The name of a scope.
pub(super) fn scope_name<'a>(cx: &Ctx, line: &'a ScopeLine) -> &'a str {
    let texts = roster::texts(cx.lang);
    match line.scope {
        Scope::Banner => texts.banner,
        Scope::Units => texts.units,
        Scope::Township(_) => &line.name,
    }
}

/// A scope: its name and every count.
pub(super) fn scope(cx: &Ctx, line: &ScopeLine) -> String {
    let texts = roster::texts(cx.lang);
    [
        scope_name(cx, line).to_owned(),
        fill(texts.count_all, &[&line.recipients]),
        fill(texts.count_open, &[&line.open]),
        fill(texts.count_done, &[&line.done]),
        fill(texts.count_closed, &[&line.closed]),
        fill(texts.money, &[&line.given.short(), &line.planned.short()]),
    ]
    .join("  ")
}
