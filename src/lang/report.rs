//! The report of a year, and the progress of the round.

use super::Lang;

/// The texts of the report.
#[derive(Debug)]
pub struct ReportTexts {
    /// Tab: the report of a year; the year.
    pub year: &'static str,
    /// Tab: the progress of the round; which.
    pub progress: &'static str,
    /// Tab: the progress, without a round.
    pub progress_none: &'static str,
    /// Head line: people, person-visits, cash.
    pub headline_people: &'static str,
    /// Head line: goods for people.
    pub headline_goods: &'static str,
    /// Head line: units.
    pub headline_units: &'static str,
    /// Head line: cash for units.
    pub headline_units_cash: &'static str,
    /// Head line: goods for units.
    pub headline_units_goods: &'static str,
    /// Head line of a year in which nothing was paid.
    pub headline_none: &'static str,
    /// Head of a column.
    pub item: &'static str,
    /// Head of a column: different people.
    pub people: &'static str,
    /// Head of a column: person-visits.
    pub visits: &'static str,
    /// Head of a column, in yuan.
    pub cash: &'static str,
    /// Head of a column: value of goods, in yuan.
    pub goods: &'static str,
    /// Row: all people.
    pub all_people: &'static str,
    /// Row: all units.
    pub all_units: &'static str,
    /// Row: the units of a round; which.
    pub units_of: &'static str,
    /// Row: entries that name no group.
    pub no_group: &'static str,
    /// Number of units.
    pub count_units: &'static str,
    /// Name of a figure: year and what.
    pub figure: &'static str,
    /// What people and person-visits mean.
    pub note: &'static str,
    /// Nothing was paid in the year; which, and the year before.
    pub empty: &'static str,
    /// The years after this one hold nothing.
    pub no_later: &'static str,
    /// Head of a column of the progress.
    pub township: &'static str,
    /// Head of a column of the progress.
    pub plan: &'static str,
    /// Head of a column of the progress.
    pub done: &'static str,
    /// Head of a column of the progress: open, the window is open.
    pub due: &'static str,
    /// Head of a column of the progress: open, the window has not opened.
    pub upcoming: &'static str,
    /// Head of a column of the progress.
    pub late: &'static str,
    /// Head of a column of the progress.
    pub exceptions: &'static str,
    /// Head of a column of the progress.
    pub bar: &'static str,
    /// Head of a column of the progress, in yuan.
    pub given: &'static str,
    /// Row: people and units of the whole banner.
    pub banner: &'static str,
    /// The units.
    pub units: &'static str,
    /// The chosen line: missed, closed, given, planned.
    pub told: &'static str,
    /// Progress without a round.
    pub no_round: &'static str,
    /// Progress of a round that is not created; which.
    pub not_created: &'static str,
}

/// Chinese.
pub const ZH: ReportTexts = ReportTexts {
    year: "{}年报告",
    progress: "{}进度",
    progress_none: "进度",
    headline_people: "走访慰问 {} 人、{} 人次，慰问金 {}",
    headline_goods: "，慰问品 {}",
    headline_units: "单位 {} 个",
    headline_units_cash: "，慰问金 {}",
    headline_units_goods: "，慰问品 {}",
    headline_none: "没有发放",
    item: "项目",
    people: "人",
    visits: "人次",
    cash: "慰问金（元）",
    goods: "慰问品（元）",
    all_people: "人员合计",
    all_units: "单位合计",
    units_of: "{} 单位",
    no_group: "未记类别",
    count_units: "{} 个",
    figure: "{}年 {}",
    note: "按发放日期，不含已冲正。一人只计一次，各行人数相加可能大于合计。",
    empty: "{}年没有发放慰问金和慰问品。\n按左箭头看 {} 年，按 F5 去登记。",
    no_later: "以后的年份还没有",
    township: "苏木镇场",
    plan: "计划",
    done: "已访",
    due: "应访",
    upcoming: "未到",
    late: "逾期",
    exceptions: "例外",
    bar: "进度",
    given: "已发（元）",
    banner: "合计",
    units: "驻旗部队等单位",
    told: "{}  例外：不在家、改期 {}，已了结 {}  已发 {} / {} 元",
    no_round: "现在没有慰问活动，看不到进度。\n按 F6 建立或选用一次慰问活动。",
    not_created: "{}还没有建立，所以没有进度。\n按 F6 建立。",
};

/// English.
pub const EN: ReportTexts = ReportTexts {
    year: "Report {}",
    progress: "Progress of {}",
    progress_none: "Progress",
    headline_people: "{} people, {} person-visits, cash {}",
    headline_goods: ", goods {}",
    headline_units: "{} units",
    headline_units_cash: ", cash {}",
    headline_units_goods: ", goods {}",
    headline_none: "nothing was given",
    item: "Item",
    people: "People",
    visits: "Visits",
    cash: "Cash (yuan)",
    goods: "Goods (yuan)",
    all_people: "All people",
    all_units: "All units",
    units_of: "{} units",
    no_group: "no group noted",
    count_units: "{}",
    figure: "{} {}",
    note: "By the day paid, reversals left out. One person may be in several rows.",
    empty: "Nothing was given in {}.\nLeft shows {}, F5 what is due.",
    no_later: "There is no later year yet",
    township: "Township",
    plan: "plan",
    done: "done",
    due: "due",
    upcoming: "later",
    late: "late",
    exceptions: "exc.",
    bar: "Progress",
    given: "Given",
    banner: "All",
    units: "Units",
    told: "{}  exceptions: missed {}, closed {}  given {} / {} yuan",
    no_round: "There is no round, so there is no progress.\nF6 creates or chooses one.",
    not_created: "{} is not created, so there is no progress.\nF6 creates it.",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static ReportTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
