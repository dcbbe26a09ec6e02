//! The prompt for the name of a new handler, or for the last day of one.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::PROMPT;
use super::texts;
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::destination::HandlerDeed;
use crate::app::form::{FieldName, Inputs};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::prompt::{self, BelowLine, PromptLook};
use crate::app::screen::{Handled, Role, Screen};
use crate::app::screens::day;
use crate::domain::date::Typed;
use crate::domain::op::{Op, Receipt};
use crate::domain::text::{CleanText, NAME_MAX};
use crate::lang::fill;
use crate::ui::key::Key;

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Item {
    Name,
    Day,
}

impl FieldName for Item {
    fn longest(self) -> usize {
        match self {
            Self::Name => NAME_MAX,
            Self::Day => 20,
        }
    }
}

/// The prompt.
#[derive(Debug)]
pub(super) struct Prompt {
    deed: HandlerDeed,
    field: Inputs<Item>,
}

impl Prompt {
    pub(super) fn new(cx: &ViewContext, deed: HandlerDeed) -> Self {
        let item = match deed {
            HandlerDeed::Add => Item::Name,
            HandlerDeed::End(_) => Item::Day,
        };
        let mut field = Inputs::new(item);
        if item == Item::Day {
            field.set(item, &cx.today.to_string());
            field.settle();
            field.go(item);
        }
        Self { deed, field }
    }

    fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        Typed::on(today).read(self.field.text(Item::Day)).ok()
    }

    /// What is to be written, or what is wrong.
    fn op(&self, cx: &ViewContext) -> Result<Op, String> {
        let texts = texts::of(cx.lang);
        match &self.deed {
            HandlerDeed::Add => match CleanText::parse(self.field.text(Item::Name), NAME_MAX) {
                Ok(name) if name.says_nothing() => Err(texts.name_needed.to_owned()),
                Ok(name) => Ok(Op::AddHandlers(vec![name])),
                Err(_) => Err(texts.name_bad.to_owned()),
            },
            HandlerDeed::End(name) => match self.day(cx.today) {
                Some(on) => Ok(Op::EndHandler { name: name.clone(), on }),
                None => Err(texts.day_bad.to_owned()),
            },
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.op(cx) {
            // What comes of it is told by the list below.
            Ok(op) => drop(out.commit(op)),
            Err(why) => out.say(Severity::Bad, why),
        }
    }
}

impl Screen for Prompt {
    fn context(&self) -> &'static KeyContext {
        &PROMPT
    }

    fn role(&self) -> Role {
        Role::Prompt
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => prompt::esc(&mut self.field, texts::of(cx.lang).esc_again, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        self.field.key(key);
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        self.field.paste(text);
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if matches!(op, Op::AddHandlers(_) | Op::EndHandler { .. }) {
            out.pop();
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Some(day) = self.day(cx.today) {
            self.field.set(Item::Day, &day.to_string());
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let (title, note, label) = match &self.deed {
            HandlerDeed::Add => (texts.add_title.to_owned(), texts.add_note, texts.name_label),
            HandlerDeed::End(name) => (fill(texts.end_title, &[name]), texts.end_note, texts.day_label),
        };
        let said = (self.field.focus() == Item::Day).then(|| self.day(cx.today)).flatten();
        let below = BelowLine::Understood(said.map(|day| day::describe(cx, day)).unwrap_or_default());
        PromptLook { title: &title, note, label, below }.draw(cx, &self.field, area, buf)
    }
}
