//! Protects the main job in a real terminal, key by key: open, find, record, see the badge fall, reverse,
//! quit; the terminal is left as it was.

use crate::support::pty::{Modes, Pty};

/// The badge of the whole banner: what is due stands behind its name.
fn wait_badge(pty: &Pty, due: &str) {
    pty.wait(&format!("全旗人员 {due}"), |screen| {
        let shown = screen.contents();
        let behind = shown.split("全旗人员").nth(1).and_then(|rest| rest.split_whitespace().next());
        behind == Some(due)
    });
}

#[test]
fn a_gift_is_recorded_in_four_keys_and_reversed() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_str().unwrap();
    let env = [("HOME", path), ("TMPDIR", path), ("MUSTER_LANG", "zh")];
    for size in [(80, 24), (120, 40)] {
        let mut pty = Pty::muster(&["demo"], &env, size);
        pty.wait_for("桑根达来镇");
        wait_badge(&pty, "41");
        pty.wait_for("应访 41  已访 38");
        pty.text("/");
        pty.text("hrcbte");
        pty.wait_for("呼日查巴特尔");
        assert_eq!(
            pty.cursor().1,
            if size.0 < 110 { 5 } else { 7 },
            "an input method's window follows the cursor into the search box"
        );
        pty.keys("F2");
        pty.wait_for("登记慰问");
        pty.keys("F2");
        pty.wait_for("壹仟元整");
        pty.wait_for("核对后写入台账");
        pty.keys("enter");
        pty.wait_for("已登记 呼日查巴特尔 1,000 元");
        pty.wait_gone("登记慰问");
        wait_badge(&pty, "40");
        pty.keys("ctrl+r");
        pty.wait_for("理由");
        pty.paste("发错人了\n");
        pty.wait_for("发错人了");
        pty.keys("enter");
        wait_badge(&pty, "41");
        pty.keys("esc");
        pty.wait_for("应访 41  已访 38");
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0);
        assert!(pty.is_cooked());
        let written = String::from_utf8_lossy(&pty.log()).into_owned();
        assert!(
            written.split("152599").skip(1).all(|rest| rest.starts_with("********")),
            "numbers are masked"
        );
        assert_eq!(pty.modes(), Modes::CLEAN);
    }
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "the demo's copy is gone: {left:?}");
}

#[test]
fn the_first_start_offers_a_beginning_and_the_register_stays() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_str().unwrap();
    let env = [("HOME", path), ("MUSTER_LANG", "zh")];
    let mut pty = Pty::muster(&["--today", "2024-02-02"], &env, (80, 24));
    pty.wait_for("▸ 导入花名册");
    // Invented people come into a register only where they are asked for.
    pty.keys("down down");
    pty.wait_for("▸ 新建样例登记册");
    pty.keys("enter");
    wait_badge(&pty, "41");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    let pty = Pty::muster(&["--today", "2024-02-02"], &env, (80, 24));
    wait_badge(&pty, "41");
}

/// Name, ID number, village, group and Enter; the usual gift follows from the person's screen.
#[test]
fn a_person_is_added_and_given_the_usual_gift() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_str().unwrap();
    let env = [("HOME", path), ("TMPDIR", path), ("MUSTER_LANG", "zh")];
    let mut pty = Pty::muster(&["demo"], &env, (80, 24));
    wait_badge(&pty, "41");
    pty.keys("right ctrl+n");
    pty.wait_for("新增人员");
    pty.wait_for("按身份证号");
    pty.text("巴图孟克");
    pty.keys("tab");
    pty.text("152599193202150013");
    pty.keys("tab");
    pty.text("新城社区");
    pty.keys("tab");
    pty.text("3");
    pty.wait_for("烈士遗属");
    pty.wait_at_rest();
    pty.keys("enter");
    pty.wait_for("已新增 巴图孟克");
    pty.wait_for("152599********0013");
    pty.keys("F2");
    pty.wait_for("登记慰问");
    pty.keys("F2");
    pty.wait_for("核对后写入台账");
    pty.wait_at_rest();
    pty.keys("enter");
    pty.wait_for("已登记 巴图孟克 1,000 元");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    assert_eq!(pty.modes(), Modes::CLEAN);
}
