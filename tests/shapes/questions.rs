//! What is asked: once and not once a row, with the option that answers it; nothing is written while it is open; and what
//! was answered is kept.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Bench, IDS, NAMES};
use crate::support::program::{Program, Run};
use muster::domain::roster_question::NO_ANSWERS;

/// Twelve rows of one unknown word, in a register with the small banner.
fn unknown(program: &Program, word: &str) -> String {
    let mut text = "姓名,苏木镇,嘎查,优抚类别\n".to_owned();
    for n in 0..12 {
        let name = char::from_u32(0x4E00 + n * 7).unwrap();
        writeln!(text, "乌云{name},上都镇,新城社区,{word}").unwrap();
    }
    let path = program.folder().join("words.csv");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn questions(run: &Run) -> Vec<Value> {
    run.json()["questions"].as_array().unwrap().clone()
}

#[test]
fn a_word_is_asked_about_once_and_its_answer_kept() {
    let program = Program::new();
    let file = unknown(&program, "伤残人员");
    for args in [&["import", &file, "--json"][..], &["import", &file, "--dry-run", "--json"]] {
        let run = program.run(args);
        assert_eq!(run.status, 65, "{run:?}");
        let asked = questions(&run);
        assert_eq!(asked.len(), 1, "{run:?}");
        assert_eq!(
            (&asked[0]["kind"], &asked[0]["value"], &asked[0]["rows"]),
            (&json!("label"), &json!("伤残人员"), &json!(12))
        );
        assert_eq!(asked[0]["examples"], json!([2, 3, 4]));
        assert_eq!(asked[0]["choices"][0], "残疾军人");
        assert_eq!(run.json()["written"], false);
    }
    let told = program.run(&["import", &file]);
    assert_eq!(told.status, 65);
    assert!(told.out.contains("--label '伤残人员=残疾军人'"), "{told:?}");
    assert_eq!(told.out.matches("伤残人员").count(), 2, "not once a row: {told:?}");
    assert_eq!(program.json(&["find", "乌云一"])["found"].as_array().map_or(0, Vec::len), 0);

    let wrong = program.run(&["import", &file, "--label", "伤残人员=没有的类"]);
    assert_eq!(wrong.status, 2, "{wrong:?}");
    assert!(wrong.err.contains("残疾军人"), "{wrong:?}");
    let done = program.run(&["import", &file, "--label", "伤残人员=残疾军人", "--json"]);
    assert_eq!((done.status, &done.json()["new"]), (0, &json!(12)), "{done:?}");

    let again = program.run(&["import", &file, "--json"]);
    assert_eq!((again.status, &again.json()["unchanged"]), (0, &json!(12)), "{again:?}");
    assert!(again.json()["understood"][0].as_str().unwrap().contains("照以前的回答"), "{again:?}");
    let acts = program.run(&["check"]);
    assert_eq!(acts.status, 0, "{acts:?}");
}

/// What was answered is listed, forgotten, and put back.
#[test]
fn kept_words_are_listed_forgotten_and_put_back() {
    let program = Program::new();
    assert_eq!(program.json(&["words", "list"]), json!([]));
    let file = unknown(&program, "伤残人员");
    assert_eq!(program.run(&["import", &file, "--label", "伤残人员=残疾军人"]).status, 0);
    let kept = json!([{"kind": "label", "word": "伤残人员", "answer": "残疾军人", "shape": ""}]);
    assert_eq!(program.json(&["words", "list"]), kept);
    let listed = program.run(&["words", "list"]).out;
    assert!(listed.contains("类别") && listed.contains("全部名册"), "{listed}");

    for (args, status) in [
        (&["words", "forget"][..], 2),
        (&["words", "forget", "没有的词"], 1),
        (&["words", "forget", "伤残人员", "--kind", "column"], 1),
        (&["words", "forget", "伤残人员", "--kind", "什么"], 2),
    ] {
        assert_eq!(program.run(args).status, status, "{args:?}");
    }
    let gone = program.json(&["words", "forget", "伤残人员"]);
    assert_eq!((&gone["result"], &gone["forgotten"]), (&json!("done"), &kept));
    assert_eq!(program.json(&["words", "list"]), json!([]));
    let asked = program.run(&["import", &file, "--dry-run", "--json"]);
    assert_eq!((asked.status, questions(&asked).len()), (65, 1), "{asked:?}");

    let act = &program.json(&["acts"])[0];
    assert_eq!(
        (&act["action"], &act["subject"], &act["before"]),
        (&json!("forget_answer"), &json!("伤残人员"), &json!("残疾军人")),
        "{act}"
    );
    let undone = program.run(&["undo", &act["no"].to_string(), "--reason", "忘错了"]);
    assert_eq!(undone.status, 0, "{undone:?}");
    assert_eq!(program.json(&["words", "list"]), kept);
    assert_eq!(program.json(&["words", "forget", "--all"])["forgotten"], kept);
    // Answered anew, it is not put back over the answer.
    assert_eq!(program.run(&["import", &file, "--label", "伤残人员="]).status, 0);
    let last = program.json(&["acts"]);
    let forgot = last.as_array().unwrap().iter().find(|act| act["action"] == "forget_answer").unwrap();
    let refused = program.run(&["undo", &forgot["no"].to_string(), "--reason", "忘错了"]);
    assert_eq!(refused.status, 77, "{refused:?}");
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn a_word_may_be_left_out() {
    let program = Program::new();
    let file = unknown(&program, "三属");
    let run = program.run(&["import", &file, "--label", "三属=", "--json"]);
    assert_eq!((run.status, &run.json()["new"]), (0, &json!(12)), "{run:?}");
    assert!(run.json()["understood"][0].as_str().unwrap().contains("不导入"), "{run:?}");
}

#[test]
fn a_township_is_asked_for_once_and_offered_the_next_time() {
    let program = Program::new();
    let path = program.folder().join("list.csv");
    let text = |range: std::ops::Range<usize>| {
        range.fold("姓名,身份证号,备注\n".to_owned(), |text, n| {
            format!("{text}{},{},\n", NAMES[n], IDS[n])
        })
    };
    std::fs::write(&path, text(0..3)).unwrap();
    let file = path.to_str().unwrap();
    let run = program.run(&["import", file, "--json"]);
    assert_eq!(run.status, 65);
    let asked = questions(&run);
    assert_eq!((asked.len(), &asked[0]["kind"], &asked[0]["rows"]), (1, &json!("township"), &json!(3)));
    assert_eq!(asked[0]["choices"], json!(["上都镇", "桑根达来镇", ""]));
    let done = program.run(&["import", file, "--township", "桑根达来", "--json"]);
    assert_eq!((done.status, &done.json()["new"]), (0, &json!(3)), "{done:?}");
    std::fs::write(&path, text(3..5)).unwrap();
    let next = program.run(&["import", file, "--json"]);
    assert_eq!((next.status, &questions(&next)[0]["choices"][0]), (65, &json!("桑根达来镇")), "{next:?}");
    let wrong = program.run(&["import", file, "--township", "北京市"]);
    assert_eq!(wrong.status, 2, "{wrong:?}");
}

#[test]
fn a_word_for_a_township_is_asked_about_and_kept() {
    let program = Program::new();
    let path = program.folder().join("list.csv");
    std::fs::write(&path, format!("姓名,身份证号,乡镇\n{},{},镇直\n", NAMES[0], IDS[0])).unwrap();
    let file = path.to_str().unwrap();
    let run = program.run(&["import", file, "--json"]);
    assert_eq!((run.status, &questions(&run)[0]["value"]), (65, &json!("镇直")), "{run:?}");
    let done = program.run(&["import", file, "--township", "镇直=上都镇", "--json"]);
    assert_eq!((done.status, &done.json()["new"]), (0, &json!(1)), "{done:?}");
    let again = program.run(&["import", file, "--json"]);
    assert_eq!((again.status, &again.json()["unchanged"]), (0, &json!(1)), "{again:?}");
}

/// However many rows a question concerns, it stops the import alone.
#[test]
fn many_rows_are_one_question() {
    let mut bench = Bench::new();
    let mut text = "姓名,备注\n".to_owned();
    for n in 0..12_000_u32 {
        let name = [n / 300, n % 300].map(|part| char::from_u32(0x4E00 + part).unwrap());
        writeln!(text, "乌{}{},", name[0], name[1]).unwrap();
    }
    let path = bench.path("many.csv");
    std::fs::write(&path, text).unwrap();
    let report = bench.try_import(&path, false, &NO_ANSWERS).unwrap();
    assert_eq!((report.questions.len(), report.questions[0].rows), (1, 12_000));
    assert!(report.refused.len() <= 1_000);
}
