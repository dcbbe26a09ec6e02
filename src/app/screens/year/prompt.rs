//! The prompt that writes work down: a line, read as it is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::LINE;
use super::texts;
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::form::{FieldName, Inputs, Leaving};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Role, Screen};
use crate::domain::ids::EntryId;
use crate::domain::op::{Op, Receipt};
use crate::domain::work::line::{self, LineFault};
use crate::domain::work::{NewWork, WorkKind};
use crate::lang::{Lang, fill, work};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Item {
    Line,
}

impl FieldName for Item {
    fn longest(self) -> usize {
        400
    }
}

/// The prompt.
#[derive(Debug)]
pub(super) struct Prompt {
    field: Inputs<Item>,
    /// The id that the row will bear, fixed when the prompt opens.
    id: Option<EntryId>,
    asked_id: Pending<EntryId>,
}

impl Prompt {
    pub(super) fn new() -> Self {
        Self { field: Inputs::new(Item::Line), id: None, asked_id: Pending::default() }
    }

    fn row(&self, cx: &ViewContext) -> Result<NewWork, LineFault> {
        let id = self.id.unwrap_or(EntryId(uuid::Uuid::nil()));
        line::read(self.field.text(Item::Line), cx.today, id)
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.row(cx) {
            // What comes of it is told by the screen below.
            Ok(row) if self.id.is_some() => drop(out.commit(Op::AddWork(vec![row]))),
            Ok(_) => {}
            Err(why) => out.say(Severity::Bad, told(cx.lang, why)),
        }
    }
}

/// What is wrong with a line.
fn told(lang: Lang, fault: LineFault) -> String {
    let texts = texts::of(lang);
    match fault {
        LineFault::Kind => {
            let free = WorkKind::ALL.iter().filter(|kind| !kind.family().is_about_somebody());
            let known: Vec<&str> = free.map(|kind| work::kind(lang, *kind)).collect();
            fill(texts.bad_kind, &[&known.join(" ")])
        }
        LineFault::Name(name) => fill(texts.bad_name, &[&name]),
        LineFault::Value(field, fault) => {
            fill(texts.bad_value, &[&work::field(lang, field), &work::bad_value(lang, fault)])
        }
        LineFault::Text => texts.bad_text.to_owned(),
        LineFault::Row(faults) => {
            let told: Vec<String> = faults.into_iter().map(|fault| work::fault(lang, fault)).collect();
            told.join(lang.pick("；", "; "))
        }
    }
}

impl Screen for Prompt {
    fn context(&self) -> &'static KeyContext {
        &LINE
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

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.asked_id.ask(out, ask::new_id());
    }

    fn answered(&mut self, _cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(id) = self.asked_id.take(reply) {
            self.id = Some(id);
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => match self.field.leave(self.field.changed(), out) {
                Leaving::Now => out.pop(),
                Leaving::Warned => out.say(Severity::Plain, texts::of(cx.lang).esc_again),
                Leaving::Withheld => {}
            },
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
        if matches!(op, Op::AddWork(_)) {
            out.pop();
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let note = text::wrap(texts.line_note, usize::from(popup::width(area)));
        let notes = u16::try_from(note.len()).unwrap_or(u16::MAX);
        let inside = popup::open(buf, area, notes.saturating_add(4), texts.line_title, cx.look());
        for (row, line) in (1_u16..).zip(&note) {
            paint::put(buf, paint::line(inside, row), line, cx.theme.quiet);
        }
        let row = paint::line(inside, notes + 2);
        paint::put(buf, row, texts.line_label, cx.theme.head);
        let indent = u16::try_from(text::width(texts.line_label)).unwrap_or_default() + 2;
        let below = paint::indent(paint::line(inside, notes + 3), indent);
        if let Ok(read) = self.row(cx) {
            let said = [
                work::kind(cx.lang, read.kind),
                read.subkind.as_str(),
                read.title.as_str(),
                &work::period(cx.lang, read.days),
            ];
            let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
            paint::put_cut(buf, below, &said.join("  "), cx.glyphs.ellipsis, cx.theme.quiet);
        }
        self.field.draw(cx, Item::Line, paint::indent(row, indent), buf)
    }
}
