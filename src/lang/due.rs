//! What is due, and the exceptions.

use super::{Lang, fill, words};
use crate::domain::due::{Missed, Standing};

/// The texts of the due list.
#[derive(Debug)]
pub struct DueTexts {
    /// Tab: what is due; how many.
    pub tab_open: &'static str,
    /// Tab: the exceptions; how many.
    pub tab_exceptions: &'static str,
    /// How many of what is due are in a state; the state, the number.
    pub of_state: &'static str,
    /// Head of a column.
    pub name: &'static str,
    /// Head of a column.
    pub group: &'static str,
    /// Head of a column.
    pub state: &'static str,
    /// Head of a column: why it is an exception.
    pub what: &'static str,
    /// Head of a column.
    pub standard: &'static str,
    /// Head of a column.
    pub last: &'static str,
    /// Head of a column.
    pub phone: &'static str,
    /// Head of a column.
    pub address: &'static str,
    /// In place of a village that is not known.
    pub no_village: &'static str,
    /// The units, in place of a village.
    pub units: &'static str,
    /// Overdue; for how many days.
    pub late_days: &'static str,
    /// Nothing due: everything of the opened rounds is done; how many.
    pub all_done: &'static str,
    /// Nothing due: the next window opens; round, day, lunar day, days until then.
    pub opens_on: &'static str,
    /// Nothing due: there is no round.
    pub no_round: &'static str,
    /// Nothing due: the round of the calendar is not created; which.
    pub not_created: &'static str,
    /// Nothing due: the rounds hold nobody.
    pub nobody: &'static str,
    /// No exceptions.
    pub no_exceptions: &'static str,
    /// A key that needs a chosen recipient.
    pub choose_first: &'static str,
    /// Nobody was at home; the day.
    pub absent: &'static str,
    /// Put off; to which day.
    pub put_off: &'static str,
    /// Put off to a day that has come; the day.
    pub put_off_now: &'static str,
    /// Put off, no day named.
    pub put_off_open: &'static str,
}

/// Chinese.
pub const ZH: DueTexts = DueTexts {
    tab_open: "应访 {}",
    tab_exceptions: "例外 {}",
    of_state: "{} {}",
    name: "姓名",
    group: "慰问类别",
    state: "状态",
    what: "情况",
    standard: "标准",
    last: "上次",
    phone: "电话",
    address: "住址",
    no_village: "未填嘎查村",
    units: "单位",
    late_days: "逾期 {} 天",
    all_done: "已开始的慰问活动都办完了，已访 {} 户。\n按 Tab 看例外，按 F9 看报告。",
    opens_on: "现在没有应访的人：{} 从 {} {} 开始，还有 {} 天。\n按 F6 查看慰问活动。",
    no_round: "还没有慰问活动。\n按 F6 建立。",
    not_created: "{}还没有建立，所以没有应访名单。\n按 F6 建立。",
    nobody: "已开始的慰问活动里没有人。\n按 F6 检查慰问标准，按 F8 导入花名册。",
    no_exceptions: "没有例外：没有不在家、改期、拒领、查无此人、去世、迁出或停发的。\n按 Tab 回到应访名单。",
    choose_first: "请先选一户",
    absent: "不在家 {}",
    put_off: "改期到 {}",
    put_off_now: "改期到 {} 已到",
    put_off_open: "改期，日子未定",
};

/// English.
pub const EN: DueTexts = DueTexts {
    tab_open: "Due {}",
    tab_exceptions: "Exceptions {}",
    of_state: "{} {}",
    name: "Name",
    group: "Group",
    state: "State",
    what: "What happened",
    standard: "Standard",
    last: "Last gift",
    phone: "Phone",
    address: "Address",
    no_village: "no village given",
    units: "units",
    late_days: "{} days late",
    all_done: "Every round that has opened is finished: {} visited.\nTab shows the exceptions, F9 the report.",
    opens_on: "Nothing is due: {} opens on {} {}, in {} days.\nF6 shows the rounds.",
    no_round: "There is no round yet.\nF6 creates one.",
    not_created: "{} is not created, so nothing is due.\nF6 creates it.",
    nobody: "Nobody is in the rounds that have opened.\nF6 shows their standards, F8 imports a roster.",
    no_exceptions: "No exceptions: nobody was absent, put off, refused, not found, died, moved away or \
                    suspended.\nTab goes back to what is due.",
    choose_first: "Choose one first",
    absent: "absent {}",
    put_off: "put off to {}",
    put_off_now: "put off, now {}",
    put_off_open: "put off, no day",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static DueTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// Why a recipient is among the exceptions, with the day; empty for who is none.
pub fn exception(lang: Lang, standing: Standing, today: chrono::NaiveDate) -> String {
    let texts = texts(lang);
    match standing {
        Standing::Open(Some(Missed::Absent(on))) => fill(texts.absent, &[&words::day(lang, on)]),
        Standing::Open(Some(Missed::Deferred(Some(to)))) => {
            let template = if to <= today { texts.put_off_now } else { texts.put_off };
            fill(template, &[&words::day(lang, to)])
        }
        Standing::Open(Some(Missed::Deferred(None))) => texts.put_off_open.to_owned(),
        Standing::Closed(reason) => words::close_reason(lang, reason).to_owned(),
        Standing::Open(None) | Standing::Done | Standing::NotEligible => String::new(),
    }
}
