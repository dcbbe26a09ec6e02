//! The program at work: the loop on one side, the register and the disk on the other.
//!
//! - `event_loop` draws what changed, waits, folds what happened into the app and performs its effects. It runs
//!   on the thread that has the terminal, and waits for no disk and no lock.
//! - `backend` performs the effects. Until the first frame is drawn it answers on the spot; from then on a reader
//!   thread answers questions with the connection that was opened first, and a writer thread, with a connection
//!   of its own that is opened when something is first written, brings writes to the disk one after another.
//! - `bookmark_file` keeps where the officer left, beside the register and not in it; the reader writes it.
//! - `job` is the one import or copy that may run, on a thread and a connection of its own.
//!
//! Every thread but the loop's sends its answers as [`Msg`] through the queue of the input, so that they wake
//! the loop and arrive between keys. A panic in any of them becomes an error on the screen.

mod backend;
mod bookmark_file;
mod effect_handler;
mod event_loop;
mod job;
#[cfg(test)]
mod line;

use std::io::{self, Write};

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::clock::Clock;
use crate::term::{Input, Screen};

// The screens' tests read a folder, import and copy as the program does.
#[cfg(test)]
pub(crate) use backend::read_folder;
pub use backend::{Backend, Environment, answer};
pub use bookmark_file::{BookmarkFile, Foreign};
pub use effect_handler::{END_WAIT, EffectHandler};
use event_loop::EventLoop;
#[cfg(test)]
pub(crate) use job::{copy, export, import};

/// Runs the app until it quits, beginning with the effects it was born with; `take` takes the terminal once
/// there is something to draw. Answers whether everything was written that was to be: a draft or a write that waits
/// for another program is given up after 15 seconds.
///
/// # Errors
/// The terminal is gone. What was half filled in has been kept.
pub fn run<W: Write>(
    screen: &mut Screen<W>,
    input: &mut Input<Msg>,
    take: impl FnOnce(&mut Input<Msg>) -> io::Result<()>,
    (app, effects): (App, Vec<Effect>),
    handler: &mut impl EffectHandler,
    clock: Clock,
) -> io::Result<bool> {
    let mut event_loop = EventLoop::new(app, handler, screen, clock);
    event_loop.perform(effects);
    let ended = take(input).and_then(|()| event_loop.work(input));
    let written = event_loop.finish(ended.is_ok());
    ended.map(|()| written)
}
