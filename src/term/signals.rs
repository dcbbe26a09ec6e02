//! The thread that waits for signals. It ends the program itself: a main loop that is blocked on a dead terminal
//! or a stalled link would never look at a flag. What is to be written is written first, and waited for if another
//! program keeps it waiting; a second signal waits no more.

use std::ffi::c_int;
use std::fs;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP,
    SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level;

use super::modes;
use crate::ui::key::Event;

/// How long giving the terminal back may take, on a link that nobody reads, before the program ends anyway.
const EXIT_TIMEOUT: Duration = Duration::from_millis(500);
/// How long what is to be written may take before the terminal is given back and that is said.
const MOMENT: Duration = Duration::from_millis(100);
/// Added to a signal's number for the exit status, as shells do.
const ENDED_BY_SIGNAL: i32 = 128;
/// Linux's own, which have no name in the crate: a fault of a coprocessor and of the power supply.
const SIGSTKFLT: c_int = 16;
const SIGPWR: c_int = 30;
/// Those that end a program, mean nothing to it and can be waited for. (Not `SIGKILL`; and `SIGSEGV`, `SIGILL` and
/// `SIGFPE` cannot be without unsafe code.)
const ENDING: [c_int; 16] = [
    SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGXCPU,
    SIGSTKFLT, SIGTRAP, SIGSYS, SIGABRT,
];
/// The signals of real time, which end a program as well; those below are the C library's own.
const REAL_TIME: std::ops::RangeInclusive<c_int> = 34..=64;

/// By which the thread is told of more signals.
static HANDLE: Mutex<Option<Handle>> = Mutex::new(None);

/// Starts the thread; `notify` receives the events that the screens need: resize and redraw.
pub(super) fn watch(notify: impl Fn(Event) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new(ENDING.into_iter().chain([SIGBUS, SIGTSTP, SIGCONT, SIGWINCH]))?;
    *HANDLE.lock().unwrap_or_else(PoisonError::into_inner) = Some(signals.handle());
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => stop(),
                SIGCONT => resume(&notify),
                SIGWINCH => resized(&notify),
                _ => end(signal),
            }
        }
    })?;
    Ok(())
}

/// Has the thread wait for the signals of real time too; once more it does nothing. The thread itself would get memory
/// of its own for it.
pub(super) fn watch_real_time() {
    let Some(handle) = HANDLE.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    for signal in REAL_TIME {
        // One that cannot be waited for ends the program as it would have.
        let _ = handle.add_signal(signal);
    }
}

type ExitHook = Box<dyn FnOnce() + Send>;

/// What is still to be written when a signal ends the program, and what is said of it.
pub struct LastWrites {
    /// Has everything written, within that time at most; whether it is.
    pub write: Box<dyn FnMut(Duration) -> bool + Send>,
    /// How long it may take.
    pub longest: Duration,
    /// Said where it is not done in a moment.
    pub waits: String,
    /// Said where it could not be done.
    pub failed: String,
}

/// What is done before a signal ends the program.
#[derive(Default)]
struct Exit {
    last_writes: Option<LastWrites>,
    hooks: Vec<ExitHook>,
}

static EXIT: Mutex<Exit> = Mutex::new(Exit { last_writes: None, hooks: Vec::new() });
/// Whether a signal ends the program already.
static ENDS: AtomicBool = AtomicBool::new(false);

fn exit_hooks() -> MutexGuard<'static, Exit> {
    EXIT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has something done before a signal ends the program, after what is to be written: destructors do not run then.
pub fn on_signal_exit(hook: impl FnOnce() + Send + 'static) {
    exit_hooks().hooks.push(Box::new(hook));
}

/// Has everything written before a signal ends the program.
pub fn write_on_signal(last_writes: LastWrites) {
    exit_hooks().last_writes = Some(last_writes);
}

/// Ends the program: what is to be written is written, and the terminal given back. It is done by another thread, so
/// that a second signal is heard meanwhile.
fn end(signal: c_int) {
    let status = ENDED_BY_SIGNAL + signal;
    // A page of the register's files is gone: whatever touches it would fault again.
    let writes = signal != SIGBUS;
    if ENDS.swap(true, Ordering::Relaxed)
        || thread::Builder::new().spawn(move || finish(writes, status)).is_err()
    {
        low_level::exit(status);
    }
}

fn finish(writes: bool, status: i32) {
    let Exit { last_writes, hooks } = std::mem::take(&mut *exit_hooks());
    let mut last_writes = last_writes.filter(|_| writes);
    // Before the terminal is given back, which may wait for a link that nobody reads.
    let written = last_writes.as_mut().is_none_or(|last| (last.write)(MOMENT));
    let waits = last_writes.as_ref().filter(|_| !written).map(|last| last.waits.clone());
    in_time(move || {
        modes::leave();
        say(waits.as_deref());
    });
    if !written
        && let Some(mut last) = last_writes
        && !(last.write)(last.longest)
    {
        in_time(move || say(Some(&last.failed)));
    }
    for hook in hooks {
        hook();
    }
    low_level::exit(status);
}

/// Does what may wait for ever, for a while.
fn in_time(work: impl FnOnce() + Send + 'static) {
    let (done, is_done) = mpsc::channel();
    let started = thread::Builder::new().spawn(move || {
        work();
        let _ = done.send(());
    });
    if started.is_ok() {
        let _ = is_done.recv_timeout(EXIT_TIMEOUT);
    }
}

/// Whoever cannot read it is no reason to end otherwise.
fn say(line: Option<&str>) {
    if let Some(line) = line {
        let _ = io::stderr().write_all(format!("{line}\n").as_bytes());
    }
}

fn stop() {
    if under_job_control() {
        modes::pause();
        let _ = low_level::emulate_default_handler(SIGTSTP);
    }
}

fn resume(notify: &impl Fn(Event)) {
    match modes::resume() {
        Ok(true) => {
            // First, so that nothing is drawn that is not to be seen after a stop.
            notify(Event::Redraw);
            resized(notify);
        }
        Ok(false) => {}
        Err(_) => end(SIGHUP),
    }
}

fn resized(notify: &impl Fn(Event)) {
    if let Ok((width, height)) = modes::size() {
        notify(Event::Resize(width, height));
    }
}

/// For Ctrl-Z as a key: gives the terminal back and stops the whole job as the terminal would have done, so that
/// a shell which started us through another program (`cargo run`) gets its prompt back. The terminal is given
/// back first: once any of the job has stopped the shell may take it.
pub fn suspend() {
    if !under_job_control() {
        return;
    }
    modes::pause();
    let stopped = Command::new("/bin/sh")
        .args(["-c", "trap '' TSTP; kill -TSTP 0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !stopped.is_ok_and(|status| status.success()) {
        let _ = low_level::raise(SIGTSTP);
    }
}

/// Whether a shell stands above that can continue us. A program that is alone in its session (`ssh host
/// muster`, a terminal opened for it) would stop for ever; the kernel ignores SIGTSTP there too.
fn under_job_control() -> bool {
    fs::read_to_string("/proc/self/stat")
        .ok()
        .and_then(|stat| leads_session(&stat))
        .is_none_or(|alone| !alone)
}

/// Whether the process group of a `/proc/<pid>/stat` line is its session leader's. Fields 5 and 6, counted
/// from the name in brackets, which may hold anything: proc(5).
fn leads_session(stat: &str) -> Option<bool> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(2);
    Some(fields.next()? == fields.next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_read_from_stat() {
        for (stat, alone) in [
            ("812 (muster) S 800 812 800 34816 812", Some(false)),
            ("812 (muster) S 800 812 812 34816 812", Some(true)),
            ("812 (odd) S 1 1) S 800 812 800 34816 812", Some(false)),
            ("812 (muster", None),
            ("812 (muster) S", None),
        ] {
            assert_eq!(leads_session(stat), alone, "{stat}");
        }
    }
}
