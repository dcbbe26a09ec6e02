//! A million events from a terminal, at random, on a register of forty people: no panic, no leak, and nothing is written
//! that was not on the screen when its key was pressed.
//!
//! The program's own loop runs here, from the bytes of the keys to the register, in a thread; what it draws goes to an
//! emulator. A tenth of a percent of all events is then played in a real terminal, with other sizes in between.

mod events;
mod oracle;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use muster::app::effect::Beginning;
use muster::app::{App, Setup};
use muster::clock::{self, Clock};
use muster::domain::error::RegisterError;
use muster::domain::text::CleanText;
use muster::lang::Lang;
use muster::run::{Backend, Environment, run};
use muster::store::{DueQuery, DueStates, Store};
use muster::term::{Input, Screen};
use muster::ui::theme::Background;
use rustix::io::ioctl_fionread;

use super::house::{House, SPRING, name, start_with};
use super::{Dice, long, report};
use crate::support::program::finished;
use crate::support::register::{day, due_list, round, text};
use oracle::{Judged, Known, Line, MASKED_FRONT, Oracle, PHONE_FRONT, Sent};

const PEOPLE: usize = 40;
const TODAY: &str = "2024-02-02";
/// Longest that the program may take for what was sent together.
const DEADLINE: Duration = Duration::from_mins(1);
/// Bytes that the line takes at least, whether they are read or not.
const ROOM: usize = 16 << 10;

/// Gives everybody a phone, and another in the address.
fn phones(house: &House) {
    let mut rows = "姓名,苏木镇,嘎查,电话,住址\n".to_owned();
    for n in 0..PEOPLE {
        let phone = format!("{PHONE_FRONT}{n:04}");
        let address = format!("东街，女儿{MASKED_FRONT}{n:04}");
        let _ = writeln!(rows, "{},桑根达来镇,敖包图嘎查,{phone},{address}", name(n));
    }
    let roster = house.folder.path().join("phones.csv");
    fs::write(&roster, rows).unwrap();
    let run = finished(&mut house.command(&["import", roster.to_str().unwrap()]));
    assert_eq!(run.status, 0, "{run:?}");
}

/// The program on a register, and the terminal's end of its line.
struct Session {
    house: House,
    oracle: Oracle,
    line: UnixStream,
    /// The program's end, to see what it has not read.
    far: UnixStream,
    stop: Arc<AtomicBool>,
    program: Option<JoinHandle<()>>,
    /// Columns and rows.
    size: (u16, u16),
}

impl Session {
    fn new(dice: &mut Dice) -> Self {
        let house = House::new(PEOPLE);
        // Handlers come filled in from then on.
        assert_eq!(finished(&mut house.record(0, &clock::new_entry_id().to_string())).status, 0);
        phones(&house);
        let oracle = Oracle::default();
        // Before anybody else is given something, so that everybody stands in the list.
        let query = DueQuery { round: round(SPRING), township: None, states: DueStates::All };
        let (_, rows) = due_list(&Store::open(&house.path).unwrap(), &query, day(TODAY));
        assert_eq!(rows.len(), PEOPLE);
        oracle.know().names = rows.iter().map(|row| (row.id, row.name.to_string())).collect();
        let length =
            |dice: &mut Dice, least: u64, most: u64| u16::try_from(least + dice.below(most - least)).unwrap();
        let size = if dice.below(3) == 0 { (length(dice, 20, 200), length(dice, 4, 60)) } else { (80, 24) };
        let mouse = dice.below(2) == 0;
        let (line, far) = UnixStream::pair().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let program = thread::spawn({
            let (oracle, far, stop) = (oracle.clone(), far.try_clone().unwrap(), Arc::clone(&stop));
            let path = house.path.clone();
            move || {
                // Whoever quits begins anew.
                while !stop.load(Ordering::Relaxed) {
                    play(&path, size, mouse, &oracle, far.try_clone().unwrap());
                }
            }
        });
        Self { house, oracle, line, far, stop, program: Some(program), size }
    }

    /// What comes next.
    fn next(&self, dice: &mut Dice) -> events::Event {
        if dice.below(6) == 0 { events::mouse(dice, self.size) } else { events::next(dice) }
    }

    fn send(&mut self, bytes: &[u8], repeats: bool) {
        let mut known = self.oracle.know_between_frames();
        let picture = known.parser.as_ref().map(|parser| parser.screen().contents()).unwrap_or_default();
        known.last = Sent { bytes: bytes.to_vec(), at: Some(Instant::now()), picture, repeats };
        // No frame comes between the picture and the key, unless the line may be full.
        let unread = usize::try_from(ioctl_fionread(&self.far).unwrap()).unwrap();
        let held = (unread + bytes.len() < ROOM).then_some(known);
        self.line.write_all(bytes).unwrap();
        drop(held);
    }

    /// Waits until the program has read everything.
    fn settle(&self) {
        let until = Instant::now() + DEADLINE;
        while ioctl_fionread(&self.far).unwrap() > 0 {
            let ended = self.program.as_ref().is_none_or(JoinHandle::is_finished);
            assert!(!ended, "the program has ended");
            assert!(Instant::now() < until, "the program reads no more:\n{}", self.oracle.picture());
            thread::sleep(Duration::from_micros(50));
        }
    }

    /// A key that is pressed alone, after what is on the screen.
    fn press(&mut self, bytes: &[u8], dice: &mut Dice) {
        self.settle();
        pause(30);
        self.send(bytes, false);
        // As long as a key waits that came a little before.
        pause(1_050 + dice.below(200));
    }

    /// To a last look, and a press.
    fn record(&mut self, dice: &mut Dice) {
        for key in [b"\x1b".as_slice(), b"\x1b", b"\x1bOQ", b"\x1bOQ"] {
            self.settle();
            self.send(key, false);
            pause(if key == b"\x1b" { 130 } else { 15 });
        }
        self.press(b"\r", dice);
    }

    /// To the reason for which phones are open, and a press.
    fn open_phones(&mut self, dice: &mut Dice) {
        for key in [b"\x1b".as_slice(), b"\x1b", b"\x10"] {
            self.settle();
            self.send(key, false);
            pause(if key == b"\x1b" { 130 } else { 15 });
        }
        self.press(b"\r", dice);
    }

    /// A key is held: it repeats after a while, and then fast.
    fn hold(&mut self, dice: &mut Dice) {
        let key = events::deed(dice);
        let (delay, period) = (250 + dice.below(450), 25 + dice.below(70));
        self.send(&key, false);
        pause(delay);
        for _ in 0..8 {
            self.send(&key, true);
            pause(period);
        }
        // The last one of a held key that is let go is a repeat still.
        pause(700);
    }

    /// The line takes nothing while keys are typed.
    fn stall(&mut self, dice: &mut Dice) -> usize {
        self.oracle.stall(true);
        let mut count = 0;
        for _ in 0..20 {
            let event = self.next(dice);
            self.send(&event.bytes, false);
            count += event.count;
            pause(dice.below(10));
        }
        self.oracle.stall(false);
        count
    }

    /// Ends it, and answers what was written.
    fn end(mut self) -> Known {
        self.stop.store(true, Ordering::Relaxed);
        self.line.shutdown(std::net::Shutdown::Both).unwrap();
        self.program.take().unwrap().join().unwrap();
        // Somebody may be given twice for a reason: that is for the audit.
        let faults = Store::open(&self.house.path).unwrap().check().unwrap();
        assert!(faults.is_empty(), "after the storm: {faults:?}");
        let known = std::mem::take(&mut *self.oracle.know());
        assert!(known.faults.is_empty(), "{}", known.faults.join("\n\n"));
        assert!(self.house.ledger().len() <= 1 + known.entries, "more is written than was asked for");
        known
    }
}

fn pause(ms: u64) {
    thread::sleep(Duration::from_millis(ms));
}

/// Runs the program until it quits or the line is gone.
fn play(path: &std::path::Path, size: (u16, u16), mouse: bool, oracle: &Oracle, far: UnixStream) {
    oracle.know().parser = Some(vt100::Parser::new(size.1, size.0, 0));
    let mut input = Input::new().unwrap();
    input.read_from(far);
    let mut app = App::new(Setup {
        lang: Lang::Zh,
        ascii: false,
        color: true,
        background: Background::default(),
        today: day(TODAY),
        size,
        register: true,
    });
    if mouse {
        input.hear_mouse();
        app.0.hear_mouse();
    }
    let clock = Clock::new(Some(day(TODAY)));
    let environment = Environment {
        place: path.to_path_buf(),
        clock,
        actor: || text("tester"),
        lang: Lang::Zh,
        state: None,
        create: |_, _: Beginning, _| Err(RegisterError::Missing(CleanText::default())),
    };
    let backend = Backend::new(Some(Store::open(path).unwrap()), environment, input.reporter());
    let mut handler = Judged { backend, oracle: oracle.clone() };
    let mut screen = Screen::new(Line(oracle.clone()), size);
    let _ = run(&mut screen, &mut input, |_| Ok(()), app, &mut handler, clock);
}

/// Resident memory of this process, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn nothing_is_written_that_was_not_on_the_screen() {
    // Events, in how many registers; and how rare presses and held keys are.
    let (all, sessions, rare) = if long() { (1_000_000, 50, 4_000) } else { (3_000, 2, 500) };
    let mut dice = Dice::new(34);
    let (mut total, mut written, mut shown, mut sizes) = (0, 0, 0, Vec::new());
    let began = Instant::now();
    for n in 1..=sessions {
        let mut session = Session::new(&mut dice);
        session.record(&mut dice);
        session.open_phones(&mut dice);
        session.hold(&mut dice);
        while total < all * n / sessions {
            for _ in 0..=dice.below(12) {
                let event = session.next(&mut dice);
                total += event.count;
                session.send(&event.bytes, false);
            }
            session.settle();
            match dice.below(rare) {
                0..=19 => session.press(&events::deed(&mut dice), &mut dice),
                20..=29 => session.record(&mut dice),
                30..=33 => session.hold(&mut dice),
                34..=49 => total += session.stall(&mut dice),
                _ => {}
            }
        }
        let known = session.end();
        written += known.writes.values().sum::<usize>();
        shown += known.phones;
        sizes.push(memory());
        report(&format!("{total} events in {:?}, {:?}, {} KiB", began.elapsed(), known.writes, memory()));
    }
    assert!(written > 0 && shown > 0, "a press writes, and opens phones");
    if long() {
        // The first sessions warm it up.
        let (early, late) = (sizes[sizes.len() / 5], sizes[sizes.len() - 1]);
        assert!(late < early + 16_000, "memory grows from {early} to {late} KiB");
    }
}

#[test]
fn a_storm_of_events_and_sizes_in_a_real_terminal_writes_nothing() {
    storm(&[]);
    storm(&["--mouse"]);
}

fn storm(more: &[&str]) {
    let house = House::new(PEOPLE);
    let mut pty = start_with(&house, more);
    let mut dice = Dice::new(35);
    let all = if long() { 30_000 } else { 600 };
    let (mut total, mut size) = (0, (80, 24));
    while total < all {
        for _ in 0..10 {
            let event =
                if dice.below(6) == 0 { events::mouse(&mut dice, size) } else { events::next(&mut dice) };
            total += event.count;
            // It would leave the program.
            if !event.bytes.iter().any(|byte| [0x11, 0x03].contains(byte)) {
                pty.send(&event.bytes);
            }
        }
        let mut cells = |least: u64, most: u64| u16::try_from(least + dice.below(most)).unwrap();
        size = (cells(2, 200), cells(1, 60));
        pty.resize(size);
    }
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    pty.wait_clean();
    assert!(house.ledger().is_empty(), "nothing was seen");
    house.assert_sound("after the storm of sizes");
}
