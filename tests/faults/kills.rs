//! `kill -9` at random: what was acknowledged is there once, and what is retried under its id is there once.

use std::io::Read;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use muster::clock;

use super::house::{House, acknowledged};
use super::{Dice, long, report};
use crate::support::program::{Run, finished};

const WRITERS: usize = 4;
/// Far more than are needed.
const PEOPLE_A_KILL: usize = 4;
/// No run takes that long.
const DEADLINE: Duration = Duration::from_mins(1);

/// What the writers saw.
#[derive(Default)]
struct Seen {
    kills: usize,
    acknowledged: Vec<String>,
    retried: Vec<String>,
    /// How long a run takes that nobody kills.
    usual: Duration,
    /// Committed but never acknowledged: the retry found them there.
    there_already: usize,
}

/// Runs it and kills it after a while, unless it has ended. None if it was killed.
pub(super) fn killed_after(command: &mut std::process::Command, wait: Duration) -> Option<Run> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let (mut said, mut complained) = (String::new(), String::new());
        let _ = out.read_to_string(&mut said);
        let _ = err.read_to_string(&mut complained);
        let _ = tell.send((said, complained));
    });
    let in_time = told.recv_timeout(wait).ok();
    if in_time.is_none() {
        child.kill().unwrap();
    }
    let status = child.wait().unwrap().code();
    let (out, err) = in_time.or_else(|| told.recv().ok()).unwrap();
    // A killed program may have said all it had to say: then it has acknowledged.
    status.map(|status| Run { status, out, err })
}

#[test]
fn killed_at_random_nothing_acknowledged_is_lost_and_nothing_is_there_twice() {
    let kills = if long() { 1_000 } else { 40 };
    let round = Round {
        house: House::new(kills * PEOPLE_A_KILL),
        kills,
        next: AtomicUsize::new(0),
        seen: Mutex::new(Seen::default()),
    };
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let round = &round;
            scope.spawn(move || round.write(Dice::new(writer as u64 + 4)));
        }
    });
    let (house, seen) = (round.house, round.seen.into_inner().unwrap());
    assert!(seen.kills >= kills, "{} kills only", seen.kills);
    let ledger = house.ledger();
    for id in seen.acknowledged.iter().chain(&seen.retried) {
        assert_eq!(ledger.get(id), Some(&1), "{id}");
    }
    assert!(ledger.values().all(|times| *times == 1));
    assert_eq!(ledger.len(), seen.acknowledged.len() + seen.retried.len(), "nothing else is there");
    house.assert_sound("after the kills");
    report(&format!(
        "{} kills of {WRITERS} writers: {} acknowledged, {} retried, of these {} were there already; 0 lost, 0 double",
        seen.kills,
        seen.acknowledged.len(),
        seen.retried.len(),
        seen.there_already
    ));
}

/// What the writers share.
struct Round {
    house: House,
    kills: usize,
    next: AtomicUsize,
    seen: Mutex<Seen>,
}

impl Round {
    /// Records for one person after another, killed in four of five cases unless it is quicker, until there have
    /// been enough kills.
    fn write(&self, mut dice: Dice) {
        while self.seen.lock().unwrap().kills < self.kills {
            let person = self.next.fetch_add(1, Ordering::Relaxed);
            assert!(person < self.kills * PEOPLE_A_KILL, "nobody left");
            let id = clock::new_entry_id().to_string();
            let mut command = self.house.record(person, &id);
            let usual = self.seen.lock().unwrap().usual;
            // The end of a run, where it writes, is hit more often than its beginning.
            let wait = (dice.below(5) > 0).then(|| usual * u32::try_from(40 + dice.below(70)).unwrap() / 100);
            let began = Instant::now();
            if let Some(run) = killed_after(&mut command, wait.unwrap_or(DEADLINE)) {
                assert!(acknowledged(&run, &id), "{run:?}");
                let mut seen = self.seen.lock().unwrap();
                seen.usual = if seen.usual.is_zero() {
                    began.elapsed()
                } else {
                    (seen.usual * 3 + began.elapsed()) / 4
                };
                seen.acknowledged.push(id);
                continue;
            }
            self.seen.lock().unwrap().kills += 1;
            let again = finished(self.house.record(person, &id).arg("--json"));
            assert!(acknowledged(&again, &id), "{again:?}");
            let mut seen = self.seen.lock().unwrap();
            seen.there_already += usize::from(again.json()["result"] == "exists");
            seen.retried.push(id);
        }
    }
}
