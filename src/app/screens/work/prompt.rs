//! The prompt that writes work down, about somebody too, and that settles, answers or ends a row: a line, read as it is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::LINE;
use super::texts;
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::form::{FieldName, Inputs};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::prompt::{self, BelowLine, PromptLook};
use crate::app::query::{Meant, WorkAsk, WorkTold, ask};
use crate::app::screen::{Handled, Role, Screen};
use crate::app::work_query::WorkDeed;
use crate::domain::ids::EntryId;
use crate::domain::op::{Op, Receipt};
use crate::domain::text::CleanText;
use crate::domain::work::line::{self, LineFault, TypedWork};
use crate::domain::work::{WorkChange, WorkKind};
use crate::lang::{Lang, app, fill, work};
use crate::ui::key::Key;

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Typing {
    Line,
}

impl FieldName for Typing {
    fn longest(self) -> usize {
        400
    }
}

/// What the line says.
enum Said {
    /// A row, with the name of whom it is about where that is to be looked up.
    Row(TypedWork),
    /// What ends a row or is told of it.
    Change(WorkChange),
}

/// The prompt.
#[derive(Debug)]
pub(super) struct Prompt {
    deed: WorkDeed,
    field: Inputs<Typing>,
    /// The id that the row will bear, fixed when the prompt opens.
    id: Option<EntryId>,
    asked_id: Pending<EntryId>,
    /// The name that was looked up, and who bears it.
    found: Option<(CleanText, Meant)>,
    asked_name: Option<CleanText>,
    whom: Pending<Box<WorkTold>>,
}

impl Prompt {
    pub(super) fn new(deed: WorkDeed) -> Self {
        Self {
            deed,
            field: Inputs::new(Typing::Line),
            id: None,
            asked_id: Pending::default(),
            found: None,
            asked_name: None,
            whom: Pending::default(),
        }
    }

    fn said(&self, cx: &ViewContext) -> Result<Said, LineFault> {
        let id = self.id.unwrap_or(EntryId(uuid::Uuid::nil()));
        let typed = self.field.text(Typing::Line);
        match &self.deed {
            WorkDeed::Add => line::read(typed, cx.today, id).map(Said::Row),
            WorkDeed::End(row) => line::read_end(&row.work, typed, cx.today).map(Said::Change),
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.said(cx) {
            Err(why) => out.say(Severity::Bad, told(cx.lang, why)),
            // What comes of it is told by the screen below.
            Ok(Said::Change(change)) => {
                if let WorkDeed::End(row) = &self.deed {
                    let _asked = out.commit(Op::ChangeWork { id: row.work.id, change: Box::new(change) });
                }
            }
            Ok(Said::Row(_)) if self.id.is_none() => {}
            Ok(Said::Row(TypedWork { work, whom: None })) => drop(out.commit(Op::AddWork(vec![work]))),
            Ok(Said::Row(TypedWork { mut work, whom: Some(name) })) => {
                let texts = texts::of(cx.lang);
                match self.found.as_ref().filter(|(known, _)| *known == name).map(|(_, meant)| meant) {
                    Some(Meant::One(id)) => {
                        work.recipient = Some(*id);
                        let _asked = out.commit(Op::AddWork(vec![work]));
                    }
                    Some(Meant::Nobody) => out.say(Severity::Bad, fill(texts.unknown, &[&name])),
                    Some(Meant::Several(all)) => {
                        let told = all.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
                        let told = told.join(cx.lang.pick("；", "; "));
                        out.say(Severity::Bad, fill(texts.several, &[&all.len(), &told]));
                    }
                    None => out.say(Severity::Plain, app::texts(cx.lang).loading),
                }
            }
        }
    }

    /// Asks whom the line is about, as soon as it names somebody else.
    fn look(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let named = match self.said(cx) {
            Ok(Said::Row(TypedWork { whom: Some(name), .. })) => name,
            Ok(Said::Row(_) | Said::Change(_)) | Err(_) => return,
        };
        if self.asked_name.as_ref() != Some(&named) {
            self.whom.ask(out, ask::work(WorkAsk::Whom(named.clone())));
            self.asked_name = Some(named);
        }
    }
}

/// What is wrong with a line.
fn told(lang: Lang, fault: LineFault) -> String {
    let texts = texts::of(lang);
    match fault {
        LineFault::Kind => {
            let known: Vec<&str> = WorkKind::ALL.iter().map(|kind| work::kind(lang, *kind)).collect();
            fill(texts.bad_kind, &[&known.join(" ")])
        }
        LineFault::Name(name) => fill(texts.bad_name, &[&name]),
        LineFault::Value(field, fault) => {
            fill(texts.bad_value, &[&work::field(lang, field), &work::bad_value(lang, fault)])
        }
        LineFault::Day(word) => fill(texts.bad_day, &[&word]),
        LineFault::Text => texts.bad_text.to_owned(),
        LineFault::Row(faults) => {
            let told: Vec<String> = faults.into_iter().map(|fault| work::fault(lang, fault)).collect();
            told.join(lang.pick("；", "; "))
        }
    }
}

/// How a line is understood: kind, subkind, whom, title, when, and what is told.
fn understood(lang: Lang, said: &Said) -> String {
    let details = |details: &crate::domain::work::Details| -> Vec<String> {
        let told = details
            .iter()
            .map(|(field, value)| [work::field(lang, *field), " ", &work::value(lang, value)].concat());
        told.collect()
    };
    let mut parts: Vec<String> = match said {
        Said::Row(TypedWork { work: row, whom }) => {
            let mut parts = vec![work::kind(lang, row.kind).to_owned(), row.subkind.to_string()];
            parts.extend(whom.as_ref().map(ToString::to_string));
            parts.extend([row.title.to_string(), work::period(lang, row.days)]);
            parts.extend(details(&row.details));
            parts
        }
        Said::Change(change) => {
            let mut parts: Vec<String> = change.until.iter().map(ToString::to_string).collect();
            parts.extend(details(&change.details));
            parts
        }
    };
    parts.retain(|part| !part.is_empty());
    parts.join("  ")
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
        } else if let Some(told) = self.whom.take(reply)
            && let WorkTold::Whom(meant) = *told
        {
            self.found = self.asked_name.clone().map(|name| (name, meant));
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => prompt::esc(&mut self.field, texts::of(cx.lang).esc_again, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        if self.field.key(key) {
            self.look(cx, out);
        }
    }

    fn pasted(&mut self, cx: &ViewContext, text: &str, out: &mut Outbox<'_>) {
        if self.field.paste(text) {
            self.look(cx, out);
        }
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if matches!(op, Op::AddWork(_) | Op::ChangeWork { .. }) {
            out.pop();
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let (title, note) = match &self.deed {
            WorkDeed::Add => (texts.add_title.to_owned(), texts.add_note),
            WorkDeed::End(row) => {
                let what = [row.name.as_str(), row.work.subkind.as_str(), row.work.title.as_str()];
                let what = what.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                (fill(texts.end_title, &[&row.no, &what]), texts.end_note)
            }
        };
        let said = self.said(cx).map(|said| understood(cx.lang, &said)).unwrap_or_default();
        let (label, below) = (texts.line_label, BelowLine::Understood(said));
        PromptLook { title: &title, note, label, below }.draw(cx, &self.field, area, buf)
    }
}
