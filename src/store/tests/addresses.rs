//! Protects the keys of addresses: however somebody came into the register or moved, search finds by the words of the
//! address as it stands, and a register of an earlier version is brought up to the same keys.

use super::older::brought_up;
use super::support::{ctx, day, import_rows, person, register};
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::domain::place::TownshipCode;
use crate::domain::roster::RosterEntry;
use crate::domain::search::{MatchedBy, SearchCursor, SearchQuery};
use crate::domain::text::CleanText;
use crate::store::Store;

fn text(text: &str) -> CleanText {
    CleanText::unmasked(text)
}

fn rows(people: usize) -> impl Iterator<Item = RosterEntry> {
    (0..people).map(move |n| RosterEntry {
        name: text(&format!("阿木尔{n}")),
        address: Some(text(&format!("桑根达来镇幸福小区{}号楼", n % 7 + 1))),
        ..person(n, 0)
    })
}

/// How many are found by their addresses, all pages of keys counted.
fn found(store: &Store, typed: &str) -> usize {
    let mut search = SearchQuery::new(typed, None, 500);
    let mut count = 0;
    while search.reach == SearchCursor::Keys {
        let page = store.search(&search, day(2024)).unwrap();
        count += page.hits.iter().filter(|hit| hit.by == MatchedBy::Address).count();
        search.known.extend(page.hits.iter().map(|hit| hit.row.key.no));
        match page.next {
            Some(next) if !page.hits.is_empty() => search.reach = next,
            Some(_) | None => break,
        }
    }
    count
}

/// Two are few enough for a key each; of 2,500 the keys are sorted on disk.
#[test]
fn everybody_is_found_by_address_however_many_come_at_once() {
    for people in [14, 2_506] {
        let (mut store, _folder) = register(0, 0);
        import_rows(&mut store, rows(people));
        for (typed, expected) in [
            ("幸福小区", people),
            ("xfxq", people),
            ("xingfu", people),
            ("幸福小区3号楼", people / 7),
            ("三号楼", people / 7),
            ("3号楼", people / 7),
            ("13号楼", 0),
            ("敖包图 3号楼", 0),
        ] {
            assert_eq!(found(&store, typed), expected, "{typed} of {people}");
        }
        let beside = SearchQuery::new("敖包图 3号楼 阿木尔2", None, 10);
        assert!(!store.search(&beside, day(2024)).unwrap().hits.is_empty());
        assert_eq!(store.check().unwrap(), []);
    }
}

#[test]
fn keys_follow_the_address_and_the_village() {
    let (mut store, _folder) = register(0, 0);
    import_rows(&mut store, rows(1));
    let id = store.resolve("阿木尔0").unwrap();
    let mut rev = 1;
    let mut edit = |store: &mut Store, edit: Edit| {
        store.commit(&Op::Edit { id, rev, edit: Box::new(edit) }, &ctx(day(2024))).unwrap();
        rev += 1;
        assert_eq!(store.check().unwrap(), []);
    };
    let address = |text: &'static str| Edit { address: Some(text.into()), ..Edit::default() };
    edit(&mut store, address("敖包图嘎查三组"));
    assert_eq!((found(&store, "幸福小区"), found(&store, "三组"), found(&store, "敖包图")), (0, 1, 0));
    // Who lives elsewhere by now is not found by the village of the address, but by its word.
    let moved = Edit { village: Some("宝力根嘎查".into()), ..Edit::default() };
    edit(&mut store, moved);
    assert_eq!((found(&store, "三组"), found(&store, "敖包图"), found(&store, "aobaotu")), (1, 1, 1));
    let township = Edit { township: Some(TownshipCode("152530101".to_owned())), ..Edit::default() };
    edit(&mut store, township);
    edit(&mut store, address(""));
    assert_eq!((found(&store, "三组"), found(&store, "敖包图")), (0, 0));
    // A roster that tells another address.
    let told = rows(1).map(|row| RosterEntry { address: Some("和平巷 5号".into()), ..row });
    import_rows(&mut store, told.map(|row| RosterEntry { township: "桑根达来镇".into(), ..row }));
    assert_eq!((found(&store, "和平巷"), found(&store, "5号")), (1, 1));
    assert_eq!(store.check().unwrap(), []);
}

/// What a key held longer than others, or what is no address any more, is a finding.
#[test]
fn a_key_that_is_missing_or_strange_is_found() {
    for sql in [
        "DELETE FROM search_key WHERE key LIKE '@%'",
        "INSERT INTO search_key (key, rank, recipient) VALUES ('@别处', 0, 1)",
    ] {
        let (mut store, _folder) = register(0, 0);
        import_rows(&mut store, rows(1));
        store.conn.execute(sql, []).unwrap();
        let findings = store.check().unwrap();
        assert!(findings.iter().any(|finding| finding.rule == "search"), "{findings:?}");
    }
}

#[test]
fn a_register_of_the_version_before_gets_the_keys() {
    let (mut store, _folder) = register(0, 0);
    import_rows(&mut store, rows(30));
    let keys =
        "SELECT group_concat(key || rank || recipient, '\n' ORDER BY key, rank, recipient) FROM search_key";
    let all: String = store.conn.query_row(keys, [], |row| row.get(0)).unwrap();
    let store = brought_up(store, 4, "DELETE FROM search_key WHERE key LIKE '@%'");
    assert_eq!(store.conn.query_row(keys, [], |row| row.get::<_, String>(0)).unwrap(), all);
    assert_eq!(found(&store, "幸福小区"), 30);
}

/// A number in an address is looked for in vain, whether it is right or wrong and whatever stands beside it.
#[test]
fn no_number_in_an_address_can_be_tried_out() {
    let (mut store, _folder) = register(0, 0);
    let address = "二组，儿子13812341234，座机4221234，生于1957年3月2日";
    import_rows(&mut store, rows(1).map(|row| RosterEntry { address: Some(text(address)), ..row }));
    assert_eq!(found(&store, "二组"), 1);
    for typed in [
        "儿子138",
        "13812341234",
        "1234",
        "4221234",
        "座机4221234",
        "二组 138",
        "二组 儿子1381234",
        "3月2日",
        "1957年3月",
    ] {
        assert_eq!(store.search(&SearchQuery::new(typed, None, 10), day(2024)).unwrap().hits, [], "{typed}");
    }
    let numbers =
        "SELECT count(*) FROM search_key WHERE key LIKE '@%' AND (key LIKE '%138%' OR key LIKE '%422%')";
    assert_eq!(store.conn.query_row(numbers, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}
