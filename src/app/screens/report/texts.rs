//! The report of a year, and the progress of the round.

use crate::lang::texts;

texts! {
    /// The texts of the report.
    pub(super) fn of(lang) -> ReportTexts {
        /// Tab: the report of a year; the year.
        year: "{}年报告" / "Report {}";
        /// Tab: the progress of the round; which.
        progress: "{}进度" / "Progress of {}";
        /// Tab: the progress, without a round.
        progress_none: "进度" / "Progress";
        /// Tabs: lead to the audit.
        audit: "审计" / "Audit";
        acts: "操作记录" / "Acts";
        /// Head line: people, person-visits, cash.
        headline_people: "走访慰问 {} 人、{} 人次，慰问金 {}" / "{} {person|people}, {} person-visit{|s}, cash {}";
        /// Head line: goods for people.
        headline_goods: "，慰问品 {}" / ", goods {}";
        /// Head line: units.
        headline_units: "单位 {} 个" / "{} unit{|s}";
        /// Head line: cash for units.
        headline_units_cash: "，慰问金 {}" / ", cash {}";
        /// Head line: goods for units.
        headline_units_goods: "，慰问品 {}" / ", goods {}";
        headline_none: "没有发放" / "nothing was given";

        // Heads of columns.
        item: "项目" / "Item";
        people: "人" / "People";
        visits: "人次" / "Visits";
        cash: "慰问金（元）" / "Cash (yuan)";
        goods: "慰问品（元）" / "Goods (yuan)";

        // Rows.
        all_people: "人员合计" / "All people";
        all_units: "单位合计" / "All units";
        /// Which.
        units_of: "{} 单位" / "{} unit{|s}";
        /// Entries that name no group.
        no_group: "未记类别" / "no group noted";

        /// Number of units.
        count_units: "{} 个" / "{}";
        /// Name of a figure: year and what.
        figure: "{}年 {}" / "{} {}";
        /// Behind the head of the register.
        heads_are: "（末笔的编号和校验码）" / " (last number and checksum)";
        note: "按发放日期，不含已冲正。一人只计一次，各行人数相加可能大于合计。" / "By the day paid, reversals left out. One person may be in several rows.";
        /// Nothing was paid in the year; which, and the year before.
        empty: "{}年没有发放慰问金和慰问品。\n按左箭头看 {} 年，按 F5 去登记。" / "Nothing was given in {}.\nLeft shows {}, F5 what is due.";
        /// The years after this one hold nothing.
        bulletin: "走访慰问工作周报" / "Weekly bulletin";
        no_later: "以后的年份还没有" / "There is no later year yet";
        /// The calendar begins with this year.
        no_earlier: "没有更早的年份了" / "There is no earlier year";

        /// The chosen line, how many are closed.
        chosen_closed: "{}  已了结 {}" / "{}  closed {}";
        /// The chosen line: missed, closed.
        chosen: "{}  例外：不在家、改期 {}，已了结 {}" / "{}  absent or put off {}, closed {}";
        /// Behind it, where there is cash: given, planned.
        chosen_cash: "  已发 {} / {} 元" / "  given {} / {} yuan";
        /// Behind it: goods of the units, given and planned.
        chosen_goods: "  慰问品 {} / {} 元" / "  goods {} / {} yuan";
        /// By what, the day.
        by_on: "按{}  截至 {}" / "By {}, by the end of {}";
        no_later_day: "以后的日子还没有到" / "Later days have not come";
        no_round:
            "现在没有慰问活动，看不到进度。\n按 F6 建立或选用一次慰问活动。" /
            "There is no round, so there is no progress.\nF6 creates or chooses one.";
        /// Progress of a round that is not created; which.
        not_created: "{}还没有建立，所以没有进度。\n按 F6 建立。" / "{} is not created, so there is no progress.\nF6 creates it.";
    }
}
