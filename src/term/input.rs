//! What is typed, what the terminal tells and what jobs report, in one queue: the loop blocks on it and wakes
//! for each, so that nothing has to be polled.

use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::decode::Decoder;
use crate::ui::key::Event;

/// Most bytes taken in one read: what a terminal's line holds.
const CHUNK: usize = 4096;
/// Between two tries on a terminal that another program left in non-blocking mode.
const RETRY: Duration = Duration::from_millis(20);

/// Something the loop must fold into the app, in the order in which it happened.
#[derive(Debug, PartialEq, Eq)]
pub enum Happening<R> {
    /// From the person or the terminal.
    Event(Event),
    /// From a running job.
    Report(R),
}

enum Wake<R> {
    /// Bytes and when they were read: the loop may be busy for longer than a split key takes.
    Bytes(Vec<u8>, Instant),
    Event(Event),
    Report(R),
    Closed(io::Error),
}

/// The queue of what happens; `R` is what jobs report.
pub struct Input<R> {
    wakes: Receiver<Wake<R>>,
    sender: Sender<Wake<R>>,
    decoder: Decoder,
    closed: Option<io::Error>,
}

/// How a job reports and wakes the loop.
pub struct Reporter<R>(Sender<Wake<R>>);

impl<R> Clone for Reporter<R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<R> Reporter<R> {
    /// Reports; once the loop has ended nobody listens, and that is no error.
    pub fn report(&self, report: R) {
        let _ = self.0.send(Wake::Report(report));
    }
}

/// How the signal thread tells events.
pub(super) struct Events<R>(Sender<Wake<R>>);

impl<R> Events<R> {
    pub(super) fn send(&self, event: Event) {
        let _ = self.0.send(Wake::Event(event));
    }
}

impl<R> Default for Input<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R> Input<R> {
    /// An empty queue that nobody fills yet.
    pub fn new() -> Self {
        let (sender, wakes) = mpsc::channel();
        Self { wakes, sender, decoder: Decoder::default(), closed: None }
    }

    /// For a job: reports arrive between keys, in order.
    pub fn reporter(&self) -> Reporter<R> {
        Reporter(self.sender.clone())
    }

    pub(super) fn events(&self) -> Events<R> {
        Events(self.sender.clone())
    }

    /// Blocks until something happens, or for `timeout`, and answers all that is pending; nothing when the
    /// time is up, or when only a part of a key has come.
    ///
    /// # Errors
    /// The terminal is gone, and all that came before has been answered.
    pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Vec<Happening<R>>> {
        if let Some(closed) = self.closed.take() {
            return Err(closed);
        }
        let start = Instant::now();
        let key = self.decoder.deadline().map(|at| at.saturating_duration_since(start));
        let first = match [timeout, key].into_iter().flatten().min() {
            Some(most) => self.wakes.recv_timeout(most),
            // The queue holds a sender itself and is never disconnected.
            None => self.wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut happened = Vec::new();
        if let Ok(first) = first {
            self.take(first, &mut happened);
            while let Ok(next) = self.wakes.try_recv() {
                self.take(next, &mut happened);
            }
        }
        let mut events = Vec::new();
        self.decoder.tick(Instant::now(), &mut events);
        happened.extend(events.into_iter().map(Happening::Event));
        match self.closed.take() {
            Some(closed) if happened.is_empty() => Err(closed),
            closed => {
                self.closed = closed;
                Ok(happened)
            }
        }
    }

    fn take(&mut self, wake: Wake<R>, happened: &mut Vec<Happening<R>>) {
        match wake {
            Wake::Bytes(bytes, read) => {
                let mut events = Vec::new();
                self.decoder.feed(&bytes, read, &mut events);
                happened.extend(events.into_iter().map(Happening::Event));
            }
            Wake::Event(event) => happened.push(Happening::Event(event)),
            Wake::Report(report) => happened.push(Happening::Report(report)),
            Wake::Closed(error) => self.closed = Some(error),
        }
    }
}

impl<R: Send + 'static> Input<R> {
    /// Starts the thread that reads what is typed.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn read_from(&self, source: impl Read + Send + 'static) -> io::Result<()> {
        let sender = self.sender.clone();
        thread::Builder::new().name("keys".to_owned()).spawn(move || read(source, &sender))?;
        Ok(())
    }
}

/// Reads until the terminal is gone or nobody listens.
fn read<R>(mut source: impl Read, sender: &Sender<Wake<R>>) {
    let mut chunk = [0; CHUNK];
    loop {
        let wake = match source.read(&mut chunk) {
            Ok(0) => Wake::Closed(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => Wake::Bytes(chunk.get(..read).unwrap_or_default().to_vec(), Instant::now()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(RETRY);
                continue;
            }
            Err(error) => Wake::Closed(error),
        };
        let closed = matches!(wake, Wake::Closed(_));
        if sender.send(wake).is_err() || closed {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::net::UnixStream;

    use super::*;
    use crate::ui::key::Key;

    fn key(key: Key) -> Happening<u8> {
        Happening::Event(Event::Key(key))
    }

    #[test]
    fn all_that_is_pending_comes_at_once_and_in_order() {
        let mut input = Input::new();
        let reporter = input.reporter();
        let typed = |bytes: &[u8]| input.sender.send(Wake::Bytes(bytes.to_vec(), Instant::now())).unwrap();
        typed(b"clf");
        reporter.report(7);
        typed(b"\x1b[B\x0c\r");
        let events = input.events();
        events.send(Event::Resize(80, 24));
        assert_eq!(
            input.wait(None).unwrap(),
            [
                key(Key::Char('c')),
                key(Key::Char('l')),
                key(Key::Char('f')),
                Happening::Report(7),
                key(Key::Down),
                key(Key::Ctrl('l')),
                key(Key::Enter),
                Happening::Event(Event::Resize(80, 24)),
            ]
        );
    }

    #[test]
    fn a_lone_esc_comes_after_its_wait_and_then_nothing() {
        let mut input = Input::<u8>::new();
        input.sender.send(Wake::Bytes(b"a\x1b".to_vec(), Instant::now())).unwrap();
        assert_eq!(input.wait(None).unwrap(), [key(Key::Char('a'))]);
        assert_eq!(input.wait(None).unwrap(), [key(Key::Esc)]);
        assert_eq!(input.wait(Some(Duration::ZERO)).unwrap(), []);
    }

    #[test]
    fn the_end_of_the_terminal_is_an_error() {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let mut input = Input::<u8>::new();
        input.read_from(ours).unwrap();
        (&theirs).write_all("程".as_bytes()).unwrap();
        assert_eq!(input.wait(None).unwrap(), [key(Key::Char('程'))]);
        drop(theirs);
        assert!(input.wait(None).is_err());
    }

    #[test]
    fn what_came_before_the_end_is_answered_first() {
        let mut input = Input::<u8>::new();
        input.sender.send(Wake::Bytes(b"\r".to_vec(), Instant::now())).unwrap();
        input.sender.send(Wake::Closed(io::ErrorKind::UnexpectedEof.into())).unwrap();
        assert_eq!(input.wait(None).unwrap(), [key(Key::Enter)]);
        assert!(input.wait(None).is_err());
    }
}
