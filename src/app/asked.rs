//! What questions of several parts are answered with, and the parts of one.

use chrono::NaiveDate;

use crate::domain::batch::{BatchFacts, RecordedBatch};
use crate::domain::date::DayDoubt;
use crate::domain::form_facts::FormFacts;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::page::{Page, Start};
use crate::domain::payment::figures::{PaymentLine, PaymentQuery, PaymentSum, PersonPaid};
use crate::domain::place::{Scope, Township};
use crate::domain::programme::Programme;
use crate::domain::round::Round;
use crate::domain::round_card::RoundLine;
use crate::domain::text::CleanText;

/// What a record form opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewForm {
    /// Whom it is for, and what is proposed.
    pub facts: Box<FormFacts>,
    /// The id that its recording will bear.
    pub id: EntryId,
    /// Why the day is not believed: then nothing will be written.
    pub doubt: Option<DayDoubt>,
    /// The day of the last act, where the clock lies long behind it: it may be wrong.
    pub leap: Option<NaiveDate>,
}

/// What the form that records many opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    /// Who is meant, and what is proposed.
    pub facts: Box<BatchFacts>,
    /// The id that the act will bear.
    pub id: EntryId,
    /// As many ids as there are candidates.
    pub ids: Vec<EntryId>,
    /// Why the day is not believed: then nothing will be written.
    pub doubt: Option<DayDoubt>,
    /// The day of the last act, where the clock lies long behind it: it may be wrong.
    pub leap: Option<NaiveDate>,
}

/// An act of many that may be undone as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchToReverse {
    /// The act.
    pub batch: RecordedBatch,
    /// The ids that its reversals will bear, as many as there are gifts that still stand.
    pub ids: Vec<EntryId>,
}

/// Which due items a list asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePageRequest {
    /// Only this round; none for every round whose window has opened.
    pub round: Option<RoundCode>,
    /// Which part of the register.
    pub scope: Scope,
    /// The exceptions (put off, absent, refused, not found) instead of what is due.
    pub exceptions: bool,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// Where and when the register stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current {
    /// The banner's name, e.g. 正蓝旗.
    pub banner: CleanText,
    /// The round that concerns today; not `created` if only the calendar knows it.
    pub round: Option<Round>,
    /// Whether a round before it is over and its list not fixed yet.
    pub over: bool,
}

/// Names one question, so that only the answer to the latest one is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId {
    /// The screen of the stack that asked; zero is the app itself.
    pub layer: u32,
    /// The number of the question, never the same twice.
    pub serial: u32,
}

/// A page of payments that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentsRequest {
    /// Which.
    pub query: PaymentQuery,
    /// Whether what stands beside the page is asked for too.
    pub beside: bool,
}

/// A page of payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentsPage {
    /// The page.
    pub page: Page<PaymentLine>,
    /// What stands beside it, where that was asked for.
    pub beside: Option<Box<BesidePayments>>,
}

/// What stands beside a page of payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BesidePayments {
    /// What all of them come to.
    pub sum: PaymentSum,
    /// Of one person: sums and what comes next.
    pub person: Option<PersonPaid>,
    /// By which programmes they are narrowed.
    pub programmes: Vec<Programme>,
    /// By which townships.
    pub townships: Vec<Township>,
}

/// What somebody received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Every round, with its calls and gifts.
    pub rounds: Vec<RoundLine>,
    /// What came of programmes in all years.
    pub paid: PaymentSum,
}
