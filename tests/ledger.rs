//! Protects the money: what is acknowledged stays, once; what a rule forbids is not written; and what is
//! written is never changed, not even by another program.

use crate::support::register::{Register, day, due_list, gift, on, round, text};
use muster::clock;
use muster::domain::due::DueState;
use muster::domain::entry::LedgerQuery;
use muster::domain::error::RegisterError;
use muster::domain::gift::{Goods, Proxy, Recording, Rule};
use muster::domain::ids::EntryId;
use muster::domain::money::Fen;
use muster::domain::op::{Answer, Op};
use muster::domain::recipient::StatusKind;
use muster::domain::visit::Outcome;
use muster::store::{DueQuery, DueStates};

const ROUND: &str = "2024-spring";

fn refused_by(result: Result<EntryId, RegisterError>) -> Vec<(Rule, Option<EntryId>)> {
    match result {
        Err(RegisterError::Refused(refusals)) => {
            refusals.into_iter().map(|r| (r.rule, r.earlier.map(|earlier| earlier.id))).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

fn state_of(register: &Register, name: &str) -> DueState {
    state_on(register, name, "2024-02-02")
}

fn state_on(register: &Register, name: &str, on: &str) -> DueState {
    let query = DueQuery { round: round(ROUND), township: None, states: DueStates::All };
    let (_, items) = due_list(&register.store, &query, day(on));
    items.iter().find(|row| row.name.as_str() == name).map_or(DueState::NotEligible, |row| row.state)
}

#[test]
fn a_gift_makes_done_and_its_reversal_makes_due_again() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "新城社区", &["烈士遗属"]);
    assert_eq!(state_of(&register, "程连富"), DueState::Due);
    let entry = register.give(id, ROUND, 1000).unwrap();
    assert_eq!(state_of(&register, "程连富"), DueState::Done);
    let reversal = clock::new_entry_id();
    let op = Op::Reverse { id: reversal, of: entry, reason: text("发错人") };
    assert_eq!(register.store.commit(&op, &on("2024-02-03")).unwrap().answer, Answer::Recorded(reversal));
    assert_eq!(state_on(&register, "程连富", "2024-02-03"), DueState::Due);
    assert_eq!(state_of(&register, "程连富"), DueState::Done, "the day before it was reversed");
    let lines = register.store.ledger(&LedgerQuery::default()).unwrap().rows;
    assert_eq!(lines.iter().map(|line| line.cash.get()).sum::<i64>(), 0);
    assert_eq!(lines[0].reverses, Some(entry));
    assert_eq!(lines[1].reversed_by, Some(reversal));
    assert_eq!(lines[0].on, lines[1].on, "a reversal bears the day of its gift");
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

#[test]
fn a_second_gift_of_the_round_names_the_first_and_the_next_round_is_free() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["烈士遗属"]);
    let first = register.give(id, ROUND, 1000).unwrap();
    assert_eq!(refused_by(register.give(id, ROUND, 1000)), vec![(Rule::DoubleCash, Some(first))]);
    let twice = vec![(Rule::OffStandard, None), (Rule::DoubleCash, Some(first))];
    assert_eq!(refused_by(register.give(id, ROUND, 500)), twice);
    let army = Recording { on: day("2024-07-10"), ..gift(id, "2024-army", 1000) };
    register.store.commit(&Op::Record(Box::new(army)), &on("2024-07-10")).unwrap();
    let mut goods = gift(id, ROUND, 0);
    goods.goods = Some(Goods { text: text("米面油 1 份"), value: Fen::new(16_000) });
    goods.reason = Some(text("另加"));
    register.record(&goods).unwrap();
    let mut again = gift(id, ROUND, 500);
    again.reason = Some(text("补发差额"));
    register.record(&again).unwrap();
    assert_eq!(register.store.check().unwrap(), Vec::new(), "each has its reason");
}

#[test]
fn the_same_id_is_one_gift_and_another_content_is_refused() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["烈士遗属"]);
    let recording = gift(id, ROUND, 1000);
    assert_eq!(register.record(&recording).unwrap().answer, Answer::Recorded(recording.id));
    assert_eq!(register.record(&recording).unwrap().answer, Answer::Exists(recording.id));
    let mut other = recording.clone();
    other.cash = Fen::new(50_000);
    assert_eq!(register.record(&other), Err(RegisterError::Different(recording.id)));
    assert_eq!(register.store.ledger(&LedgerQuery::default()).unwrap().rows.len(), 1);
}

#[test]
fn the_form_repeats_the_handlers_of_the_last_call_whatever_its_id() {
    let mut register = Register::new();
    let [first, second, third] =
        ["乌云其木格", "程连富", "苏日娜"].map(|name| register.person(name, "上都镇", "", &["烈士遗属"]));
    let by = |names: [&str; 2]| names.map(text).to_vec();
    let highest = "ffffffff-ffff-4fff-8fff-ffffffffffff".parse().unwrap();
    let given = Recording { id: highest, handlers: by(["布仁", "赵志强"]), ..gift(first, ROUND, 1000) };
    register.record(&given).unwrap();
    let absent = gift(second, ROUND, 0);
    let absent = Recording { outcome: Outcome::Absent, handlers: by(["白音", "李桂英"]), ..absent };
    register.record_by_new(&absent).unwrap();
    let form = register.store.form(third, round(ROUND), day("2024-02-02")).unwrap();
    assert_eq!(form.handlers, by(["白音", "李桂英"]));
}

/// 布仁 and 布仁。 are one, for who records the same once more too.
#[test]
fn handlers_that_differ_by_a_slip_are_one_in_a_repetition() {
    let mut register = Register::new();
    let first = register.person("乌云其木格", "上都镇", "", &["烈士遗属"]);
    let given = Recording { handlers: vec![text("布仁"), text("ABC")], ..gift(first, ROUND, 1000) };
    register.record(&given).unwrap();
    let again = Recording { handlers: vec![text("布仁。"), text("ＡＢＣ")], ..given.clone() };
    assert_eq!(register.record(&again).unwrap().answer, Answer::Exists(given.id));
    for other in [[text("ABC"), text("布仁")], [text("布仁"), text("")]] {
        let other = Recording { handlers: other.to_vec(), ..given.clone() };
        assert_eq!(register.record(&other), Err(RegisterError::Different(given.id)));
    }
}

#[test]
fn rules_of_hands_and_of_death() {
    let mut register = Register::new();
    let id = register.person("乌云其木格", "上都镇", "", &["烈士遗属"]);
    let mut alone = gift(id, ROUND, 1000);
    alone.handlers.truncate(1);
    assert_eq!(refused_by(register.record(&alone).map(|_| alone.id)), vec![(Rule::Handlers, None)]);
    let mut own = gift(id, ROUND, 1000);
    own.handlers[0] = text("乌云其木格");
    assert_eq!(refused_by(register.record(&own).map(|_| own.id)), vec![(Rule::SelfPaid, None)]);
    let died =
        Op::SetStatus { id, kind: StatusKind::Died, on: day("2024-02-01"), reason: text("家属告知") };
    register.store.commit(&died, &on("2024-02-02")).unwrap();
    assert_eq!(state_of(&register, "乌云其木格"), DueState::Closed);
    assert_eq!(refused_by(register.give(id, ROUND, 1000)), vec![(Rule::AfterDeath, None)]);
    let undo = Op::UndoStatus { id, kind: StatusKind::Died, reason: text("误报") };
    register.store.commit(&undo, &on("2024-02-02")).unwrap();
    assert_eq!(state_of(&register, "乌云其木格"), DueState::Due);
    register.store.commit(&died, &on("2024-02-02")).unwrap();
    let mut proxy = gift(id, ROUND, 1000);
    proxy.outcome = Outcome::Proxy;
    proxy.proxy = Some(Proxy { name: text("苏日娜"), relation: text("女") });
    proxy.note = Some(text("生前应发"));
    register.record(&proxy).unwrap();
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

#[test]
fn a_reversal_cannot_be_reversed_nor_a_gift_twice() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["烈士遗属"]);
    let entry = register.give(id, ROUND, 1000).unwrap();
    let reverse = |of| Op::Reverse { id: clock::new_entry_id(), of, reason: text("错") };
    let Answer::Recorded(reversal) =
        register.store.commit(&reverse(entry), &on("2024-02-02")).unwrap().answer
    else {
        panic!("not recorded")
    };
    assert_eq!(
        register.store.commit(&reverse(entry), &on("2024-02-02")),
        Err(RegisterError::NotReversible(entry))
    );
    assert_eq!(
        register.store.commit(&reverse(reversal), &on("2024-02-02")),
        Err(RegisterError::NotReversible(reversal))
    );
}

#[test]
fn plain_sql_cannot_change_the_ledger() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["烈士遗属"]);
    register.give(id, ROUND, 1000).unwrap();
    let before = register.store.ledger(&LedgerQuery::default()).unwrap().rows;
    let plain = register.plain();
    for sql in [
        "UPDATE entry SET cash_fen = 1",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "INSERT OR REPLACE INTO entry (no, id, kind, recipient, recipient_kind, round, purpose, cash_fen, goods_fen,
           paid_on, handler_1, handler_2, name, township, township_name, village, visit_group, standard_fen, device,
           device_seq, recorded_at, prev_hash, hash)
         SELECT no, id, kind, recipient, recipient_kind, round, purpose, 1, goods_fen, paid_on, handler_1, handler_2,
           name, township, township_name, village, visit_group, standard_fen, device, device_seq, recorded_at,
           prev_hash, hash || 'x' FROM entry",
        "DELETE FROM visit",
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM recipient",
    ] {
        assert!(plain.execute(sql, []).is_err(), "{sql}");
    }
    assert_eq!(register.store.ledger(&LedgerQuery::default()).unwrap().rows, before);
}

#[test]
fn check_finds_what_an_insider_did() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["烈士遗属"]);
    register.give(id, ROUND, 1000).unwrap();
    let plain = register.plain();
    plain.execute_batch("DROP TRIGGER entry_no_update; UPDATE entry SET cash_fen = 1").unwrap();
    let rules: Vec<_> = register.store.check().unwrap().iter().map(|finding| finding.rule).collect();
    for rule in ["schema", "chain", "given"] {
        assert!(rules.contains(&rule), "{rule} in {rules:?}");
    }
}
