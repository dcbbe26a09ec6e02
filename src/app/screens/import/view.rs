//! How the import is drawn.

use super::texts;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ImportScreen;
use super::phase::{Choice, Phase, Progress, Told, choices, renames, told};
use crate::app::context::ViewContext;
use crate::app::screens::choosing::ChoosingWords;
use crate::app::screens::listing::foot::{Cells, Foot, add_cut, lent};
use crate::app::screens::listing::{self, MARK};
use crate::domain::progress::ImportPhase;
use crate::domain::roster::{CellFault, ImportReport, RowChange, RowNewcomer};
use crate::domain::roster_missing::MissingPerson;
use crate::domain::text::CleanText;
use crate::lang::{cells, facts, fill, progress, roster};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

/// Row, what becomes of it, whom it is about, column, and why or what.
const TOLD: [Column; 5] =
    [Column::right(7), Column::left(7, 0), Column::name(10, 1), Column::left(12, 0), Column::left(20, 3)];
/// Cells of the bar of progress.
const BAR: usize = 40;

impl ImportScreen {
    /// Draws it; answers where the cursor stands while a path is typed.
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        match &self.phase {
            Phase::Choosing => return self.choosing(cx, area, buf),
            Phase::Running { write, progress, stopping } => {
                self.title(cx, area, if *write { texts.writing } else { texts.checking }, buf);
                running(cx, area, *progress, *stopping, buf);
            }
            Phase::Checked(report) => {
                self.title(cx, area, texts.checked, buf);
                self.result(cx, area, report, buf);
            }
            Phase::Asking(report, at) => self.asking(cx, area, report, *at, buf),
            Phase::Written(report) => {
                self.title(cx, area, texts.written, buf);
                self.result(cx, area, report, buf);
            }
            Phase::Unreadable(why) => self.failed(cx, area, texts.unreadable, why, buf),
            Phase::Failed(why) => self.failed(cx, area, texts.failed, why, buf),
        }
        None
    }

    fn failed(&self, cx: &ViewContext, area: Rect, title: &str, why: &str, buf: &mut Buffer) {
        self.title(cx, area, title, buf);
        self.choices(cx, area, buf);
        let below = Rect { y: area.y + 5, height: area.height.saturating_sub(5), ..area };
        listing::explain_empty(cx, below, why, buf);
    }

    fn title(&self, cx: &ViewContext, area: Rect, template: &str, buf: &mut Buffer) {
        let name = self.file.as_ref().map(|file| &*file.name).unwrap_or_default();
        let row = paint::line(area, 0);
        paint::put_cut(buf, row, &fill(template, &[&name]), cx.glyphs.ellipsis, cx.theme.head);
    }

    fn choosing(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let said = ChoosingWords {
            title: texts.choose,
            heads: [texts.file, texts.size],
            empty: texts.empty_folder,
            note: texts.choose_note,
        };
        self.choice.draw(cx, &said, area, buf)
    }

    /// The choices below the counts.
    fn choices(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        for (y, (at, choice)) in (3..).zip(choices(&self.phase).into_iter().enumerate()) {
            let row = paint::slice(paint::line(area, y), 0, 84);
            let said = self.choice(cx, choice);
            let inside = paint::indent(row, MARK);
            paint::put_cut(buf, inside, &said, cx.glyphs.ellipsis, cx.theme.plain);
            cx.parts.row(row, at, at == self.line.at);
            if at == self.line.at {
                listing::mark(cx, row, buf);
            }
        }
    }

    fn choice(&self, cx: &ViewContext, choice: Choice) -> String {
        let texts = texts::of(cx.lang);
        let (writes, refused) =
            self.report().map_or((0, 0), |report| (report.new + report.changed, report.refused_rows));
        match choice {
            Choice::Write => self.write_choice(cx, writes),
            Choice::Complete => fill(texts.complete, &[&self.report().map_or(0, |one| one.missing.count)]),
            Choice::Answer => {
                fill(texts.answer, &[&self.report().map_or(0, |report| report.questions.len())])
            }
            Choice::Mend => texts.mend.to_owned(),
            Choice::Rename => fill(texts.rename, &[&self.report().map_or(0, renames)]),
            Choice::Skip => fill(texts.skip, &[&writes, &refused]),
            Choice::Nothing if self.report().is_some_and(|report| report.rows == 0) => {
                texts.nobody.to_owned()
            }
            Choice::Nothing if self.report().is_some_and(|report| report.dead_rows > 0) => {
                texts.nothing_died.to_owned()
            }
            Choice::Nothing => texts.nothing.to_owned(),
            Choice::Finish => texts.finish.to_owned(),
            Choice::Another => texts.another.to_owned(),
        }
    }

    /// The choice that writes: so many rows, and what ends of so many.
    fn write_choice(&self, cx: &ViewContext, rows: u64) -> String {
        let texts = texts::of(cx.lang);
        match self.report().and_then(|report| Some((report.ends.len(), report.complete.as_ref()?))) {
            Some((people, complete)) if people > 0 => fill(texts.write_ends, &[&rows, &people, &complete.on]),
            Some(_) | None if self.report().is_some_and(|report| report.dead_rows > 0 && report.new == 0) => {
                fill(texts.write_deaths, &[&rows])
            }
            Some(_) | None => fill(texts.write, &[&rows]),
        }
    }

    fn result(&self, cx: &ViewContext, area: Rect, report: &ImportReport, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let ellipsis = cx.glyphs.ellipsis;
        let counts = fill(
            texts.counts,
            &[
                &report.rows,
                &report.new,
                &report.changed,
                &report.unchanged,
                &report.refused_rows,
                &report.warned.len(),
            ],
        );
        let counts = [counts, lacking(cx, report)].concat();
        paint::put_cut(buf, paint::indent(paint::line(area, 1), MARK), &counts, ellipsis, cx.theme.money);
        self.choices(cx, area, buf);
        if report.written && report.refused_rows > 0 {
            let kept = fill(texts.refused_kept, &[&report.refused_rows, &name_of(report)]);
            let row = paint::indent(paint::line(area, 4), MARK);
            paint::put_cut(buf, row, &kept, ellipsis, cx.theme.plain);
        }
        if report.written && report.new + report.changed > 0 {
            let row = paint::indent(paint::line(area, 5), MARK);
            paint::put_cut(buf, row, texts.undo_note, ellipsis, cx.theme.quiet);
        }
        let list = Rect { y: area.y + 7, height: area.height.saturating_sub(10), ..area };
        let mut bar = None;
        if self.fault_count() == 0 {
            let row = paint::indent(paint::line(area, 6), MARK);
            if report.rows == 0 {
                paint::put(buf, row, texts.empty, cx.theme.doubt);
            } else {
                paint::put(buf, row, texts.all_good, cx.theme.good);
            }
            Foot { area, list, bar }.tell(cx, &[left_out(cx, report)], buf);
            return;
        }
        let table = Table::fit(&TOLD, area.width - MARK);
        let heads = [texts.row, texts.fate, texts.name, texts.column, texts.why];
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 6), MARK), ellipsis, &head_cells);
        let choices = choices(&self.phase).len();
        let chosen = self.line.at.checked_sub(choices);
        let shown = told(report).enumerate().skip(self.line.top);
        for (y, (at, one)) in (0..list.height).zip(shown) {
            let row = paint::line(list, y);
            table.row(buf, paint::indent(row, MARK), ellipsis, &lent(&row_cells(cx, one)));
            cx.parts.row(row, choices + at, chosen == Some(at));
            if chosen == Some(at) {
                listing::mark(cx, row, buf);
                bar = Some(row);
            }
        }
        let all = told(report).count();
        let below = all > self.line.top + usize::from(list.height);
        listing::more(cx, list, self.line.top > 0, below, buf);
        let foot = Foot { area, list, bar };
        if let Some(one) = self.told() {
            let [.., why] = row_cells(cx, one);
            let mut whom = vec![facts::person(one.whom())];
            whom.retain(|whom| !whom.is_empty());
            add_cut(&mut whom, &table, &heads, &row_cells(cx, one));
            whom.retain(|part| !part.contains(&*why.0));
            whom.push(why.0.into_owned());
            foot.tell(cx, &[whom], buf);
        } else if (report.changes.len() as u64) < report.changed && !report.changes.is_empty() {
            let first = fill(texts.changes_first, &[&report.changes.len(), &report.changed]);
            foot.tell(cx, &[vec![first]], buf);
        } else if (report.newcomers.len() as u64) < report.new && !report.newcomers.is_empty() {
            let first = fill(texts.newcomers_first, &[&report.newcomers.len(), &report.new]);
            foot.tell(cx, &[left_out(cx, report), vec![first]], buf);
        } else if below {
            let shown = fill(texts.lines_below, &[&list.height, &all]);
            foot.tell(cx, &[vec![shown], left_out(cx, report)], buf);
        } else {
            foot.tell(cx, &[left_out(cx, report)], buf);
        }
    }
}

/// The cells of a line of the result.
fn row_cells<'a>(cx: &ViewContext, one: Told<'a>) -> Cells<'a, 5> {
    let texts = texts::of(cx.lang);
    let theme = &cx.theme;
    let (fate, style) = match one {
        Told::Refused(_) => (texts.refused, theme.late),
        Told::Warned(_) => (texts.warned, theme.doubt),
        Told::Changed(_) => (texts.changed, theme.plain),
        Told::New(_) => (texts.newcomer, theme.plain),
        Told::Death(one) if one.fate.is_open() => (texts.warned, theme.doubt),
        Told::Death(_) => (texts.death, theme.plain),
        Told::Missing(_) => (texts.missing, theme.doubt),
        Told::Ends(_) => (texts.ends, theme.late),
        Told::Understood(_) => (texts.understood, theme.quiet),
        Told::Sheet(..) | Told::Column(_) => (texts.unread, theme.doubt),
    };
    let (column, why) = match one {
        Told::Refused(fault) | Told::Warned(fault) => {
            (column(cx, fault).to_owned(), cells::fault(cx.lang, &fault.fault).to_string())
        }
        Told::Changed(change) => (sheet(&change.sheet), changes(cx, change)),
        Told::New(one) => (sheet(&one.sheet), newcomer(cx, one)),
        Told::Death(one) => (sheet(&one.sheet), roster::death(cx.lang, one)),
        Told::Missing(person) | Told::Ends(person) => (String::new(), missing(cx, person)),
        Told::Understood(one) => (String::new(), roster::understood(cx.lang, one)),
        Told::Sheet(name, true) => (name.to_string(), texts.hidden_sheet.to_owned()),
        Told::Sheet(name, false) => (name.to_string(), texts.other_sheet.to_owned()),
        Told::Column(name) => (name.to_string(), texts.unknown_column.to_owned()),
    };
    [
        (row_number(one).into(), theme.plain),
        (fate.into(), style),
        ((&*one.whom().name).into(), theme.plain),
        (column.into(), theme.plain),
        (why.into(), theme.plain),
    ]
}

/// The sheet of a row that is about no single column, where there are several.
fn sheet(name: &CleanText) -> String {
    if name.is_empty() { String::new() } else { format!("{name}!") }
}

/// What a row changes: 联系电话 138****1234 -> 139****5678
fn changes(cx: &ViewContext, change: &RowChange) -> String {
    let told: Vec<String> = change.facts.iter().map(|one| facts::change(cx.lang, one)).collect();
    told.join("  ")
}

/// Who comes: the masked number, where they live, what they hold.
fn newcomer(cx: &ViewContext, one: &RowNewcomer) -> String {
    let told = facts::newcomer(cx.lang, one);
    one.whom.id_masked.as_ref().map_or_else(|| told.clone(), |number| format!("{number}  {told}"))
}

/// How many are missing.
fn lacking(cx: &ViewContext, report: &ImportReport) -> String {
    let texts = texts::of(cx.lang);
    match (&report.complete, report.missing.count) {
        _ if report.dead_rows > 0 => texts.dead_list.to_owned(),
        (Some(complete), _) => fill(texts.is_complete, &[&complete.about()]),
        (None, 0) => String::new(),
        (None, count) => fill(texts.lacks, &[&count]),
    }
}

/// Sheets and columns that are left out.
fn left_out(cx: &ViewContext, report: &ImportReport) -> Vec<String> {
    let texts = texts::of(cx.lang);
    let names = |names: &[CleanText]| {
        names.iter().map(CleanText::as_str).collect::<Vec<_>>().join(cx.lang.pick("、", ", "))
    };
    [
        (texts.hidden_sheets, &report.hidden_sheets),
        (texts.other_sheets, &report.other_sheets),
        (texts.unknown_columns, &report.unknown_columns),
    ]
    .into_iter()
    .filter(|(_, list)| !list.is_empty())
    .map(|(template, list)| fill(template, &[&names(list)]))
    .collect()
}

/// The number of a row; nothing where it is about none.
fn row_number(one: Told<'_>) -> String {
    match one.row() {
        0 => String::new(),
        row => row.to_string(),
    }
}

/// Where somebody lives who is missing, what is held or ends, and by which roster they came in.
fn missing(cx: &ViewContext, person: &MissingPerson) -> String {
    let labels: Vec<&str> = person.labels.iter().map(CleanText::as_str).collect();
    let roster = person.roster.as_ref().map(|(name, day)| format!("{name} {day}"));
    let parts = [person.township.as_str(), &person.village, &labels.join(cx.lang.pick("、", ", "))];
    let parts = parts.into_iter().chain(roster.as_deref());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The column as the file spells it.
fn column<'a>(cx: &ViewContext, fault: &'a CellFault) -> &'a str {
    if fault.header.is_empty() { cells::column(cx.lang, fault.column) } else { &fault.header }
}

fn running(cx: &ViewContext, area: Rect, progress: Option<Progress>, stopping: bool, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let told = progress.map_or_else(
        || texts.starting.to_owned(),
        |progress| progress::so_far(cx.lang, progress.now, progress.elapsed_ms),
    );
    if let Some(progress) = progress {
        let filled = filled(progress);
        let bar = cx.glyphs.full.repeat(filled) + &cx.glyphs.empty.repeat(BAR - filled);
        paint::put(buf, paint::indent(paint::line(area, 3), MARK), &bar, cx.theme.plain);
    }
    paint::put(buf, paint::indent(paint::line(area, 4), MARK), &told, cx.theme.plain);
    let note = if progress.is_some_and(|progress| progress.now.phase == ImportPhase::Parts) {
        texts.decided_note
    } else if stopping {
        texts.stopping
    } else {
        texts.stop_note
    };
    paint::put(buf, paint::indent(paint::line(area, 6), MARK), note, cx.theme.quiet);
}

/// Filled cells of the bar.
fn filled(progress: Progress) -> usize {
    let filled = u64::try_from(BAR).map_or(0, |cells| progress.now.share(cells));
    usize::try_from(filled).unwrap_or_default()
}

/// The name of the file of refused rows; it stands beside the roster.
fn name_of(report: &ImportReport) -> CleanText {
    let name = report.refused_file.as_deref().and_then(Path::file_name).unwrap_or_default();
    CleanText::shown(&name.to_string_lossy())
}
