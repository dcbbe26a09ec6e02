//! What the app asks of the world around it.

use std::path::PathBuf;

use super::bookmark::Bookmark;
use super::query::{Query, RequestId};
use crate::domain::copied::CopyTarget;
use crate::domain::departing::Departing;
use crate::domain::export::Format;
use crate::domain::op::{HalfFilled, Op};
use crate::domain::roster::Expected;
use crate::domain::roster_question::Answers;
use crate::domain::text::CleanText;

/// Everything the app may ask of the world.
///
/// The effects of one message are performed in order. Before the next key is folded in the loop waits a moment
/// for their answers, so that a key pressed ahead meets the screen that its author meant; an answer that takes
/// longer comes later. Only a question that [can wait](Query::can_wait) does not hold up a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the register; answer with [`Msg::QueryResult`](super::msg::Msg::QueryResult) or
    /// [`Msg::NoAnswer`](super::msg::Msg::NoAnswer) bearing the same id.
    Query(RequestId, Query),
    /// The answer to a question is not wanted any more: it need not come.
    Forget(RequestId),
    /// Write; answer with [`Msg::Committed`](super::msg::Msg::Committed) or
    /// [`Msg::NotCommitted`](super::msg::Msg::NotCommitted), and before that with
    /// [`Msg::WriteWaits`](super::msg::Msg::WriteWaits) where another program has the lock.
    Commit(Box<Op>),
    /// Take back every write that is not made yet; each is answered with
    /// [`Msg::NotCommitted`](super::msg::Msg::NotCommitted).
    Withdraw,
    /// Keep a half-filled form, at the latest 300 ms from now; of several only the last counts.
    /// It is kept at once before any [`Effect::Commit`], before a stop, before leaving, and before a signal
    /// ends the program.
    KeepDraft(HalfFilled),
    /// Keep where the officer left, outside the register and when nothing else is asked; of several only the last counts.
    KeepBookmark(Box<Bookmark>),
    /// Import a roster on the job's thread; reports with [`Msg::Job`](super::msg::Msg::Job).
    StartImport(ImportJob),
    /// Make a checked backup in another place on the job's thread; reports with [`Msg::Job`](super::msg::Msg::Job).
    StartCopy(CopyTarget),
    /// Write a list to a file on the job's thread; reports with [`Msg::Job`](super::msg::Msg::Job).
    StartExport(Box<ExportJob>),
    /// Stop the long job; it reports [`JobReport::Cancelled`](super::msg::JobReport::Cancelled).
    CancelJob,
    /// Create a register where there is none; answer with [`Msg::Opened`](super::msg::Msg::Opened) or
    /// [`Msg::NotOpened`](super::msg::Msg::NotOpened).
    CreateRegister(Beginning),
    /// Draw every cell afresh.
    Redraw,
    /// Give the terminal back and stop (Ctrl-Z).
    Suspend,
    /// Leave the program.
    Quit,
}

/// How a first register begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// With the sample banner.
    Sample,
    /// Empty.
    Empty,
}

/// A list to write to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportJob {
    /// The list or the sheet, with what is asked of it.
    pub what: Box<Departing>,
    /// The form.
    pub format: Format,
    /// The file.
    pub to: PathBuf,
    /// Whether a file that lies there is replaced.
    pub replaces: bool,
    /// Why numbers are in full; none where they are masked.
    pub reason: Option<CleanText>,
}

/// A file to import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportJob {
    /// The roster.
    pub path: PathBuf,
    /// Write; otherwise only tell what would be written.
    pub write: bool,
    /// Import the good rows although others are refused.
    pub skip_refused: bool,
    /// Rename whoever has the ID number of a row under another name.
    pub rename: bool,
    /// What the dry run has shown; nothing else is written.
    pub expected: Option<Expected>,
    /// What was answered of what the roster leaves open.
    pub answers: Box<Answers>,
}
