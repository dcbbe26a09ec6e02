//! What the parts of an address end with, and what numbers in it count.

use super::address_figures::is_digit;
use super::fold::fold;

/// How high a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Above the township: everybody lives in the same.
    Upper,
    /// A township.
    Township,
    /// Anything else: a village, a road, an estate.
    Name,
}

/// The ends of parts, the longer ones of a beginning first.
const ENDS: &[(&str, Level)] = &[
    ("自治区", Level::Upper),
    ("省", Level::Upper),
    ("盟", Level::Upper),
    ("市", Level::Upper),
    ("旗", Level::Upper),
    ("县", Level::Upper),
    ("镇", Level::Township),
    ("乡", Level::Township),
    ("苏木", Level::Township),
    ("街道", Level::Township),
    ("种畜场", Level::Township),
    ("林场", Level::Township),
    ("牧场", Level::Township),
    ("农场", Level::Township),
    ("示范区", Level::Township),
    ("开发区", Level::Township),
    ("嘎查", Level::Name),
    ("村民委员会", Level::Name),
    ("村委会", Level::Name),
    ("村", Level::Name),
    ("社区", Level::Name),
    ("居民委员会", Level::Name),
    ("居委会", Level::Name),
    ("路", Level::Name),
    ("街", Level::Name),
    ("大街", Level::Name),
    ("大道", Level::Name),
    ("道", Level::Name),
    ("巷", Level::Name),
    ("胡同", Level::Name),
    ("小区", Level::Name),
    ("区", Level::Name),
    ("花园", Level::Name),
    ("家园", Level::Name),
    ("公寓", Level::Name),
    ("广场", Level::Name),
    ("大厦", Level::Name),
    ("家属院", Level::Name),
    ("家属楼", Level::Name),
    ("大院", Level::Name),
    ("苑", Level::Name),
];

/// What is no town before 市: 超市, 夜市.
const MARKETS: [char; 5] = ['超', '夜', '集', '门', '菜'];

/// The ends of villages, which are written or left out.
const VILLAGE_ENDS: &[&str] =
    &["嘎查", "村民委员会", "村委会", "村", "社区", "居民委员会", "居委会", "嘎查村"];

/// What a number counts, and whether it is looked for by itself: nobody looks for a floor.
const COUNTERS: &[(&str, bool)] = &[
    ("号楼", true),
    ("号院", true),
    ("号", true),
    ("栋", true),
    ("幢", true),
    ("组", true),
    ("小组", true),
    ("小队", true),
    ("村民", true),
    ("队", true),
    ("排", true),
    ("弄", true),
    ("委", true),
    ("连", true),
    ("院", true),
    ("单元", false),
    ("楼", false),
    ("层", false),
    ("室", false),
    ("户", false),
];

/// A part at the beginning of a text.
pub(super) struct Segment {
    /// Its bytes.
    pub(super) length: usize,
    pub(super) level: Level,
    /// Whether it says more than what it is.
    pub(super) is_word: bool,
}

/// Where names of places end within a text that is written without blanks and goes on behind them: 上都镇|向阳路.
/// For each the byte behind it, and its level.
pub(super) fn place_ends(text: &str) -> Vec<(usize, Level)> {
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let part = segment(rest);
        let is_place = part.level != Level::Name
            || rest.get(..part.length).is_some_and(|part| VILLAGE_ENDS.iter().any(|end| part.ends_with(end)));
        at += part.length;
        let goes_on = text.get(at..).is_some_and(|rest| rest.chars().nth(1).is_some());
        if is_place && part.is_word && goes_on {
            ends.push((at, part.level));
        }
    }
    ends
}

/// The first part of a text without digits.
pub(super) fn segment(text: &str) -> Segment {
    for (before, (at, c)) in text.char_indices().enumerate() {
        if !may_begin_an_end(c) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let is_shop = c == '市' && text.get(..at).is_some_and(|text| text.ends_with(MARKETS));
        if let Some((end, level)) = end(rest, before).filter(|_| !is_shop) {
            return Segment { length: at + end.len(), level, is_word: before > 0 };
        }
    }
    Segment { length: text.len(), level: Level::Name, is_word: text.chars().nth(1).is_some() }
}

/// The end with which `rest` begins, behind so many characters.
fn end(rest: &str, before: usize) -> Option<(&'static str, Level)> {
    let (end, level) = *ENDS.iter().find(|(end, _)| rest.starts_with(end))?;
    let goes_on = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    let is_end = match level {
        // 红旗街, 城镇路, 农贸市场, 乡村路
        Level::Upper => before >= 2 && !goes_on(&["市场", "市区", "旗委", "县委", "县城"]),
        Level::Township => before >= 2 || end.chars().nth(1).is_some() && before > 0,
        Level::Name => before > 0 || end.chars().nth(1).is_some(),
    };
    (is_end && !goes_on(&["道路", "村民小", "村民组", "街心"])).then_some((end, level))
}

/// Whether one of [`ENDS`] begins with a character.
fn may_begin_an_end(c: char) -> bool {
    matches!(
        c,
        '自' | '省'
            | '盟'
            | '市'
            | '旗'
            | '县'
            | '镇'
            | '乡'
            | '苏'
            | '街'
            | '种'
            | '林'
            | '牧'
            | '农'
            | '示'
            | '开'
            | '嘎'
            | '村'
            | '社'
            | '居'
            | '路'
            | '大'
            | '道'
            | '巷'
            | '胡'
            | '小'
            | '区'
            | '花'
            | '家'
            | '公'
            | '广'
            | '苑'
    )
}

/// The name of a village without its end.
pub(super) fn stem(village: &str) -> String {
    let name = fold(village);
    let end = VILLAGE_ENDS.iter().filter(|end| name.ends_with(*end)).map(|end| end.len()).max();
    name.get(..name.len() - end.unwrap_or_default()).unwrap_or_default().trim_start_matches('第').to_owned()
}

/// How much of the beginning of a text is the village with this stem: with its end, or alone.
pub(super) fn own_village(text: &str, stem: &str) -> usize {
    let Some(rest) = text.strip_prefix(stem).filter(|_| !stem.is_empty()) else { return 0 };
    let end = VILLAGE_ENDS.iter().filter(|end| rest.starts_with(*end)).map(|end| end.len()).max();
    let is_alone = stem.chars().nth(1).is_some()
        && !stem.ends_with(is_digit)
        && (rest.is_empty() || rest.starts_with(is_digit));
    match end {
        Some(end) => stem.len() + end,
        None if is_alone => stem.len(),
        None => 0,
    }
}

/// What the number before `rest` counts: its bytes, none if it is not known, and whether that is looked for by itself.
pub(super) fn counter(rest: &str) -> (usize, bool) {
    COUNTERS
        .iter()
        .find(|(counter, _)| rest.starts_with(counter))
        .map_or((0, false), |(counter, is_word)| (counter.len(), *is_word))
}
