//! The table of the rules: code, levels, words.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Must be answered before a year is closed.
    Red,
    /// Is to be explained.
    Amber,
    /// Is told.
    Grey,
}

impl Level {
    /// The stable name in JSON and in the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Grey => "grey",
        }
    }

    /// The level of that name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Red, Self::Amber, Self::Grey].into_iter().find(|level| level.code() == code)
    }
}

/// Makes [`Rule`] from a line a rule: the gravest level first, what it is about in both languages.
macro_rules! rules {
    ($($code:ident: [$($level:ident)+] $zh:literal / $en:literal;)*) => {
        /// A rule of the audit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $en] $code,)*
        }

        impl Rule {
            /// Every rule, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$code),*];

            /// The code, e.g. `A03`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$code => stringify!($code),)*
                }
            }

            /// What it is about, in Chinese and in English.
            pub fn words(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$code => ($zh, $en),)*
                }
            }

            /// The levels that its findings have, the gravest first.
            pub fn levels(self) -> &'static [Level] {
                match self {
                    $(Self::$code => &[$(Level::$level),+],)*
                }
            }
        }
    };
}

rules! {
    A01: [Red Amber] "去世后发放" / "after death";
    A02: [Red Amber] "重复发放" / "given twice";
    A03: [Red Amber] "超标准" / "above the standard";
    A04: [Amber] "不足标准" / "below the standard";
    A05: [Red] "不该发放" / "outside the list";
    A06: [Red Amber Grey] "发放日期" / "days";
    A07: [Red] "时钟" / "clock";
    A08: [Amber Grey] "夜间登记" / "recorded at night";
    A09: [Amber] "走访过快" / "speed";
    A10: [Amber] "搭档与经办人" / "pairs and handlers";
    A11: [Red Amber] "代领" / "proxies";
    A12: [Red Amber] "新增即领" / "new and paid";
    A13: [Red Amber] "共用号码" / "shared numbers";
    A14: [Red Amber] "发放前变更" / "changed before the gift";
    A15: [Red Amber] "状态与类别变动" / "status and groups changed";
    A16: [Red Amber] "冲正" / "reversals";
    A17: [Red Amber] "写理由放行" / "allowed with a reason";
    A18: [Red Amber] "慰问品估价" / "values of goods";
    A19: [Amber] "标准变动" / "standards";
    A20: [Amber] "年龄" / "ages";
    A21: [Amber] "未发比例" / "not given";
    A22: [Red] "恢复与缺失" / "restored or cut";
    A23: [Amber Grey] "查看号码" / "numbers shown";
    A24: [Amber] "名册" / "rosters";
    A25: [Grey] "年末未办" / "left over";
    A26: [Red Amber] "项目发放" / "payments of programmes";
}

impl Rule {
    /// The rule of a code, however it is written.
    pub fn parse(code: &str) -> Option<Self> {
        let code = crate::domain::text::fold_width(code.trim()).to_uppercase();
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }
}
