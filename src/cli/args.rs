//! The command line as clap understands it. The words of its help stand in `lang::help`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args as _, Command, CommandFactory, FromArgMatches as _, Parser, Subcommand};

use super::{
    backup, completions, due, find, import, init, ledger, record, report, restore, reverse, rounds, show,
};
use crate::lang::Lang;
use crate::lang::help::{self, HelpTexts};

/// Where the options of every command stand in a help: behind the command's own.
const GLOBALS_AT: usize = 900;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "muster", version)]
pub(super) struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub(super) globals: Globals,
    /// The command; none opens the app.
    #[command(subcommand)]
    pub(super) command: Option<Task>,
}

/// Options that are accepted before and after the command.
#[derive(Debug, clap::Args)]
pub(super) struct Globals {
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) db: Option<PathBuf>,
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<String>,
    #[arg(long, global = true, value_name = "zh|en")]
    pub(super) lang: Option<String>,
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Task {
    Demo,
    Init(init::Args),
    Import(import::Args),
    Find(find::Args),
    Show(show::Args),
    Rounds(rounds::Args),
    Due(due::Args),
    Record(Box<record::Args>),
    Ledger(ledger::Args),
    Reverse(reverse::Args),
    Report(report::Args),
    Check,
    Backup(backup::Args),
    Restore(restore::Args),
    Keys,
    Completions(completions::Args),
}

/// The options of a line that holds nothing else, as [`command`] would read them; none for any other line.
pub(super) fn options_alone(line: &[OsString]) -> Option<Globals> {
    let options = Globals::augment_args(Command::new("muster").disable_help_flag(true));
    Globals::from_arg_matches(&options.try_get_matches_from(line).ok()?).ok()
}

/// The definition with its help in a language. Clap's own error words stay English.
pub(super) fn command(lang: Lang) -> Command {
    let texts = help::texts(lang);
    let command = Cli::command().color(clap::ColorChoice::Never).disable_version_flag(true).arg(
        clap::Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(help::about(lang, ".version")),
    );
    localised(command, "", lang, texts)
}

/// Puts the words of `at` and of what lies below it into a command.
fn localised(command: Command, at: &'static str, lang: Lang, texts: &'static HelpTexts) -> Command {
    let template = if at.is_empty() { texts.template } else { texts.template_of_command };
    command
        .about(help::about(lang, at))
        .help_template(template)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(texts.commands)
        .arg(clap::Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { texts.arguments } else { texts.options };
            let key = match arg.get_id().as_str() {
                id @ ("db" | "today" | "lang" | "ascii" | "json" | "help" | "version") => format!(".{id}"),
                id => format!("{at}.{id}"),
            };
            let last = if key.starts_with('.') { arg.display_order(GLOBALS_AT) } else { arg };
            last.help(help::about(lang, &key)).help_heading(heading)
        })
        .mut_subcommands(|sub| match help::known(sub.get_name()) {
            Some(name) => localised(sub, name, lang, texts),
            None => sub,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds() {
        for lang in [Lang::Zh, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let mut root = command(lang);
            root.build();
            for command in std::iter::once(&root).chain(root.get_subcommands()) {
                let name = command.get_name();
                assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{name}");
                for arg in command.get_arguments() {
                    let told = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!told.is_empty(), "{name} {}", arg.get_id());
                }
            }
        }
    }

    #[test]
    fn options_alone_are_read_as_by_the_whole() {
        let lines = [
            "muster",
            "muster --db a.db --today=2024-02-02 --lang en --ascii --json",
            "muster --db find --",
            "muster --db -a.db",
            "muster --db a.db --db b.db",
            "muster --ascii=yes",
            "muster --asc",
            "muster --today",
            "muster --help",
            "muster -V",
            "muster nonsense",
            "muster -- find",
            "muster --db a.db due --json",
        ];
        for line in lines {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let whole = command(Lang::En).try_get_matches_from(&words);
            let whole = whole.and_then(|matches| Cli::from_arg_matches(&matches)).ok();
            let options = whole.filter(|cli| cli.command.is_none()).map(|cli| cli.globals);
            assert_eq!(format!("{:?}", options_alone(&words)), format!("{options:?}"), "{line}");
        }
        assert!(options_alone(&["muster".into(), "--ascii".into()]).is_some_and(|globals| globals.ascii));
    }

    #[test]
    fn globals_stand_before_and_after_the_command() {
        for line in ["muster --json due --today 2024-02-02", "muster --today 2024-02-02 due --json"] {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap();
            assert!(cli.globals.json && cli.globals.today.is_some(), "{line}");
        }
    }
}
