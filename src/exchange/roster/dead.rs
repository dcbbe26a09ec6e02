//! A list of the dead (死亡人员名单, 殡仪馆, 遗体火化): known by its columns and by what stands around them. It tells deaths of
//! people who are registered, and adds nobody.

use std::path::Path;

use super::header::Header;
use crate::domain::date;
use crate::domain::roster::Column;
use crate::domain::roster_deaths::DeathDay;
use crate::tabular::RawRow;

/// Words of deaths and of burials.
const GONE: &[&str] =
    &["死亡", "去世", "亡故", "逝世", "过世", "故去", "已故", "火化", "殡葬", "遗体", "殡仪", "丧葬"];
/// What stands behind them in the title of such a list.
const LISTS: &[&str] =
    &["名单", "名册", "花名册", "登记", "明细", "台账", "统计", "信息", "情况", "数据", "清单", "表"];
/// Whoever is left behind is no dead person.
const LEFT_BEHIND: &[&str] = &["遗属", "家属", "遗孀", "抚恤", "优抚", "慰问", "烈士", "三属", "享受"];
/// Words between.
const OF: &[&str] = &["人员", "人口", "对象", "者", "居民", "村民", "老人"];

/// Whether a text is the title of a list of the dead.
fn is_title(text: &str) -> bool {
    if LEFT_BEHIND.iter().any(|word| text.contains(word)) {
        return false;
    }
    if text.contains("殡仪馆") || text.contains("火葬场") {
        return true;
    }
    GONE.iter().any(|word| {
        text.match_indices(word).any(|(at, word)| {
            let behind = text.get(at + word.len()..).unwrap_or_default();
            let behind = GONE.iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
            let behind = OF.iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
            LISTS.iter().any(|list| behind.starts_with(list))
        })
    })
}

/// Whether the rows of a sheet are a list of the dead.
pub(super) fn is_list(header: &Header, sheet: Option<&str>, path: &Path) -> bool {
    let file = path.file_stem().unwrap_or_default().to_string_lossy();
    let has_labels = header.has(Column::Categories) || header.has(Column::Groups) || header.label().is_some();
    let mut around = header.above().chain(sheet).chain([&*file]);
    around.any(is_title) && !has_labels
        || !header.deaths().is_empty() && !has_labels && !header.names_others()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_such_lists_are_told_from_those_of_the_left_behind() {
        for (text, is) in [
            ("正蓝旗殡仪馆2024年1月遗体火化登记表", true),
            ("2024年死亡人员名单", true),
            ("去世人员花名册", true),
            ("已故人员明细", true),
            ("遗体火化名单", true),
            ("烈士遗属名单", false),
            ("已故军人遗属登记表", false),
            ("退役军人花名册", false),
        ] {
            assert_eq!(is_title(text), is, "{text}");
        }
    }
}
