//! The choice of a file: a folder, the way up, and the file under the bar.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::foot::Foot;
use super::listing::{self, MARK};
use crate::app::context::ViewContext;
use crate::app::form::{FieldName, Inputs};
use crate::app::list::Cursor;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::{Folder, FolderEntry, ask};
use crate::domain::text::CleanText;
use crate::lang::{app, words};
use crate::ui::key::Key;
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Most characters of a path: the longest that a system takes.
const PATH_MAX: usize = 4_096;
/// Cells of the list at most.
const WIDEST: u16 = 84;

/// Lines of the folder: the body without its title, its path, heads, a blank line and the note.
pub(super) fn rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(5))
}

/// What is said around the list.
pub(super) struct ChoosingWords {
    /// Above it.
    pub(super) title: &'static str,
    /// The heads.
    pub(super) heads: [&'static str; 2],
    /// Where the folder holds nothing to choose.
    pub(super) empty: &'static str,
    /// Below it.
    pub(super) note: &'static str,
}

/// The choice.
#[derive(Debug, Default)]
pub(super) struct FileChoice {
    folder: Option<Folder>,
    waiting: Pending<Folder>,
    /// What was left, to put the cursor on.
    pub(super) came_from: Option<PathBuf>,
    /// Row of the folder.
    pub(super) cursor: Cursor,
    /// The path that is being typed, if one is.
    path: Option<Inputs<TypedPath>>,
}

/// A path that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct TypedPath;

impl FieldName for TypedPath {
    fn longest(self) -> usize {
        PATH_MAX
    }
}

impl FileChoice {
    /// Asks for the folder to start in, or for the one that is shown, which may have changed.
    pub(super) fn ask(&mut self, out: &mut Outbox<'_>) {
        let path = self.folder.as_ref().map(|folder| folder.path.clone());
        self.waiting.ask(out, ask::folder(path));
    }

    pub(super) fn entries(&self) -> &[FolderEntry] {
        self.folder.as_ref().map_or(&[], |folder| folder.entries.as_slice())
    }

    /// The file under the bar; a folder is opened instead, and none answered.
    pub(super) fn accept(&mut self, out: &mut Outbox<'_>) -> Option<FolderEntry> {
        let entry = self.entries().get(self.cursor.at).cloned()?;
        if entry.folder {
            self.waiting.ask(out, ask::folder(Some(entry.path)));
            return None;
        }
        Some(entry)
    }

    /// Has a path typed, beginning with that of the folder.
    pub(super) fn type_path(&mut self) {
        let Some(folder) = &self.folder else { return };
        let mut inputs = Inputs::new(TypedPath);
        let begun = format!("{}/", folder.path.to_string_lossy().trim_end_matches('/'));
        inputs.set(TypedPath, &begun);
        inputs.settle();
        self.path = Some(inputs);
    }

    /// Whether a path is being typed.
    pub(super) fn is_typing(&self) -> bool {
        self.path.is_some()
    }

    /// Takes a key, or text, into the path.
    pub(super) fn typed(&mut self, key: Key) {
        if let Some(path) = &mut self.path {
            path.key(key);
        }
    }

    pub(super) fn pasted(&mut self, text: &str) {
        if let Some(path) = &mut self.path {
            path.paste(text);
        }
    }

    /// Leaves the path.
    pub(super) fn leave_path(&mut self) {
        self.path = None;
    }

    /// Goes where the path leads: into a folder, or to a file in its own. What is typed below none begins at the folder
    /// that is shown; a path that was dragged here may stand in quotes.
    pub(super) fn take_path(&mut self, out: &mut Outbox<'_>) {
        let Some(inputs) = &self.path else { return };
        let said = whole_path(inputs.text(TypedPath));
        let path = match &self.folder {
            Some(folder) if !said.starts_with('~') => folder.path.join(said),
            Some(_) | None => PathBuf::from(said),
        };
        self.waiting.ask(out, ask::folder(Some(path)));
    }

    /// Goes to the folder above; false where there is none.
    pub(super) fn up(&mut self, out: &mut Outbox<'_>) -> bool {
        let Some(folder) = &self.folder else { return true };
        let Some(parent) = folder.path.parent().map(PathBuf::from) else { return false };
        self.came_from = Some(folder.path.clone());
        self.waiting.ask(out, ask::folder(Some(parent)));
        true
    }

    /// Takes a folder; whether the reply was that.
    pub(super) fn answered(&mut self, cx: &ViewContext, reply: &mut Reply) -> bool {
        let Some(folder) = self.waiting.take(reply) else { return false };
        self.path = None;
        let from = self.came_from.take();
        let from = folder.named.clone().or(from);
        let at = folder.entries.iter().position(|entry| Some(&entry.path) == from.as_ref());
        self.cursor = Cursor { at: at.unwrap_or_default(), top: 0 };
        self.cursor.fit(folder.entries.len(), rows(cx));
        self.folder = Some(folder);
        true
    }

    /// Draws it.
    pub(super) fn draw(
        &self,
        cx: &ViewContext,
        said: &ChoosingWords,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        paint::put(buf, paint::line(area, 0), said.title, cx.theme.head);
        let list = Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area };
        let Some(folder) = &self.folder else {
            listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
            return None;
        };
        let place = paint::indent(paint::line(area, 1), MARK);
        let typing = self.path.as_ref().and_then(|path| path.draw(cx, TypedPath, place, buf));
        if self.path.is_none() {
            let path = CleanText::shown(&folder.path.to_string_lossy());
            let room = usize::from(area.width.saturating_sub(MARK));
            let shown = text::tail(&path, room, cx.glyphs.ellipsis);
            paint::put(buf, place, &shown, cx.theme.quiet);
        }
        let table = Table::fit(&[Column::left(40, 1), Column::right(10)], area.width.min(WIDEST) - MARK);
        let heads = said.heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 2), MARK), cx.glyphs.ellipsis, &heads);
        if folder.entries.is_empty() {
            listing::explain_empty(cx, list, said.empty, buf);
        }
        let mut bar = None;
        let mut told = said.note.to_owned();
        let shown = folder.entries.iter().enumerate().skip(self.cursor.top);
        for (y, (at, entry)) in (0..list.height).zip(shown) {
            let (name, size, style) = if entry.folder {
                (format!("{}/", entry.name), String::new(), cx.theme.quiet)
            } else {
                (entry.name.to_string(), words::size(entry.bytes), cx.theme.plain)
            };
            let row = paint::slice(paint::line(list, y), 0, WIDEST);
            let cells = [(&*name, style), (&*size, cx.theme.quiet)];
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
                bar = Some(row);
                if table.cuts(&cells).next().is_some() {
                    told = name;
                }
            }
        }
        Foot { area, list, bar }.tell(cx, &[vec![told]], buf);
        typing
    }
}

/// What was typed without what stands around it: quotes, and the folder behind which a whole path was pasted.
fn whole_path(said: &str) -> &str {
    let said = said.trim_matches(['\'', '"', ' ']);
    let begins = ["file:///", "'/", "\"/", "//", "/~"];
    let last = begins.iter().filter_map(|mark| Some(said.rfind(mark)? + mark.len() - 1)).max();
    last.and_then(|at| said.get(at..)).unwrap_or(said)
}

#[cfg(test)]
mod tests {
    use super::whole_path;

    #[test]
    fn a_whole_path_behind_the_folder_is_meant_alone() {
        for (said, path) in [
            ("/家/名册.xlsx", "/家/名册.xlsx"),
            ("/家//盘/名册.xlsx", "/盘/名册.xlsx"),
            ("/家/'/盘/名 册.xlsx'", "/盘/名 册.xlsx"),
            ("/家/\"/盘/名册.xlsx\" ", "/盘/名册.xlsx"),
            ("/家/file:///盘/名册.xlsx", "/盘/名册.xlsx"),
            ("/家/~/名册.xlsx", "~/名册.xlsx"),
            ("名册.xlsx", "名册.xlsx"),
        ] {
            assert_eq!(whole_path(said), path);
        }
    }
}
