//! What the form means, and what is wrong with it, without any screen.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::super::draft::DraftBody;
use super::super::validate::{Fault, FieldError};
use super::super::{Form, Item};
use super::{earlier, entry, facts, open};
use crate::app::testing::{day, demo_day};
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::{Proxy, Rule};
use crate::domain::money::{Fen, MoneyError};
use crate::domain::recipient::Life;
use crate::domain::recipient::Residence;
use crate::domain::terms::Terms;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::ui::key::Key;

/// Sets fields of a form; `outcome` is chosen by its digit.
fn filled(facts: FormFacts, outcome: Outcome, fields: &[(Item, &str)]) -> Form {
    let mut form = open(facts);
    let digit = Outcome::ALL.iter().position(|other| *other == outcome).unwrap() + 1;
    form.key(Key::Char(char::from_digit(u32::try_from(digit).unwrap(), 10).unwrap()));
    for (item, text) in fields {
        form.set(*item, text);
    }
    form
}

/// An item and the rule that refuses it, or what else is wrong with it.
type Expected = (Item, Result<Rule, Fault>);
/// Facts, the outcome chosen, the fields set, and everything that is wrong then.
type Case = (FormFacts, Outcome, &'static [(Item, &'static str)], Vec<Expected>);

#[test]
fn each_fault_stands_at_its_item() {
    use Item::{
        Cash, DiedOn, First, Goods as GoodsItem, Note, Outcome as Outbox, Override, Proxy as By, Relation,
        Second, Until, Value,
    };
    use Outcome::{Absent, Deferred, Died, Given, Proxy as ByProxy};
    let rule = |item, rule| (item, Ok(rule));
    let alive = facts;
    let paid = || FormFacts { live: vec![earlier(100_000, Some("米面油 1 份"))], ..facts() };
    let dead = || FormFacts { life: Life::Dead(day(2024, 2, 1)), ..facts() };
    let terms = |change: fn(&mut Terms)| {
        let mut facts = facts();
        change(&mut facts.terms);
        facts
    };
    let outside = || terms(|terms| terms.listed = false);
    let closed = || terms(|terms| terms.closed = true);
    let suspended = || terms(|terms| terms.residence = Residence::Suspended(day(2024, 1, 22)));
    let unknown = || terms(|terms| terms.known = false);
    let cases: Vec<Case> = vec![
        (alive(), Given, &[], vec![]),
        (alive(), Given, &[(Cash, ""), (GoodsItem, ""), (Value, "")], vec![rule(Cash, Rule::Amount)]),
        (alive(), Given, &[(Cash, "0.5万")], vec![rule(Cash, Rule::OffStandard)]),
        (alive(), Given, &[(Value, "500")], vec![rule(Value, Rule::OffStandard)]),
        (alive(), Given, &[(Cash, "0.5万"), (Override, "重病，局里批准")], vec![]),
        (outside(), Given, &[], vec![rule(Outbox, Rule::NotListed)]),
        (outside(), Absent, &[(Override, "路过看望")], vec![]),
        (alive(), Given, &[(Item::Day, "2024-01-10")], vec![rule(Item::Day, Rule::BeforeWindow)]),
        (alive(), Given, &[(Item::Day, "+1")], vec![rule(Item::Day, Rule::DayToCome)]),
        (alive(), Given, &[(Item::Day, "+1"), (Override, "提前")], vec![rule(Item::Day, Rule::DayToCome)]),
        (closed(), Given, &[], vec![rule(Outbox, Rule::RoundClosed)]),
        (suspended(), Given, &[], vec![rule(Outbox, Rule::Away)]),
        (suspended(), Given, &[(Override, "局里批准")], vec![]),
        (suspended(), Given, &[(Item::Day, "2024-01-21")], vec![]),
        (suspended(), Absent, &[], vec![]),
        (unknown(), Given, &[(Override, "补")], vec![rule(Outbox, Rule::NoRound)]),
        (alive(), Died, &[(DiedOn, "2024-01-20")], vec![]),
        (alive(), Died, &[(DiedOn, "+1")], vec![rule(DiedOn, Rule::DeathDay)]),
        (alive(), Given, &[(Cash, "1e3")], vec![(Cash, Err(Fault::Money(MoneyError::Form)))]),
        (alive(), Given, &[(Cash, "1.005")], vec![(Cash, Err(Fault::Money(MoneyError::Decimals)))]),
        (alive(), Given, &[(Cash, "1000001")], vec![rule(Cash, Rule::Limits)]),
        (alive(), Given, &[(Value, "2,000,000")], vec![rule(Value, Rule::Limits)]),
        (alive(), Given, &[(Value, "")], vec![(Value, Err(Fault::Unvalued))]),
        (alive(), Given, &[(GoodsItem, "")], vec![(GoodsItem, Err(Fault::Unnamed))]),
        (alive(), Given, &[(First, ""), (Second, "")], vec![rule(First, Rule::Handlers)]),
        (alive(), Given, &[(Second, "")], vec![rule(Second, Rule::Handlers)]),
        (alive(), Given, &[(Second, "布 仁")], vec![rule(Second, Rule::Handlers)]),
        (alive(), Given, &[(Second, ""), (Cash, "")], vec![]),
        (alive(), Given, &[(Second, "程连富")], vec![rule(Second, Rule::SelfPaid)]),
        (alive(), Given, &[(First, "程 连富")], vec![rule(First, Rule::SelfPaid)]),
        (paid(), Given, &[], vec![rule(Cash, Rule::DoubleCash), rule(GoodsItem, Rule::DoubleGoods)]),
        (paid(), Given, &[(Override, "补发")], vec![]),
        (paid(), Given, &[(GoodsItem, ""), (Value, "")], vec![rule(Cash, Rule::DoubleCash)]),
        (dead(), Given, &[], vec![rule(Outbox, Rule::AfterDeath)]),
        (dead(), Given, &[(Item::Day, "-")], vec![]),
        (dead(), ByProxy, &[(By, "其其格"), (Relation, "女")], vec![rule(Note, Rule::Proxy)]),
        (dead(), ByProxy, &[(By, "其其格"), (Relation, "女"), (Note, "丧葬")], vec![]),
        (alive(), ByProxy, &[], vec![rule(By, Rule::Proxy)]),
        (alive(), ByProxy, &[(By, "其其格")], vec![rule(Relation, Rule::Proxy)]),
        (alive(), ByProxy, &[(By, "布仁"), (Relation, "侄")], vec![rule(By, Rule::ProxyHandler)]),
        (alive(), Absent, &[(Cash, "1e3"), (First, ""), (Second, "")], vec![]),
        (alive(), Deferred, &[], vec![rule(Until, Rule::PromisedDay)]),
        (alive(), Deferred, &[(Until, "+3")], vec![]),
        (alive(), Deferred, &[(Until, "2.2")], vec![(Until, Err(Fault::NotLater))]),
    ];
    for (facts, outcome, fields, expected) in cases {
        let form = filled(facts, outcome, fields);
        let errors = form.errors(demo_day());
        let found: Vec<Expected> = errors
            .iter()
            .map(|FieldError { item, fault }| {
                let rule =
                    if let Fault::Rule(refusal) = fault { Ok(refusal.rule) } else { Err(fault.clone()) };
                (*item, rule)
            })
            .collect();
        assert_eq!(found, expected, "{outcome:?} {fields:?}");
        assert_eq!(form.recording(demo_day()).is_ok(), expected.is_empty());
    }
}

#[test]
fn a_recording_holds_only_what_its_outcome_means() {
    let proxy = [(Item::Proxy, "其其格"), (Item::Relation, "女"), (Item::Until, "+3"), (Item::Needs, "缺煤")];
    let form = filled(facts(), Outcome::Proxy, &proxy);
    let recording = form.recording(demo_day()).unwrap();
    assert_eq!(recording.proxy, Some(Proxy { name: "其其格".into(), relation: "女".into() }));
    assert_eq!((recording.deferred_to, recording.needs.as_deref()), (None, Some("缺煤")));
    let form = filled(facts(), Outcome::Deferred, &proxy);
    let recording = form.recording(demo_day()).unwrap();
    assert_eq!((recording.cash, &recording.goods, &recording.proxy), (Fen::ZERO, &None, &None));
    assert_eq!(recording.deferred_to, Some(day(2024, 2, 5)));
}

#[test]
fn the_usual_case_keeps_what_it_does_not_concern() {
    let typed = [(Item::First, "萨仁"), (Item::Day, "昨天"), (Item::Needs, "缺煤"), (Item::Cash, "9")];
    let mut form = filled(facts(), Outcome::Absent, &typed);
    form.usual(demo_day());
    let recording = form.recording(demo_day()).unwrap();
    assert_eq!((recording.outcome, recording.cash), (Outcome::Given, Fen::new(100_000)));
    assert_eq!(recording.on, day(2024, 2, 1));
    assert_eq!(recording.handlers, [CleanText::from("萨仁"), "赵志强".into()]);
    assert_eq!(recording.needs.as_deref(), Some("缺煤"));
}

fn typed_day(text: &str, today: NaiveDate) -> String {
    let mut form = Form::open(facts(), entry(7), today);
    form.go(Item::Day);
    for c in text.chars() {
        form.key(Key::Char(c));
    }
    form.step(1, today);
    form.text(Item::Day).to_owned()
}

#[test]
fn a_day_is_written_out_as_it_is_left() {
    for (typed, shown) in
        [("-", "2024-02-01"), ("2。1", "2024-02-01"), ("０１３１", "2024-01-31"), ("昨儿", "昨儿")]
    {
        assert_eq!(typed_day(typed, demo_day()), shown);
    }
}

proptest! {
    #[test]
    fn a_draft_gives_the_same_form(
        outcome in 0usize..9,
        texts in proptest::collection::vec("[0-9.,;=%+程连富乌云其木格·a -]{0,20}", 12),
        days in 0u64..3,
    ) {
        let today = demo_day() + chrono::Days::new(days);
        let items = Item::ALL.into_iter().filter(|item| *item != Item::Outcome);
        let fields: Vec<(Item, &str)> = items.zip(texts.iter().map(String::as_str)).collect();
        let form = filled(facts(), Outcome::ALL[outcome], &fields);
        let draft = form.draft(demo_day());
        let kept = DraftBody::read(&draft.body).unwrap();
        let again = Form::resume(facts(), draft.id, kept, today);
        prop_assert_eq!(&again.draft(demo_day()), &draft);
        let errors = |form: &Form| form.errors(demo_day());
        prop_assert_eq!(errors(&again), errors(&form));
        if let Ok(recording) = form.recording(demo_day()) {
            prop_assert_eq!(again.recording(demo_day()).unwrap(), recording);
        }
    }
}

/// A unit neither dies nor moves, is always found, and nobody receives in its place: what it cannot be is not offered.
#[test]
fn a_unit_is_given_put_off_refuses_or_is_visited() {
    let mut facts = facts();
    facts.row.kind = crate::domain::recipient::Kind::Unit;
    facts.terms.kind = facts.row.kind;
    let mut form = open(facts);
    assert_eq!(form.outcomes(), [Outcome::Given, Outcome::Refused, Outcome::Deferred, Outcome::VisitOnly]);
    form.key(Key::Char('2'));
    assert_eq!(form.recording(demo_day()).unwrap().outcome, Outcome::Refused);
    form.outcome = Outcome::Died;
    let errors = form.errors(demo_day());
    let unit = |error: &FieldError| matches!(&error.fault, Fault::Rule(one) if one.rule == Rule::UnitOutcome);
    assert!(errors.iter().any(unit), "{errors:?}");
}
