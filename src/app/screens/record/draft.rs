//! The form's own notation for a draft: one line, `muster-form 1;round=2024-spring;cash=1,000.00;`.
//!
//! A value has `%`, `;` and `=` written as `%25`, `%3B` and `%3D`. What is empty is left out. A later
//! notation gets another number; a reader that does not know it leaves the draft alone.

use std::collections::BTreeMap;

use super::item::Item;
use crate::domain::holiday::RoundCode;
use crate::domain::op::Draft;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;

/// Begins every draft of this notation.
const HEAD: &str = "muster-form 1";
/// The key of the item that had the keys; a draft without it begins at the first one.
const AT: &str = "at";

/// What a draft keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DraftBody {
    /// The round.
    pub(super) round: RoundCode,
    /// How the call ended.
    pub(super) outcome: Outcome,
    /// The texts of the fields that are not empty.
    pub(super) texts: BTreeMap<Item, String>,
    /// The item that had the keys.
    pub(super) at: Item,
}

impl DraftBody {
    /// Writes it.
    pub(super) fn write(&self) -> CleanText {
        let mut out =
            format!("{HEAD};round={};{}={};", self.round, Item::Outcome.code(), self.outcome.code());
        for (item, text) in &self.texts {
            if !text.is_empty() && *item != Item::Outcome {
                out.push_str(item.code());
                out.push('=');
                out.push_str(&escape(text));
                out.push(';');
            }
        }
        if self.at != Item::Outcome {
            out.push_str(AT);
            out.push('=');
            out.push_str(self.at.code());
            out.push(';');
        }
        CleanText::parse(&out, Draft::BODY_MAX).unwrap_or_else(|_| CleanText::unmasked(&out))
    }

    /// Reads one; none if it is not of this notation.
    pub(super) fn read(body: &str) -> Option<Self> {
        let rest = body.strip_prefix(HEAD)?.strip_prefix(';')?;
        let mut values: BTreeMap<&str, String> = BTreeMap::new();
        for part in rest.split_terminator(';') {
            let (key, value) = part.split_once('=')?;
            values.insert(key, unescape(value)?);
        }
        let round = values.get("round")?.parse().ok()?;
        let outcome = Outcome::parse(values.get(Item::Outcome.code())?)?;
        let texts = Item::ALL
            .into_iter()
            .filter(|item| *item != Item::Outcome)
            .filter_map(|item| Some((item, values.get(item.code())?.clone())))
            .collect();
        let at = |code: &String| Item::ALL.into_iter().find(|item| item.code() == code);
        let at = values.get(AT).and_then(at).unwrap_or(Item::Outcome);
        Some(Self { round, outcome, texts, at })
    }
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace(';', "%3B").replace('=', "%3D")
}

fn unescape(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        out.push(match code {
            "25" => '%',
            "3B" => ';',
            "3D" => '=',
            _ => return None,
        });
        out.push_str(rest);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::form::FieldName;
    use crate::domain::holiday::Festival;

    const ROUND: RoundCode = RoundCode { year: 2024, festival: Festival::Spring };

    #[test]
    fn a_draft_is_one_readable_line() {
        let texts = BTreeMap::from([
            (Item::Cash, "1,000.00".to_owned()),
            (Item::Needs, "屋顶; 漏雨=100%".to_owned()),
            (Item::Note, String::new()),
        ]);
        let mut draft = DraftBody { round: ROUND, outcome: Outcome::Given, texts, at: Item::Outcome };
        let line = "muster-form 1;round=2024-spring;outcome=given;cash=1,000.00;needs=屋顶%3B 漏雨%3D100%25;";
        assert_eq!(draft.write().as_str(), line);
        draft.at = Item::Needs;
        assert_eq!(draft.write().as_str(), [line, "at=needs;"].concat());
    }

    /// The form keeps whatever its fields take; `%` is written as three characters.
    #[test]
    fn the_longest_text_that_a_form_can_hold_is_kept_whole() {
        let texts: BTreeMap<Item, String> = Item::ALL
            .into_iter()
            .filter(|item| *item != Item::Outcome)
            .map(|item| (item, "%".repeat(item.longest())))
            .collect();
        let draft = DraftBody { round: ROUND, outcome: Outcome::MovedAway, texts, at: Item::Override };
        let body = draft.write();
        assert!(body.chars().count() <= Draft::BODY_MAX, "{}", body.chars().count());
        assert_eq!(DraftBody::read(&body), Some(draft));
    }

    #[test]
    fn another_notation_is_left_alone() {
        for body in [
            "",
            "muster-form 2;round=2024-spring;outcome=given;",
            "muster-form 1",
            "muster-form 1;",
            "muster-form 1;round=2024-spring;",
            "muster-form 1;round=never;outcome=given;",
            "muster-form 1;round=2024-spring;outcome=gone;",
            "muster-form 1;round=2024-spring;outcome=given;cash=%2;",
            "muster-form 1;round=2024-spring;outcome=given;cash=%zz;",
            "muster-form 1;round=2024-spring;outcome=given;cash;",
        ] {
            assert_eq!(DraftBody::read(body), None, "{body}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            texts in proptest::collection::vec("[a-z0-9程连富巴特尔·ᠮ;=%3BD ]{0,30}", 12),
            outcome in 0usize..9,
            year in 1950i32..2100,
            at in 0usize..14,
        ) {
            let items = Item::ALL.into_iter().filter(|item| *item != Item::Outcome);
            let texts: BTreeMap<Item, String> =
                items.zip(texts).filter(|(_, text)| !text.is_empty()).collect();
            let round = RoundCode { year, festival: Festival::Army };
            let draft = DraftBody { round, outcome: Outcome::ALL[outcome], texts, at: Item::ALL[at] };
            prop_assert_eq!(DraftBody::read(&draft.write()), Some(draft));
        }

        #[test]
        fn any_text_is_read_or_left(text in "\\PC{0,40}|muster-form 1;[a-z0-9=;%-]{0,40}") {
            let _ = DraftBody::read(&text);
        }
    }
}
