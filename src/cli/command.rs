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
    /// What its help says of it and of its arguments.
    const HELP: Help;

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
    /// Its help.
    pub(super) help: &'static Help,
    /// Its definition with the help in a language.
    pub(super) define: fn(Lang) -> clap::Command,
    /// Reads its arguments and runs it; clap's error where they do not fit.
    pub(super) run: fn(&ArgMatches, &Session, &mut Out) -> Result<CommandResult, clap::Error>,
}

/// The help of a command: each text in Chinese and in English.
#[derive(Clone, Copy, Debug)]
pub(super) struct Help {
    /// What the command does.
    pub(super) about: (&'static str, &'static str),
    /// What each argument is, by the name of its field.
    pub(super) arguments: &'static [(&'static str, &'static str, &'static str)],
}

impl Help {
    /// What the command does, in a language.
    pub(super) fn about(&self, lang: Lang) -> &'static str {
        lang.pick(self.about.0, self.about.1)
    }

    /// What an argument is, in a language; none if the help does not know it.
    pub(super) fn argument(&self, id: &str, lang: Lang) -> Option<&'static str> {
        self.arguments.iter().find(|(name, ..)| *name == id).map(|(_, zh, en)| lang.pick(*zh, *en))
    }
}

/// Makes a [`Help`]: first what the command does, then a line an argument, both languages on it. A text without its
/// other language does not compile.
macro_rules! help {
    ($zh:literal / $en:literal; $($argument:ident: $argument_zh:literal / $argument_en:literal;)*) => {
        $crate::cli::command::Help {
            about: ($zh, $en),
            arguments: &[$((stringify!($argument), $argument_zh, $argument_en),)*],
        }
    };
}

pub(super) use help;
