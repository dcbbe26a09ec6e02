//! Heads between the rows: 一、烈士遗属（2人）, 上都镇. What one says holds for the rows below it.

use super::header::Header;
use super::labelled::Label;
use super::place::Place;
use super::words::Words;
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::text::{CleanText, NAME_MAX};
use crate::tabular::{CellKind, RawRow};

/// Most characters of a head.
const HEAD_MAX: usize = 40;
const NUMERALS: &str = "一二三四五六七八九十";

/// What a head says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Place(Place),
    Label(Label),
    /// It is numbered like a head, and says nothing that the register knows.
    Nothing,
}

/// A head between the rows.
pub(super) enum Head {
    /// It was understood.
    Understood,
    /// It is one, and says nothing that the register knows.
    Unknown(CleanText),
}

/// The heads that hold for the row at hand, the outer one first.
#[derive(Debug, Default)]
pub(super) struct Heads(Vec<Said>);

impl Heads {
    /// The place that they tell.
    pub(super) fn place(&self) -> Option<&Place> {
        self.0.iter().find_map(|said| match said {
            Said::Place(place) => Some(place),
            Said::Label(_) | Said::Nothing => None,
        })
    }

    /// The label that they tell.
    pub(super) fn label(&self) -> Option<&Label> {
        self.0.iter().find_map(|said| match said {
            Said::Label(label) => Some(label),
            Said::Place(_) | Said::Nothing => None,
        })
    }

    /// Takes a row as a head if it is one.
    pub(super) fn take(
        &mut self,
        row: &RawRow,
        header: &Header,
        words: &Words,
        around: Option<&Place>,
    ) -> Option<Head> {
        let text = only_text(row, header)?;
        let (bare, is_numbered) = without_number(text);
        let bare = without_count(bare);
        if bare.is_empty() {
            return None;
        }
        let above = self.place().or(around).map(|place| place.township.clone());
        let said = Self::read(bare, words);
        match said {
            Some(said) => {
                self.put(said);
                Some(Head::Understood)
            }
            // A village that the register does not know yet, below its township or alone.
            None if header.kind() == Kind::Person && is_village(bare) => {
                match above.zip(CleanText::parse(bare, NAME_MAX).ok()) {
                    Some((township, name)) => {
                        let village = Some(words.places.village(&township, &name));
                        self.put(Said::Place(Place { township, village }));
                        Some(Head::Understood)
                    }
                    None => Some(Head::Unknown(CleanText::shown(text))),
                }
            }
            None if is_numbered
                && header.at(Column::Name).is_none_or(|at| row.cell(at).trim().is_empty() || at == 0) =>
            {
                self.put(Said::Nothing);
                Some(Head::Unknown(CleanText::shown(text)))
            }
            None if header.kind() == Kind::Person && is_part(bare) => {
                Some(Head::Unknown(CleanText::shown(text)))
            }
            None if header.kind() == Kind::Person && is_group(bare) => {
                self.put(Said::Nothing);
                Some(Head::Unknown(CleanText::shown(text)))
            }
            None => None,
        }
    }

    fn read(text: &str, words: &Words) -> Option<Said> {
        let text = ["类别", "优抚类别", "慰问类别", "苏木镇", "乡镇", "嘎查", "社区", "村"]
            .iter()
            .find_map(|word| text.strip_prefix(word)?.strip_prefix([':', '：']))
            .unwrap_or(text);
        if let Some(label) = words.labels.exactly(text) {
            return Some(Said::Label(label));
        }
        let place = words.places.read(text);
        place
            .or_else(|| words.places.within(text).filter(|place| place.village.as_deref() == Some(text)))
            .map(Said::Place)
    }

    /// A head ends those of its kind, and what stood below them.
    fn put(&mut self, said: Said) {
        let is_place = |said: &Said| matches!(said, Said::Place(_));
        let same = self.0.iter().position(|before| is_place(before) == is_place(&said));
        self.0.truncate(same.unwrap_or(self.0.len()));
        self.0.push(said);
    }
}

/// Whether a text that stands alone is the name of a village and of nobody.
fn is_village(text: &str) -> bool {
    const ENDS: &[&str] = &["嘎查", "社区", "居委会", "村委会", "居民委员会", "村民委员会", "嘎查村", "分场"];
    ENDS.iter().any(|end| text.ends_with(end) && text.len() > end.len())
        || text.ends_with('村') && text.chars().count() > 2
}

/// Whether a text that stands alone names a part of a village: 一组, 第二小队.
fn is_part(text: &str) -> bool {
    text.chars().count() <= 6
        && ["组", "队"].iter().any(|end| text.ends_with(end))
        && text.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c) || c == '第')
}

/// Whether a text that stands alone says what the rows below it are, and is nobody: 新增人员, 续表.
fn is_group(text: &str) -> bool {
    const ENDS: &[&str] = &["名单", "名册", "人员", "对象", "续表", "情况", "如下", "部分"];
    text.chars().count() <= 12 && ENDS.iter().any(|end| text.ends_with(end))
}

/// The text of a row that has one and no person: besides it a count at most.
fn only_text<'a>(row: &'a RawRow, header: &Header) -> Option<&'a str> {
    let mut texts = (0..row.width())
        .filter(|&at| row.kind(at) != CellKind::Filled)
        .map(|at| (at, row.cell(at).trim()))
        .filter(|(_, cell)| !cell.is_empty());
    let (at, text) = texts.next()?;
    let counts = texts.all(|(_, cell)| is_count(cell));
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let of_person = header.at(Column::IdNumber) == Some(at) || header.at(Column::Phone) == Some(at);
    (counts && !is_number && !of_person && text.chars().count() <= HEAD_MAX).then_some(text)
}

/// 3人, 12户, （3人）
fn is_count(cell: &str) -> bool {
    let cell = cell.trim_matches(['(', ')', '（', '）', '共', '计', ' ']);
    let digits = cell.trim_end_matches(['人', '户', '名']);
    digits.len() < cell.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A head without its number, and whether it has one: 一、 （二） 3. 第四部分
fn without_number(text: &str) -> (&str, bool) {
    let text = text.trim();
    let inner = text.strip_prefix(['(', '（']).unwrap_or(text);
    let inner = inner.strip_prefix('第').unwrap_or(inner);
    let rest = inner.trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit());
    if rest.len() == inner.len() {
        return (text, false);
    }
    let bare = rest.trim_start_matches([')', '）']);
    let bare = ["部分", "类"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    let bare = bare.trim_start_matches(['、', '.', '．', '：', ':', ' ', '\u{3000}', '，', ',']);
    let is_marked = bare.len() < rest.len();
    if is_marked { (bare, true) } else { (text, false) }
}

/// A head without the number of its people: （2人）, 共 12 户
fn without_count(text: &str) -> &str {
    let mut text = text.trim().trim_end_matches(['：', ':', '。']);
    if let Some(at) = text.rfind(['(', '（'])
        && text.get(at..).is_some_and(|count| is_count(count) || count.contains('人') || count.contains('户'))
    {
        text = text.get(..at).unwrap_or(text);
    }
    let bare = text.trim_end_matches(['人', '户', '名']);
    let digits = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if digits.len() < bare.len() { digits.trim_end_matches(['共', '计', ' ', '：', ':']) } else { text }
        .trim()
}
