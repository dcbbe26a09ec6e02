//! Light on the line: what every key of the real program costs in bytes, in a terminal full of Han rows. The
//! counts do not vary with the machine; the limits are the project's, for a slow SSH link.

use std::thread;
use std::time::Duration;

use crate::support::program::TODAY;
use crate::support::pty::{Pty, bytes_of};

/// The most that may be sent, in bytes.
struct Most {
    size: (u16, u16),
    /// For a key that moves the bar.
    down: usize,
    /// For a key that moves the list by a row.
    scroll: usize,
    /// For opening a person.
    person: usize,
    /// For opening the form that records, over the list.
    form: usize,
    /// For the first screen of a day.
    start: usize,
}

/// The second is about the first in proportion to its columns.
const MOST: [Most; 2] = [
    Most { size: (120, 40), down: 300, scroll: 300, person: 970, form: 1_440, start: 2_320 },
    Most { size: (80, 24), down: 200, scroll: 270, person: 950, form: 1_040, start: 1_860 },
];

/// The sample register in a folder of its own, and the program on it.
fn sample(folder: &tempfile::TempDir, size: (u16, u16)) -> Pty {
    sample_through(folder, size, "fast")
}

/// As [`sample`], through a line that is said to be fast or slow.
fn sample_through(folder: &tempfile::TempDir, size: (u16, u16), line: &str) -> Pty {
    let home = folder.path().to_str().unwrap();
    let db = folder.path().join("sample.db");
    if !db.exists() {
        let made = std::process::Command::new(env!("CARGO_BIN_EXE_muster"))
            .args(["--db", db.to_str().unwrap(), "init", "--sample"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
    }
    let env = [("HOME", home), ("MUSTER_LANG", "zh"), ("MUSTER_LINE", line)];
    let pty = Pty::muster(&["--db", db.to_str().unwrap(), "--today", TODAY], &env, size);
    pty.wait_for("F1 帮助");
    pty
}

/// Presses a key that is answered by one frame; the bytes of that frame.
fn cost(pty: &mut Pty, keys: &str) -> usize {
    let (frames, bytes) = (pty.frames(), pty.written());
    pty.keys(keys);
    pty.wait_frames(frames + 1);
    pty.written() - bytes
}

/// Columns of the list: on a wide terminal somebody stands beside it.
fn columns(size: (u16, u16)) -> u16 {
    if size.0 >= 110 { size.0 - 62 } else { size.0 }
}

/// The rows of the list, whatever bar is on them.
fn list(pty: &Pty, size: (u16, u16)) -> Vec<String> {
    let rows = pty.with_screen(|screen| screen.rows(0, columns(size)).collect::<Vec<_>>());
    let rows: Vec<String> = rows.into_iter().map(|row| row.replace('▸', " ")).collect();
    let first = rows.iter().position(|row| row.contains("姓名")).map_or(0, |heads| heads + 1);
    rows.into_iter().take(usize::from(size.1) - 4).skip(first).collect()
}

/// The rows with a bar: where they are, and how they begin.
fn bars(screen: &vt100::Screen) -> Vec<(usize, String)> {
    let rows = screen.rows(0, screen.size().1).enumerate();
    let barred = rows.filter_map(|(y, row)| Some((y, row.split_once('▸')?.1.chars().take(20).collect())));
    barred.collect()
}

/// The bytes of each whole frame that was sent from `from` on.
fn frames(pty: &Pty, from: usize) -> Vec<usize> {
    let log = pty.log();
    let mut ends = Vec::new();
    let end = b"\x1b[?2026l";
    for (at, window) in log.windows(end.len()).enumerate().skip(from) {
        if window == end {
            ends.push(at + end.len());
        }
    }
    let begins = std::iter::once(from).chain(ends.iter().copied());
    begins.zip(&ends).map(|(begin, end)| end - begin).collect()
}

/// Presses a key that moves the bar, and waits until it has; the bytes of each frame until then. The last one is the key's:
/// where the machine was so slow that the keys rested before it, the frame of that stands before it.
fn moves(pty: &mut Pty, key: &str) -> Vec<usize> {
    let (written, before) = (pty.written(), pty.with_screen(bars));
    let count = pty.frames();
    pty.keys(key);
    pty.wait("the bar moved", |screen| bars(screen) != before);
    // To the end of the frame that moved it.
    pty.wait_frames(count + frames(pty, written).len().max(1));
    frames(pty, written)
}

fn quit(mut pty: Pty) {
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn a_first_frame_is_its_text_and_little_more() {
    let folder = tempfile::tempdir().unwrap();
    for most in MOST {
        let pty = sample(&folder, most.size);
        let text: usize = pty.screen().lines().map(|row| row.trim_end().len()).sum();
        let sent = pty.written();
        assert!(sent * 10 <= text * 11, "{:?}: {sent} bytes for {text} of text", most.size);
        quit(pty);
    }
}

/// Presses a key so many times: the most that a move of the bar costs, and a row by which the list moves. Keys before
/// which the keys had rested are not counted: they let the bar off a whole row.
fn walk(pty: &mut Pty, size: (u16, u16), key: &str, times: usize) -> (usize, usize) {
    let (mut moved, mut scrolled) = (0, 0);
    let mut seen = None;
    for _ in 0..times {
        let before = list(pty, size);
        let held = seen == Some(pty.frames());
        let sent = moves(pty, key);
        seen = Some(pty.frames());
        let after = list(pty, size);
        let ([bytes], true) = (&sent[..], held) else { continue };
        // Before the first of a village its head line comes in too, and the list moves by two.
        match after.iter().filter(|row| !before.contains(row)).count() {
            0 => moved = moved.max(*bytes),
            rows => scrolled = scrolled.max(bytes / rows),
        }
    }
    (moved, scrolled)
}

#[test]
fn walking_down_a_list_and_back_is_light() {
    let folder = tempfile::tempdir().unwrap();
    for Most { size, down, scroll, .. } in MOST {
        for (screen, times) in [("ctrl+l", 70), ("F5", 36), ("F7", 37)] {
            let mut pty = sample(&folder, size);
            cost(&mut pty, screen);
            for key in ["down", "up"] {
                let (moved, scrolled) = walk(&mut pty, size, key, times);
                assert!(moved > 0 && scrolled > 0, "{size:?} {screen} {key}: the list is long enough");
                assert!(moved <= down, "{size:?} {screen} {key}: {moved} bytes for the bar");
                assert!(scrolled <= scroll, "{size:?} {screen} {key}: {scrolled} bytes for a row");
            }
            quit(pty);
        }
    }
}

/// The most that a key pressed by itself may send, in bytes, until the keys rest and the person under the bar stands
/// beside the list.
const FOLLOWED: usize = 900;

/// Presses a key and waits until nothing more is sent; the bytes of it all.
fn rested(pty: &mut Pty, key: &str) -> usize {
    let before = pty.written();
    cost(pty, key);
    loop {
        let sent = pty.written();
        // Longer than the keys take to rest.
        thread::sleep(Duration::from_millis(400));
        if pty.written() == sent {
            return sent - before;
        }
    }
}

/// At 9.6 kbit/s and 400 ms there and back a key is answered whole in 0.59 s with 143 bytes, in 0.75 s with 300.
#[test]
fn through_a_slow_line_a_key_sends_little_until_the_keys_rest() {
    let folder = tempfile::tempdir().unwrap();
    let Most { size, down, .. } = MOST[1];
    for screen in ["ctrl+l", "F5", "F7"] {
        let mut pty = sample_through(&folder, size, "slow");
        rested(&mut pty, screen);
        // The first keys go to rows that the list shows.
        let all: Vec<usize> = ["down"; 6].iter().chain(&["up"; 5]).map(|key| rested(&mut pty, key)).collect();
        let most = all.iter().max().copied().unwrap_or_default();
        assert!(most > 0 && most <= down, "{screen}: {all:?}");
        quit(pty);
    }
}

#[test]
fn the_person_beside_the_list_follows_in_few_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for (screen, times) in [("F5", 30), ("F7", 34), ("ctrl+l", 32)] {
        let mut pty = sample(&folder, (120, 40));
        rested(&mut pty, screen);
        let mut all = Vec::new();
        for key in ["down", "up"] {
            // To the end of what is shown at once, and there one by one over rows by which the list moves.
            let (moved, scrolled) = (times - 3, 3);
            all.extend((0..2).map(|_| rested(&mut pty, key)));
            (2..moved).for_each(|_| pty.keys(key));
            rested(&mut pty, key);
            all.extend((0..scrolled).map(|_| rested(&mut pty, key)));
        }
        let most = all.iter().max().copied().unwrap_or_default();
        assert!(most <= FOLLOWED, "{screen}: {all:?}");
        quit(pty);
    }
}

#[test]
fn a_person_opens_in_few_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for most in MOST {
        let mut pty = sample(&folder, most.size);
        let bytes = cost(&mut pty, "enter");
        pty.wait_for("历次慰问");
        assert!(bytes <= most.person, "{:?}: {bytes} bytes", most.size);
        quit(pty);
    }
}

/// On a line of 9.6 kbit/s a hundred bytes are a tenth of a second.
#[test]
fn the_first_screen_and_the_form_are_sent_in_few_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for most in MOST {
        let mut pty = sample(&folder, most.size);
        // Where the officer left is the roster from the second time on.
        cost(&mut pty, "F12");
        pty.keys("ctrl+l");
        pty.wait_at_rest();
        let start = cost(&mut pty, "ctrl+l");
        assert!(start <= most.start, "{:?}: {start} bytes at the start", most.size);
        cost(&mut pty, "tab");
        pty.keys("right right");
        pty.wait_at_rest();
        let form = cost(&mut pty, "F2");
        pty.wait_for("登记慰问");
        assert!(form <= most.form, "{:?}: {form} bytes for the form", most.size);
        pty.keys("esc");
        pty.wait_at_rest();
        quit(pty);
    }
}

/// A minute in the long form, as `tests/faults` has one.
#[test]
#[expect(clippy::disallowed_methods, reason = "how the long form is asked for")]
fn idle_it_sends_nothing_and_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let idle = if std::env::var_os("MUSTER_LONG").is_some() { 60 } else { 1 };
    let pty = sample(&folder, (120, 40));
    let (bytes, ticks) = (pty.written(), pty.ticks());
    // Idleness is the subject: there is nothing to wait for.
    thread::sleep(Duration::from_secs(idle));
    assert_eq!((pty.written(), pty.ticks()), (bytes, ticks));
    quit(pty);
}

#[test]
fn keys_typed_while_the_link_stalls_arrive_in_order_and_are_answered_by_one_frame() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = sample(&folder, (120, 40));
    let before = pty.frames();
    pty.hold();
    // Whole frames fill what the link takes; then the program is blocked in the middle of one.
    let pages = 12;
    for _ in 0..pages {
        pty.keys("ctrl+l");
    }
    pty.wait_blocked();
    let typed: Vec<u8> = ["/", "c", "l", "f"].iter().flat_map(|key| bytes_of(key.parse().unwrap())).collect();
    pty.send(&typed);
    pty.go_on();
    pty.wait_for("查找  clf");
    pty.wait_for("1 个结果");
    assert!(pty.frames() <= before + pages + 1, "{} frames", pty.frames() - before);
    quit(pty);
}

/// Over a slow link the bytes of an arrow come apart: no Esc is taken out of them, which would close the
/// search and lose what was typed.
#[test]
fn a_split_arrow_loses_no_typing() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = sample(&folder, (80, 24));
    pty.text("/clf");
    pty.wait_for("查找  clf");
    pty.send(b"\x1b");
    // The delay is the subject.
    thread::sleep(Duration::from_millis(50));
    pty.send(b"[A");
    pty.text("x");
    pty.wait_for("查找  clfx");
    quit(pty);
}

/// The first screen of a day, on which many stand whose row is long. Each key is pressed once the keys rest, so that it
/// lets the bar off the whole of a row; what is sent when they rest again is not of the key.
#[test]
fn walking_over_the_first_screen_is_light() {
    let folder = tempfile::tempdir().unwrap();
    for Most { size, down, .. } in MOST {
        let mut pty = sample(&folder, size);
        pty.keys("F12");
        pty.wait_for("上次去的");
        for key in ["down", "down", "down", "down", "up", "up"] {
            pty.wait_at_rest();
            let sent = moves(&mut pty, key);
            assert!(sent.len() == 1 && sent[0] <= down, "{size:?} {key}: {sent:?} bytes");
        }
        quit(pty);
    }
}
