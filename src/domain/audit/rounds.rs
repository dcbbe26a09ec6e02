//! A19: standards that changed, came late, or rose far.

use chrono::NaiveDate;

use super::{Finding, Sink, Told, cases};
use crate::domain::round::{Round, Standard};
use crate::domain::setting::Thresholds;

/// A round with what the acts tell of it.
#[derive(Clone, Debug)]
pub struct RoundFacts {
    /// The round.
    pub round: Round,
    /// The day on which it was created; none where the register does not tell.
    pub created_on: Option<NaiveDate>,
    /// The last day on which it was changed.
    pub changed_on: Option<NaiveDate>,
    /// The day on which its first entry was recorded.
    pub first_entry_on: Option<NaiveDate>,
}

/// A19 of a round, beside the one before it.
pub fn standards(one: &RoundFacts, before: Option<&Round>, limits: &Thresholds, sink: Sink<'_>) {
    let code = one.round.code.to_string();
    let title = one.round.code.chinese();
    let about = |case, told| Finding::new(case, &code, &title, told);
    if let Some(changed) = one.changed_on
        && one.first_entry_on.is_some_and(|first| first <= changed)
    {
        sink(about(&cases::CHANGED_AFTER, vec![Told::Day(changed)]));
    }
    // Within the window a round comes into being by itself, with the standards of the one before.
    let window = one.round.window;
    let unlike = before.is_some_and(|before| !is_alike(&before.standards, &one.round.standards));
    if let Some(created) = one.created_on
        && created > window.opens
        && (created > window.due_until || unlike)
    {
        sink(about(&cases::CREATED_LATE, vec![Told::Day(created), Told::Day(window.opens)]));
    }
    for now in &one.round.standards {
        let then = before.and_then(|before| before.standards.iter().find(|then| then.group == now.group));
        let Some(then) = then else { continue };
        let parts = [(then.cash, now.cash), (then.goods_value, now.goods_value)];
        let raised = parts.into_iter().find(|(then, now)| {
            now.get().saturating_mul(100)
                > then.get().saturating_mul(limits.raised_percent.saturating_add(100))
        });
        if let Some((then, risen)) = raised {
            let subject = format!("{code} {}", now.group);
            let told = vec![Told::Text(now.group.clone()), Told::Yuan(then), Told::Yuan(risen)];
            sink(Finding::new(&cases::RAISED, &subject, &title, told));
        }
    }
}

fn is_alike(one: &[Standard], other: &[Standard]) -> bool {
    let sums = |all: &[Standard]| {
        let mut sums: Vec<(String, i64, i64)> =
            all.iter().map(|it| (it.group.to_string(), it.cash.get(), it.goods_value.get())).collect();
        sums.sort();
        sums
    };
    sums(one) == sums(other)
}
