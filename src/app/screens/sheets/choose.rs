//! A filled sheet is read: the file is chosen, a check tells what it would record, then all of it is recorded.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::{CHOOSE, FOLDER_UP, GIVE_BACK, LOOK};
use super::look::Look;
use super::texts;
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::{FolderEntry, ask};
use crate::app::screen::{Handled, Screen};
use crate::app::screens::choosing::{self, ChoosingWords, FileChoice};
use crate::domain::error::RegisterError;
use crate::domain::op::{Op, Receipt};
use crate::domain::sign_sheet::WeighedSheet;
use crate::domain::signed_error::SignedError;
use crate::domain::text::CleanText;
use crate::lang::{fill, signing};

/// The screen.
#[derive(Debug, Default)]
pub(super) struct Reading {
    choice: FileChoice,
    file: Option<FolderEntry>,
    asked: Pending<Box<Result<WeighedSheet, SignedError>>>,
    returning: Pending<Result<CleanText, CleanText>>,
    look: Option<Look>,
}

impl Reading {
    /// Back to the folder, which may have changed in the meantime.
    fn choose_again(&mut self, out: &mut Outbox<'_>) {
        self.look = None;
        self.choice.came_from = self.file.as_ref().map(|file| file.path.clone());
        self.choice.ask(out);
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if let Some(look) = &self.look {
            match look.op() {
                Some(op) => {
                    let _ = out.commit(op);
                }
                None => self.choose_again(out),
            }
        } else if self.choice.entries().is_empty() {
            out.say(Severity::Plain, texts.choose_file);
        } else if let Some(file) = self.choice.accept(out) {
            out.say(Severity::Plain, texts.reading);
            self.asked.ask(out, ask::read_sheet(file.path.clone()));
            self.file = Some(file);
        }
    }
}

impl Reading {
    fn give_back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let refused = self.look.as_ref().is_some_and(Look::is_refused);
        match self.file.as_ref().filter(|_| refused) {
            Some(file) => self.returning.ask(out, ask::return_sheet(file.path.clone(), cx.lang)),
            None => out.say(Severity::Plain, texts::of(cx.lang).nothing_wrong),
        }
    }
}

impl Screen for Reading {
    fn context(&self) -> &'static KeyContext {
        if self.look.is_some() { &LOOK } else { &CHOOSE }
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.choice.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            FOLDER_UP if self.look.is_none() => {
                if !self.choice.up(out) {
                    out.say(Severity::Plain, texts::of(cx.lang).no_parent);
                }
            }
            GIVE_BACK => self.give_back(cx, out),
            ScreenAction::BACK if self.look.is_some() => self.choose_again(out),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        if action == Action::Do(GIVE_BACK) {
            return self.look.as_ref().is_some_and(Look::is_refused);
        }
        action != Action::Do(ScreenAction::ACCEPT)
            || self.look.as_ref().map_or(!self.choice.entries().is_empty(), |look| look.op().is_some())
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        if let Some(look) = &mut self.look {
            look.go(cx, how);
        } else {
            let count = self.choice.entries().len();
            self.choice.cursor.go(how, count, choosing::rows(cx));
        }
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if self.choice.answered(cx, reply) {
            return;
        }
        let texts = texts::of(cx.lang);
        match self.returning.take(reply) {
            None => {}
            Some(Ok(path)) => return out.say(Severity::Good, fill(texts.given_back, &[&path])),
            Some(Err(why)) => return out.say(Severity::Bad, why.to_string()),
        }
        match self.asked.take(reply).map(|read| *read) {
            None => {}
            Some(Ok(weighed)) => {
                // What stood there said that the file is being checked.
                out.say(Severity::Plain, fill(texts.checked, &[&weighed.rows]));
                self.look = Some(Look::new(weighed));
            }
            Some(Err(why)) => out.say(Severity::Bad, signing::file_error(cx.lang, &why)),
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        if self.look.as_ref().is_some_and(|look| look.committed(cx, op, receipt, out)) {
            out.pop();
        }
    }

    fn refused(&mut self, _cx: &ViewContext, op: &Op, _error: &RegisterError, out: &mut Outbox<'_>) {
        // The register knows more than the look did: the file is weighed anew.
        if let (Op::RecordSheet(_), Some(file)) = (op, &self.file) {
            self.asked.ask(out, ask::read_sheet(file.path.clone()));
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.choice.entries().len();
        self.choice.cursor.fit(count, choosing::rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some(look) = &self.look {
            look.draw(cx, area, buf);
            return None;
        }
        let texts = texts::of(cx.lang);
        let said = ChoosingWords {
            title: texts.choose,
            heads: [texts.file, texts.size],
            empty: texts.empty_folder,
            note: texts.choose_note,
        };
        self.choice.draw(cx, &said, area, buf)
    }
}
