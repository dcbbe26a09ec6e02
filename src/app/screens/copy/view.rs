//! How the copy of a backup is drawn.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Choice, CopyScreen, Phase, choices, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::foot::Foot;
use crate::app::screens::listing::{self, MARK};
use crate::domain::copied::{Copied, CopyFault, CopyPhase, CopyPlace, CopyProgress, Hindrance, NotCopied};
use crate::domain::text::CleanText;
use crate::lang::{app, errors, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// A place and what is free there.
const PLACES: [Column; 2] = [Column::left(40, 1), Column::right(10)];
/// Cells of a row of the list at most.
const ROW: u16 = 84;
/// Cells of the bar of progress.
const BAR: usize = 40;
/// Cells of the names of what was made.
const NAMES: u16 = 8;

impl CopyScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        match (&self.phase, &self.folder) {
            (Phase::Choosing, None) => self.places(cx, area, buf),
            (Phase::Choosing, Some(folder)) => {
                head(cx, area, texts.choose_folder, &shown(&folder.path), buf);
                let rows = std::iter::once((texts.here.to_owned(), cx.theme.plain));
                let folders = self.folders().iter();
                let rows = rows.chain(folders.map(|entry| (format!("{}/", entry.name), cx.theme.quiet)));
                self.list(cx, area, rows.map(|(name, style)| (name, String::new(), style)), None, buf);
            }
            (Phase::Running { progress, stopping }, folder) => {
                let place = folder.as_ref().map(|folder| shown(&folder.path)).unwrap_or_default();
                let title = fill(texts.copying, &[&place]);
                paint::put_cut(buf, paint::line(area, 0), &title, cx.glyphs.ellipsis, cx.theme.head);
                running(cx, area, *progress, *stopping, buf);
            }
            (Phase::Made(copied), _) => {
                let title = if copied.findings > 0 { texts.made_as_it_is } else { texts.made };
                paint::put(buf, paint::line(area, 0), title, cx.theme.head);
                let used = made(cx, area, copied, buf);
                self.choices(cx, area, used + 1, buf);
            }
            (Phase::Failed(trouble), folder) => {
                paint::put(buf, paint::line(area, 0), texts.not_made, cx.theme.head);
                self.choices(cx, area, 2, buf);
                let place = folder.as_ref().map(|folder| shown(&folder.path)).unwrap_or_default();
                let below = Rect { y: area.y + 4, height: area.height.saturating_sub(4), ..area };
                listing::explain_empty(cx, below, &why(cx, trouble, &place), buf);
            }
        }
    }

    fn places(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let Some(places) = &self.places else {
            head(cx, area, texts.choose, "", buf);
            listing::explain_empty(cx, list_area(area), app::texts(cx.lang).loading, buf);
            return;
        };
        let has_medium = places.iter().any(|place| place.medium && place.hindrance.is_none());
        head(cx, area, texts.choose, if has_medium { "" } else { texts.no_medium }, buf);
        let table = Table::fit(&PLACES, area.width.min(ROW) - MARK);
        let heads = [texts.place, texts.free].map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 2), MARK), cx.glyphs.ellipsis, &heads);
        let hindrance = places.get(self.cursor.at).and_then(|place| place.hindrance);
        let why = hindrance.map(|hindrance| hindered(cx, hindrance).1);
        self.list(cx, area, places.iter().map(|place| row(cx, place)), why, buf);
    }

    /// Draws rows, and below them what is in the way of the chosen one, or the keys; a name that was cut stands there whole.
    fn list(
        &self,
        cx: &ViewContext,
        area: Rect,
        rows: impl Iterator<Item = (String, String, Style)>,
        why: Option<&str>,
        buf: &mut Buffer,
    ) {
        let list = list_area(area);
        let table = Table::fit(&PLACES, area.width.min(ROW) - MARK);
        for (y, (at, (name, free, style))) in (0..list.height).zip(rows.enumerate().skip(self.cursor.top)) {
            let row = paint::line(list, y);
            let cells = [(&*name, style), (&*free, cx.theme.quiet)];
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
                let mut told: Vec<String> = why.map(str::to_owned).into_iter().collect();
                told.extend(table.cuts(&cells).next().map(|_| name.clone()));
                if told.is_empty() {
                    told.push(texts::of(cx.lang).choose_note.to_owned());
                }
                Foot { area, list, bar: Some(row) }.tell(cx, &[told], buf);
            }
        }
    }

    fn choices(&self, cx: &ViewContext, area: Rect, first: u16, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        for (y, (at, choice)) in (first..).zip(choices(&self.phase).iter().enumerate()) {
            let row = paint::line(area, y);
            let said = match choice {
                Choice::Again => texts.again,
                Choice::Elsewhere => texts.elsewhere,
                Choice::Finish => texts.finish,
            };
            paint::put(buf, paint::indent(row, MARK), said, cx.theme.plain);
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
            }
        }
    }
}

fn list_area(area: Rect) -> Rect {
    Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area }
}

/// The title, and below it where one is: the end of a long path.
fn head(cx: &ViewContext, area: Rect, title: &str, path: &str, buf: &mut Buffer) {
    paint::put(buf, paint::line(area, 0), title, cx.theme.head);
    let room = usize::from(area.width.saturating_sub(MARK));
    let path = text::tail(path, room, cx.glyphs.ellipsis);
    paint::put(buf, paint::indent(paint::line(area, 1), MARK), &path, cx.theme.quiet);
}

fn row(cx: &ViewContext, place: &CopyPlace) -> (String, String, Style) {
    let texts = texts::of(cx.lang);
    let path = shown(&place.folder);
    let name = if place.medium { path.to_string() } else { fill(texts.this_machine, &[&path]) };
    let free = match place.free {
        _ if let Some(hindrance) = place.hindrance => hindered(cx, hindrance).0.to_owned(),
        Some(bytes) => words::room(bytes),
        None => String::new(),
    };
    (name, free, if place.hindrance.is_some() { cx.theme.quiet } else { cx.theme.plain })
}

/// Why a place takes nothing: in a word, and in a line with what to do.
pub(super) fn hindered(cx: &ViewContext, hindrance: Hindrance) -> (&'static str, &'static str) {
    let texts = texts::of(cx.lang);
    match hindrance {
        Hindrance::ReadOnly => (texts.read_only, texts.read_only_why),
        Hindrance::Forbidden => (texts.no_right, texts.no_right_why),
    }
}

fn running(cx: &ViewContext, area: Rect, progress: Option<CopyProgress>, stopping: bool, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let line = |y| paint::indent(paint::line(area, y), MARK);
    let told = match progress {
        None => texts.starting.to_owned(),
        Some(CopyProgress { phase: CopyPhase::Writing, written, bytes }) => {
            fill(texts.writing, &[&words::size(written), &words::size(bytes)])
        }
        Some(CopyProgress { phase: CopyPhase::Syncing, .. }) => texts.syncing.to_owned(),
        Some(CopyProgress { phase: CopyPhase::Checking, .. }) => texts.checking.to_owned(),
    };
    if let Some(progress) = progress {
        let filled = match progress.phase {
            CopyPhase::Writing => usize::try_from(progress.share(BAR as u64)).unwrap_or_default(),
            CopyPhase::Syncing | CopyPhase::Checking => BAR,
        };
        let bar = cx.glyphs.full.repeat(filled) + &cx.glyphs.empty.repeat(BAR.saturating_sub(filled));
        paint::put(buf, line(3), &bar, cx.theme.plain);
    }
    paint::put(buf, line(4), &told, cx.theme.plain);
    paint::put(buf, line(6), if stopping { texts.stopping } else { texts.stop_note }, cx.theme.quiet);
}

/// Tells what was made; how many rows that took.
fn made(cx: &ViewContext, area: Rect, copied: &Copied, buf: &mut Buffer) -> u16 {
    let texts = texts::of(cx.lang);
    let name = copied.path.file_name().map(Path::new).map(shown).unwrap_or_default();
    let folder = copied.path.parent().map(shown).unwrap_or_default();
    let facts = [
        (texts.file, name.to_string()),
        (texts.folder, folder.to_string()),
        (texts.size, words::size(copied.bytes)),
        (texts.entries, fill(texts.entries_value, &[&copied.entries])),
    ];
    let mut y = 2;
    for (what, value) in facts {
        paint::put(buf, paint::indent(paint::line(area, y), MARK), what, cx.theme.quiet);
        for line in text::wrap(&value, usize::from(area.width.saturating_sub(NAMES))) {
            paint::put(buf, paint::indent(paint::line(area, y), NAMES), &line, cx.theme.plain);
            y += 1;
        }
    }
    y += 1;
    let mut say = |said: String, style: Style| {
        for line in text::wrap(&said, usize::from(area.width.saturating_sub(MARK))) {
            paint::put(buf, paint::indent(paint::line(area, y), MARK), &line, style);
            y += 1;
        }
    };
    say(words::heads(cx.lang, &copied.heads), cx.theme.plain);
    if copied.findings > 0 {
        say(fill(texts.findings, &[&copied.findings]), cx.theme.late);
    }
    if copied.removed > 0 {
        say(fill(texts.removed, &[&copied.removed]), cx.theme.plain);
    }
    let (said, style) = if copied.beside_register {
        (texts.beside_register, cx.theme.doubt)
    } else {
        (texts.eject, cx.theme.plain)
    };
    say(said.to_owned(), style);
    y
}

/// Why there is no copy, and what to do.
fn why(cx: &ViewContext, trouble: &NotCopied, place: &CleanText) -> String {
    let texts = texts::of(cx.lang);
    match trouble.fault {
        CopyFault::Gone => fill(texts.gone, &[place]),
        CopyFault::ReadOnly => fill(texts.cannot_write, &[place]),
        CopyFault::Forbidden => fill(texts.forbidden, &[place]),
        CopyFault::Full { needed, free } => {
            fill(texts.full, &[&words::room(free), &words::size(needed), place])
        }
        CopyFault::Unsound => fill(texts.unsound, &[&errors::text(cx.lang, &trouble.error)]),
        CopyFault::Other => fill(texts.other, &[&errors::text(cx.lang, &trouble.error)]),
    }
}

fn shown(path: &Path) -> CleanText {
    CleanText::shown(&path.to_string_lossy())
}
