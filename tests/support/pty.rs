//! A program in a pseudo-terminal: keys in, screen out. Everything waits for something to be seen, with a
//! deadline; nothing sleeps.

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use muster::ui::key::Key;
use portable_pty::{CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// How long anything may take before the test fails; far longer than it does, for slow machines.
const DEADLINE: Duration = Duration::from_secs(20);
/// What ends a frame: the end of a synchronized update.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// A program in a pseudo-terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open, so that the terminal's modes can be read once the program has ended.
    #[expect(dead_code, reason = "held, not read")]
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Mutex<Option<Box<dyn Write + Send>>>,
    /// The last key, which is pressed again where the program asks for that.
    last_key: Vec<u8>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    stopped: Receiver<()>,
    ended: Receiver<u32>,
    pid: u32,
}

struct Seen {
    parser: vt100::Parser,
    log: Vec<u8>,
    /// Frames that have ended in the log.
    frames: usize,
    stop: bool,
    /// Whether what comes is left unread for a while.
    held: bool,
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// A command with a bare environment: only what is given, and a terminal that can do everything.
pub fn command(program: &str, args: &[&str], env: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("PATH", "/usr/bin:/bin");
    // A test begins on the roster and leaves nothing behind, unless it says otherwise.
    command.env("MUSTER_START", "roster");
    command.env("XDG_STATE_HOME", "/dev/null");
    for (name, value) in env {
        command.env(name, value);
    }
    command
}

impl Pty {
    /// Starts `muster` in a terminal of so many columns and rows.
    pub fn muster(args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        Self::start(command(env!("CARGO_BIN_EXE_muster"), args, env), size)
    }

    /// Starts any program.
    pub fn start(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        let pid = child.process_id().unwrap();
        let (tell, ended) = mpsc::channel();
        thread::spawn(move || tell.send(child.wait().unwrap().exit_code()));
        let parser = vt100::Parser::new(size.1, size.0, 0);
        let seen = Arc::new((
            Mutex::new(Seen { parser, log: Vec::new(), frames: 0, stop: false, held: false }),
            Condvar::new(),
        ));
        let (tell, stopped) = mpsc::channel();
        let reader = pair.master.try_clone_reader().unwrap();
        thread::spawn({
            let seen = Arc::clone(&seen);
            move || read_all(reader, &seen, &tell)
        });
        let (writer, last_key) = (Mutex::new(Some(pair.master.take_writer().unwrap())), Vec::new());
        Self {
            master: Some(pair.master),
            slave: Some(pair.slave),
            writer,
            last_key,
            seen,
            stopped,
            ended,
            pid,
        }
    }

    /// Types named keys, as a hand does that waits for each: `"down down enter F2 ctrl+s"`.
    pub fn keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.settle();
            let before = self.time_slices();
            let key = bytes_of(name.parse().unwrap());
            self.send(&key);
            self.last_key = key;
            self.wait_woken(before);
        }
        self.settle();
    }

    /// Types characters.
    pub fn text(&mut self, text: &str) {
        self.settle();
        self.send(text.as_bytes());
    }

    /// Pastes, as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) {
        self.settle();
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    /// Sends bytes as they are, at once.
    pub fn send(&mut self, bytes: &[u8]) {
        self.last_key.clear();
        self.write(bytes);
    }

    fn write(&self, bytes: &[u8]) {
        let mut writer = self.writer.lock().unwrap();
        let writer = writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until every thread of the program sleeps, so that the answers to the last key are there however busy the
    /// machine is. A program that is stopped or has ended is not waited for.
    fn settle(&self) {
        let until = Instant::now() + DEADLINE;
        let mut asleep = 0;
        let mut before = 0;
        while asleep < 3 && Instant::now() < until {
            let now = self.time_slices();
            let Some(sleeps) = self.sleeps() else { return };
            asleep = if sleeps && now == before { asleep + 1 } else { 0 };
            before = now;
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits a moment until the program has had the processor since it had it `before` times: a key reaches it through
    /// a thread of the kernel.
    fn wait_woken(&self, before: u64) {
        let until = Instant::now() + Duration::from_millis(500);
        while self.time_slices() == before && Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Folders of the program's threads.
    fn tasks(&self) -> Vec<PathBuf> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid)).into_iter().flatten().flatten();
        tasks.map(|task| task.path()).collect()
    }

    /// Whether every thread sleeps; nothing where one is stopped or none is left.
    fn sleeps(&self) -> Option<bool> {
        let told =
            self.tasks().into_iter().filter_map(|task| std::fs::read_to_string(task.join("stat")).ok());
        // The state follows the name in brackets: proc(5).
        let states: Vec<char> = told.filter_map(|stat| stat.rsplit_once(") ")?.1.chars().next()).collect();
        let ended = states.is_empty() || states.iter().any(|state| "TtZXx".contains(*state));
        (!ended).then(|| states.iter().all(|state| *state == 'S'))
    }

    /// How often the program's threads were given the processor, in all.
    fn time_slices(&self) -> u64 {
        let stats =
            self.tasks().into_iter().filter_map(|task| std::fs::read_to_string(task.join("schedstat")).ok());
        stats.filter_map(|stat| stat.split_whitespace().nth(2)?.parse::<u64>().ok()).sum()
    }

    /// Waits until the screen holds a text.
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("{text:?} on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until the screen does not hold a text.
    pub fn wait_gone(&self, text: &str) {
        self.wait(&format!("{text:?} off the screen"), |screen| !screen.contents().contains(text));
    }

    /// Waits until the screen is as asked.
    pub fn wait(&self, what: &str, mut done: impl FnMut(&vt100::Screen) -> bool) {
        self.wait_seen(what, |seen| done(seen.parser.screen()));
    }

    /// Waits until so many frames have been drawn since the start.
    pub fn wait_frames(&self, frames: usize) {
        self.wait_seen(&format!("{frames} frames"), |seen| seen.frames >= frames);
    }

    /// Waits until the terminal is as a shell wants it.
    pub fn wait_clean(&self) {
        self.wait("the terminal given back", |screen| Modes::of(screen) == Modes::CLEAN);
    }

    /// Waits until the program has written a text, whether the screen still shows it or not.
    pub fn wait_written(&self, text: &str) {
        self.wait_seen(&format!("{text:?} written"), |seen| {
            seen.log.windows(text.len()).any(|window| window == text.as_bytes())
        });
    }

    fn wait_seen(&self, what: &str, mut done: impl FnMut(&Seen) -> bool) {
        let (lock, changed) = &*self.seen;
        let until = Instant::now() + DEADLINE;
        let mut seen = lock.lock().unwrap();
        let mut pressed = Instant::now();
        while !done(&seen) {
            let left = until.saturating_duration_since(Instant::now());
            // On a busy machine an answer comes late: the program took no key, and says to press it again.
            let again = !self.last_key.is_empty() && pressed.elapsed() > Duration::from_secs(1);
            if again && seen.parser.screen().contents().contains("还在读取，请稍候再按") {
                pressed = Instant::now();
                self.write(&self.last_key);
            }
            let left =
                left.min(Duration::from_secs(2)).max(Duration::from_millis(u64::from(!left.is_zero())));
            assert!(
                !left.is_zero(),
                "waited in vain for {what}; the screen shows:\n{}",
                seen.parser.screen().contents()
            );
            seen = changed.wait_timeout(seen, left).unwrap().0;
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    /// What the screen shows, as lines without trailing blanks.
    pub fn screen(&self) -> String {
        self.seen().parser.screen().contents()
    }

    /// What `look` makes of the screen, with its colours.
    pub fn with_screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen().parser.screen())
    }

    /// Which modes are on.
    pub fn modes(&self) -> Modes {
        Modes::of(self.seen().parser.screen())
    }

    /// Column and row of the cursor.
    pub fn cursor(&self) -> (u16, u16) {
        let (row, column) = self.seen().parser.screen().cursor_position();
        (column, row)
    }

    /// Every byte that the program has written.
    pub fn log(&self) -> Vec<u8> {
        self.seen().log.clone()
    }

    /// Processor time used so far, in clock ticks, by all its threads: proc(5).
    pub fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap();
        let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
        // User and system time are fields 14 and 15; the name in brackets is field 2.
        fields.skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum()
    }

    /// Bytes written so far.
    pub fn written(&self) -> usize {
        self.seen().log.len()
    }

    /// Frames drawn so far.
    pub fn frames(&self) -> usize {
        self.seen().frames
    }

    /// Gives the terminal another size; the program is told by SIGWINCH.
    pub fn resize(&mut self, size: (u16, u16)) {
        // The parser cannot take a wide glyph, still on its way, on a screen of one column.
        self.seen().parser.screen_mut().set_size(size.1, size.0.max(2));
        self.master.as_ref().unwrap().resize(pty_size(size)).unwrap();
    }

    /// Sends the program a signal: `"TERM"`.
    pub fn signal(&self, name: &str) {
        let pid = self.pid.to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Reads no more of what the program writes, as on a stalled link. The program must write something then, as
    /// when Ctrl-L is pressed, for the thread that reads to let go.
    pub fn stall(&mut self) {
        self.seen().stop = true;
        self.keys("ctrl+l");
        self.stopped.recv_timeout(DEADLINE).unwrap();
    }

    /// Leaves unread what the program writes from its next frame on, until [`go_on`](Self::go_on).
    pub fn hold(&self) {
        self.seen().held = true;
    }

    /// Reads on.
    pub fn go_on(&self) {
        self.seen().held = false;
        self.seen.1.notify_all();
    }

    /// Waits until the program is blocked: after [`stall`](Self::stall), one that goes on drawing will be.
    pub fn wait_blocked(&self) {
        let until = Instant::now() + DEADLINE;
        loop {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap();
            // The state follows the name in brackets: proc(5).
            if stat.rsplit_once(')').is_some_and(|(_, fields)| fields.starts_with(" S")) {
                return;
            }
            assert!(Instant::now() < until, "never blocked");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until the program has taken no processor time for longer than its timers run behind a key; answers the
    /// time taken.
    pub fn wait_at_rest(&self) -> u64 {
        let until = Instant::now() + DEADLINE;
        let mut before = self.processor_time();
        loop {
            thread::sleep(Duration::from_millis(500));
            let now = self.processor_time();
            if now == before {
                return now;
            }
            assert!(Instant::now() < until, "never at rest");
            before = now;
        }
    }

    /// Waits until the program has a handler for a signal.
    pub fn wait_caught(&self, signal: u32) {
        let until = Instant::now() + DEADLINE;
        loop {
            let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid)).unwrap();
            let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
            if u64::from_str_radix(mask.trim(), 16).unwrap() >> (signal - 1) & 1 == 1 {
                return;
            }
            assert!(Instant::now() < until, "signal {signal} is never caught");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Time on the processor so far, in the kernel's ticks of about 10 ms.
    pub fn processor_time(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap();
        // Fields 14 and 15 of proc(5): in user and in kernel mode.
        let fields = stat.rsplit_once(')').unwrap().1.split_whitespace().skip(11).take(2);
        fields.map(|field| field.parse::<u64>().unwrap()).sum()
    }

    /// Threads of the program.
    pub fn threads(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/task", self.pid)).unwrap().count()
    }

    /// Takes the terminal away, as a killed SSH client does. The program must draw when Ctrl-L is pressed, so
    /// that the thread that reads it lets go.
    pub fn hang_up(&mut self) {
        self.seen().stop = true;
        self.keys("ctrl+l");
        self.stopped.recv_timeout(DEADLINE).unwrap();
        *self.writer.get_mut().unwrap() = None;
        self.master = None;
    }

    /// Whether the terminal is in its ordinary state: lines are edited and echoed, keys send signals.
    pub fn is_cooked(&self) -> bool {
        let modes = self.master.as_ref().unwrap().get_termios().unwrap();
        let flags = format!("{:?}", modes.local_flags);
        let words: Vec<_> = flags.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        ["ICANON", "ECHO", "ISIG"].iter().all(|flag| words.contains(flag))
    }

    /// Waits for the program's end and answers its exit status.
    pub fn exit(&self) -> u32 {
        self.ended
            .recv_timeout(DEADLINE)
            .unwrap_or_else(|_| panic!("still runs; it shows:\n{}", self.screen()))
    }
}

/// What a program may leave switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a terminal has each of them on or off")]
pub struct Modes {
    /// The alternate screen is shown.
    pub alternate: bool,
    /// Pastes are bracketed.
    pub paste: bool,
    /// The cursor shows.
    pub cursor: bool,
    /// The mouse is reported.
    pub mouse: bool,
}

impl Modes {
    /// As a shell wants them.
    pub const CLEAN: Self = Self { alternate: false, paste: false, cursor: true, mouse: false };

    fn of(screen: &vt100::Screen) -> Self {
        Self {
            alternate: screen.alternate_screen(),
            paste: screen.bracketed_paste(),
            cursor: !screen.hide_cursor(),
            mouse: screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
                || screen.mouse_protocol_encoding() != vt100::MouseProtocolEncoding::Default,
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A test that failed may have left the program running. Once it has ended its number may be another's.
        if self.ended.try_recv() == Err(mpsc::TryRecvError::Empty) && thread::panicking() {
            let _ = Command::new("kill").args(["-s", "KILL", &self.pid.to_string()]).status();
        }
    }
}

fn count_frames(log: &[u8]) -> usize {
    log.windows(FRAME_END.len()).filter(|window| *window == FRAME_END).count()
}

fn read_all(mut reader: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar), tell: &Sender<()>) {
    let mut chunk = [0; 4096];
    while let Ok(read @ 1..) = reader.read(&mut chunk) {
        let mut seen_now = seen.0.lock().unwrap();
        // The emulator panics on a frame of a wider terminal that comes after it was made narrower; the program's next
        // frame starts on an empty screen then.
        let (rows, columns) = seen_now.parser.screen().size();
        let process = AssertUnwindSafe(|| seen_now.parser.process(&chunk[..read]));
        if catch_unwind(process).is_err() {
            seen_now.parser = vt100::Parser::new(rows, columns, 0);
        }
        // The end of a frame may come in two pieces.
        let from = seen_now.log.len().saturating_sub(FRAME_END.len() - 1);
        seen_now.log.extend_from_slice(&chunk[..read]);
        seen_now.frames += count_frames(&seen_now.log[from..]);
        seen.1.notify_all();
        while seen_now.held && !seen_now.stop {
            seen_now = seen.1.wait(seen_now).unwrap();
        }
        if seen_now.stop {
            break;
        }
    }
    drop(reader);
    let _ = tell.send(());
}

/// What a terminal sends for a key.
pub fn bytes_of(key: Key) -> Vec<u8> {
    let escape = |rest: &str| format!("\x1b{rest}").into_bytes();
    match key {
        Key::Char(c) => c.to_string().into_bytes(),
        Key::Ctrl(c) => vec![u8::try_from(c).unwrap() & 0x1f],
        Key::F(n @ 1..=4) => escape(&format!("O{}", char::from(b'O' + n))),
        Key::F(n @ 5..=12) => escape(&format!("[{}~", [15, 17, 18, 19, 20, 21, 23, 24][usize::from(n) - 5])),
        Key::F(n) => panic!("no bytes for F{n}"),
        Key::Enter => b"\r".to_vec(),
        Key::Esc => b"\x1b".to_vec(),
        Key::Tab => b"\t".to_vec(),
        Key::BackTab => escape("[Z"),
        Key::ShiftUp => escape("[1;2A"),
        Key::ShiftDown => escape("[1;2B"),
        Key::Up => escape("[A"),
        Key::Down => escape("[B"),
        Key::Right => escape("[C"),
        Key::Left => escape("[D"),
        Key::Home => escape("[H"),
        Key::End => escape("[F"),
        Key::PageUp => escape("[5~"),
        Key::PageDown => escape("[6~"),
        Key::Insert => escape("[2~"),
        Key::Delete => escape("[3~"),
        Key::Backspace => b"\x7f".to_vec(),
    }
}
