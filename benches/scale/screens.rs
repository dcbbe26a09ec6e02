//! The app in a pseudo-terminal, beside a bare program and beside itself on a small register.

use std::process::Command;

use crate::screen::Shown;
use crate::table::{both, line, memory};
use crate::{MUSTER, Stock};

/// Runs of a program, and keys, behind each median.
const RUNS: usize = 15;
const KEYS: usize = 60;

pub(crate) const DOWN: &[u8] = b"\x1b[B";
const UP: &[u8] = b"\x1b[A";

pub(crate) fn open(stock: &Stock) -> Shown {
    Shown::start(MUSTER, &["--db", stock.db.to_str().unwrap(), "--today", "2024-02-02", "--start", "roster"])
}

/// Builds the bare program, beside this one and as this one was built; where it lies. It is an example, and not
/// a way to start this bench: linked with all of muster it would start slower than it has to.
pub(crate) fn build_bare() -> String {
    let built = std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_path_buf();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release", "--example", "bare", "--target-dir"]).arg(&built);
    assert!(cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
    built.join("release/examples/bare").to_str().unwrap().to_owned()
}

/// The keys that type clf letter by letter, over and over; whether a key is a letter.
fn letters() -> impl Iterator<Item = (&'static [u8], bool)> {
    let typed: [&'static [u8]; 3] = [b"c", b"l", b"f"];
    typed.map(|letter| (letter, true)).into_iter().chain([(b"\x7f\x7f\x7f".as_slice(), false)]).cycle()
}

pub(crate) fn rows(small: &Stock, large: &Stock, plain: &str) {
    let bare = || Shown::start(plain, &[]);
    let (first, beside) = both(RUNS, || open(large).first, || bare().first);
    line("first frame / bare ratatui", first, beside, "1.25");
    let (first, beside) = both(RUNS, || open(large).first, || open(small).first);
    line("first frame / small register", first, beside, "1.20");
    let (mut ours, mut few, mut plain) = (open(large), open(small), bare());
    let (key, beside) = both(KEYS, || ours.key(DOWN), || few.key(DOWN));
    line("a key to a quiet screen / small register", key, beside, "1.20");
    ours.key(b"/");
    let mut keys = letters();
    let letter = || loop {
        let (key, counts) = keys.next().unwrap();
        let took = ours.key(key);
        if counts {
            return took;
        }
    };
    let mut moves = [DOWN, UP].into_iter().cycle();
    let (letter, beside) = both(KEYS, letter, || plain.key(moves.next().unwrap()));
    line("a letter typed into search / bare down key", letter, beside, "2.50");
    memory("peak memory / bare ratatui", ours.peak_kb(), plain.peak_kb(), "3.00");
}
