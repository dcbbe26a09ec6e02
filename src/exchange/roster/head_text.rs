//! How a head between the rows is written: number, count and marks around what it says; and what a text that stands alone
//! looks like.

use crate::domain::text::half_width;

/// Most characters of a head.
pub(super) const HEAD_MAX: usize = 40;
const NUMERALS: &str = "一二三四五六七八九十";
/// Signs that part a number from what it numbers.
const BEHIND_NUMBER: [char; 12] =
    ['、', '.', '．', '：', ':', ' ', '\u{3000}', '，', ',', '-', '—', '\u{A0}'];
/// Brackets around a head.
const BRACKETS: [(char, char); 13] = [
    ('【', '】'),
    ('《', '》'),
    ('〈', '〉'),
    ('〔', '〕'),
    ('［', '］'),
    ('[', ']'),
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
    ('"', '"'),
    ('(', ')'),
    ('（', '）'),
    ('<', '>'),
];

/// How a head is numbered: those of one level are numbered in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    /// Not at all.
    Not,
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Digits,
    /// (1)
    DigitsInBrackets,
    /// 第一部分
    Ordinal,
    /// ①, Ⅰ, A.
    Sign,
}

/// A head without what stands around what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeadText<'a> {
    pub(super) bare: &'a str,
    pub(super) numbered: Numbered,
}

/// Reads a head.
pub(super) fn read(text: &str) -> HeadText<'_> {
    let (bare, numbered) = without_number(without_marks(text));
    let bare = without_marks(without_count(without_marks(bare)));
    HeadText { bare, numbered }
}

/// What a head may name: its text, and that without what only says that people follow.
pub(super) fn names(bare: &str) -> impl Iterator<Item = &str> {
    const BEHIND: &[&str] =
        &["类人员", "类对象", "人员名单", "花名册", "名单", "名册", "人员", "对象", "部分", "如下", "类"];
    const BEFORE: &[&str] =
        &["类别", "优抚类别", "慰问类别", "人员类别", "苏木镇", "乡镇", "嘎查", "社区", "村"];
    let bare = BEFORE
        .iter()
        .find_map(|word| bare.strip_prefix(word)?.strip_prefix([':', '：']).map(str::trim))
        .unwrap_or(bare);
    let shorter = BEHIND.iter().filter_map(move |end| bare.strip_suffix(end)).filter(|name| !name.is_empty());
    [bare].into_iter().chain(shorter)
}

/// 3人, 12户, （3人）
pub(super) fn is_count(cell: &str) -> bool {
    let cell = cell.trim_matches(['(', ')', '（', '）', '共', '计', ' ', '：', ':']);
    let digits = cell.trim_end_matches(['人', '户', '名', '次']);
    digits.len() < cell.len() && !digits.is_empty() && digits.chars().all(|c| half_width(c).is_ascii_digit())
}

/// A number or a sum: 12, 6,000.00元.
pub(super) fn is_figure(cell: &str) -> bool {
    let digits = cell.trim().trim_end_matches(['元', '万', '%', '岁']);
    digits.chars().any(|c| half_width(c).is_ascii_digit())
        && digits
            .chars()
            .map(half_width)
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '¥' | '￥'))
}

/// Whether a cell holds the number of a head and nothing else: 一, （二）, 三、.
pub(super) fn is_numbering(cell: &str) -> bool {
    let bare = cell.trim_matches(|c: char| !c.is_alphanumeric());
    !bare.is_empty()
        && bare.chars().count() <= 3
        && bare.trim_start_matches('第').chars().all(|c| NUMERALS.contains(c) || is_sign(c))
}

/// Whether a text that stands alone is the name of a village and of nobody.
pub(super) fn is_village(text: &str) -> bool {
    const ENDS: &[&str] = &["嘎查", "社区", "居委会", "村委会", "居民委员会", "村民委员会", "嘎查村", "分场"];
    ENDS.iter().any(|end| text.ends_with(end) && text.len() > end.len())
        || text.ends_with('村') && text.chars().count() > 2
}

/// Whether a text that stands alone names a place of a kind, whichever it is: 太仆寺旗宝昌镇. Where names of people stand,
/// one that may be of a person is none.
pub(super) fn is_place(text: &str, among_names: bool) -> bool {
    const LONG: &[&str] =
        &["苏木", "街道", "牧场", "林场", "农场", "种畜场", "示范区", "管委会", "园区", "小区", "开发区"];
    const SHORT: &[char] = &['镇', '乡', '旗', '县', '市', '场'];
    let least = if among_names { 4 } else { 2 };
    let count = text.chars().count();
    is_village(text) && !among_names
        || LONG.iter().any(|end| text.ends_with(end) && text.len() > end.len())
        || text.ends_with(SHORT) && count >= least
}

/// Whether a text that stands alone names a part of a village: 一组, 第二小队.
pub(super) fn is_part(text: &str) -> bool {
    text.chars().count() <= 6
        && ["组", "队"].iter().any(|end| text.ends_with(end))
        && text.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c) || c == '第')
}

/// Whether a text that stands alone says what the rows below it are, and is nobody: 新增人员, 续表.
pub(super) fn is_group(text: &str) -> bool {
    const ENDS: &[&str] = &["名单", "名册", "人员", "对象", "续表", "情况", "如下", "部分", "其他", "其它"];
    text.chars().count() <= 12 && ENDS.iter().any(|end| text.ends_with(end))
}

/// Whether a text that stands alone is the title of a table.
pub(super) fn is_title(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "名册",
        "名单",
        "清册",
        "登记表",
        "统计表",
        "明细表",
        "一览表",
        "汇总表",
        "发放表",
        "信息表",
        "签领表",
    ];
    let text = without_sequel(text);
    text.chars().count() > 5 && ENDS.iter().any(|end| text.ends_with(end))
}

/// A title without the word that says that it goes on: （续）, 续表.
pub(super) fn without_sequel(text: &str) -> &str {
    let bare = text
        .trim()
        .trim_end_matches(['）', ')', '一', '二', '三', '四', '五', '1', '2', '3', '4', '5', '表']);
    match bare.strip_suffix('续') {
        Some(bare) => bare.trim_end_matches(['（', '(', ' ']),
        None => text.trim(),
    }
}

/// Whether a text that stands alone says by what people are entitled, and is nobody. Where names of people stand, one that
/// may be of a person is none: 王立功.
pub(super) fn is_entitled(text: &str, among_names: bool) -> bool {
    const WORDS: &[&str] = &[
        "军人",
        "士兵",
        "退役",
        "退伍",
        "复员",
        "复原",
        "转业",
        "伤残",
        "残疾",
        "烈士",
        "烈属",
        "遗属",
        "军属",
        "家属",
        "三属",
        "参战",
        "参试",
        "两参",
        "优抚",
        "涉核",
        "8023",
        "带病",
        "抗美援朝",
        "老兵",
        "老战士",
        "志愿军",
        "立功",
        "低保",
        "五保",
        "特困",
        "困难",
        "驻军",
        "部队",
        "义务兵",
        "现役",
        "抚恤",
        "定补",
        "定恤",
        "农村籍",
    ];
    let bears = || WORDS.iter().any(|word| text.contains(word));
    let ends = || text.ends_with(['户', '属', '类']);
    let count = text.chars().count();
    match count {
        0 | 1 => false,
        2 => WORDS.contains(&text) || !among_names && ends(),
        3 if among_names => ends() || WORDS.iter().any(|word| text.starts_with(word)),
        _ => bears() || ends(),
    }
}

/// Whether a text is a sentence and no head: 本表一式三份，服务站二份。 What stands in brackets does not count.
pub(super) fn is_sentence(text: &str) -> bool {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|c| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    text.chars().count() > HEAD_MAX
        || outside.into_iter().any(|c| matches!(c, '，' | '；' | '!' | '！' | '？'))
        || text.ends_with('。') && text.chars().count() > 12
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{2160}'..='\u{217F}' | '\u{3220}'..='\u{3229}' | '\u{2776}'..='\u{2793}')
}

/// A text without signs at its ends, and without brackets around the whole.
fn without_marks(text: &str) -> &str {
    let is_bracket = |c: char| BRACKETS.iter().any(|&(open, close)| c == open || c == close);
    let mut text = text;
    loop {
        let before = text.len();
        text = text.trim_matches(|c: char| !(c.is_alphanumeric() || is_bracket(c)) || c == '\u{FE0F}');
        let pair = BRACKETS.iter().find_map(|&(open, close)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close])).then_some(inner)
        });
        text = pair.unwrap_or(text);
        if text.len() == before {
            return text;
        }
    }
}

/// A head without its number, and how it is numbered: 一、 （二） 3. 第四部分 ⑤
fn without_number(text: &str) -> (&str, Numbered) {
    if let Some(first) = text.chars().next().filter(|c| is_sign(*c)) {
        let rest = text.get(first.len_utf8()..).unwrap_or_default();
        if !rest.starts_with('级') {
            return (rest.trim_start_matches(BEHIND_NUMBER), Numbered::Sign);
        }
    }
    let letters = text.trim_start_matches(|c: char| half_width(c).is_ascii_alphabetic());
    if (1..=9).contains(&(text.len() - letters.len())) && letters.starts_with(['、', '.', '．', ')', '）'])
    {
        return (letters.trim_start_matches(BEHIND_NUMBER).trim_start_matches([')', '）']), Numbered::Sign);
    }
    let inner = text.strip_prefix(['(', '（']);
    let is_bracketed = inner.is_some();
    let inner = inner.unwrap_or(text);
    let ordinal = inner.strip_prefix('第');
    let inner = ordinal.unwrap_or(inner);
    let rest = inner.trim_start_matches(|c: char| NUMERALS.contains(c) || half_width(c).is_ascii_digit());
    if rest.len() == inner.len() {
        return (text, Numbered::Not);
    }
    let bare = rest.trim_start_matches([')', '）']);
    let bare = ["部分", "类"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    let bare = bare.trim_start_matches(BEHIND_NUMBER);
    if bare.len() == rest.len() {
        return (text, Numbered::Not);
    }
    let is_han = inner.starts_with(|c: char| NUMERALS.contains(c));
    let numbered = match (ordinal.is_some(), is_han, is_bracketed) {
        (true, ..) => Numbered::Ordinal,
        (false, true, true) => Numbered::HanInBrackets,
        (false, true, false) => Numbered::Han,
        (false, false, true) => Numbered::DigitsInBrackets,
        (false, false, false) => Numbered::Digits,
    };
    (bare, numbered)
}

/// A head without the number of its people: （2人）, 共 12 户, ——3人
fn without_count(text: &str) -> &str {
    let mut text = text;
    if let Some(at) = text.rfind(['(', '（'])
        && text.get(at..).is_some_and(|count| is_count(count) || count.contains('人') || count.contains('户'))
    {
        text = text.get(..at).unwrap_or(text);
    }
    let bare = text.trim_end_matches(['人', '户', '名', '次']);
    let digits = bare.trim_end_matches(|c: char| half_width(c).is_ascii_digit() || c == ' ');
    if bare.len() < text.len() && digits.len() < bare.len() {
        return digits.trim_end_matches(|c: char| matches!(c, '共' | '计') || !c.is_alphanumeric());
    }
    text.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_without_number_count_and_marks() {
        for (text, bare, numbered) in [
            ("一、烈士遗属（2人）", "烈士遗属", Numbered::Han),
            ("（二）上都镇：", "上都镇", Numbered::HanInBrackets),
            ("第三部分 困难退役军人 1人", "困难退役军人", Numbered::Ordinal),
            ("3.残疾军人", "残疾军人", Numbered::Digits),
            ("(1)烈属", "烈属", Numbered::DigitsInBrackets),
            ("【困难退役军人】", "困难退役军人", Numbered::Not),
            ("《残疾军人》", "残疾军人", Numbered::Not),
            ("★ 残疾军人", "残疾军人", Numbered::Not),
            ("残疾军人——3人", "残疾军人", Numbered::Not),
            ("Ⅰ、在乡复员军人", "在乡复员军人", Numbered::Sign),
            ("①在乡复员军人", "在乡复员军人", Numbered::Sign),
            ("A. 烈属", "烈属", Numbered::Sign),
            ("⒈烈属", "烈属", Numbered::Sign),
            ("一组", "一组", Numbered::Not),
            ("60岁退役士兵", "60岁退役士兵", Numbered::Not),
            ("伤残军人（因公八级）", "伤残军人（因公八级）", Numbered::Not),
            ("12", "12", Numbered::Not),
        ] {
            assert_eq!(read(text), HeadText { bare, numbered }, "{text}");
        }
    }

    #[test]
    fn what_may_be_a_name_is_no_head_among_names() {
        for (text, among, other) in [
            ("三属", true, true),
            ("参战", true, true),
            ("伤残", true, true),
            ("低保户", true, true),
            ("原8023", true, true),
            ("困难退役军人", true, true),
            ("王立功", false, true),
            ("程连富", false, false),
            ("李户", false, true),
        ] {
            assert_eq!((is_entitled(text, true), is_entitled(text, false)), (among, other), "{text}");
        }
        for (text, among, other) in [
            ("太仆寺旗宝昌镇", true, true),
            ("王小镇", false, true),
            ("王新村", false, true),
            ("那日图", false, false),
            ("白音苏木", true, true),
        ] {
            assert_eq!((is_place(text, true), is_place(text, false)), (among, other), "{text}");
        }
    }
}
