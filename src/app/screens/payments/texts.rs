//! The texts of payments.

use crate::lang::texts;

texts! {
    /// The texts of payments.
    pub(super) fn of(lang) -> PaymentsTexts {
        title: "项目发放" / "Payments";
        /// Whose.
        person_title: "{} 的项目发放" / "Payments of {}";
        all_years: "全部年份" / "all years";
        /// The year.
        year: "{}年" / "{}";
        /// The year, the month.
        month: "{}年{}月" / "{}-{}";
        /// The month.
        month_alone: "{}月" / "month {}";
        whole_year: "全年" / "whole year";
        all_places: "全部苏木镇场" / "all townships";
        all_funds: "全部资金" / "all funds";
        filter_title: "筛选发放" / "Filter of payments";
        filter_hint: "左右键换值，回车按所选列出，Del 全部列出，Esc 不改" / "Left and Right turn a value, Enter lists what is chosen, Del lists all, Esc leaves it as it is";
        filter_year: "年份" / "Year";
        filter_month: "月份" / "Month";
        filter_fund: "资金" / "Fund";
        all_programmes: "全部项目" / "all programmes";
        /// Entries of all kinds behind a figure; which.
        behind: "分录：{}" / "Entries: {}";
        /// The cash, and the value of goods beside it.
        and_goods: "{}  慰问品 {}" / "{}  goods {}";
        /// How many, how many people, the sum.
        sums: "{} 笔  {} 人  {}" / "{} entr{y|ies}  {} {person|people}  {}";
        /// How many, the sum.
        person_sums: "{} 笔  {}" / "{} entr{y|ies}  {}";

        // Heads of columns.
        no: "编号" / "No";
        day: "日期" / "Day";
        name: "姓名" / "Name";
        programme: "项目" / "Programme";
        amount: "金额" / "Amount";
        what: "内容" / "What for";
        note: "说明" / "Note";
        place: "苏木镇场" / "Township";

        /// The card; the year, its sum; of all years the sum.
        card: "银行卡 {}  {}年 {}  历年 {}" / "card {}  {}: {}  all years: {}";
        no_card: "未登记" / "none";
        /// The programme; of the year and of all years.
        sum: "{}  本年 {}  历年 {}" / "{}  this year {}  all years {}";
        /// The same, with the own share.
        sum_own: "{}  本年 {}  历年 {}  个人部分 {}" / "{}  this year {}  all years {}  own share {}";
        /// The programme, what, from which day, how much.
        next: "以后：{} {}，{} 起，按上次 {}" / "next: {} {}, from {}, as the last {}";
        no_next: "以后：没有按期要发的" / "next: nothing that comes by itself";
        /// How many more.
        more: "还有 {} 项，见 muster show" / "{} more: muster show";

        reversed: "已冲正" / "reversed";
        /// What is left of it.
        left: "现余 {}" / "{} left";
        /// Whose account it went to.
        payee: "领取人 {}" / "to the account of {}";
        /// Why.
        reason: "理由：{}" / "why: {}";

        empty_person: "{} 还没有项目发放。Esc 回到本人，F7 Ins 看全部发放。\n发放册由命令读入：muster payroll read" / "Nothing was paid to {} yet. Esc goes back to the person, F7 Ins lists all payments.\nPayrolls are read by a command: muster payroll read";
        empty: "没有这样的发放。左右键换年，F3 改筛选，F9 F2 看全年报告。\n发放册由命令读入：muster payroll read" / "No such payment. Left and Right change the year, F3 the filter, F9 F2 shows the report of the year.\nPayrolls are read by a command: muster payroll read";
        empty_filtered: "这样筛选没有发放：左右键换年，F3 改筛选" / "Nothing so narrowed: Left and Right change the year, F3 the filter";
        choose_first: "请先选中一笔" / "Choose an entry first";
        is_reversal: "这一笔本身是冲正" / "That entry is a reversal itself";
        was_reversed: "这一笔已经冲正" / "That entry was reversed before";
        no_earlier: "没有更早的年份了" / "There is no earlier year";
        no_later: "已经是全部年份" / "Those are all years";
        nobody: "这笔支出不对人" / "That was spent on nobody";
    }
}
