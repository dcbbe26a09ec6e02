//! Columns that say yes or no, and whether somebody lives and is still paid. That somebody is gone goes to the note, which is
//! read for such words.

use super::header::Header;
use crate::domain::roster::Column;
use crate::tabular::{CellKind, RawRow};

/// What a cell says that means yes.
const YES: &[&str] =
    &["是", "√", "✓", "✔", "☑", "有", "1", "y", "yes", "true", "对", "参加", "参战", "○", "●"];
/// Words of a state that somebody is gone or no longer paid.
const GONE: &[&str] = &[
    "去世", "已故", "死亡", "病故", "亡故", "过世", "逝世", "注销", "迁出", "停发", "停止", "停保", "取消",
    "退出", "中止", "终止",
];
/// Puts what a state says of somebody who is gone to the note of the row.
pub(super) fn note(row: &mut RawRow, header: &Header) {
    let Some(note) = header.at(Column::Note) else { return };
    for (at, title) in header.states() {
        let Some(said) = gone(title, row.cell(*at).trim()) else { continue };
        let before = row.cell(note).trim().to_owned();
        let both = if before.is_empty() { said } else { format!("{before}；{said}") };
        row.put(note, &both, CellKind::Text);
    }
}

/// What a state says, where it says that somebody is gone.
fn gone(title: &str, state: &str) -> Option<String> {
    let asks = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let denied = ["否", "不", "无", "未", "×"].iter().any(|word| state.starts_with(word));
    if GONE.iter().any(|word| state.contains(word)) && !denied {
        return Some(state.to_owned());
    }
    // The day of a death that is filled in: 去世日期 2023-05-01.
    let is_day =
        title.ends_with(['期', '间', '日', '月']) && state.chars().filter(char::is_ascii_digit).count() >= 4;
    if is_day && asks(&["死亡", "去世", "逝世", "过世", "亡故", "故去", "身故", "离世", "火化"])
    {
        return Some(format!("{title}：{state}，去世"));
    }
    let is_gone =
        asks(&["健在", "在世", "生存"]) && denied || asks(&["死亡", "去世", "已故"]) && is_yes(state);
    is_gone.then(|| format!("{title}：{state}，去世"))
}

/// Whether a cell says yes.
pub(super) fn is_yes(cell: &str) -> bool {
    let cell = cell.trim();
    YES.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_tells_who_is_gone_and_nothing_else() {
        for (title, state, said) in [
            ("优抚人员状态", "去世", Some("去世")),
            ("优抚对象状态*", "享受待遇", None),
            ("是否健在", "否", Some("是否健在：否，去世")),
            ("是否健在", "是", None),
            ("是否死亡", "是", Some("是否死亡：是，去世")),
            ("是否死亡", "否", None),
            ("人员状态", "未死亡", None),
            ("人员状态", "停发", Some("停发")),
            ("去世日期", "2023-05-01", Some("去世日期：2023-05-01，去世")),
            ("去世日期", "", None),
            ("去世日期", "无", None),
        ] {
            assert_eq!(gone(title, state).as_deref(), said, "{title} {state}");
        }
    }
}
