//! A question before something is lost or done; it carries what it will do.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::layer::{Layer, Navigation, Outbox};
use crate::app::msg::{Effect, ScreenAction};
use crate::domain::op::Op;
use crate::lang::app;
use crate::ui::{paint, popup, text};

/// What happens on yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Leaves the program.
    Quit,
    /// Writes.
    Commit(Box<Op>),
    /// Stops the long job.
    CancelJob,
}

/// A question and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    question: String,
    then: Then,
}

impl State {
    /// Asks `question`; yes does `then`.
    pub fn new(question: impl Into<String>, then: Then) -> Self {
        Self { question: question.into(), then }
    }

    /// Asks before the program is left with something unfinished.
    pub fn quit(cx: &ViewContext) -> Self {
        Self::new(app::texts(cx.lang).quit_question, Then::Quit)
    }
}

impl Layer for State {
    fn place(&self) -> KeyContext {
        KeyContext::Confirm
    }

    fn over(&self) -> bool {
        true
    }

    fn act(&mut self, _cx: &ViewContext, deed: ScreenAction, out: &mut Outbox<'_>) {
        match deed {
            ScreenAction::Accept => {
                out.pop();
                match self.then.clone() {
                    Then::Quit => out.turn(Navigation::Quit),
                    Then::Commit(op) => out.commit(*op),
                    Then::CancelJob => out.effect(Effect::CancelJob),
                }
            }
            ScreenAction::Back => out.pop(),
            ScreenAction::Move(_)
            | ScreenAction::Left
            | ScreenAction::Right
            | ScreenAction::Next
            | ScreenAction::Previous
            | ScreenAction::Record
            | ScreenAction::Search
            | ScreenAction::Filter
            | ScreenAction::Edit
            | ScreenAction::Create
            | ScreenAction::Reverse
            | ScreenAction::Status
            | ScreenAction::Unmask
            | ScreenAction::Discard
            | ScreenAction::FolderUp => {}
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = text::wrap(&self.question, usize::from(area.width.saturating_sub(2 * popup::MARGIN)));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let inside = popup::open(buf, area, height);
        for (row, line) in (0u16..).zip(&lines) {
            paint::put(buf, paint::line(inside, row), line, cx.theme.head);
        }
        let foot = paint::line(inside, inside.height.saturating_sub(1));
        paint::put(buf, foot, app::texts(cx.lang).yes_no, cx.theme.plain);
        None
    }
}
