//! The import of a roster: a file is chosen, a dry run tells what would happen, then it is written.

mod asking;
mod complete;
mod keys;
#[cfg(test)]
mod path_tests;
mod phase;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::effect::{Effect, ImportJob};
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::query::FolderEntry;
use crate::app::screen::{Screen, ScreenDef};
use crate::app::screens::choosing::{self, FileChoice};
use crate::domain::progress::ImportPhase;
use crate::domain::roster::ImportReport;
use crate::domain::roster_question::{Answers, Question};
use crate::lang::fill;
use keys::{CHOOSE, PATH, RESULT, RUNNING};
use phase::{Choice, Phase, Told, choices, told, told_count};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&CHOOSE, &PATH, &RUNNING, &RESULT],
    opens_with: Some(keys::GO),
    open: |to, _| to.is_main(&CHOOSE).then(|| Box::new(ImportScreen::default()) as Box<dyn Screen>),
};

/// The import.
#[derive(Debug)]
pub struct ImportScreen {
    choice: FileChoice,
    file: Option<FolderEntry>,
    /// Whether rows may rename people: chosen after a dry run that refused to.
    rename: bool,
    /// What was answered of what the file leaves open.
    answers: Answers,
    phase: Phase,
    /// The result that Esc has left.
    left: Option<Phase>,
    /// Row of the result: the choices, then the faults.
    line: Cursor,
}

impl Default for ImportScreen {
    fn default() -> Self {
        Self {
            choice: FileChoice::default(),
            file: None,
            rename: false,
            answers: Answers::default(),
            phase: Phase::Choosing,
            left: None,
            line: Cursor::default(),
        }
    }
}

/// Lines of the faults: the body without title, counts, choices (two), blank lines, heads, and the two
/// lines of the chosen fault.
fn fault_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(10))
}

/// Lines of the choices of a question: the body without title, question, a blank line and the note.
fn choice_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(5))
}

impl ImportScreen {
    fn report(&self) -> Option<&ImportReport> {
        match &self.phase {
            Phase::Checked(report) | Phase::Written(report) => Some(report),
            Phase::Choosing
            | Phase::Running { .. }
            | Phase::Asking(..)
            | Phase::Unreadable(_)
            | Phase::Failed(_) => None,
        }
    }

    /// What is asked now.
    fn question(&self) -> Option<&Question> {
        match &self.phase {
            Phase::Asking(report, at) => report.questions.get(*at),
            Phase::Choosing
            | Phase::Running { .. }
            | Phase::Checked(_)
            | Phase::Written(_)
            | Phase::Unreadable(_)
            | Phase::Failed(_) => None,
        }
    }

    /// Takes the choice under the bar; behind the last question the file is read anew with the answers.
    fn accept_answer(&mut self, out: &mut Outbox<'_>) {
        let Some(question) = self.question().cloned() else { return };
        let Some(choice) = question.choices.get(self.line.at) else { return };
        self.answers.take(&question, choice);
        self.line = Cursor::default();
        if let Phase::Asking(report, at) = &mut self.phase {
            *at += 1;
            if *at >= report.questions.len() {
                self.start(false, false, out);
            }
        }
    }

    fn fault_count(&self) -> usize {
        self.report().map_or(0, told_count)
    }

    /// The line of the result under the cursor.
    fn told(&self) -> Option<Told<'_>> {
        let at = self.line.at.checked_sub(choices(&self.phase).len())?;
        told(self.report()?).nth(at)
    }

    /// Opens whom the chosen row is about, and does at once what the key asks for; else says why there is nobody.
    fn open_person(&self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(told) = self.told() else {
            let empty = self.fault_count() == 0;
            return out.say(Severity::Plain, if empty { texts.no_row } else { texts.choose_row });
        };
        let whom = told.whom();
        match (whom.recipient, told) {
            (Some(id), _) if action == ScreenAction::STATUS => {
                out.open(Destination::PersonFor { id, action });
            }
            (Some(id), _) => out.open(Destination::Person(id)),
            (None, Told::Refused(_)) if whom.name.is_empty() => out.say(Severity::Plain, texts.nameless),
            (None, Told::Refused(_)) => out.say(Severity::Plain, fill(texts.not_taken, &[&whom.name])),
            (None, Told::Warned(_)) if matches!(self.phase, Phase::Written(_)) => {
                out.say(Severity::Plain, fill(texts.by_search, &[&whom.name]));
            }
            (None, Told::Death(_)) => out.say(Severity::Plain, fill(texts.not_known, &[&whom.name])),
            (None, Told::Understood(_) | Told::Sheet(..) | Told::Column(_)) => {
                out.say(Severity::Plain, texts.of_file);
            }
            (None, Told::Warned(_) | Told::Changed(_) | Told::New(_) | Told::Missing(_) | Told::Ends(_)) => {
                out.say(Severity::Plain, fill(texts.not_yet, &[&whom.name]));
            }
        }
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move) {
        match self.phase {
            Phase::Choosing => {
                let count = self.choice.entries().len();
                self.choice.cursor.go(how, count, choosing::rows(cx));
            }
            Phase::Running { .. } => {}
            Phase::Asking(..) => {
                let count = self.question().map_or(0, |question| question.choices.len());
                self.line.go(how, count, choice_rows(cx));
            }
            Phase::Checked(_) | Phase::Written(_) | Phase::Unreadable(_) | Phase::Failed(_) => {
                // The choices stay above; only the faults scroll.
                let choices = choices(&self.phase).len();
                let count = choices + self.fault_count();
                let rows = fault_rows(cx);
                self.line.top += choices;
                self.line.go(how, count, rows);
                self.line.top = self.line.top.saturating_sub(choices);
                self.fit(choices, rows);
            }
        }
    }

    /// Keeps the chosen fault on the screen; `top` counts faults only.
    fn fit(&mut self, choices: usize, rows: usize) {
        let at = self.line.at.saturating_sub(choices);
        self.line.top = self.line.top.clamp((at + 1).saturating_sub(rows.max(1)), at);
    }

    fn start(&mut self, write: bool, skip_refused: bool, out: &mut Outbox<'_>) {
        if let Some(file) = &self.file {
            let expected = self.report().filter(|_| write).map(ImportReport::expected);
            let (path, rename) = (file.path.clone(), self.rename);
            let job = ImportJob {
                path,
                write,
                skip_refused,
                rename,
                expected,
                answers: Box::new(self.answers.clone()),
            };
            if out.effect(Effect::StartImport(job)) {
                self.phase = Phase::Running { write, progress: None, stopping: false };
            }
        }
    }

    /// Back to the folder, which may have changed in the meantime.
    fn choose_again(&mut self, out: &mut Outbox<'_>) {
        self.phase = Phase::Choosing;
        self.choice.came_from = self.file.as_ref().map(|file| file.path.clone());
        self.choice.ask(out);
    }

    fn accept_entry(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.choice.entries().is_empty() {
            return out.say(Severity::Plain, texts::of(cx.lang).choose_first);
        }
        if let Some(entry) = self.choice.accept(out) {
            self.file = Some(entry);
            self.rename = false;
            self.answers = Answers::default();
            self.start(false, false, out);
        }
    }

    fn accept_choice(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match choices(&self.phase).get(self.line.at) {
            None => out.say(Severity::Plain, texts::of(cx.lang).fault_note),
            Some(Choice::Answer) => {
                self.line = Cursor::default();
                if let Phase::Checked(report) = &mut self.phase {
                    self.phase = Phase::Asking(std::mem::take(report), 0);
                }
            }
            Some(Choice::Complete) => self.ask_complete(),
            Some(Choice::Write) => self.start(true, false, out),
            Some(Choice::Skip) => self.start(true, true, out),
            Some(Choice::Rename) => {
                self.rename = true;
                self.start(false, false, out);
            }
            Some(Choice::Mend | Choice::Nothing | Choice::Another) => self.choose_again(out),
            Some(Choice::Finish) => out.pop(),
        }
    }

    fn folder_up(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if !self.choice.up(out) {
            out.say(Severity::Plain, texts::of(cx.lang).no_parent);
        }
    }

    fn back(&mut self, out: &mut Outbox<'_>) {
        self.left = None;
        match &mut self.phase {
            Phase::Running { stopping, progress, .. } => {
                let decided = progress.is_some_and(|progress| progress.now.phase == ImportPhase::Parts);
                if !*stopping && !decided {
                    *stopping = true;
                    out.effect(Effect::CancelJob);
                }
            }
            Phase::Asking(report, at) => {
                self.line = Cursor::default();
                if *at == 0 {
                    let report = std::mem::take(report);
                    self.phase = Phase::Checked(complete::unasked(report));
                } else {
                    *at -= 1;
                    let asked = report.questions.get(*at);
                    if let Some(question) = asked {
                        self.answers.forget(question);
                    }
                }
            }
            Phase::Checked(_) | Phase::Unreadable(_) | Phase::Failed(_) => {
                self.left = Some(std::mem::replace(&mut self.phase, Phase::Choosing));
                self.choose_again(out);
            }
            Phase::Choosing | Phase::Written(_) => out.pop(),
        }
    }
}
