//! A robot for tests of the app: keys in, screens out, over a real register with the sample.
//!
//! [`Register`] is a register in a folder of its own; [`Robot`] drives the app over it and performs every
//! effect before the next key, as the loop does. What the sample does not tell is added by real operations:
//! see `builders`.

mod builders;
mod disk;
mod long;
mod mouse;
mod payments;
mod people;
mod print;
mod register;
mod working;

use std::collections::VecDeque;

use super::bookmark::Bookmark;
use super::effect::Effect;
use super::msg::Msg;
use super::query::{Query, RequestId};
use super::{App, Setup};
use crate::domain::error::RegisterError;
use crate::domain::op::{HalfFilled, Op};
use crate::lang::Lang;
use crate::ui::glyphs::Glyphs;
use crate::ui::key::Key;
use crate::ui::theme::{Background, Theme};
pub(crate) use payments::payment;

pub(crate) use builders::*;
pub(crate) use disk::{LOCKED, STICK};
pub(crate) use long::{ALIKE, LATIN, MONGOLIAN, long_texts};
pub(crate) use people::*;
pub(crate) use register::Register;

/// The smallest common terminal: columns and rows.
pub(crate) const SMALL: (u16, u16) = (80, 24);
/// A terminal with room beside the list: columns and rows.
pub(crate) const LARGE: (u16, u16) = (120, 40);
/// A list of everything that is drawn in more than one size: name of the snapshot, language, size.
pub(crate) const FOUR: [(&str, Lang, (u16, u16)); 4] = [
    ("80_zh", Lang::Zh, SMALL),
    ("80_en", Lang::En, SMALL),
    ("120_zh", Lang::Zh, LARGE),
    ("120_en", Lang::En, LARGE),
];

/// Two of them that between them have both languages and both sizes, for what adds little to a screen.
pub(crate) const TWO: [(&str, Lang, (u16, u16)); 2] =
    [("80_zh", Lang::Zh, SMALL), ("120_en", Lang::En, LARGE)];

/// Drives the app over a register.
pub(crate) struct Robot {
    /// The app.
    pub(crate) app: App,
    /// The register.
    pub(crate) register: Register,
    /// The effects that are no questions, in order; all but those of the terminal and the import are done.
    pub(crate) effects: Vec<Effect>,
    /// What the register answers to the next write instead of doing it.
    pub(crate) next_write: Option<RegisterError>,
    /// What the register answers to the next question instead of its answer.
    pub(crate) next_answer: Option<RegisterError>,
    /// Whether the register is slow: neither questions nor writes are answered until [`Robot::go_on`].
    pub(crate) slow: bool,
    /// Where the officer was when that was to be kept last.
    pub(crate) left: Option<Bookmark>,
    unanswered: Vec<Effect>,
    draft: Option<HalfFilled>,
    lang: Lang,
    size: (u16, u16),
}

impl Robot {
    /// An app over `register`.
    pub(crate) fn new(register: Register, lang: Lang, size: (u16, u16)) -> Self {
        Self::at(register, lang, size, Bookmark::default())
    }

    /// An app over `register` that opens where the officer left.
    pub(crate) fn at(register: Register, lang: Lang, size: (u16, u16), left: Bookmark) -> Self {
        let (today, register_there) = (register.today, register.store.is_some());
        let setup = Setup {
            lang,
            ascii: false,
            color: true,
            background: Background::default(),
            today,
            size,
            register: register_there,
        };
        Self::begin(register, setup, left)
    }

    /// An app over `register`, set up otherwise.
    pub(crate) fn with(register: Register, setup: Setup) -> Self {
        Self::begin(register, setup, Bookmark::default())
    }

    fn begin(register: Register, setup: Setup, left: Bookmark) -> Self {
        let (app, effects) = App::at(setup, left);
        let mut robot = Self {
            app,
            register,
            effects: Vec::new(),
            next_write: None,
            next_answer: None,
            slow: false,
            left: None,
            unanswered: Vec::new(),
            draft: None,
            lang: setup.lang,
            size: setup.size,
        };
        robot.perform(effects);
        robot
    }

    /// Draws otherwise from now on.
    pub(crate) fn look_as(&mut self, ascii: bool, color: bool, background: Background) {
        self.app.cx.glyphs = Glyphs::new(ascii);
        self.app.cx.theme = Theme::new(color, background);
    }

    /// Folds a message in and performs all that comes of it.
    pub(crate) fn send(&mut self, msg: Msg) {
        if let Msg::Resized(columns, rows) = msg {
            self.size = (columns, rows);
        } else if let Msg::Day(day) = msg {
            self.register.today = day;
        }
        let key = if let Msg::Key(key) = msg { Some(key) } else { None };
        let moves = key.is_some() || matches!(msg, Msg::Click { .. } | Msg::Wheel { .. });
        let effects = self.app.update(msg);
        self.perform(effects);
        // Every key of a robot is a press.
        if let Some(key) = key.filter(|_| self.app.awaits_press()) {
            self.send(Msg::Press(key));
        }
        // And the keys rest after it.
        if moves && self.app.awaits_rest() {
            self.send(Msg::Rested);
        }
    }

    /// Performs effects in order, folds in what came of them, and so on until nothing does.
    pub(crate) fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        let mut answers = VecDeque::new();
        // The search of everybody goes on only while nothing else is to be done.
        let mut later: Option<(RequestId, Query)> = None;
        loop {
            while let Some(effect) = effects.pop_front() {
                if self.slow && matches!(effect, Effect::Query(..) | Effect::Commit(_)) {
                    self.unanswered.push(effect);
                    continue;
                }
                let Effect::Query(id, query) = effect else {
                    answers.extend(self.perform_write(effect));
                    continue;
                };
                if matches!(query, Query::Search(_)) {
                    later = None;
                }
                if query.can_wait() {
                    later = Some((id, query));
                } else {
                    answers.push_back(self.answer(id, query));
                }
            }
            let answer = match (answers.pop_front(), later.take()) {
                (Some(answer), waiting) => {
                    later = waiting;
                    answer
                }
                (None, Some((id, query))) => self.answer(id, query),
                (None, None) => return,
            };
            effects.extend(self.app.update(answer));
        }
    }

    /// The answer to an effect, if it is a question.
    pub(crate) fn answered(&mut self, effect: Effect) -> Option<Msg> {
        if let Effect::Query(id, query) = effect { Some(self.answer(id, query)) } else { None }
    }

    fn answer(&mut self, id: RequestId, query: Query) -> Msg {
        match self.next_answer.take().map_or_else(|| self.register.answer(query), Err) {
            Ok(result) => Msg::QueryResult(id, Box::new(result)),
            Err(error) => Msg::NoAnswer(id, Box::new(error)),
        }
    }

    fn perform_write(&mut self, effect: Effect) -> Vec<Msg> {
        if matches!(effect, Effect::Forget(_)) {
            return Vec::new();
        }
        if let Effect::KeepBookmark(left) = effect {
            self.left = Some(*left);
            return Vec::new();
        }
        self.effects.push(effect.clone());
        match effect {
            Effect::KeepDraft(draft) => {
                self.draft = Some(draft);
                Vec::new()
            }
            Effect::Commit(op) => {
                let mut done = self.keep_draft();
                done.push(self.commit(op));
                done
            }
            Effect::CreateRegister(beginning) => vec![match self.register.create(beginning) {
                Ok(()) => Msg::Opened,
                Err(error) => Msg::NotOpened(Box::new(error)),
            }],
            // What belongs to the terminal, and the long jobs, which a test runs when it wants to.
            Effect::Redraw
            | Effect::Suspend
            | Effect::Quit
            | Effect::StartImport(_)
            | Effect::StartCopy(_)
            | Effect::StartExport(_)
            | Effect::CancelJob
            | Effect::KeepBookmark(_)
            | Effect::Withdraw
            | Effect::Forget(_)
            | Effect::Query(..) => Vec::new(),
        }
    }

    fn commit(&mut self, op: Box<Op>) -> Msg {
        match self.next_write.take().map_or_else(|| self.register.commit(&op), Err) {
            Ok(receipt) => Msg::Committed(op, Box::new(receipt)),
            Err(error) => Msg::NotCommitted(op, Box::new(error)),
        }
    }

    /// Keeps the half-filled form, as the loop does 300 ms after the last change and before every write.
    fn keep_draft(&mut self) -> Vec<Msg> {
        let draft = self.draft.take();
        draft.map(|draft| self.commit(Box::new(draft.into()))).into_iter().collect()
    }

    /// Lets the 300 ms pass after which a half-filled form is kept.
    pub(crate) fn pause(&mut self) {
        for msg in self.keep_draft() {
            self.send(msg);
        }
    }

    /// Runs the import that was asked for last, and tells the app how it ended.
    pub(crate) fn run_import(&mut self) {
        let job =
            self.effects.iter().rev().find_map(|effect| {
                if let Effect::StartImport(job) = effect { Some(job.clone()) } else { None }
            });
        let report = self.register.import(&job.unwrap(), self.lang);
        self.send(Msg::Job(report));
    }

    /// Writes the list that was asked for last, and tells the app how it ended.
    pub(crate) fn run_export(&mut self) {
        let job =
            self.effects.iter().rev().find_map(|effect| {
                if let Effect::StartExport(job) = effect { Some(job.clone()) } else { None }
            });
        let report = self.register.export(&job.unwrap(), self.lang);
        self.send(Msg::Job(report));
    }

    /// Makes the copy that was asked for last, and tells the app how it ended.
    pub(crate) fn run_copy(&mut self) {
        self.end_copy(false);
    }

    /// Has the copy that was asked for last stopped, and tells the app how it ended.
    pub(crate) fn stop_copy(&mut self) {
        self.end_copy(true);
    }

    fn end_copy(&mut self, stop: bool) {
        let target = self.effects.iter().rev().find_map(|effect| {
            if let Effect::StartCopy(target) = effect { Some(target.clone()) } else { None }
        });
        let report = self.register.copy_until(&target.unwrap(), stop);
        self.send(Msg::Job(report));
    }

    /// The register is no longer slow: what waits is answered.
    pub(crate) fn go_on(&mut self) {
        self.slow = false;
        let unanswered = std::mem::take(&mut self.unanswered);
        self.perform(unanswered);
    }

    /// The writes that wait for a slow register.
    pub(crate) fn waiting_writes(&self) -> Vec<Op> {
        let write =
            |effect: &Effect| if let Effect::Commit(op) = effect { Some((**op).clone()) } else { None };
        self.unanswered.iter().filter_map(write).collect()
    }

    /// Presses keys named as in `muster keys`, e.g. `Down Down F2`.
    pub(crate) fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            self.send(Msg::Key(name.parse().unwrap()));
        }
    }

    /// Types text, one key a character, as an input method commits it.
    pub(crate) fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Msg::Key(Key::Char(c)));
        }
    }

    /// Goes to a person or a unit by the search, and opens it.
    pub(crate) fn open(&mut self, name: &str) {
        self.press("F4");
        self.type_in(name);
        self.press("Enter");
    }

    /// The last write that was asked for.
    pub(crate) fn written(&self) -> Op {
        let last = self
            .effects
            .iter()
            .rev()
            .find_map(|effect| if let Effect::Commit(op) = effect { Some((**op).clone()) } else { None });
        last.unwrap_or_else(|| panic!("no write was asked for: {:?}", self.effects))
    }

    /// Fails unless the screen shows `text`.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text} in\n{screen}");
    }

    /// Fails if the screen shows `text`.
    #[track_caller]
    pub(crate) fn hides(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text} in\n{screen}");
    }
}
