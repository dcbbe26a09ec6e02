//! The command line as clap understands it, with its help in a language. Clap's own error words stay English.

use clap::{ArgAction, ArgMatches, Args as _};

use super::command::{Command, CommandDef, Help};
use super::error::CommandResult;
use super::globals::{self, Globals};
use super::out::Out;
use super::session::Session;
use crate::lang::{Lang, texts};

texts! {
    /// The frame around the help of a command.
    fn texts(lang) -> HelpTexts {
        /// Of the program's own help, as clap fills it.
        template:
            "{about}\n\n用法：{usage}\n\n不写命令即打开界面。\n\n{all-args}\n" /
            "{about}\n\nUsage: {usage}\n\nWithout a command the screens open.\n\n{all-args}\n";
        /// Of a command's help, as clap fills it.
        template_of_command: "{about}\n\n用法：{usage}\n\n{all-args}\n" / "{about}\n\nUsage: {usage}\n\n{all-args}\n";
        commands: "命令" / "Commands";
        arguments: "参数" / "Arguments";
        options: "选项" / "Options";
    }
}

/// Where the options of every command stand in a help: behind the command's own.
const GLOBALS_AT: usize = 900;

/// A command as the list of commands holds it.
pub(super) const fn of<C: Command>() -> CommandDef {
    CommandDef { name: C::NAME, help: &C::HELP, define: subcommand::<C>, run: run::<C> }
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
    let command = clap::Command::new(C::NAME);
    match lang {
        Lang::Zh => command.defer(|command| with_arguments::<C>(command, Lang::Zh)),
        Lang::En => command.defer(|command| with_arguments::<C>(command, Lang::En)),
    }
}

/// A command with its arguments, which stand before the options of every command that it has already.
fn with_arguments<C: Command>(command: clap::Command, lang: Lang) -> clap::Command {
    let globals: Vec<clap::Id> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
    let whole = localised(C::augment_args(command), &C::HELP, texts(lang).template_of_command, lang);
    // An argument that is changed moves behind the others.
    globals.into_iter().fold(whole, |command, id| command.mut_arg(id, |arg| arg))
}

/// The whole definition with its help in a language. Clap's own error words stay English.
pub(super) fn command_line(commands: &[CommandDef], lang: Lang) -> clap::Command {
    let root = clap::Command::new("muster")
        .version(env!("CARGO_PKG_VERSION"))
        .color(clap::ColorChoice::Never)
        .disable_version_flag(true)
        .arg(clap::Arg::new("version").short('V').long("version").action(ArgAction::Version));
    localised(Globals::augment_args(root), &globals::HELP, texts(lang).template, lang)
        .subcommands(commands.iter().map(|command| (command.define)(lang).about(command.help.about(lang))))
}

/// Puts the help of a command and of its arguments into its definition.
fn localised(
    command: clap::Command,
    help: &'static Help,
    template: &'static str,
    lang: Lang,
) -> clap::Command {
    let texts = texts(lang);
    command
        .about(help.about(lang))
        .help_template(template)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(texts.commands)
        .arg(clap::Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { texts.arguments } else { texts.options };
            let id = arg.get_id().as_str();
            let (text, arg) = match globals::HELP.argument(id, lang) {
                Some(text) => (text, arg.display_order(GLOBALS_AT)),
                None => (help.argument(id, lang).unwrap_or_default(), arg),
            };
            arg.help(text).help_heading(heading)
        })
}
