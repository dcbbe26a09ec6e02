//! The settings of a register: all of them in one table. Adding one is adding one row here.
//!
//! A setting holds from a day: what happened before is judged by what held then.

use chrono::NaiveDate;

use super::text::CleanText;

/// What values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On or off.
    Switch,
}

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

/// Every setting, in the order in which they are shown.
pub const ALL: &[Setting] = &[TWO_HANDLERS, DAILY_BACKUP];

/// The setting of that name.
pub fn find(key: &str) -> Option<&'static Setting> {
    ALL.iter().find(|setting| setting.key == key.trim())
}

impl Setting {
    /// A value as people write it, in the form in which it is stored; none if this setting does not take it.
    pub fn parse(&self, written: &str) -> Option<&'static str> {
        let written = written.trim().to_lowercase();
        self.choices().iter().find(|choice| choice.spellings.contains(&written.as_str())).map(|it| it.stored)
    }

    /// The values that can be chosen, in order.
    pub fn choices(&self) -> &'static [Choice] {
        match self.kind {
            Kind::Switch => SWITCH,
        }
    }

    /// The choice that a stored value stands for; that of the default if the value is none of this setting.
    pub fn choice(&self, stored: &str) -> Option<&'static Choice> {
        let of = |value: &str| self.choices().iter().find(|choice| choice.stored == value);
        of(stored).or_else(|| of(self.default))
    }
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
            assert_eq!(setting.parse(setting.default), Some(setting.default), "{}", setting.key);
            assert!(setting.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", setting.key);
            assert_eq!(find(setting.key), Some(setting));
            for choice in setting.choices() {
                assert!(choice.spellings.iter().all(|it| setting.parse(it) == Some(choice.stored)));
            }
        }
    }

    #[test]
    fn values_are_read_as_people_write_them_and_others_are_not() {
        assert_eq!(TWO_HANDLERS.parse(" ON "), Some("on"));
        assert_eq!(TWO_HANDLERS.parse("否"), Some("off"));
        assert_eq!(TWO_HANDLERS.parse("perhaps"), None);
        assert_eq!(find("no_such_setting"), None);
    }
}
