//! What rows of work tell beside their days: all of it in one table.

use chrono::NaiveDate;

use crate::domain::money::Fen;
use crate::domain::text::{CleanText, NOTE_MAX};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldHolds {
    /// Words.
    Words,
    /// Several, with 、 or a comma between.
    List,
    /// A whole number.
    Number,
    /// Yuan.
    Money,
    /// A day.
    Day,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Words.
    Words(CleanText),
    /// Several.
    List(Vec<CleanText>),
    /// A whole number.
    Number(u64),
    /// An amount.
    Money(Fen),
    /// A day.
    Day(NaiveDate),
}

/// The largest whole number of a field.
pub const COUNT_MAX: u64 = 1_000_000;

macro_rules! fields {
    ($($Name:ident = $code:literal $option:literal $zh:literal $en:literal $Holds:ident;)*) => {
        /// What a row tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $(#[doc = $zh] $Name,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$Name),*];

            /// The stable name in the register, in files and in JSON.
            pub fn code(self) -> &'static str {
                match self { $(Self::$Name => $code,)* }
            }

            /// The option of commands.
            pub fn option(self) -> &'static str {
                match self { $(Self::$Name => $option,)* }
            }

            /// The word in Chinese.
            pub fn chinese(self) -> &'static str {
                match self { $(Self::$Name => $zh,)* }
            }

            /// The word in English.
            pub fn english(self) -> &'static str {
                match self { $(Self::$Name => $en,)* }
            }

            /// What it holds.
            pub fn holds(self) -> FieldHolds {
                match self { $(Self::$Name => FieldHolds::$Holds,)* }
            }
        }
    };
}

fields! {
    People = "people" "--people" "人数" "people" Number;
    Times = "times" "--times" "次数" "times" Number;
    Place = "place" "--place" "地点" "place" Words;
    Partners = "partners" "--partner" "联合单位" "partners" List;
    Unit = "unit" "--unit" "服务单位" "unit" Words;
    Named = "named" "--named" "姓名" "names" List;
    Found = "found" "--found" "发现问题" "problems found" Number;
    Mended = "mended" "--mended" "整改问题" "problems mended" Number;
    Aspects = "aspects" "--aspects" "方面" "aspects" Number;
    Steps = "steps" "--step" "手续" "procedures" List;
    Staff = "staff" "--staff" "工作人员" "staff" Number;
    Funds = "funds_fen" "--funds" "年度经费" "yearly funds" Money;
    OwnFunds = "own_funds_fen" "--own-funds" "其中自筹" "of it its own" Money;
    Level = "level" "--level" "级别" "level" Words;
    Martyrs = "martyrs" "--martyrs" "烈士" "martyrs" Number;
    ReplacedOn = "replaced_on" "--replaced" "更换日期" "replaced on" Day;
    Result = "result" "--result" "结果" "result" Words;
    Satisfied = "satisfied" "--satisfied" "满意度" "satisfaction" Words;
    Visit = "visit" "--visit" "走访" "visit" Words;
    Way = "way" "--way" "方式" "way" Words;
    Needs = "needs" "--needs" "诉求" "needs" Words;
    Photos = "photos" "--photos" "照片" "photos" Number;
    PhotosAt = "photos_at" "--photos-at" "照片位置" "where the photos are" Words;
    Year = "year" "--year" "年份" "year" Number;
    Note = "note" "--note" "备注" "note" Words;
}

/// Why what was written for a field is none of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// Not a whole number, or too large a one.
    Number,
    /// Not an amount.
    Money,
    /// Not a day.
    Day,
    /// Not text that is kept, or too long.
    Text,
    /// None of the words that there are.
    Word,
}

impl Field {
    /// The field of that stable name, word, or option.
    pub fn parse(said: &str) -> Option<Self> {
        let said = said.trim();
        Self::ALL
            .iter()
            .copied()
            .find(|field| [field.code(), field.chinese(), field.english(), field.option()].contains(&said))
    }

    /// Reads a value; `day` reads a day.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(
        self,
        said: &str,
        day: impl FnOnce(&str) -> Option<NaiveDate>,
    ) -> Result<FieldValue, FieldFault> {
        let said = said.trim();
        match self.holds() {
            FieldHolds::Words if self == Self::Way => {
                let way = WAYS.iter().find(|(code, chinese)| *code == said || *chinese == said);
                way.map(|(code, _)| FieldValue::Words((*code).into())).ok_or(FieldFault::Word)
            }
            FieldHolds::Words => {
                CleanText::parse(said, NOTE_MAX).map(FieldValue::Words).map_err(|_| FieldFault::Text)
            }
            FieldHolds::List => {
                let parts =
                    said.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|part| !part.is_empty());
                let list: Result<Vec<_>, _> =
                    parts.map(|part| CleanText::parse(part, super::TITLE_MAX)).collect();
                list.map(FieldValue::List).map_err(|_| FieldFault::Text)
            }
            FieldHolds::Number => {
                let folded = crate::domain::text::fold_width(said);
                folded
                    .trim()
                    .parse()
                    .ok()
                    .filter(|number| *number <= COUNT_MAX)
                    .map(FieldValue::Number)
                    .ok_or(FieldFault::Number)
            }
            FieldHolds::Money => Fen::parse(said).map(FieldValue::Money).map_err(|_| FieldFault::Money),
            FieldHolds::Day => day(said).map(FieldValue::Day).ok_or(FieldFault::Day),
        }
    }
}

/// How somebody was met: the stable name and the Chinese word.
pub const WAYS: [(&str, &str); 3] = [("door", "上门"), ("phone", "电话"), ("video", "视频")];

impl FieldValue {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Words(words) => words.is_empty(),
            Self::List(list) => list.is_empty(),
            Self::Number(_) | Self::Money(_) | Self::Day(_) => false,
        }
    }

    /// As people read it.
    pub fn told(&self) -> String {
        match self {
            Self::Words(words) => {
                let way = WAYS.iter().find(|(code, _)| *code == words.as_str());
                way.map_or_else(|| words.to_string(), |(_, chinese)| (*chinese).to_owned())
            }
            Self::List(list) => list.iter().map(CleanText::as_str).collect::<Vec<_>>().join("、"),
            Self::Number(number) => number.to_string(),
            Self::Money(amount) => amount.short(),
            Self::Day(day) => day.to_string(),
        }
    }
}
