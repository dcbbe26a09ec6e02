//! The rules of groups, and the form that changes one.

use crate::lang::texts;

texts! {
    /// The texts of the rules of groups.
    pub(super) fn of(lang) -> RulesTexts {
        title: "慰问类别的规则：属于这些优抚类别的人都在内" / "Rules: whoever holds these categories is in the group";
        group: "慰问类别" / "Group";
        categories: "优抚类别" / "Categories";
        none: "没有规则，逐人登记" / "no rule, each by hand";
        no_groups: "没有慰问类别" / "There are no groups";
        /// The categories, the days.
        rule: "{}{}" / "{}{}";
        from: "，自 {}" / ", from {}";
        until: "，至 {}" / ", until {}";

        /// The group.
        form_title: "改规则：{}" / "Rule of {}";
        look_title: "核对后写入" / "Last look before it is written";
        hint: "左右键换选项，Enter 核对；还不写入" / "Left and Right choose, Enter checks; nothing is written yet";
        look_write: "Enter 写入；逐人登记的和例外保留。" / "Enter writes; what was entered by hand and exceptions stay.";
        loading: "正在核对" / "looking";

        // Labels.
        deed: "怎么改" / "What";
        first_day: "第一天" / "First day";
        last_day: "最后一天" / "Last day";
        reason: "理由" / "Reason";
        rule_label: "规则" / "Rule";
        people: "人员" / "People";
        due: "应访名单" / "Due lists";

        // What may be done.
        hold: "按优抚类别" / "by categories";
        end: "到一天为止" / "until a day";
        remove: "取消，如同没有过" / "never was";
        yes: "在内" / "in";
        no: "不在内" / "not";
        always: "空着为向来如此" / "empty: as if it always had";
        /// The first day of what is to hold.
        removed: "{}：没有规则" / "{}: no rule";
        held: "{}：{}，自 {}" / "{}: {}, from {}";
        held_always: "{}：{}" / "{}: {}";
        ended: "{}：规则到 {} 为止" / "{}: the rule ends on {}";

        // What keeps it from being looked at.
        no_category: "请至少选一个优抚类别" / "Choose one category at least";
        bad_day: "看不懂这个日期，请写 2.2 或 2024-02-02" / "Not a day; write 2.2 or 2024-02-02";
        reason_needed: "请写明理由" / "Write the reason";
        reason_bad: "理由中有不能使用的字符" / "The reason has characters that are not allowed";
        same: "规则本来如此" / "The rule is so already";
        changed: "情况有变，请重新核对" / "Something changed: look again";
        esc_again: "还没有写入，再按一次 Esc 放弃" / "Not written yet; Esc again drops what you typed";

        /// How many follow.
        follow: "{} 人的慰问类别随之改变" / "the groups of {} follow";
        no_effect: "没有增减" / "nobody becomes due or is due no longer";
        /// After it was written: the group, how many follow.
        done: "已改规则：{}，{} 人随之改变" / "Rule of {} changed, {} follow";
    }
}
