//! What a command is: its arguments as clap reads them, and what it does with them.

use clap::ArgMatches;

use super::error::CommandResult;
use super::out::Out;
use super::session::Session;
use crate::lang::Lang;

/// A command of the command line; implemented by the struct of its arguments.
pub(super) trait Command: clap::Args {
    /// Its name on the command line.
    const NAME: &'static str;

    /// Does it, and prints what it found or did to `out`.
    ///
    /// # Errors
    /// Why it did not do what it was asked.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult;
}

/// A command as the list of commands holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CommandDef {
    /// Its name on the command line.
    pub(super) name: &'static str,
    /// Its definition with the help in a language.
    pub(super) define: fn(Lang) -> clap::Command,
    /// Reads its arguments and runs it; clap's error where they do not fit.
    pub(super) run: fn(&ArgMatches, &Session, &mut Out) -> Result<CommandResult, clap::Error>,
}
