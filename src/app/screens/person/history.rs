//! What was changed of the facts, as lines of the screen.

use super::lines::{Line, Target};
use super::texts::{self, PersonTexts};
use crate::app::context::ViewContext;
use crate::domain::fact_history::{Fact, FactChange, FactHistory, FactSource};
use crate::lang::fill;

/// Adds the part that tells it.
pub(super) fn tell(cx: &ViewContext, history: &FactHistory, lines: &mut Vec<Line>) {
    let texts = texts::of(cx.lang);
    let line = |begins: bool, left: String, text: Vec<String>| Line {
        target: Target::Nothing,
        begins,
        apart: begins,
        beside: false,
        left,
        text,
        right: String::new(),
        style: if begins { cx.theme.head } else { cx.theme.plain },
        text_style: cx.theme.plain,
    };
    lines.push(line(true, texts.history.to_owned(), Vec::new()));
    if history.0.is_empty() {
        lines.push(line(false, String::new(), vec![texts.no_history.to_owned()]));
    }
    for one in &history.0 {
        let how = match one.source {
            FactSource::Added => texts.by_hand_added,
            FactSource::Edited => texts.by_hand,
            FactSource::Imported => texts.by_roster,
            FactSource::Merged => texts.by_merge,
            FactSource::Parted => texts.by_parting,
        };
        let mut parts = vec![how.to_owned(), one.actor.to_string()];
        parts.extend(one.reasons.iter().map(ToString::to_string));
        lines.push(line(false, one.on.to_string(), parts));
        for change in &one.changes {
            lines.push(line(false, label(texts, change.fact).to_owned(), vec![told(texts, change)]));
        }
    }
}

fn told(texts: &PersonTexts, change: &FactChange) -> String {
    let or_none = |text: &str| if text.is_empty() { texts.none.to_owned() } else { text.to_owned() };
    let word = |text: &str| match (change.fact, text) {
        (Fact::Sex, "male") => texts.male.to_owned(),
        (Fact::Sex, "female") => texts.female.to_owned(),
        (Fact::Household, "urban") => texts.urban.to_owned(),
        (Fact::Household, "rural") => texts.rural.to_owned(),
        (_, text) => or_none(text),
    };
    fill(texts.changed, &[&word(&change.before), &word(&change.after)])
}

fn label(texts: &PersonTexts, fact: Fact) -> &'static str {
    match fact {
        Fact::Name => texts.name,
        Fact::Sex => texts.sex,
        Fact::Birth => texts.birth,
        Fact::IdNumber => texts.id_number,
        Fact::Phone => texts.phone,
        Fact::Card => texts.card,
        Fact::Township => texts.township,
        Fact::Village => texts.village,
        Fact::Address => texts.address,
        Fact::Household => texts.household,
        Fact::Note => texts.note,
        Fact::Groups => texts.groups,
        Fact::Categories => texts.categories,
    }
}
