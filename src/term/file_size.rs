//! A limit of the size of files (`ulimit -f`), as some systems set it for every account.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGXFSZ;

/// Has a write beyond the limit fail as one to a full disk does, with a message, instead of ending the program.
///
/// # Errors
/// What the system says when it takes no handler.
pub fn fail_beyond_file_size() -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop)
}
