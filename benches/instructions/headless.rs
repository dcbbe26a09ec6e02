//! The app on a register, with a screen that nobody looks at: as the loop drives it, key by key.

use std::collections::VecDeque;
use std::io::{self, Sink};
use std::path::{Path, PathBuf};

use muster::app::effect::Effect;
use muster::app::msg::Msg;
use muster::app::{App, Setup};
use muster::clock::{self, Clock};
use muster::domain::date::DaySource;
use muster::domain::op::{Op, WriteContext};
use muster::lang::Lang;
use muster::run::answer;
use muster::store::Store;
use muster::term::Screen;
use muster::ui::theme::Background;

use crate::people::{text, today};

const SIZE: (u16, u16) = (120, 40);

/// The app, its register and its screen.
pub(crate) struct HeadlessApp {
    store: Store,
    path: PathBuf,
    app: App,
    screen: Screen<Sink>,
}

impl HeadlessApp {
    pub(crate) fn new(db: &Path) -> Self {
        let (app, effects) = app();
        let store = Store::open(db).unwrap();
        let mut headless = Self { store, path: db.to_path_buf(), app, screen: Screen::new(io::sink(), SIZE) };
        headless.perform(effects);
        headless.draw();
        headless
    }

    pub(crate) fn path(&self) -> &PathBuf {
        &self.path
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Begins anew on the same register.
    pub(crate) fn restart(&mut self) {
        let (app, effects) = app();
        self.app = app;
        self.screen = Screen::new(io::sink(), SIZE);
        self.perform(effects);
        self.draw();
    }

    /// Presses keys, a frame after each.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let effects = self.app.update(Msg::Key(key.parse().unwrap()));
            self.perform(effects);
            if self.app.awaits_press() {
                let effects = self.app.update(Msg::Press(key.parse().unwrap()));
                self.perform(effects);
            }
            self.draw();
        }
    }

    fn draw(&mut self) {
        self.screen.draw(|frame| self.app.draw(frame.area, frame)).unwrap();
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            if let Some(answer) = self.answer(effect) {
                effects.extend(self.app.update(answer));
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Query(id, query) => {
                let result = answer(&self.store, query, Clock::new(Some(today()))).unwrap();
                Some(Msg::QueryResult(id, Box::new(result)))
            }
            Effect::Commit(op) => Some(self.commit(op)),
            Effect::KeepDraft(draft) => Some(self.commit(Box::new(Op::from(draft)))),
            Effect::Forget(_)
            | Effect::Withdraw
            | Effect::KeepBookmark(_)
            | Effect::StartImport(_)
            | Effect::StartCopy(_)
            | Effect::StartExport(_)
            | Effect::CancelJob
            | Effect::CreateRegister(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => None,
        }
    }

    fn commit(&mut self, op: Box<Op>) -> Msg {
        let ctx = WriteContext {
            today: today(),
            day_source: DaySource::Given,
            now_ms: clock::now_ms(),
            actor: text("bench"),
        };
        let receipt = self.store.commit(&op, &ctx).unwrap();
        Msg::Committed(op, Box::new(receipt))
    }
}

fn app() -> (App, Vec<Effect>) {
    App::new(Setup {
        lang: Lang::Zh,
        ascii: false,
        color: true,
        background: Background::default(),
        today: today(),
        size: SIZE,
        register: true,
    })
}
