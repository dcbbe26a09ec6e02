//! The rounds, and the form that creates or changes one.

use chrono::NaiveDate;

use crate::domain::due::DueState;
use crate::domain::gift::LARGEST;
use crate::domain::holiday::{WindowError, festival_name, lunar_label};
use crate::lang::{Lang, fill, texts, words};

texts! {
    /// The texts of the rounds.
    pub(super) fn of(lang) -> RoundsTexts {
        /// After creating a round; which.
        round_created: "已建立{}" / "Created {}";
        /// After changing a round; which.
        round_changed: "已修改{}" / "Changed {}";
        title: "慰问活动" / "Rounds";

        // Heads of columns.
        round: "慰问活动" / "Round";
        phase: "阶段" / "Phase";
        open: "应访" / "due";
        done: "已访" / "done";
        closed: "已了结" / "closed";
        planned: "计划（元）" / "Planned";
        given: "已发（元）" / "Given";
        window: "慰问期" / "Window";

        /// From, until, grace until.
        window_days: "{}至{}，宽限至{}" / "{} to {}, grace to {}";

        // Phases of a round.
        upcoming: "未开始" / "not yet";
        running: "慰问期" / "open";
        grace: "宽限期" / "grace";
        over: "已结束" / "over";
        /// The same while somebody is still to be visited.
        overdue: "有逾期" / "overdue";
        /// Closed by a person.
        not_created: "未建立" / "not yet";
        was_closed: "已关闭" / "closed";

        // Labels of fields.
        opens: "开始" / "Opens";
        due_until: "应访至" / "Until";
        grace_until: "宽限至" / "Grace";
        festival: "节日" / "Holiday";

        // Heads of columns.
        group: "慰问类别" / "Group";
        cash: "慰问金" / "Cash";
        goods: "慰问品" / "Goods";
        value: "折合" / "Worth";

        /// There is no round; the one that F2 creates.
        empty: "还没有慰问活动。\n按 F2 建立{}。" / "There is no round yet.\nF2 creates {}.";
        /// The round that the screens work in was chosen; which.
        used: "各画面现在显示{}" / "The screens now show {}";
        /// Changing a round that has opened; which, since when.
        opened: "{}已于 {} 开始，慰问期和标准不能再改" / "{} opened on {}: its window and standards can no longer change";
        /// There is no next round: the calendar ends.
        no_next: "历法到 2100 年为止，没有下一次" / "The calendar ends with 2100; there is no next round";
        choose_first: "还没有慰问活动，按 F2 建立" / "There is no round yet; F2 creates one";
        create_title: "建立慰问活动" / "Create a round";
        /// Title of the form; which round.
        change_title: "修改{}" / "Change {}";
        /// How the form is used.
        form_hint: "Tab 下一项，上下换行" / "Tab next field, up and down rows";
        /// Left and Right choose another round.
        other_round: "左右键换活动" / "Left and Right choose another";
        /// A group that is not visited.
        no_standard: "没有标准，不走访" / "no standard: not visited";
        /// The last look before a round is created; which.
        look_create: "建立{}？" / "Create {}?";
        /// The last look before a round is changed; which.
        look_change: "这样修改{}？" / "Change {} to this?";
        /// In the last look: goods and their value.
        look_goods: "{}（{}）" / "{} ({})";
        /// In the last look: what follows.
        look_note: "慰问期开始后，慰问期不能再改，标准只能提高。" / "Once the window has opened, it stands, and the standards are only raised.";
        /// Esc with something typed.
        leave: "改动还没有保存，再按一次 Esc 放弃" / "Changes are not saved; Esc again throws them away";
        bad_day: "不是日期，例如 2024-01-11 或 1.11" / "Not a day; write 2024-01-11 or 1.11";
        opens_late: "开始晚于截止" / "Opens after the last day";
        grace_early: "宽限期早于截止" / "Grace ends before the last day";
        no_value: "写了慰问品，还要写折合多少元" / "Goods need their worth in yuan";
        no_goods: "写了折合，还要写慰问品和数量" / "A worth needs the goods and how many";
        /// Above the limit of one gift; the limit.
        too_large: "超过一份的上限 {}" / "Above the limit of one gift, {}";
        bad_text: "有不能使用的字符" / "Characters that are not allowed";
        nothing: "至少要有一个类别有慰问金或慰问品" / "At least one group needs cash or goods";
    }
}

/// A day in both calendars: 2024年2月9日 腊月三十 除夕.
pub(super) fn both_calendars(lang: Lang, day: NaiveDate) -> String {
    with_lunar(words::full_day(lang, day), day)
}

/// The same without the year: 2月9日 腊月三十 除夕.
pub(super) fn short_both_calendars(lang: Lang, day: NaiveDate) -> String {
    with_lunar(words::day(lang, day), day)
}

fn with_lunar(shown: String, day: NaiveDate) -> String {
    let mut parts = vec![shown];
    parts.extend(lunar_label(day));
    parts.extend(festival_name(day).map(str::to_owned));
    parts.join(" ")
}

/// How far a round has come, from the state of an open item.
pub(super) fn phase(lang: Lang, open: DueState) -> &'static str {
    let texts = of(lang);
    match open {
        DueState::Upcoming => texts.upcoming,
        DueState::Due => texts.running,
        DueState::Grace => texts.grace,
        DueState::Overdue | DueState::Done | DueState::Closed | DueState::NotEligible => texts.over,
    }
}

/// Why a window makes no sense.
pub(super) fn window_error(lang: Lang, error: WindowError) -> &'static str {
    match error {
        WindowError::OpensLate => of(lang).opens_late,
        WindowError::GraceEarly => of(lang).grace_early,
    }
}

/// Above the limit of one gift.
pub(super) fn too_large(lang: Lang) -> String {
    fill(of(lang).too_large, &[&words::yuan(lang, LARGEST)])
}
