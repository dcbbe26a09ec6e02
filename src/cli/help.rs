//! `muster help`: the help of the program or of a command.

use std::ffi::OsString;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;
use super::usage;

/// The arguments of `help`.
#[derive(Debug, clap::Args)]
pub(super) struct HelpArgs {
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

impl Command for HelpArgs {
    const NAME: &'static str = "help";
    const HELP: Help = help! {
        "显示一个命令的用法和示例" / "How a command is used, with examples";
        command: "命令；不写即全部命令" / "The command; else all of them";
        []
        "muster help record" => "登记的用法" / "How to record";
        "muster help" => "全部命令" / "All commands";
    };

    /// Prints what `--help` prints.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let words = ["muster"].into_iter().chain(self.command.iter().map(String::as_str)).chain(["--help"]);
        let line: Vec<OsString> = words.map(OsString::from).collect();
        let root = (session.command_line)(session.lang);
        match root.clone().try_get_matches_from(&line) {
            Err(error) if !usage::is_answer(&error) => Err(usage::slip(&error, root, &line, session.lang)),
            Err(error) => {
                out.lines(&usage::answer(&error, session.lang));
                Ok(Status::Fine)
            }
            Ok(_) => Ok(Status::Fine),
        }
    }
}
