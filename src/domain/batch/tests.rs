//! Protects who of those marked is recorded, and what is told of the others.

use uuid::Uuid;

use super::super::terms::Terms;
use super::*;
use crate::domain::gift::Earlier;
use crate::domain::holiday::Festival;
use crate::domain::page::RowKey;
use crate::domain::recipient::{Kind, Life};
use crate::domain::round::Standard;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

fn round() -> Round {
    let code = RoundCode { year: 2024, festival: Festival::Spring };
    Round { created: true, ..Round::proposed(code, code.default_window().unwrap(), Vec::new()) }
}

fn standard(yuan: i64, goods: i64) -> Standard {
    let text = if goods > 0 { "米面油 1 份" } else { "" };
    Standard {
        group: "烈士遗属".into(),
        cash: Fen::new(yuan * 100),
        goods: text.into(),
        goods_value: Fen::new(goods * 100),
    }
}

fn earlier(cash: i64, goods: i64) -> Earlier {
    Earlier {
        id: EntryId(Uuid::nil()),
        on: day(1, 30),
        cash: Fen::new(cash * 100),
        goods_value: Fen::new(goods * 100),
        goods: None,
        handlers: Vec::new(),
        reason: None,
    }
}

fn candidate() -> Candidate {
    Candidate {
        row: RosterRow {
            key: RowKey { parts: Vec::new(), no: 1 },
            id: RecipientId(Uuid::nil()),
            kind: Kind::Person,
            name: "程连富".into(),
            sex: None,
            age: None,
            township: "桑根达来镇".into(),
            village: "敖包图嘎查".into(),
            group: "烈士遗属".into(),
            groups: 1,
            standing: Standing::Open(None),
            state: DueState::Due,
            standard: Some(standard(1_000, 160)),
            last_gift: None,
            id_masked: None,
            phone_masked: None,
            address: None,
        },
        situation: Situation {
            name: "程连富".into(),
            others: Vec::new(),
            life: Life::Alive,
            live: Vec::new(),
            two_handlers: true,
            unlisted: Vec::new(),
            terms: Terms::example(day(1, 11), day(2, 2)),
        },
        draft: false,
    }
}

fn handlers() -> Vec<CleanText> {
    vec!["布仁".into(), "赵志强".into()]
}

/// What is decided of somebody who was changed a little, on 2 February.
fn decided(change: impl FnOnce(&mut Candidate)) -> Result<(i64, i64), LeftOut> {
    let mut one = candidate();
    change(&mut one);
    let usual = usual_gift(&one, &round(), day(2, 2), &handlers())?;
    Ok((usual.cash.get() / 100, usual.goods_value.get() / 100))
}

#[test]
fn who_is_due_is_given_the_standard_as_far_as_it_was_not_given() {
    assert_eq!(decided(|_| ()), Ok((1_000, 160)));
    assert_eq!(decided(|one| one.situation.live.push(earlier(1_000, 0))), Ok((0, 160)));
    assert_eq!(decided(|one| one.situation.live.push(earlier(0, 160))), Ok((1_000, 0)));
    let absent = Standing::Open(Some(Missed::Absent(day(2, 1))));
    assert_eq!(decided(|one| one.row.standing = absent), Ok((1_000, 160)));
    for promised in [day(1, 31), day(2, 2)] {
        let standing = Standing::Open(Some(Missed::Deferred(Some(promised))));
        assert_eq!(decided(|one| one.row.standing = standing), Ok((1_000, 160)), "{promised}");
    }
}

#[test]
fn whoever_is_left_out_is_told_why() {
    let standing = |standing| decided(|one| one.row.standing = standing);
    assert_eq!(standing(Standing::Done), Err(LeftOut::Visited));
    assert_eq!(standing(Standing::NotEligible), Err(LeftOut::NotInRound));
    for reason in [
        CloseReason::Refused,
        CloseReason::Died,
        CloseReason::MovedAway,
        CloseReason::NotFound,
        CloseReason::Suspended,
    ] {
        assert_eq!(standing(Standing::Closed(reason)), Err(LeftOut::Closed(reason)));
    }
    for to in [None, Some(day(2, 3))] {
        assert_eq!(standing(Standing::Open(Some(Missed::Deferred(to)))), Err(LeftOut::PutOff(to)));
    }
    assert_eq!(decided(|one| one.draft = true), Err(LeftOut::Draft));
    assert_eq!(decided(|one| one.row.standard = None), Err(LeftOut::NotInRound));
    assert_eq!(decided(|one| one.row.standard = Some(standard(0, 0))), Err(LeftOut::NotInRound));
    let refused = |rule| Err(LeftOut::Refused(rule));
    let both = |one: &mut Candidate| one.situation.live.push(earlier(1_000, 160));
    assert_eq!(decided(both), refused(Rule::DoubleCash));
    assert_eq!(decided(|one| one.situation.life = Life::Dead(day(2, 1))), refused(Rule::AfterDeath));
    assert_eq!(decided(|one| one.situation.name = "布 仁".into()), refused(Rule::SelfPaid));
    let large = |one: &mut Candidate| one.row.standard = Some(standard(1_000_001, 0));
    assert_eq!(decided(large), refused(Rule::Limits));
    let early = usual_gift(&candidate(), &round(), day(1, 1), &handlers());
    assert_eq!(early, Err(LeftOut::NotOpen));
}

/// That there are too few concerns everybody alike: it is a fault of the form, and nobody's.
#[test]
fn too_few_handlers_leave_nobody_out() {
    for handlers in [Vec::new(), vec!["布仁".into()]] {
        assert!(usual_gift(&candidate(), &round(), day(2, 2), &handlers).is_ok());
    }
}

#[test]
fn a_batch_adds_up_and_each_of_it_is_a_recording_of_its_own() {
    let gift = |n: u128, cash: i64, goods: i64| BatchGift {
        id: EntryId(Uuid::from_u128(n)),
        recipient: RecipientId(Uuid::from_u128(n << 64)),
        usual: Usual::of(Some(&standard(cash, goods)), &[]),
    };
    let batch = Batch {
        id: EntryId(Uuid::nil()),
        round: round().code,
        on: day(2, 2),
        handlers: handlers(),
        gifts: vec![gift(1, 1_000, 0), gift(2, 500, 160), gift(3, 0, 90)],
    };
    let sum = batch.sum();
    assert_eq!(
        (sum.recipients, sum.cash, sum.goods, sum.with_goods),
        (3, Fen::new(150_000), Fen::new(25_000), 2)
    );
    let recordings: Vec<Recording> = batch.recordings().collect();
    assert_eq!(recordings.len(), 3);
    for (recording, gift) in recordings.iter().zip(&batch.gifts) {
        assert_eq!((recording.id, recording.recipient), (gift.id, gift.recipient));
        assert_eq!((recording.on, &recording.handlers), (batch.on, &batch.handlers));
        assert_eq!(recording.goods.is_some(), gift.usual.goods_value > Fen::ZERO);
        let situation = candidate().situation;
        let terms = Terms { standard: [gift.usual.cash, gift.usual.goods_value], ..situation.terms };
        assert_eq!(may_record(recording, &Situation { terms, ..situation }), Ok(()));
    }
}
