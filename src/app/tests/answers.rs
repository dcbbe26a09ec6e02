//! Protects every answer of the register from being cut off on a small screen.

use super::super::query::RequestId;
use super::*;
use crate::domain::allocation::balance::OpenHolding;
use crate::domain::batch::{Altered, LeftOut};
use crate::domain::date::DayDoubt;
use crate::domain::error::Guard;
use crate::domain::gift::{Refusal, Rule};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::merge::MergeRule;
use crate::domain::money::Fen;
use crate::domain::payment::rules::{PayRefusal, PayRule};
use crate::domain::person::{Objection, PersonRule, Resembling};
use crate::domain::plan::breach::PlanRule;
use crate::domain::recipient::StatusKind;
use crate::domain::relief::CaseRule;
use crate::domain::round::RoundRule;
use crate::domain::undo::NotUndone;
use crate::domain::work::rule::WorkRefusal;
use crate::domain::year::YearRule;
use crate::lang::errors;

/// A path as long as they are in an office.
const PLACE: &str = "/home/minzheng/文档/退役军人事务局/2024年走访慰问/正蓝旗登记册/register.db";

/// Somebody with a long name who is refused in many words.
fn altered() -> Altered {
    Altered { name: "呼日查巴特尔".into(), why: Some(LeftOut::Refused(Rule::Proxy)) }
}

/// Somebody with a long name who may be registered.
fn like(rule: PersonRule) -> Objection {
    let place = "桑根达来镇乌兰宝力格嘎查".into();
    let other = Resembling {
        id: RecipientId(uuid::Uuid::nil()),
        name: "呼日查巴特尔".into(),
        id_masked: Some("152599********0013".into()),
        place,
    };
    Objection { rule, other: Some(other) }
}

/// Each error once, with what makes it long.
fn every() -> Vec<RegisterError> {
    use RegisterError as E;
    let place = || CleanText::from(PLACE);
    let [today, last] = [day(2024, 2, 2), day(2025, 3, 9)];
    vec![
        E::Refused(vec![Refusal { rule: Rule::Proxy, earlier: None }]),
        E::Person(vec![like(PersonRule::LikeId), like(PersonRule::SamePhone)]),
        E::Different(EntryId(uuid::Uuid::nil())),
        E::NotReversible(EntryId(uuid::Uuid::nil())),
        E::ToppedUp(1_234_567),
        E::CarriesGift(EntryId(uuid::Uuid::nil())),
        E::NotFound(place()),
        E::Ambiguous(vec!["呼日查巴特尔".into(); 3]),
        E::Stale,
        E::Altered(vec![altered(); 12]),
        E::GroupsStay(Some("呼日查巴特尔".into())),
        E::Status(StatusKind::Suspended),
        E::Merge(MergeRule::Deaths),
        E::Merged { into: RecipientId(uuid::Uuid::nil()), name: "呼日查巴特尔".into() },
        E::Round(RoundRule::Opened),
        E::Unpaid(vec![PayRefusal {
            row: Some(1_234),
            rule: PayRule::OffStandard,
            earlier: None,
            sum: Some(Fen::new(123_456_789)),
            known: None,
        }]),
        E::Case(CaseRule::Notice),
        E::Programme("medical_reimbursement".into()),
        E::Work(WorkRefusal::Twice(91_234)),
        E::YearClosed(2024),
        E::Year(YearRule::NotOver),
        E::Plan(PlanRule::Open(vec![
            OpenHolding {
                holder: "赛音呼都嘎苏木退役军人服务站".into(),
                cash: Fen::new(-123_456_789),
                goods: vec![("米面油（箱）".to_owned(), 1_234)],
            };
            2
        ])),
        E::NotUndone(NotUndone::HasHistory),
        E::OwnFinding("布仁".into()),
        E::ReasonRequired,
        E::TornNumber,
        E::Busy("pid 1234567 minzheng".into()),
        E::Stopped,
        E::Replaced,
        E::KnowsLess { entries: [41_234, 41_230], lines: [91_234, 91_228] },
        E::LogGone(place()),
        E::WritableByOthers(place()),
        E::InTheWay(place()),
        E::SecondName(place()),
        E::LongName { name: 250, path: 500 },
        E::FolderGone(place()),
        E::Missing(place()),
        E::NotARegister(place()),
        E::Newer { found: 12, ours: 2 },
        E::AlreadyThere(place()),
        E::NotPermitted(place()),
        E::ReadOnly,
        E::LogWaits(place()),
        E::NetworkFolder(place()),
        E::BadBackup(place()),
        E::WouldLose(Box::default()),
        E::Storage(place()),
        E::Unsure(place()),
        E::TakenAway(place()),
        E::Guard(Guard::History),
        E::Schema("status_line_recipient".into()),
        E::Day(DayDoubt::Ahead { today, last }),
        E::Damaged(place()),
    ]
}

#[test]
fn no_answer_of_the_register_is_cut_off() {
    let errors = every();
    let variants = include_str!("../../domain/error.rs").matches("#[error(").count();
    assert_eq!(errors.len(), variants, "each error stands here");
    for lang in [Lang::Zh, Lang::En] {
        let mut robot = demo(lang, SMALL);
        for error in &errors {
            robot.send(Msg::NoAnswer(RequestId { layer: 0, serial: 0 }, Box::new(error.clone())));
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let (told, screen) = (errors::text(lang, error), robot.screen());
            assert!(plain(&screen).contains(&plain(&told)), "{told}\n{screen}");
        }
    }
}
