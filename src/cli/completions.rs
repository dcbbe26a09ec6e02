//! `muster completions`: a script with which a shell completes the command line.

use clap_complete::{Shell, generate};

use super::args;
use super::out::Out;
use super::settings::Settings;
use super::trouble::Status;

/// What `completions` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Status {
    let mut script = Vec::new();
    generate(args.shell, &mut args::command(settings.lang), "muster", &mut script);
    out.own(&script);
    Status::Fine
}
