//! The form that changes a group of many, and the last look before they are changed.

use crate::lang::texts;

texts! {
    /// The texts of the form that changes a group of many.
    pub(super) fn of(lang) -> GroupsTexts {
        /// How many are marked.
        title_marked: "一起改慰问类别（{} 个对象）" / "Change a group of {}";
        title_all: "一起改慰问类别（名单上的全部）" / "Change a group of all on the list";
        /// How many are on the list.
        title_counted: "一起改慰问类别（名单上的全部 {} 个对象）" / "Change a group of all {} on the list";
        /// More than so many are.
        title_more: "一起改慰问类别（名单上的全部，多于 {} 个对象）" / "Change a group of all on the list, more than {}";
        hint: "左右键换选项，Enter 核对；还不写入" / "Left and Right choose, Enter checks; nothing is written yet";
        look_title: "核对后写入" / "Last look before it is written";
        look_write: "Enter 写入，要么全写，要么一个也不写。" / "Enter writes all of them, or none.";
        loading: "正在核对" / "looking";

        // Labels.
        deed: "怎么改" / "What";
        group: "类别" / "Group";
        to: "改为" / "To";
        first_day: "第一天" / "First day";
        last_day: "最后一天" / "Last day";
        reason: "理由" / "Reason";
        whom: "将改" / "Changes";
        left_out: "不改" / "Left out";

        // What may be done.
        add: "增加" / "add";
        end: "终止" / "end";
        change: "改为另一类别" / "move to another";

        // What each of them means.
        add_note: "从这一天起属于此类别。" / "They hold the group from that day on.";
        end_note: "这一天是属于此类别的最后一天；慰问期那时还没开始的活动不再应访。" / "That day is the last one on which they hold it; rounds that begin later do not list them for it.";
        move_note: "从这一天起属于另一类别，原类别到前一天为止。" / "They hold the other group from that day on; the first one ends the day before.";
        settled_note: "已结束的活动名单已定，不受影响。" / "Rounds that are over have fixed lists and stay as they are.";

        // What keeps it from being looked at.
        bad_day: "看不懂这个日期，请写 2.2 或 2024-02-02" / "Not a day; write 2.2 or 2024-02-02";
        reason_needed: "请写明理由" / "Write the reason";
        reason_bad: "理由中有不能使用的字符" / "The reason has characters that are not allowed";
        same: "两个类别相同，请选另一个" / "Both are the same group: choose another one";
        no_groups: "没有慰问类别" / "There are no groups";
        too_many: "一次最多改 {} 个对象，请先筛选或标记" / "At most {} can be changed at once: filter or mark first";
        nobody: "没有可改的，原因见名单" / "Nobody to change; the list says why";
        changed: "情况有变，请重新核对" / "Something changed: look again";
        esc_again: "还没有写入，再按一次 Esc 放弃" / "Not written yet; Esc again drops what you typed";

        /// How many are changed, of how many.
        of_all: "{} 个，共 {} 个" / "{} of {}";
        /// How many are left out.
        left: "{} 个：" / "{}: ";
        /// A reason and how many it concerns.
        why: "{} {}" / "{} {}";
        none_left: "没有" / "nobody";
        no_effect: "没有增减" / "nobody becomes due or is due no longer";
        due: "应访名单" / "Due lists";
        /// How many are changed.
        head: "将改 {} 个" / "Changes: {}";
        /// Why, how many.
        head_left: "不改：{} {} 个" / "Left out: {}, {}";
        /// What happens, and its first day, or its last.
        from: "{}，从 {} 起" / "{}, from {}";
        until: "{}，到 {} 为止" / "{}, until {}";
        /// The lines shown, of all.
        lines: "第 {}-{} 行，共 {} 行  PgDn 下翻" / "lines {}-{} of {}  PgDn for more";
        /// The same at the end.
        last_lines: "第 {}-{} 行，共 {} 行  PgUp 上翻" / "lines {}-{} of {}  PgUp goes back";

        /// After it was written: how many, what.
        done: "已改 {} 个对象：{}" / "Changed {}: {}";
        undo_hint: "Ctrl+R 整批撤销" / "Ctrl+R undoes all";
    }
}
