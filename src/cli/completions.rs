//! `muster completions`: a script with which a shell completes the command line.

use clap_complete::{Shell, generate};

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;

/// The arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

impl Command for CompletionsArgs {
    const NAME: &'static str = "completions";
    const HELP: Help = help! {
        "生成命令行补全脚本" / "Completions for a shell";
        shell: "bash、zsh、fish、elvish 或 powershell" / "bash, zsh, fish, elvish or powershell";
        []
        "muster completions bash > muster.bash" =>
            "写成文件，在 ~/.bashrc 里 source 它" /
            "Into a file, to be sourced in ~/.bashrc";
        "muster completions fish > muster.fish" => "用 fish 的" / "For fish";
    };

    /// Prints the script.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let mut script = Vec::new();
        generate(self.shell, &mut (session.command_line)(session.lang), "muster", &mut script);
        out.own(&script);
        Ok(Status::Fine)
    }
}
