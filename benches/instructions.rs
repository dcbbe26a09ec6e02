//! How many instructions do the hot paths take? `cargo bench --bench instructions` runs each under callgrind, where
//! valgrind is installed, and prints the counts beside those kept in `benches/instructions.txt`: they hardly depend
//! on the machine. `cargo bench --bench instructions -- --keep` keeps the new ones.
//!
//! Each path is run twice in processes of their own, the second time oftener, and the difference counts: neither
//! start nor end is in it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "the table is the point")]

#[path = "instructions/headless.rs"]
mod headless;
#[path = "scale/people.rs"]
#[expect(dead_code, reason = "what the scale needs besides")]
mod people;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use muster::domain::error::RegisterError;
use muster::domain::ids::{EntryId, RecipientId};
use muster::domain::place::Scope;
use muster::store::{DuePageQuery, Ending, Store};

use headless::HeadlessApp;
use muster::domain::list::{RosterQuery, Show};
use muster::domain::page::Start;
use muster::domain::search::SearchQuery;
use people::{ctx, gift, round, text, today};
use uuid::Uuid;

const PEOPLE: usize = 10_000;
/// What a screen of forty rows shows.
const PAGE: u32 = 34;
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");
/// What may come and go with the order of random ids, in hundredths.
const NOISE: u64 = 2;

/// Where the numbers of gifts begin: an id names one thing only.
const ENTRIES: usize = 1 << 40;

/// A path: its name, how often it is run the second time, and one run of it by its number, from 0.
type Hot = (&'static str, usize, fn(&mut HeadlessApp, usize));

const PATHS: [Hot; 8] = [
    ("open and first page", 20, |app, _| {
        let store = Store::open(app.path()).unwrap();
        black_box((
            store.scopes(Some(round())).unwrap(),
            store.roster(&roster(Show::InRound), today()).unwrap(),
        ));
    }),
    ("first frame", 20, |app, _| app.restart()),
    ("a down key and its frame", 100, |app, _| app.press("Down")),
    ("a letter typed and its frame", 60, |app, turn| {
        if turn.is_multiple_of(3) {
            app.press("Esc F4");
        }
        app.press(["c", "l", "f"][turn % 3]);
    }),
    ("search clf", 60, |app, _| {
        black_box(app.store().search(&SearchQuery::new("clf", Some(round()), PAGE), today()).unwrap());
    }),
    ("a page of what is due", 60, |app, _| {
        let query = DuePageQuery {
            round: None,
            scope: Scope::Banner,
            exceptions: false,
            start: Start::First,
            limit: PAGE,
        };
        black_box(app.store().due_page(&query, today()).unwrap());
    }),
    ("a gift recorded", 20, record),
    ("a thousand rows imported", 3, |app, turn| {
        let first = PEOPLE + turn * 1_000;
        take(app.store_mut(), first..first + 1_000);
    }),
];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, flag, name, turns, db] = args.as_slice()
        && flag == "--path"
    {
        let (.., work) = PATHS.into_iter().find(|(path, ..)| path == name).unwrap();
        let mut app = HeadlessApp::new(Path::new(db));
        (0..turns.parse().unwrap()).for_each(|turn| work(&mut app, turn));
        return;
    }
    let asked = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    if asked.is_err() {
        println!("valgrind is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("bench.db");
    take(&mut people::empty(&db), 0..PEOPLE);
    let kept = kept();
    let mut now = String::new();
    println!("{:32} {:>14} {:>14}", "instructions a run", "now", "kept");
    for (name, turns, _) in PATHS {
        let (few, many) = (count(name, 1, &db), count(name, 1 + turns, &db));
        let each = (many - few) / u64::try_from(turns).unwrap();
        let _ = writeln!(now, "{each:>12} {name}");
        let before = kept.get(name).copied();
        let grew = match before {
            Some(before) if each > before + before * NOISE / 100 => "grew",
            Some(before) if each + before * NOISE / 100 < before => "shrank",
            Some(_) => "",
            None => "new",
        };
        println!("{name:32} {each:>14} {:>14} {grew}", before.unwrap_or_default());
    }
    if args.iter().any(|arg| arg == "--keep") {
        fs::write(KEPT, now).unwrap();
    }
}

/// The counts kept, by name.
fn kept() -> BTreeMap<String, u64> {
    let lines = fs::read_to_string(KEPT).unwrap_or_default();
    let pair = |line: &str| {
        let (count, name) = line.trim_start().split_once(' ')?;
        Some((name.to_owned(), count.parse().ok()?))
    };
    lines.lines().filter_map(pair).collect()
}

/// Instructions of a whole process that takes a path so often, on a copy of the register.
fn count(name: &str, turns: usize, db: &Path) -> u64 {
    let copy: PathBuf = db.with_file_name("copy.db");
    fs::copy(db, &copy).unwrap();
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--path", name, &turns.to_string(), copy.to_str().unwrap()])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    let count = told.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    for end in ["", "-wal", "-shm", ".lock"] {
        let _ = fs::remove_file(db.with_file_name(format!("copy.db{end}")));
    }
    count.filter(|_| run.status.success()).unwrap_or_else(|| panic!("{name}: {told}"))
}

/// Imports people by their numbers. Their ids are made of these, so that every fixture costs the same.
fn take(store: &mut Store, people: Range<usize>) {
    let next = Cell::new(people.start);
    let mint = || RecipientId(numbered(next.replace(next.get() + 1)));
    store
        .import(&text("bench"), &ctx(), &mint, |importer| {
            people.map(|n| importer.row(&people::person(n))).collect::<Result<Vec<_>, _>>()?;
            Ok::<_, RegisterError>(((), Ending::Keep))
        })
        .unwrap();
}

fn numbered(n: usize) -> Uuid {
    Uuid::from_u128(n as u128 + (1 << 120))
}

fn roster(show: Show) -> RosterQuery {
    people::roster(show, Start::First, PAGE)
}

/// Records the usual case for the first who is open.
fn record(app: &mut HeadlessApp, turn: usize) {
    let open = app.store().roster(&RosterQuery { limit: 1, ..roster(Show::Open) }, today()).unwrap();
    let gift = gift(EntryId(numbered(ENTRIES + turn)), open.rows[0].id);
    app.store_mut().commit(&gift, &ctx()).unwrap();
}
