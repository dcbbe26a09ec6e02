//! The loop: draw what changed, wait, drain, update, perform.
//!
//! There is no tick and no frame rate: it blocks until a key, a signal, an answer or a report comes, until
//! midnight, or until a draft must be kept. Idle, it writes nothing and costs nothing. All that is pending is
//! folded in before a frame is drawn, so that keys typed during a stall are answered by one frame. A search of
//! everybody goes on in between, a stretch at a time, and a frame is drawn where it brought something to see.
//!
//! A key that writes must have been pressed for what is on the screen: `press` tells, and only then the deed is granted
//! that the app withheld. What came before a frame was sent is folded in as ever, but writes nothing.
//!
//! After a key the loop waits a moment for the answers to what the key asked: they are there in less than a
//! millisecond, and a key pressed ahead then meets the screen that its author meant. Where an answer takes
//! longer, keys go on without it until all have come.

mod keys;
mod mouse;
mod pending;
mod press;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::open_phones::PhonesEnd;
use crate::app::query::{Query, RequestId};
use crate::clock::{self, Clock};
use crate::domain::op::HalfFilled;
use crate::run::effect_handler::{END_WAIT, EffectHandler};
use crate::term::{self, Input, InputEvent, Screen};
use crate::ui::key::{Event, Key};
use pending::{Pending, collect};
use press::{Break, Presses};

/// A half-filled form is kept no later than this after a change.
const DRAFT_WAIT: Duration = Duration::from_millis(300);
/// How long a key waits for the answers to the one before it.
const ANSWER_WAIT: Duration = Duration::from_millis(30);
/// How long the keys that were typed before a frame wait together.
const ANSWERS_WAIT: Duration = Duration::from_millis(100);
/// How long the end waits for what is to be written before it says so.
const END_MOMENT: Duration = Duration::from_millis(100);
/// How long a stop (Ctrl-Z) waits for what is to be written.
const STOP_WAIT: Duration = Duration::from_secs(2);
/// Numbers are masked again when no key was pressed for so long.
const REVEALED: Duration = Duration::from_secs(20);
/// Phones that are open are masked again when no key was pressed for so long.
const PHONES_OPEN: Duration = Duration::from_mins(30);
/// A frame that takes longer than that to be sent is held up by the line.
const STALLED: Duration = Duration::from_millis(100);
/// The keys rest when none has come for so long: longer than a held key takes to repeat, and a hand from row to row.
const AT_REST: Duration = Duration::from_millis(150);

/// The app at work in its terminal.
pub(super) struct EventLoop<'a, W, H> {
    app: App,
    handler: &'a mut H,
    screen: &'a mut Screen<W>,
    clock: Clock,
    day: NaiveDate,
    /// The latest draft, and when it must be kept.
    draft: Option<(HalfFilled, Instant)>,
    /// The question that is put as soon as nothing else happens.
    idle_query: Option<(RequestId, Query)>,
    /// What happened and is not folded in yet.
    happened: VecDeque<Pending>,
    /// The key before the next one, if both came together.
    before: Option<Key>,
    presses: Presses,
    /// When something was last typed.
    last_typed: Instant,
    /// The same by the clock of the day, which goes on while the machine sleeps: UTC milliseconds since 1970.
    last_typed_ms: i64,
    /// When a key came last, or the mouse moved anything.
    last_moved: Instant,
    /// Whether an answer was waited for in vain, and all that is owed has not come since.
    behind: bool,
    /// Whether the screen shows something else than the app would.
    stale: bool,
    ended: bool,
}

impl<'a, W: Write, H: EffectHandler> EventLoop<'a, W, H> {
    pub(super) fn new(app: App, handler: &'a mut H, screen: &'a mut Screen<W>, clock: Clock) -> Self {
        Self {
            app,
            handler,
            screen,
            clock,
            day: clock.today(),
            draft: None,
            idle_query: None,
            happened: VecDeque::new(),
            before: None,
            presses: Presses::default(),
            last_typed: Instant::now(),
            last_typed_ms: clock::now_ms(),
            last_moved: Instant::now(),
            behind: false,
            stale: true,
            ended: false,
        }
    }

    /// Works until the app quits.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(super) fn work(&mut self, input: &mut Input<Msg>) -> io::Result<()> {
        while !self.ended {
            if std::mem::take(&mut self.stale) {
                self.show(input)?;
            }
            if self.happened.is_empty() {
                self.happened.extend(collect(input, self.patience(), true)?);
            }
            self.turn_day();
            self.mask_phones();
            self.settle(input);
            if self.happened.is_empty()
                && let Some((id, query)) = self.idle_query.take()
            {
                for answer in self.handler.perform(Effect::Query(id, query)) {
                    self.fold(answer);
                }
            }
            let mut left = ANSWERS_WAIT;
            self.before = None;
            while let Some(pending) = self.happened.pop_front() {
                if !self.ended {
                    self.take(pending, input.is_mid_key());
                    self.await_answers(input, &mut left);
                }
            }
            self.mask_again();
            self.rest();
            if self.draft.as_ref().is_some_and(|(_, due)| *due <= Instant::now()) {
                self.keep_draft();
            }
        }
        Ok(())
    }

    /// Has everything written that is to be; answers whether it is. Where that takes long, the screen says so if it
    /// `can_draw`.
    pub(super) fn finish(&mut self, can_draw: bool) -> bool {
        self.keep_draft();
        let mut written = self.handler.flush(END_MOMENT);
        if !written {
            if can_draw {
                self.app.say_finishing();
                // A terminal that has gone by now is no reason to write less.
                let _ = self.draw();
            }
            written = self.handler.flush(END_WAIT);
        }
        self.handler.finish(END_MOMENT);
        written
    }

    /// Draws, and takes what is there before the frame is sent, or while the line holds it up: it was pressed before
    /// anybody could see a new frame.
    fn show(&mut self, input: &mut Input<Msg>) -> io::Result<()> {
        let is_new = self.screen.prepare(|frame| self.app.draw(frame.area, frame));
        self.happened.extend(collect(input, Some(Duration::ZERO), !is_new)?);
        if is_new && self.screen.send()? > STALLED {
            self.happened.extend(collect(input, Some(Duration::ZERO), false)?);
        }
        self.handler.frame_drawn();
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        self.screen.draw(|frame| self.app.draw(frame.area, frame))
    }

    /// When numbers that are shown in full are masked again.
    fn masks_at(&self) -> Option<Instant> {
        if self.app.reveals() { self.last_typed.checked_add(REVEALED) } else { None }
    }

    /// When phones that are open are masked again.
    fn masks_phones_at(&self) -> Option<Instant> {
        if self.app.shows_phones() { self.last_typed.checked_add(PHONES_OPEN) } else { None }
    }

    /// Masks phones again that nobody has looked at for long, before a key is folded in that comes by then.
    fn mask_phones(&mut self) {
        let asleep = i128::from(clock::now_ms()) - i128::from(self.last_typed_ms);
        let due = self.masks_phones_at();
        if due.is_some_and(|due| due <= Instant::now() || asleep >= PHONES_OPEN.as_millis().cast_signed()) {
            self.fold(Msg::MaskPhones(PhonesEnd::Idle));
        }
    }

    /// When the keys rest, if something is drawn then.
    fn rests_at(&self) -> Option<Instant> {
        if self.app.awaits_rest() { self.last_moved.checked_add(AT_REST) } else { None }
    }

    fn rest(&mut self) {
        if self.rests_at().is_some_and(|due| due <= Instant::now()) {
            self.fold(Msg::Rested);
        }
    }

    fn mask_again(&mut self) {
        if self.masks_at().is_some_and(|due| due <= Instant::now()) {
            self.fold(Msg::Mask);
        }
    }

    /// How long to wait at most: until the day turns, a draft is due, a key has had its silence, numbers are masked or the
    /// keys rest;
    /// not at all while a question waits.
    fn patience(&self) -> Option<Duration> {
        if self.idle_query.is_some() {
            return Some(Duration::ZERO);
        }
        let midnight = self.clock.until_midnight_ms().map(Duration::from_millis);
        let draft = self.draft.as_ref().map(|(_, due)| due.saturating_duration_since(Instant::now()));
        let silence = self.presses.deadline().map(|due| due.saturating_duration_since(Instant::now()));
        let revealed = self.masks_at().map(|due| due.saturating_duration_since(Instant::now()));
        let rests = self.rests_at().map(|due| due.saturating_duration_since(Instant::now()));
        let phones = self.masks_phones_at().map(|due| due.saturating_duration_since(Instant::now()));
        [midnight, draft, silence, revealed, phones, rests].into_iter().flatten().min()
    }

    /// Folds in what happened; `mid_key` tells whether the beginning of another key has come.
    fn take(&mut self, pending: Pending, mid_key: bool) {
        if pending.is_typed() || pending.mouse().is_some() {
            self.last_moved = Instant::now();
        }
        // A wheel that turns keeps no number open.
        if pending.is_typed() {
            self.last_typed = Instant::now();
            self.last_typed_ms = clock::now_ms();
        }
        if let Some(key) = pending.key() {
            let seen = pending.seen && !self.stale;
            self.key(key, seen, mid_key);
            self.before = Some(key);
            return;
        }
        match pending.event {
            InputEvent::Report(msg) => self.fold(msg),
            InputEvent::Event(Event::Key(key)) => self.fold(Msg::Key(key)),
            InputEvent::Event(Event::Paste(text)) => {
                self.interrupt(Break::Paste);
                self.fold(Msg::Paste(text));
            }
            InputEvent::Event(Event::Mouse(mouse)) => self.mouse(mouse, pending.seen),
            InputEvent::Event(Event::Resize(width, height)) => {
                self.screen.resize(width, height);
                self.stale = true;
                self.fold(Msg::Resized(width, height));
            }
            InputEvent::Event(Event::Redraw) => {
                // It was stopped, whoever did it.
                self.fold(Msg::MaskPhones(PhonesEnd::Stopped));
                self.screen.redraw();
                self.stale = true;
            }
            InputEvent::Event(Event::EscTakenBack) => {
                self.presses.take_back(Key::Esc);
                self.fold(Msg::TakeBackEsc);
            }
            InputEvent::Event(Event::Unpressed) => self.presses.next_is_none(),
            // The day is looked at after every wait.
            InputEvent::Event(Event::FocusGained) => {}
        }
    }

    /// Waits a moment for the answers that the app is owed, no longer than is `left` before the next frame.
    fn await_answers(&mut self, input: &mut Input<Msg>, left: &mut Duration) {
        let began = Instant::now();
        let until = began + ANSWER_WAIT.min(*left);
        while self.app.is_owed() && !self.behind && !self.ended {
            let happened = input.wait_for_report(until);
            self.behind = happened.is_empty();
            for event in happened {
                match event {
                    InputEvent::Report(msg) => self.fold(msg),
                    event @ InputEvent::Event(_) => self.happened.push_back(Pending { event, seen: true }),
                }
            }
        }
        self.behind &= self.app.is_owed();
        *left = left.saturating_sub(began.elapsed());
    }

    fn turn_day(&mut self) {
        let today = self.clock.today();
        if today != self.day {
            self.day = today;
            self.fold(Msg::Day(today));
        }
    }

    /// Folds a message in, with all that comes of it.
    fn fold(&mut self, msg: Msg) {
        let effects = self.update(msg);
        self.perform(effects);
    }

    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = self.app.update(msg);
        self.stale |= !self.app.no_redraw();
        effects
    }

    /// Performs effects in order, folds in what came of them on the spot, and so on until nothing does.
    pub(super) fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        let mut answers = VecDeque::new();
        loop {
            while let Some(effect) = effects.pop_front() {
                answers.extend(self.perform_one(effect));
            }
            let Some(answer) = answers.pop_front() else { return };
            effects.extend(self.update(answer));
        }
    }

    fn perform_one(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::KeepDraft(draft) => {
                self.handler.note_draft(&draft);
                let due = self.draft.take().map_or_else(|| Instant::now() + DRAFT_WAIT, |(_, due)| due);
                self.draft = Some((draft, due));
                Vec::new()
            }
            Effect::Redraw => {
                self.screen.redraw();
                self.stale = true;
                Vec::new()
            }
            Effect::Suspend => {
                self.keep_draft();
                self.handler.flush(STOP_WAIT);
                term::suspend();
                Vec::new()
            }
            Effect::Quit => {
                self.ended = true;
                Vec::new()
            }
            Effect::Commit(_) => {
                self.keep_draft();
                self.handler.perform(effect)
            }
            Effect::Query(id, query @ Query::Search(_)) => {
                // A search takes the place of the one before it, whatever of that still waits.
                self.idle_query = None;
                if query.can_wait() {
                    self.idle_query = Some((id, query));
                    return Vec::new();
                }
                self.handler.perform(Effect::Query(id, query))
            }
            Effect::Query(..)
            | Effect::Forget(_)
            | Effect::Withdraw
            | Effect::KeepBookmark(_)
            | Effect::StartImport(_)
            | Effect::StartCopy(_)
            | Effect::StartExport(_)
            | Effect::CancelJob
            | Effect::CreateRegister(_) => self.handler.perform(effect),
        }
    }

    fn keep_draft(&mut self) {
        if let Some((draft, _)) = self.draft.take() {
            for msg in self.handler.perform(Effect::KeepDraft(draft)) {
                self.fold(msg);
            }
        }
    }
}
