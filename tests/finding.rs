//! Protects the slow line: what `muster find` prints for one hit, and that it finds the same wherever letters
//! are left out.

use muster::domain::search::SearchQuery;

use crate::support::program::{Program, TODAY};
use crate::support::register::day;

/// As long as a name with its groups gets.
const LONG: &str = "额尔敦其其格图雅·呼日查巴特尔·乌力吉巴雅尔·斯琴高娃·阿拉坦其木格";

#[test]
fn one_hit_is_a_kilobyte_at_most() {
    let mut program = Program::new();
    program.register.person(
        LONG,
        "桑根达来镇",
        "查干淖尔第一嘎查",
        &["参加抗美援朝军人", "烈士遗属", "困难退役军人"],
    );
    for lang in ["zh", "en"] {
        for typed in ["程连富", "clf", LONG] {
            for form in [None, Some("--json")] {
                let mut line = vec!["find", typed, "--lang", lang];
                line.extend(form);
                let run = program.run(&line);
                assert_eq!(run.status, 0, "{run:?}");
                assert!(run.out.len() <= 1_000, "{lang} {typed} {form:?}: {} bytes", run.out.len());
                assert!(run.err.is_empty(), "{run:?}");
            }
        }
    }
}

#[test]
fn letters_and_tails_find_whom_they_skip_to() {
    let mut program = Program::new();
    program.register.person("程小连富", "上都镇", "新城社区", &[]);
    for (typed, names) in [
        ("clf", ["程连富", "程小连富"].as_slice()),
        ("连富", &["程连富", "程小连富"]),
        ("小富", &["程小连富"]),
        ("xlf", &["程小连富"]),
    ] {
        let found = program.json(&["find", typed]);
        let told: Vec<&str> =
            found.as_array().unwrap().iter().map(|hit| hit["name"].as_str().unwrap()).collect();
        assert_eq!(told, names, "{typed}");
    }
}

#[test]
fn an_id_number_of_fifteen_digits_is_found_as_it_is_shown() {
    let program = Program::new();
    let roster = program.folder().join("roster.csv");
    // One of the first generation, one of the second whose bearer still has the old card at hand.
    std::fs::write(
        &roster,
        "姓名,身份证号,苏木镇\n巴雅尔,152599520801001,上都镇\n其木格,152599194309150021,上都镇\n",
    )
    .unwrap();
    assert_eq!(program.run(&["import", roster.to_str().unwrap()]).status, 0);
    // Commands slow down who tries so many numbers.
    let store = &program.register.store;
    let name_of = |typed: &str| store.resolve(typed).and_then(|id| store.recipient(id)).map(|card| card.name);
    for (name, old, new) in [
        ("巴雅尔", "152599520801001", "15259919520801001"),
        ("其木格", "152599430915002", "15259919430915002"),
    ] {
        let new = "0123456789X"
            .chars()
            .map(|check| format!("{new}{check}"))
            .find(|number| name_of(number).is_ok())
            .unwrap();
        for typed in [old, &new] {
            assert_eq!(name_of(typed).unwrap().as_str(), name, "{typed}");
        }
        for (typed, names) in [
            (old, &[name][..]),
            (&old[11..], &[name]),
            (&old[6..], &[]),
            (&old[1..], &[]),
            (&new, &[name]),
            (&new[14..], &[name]),
            (&new[13..], &[]),
            // Its front is that of everybody of that place and year.
            (&new[..17], &[name]),
        ] {
            let found = store.search(&SearchQuery::new(typed, None, 10), day(TODAY)).unwrap().hits;
            let told: Vec<&str> = found.iter().map(|hit| hit.row.name.as_str()).collect();
            assert_eq!(told, names, "{typed}");
        }
    }
    assert_eq!(program.json(&["show", "152599520801001"])["name"], "巴雅尔");
    assert_eq!(program.json(&["find", "152599520801001"])[0]["name"], "巴雅尔");
}

#[test]
fn places_addresses_and_several_words_narrow() {
    let program = Program::new();
    let roster = program.folder().join("roster.csv");
    let rows = "姓名,苏木镇,嘎查村,住址\n程小,上都镇,新城社区,二组19号\n程大,桑根达来镇,敖包图嘎查,二组9号\n";
    std::fs::write(&roster, rows).unwrap();
    assert_eq!(program.run(&["import", roster.to_str().unwrap()]).status, 0);
    let names = |words: &[&str]| -> Vec<String> {
        let found = program.json(&[&["find"], words].concat());
        found.as_array().unwrap().iter().map(|hit| hit["name"].as_str().unwrap().to_owned()).collect()
    };
    let sorted = |words: &[&str]| {
        let mut names = names(words);
        names.sort();
        names
    };
    assert_eq!(sorted(&["上都镇"]), ["单国强", "无名组", "程小"]);
    assert_eq!(sorted(&["sgdl"]), sorted(&["桑根达来镇"]));
    assert_eq!(sorted(&["aobaotu"]), ["呼日查巴特尔", "程大", "程连富"]);
    assert_eq!(sorted(&["敖包图", "程"]), ["程大", "程连富"]);
    assert_eq!(sorted(&["敖包图 程"]), ["程大", "程连富"]);
    assert_eq!(names(&["c", "abt", "9号"]), ["程大"]);
    assert_eq!(names(&["程", "二组", "19"]), ["程小"]);
    assert_eq!(names(&["程", "新城", "二组"]), ["程小"]);
    assert!(names(&["程", "敖包图", "19"]).is_empty());
    assert_eq!(names(&["程 连富"]), ["程连富"]);
}

#[test]
fn a_word_of_an_address_finds_alone_and_is_shown() {
    let program = Program::new();
    let roster = program.folder().join("roster.csv");
    let rows = "姓名,苏木镇,嘎查村,住址\n程小,上都镇,新城社区,幸福小区三号楼 电话13812341234\n\
                程大,桑根达来镇,敖包图嘎查,敖包图嘎查第三组5号\n";
    std::fs::write(&roster, rows).unwrap();
    assert_eq!(program.run(&["import", roster.to_str().unwrap()]).status, 0);
    for (words, expected) in [
        (&["幸福小区"][..], &["程小"][..]),
        (&["xingfu"], &["程小"]),
        (&["3号楼"], &["程小"]),
        (&["三组"], &["程大"]),
        (&["5号"], &["程大"]),
        (&["三组", "5号"], &["程大"]),
        (&["幸福小区", "程"], &["程小"]),
        (&["幸福小区", "三组"], &[]),
        (&["138"], &[]),
        (&["电话138"], &[]),
    ] {
        let found = program.json(&[&["find"], words].concat());
        let found = found.as_array().unwrap();
        let names: Vec<&str> = found.iter().map(|hit| hit["name"].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{words:?}");
    }
    let told = program.json(&["find", "幸福小区"]);
    assert_eq!(told[0]["address"], "幸福小区三号楼 电话138****1234");
    assert_eq!(program.json(&["find", "程小"])[0]["address"], serde_json::Value::Null);
    let run = program.run(&["find", "幸福小区"]);
    assert!(run.out.contains("住址") && run.out.contains("幸福小区三号楼 电话138****1234"), "{run:?}");
}

/// What is passed over or not shown is said, where another program that reads the hits does not meet it.
#[test]
fn words_and_hits_beyond_the_most_are_told() {
    let mut program = Program::new();
    for n in ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"] {
        for m in ["一", "二", "三"] {
            program.register.person(&format!("阿木尔{n}{m}"), "上都镇", "新城社区", &[]);
        }
    }
    for form in [&["find", "阿木尔"][..], &["find", "阿木尔", "--json"]] {
        let run = program.run(form);
        assert_eq!(run.out.matches("新城社区").count(), 20, "{run:?}");
        assert!(run.err.contains("只列出前 20 个") && run.err.contains("--limit 1000"), "{run:?}");
    }
    let all = program.run(&["find", "阿木尔", "--limit", "30"]);
    assert_eq!((all.out.matches("新城社区").count(), &*all.err), (30, ""), "{all:?}");
    let english = program.run(&["find", "阿木尔", "--limit", "29", "--lang", "en"]);
    assert!(english.err.contains("the first 29 are shown, there are more"), "{english:?}");
    let six = ["find", "阿木尔甲一", "上都", "上都镇", "新城", "新城社", "新城社区"];
    assert_eq!(program.run(&six).err, "");
    let seven = program.run(&[&six[..], &["丙"]].concat());
    assert!(seven.out.contains("阿木尔甲一") && seven.err.contains("只按前 6 个词"), "{seven:?}");
}
