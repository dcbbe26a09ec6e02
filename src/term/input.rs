//! Keys, signals and the reports of jobs in one queue. The loop blocks on the terminal and on a pipe that wakes
//! it: nothing is polled, and no key passes through another thread.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decode::Decoder;
use super::signals;
use crate::ui::key::Event;

/// Most bytes taken in one read: what a terminal's line holds.
const CHUNK: usize = 4096;
/// Most reads before the events are returned: a paste without end must not hold the screen for ever.
const READS_MAX: usize = 256;

/// Something the loop must fold into the app, in the order in which it happened.
#[derive(Debug, PartialEq, Eq)]
pub enum InputEvent<R> {
    /// From the user or the terminal.
    Event(Event),
    /// From a running job.
    Report(R),
}

/// Where keys come from.
trait Source: Read {
    fn fd(&self) -> BorrowedFd<'_>;
}

impl<T: Read + AsFd> Source for T {
    fn fd(&self) -> BorrowedFd<'_> {
        self.as_fd()
    }
}

/// The queue of input events; `R` is what jobs report.
pub struct Input<R> {
    source: Option<Box<dyn Source>>,
    queue: Receiver<InputEvent<R>>,
    notifier: Notifier<R>,
    /// Readable when another thread has put something into the queue.
    wake_pipe: UnixStream,
    decoder: Decoder,
    closed: Option<io::Error>,
}

/// Puts something into the queue and wakes the loop.
struct Notifier<R> {
    queue: Sender<InputEvent<R>>,
    waker: Arc<UnixStream>,
    /// Whether the loop waits at the queue itself, which wakes it.
    at_queue: Arc<AtomicBool>,
}

impl<R> Clone for Notifier<R> {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
            waker: Arc::clone(&self.waker),
            at_queue: Arc::clone(&self.at_queue),
        }
    }
}

impl<R> Notifier<R> {
    /// Nobody receives once the loop has ended; that is no error. A full pipe wakes the loop as well.
    fn notify(&self, event: InputEvent<R>) {
        if self.queue.send(event).is_ok() && !self.at_queue.load(Ordering::SeqCst) {
            let _ = (&*self.waker).write(&[0]);
        }
    }
}

/// How a job reports and wakes the loop.
pub struct Reporter<R>(Notifier<R>);

impl<R> Clone for Reporter<R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<R> Reporter<R> {
    /// Reports; nobody receives once the loop has ended, and that is no error.
    pub fn report(&self, report: R) {
        self.0.notify(InputEvent::Report(report));
    }
}

/// How the signal thread reports events.
pub(super) struct Events<R>(Notifier<R>);

impl<R> Events<R> {
    pub(super) fn send(&self, event: Event) {
        self.0.notify(InputEvent::Event(event));
    }
}

impl<R> Input<R> {
    /// An empty queue, not yet connected to a terminal.
    ///
    /// # Errors
    /// No pipe can be made.
    pub fn new() -> io::Result<Self> {
        let (sender, queue) = mpsc::channel();
        let (wake_pipe, waker) = UnixStream::pair()?;
        wake_pipe.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        let notifier = Notifier { queue: sender, waker: Arc::new(waker), at_queue: Arc::default() };
        Ok(Self { source: None, queue, notifier, wake_pipe, decoder: Decoder::default(), closed: None })
    }

    /// Takes keys from `source`, which must not keep anything in a buffer of its own.
    pub fn read_from(&mut self, source: impl Read + AsFd + 'static) {
        self.source = Some(Box::new(source));
    }

    /// Answers what the mouse does, too; without it every report of a mouse is passed over.
    pub fn hear_mouse(&mut self) {
        self.decoder.hear_mouse();
    }

    /// For a job: reports arrive between keys, in order.
    pub fn reporter(&self) -> Reporter<R> {
        Reporter(self.notifier.clone())
    }

    pub(super) fn events(&self) -> Events<R> {
        Events(self.notifier.clone())
    }

    /// Blocks until something happens, or for `timeout`, and answers all that is pending; nothing when the
    /// time is up.
    ///
    /// # Errors
    /// The terminal is gone, and all that came before has been answered.
    pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Vec<InputEvent<R>>> {
        if timeout != Some(Duration::ZERO) {
            // The first frame is out by now, which need not wait for them.
            signals::watch_real_time();
        }
        let until = timeout.map(|most| Instant::now() + most);
        let mut events = Vec::new();
        while events.is_empty() {
            if let Some(closed) = self.closed.take() {
                return Err(closed);
            }
            self.wait_once(until, &mut events)?;
            self.take_queued(&mut events);
            let mut keys = Vec::new();
            self.decoder.tick(Instant::now(), &mut keys);
            events.extend(keys.into_iter().map(InputEvent::Event));
            if until.is_some_and(|until| until <= Instant::now()) {
                break;
            }
        }
        Ok(events)
    }

    /// Blocks until something was told by another thread, or until then, and answers all that was; keys stay
    /// where they are.
    pub fn wait_for_report(&mut self, until: Instant) -> Vec<InputEvent<R>> {
        self.notifier.at_queue.store(true, Ordering::SeqCst);
        let left = until.saturating_duration_since(Instant::now());
        let mut happened: Vec<_> = self.queue.recv_timeout(left).into_iter().collect();
        // What came without a byte in the pipe came before this, and is taken here.
        self.notifier.at_queue.store(false, Ordering::SeqCst);
        happened.extend(self.queue.try_iter());
        happened
    }

    /// Whether the beginning of a key has come, and the rest is waited for.
    pub fn is_mid_key(&self) -> bool {
        self.decoder.deadline().is_some()
    }

    /// Waits until a key, a report or the time comes, and reads the keys that are there.
    fn wait_once(&mut self, until: Option<Instant>, events: &mut Vec<InputEvent<R>>) -> io::Result<()> {
        let until = [until, self.decoder.deadline()].into_iter().flatten().min();
        let mut typed = self.ready(until)?;
        for _ in 0..READS_MAX {
            if !typed || !self.read(events) {
                break;
            }
            typed = self.ready(Some(Instant::now()))?;
        }
        Ok(())
    }

    /// Whether keys can be read, once anything has happened or the time has come.
    fn ready(&self, until: Option<Instant>) -> io::Result<bool> {
        let source = self.source.as_deref();
        let mut asked = vec![PollFd::new(&self.wake_pipe, PollFlags::IN)];
        asked.extend(source.map(|source| PollFd::from_borrowed_fd(source.fd(), PollFlags::IN)));
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut asked, left.as_ref()) {
            Ok(_) => Ok(asked.get(1).is_some_and(|typed| !typed.revents().is_empty())),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads once; whether more may be there.
    fn read(&mut self, events: &mut Vec<InputEvent<R>>) -> bool {
        let mut chunk = [0; CHUNK];
        let Some(source) = self.source.as_mut() else { return false };
        match source.read(&mut chunk) {
            Ok(0) => self.closed = Some(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                let mut keys = Vec::new();
                self.decoder.feed(chunk.get(..read).unwrap_or_default(), Instant::now(), &mut keys);
                events.extend(keys.into_iter().map(InputEvent::Event));
                return true;
            }
            // A terminal that another program left in non-blocking mode.
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
            Err(error) => self.closed = Some(error),
        }
        false
    }

    /// Takes what other threads have put into the queue.
    fn take_queued(&mut self, events: &mut Vec<InputEvent<R>>) {
        // Emptied before the queue is read: what is put in from here on wakes the next wait.
        while matches!((&self.wake_pipe).read(&mut [0; 64]), Ok(1..)) {}
        events.extend(self.queue.try_iter());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::key::Key;

    fn key(key: Key) -> InputEvent<u8> {
        InputEvent::Event(Event::Key(key))
    }

    /// A queue, and the end at which keys are typed.
    fn typed() -> (Input<u8>, UnixStream) {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let mut input = Input::new().unwrap();
        input.read_from(ours);
        (input, theirs)
    }

    #[test]
    fn all_that_is_pending_comes_at_once_and_in_order() {
        let (mut input, theirs) = typed();
        (&theirs).write_all(b"clf").unwrap();
        input.reporter().report(7);
        (&theirs).write_all(b"\x1b[B\x0c\r").unwrap();
        input.events().send(Event::Resize(80, 24));
        assert_eq!(
            input.wait(None).unwrap(),
            [
                key(Key::Char('c')),
                key(Key::Char('l')),
                key(Key::Char('f')),
                key(Key::Down),
                key(Key::Ctrl('l')),
                key(Key::Enter),
                InputEvent::Report(7),
                InputEvent::Event(Event::Resize(80, 24)),
            ]
        );
    }

    #[test]
    fn a_report_wakes_the_loop() {
        let mut input = Input::new().unwrap();
        let reporter = input.reporter();
        let job = std::thread::spawn(move || reporter.report(7));
        assert_eq!(input.wait(None).unwrap(), [InputEvent::Report(7)]);
        job.join().unwrap();
        assert_eq!(input.wait(Some(Duration::ZERO)).unwrap(), []);
    }

    #[test]
    fn a_report_can_be_waited_for_while_keys_stay_where_they_are() {
        let (mut input, theirs) = typed();
        (&theirs).write_all(b"c").unwrap();
        assert_eq!(input.wait_for_report(Instant::now()), []);
        let reporter = input.reporter();
        let job = std::thread::spawn(move || reporter.report(7));
        assert_eq!(input.wait_for_report(Instant::now() + Duration::from_mins(1)), [InputEvent::Report(7)]);
        job.join().unwrap();
        assert_eq!(input.wait(None).unwrap(), [key(Key::Char('c'))]);
        assert_eq!(input.wait(Some(Duration::ZERO)).unwrap(), []);
    }

    #[test]
    fn a_lone_esc_comes_after_its_wait_and_then_nothing() {
        let (mut input, theirs) = typed();
        (&theirs).write_all(b"a\x1b").unwrap();
        assert_eq!(input.wait(None).unwrap(), [key(Key::Char('a'))]);
        assert_eq!(input.wait(None).unwrap(), [key(Key::Esc)]);
        assert_eq!(input.wait(Some(Duration::ZERO)).unwrap(), []);
    }

    #[test]
    fn the_end_of_the_terminal_is_an_error() {
        let (mut input, theirs) = typed();
        (&theirs).write_all("程".as_bytes()).unwrap();
        assert_eq!(input.wait(None).unwrap(), [key(Key::Char('程'))]);
        drop(theirs);
        assert!(input.wait(None).is_err());
    }

    #[test]
    fn what_came_before_the_end_is_answered_first() {
        let (mut input, theirs) = typed();
        (&theirs).write_all(b"\r").unwrap();
        drop(theirs);
        assert_eq!(input.wait(None).unwrap(), [key(Key::Enter)]);
        assert!(input.wait(None).is_err());
    }
}
