//! A refused gift names the one that stands in its way.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::domain::gift::{Earlier, Refusal, Rule};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;

#[test]
fn a_double_payment_names_the_first() {
    let first = Earlier {
        id: EntryId(Uuid::nil()),
        on: NaiveDate::from_ymd_opt(2024, 1, 30).unwrap(),
        cash: Fen::new(100_000),
        goods_value: Fen::ZERO,
        goods: None,
        handlers: vec!["布仁".into(), "赵志强".into()],
        reason: None,
    };
    let trouble = RegisterError::Refused(vec![Refusal { rule: Rule::DoubleCash, earlier: Some(first) }]);
    assert_eq!(text(Lang::Zh, &trouble), "本次活动已发过慰问金：2024年1月30日 1,000 元 经办 布仁、赵志强");
    assert_eq!(
        text(Lang::En, &trouble),
        "Cash was already given in this round: 30 Jan 2024 1,000 yuan by 布仁, 赵志强"
    );
}
