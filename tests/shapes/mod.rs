//! Protects what muster understands of the shape of a roster: headers, places, sheets, heads, footers, and what it asks.

mod answers;
mod cases;
mod dead;
mod headers;
mod heads;
mod hidden;
mod kin;
mod missing;
mod others;
mod payrolls;
mod places;
mod questions;
mod sheets;
mod states;
mod twice;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use encoding_rs::GB18030;
use rust_xlsxwriter::Workbook;

use crate::support::compound::{Cell, SheetOf, container, stream};
use crate::support::register::on;
use muster::clock::new_recipient_id;
use muster::domain::op::WriteContext;
use muster::domain::roster::{CellFault, ImportReport};
use muster::domain::roster_question::{Answers, NO_ANSWERS, Question};
use muster::exchange::roster::{ImportError, ImportOptions, Titles, import};
use muster::sample::banner;
use muster::store::Store;
use tempfile::TempDir;

/// Five ID numbers of invented people, with right check digits.
pub const IDS: [&str; 5] = [
    "152599194305070117",
    "152599194902120223",
    "152599195108180338",
    "152599195203010150",
    "152599195804150175",
];
/// Their names.
pub const NAMES: [&str; 5] = ["程小福", "乌云其木格", "呼日查巴特尔", "单国强", "吕建国"];

/// A register with the banner that muster ships, and a folder of a name that tells nothing.
pub struct Bench {
    folder: TempDir,
    pub store: Store,
}

/// How many rosters were looked at.
static TURN: AtomicI64 = AtomicI64::new(0);

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("r").tempdir().unwrap();
        let banner = banner().unwrap();
        let store =
            Store::create(&folder.path().join("r.db"), &banner, "device-a", &on("2024-01-20")).unwrap();
        Self { folder, store }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A text file of lines with cells between `|`.
    pub fn csv(&self, name: &str, lines: &[&str]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, lines.join("\n").replace('|', ",")).unwrap();
        path
    }

    /// A workbook of sheets, each of lines with cells between `|`; of Office 97 where its name ends in `.xls`.
    pub fn book(&self, name: &str, sheets: &[(&str, &[&str])]) -> PathBuf {
        if Path::new(name).extension().is_none_or(|ending| ending != "xls") {
            return self.xlsx(name, sheets);
        }
        let sheets: Vec<SheetOf> = sheets.iter().map(|(title, lines)| old_sheet(title, lines)).collect();
        self.old_book(name, &sheets)
    }

    /// A workbook of Office 97.
    pub fn old_book(&self, name: &str, sheets: &[SheetOf]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, container("Workbook", &stream(sheets, 8000))).unwrap();
        path
    }

    fn xlsx(&self, name: &str, sheets: &[(&str, &[&str])]) -> PathBuf {
        let path = self.path(name);
        let mut book = Workbook::new();
        for (title, lines) in sheets {
            let sheet = book.add_worksheet().set_name(*title).unwrap();
            for (row, line) in (0..).zip(*lines) {
                for (column, cell) in (0..).zip(line.split('|')) {
                    sheet.write(row, column, cell).unwrap();
                }
            }
        }
        book.save(&path).unwrap();
        path
    }

    /// The same lines as UTF-8, as GB18030, and as a workbook of today and of Office 97.
    pub fn every_form(&self, lines: &[&str]) -> Vec<PathBuf> {
        let text = self.csv("a.csv", lines);
        let bytes = std::fs::read_to_string(&text).unwrap();
        let old = self.path("b.csv");
        std::fs::write(&old, GB18030.encode(&bytes).0).unwrap();
        let books = ["c.xlsx", "d.xls"].map(|name| self.book(name, &[("Sheet1", lines)]));
        [vec![text, old], books.to_vec()].concat()
    }

    pub fn try_import(
        &mut self,
        path: &Path,
        write: bool,
        answers: &Answers,
    ) -> Result<ImportReport, ImportError> {
        let options = ImportOptions {
            path,
            write,
            skip_refused: false,
            rename: false,
            expected: None,
            answers,
            titles: Titles { row: "行号", reason: "原因" },
            new_id: &new_recipient_id,
            describe: &|fault: &CellFault| format!("{:?}", fault.column),
        };
        // Rosters by number are slowed beyond a few a minute: each of these comes two minutes behind the one before.
        let ctx = on("2024-02-02");
        let turn = TURN.fetch_add(1, Ordering::Relaxed);
        let ctx = WriteContext { now_ms: ctx.now_ms + turn * 120_000, ..ctx };
        import(&mut self.store, &options, &ctx, &mut |_| true)
    }

    /// What a dry run tells.
    pub fn look(&mut self, path: &Path) -> ImportReport {
        self.try_import(path, false, &NO_ANSWERS).unwrap()
    }

    /// Imports, and tells of everybody: name, tail of the ID, township, village, categories and groups.
    pub fn people(&mut self, path: &Path, answers: &Answers) -> Vec<String> {
        let report = self.try_import(path, true, answers).unwrap();
        assert!(report.written, "{}: {report:?}", path.display());
        self.everybody()
    }

    pub fn everybody(&self) -> Vec<String> {
        let plain = rusqlite::Connection::open(self.store.path()).unwrap();
        let mut statement = plain
            .prepare(
                "SELECT r.name || ' ' || coalesce(substr(r.id_number, -4), '-') || ' ' || t.name || ' ' || v.name
                   || coalesce(' C' || (SELECT group_concat(c.name, '+') FROM category_held AS h
                        JOIN category AS c ON c.local_id = h.category WHERE h.recipient = r.local_id), '')
                   || coalesce(' G' || (SELECT group_concat(g.name, '+') FROM group_held AS h
                        JOIN visit_group AS g ON g.local_id = h.visit_group WHERE h.recipient = r.local_id), '')
                 FROM recipient AS r JOIN township AS t ON t.code = r.township
                 JOIN village AS v ON v.local_id = r.village ORDER BY r.local_id",
            )
            .unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(|row| row.unwrap()).collect()
    }
}

/// A sheet of Office 97 of lines with cells between `|`.
pub fn old_sheet(title: &str, lines: &[&str]) -> SheetOf {
    let kept = |text: &str| -> &'static str { text.to_owned().leak() };
    let cell = |text: &str| if text.is_empty() { Cell::Nothing } else { Cell::Text(kept(text)) };
    let rows = lines.iter().map(|line| line.split('|').map(cell).collect()).collect();
    SheetOf { name: kept(title), ..SheetOf::new(rows) }
}

/// Kind and value of questions.
pub fn asked(questions: &[Question]) -> Vec<(String, String, u64)> {
    questions.iter().map(|one| (one.kind.code().to_owned(), one.value.to_string(), one.rows)).collect()
}
