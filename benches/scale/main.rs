//! Does what is shown cost the same however much is stored? `cargo bench --bench scale` makes registers of 10
//! thousand, of 100 thousand and of a million invented people and prints each figure beside its target: muster
//! against a bare ratatui program, `rg`, a plain append with `fdatasync`, a bare insert, all of the same run
//! and in turn, since only ratios mean anything on a shared machine. `MUSTER_SCALE=100000` stops at so many
//! people, `MUSTER_SCALE=10000000` goes on to ten million.
//!
//! The programs to hold beside it are used where they are installed; nothing is downloaded.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "the table is the point")]

mod bare;
mod finding;
mod lists;
mod peers;
mod people;
mod screen;
mod screens;
mod table;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use muster::clock;
use muster::store::Store;

use muster::domain::list::{RosterQuery, Show};
use muster::domain::page::Start;
use people::{ctx, gift, today};
use table::{both, line, timed};

const MUSTER: &str = env!("CARGO_BIN_EXE_muster");
/// The sizes made, up to the one asked for.
const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
const USUAL: usize = 1_000_000;

/// A register, and the same roster as text, a person a line.
struct Stock {
    people: usize,
    store: Store,
    db: PathBuf,
    lines: PathBuf,
}

fn main() {
    #[expect(clippy::disallowed_methods, reason = "how a run is told its size")]
    let most = std::env::var("MUSTER_SCALE").ok().and_then(|n| n.parse().ok()).unwrap_or(USUAL);
    let folder = tempfile::tempdir().unwrap();
    if std::env::args().any(|arg| arg == "--import") {
        table::heads();
        return importing(most, folder.path());
    }
    let plain = screens::build_bare();
    let sizes = SIZES.into_iter().filter(|people| *people <= most.max(2 * SIZES[0]));
    let mut stocks: Vec<Stock> = sizes.map(|people| stock(folder.path(), people)).collect();
    let (small, larger) = stocks.split_first().unwrap();
    for large in larger {
        println!("\n{} people beside {}; medians", large.people, small.people);
        table::heads();
        screens::rows(small, large, &plain);
        finding::rows(small, large);
        lists::rows(small, large);
    }
    let largest = stocks.last().unwrap();
    println!("\nother programs, {} people", largest.people);
    table::heads();
    peers::rows(largest, folder.path());
    println!("\nwriting");
    table::heads();
    importing(largest.people, folder.path());
    for stock in &mut stocks {
        recording(stock, folder.path());
    }
    lists::reports(&stocks[0], stocks.last().unwrap());
    table::end();
}

fn stock(folder: &Path, people: usize) -> Stock {
    let db = folder.join(format!("{people}.db"));
    let mut store = people::empty(&db);
    people::import(&mut store, people);
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
    Stock { people, store, db, lines }
}

/// Imports a roster in a process of its own, since the peak of its memory is told too, beside the same
/// rows inserted by SQLite alone. `cargo bench --bench scale -- --import` does this part only.
fn importing(people: usize, folder: &Path) {
    let csv = folder.join("roster.csv");
    people::write_csv(&csv, people);
    let db = folder.join("imported.db");
    drop(people::empty(&db));
    let mut import = Command::new(MUSTER);
    import.args(["--db", db.to_str().unwrap(), "--today", "2024-02-02", "import", csv.to_str().unwrap()]);
    let began = Instant::now();
    let mut child = import.stdout(Stdio::null()).spawn().unwrap();
    let peak = screen::peak_until(&mut child);
    let took = began.elapsed();
    let beside = bare::insert(&db, &folder.join("bare.db"));
    line("import of a CSV / bare insert, same indexes after", took, beside, "1.50");
    table::memory("peak memory of the import / 64 MB", peak, 64 << 10, "1.00");
}

fn recording(stock: &mut Stock, folder: &Path) {
    let open = RosterQuery { show: Show::Open, limit: 200, ..lists::roster(Start::First) };
    let mut ids = stock.store.roster(&open, today()).unwrap().rows.into_iter().map(|row| row.id);
    let mut raw = File::create(folder.join("raw")).unwrap();
    let record = || {
        let gift = gift(clock::new_entry_id(), ids.next().unwrap());
        timed(|| stock.store.commit(&gift, &ctx()).unwrap())
    };
    let append = || {
        timed(|| {
            raw.write_all(&[7; 4096]).unwrap();
            raw.sync_data().unwrap();
        })
    };
    let (ours, beside) = both(150, record, append);
    let what = format!("a durable record among {} / append and fdatasync", stock.people);
    line(&what, ours, beside, "1.50");
}
