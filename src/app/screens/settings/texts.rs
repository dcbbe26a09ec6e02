//! The texts of the settings. Those that `muster set` and `muster settings` share stand in
//! [`crate::lang::settings`].

use crate::lang::texts;

texts! {
    /// The texts of the settings.
    pub(super) fn of(lang) -> SettingsTexts {
        title: "设置" / "Settings";
        /// How many.
        count: "共 {} 项" / "{} in all";

        /// At the end of the first line: the key of the list of handlers.
        handlers: "{} 经办人名单" / "{} handlers";

        // Heads of columns; the others are those of `muster settings`.
        since: "自何日起" / "Since";
        default: "默认值" / "Default";

        /// Below the list.
        note:
            "改动自当天起生效，记入操作记录；更早的分录仍按其当日的设置判断。" /
            "A change holds from its day on and is recorded; older entries are judged by the setting of their own day.";
        /// Below the list: the key of the chosen setting, its values.
        command: "命令：muster set {} {}" / "Command: muster set {} {}";
        /// The question before a change: the label, the value that holds, the new one, the day.
        question:
            "{}：由 {} 改为 {}？\n自今天（{}）起生效；更早的分录仍按其当日的设置判断。改动记入操作记录。" /
            "{}: change it from {} to {}?\nIt holds from today, {}, on. Older entries are judged by the setting of their own day. The change is recorded.";
        /// Where the cursor cannot go further.
        no_more: "没有更多的设置" / "There are no more settings";
    }
}
