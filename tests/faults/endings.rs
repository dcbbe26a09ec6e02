//! However the program itself ends or stops, in the middle of a form: the terminal is given back, nothing
//! spins, nothing is recorded, and the form is there at the next start. (A panic cannot be brought about in the
//! program as it ships; `tests/terminal.rs` panics on both threads of a program that opens the same terminal.)

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use muster::clock;
use muster::store::Store;

use super::house::{House, env, open_form, start};
use super::report;
use crate::support::program::{TODAY, finished};
use crate::support::pty::{Pty, command};

/// How long a draft may take until it is kept; far longer than it does.
const DEADLINE: Duration = Duration::from_secs(20);
const WORDS: &str = "半途而废";

/// A program with a half-filled form that has been kept.
fn half_filled(house: &House) -> Pty {
    let mut pty = start(house);
    open_form(&mut pty);
    pty.keys("shift+tab");
    pty.text(WORDS);
    pty.wait_for(WORDS);
    let until = Instant::now() + DEADLINE;
    let store = Store::open(&house.path).unwrap();
    while !store.drafts().unwrap().iter().any(|draft| draft.body.contains(WORDS)) {
        assert!(Instant::now() < until, "no draft was kept");
        thread::sleep(Duration::from_millis(2));
    }
    pty
}

/// The form is offered at the next start, and nothing was recorded.
fn assert_offered(house: &House, what: &str) {
    let mut pty = start(house);
    pty.wait_for("1 张草稿");
    open_form(&mut pty);
    pty.wait_for(WORDS);
    pty.keys("esc");
    pty.wait_gone("登记慰问");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0, "{what}");
    assert!(house.ledger().is_empty(), "{what}: nothing was recorded");
    house.assert_sound(what);
}

#[test]
fn a_signal_in_the_middle_of_a_form_loses_nothing() {
    for (signal, status) in
        [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131), ("ALRM", 142), ("USR1", 138)]
    {
        let house = House::new(1);
        let pty = half_filled(&house);
        let began = Instant::now();
        pty.signal(signal);
        assert_eq!(pty.exit(), status, "SIG{signal}");
        report(&format!("SIG{signal}: ended after {:?}", began.elapsed()));
        pty.wait_clean();
        assert!(pty.is_cooked(), "SIG{signal}");
        assert_offered(&house, signal);
    }
}

/// The form is kept at the latest 300 ms after a key; a signal does not come later than that.
#[test]
fn a_signal_right_behind_a_key_keeps_what_was_typed() {
    let house = House::new(1);
    let mut pty = start(&house);
    open_form(&mut pty);
    pty.keys("shift+tab");
    pty.text(WORDS);
    pty.wait_for(WORDS);
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    assert_offered(&house, "right behind a key");
}

#[test]
fn a_terminal_that_vanishes_in_the_middle_of_a_form_loses_nothing() {
    let house = House::new(1);
    let mut pty = half_filled(&house);
    let began = Instant::now();
    pty.hang_up();
    let status = pty.exit();
    report(&format!("a vanished terminal: ended after {:?}", began.elapsed()));
    assert!([74, 129].contains(&status), "{status}");
    assert_offered(&house, "vanished");
}

#[test]
fn a_link_that_stalls_costs_no_time_and_a_signal_ends_it() {
    let house = House::new(1);
    let mut pty = half_filled(&house);
    pty.stall();
    // Whole frames until the link holds no more.
    let mut before = pty.processor_time();
    loop {
        for _ in 0..200 {
            pty.send(&[0x0c]);
        }
        pty.wait_blocked();
        let now = pty.processor_time();
        if now == before {
            break;
        }
        before = now;
    }
    // Blocked, it waits: while other programs run it does nothing. What it draws when the keys rest comes before.
    let before = pty.wait_at_rest();
    for _ in 0..3 {
        assert_eq!(finished(&mut house.command(&["due"])).status, 0);
    }
    assert_eq!(pty.processor_time(), before, "blocked, it uses the processor");
    let began = Instant::now();
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    report(&format!("SIGTERM on a stalled link: ended after {:?}", began.elapsed()));
    assert_offered(&house, "stalled");
}

#[test]
fn idle_it_does_nothing() {
    let house = House::new(30);
    let mut pty = start(&house);
    pty.keys("down");
    pty.wait_blocked();
    for _ in 0..2 {
        assert_eq!(finished(&mut house.command(&["due"])).status, 0);
    }
    let (before, frames) = (pty.wait_at_rest(), pty.frames());
    for _ in 0..5 {
        assert_eq!(finished(&mut house.command(&["due"])).status, 0);
    }
    assert_eq!((pty.processor_time(), pty.frames()), (before, frames));
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn a_stop_in_the_middle_of_a_form_gives_the_shell_its_terminal_and_fg_the_form() {
    let house = House::new(1);
    let shell_env = [&env(&house)[..], &[("PS1", "prompt> "), ("ENV", "")]].concat();
    let mut pty = Pty::start(command("/bin/sh", &["-i"], &shell_env), (100, 24));
    pty.wait_for("prompt> ");
    pty.text(&format!("{} --today {TODAY}\r", env!("CARGO_BIN_EXE_muster")));
    pty.wait_for("桑根达来镇");
    open_form(&mut pty);
    pty.keys("shift+tab");
    pty.text(WORDS);
    pty.wait_for(WORDS);
    let at_prompt = |screen: &vt100::Screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("prompt>")
    };
    pty.keys("ctrl+z");
    pty.wait("the shell's prompt", at_prompt);
    pty.wait_clean();
    let drafts = Store::open(&house.path).unwrap().drafts().unwrap();
    assert!(drafts.iter().any(|draft| draft.body.contains(WORDS)), "kept before it stops");
    pty.text("fg\r");
    pty.wait("the form", |screen| screen.alternate_screen() && screen.contents().contains(WORDS));
    pty.keys("esc");
    pty.wait_gone("登记慰问");
    pty.keys("ctrl+q");
    pty.wait("the shell's prompt", at_prompt);
    pty.wait_clean();
    pty.text("exit\r");
    pty.exit();
    assert!(house.ledger().is_empty());
}

#[test]
fn a_register_that_somebody_holds_is_named_and_the_form_stays() {
    if !super::long() {
        return;
    }
    let house = House::new(2);
    // Handlers come filled in from the last gift.
    assert_eq!(finished(&mut house.record(1, &clock::new_entry_id().to_string())).status, 0);
    let mut pty = half_filled(&house);
    let held = fs::File::options().write(true).open(format!("{}.lock", house.path.display())).unwrap();
    held.lock().unwrap();
    std::os::unix::fs::FileExt::write_all_at(&held, b"pid 4242 somebody", 0).unwrap();
    pty.keys("enter");
    pty.wait_for("核对后写入台账");
    pty.keys("enter");
    pty.wait_for("pid 4242 somebody");
    pty.wait_for(WORDS);
    drop(held);
    pty.keys("enter");
    pty.wait_for("已登记");
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    assert_eq!(house.ledger().len(), 2);
}
