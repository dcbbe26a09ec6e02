//! Screens follow what other programs write, without a key: a gift, an import, and a restore, which puts another file in
//! the register's place. A half-filled form stays through all of it.

use std::time::{Duration, Instant};

use muster::clock;

use super::hands::{LOOK, pause};
use super::house::{House, open_form, start};
use crate::support::program::finished;

const WORDS: &str = "半途而废";

/// Waits until the form stands among the drafts of the file that is there now.
fn wait_for_draft(house: &House) {
    let until = Instant::now() + Duration::from_secs(20);
    let kept = || {
        let plain = rusqlite::Connection::open(&house.path).unwrap();
        plain.query_row("SELECT count(*) FROM draft", [], |row| row.get::<_, i64>(0)).unwrap_or(0)
    };
    while kept() != 1 {
        assert!(Instant::now() < until, "no draft is kept");
        pause(50);
    }
}

#[test]
fn a_gift_of_another_program_shows_without_a_key() {
    let house = House::new(3);
    let mut pty = start(&house);
    for (n, given) in [(0, "已发 1,000 / 3,000 元"), (1, "已发 2,000 / 3,000 元")] {
        assert_eq!(finished(&mut house.record(n, &clock::new_entry_id().to_string())).status, 0);
        pty.wait_for(given);
    }
    // The count of the whole banner, and a list.
    pty.wait("全旗人员 1", |screen| {
        let shown = screen.contents();
        shown.split("全旗人员").nth(1).and_then(|rest| rest.split_whitespace().next()) == Some("1")
    });
    pty.keys("F7");
    pty.wait_for("乙人");
    assert_eq!(finished(&mut house.record(2, &clock::new_entry_id().to_string())).status, 0);
    pty.wait_for("丙人");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn after_a_restore_the_screens_show_the_register_as_it_is_and_the_form_stays() {
    let house = House::new(4);
    assert_eq!(finished(&mut house.record(3, &clock::new_entry_id().to_string())).status, 0);
    let kept = finished(&mut house.command(&["backup", "--json"]));
    let kept =
        serde_json::from_str::<serde_json::Value>(&kept.out).unwrap()["backup"].as_str().unwrap().to_owned();
    assert_eq!(finished(&mut house.record(2, &clock::new_entry_id().to_string())).status, 0);
    let mut pty = start(&house);
    pty.wait_for("已发 2,000 / 4,000 元");
    open_form(&mut pty);
    pty.keys("shift+tab");
    pty.text(WORDS);
    pty.wait_for(WORDS);
    wait_for_draft(&house);
    let restored = finished(&mut house.command(&["restore", "--yes", &kept]));
    assert_eq!(restored.status, 0, "{restored:?}");
    pty.wait_for("已发 1,000 / 4,000 元");
    pty.wait_for(WORDS);
    // It is kept in the register that is there now, and written into that.
    wait_for_draft(&house);
    pause(600);
    pty.keys("enter");
    pty.wait_for(LOOK);
    pty.wait_for(WORDS);
    pty.keys("enter");
    pty.wait_for("已登记");
    pty.wait_for("已发 2,000 / 4,000 元");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    assert_eq!(house.ledger().len(), 2);
    house.assert_sound("after a restore beside the app");
}
