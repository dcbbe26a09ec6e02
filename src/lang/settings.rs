//! Settings in words. Their labels stand with them, in [`crate::domain::setting`].

use std::borrow::Cow;

use super::{Lang, fill, texts};
use crate::domain::setting::{self, Kind, NUMBER_MAX, Setting};

texts! {
    /// What is said of settings.
    pub fn texts(lang) -> SettingTexts {
        /// The label, the value.
        set: "已设定，自今日起：{} = {}" / "Set from today: {} = {}";
        /// What was written, the keys.
        unknown_key: "没有这个设置：{}；可用：{}" / "No such setting: {}; there are: {}";
        /// The key, what was written, the values.
        bad_value: "{} 不能设为 {}；可用：{}" / "{} cannot be {}; it takes: {}";
        key: "名称" / "Key";
        label: "设置" / "Setting";
        value: "值" / "Value";
        /// The day.
        since: "自 {} 起" / "since {}";
        by_default: "默认" / "by default";
    }
}

/// What a setting means.
pub fn label(lang: Lang, setting: &Setting) -> &'static str {
    lang.pick(setting.zh, setting.en)
}

/// The word for a stored value.
pub fn value(lang: Lang, setting: &Setting, stored: &str) -> Cow<'static, str> {
    match setting.kind {
        Kind::Switch => setting.choice(stored).map_or("", |choice| lang.pick(choice.zh, choice.en)).into(),
        Kind::Number => setting.number(stored).to_string().into(),
    }
}

/// The values that a setting takes, as they are written: `on|off`, `0..100000`.
pub fn taken(setting: &Setting) -> String {
    match setting.kind {
        Kind::Switch => setting.choices().iter().map(|choice| choice.stored).collect::<Vec<_>>().join("|"),
        Kind::Number if setting.is_month_day() => "101..1231".to_owned(),
        Kind::Number => format!("0..{NUMBER_MAX}"),
    }
}

/// That a setting has a value from today on: 已设定，自今日起：现金须两名经办人 = 是.
pub fn set(lang: Lang, key: &str, written: &str) -> Option<String> {
    let setting = setting::find(key)?;
    Some(fill(texts(lang).set, &[&label(lang, setting), &value(lang, setting, &setting.parse(written)?)]))
}

/// The keys there are, where one was written that is none.
pub fn unknown_key(lang: Lang, written: &dyn std::fmt::Display) -> String {
    let keys = setting::ALL.iter().map(|setting| setting.key).collect::<Vec<_>>().join(" ");
    fill(texts(lang).unknown_key, &[written, &keys])
}

/// The values that a setting takes, where one was written that is none.
pub fn bad_value(lang: Lang, setting: &Setting, written: &dyn std::fmt::Display) -> String {
    let values = taken(setting).replace('|', " ");
    fill(texts(lang).bad_value, &[&setting.key, written, &values])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_told_with_its_value() {
        assert_eq!(
            set(Lang::Zh, "two_handlers", "0").as_deref(),
            Some("已设定，自今日起：现金须两名经办人 = 否")
        );
        assert_eq!(
            set(Lang::En, "two_handlers", "on").as_deref(),
            Some("Set from today: Cash needs two handlers = on")
        );
    }
}
