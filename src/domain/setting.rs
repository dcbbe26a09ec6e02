//! The settings of a register: all of them in one table. Adding one is adding one row here.
//!
//! A setting holds from a day: what happened before is judged by what held then.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::text::{CleanText, fold_width};

/// What values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On or off.
    Switch,
    /// A whole number from nought to [`NUMBER_MAX`].
    Number,
}

/// The largest value of a [`Kind::Number`].
pub const NUMBER_MAX: i64 = 100_000;

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The name in commands, in JSON and in the register.
    pub key: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// The value, as stored, of a register in which nobody has set it.
    pub default: &'static str,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

/// Cash is handed over by two different handlers. The register's own guard reads it too.
pub const TWO_HANDLERS: Setting = Setting {
    key: "two_handlers",
    kind: Kind::Switch,
    default: "on",
    zh: "现金须两名经办人",
    en: "Cash needs two handlers",
};

/// A backup is made behind the first write of a day.
pub const DAILY_BACKUP: Setting = Setting {
    key: "daily_backup",
    kind: Kind::Switch,
    default: "on",
    zh: "每天自动备份",
    en: "Back up once a day",
};

/// From which day on people are confirmed for a year: 301 is 1 March.
pub const CONFIRM_OPENS: Setting = Setting {
    key: "confirm_opens",
    kind: Kind::Number,
    default: "101",
    zh: "年度确认：起始月日（如 301）",
    en: "Yearly confirmation: opens (301 is 1 March)",
};

/// Until which day people are to be confirmed for a year.
pub const CONFIRM_DUE: Setting = Setting {
    key: "confirm_due",
    kind: Kind::Number,
    default: "1231",
    zh: "年度确认：截止月日（如 1130）",
    en: "Yearly confirmation: due until (month and day)",
};

/// Makes the thresholds of the audit: of each a setting, `audit_` and its name, and a field of [`Thresholds`].
macro_rules! thresholds {
    ($($NAME:ident $field:ident = $default:literal: $zh:literal / $en:literal;)*) => {
        $(
            #[doc = $en]
            pub const $NAME: Setting = Setting {
                key: concat!("audit_", stringify!($field)),
                kind: Kind::Number,
                default: stringify!($default),
                zh: $zh,
                en: $en,
            };
        )*

        /// Every setting, in the order in which they are shown.
        pub const ALL: &[Setting] = &[TWO_HANDLERS, DAILY_BACKUP, CONFIRM_OPENS, CONFIRM_DUE, $($NAME),*];

        /// From where on the audit tells of something. Each is a setting.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Thresholds {
            $(
                #[doc = $en]
                pub $field: i64,
            )*
        }

        impl Thresholds {
            /// Reads each from the setting it is.
            ///
            /// # Errors
            /// Those of `value`.
            pub fn read<E>(mut value: impl FnMut(&Setting) -> Result<i64, E>) -> Result<Self, E> {
                Ok(Self { $($field: value(&$NAME)?),* })
            }

            /// The value of a setting; none if it is no threshold.
            pub fn of(&self, setting: &Setting) -> Option<i64> {
                $(if setting.key == $NAME.key {
                    return Some(self.$field);
                })*
                None
            }
        }
    };
}

thresholds! {
    ABOVE_PERCENT above_percent = 120: "A03、A18 超标准：达标准的百分之几以上为红" / "A03 A18: percent of the standard, red above";
    ABOVE_YUAN above_yuan = 500: "A03 超标准：多出几元以上为红" / "A03: yuan above the standard, red above";
    LATE_DAYS late_days = 7: "A06 补登：发放后几天以上" / "A06: days until recorded, amber above";
    LATE_RED_DAYS late_red_days = 30: "A06 补登：发放后几天以上为红" / "A06: days until recorded, red above";
    CLOCK_DAYS clock_days = 1: "A07 时钟：所用日期与时钟差几天以上" / "A07: days between day used and clock";
    NIGHT_FROM night_from = 22: "A08 夜间：自几时起" / "A08: night begins at this hour";
    NIGHT_UNTIL night_until = 6: "A08 夜间：至几时止" / "A08: night ends at this hour";
    NIGHT_PERCENT night_percent = 10: "A08 夜间：占两人全部登记的百分之几以上" / "A08: percent of a pair's entries at night";
    HOUR_DOORS hour_doors = 12: "A09 速度：60 分钟内几户以上" / "A09: doors of a pair within 60 minutes";
    DAY_DOORS day_doors = 40: "A09 速度：一天几户以上" / "A09: doors of a pair on a day";
    DAY_TOWNSHIPS day_townships = 3: "A09 速度：一天几个苏木镇场以上" / "A09: townships of a pair on a day";
    PAIR_PERCENT pair_percent = 80: "A10 搭档：占苏木镇场发放的百分之几以上" / "A10: percent of a township by one pair";
    PAIR_GIFTS pair_gifts = 10: "A10 搭档：苏木镇场至少几笔" / "A10: gifts of a township at least";
    PAIR_ROUNDS pair_rounds = 3: "A10 搭档：连续几次慰问活动" / "A10: rounds running";
    HANDLER_GIFTS handler_gifts = 3: "A10 经办人：总共不到几笔" / "A10: gifts of a handler in all, fewer than";
    PROXY_RED proxy_red = 3: "A11 代领：一次活动替几人起为红" / "A11: recipients of one proxy, red from";
    PROXY_AMBER proxy_amber = 2: "A11 代领：一次活动替几人起" / "A11: recipients of one proxy, amber from";
    PROXY_PERCENT proxy_percent = 15: "A11 代领：占两人发放的百分之几以上" / "A11: percent of a pair's gifts by proxy";
    PROXY_GIFTS proxy_gifts = 5: "A11 代领：至少几笔" / "A11: gifts by proxy at least";
    NEW_DAYS new_days = 7: "A12 新增：登记后几天内领取" / "A12: days in the register at most";
    CARD_SHARED card_shared = 2: "A13 共用：一张银行卡几人起为红" / "A13: recipients of one card, red from";
    PHONE_RED phone_red = 5: "A13 共用：一个电话几人起为红" / "A13: recipients of one phone, red from";
    PHONE_AMBER phone_amber = 3: "A13 共用：一个电话几人起" / "A13: recipients of one phone, amber from";
    CHANGED_DAYS changed_days = 30: "A14 变更：发放前几天内" / "A14: days from a change to the gift at most";
    STATUS_DAYS status_days = 30: "A15 状态：发放前几天内" / "A15: days from a status to the gift at most";
    REVERSED_PERCENT reversed_percent = 5: "A16 冲正：占两人发放的百分之几以上" / "A16: percent of a pair's gifts reversed";
    REVERSED_GIFTS reversed_gifts = 3: "A16 冲正：至少几笔" / "A16: reversals of a pair at least";
    REVERSED_DAYS reversed_days = 30: "A16 冲正：登记后几天以上" / "A16: days from an entry to its reversal";
    REVERSED_SAME_DAYS reversed_same_days = 3: "A16 冲正：几天内同额发给他人" / "A16: days to the same sum for another";
    REASON_CHARS reason_chars = 4: "A17 理由：不到几个字为红" / "A17: characters of a reason, red below";
    REASON_USES reason_uses = 3: "A17 理由：同一理由用几次起为红" / "A17: uses of one reason, red from";
    GOODS_PERCENT goods_percent = 10: "A18 慰问品：同样的价差百分之几以上" / "A18: percent between values of like goods";
    RAISED_PERCENT raised_percent = 50: "A19 标准：比上次高百分之几以上" / "A19: percent above the standard before";
    BORN_UNTIL born_until = 1938: "A20 年龄：抗美援朝、老复员的出生年份上限" / "A20: latest birth year of veterans of Korea";
    RURAL_AGE rural_age = 60: "A20 年龄：60周岁以上类别的最低年龄" / "A20: least age of the rural category of 60";
    OLD_AGE old_age = 100: "A20 年龄：几岁起" / "A20: told from this age on";
    REFUSED_PERCENT refused_percent = 10: "A21 未发：占两人走访的百分之几以上" / "A21: percent of a pair's calls not given";
    REFUSED_CALLS refused_calls = 5: "A21 未发：至少几次" / "A21: calls not given at least";
    UNMASK_DAY unmask_day = 20: "A23 看号码：一人一天几次以上" / "A23: unmaskings of one account on a day";
    PAYEE_SHARED payee_shared = 3: "A11 领取：一个领取人替几人起" / "A11: people of one payee, amber from";
    OVERLAP_PERCENT overlap_percent = 0: "A26 两个项目同月：月金额相差不超过百分之几" / "A26: percent between sums of two payments";
    ROSTER_PERCENT roster_percent = 20: "A24 名册：一天改动在册的百分之几以上" / "A24: percent changed by rosters of a day";
}

/// The setting of that name.
pub fn find(key: &str) -> Option<&'static Setting> {
    ALL.iter().find(|setting| setting.key == key.trim())
}

impl Setting {
    /// Whether its number tells a month and a day: 301.
    pub fn is_month_day(&self) -> bool {
        [CONFIRM_OPENS.key, CONFIRM_DUE.key].contains(&self.key)
    }

    /// A value as people write it, in the form in which it is stored; none if this setting does not take it.
    pub fn parse(&self, written: &str) -> Option<Cow<'static, str>> {
        let written = fold_width(written.trim()).to_lowercase();
        match self.kind {
            Kind::Switch => self
                .choices()
                .iter()
                .find(|choice| choice.spellings.contains(&written.as_str()))
                .map(|it| it.stored.into()),
            Kind::Number => {
                let is_day = self.is_month_day();
                let fits = |number: &i64| !is_day || is_month_and_day(*number);
                number(&written).filter(fits).map(|number| number.to_string().into())
            }
        }
    }

    /// A stored value as a number; that of the default if the value is none.
    pub fn number(&self, stored: &str) -> i64 {
        number(stored).or_else(|| number(self.default)).unwrap_or_default()
    }

    /// The values that can be chosen, in order; none of a number.
    pub fn choices(&self) -> &'static [Choice] {
        match self.kind {
            Kind::Switch => SWITCH,
            Kind::Number => &[],
        }
    }

    /// The choice that a stored value stands for; that of the default if the value is none of this setting.
    pub fn choice(&self, stored: &str) -> Option<&'static Choice> {
        let of = |value: &str| self.choices().iter().find(|choice| choice.stored == value);
        of(stored).or_else(|| of(self.default))
    }
}

/// Whether a number tells a month and a day of every year: 1130.
fn is_month_and_day(number: i64) -> bool {
    let part = |number: i64| u32::try_from(number).unwrap_or(0);
    NaiveDate::from_ymd_opt(2023, part(number / 100), part(number % 100)).is_some()
}

fn number(written: &str) -> Option<i64> {
    let plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|number| plain && (0..=NUMBER_MAX).contains(number))
}

/// A setting with the value that holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSetting {
    /// Which.
    pub setting: &'static Setting,
    /// Its value, as stored.
    pub value: CleanText,
    /// Since which day it holds; none if nobody has set it.
    pub since: Option<NaiveDate>,
}

/// One value of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it stands in the register, in commands and in JSON.
    pub stored: &'static str,
    /// How people write it, in small letters.
    pub spellings: &'static [&'static str],
    /// Its word in Chinese.
    pub zh: &'static str,
    /// Its word in English.
    pub en: &'static str,
}

/// The stored value of a switch that is on.
pub const ON: &str = "on";
const OFF: &str = "off";
const SWITCH: &[Choice] = &[
    Choice { stored: ON, spellings: &[ON, "1", "yes", "true", "是", "开"], zh: "是", en: "on" },
    Choice { stored: OFF, spellings: &[OFF, "0", "no", "false", "否", "关"], zh: "否", en: "off" },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_value_and_every_key_is_one_word() {
        for setting in ALL {
            assert_eq!(setting.parse(setting.default).as_deref(), Some(setting.default), "{}", setting.key);
            assert!(setting.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", setting.key);
            assert_eq!(find(setting.key), Some(setting));
            for choice in setting.choices() {
                assert!(
                    choice.spellings.iter().all(|it| setting.parse(it).as_deref() == Some(choice.stored))
                );
            }
        }
    }

    #[test]
    fn values_are_read_as_people_write_them_and_others_are_not() {
        assert_eq!(TWO_HANDLERS.parse(" ON ").as_deref(), Some("on"));
        assert_eq!(TWO_HANDLERS.parse("否").as_deref(), Some("off"));
        assert_eq!(LATE_DAYS.parse(" ０14 ").as_deref(), Some("14"));
        for other in ["", "-1", "+1", "1.5", "100001", "on"] {
            assert_eq!(LATE_DAYS.parse(other), None, "{other}");
        }
        assert_eq!(CONFIRM_DUE.parse("1130").as_deref(), Some("1130"));
        for other in ["1301", "230", "0", "100", "229"] {
            assert_eq!(CONFIRM_OPENS.parse(other), None, "{other}");
        }
        assert_eq!(TWO_HANDLERS.parse("perhaps"), None);
        assert_eq!(find("no_such_setting"), None);
    }
}
