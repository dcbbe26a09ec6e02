//! Writes the list that was open to a file: its form, whether numbers are in full and why, and the place are chosen, the job
//! writes it, and where it lies is told.

mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use std::path::PathBuf;

use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::effect::{Effect, ExportJob};
use crate::app::form::{FieldName, Inputs};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::{ExportLook, ask};
use crate::app::screen::{Screen, ScreenDef};
use crate::domain::export::{Exported, Format, ListQuery};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::export;
use keys::{EXPORT, EXPORTING};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&EXPORT, &EXPORTING],
    opens_with: None,
    open: |to, _| {
        let Destination::Export(list) = to else { return None };
        Some(Box::new(ExportDialog::new(list.clone())) as Box<dyn Screen>)
    },
};

/// Most characters of a path.
const PATH_MAX: usize = 400;

/// The lines of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Item {
    Format,
    Numbers,
    Reason,
    Place,
}

impl FieldName for Item {
    fn longest(self) -> usize {
        match self {
            Self::Format | Self::Numbers => 0,
            Self::Reason => NOTE_MAX,
            Self::Place => PATH_MAX,
        }
    }
}

/// How far it has come.
#[derive(Debug, Default)]
enum Phase {
    /// It is being filled in.
    #[default]
    Filling,
    /// It is written: so many of so many rows, once that is known.
    Running { progress: Option<(u64, u64)>, stopping: bool },
    /// It was written.
    Done(Exported),
}

/// The dialog.
#[derive(Debug)]
pub struct ExportDialog {
    list: Box<ListQuery>,
    look: Option<ExportLook>,
    asked: Pending<ExportLook>,
    format: usize,
    full: bool,
    inputs: Inputs<Item>,
    /// The name that was proposed last: it goes along with the form until somebody types another.
    proposed: String,
    /// The place at which a file lies that another Enter replaces.
    lies_there: Option<String>,
    phase: Phase,
}

impl ExportDialog {
    fn new(list: Box<ListQuery>) -> Self {
        Self {
            list,
            look: None,
            asked: Pending::default(),
            format: 0,
            full: false,
            inputs: Inputs::new(Item::Format),
            proposed: String::new(),
            lies_there: None,
            phase: Phase::Filling,
        }
    }

    fn format(&self) -> Format {
        Format::LISTS.get(self.format).copied().unwrap_or(Format::Xlsx)
    }

    fn items(&self) -> &'static [Item] {
        match (self.list.what().has_numbers(), self.full) {
            (false, _) => &[Item::Format, Item::Place],
            (true, false) => &[Item::Format, Item::Numbers, Item::Place],
            (true, true) => &[Item::Format, Item::Numbers, Item::Reason, Item::Place],
        }
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.asked.ask(out, ask::export_look(self.list.clone()));
    }

    /// Proposes a place beside the register, as long as nobody has typed another.
    fn propose(&mut self, cx: &ViewContext) {
        let Some(look) = &self.look else { return };
        if self.inputs.text(Item::Place) != self.proposed {
            return;
        }
        let name = export::what(cx.lang, self.list.what()).replace(' ', "-");
        let name = format!("{name}-{}.{}", cx.today, self.format().ending());
        self.proposed = look.folder.join(name).to_string_lossy().into_owned();
        self.inputs.set(Item::Place, &self.proposed);
        if self.inputs.text(Item::Reason).is_empty() {
            self.inputs.settle();
        }
    }

    fn want(&mut self, item: Item, said: &str, out: &mut Outbox<'_>) {
        self.inputs.go(item);
        out.say(Severity::Bad, said);
    }

    /// Starts the job, or tells what is wanting.
    fn start(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(folder) = self.look.as_ref().map(|look| look.folder.clone()) else { return };
        let place = self.inputs.text(Item::Place).to_owned();
        if place.is_empty() {
            return self.want(Item::Place, texts.place_needed, out);
        }
        let reason = match CleanText::parse(self.inputs.text(Item::Reason), NOTE_MAX) {
            _ if !self.full => None,
            Ok(reason) if reason.says_nothing() => return self.want(Item::Reason, texts.reason_needed, out),
            Ok(reason) => Some(reason),
            Err(_) => return self.want(Item::Reason, texts.reason_bad, out),
        };
        // A name alone lies beside the register.
        let to: PathBuf = folder.join(&place);
        let replaces = self.lies_there.as_ref() == Some(&place);
        let job = ExportJob { list: self.list.clone(), format: self.format(), to, replaces, reason };
        if out.effect(Effect::StartExport(Box::new(job))) {
            self.phase = Phase::Running { progress: None, stopping: false };
        }
    }
}
