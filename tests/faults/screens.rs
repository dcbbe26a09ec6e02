//! The screens under rough treatment: no size of the terminal ends the
//! program, and a paste is only text.

use std::time::Instant;

use super::house::{House, open_form, start};
use super::{Dice, long, report};

#[test]
fn no_size_of_the_terminal_ends_it() {
    let house = House::new(30);
    let mut pty = start(&house);
    let mut dice = Dice::new(16);
    let mut side = || u16::try_from(1 + dice.below(500)).unwrap();
    let mut sizes = vec![(1, 1), (500, 1), (1, 500), (2, 2), (500, 500)];
    sizes.extend((0..if long() { 400 } else { 40 }).map(|_| (side(), side())));
    for (n, size) in sizes.into_iter().enumerate() {
        pty.resize(size);
        // Keys go on meanwhile, on one screen after another.
        let keys =
            ["down", "F5", "esc", "F7", "esc", "F9", "esc", "F6", "esc", "F1", "esc", "F2", "tab", "esc"];
        pty.keys(keys[n % keys.len()]);
    }
    pty.keys("esc esc esc");
    pty.resize((80, 24));
    // Esc pressed while a draft is being written takes the draft back and stays in the form; and the emulator that it
    // is all seen through may have lost a frame for another size. So it is left and drawn afresh until it is there.
    for _ in 0..20 {
        let frames = pty.frames();
        pty.keys("esc ctrl+l");
        pty.wait_frames(frames + 1);
        if pty.screen().contains("桑根达来镇") {
            break;
        }
    }
    pty.wait_for("桑根达来镇");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    house.assert_sound("after the storm");
}

#[test]
fn a_paste_of_ten_megabytes_is_text_and_nothing_else() {
    let house = House::new(1);
    let mut pty = start(&house);
    // Lines that would record and leave if they were taken for keys.
    let paste = "一大段话\r\n\x11\u{202e}".repeat(10_000_000 / 18);
    for form in [false, true] {
        if form {
            open_form(&mut pty);
            pty.keys("shift+tab");
        } else {
            pty.text("/");
        }
        let frames = pty.frames();
        let began = Instant::now();
        pty.paste(&paste);
        pty.wait_frames(frames + 1);
        pty.keys("ctrl+l");
        pty.wait_frames(frames + 2);
        let took = began.elapsed();
        report(&format!("a paste of {} bytes, form {form}: answered in {took:?}", paste.len()));
        pty.keys("esc");
    }
    pty.keys("esc esc");
    pty.wait_for("桑根达来镇");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    assert!(house.ledger().is_empty());
    house.assert_sound("after the paste");
}
