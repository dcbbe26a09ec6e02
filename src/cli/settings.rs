//! What holds for every command: the register, the day, the language, and who acts.

use std::path::{Path, PathBuf};

use super::args::Globals;
use super::out::Out;
use super::trouble::Failure;
use super::{env, parse};
use crate::clock::{self, Clock};
use crate::domain::op::WriteContext;
use crate::lang::cli::CliTexts;
use crate::lang::heads::HeadTexts;
use crate::lang::{self, Lang, fill};
use crate::store::Store;

/// What holds for every command.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// The language.
    pub(super) lang: Lang,
    /// ASCII glyphs only.
    pub(super) ascii: bool,
    /// JSON instead of words.
    pub(super) json: bool,
    /// The register; none if there is no home to put it in.
    pub(super) db: Option<PathBuf>,
    /// The clock, pinned by `--today`.
    pub(super) clock: Clock,
    /// Whether the day is pinned.
    pub(super) pinned: bool,
}

impl Settings {
    /// What the globals and the environment say; `lang` was chosen before the line was parsed.
    pub(super) fn new(globals: &Globals, lang: Lang) -> Result<Self, Failure> {
        let mut settings = Self {
            lang,
            ascii: globals.ascii,
            json: globals.json,
            db: env::register(globals.db.as_deref()),
            clock: Clock::new(None),
            pinned: globals.today.is_some(),
        };
        if let Some(said) = globals.lang.as_deref().filter(|said| env::read_language(said).is_none()) {
            return Err(Failure::usage(fill(settings.texts().bad_language, &[&super::trouble::shown(said)])));
        }
        if let Some(said) = &globals.today {
            settings.clock = Clock::new(Some(parse::day(&settings, said)?));
        }
        Ok(settings)
    }

    /// The texts of the commands.
    pub(super) fn texts(&self) -> &'static CliTexts {
        lang::cli::texts(self.lang)
    }

    /// Heads and labels.
    pub(super) fn heads(&self) -> &'static HeadTexts {
        lang::heads::texts(self.lang)
    }

    /// Where the register is or would be.
    pub(super) fn place(&self) -> Result<&Path, Failure> {
        self.db.as_deref().ok_or_else(|| Failure::usage(self.texts().no_home))
    }

    /// Opens the register; one that can only be read says so beside the answer.
    pub(super) fn open(&self) -> Result<Store, Failure> {
        let store = Store::open(self.place()?)?;
        if store.is_read_only() {
            let mut err = Out::stderr();
            err.line(&self.read_only(&store));
            // Whoever cannot see it still gets the answer.
            let _ = err.finish();
        }
        Ok(store)
    }

    /// Says that the register can only be read.
    pub(super) fn read_only(&self, store: &Store) -> String {
        fill(self.texts().opened_to_read, &[&store.path().display()])
    }

    /// Who acts, when, and on which day.
    pub(super) fn ctx(&self) -> WriteContext {
        WriteContext { today: self.clock.today(), now_ms: clock::now_ms(), actor: env::actor() }
    }
}
