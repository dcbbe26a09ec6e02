//! Programs in a pseudo-terminal, timed.

use std::cell::Cell;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const COLS: u16 = 120;
const ROWS: u16 = 40;
/// What ends a frame, in muster and in the bare program: the end of a synchronized update.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// A screen is quiet when nothing was written for so long.
const QUIET: Duration = Duration::from_millis(8);
/// How long a frame may take before the run fails.
const DEADLINE: Duration = Duration::from_mins(1);
/// Another program, of which it is not known when a frame ends, has answered when it wrote nothing for so long;
/// some write a little at every tick of a clock.
const SETTLED: Duration = Duration::from_millis(80);
/// How long such a program may go on writing about one key.
const BUSY: Duration = Duration::from_secs(20);
/// What a program may ask of its terminal, and the answer; some wait for it.
const QUERIES: [(&[u8], &[u8]); 2] = [(b"\x1b[6n", b"\x1b[1;1R"), (b"\x1b[c", b"\x1b[?62;22c")];

/// A program that draws frames.
pub(crate) struct Shown {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    written: Receiver<(Instant, Vec<u8>)>,
    writer: Box<dyn Write + Send>,
    last: Cell<Instant>,
    /// From its start to its first frame.
    pub(crate) first: Duration,
}

impl Shown {
    /// Starts a program and waits for its first frame.
    pub(crate) fn start(program: &str, args: &[&str]) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        let (mut shown, began) = Self::spawn(command);
        shown.first = shown.quiet().duration_since(began);
        shown
    }

    /// Starts another program through a shell, with a home of its own, and waits until it has shown `mark` and
    /// settled; none if it never does.
    pub(crate) fn other(line: &str, mark: &[u8], home: &Path) -> Option<Self> {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", line]);
        command.env("HOME", home);
        let (mut shown, began) = Self::spawn(command);
        shown.first = shown.settled(mark, DEADLINE)?.0.duration_since(began);
        Some(shown)
    }

    fn spawn(mut command: CommandBuilder) -> (Self, Instant) {
        let size = PtySize { rows: ROWS, cols: COLS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("MUSTER_LANG", "zh");
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (tell, written) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = [0; 16 * 1024];
            while let Ok(read @ 1..) = reader.read(&mut chunk) {
                if tell.send((Instant::now(), chunk[..read].to_vec())).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let first = Duration::ZERO;
        let last = Cell::new(began);
        (Self { child, _master: pair.master, written, writer, last, first }, began)
    }

    /// Waits until another program has shown `mark` and wrote nothing for a while; when it first showed it, and
    /// when it wrote last.
    fn settled(&mut self, mark: &[u8], most: Duration) -> Option<(Instant, Instant)> {
        let (mut seen, mut shown, mut last) = (Vec::new(), None, Instant::now());
        let end = last + most;
        while last < end {
            let wait = if shown.is_some() { SETTLED } else { end.saturating_duration_since(last) };
            let Ok((at, bytes)) = self.written.recv_timeout(wait) else { return Some((shown?, last)) };
            for (query, answer) in QUERIES {
                if bytes.windows(query.len()).any(|part| part == query) {
                    let _ = self.writer.write_all(answer);
                }
            }
            seen.extend_from_slice(&bytes);
            last = at;
            if shown.is_none() && (mark.is_empty() || seen.windows(mark.len()).any(|part| part == mark)) {
                shown = Some(at);
            }
        }
        None
    }

    /// From a key to the last that another program writes about it; none if it writes nothing.
    pub(crate) fn answer(&mut self, bytes: &[u8]) -> Option<Duration> {
        let began = Instant::now();
        self.writer.write_all(bytes).ok()?;
        self.writer.flush().ok()?;
        Some(self.settled(b"", BUSY)?.1.duration_since(began))
    }

    /// Waits for a frame, and on until nothing more is written; answers when the last of it came.
    fn quiet(&self) -> Instant {
        let mut seen = Vec::new();
        let mut wait = DEADLINE;
        loop {
            match self.written.recv_timeout(wait) {
                Ok((at, bytes)) => {
                    seen.extend_from_slice(&bytes);
                    if seen.windows(FRAME_END.len()).any(|part| part == FRAME_END) {
                        wait = QUIET;
                    }
                    self.last.set(at);
                }
                Err(_) if wait == QUIET => return self.last.get(),
                Err(why) => panic!("no frame ({why}): {}", String::from_utf8_lossy(&seen)),
            }
        }
    }

    /// From a key to a quiet screen.
    pub(crate) fn key(&mut self, bytes: &[u8]) -> Duration {
        let began = Instant::now();
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
        self.quiet().duration_since(began)
    }

    /// The most memory that it has held, in kB.
    pub(crate) fn peak_kb(&self) -> u64 {
        peak_kb(self.child.process_id().unwrap())
    }
}

fn peak_kb(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

/// Waits for a program to end well; the most memory that it has held, in kB.
pub(crate) fn peak_until(child: &mut std::process::Child) -> u64 {
    let mut peak = 0;
    loop {
        peak = peak.max(peak_kb(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
