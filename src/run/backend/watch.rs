//! Notices that somebody writes into the register: every writer closes the side lock when it has done, and a restore
//! moves another file into the register's place. The system tells of both (inotify(7)): nothing is looked at by the
//! clock, and whoever waits takes no time.

use std::ffi::OsString;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;

use crate::app::msg::Msg;
use crate::term::Reporter;

/// What is told in that time is told once.
const TOGETHER: Duration = Duration::from_millis(50);
/// Room for what is told at once; what is beyond is read next.
const BUFFER: usize = 4_096;
/// The thread calls little.
const STACK: usize = 128 * 1_024;

/// The thread; it ends when this is dropped.
pub(super) struct Watch {
    #[expect(dead_code, reason = "held, not read: the thread sees that it is closed")]
    alive: UnixStream,
}

/// What the files are called that tell of a write.
struct Names {
    register: OsString,
    lock: OsString,
}

impl Names {
    /// Whether what was told is a write: the lock was closed, or another file came into the register's place. Who only
    /// reads closes the register too.
    fn tell(&self, name: &[u8], told: ReadFlags) -> bool {
        name == self.lock.as_bytes() || name == self.register.as_bytes() && told.contains(ReadFlags::MOVED_TO)
    }
}

/// Starts the thread, which reports [`Msg::Touched`]. Where the system watches no more folders, screens are reloaded by
/// what the program itself writes alone.
pub(super) fn start(register: &Path, reporter: Reporter<Msg>) -> Option<Watch> {
    let (folder, name) = (register.parent()?, register.file_name()?);
    let watch = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok()?;
    inotify::add_watch(&watch, folder, WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO).ok()?;
    let (alive, owner) = UnixStream::pair().ok()?;
    let mut lock = OsString::from(name);
    lock.push(".lock");
    let names = Names { register: name.to_owned(), lock };
    let work = move || {
        while wait(&watch, &owner).is_ok_and(|lives| lives) {
            // What a writer does last is not told yet.
            thread::sleep(TOGETHER);
            if concerns(&watch, &names) {
                reporter.report(Msg::Touched);
            }
        }
    };
    thread::Builder::new().name("watch".to_owned()).stack_size(STACK).spawn(work).ok()?;
    Some(Watch { alive })
}

/// Waits until something is told; false if nobody wants to know any more.
fn wait(watch: &OwnedFd, owner: &UnixStream) -> Result<bool, Errno> {
    loop {
        let mut asked = [PollFd::new(watch, PollFlags::IN), PollFd::new(owner, PollFlags::IN)];
        match poll(&mut asked, None) {
            Ok(_) => return Ok(asked.last().is_none_or(|owner| owner.revents().is_empty())),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads all that is told; whether a write is among it.
fn concerns(watch: &OwnedFd, names: &Names) -> bool {
    let mut buffer = [MaybeUninit::uninit(); BUFFER];
    let mut told = Reader::new(watch.as_fd(), &mut buffer);
    let mut concerns = false;
    while let Ok(event) = told.next() {
        let name = event.file_name().map(std::ffi::CStr::to_bytes);
        // Without a name it may have told too much at once.
        concerns |= name.is_none_or(|name| names.tell(name, event.events()));
    }
    concerns
}
