//! What a merge and its undoing mean for money: who is asked, what stays with whom, and which names are one human's.

use uuid::Uuid;

use super::costs::gift;
use super::merged::{Two, today, who};
use crate::domain::audit::act::ActQuery;
use crate::domain::audit::{AuditQuery, Finding, Rule};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Proxy, Rule as GiftRule};
use crate::domain::group_change::{GroupChange, GroupDeed};
use crate::domain::ids::EntryId;
use crate::domain::merge::MergeRule;
use crate::domain::op::{Answer, Draft, Op};
use crate::domain::person::Edit;
use crate::domain::recipient::Held;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

fn above(two: &Two) -> Vec<Finding> {
    let query = AuditQuery { rule: Some(Rule::A03), ..AuditQuery::default() };
    two.store.audited(&query, today()).unwrap().findings
}

/// Paid by the group of the other, the one that stays keeps the money and not the group: it is shown, asked and found.
#[test]
fn what_is_above_the_standard_once_parted_is_asked_and_found() {
    let mut two = Two::with([None, Some("152599194309150026")]);
    two.merge();
    two.commit(&Op::Record(Box::new(gift(entry(5), who(1), 2024)))).unwrap();
    let look = two.store.unmerge_look(who(2), today()).unwrap();
    assert_eq!(look.names.each_ref().map(CleanText::as_str), ["程连富", "程连福"]);
    assert_eq!(look.given.iter().map(|line| line.id).collect::<Vec<_>>(), [entry(5)]);
    let told = look.above.iter().map(|above| (above.given[0].get(), above.standard[0].get()));
    assert_eq!(told.collect::<Vec<_>>(), [(100_000, 0)]);
    assert_eq!(look.stands.len(), 1);
    let part = |confirmed: Option<&'static str>| Op::Unmerge {
        recipient: who(2),
        reason: "两个人".into(),
        confirmed: confirmed.map(CleanText::from),
    };
    for unasked in [None, Some(""), Some("两个人"), Some("两 个 人")] {
        assert_eq!(two.commit(&part(unasked)), Err(RegisterError::Merge(MergeRule::Above)), "{unasked:?}");
    }
    assert_eq!(above(&two).len(), 0);
    assert_eq!(two.commit(&part(Some("钱已交给程连福"))), Ok(Answer::Done));
    let found = above(&two);
    assert_eq!(
        found.iter().map(|one| (one.case.kind, one.recipient)).collect::<Vec<_>>(),
        [("parted", Some(who(1)))]
    );
    let reverse = Op::Reverse { id: entry(7), of: entry(5), reason: "发给了别人".into() };
    two.commit(&reverse).unwrap();
    assert_eq!(above(&two).len(), 0);
}

/// Given by a standard that either has by itself: nothing is asked.
#[test]
fn what_is_within_the_standard_is_shown_alone() {
    let mut two = Two::with([None, Some("152599194309150026")]);
    two.merge_into(2, 1);
    two.commit(&Op::Record(Box::new(gift(entry(5), who(2), 2024)))).unwrap();
    let look = two.store.unmerge_look(who(1), today()).unwrap();
    assert_eq!((look.given.len(), look.above.len()), (1, 0));
    let op = Op::Unmerge { recipient: who(1), reason: "两个人".into(), confirmed: None };
    assert_eq!(two.commit(&op), Ok(Answer::Done));
    assert_eq!(above(&two).len(), 0);
}

/// Two valid numbers that differ, or a word that they are two, are answered by a reason of its own.
#[test]
fn two_who_look_like_two_are_merged_with_a_reason_of_its_own() {
    let merge = |two: &Two, confirmed: Option<&'static str>| Op::Merge {
        keep: who(1),
        other: who(2),
        revs: [1, 2].map(|n| two.store.recipient(who(n)).unwrap().rev),
        reason: "两次登记".into(),
        confirmed: confirmed.map(CleanText::from),
    };
    let mut ids = Two::new();
    let mut told = Two::with([None, Some("152599194309150026")]);
    let apart = Op::TellApart { one: who(2), other: who(1), reason: "见过两个人".into() };
    told.commit(&apart).unwrap();
    for (two, rule) in [(&mut ids, MergeRule::Ids), (&mut told, MergeRule::ToldApart)] {
        assert_eq!(two.store.merge_look(who(1), who(2), today()).unwrap().asks, [rule]);
        for unasked in [None, Some("两次登记")] {
            let op = merge(two, unasked);
            assert_eq!(two.commit(&op), Err(RegisterError::Merge(rule)), "{unasked:?}");
        }
        let op = merge(two, Some("派出所证明是一人"));
        assert_eq!(two.commit(&op), Ok(Answer::Done));
        let history = two.store.fact_history(who(1)).unwrap();
        assert!(
            history.0[0].reasons.iter().any(|reason| reason.as_str() == "派出所证明是一人"),
            "{history:?}"
        );
    }
}

/// The name of the other registration is the recipient's own: no handler, and no proxy.
#[test]
fn the_other_name_of_a_human_neither_pays_nor_receives_for_himself() {
    let mut two = Two::new();
    two.merge();
    let himself = |two: &mut Two, change: &dyn Fn(&mut crate::domain::gift::Recording)| {
        let mut recording = gift(entry(5), who(1), 2024);
        change(&mut recording);
        two.commit(&Op::Record(Box::new(recording)))
    };
    let rule = |refused: Result<Answer, RegisterError>| match refused {
        Err(RegisterError::Refused(refusals)) => refusals[0].rule,
        other => panic!("{other:?}"),
    };
    let handler = himself(&mut two, &|one| one.handlers[0] = "程连福".into());
    assert_eq!(rule(handler), GiftRule::SelfPaid);
    let proxy = himself(&mut two, &|one| {
        one.outcome = Outcome::Proxy;
        one.proxy = Some(Proxy { name: "程连福".into(), relation: "弟".into() });
    });
    assert_eq!(rule(proxy), GiftRule::Proxy);
    // The form knows it too.
    let form = two.store.form(who(1), super::support::spring(2024), today()).unwrap();
    assert_eq!(form.others, ["程连福".into()]);
}

/// A half-filled form of one who was merged since opens on the one that stays.
#[test]
fn a_draft_of_one_who_was_merged_is_one_of_whoever_stays() {
    let mut two = Two::new();
    let draft = Draft { id: entry(9), recipient: who(2), body: "x".into() };
    two.commit(&Op::SaveDraft(draft)).unwrap();
    two.merge();
    let drafts = two.store.drafts().unwrap();
    let told = drafts.iter().map(|one| (one.id, one.recipient, one.name.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [(entry(9), who(1), "程连富")]);
    two.unmerge(2);
    assert_eq!(two.store.drafts().unwrap()[0].recipient, who(2));
}

/// What was undone is no finding, and its undoing is none.
#[test]
fn a_group_change_that_was_undone_is_no_finding() {
    let mut two = Two::new();
    let erased = |two: &Two| {
        let query = AuditQuery { rule: Some(Rule::A15), ..AuditQuery::default() };
        two.store.audited(&query, today()).unwrap().findings.len()
    };
    let rev = |two: &Two, n| two.store.recipient(who(n)).unwrap().rev;
    for (act, deed) in [(20, GroupDeed::Add("困难退役军人".into())), (21, GroupDeed::Add("烈士遗属".into()))]
    {
        let people = vec![(who(1), rev(&two, 1))];
        let change = GroupChange { id: entry(act), deed, on: today(), people, reason: "漏登".into() };
        two.commit(&Op::ChangeGroups(Box::new(change))).unwrap();
        two.commit(&Op::UndoGroups { act: entry(act), reason: "选错".into() }).unwrap();
        assert_eq!(erased(&two), 0);
    }
    let groups = two.store.recipient(who(2)).unwrap().groups;
    let erase = |two: &mut Two, groups: Vec<Held>| {
        let rev = rev(two, 2);
        let edit = Edit { groups: Some(groups), ..Edit::default() };
        two.commit(&Op::Edit { id: who(2), rev, edit: Box::new(edit) }).unwrap();
        let acts = two.store.acts(&ActQuery::default()).unwrap();
        acts.rows[0].no
    };
    let act = erase(&mut two, Vec::new());
    assert_eq!(erased(&two), groups.len());
    two.commit(&Op::UndoAct { act, reason: "删错了".into() }).unwrap();
    assert_eq!(erased(&two), 0);
    // Erased once more, and not undone: found.
    erase(&mut two, Vec::new());
    assert_eq!(erased(&two), groups.len());
}

/// A group that the other has held since an earlier day goes along, though the one that stays holds it by now too: the
/// round whose basis day lies between counts it.
#[test]
fn a_group_held_since_an_earlier_day_goes_along() {
    let mut two = Two::new();
    let mut edit = |n: u128, from| {
        let groups = Some(vec![Held { label: "烈士遗属".into(), from, until: None }]);
        let rev = two.store.recipient(who(n)).unwrap().rev;
        let op = Op::Edit { id: who(n), rev, edit: Box::new(Edit { groups, ..Edit::default() }) };
        two.commit(&op).unwrap();
    };
    edit(1, Some(today()));
    edit(2, None);
    let basis = |two: &Two, n: u128| {
        let lines = two.store.round_lines(who(n), today()).unwrap();
        lines.first().and_then(|line| line.standard.clone()).map(|standard| standard.group.to_string())
    };
    assert_eq!([basis(&two, 1), basis(&two, 2)], [None, Some("烈士遗属".to_owned())]);
    two.merge();
    assert_eq!(basis(&two, 1), Some("烈士遗属".to_owned()));
    // The other way round nothing is held twice.
    two.unmerge(2);
    assert_eq!([basis(&two, 1), basis(&two, 2)], [None, Some("烈士遗属".to_owned())]);
    two.merge_into(2, 1);
    assert_eq!(two.store.recipient(who(2)).unwrap().groups.len(), 1);
}

/// Two who were merged into one hold the same: it stays with that one as long as either does, and each takes its own along.
#[test]
fn what_another_who_stays_merged_has_too_stays() {
    for first in [2, 3] {
        let second = 5 - first;
        let mut two = Two::with([None, Some("152599194309150026")]);
        let edit = |two: &mut Two, n: u128, edit: Edit| {
            let rev = two.store.recipient(who(n)).unwrap().rev;
            two.commit(&Op::Edit { id: who(n), rev, edit: Box::new(edit) }).unwrap();
        };
        let groups = Some(vec![Held { label: "烈士遗属".into(), from: None, until: None }]);
        edit(&mut two, 2, Edit { groups, ..Edit::default() });
        edit(&mut two, 3, Edit { phone: Some(CleanText::unmasked("13847900003")), ..Edit::default() });
        let holds = |two: &Two, n: u128| {
            let card = two.store.recipient(who(n)).unwrap();
            (card.groups.len(), card.phone_masked.map(|phone| phone.to_string()))
        };
        let alone = [2, 3].map(|n| holds(&two, n));
        let of = |n: u128| alone[usize::try_from(n - 2).unwrap()].clone();
        two.merge_into(1, first);
        two.merge_into(1, second);
        assert_eq!(holds(&two, 1), of(first));
        let look = two.store.unmerge_look(who(first), today()).unwrap();
        assert!(look.stands.iter().all(|stand| stand.before == stand.after[0]), "{:?}", look.stands);
        two.unmerge(first);
        assert_eq!([holds(&two, 1), holds(&two, first)], [of(second), of(first)]);
        two.unmerge(second);
        assert_eq!([1, 2, 3].map(|n| holds(&two, n)), [(0, None), of(2), of(3)]);
        // By way of another, and ended meanwhile: it stays ended.
        two.merge_into(1, first);
        two.merge_into(1, second);
        edit(&mut two, 1, Edit { groups: Some(Vec::new()), ..Edit::default() });
        two.unmerge(first);
        assert_eq!([holds(&two, 1), holds(&two, first)], [(0, of(second).1), of(first)]);
    }
}
