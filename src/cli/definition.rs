//! The command line as clap understands it. The words of its help stand in `lang::help`.

use clap::{ArgAction, ArgMatches, Args as _};

use super::command::{Command, CommandDef};
use super::error::CommandResult;
use super::globals::Globals;
use super::out::Out;
use super::session::Session;
use crate::lang::Lang;
use crate::lang::help;

/// Where the options of every command stand in a help: behind the command's own.
const GLOBALS_AT: usize = 900;

/// A command as the list of commands holds it.
pub(super) const fn of<C: Command>() -> CommandDef {
    CommandDef { name: C::NAME, define: subcommand::<C>, run: run::<C> }
}

fn run<C: Command>(
    matches: &ArgMatches,
    session: &Session,
    out: &mut Out,
) -> Result<CommandResult, clap::Error> {
    Ok(C::from_arg_matches(matches)?.run(session, out))
}

/// The definition of a command. Its arguments are defined only once the command line names it, so that the
/// line that opens the app does not pay for all of them.
fn subcommand<C: Command>(lang: Lang) -> clap::Command {
    let command = clap::Command::new(C::NAME).about(help::about(lang, C::NAME));
    match lang {
        Lang::Zh => command.defer(|command| with_arguments::<C>(command, Lang::Zh)),
        Lang::En => command.defer(|command| with_arguments::<C>(command, Lang::En)),
    }
}

/// A command with its arguments, which stand before the options of every command that it has already.
fn with_arguments<C: Command>(command: clap::Command, lang: Lang) -> clap::Command {
    let globals: Vec<clap::Id> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
    let whole = localised(C::augment_args(command), C::NAME, lang);
    // An argument that is changed moves behind the others.
    globals.into_iter().fold(whole, |command, id| command.mut_arg(id, |arg| arg))
}

/// The whole definition with its help in a language. Clap's own error words stay English.
pub(super) fn command_line(commands: &[CommandDef], lang: Lang) -> clap::Command {
    let root = clap::Command::new("muster")
        .version(env!("CARGO_PKG_VERSION"))
        .color(clap::ColorChoice::Never)
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(help::about(lang, ".version")),
        );
    localised(Globals::augment_args(root), "", lang)
        .subcommands(commands.iter().map(|command| (command.define)(lang)))
}

/// Puts the words of `at` into a command and its arguments.
fn localised(command: clap::Command, at: &'static str, lang: Lang) -> clap::Command {
    let texts = help::texts(lang);
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
}
