//! Protects the mouse in a real terminal: left to the terminal unless it is asked for, given back at every end, and never
//! a way to write.

use std::fmt::Write as _;

use crate::support::pty::{Modes, Pty};

const SIZE: (u16, u16) = (80, 24);
const TAKEN: Modes = Modes { alternate: true, paste: true, cursor: false, mouse: false };

fn demo(args: &[&str], env: &[(&str, &str)]) -> (Pty, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_str().unwrap();
    let env = [&[("HOME", path), ("TMPDIR", path), ("MUSTER_LANG", "zh")], env].concat();
    let pty = Pty::muster(&[&["demo"], args].concat(), &env, SIZE);
    pty.wait_for("应访 41  已访 38");
    (pty, home)
}

/// Column and row of a text on the screen, from 1, as a mouse reports them.
fn place(pty: &Pty, text: &str) -> (usize, usize) {
    pty.with_screen(|screen| {
        let (rows, columns) = screen.size();
        for row in 0..rows {
            let (mut shown, mut at) = (String::new(), Vec::new());
            for column in 0..columns {
                let cell = screen.cell(row, column).unwrap();
                if !cell.is_wide_continuation() {
                    let contents = if cell.has_contents() { cell.contents() } else { " " };
                    at.resize(shown.len() + contents.len(), usize::from(column) + 1);
                    shown.push_str(contents);
                }
            }
            if let Some(found) = shown.find(text) {
                return (at[found], usize::from(row) + 1);
            }
        }
        panic!("no {text} in\n{}", screen.contents());
    })
}

fn click(pty: &mut Pty, text: &str) {
    let (column, row) = place(pty, text);
    pty.text(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

#[test]
fn it_is_left_to_the_terminal_and_reports_are_passed_over_whole() {
    let (mut pty, _home) = demo(&[], &[]);
    assert_eq!(pty.modes(), TAKEN);
    for at in [1000, 1002, 1003, 1005, 1006, 1007, 1015, 1016] {
        let asked = format!("\x1b[?{at}");
        assert!(!String::from_utf8_lossy(&pty.log()).contains(&asked), "{asked}");
    }
    pty.wait_at_rest();
    let written = pty.written();
    let rows = ["上都镇", "桑根达来镇", "F4 查找"].map(|text| place(&pty, text));
    for (column, row) in rows {
        pty.text(&format!("\x1b[<0;{column};{row}M\x1b[<65;{column};{row}M\x1b[<35;1;1M\x1b[M !!"));
    }
    pty.wait_at_rest();
    assert_eq!(pty.written(), written, "not a byte is answered");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    assert!(!String::from_utf8_lossy(&pty.log()).contains("\x1b[?1006"));
}

#[test]
fn asked_for_it_clicks_scrolls_never_writes_and_is_given_back() {
    for (args, env) in [(&["--mouse"][..], &[][..]), (&[], &[("MUSTER_MOUSE", "1")])] {
        let (mut pty, _home) = demo(args, env);
        assert_eq!(pty.modes(), Modes { mouse: true, ..TAKEN });
        click(&mut pty, "桑根达来镇 ");
        pty.wait_for("敖包图嘎查  应访");
        click(&mut pty, "呼日查巴特尔");
        pty.wait_for("▸呼日查巴特尔");
        pty.wait_at_rest();
        click(&mut pty, "呼日查巴特尔");
        pty.wait_for("历次慰问");
        click(&mut pty, "F2 登记");
        pty.wait_for("登记慰问");
        click(&mut pty, "F2 照标准或所填");
        pty.wait_for("核对后写入台账");
        click(&mut pty, "Enter 写入  Esc");
        pty.wait_for("看清后请按 Enter 写入");
        pty.wait_at_rest();
        assert!(!pty.screen().contains("已登记"));
        click(&mut pty, "Esc 再改");
        pty.wait_gone("核对后写入台账");
        pty.keys("esc");
        pty.wait_gone("登记慰问");
        pty.keys("esc");
        pty.wait_for("敖包图嘎查  应访");
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0);
        pty.wait_clean();
    }
}

#[test]
fn a_stop_and_a_signal_give_the_mouse_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let (pty, _home) = demo(&["--mouse"], &[]);
        assert!(pty.modes().mouse);
        pty.signal(signal);
        pty.exit();
        pty.wait_clean();
    }
}

#[test]
fn a_storm_of_reports_is_a_few_frames_and_the_next_key_is_answered() {
    let (mut pty, _home) = demo(&["--mouse"], &[]);
    let (column, row) = place(&pty, "▸");
    pty.wait_at_rest();
    let frames = pty.frames();
    let mut storm = String::new();
    for n in 0..10_000 {
        let wheel = 64 + usize::from(n % 5 > 1);
        let (x, y) = (column + n % 3, row + 3 + n % 2);
        let _ = write!(storm, "\x1b[<{wheel};{x};{y}M\x1b[<35;{n};{n}M");
    }
    pty.text(&storm);
    pty.keys("F5");
    pty.wait_for("例外");
    let drawn = pty.frames() - frames;
    assert!(drawn < 400, "{drawn} frames for 10,000 steps of the wheel");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}
