//! A full disk or a closed pipe where the answer should go, for every command that writes: the register was
//! written, and the status or the message says so.

use muster::clock;

use super::house::{House, acknowledged};
use crate::support::program::{Run, finished};

fn into_full(house: &House, line: &[&str]) -> Run {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    finished(house.command(line).stdout(full))
}

fn into_closed(house: &House, line: &[&str]) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    finished(house.command(line).stdout(writer))
}

#[test]
fn whoever_writes_and_cannot_say_so_ends_with_an_error_status() {
    let house = House::new(3);
    let gifts: Vec<String> = (0..3).map(|_| clock::new_entry_id().to_string()).collect();
    for (n, id) in gifts.iter().enumerate() {
        assert!(acknowledged(&finished(&mut house.record(n, id)), id));
    }
    let made = finished(&mut house.command(&["backup", "--json"]));
    let saved = made.json()["backup"].as_str().unwrap().to_owned();
    let place = |name: &str| house.folder.path().join(name).to_str().unwrap().to_owned();
    let roster = place("roster.csv");
    std::fs::write(&roster, "姓名,苏木镇\n某某,上都镇\n").unwrap();
    let (one, two) = (place("one.db"), place("two.db"));
    for (line, written) in [
        (vec!["reverse", &gifts[0], "--reason", "错"], true),
        (vec!["reverse", &gifts[1], "--reason", "错", "--json"], true),
        (vec!["--db", &one, "init"], true),
        (vec!["--db", &two, "init", "--json"], true),
        (vec!["backup"], false),
        (vec!["restore", &saved], true),
        (vec!["import", &roster], true),
        (vec!["import", &roster, "--dry-run", "--json"], false),
    ] {
        let run = into_full(&house, &line);
        assert_eq!(run.status, 74, "{line:?} {run:?}");
        assert_eq!(run.err.contains("已经写入"), written, "{line:?} {run:?}");
    }
    let closed = into_closed(&house, &["reverse", &gifts[2], "--reason", "错"]);
    assert_eq!((closed.status, closed.err.as_str()), (0, ""), "{closed:?}");
    house.assert_sound("after all this");
}
