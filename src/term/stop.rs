//! Signals that stop a long command: it removes what it has half done, says so, and then ends as the signal would have
//! ended it. A second signal ends it at once.

use std::ffi::c_int;
use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

/// What stops a command: Ctrl-C, the system, and a terminal that goes.
const STOPPING: [c_int; 3] = [SIGINT, SIGTERM, SIGHUP];

/// Waits for signals while a command works; dropped, the next one ends the program as it would any.
pub struct StopSignals {
    /// The number of the signal that came; 0 until then.
    came: Arc<AtomicUsize>,
    /// Whether the next one ends the program.
    ends: Arc<AtomicBool>,
}

impl StopSignals {
    /// From now on a signal is noted. One that the program was started to ignore, as by `nohup`, stays ignored.
    ///
    /// # Errors
    /// The system takes no handler.
    pub fn watch() -> io::Result<Self> {
        let signals = Self { came: Arc::default(), ends: Arc::default() };
        let ignored = fs::read_to_string("/proc/self/status").ok().and_then(|status| ignored(&status));
        for signal in STOPPING {
            if ignored.is_some_and(|mask| mask & (1 << (signal - 1)) != 0) {
                continue;
            }
            // In the order in which they work: the first signal must find the way open to be noted.
            flag::register_conditional_default(signal, Arc::clone(&signals.ends))?;
            flag::register(signal, Arc::clone(&signals.ends))?;
            flag::register_usize(signal, Arc::clone(&signals.came), usize::try_from(signal).unwrap_or(1))?;
        }
        Ok(signals)
    }

    /// Whether one came.
    pub fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed) != 0
    }

    /// Ends the program as the signal that came would have: what is to be removed or said has been. Answers only if none
    /// came.
    pub fn end(&self) {
        if let Ok(signal @ 1..) = c_int::try_from(self.came.load(Ordering::Relaxed)) {
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}

impl Drop for StopSignals {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
    }
}

/// The signals that are ignored, a bit each, by `/proc/<pid>/status`: proc(5).
fn ignored(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(line.trim(), 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_signals_are_read_from_status() {
        let status = "Name:\tmuster\nSigBlk:\t0000000000000002\nSigIgn:\t0000000000001001\nSigCgt:\t0\n";
        assert_eq!(ignored(status), Some(0x1001));
        assert_eq!(ignored("Name:\tmuster\n"), None);
    }
}
