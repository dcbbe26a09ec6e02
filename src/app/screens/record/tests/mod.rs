//! The form, driven by keys and by the table of its rules.

mod rules;
mod screens;

use super::Form;
use crate::app::invented::{day, demo_day, entry, person, spring};
use crate::domain::due::Standing;
use crate::domain::gift::Earlier;
use crate::domain::money::Fen;
use crate::domain::query::FormFacts;
use crate::domain::recipient::Life;
use crate::domain::text::CleanText;

/// A due person with a standard of cash and goods.
fn facts() -> FormFacts {
    let mut row = person(1, "敖包图嘎查", "程连富", "在乡老复员军人", Standing::Open(None), 1_000);
    if let Some(standard) = &mut row.standard {
        standard.goods = "米面油 1 份".into();
        standard.goods_value = Fen::new(16_000);
    }
    FormFacts {
        row,
        round: spring(),
        life: Life::Alive,
        live: Vec::new(),
        handlers: vec!["布仁".into(), "赵志强".into()],
        two_handlers: true,
        next: None,
    }
}

fn earlier(cash: i64, goods: Option<&'static str>) -> Earlier {
    Earlier {
        id: entry(3),
        on: day(2024, 1, 30),
        cash: Fen::new(cash),
        goods_value: if goods.is_some() { Fen::new(16_000) } else { Fen::ZERO },
        goods: goods.map(CleanText::from),
        handlers: vec!["呼日查巴特尔".into(), "额尔敦巴雅尔".into()],
    }
}

fn open(facts: FormFacts) -> Form {
    Form::open(facts, entry(7), demo_day())
}
