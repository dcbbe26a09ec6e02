//! No command: the app.

use std::cell::LazyCell;

use super::settings::Settings;
use super::trouble::{Ended, Failure, Status, shown};
use super::{env, init};
use crate::app::effect::Beginning;
use crate::app::{App, Setup};
use crate::domain::error::RegisterError;
use crate::lang::fill;
use crate::run::{self, Backend};
use crate::term::{self, Refusal, Terminal};

/// Opens the app on the register, or on the first start if there is none yet.
pub(super) fn app(settings: &Settings) -> Ended {
    terminal(settings, settings.texts().app_elsewhere)?;
    let store = match settings.open() {
        Ok(store) => Some(store),
        Err(Failure::Register(RegisterError::Missing(_))) => None,
        Err(failure) => return Err(failure),
    };
    let mut terminal = Terminal::new().map_err(|error| gone(settings, &error))?;
    let setup = Setup {
        lang: settings.lang,
        ascii: settings.ascii,
        color: env::color(),
        today: settings.clock.today(),
        size: terminal.size,
        register: store.is_some(),
    };
    let read_only =
        store.as_ref().filter(|store| store.is_read_only()).map(|store| settings.read_only(store));
    let mut books = Backend {
        store,
        place: settings.place()?.to_path_buf(),
        clock: settings.clock,
        actor: LazyCell::new(env::actor),
        lang: settings.lang,
        reporter: terminal.input.reporter(),
        job: None,
        create: |place, beginning, ctx| init::create(place, beginning == Beginning::Sample, ctx),
    };
    let mut app = App::new(setup);
    if let Some(line) = read_only {
        app.0.tell_read_only(line);
    }
    let take = |input: &mut _| term::take(input, terminal.size);
    let ended = run::run(&mut terminal.screen, &mut terminal.input, take, app, &mut books, settings.clock);
    drop(terminal);
    ended.map_err(|error| gone(settings, &error))?;
    Ok(Status::Fine)
}

/// The terminal cannot be used, or is gone.
fn gone(settings: &Settings, error: &std::io::Error) -> Failure {
    let line = fill(settings.texts().terminal_gone, &[&shown(&error.to_string())]);
    Failure::Said(Status::Io, vec![line])
}

/// Refuses where nothing can be drawn, naming what works there.
pub(super) fn terminal(settings: &Settings, instead: &str) -> Result<(), Failure> {
    let texts = settings.texts();
    let Some(refusal) = term::refuse_reason(env::term().as_deref()) else { return Ok(()) };
    let why = match refusal {
        Refusal::Input => texts.no_terminal_in,
        Refusal::Output => texts.no_terminal_out,
        Refusal::Dumb => texts.dumb_terminal,
    };
    Err(Failure::Said(Status::Usage, vec![why.to_owned(), instead.to_owned()]))
}
