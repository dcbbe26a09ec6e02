//! What stands around the name of a township: those above it before, and whose office it is behind.

/// Units above a banner, and words that stand before a place and say nothing more.
const ABOVE: &[&str] = &[
    "内蒙古自治区",
    "内蒙古",
    "内蒙",
    "中国",
    "锡林郭勒盟",
    "锡林郭勒",
    "锡盟",
    "所属",
    "户籍",
    "现住",
    "居住地",
    "自治区",
];
/// Offices of a township: they say where, and nothing more.
const OFFICES: &[&str] = &[
    "人民政府",
    "镇政府",
    "政府",
    "管理委员会",
    "管委会",
    "街道办事处",
    "办事处",
    "党委",
    "党工委",
    "退役军人服务中心站",
    "退役军人服务中心",
    "退役军人服务站",
    "退役军人",
    "服务中心",
    "服务站",
    "民政办公室",
    "民政办",
    "民政所",
    "社会事务办公室",
    "社会事务办",
    "社会事务",
    "党群服务中心",
    "便民服务中心",
    "机关",
    "本级",
    "辖区",
    "境内",
    "镇区",
    "镇内",
    "场部",
    "全镇",
    "全苏木",
    "全场",
    "各嘎查",
    "各村",
    "各社区",
];
/// Ends of the name of a village, the longer ones first.
const VILLAGES: &[&str] = &[
    "社区居民委员会",
    "嘎查居民委员会",
    "居民委员会",
    "嘎查村民委员会",
    "村民委员会",
    "嘎查委员会",
    "社区居委会",
    "嘎查居委会",
    "嘎查村委会",
    "居委会",
    "村委会",
    "嘎查村",
    "社区",
    "嘎查",
    "分场",
    "村",
];
/// Fewest characters of a village before such an end.
const VILLAGE_MIN: usize = 1;

/// A text in half width without blanks, and without what does not belong to a name at either end.
pub(super) fn bare(text: &str) -> String {
    let half: String =
        text.chars().map(crate::domain::text::half_width).filter(|c| !c.is_whitespace()).collect();
    half.trim_matches(|c: char| is_mark(c)).to_owned()
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '(' | ')' | '（' | '）')
}

/// Whether what stands before a township leaves it in its banner: nothing, those above it, or the banner.
pub(super) fn is_above(before: &str, banner: &str) -> bool {
    let mut rest = before;
    loop {
        rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() || rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return true;
        }
        let short = banner.strip_prefix('正').filter(|short| !short.is_empty());
        let words = ABOVE.iter().copied().chain([banner]).chain(short).filter(|word| !word.is_empty());
        let mut words = words;
        match words.find_map(|word| rest.strip_prefix(word)) {
            Some(left) => rest = left,
            None => return false,
        }
    }
}

/// Whether what stands before a township names another banner, county or city.
pub(super) fn is_elsewhere(before: &str, banner: &str) -> bool {
    let left = before.replace(banner, "");
    let ends = left.rfind(['旗', '县', '市']);
    ends.is_some() && !banner.is_empty()
}

/// The village behind the name of a township, and what stands behind that; none where it tells none.
pub(super) fn village(behind: &str) -> Option<(&str, &str)> {
    let behind = behind.trim_matches(|c: char| is_mark(c) || matches!(c, '(' | '）' | '（' | ')'));
    let behind = OFFICES.iter().find_map(|office| behind.strip_prefix(office)).unwrap_or(behind);
    let behind = behind.trim_start_matches(|c: char| is_mark(c) || c == '(');
    let (at, end) = VILLAGES
        .iter()
        .filter_map(|end| behind.find(end).map(|at| (at, at + end.len())))
        .min_by_key(|&(at, end)| (at, usize::MAX - end))?;
    let name = behind.get(..end)?;
    // Words for villages are the name of none.
    let is_word =
        ["农村", "本村", "全村", "各村", "乡村", "城中村", "本社区", "本嘎查", "所在村"].contains(&name);
    let is_name = !is_word
        && name.get(..at)?.chars().count() >= VILLAGE_MIN
        && name.chars().count() <= 20
        && name.chars().all(|c| c.is_alphanumeric() || c == '·');
    is_name.then(|| (name, behind.get(end..).unwrap_or_default()))
}

/// A village and the group of it that stands behind, 一组 or 3队; none where no number stands before its word.
pub(super) fn group(text: &str) -> Option<(&str, &str)> {
    let bare = ["村民小组", "小组", "组", "队", "社"].iter().find_map(|word| text.strip_suffix(word))?;
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let before = bare.trim_end_matches(is_digit).trim_end_matches('第');
    let number = bare.len() - before.len();
    (number > 0 && !before.is_empty()).then(|| (before, text.get(before.len()..).unwrap_or_default()))
}
