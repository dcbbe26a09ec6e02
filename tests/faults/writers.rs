//! Several at once: everybody gets a turn, nobody is paid twice, and a backup made meanwhile holds everything
//! that was acknowledged before it began.

use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use muster::clock;

use super::house::{BY, House, SPRING, acknowledged, ledger_of, name};
use super::{long, report};
use crate::support::program::finished;

const PROCESSES: usize = 8;

#[test]
fn eight_at_once_all_get_their_turn() {
    let each = if long() { 1_000 } else { 25 };
    let house = House::new(PROCESSES * each);
    let began = Instant::now();
    let runs = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for process in 0..PROCESSES {
            let (house, runs) = (&house, &runs);
            scope.spawn(move || {
                for n in 0..each {
                    let id = clock::new_entry_id().to_string();
                    let started = Instant::now();
                    let run = finished(&mut house.record(process * each + n, &id));
                    assert!(acknowledged(&run, &id), "{run:?}");
                    runs.lock().unwrap().push(started.elapsed());
                }
            });
        }
    });
    assert_eq!(house.ledger().len(), PROCESSES * each);
    house.assert_sound("after all have written");
    let mut runs: Vec<Duration> = runs.into_inner().unwrap();
    runs.sort_unstable();
    report(&format!(
        "{PROCESSES} x {each} records: {} rows in {:?}; a run of the program took {:?}, 99 of 100 at most {:?}, the \
         longest {:?}",
        PROCESSES * each,
        began.elapsed(),
        runs[runs.len() / 2],
        runs[runs.len() * 99 / 100],
        runs[runs.len() - 1]
    ));
}

#[test]
fn eight_recording_the_same_people_pay_each_once() {
    let people = if long() { 300 } else { 30 };
    let house = House::new(people);
    let counts = Mutex::new((0, 0));
    thread::scope(|scope| {
        for process in 0..PROCESSES {
            let (house, counts) = (&house, &counts);
            scope.spawn(move || {
                for n in 0..people {
                    // Everybody begins elsewhere, so that they meet.
                    let n = (n + process) % people;
                    let mut command = house.command(&["record", &name(n), "--round", SPRING, "--json"]);
                    let run = finished(command.args(BY));
                    let told = run.json();
                    let mut counts = counts.lock().unwrap();
                    if run.status == 0 {
                        counts.0 += 1;
                    } else {
                        assert_eq!((run.status, told["rule"].as_str()), (77, Some("double_cash")), "{run:?}");
                        assert!(
                            told["earlier"].is_string() && told["message"].as_str().unwrap().contains("布仁")
                        );
                        counts.1 += 1;
                    }
                }
            });
        }
    });
    assert_eq!(counts.into_inner().unwrap(), (people, people * (PROCESSES - 1)));
    assert_eq!(house.ledger().len(), people);
    house.assert_sound("after all have tried");
    report(&format!(
        "{PROCESSES} for the same {people} people: {people} gifts, {} refused",
        people * (PROCESSES - 1)
    ));
}

#[test]
fn a_backup_made_while_four_write_holds_what_was_acknowledged_before() {
    let (writers, each, backups) = if long() { (4, 250, 100) } else { (4, 10, 4) };
    let house = House::new(writers * each);
    let ids = Mutex::new(Vec::new());
    let made = thread::scope(|scope| {
        for writer in 0..writers {
            let (house, ids) = (&house, &ids);
            scope.spawn(move || {
                for n in 0..each {
                    let id = clock::new_entry_id().to_string();
                    let run = finished(&mut house.record(writer * each + n, &id));
                    assert!(acknowledged(&run, &id), "{run:?}");
                    ids.lock().unwrap().push(id);
                }
            });
        }
        let mut made = Vec::new();
        for n in 0..backups {
            let before = ids.lock().unwrap().clone();
            let to = house.folder.path().join(format!("b{n}"));
            let run = finished(&mut house.command(&["backup", "--json", "--to", to.to_str().unwrap()]));
            assert_eq!(run.status, 0, "{run:?}");
            made.push((before, PathBuf::from(run.json()["backup"].as_str().unwrap())));
        }
        made
    });
    for (before, path) in &made {
        let inside = ledger_of(path);
        assert!(before.iter().all(|id| inside.get(id) == Some(&1)), "{}", path.display());
    }
    let held: Vec<usize> = made.iter().map(|(before, _)| before.len()).collect();
    report(&format!(
        "{backups} backups under {writers} writers: none misses any of {held:?} acknowledged before"
    ));
}
