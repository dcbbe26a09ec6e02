//! Places, ID numbers in their forms and their fronts, and queries of several words.

use super::*;

fn places() -> Vec<String> {
    vec!["桑根达来镇".to_owned(), "桑根达莱".to_owned()]
}

#[test]
fn places_are_found_in_han_and_by_their_reading() {
    let names = places();
    let someone = Candidate { name: "程连富", village: "敖包图嘎查", township: &names, ..NOBODY };
    for (typed, by) in [
        ("桑根达来", Some(MatchedBy::Township)),
        ("桑根达莱", Some(MatchedBy::Township)),
        ("达来镇", Some(MatchedBy::Township)),
        ("桑", None),
        ("sanggendalai", Some(MatchedBy::Township)),
        ("sgdl", Some(MatchedBy::Township)),
        ("sg", None),
        ("aobaotu", Some(MatchedBy::Village)),
        ("aobaotugacha", Some(MatchedBy::Village)),
        ("abt", Some(MatchedBy::Village)),
        ("ab", None),
        ("baotu", None),
    ] {
        let query = ParsedQuery::parse(typed);
        let found = score(&query, &someone).filter(|_| offered(&query, &someone));
        assert_eq!(found.map(|score| score.by), by, "{typed}");
    }
}

#[test]
fn the_front_of_an_id_number_finds_by_what_a_mask_and_a_card_tell() {
    let someone = Candidate { id_number: Some("152599193603050013"), ..NOBODY };
    let by = |typed: &str| score(&ParsedQuery::parse(typed), &someone).map(|score| score.by);
    for typed in ["152599", "1525991", "15259919", "152599193", "1525991936", "15259936", "152599360305"] {
        assert_eq!(by(typed), Some(MatchedBy::IdFront), "{typed}");
    }
    for typed in ["15259", "152598", "15259918", "1525991937", "15259937"] {
        assert_eq!(by(typed), None, "{typed}");
    }
    // Month, day and sequence are behind the mask: a right guess finds no more than a wrong one.
    for typed in ["15259919360305", "15259919361231", "15259919360305001", "15259919360999999"] {
        assert_eq!(by(typed), Some(MatchedBy::IdFront), "{typed}");
    }
}

#[test]
fn several_words_narrow() {
    let names = places();
    let someone = Candidate {
        name: "程连富",
        village: "敖包图嘎查",
        township: &names,
        address: Some("二组19号 电话13812341234"),
        id_number: Some("152599193603050013"),
        ..NOBODY
    };
    let by = |typed: &str| score_all(&words(typed), &someone).map(|score| score.by);
    for (typed, found) in [
        ("程 敖包图", Some(MatchedBy::Village)),
        ("敖包图 clf", Some(MatchedBy::Village)),
        ("clf 0013", Some(MatchedBy::IdTail)),
        ("桑根达来 二组", Some(MatchedBy::Township)),
        ("敖包图 19", Some(MatchedBy::Village)),
        ("程连富 19号", Some(MatchedBy::Address)),
        ("程 连富", Some(MatchedBy::Name)),
        ("程 敖包山", None),
        ("程 9号", None),
        ("程 1", None),
        ("程 138", None),
        ("程 1381234", None),
        ("程 电话138", None),
    ] {
        assert_eq!(by(typed), found, "{typed}");
    }
    assert_eq!(score_all(&words("程 连富"), &someone).unwrap().marks, [0, 1, 2]);
}

#[test]
fn an_old_id_number_is_found_in_both_its_forms() {
    let someone = Candidate { id_number: Some("152599195208010014"), phone: Some("13800138014"), ..NOBODY };
    for (typed, by) in [
        ("152599195208010014", Some(MatchedBy::IdTail)),
        ("152599520801001", Some(MatchedBy::IdTail)),
        ("1001", Some(MatchedBy::IdTail)),
        ("01001", None),
        ("20801001", None),
        ("9520801001", None),
        ("52599520801001", None),
        ("52599195208010014", None),
        ("001", None),
        ("152599195208010", None),
    ] {
        let query = ParsedQuery::parse(typed);
        assert_eq!(score(&query, &someone).map(|score| score.by), by, "{typed}");
        assert_eq!(offered(&query, &someone), by.is_some(), "{typed}");
    }
    let whole = |typed: &str| score(&ParsedQuery::parse(typed), &someone).unwrap().rank.is_whole();
    assert!(whole("152599520801001") && !whole("1001"));
}
