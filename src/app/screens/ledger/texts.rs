//! The ledger, and the entries behind a figure.

use crate::lang::texts;

texts! {
    /// The texts of the ledger.
    pub(super) fn of(lang) -> LedgerTexts {
        title: "台账" / "Ledger";
        /// Title of the entries behind a figure; which figure.
        behind: "分录：{}" / "Entries: {}";
        /// Entries and amounts, where room is short.
        brief: "{} 笔  {}" / "{}: {}";
        /// Every entry.
        all: "全部" / "all";
        /// The entries of a year of payment; the year.
        year: "{}年发放" / "paid in {}";

        // Heads of columns.
        no: "编号" / "No";
        day: "日期" / "Day";
        name: "姓名" / "Name";
        cash: "慰问金" / "Cash";
        note: "说明" / "Note";
        goods: "慰问品" / "Goods";
        handlers: "经办人" / "Handlers";
        group: "慰问类别" / "Group";
        round: "慰问活动" / "Round";
        place: "住处" / "Place";

        reversed: "已冲正" / "reversed";
        /// A reversal; the number of the gift.
        cancels: "冲正 #{}" / "rev. #{}";
        /// A reversal whose gift is not on the list.
        reversal: "冲正" / "reversal";
        top_up: "补差" / "rise of the standard";
        /// What is owed beside a gift since its standard was raised.
        owed: "待补 {}" / "owed {}";
        /// Sums of those: what is owed, what was given.
        owed_sum: "待补差 {}  已发 {}" / "owed {}  given {}";
        by_proxy: "代领" / "by proxy";
        off_standard: "标准外" / "odd amount";
        not_listed: "名单外" / "not listed";
        /// The chosen gift was reversed; the number of the reversal.
        chosen_reversed: "已冲正，见 #{}" / "reversed by #{}";
        /// The handlers, where the list has no column for them.
        chosen_handlers: "经办 {}" / "by {}";
        /// The chosen gift was reversed by an entry that is not on the list.
        chosen_reversed_elsewhere: "已冲正" / "reversed";
        /// The chosen reversal; the number, day and amount of the gift, the reason.
        chosen_cancels: "冲正 #{}（{}，{}）：{}" / "cancels #{} ({}, {}): {}";
        /// The chosen reversal; day and amount of the gift, the reason.
        chosen_cancels_elsewhere: "冲正 {} 的 {}：{}" / "cancels {}, {}: {}";
        /// The chosen gift: who received it, the relation.
        chosen_proxy: "代领 {}（{}）" / "received by {} ({})";
        /// The chosen gift: why it is right, where it is not the usual case.
        chosen_reason: "理由：{}" / "why: {}";
        /// The chosen gift: goods, their value.
        chosen_goods: "{}（折 {}）" / "{} (worth {})";
        /// Entries of the list.
        entries: "{} 笔" / "{} entr{y|ies}";
        /// Sums of the list: cash, goods.
        amounts: "慰问金 {}  慰问品 {}" / "cash {}  goods {}";
        /// Sums behind a figure of people: people, person-visits.
        people: "{} 人  {} 人次" / "{} {person|people}  {} person-visit{|s}";
        /// Sums behind a figure of units: units.
        units: "{} 个单位" / "{} unit{|s}";
        /// No entry in that round or year; which.
        empty: "{}没有分录。\n按左右键看别的活动或年份，按 F5 去登记。" / "No entries: {}.\nLeft and Right show other rounds and years, F5 what is due.";
        empty_all:
            "台账还是空的。\n按 F5 打开应访名单，按 F2 登记第一笔。" /
            "The ledger is empty.\nF5 shows what is due; F2 there records the first gift.";
        empty_figure: "这个数字是零，没有分录。\n按 Esc 回到报告。" / "This figure is zero: no entries.\nEsc goes back to the report.";
        /// Right, where every entry is listed.
        no_before: "已经是全部分录" / "These are all the entries already";
        /// Left, in the first year of the register.
        no_earlier: "没有更早的年份了" / "There is no earlier year";
        choose_first: "请先选一笔" / "Choose an entry first";
        is_reversal: "这一笔本身是冲正，不能再冲正；要更正请重新登记" / "This is a reversal and cannot be reversed; record the gift again instead";
        /// A gift is reversed once; by which number.
        was_reversed: "这一笔已经冲正（#{}），只能冲正一次" / "This entry was reversed by #{}; it can be reversed once only";
    }
}
