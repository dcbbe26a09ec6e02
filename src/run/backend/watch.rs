//! Notices that somebody writes into the register: every writer closes the side lock when it has done, and a restore
//! moves another file into the register's place. The system tells of both (inotify(7)): nothing is looked at by the
//! clock, and whoever waits takes no time.

use std::ffi::OsString;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
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

/// What tells of a write.
struct Told {
    /// The name of the register.
    register: OsString,
    /// The side lock.
    lock: PathBuf,
}

impl Told {
    /// Watches the lock itself: what only reads beside it wakes nobody.
    fn watch_lock(&self, watch: &OwnedFd) {
        // Where there is none yet, the folder tells when it is made.
        let _ = inotify::add_watch(watch, &self.lock, WatchFlags::CLOSE_WRITE);
    }

    /// Whether what the folder told of `name` is a write: another file came into the register's place, or the lock was
    /// made.
    fn by_folder(&self, name: &[u8], told: ReadFlags, watch: &OwnedFd) -> bool {
        let made = self.lock.file_name().is_some_and(|lock| lock.as_bytes() == name);
        if made {
            self.watch_lock(watch);
        }
        made || name == self.register.as_bytes() && told.contains(ReadFlags::MOVED_TO)
    }
}

/// Starts the thread, which reports [`Msg::Touched`]. Where the system watches no more folders, screens are reloaded by
/// what the program itself writes alone.
pub(super) fn start(register: &Path, reporter: Reporter<Msg>) -> Option<Watch> {
    let (folder, name) = (register.parent()?, register.file_name()?);
    let watch = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok()?;
    inotify::add_watch(&watch, folder, WatchFlags::CREATE | WatchFlags::MOVED_TO).ok()?;
    let (alive, owner) = UnixStream::pair().ok()?;
    let mut lock = OsString::from(name);
    lock.push(".lock");
    let told = Told { register: name.to_owned(), lock: folder.join(lock) };
    told.watch_lock(&watch);
    let work = move || {
        while wait(&watch, &owner).is_ok_and(|lives| lives) {
            // What a writer does last is not told yet.
            thread::sleep(TOGETHER);
            if concerns(&watch, &told) {
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
fn concerns(watch: &OwnedFd, told: &Told) -> bool {
    let mut buffer = [MaybeUninit::uninit(); BUFFER];
    let mut reader = Reader::new(watch.as_fd(), &mut buffer);
    let mut concerns = false;
    while let Ok(event) = reader.next() {
        let name = event.file_name().map(std::ffi::CStr::to_bytes);
        // Without a name it is the lock, or too much was told at once.
        concerns |= name.is_none_or(|name| told.by_folder(name, event.events(), watch));
    }
    concerns
}
