//! A checked backup in another place: a medium or a folder is chosen, the copy is made, and what became of it is told.

mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use std::path::{Path, PathBuf};

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::effect::Effect;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::{Folder, FolderEntry, ask};
use crate::app::screen::{Screen, ScreenDef};
use crate::domain::copied::{Copied, CopyPlace, CopyProgress, CopyTarget, Hindrance, NotCopied};
use keys::COPY;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&COPY],
    opens_with: Some(keys::GO),
    open: |to, _| to.is_main(&COPY).then(|| Box::new(CopyScreen::default()) as Box<dyn Screen>),
};

/// The copy of a backup.
#[derive(Debug, Default)]
pub struct CopyScreen {
    places: Option<Vec<CopyPlace>>,
    waiting_places: Pending<Vec<CopyPlace>>,
    /// The open folder, and of what it holds the folders; none while a place is chosen.
    folder: Option<Folder>,
    waiting: Pending<Folder>,
    /// The folder that was left upwards, to put the cursor on.
    came_from: Option<PathBuf>,
    phase: Phase,
    cursor: Cursor,
}

/// How far it has come.
#[derive(Debug, Default)]
enum Phase {
    /// A place, or a folder, is being chosen.
    #[default]
    Choosing,
    /// It is made.
    Running { progress: Option<CopyProgress>, stopping: bool },
    /// It was made.
    Made(Copied),
    /// It was not.
    Failed(NotCopied),
}

/// What can be done behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Again,
    Elsewhere,
    Finish,
}

fn choices(phase: &Phase) -> &'static [Choice] {
    match phase {
        Phase::Choosing | Phase::Running { .. } => &[],
        Phase::Made(_) => &[Choice::Finish],
        Phase::Failed(_) => &[Choice::Again, Choice::Elsewhere],
    }
}

/// Lines of the list: the body without its title, its path, heads, a blank line and the note.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(5))
}

impl CopyScreen {
    fn folders(&self) -> &[FolderEntry] {
        self.folder.as_ref().map_or(&[], |folder| folder.entries.as_slice())
    }

    /// Rows to choose from: before the folders in a folder stands the folder itself.
    fn count(&self) -> usize {
        match (&self.phase, &self.folder) {
            (Phase::Choosing, Some(folder)) => 1 + folder.entries.len(),
            (Phase::Choosing, None) => self.places.as_ref().map_or(0, Vec::len),
            (Phase::Running { .. } | Phase::Made(_) | Phase::Failed(_), _) => choices(&self.phase).len(),
        }
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move) {
        self.cursor.go(how, self.count(), list_rows(cx));
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match &self.phase {
            Phase::Choosing => self.accept_place(cx, out),
            Phase::Running { .. } => {}
            Phase::Made(_) | Phase::Failed(_) => match choices(&self.phase).get(self.cursor.at) {
                Some(Choice::Again) => self.start(out),
                Some(Choice::Elsewhere) => self.look_for_places(out),
                Some(Choice::Finish) => out.pop(),
                None => {}
            },
        }
    }

    fn accept_place(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let chosen = match (&self.folder, self.cursor.at.checked_sub(1)) {
            (Some(_), None) => return self.start(out),
            (Some(folder), Some(at)) => folder.entries.get(at).map(|entry| entry.path.clone()),
            (None, _) => {
                let place = self.places.as_ref().and_then(|places| places.get(self.cursor.at));
                if place.is_some_and(|place| place.hindrance == Some(Hindrance::ReadOnly)) {
                    return out.say(Severity::Plain, view::hindered(cx, Hindrance::ReadOnly).1);
                }
                place.map(|place| place.folder.clone())
            }
        };
        if let Some(path) = chosen {
            self.waiting.ask(out, ask::folder(Some(path)));
        }
    }

    fn start(&mut self, out: &mut Outbox<'_>) {
        let Some(folder) = &self.folder else { return };
        let target = CopyTarget { folder: folder.path.clone(), device: folder.device };
        if out.effect(Effect::StartCopy(target)) {
            self.phase = Phase::Running { progress: None, stopping: false };
        }
    }

    fn look_for_places(&mut self, out: &mut Outbox<'_>) {
        self.phase = Phase::Choosing;
        self.folder = None;
        self.places = None;
        self.cursor = Cursor::default();
        self.waiting_places.ask(out, ask::copy_places());
    }

    fn folder_up(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if !matches!(self.phase, Phase::Choosing) {
            return;
        }
        match &self.folder {
            None => {
                self.look_for_places(out);
                out.say(Severity::Plain, texts::of(cx.lang).looked_again);
            }
            Some(folder) => match folder.path.parent().filter(|_| !self.is_medium(&folder.path)) {
                Some(parent) => {
                    let parent = parent.to_path_buf();
                    self.came_from = Some(folder.path.clone());
                    self.waiting.ask(out, ask::folder(Some(parent)));
                }
                None => self.look_for_places(out),
            },
        }
    }

    fn is_medium(&self, folder: &Path) -> bool {
        let mut places = self.places.iter().flatten();
        places.any(|place| place.medium && place.folder == folder)
    }

    /// Back to the folder, which may have changed in the meantime.
    fn choose_again(&mut self, out: &mut Outbox<'_>) {
        self.phase = Phase::Choosing;
        self.cursor = Cursor::default();
        let path = self.folder.as_ref().map(|folder| folder.path.clone());
        self.waiting.ask(out, ask::folder(path));
    }

    fn back(&mut self, out: &mut Outbox<'_>) {
        match &mut self.phase {
            Phase::Running { stopping, .. } => {
                if !*stopping {
                    *stopping = true;
                    out.effect(Effect::CancelJob);
                }
            }
            Phase::Failed(_) => self.look_for_places(out),
            Phase::Choosing if self.folder.is_some() => self.look_for_places(out),
            Phase::Choosing | Phase::Made(_) => out.pop(),
        }
    }
}
