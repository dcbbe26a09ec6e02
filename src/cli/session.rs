//! What a command runs in: the register, the day, the language, and who acts.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::error::{CliError, CommandResult};
use super::globals::Globals;
use super::heads::{self, HeadTexts};
use super::out::Out;
use super::texts::{self, CliTexts};
use super::{env, parse};
use crate::app::action::MainScreen;
use crate::clock::{self, Clock};
use crate::domain::error::RegisterError;
use crate::domain::head::Heads;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::lang::{Lang, fill, system};
use crate::store::{LeftImport, Store};
use crate::ui::theme::Background;

/// What a command runs in, from the options of every command and the environment.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct Session {
    /// The language.
    pub(super) lang: Lang,
    /// The screen to open first; none for where the officer left.
    pub(super) start: Option<MainScreen>,
    /// The folder of the account for what programs remember; none if there is no home, or nothing is to be remembered.
    pub(super) state: Option<PathBuf>,
    /// ASCII glyphs only.
    pub(super) ascii: bool,
    /// Whether the screens hear the mouse.
    pub(super) mouse: bool,
    /// The terminal's background.
    pub(super) background: Background,
    /// JSON instead of words.
    pub(super) json: bool,
    /// The register; none if there is no home to put it in.
    pub(super) db: Option<PathBuf>,
    /// The clock, pinned by `--today`.
    pub(super) clock: Clock,
    /// Whether the day is pinned.
    pub(super) pinned: bool,
    /// Whether what is written keeps the backups that are made unasked.
    pub(super) backs_up: bool,
    /// The definition of the whole command line, for completions.
    pub(super) command_line: fn(Lang) -> clap::Command,
    /// Runs a line of another command in a session, for the sample.
    pub(super) run_line: RunLine,
}

/// Runs a line of a command in a session.
pub(super) type RunLine = fn(&[OsString], &Session, &mut Out) -> Result<CommandResult, clap::Error>;

impl Session {
    /// Reads the options of every command and the environment; `lang` was chosen before the line was parsed.
    pub(super) fn new(
        globals: &Globals,
        lang: Lang,
        command_line: fn(Lang) -> clap::Command,
        run_line: RunLine,
    ) -> Result<Self, CliError> {
        let mut session = Self {
            lang,
            start: env::start().as_deref().and_then(parse::start),
            state: env::state(),
            ascii: globals.ascii,
            mouse: globals.mouse || env::mouse(),
            background: env::background(globals.theme.as_deref()),
            json: globals.json,
            db: env::register(globals.db.as_deref()),
            clock: Clock::new(None),
            pinned: !globals.today.is_empty(),
            backs_up: true,
            command_line,
            run_line,
        };
        if let Some(argument) =
            globals.lang.as_deref().filter(|argument| env::read_language(argument).is_none())
        {
            return Err(CliError::usage(fill(
                session.texts().bad_language,
                &[&super::error::shown(argument)],
            )));
        }
        if let Some(argument) =
            globals.theme.as_deref().filter(|argument| env::read_background(argument).is_none())
        {
            return Err(CliError::usage(fill(session.texts().bad_theme, &[&super::error::shown(argument)])));
        }
        if let Some(argument) = &globals.start {
            let start = parse::start(argument);
            session.start = Some(start.ok_or_else(|| {
                CliError::usage(fill(session.texts().bad_start, &[&super::error::shown(argument)]))
            })?);
        }
        let mut days = Vec::new();
        for argument in &globals.today {
            days.push(parse::day(&session, argument)?);
        }
        if let Some((first, again)) = days.split_first() {
            if again.iter().any(|day| day != first) {
                return Err(CliError::usage(session.texts().two_days));
            }
            let clock = Clock::new(Some(*first));
            session.clock = if again.is_empty() { clock } else { clock.confirmed() };
        }
        Ok(session)
    }

    /// The texts of the commands.
    pub(super) fn texts(&self) -> &'static CliTexts {
        texts::of(self.lang)
    }

    /// Heads and labels.
    pub(super) fn heads(&self) -> &'static HeadTexts {
        heads::of(self.lang)
    }

    /// Where the register is or would be.
    pub(super) fn place(&self) -> Result<&Path, CliError> {
        self.db.as_deref().ok_or_else(|| CliError::usage(self.texts().no_home))
    }

    /// Opens the register; one that can only be read says so beside the answer.
    pub(super) fn open(&self) -> Result<Store, CliError> {
        let mut said = false;
        let store = Store::open_and_tell(self.place()?, &mut |done, all| {
            // Once, and only where it lasts: a person who waits knows for what.
            if !said && done < all {
                said = true;
                let mut err = Out::stderr();
                err.line(&fill(self.texts().import_goes_on, &[&all]));
                let _ = err.finish();
            }
        });
        let store = store.map_err(|error| self.or_missing(error))?;
        let read_only = store.is_read_only().then(|| self.read_only(&store));
        for line in self.readable(&store).into_iter().chain(read_only) {
            let mut err = Out::stderr();
            err.line(&line);
            // Where the standard error is closed, the answer still goes to the standard output.
            let _ = err.finish();
        }
        store.stand_on(self.clock.unpinned());
        let left = match store.left_import() {
            LeftImport::None => None,
            LeftImport::Finished(rows) => Some(fill(self.texts().import_finished, &[&rows])),
            LeftImport::Waits => Some(self.texts().import_waits.to_owned()),
        };
        if let Some(left) = left {
            let mut err = Out::stderr();
            err.line(&left);
            let _ = err.finish();
        }
        Ok(store)
    }

    /// The folder of the default place comes with the first register: where it is not there, neither is a register.
    fn or_missing(&self, error: RegisterError) -> RegisterError {
        if !matches!(error, RegisterError::FolderGone(_)) || self.db != env::default_register() {
            return error;
        }
        let place = self.db.as_deref().map(|place| place.display().to_string());
        RegisterError::Missing(CleanText::shown(&place.unwrap_or_default()))
    }

    /// Says that the register can only be read.
    pub(super) fn read_only(&self, store: &Store) -> String {
        match store.why_read_only() {
            Some(RegisterError::Storage(said)) => {
                fill(self.texts().opened_without_room, &[&system::cause(self.lang, said)])
            }
            Some(_) | None => fill(self.texts().opened_to_read, &[&store.path().display()]),
        }
    }

    /// Says that other accounts can read the register, if they can.
    pub(super) fn readable(&self, store: &Store) -> Option<String> {
        store.readable_by_others().map(|open| fill(self.texts().readable_by_others, &[&open]))
    }

    /// How far the register reaches, to stand on a sheet: `muster check --head` proves it later.
    pub(super) fn head_line(&self, heads: &Heads) -> String {
        crate::lang::words::heads(self.lang, heads)
    }

    /// Who acts, when, and on which day.
    pub(super) fn ctx(&self) -> WriteContext {
        WriteContext {
            today: self.clock.today(),
            day_source: self.clock.source(),
            now_ms: clock::now_ms(),
            actor: env::actor(),
        }
    }
}
