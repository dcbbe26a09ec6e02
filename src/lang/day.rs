//! A day beside today.

use super::texts;

texts! {
    /// A day beside today.
    pub(crate) fn texts(lang) -> DayTexts {
        today: "今天" / "today";
        yesterday: "昨天" / "yesterday";
        tomorrow: "明天" / "tomorrow";
        days_ago: "{} 天前" / "{} day{|s} ago";
        days_ahead: "{} 天后" / "in {} day{|s}";
    }
}
