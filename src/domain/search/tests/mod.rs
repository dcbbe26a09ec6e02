//! Queries against names, through a stand-in for the store's indexes.

mod addresses;
mod places;
mod properties;

use super::*;
use crate::domain::pinyin::{KEY_MAX, Readings};
use crate::domain::search::MatchedBy;
use crate::domain::search::plan::{LOOKUPS_MAX, TYPED_MAX};
use crate::domain::text::NAME_MAX;

const NOBODY: Candidate<'static> =
    Candidate { name: "", village: "", township: &[], address: None, id_number: None, phone: None };

fn named(name: &str) -> Candidate<'_> {
    Candidate { name, ..NOBODY }
}

/// Whether an indexed lookup of the first phase offers the candidate.
fn offered(query: &ParsedQuery, candidate: &Candidate<'_>) -> bool {
    let keys = Readings::of(candidate.name).keys();
    let ends = |text: Option<&str>, tail: &str| text.is_some_and(|text| text.ends_with(tail));
    query.lookups().iter().any(|lookup| match lookup {
        Lookup::NamePrefix(prefix) => fold(candidate.name).starts_with(prefix.as_str()),
        Lookup::NameAnywhere(_) => false,
        Lookup::KeyPrefix(prefix) => keys.iter().any(|key| key.starts_with(prefix.as_str())),
        Lookup::IdTail(tail) => ends(candidate.id_number, tail),
        Lookup::PhoneTail(tail) => ends(candidate.phone, tail),
        Lookup::Phone(phone) => {
            candidate.phone.is_some_and(|other| other.chars().filter(char::is_ascii_digit).eq(phone.chars()))
        }
        Lookup::IdFront(front) => {
            candidate.id_number.is_some_and(|number| number.starts_with(front.as_str()))
        }
        Lookup::Township(text) => candidate.township.iter().any(|name| name.contains(text.as_str())),
        Lookup::PlaceReading(_) => {
            reads(query, candidate.village) || candidate.township.iter().any(|name| reads(query, name))
        }
        Lookup::VillagePrefix(prefix) => fold(candidate.village).starts_with(prefix.as_str()),
        Lookup::AddressWord(text) => candidate.address.is_some_and(|address| {
            let keys = addresses::keys(address, candidate.village);
            keys.iter().any(|key| key.starts_with(address_key(text)))
        }),
    })
}

/// Whether the scan of every name offers the candidate.
fn scanned(query: &ParsedQuery, candidate: &Candidate<'_>) -> bool {
    let word = pack(&Readings::of(candidate.name).main_initials());
    let packed = query.packed().iter().any(|&pattern| gapped(word, pattern));
    let anywhere = query.lookups().iter().any(
        |lookup| matches!(lookup, Lookup::NameAnywhere(text) if fold(candidate.name).contains(text.as_str())),
    );
    packed || anywhere
}

/// Who is found at once, best first.
fn find<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
    let query = ParsedQuery::parse(typed);
    let mut found: Vec<(Rank, &str)> = names
        .iter()
        .filter(|name| offered(&query, &named(name)))
        .filter_map(|name| Some((score(&query, &named(name))?.rank, *name)))
        .collect();
    found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    found.into_iter().map(|(_, name)| name).collect()
}

/// Typed text, name, and the characters marked when the first phase finds it.
#[test]
fn found_at_once_with_marks() {
    for (typed, name, marks) in [
        // the examples of the field
        ("clf", "程连富", &[0, 1, 2][..]),
        ("hrcbte", "呼日查巴特尔", &[0, 1, 2, 3, 4, 5]),
        ("dgq", "单国强", &[0, 1, 2]),
        ("sgq", "单国强", &[0, 1, 2]),
        ("ljg", "吕建国", &[0, 1, 2]),
        ("lvjg", "吕建国", &[0, 1, 2]),
        ("lujg", "吕建国", &[0, 1, 2]),
        // full pinyin, its beginnings, and mixtures
        ("chenglianfu", "程连富", &[0, 1, 2]),
        ("chenglian", "程连富", &[0, 1]),
        ("chengl", "程连富", &[0, 1]),
        ("cheng", "程连富", &[0]),
        ("che", "程连富", &[0]),
        ("c", "程连富", &[0]),
        ("chl", "程连富", &[0, 1]),
        ("chenglf", "程连富", &[0, 1, 2]),
        ("clianf", "程连富", &[0, 1, 2]),
        ("clfu", "程连富", &[0, 1, 2]),
        ("chlifu", "程连富", &[0, 1, 2]),
        ("lvjianguo", "吕建国", &[0, 1, 2]),
        ("lujianguo", "吕建国", &[0, 1, 2]),
        ("lüjianguo", "吕建国", &[0, 1, 2]),
        ("LVJG", "吕建国", &[0, 1, 2]),
        ("ｃｌｆ", "程连富", &[0, 1, 2]),
        ("cheng lian fu", "程连富", &[0, 1, 2]),
        ("cheng'lian'fu", "程连富", &[0, 1, 2]),
        ("xian", "西安", &[0, 1]),
        ("xian", "先锋", &[0]),
        ("xian", "贤安", &[0]),
        // heteronyms and surnames
        ("zwb", "查文斌", &[0, 1, 2]),
        ("cwb", "查文斌", &[0, 1, 2]),
        ("zhawen", "查文斌", &[0, 1]),
        ("chawen", "查文斌", &[0, 1]),
        ("cgbte", "查干巴特尔", &[0, 1, 2, 3, 4]),
        ("zgbte", "查干巴特尔", &[0, 1, 2, 3, 4]),
        ("shanguoq", "单国强", &[0, 1, 2]),
        ("danguoq", "单国强", &[0, 1, 2]),
        ("qiule", "仇乐", &[0, 1]),
        ("chouyue", "仇乐", &[0, 1]),
        ("ycg", "尉迟恭", &[0, 1, 2]),
        ("zszf", "长孙志芳", &[0, 1, 2, 3]),
        ("mqm", "万俟明", &[0, 1, 2]),
        ("hezi", "黑子", &[0, 1]),
        ("oy", "欧阳海", &[0, 1]),
        // Mongolian names
        ("hur", "呼日查巴特尔", &[0, 1]),
        ("huricha", "呼日查巴特尔", &[0, 1, 2]),
        ("hrzhab", "呼日查巴特尔", &[0, 1, 2, 3]),
        ("wyqmg", "乌云其木格", &[0, 1, 2, 3, 4]),
        ("wuyunqmg", "乌云·其木格", &[0, 1, 3, 4, 5]),
        ("wyqm", "乌云·其木格", &[0, 1, 3, 4]),
        ("乌云其木格", "乌云·其木格", &[0, 1, 3, 4, 5]),
        ("乌云·其木格", "乌云其木格", &[0, 1, 2, 3, 4]),
        ("eedbh", "额尔敦布和", &[0, 1, 2, 3, 4]),
        ("eerdunbu", "额尔敦布和", &[0, 1, 2, 3]),
        ("nrcaoketu", "那仁朝克图", &[]),
        ("nrchaoketu", "那仁朝克图", &[0, 1, 2, 3, 4]),
        ("mdl", "满都拉", &[0, 1, 2]),
        ("mandula", "满都拉", &[0, 1, 2]),
        // Han, and Han among letters
        ("程", "程连富", &[0]),
        ("程连", "程连富", &[0, 1]),
        ("程 连 富", "程连富", &[0, 1, 2]),
        ("程连富", "程 连富", &[0, 2, 3]),
        ("程lf", "程连富", &[0, 1, 2]),
        ("程lianf", "程连富", &[0, 1, 2]),
        ("c连f", "程连富", &[0, 1, 2]),
        ("clian富", "程连富", &[0, 1, 2]),
        ("单gq", "单国强", &[0, 1, 2]),
        // rare Han passes through
        ("李𠮷", "李𠮷祥", &[0, 1]),
        ("李𠮷x", "李𠮷祥", &[0, 1, 2]),
        ("lx", "李𠮷祥", &[0, 2]),
        ("lixiang", "李𠮷祥", &[0, 2]),
        ("𠮷", "𠮷祥", &[0]),
        // Latin and digits in names
        ("abcgs", "ABC公司", &[0, 1, 2, 3, 4]),
        ("abc公", "ABC公司", &[0, 1, 2, 3]),
        ("32152", "32152部队", &[0, 1, 2, 3, 4]),
        ("32152bd", "32152部队", &[0, 1, 2, 3, 4, 5, 6]),
        ("d5d", "第５队", &[0, 1, 2]),
    ] {
        let query = ParsedQuery::parse(typed);
        let found = score(&query, &named(name)).filter(|_| offered(&query, &named(name)));
        assert_eq!(found.as_ref().map_or(&[][..], |score| &score.marks), marks, "{typed} {name}");
        assert!(found.is_none_or(|score| score.by == MatchedBy::Name), "{typed}");
    }
}

#[test]
fn found_by_the_scan_with_marks() {
    for (typed, name, marks) in [
        ("连富", "程连富", &[1, 2][..]),
        ("富", "程连富", &[2]),
        ("lf", "程连富", &[1, 2]),
        ("lianfu", "程连富", &[1, 2]),
        ("lianf", "程小连富", &[2, 3]),
        ("clf", "程小连富", &[0, 2, 3]),
        ("cf", "程连富", &[0, 2]),
        ("chengfu", "程连富", &[0, 2]),
        ("bte", "呼日查巴特尔", &[3, 4, 5]),
        ("hbe", "呼日查巴特尔", &[0, 3, 5]),
        ("qmg", "乌云·其木格", &[3, 4, 5]),
        ("其木格", "乌云·其木格", &[3, 4, 5]),
        ("云其", "乌云·其木格", &[1, 3]),
        ("小lf", "程小连富", &[1, 2, 3]),
        ("jg", "吕建国", &[1, 2]),
    ] {
        let query = ParsedQuery::parse(typed);
        assert!(scanned(&query, &named(name)), "{typed} {name} is not scanned");
        let found = score(&query, &named(name));
        assert_eq!(found.map(|score| score.marks), Some(marks.to_vec()), "{typed} {name}");
    }
}

#[test]
fn not_found() {
    for (typed, name) in [
        ("clg", "程连富"),
        ("flc", "程连富"),
        ("clff", "程连富"),
        ("eng", "程连富"),
        ("chenglianfuu", "程连富"),
        ("程富连", "程连富"),
        ("陈连富", "程连富"),
        ("陈lf", "程连富"),
        ("程lg", "程连富"),
        ("tgq", "单国强"),
        ("vjg", "吕建国"),
        ("1", "程连富"),
        ("12", "程连富"),
        ("x", "程连富"),
        ("a", ""),
        ("", "程连富"),
        ("，。", "程连富"),
        ("·", "乌云·其木格"),
    ] {
        assert_eq!(score(&ParsedQuery::parse(typed), &named(name)), None, "{typed} {name}");
    }
}

#[test]
fn numbers_and_villages() {
    let someone = Candidate {
        name: "程连富",
        village: "敖包图 嘎查",
        id_number: Some("15259919360805000X"),
        phone: Some("13800138000"),
        ..NOBODY
    };
    for (typed, by) in [
        ("000x", Some(MatchedBy::IdTail)),
        ("０００Ｘ", Some(MatchedBy::IdTail)),
        ("0X", None),
        ("00x", None),
        ("5000x", None),
        ("5259919360805000x", None),
        ("15259919360805000", Some(MatchedBy::IdFront)),
        ("15259919360805000x", Some(MatchedBy::IdTail)),
        ("8000", Some(MatchedBy::PhoneTail)),
        ("00", None),
        ("000", None),
        ("38000", None),
        ("3800138000", None),
        ("0", None),
        ("138", None),
        ("1380", None),
        ("138 0013", None),
        ("1380013800", None),
        ("13800138000", Some(MatchedBy::PhoneTail)),
        ("13", None),
        ("380", None),
        ("1936", None),
        ("9999", None),
        ("敖", Some(MatchedBy::Village)),
        ("敖包图", Some(MatchedBy::Village)),
        ("敖包图嘎查", Some(MatchedBy::Village)),
        ("哈达", None),
    ] {
        let query = ParsedQuery::parse(typed);
        let found = score(&query, &someone).filter(|_| offered(&query, &someone));
        assert_eq!(found.as_ref().map(|score| score.by), by, "{typed}");
        assert!(found.is_none_or(|score| score.marks.is_empty()), "{typed}");
    }
    // the inside of a village is known once something else offers it
    assert_eq!(score(&ParsedQuery::parse("包图"), &someone).map(|score| score.by), Some(MatchedBy::Village));
    assert_eq!(score(&ParsedQuery::parse("图"), &someone), None);
    let landline = Candidate { phone: Some("0479-4221234"), ..NOBODY };
    assert_eq!(
        score(&ParsedQuery::parse("04794221234"), &landline).map(|score| score.by),
        Some(MatchedBy::PhoneTail)
    );
}

#[test]
fn better_matches_come_first() {
    for (typed, order) in [
        ("clf", &["程连富", "陈龙飞虎", "程小连富"][..2]),
        ("程连", &["程连", "程连富", "程连富贵"]),
        ("wuyun", &["乌云", "乌云高娃", "乌云其木格"]),
        ("dgq", &["丁国强", "单国强"]),
        ("zgbte", &["赵刚巴特尔", "查干巴特尔"]),
        ("cheng", &["程富", "程连富", "程小连富"]),
        ("che", &["车力木", "程连富"]),
        ("xian", &["西安", "先锋"]),
        ("lv", &["吕", "吕建国"]),
    ] {
        let mut shuffled = order.to_vec();
        shuffled.reverse();
        assert_eq!(find(typed, &shuffled), order, "{typed}");
    }
    let rank =
        |typed: &str, name: &str| score(&ParsedQuery::parse(typed), &named(name)).map(|score| score.rank);
    for (typed, order) in [
        ("lf", &["李芳", "林凤霞", "程连富", "程小连富", "李小芳"][..]),
        ("连富", &["连富", "连富贵", "程连富", "程小连富", "连小富", "程连小富"]),
        ("bt", &["巴图", "巴特尔", "呼日查巴特尔", "巴雅尔图", "呼日巴雅尔图"]),
    ] {
        for pair in order.windows(2) {
            assert!(rank(typed, pair[0]) > rank(typed, pair[1]), "{typed} {pair:?}");
        }
    }
}

#[test]
fn kinds_of_match_have_their_order() {
    let number = Candidate { id_number: Some("152599193608051234"), phone: Some("13800001234"), ..NOBODY };
    let rank =
        |typed: &str, candidate: Candidate<'_>| score(&ParsedQuery::parse(typed), &candidate).map(|s| s.rank);
    let phone_only = Candidate { id_number: None, ..number };
    assert!(rank("1234", number) > rank("1234", phone_only));
    assert_eq!(score(&ParsedQuery::parse("1234"), &number).map(|s| s.by), Some(MatchedBy::IdTail));
    let begins = Candidate { phone: Some("12340000000"), ..NOBODY };
    assert!(rank("1234", phone_only).is_some() && rank("1234", begins).is_none());
    let village = Candidate { name: "王强", village: "巴图嘎查", ..NOBODY };
    assert!(rank("巴图", named("巴图")) > rank("巴图", named("巴图尔")));
    assert!(rank("巴图", named("额巴图")) > rank("巴图", village));
    assert!(rank("巴图", village) > rank("巴图", named("巴雅图")));
}

#[test]
fn lookups_by_kind() {
    use Lookup::{
        AddressWord, IdFront, IdTail, KeyPrefix, NameAnywhere, NamePrefix, Phone, PlaceReading, Township,
        VillagePrefix,
    };
    let s = str::to_owned;
    for (typed, lookups) in [
        ("", vec![]),
        ("·， ", vec![]),
        ("c", vec![KeyPrefix(s("c"))]),
        ("clf", vec![KeyPrefix(s("clf")), PlaceReading(s("clf")), AddressWord(s("clf"))]),
        (
            "lvjg",
            vec![KeyPrefix(s("lvjg")), KeyPrefix(s("ljg")), PlaceReading(s("lvjg")), AddressWord(s("lvjg"))],
        ),
        ("cheng", vec![KeyPrefix(s("cheng")), KeyPrefix(s("cn")), KeyPrefix(s("cg")), KeyPrefix(s("cen"))]),
        (
            "程连",
            vec![
                NamePrefix(s("程连")),
                VillagePrefix(s("程连")),
                NameAnywhere(s("程连")),
                Township(s("程连")),
                AddressWord(s("程连")),
            ],
        ),
        (
            "程连富",
            vec![
                NamePrefix(s("程连富")),
                KeyPrefix(s("clf")),
                VillagePrefix(s("程连富")),
                NameAnywhere(s("程连富")),
                Township(s("程连富")),
                AddressWord(s("程连富")),
            ],
        ),
        (
            "程lf",
            vec![KeyPrefix(s("clf")), NamePrefix(s("程")), NameAnywhere(s("程")), AddressWord(s("程lf"))],
        ),
        ("7", vec![KeyPrefix(s("7"))]),
        ("71", vec![KeyPrefix(s("71"))]),
        ("138", vec![KeyPrefix(s("138"))]),
        ("13800138000", vec![Phone(s("13800138000")), IdFront(s("1380011938")), KeyPrefix(s("13800138000"))]),
        ("123x", vec![IdTail(s("123X")), KeyPrefix(s("123x"))]),
    ] {
        let found = ParsedQuery::parse(typed).lookups();
        if typed == "cheng" {
            assert_eq!(found.first(), lookups.first());
        } else {
            assert_eq!(found, lookups, "{typed}");
        }
        assert_eq!(ParsedQuery::parse(typed).is_empty(), found.is_empty());
    }
    assert_eq!(ParsedQuery::parse(" ＣＬＦ ").text(), "clf");
    assert!(ParsedQuery::parse("1380").packed().is_empty());
    assert_eq!(ParsedQuery::parse("chenglf").packed().first(), Some(&pack("clf")));
}

/// Nonsense of any length asks for a bounded number of lookups and is scored in bounded work.
#[test]
fn nonsense_stays_small() {
    for typed in ["qwrtpsdfghjklzxcbnm", "aeiouv", "zhshchng", "nannan", "shangxian", "单查都和乐", "程a连b"]
    {
        let typed = typed.repeat(50);
        for length in [1, 2, 7, 50, 200, 900] {
            let typed: String = typed.chars().take(length).collect();
            let query = ParsedQuery::parse(&typed);
            let lookups = query.lookups();
            assert!(!lookups.is_empty() && lookups.len() <= LOOKUPS_MAX, "{typed} {}", lookups.len());
            assert!(
                lookups.iter().all(|lookup| !matches!(lookup, Lookup::KeyPrefix(key) if key.len() > KEY_MAX))
            );
            assert!(query.text().chars().count() <= TYPED_MAX);
            let long = "那".repeat(500);
            let marks = score(&query, &named(&long)).map_or(0, |score| score.marks.len());
            assert!(marks <= NAME_MAX, "{typed} {marks}");
        }
    }
}
