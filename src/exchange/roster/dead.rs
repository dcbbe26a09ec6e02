//! A list of the dead or gone (死亡人员名单, 殡仪馆, 遗体火化, 户口注销, 停发): known by its columns and by what stands around them. It
//! tells deaths of people who are registered, holds back those of whom it tells no day, and adds nobody.

use std::path::Path;

use super::gone_titles::{is_name, is_title};
use super::header::Header;
use super::header::spellings::plain;
use super::sheet_names::is_doubtful;
use crate::domain::date;
use crate::domain::roster::Column;
use crate::domain::roster_deaths::DeathDay;
use crate::tabular::RawRow;

/// Whether a header, in plain letters, begins with those who are dead: 死亡人姓名.
fn names_dead(header: &Header) -> bool {
    let title = plain(&header.title_of(Column::Name), false);
    super::header::DEAD.iter().any(|word| title.starts_with(word))
}

/// What a sheet is of the dead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DeadList {
    /// Whether its rows are a list of the dead or gone.
    pub(super) is: bool,
    /// Whether the sheet, one of several, is to be asked about all the same.
    pub(super) asks: bool,
    /// Whether only its columns say so: whoever has no day of death there lives.
    pub(super) has_living: bool,
}

/// What a sheet is of the dead.
pub(super) fn list_of(header: &Header, sheet: Option<&str>, several: bool, path: &Path) -> DeadList {
    let file = path.file_stem().unwrap_or_default().to_string_lossy();
    let has_labels = header.has(Column::Categories) || header.has(Column::Groups) || header.label().is_some();
    let mut around = header.above().chain(sheet).chain([&*file]);
    let by_title = around.any(is_title) || names_dead(header);
    let by_column = !header.deaths().is_empty() && !has_labels && !header.names_others();
    let by_name = sheet.is_some_and(is_name) || is_name(&file);
    let asks = several
        && sheet.is_some_and(is_doubtful)
        && !(by_column || sheet.is_some_and(is_title) && !has_labels);
    DeadList { is: by_title || by_column || by_name, asks, has_living: !(by_title || by_name) }
}

/// Whether a row says nothing of a death.
pub(super) fn is_silent(row: &RawRow, header: &Header) -> bool {
    header.deaths().iter().all(|&(at, _)| row.cell(at).trim().is_empty())
}

/// The day of death that a row tells: that of the death itself before that of the cremation.
pub(super) fn day(row: &RawRow, header: &Header, epoch_1904: bool) -> DeathDay {
    let read = |at: usize| {
        let cell = row.cell(at).trim();
        // 2024-01-03 08:30: the hour does not matter.
        let day = cell.split([' ', 'T']).next().unwrap_or_default();
        [cell, day].into_iter().find_map(|text| date::in_cell(text, epoch_1904).ok()?.day())
    };
    let of = |exact: bool| {
        header.deaths().iter().filter(move |(_, is_exact)| *is_exact == exact).find_map(|&(at, _)| read(at))
    };
    of(true).map(DeathDay::Died).or_else(|| of(false).map(DeathDay::Behind)).unwrap_or(DeathDay::Unreadable)
}
