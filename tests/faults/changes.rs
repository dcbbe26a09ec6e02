//! `kill -9` while two registrations become one, and while a group of many is changed or that is undone: all of it stands,
//! or none.

use std::process::Command;
use std::time::{Duration, Instant};

use muster::store::Store;
use rusqlite::Connection;
use serde_json::Value;

use super::house::{House, name};
use super::kills::killed_after;
use super::{Dice, long, report};
use crate::support::program::{Run, finished};

/// Runs a command of so many arguments and kills it somewhere in its time, more often near its end, where it writes; none
/// if it was killed.
fn killed(house: &House, args: &[String], usual: Duration, dice: &mut Dice) -> Option<Run> {
    let wait = usual * u32::try_from(30 + dice.below(80)).unwrap() / 100;
    killed_after(&mut command(house, args), wait)
}

fn command(house: &House, args: &[String]) -> Command {
    house.command(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn words(line: &[&str]) -> Vec<String> {
    line.iter().map(ToString::to_string).collect()
}

fn count(house: &House, sql: &str) -> i64 {
    Connection::open(&house.path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// How long a command takes that nobody kills.
fn usual(house: &House, args: &[String]) -> (Duration, Value) {
    let began = Instant::now();
    let run = finished(&mut command(house, args));
    assert_eq!(run.status, 0, "{run:?}");
    (began.elapsed(), run.json())
}

#[test]
fn killed_at_any_moment_a_merge_stands_whole_or_not_at_all() {
    let kills = if long() { 200 } else { 10 };
    let house = House::new(2 * (kills + 1));
    let mut dice = Dice::new(12);
    let pair = |n: usize| [name(2 * n), name(2 * n + 1)];
    let line = |two: &[String; 2]| -> Vec<String> {
        let words = ["person", "merge", &two[0], &two[1], "--reason", "同一人", "--json"];
        words.map(str::to_owned).to_vec()
    };
    let (usual, done) = usual(&house, &line(&pair(0)));
    assert_eq!(done["result"], "done");
    let merged = "SELECT count(*) FROM recipient WHERE merged_into IS NOT NULL";
    let told = "SELECT count(*) FROM audit WHERE action IN ('merge', 'merged')";
    let ties = "SELECT count(*) FROM meta WHERE key BETWEEN 'merged ' AND 'merged!'";
    let (mut whole, mut none) = (0, 0);
    for kill in 1..=kills {
        let args = line(&pair(kill));
        let before = count(&house, merged);
        let run = killed(&house, &args, usual, &mut dice);
        let after = count(&house, merged);
        let (told, ties) = (count(&house, told), count(&house, ties));
        assert_eq!((told, ties), (2 * after, 2 * after), "kill {kill}");
        assert!(
            after - before == 1 || after == before && run.is_none(),
            "kill {kill}: {before} {after} {run:?}"
        );
        if kill % 5 == 0 || long() {
            house.assert_sound(&format!("after kill {kill}"));
        }
        let again = finished(&mut command(&house, &args)).json();
        let result = if after > before { "exists" } else { "done" };
        assert_eq!(again["result"], result, "kill {kill}: {again}");
        *if after > before { &mut whole } else { &mut none } += 1;
    }
    let store = Store::open(&house.path).unwrap();
    assert_eq!(store.check().unwrap(), []);
    report(&format!("killed in merges: {whole} stand whole, {none} not at all"));
}

#[test]
fn killed_at_any_moment_a_change_of_a_group_of_many_stands_whole_or_not_at_all() {
    const PEOPLE: i64 = 150;
    let house = House::new(usize::try_from(PEOPLE).unwrap());
    let mut dice = Dice::new(13);
    let ended = "SELECT count(*) FROM group_held WHERE held_to IS NOT NULL";
    let told = "SELECT count(*) FROM audit WHERE subject IN (SELECT id FROM recipient)";
    let end = words(&[
        "group",
        "many",
        "end",
        "烈士遗属",
        "--on",
        "2023-12-31",
        "--township",
        "桑根达来镇",
        "--reason",
        "复核",
        "--json",
    ]);
    let (usual, done) = usual(&house, &end);
    let mut act = done["act"].as_str().unwrap().to_owned();
    let (mut whole, mut none) = (0, 0);
    for kill in 0..if long() { 100 } else { 8 } {
        let before = count(&house, ended);
        let lines = count(&house, told);
        let undo = words(&["group", "undo", &act, "--reason", "选错", "--json"]);
        let is_ended = before == PEOPLE;
        let run = killed(&house, if is_ended { &undo } else { &end }, usual, &mut dice);
        let after = count(&house, ended);
        assert!([0, PEOPLE].contains(&after), "kill {kill}: {after} of {PEOPLE}");
        let changed = after != before;
        assert_eq!(count(&house, told) - lines, if changed { PEOPLE } else { 0 }, "kill {kill}");
        assert!(changed || run.is_none(), "kill {kill}: {run:?}");
        house.assert_sound(&format!("after kill {kill}"));
        if after == PEOPLE && !is_ended {
            let sql =
                "SELECT subject FROM audit WHERE action = 'change_groups' ORDER BY local_id DESC LIMIT 1";
            act = Connection::open(&house.path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
        }
        *if changed { &mut whole } else { &mut none } += 1;
    }
    report(&format!("killed in changes of a group of {PEOPLE}: {whole} stand whole, {none} not at all"));
}
