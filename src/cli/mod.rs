//! The commands: clap definitions, one file a command; no rule and no SQL.
//!
//! A command reads its words, asks the register, and prints through [`out::Out`]. It answers with an
//! exit status or with a failure, which [`main`] puts into words on the standard error. To add one: its file, which holds
//! its arguments, its help and its texts, and its two lines here (`mod` and the entry in [`COMMANDS`]).

mod activity;
mod acts;
mod allocate;
mod allocation;
mod attribute;
mod audit;
mod backup;
mod bulletin;
mod cancel;
mod case;
mod case_list;
mod category;
mod check;
mod command;
mod completions;
mod confirm;
mod confirm_progress;
mod contact;
mod definition;
mod demo;
mod due;
mod env;
mod error;
mod export;
mod facility;
mod find;
mod give_back;
mod globals;
mod group;
mod group_many;
mod group_rule;
mod handler;
mod handlers;
mod heads;
mod help;
mod import;
mod init;
mod json;
mod kept;
mod keys;
mod leaving;
mod ledger;
mod licences;
mod lookup;
mod matter;
mod membership;
mod narrowed;
mod need;
mod notice;
mod open;
mod out;
mod parse;
mod pay;
mod pay_shared;
mod payroll;
mod payroll_back;
mod payroll_draft;
mod payroll_draft_json;
mod payroll_list;
mod person;
mod person_add;
mod person_answer;
mod person_apart;
mod person_facts;
mod person_merge;
mod person_set;
mod person_status;
mod plan;
mod process;
mod programme;
mod programme_standard;
mod programme_year;
mod progress;
mod progress_line;
mod record;
mod recover;
mod report;
mod report_explain;
mod report_json;
mod report_round;
mod report_year;
mod restore;
mod reverse;
mod review;
mod review_rows;
mod role;
mod round;
mod round_set;
mod rounds;
mod sample_year;
mod session;
mod set;
mod settings;
mod sheet;
mod sheet_numbered;
mod sheet_signed;
mod show;
mod show_payments;
mod show_round;
mod spend;
mod station;
mod table;
mod texts;
mod undo;
mod usage;
mod words;
mod work;
mod year;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::domain::text::system_words;
use crate::lang::{self, Lang, fill, system};
use crate::term;
use command::CommandDef;
use definition::{family_of, of};
use error::{CliError, CommandResult, Status};
use globals::Globals;
use out::Out;
use session::Session;

/// Every command, in the order of the help.
const COMMANDS: &[CommandDef] = &[
    of::<demo::DemoArgs>(),
    of::<init::InitArgs>(),
    of::<import::ImportArgs>(),
    family_of::<words::WordsFamily>(),
    of::<find::FindArgs>(),
    of::<show::ShowArgs>(),
    family_of::<person::PersonFamily>(),
    family_of::<group::GroupFamily>(),
    family_of::<category::CategoryFamily>(),
    of::<rounds::RoundsArgs>(),
    family_of::<round::RoundFamily>(),
    of::<plan::PlanArgs>(),
    of::<allocate::AllocateArgs>(),
    of::<give_back::GiveBackArgs>(),
    of::<due::DueArgs>(),
    of::<progress::ProgressArgs>(),
    of::<bulletin::BulletinArgs>(),
    of::<record::RecordArgs>(),
    of::<ledger::LedgerArgs>(),
    of::<reverse::ReverseArgs>(),
    of::<cancel::CancelArgs>(),
    of::<pay::PayArgs>(),
    of::<recover::RecoverArgs>(),
    of::<spend::SpendArgs>(),
    family_of::<case::CaseFamily>(),
    family_of::<payroll::PayrollFamily>(),
    family_of::<programme::ProgrammeFamily>(),
    of::<report::ReportArgs>(),
    family_of::<year::YearFamily>(),
    family_of::<activity::ActivityFamily>(),
    family_of::<matter::MatterFamily>(),
    family_of::<role::RoleFamily>(),
    family_of::<facility::FacilityFamily>(),
    family_of::<attribute::AttributeFamily>(),
    family_of::<need::NeedFamily>(),
    family_of::<contact::ContactFamily>(),
    family_of::<confirm::ConfirmFamily>(),
    family_of::<work::WorkFamilyCommand>(),
    of::<review::ReviewArgs>(),
    of::<export::ExportArgs>(),
    of::<sheet::SheetArgs>(),
    of::<notice::NoticeArgs>(),
    of::<handlers::HandlersArgs>(),
    family_of::<handler::HandlerFamily>(),
    of::<set::SetArgs>(),
    of::<settings::SettingsArgs>(),
    of::<check::CheckArgs>(),
    of::<audit::AuditArgs>(),
    of::<acts::ActsArgs>(),
    of::<undo::UndoArgs>(),
    of::<backup::BackupArgs>(),
    of::<restore::RestoreArgs>(),
    of::<help::HelpArgs>(),
    of::<keys::KeysArgs>(),
    of::<completions::CompletionsArgs>(),
    of::<licences::LicencesArgs>(),
];

/// Parses the command line and runs it.
pub fn main() -> ExitCode {
    process::keep_private();
    // Where the system takes no handler, a write beyond the limit ends the program as it always did.
    let _ = term::fail_beyond_file_size();
    let line: Vec<OsString> = std::env::args_os().collect();
    let lang = env::language(&line);
    let mut out = Out::stdout();
    let result =
        run(&line, lang, &mut out).unwrap_or_else(|error| clap_message(&error, &line, lang, &mut out));
    let status = result.unwrap_or_else(|error| print_failure(error, lang));
    let (wrote, is_document) = (out.wrote(), out.is_document());
    match out.finish() {
        Ok(()) => status.into(),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && is_document => {
            let cut = lang::export::told(lang).closed.to_owned();
            print_failure(CliError::Message(Status::Io, vec![cut]), lang).into()
        }
        // A reader who has seen enough closes the pipe: that is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => status.into(),
        Err(error) => cannot_print(&error, wrote, lang).into(),
    }
}

/// Parses a command line and runs its command; without one the app opens.
fn run(line: &[OsString], lang: Lang, out: &mut Out) -> Result<CommandResult, clap::Error> {
    let matches = command_line(lang).try_get_matches_from(line)?;
    let globals = Globals::from_arg_matches(&matches)?;
    if !globals.json {
        warn_of_locale(lang);
    }
    let session = match Session::new(&globals, lang, command_line, run_line) {
        Ok(session) => session,
        Err(error) => return Ok(Err(error)),
    };
    perform(&matches, &session, out)
}

/// Runs the command that was named; without one the app opens.
fn perform(
    matches: &clap::ArgMatches,
    session: &Session,
    out: &mut Out,
) -> Result<CommandResult, clap::Error> {
    let named = matches.subcommand();
    match named.and_then(|(name, rest)| Some((COMMANDS.iter().find(|one| one.name == name)?, rest))) {
        Some((command, rest)) => (command.run)(rest, session, out),
        None => Ok(open::app(session)),
    }
}

/// Runs a line in a session that is there: its own options of every command are passed over.
fn run_line(line: &[OsString], session: &Session, out: &mut Out) -> Result<CommandResult, clap::Error> {
    perform(&command_line(session.lang).try_get_matches_from(line)?, session, out)
}

/// Says on the standard error where the locale promises another encoding than the one that is printed. JSON is UTF-8 always.
fn warn_of_locale(lang: Lang) {
    if let Some(locale) = env::foreign_charset() {
        let mut err = Out::stderr();
        err.line(&fill(texts::of(lang).not_utf8, &[&error::shown(&locale)]));
        // Where the standard error is closed, the answer still comes.
        let _ = err.finish();
    }
}

/// The definition of the whole command line, with its help in a language.
fn command_line(lang: Lang) -> clap::Command {
    definition::command_line(COMMANDS, lang)
}

/// Clap's message: help and version are answers, the rest is a slip of the command line.
fn clap_message(error: &clap::Error, line: &[OsString], lang: Lang, out: &mut Out) -> CommandResult {
    if !usage::is_answer(error) {
        return Err(usage::slip(error, command_line(lang), line, lang));
    }
    out.lines(&usage::answer(error, lang));
    Ok(Status::Fine)
}

/// Prints a failure on the standard error; if that cannot be printed, the exit status still says it.
fn print_failure(failure: CliError, lang: Lang) -> Status {
    let status = failure.status();
    let mut err = Out::stderr();
    err.lines(&failure.lines(lang));
    let _ = err.finish();
    status
}

/// The answer did not reach its reader. What was written into the register stays written.
fn cannot_print(error: &io::Error, wrote: bool, lang: Lang) -> Status {
    let texts = texts::of(lang);
    let mut lines = vec![fill(texts.cannot_print, &[&system::cause(lang, &system_words(&error))])];
    if wrote {
        lines.push(texts.written_all_the_same.to_owned());
    }
    print_failure(CliError::Message(Status::Io, lines), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command::Family as _;

    #[test]
    fn the_definition_holds() {
        for lang in [Lang::Zh, Lang::En] {
            command_line(lang).debug_assert();
        }
    }

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let mut root = command_line(lang);
            root.build();
            explained(&root);
        }
    }

    fn explained(command: &clap::Command) {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let arguments = command.get_arguments().map(|arg| arg.get_help().map(ToString::to_string));
        for text in std::iter::once(about).chain(arguments.map(Option::unwrap_or_default)) {
            assert!(!text.is_empty(), "{}", command.get_name());
            assert!(!text.chars().any(crate::lang::checks::is_odd), "{text}");
        }
        command.get_subcommands().for_each(explained);
    }

    #[test]
    fn a_help_explains_nothing_that_is_not_there() {
        let mut root = command_line(Lang::En);
        root.build();
        explains_what_is_there(&root, COMMANDS);
        for (family, actions) in [
            (person::PersonFamily::NAME, person::PersonFamily::ACTIONS),
            (group::GroupFamily::NAME, group::GroupFamily::ACTIONS),
            (category::CategoryFamily::NAME, category::CategoryFamily::ACTIONS),
            (round::RoundFamily::NAME, round::RoundFamily::ACTIONS),
            (case::CaseFamily::NAME, case::CaseFamily::ACTIONS),
            (payroll::PayrollFamily::NAME, payroll::PayrollFamily::ACTIONS),
            (programme::ProgrammeFamily::NAME, programme::ProgrammeFamily::ACTIONS),
            (words::WordsFamily::NAME, words::WordsFamily::ACTIONS),
        ] {
            explains_what_is_there(root.find_subcommand(family).unwrap(), actions);
        }
    }

    fn explains_what_is_there(above: &clap::Command, commands: &[CommandDef]) {
        for command in commands {
            let definition = above.find_subcommand(command.name).unwrap();
            for (id, ..) in command.help.arguments.iter().chain(command.help.shared) {
                assert!(definition.get_arguments().any(|arg| arg.get_id() == id), "{} {id}", command.name);
            }
        }
    }

    #[test]
    fn globals_stand_before_and_after_the_command() {
        for line in ["muster --json due --today 2024-02-02", "muster --today 2024-02-02 due --json"] {
            let matches = command_line(Lang::En).try_get_matches_from(line.split(' ')).unwrap();
            let globals = Globals::from_arg_matches(&matches).unwrap();
            assert!(globals.json && globals.today.len() == 1, "{line}");
        }
    }
}
