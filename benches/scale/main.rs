//! Does what is shown cost the same however much is stored? `cargo bench --bench scale` makes registers of 10 and of
//! 100 thousand invented people and prints each figure beside its target: muster against a bare ratatui
//! program, `rg`, a plain append with `fdatasync`, a bare insert, all of the same run, since only ratios
//! mean anything on a shared machine. `MUSTER_SCALE=1000000` makes a larger one of a million (or more).
//!
//! The programs to hold beside it are used where they are installed; nothing is downloaded.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "the table is the point")]

mod bare;
mod people;
mod screen;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use muster::clock;
use muster::domain::entry::Purpose;
use muster::domain::gift::Recording;
use muster::domain::money::Fen;
use muster::domain::op::Op;
use muster::domain::place::Scope;
use muster::domain::query::{RosterQuery, SearchQuery, Show, Sort, Start};
use muster::domain::visit::Outcome;
use muster::store::{DuePageQuery, Store};

use people::{ctx, round, text, today};
use screen::Shown;

const MUSTER: &str = env!("CARGO_BIN_EXE_muster");
const SMALL: usize = 10_000;
/// Runs of a program, and calls of a function, behind each median.
const RUNS: usize = 15;
const CALLS: usize = 200;

const DOWN: &[u8] = b"\x1b[B";
const UP: &[u8] = b"\x1b[A";

/// A register, and the same roster as text, a person a line.
struct Stock {
    people: usize,
    store: Store,
    db: PathBuf,
    lines: PathBuf,
    import: Duration,
}

fn main() {
    if std::env::args().any(|arg| arg == "--bare") {
        screen::bare();
        return;
    }
    #[expect(clippy::disallowed_methods, reason = "how a run is told its size")]
    let asked = std::env::var("MUSTER_SCALE").ok().and_then(|n| n.parse().ok());
    let large = asked.unwrap_or(100_000).max(2 * SMALL);
    let folder = tempfile::tempdir().unwrap();
    let small = stock(folder.path(), SMALL);
    let mut large = stock(folder.path(), large);
    println!("\n{} people beside {}; medians\n", large.people, small.people);
    println!("{:52} {:>12} {:>12} {:>7} {:>7}", "what", "measured", "beside", "ratio", "target");
    screens(&small, &large);
    finding(&small, &large);
    lists(&small, &large);
    importing(&large, folder.path());
    recording(&mut large, folder.path());
}

/// Prints a line: two times, how one stands to the other, and what was aimed for.
fn line(what: &str, measured: Duration, beside: Duration, target: &str) {
    let ratio = hundredths(measured.as_nanos(), beside.as_nanos());
    println!("{what:52} {:>12} {:>12} {ratio:>7} {target:>7}", shown(measured), shown(beside));
}

fn hundredths(part: u128, whole: u128) -> String {
    let ratio = part.saturating_mul(100) / whole.max(1);
    format!("{}.{:02}", ratio / 100, ratio % 100)
}

fn shown(time: Duration) -> String {
    match time.as_micros() {
        micros @ 0..10_000 => format!("{micros} us"),
        micros @ 10_000..10_000_000 => format!("{} ms", micros / 1_000),
        micros => format!("{} s", micros / 1_000_000),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The medians of two things done in turn, so that both meet the same noise.
fn both(
    runs: usize,
    mut one: impl FnMut() -> Duration,
    mut other: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ones.push(one());
        others.push(other());
    }
    (median(ones), median(others))
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    black_box(work());
    began.elapsed()
}

fn stock(folder: &Path, people: usize) -> Stock {
    let db = folder.join(format!("{people}.db"));
    let mut store = people::empty(&db);
    let import = timed(|| people::import(&mut store, people));
    let lines = folder.join(format!("{people}.txt"));
    let mut out = BufWriter::new(File::create(&lines).unwrap());
    for n in 0..people {
        let person = people::person(n);
        let readings = muster::domain::pinyin::Readings::of(&person.name);
        let (full, initials) = (readings.main_full(), readings.main_initials());
        let (id, phone) = (person.id_number.unwrap(), person.phone.unwrap());
        writeln!(
            out,
            "{}\t{full}\t{initials}\t{}\t{}\t{}",
            person.name,
            id.as_str(),
            phone.as_str(),
            person.township.as_str()
        )
        .unwrap();
    }
    out.flush().unwrap();
    Stock { people, store, db, lines, import }
}

fn open_screen(stock: &Stock) -> Shown {
    Shown::start(MUSTER, &["--db", stock.db.to_str().unwrap(), "--today", "2024-02-02"])
}

fn screens(small: &Stock, large: &Stock) {
    let this = std::env::current_exe().unwrap();
    let bare = || Shown::start(this.to_str().unwrap(), &["--bare"]);
    let (first, beside) = both(RUNS, || open_screen(large).first, || bare().first);
    line("first frame / bare ratatui", first, beside, "1.25");
    let (first, beside) = both(RUNS, || open_screen(large).first, || open_screen(small).first);
    line("first frame / small register", first, beside, "1.20");
    let (mut ours, mut few, mut plain) = (open_screen(large), open_screen(small), bare());
    let (key, beside) = both(RUNS, || ours.key(DOWN), || few.key(DOWN));
    line("a key to a quiet screen / small register", key, beside, "1.20");
    let bare_key = median((0..RUNS).map(|n| plain.key(if n % 2 == 0 { DOWN } else { UP })).collect());
    ours.key(b"/");
    let letters = (0..RUNS).map(|n| {
        let letter = ours.key(&b"clf"[n % 3..=n % 3]);
        if n % 3 == 2 {
            for _ in 0..3 {
                ours.key(b"\x7f");
            }
        }
        letter
    });
    line("a letter typed into search / bare down key", median(letters.collect()), bare_key, "2.50");
    let (ours, plain) = (ours.peak_kb(), plain.peak_kb());
    let ratio = hundredths(ours.into(), plain.into());
    println!("{:52} {:>9} kB {:>9} kB {ratio:>7} {:>7}", "peak memory / bare ratatui", ours, plain, "3.00");
}

fn run(program: &str, args: &[&str]) -> Duration {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null());
    // The output is read: some programs stop at the first hit when nobody would see the next.
    timed(|| command.output().unwrap())
}

fn find(stock: &Stock, query: &str) -> Duration {
    run(MUSTER, &["--db", stock.db.to_str().unwrap(), "--today", "2024-02-02", "find", query])
}

fn finding(small: &Stock, large: &Stock) {
    let (ours, beside) = both(RUNS, || find(large, "clf"), || find(small, "clf"));
    line("find clf, a process / small register", ours, beside, "1.20");
    let lines = large.lines.to_str().unwrap();
    for (program, args) in [
        ("rg", vec!["clf", lines]),
        ("grep", vec!["-F", "clf", lines]),
        ("fzf", vec!["--filter", "clf"]),
        ("sk", vec!["--filter", "clf"]),
    ] {
        let what = format!("find clf / {program}");
        if Command::new(program).arg("--version").stdout(Stdio::null()).status().is_err() {
            println!("{what:52} {program} is not installed");
        } else if args.contains(&lines) {
            let (ours, beside) = both(RUNS, || find(large, "clf"), || run(program, &args));
            line(&what, ours, beside, if program == "rg" { "0.50" } else { "" });
        } else {
            let piped = || {
                let mut command = Command::new(program);
                command.args(&args).stdin(File::open(lines).unwrap());
                timed(|| command.output().unwrap())
            };
            let (ours, beside) = both(3, || find(large, "clf"), piped);
            line(&what, ours, beside, "");
        }
    }
}

fn roster(start: Start) -> RosterQuery {
    RosterQuery {
        round: Some(round()),
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Village,
        start,
        limit: 40,
    }
}

fn lists(small: &Stock, large: &Stock) {
    let due = |stock: &Stock| {
        let query =
            DuePageQuery { round: None, scope: Scope::Banner, exceptions: false, after: None, limit: 40 };
        timed(|| stock.store.due_page(&query, today()).unwrap())
    };
    let (ours, beside) = both(CALLS, || due(large), || due(small));
    line("due list, a page / small register", ours, beside, "1.20");

    let page = |start: Start| large.store.roster(&roster(start), today()).unwrap();
    let mut deep = page(Start::First).rows[0].key.clone();
    // the last township but one, of nine
    "152530500".clone_into(&mut deep.parts[0]);
    let (ours, beside) =
        both(CALLS, || timed(|| page(Start::After(deep.clone()))), || timed(|| page(Start::First)));
    line("a page at about 90 % depth / the first", ours, beside, "2.00");

    let scopes = |stock: &Stock| timed(|| stock.store.scopes(Some(round())).unwrap());
    let (ours, beside) = both(CALLS, || scopes(large), || scopes(small));
    line("township counts / small register; target 20 us", ours, beside, "");
    let counted = bare::count(&large.db);
    let told = large.store.scopes(Some(round())).unwrap();
    let same = told.iter().filter_map(|line| match &line.scope {
        Scope::Township(code) => Some((code.0.clone(), line.recipients, line.open)),
        Scope::Banner | Scope::Units => None,
    });
    assert_eq!(same.collect::<Vec<_>>(), counted, "township counts are a full count");
    for typed in ["c", "clf", "程连", "0013"] {
        let search = |stock: &Stock| {
            timed(|| stock.store.search(&SearchQuery::new(typed, Some(round()), 40), today()).unwrap())
        };
        let (ours, beside) = both(CALLS, || search(large), || search(small));
        line(&format!("search {typed}, first page / small register"), ours, beside, "1.20");
    }
}

fn importing(large: &Stock, folder: &Path) {
    let beside = bare::insert(&large.db, &folder.join("bare.db"), large.people);
    line("import / bare insert, same indexes after", large.import, beside, "1.50");
}

fn recording(large: &mut Stock, folder: &Path) {
    let open = RosterQuery { show: Show::Open, limit: 200, ..roster(Start::First) };
    let mut ids = large.store.roster(&open, today()).unwrap().rows.into_iter().map(|row| row.id);
    let mut raw = File::create(folder.join("raw")).unwrap();
    let record = || {
        let gift = Recording {
            id: clock::new_entry_id(),
            recipient: ids.next().unwrap(),
            round: round(),
            purpose: Purpose::Visit,
            outcome: Outcome::Given,
            cash: Fen::new(100_000),
            goods: None,
            on: today(),
            handlers: vec![text("布仁"), text("赵志强")],
            proxy: None,
            deferred_to: None,
            needs: None,
            note: None,
            override_reason: None,
        };
        timed(|| large.store.commit(&Op::Record(Box::new(gift)), &ctx()).unwrap())
    };
    let append = || {
        timed(|| {
            raw.write_all(&[7; 4096]).unwrap();
            raw.sync_data().unwrap();
        })
    };
    let (ours, beside) = both(150, record, append);
    line("a durable record / append and fdatasync", ours, beside, "1.50");
}
