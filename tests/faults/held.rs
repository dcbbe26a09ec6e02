//! Another program has the register's lock for a while: keys are answered meanwhile, the half-filled form is
//! kept as soon as the lock is free, a write waits and can be taken back, and no thread is left.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::thread;
use std::time::{Duration, Instant};

use muster::clock;
use muster::store::Store;

use super::house::{House, open_form, start};
use crate::support::program::finished;
use crate::support::pty::Pty;

/// How long anything may take before the test fails; far longer than it does.
const DEADLINE: Duration = Duration::from_secs(20);
/// A draft is due sooner than that after a key; a lock that is held holds up whoever waits for it.
const DRAFT_IS_DUE: Duration = Duration::from_secs(1);
/// Longer than keys take on a slow machine, and shorter than a wait for the lock took (15 s).
const ALIVE: Duration = Duration::from_secs(10);

/// The lock in the hand of somebody else.
fn hold(house: &House) -> File {
    let lock = File::options().write(true).open(format!("{}.lock", house.path.display())).unwrap();
    lock.lock().unwrap();
    lock.write_all_at(b"pid 4242 somebody", 0).unwrap();
    lock
}

fn kept(house: &House, words: &str) -> bool {
    Store::open(&house.path).unwrap().drafts().unwrap().iter().any(|draft| draft.body.contains(words))
}

fn wait_kept(house: &House, words: &str) {
    let until = Instant::now() + DEADLINE;
    while !kept(house, words) {
        assert!(Instant::now() < until, "no draft with {words} was kept");
        thread::sleep(Duration::from_millis(2));
    }
}

/// A form in which something is typed, with the handlers of the last gift.
fn half_filled(house: &House) -> Pty {
    assert_eq!(finished(&mut house.record(1, &clock::new_entry_id().to_string())).status, 0);
    let mut pty = start(house);
    open_form(&mut pty);
    pty.keys("shift+tab");
    pty.text("甲");
    wait_kept(house, "甲");
    pty
}

#[test]
fn keys_are_answered_the_form_is_kept_and_no_thread_is_left() {
    let house = House::new(2);
    let mut pty = half_filled(&house);
    let threads = pty.threads();
    let lock = hold(&house);
    let began = Instant::now();
    for typed in ["乙", "丙", "丁"] {
        pty.text(typed);
        pty.wait_for(typed);
        // The delay is the subject: the draft is tried in vain meanwhile.
        thread::sleep(DRAFT_IS_DUE);
    }
    pty.keys("ctrl+l tab F1");
    pty.wait_for("帮助");
    pty.keys("esc");
    pty.wait_for("甲乙丙丁");
    assert!(began.elapsed() < ALIVE, "keys waited for the lock: {:?}", began.elapsed());
    assert!(!kept(&house, "乙"), "the lock was held");
    assert_eq!(pty.threads(), threads);
    drop(lock);
    wait_kept(&house, "甲乙丙丁");
    assert_eq!(pty.threads(), threads);
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    house.assert_sound("after the lock was held");
}

#[test]
fn a_write_waits_says_so_and_can_be_taken_back() {
    let house = House::new(2);
    let mut pty = half_filled(&house);
    let lock = hold(&house);
    pty.keys("enter");
    pty.wait_for("核对后写入台账");
    pty.keys("enter");
    pty.wait_for("pid 4242 somebody 正在使用登记册");
    // Nothing is written twice, and nothing is lost by asking to leave.
    pty.keys("enter");
    pty.keys("ctrl+q");
    pty.wait_for("还有内容正在写入");
    pty.keys("esc");
    pty.wait_gone("还有内容正在写入");
    pty.keys("esc");
    pty.wait_for("已停下");
    assert_eq!(house.ledger().len(), 1);
    // Enter was pressed in vain before: it is let go for a while.
    super::hands::pause(1_800);
    pty.keys("enter");
    pty.wait_for("pid 4242 somebody 正在使用登记册");
    drop(lock);
    pty.wait_for("已登记");
    pty.wait_gone("登记慰问");
    assert_eq!(house.ledger().len(), 2);
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    house.assert_sound("after the wait");
}

#[test]
fn leaving_keeps_what_is_typed_once_the_lock_is_free() {
    let house = House::new(2);
    let mut pty = half_filled(&house);
    let lock = hold(&house);
    pty.text("乙");
    pty.wait_for("甲乙");
    pty.keys("ctrl+q");
    pty.wait_for("正在写完");
    assert!(!kept(&house, "乙"));
    drop(lock);
    assert_eq!(pty.exit(), 0);
    assert!(kept(&house, "甲乙"));
    let left = fs::read_dir(house.folder.path()).unwrap().filter_map(Result::ok);
    assert!(!left.into_iter().any(|file| file.file_name().to_string_lossy().ends_with("-wal")), "closed");
}

#[test]
fn a_signal_gives_the_terminal_back_and_keeps_what_is_typed_once_the_lock_is_free() {
    let house = House::new(2);
    let mut pty = half_filled(&house);
    let lock = hold(&house);
    pty.text("乙");
    pty.wait_for("甲乙");
    pty.signal("TERM");
    pty.wait_written("最多再等 15 秒");
    pty.wait_clean();
    assert!(!kept(&house, "乙"));
    drop(lock);
    assert_eq!(pty.exit(), 143);
    assert!(kept(&house, "甲乙"));
    house.assert_sound("after a signal that waited");
}

#[test]
fn a_signal_waits_for_the_lock_no_longer_than_is_said_and_a_second_one_not_at_all() {
    for again in [true, false].into_iter().take(if super::long() { 2 } else { 1 }) {
        let house = House::new(2);
        let mut pty = half_filled(&house);
        let lock = hold(&house);
        pty.text("乙");
        pty.wait_for("甲乙");
        pty.signal("TERM");
        pty.wait_written("最多再等 15 秒");
        if again {
            pty.signal("INT");
            assert_eq!(pty.exit(), 130);
        } else {
            assert_eq!(pty.exit(), 143);
            pty.wait_written("没有写入");
        }
        drop(lock);
        assert!(!kept(&house, "乙"));
        house.assert_sound("after a signal that gave up");
    }
}

#[test]
fn what_could_not_be_written_at_the_end_is_said_and_no_key_reaches_the_shell() {
    let house = House::new(2);
    let mut pty = half_filled(&house);
    let lock = hold(&house);
    pty.text("乙");
    pty.wait_for("甲乙");
    pty.keys("ctrl+q");
    pty.wait_for("正在写完");
    pty.text("rm");
    pty.wait_written("没有写入");
    assert_eq!(pty.exit(), 69, "as any command that another program keeps from writing");
    drop(lock);
    assert!(!kept(&house, "乙"));
    house.assert_sound("after an end that was not waited for");
}
