//! The ledger, and the entries behind a figure.

use super::Lang;

/// The texts of the ledger.
#[derive(Debug)]
pub struct LedgerTexts {
    /// Title.
    pub title: &'static str,
    /// Title of the entries behind a figure; which figure.
    pub behind: &'static str,
    /// Every entry.
    pub all: &'static str,
    /// The entries of a year of payment; the year.
    pub year: &'static str,
    /// Head of a column: the entry's number.
    pub no: &'static str,
    /// Head of a column: the day paid.
    pub day: &'static str,
    /// Head of a column.
    pub name: &'static str,
    /// Head of a column.
    pub cash: &'static str,
    /// Head of a column: what an entry cancels or is cancelled by.
    pub note: &'static str,
    /// Head of a column: value of the goods.
    pub goods: &'static str,
    /// Head of a column.
    pub handlers: &'static str,
    /// Head of a column.
    pub group: &'static str,
    /// Head of a column.
    pub round: &'static str,
    /// Head of a column.
    pub place: &'static str,
    /// A gift that was reversed.
    pub reversed: &'static str,
    /// A reversal; the number of the gift.
    pub cancels: &'static str,
    /// A reversal whose gift is not on the list.
    pub reversal: &'static str,
    /// Received by a proxy.
    pub by_proxy: &'static str,
    /// The chosen gift was reversed; the number of the reversal.
    pub told_reversed: &'static str,
    /// The chosen gift was reversed by an entry that is not on the list.
    pub told_reversed_elsewhere: &'static str,
    /// The chosen reversal; the number, day and amount of the gift, the reason.
    pub told_cancels: &'static str,
    /// The chosen reversal; day and amount of the gift, the reason.
    pub told_cancels_elsewhere: &'static str,
    /// The chosen gift: who received it, the relation.
    pub told_proxy: &'static str,
    /// The chosen gift: why it was given although one had been.
    pub told_reason: &'static str,
    /// The chosen gift: goods, their value.
    pub told_goods: &'static str,
    /// Sums of the list: entries, cash, goods.
    pub sums: &'static str,
    /// Sums behind a figure of people: people, person-visits.
    pub people: &'static str,
    /// Sums behind a figure of units: units.
    pub units: &'static str,
    /// More entries than have been read; how many have.
    pub so_far: &'static str,
    /// No entry in that round or year; which.
    pub empty: &'static str,
    /// No entry at all.
    pub empty_all: &'static str,
    /// No entry behind a figure.
    pub empty_figure: &'static str,
    /// A key that needs a chosen entry.
    pub choose_first: &'static str,
    /// A reversal cannot be reversed.
    pub is_reversal: &'static str,
    /// A gift is reversed once; by which number.
    pub was_reversed: &'static str,
}

/// Chinese.
pub const ZH: LedgerTexts = LedgerTexts {
    title: "台账",
    behind: "分录：{}",
    all: "全部",
    year: "{}年发放",
    no: "编号",
    day: "日期",
    name: "姓名",
    cash: "慰问金",
    note: "说明",
    goods: "慰问品",
    handlers: "经办人",
    group: "慰问类别",
    round: "慰问活动",
    place: "住处",
    reversed: "已冲正",
    cancels: "冲正 #{}",
    reversal: "冲正",
    by_proxy: "代领",
    told_reversed: "已冲正，见 #{}",
    told_reversed_elsewhere: "已冲正",
    told_cancels: "冲正 #{}（{}，{}）：{}",
    told_cancels_elsewhere: "冲正 {} 的 {}：{}",
    told_proxy: "代领 {}（{}）",
    told_reason: "重复发放的理由：{}",
    told_goods: "{}（折 {}）",
    sums: "{} 笔  慰问金 {}  慰问品 {}",
    people: "{} 人  {} 人次",
    units: "{} 个单位",
    so_far: "已读 {} 笔，下面还有",
    empty: "{}没有分录。\n按左右键看别的活动或年份，按 F5 去登记。",
    empty_all: "台账还是空的。\n按 F5 打开应访名单，按 F2 登记第一笔。",
    empty_figure: "这个数字是零，没有分录。\n按 Esc 回到报告。",
    choose_first: "请先选一笔",
    is_reversal: "这一笔本身是冲正，不能再冲正；要更正请重新登记",
    was_reversed: "这一笔已经冲正（#{}），只能冲正一次",
};

/// English.
pub const EN: LedgerTexts = LedgerTexts {
    title: "Ledger",
    behind: "Entries: {}",
    all: "all",
    year: "paid in {}",
    no: "No",
    day: "Day",
    name: "Name",
    cash: "Cash",
    note: "Note",
    goods: "Goods",
    handlers: "Handlers",
    group: "Group",
    round: "Round",
    place: "Place",
    reversed: "reversed",
    cancels: "cancels #{}",
    reversal: "reversal",
    by_proxy: "by proxy",
    told_reversed: "reversed by #{}",
    told_reversed_elsewhere: "reversed",
    told_cancels: "cancels #{} ({}, {}): {}",
    told_cancels_elsewhere: "cancels {}, {}: {}",
    told_proxy: "received by {} ({})",
    told_reason: "given twice because: {}",
    told_goods: "{} (worth {})",
    sums: "{} entries  cash {}  goods {}",
    people: "{} people  {} person-visits",
    units: "{} units",
    so_far: "{} read, more below",
    empty: "No entries: {}.\nLeft and Right show other rounds and years, F5 what is due.",
    empty_all: "The ledger is empty.\nF5 shows what is due; F2 there records the first gift.",
    empty_figure: "This figure is zero: no entries.\nEsc goes back to the report.",
    choose_first: "Choose an entry first",
    is_reversal: "This is a reversal and cannot be reversed; record the gift again instead",
    was_reversed: "This entry was reversed by #{}; it can be reversed once only",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static LedgerTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
