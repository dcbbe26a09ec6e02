//! A write that is tried and taken back, for whoever asks beforehand what it would do: the same rules in the same order, and
//! nothing of it is seen.

use std::cell::RefCell;

use crate::domain::error::RegisterError;
use crate::domain::op::{Op, Receipt, WriteContext};
use crate::store::file::error::Result;
use crate::store::perform;
use crate::store::register::Store;

impl Store {
    /// As [`Store::commit`], and takes all of it back before anybody sees it: whether it would be written, and what it
    /// would answer.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub fn rehearse(&mut self, op: &Op, ctx: &WriteContext) -> Result<Receipt> {
        let settles = self.settles_with(op, ctx);
        let answered = RefCell::new(None);
        let taken_back = self.write(
            ctx,
            |tx| {
                *answered.borrow_mut() = Some(perform(tx, op, ctx, None, settles)?);
                Err::<Receipt, _>(RegisterError::Stopped)
            },
            |_, _| Ok(()),
        );
        match (answered.into_inner(), taken_back) {
            (Some(receipt), Err(RegisterError::Stopped)) => Ok(receipt),
            (_, other) => other,
        }
    }
}
