//! The form, driven by keys and by the table of its rules.

mod asked;
mod handlers;
mod money;
mod proposals;
mod rows;
mod rules;
mod screens;

use std::sync::OnceLock;

use uuid::Uuid;

use super::Form;
use crate::app::testing::{Register, SPRING, day, demo_day};
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::Earlier;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

/// What the form of a due person opens with, whose standard is cash and goods.
fn facts() -> FormFacts {
    static FACTS: OnceLock<FormFacts> = OnceLock::new();
    let facts = FACTS.get_or_init(|| {
        let register = Register::with_goods();
        register.store().form(register.id("程连富"), SPRING, demo_day()).unwrap()
    });
    facts.clone()
}

fn entry(no: u128) -> EntryId {
    EntryId(Uuid::from_u128(no))
}

fn earlier(cash: i64, goods: Option<&'static str>) -> Earlier {
    Earlier {
        id: entry(3),
        on: day(2024, 1, 30),
        cash: Fen::new(cash),
        goods_value: if goods.is_some() { Fen::new(16_000) } else { Fen::ZERO },
        goods: goods.map(CleanText::from),
        handlers: vec!["呼日查巴特尔".into(), "额尔敦巴雅尔".into()],
        reason: None,
    }
}

fn open(facts: FormFacts) -> Form {
    Form::open(facts, entry(7), demo_day())
}
