//! No command: the app.

use super::error::{CliError, CommandResult, Status};
use super::session::Session;
use super::{env, init};
use crate::app::action::MainScreen;
use crate::app::bookmark::Bookmark;
use crate::app::effect::Beginning;
use crate::app::{App, Setup, screens};
use crate::domain::error::RegisterError;
use crate::domain::text::system_words;
use crate::lang::{self, fill, texts};
use crate::run::{self, Backend, BookmarkFile, Environment, Foreign};
use crate::store::Store;
use crate::term::{self, LastWrites, Terminal, Unusable};

texts! {
    /// The texts of `muster` without a command, and of `demo`.
    fn texts(lang) -> OpenTexts {
        no_terminal_in: "界面要在终端里打开：标准输入不是终端" / "the screens need a terminal: standard input is none";
        no_terminal_out: "界面要在终端里打开：标准输出不是终端" / "the screens need a terminal: standard output is none";
        dumb_terminal: "这个终端（TERM）不能定位文字，打不开界面" / "this terminal (TERM) cannot place text";
        /// The terminal failed; the system's words.
        terminal_gone: "终端出错：{}" / "the terminal failed: {}";
        /// A signal ends the program; for how many seconds at most.
        writes_the_rest:
            "另一个程序正在使用登记册：最多再等 {} 秒写完草稿，Ctrl-C 不再等" /
            "another program uses the register: the draft is given {} more second{|s}, Ctrl-C ends at once";
        unwritten:
            "另一个程序一直占用登记册，最后填写的内容没有写入：请用 muster ledger 核对后重新登记" /
            "another program held the register all the while: what was entered last is NOT written; check with muster ledger and enter it again";
        elsewhere:
            "可改用命令：muster due、muster find 姓名、muster record，全部命令见 muster --help" /
            "use commands instead: muster due, muster find NAME, muster record; all of them: muster --help";
    }
}

/// Opens the app on the register, or on the first start if there is none yet.
pub(super) fn app(session: &Session) -> CommandResult {
    terminal(session, texts(session.lang).elsewhere)?;
    let store = match session.open() {
        Ok(store) => Some(store),
        Err(CliError::Register(RegisterError::Missing(_))) => None,
        Err(failure) => return Err(failure),
    };
    let mut terminal = Terminal::new().map_err(|error| gone(session, &error))?;
    let setup = Setup {
        lang: session.lang,
        ascii: session.ascii,
        color: env::color(),
        background: session.background,
        today: session.clock.today(),
        size: terminal.size,
        register: store.is_some(),
    };
    let read_only = store.as_ref().filter(|store| store.is_read_only()).map(|store| session.read_only(store));
    let readable = store.as_ref().and_then(|store| session.readable(store));
    let environment = Environment {
        place: session.place()?.to_path_buf(),
        clock: session.clock,
        actor: env::actor,
        lang: session.lang,
        state: session.state.clone(),
        create: |place, beginning, ctx| init::create(place, beginning == Beginning::Sample, ctx),
    };
    let (bookmark, foreign) = left(session, store.as_ref());
    let mut backend = Backend::new(store, environment, terminal.input.reporter());
    term::write_on_signal(LastWrites {
        write: Box::new(backend.last_writes()),
        longest: run::END_WAIT,
        waits: fill(texts(session.lang).writes_the_rest, &[&run::END_WAIT.as_secs()]),
        failed: texts(session.lang).unwritten.to_owned(),
    });
    let mut app = App::at(setup, bookmark);
    if session.mouse {
        app.0.hear_mouse();
    }
    if env::slow_line() {
        app.0.spare_line();
    }
    if foreign {
        app.0.notify_no_bookmark();
    }
    if let Some(line) = readable {
        app.0.warn(line);
    }
    if let Some(line) = read_only {
        app.0.notify_read_only(line);
    }
    let take = |input: &mut _| term::take(input, terminal.size, session.mouse);
    let ended = run::run(&mut terminal.screen, &mut terminal.input, take, app, &mut backend, session.clock);
    drop(terminal);
    if ended.map_err(|error| gone(session, &error))? {
        return Ok(Status::Fine);
    }
    Err(CliError::Message(Status::Busy, vec![texts(session.lang).unwritten.to_owned()]))
}

/// Where the officer left, and whether what tells it is not to be believed. The first start opens on today.
fn left(session: &Session, store: Option<&Store>) -> (Bookmark, bool) {
    let place = session.place().ok();
    let file = session.state.as_deref().zip(place).zip(store.and_then(|store| store.device().ok()));
    let kept =
        file.map_or(Ok(None), |((state, place), device)| BookmarkFile::new(state, place, &device).read());
    let read = match kept {
        Ok(None) => None,
        Ok(Some(text)) => Some(Bookmark::parse(&text, screens::resumable)),
        Err(Foreign) => Some(None),
    };
    let foreign = read == Some(None);
    let first = Bookmark { screen: Some(MainScreen::TODAY.name), ..Bookmark::default() };
    let mut bookmark = read.flatten().unwrap_or(first);
    if let Some(start) = session.start {
        bookmark.screen = Some(start.name).filter(|name| *name != MainScreen::HOME.name);
    }
    (bookmark, foreign)
}

/// The terminal cannot be used, or is gone.
fn gone(session: &Session, error: &std::io::Error) -> CliError {
    let line =
        fill(texts(session.lang).terminal_gone, &[&lang::system::cause(session.lang, &system_words(&error))]);
    CliError::Message(Status::Io, vec![line])
}

/// Refuses where nothing can be drawn, naming what works there.
pub(super) fn terminal(session: &Session, instead: &str) -> Result<(), CliError> {
    let texts = texts(session.lang);
    let Some(why) = term::why_unusable(env::term().as_deref()) else { return Ok(()) };
    let why = match why {
        Unusable::Input => texts.no_terminal_in,
        Unusable::Output => texts.no_terminal_out,
        Unusable::Dumb => texts.dumb_terminal,
    };
    Err(CliError::Message(Status::Usage, vec![why.to_owned(), instead.to_owned()]))
}
