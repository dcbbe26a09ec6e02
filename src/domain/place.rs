//! Where people live. Townships are data: another banner loads its own.

use std::fmt;

use super::text::CleanText;

/// GB/T 2260 code of a township-level unit, nine digits, as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TownshipCode(pub String);

impl fmt::Display for TownshipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A township-level unit (苏木镇场).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Township {
    /// Its code.
    pub code: TownshipCode,
    /// Its official name.
    pub name: CleanText,
    /// 镇, 苏木 or 农牧场.
    pub kind: CleanText,
    /// Other spellings that rosters use.
    pub aliases: Vec<CleanText>,
}

/// Whether two spellings name one village of a township: 金莲川, 金莲川社区居委会 and 上都镇金莲川社区 do.
pub fn same_village(township: &str, one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let whole: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let mut name = whole.as_str();
        if let Some(rest) = name.strip_prefix(township).filter(|rest| !rest.is_empty()) {
            name = rest;
        }
        let mut cut = true;
        while cut {
            let shorter =
                KINDS.iter().find_map(|kind| name.strip_suffix(kind)).filter(|rest| !rest.is_empty());
            cut = shorter.is_some();
            name = shorter.unwrap_or(name);
        }
        name.to_owned()
    };
    bare(one) == bare(other)
}

/// How near the name of a village comes to what was typed: the characters of it that both have; none where it is nothing alike.
pub fn nearness(name: &str, typed: &str) -> usize {
    let kinds: Vec<char> = KINDS.iter().flat_map(|kind| kind.chars()).collect();
    typed.chars().filter(|c| !c.is_whitespace() && !kinds.contains(c) && name.contains(*c)).count()
}

/// Which village of the register is meant by what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VillageSaid {
    /// This one.
    Known(CleanText),
    /// Several go by that.
    Several(Vec<CleanText>),
    /// None does.
    Unknown {
        /// Those that come near, the nearest first; where none does, some that there are.
        near: Vec<CleanText>,
    },
}

/// What a village is called behind its name, the longer words first.
const KINDS: &[&str] = &["居民委员会", "村民委员会", "居委会", "村委会", "委员会", "社区", "嘎查", "村"];

/// Who looks after people: the centre, a township station or a community station (服务站).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// Its name.
    pub name: CleanText,
    /// The township it serves; none for the centre.
    pub township: Option<TownshipCode>,
    /// The community it serves, for a community station.
    pub village: Option<CleanText>,
}

/// Which part of the register a list shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everyone in the banner (全旗), people only.
    Banner,
    /// The people of one township.
    Township(TownshipCode),
    /// The units (驻旗部队 and others), wherever they are.
    Units,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_is_known_by_any_of_its_spellings() {
        for (one, other, same) in [
            ("金莲川", "金莲川社区", true),
            ("金莲川社区居委会", "上都镇金莲川社区", true),
            ("敖包图嘎查", "敖包图 嘎查村", true),
            ("新村", "新", true),
            ("村", "嘎查", false),
            ("敖包图嘎查", "敖包嘎查", false),
            ("上都镇", "上都镇", true),
            ("", "新村", false),
        ] {
            assert_eq!(same_village("上都镇", one, other), same, "{one} {other}");
            assert_eq!(same_village("上都镇", other, one), same, "{one} {other}");
        }
    }
}
