//! What happened and waits to be folded in.

use std::io;
use std::time::Duration;

use crate::app::msg::Msg;
use crate::term::{Input, InputEvent};
use crate::ui::key::{Event, Key};
use crate::ui::mouse::{Mouse, MouseAct};

/// Something that happened and is not folded in yet.
pub(super) struct Pending {
    pub(super) event: InputEvent<Msg>,
    /// Whether it came after the frame that is on the screen was sent.
    pub(super) seen: bool,
}

impl Pending {
    pub(super) fn key(&self) -> Option<Key> {
        if let InputEvent::Event(Event::Key(key)) = &self.event { Some(*key) } else { None }
    }

    pub(super) fn mouse(&self) -> Option<Mouse> {
        if let InputEvent::Event(Event::Mouse(mouse)) = &self.event { Some(*mouse) } else { None }
    }

    /// Whether a person sent it, as a key, a paste or a press of the mouse.
    pub(super) fn is_typed(&self) -> bool {
        matches!(&self.event, InputEvent::Event(Event::Key(_) | Event::Paste(_)))
            || self.mouse().is_some_and(|mouse| mouse.act == MouseAct::Press)
    }
}

/// What happens within that time, all of it.
pub(super) fn collect(
    input: &mut Input<Msg>,
    patience: Option<Duration>,
    seen: bool,
) -> io::Result<Vec<Pending>> {
    Ok(input.wait(patience)?.into_iter().map(|event| Pending { event, seen }).collect())
}
