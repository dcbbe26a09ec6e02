//! A group or category that is held, in words: since when, and whether by a rule.

use super::texts::PersonTexts;
use crate::domain::recipient::Held;
use crate::domain::text::CleanText;
use crate::lang::fill;

/// 烈士遗属, 2024-01-01 起, 按规则
pub(super) fn told(texts: &PersonTexts, one: &Held, by_rule: bool) -> Vec<String> {
    let when = match (one.from, one.until) {
        (None, None) => texts.undated.to_owned(),
        (Some(from), None) => fill(texts.from, &[&from]),
        (None, Some(until)) => fill(texts.until, &[&until]),
        (Some(from), Some(until)) => fill(texts.between, &[&from, &until]),
    };
    let mut parts = vec![one.label.to_string(), when];
    parts.extend(by_rule.then(|| texts.by_rule.to_owned()));
    parts
}

/// The group by which somebody stands in a round: 烈士遗属（按规则）
pub(super) fn basis(texts: &PersonTexts, group: &CleanText, by_rule: bool) -> String {
    if by_rule { fill(texts.group_by_rule, &[group]) } else { group.to_string() }
}
