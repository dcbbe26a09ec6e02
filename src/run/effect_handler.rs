//! What the loop asks of whatever performs the effects of the app.

use std::time::Duration;

use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::domain::op::HalfFilled;

/// How long what waits for another program may take when the program ends.
pub const END_WAIT: Duration = Duration::from_secs(15);

/// What performs the app's effects: the register, the disk, the workers.
pub trait EffectHandler {
    /// Performs one effect, or has it performed. What comes of it is answered, or sent through the
    /// [`Reporter`](crate::term::Reporter) of the input when it is there. [`Effect::Redraw`],
    /// [`Effect::Suspend`] and [`Effect::Quit`] never come here, and [`Effect::KeepDraft`] at most every 300 ms.
    fn perform(&mut self, effect: Effect) -> Vec<Msg>;

    /// A half-filled form will be kept in a moment: a signal that ends the program before then keeps it too.
    fn note_draft(&mut self, draft: &HalfFilled);

    /// A frame has been drawn: from now on an answer may come later.
    fn frame_drawn(&mut self);

    /// Waits until everything that is to be written is written, at most so long; whether it is.
    fn flush(&mut self, within: Duration) -> bool;

    /// As [`EffectHandler::flush`]; then ends what works. What could not be written in that time is given up.
    fn finish(&mut self, within: Duration);
}
