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
