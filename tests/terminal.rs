//! However the program ends, the terminal is as it was before; and what is typed arrives.
//!
//! The program in the pseudo-terminal is this test binary itself, running [`child`] alone: a screen that shows
//! the last keys, and keys that end it in every way.

use std::io;
use std::thread;

use muster::term::{InputEvent, Terminal, guarded, suspend, take};
use muster::ui::key::{Event, Key};
use muster::ui::mouse::Mouse;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::{Line, Text};
use ratatui::widgets::Widget as _;

use crate::support::pty::{Modes, Pty, command};

/// Set for the program in the terminal only.
const CHILD: &str = "MUSTER_TEST_CHILD";
const SIZE: (u16, u16) = (60, 10);

fn start() -> Pty {
    let pty = Pty::start(child_command(), SIZE);
    pty.wait_for("ready");
    pty
}

/// Runs [`child`] alone. A test is called by its path within the crate.
fn child_args() -> Vec<&'static str> {
    let path = concat!(module_path!(), "::child").split_once("::").unwrap().1;
    vec![path, "--exact", "--nocapture", "--test-threads=1"]
}

fn child_command() -> portable_pty::CommandBuilder {
    command(&this_binary(), &child_args(), &[(CHILD, "1"), ("RUST_BACKTRACE", "0")])
}

fn this_binary() -> String {
    let path = std::env::current_exe().unwrap_or_default();
    path.to_string_lossy().into_owned()
}

/// The program in the terminal: the other tests start it there; on its own it has nothing to show.
#[test]
#[expect(clippy::disallowed_methods, reason = "this is how the program knows that it is the child")]
fn child() {
    if std::env::var(CHILD).is_ok() {
        match run_child() {
            Ok(()) => {}
            Err(_) => std::process::exit(74),
        }
    }
}

fn run_child() -> io::Result<()> {
    let mut terminal = Terminal::<&str>::new()?;
    take(&mut terminal.input, terminal.size, true)?;
    let (mut typed, mut ended, mut told) = (Vec::new(), false, "ready");
    while !ended {
        terminal.screen.draw(|frame| show(frame, &typed, told))?;
        for happening in terminal.input.wait(None)? {
            match happening {
                InputEvent::Event(Event::Key(Key::Ctrl(c))) => match c {
                    'q' => ended = true,
                    'p' => panic!("on purpose"),
                    'w' => drop(thread::spawn(|| panic!("in a worker"))),
                    'g' => told = guarded(|| panic!("guarded")).map_or("survived", |()| "unharmed"),
                    'r' => terminal.input.reporter().report("reported"),
                    'z' => suspend(),
                    'l' => terminal.screen.redraw(),
                    'f' => flood(&mut terminal)?,
                    _ => {}
                },
                InputEvent::Event(Event::Key(key)) => typed.push(key.to_string()),
                InputEvent::Event(Event::Mouse(Mouse { at, act })) => {
                    typed.push(format!("({act:?} {} {})", at.x, at.y));
                }
                InputEvent::Event(Event::Paste(text)) => typed.push(format!("<{text}>")),
                InputEvent::Event(Event::Resize(width, height)) => terminal.screen.resize(width, height),
                InputEvent::Event(Event::Redraw) => terminal.screen.redraw(),
                InputEvent::Event(Event::EscTakenBack | Event::Unpressed) => {}
                InputEvent::Event(Event::FocusGained) => told = "focus",
                InputEvent::Report(report) => told = report,
            }
        }
    }
    Ok(())
}

fn show(frame: &mut Buffer, typed: &[String], told: &str) -> Option<Position> {
    let area = frame.area;
    let lines = [
        Line::raw(format!("程连富 {told} {}x{}", area.width, area.height)),
        Line::raw(format!("typed {}", typed.concat())),
    ];
    Text::from(lines.to_vec()).render(area, frame);
    None
}

/// Draws whole frames for ever.
fn flood(terminal: &mut Terminal<&str>) -> io::Result<()> {
    loop {
        terminal.screen.redraw();
        terminal.screen.draw(|frame| show(frame, &[], "flood"))?;
    }
}

#[test]
fn it_holds_the_terminal_while_it_runs_and_gives_it_back() {
    let mut pty = start();
    assert_eq!(pty.modes(), Modes { alternate: true, paste: true, cursor: false, mouse: true });
    assert!(!pty.is_cooked());
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    pty.wait_clean();
    assert!(pty.is_cooked());
}

#[test]
fn a_signal_ends_it_with_the_terminal_given_back() {
    // Every signal that ends a program, but those that cannot be waited for: KILL, ILL, FPE and SEGV. XFSZ and PIPE are
    // errors of whoever writes.
    let named = [1, 2, 3, 5, 6, 7, 10, 12, 14, 15, 16, 24, 26, 27, 29, 30, 31];
    for signal in named.into_iter().chain([34, 50, 64]) {
        let pty = start();
        // Those of real time are waited for a little later than the others.
        pty.wait_caught(signal);
        pty.signal(&signal.to_string());
        assert_eq!(pty.exit(), 128 + signal, "SIG{signal}");
        pty.wait_clean();
        assert!(pty.is_cooked(), "SIG{signal}");
    }
}

#[test]
fn a_panic_is_told_on_a_terminal_given_back() {
    for (key, said) in [("ctrl+p", "on purpose"), ("ctrl+w", "in a worker")] {
        let mut pty = start();
        pty.keys(key);
        assert_eq!(pty.exit(), 101, "{key}");
        pty.wait_written(said);
        pty.wait_clean();
        assert!(pty.is_cooked(), "{key}");
    }
}

#[test]
fn a_guarded_panic_and_a_report_are_seen_on_the_screen() {
    let mut pty = start();
    pty.keys("ctrl+g");
    pty.wait_for("survived");
    pty.keys("ctrl+r");
    pty.wait_for("reported");
    pty.send(b"\x1b[I");
    pty.wait_for("focus");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn a_terminal_that_is_gone_ends_it() {
    let mut pty = start();
    pty.hang_up();
    assert!([74, 129].contains(&pty.exit()));
}

#[test]
fn a_stalled_link_does_not_hold_it() {
    let mut pty = start();
    pty.keys("ctrl+f");
    pty.wait_for("flood");
    pty.stall();
    pty.wait_blocked();
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
}

#[test]
fn a_stop_gives_the_terminal_to_the_shell_and_fg_brings_the_screen_back() {
    let shell = command("/bin/sh", &["-i"], &[(CHILD, "1"), ("PS1", "prompt> "), ("ENV", "")]);
    let mut pty = Pty::start(shell, (100, 10));
    pty.wait_for("prompt> ");
    pty.text(&format!("{} {}\r", this_binary(), child_args().join(" ")));
    pty.wait_for("ready");
    pty.text("before");
    pty.wait_for("typed before");
    pty.keys("ctrl+z");
    pty.wait("the shell's prompt", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("prompt>")
    });
    pty.wait_clean();
    pty.text("fg\r");
    pty.wait("the screen", |screen| screen.alternate_screen() && screen.contents().contains("typed before"));
    assert!(pty.modes().mouse, "and the mouse with it");
    pty.text("after");
    pty.wait_for("typed beforeafter");
    pty.keys("ctrl+q");
    pty.wait("the shell's prompt", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("prompt>")
    });
    pty.wait_clean();
    pty.text("exit\r");
    pty.exit();
}

#[test]
fn alone_in_its_session_it_does_not_stop() {
    let mut pty = start();
    pty.keys("ctrl+z a");
    pty.wait_for("typed a");
    assert!(pty.modes().alternate);
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn what_is_typed_arrives_in_order() {
    let mut pty = start();
    pty.text("程1");
    pty.keys("down F2 shift+tab backspace");
    pty.paste("一\n二");
    pty.wait_for("typed 程1DownF2Shift+TabBackspace<一 二>");
    pty.keys("esc");
    pty.wait_for("<一 二>Esc");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn another_size_is_drawn_whole() {
    let mut pty = start();
    pty.wait_for("60x10");
    for (width, height) in [(80, 24), (20, 3), (120, 40)] {
        pty.resize((width, height));
        pty.wait_for(&format!("{width}x{height}"));
    }
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn idle_it_writes_nothing_more() {
    let mut pty = start();
    pty.wait_frames(1);
    let frames = pty.frames();
    // Keys that change nothing are answered by nothing; the one after them by one frame.
    pty.keys("ctrl+a ctrl+b ctrl+e x");
    pty.wait_for("typed x");
    pty.wait_frames(frames + 1);
    assert_eq!(pty.frames(), frames + 1);
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}
