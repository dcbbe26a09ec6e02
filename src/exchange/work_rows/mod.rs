//! Work out of a table: a row of it a row of work, whatever kind, all of them or none.
//!
//! The head of a column is the name or word of a field, or one of those in [`Head`]. The name of a row is made of what it says,
//! so that the same file read twice writes nothing twice.

mod people;

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use uuid::Builder;

use crate::domain::date::Typed;
use crate::domain::error::RegisterError;
use crate::domain::file_error::FileError;
use crate::domain::file_error::ReadList;
use crate::domain::ids::EntryId;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::work::field::FieldFault;
use crate::domain::work::{
    Details, Field, NewWork, Period, TITLE_MAX, WorkFamily, WorkFault, WorkKind, faults,
};
use crate::exchange::roster::probing;
use crate::lang::{Lang, fill, texts, work};
use crate::store::Store;
use crate::tabular::{self, HeaderFinder, RawRow, TableHeader};
use people::{People, is_number};

/// Rows of a file at most.
const ROWS_MAX: usize = 20_000;

texts! {
    /// The texts of reading work.
    fn texts(lang) -> WorkRowTexts {
        /// The row, the column, why.
        at: "第 {} 行 {}：{}" / "row {}, {}: {}";
        bad_kind: "没有这种工作" / "no such kind of work";
        bad_when: "要写日期、月份（2023-10）、半年（2023上半年）或年份" / "a day, a month (2023-10), a half-year (2023-H1) or a year is needed";
        too_many: "一个文件最多 20,000 行" / "20,000 rows at most in one file";
        unknown_head: "不认识的表头" / "a head that is not known";
        kind: "种类" / "kind";
        when: "时间" / "when";
        row: "整行" / "the row";
        person: "对象" / "person";
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Head {
    Kind,
    Subkind,
    Title,
    When,
    Until,
    Person,
    IdNumber,
    /// What an export tells beside what is read.
    Passed,
    Told(Field),
}

impl Head {
    fn parse(said: &str) -> Option<Self> {
        Some(match said.trim() {
            "kind" | "种类" => Self::Kind,
            "subkind" | "小类" => Self::Subkind,
            "title" | "名称" => Self::Title,
            "when" | "时间" | "日期" => Self::When,
            "until" | "结束" => Self::Until,
            "person" | "about" | "对象" => Self::Person,
            "id_number" | "身份证号" | "身份证号码" => Self::IdNumber,
            "分录号" | "no." | "苏木镇场" | "township" | "登记日期" | "entered on" => Self::Passed,
            other => Self::Told(Field::parse(other)?),
        })
    }
}

#[derive(Clone)]
struct Finder;

#[derive(Clone, Debug)]
struct Heads {
    row: u64,
    columns: Vec<(usize, Head)>,
    unknown: Vec<CleanText>,
}

impl HeaderFinder for Finder {
    type Header = Heads;
    const LIST: ReadList = ReadList::Work;
    const SEARCHED_ROWS: u64 = 20;

    fn find(&self, first_rows: &[RawRow]) -> Option<Heads> {
        first_rows.iter().find_map(|row| {
            let cells = (0..row.width()).map(|at| (at, row.cell(at)));
            let columns: Vec<_> =
                cells.clone().filter_map(|(at, cell)| Some((at, Head::parse(cell)?))).collect();
            let has = |head| columns.iter().any(|(_, one)| *one == head);
            let unknown = cells
                .filter(|(_, cell)| !cell.trim().is_empty() && Head::parse(cell).is_none())
                .map(|(_, cell)| CleanText::shown(cell))
                .collect();
            (has(Head::Kind) && has(Head::When)).then_some(Heads { row: row.number, columns, unknown })
        })
    }

    fn wants(&self, _sheet: &str) -> bool {
        true
    }

    fn names(&self, _: &str) -> bool {
        false
    }
}

impl TableHeader for Heads {
    fn row(&self) -> u64 {
        self.row
    }

    fn weight(&self) -> usize {
        self.columns.len() * size_of::<(usize, Head)>()
    }

    fn merged_columns(&self) -> Vec<usize> {
        Vec::new()
    }
}

/// Why a file gave no rows.
#[derive(Debug)]
pub enum WorkRowsError {
    /// The file.
    File(FileError),
    /// The register: whoever compares many numbers may be told to come later.
    Register(RegisterError),
    /// What is wrong, a line a cell.
    Rows(Vec<String>),
}

impl From<FileError> for WorkRowsError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// What the rows of a file say. What they ask of the register by numbers is written down before it is answered, and `writes`
/// says whether they are written then.
///
/// # Errors
/// The file cannot be read; or every row that is no row of work, told with its number and column.
pub fn read(
    store: &mut Store,
    path: &Path,
    lang: Lang,
    ctx: &WriteContext,
    writes: bool,
) -> Result<Vec<NewWork>, WorkRowsError> {
    let texts = texts(lang);
    let today = ctx.today;
    let mut table = tabular::open(path, &Finder)?;
    let content_hash = table.content();
    let mut wrong: Vec<String> = Vec::new();
    for head in &table.header.unknown {
        wrong.push(fill(texts.at, &[&table.header.row, head, &texts.unknown_head]));
    }
    let mut who = People::new(store, lang, today);
    let (mut rows, mut row, mut seen) = (Vec::new(), RawRow::default(), HashMap::new());
    while table.next(&mut row)? {
        let cells: Vec<(Head, &str)> =
            table.header.columns.iter().map(|(at, head)| (*head, row.cell(*at).trim())).collect();
        if cells.iter().all(|(_, said)| said.is_empty()) {
            continue;
        }
        let mut tell = |column: &str, why: &str| wrong.push(fill(texts.at, &[&row.number, &column, &why]));
        if let Some(mut work) = one(&cells, (lang, today), &mut who, &mut tell) {
            let told: Vec<String> =
                faults(&work, today).into_iter().map(|fault: WorkFault| work::fault(lang, fault)).collect();
            if !told.is_empty() {
                tell(texts.row, &told.join(lang.pick("；", "; ")));
            }
            let before = seen.entry(content(&work)).and_modify(|count| *count += 1).or_insert(0_u32);
            work.id = named(&work, *before);
            rows.push(work);
        }
        if rows.len() > ROWS_MAX {
            return Err(WorkRowsError::Rows(vec![texts.too_many.to_owned()]));
        }
    }
    let compared = who.compared.end();
    let writes = writes && wrong.is_empty();
    probing::ask(store, path, content_hash, compared, ctx, writes, &mut |_| true)
        .map_err(|_| WorkRowsError::Register(RegisterError::Stopped))?;
    if wrong.is_empty() { Ok(rows) } else { Err(WorkRowsError::Rows(wrong)) }
}

/// One row; what is wrong with it is told.
fn one(
    cells: &[(Head, &str)],
    (lang, today): (Lang, NaiveDate),
    who: &mut People<'_>,
    tell: &mut dyn FnMut(&str, &str),
) -> Option<NewWork> {
    let texts = texts(lang);
    let day = |said: &str| Typed::on(today).read(said).ok();
    let of = |head: Head| cells.iter().find(|(one, _)| *one == head).map_or("", |(_, said)| *said);
    let kind = WorkKind::parse(of(Head::Kind));
    if kind.is_none() {
        tell(texts.kind, texts.bad_kind);
    }
    let mut days = Period::read(of(Head::When), day);
    if days.is_none() {
        tell(texts.when, texts.bad_when);
    }
    if let (Some(kind), Some(days)) = (kind, days.as_mut())
        && kind.family().is_open_ended()
    {
        let until = of(Head::Until);
        days.to = day(until);
        if days.to.is_none() && !until.is_empty() {
            tell("until", texts.bad_when);
        }
    }
    let mut text = |said: &str, column: &str| {
        let read = CleanText::parse(said, TITLE_MAX);
        if read.is_err() {
            tell(column, work::bad_value(lang, FieldFault::Text));
        }
        read.ok()
    };
    let (subkind, title) = (text(of(Head::Subkind), "subkind"), text(of(Head::Title), "title"));
    let mut details = Details::new();
    for (head, said) in cells {
        let Head::Told(field) = head else { continue };
        if said.is_empty() {
            continue;
        }
        match field.read(said, day) {
            Ok(value) => drop(details.insert(*field, value)),
            Err(fault) => tell(work::field(lang, *field), work::bad_value(lang, fault)),
        }
    }
    // Of who has a role a number in the place of the name means the person.
    let is_named_by_number =
        kind.is_some_and(|kind| kind.family() == WorkFamily::Role) && is_number(of(Head::Title));
    let person = if is_named_by_number { of(Head::Title) } else { of(Head::Person) };
    let found = who.find(person, of(Head::IdNumber)).unwrap_or_else(|why| {
        tell(texts.person, &why);
        None
    });
    let title = match &found {
        Some((_, name)) if is_named_by_number => Some(name.clone()),
        Some(_) | None => title,
    };
    let recipient = found.map(|(id, _)| id);
    let id = EntryId(uuid::Uuid::nil());
    Some(NewWork { id, kind: kind?, subkind: subkind?, title: title?, days: days?, recipient, details })
}

/// What a row says, in one text.
fn content(work: &NewWork) -> String {
    format!(
        "{}\n{}\n{}\n{}\n{:?}\n{:?}",
        work.kind.code(),
        work.subkind,
        work.title,
        work.days,
        work.recipient,
        work.details
    )
}

/// The name of a row: made of what it says, and of how many of a file said the same before it.
fn named(work: &NewWork, before: u32) -> EntryId {
    let hash = Sha256::digest(format!("{}\n{before}", content(work)));
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(hash) {
        *byte = from;
    }
    EntryId(Builder::from_custom_bytes(bytes).into_uuid())
}
