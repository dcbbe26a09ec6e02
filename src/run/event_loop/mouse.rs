//! What the loop does with the mouse: reports that come together are one, and a press is folded in with whether it was
//! made for what is on the screen.

use std::io::Write;

use super::press::Break;
use super::{EventLoop, Pending};
use crate::app::msg::Msg;
use crate::run::effect_handler::EffectHandler;
use crate::ui::mouse::{Mouse, MouseAct};

impl<W: Write, H: EffectHandler> EventLoop<'_, W, H> {
    /// The mouse was used: `seen` after the frame that is on the screen was sent.
    pub(super) fn mouse(&mut self, mouse: Mouse, seen: bool) {
        match mouse.act {
            MouseAct::Press => {
                self.before = None;
                // As a key does: what waits for silence gets none.
                self.interrupt(Break::Click);
                let seen = seen && !self.stale;
                let next = self.next_mouse();
                // A second press that came with the first was made for the same frame.
                let twice = next == Some(mouse);
                if twice {
                    self.happened.pop_front();
                }
                self.fold(Msg::Click { at: mouse.at, seen, twice });
            }
            MouseAct::Wheel(steps) => {
                let mut steps = isize::from(steps);
                while let Some(Mouse { at, act: MouseAct::Wheel(more) }) = self.next_mouse()
                    && self.app.is_one_screen(mouse.at, at)
                {
                    steps = steps.saturating_add(isize::from(more));
                    self.happened.pop_front();
                }
                self.fold(Msg::Wheel { at: mouse.at, steps });
            }
        }
    }

    /// What comes next, if that is the mouse.
    fn next_mouse(&self) -> Option<Mouse> {
        self.happened.front().and_then(Pending::mouse)
    }
}
