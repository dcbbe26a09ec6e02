//! Takes the terminal and gives it back. Both may be called from any thread, in any order, any number of
//! times; what is written after the terminal was given back goes nowhere.

use std::any::Any;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::terminal;
use rustix::termios::{QueueSelector, tcflush};

use super::SIZE_MAX;

/// Alternate screen, bracketed paste and focus events on; cursor hidden. No mouse unless it is asked for, so that people
/// can select text, and no question to the terminal, which might wait for an answer.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";
/// The reverse, from any state a frame can leave behind: synchronized update, colours, scroll region.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[r\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[?25h";
/// Presses and the wheel are reported, in decimal numbers, so that no place is too far right; motion is not.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// The reverse.
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Exit status of a program that panicked.
const PANICKED: i32 = 101;
/// Between two tries on a terminal that another program left in non-blocking mode.
const RETRY: Duration = Duration::from_millis(2);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Not taken yet.
    Free,
    /// Taken by muster.
    Held,
    /// Given back until the program is continued.
    Paused,
    /// Given back at the end of the program.
    Left,
}

struct OwnTerminal {
    mode: Mode,
    /// Whether the mouse is asked for.
    mouse: bool,
    /// Standard output without a buffer of its own, so that a frame is one write.
    out: Option<File>,
}

static TERMINAL: Mutex<OwnTerminal> = Mutex::new(OwnTerminal { mode: Mode::Free, mouse: false, out: None });

/// Held while a frame is written, so that nobody gives the terminal back in the middle of one.
fn lock() -> MutexGuard<'static, OwnTerminal> {
    TERMINAL.lock().unwrap_or_else(PoisonError::into_inner)
}

impl OwnTerminal {
    fn take(&mut self) -> io::Result<()> {
        if self.out.is_none() {
            self.out = Some(File::from(io::stdout().as_fd().try_clone_to_owned()?));
        }
        terminal::enable_raw_mode()?;
        self.mode = Mode::Held;
        let mouse: &[u8] = if self.mouse { MOUSE_ON } else { &[] };
        self.write(&[ENTER, mouse].concat())
    }

    fn give_back(&mut self, mode: Mode) {
        if self.mode == Mode::Held {
            // The terminal may be gone: then there is nothing to restore.
            let mouse: &[u8] = if self.mouse { MOUSE_OFF } else { &[] };
            let _ = self.write(&[mouse, LEAVE].concat());
            if self.mouse {
                // The wheel may turn on for a moment: a shell would take its reports for typed text.
                let _ = tcflush(io::stdin(), QueueSelector::IFlush);
            }
            let _ = terminal::disable_raw_mode();
        }
        self.mode = mode;
    }

    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        let Some(out) = self.out.as_mut() else { return Ok(()) };
        while !bytes.is_empty() {
            match out.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => thread::sleep(RETRY),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Takes the terminal, with its mouse if that is asked for.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    let mut own = lock();
    if own.mode == Mode::Held {
        return Ok(());
    }
    own.mouse = mouse;
    let taken = own.take();
    if taken.is_err() {
        own.give_back(Mode::Left);
    }
    taken
}

/// Gives the terminal back for good. Keys that nobody has read by then were meant for the program: the shell must not
/// run them.
pub(super) fn leave() {
    let mut own = lock();
    if own.mode == Mode::Held {
        let _ = tcflush(io::stdin(), QueueSelector::IFlush);
    }
    own.give_back(Mode::Left);
}

/// Gives the terminal back until [`resume`].
pub(super) fn pause() {
    let mut own = lock();
    if own.mode == Mode::Held {
        own.give_back(Mode::Paused);
    }
}

/// Takes the terminal again after a stop, whoever stopped us: a shell may have changed the modes under a
/// program that was stopped without being asked. Answers whether it was ours to take.
pub(super) fn resume() -> io::Result<bool> {
    let mut own = lock();
    match own.mode {
        Mode::Free | Mode::Left => return Ok(false),
        Mode::Paused => {}
        Mode::Held => terminal::disable_raw_mode()?,
    }
    own.take().map(|()| true)
}

/// Columns and rows, each between 1 and [`SIZE_MAX`].
pub(super) fn size() -> io::Result<(u16, u16)> {
    terminal::size().map(|(width, height)| (width.clamp(1, SIZE_MAX), height.clamp(1, SIZE_MAX)))
}

/// The terminal as something to write frames to.
#[derive(Clone, Copy, Debug)]
pub struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut own = lock();
        if own.mode == Mode::Held {
            own.write(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a job whose panic is an error of that job and not the end of the program.
///
/// # Errors
/// The job panicked; the text is its message.
pub fn guarded<T>(job: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(job));
    GUARDED.set(before);
    done.map_err(|payload| text_of(payload.as_ref()))
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// A panic gives the terminal back and is then reported as before. One in another thread than the caller's
/// ends the program: the screen would go on drawing over what was reported.
pub(super) fn restore_on_panic() {
    let drawing = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            return;
        }
        leave();
        before(info);
        if thread::current().id() != drawing {
            signal_hook::low_level::exit(PANICKED);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guarded_panic_is_an_error() {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded(|| -> u8 { panic!("row {}", 3) }), Err("row 3".to_owned()));
        assert_eq!(guarded(|| -> u8 { panic!("plain") }), Err("plain".to_owned()));
        panic::set_hook(hook);
    }

    #[test]
    fn what_is_given_back_without_being_taken_writes_nothing() {
        leave();
        pause();
        assert!(!resume().unwrap());
        Tty.write_all(b"nowhere").unwrap();
    }
}
