//! The loop: draw what changed, wait, drain, update, perform.
//!
//! There is no tick and no frame rate: it blocks until a key, a signal or a report from a job comes, until
//! midnight, or until a draft must be kept. Idle, it writes nothing and costs nothing. All that is pending is
//! folded in before a frame is drawn, so that keys typed during a stall are answered by one frame. A search of
//! everybody goes on in between, a stretch at a time, and a frame is drawn where it brought something to see.

mod books;
mod folder;
mod job;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::msg::{JobReport, Msg};
use crate::app::query::{Query, RequestId};
use crate::clock::Clock;
use crate::domain::op::Draft;
use crate::term::{self, Input, InputEvent, Screen};
use crate::ui::key::Event;

pub use books::Backend;
// The screens' tests ask a register as the program does.
#[cfg(test)]
pub(crate) use books::answer;
#[cfg(test)]
pub(crate) use folder::read as read_folder;
pub use job::Job;
#[cfg(test)]
pub(crate) use job::import;

/// A half-filled form is kept no later than this after a change.
const DRAFT_WAIT: Duration = Duration::from_millis(300);

/// What performs the app's effects: the register, the disk, the worker thread.
pub trait EffectHandler {
    /// Performs one effect and answers what came of it. A long job is only started here and reports through
    /// the [`Reporter`](term::Reporter) of the input. [`Effect::Redraw`], [`Effect::Suspend`] and
    /// [`Effect::Quit`] never come here, and [`Effect::KeepDraft`] at most every 300 ms.
    fn perform(&mut self, effect: Effect) -> Vec<Msg>;
}

/// Runs the app until it quits, beginning with the effects it was born with; `take` takes the terminal once
/// there is something to draw.
///
/// # Errors
/// The terminal is gone. What was half filled in has been kept.
pub fn run<W: Write>(
    screen: &mut Screen<W>,
    input: &mut Input<JobReport>,
    take: impl FnOnce(&mut Input<JobReport>) -> io::Result<()>,
    (app, effects): (App, Vec<Effect>),
    world: &mut impl EffectHandler,
    clock: Clock,
) -> io::Result<()> {
    let day = clock.today();
    let mut desk =
        EventLoop { app, world, screen, clock, day, draft: None, waiting: None, stale: true, ended: false };
    desk.perform(effects);
    let ended = take(input).and_then(|()| desk.work(input));
    desk.keep_draft();
    ended
}

struct EventLoop<'a, W, O> {
    app: App,
    world: &'a mut O,
    screen: &'a mut Screen<W>,
    clock: Clock,
    day: NaiveDate,
    /// The latest draft, and when it must be kept.
    draft: Option<(Draft, Instant)>,
    /// The question that is put as soon as nothing else happens.
    waiting: Option<(RequestId, Query)>,
    /// Whether the screen shows something else than the app would.
    stale: bool,
    ended: bool,
}

impl<W: Write, O: EffectHandler> EventLoop<'_, W, O> {
    fn work(&mut self, input: &mut Input<JobReport>) -> io::Result<()> {
        while !self.ended {
            if std::mem::take(&mut self.stale) {
                self.screen.draw(|frame| self.app.draw(frame.area, frame))?;
            }
            let happened = input.wait(self.patience())?;
            self.turn_day();
            if happened.is_empty()
                && let Some((ticket, ask)) = self.waiting.take()
            {
                for answer in self.world.perform(Effect::Query(ticket, ask)) {
                    self.fold(answer);
                }
            }
            for happening in happened {
                if !self.ended {
                    self.take(happening);
                }
            }
            if self.draft.as_ref().is_some_and(|(_, due)| *due <= Instant::now()) {
                self.keep_draft();
            }
        }
        Ok(())
    }

    /// How long to wait at most: until the day turns or a draft is due; not at all while a question waits.
    fn patience(&self) -> Option<Duration> {
        if self.waiting.is_some() {
            return Some(Duration::ZERO);
        }
        let midnight = self.clock.until_midnight_ms().map(Duration::from_millis);
        let draft = self.draft.as_ref().map(|(_, due)| due.saturating_duration_since(Instant::now()));
        [midnight, draft].into_iter().flatten().min()
    }

    fn take(&mut self, happening: InputEvent<JobReport>) {
        match happening {
            InputEvent::Report(report) => self.fold(Msg::Job(report)),
            InputEvent::Event(Event::Key(key)) => self.fold(Msg::Key(key)),
            InputEvent::Event(Event::Paste(text)) => self.fold(Msg::Paste(text)),
            InputEvent::Event(Event::Resize(width, height)) => {
                self.screen.resize(width, height);
                self.stale = true;
                self.fold(Msg::Resized(width, height));
            }
            InputEvent::Event(Event::Redraw) => {
                self.screen.redraw();
                self.stale = true;
            }
            // The day is looked at after every wait.
            InputEvent::Event(Event::FocusGained) => {}
        }
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

    /// Performs effects in order, folds in what came of them, and so on until nothing does.
    fn perform(&mut self, effects: Vec<Effect>) {
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
                term::suspend();
                Vec::new()
            }
            Effect::Quit => {
                self.ended = true;
                Vec::new()
            }
            Effect::Commit(_) => {
                self.keep_draft();
                self.world.perform(effect)
            }
            Effect::Query(ticket, ask @ Query::Search(_)) => {
                // A search takes the place of the one before it, whatever of that still waits.
                self.waiting = None;
                if ask.can_wait() {
                    self.waiting = Some((ticket, ask));
                    return Vec::new();
                }
                self.world.perform(Effect::Query(ticket, ask))
            }
            Effect::Query(..) | Effect::StartImport(_) | Effect::CancelJob | Effect::CreateRegister(_) => {
                self.world.perform(effect)
            }
        }
    }

    fn keep_draft(&mut self) {
        if let Some((draft, _)) = self.draft.take() {
            for msg in self.world.perform(Effect::KeepDraft(draft)) {
                self.fold(msg);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixStream;

    use uuid::Uuid;

    use super::*;
    use crate::app::Setup;
    use crate::domain::ids::{EntryId, RecipientId};
    use crate::domain::op::Op;
    use crate::domain::search::{SearchCursor, SearchQuery};
    use crate::domain::text::CleanText;
    use crate::lang::Lang;

    /// A world that remembers what it was asked.
    #[derive(Default)]
    struct Notebook(Vec<Effect>);

    impl EffectHandler for Notebook {
        fn perform(&mut self, effect: Effect) -> Vec<Msg> {
            self.0.push(effect);
            Vec::new()
        }
    }

    /// Counts writes.
    #[derive(Default)]
    struct Sent {
        writes: usize,
        bytes: usize,
    }

    impl Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.writes += 1;
            self.bytes += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn clock() -> Clock {
        Clock::new(NaiveDate::from_ymd_opt(2024, 2, 2))
    }

    fn app() -> (App, Vec<Effect>) {
        let today = clock().today();
        App::new(Setup { lang: Lang::Zh, ascii: false, color: true, today, size: (80, 24), register: true })
    }

    fn draft(body: &'static str) -> Effect {
        let (id, recipient) = (EntryId(Uuid::nil()), RecipientId(Uuid::nil()));
        Effect::KeepDraft(Draft { id, recipient, body: CleanText::from(body) })
    }

    fn commit() -> Effect {
        let id = EntryId(Uuid::nil());
        Effect::Commit(Box::new(Op::Reverse { id, of: id, reason: CleanText::from("错") }))
    }

    fn with_desk(test: impl FnOnce(&mut EventLoop<'_, Sent, Notebook>)) -> Vec<Effect> {
        let (mut world, mut screen) = (Notebook::default(), Screen::new(Sent::default(), (80, 24)));
        let (app, _) = app();
        let day = clock().today();
        let (world_ref, screen) = (&mut world, &mut screen);
        let mut desk = EventLoop {
            app,
            world: world_ref,
            screen,
            clock: clock(),
            day,
            draft: None,
            waiting: None,
            stale: true,
            ended: false,
        };
        test(&mut desk);
        world.0
    }

    /// Runs the app on what `typed` holds until it quits or the terminal is gone.
    fn play(typed: &[u8], reports: Vec<JobReport>) -> (io::Result<()>, Sent) {
        let (near, far) = UnixStream::pair().unwrap();
        (&far).write_all(typed).unwrap();
        drop(far);
        let mut input = Input::new().unwrap();
        for report in reports {
            input.reporter().report(report);
        }
        input.read_from(near);
        let (mut world, mut sent) = (Notebook::default(), Sent::default());
        let mut screen = Screen::new(&mut sent, (80, 24));
        let ended = run(&mut screen, &mut input, |_| Ok(()), app(), &mut world, clock());
        drop(screen);
        (ended, sent)
    }

    #[test]
    fn it_quits_when_the_app_does() {
        let (ended, sent) = play(b"\x11", Vec::new());
        assert!(ended.is_ok());
        assert_eq!(sent.writes, 1);
        assert!(sent.bytes > 0);
    }

    #[test]
    fn it_ends_when_the_terminal_is_gone() {
        let (ended, _) = play(b"\x1b[B", vec![JobReport::Cancelled]);
        assert!(ended.is_err());
    }

    #[test]
    fn keys_typed_ahead_are_answered_by_one_frame() {
        let (ended, sent) = play("\x1b[B".repeat(500).as_bytes(), Vec::new());
        assert!(ended.is_err());
        assert!(sent.writes <= 2, "{} writes", sent.writes);
    }

    #[test]
    fn only_the_last_draft_is_kept_and_before_what_it_leads_to() {
        let asked = with_desk(|desk| {
            assert_eq!(desk.patience(), None);
            desk.perform(vec![draft("一"), draft("二")]);
            assert!(desk.world.0.is_empty());
            assert!(desk.patience().is_some_and(|wait| wait <= DRAFT_WAIT));
            desk.perform(vec![commit(), draft("三"), Effect::CancelJob]);
            desk.keep_draft();
            assert_eq!(desk.patience(), None);
        });
        assert_eq!(asked, [draft("二"), commit(), Effect::CancelJob, draft("三")]);
    }

    #[test]
    fn what_the_terminal_needs_stays_with_it() {
        let asked = with_desk(|desk| {
            desk.perform(vec![Effect::Redraw]);
            desk.take(InputEvent::Event(Event::FocusGained));
            desk.take(InputEvent::Event(Event::Redraw));
            assert!(!desk.ended);
            desk.perform(vec![Effect::Quit]);
            assert!(desk.ended);
        });
        assert_eq!(asked, []);
    }

    fn search(reach: SearchCursor) -> Effect {
        let ask = Query::Search(SearchQuery { reach, ..SearchQuery::new("clf", None, 20) });
        Effect::Query(RequestId { layer: 1, serial: 1 }, ask)
    }

    #[test]
    fn what_can_wait_waits_and_the_next_search_takes_its_place() {
        let asked = with_desk(|desk| {
            desk.perform(vec![search(SearchCursor::Initials(0)), Effect::CancelJob]);
            assert_eq!(desk.patience(), Some(Duration::ZERO));
            desk.perform(vec![search(SearchCursor::Keys)]);
            assert_eq!(desk.patience(), None);
        });
        assert_eq!(asked, [Effect::CancelJob, search(SearchCursor::Keys)]);
    }

    #[test]
    fn another_size_is_drawn_whole() {
        with_desk(|desk| {
            desk.take(InputEvent::Event(Event::Resize(100, 30)));
            let mut size = None;
            desk.screen
                .draw(|frame| {
                    size = Some(frame.area);
                    None
                })
                .unwrap();
            assert_eq!(size.map(|area| (area.width, area.height)), Some((100, 30)));
        });
    }
}
