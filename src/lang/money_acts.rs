//! Acts on payments, cases and work in words.

use super::{Lang, payments, words, work};
use crate::domain::money::Fen;
use crate::domain::payment::{LEVEL, NOTE};
use crate::domain::relief::{ASKED_FEN, BY, BY_SECOND, CAUSE, GRANTED_FEN, StepKind, TO, TYPE, UNTIL};
use crate::domain::work::WorkKind;

/// A payment: its programme by name, its half-year or category, its sum with the unit.
pub(super) fn paid(lang: Lang, told: &str) -> String {
    let (front, why) = told.split_once(": ").unwrap_or((told, ""));
    let front = payments::programme_names(lang, front);
    let (front, sum) = front.rsplit_once(' ').unwrap_or((&front, ""));
    let sum = Fen::parse(sum).map_or_else(|_| sum.to_owned(), |sum| words::yuan(lang, sum));
    [[front, &sum].join(" ").trim(), why].join("  ").trim().to_owned()
}

/// A row of work: its kind in words, then what stands behind it.
pub(super) fn work_row(lang: Lang, told: &str) -> String {
    let (kind, rest) = told.split_once(' ').unwrap_or((told, ""));
    let kind = WorkKind::parse(kind).map_or(kind, |kind| work::kind(lang, kind));
    [kind, rest].join(" ").trim().to_owned()
}

/// A step of a case: its number, the step in words, the day, and what was written of it.
pub(super) fn case_step(lang: Lang, told: &str) -> Option<String> {
    let (front, body) = told.split_once(" {").unwrap_or((told, ""));
    let mut words: Vec<&str> = front.rsplitn(3, ' ').collect();
    words.reverse();
    let [case, step, day] = words.as_slice() else { return None };
    let kind = StepKind::parse(step)?;
    let kept: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&["{", body].concat()).unwrap_or_default();
    let said = |key: &str| kept.get(key).and_then(serde_json::Value::as_str);
    let fen =
        |key: &str| said(key).and_then(|fen| fen.parse().ok()).map(|fen| words::yuan(lang, Fen::new(fen)));
    let mut all = vec![(*case).to_owned(), payments::step(lang, kind).to_owned(), (*day).to_owned()];
    all.extend([ASKED_FEN, GRANTED_FEN].into_iter().filter_map(fen));
    let plain = [TYPE, CAUSE, BY, BY_SECOND, TO, UNTIL, LEVEL, NOTE];
    all.extend(plain.into_iter().filter_map(said).map(str::to_owned));
    Some(all.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_told() {
        assert_eq!(
            paid(Lang::Zh, "生活补助 2023-08..2023-12 残疾军人 100: 多发"),
            "生活补助 2023-08..2023-12 残疾军人 100 元  多发"
        );
        assert_eq!(paid(Lang::En, "生活补助 2023-08 100.50"), "living allowance 2023-08 100.50 yuan");
        assert_eq!(work_row(Lang::Zh, "meeting 研判会 2023"), "会议 研判会 2023");
        let step = r#"K2 refuse 2024-01-14 {"note":"不符"}"#;
        assert_eq!(case_step(Lang::Zh, step).as_deref(), Some("K2 不予批准 2024-01-14 不符"));
        let step = r#"K2 accept 2024-01-14 {"asked_fen":"500000","type":"大病"}"#;
        assert_eq!(case_step(Lang::En, step).as_deref(), Some("K2 accepted 2024-01-14 5,000 yuan 大病"));
    }
}
