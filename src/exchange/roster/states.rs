//! Columns that say yes or no, and whether somebody lives and is still paid. That somebody is gone goes to the note, which is
//! read for such words; what is neither yes nor no, and what nobody knows, is told.

use chrono::NaiveDate;

use super::cells::is_nothing;
use super::header::Header;
use super::header::spellings::plain;
use super::header::{Asked, asked, may_tell};
use crate::domain::date;
use crate::domain::review::said_gone;
use crate::domain::roster::{Column, Fault};
use crate::domain::text::{CleanText, half_width};
use crate::tabular::{CellKind, RawRow};

/// What a cell says that means yes.
const YES: &[&str] = &[
    "是", "√", "✓", "✔", "☑", "v", "有", "1", "1.0", "y", "yes", "true", "对", "参加", "参战", "○", "●",
    "属于", "属", "符合", "享受", "是的", "在",
];
/// And no.
const NO: &[&str] = &[
    "否",
    "无",
    "不",
    "不是",
    "没有",
    "非",
    "未",
    "×",
    "✗",
    "✘",
    "x",
    "0",
    "0.0",
    "n",
    "no",
    "false",
    "不属于",
    "不符合",
    "不享受",
    "未参加",
    "没",
    "〇",
];
/// Words of a state by which somebody is gone or no longer paid, beside those of notes.
const STOPPED: &[&str] = &[
    "注销",
    "停发",
    "停止",
    "停保",
    "取消",
    "退出",
    "中止",
    "终止",
    "暂停",
    "减员",
    "不在册",
    "迁出",
    "转出",
    "除名",
    "销档",
];
/// Words of a state by which somebody is there.
const WELL: &[&str] = &[
    "正常",
    "享受",
    "在册",
    "在享",
    "发放",
    "健在",
    "在世",
    "存活",
    "生存",
    "有效",
    "良好",
    "健康",
    "在职",
    "退休",
    "在岗",
    "稳定",
    "新增",
    "恢复",
    "已认证",
    "通过",
    "启用",
    "在保",
    "生效",
    "活",
    "存",
    "健",
    "迁入",
    "转入",
];
/// Beginnings of what is denied.
const DENIED: [char; 6] = ['否', '不', '无', '未', '没', '非'];
/// What is denied of somebody who is there: 未死亡.
const DENIABLE: &[&str] = &["死", "亡", "逝", "去世", "注销", "停", "迁", "减员"];
/// Letters of which every word for somebody gone has one: few cells do, and only those are read.
const HINTS: [char; 17] =
    ['亡', '故', '世', '逝', '死', '殁', '化', '销', '迁', '停', '葬', '没', '卒', '减', '不', '止', '转'];

/// What a state comes to.
#[derive(Debug, PartialEq, Eq)]
enum Condition {
    /// Alive and here.
    Here,
    /// Gone, by this note.
    Gone(String),
    /// Nobody knows.
    Unknown,
}

/// Puts what a state says of somebody who is gone to the note of the row.
pub(super) fn note(row: &mut RawRow, header: &Header, today: NaiveDate) {
    let Some(note) = header.at(Column::Note) else { return };
    for (at, title) in header.states() {
        let Condition::Gone(said) = read(title, row.cell(*at), today) else { continue };
        let before = if row.is_struck(note) { "" } else { row.cell(note).trim() };
        let both = if before.is_empty() { said } else { format!("{before}；{said}") };
        row.put(note, &both, CellKind::Text);
    }
}

/// States that nobody knows, and cells that should say yes or no and do not, each with its column.
pub(super) fn unclear(
    row: &RawRow,
    header: &Header,
    today: NaiveDate,
    is_label: impl Fn(&str, usize) -> bool,
) -> Vec<(usize, Fault)> {
    let shown = |at: usize| CleanText::shown(row.cell(at).trim());
    let states =
        header.states().iter().filter(|(at, title)| read(title, row.cell(*at), today) == Condition::Unknown);
    let states = states.map(|(at, _)| (*at, Fault::UnknownState(shown(*at))));
    let flags = header
        .flags()
        .iter()
        .filter(|(at, _)| flag(row.cell(*at)).is_none() && !is_label(row.cell(*at), *at));
    let flags = flags.map(|(at, _)| (*at, Fault::NeitherYesNorNo(shown(*at))));
    states.chain(flags).collect()
}

/// The columns that nobody knows and that may tell that their person is gone, with their titles.
pub(super) fn telling(header: &Header) -> Vec<(usize, CleanText)> {
    let is_blank = |title: &str| title.is_empty() || title.bytes().all(|byte| byte.is_ascii_uppercase());
    let second = |&(from, _): &(usize, usize)| (from, header.title_at(from));
    header
        .ignored_columns()
        .filter(|(_, title)| may_tell(&plain(title, false)) && !(is_blank(title) && header.names_others()))
        // A second column of notes is read only where the first is empty.
        .chain(header.fills().iter().filter(|(_, to)| header.at(Column::Note) == Some(*to)).map(second))
        .collect()
}

/// What a category says of its person in brackets: 残疾军人（已去世）.
pub(super) fn in_label(word: &str) -> Option<String> {
    let (_, inside) = word.split_once(['(', '（', '[', '【'])?;
    let inside = inside.trim_end_matches([')', '）', ']', '】']);
    let stops = || STOPPED.iter().copied().find(|word| inside.contains(word)).map(|_| "停发");
    let word_of = said_gone(inside).or_else(stops)?;
    Some(format!("{word}，{word_of}"))
}

/// What a column that nobody knows says of somebody who is gone.
pub(super) fn beside(row: &RawRow, header: &Header, telling: &[(usize, CleanText)]) -> Option<String> {
    let note = header.at(Column::Note).map_or("", |at| row.cell(at).trim());
    telling.iter().find_map(|(at, title)| {
        let cell = row.cell(*at).trim();
        if cell == note {
            return None;
        }
        let word = if cell.contains(HINTS) { said_gone(cell)? } else { return None };
        let said = if cell.chars().count() <= 40 { cell } else { word };
        Some(format!("{title}：{said}，{word}"))
    })
}

/// What a state says.
fn read(title: &str, cell: &str, today: NaiveDate) -> Condition {
    let state = cell.trim();
    if state.is_empty() || is_nothing(state) && !["不详", "未知"].contains(&state) {
        return Condition::Here;
    }
    let title = plain(title, false);
    // Of a list with a day of death that is none of the dead.
    let asked = asked(&title).unwrap_or(Asked::Content);
    if asked == Asked::Until {
        return read_end(&title, state, today);
    }
    if is_nothing(state) {
        // Whoever has died on no day that is known has died.
        let is_gone = asked == Asked::Content;
        return if is_gone { Condition::Gone(gone(&title, state, false)) } else { Condition::Unknown };
    }
    let word = said_gone(state);
    let is_denied = state.starts_with(DENIED);
    if word.is_none() && is_denied && DENIABLE.iter().any(|word| state.contains(word)) {
        return Condition::Here;
    }
    let stops = STOPPED.iter().any(|word| state.contains(word)) && (!is_denied || state.contains("不在册"));
    if word.is_some() || stops {
        return Condition::Gone(gone(&title, state, word.is_some()));
    }
    // A reason may name what was right: 重复享受.
    let says_well =
        |word: &&str| if asked == Asked::Content { state == *word } else { state.contains(*word) };
    let is_well = !is_denied && WELL.iter().any(says_well);
    let is = match (asked, flag(state)) {
        (Asked::Here, Some(true)) | (Asked::Gone | Asked::Content, Some(false)) => Some(true),
        _ if is_well => Some(true),
        (Asked::Here, Some(false)) | (Asked::Gone, Some(true)) | (Asked::Content, _) => Some(false),
        (Asked::Gone, None) if state.chars().filter(char::is_ascii_digit).count() >= 4 => Some(false),
        (Asked::Here | Asked::Gone | Asked::State | Asked::Until, _) => None,
    };
    match is {
        Some(true) => Condition::Here,
        Some(false) => Condition::Gone(gone(&title, state, false)),
        None => Condition::Unknown,
    }
}

/// What the day comes to up to which somebody is paid.
fn read_end(title: &str, state: &str, today: NaiveDate) -> Condition {
    const OPEN: &[&str] = &["长期", "永久", "终身", "不详", "未知", "待定", "至今"];
    if OPEN.contains(&state) || flag(state) == Some(false) {
        return Condition::Here;
    }
    let day = date::in_cell(state, false).ok();
    let Some((day, first)) = day.and_then(|day| Some((day, day.first()?))) else {
        let is_gone = said_gone(state).is_some() || STOPPED.iter().any(|word| state.contains(word));
        return if is_gone { Condition::Gone(gone(title, state, false)) } else { Condition::Unknown };
    };
    // Of a month or a year that runs nobody knows whether it is over.
    let is_past = first < today && !day.agrees(today);
    if is_past { Condition::Gone(gone(title, state, false)) } else { Condition::Here }
}

/// The note on somebody gone: with a word that notes are read for.
fn gone(title: &str, state: &str, says_so: bool) -> String {
    if says_so {
        return if ["死", "亡", "殁", "故", "卒", "逝", "去", "停", "迁", "销"]
            .iter()
            .any(|word| title.contains(word))
        {
            format!("{title}：{state}，{}", word_of(title, state))
        } else {
            state.to_owned()
        };
    }
    format!("{title}：{state}，{}", word_of(title, state))
}

fn word_of(title: &str, state: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| state.contains(word) || title.contains(word));
    if has(&["死", "亡", "世", "故", "健在", "生存", "存活", "火化", "殁", "卒"]) {
        "去世"
    } else if has(&["迁", "转出"]) {
        "迁出"
    } else if has(&["注销", "销户"]) {
        "注销"
    } else {
        "停发"
    }
}

/// Whether a cell says yes, or no; none where it says neither.
pub(super) fn flag(cell: &str) -> Option<bool> {
    let cell: String =
        cell.chars().filter(|c| *c != '\u{FE0F}' && !c.is_whitespace()).map(half_width).collect();
    let cell = cell.trim_matches(['。', '.', '、', ';']);
    if YES.iter().any(|word| cell.eq_ignore_ascii_case(word)) {
        return Some(true);
    }
    (is_nothing(cell) || NO.iter().any(|word| cell.eq_ignore_ascii_case(word))).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_tells_who_is_gone_and_what_nobody_knows() {
        let today = NaiveDate::from_ymd_opt(2024, 2, 2).unwrap();
        for (titles, gone, here, unknown) in [
            (
                &["优抚人员状态", "状态", "发放状态", "现状"][..],
                &["去世", "停发", "离世", "病逝", "减员", "不在册", "暂停", "终止", "亡", "殁", "已迁出"][..],
                &["享受待遇", "正常", "未死亡", "在册", "", "无", "健在"][..],
                &["待查", "否", "0", "未享受"][..],
            ),
            (
                &["是否健在", "健在情况", "生存状态", "存亡情况"],
                &["否", "亡", "去逝", "N", "0", "殁", "病逝", "身故", "×", "不在世", "死亡"],
                &["是", "√", "健在", "在世", "1", "正常", ""],
                &["待查", "?"],
            ),
            (
                &["是否死亡", "是否注销"],
                &["是", "√", "2023年5月", "死亡"],
                &["否", "未", "", "健在", "无", "0"],
                &["待查"],
            ),
            (
                &["去世日期", "死亡时间", "去世时间", "减员原因", "停发原因"],
                &["2023-05-01", "52年", "5月", "不详", "病故", "死亡", "未知", "重复享受"],
                &["", "无", "否", "健在", "-", "/"],
                &[],
            ),
            (
                &["终止日期", "取消时间", "退出时间", "停止享受时间", "待遇终止年月"],
                &["2023-12-31", "2023年11月", "2023", "20240201", "2024-01", "已停发"],
                &["", "2024-02-02", "2024-02", "2024-12-31", "2025年", "长期", "-", "无"],
                &["待查"],
            ),
            (&["是否在册", "是否发放", "是否享受待遇"], &["否", "停发", "×"], &["是", "√", ""], &["待定"]),
        ] {
            for title in titles {
                for state in gone {
                    let Condition::Gone(note) = read(title, state, today) else { panic!("{title} {state}") };
                    assert!(said_gone(&note).is_some(), "{title} {state} {note}");
                }
                for state in here {
                    assert_eq!(read(title, state, today), Condition::Here, "{title} {state}");
                }
                for state in unknown {
                    assert_eq!(read(title, state, today), Condition::Unknown, "{title} {state}");
                }
            }
        }
    }

    #[test]
    fn yes_and_no_in_every_spelling() {
        for (cell, want) in [
            ("是", Some(true)),
            ("V", Some(true)),
            ("ｖ", Some(true)),
            ("✔\u{FE0F}", Some(true)),
            ("1.0", Some(true)),
            ("１", Some(true)),
            ("否", Some(false)),
            ("x", Some(false)),
            ("", Some(false)),
            ("/", Some(false)),
            ("七级", None),
            ("1951-1953", None),
            ("待查", None),
        ] {
            assert_eq!(flag(cell), want, "{cell}");
        }
    }
}
