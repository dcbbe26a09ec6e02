//! An invented person and an invented unit with all that can be told of them.

use crate::app::invented::{SPRING, World, day, entry, person, standard};
use crate::app::query::{Query, QueryResult};
use crate::domain::due::{CloseReason, Missed, Standing, State as Due};
use crate::domain::entry::{EntryKind, LedgerLine, Purpose};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::query::RoundLine;
use crate::domain::recipient::{Held, Kind, Life, RecipientCard, Residence, Sex, StatusKind, StatusLine};
use crate::domain::visit::{Call, Outcome};

const ARMY: RoundCode = RoundCode { year: 2023, festival: Festival::Army };

pub(super) fn id() -> RecipientId {
    person(1, "", "", "", Standing::Done, 0).id
}

pub(super) fn held(
    label: &'static str,
    from: Option<(i32, u32, u32)>,
    until: Option<(i32, u32, u32)>,
) -> Held {
    let ymd = |(y, m, d)| day(y, m, d);
    Held { label: label.into(), from: from.map(ymd), until: until.map(ymd) }
}

pub(super) fn card() -> RecipientCard {
    RecipientCard {
        id: id(),
        kind: Kind::Person,
        name: "额尔敦其其格图雅".into(),
        sex: Some(Sex::Female),
        birth: Some(day(1942, 8, 1)),
        id_masked: Some("152599********0029".into()),
        phone_masked: Some("138****1234".into()),
        card_masked: Some("****6789".into()),
        township: Some((TownshipCode("152530101".into()), "桑根达来镇".into())),
        village: Some("敖包图嘎查".into()),
        station: Some("桑根达来镇退役军人服务站".into()),
        address: Some("嘎查队部往北三公里过桥第二个岔路口向西冬营地，院里有一台风力发电机".into()),
        note: Some("听力不好，先给儿子打电话".into()),
        categories: vec![held("烈士遗属", Some((1990, 1, 1)), None)],
        groups: vec![
            held("烈士遗属", None, None),
            held("困难退役军人", Some((2015, 1, 1)), Some((2019, 12, 31))),
        ],
        life: Life::Alive,
        residence: Residence::Here,
        history: vec![StatusLine {
            kind: StatusKind::Died,
            on: day(2022, 3, 1),
            reason: "嘎查来电".into(),
            undone: Some("同名另一人".into()),
        }],
        rev: 4,
    }
}

pub(super) fn gift(no: u128, on: (i32, u32, u32), yuan: i64, round: RoundCode) -> LedgerLine {
    LedgerLine {
        no: i64::try_from(no).unwrap(),
        id: entry(no),
        kind: EntryKind::Gift,
        recipient: id(),
        recipient_kind: Kind::Person,
        name: "额尔敦其其格图雅".into(),
        township: Some("桑根达来镇".into()),
        village: Some("敖包图嘎查".into()),
        group: Some("烈士遗属".into()),
        round,
        purpose: Purpose::Visit,
        cash: Fen::new(yuan * 100),
        goods: None,
        goods_value: Fen::ZERO,
        on: day(on.0, on.1, on.2),
        handlers: vec!["呼日查巴特尔".into(), "赵志强".into()],
        proxy: None,
        reverses: None,
        reversed_by: None,
        reason: None,
        recorded_at_ms: 0,
    }
}

pub(super) fn call(outcome: Outcome, on: (i32, u32, u32)) -> Call {
    Call { outcome, on: day(on.0, on.1, on.2), deferred_to: None, needs: None, note: None }
}

pub(super) fn rounds() -> Vec<RoundLine> {
    let absent = Standing::Open(Some(Missed::Absent(day(2024, 1, 30))));
    let reversed = LedgerLine { reversed_by: Some(entry(12)), ..gift(10, (2023, 7, 20), 500, ARMY) };
    let reversal = LedgerLine {
        kind: EntryKind::Reversal,
        reverses: Some(entry(10)),
        reason: Some("标准写错".into()),
        handlers: Vec::new(),
        ..gift(12, (2023, 7, 20), -500, ARMY)
    };
    let again = LedgerLine {
        goods: Some("米面油 1 份".into()),
        goods_value: Fen::new(16_000),
        proxy: Some(("乌云其木格".into(), "女儿".into())),
        ..gift(11, (2023, 7, 25), 1_000, ARMY)
    };
    vec![
        RoundLine {
            round: SPRING,
            state: Due::Due,
            standing: absent,
            standard: Some(standard("烈士遗属", 1_000)),
            calls: vec![Call {
                needs: Some("屋顶漏雨，想申请危房改造".into()),
                note: Some("邻居说去旗里看病".into()),
                ..call(Outcome::Absent, (2024, 1, 30))
            }],
            entries: Vec::new(),
        },
        RoundLine {
            round: ARMY,
            state: Due::Done,
            standing: Standing::Done,
            standard: Some(standard("烈士遗属", 1_000)),
            calls: vec![call(Outcome::Given, (2023, 7, 20))],
            entries: vec![again, reversal, reversed],
        },
    ]
}

pub(super) fn dead() -> RecipientCard {
    let undone = |on: (i32, u32, u32), undone| StatusLine {
        kind: StatusKind::Died,
        on: day(on.0, on.1, on.2),
        reason: "嘎查来电".into(),
        undone,
    };
    RecipientCard {
        life: Life::Dead(day(2024, 1, 20)),
        address: None,
        note: None,
        groups: Vec::new(),
        history: vec![undone((2024, 1, 20), None), undone((2022, 3, 1), Some("同名另一人".into()))],
        ..card()
    }
}

pub(super) fn closed() -> Vec<RoundLine> {
    let mut rounds = rounds();
    if let Some(first) = rounds.first_mut() {
        (first.state, first.standing) = (Due::Closed, Standing::Closed(CloseReason::Died));
        first.calls.clear();
    }
    rounds
}

pub(super) fn unit() -> RecipientCard {
    RecipientCard {
        kind: Kind::Unit,
        name: "某部边防连".into(),
        sex: None,
        birth: None,
        id_masked: None,
        card_masked: None,
        categories: Vec::new(),
        groups: vec![held("驻旗部队", None, None)],
        history: Vec::new(),
        ..card()
    }
}

/// Answers what the screen and its forms ask.
pub(super) fn world(card: RecipientCard, rounds: Vec<RoundLine>) -> World {
    let other = move |ask: &Query| {
        if *ask == Query::Recipient(id()) {
            Some(QueryResult::Recipient(Box::new(card.clone())))
        } else if *ask == Query::RoundLines(id()) {
            Some(QueryResult::RoundLines(rounds.clone()))
        } else if *ask == Query::Townships {
            let one = |code: &str, name: &'static str| Township {
                code: TownshipCode(code.into()),
                name: name.into(),
                kind: "镇".into(),
                aliases: Vec::new(),
            };
            Some(QueryResult::Townships(vec![one("152530100", "上都镇"), one("152530101", "桑根达来镇")]))
        } else {
            None
        }
    };
    World { other: Box::new(other), ..World::demo() }
}

pub(super) fn unit_rounds() -> Vec<RoundLine> {
    let goods = LedgerLine {
        cash: Fen::ZERO,
        goods: Some("米面油 20 份".into()),
        goods_value: Fen::new(1_088_633),
        recipient_kind: Kind::Unit,
        ..gift(20, (2023, 7, 28), 0, ARMY)
    };
    let mut given = standard("驻旗部队", 0);
    given.goods = "米面油 20 份".into();
    given.goods_value = Fen::new(1_088_633);
    vec![RoundLine {
        round: ARMY,
        state: Due::Done,
        standing: Standing::Done,
        standard: Some(given),
        calls: vec![call(Outcome::Given, (2023, 7, 28))],
        entries: vec![goods],
    }]
}
