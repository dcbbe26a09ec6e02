//! The texts of the list of work.

use crate::lang::texts;

texts! {
    /// The texts of the list of work, its filter and its prompt.
    pub(super) fn of(lang) -> WorkListTexts {
        title: "工作清单" / "Work";
        all: "全部种类" / "all kinds";
        all_years: "全部年份" / "all years";
        whole_year: "全年" / "whole year";
        all_places: "全旗" / "banner";
        open_only: "未结束" / "going on";
        /// The year.
        year: "{}年" / "{}";
        /// The first day of what goes on.
        since: "{} 起" / "from {}";
        /// Rows, times, people.
        sum: "{} 条  {} 次  {} 人次" / "{} row{|s}  {} time{|s}  {} person-time{|s}";
        /// Rows alone.
        rows: "{} 条" / "{} row{|s}";
        /// How many wait.
        waiting: "待办 {}" / "{} waiting";
        by_kind: "按种类" / "By kind";
        by_subkind: "按小类" / "By subkind";
        by_month: "按月" / "By month";
        other_months: "其他" / "others";
        no_subkind: "未分" / "other";

        // Heads of columns.
        no: "号" / "No";
        when: "时间" / "When";
        kind: "种类" / "Kind";
        what: "名称" / "Title";
        told: "内容" / "Told";
        waits: "待办" / "waits";

        empty: "没有这样的登记。\n按左右键换种类，按 F3 改筛选，按 F2 登记。" / "Nothing like that was written down.\nLeft and Right change the kind, F3 the filter, F2 writes work down.";
        nobody: "这一条不涉及登记的对象" / "This row is about nobody of the register";

        // The filter.
        filter_title: "筛选工作" / "Filter";
        filter_kind: "种类" / "Kind";
        filter_year: "年份" / "Year";
        filter_month: "月份" / "Month";
        filter_place: "苏木镇场" / "Township";
        filter_open: "只看" / "Only";
        every: "全部" / "all";
        filter_hint: "左右键换，回车确定。苏木镇场只筛选涉及对象的登记。" / "Left and Right change, Enter applies. A township lists only rows about people there.";

        // The prompt.
        add_title: "登记工作" / "Write work down";
        /// The number of the row, what it is.
        end_title: "#{} {}" / "#{} {}";
        add_note: "种类 名称 时间 内容=值，如：培训 兵支书培训 2023-10-23 人数=23；涉及对象的写姓名，如：诉求 王晓山 房屋漏雨" /
            "KIND TITLE WHEN NAME=VALUE, e.g. training refresher 2023-10-23 people=23; of whom it is about the name first: need NAME leaking roof";
        end_note: "日期 结果，或 内容=值；不写日期就是今天。如：2024-02-02 已化解" / "DAY RESULT, or NAME=VALUE; today unless a day is given, e.g. 2024-02-02 settled";
        line_label: "一行" / "Line";
        /// The kinds.
        bad_kind: "先写种类：{}" / "begin with a kind: {}";
        /// The name.
        bad_name: "这种工作没有 {}" / "this kind does not tell {}";
        /// The field, why.
        bad_value: "{}：{}" / "{}: {}";
        bad_day: "不是日期：{}" / "not a day: {}";
        bad_text: "还没有写内容，或文字不能用、太长" / "nothing was told, or text that is not kept, or too long";
        /// The name.
        unknown: "没有叫 {} 的对象；按号码登记用命令" / "nobody is called {}; by a number use the command";
        /// How many.
        several: "有 {} 个同名的对象，请用命令写明编号：{}" / "{} bear that name: use the command with an id: {}";
        written: "已登记工作" / "Work is written down";
        changed: "已更新" / "The row is changed";
        esc_again: "再按一次 Esc 放弃" / "Esc again drops it";
    }
}
