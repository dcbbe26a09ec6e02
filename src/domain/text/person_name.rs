//! The name of a person as a roster has it, and what stands beside it in the same cell.
//!
//! A name is never more than a name: what stands in brackets, and a word that somebody has died, is a remark. What has
//! digits, signs or more characters than any name is another cell's content, or two cells' in one.

use super::{CleanText, TextError, is_mark, name};

/// Han of the longest name: transcribed ones of Mongolians and Russians have twelve.
const HAN_MAX: usize = 15;
/// Fewest characters of a name before words that are none of it.
const FEWEST: usize = 2;
/// Brackets that open and close.
const OPEN: &[char] = &['(', '（', '[', '［', '【', '〔', '{', '｛', '〈', '《', '﹙', '「', '『'];
const CLOSE: &[char] = &[')', '）', ']', '］', '】', '〕', '}', '｝', '〉', '》', '﹚', '」', '』'];
/// Words behind or before a name that say that its bearer has died; none of them ends a name. The longer ones come first.
const GONE: &[&str] = &[
    "已经去世",
    "已去世",
    "已死亡",
    "已病故",
    "已亡故",
    "已过世",
    "已逝世",
    "去世",
    "死亡",
    "病故",
    "亡故",
    "身故",
    "过世",
    "逝世",
    "已故",
    "已殁",
    "殁",
];
/// What stands between a name and a remark.
const BETWEEN: &[char] =
    &[' ', '\u{3000}', '\u{A0}', '-', '－', '—', '–', ',', '，', '、', '/', '／', ';', '；', ':', '：'];
/// Marks that slip in before or behind a name.
const EDGES: &[char] = &[
    ' ', '\u{3000}', '\u{A0}', '.', '。', '．', '｡', '·', '•', '‧', '・', '､', ',', '，', '、', ';', '；',
    '\'', '‘', '’', '`',
];
/// Signs that no name has.
const SIGNS: &[char] = &[
    ':', '：', ';', '；', ',', '，', '、', '/', '／', '\\', '＼', '|', '｜', '*', '＊', '×', '✕', '✖', '#',
    '＃', '@', '＠', '=', '＝', '+', '＋', '&', '＆', '%', '％', '$', '＄', '￥', '<', '>', '!', '！', '_',
    '＿', '"', '“', '”', '~', '～', '^',
];

/// A name and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    /// The name.
    pub name: CleanText,
    /// What the cell says besides.
    pub remark: Option<String>,
}

/// Why a cell holds no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// A character or a length that no text may have.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Digits, signs, too many characters, or nothing but a remark.
    #[error("this is no name")]
    NoName,
}

/// Reads the name of a person.
///
/// # Errors
/// See [`NameError`].
pub fn person_name(raw: &str) -> Result<PersonName, NameError> {
    let whole = raw.trim();
    let (bare, in_brackets) = without_brackets(whole);
    let (bare, gone) = without_gone(bare.trim_matches(EDGES));
    let remark = [in_brackets, gone.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join("；");
    let name = name(bare.trim_matches(EDGES))?;
    if is_name(&name) {
        Ok(PersonName { name, remark: (!remark.is_empty()).then_some(remark) })
    } else {
        Err(NameError::NoName)
    }
}

fn is_name(name: &str) -> bool {
    let mut letters = 0;
    for c in name.chars() {
        if c.is_numeric() && !super::han_digit(c)
            || SIGNS.contains(&c)
            || OPEN.contains(&c)
            || CLOSE.contains(&c)
        {
            return false;
        }
        letters += usize::from(c.is_alphabetic() && !is_mark(c));
    }
    let han =
        name.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')).count();
    letters > 0 && han <= HAN_MAX
}

/// A name and what stands in brackets before or behind it.
fn without_brackets(whole: &str) -> (&str, Option<String>) {
    let Some((at, open)) = whole.char_indices().find(|(_, c)| OPEN.contains(c)) else { return (whole, None) };
    let (before, rest) =
        (whole.get(..at).unwrap_or_default(), whole.get(at + open.len_utf8()..).unwrap_or_default());
    let Some((end, close)) = rest.char_indices().find(|(_, c)| CLOSE.contains(c)) else {
        // A bracket that somebody forgot to close.
        return if before.trim().is_empty() { (whole, None) } else { (before.trim_end(), said(rest)) };
    };
    let (inside, behind) =
        (rest.get(..end).unwrap_or_default(), rest.get(end + close.len_utf8()..).unwrap_or_default());
    if before.trim().is_empty() {
        // （已故）程连富
        return if behind.contains(OPEN) { (whole, None) } else { (behind.trim(), said(inside)) };
    }
    let remark =
        if behind.trim().is_empty() { inside.to_owned() } else { format!("{inside} {}", behind.trim()) };
    (before.trim_end(), said(&remark))
}

fn said(remark: &str) -> Option<String> {
    let remark = remark.trim().trim_end_matches(CLOSE).trim();
    (!remark.is_empty()).then(|| remark.to_owned())
}

/// A name, and the word before or behind it that its bearer has died.
fn without_gone(bare: &str) -> (&str, Option<&str>) {
    for word in GONE {
        let behind = bare.strip_suffix(word);
        let before = || bare.strip_prefix(word).filter(|_| word.starts_with('已'));
        if let Some(rest) = behind.or_else(before) {
            let rest = rest.trim_matches(BETWEEN);
            if rest.chars().count() >= FEWEST {
                return (rest, Some(word));
            }
        }
    }
    (bare, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Option<(String, Option<String>)> {
        person_name(cell).ok().map(|it| (it.name.to_string(), it.remark))
    }

    #[test]
    fn what_stands_beside_a_name_is_a_remark() {
        for (cell, name, remark) in [
            ("程连富", "程连富", None),
            ("乌云·其木格", "乌云·其木格", None),
            ("呼日查 巴特尔", "呼日查巴特尔", None),
            ("O'Brien Mary-Ann", "O'Brien Mary-Ann", None),
            ("程连富（已故）", "程连富", Some("已故")),
            ("程连富(大)", "程连富", Some("大")),
            ("程连富（户主", "程连富", Some("户主")),
            ("程连富【遗属】二组", "程连富", Some("遗属 二组")),
            ("（已故）程连富", "程连富", Some("已故")),
            ("程连富已故", "程连富", Some("已故")),
            ("程连富-去世", "程连富", Some("去世")),
            ("程连富 已去世", "程连富", Some("已去世")),
            ("已故程连富", "程连富", Some("已故")),
            ("程连富（2023年5月）已故", "程连富", Some("2023年5月 已故")),
            ("亡故", "亡故", None),
            ("程殁", "程殁", None),
            ("关九", "关九", None),
        ] {
            assert_eq!(read(cell), Some((name.to_owned(), remark.map(str::to_owned))), "{cell}");
        }
    }

    #[test]
    fn what_is_more_than_a_name_is_none() {
        for cell in [
            "程连富152599194305070117",
            "程连富13800001000",
            "1、程连富",
            "程连富２",
            "填表人：赵志强",
            "程连富、单国强",
            "程连富/单国强",
            "程*富",
            "程×富",
            "20240101",
            "2024-05-03",
            "（已故）",
            "————",
            "以上人员均已核对无误并同意按照规定发放",
            "#REF!",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
        assert!(read("阿勒坦敖其尔巴图孟克额尔敦巴雅").is_some());
    }
}
