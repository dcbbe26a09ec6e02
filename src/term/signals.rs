//! The thread that waits for signals. It ends the program itself: a main loop that is blocked on a dead terminal
//! or a stalled link would never look at a flag. Nothing is saved here; drafts are saved as fields change.

use std::fs;
use std::io;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::modes;
use crate::ui::key::Event;

/// How long giving the terminal back may take, on a link that nobody reads, before the program ends anyway.
const EXIT_TIMEOUT: Duration = Duration::from_millis(500);
/// Added to a signal's number for the exit status, as shells do.
const ENDED_BY_SIGNAL: i32 = 128;

/// Starts the thread; `notify` receives the events that the screens need: resize and redraw.
///
/// SIGXFSZ is ignored, so that a full disk is an error and not an end; Rust already ignores SIGPIPE.
pub(super) fn watch(notify: impl Fn(Event) + Send + 'static) -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => stop(),
                SIGCONT => resume(&notify),
                SIGWINCH => resized(&notify),
                _ => end(ENDED_BY_SIGNAL + signal),
            }
        }
    })?;
    Ok(())
}

type ExitHook = Box<dyn FnOnce() + Send>;

/// What is done before a signal ends the program.
static EXIT_HOOK: Mutex<Option<ExitHook>> = Mutex::new(None);

/// Sets what is done before a signal ends the program: destructors do not run then. A later hook replaces it.
pub fn on_signal_exit(hook: impl FnOnce() + Send + 'static) {
    *EXIT_HOOK.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(hook));
}

/// Gives the terminal back and ends the program.
fn end(status: i32) {
    let watchdog = thread::Builder::new().spawn(move || {
        thread::sleep(EXIT_TIMEOUT);
        low_level::exit(status);
    });
    if watchdog.is_ok() {
        // The hook first: giving the terminal back may wait for a link that nobody reads.
        if let Some(hook) = EXIT_HOOK.lock().unwrap_or_else(PoisonError::into_inner).take() {
            hook();
        }
        modes::leave();
    }
    low_level::exit(status);
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
            resized(notify);
            notify(Event::Redraw);
        }
        Ok(false) => {}
        Err(_) => end(ENDED_BY_SIGNAL + SIGHUP),
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
