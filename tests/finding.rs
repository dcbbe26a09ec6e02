//! Protects the slow line: what `muster find` prints for one hit, and that it finds the same wherever letters
//! are left out.

use crate::support::program::Program;

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
