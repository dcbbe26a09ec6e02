//! What a column holds, by looking at its cells.

use chrono::NaiveDate;

use super::super::cells;
use super::super::words::Words;
use super::spellings::Meaning;
use super::{Habits, Header};
use crate::domain::date;
use crate::domain::idcard::IdNumber;
use crate::domain::roster::Column;
use crate::tabular::RawRow;

/// Most Han of a name.
const NAME_MAX: usize = 15;
/// Most bytes of a cell that is looked at.
const LONGEST: usize = 150;
/// Fewest of a name.
const NAME_MIN: usize = 2;

/// What the cells of a column are, as far as each of them is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// ID numbers.
    Ids,
    /// Mobile numbers.
    Phones,
    /// Townships.
    Townships,
    /// 男 and 女.
    Sexes,
    /// Days.
    Days,
    /// What may be names of people.
    Names,
}

/// Whether most of the first rows tell no day of a death: a list of the dead tells one in most, a roster of the living that
/// has a column for it does not.
pub(super) fn tells_few_deaths(rows: &[RawRow], meanings: &[Option<Meaning>]) -> bool {
    let of = |is: fn(Meaning) -> bool| {
        let all = meanings.iter().enumerate();
        all.filter(|(_, meaning)| meaning.is_some_and(is)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let deaths = of(|meaning| matches!(meaning, Meaning::Died(_)));
    let names = of(|meaning| meaning == Meaning::Known(Column::Name));
    let is_day = |cell: &str| cell.chars().filter(char::is_ascii_digit).count() >= 4;
    let people = || rows.iter().filter(|row| names.iter().any(|&at| !row.cell(at).trim().is_empty()));
    let dead = people().filter(|row| deaths.iter().any(|&at| is_day(row.cell(at))));
    !deaths.is_empty() && dead.count() * 2 < people().count()
}

/// What everybody has beside a name: of those rows that have more than one.
pub(super) fn habits(rows: &[RawRow], header: &Header) -> Habits {
    let filled = |row: &RawRow| row.cells().filter(|cell| !cell.trim().is_empty()).count();
    let Some(name) = header.at(Column::Name) else { return Habits::default() };
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let people: Vec<&RawRow> =
        rows.iter().filter(|row| !row.cell(name).trim().is_empty() && filled(row) > 1).collect();
    let all = |is: &dyn Fn(&RawRow) -> bool| !people.is_empty() && people.iter().all(|row| is(row));
    let has_id = |row: &RawRow| {
        let id = header.at(Column::IdNumber).map_or("", |at| row.cell(at));
        id.chars().filter(char::is_ascii_alphanumeric).count() >= 15
    };
    // What stands below the last number may be a foot.
    let mostly = |at: usize| {
        let is_numbered = |row: &&RawRow| is_number(row.cell(at).trim());
        let last = people.iter().rposition(is_numbered).map_or(0, |last| last + 1);
        last > 0 && people.iter().take(last).filter(|row| is_numbered(row)).count() * 3 >= last * 2
    };
    let number = (0..name).find(|&at| header.is_running_number(at) && mostly(at));
    Habits { ids: all(&has_id), number }
}

/// What a column holds; none where its cells are of several kinds, or of none.
pub(super) fn held(rows: &[RawRow], at: usize, words: &Words) -> Option<Held> {
    let cells: Vec<&str> =
        rows.iter().map(|row| row.cell(at).trim()).filter(|cell| !cell.is_empty()).collect();
    if cells.is_empty() || cells.iter().any(|cell| cell.len() > LONGEST) {
        return None;
    }
    let mostly = |is: &dyn Fn(&str) -> bool| {
        let fitting = cells.iter().filter(|cell| is(cell)).count();
        fitting * 4 >= cells.len() * 3
    };
    if mostly(&|cell| is_id(cell, words.today)) {
        Some(Held::Ids)
    } else if mostly(&is_mobile) {
        Some(Held::Phones)
    } else if mostly(&|cell| words.places.read(cell).is_some()) {
        Some(Held::Townships)
    } else if mostly(&|cell| cells::sex(cell).is_some()) {
        Some(Held::Sexes)
    } else if mostly(&|cell| date::in_cell(cell, false).is_ok()) {
        Some(Held::Days)
    } else if mostly(&|cell| is_name(cell, words)) {
        Some(Held::Names)
    } else {
        None
    }
}

/// Whether a column holds ID numbers and nothing else to speak of.
pub(super) fn holds_ids(rows: &[RawRow], at: usize, today: NaiveDate) -> bool {
    let filled = || rows.iter().map(|row| row.cell(at).trim()).filter(|cell| !cell.is_empty());
    let ids = filled().filter(|cell| is_id(cell, today)).count();
    ids > 0 && ids * 4 >= filled().count() * 3
}

/// Whether a cell is an ID number, but for its check digit.
pub(crate) fn is_id(cell: &str, today: NaiveDate) -> bool {
    let cell = cells::bare(cell);
    cell.len() <= LONGEST
        && matches!(cell.chars().count(), 15 | 18)
        && cell.chars().filter(|c| c.is_numeric()).count() >= 15
        && IdNumber::parse(&crate::domain::text::fold_width(cell), today).is_ok()
}

/// Whether a cell is an ID number or that of a mobile phone: no header is.
pub(super) fn is_number_of_person(cell: &str, today: NaiveDate) -> bool {
    is_id(cell.trim(), today) || is_mobile(cell.trim())
}

fn is_mobile(cell: &str) -> bool {
    let digits: String = cells::bare(cell).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(cell: &str, words: &Words) -> bool {
    let is_letter =
        |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{E000}'..='\u{F8FF}' | '\u{20000}'..='\u{3FFFF}');
    let letters = cell
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•' | '．' | '.'))
        .collect::<String>();
    let count = letters.chars().count();
    (NAME_MIN..=NAME_MAX).contains(&count)
        && letters.chars().all(is_letter)
        && words.labels.exactly(&letters).is_none()
        && !["社区", "嘎查", "村", "组", "镇", "苏木", "户主", "农村", "城镇", "汉族", "蒙古族"]
            .iter()
            .any(|end| letters.ends_with(end))
}
