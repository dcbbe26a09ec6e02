//! The app on a register, with a screen that nobody looks at: as the loop drives it, key by key.

use std::cell::LazyCell;
use std::collections::VecDeque;
use std::io::{self, Sink};
use std::path::{Path, PathBuf};

use muster::app::effect::Effect;
use muster::app::msg::Msg;
use muster::app::{App, Setup};
use muster::clock::Clock;
use muster::domain::error::RegisterError;
use muster::lang::Lang;
use muster::run::{Backend, EffectHandler};
use muster::store::Store;
use muster::term::{Input, Screen};

use crate::people::{text, today};

const SIZE: (u16, u16) = (120, 40);

/// The app, its register and its screen.
pub(crate) struct EventLoop {
    books: Backend,
    app: App,
    screen: Screen<Sink>,
}

impl EventLoop {
    pub(crate) fn new(db: &Path) -> Self {
        let books = Backend {
            store: Some(Store::open(db).unwrap()),
            place: db.to_path_buf(),
            clock: Clock::new(Some(today())),
            actor: LazyCell::new(|| text("bench")),
            lang: Lang::Zh,
            reporter: Input::new().unwrap().reporter(),
            job: None,
            create: |_, _, _| Err(RegisterError::ReadOnly),
        };
        let (app, effects) = app();
        let mut desk = Self { books, app, screen: Screen::new(io::sink(), SIZE) };
        desk.perform(effects);
        desk.draw();
        desk
    }

    pub(crate) fn path(&self) -> &PathBuf {
        &self.books.place
    }

    pub(crate) fn store(&self) -> &Store {
        self.books.store.as_ref().unwrap()
    }

    pub(crate) fn store_mut(&mut self) -> &mut Store {
        self.books.store.as_mut().unwrap()
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
            self.draw();
        }
    }

    fn draw(&mut self) {
        self.screen.draw(|frame| self.app.draw(frame.area, frame)).unwrap();
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            for answer in self.books.perform(effect) {
                effects.extend(self.app.update(answer));
            }
        }
    }
}

fn app() -> (App, Vec<Effect>) {
    App::new(Setup { lang: Lang::Zh, ascii: false, color: true, today: today(), size: SIZE, register: true })
}
