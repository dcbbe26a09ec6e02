//! The rounds, and the form that creates or changes one.

use chrono::NaiveDate;

use super::{Lang, fill, words};
use crate::domain::due::State;
use crate::domain::gift::LARGEST;
use crate::domain::holiday::{WindowError, festival_name, lunar_label};

/// The texts of the rounds.
#[derive(Debug)]
pub struct RoundsTexts {
    /// Title.
    pub title: &'static str,
    /// Head of a column.
    pub round: &'static str,
    /// Head of a column.
    pub phase: &'static str,
    /// Head of a column: open items.
    pub open: &'static str,
    /// Head of a column.
    pub done: &'static str,
    /// Head of a column.
    pub closed: &'static str,
    /// Head of a column: cash planned, in yuan.
    pub planned: &'static str,
    /// Head of a column: cash given, in yuan.
    pub given: &'static str,
    /// Head of a column: the days of the window.
    pub window: &'static str,
    /// From, until, grace until.
    pub window_days: &'static str,
    /// The round that the screens work in.
    pub current: &'static str,
    /// Phase: the window has not opened.
    pub upcoming: &'static str,
    /// Phase: visits are due.
    pub running: &'static str,
    /// Phase: grace.
    pub grace: &'static str,
    /// Phase: after grace.
    pub over: &'static str,
    /// Label of a day.
    pub opens: &'static str,
    /// Label of a day.
    pub due_until: &'static str,
    /// Label of a day.
    pub grace_until: &'static str,
    /// Label of a day: the festival.
    pub festival: &'static str,
    /// Head of a column.
    pub group: &'static str,
    /// Head of a column: cash of the standard.
    pub cash: &'static str,
    /// Head of a column: goods in words.
    pub goods: &'static str,
    /// Head of a column: value of the goods.
    pub value: &'static str,
    /// There is no round; the one that F2 creates.
    pub empty: &'static str,
    /// The round that the screens work in was chosen; which.
    pub used: &'static str,
    /// Changing a round that has opened; which, since when.
    pub opened: &'static str,
    /// There is no next round: the calendar ends.
    pub no_next: &'static str,
    /// A key that needs a chosen round.
    pub choose_first: &'static str,
    /// Title of the form; which round.
    pub create_title: &'static str,
    /// Title of the form; which round.
    pub change_title: &'static str,
    /// How the form is used.
    pub form_hint: &'static str,
    /// Left and Right choose another round.
    pub other_round: &'static str,
    /// A group that is not visited.
    pub no_standard: &'static str,
    /// The last look before a round is created; which.
    pub look_create: &'static str,
    /// The last look before a round is changed; which.
    pub look_change: &'static str,
    /// In the last look: goods and their value.
    pub look_goods: &'static str,
    /// In the last look: what follows.
    pub look_note: &'static str,
    /// Esc with something typed.
    pub leave: &'static str,
    /// Not a day.
    pub bad_day: &'static str,
    /// The window opens after its last day.
    pub opens_late: &'static str,
    /// Grace ends before the last day due.
    pub grace_early: &'static str,
    /// Goods without a value.
    pub no_value: &'static str,
    /// A value without goods.
    pub no_goods: &'static str,
    /// Above the limit of one gift; the limit.
    pub too_large: &'static str,
    /// Characters that are not allowed.
    pub bad_text: &'static str,
    /// No group has a standard.
    pub nothing: &'static str,
}

/// Chinese.
pub const ZH: RoundsTexts = RoundsTexts {
    title: "慰问活动",
    round: "慰问活动",
    phase: "阶段",
    open: "未访",
    done: "已访",
    closed: "了结",
    planned: "计划（元）",
    given: "已发（元）",
    window: "慰问期",
    window_days: "{}至{}，宽限至{}",
    current: "当前",
    upcoming: "未开始",
    running: "慰问期",
    grace: "宽限期",
    over: "已结束",
    opens: "开始",
    due_until: "截止",
    grace_until: "宽限至",
    festival: "节日",
    group: "慰问类别",
    cash: "慰问金",
    goods: "慰问品",
    value: "折合",
    empty: "还没有慰问活动。\n按 F2 建立{}。",
    used: "各画面现在显示{}",
    opened: "{}已于 {} 开始，慰问期和标准不能再改",
    no_next: "历法到 2100 年为止，没有下一次",
    choose_first: "还没有慰问活动，按 F2 建立",
    create_title: "建立慰问活动",
    change_title: "修改{}",
    form_hint: "Tab 下一项，上下换行",
    other_round: "左右键换一次",
    no_standard: "不慰问",
    look_create: "建立{}？",
    look_change: "这样修改{}？",
    look_goods: "{}（{}）",
    look_note: "慰问期开始后，慰问期和标准不能再改。",
    leave: "改动还没有保存，再按一次 Esc 放弃",
    bad_day: "不是日期，例如 2024-01-11 或 1.11",
    opens_late: "开始晚于截止",
    grace_early: "宽限期早于截止",
    no_value: "写了慰问品，还要写折合多少元",
    no_goods: "写了折合，还要写慰问品和数量",
    too_large: "超过一份的上限 {}",
    bad_text: "有不能使用的字符",
    nothing: "至少要有一个类别有慰问金或慰问品",
};

/// English.
pub const EN: RoundsTexts = RoundsTexts {
    title: "Rounds",
    round: "Round",
    phase: "Phase",
    open: "open",
    done: "done",
    closed: "clos.",
    planned: "Planned",
    given: "Given",
    window: "Window",
    window_days: "{} to {}, grace to {}",
    current: "current",
    upcoming: "not yet",
    running: "open",
    grace: "grace",
    over: "over",
    opens: "Opens",
    due_until: "Due to",
    grace_until: "Grace to",
    festival: "Holiday",
    group: "Group",
    cash: "Cash",
    goods: "Goods",
    value: "Worth",
    empty: "There is no round yet.\nF2 creates {}.",
    used: "The screens now show {}",
    opened: "{} opened on {}: its window and standards can no longer change",
    no_next: "The calendar ends with 2100; there is no next round",
    choose_first: "There is no round yet; F2 creates one",
    create_title: "Create a round",
    change_title: "Change {}",
    form_hint: "Tab next field, up and down rows",
    other_round: "Left and Right choose another",
    no_standard: "not visited",
    look_create: "Create {}?",
    look_change: "Change {} to this?",
    look_goods: "{} ({})",
    look_note: "Once the window has opened, it and the standards cannot change.",
    leave: "Changes are not saved; Esc again throws them away",
    bad_day: "not a day; write 2024-01-11 or 1.11",
    opens_late: "opens after the last day",
    grace_early: "grace ends before the last day",
    no_value: "goods need their worth in yuan",
    no_goods: "a worth needs the goods and how many",
    too_large: "above the limit of one gift, {}",
    bad_text: "characters that are not allowed",
    nothing: "at least one group needs cash or goods",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static RoundsTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// A day in both calendars: 2024年2月9日 腊月三十 除夕.
pub fn both_calendars(lang: Lang, day: NaiveDate) -> String {
    with_lunar(words::full_day(lang, day), day)
}

/// The same without the year: 2月9日 腊月三十 除夕.
pub fn short_both_calendars(lang: Lang, day: NaiveDate) -> String {
    with_lunar(words::day(lang, day), day)
}

fn with_lunar(shown: String, day: NaiveDate) -> String {
    let mut parts = vec![shown];
    parts.extend(lunar_label(day));
    parts.extend(festival_name(day).map(str::to_owned));
    parts.join(" ")
}

/// How far a round has come, from the state of an open item.
pub fn phase(lang: Lang, open: State) -> &'static str {
    let texts = texts(lang);
    match open {
        State::Upcoming => texts.upcoming,
        State::Due => texts.running,
        State::Grace => texts.grace,
        State::Overdue | State::Done | State::Closed | State::NotEligible => texts.over,
    }
}

/// Why a window makes no sense.
pub fn window_error(lang: Lang, error: WindowError) -> &'static str {
    match error {
        WindowError::OpensLate => texts(lang).opens_late,
        WindowError::GraceEarly => texts(lang).grace_early,
    }
}

/// Above the limit of one gift.
pub fn too_large(lang: Lang) -> String {
    fill(texts(lang).too_large, &[&words::yuan(lang, LARGEST)])
}
