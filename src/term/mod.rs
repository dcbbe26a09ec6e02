//! The only room that knows terminal modes and signals.
//!
//! - `modes` takes the terminal and gives it back, once, whatever ends the program.
//! - `file_size` has a limit of the size of files be an error.
//! - `signals` is the thread that waits for TSTP, CONT, WINCH and every signal that ends a program.
//! - `stop` notes signals for a long command, which stops and ends by itself.
//! - `input` turns what is typed into [`crate::ui::key::Event`]s; `decode` reads the bytes.
//! - `screen` keeps what the terminal shows and sends the cheapest bytes that make it the next frame;
//!   `paint` finds them with `glyph`, `symbol`, `scroll`, `cursor` and `sgr`.
//!
//! Input is read by ourselves and not by crossterm's event reader: that one never returns once the terminal is
//! gone, swallows the Esc of `Esc Esc [ A`, cannot be woken by a report from a job, and takes an arrow that
//! arrives split for three keys.

mod cursor;
mod decode;
mod file_size;
mod glyph;
mod input;
mod modes;
mod paint;
mod screen;
mod scroll;
mod sgr;
mod signals;
mod stop;
mod symbol;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;

pub use file_size::fail_beyond_file_size;
pub use input::{Input, InputEvent, Reporter};
pub use modes::{Tty, guarded};
pub use screen::Screen;
pub use signals::{LastWrites, on_signal_exit, suspend, write_on_signal};
pub use stop::StopSignals;

use crate::ui::key::Event;

/// Most columns or rows that are drawn: absurd sizes cost memory, not insight.
pub const SIZE_MAX: u16 = 500;

/// Why the screens cannot be shown here; the commands still work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Standard input is no terminal.
    #[error("standard input is no terminal")]
    Input,
    /// Standard output is no terminal.
    #[error("standard output is no terminal")]
    Output,
    /// TERM is unset, empty or `dumb`: the terminal cannot place text.
    #[error("TERM names a terminal that cannot place text")]
    Dumb,
}

/// Why the screens cannot be shown here, if so; `term` is the value of TERM.
pub fn why_unusable(term: Option<&str>) -> Option<Unusable> {
    unusable(io::stdin().is_terminal(), io::stdout().is_terminal(), term)
}

/// The columns of the terminal that the standard output is; none where it is none.
pub fn columns() -> Option<u16> {
    io::stdout().is_terminal().then(modes::size)?.ok().map(|(width, _)| width)
}

fn unusable(input: bool, output: bool, term: Option<&str>) -> Option<Unusable> {
    if !input {
        Some(Unusable::Input)
    } else if !output {
        Some(Unusable::Output)
    } else if matches!(term, None | Some("" | "dumb")) {
        Some(Unusable::Dumb)
    } else {
        None
    }
}

/// The terminal while the screens are shown; dropping it gives the terminal back.
pub struct Terminal<R> {
    /// Where frames are drawn.
    pub screen: Screen<Tty>,
    /// What is typed, and what jobs report.
    pub input: Input<R>,
    /// Columns and rows at the beginning.
    pub size: (u16, u16),
}

impl<R> Terminal<R> {
    /// The terminal as it was found: nothing is taken before [`take`].
    ///
    /// # Errors
    /// Its size cannot be read, or no pipe can be made.
    pub fn new() -> io::Result<Self> {
        let size = modes::size()?;
        Ok(Self { screen: Screen::new(Tty, size), input: Input::new()?, size })
    }
}

/// Takes the terminal: raw mode, alternate screen, bracketed paste, focus events; starts the thread that waits for
/// signals, and makes every end of the program give the terminal back first. `known` is the size of the first
/// frame; if the terminal has another size by now, a resize event follows.
///
/// With `mouse` its presses and wheel are [heard](Event::Mouse) as long as the terminal is held; the terminal's own
/// selection of text then needs Shift.
///
/// To be called once, from the thread that will draw, before any other thread starts, and when there is
/// something to draw: until then there is nothing to give back, and a signal may end the program as it would any.
///
/// # Errors
/// The terminal cannot be switched to raw mode or written to, or a thread cannot be started.
pub fn take<R: Send + 'static>(input: &mut Input<R>, known: (u16, u16), mouse: bool) -> io::Result<()> {
    modes::restore_on_panic();
    let sender = input.events();
    signals::watch(move |event| sender.send(event))?;
    let (width, height) = modes::size()?;
    if (width, height) != known {
        input.events().send(Event::Resize(width, height));
    }
    if mouse {
        input.hear_mouse();
    }
    modes::enter(mouse)?;
    // Not through the buffer of the standard library, which would keep keys that `poll` does not see.
    input.read_from(File::from(io::stdin().as_fd().try_clone_to_owned()?));
    Ok(())
}

impl<R> Drop for Terminal<R> {
    fn drop(&mut self) {
        modes::leave();
    }
}
