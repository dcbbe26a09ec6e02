//! What happens: keys, answers, and how a long job goes.

use chrono::NaiveDate;
use ratatui::layout::Position;

use super::open_phones::PhonesEnd;
use super::query::{QueryResult, RequestId};
use crate::domain::copied::{Copied, CopyProgress, NotCopied};
use crate::domain::error::RegisterError;
use crate::domain::export::Exported;
use crate::domain::op::{Op, Receipt};
use crate::domain::progress::ImportProgress;
use crate::domain::roster::ImportReport;
use crate::domain::text::CleanText;
use crate::ui::key::Key;

/// Everything that happens.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key. What it does for good is withheld until it is known to be a press:
    /// [`App::awaits_press`](super::App::awaits_press).
    Key(Key),
    /// The last key was pressed after what it asks for was on the screen: it is done.
    Press(Key),
    /// The last key was not pressed for what it asks for: nothing is done.
    NotPressed,
    /// The key was not pressed for what it asked for, since something else came right behind it.
    Interrupted(Key),
    /// The Esc before was no key: what it closed is opened again.
    TakeBackEsc,
    /// Nobody has pressed a key for a while: numbers are masked again.
    Mask,
    /// Phones that are open are masked again, and why.
    MaskPhones(PhonesEnd),
    /// Nobody has pressed a key for a moment: [`App::awaits_rest`](super::App::awaits_rest).
    Rested,
    /// The mouse was pressed.
    Click {
        /// Where, in cells.
        at: Position,
        /// Whether the frame that it meets was on the screen, and all that has come since.
        seen: bool,
        /// Whether it was pressed twice there, for one frame.
        twice: bool,
    },
    /// The wheel of the mouse was turned.
    Wheel {
        /// Where, in cells.
        at: Position,
        /// How many steps, downwards if positive.
        steps: isize,
    },
    /// Pasted text.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// The day turned.
    Day(NaiveDate),
    /// The answer to a question.
    QueryResult(RequestId, Box<QueryResult>),
    /// A question could not be answered.
    NoAnswer(RequestId, Box<RegisterError>),
    /// The answer to a search by a number comes in so many seconds: there were many of them.
    SearchHeldBack(u64),
    /// A write is durable.
    Committed(Box<Op>, Box<Receipt>),
    /// A write did not happen.
    NotCommitted(Box<Op>, Box<RegisterError>),
    /// A write waits for another program, which has the register's lock: what that program says of itself.
    WriteWaits(CleanText),
    /// How far a write is that takes long, because it creates or changes a round.
    WriteProgress {
        /// How many of those who may be in the round have a standing.
        done: u64,
        /// How many may be in it.
        all: u64,
    },
    /// A register was created and is open.
    Opened,
    /// A register could not be created.
    NotOpened(Box<RegisterError>),
    /// Somebody has written into the register, or put another one in its place.
    Touched,
    /// A backup was made without being asked; if not, why.
    Kept(Result<(), Box<RegisterError>>),
    /// The long job tells how it goes.
    Job(JobReport),
}

/// How the long job goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobReport {
    /// So far.
    Progress {
        /// How far it is.
        progress: ImportProgress,
        /// Milliseconds since the job began.
        elapsed_ms: u64,
    },
    /// An import, or its dry run, came to its end.
    Imported(Box<ImportReport>),
    /// The file is another than the dry run read, or else the register is; nothing was written.
    NotAsShown {
        /// Whether it is the file.
        file: bool,
    },
    /// A copy, so far.
    Copying(CopyProgress),
    /// A copy was made and checked.
    Copied(Box<Copied>),
    /// There is no copy.
    NotCopied(Box<NotCopied>),
    /// A list is written, so far.
    Exporting {
        /// Rows.
        done: u64,
        /// All of them.
        total: u64,
    },
    /// A list was written.
    Exported(Box<Exported>),
    /// No list was written: why, in the user's language.
    NotExported {
        /// Why, and the way out.
        told: CleanText,
        /// Whether a file lies there that is not replaced without asking.
        exists: bool,
    },
    /// It was stopped; nothing was written.
    Cancelled,
    /// The register refused; nothing was written.
    Failed(Box<RegisterError>),
    /// The file cannot be read as a roster: what is wrong, in the user's language.
    Unreadable(CleanText),
}
