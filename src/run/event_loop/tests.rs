//! The loop over a handler that only remembers, and a screen that only counts.

mod mouse;
mod unpressed;

use std::os::unix::net::UnixStream;

use uuid::Uuid;

use super::*;
use crate::app::Setup;
use crate::app::msg::JobReport;
use crate::app::query::QueryResult;
use crate::app::testing::{Register, Robot, SMALL};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Answer, Changed, Draft, HalfFilled, Op, Receipt};
use crate::domain::search::{SearchCursor, SearchQuery};
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::run::run;
use crate::term::Reporter;
use crate::ui::mouse::{Mouse, MouseAct};
use crate::ui::theme::Background;

/// A handler that remembers what it was asked, and answers nothing.
#[derive(Default)]
struct Notebook {
    asked: Vec<Effect>,
    finished: bool,
}

impl EffectHandler for Notebook {
    fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        self.asked.push(effect);
        Vec::new()
    }

    fn note_draft(&mut self, _draft: &HalfFilled) {}

    fn frame_drawn(&mut self) {}

    fn flush(&mut self, _within: Duration) -> bool {
        true
    }

    fn finish(&mut self, _within: Duration) {
        self.finished = true;
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
    app_on(true)
}

/// The app with a register, or one that has asked for nothing.
fn app_on(register: bool) -> (App, Vec<Effect>) {
    let today = clock().today();
    App::new(Setup {
        lang: Lang::Zh,
        ascii: false,
        color: true,
        background: Background::default(),
        today,
        size: (80, 24),
        register,
    })
}

fn draft(body: &'static str) -> Effect {
    let (id, recipient) = (EntryId(Uuid::nil()), RecipientId(Uuid::nil()));
    Effect::KeepDraft(Draft { id, recipient, body: CleanText::from(body) }.into())
}

fn commit() -> Effect {
    let id = EntryId(Uuid::nil());
    Effect::Commit(Box::new(Op::Reverse { id, of: id, reason: CleanText::from("错") }))
}

fn with_loop(test: impl FnOnce(&mut EventLoop<'_, Sent, Notebook>)) -> Vec<Effect> {
    let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), (80, 24)));
    let mut event_loop = EventLoop::new(app().0, &mut handler, &mut screen, clock());
    test(&mut event_loop);
    handler.asked
}

/// Something that came after the frame that is on the screen.
fn came(event: InputEvent<Msg>) -> Pending {
    Pending { event, seen: true }
}

/// Runs the app on what `typed` holds until it quits or the terminal is gone.
fn play(typed: &[u8], reports: Vec<JobReport>) -> (io::Result<()>, Sent) {
    let (near, far) = UnixStream::pair().unwrap();
    (&far).write_all(typed).unwrap();
    drop(far);
    let mut input = Input::new().unwrap();
    for report in reports {
        input.reporter().report(Msg::Job(report));
    }
    input.read_from(near);
    let (mut handler, mut sent) = (Notebook::default(), Sent::default());
    let mut screen = Screen::new(&mut sent, (80, 24));
    let ended = run(&mut screen, &mut input, |_| Ok(()), app(), &mut handler, clock());
    drop(screen);
    assert!(handler.finished);
    (ended.map(|written| assert!(written)), sent)
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
    let asked = with_loop(|event_loop| {
        assert_eq!(event_loop.patience(), None);
        event_loop.perform(vec![draft("一"), draft("二")]);
        assert!(event_loop.handler.asked.is_empty());
        assert!(event_loop.patience().is_some_and(|wait| wait <= DRAFT_WAIT));
        event_loop.perform(vec![commit(), draft("三"), Effect::CancelJob]);
        event_loop.keep_draft();
        assert_eq!(event_loop.patience(), None);
    });
    assert_eq!(asked, [draft("二"), commit(), Effect::CancelJob, draft("三")]);
}

#[test]
fn what_the_terminal_needs_stays_with_it() {
    let asked = with_loop(|event_loop| {
        event_loop.perform(vec![Effect::Redraw]);
        event_loop.take(came(InputEvent::Event(Event::FocusGained)), false);
        event_loop.take(came(InputEvent::Event(Event::Redraw)), false);
        assert!(!event_loop.ended);
        event_loop.perform(vec![Effect::Quit]);
        assert!(event_loop.ended);
    });
    assert_eq!(asked, []);
}

fn search(reach: SearchCursor) -> Effect {
    let ask = Query::Search(SearchQuery { reach, ..SearchQuery::new("clf", None, 20) });
    Effect::Query(RequestId { layer: 1, serial: 1 }, ask)
}

#[test]
fn what_can_wait_waits_and_the_next_search_takes_its_place() {
    let asked = with_loop(|event_loop| {
        event_loop.perform(vec![search(SearchCursor::Initials(0)), Effect::CancelJob]);
        assert_eq!(event_loop.patience(), Some(Duration::ZERO));
        event_loop.perform(vec![search(SearchCursor::Keys)]);
        assert_eq!(event_loop.patience(), None);
    });
    assert_eq!(asked, [Effect::CancelJob, search(SearchCursor::Keys)]);
}

#[test]
fn numbers_shown_in_full_are_masked_again_when_nobody_types() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Enter Ctrl+U");
    robot.type_in("核对");
    let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), SMALL));
    let mut event_loop = EventLoop::new(app().0, &mut handler, &mut screen, clock());
    std::mem::swap(&mut event_loop.app, &mut robot.app);
    assert_eq!(event_loop.patience(), None, "nothing is shown in full");
    std::mem::swap(&mut event_loop.app, &mut robot.app);
    robot.press("Enter");
    event_loop.app = robot.app;
    assert!(event_loop.app.reveals());
    assert!(event_loop.patience().is_some_and(|wait| wait <= REVEALED));
    event_loop.mask_again();
    assert!(event_loop.app.reveals(), "a key was pressed a moment ago");
    event_loop.last_typed = Instant::now().checked_sub(REVEALED).unwrap();
    event_loop.take(came(InputEvent::Event(Event::Key(Key::Down))), false);
    event_loop.mask_again();
    assert!(event_loop.app.reveals(), "a key was pressed a moment ago");
    event_loop.last_typed = Instant::now().checked_sub(REVEALED).unwrap();
    let wheel = Mouse { at: ratatui::layout::Position { x: 4, y: 4 }, act: MouseAct::Wheel(1) };
    event_loop.take(came(InputEvent::Event(Event::Mouse(wheel))), false);
    event_loop.stale = false;
    event_loop.mask_again();
    assert!(!event_loop.app.reveals() && event_loop.stale);
    event_loop.last_moved = Instant::now().checked_sub(AT_REST).unwrap();
    event_loop.rest();
    assert_eq!(event_loop.patience(), None);
}

/// By the clock of the day too, which goes on while the machine sleeps, and after a stop from outside.
#[test]
fn open_phones_are_masked_again_when_nobody_types_for_long() {
    type End = fn(&mut EventLoop<'_, Sent, Notebook>, i64);
    let half_an_hour = i64::try_from(PHONES_OPEN.as_millis()).unwrap();
    let ends: [End; 3] = [
        |event_loop, _| event_loop.last_typed = Instant::now().checked_sub(PHONES_OPEN).unwrap(),
        |event_loop, asleep| event_loop.last_typed_ms -= asleep,
        |event_loop, _| event_loop.take(came(InputEvent::Event(Event::Redraw)), false),
    ];
    for end in ends {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
        let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), SMALL));
        robot.press("Ctrl+P Enter");
        let mut event_loop = EventLoop::new(robot.app, &mut handler, &mut screen, clock());
        assert!(event_loop.app.shows_phones());
        assert!(event_loop.patience().is_some_and(|wait| wait <= PHONES_OPEN));
        event_loop.mask_phones();
        assert!(event_loop.app.shows_phones(), "it has just begun");
        end(&mut event_loop, half_an_hour);
        event_loop.mask_phones();
        assert!(!event_loop.app.shows_phones() && event_loop.stale);
    }
}

#[test]
fn the_keys_rest_a_moment_after_the_last_move_and_only_then() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Down");
    let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), SMALL));
    let mut event_loop = EventLoop::new(robot.app, &mut handler, &mut screen, clock());
    event_loop.take(came(InputEvent::Event(Event::Key(Key::F(11)))), false);
    event_loop.stale = false;
    event_loop.rest();
    assert!(!event_loop.stale && event_loop.rests_at().is_none(), "nothing waits for it");
    event_loop.take(came(InputEvent::Event(Event::Key(Key::Down))), false);
    event_loop.stale = false;
    event_loop.rest();
    assert!(!event_loop.stale && event_loop.patience().is_some_and(|wait| wait <= AT_REST));
    event_loop.last_moved = Instant::now().checked_sub(AT_REST).unwrap();
    event_loop.rest();
    assert!(event_loop.stale && event_loop.rests_at().is_none());
}

#[test]
fn a_key_that_writes_with_another_right_behind_it_writes_nothing_and_says_so() {
    for (lang, says) in [(Lang::Zh, "没有写入；请再按一次 Enter"), (Lang::En, "press Enter again")]
    {
        for torn in [true, false] {
            let mut robot = Robot::new(Register::sample(), lang, SMALL);
            robot.press("F5 Space Space F2 F2");
            let (mut handler, mut screen) = (Notebook::default(), Screen::new(Sent::default(), SMALL));
            let mut event_loop = EventLoop::new(robot.app, &mut handler, &mut screen, clock());
            event_loop.stale = false;
            let down = || came(InputEvent::Event(Event::Key(Key::Down)));
            if !torn {
                event_loop.happened.push_back(down());
            }
            event_loop.take(came(InputEvent::Event(Event::Key(Key::Enter))), false);
            event_loop.happened.clear();
            event_loop.take(down(), false);
            robot.app = event_loop.app;
            robot.shows(says);
            let wrote = |effect: &Effect| matches!(effect, Effect::Commit(_));
            assert!(!handler.asked.iter().any(wrote));
        }
    }
}

#[test]
fn another_size_is_drawn_whole() {
    with_loop(|event_loop| {
        event_loop.take(came(InputEvent::Event(Event::Resize(100, 30))), false);
        let mut size = None;
        event_loop
            .screen
            .draw(|frame| {
                size = Some(frame.area);
                None
            })
            .unwrap();
        assert_eq!(size.map(|area| (area.width, area.height)), Some((100, 30)));
    });
}

/// A terminal that takes a frame after a while, and at which a key is pressed meanwhile.
struct Slow(UnixStream);

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(b"\r")?;
        std::thread::sleep(STALLED + Duration::from_millis(5));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_was_pressed_before_a_frame_was_taken_was_not_pressed_for_it() {
    let (near, far) = UnixStream::pair().unwrap();
    let mut input = Input::new().unwrap();
    input.read_from(near);
    let mut handler = Notebook::default();
    let mut screen = Screen::new(Slow(far.try_clone().unwrap()), (80, 24));
    let mut event_loop = EventLoop::new(app().0, &mut handler, &mut screen, clock());
    let shown = |event_loop: &mut EventLoop<'_, Slow, Notebook>, input: &mut Input<Msg>| {
        event_loop.show(input).unwrap();
        event_loop.happened.drain(..).map(|pending| (pending.key(), pending.seen)).collect::<Vec<_>>()
    };
    (&far).write_all(b"\t").unwrap();
    assert_eq!(shown(&mut event_loop, &mut input), [(Some(Key::Tab), false), (Some(Key::Enter), false)]);
    // The picture is as it was: a key that has come meanwhile is for it.
    (&far).write_all(b"\r").unwrap();
    assert_eq!(shown(&mut event_loop, &mut input), [(Some(Key::Enter), true)]);
}

/// A handler whose answers come a little later, from another thread.
struct Elsewhere {
    reporter: Reporter<Msg>,
    answers: bool,
}

impl EffectHandler for Elsewhere {
    fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        let (Effect::Query(id, query), true) = (effect, self.answers) else { return Vec::new() };
        let answer = if query == Query::HalfKeyed {
            QueryResult::HalfKeyed(Vec::new())
        } else {
            assert_eq!(query, Query::Drafts, "nobody asks for more");
            QueryResult::Drafts(Vec::new())
        };
        let (reporter, answer) = (self.reporter.clone(), Msg::QueryResult(id, Box::new(answer)));
        std::thread::spawn(move || reporter.report(answer));
        Vec::new()
    }

    fn note_draft(&mut self, _draft: &HalfFilled) {}

    fn frame_drawn(&mut self) {}

    fn flush(&mut self, _within: Duration) -> bool {
        true
    }

    fn finish(&mut self, _within: Duration) {}
}

/// Whether the app is owed something, and the loop behind, after it has waited for what a change asks for.
fn after_waiting(answers: bool) -> (bool, bool) {
    let mut input = Input::new().unwrap();
    let mut handler = Elsewhere { reporter: input.reporter(), answers };
    let mut screen = Screen::new(Sent::default(), (80, 24));
    let mut event_loop = EventLoop::new(app_on(false).0, &mut handler, &mut screen, clock());
    let changed = Changed { people: false, ledger: false, rounds: false, drafts: true };
    let receipt = Receipt { answer: Answer::Done, changed };
    event_loop.fold(Msg::Committed(Box::new(Op::DropDraft(EntryId(Uuid::nil()))), Box::new(receipt)));
    assert!(event_loop.app.is_owed());
    // As long as it takes where there is an answer; where there is none, not long.
    let mut left = if answers { Duration::from_mins(1) } else { ANSWERS_WAIT };
    while event_loop.app.is_owed() && !left.is_zero() && (answers || !event_loop.behind) {
        event_loop.behind = false;
        event_loop.await_answers(&mut input, &mut left);
    }
    (event_loop.app.is_owed(), event_loop.behind)
}

#[test]
fn a_key_waits_for_the_answers_before_it_but_not_for_ever() {
    assert_eq!(after_waiting(true), (false, false));
    assert_eq!(after_waiting(false), (true, true));
}
