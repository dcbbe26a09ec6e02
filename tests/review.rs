//! Protects `muster review`: every list by its name, as lines and as JSON, of everywhere and of one township, and no
//! number of anybody in it.

use std::fs;

use serde_json::Value;

use crate::support::program::Program;

const ID: &str = "152599193202150014";
const PHONE: &str = "13847900001";

fn names(program: &Program, line: &[&str]) -> Vec<String> {
    let told = program.json(&[&["review"], line].concat());
    let items = told["items"].as_array().unwrap();
    assert_eq!(told["count"], items.len(), "{told}");
    assert_eq!(told["list"], line[0]);
    let mut names: Vec<String> = items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn counts(program: &Program, more: &[&str]) -> Vec<(String, u64)> {
    let told = program.json(&[&["review"], more].concat());
    let count = |one: &Value| (one["list"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap());
    told["lists"].as_array().unwrap().iter().map(count).collect()
}

fn filled() -> Program {
    let program = Program::new();
    for line in [
        &["--name", "巴图", "--id", ID, "--phone", PHONE, "--village", "新城社区", "--reason", "证件如此"][..],
        &["--name", "查干", "--note", "听说去世", "--birth", "1964-03-05"],
    ] {
        let run = program.run(&[&["person", "add", "--township", "上都镇"], line].concat());
        assert_eq!(run.status, 0, "{run:?}");
    }
    let home = program.json(&["show", "单国强"]);
    let place = |field: &str| home[field].as_str().unwrap().to_owned();
    let (township, village) = (place("township"), place("village"));
    let roster = program.folder().join("a.csv");
    fs::write(&roster, format!("姓名,苏木镇,嘎查村\n善国强,{township},{village}\n")).unwrap();
    let run = program.run(&["import", roster.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    let give = |who: &str, more: &[&str]| {
        let line =
            ["record", who, "--round", "2024-spring", "--by", "布仁", "--by=赵志强", "--reason", "局里批准"];
        let run = program.run(&[&line, more].concat());
        assert_eq!(run.status, 0, "{run:?}");
    };
    give("程连富", &["--cash", "300"]);
    give("善国强", &["--cash", "200"]);
    program
}

#[test]
fn every_list_is_told_by_its_name() {
    let program = filled();
    for (list, expected) in [
        ("noted-gone", &["查干"][..]),
        ("check-digit", &["巴图"]),
        ("no-village", &["查干"]),
        ("sixty", &["查干"]),
        ("off-standard", &["程连富"]),
        ("not-listed", &["善国强"]),
    ] {
        assert_eq!(names(&program, &[list]), expected, "{list}");
        let (home, elsewhere) =
            if list == "off-standard" { ("桑根达来", "上都") } else { ("上都", "桑根达来") };
        assert_eq!(names(&program, &[list, "--township", home]), expected, "{list}");
        assert_eq!(names(&program, &[list, "--township", elsewhere]), [""; 0], "{list}");
    }
    for (list, who, other) in
        [("no-id", "查干", "巴图"), ("no-phone", "善国强", "巴图"), ("not-seen", "巴图", "程连富")]
    {
        let found = names(&program, &[list]);
        assert!(found.contains(&who.to_owned()) && !found.contains(&other.to_owned()), "{list}: {found:?}");
    }
    let told = program.json(&["review", "doubles"]);
    let [pair] = told["items"].as_array().unwrap().as_slice() else { panic!("{told}") };
    assert_eq!(
        [&pair["why"], &pair["one"]["name"], &pair["other"]["name"]],
        ["sounds_alike", "单国强", "善国强"]
    );
    assert_eq!(pair["other"]["last_gift_fen"], 20_000);
    let apart = ["person", "apart", "单国强", "善国强", "--reason", "两人的证都看过"];
    for result in ["done", "exists"] {
        assert_eq!(program.json(&apart)["result"], result);
    }
    assert_eq!(program.json(&["review", "doubles"])["count"], 0);
    assert_eq!(program.run(&["person", "apart", "单国强", "单国强", "--reason", "自己"]).status, 2);
}

#[test]
fn the_lists_that_apply_are_told_with_their_counts_and_no_number_is_shown() {
    let program = filled();
    let all = counts(&program, &[]);
    for (list, count) in &all {
        let told = program.json(&["review", list]);
        assert_eq!(told["count"], *count, "{list}");
        assert!(*count > 0, "{list}");
    }
    assert_eq!(all.len(), 10, "{all:?}");
    let here: Vec<_> = ["上都", "桑根达来"].map(|place| counts(&program, &["--township", place])).concat();
    for (list, count) in &all {
        let sum: u64 = here.iter().filter(|(one, _)| one == list).map(|(_, count)| count).sum();
        assert_eq!(sum, *count, "{list}");
    }
    for line in all.iter().flat_map(|(list, _)| [vec!["review", list], vec!["review", list, "--json"]]) {
        let run = program.run(&line);
        for number in [ID, PHONE, "1964-03", "02150014"] {
            assert!(!run.out.contains(number), "{line:?}: {}", run.out);
        }
    }
    // As the screens call it, and in words.
    let run = program.run(&["review", "疑似同一人"]);
    assert!(run.out.contains("音同字不同"), "{}", run.out);
    let run = program.run(&["review", "--lang", "en"]);
    assert!(run.out.contains("Likely doubles"), "{}", run.out);
    let run = program.run(&["review", "bogus"]);
    assert!(run.status == 2 && run.err.contains("no-phone"), "{run:?}");
}
