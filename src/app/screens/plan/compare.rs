//! The numbers of a comparison, each with its list.

use super::texts;
use crate::app::context::ViewContext;
use crate::domain::ids::RecipientId;
use crate::domain::plan::compare::{Comparison, Planned};
use crate::lang::{fill, plan, words};

/// A number: its name, how many, and who.
pub(super) struct Number<'a> {
    pub(super) name: String,
    pub(super) count: u64,
    /// Whom it counts, with what is told beside the amount; none where the plans themselves are counted.
    pub(super) list: Option<Vec<(&'a Planned, String)>>,
}

impl Number<'_> {
    /// The id of one of them.
    pub(super) fn id(&self, at: usize) -> Option<RecipientId> {
        self.list.as_ref()?.get(at).map(|(one, _)| one.id)
    }
}

/// The numbers, in the order in which they are told.
pub(super) fn numbers<'a>(cx: &ViewContext, of: &'a Comparison) -> Vec<Number<'a>> {
    let texts = texts::of(cx.lang);
    let [before, now] = of.counts;
    let plain = |all: &'a [Planned]| all.iter().map(|one| (one, String::new())).collect::<Vec<_>>();
    let mut numbers = vec![
        Number { name: texts.before.to_owned(), count: before, list: None },
        Number { name: texts.new.to_owned(), count: of.new.len() as u64, list: Some(plain(&of.new)) },
    ];
    for (why, count) in of.reasons() {
        let list = of.dropped.iter().filter(|(_, reason)| *reason == why);
        numbers.push(Number {
            name: fill(texts.dropped, &[&plan::dropped(cx.lang, why)]),
            count,
            list: Some(list.map(|(one, _)| (one, String::new())).collect()),
        });
    }
    let changed = of.changed.iter().map(|(one, was)| (one, fill(texts.was, &[&was.short()])));
    numbers.push(Number {
        name: texts.changed.to_owned(),
        count: of.changed.len() as u64,
        list: Some(changed.collect()),
    });
    if !of.late.is_empty() {
        let (name, count) = (texts.late.to_owned(), of.late.len() as u64);
        numbers.push(Number { name, count, list: Some(plain(&of.late)) });
    }
    numbers.push(Number { name: texts.now.to_owned(), count: now, list: None });
    numbers
}

/// The rounds that are compared, and that the numbers add up.
pub(super) fn headline(
    cx: &ViewContext,
    of: &Comparison,
    round: crate::domain::holiday::RoundCode,
) -> [String; 2] {
    let texts = texts::of(cx.lang);
    let before = of.before.map(|before| words::round(cx.lang, before)).unwrap_or_default();
    let [old, now] = of.counts;
    [
        fill(texts.compared, &[&words::round(cx.lang, round), &before]),
        fill(texts.sum_check, &[&old, &of.new.len(), &of.dropped.len(), &now]),
    ]
}
