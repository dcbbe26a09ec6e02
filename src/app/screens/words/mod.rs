//! The words of rosters: what was answered at imports and is kept for the next roster like it, each forgotten with a key.

mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, OnYes};
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::app::screens::listing;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::domain::roster_question::KeptAnswer;
use crate::lang::{fill, roster};
use keys::{FORGET_ALL, WORDS};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&WORDS],
    opens_with: None,
    open: |to, _| {
        matches!(to, Destination::RosterWords).then(|| Box::new(WordsScreen::default()) as Box<dyn Screen>)
    },
};

/// The list.
#[derive(Debug, Default)]
pub struct WordsScreen {
    /// None until the register has answered.
    words: Option<Vec<KeptAnswer>>,
    cursor: Cursor,
    waiting: Pending<Vec<KeptAnswer>>,
}

impl WordsScreen {
    fn words(&self) -> &[KeptAnswer] {
        self.words.as_deref().unwrap_or_default()
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::kept_answers());
    }

    /// Asks whether these are to be forgotten.
    fn forget(question: String, words: Vec<KeptAnswer>, out: &mut Outbox<'_>) {
        let then = OnYes::Commit(Box::new(Op::ForgetAnswers(words)));
        out.open(Destination::Confirm { question, then });
    }
}

impl Screen for WordsScreen {
    fn context(&self) -> &'static KeyContext {
        &WORDS
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        let texts = texts::of(cx.lang);
        match action {
            ScreenAction::DISCARD => {
                if let Some(chosen) = self.words().get(self.cursor.at) {
                    let (word, answer) =
                        (roster::kept_word(cx.lang, chosen), roster::kept_answer(cx.lang, chosen));
                    let question = fill(texts.forget_question, &[&word, &answer]);
                    Self::forget(question, vec![chosen.clone()], out);
                }
            }
            FORGET_ALL => {
                let all = self.words().to_vec();
                Self::forget(fill(texts.forget_all_question, &[&all.len()]), all, out);
            }
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        let acts = listing::acts_on_row(action) || action == Action::Do(FORGET_ALL);
        !self.words().is_empty() || !acts
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        let (before, count) = (self.cursor, self.words().len());
        self.cursor.go(how, count, view::list_rows(cx));
        if self.cursor == before {
            out.say(Severity::Plain, texts::of(cx.lang).no_more);
        }
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(mut words) = self.waiting.take(reply) {
            words.sort_by(|one, other| {
                (one.kind, &one.word, &one.shape).cmp(&(other.kind, &other.word, &other.shape))
            });
            self.cursor.fit(words.len(), view::list_rows(cx));
            self.words = Some(words);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::ForgetAnswers(words) = op
            && receipt.answer != Answer::Known
        {
            out.say(Severity::Good, fill(texts::of(cx.lang).forgotten, &[&words.len()]));
        }
        self.ask(out);
    }

    /// Asks anew whatever changed: the list is short.
    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.words().len();
        self.cursor.fit(count, view::list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
