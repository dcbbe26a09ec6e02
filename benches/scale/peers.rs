//! Other terminal programs on the same roster, where they are installed: what they show first, a key, a search.

use std::path::Path;
use std::time::Duration;

use crate::Stock;
use crate::finding::installed;
use crate::screen::Shown;
use crate::screens::{self, DOWN};
use crate::table::{absent, line, median};

/// Runs behind each median.
const RUNS: usize = 3;
/// What every row holds: seen once a program shows the roster.
const SHOWN: &[u8] = b"152599";

struct Peer {
    program: &'static str,
    /// How it is started on a file of lines with tabs.
    line: &'static str,
    /// The key to the next row.
    next: &'static str,
    /// A search, or the first letter of one.
    search: &'static str,
}

const PEERS: [Peer; 4] = [
    Peer { program: "csvlens", line: "csvlens -t", next: "j", search: "/程连富\r" },
    Peer { program: "vd", line: "vd -f tsv", next: "j", search: "/程连富\r" },
    Peer { program: "fzf", line: "fzf <", next: "\x1b[A", search: "c" },
    Peer { program: "sk", line: "sk <", next: "\x1b[A", search: "c" },
];

/// First frame, a down key, a search.
type Figures = [Duration; 3];

fn ours(stock: &Stock) -> Figures {
    let mut shown = screens::open(stock);
    let (first, down) = (shown.first, shown.key(DOWN));
    shown.key(b"/");
    [first, down, shown.key(b"c")]
}

fn theirs(peer: &Peer, stock: &Stock, home: &Path) -> Option<Figures> {
    let command = format!("exec {} {}", peer.line, stock.lines.to_str()?);
    let mut shown = Shown::other(&command, SHOWN, home)?;
    let (first, next) = (shown.first, shown.answer(peer.next.as_bytes())?);
    Some([first, next, shown.answer(peer.search.as_bytes())?])
}

pub(crate) fn rows(stock: &Stock, home: &Path) {
    for peer in &PEERS {
        if !installed(peer.program) {
            absent(peer.program, "not installed");
            continue;
        }
        let runs: Vec<_> = (0..RUNS).map(|_| (ours(stock), theirs(peer, stock, home))).collect();
        for (at, what) in ["first frame", "a down key", "a search"].iter().enumerate() {
            let ours = median(runs.iter().map(|(ours, _)| ours[at]).collect());
            let theirs: Vec<_> = runs.iter().filter_map(|(_, theirs)| theirs.map(|took| took[at])).collect();
            let what = format!("{what} / {}", peer.program);
            if theirs.is_empty() {
                absent(&what, "it did not answer");
            } else {
                line(&what, ours, median(theirs), "");
            }
        }
    }
}
