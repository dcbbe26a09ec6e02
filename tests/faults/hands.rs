//! What a hand does that did not mean it: a key is held, keys come at once over a stalled line, a text is pasted
//! without brackets. Nothing is written that nobody has seen, and nothing that was typed as text is lost.

use std::thread;
use std::time::Duration;

use muster::clock;

use super::house::{House, open_form, start, start_with};
use crate::support::program::finished;
use crate::support::pty::Pty;

/// What the screen says of a key that was no press.
const LET_GO: &str = "请松开按键再按一次";
/// The last look.
pub(super) const LOOK: &str = "核对后写入台账";

/// The delay is the subject.
pub(super) fn pause(ms: u64) {
    thread::sleep(Duration::from_millis(ms));
}

/// Holds a key: it repeats after half a second, thirty times a second.
fn hold_key(pty: &mut Pty, key: &[u8]) {
    pty.send(key);
    pause(500);
    for _ in 0..30 {
        pty.send(key);
        pause(33);
    }
}

/// Three people, and the form of the first with the handlers of the last gift.
fn with_form() -> (House, Pty) {
    let house = House::new(3);
    assert_eq!(finished(&mut house.record(2, &clock::new_entry_id().to_string())).status, 0);
    let mut pty = start(&house);
    open_form(&mut pty);
    (house, pty)
}

/// Leaves and answers how many gifts stand in the ledger, beside the one that was there before.
fn written(house: &House, mut pty: Pty) -> usize {
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    pty.keys("ctrl+l");
    house.assert_sound("after all keys");
    house.ledger().len() - 1
}

#[test]
fn a_held_enter_stops_at_the_last_look_and_says_so() {
    let (house, mut pty) = with_form();
    hold_key(&mut pty, b"\r");
    pty.wait_for(LET_GO);
    pty.wait_for(LOOK);
    // Let go for a while and pressed again, it writes; held on, it opens nothing.
    pause(1_800);
    hold_key(&mut pty, b"\r");
    pty.wait_for("已登记");
    pty.wait_gone("登记慰问");
    pty.wait_gone("历次慰问");
    assert_eq!(written(&house, pty), 1);
}

/// Whatever comes between the repeats of a held key, and however many there are.
#[test]
fn a_click_or_another_key_between_the_repeats_of_a_held_enter_writes_nothing() {
    const CLICK: &str = "\x1b[<0;5;5M\x1b[<0;5;5m";
    let (house, pty) = with_form();
    written(&house, pty);
    for (between, repeats) in
        [(CLICK, 1), (CLICK, 2), (CLICK, 9), ("\x1b[<65;5;5M", 4), ("\x1b[A", 2), ("\x1b[A", 5)]
    {
        let mut pty = start_with(&house, &["--mouse"]);
        open_form(&mut pty);
        pty.send(b"\r");
        pty.wait_for(LOOK);
        pause(400);
        for repeat in 0..repeats {
            pty.send(b"\r");
            pause(12);
            // The last repeat may have nothing behind it, or what came between.
            if repeat + 1 < repeats || repeats == 1 {
                pty.text(between);
            }
            pause(21);
        }
        pause(600);
        assert_eq!(written(&house, pty), 0, "{repeats} times {between:?}");
    }
}

/// As a line that was held up brings them: several at once, and one that seems to stand alone behind them.
#[test]
fn keys_that_come_at_once_and_one_behind_them_write_nothing() {
    let (house, pty) = with_form();
    written(&house, pty);
    // What is sent at once, and the milliseconds behind it.
    let storms: [&[(&str, u64)]; 6] = [
        &[("\r\r\r\r", 33), ("\r", 0)],
        &[("\r", 400), ("\r\r\r\r\r\r\r\r\r\r", 30), ("\r", 0)],
        &[("\r", 400), ("\r\r", 66), ("\r\r", 66), ("\r", 0)],
        &[("\r", 100), ("\x1b[A", 300), ("\r", 125), ("\r", 0)],
        &[("一行\r", 150), ("\r\r", 60), ("\r", 0)],
        &[("\r", 600), ("abc\rdef\r", 50), ("\r", 0)],
    ];
    for storm in storms {
        let mut pty = start(&house);
        open_form(&mut pty);
        if storm[0].0.starts_with('一') {
            pty.keys("shift+tab");
        }
        for (keys, behind) in storm {
            pty.text(keys);
            pause(*behind);
        }
        pause(900);
        assert_eq!(written(&house, pty), 0, "{storm:?}");
    }
}

#[test]
fn a_look_and_one_press_write() {
    let (house, mut pty) = with_form();
    pty.keys("F2");
    pty.wait_for(LOOK);
    pty.keys("enter");
    pty.wait_for("已登记");
    assert_eq!(written(&house, pty), 1);
}

#[test]
fn keys_that_come_at_once_write_nothing() {
    let (house, mut pty) = with_form();
    pty.send(b"\r\r\r\r\r\r\r\r\r\r");
    pty.wait_for(LOOK);
    pty.wait_for(LET_GO);
    pause(600);
    assert_eq!(written(&house, pty), 0);
}

#[test]
fn keys_typed_over_a_stalled_line_write_nothing() {
    let (house, mut pty) = with_form();
    pty.hold();
    // Whole frames fill what the link takes; then the program is blocked in the middle of one.
    for _ in 0..12 {
        pty.keys("ctrl+l");
    }
    pty.wait_blocked();
    pty.keys("F2");
    for _ in 0..10 {
        pty.keys("enter");
        pause(20);
    }
    pty.go_on();
    pty.wait_for(LOOK);
    pty.wait_for(LET_GO);
    assert_eq!(written(&house, pty), 0);
}

/// Lines that would record if their ends were taken for Enter.
#[test]
fn a_text_pasted_without_brackets_is_text_and_writes_nothing() {
    let (house, mut pty) = with_form();
    pty.keys("shift+tab");
    pty.text("一行\r二行\r\n三行\r\r四行\r");
    pty.wait_for("一行 二行");
    pty.wait_for("三行");
    pty.wait_for("四行");
    pause(600);
    assert_eq!(written(&house, pty), 0);
}

#[test]
fn a_line_end_that_is_torn_from_its_text_writes_nothing_and_loses_nothing() {
    let (house, mut pty) = with_form();
    pty.keys("shift+tab");
    for part in ["一行\r", "二行\r", "三行\r"] {
        pty.text(part);
        pause(30);
    }
    pty.wait_for("一行 二行 三行");
    pause(600);
    assert_eq!(written(&house, pty), 0);
}

/// A serial line brings a byte after the other, and a frame is drawn in between.
#[test]
fn a_paste_over_a_slow_line_writes_nothing_and_loses_nothing() {
    let slowly = |pty: &mut Pty, text: &str| {
        for byte in text.bytes() {
            pty.send(&[byte]);
            pause(2);
        }
    };
    let (house, mut pty) = with_form();
    pty.keys("shift+tab");
    pause(50);
    slowly(&mut pty, "一行\r二行\r\n三行\r");
    pty.wait_for("一行 二行");
    pty.wait_for("三行");
    // The last line end led to the last look; there a text means nothing.
    pty.wait_for(LOOK);
    slowly(&mut pty, "四行\r\n五行\r");
    pause(400);
    assert_eq!(written(&house, pty), 0);
}

#[test]
fn a_paste_into_the_reason_of_a_reversal_reverses_nothing() {
    let (house, mut pty) = with_form();
    pty.keys("F2");
    pty.wait_for(LOOK);
    pty.keys("enter");
    pty.wait_for("已登记");
    pty.keys("ctrl+r");
    pty.wait_for("理由");
    pty.text("发错人了\r");
    pty.wait_for("发错人了");
    pty.wait_for(LET_GO);
    assert_eq!(house.ledger().len(), 2, "nothing is reversed");
    pty.keys("enter");
    pty.wait_for("已冲正");
    assert_eq!(written(&house, pty), 2);
}

#[test]
fn a_held_key_neither_creates_a_round_nor_drops_what_is_typed() {
    let house = House::new(3);
    let mut pty = start(&house);
    pty.keys("F6");
    pty.wait_for("慰问活动");
    let rounds =
        || finished(&mut house.command(&["rounds", "--json"])).out.matches("\"created\":true").count();
    // That of today came with the start.
    assert_eq!(rounds(), 1);
    pty.keys("F2");
    pty.wait_for("建立");
    hold_key(&mut pty, b"\r");
    pty.wait_for(LET_GO);
    pty.keys("esc");
    pty.wait_gone(LET_GO);
    assert_eq!(rounds(), 1);
    pty.keys("tab");
    pty.text("1");
    pause(200);
    // Esc warns first; held it goes no further.
    hold_key(&mut pty, b"\x1b");
    pty.wait_for(LET_GO);
    pty.keys("ctrl+q");
    pty.wait_for("要退出吗");
    hold_key(&mut pty, b"\r");
    assert_eq!(pty.exit(), 0, "one press is a press");
    house.assert_sound("after a held key");
}
