//! Waiting for answers: the question in a screen's hand, and the reply that comes back for it.

use std::marker::PhantomData;

use super::outbox::Outbox;
use super::query::{Answer, Ask, QueryResult, RequestId};

/// The reply to a question: its answer, or none where the register could not answer.
#[derive(Debug)]
pub struct Reply {
    id: RequestId,
    answer: Option<QueryResult>,
    unfit: bool,
}

impl Reply {
    /// A reply to the question `id`.
    pub fn new(id: RequestId, answer: Option<QueryResult>) -> Self {
        Self { id, answer, unfit: false }
    }

    /// Whether it was awaited, but answers another question than the one that was asked.
    pub(super) fn unfit(&self) -> bool {
        self.unfit
    }
}

/// Waits for the answer to the latest question of one kind; older answers are stale.
#[derive(Debug)]
pub struct Pending<T> {
    request: Option<RequestId>,
    answer: PhantomData<fn() -> T>,
}

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self { request: None, answer: PhantomData }
    }
}

impl<T> Pending<T> {
    /// Whether an answer is still awaited.
    pub fn is_waiting(&self) -> bool {
        self.request.is_some()
    }

    /// Lets any answer be stale.
    pub fn forget(&mut self) {
        self.request = None;
    }

    /// Whether `reply` is the awaited one.
    pub fn awaits(&self, reply: &Reply) -> bool {
        self.request == Some(reply.id)
    }
}

impl<T: Answer> Pending<T> {
    /// Asks, and forgets what was asked before.
    pub fn ask(&mut self, out: &mut Outbox<'_>, ask: Ask<T>) {
        if let Some(before) = self.request.take() {
            out.forget(before);
        }
        self.request = Some(out.ask(ask.query));
    }

    /// The answer, if `reply` is the awaited one and has an answer. It is then no longer awaited, and
    /// neither is one that could not be given: whatever asked may ask again.
    pub fn take(&mut self, reply: &mut Reply) -> Option<T> {
        if !self.awaits(reply) {
            return None;
        }
        self.request = None;
        let answer = T::from_result(reply.answer.take()?);
        reply.unfit = answer.is_err();
        answer.ok()
    }
}
