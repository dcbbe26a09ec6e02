//! The commands: clap definitions, one file a command; no rule and no SQL.
//!
//! A command reads its words, asks the register, and prints through [`out::Out`]. It answers with an
//! exit status or with a failure, which [`main`] puts into words on the standard error.

mod args;
mod backup;
mod check;
mod completions;
mod demo;
mod due;
mod env;
mod find;
mod heard;
mod import;
mod init;
mod json;
mod keys;
mod ledger;
mod open;
mod out;
mod parse;
mod record;
mod report;
mod restore;
mod reverse;
mod rounds;
mod settings;
mod show;
mod table;
mod trouble;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::lang::{self, Lang, fill};
use args::{Cli, Task};
use out::Out;
use settings::Settings;
use trouble::{Ended, Failure, Status};

/// Parses the command line and runs it.
pub fn main() -> ExitCode {
    let line: Vec<OsString> = std::env::args_os().collect();
    let lang = env::language(&line);
    let mut out = Out::stdout();
    let ended = match parsed(&line, lang) {
        Ok(cli) => run(&cli, lang, &mut out),
        Err(error) => spoken(&error, lang, &mut out),
    };
    let status = match ended {
        Ok(status) => status,
        Err(failure) => complain(failure, lang),
    };
    let wrote = out.wrote();
    match out.finish() {
        Ok(()) => status.into(),
        // A reader who has seen enough closes the pipe: that is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => status.into(),
        Err(error) => cannot_print(&error, wrote, lang).into(),
    }
}

/// Understands a line. What opens the app holds options only, and those are read without making the
/// definitions of all commands first; whatever is more than that, or wrong, is read by the whole.
fn parsed(line: &[OsString], lang: Lang) -> Result<Cli, clap::Error> {
    if let Some(globals) = args::options_alone(line) {
        return Ok(Cli { globals, command: None });
    }
    Cli::from_arg_matches(&args::command(lang).try_get_matches_from(line)?)
}

fn run(cli: &Cli, lang: Lang, out: &mut Out) -> Ended {
    let settings = Settings::new(&cli.globals, lang)?;
    match &cli.command {
        None => open::app(&settings),
        Some(Task::Demo) => demo::run(&settings),
        Some(Task::Init(args)) => init::run(args, &settings, out),
        Some(Task::Import(args)) => import::run(args, &settings, out),
        Some(Task::Find(args)) => find::run(args, &settings, out),
        Some(Task::Show(args)) => show::run(args, &settings, out),
        Some(Task::Rounds(args)) => rounds::run(args, &settings, out),
        Some(Task::Due(args)) => due::run(args, &settings, out),
        Some(Task::Record(args)) => record::run(args, &settings, out),
        Some(Task::Ledger(args)) => ledger::run(args, &settings, out),
        Some(Task::Reverse(args)) => reverse::run(args, &settings, out),
        Some(Task::Report(args)) => report::run(args, &settings, out),
        Some(Task::Check) => check::run(&settings, out),
        Some(Task::Backup(args)) => backup::run(args, &settings, out),
        Some(Task::Restore(args)) => restore::run(args, &settings, out),
        Some(Task::Keys) => Ok(keys::run(&settings, out)),
        Some(Task::Completions(args)) => Ok(completions::run(args, &settings, out)),
    }
}

/// What clap has to say: help and version are answers, the rest is a slip of the command line.
fn spoken(error: &clap::Error, lang: Lang, out: &mut Out) -> Ended {
    let told: Vec<String> = error.render().to_string().lines().map(str::to_owned).collect();
    if error.use_stderr() {
        // Clap's last line sends to the same help in English.
        let mut lines = told;
        lines.retain(|line| !line.is_empty() && !line.starts_with("For more information"));
        lines.push(lang::cli::texts(lang).try_help.to_owned());
        return Err(Failure::Said(Status::Usage, lines));
    }
    out.lines(&told);
    Ok(Status::Fine)
}

/// Says what happened on the standard error; if that cannot be printed, the status still tells.
fn complain(failure: Failure, lang: Lang) -> Status {
    let status = failure.status();
    let mut err = Out::stderr();
    err.lines(&failure.lines(lang));
    let _ = err.finish();
    status
}

/// The answer did not reach its reader. What was written into the register stays written.
fn cannot_print(error: &io::Error, wrote: bool, lang: Lang) -> Status {
    let texts = lang::cli::texts(lang);
    let mut lines = vec![fill(texts.cannot_print, &[&trouble::shown(&error.to_string())])];
    if wrote {
        lines.push(texts.written_all_the_same.to_owned());
    }
    complain(Failure::Said(Status::Io, lines), lang)
}
