//! A question before something is lost or done; it carries what it will do.

mod keys;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, OnYes};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Navigation, Outbox};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Role, Screen, ScreenDef};
use crate::domain::group_change::Touches;
use crate::domain::op::Op;
use crate::lang::groups;
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};
use keys::CONFIRM;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&CONFIRM],
    opens_with: None,
    open: |to, _| {
        let Destination::Confirm { question, then } = to else { return None };
        let (question, then) = (question.clone(), then.clone());
        Some(Box::new(ConfirmPopup { question, then, touches: Vec::new(), asked: Pending::default() }))
    },
};

/// Cells between the two answers.
const GAP: u16 = 4;

/// A question and what follows it.
#[derive(Debug)]
pub struct ConfirmPopup {
    question: String,
    then: OnYes,
    /// What the change of a round means for who is due, in lines.
    touches: Vec<String>,
    asked: Pending<Touches>,
}

impl Screen for ConfirmPopup {
    fn context(&self) -> &'static KeyContext {
        &CONFIRM
    }

    fn role(&self) -> Role {
        Role::Question
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        if let OnYes::Commit(op) = &self.then
            && matches!(**op, Op::ChangeRound(_))
        {
            self.asked.ask(out, ask::touches(op.clone()));
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(touches) = self.asked.take(reply) {
            self.touches = groups::touches(cx.lang, &touches);
        }
    }

    fn act(&mut self, _cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => {
                let done = match self.then.clone() {
                    OnYes::Quit => out.may_quit(),
                    OnYes::Commit(op) => out.commit(*op),
                };
                if done {
                    out.pop();
                }
                if done && self.then == OnYes::Quit {
                    out.turn(Navigation::Quit);
                }
            }
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let mut lines = text::wrap(&self.question, usize::from(popup::width(area)));
        for line in &self.touches {
            lines.extend(text::wrap(line, usize::from(popup::width(area))));
        }
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let inside = popup::open(buf, area, rows, CONFIRM.title.text(cx.lang), cx.look());
        for (row, line) in (1u16..).zip(&lines) {
            paint::put(buf, paint::line(inside, row), line, cx.theme.plain);
        }
        let foot = paint::line(inside, inside.height.saturating_sub(1));
        let texts = texts::of(cx.lang);
        let mut x = 0;
        for (says, key) in [(texts.yes, Key::Enter), (texts.no, Key::Esc)] {
            let place = paint::indent(foot, x);
            let cells = paint::put(buf, place, says, cx.theme.plain);
            cx.parts.key(paint::slice(place, 0, cells), key);
            x += cells + GAP;
        }
        None
    }
}
