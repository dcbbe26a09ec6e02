//! What a merge does to the two and to whoever names one of them afterwards, and what keeps two apart.

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use super::costs::gift;
use super::merges::{rows, ymd};
use super::support::{RARE, ctx, import_on, person, register, spring};
use crate::domain::audit::{AuditQuery, Rule};
use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::gift::Rule as GiftRule;
use crate::domain::group_change::{GroupChange, GroupDeed};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::Show;
use crate::domain::merge::MergeRule;
use crate::domain::op::{Answer, Op};
use crate::domain::person::{Assent, Edit, Mend, NewPerson};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, StatusKind};
use crate::domain::roster::RosterEntry;
use crate::domain::search::{MatchedBy, SearchQuery};
use crate::domain::text::CleanText;
use crate::store::recipients::edit;
use crate::store::standing::facts;
use crate::store::{Ending, RowFate, Store};

pub(super) struct Two {
    pub(super) store: Store,
    _folder: TempDir,
}

const TODAY: (i32, u32, u32) = (2024, 2, 2);

pub(super) fn today() -> NaiveDate {
    ymd(TODAY.0, TODAY.1, TODAY.2)
}

pub(super) fn who(n: u128) -> RecipientId {
    RecipientId(Uuid::from_u128(n + (7 << 100)))
}

/// Why two are merged or parted whatever says otherwise.
fn sure() -> CleanText {
    "都核对过".into()
}

const KEEP_ID: &str = "152599193202150013";
const OTHER_ID: &str = "152599194309150026";

impl Two {
    /// Two that are one human, with one round open: the first has no phone, the second has one and a group more.
    pub(super) fn new() -> Self {
        Self::with([Some(KEEP_ID), Some(OTHER_ID)])
    }

    /// The same with those numbers, and a third who has none.
    pub(super) fn with(numbers: [Option<&str>; 2]) -> Self {
        let (mut store, folder) = register(0, 0);
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(today())).unwrap();
        let person = |n: u128, name: &'static str, number: Option<&str>, groups: &[&'static str]| NewPerson {
            id: who(n),
            name: name.into(),
            sex: None,
            birth: None,
            id_number: number.and_then(IdNumber::from_stored),
            phone: (n == 2).then(|| CleanText::unmasked("13847900001")),
            card: None,
            township: TownshipCode("152530100".into()),
            village: "敖包图嘎查".into(),
            address: None,
            household: None,
            note: None,
            groups: groups
                .iter()
                .map(|label| Held { label: (*label).into(), from: None, until: None })
                .collect(),
            categories: Vec::new(),
            assent: Assent::default(),
        };
        let mut add = |person| drop(store.commit(&Op::AddPerson(Box::new(person)), &ctx(today())).unwrap());
        add(person(1, "程连富", numbers[0], &[]));
        add(person(2, "程连福", numbers[1], &["烈士遗属", RARE]));
        if numbers != [Some(KEEP_ID), Some(OTHER_ID)] {
            add(person(3, "陈广和", None, &["烈士遗属"]));
        }
        Self { store, _folder: folder }
    }

    pub(super) fn commit(&mut self, op: &Op) -> Result<Answer, RegisterError> {
        let answer = self.store.commit(op, &ctx(today())).map(|receipt| receipt.answer);
        assert_eq!(self.store.check().unwrap(), [], "{op:?}");
        answer
    }

    pub(super) fn merge(&mut self) {
        self.merge_into(1, 2);
    }

    pub(super) fn merge_into(&mut self, keep: u128, other: u128) {
        let revs = [keep, other].map(|n| self.store.recipient(who(n)).unwrap().rev);
        let op = Op::Merge {
            keep: who(keep),
            other: who(other),
            revs,
            reason: "两次登记".into(),
            confirmed: Some(sure()),
        };
        assert_eq!(self.commit(&op), Ok(Answer::Done));
    }

    pub(super) fn unmerge(&mut self, n: u128) {
        let op = Op::Unmerge { recipient: who(n), reason: "两个人".into(), confirmed: Some(sure()) };
        assert_eq!(self.commit(&op), Ok(Answer::Done));
    }

    fn facts(&self, n: u128) -> String {
        let no = facts::number_of(&self.store.conn, who(n)).unwrap();
        edit::facts(&self.store.conn, no).unwrap()
    }

    fn row(&mut self, name: &'static str, number: Option<&str>) {
        let entry = RosterEntry {
            name: name.into(),
            id_number: number.and_then(IdNumber::from_stored),
            birth: None,
            phone: Some(CleanText::unmasked("15047900002")),
            ..person(0, 0)
        };
        // The ids that an import mints begin anew: a second newcomer would be refused by the file.
        import_on(today(), &mut self.store, [entry].into_iter());
        assert_eq!(self.store.check().unwrap(), []);
    }

    fn people(&self) -> i64 {
        self.store.conn.query_row("SELECT count(*) FROM recipient", [], |row| row.get(0)).unwrap()
    }
}

/// The one that stays gets what it lacked, holds the groups of both, and everything is as it was once they are parted.
#[test]
fn facts_and_groups_go_over_and_come_back() {
    let mut two = Two::new();
    let before = [two.facts(1), two.facts(2)];
    two.merge();
    let card = two.store.recipient(who(2)).unwrap();
    assert_eq!((card.id, card.name.as_str()), (who(1), "程连富"));
    assert_eq!(card.phone_masked.as_deref(), Some("138****0001"));
    assert_eq!(card.groups.len(), 2);
    assert_eq!((card.merged.len(), card.merged[0].id), (1, who(2)));
    assert_eq!(rows(&two.store, spring(2024), Show::Open, today()).len(), 1);
    let history = two.store.fact_history(who(2)).unwrap();
    assert!(history.0[0].reasons.iter().any(|reason| reason.as_str() == "两次登记"), "{history:?}");
    // What is done to the one since stays with it.
    let rev = card.rev;
    let edit = Edit { address: Some("东街".into()), ..Edit::default() };
    two.commit(&Op::Edit { id: who(1), rev, edit: Box::new(edit) }).unwrap();
    two.commit(&Op::Unmerge { recipient: who(2), reason: "两个人".into(), confirmed: Some(sure()) }).unwrap();
    assert_eq!(two.facts(2), before[1]);
    assert_eq!(two.facts(1).replace("\"address\":\"东街\"", "\"address\":null"), before[0]);
    assert_eq!(two.store.recipient(who(2)).unwrap().id, who(2));
}

/// Name, numbers and id of the other lead to the one that stays, and nothing is done to the other.
#[test]
fn whoever_was_merged_is_found_as_who_it_is_by_now() {
    let mut two = Two::new();
    two.merge();
    for said in ["程连福", OTHER_ID, &who(2).to_string(), "程连富", KEEP_ID] {
        assert_eq!(two.store.resolve(said).unwrap(), who(1), "{said}");
    }
    assert_eq!(two.store.resolve_merged("程连福").unwrap(), (who(1), Some(who(2))));
    assert_eq!(two.store.resolve_merged("程连富").unwrap(), (who(1), None));
    for (typed, by) in
        [("程连福", MatchedBy::Merged), ("0026", MatchedBy::Merged), ("程连富", MatchedBy::Name)]
    {
        let page = two.store.search(&SearchQuery::new(typed, Some(spring(2024)), 10), today()).unwrap();
        let hits: Vec<_> = page.hits.iter().map(|hit| (hit.row.id, hit.by)).collect();
        assert_eq!(hits, [(who(1), by)], "{typed}");
    }
    let merged = || Err(RegisterError::Merged { into: who(1), name: "程连富".into() });
    let recording = gift(EntryId(Uuid::from_u128(5)), who(2), 2024);
    let edit = Edit { note: Some("x".into()), ..Edit::default() };
    for op in [
        Op::Record(Box::new(recording)),
        Op::Edit { id: who(2), rev: 2, edit: Box::new(edit) },
        Op::SetStatus { id: who(2), kind: StatusKind::Died, on: today(), reason: "x".into() },
        Op::Unmask { id: who(2), reason: "x".into() },
    ] {
        assert_eq!(two.commit(&op), merged(), "{op:?}");
    }
    assert_eq!(two.store.form(who(2), spring(2024), today()).map(drop), merged().map(drop as fn(Answer)));
    // Another one with either number is not taken in as somebody new.
    let new = NewPerson {
        id: who(3),
        name: "程连福".into(),
        sex: None,
        birth: None,
        id_number: IdNumber::from_stored(OTHER_ID),
        phone: None,
        card: None,
        township: TownshipCode("152530101".into()),
        village: "".into(),
        address: None,
        household: None,
        note: None,
        groups: Vec::new(),
        categories: Vec::new(),
        assent: Assent::default(),
    };
    let Err(RegisterError::Person(against)) = two.commit(&Op::AddPerson(Box::new(new))) else {
        panic!("taken in");
    };
    assert_eq!(against[0].other.as_ref().map(|other| other.id), Some(who(1)));
}

/// A roster that names the other by number or by name and village means the one that stays, whose own number and name it
/// leaves alone.
#[test]
fn a_later_roster_finds_the_one_that_stays() {
    let mut two = Two::new();
    two.merge();
    for (name, number) in [("程连福", Some(OTHER_ID)), ("程连福", None), ("程连富", Some(KEEP_ID))] {
        two.row(name, number);
        assert_eq!(two.people(), 2, "{name} {number:?}");
        let (facts, card) = (two.facts(1), two.store.recipient(who(1)).unwrap());
        assert!(facts.contains(KEEP_ID) && facts.contains("程连富"), "{facts}");
        assert_eq!(card.phone_masked.as_deref(), Some("150****0002"), "{name} {number:?}");
    }
    // Both in one list are one too many.
    let mut fates = Vec::new();
    let mint = || who(99);
    two.store
        .import(&"名册".into(), &ctx(today()), &mint, |importer| {
            for (row, name, number) in [(1, "程连富", KEEP_ID), (2, "程连福", OTHER_ID)] {
                let id_number = IdNumber::from_stored(number);
                let entry = RosterEntry { row, name: name.into(), id_number, birth: None, ..person(0, 0) };
                fates.push(importer.row(&entry)?);
            }
            Ok::<_, RegisterError>(((), Ending::Drop))
        })
        .unwrap();
    assert!(matches!(fates[1], RowFate::Refused(_)), "{fates:?}");
    assert_eq!(two.people(), 2);
}

/// A death that only one side knows of is decided first.
#[test]
fn a_dead_and_a_living_one_are_not_merged() {
    let mut two = Two::new();
    let died = Op::SetStatus { id: who(2), kind: StatusKind::Died, on: today(), reason: "来电".into() };
    two.commit(&died).unwrap();
    let look = two.store.merge_look(who(1), who(2), today()).unwrap();
    assert_eq!(look.against, Some(MergeRule::Deaths));
    let revs = [1, 2].map(|n| two.store.recipient(who(n)).unwrap().rev);
    let op = Op::Merge { keep: who(1), other: who(2), revs, reason: "x".into(), confirmed: Some(sure()) };
    assert_eq!(two.commit(&op), Err(RegisterError::Merge(MergeRule::Deaths)));
    let op =
        Op::Merge { keep: who(1), other: who(2), revs: [9, 9], reason: "x".into(), confirmed: Some(sure()) };
    assert_eq!(two.commit(&op), Err(RegisterError::Stale));
}

/// A suspension or a departure that only one side knows of is decided first: the one that stays would be due by it.
#[test]
fn a_suspended_one_and_one_who_is_not_are_not_merged() {
    for kind in [StatusKind::Suspended, StatusKind::Left] {
        let mut two = Two::new();
        two.commit(&Op::SetStatus { id: who(2), kind, on: today(), reason: "复核".into() }).unwrap();
        let look = two.store.merge_look(who(1), who(2), today()).unwrap();
        assert_eq!(look.against, Some(MergeRule::Away));
        let revs = [1, 2].map(|n| two.store.recipient(who(n)).unwrap().rev);
        let op = Op::Merge { keep: who(1), other: who(2), revs, reason: "x".into(), confirmed: Some(sure()) };
        assert_eq!(two.commit(&op), Err(RegisterError::Merge(MergeRule::Away)));
        two.commit(&Op::SetStatus { id: who(1), kind, on: today(), reason: "同一人".into() }).unwrap();
        two.merge();
    }
}

/// Both received in the round: the last look names both entries, and so does the list of what is not usual.
#[test]
fn double_gifts_are_told_before_and_after() {
    let mut two = Two::new();
    let mut one = gift(EntryId(Uuid::from_u128(5)), who(1), 2024);
    one.reason = Some("不在名单，先发".into());
    two.commit(&Op::Record(Box::new(one))).unwrap();
    two.commit(&Op::Record(Box::new(gift(EntryId(Uuid::from_u128(6)), who(2), 2024)))).unwrap();
    let look = two.store.merge_look(who(1), who(2), today()).unwrap();
    assert_eq!(look.doubles.iter().map(|double| double.entries.len()).collect::<Vec<_>>(), [2]);
    assert_eq!(look.doubles[0].cash().get(), 200_000);
    assert_eq!(look.stands[0].after, DueState::Done);
    two.merge();
    let twice = |two: &Two| {
        let query = AuditQuery { rule: Some(Rule::A02), ..AuditQuery::default() };
        two.store.audited(&query, today()).unwrap().findings.len()
    };
    assert_eq!(twice(&two), 1);
    // Undone, the one gift left still makes the human visited.
    let op = Op::Reverse {
        id: EntryId(Uuid::from_u128(7)),
        of: EntryId(Uuid::from_u128(6)),
        reason: "重复".into(),
    };
    two.commit(&op).unwrap();
    assert_eq!(rows(&two.store, spring(2024), Show::Done, today()).len(), 1);
    assert_eq!(twice(&two), 0);
}

/// What the first took over from the second went on to the third: parted, the second has it alone, whichever is parted first.
#[test]
fn what_went_over_by_way_of_another_comes_back_too() {
    for order in [[2, 1], [1, 2]] {
        let mut two = Two::with([None, Some(OTHER_ID)]);
        let before = [1, 2, 3].map(|n| two.facts(n));
        two.merge_into(1, 2);
        two.merge_into(3, 1);
        assert!(two.facts(3).contains(OTHER_ID) && two.facts(3).contains("13847900001"));
        for n in order {
            two.unmerge(n);
            assert_eq!(
                two.store.resolve(OTHER_ID).unwrap(),
                who(if order == [2, 1] || n == 2 { 2 } else { 1 })
            );
        }
        assert_eq!([1, 2, 3].map(|n| two.facts(n)), before, "{order:?}");
        let history = two.store.fact_history(who(3)).unwrap();
        assert!(history.0.len() > 1, "{history:?}");
    }
}

/// A number of 15 digits that was taken over is written with 18: it is the same number, and goes back whole.
#[test]
fn a_number_goes_back_however_long_it_is_written() {
    let mut two = Two::with([None, Some("152599430915002")]);
    let before = two.facts(1);
    two.merge();
    let rev = two.store.recipient(who(1)).unwrap().rev;
    let edit = Edit { id_number: Mend::Set(IdNumber::from_stored(OTHER_ID).unwrap()), ..Edit::default() };
    two.commit(&Op::Edit { id: who(1), rev, edit: Box::new(edit) }).unwrap();
    assert!(two.facts(1).contains(OTHER_ID));
    two.unmerge(2);
    assert_eq!(two.facts(1), before);
    assert_eq!(two.store.resolve(OTHER_ID).unwrap(), who(2));
}

/// Merged behind the end of a round both stand on its list; a gift to the one names what the other was given, and asks why.
#[test]
fn a_gift_to_one_who_received_under_the_other_registration_asks_for_a_reason() {
    let mut two = Two::new();
    two.commit(&Op::Record(Box::new(gift(EntryId(Uuid::from_u128(6)), who(2), 2024)))).unwrap();
    let over = ymd(2024, 3, 10);
    let settled = Op::SettleRounds;
    two.store.commit(&settled, &ctx(over)).unwrap();
    two.merge();
    let mut late = gift(EntryId(Uuid::from_u128(7)), who(1), 2024);
    late.on = over;
    let asked = |done: Result<crate::domain::op::Receipt, RegisterError>| match done {
        Err(RegisterError::Refused(refusals)) => refusals,
        done => panic!("{done:?}"),
    };
    let refusals = asked(two.store.commit(&Op::Record(Box::new(late.clone())), &ctx(over)));
    let earlier = refusals.iter().find(|refusal| refusal.rule == GiftRule::DoubleCash);
    assert_eq!(earlier.and_then(|it| it.earlier.as_ref()).map(|it| it.id), Some(EntryId(Uuid::from_u128(6))));
    let form = two.store.form(who(1), spring(2024), over).unwrap();
    assert_eq!(form.live.len(), 1);
    late.reason = Some("补发".into());
    two.store.commit(&Op::Record(Box::new(late)), &ctx(over)).unwrap();
    assert_eq!(two.store.check().unwrap(), []);
}

/// A change of many is undone once; a second time, and behind a change of somebody's groups, it says so.
#[test]
fn a_change_of_many_is_undone_once() {
    let mut two = Two::new();
    let act = |n| EntryId(Uuid::from_u128(n));
    let change = |two: &mut Two, id| {
        let people = vec![(who(1), two.store.recipient(who(1)).unwrap().rev)];
        let deed = GroupDeed::Add("烈士遗属".into());
        let change = GroupChange { id, deed, on: today(), people, reason: "漏登".into() };
        two.commit(&Op::ChangeGroups(Box::new(change))).unwrap();
    };
    let undo = |act| Op::UndoGroups { act, reason: "选错".into() };
    change(&mut two, act(1));
    two.commit(&undo(act(1))).unwrap();
    assert_eq!(two.commit(&undo(act(1))), Err(RegisterError::GroupsStay(None)));
    change(&mut two, act(2));
    let rev = two.store.recipient(who(1)).unwrap().rev;
    let edit = Edit { groups: Some(Vec::new()), ..Edit::default() };
    two.commit(&Op::Edit { id: who(1), rev, edit: Box::new(edit) }).unwrap();
    assert_eq!(two.commit(&undo(act(2))), Err(RegisterError::GroupsStay(Some("程连富".into()))));
}
