//! What leaves the store shows no number of a person, and what goes back into it loses none.

use chrono::Datelike as _;
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, day, import_rows, person, register, spring};
use crate::domain::attention::{Attention, AttentionQuery};
use crate::domain::audit::AuditQuery;
use crate::domain::audit::act::ActQuery;
use crate::domain::entry::LedgerQuery;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Proxy, Recording};
use crate::domain::ids::EntryId;
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Draft, Op};
use crate::domain::page::Start;
use crate::domain::person::Edit;
use crate::domain::place::Scope;
use crate::domain::recipient::Numbers;
use crate::domain::roster::RosterEntry;
use crate::domain::search::SearchQuery;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::store::lists::due::DuePageQuery;

const NOTE: &str = "女儿 138 1234 1234，证 152599195208010013";

fn raw(text: &str) -> CleanText {
    CleanText::parse(text, 500).unwrap()
}

#[test]
fn a_number_in_a_note_is_masked_and_outlives_an_edit_of_the_words_beside_it() {
    let (mut store, _folder) = register(0, 0);
    let entry = RosterEntry {
        note: Some(raw(NOTE)),
        address: Some(raw("13812341234 院内")),
        birth: "1952-08-01".parse().ok(),
        ..person(0, 1)
    };
    import_rows(&mut store, std::iter::once(entry));
    let id = store.resolve("程连富").unwrap();
    let card = store.recipient(id).unwrap();
    assert_eq!(card.note.as_deref(), Some("女儿 138****1234，证 152599********0013"));
    assert_eq!(card.address.as_deref(), Some("138****1234 院内"));
    assert_eq!(card.birth_year, Some(1952));
    let stored = |store: &crate::store::Store| -> String {
        store.conn.query_row("SELECT note FROM recipient", [], |row| row.get(0)).unwrap()
    };
    let edit = |note: &str| Edit { note: Some(raw(note)), ..Edit::default() };
    let op =
        Op::Edit {
            id, rev: card.rev, edit: Box::new(edit("女儿 138****1234，证 152599********0013，已搬"))
        };
    store.commit(&op, &ctx(day(2024))).unwrap();
    assert_eq!(stored(&store), format!("{NOTE}，已搬"));
    let op = Op::Edit { id, rev: card.rev + 1, edit: Box::new(edit("证 152599********0013")) };
    store.commit(&op, &ctx(day(2024))).unwrap();
    assert_eq!(stored(&store), "证 152599195208010013");
    // A digit beside it would show it, and a torn one would take its place.
    for torn in ["证 152599********00135", "证 152599********001", "证 152599*****0013"] {
        let op = Op::Edit { id, rev: card.rev + 2, edit: Box::new(edit(torn)) };
        assert_eq!(store.commit(&op, &ctx(day(2024))), Err(RegisterError::TornNumber), "{torn}");
        assert_eq!(stored(&store), "证 152599195208010013");
    }
}

#[test]
fn the_birth_date_is_a_number_that_is_shown_for_a_reason() {
    let (mut store, _folder) = register(0, 1);
    let id = store.resolve("程连富").unwrap();
    let op = Op::Unmask { id, reason: "核对".into() };
    let Answer::Numbers(numbers) = store.commit(&op, &ctx(day(2024))).unwrap().answer else {
        panic!("no numbers")
    };
    let phone = Some(raw("16400000000"));
    assert_eq!(numbers, Numbers { birth: person(0, 1).birth, phone, ..Numbers::default() });
}

/// What is told without the keys of rows, by which pages are asked for and which nobody is shown.
fn without_keys(told: &str) -> String {
    let mut parts = told.split("parts: [");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(']').map_or(part, |(_, rest)| rest))
}

/// Beside a masked ID number, which shows all but the birth date and is whole with it.
#[test]
#[expect(clippy::too_many_lines, reason = "one register, and every list of it")]
fn a_persons_own_birth_date_is_masked_in_every_text_about_that_person() {
    let own = person(0, 1).birth.unwrap();
    let (y, m, d) = (own.year(), own.month(), own.day());
    for written in [
        format!("{y}{m:02}{d:02}"),
        own.to_string(),
        format!("{y}年{m}月{d}日"),
        format!("{:02}{m:02}{d:02}", y % 100),
        format!("{d}/{m}/{y}"),
        format!("l{}.{m:02}.{d:02}", y % 1000),
    ] {
        let (mut store, _folder) = register(1, 0);
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(day(2024))).unwrap();
        let said = |words: &str| Some(raw(&words.replace('#', &written)));
        let entry = RosterEntry {
            name: said("程连富（#）").unwrap(),
            note: said("已去世，见#"),
            address: said("南#户"),
            ..person(0, 1)
        };
        // A day that is no birth date of that person stays.
        let other = RosterEntry { address: said("北#户"), note: None, ..person(1, 1) };
        import_rows(&mut store, [entry, other].into_iter());
        let everyone = RosterQuery {
            round: Some(spring(2024)),
            scope: Scope::Banner,
            show: Show::Everyone,
            group: None,
            village: None,
            sort: Sort::Name,
            start: Start::First,
            limit: 10,
        };
        let rows = store.roster(&everyone, day(2024)).unwrap().rows;
        let id = rows.iter().find(|row| row.name.starts_with('程')).unwrap().id;
        let stays = rows.iter().find(|row| row.id != id).unwrap();
        assert_eq!(stays.address, said("北#户"));
        // With a letter typed for a digit it is found by the birth date alone, which a form for others does not know.
        let by = if written.starts_with('l') { "赵志强".into() } else { said("赵志强#").unwrap() };
        let gift = Recording {
            goods: Some(Goods { text: said("米#袋").unwrap(), value: Fen::new(5_000) }),
            proxy: Some(Proxy { name: said("王五#").unwrap(), relation: said("儿子#").unwrap() }),
            reason: said("核对#无误"),
            cash: Fen::new(12_300),
            outcome: Outcome::Proxy,
            handlers: vec!["布仁".into(), by],
            ..gift(EntryId(Uuid::from_u128(7)), id, 2024)
        };
        store.commit(&Op::Record(Box::new(gift.clone())), &ctx(day(2024))).unwrap();
        let lists = |store: &crate::store::Store| {
            let due = DuePageQuery {
                round: Some(spring(2024)),
                scope: Scope::Banner,
                exceptions: false,
                start: Start::First,
                limit: 10,
            };
            let (list, start) = (Attention::NotedGone, Start::First);
            let noted = AttentionQuery { list, township: None, round: None, start, limit: 10 };
            let noted = store.attention(&noted, day(2024)).unwrap();
            assert_eq!(noted.rows.len(), 1);
            let search = SearchQuery::new("程连富", Some(spring(2024)), 10);
            let found = store.search(&search, day(2024)).unwrap();
            assert!(!found.hits.is_empty());
            let mut rows = store.roster(&everyone, day(2024)).unwrap().rows;
            rows.retain(|row| row.id == id);
            let mut form = store.form(id, spring(2024), day(2024)).unwrap();
            form.live.iter_mut().for_each(|earlier| earlier.reason = None);
            // A finding about a handler is about nobody whose birth date it could tell.
            let mut about_somebody = store.audited(&AuditQuery::default(), day(2024)).unwrap().findings;
            about_somebody.retain(|finding| finding.recipient.is_some());
            [
                format!("{rows:?}"),
                format!("{noted:?}"),
                format!("{found:?}").replace("北", ""),
                format!("{:?}", store.due_page(&due, day(2024)).unwrap()),
                format!("{form:?}"),
                format!("{:?}", store.ledger(&LedgerQuery::default()).unwrap()),
                format!("{:?}", store.recipient(id).unwrap()),
                format!("{:?}", store.round_lines(id, day(2024)).unwrap()),
                format!("{:?}", store.fact_history(id).unwrap()),
                format!("{about_somebody:?}"),
                format!("{:?}", store.known().unwrap()),
                format!("{:?}", store.acts(&ActQuery::default()).unwrap()),
            ]
            .map(|told| without_keys(&told))
        };
        for told in lists(&store) {
            assert!(!told.contains(&written), "{told}");
        }
        let again = Recording { id: EntryId(Uuid::from_u128(8)), ..gift.clone() };
        // The reason of the first, whatever number is in it, is none for a second.
        let refused = store.commit(&Op::Record(Box::new(again)), &ctx(day(2024)));
        let Err(RegisterError::Refused(mut refused)) = refused else { panic!("{refused:?}") };
        let earlier = refused.iter_mut().filter_map(|refusal| refusal.earlier.as_mut());
        earlier.for_each(|earlier| earlier.reason = None);
        assert!(!format!("{refused:?}").contains(&written), "{refused:?}");
        let reverse =
            Op::Reverse { id: EntryId(Uuid::from_u128(9)), of: gift.id, reason: said("错了#").unwrap() };
        store.commit(&reverse, &ctx(day(2024))).unwrap();
        let draft = Draft { id: EntryId(Uuid::from_u128(10)), recipient: id, body: "{}".into() };
        store.commit(&Op::SaveDraft(draft), &ctx(day(2024))).unwrap();
        for told in lists(&store) {
            assert!(!told.contains(&written), "{told}");
        }
        let drafts = format!("{:?}", store.drafts().unwrap());
        assert!(drafts.contains('程') && !drafts.contains(&written), "{drafts}");
    }
}
