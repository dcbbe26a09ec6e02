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

/// A command that is a family: its name says what it is about, the word behind it what is done.
pub(super) trait Family {
    /// Its name on the command line.
    const NAME: &'static str;
    /// What its help says of it.
    const HELP: Help;
    /// What can be done.
    const ACTIONS: &'static [CommandDef];
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
    /// As `arguments`, of those that it shares with others.
    pub(super) shared: &'static [(&'static str, &'static str, &'static str)],
    /// The options of every command that mean something here, by the names of their fields; `--lang` always does.
    pub(super) globals: &'static [&'static str],
    /// Lines as somebody types them, each with what it does.
    pub(super) examples: &'static [(&'static str, &'static str, &'static str)],
}

impl Help {
    /// What the command does, in a language.
    pub(super) fn about(&self, lang: Lang) -> &'static str {
        lang.pick(self.about.0, self.about.1)
    }

    /// The examples as the end of a help, in a language; empty where there are none.
    pub(super) fn examples(&self, lang: Lang) -> String {
        let lines =
            self.examples.iter().map(|(line, zh, en)| ["  ", line, "\n      ", lang.pick(*zh, *en), "\n"]);
        lines.flatten().collect()
    }

    /// Whether an option of every command means something here.
    pub(super) fn takes(&self, global: &str) -> bool {
        global == "lang" || self.globals.contains(&global)
    }

    /// What an argument is, in a language; none if the help does not know it.
    pub(super) fn argument(&self, id: &str, lang: Lang) -> Option<&'static str> {
        self.arguments
            .iter()
            .chain(self.shared)
            .find(|(name, ..)| *name == id)
            .map(|(_, zh, en)| lang.pick(*zh, *en))
    }
}

/// Makes a [`Help`]: first what the command does, then a line an argument, then in brackets the options of every command
/// that mean something here, then examples. Both languages stand on a line: a text without its other one does not compile.
macro_rules! help {
    (
        $zh:literal / $en:literal;
        $($argument:ident: $argument_zh:literal / $argument_en:literal;)*
        $([$($global:ident)*])?
        $($line:literal => $line_zh:literal / $line_en:literal;)*
    ) => {
        $crate::cli::command::Help {
            about: ($zh, $en),
            arguments: &[$((stringify!($argument), $argument_zh, $argument_en),)*],
            shared: &[],
            globals: &[$($(stringify!($global),)*)?],
            examples: &[$(($line, $line_zh, $line_en),)*],
        }
    };
}

pub(super) use help;
