//! The texts of the list of handlers.

use crate::lang::texts;

texts! {
    /// The texts of the list of handlers.
    pub(super) fn of(lang) -> HandlersTexts {
        title: "经办人名单" / "Handlers";
        /// How many hand over now, of how many.
        count: "在用 {} 人，共 {} 人" / "{} hand over, {} in all";
        none:
            "名单上还没有人：第一次登记的经办人自动记入。按 F2 预先记入一个姓名。" /
            "Nobody is on the list yet: the first who hand over come on it by themselves. F2 puts a name on it beforehand.";

        // Heads of columns.
        name: "经办人" / "Handler";
        since: "自何日起" / "Since";
        until: "最后一天" / "Last day";
        gifts: "经办笔数" / "Gifts";

        /// Below the list.
        note:
            "不在名单上的姓名，登记时会问一次。停用的人以后再用也会问；以前经办的不变。" /
            "A name that is not on the list is asked about when recording, and so is one after the last day. What was handed over stays.";
        /// Below the list: the command, with the name of the chosen one.
        command: "命令：muster handler add|end {}" / "Command: muster handler add|end {}";

        /// Title of the prompt for a name.
        add_title: "新增经办人" / "Add a handler";
        add_note: "记入名单的姓名，登记时不再问。" / "Recording does not ask about a name on the list.";
        /// Title of the prompt for a last day; whose.
        end_title: "停用 {}" / "Last day of {}";
        end_note:
            "这一天还可以经办；以后再用这个姓名，登记时会问。" /
            "On this day they still hand over; recording with the name asks from then on.";
        name_label: "姓名" / "Name";
        day_label: "最后一天" / "Last day";
        /// The question before one who has ended hands over again; whom, the last day.
        back_question: "{} 停用于 {}。重新列入名单？" / "{} ended on {}. Put the name back on the list?";

        // What keeps it from being written.
        name_needed: "请写经办人的姓名" / "Write the name of the handler";
        name_bad: "姓名中有不能使用的字符，或过长" / "The name has characters that are not allowed, or is too long";
        day_bad: "看不懂这个日期，请写 2.2 或 2024-02-02" / "Not a day; write 2.2 or 2024-02-02";

        /// Whom.
        added: "已记入经办人名单：{}" / "On the list of handlers: {}";
        /// Whom, the last day.
        ended: "已停用 {}，最后一天 {}" / "{} ends; the last day is {}";
        /// Esc over typed text.
        esc_again: "还没有写入，再按一次 Esc 放弃" / "Not written yet; Esc again drops what you typed";
        /// Where the cursor cannot go further.
        no_more: "没有更多的经办人" / "There are no more handlers";
    }
}
