//! The frame of every screen, and what belongs to no screen.

use super::Lang;

/// The texts of the frame.
#[derive(Debug)]
pub struct AppTexts {
    /// Below the smallest size; width and height needed, width and height there.
    pub too_small: &'static str,
    /// Head before the register has answered.
    pub no_banner: &'static str,
    /// Head when no round concerns the day.
    pub no_round: &'static str,
    /// After the name of a round that nobody has created yet.
    pub not_created: &'static str,
    /// Days left until the eve.
    pub to_eve: &'static str,
    /// Days left until the last day due.
    pub to_day: &'static str,
    /// The last day before the Spring Festival is today.
    pub eve_today: &'static str,
    /// The festival is today.
    pub day_today: &'static str,
    /// Days until the window opens.
    pub opens_in: &'static str,
    /// Days left of the grace period.
    pub in_grace: &'static str,
    /// The window and the grace are over.
    pub over: &'static str,
    /// Cash given and planned, in yuan.
    pub given: &'static str,
    /// Half-filled forms wait.
    pub drafts: &'static str,
    /// After a gift was recorded; what.
    pub recorded: &'static str,
    /// After a call without a gift was recorded; its outcome.
    pub recorded_call: &'static str,
    /// Recording the same thing again.
    pub exists: &'static str,
    /// How to reverse what was last recorded.
    pub undo_hint: &'static str,
    /// After a reversal.
    pub reversed: &'static str,
    /// After a change of facts.
    pub edited: &'static str,
    /// After a death, departure or suspension; which.
    pub status_set: &'static str,
    /// After undoing one; which.
    pub status_undone: &'static str,
    /// After creating a round; which.
    pub round_created: &'static str,
    /// After changing a round; which.
    pub round_changed: &'static str,
    /// After throwing a draft away.
    pub draft_dropped: &'static str,
    /// Ctrl+R without a recording.
    pub nothing_to_undo: &'static str,
    /// Leaving while something would be lost.
    pub quit_question: &'static str,
    /// Esc on the roster.
    pub suspended_home: &'static str,
    /// Title of the prompt for a reversal; what is reversed.
    pub reverse_title: &'static str,
    /// What a reversal does.
    pub reverse_note: &'static str,
    /// Title of the prompt before numbers are shown; whose.
    pub unmask_title: &'static str,
    /// What unmasking does.
    pub unmask_note: &'static str,
    /// Title of the prompt before a status is undone; which, whose.
    pub undo_status_title: &'static str,
    /// What undoing a status does.
    pub undo_status_note: &'static str,
    /// Label of the reason.
    pub reason: &'static str,
    /// Enter without a reason.
    pub reason_needed: &'static str,
    /// The reason has characters that are not allowed.
    pub reason_bad: &'static str,
    /// Esc over typed text.
    pub esc_again: &'static str,
    /// Under a question.
    pub yes_no: &'static str,
    /// Until an answer arrives.
    pub loading: &'static str,
    /// Rows above the first one shown.
    pub more_above: &'static str,
}

/// Chinese.
pub const ZH: AppTexts = AppTexts {
    too_small: "窗口太小：需要 {} 列 {} 行，现在 {} 列 {} 行。请放大窗口，F10 退出。",
    no_banner: "花名册",
    no_round: "无慰问活动（F6 新建）",
    not_created: "未建立（F6 建立）",
    to_eve: "离除夕 {} 天",
    to_day: "离{} {} 天",
    eve_today: "今天除夕",
    day_today: "今天是{}",
    opens_in: "{} 天后开始",
    in_grace: "宽限还有 {} 天",
    over: "慰问期已过",
    given: "已发 {} / {} 元",
    drafts: "有 {} 张草稿未完成",
    recorded: "已登记 {}",
    recorded_call: "已登记：{}",
    exists: "已经登记过，没有重复写入",
    undo_hint: "Ctrl+R 冲正",
    reversed: "已冲正，慰问对象重新列为应访",
    edited: "已保存",
    status_set: "已登记{}，未办的慰问已了结",
    status_undone: "已撤销{}",
    round_created: "已建立{}",
    round_changed: "已修改{}",
    draft_dropped: "草稿已放弃",
    nothing_to_undo: "刚才没有登记，要冲正较早的请到个人或台账按 Del",
    quit_question: "还有未完成的操作，退出就会丢失。要退出吗？",
    suspended_home: "这里是首页，F10 退出",
    reverse_title: "冲正 {}",
    reverse_note: "原分录保留，另写一条冲正分录，写入后不能再冲正。",
    unmask_title: "显示 {} 的完整号码",
    unmask_note: "谁、何时、为何查看会记入审计。",
    undo_status_title: "撤销{}：{}",
    undo_status_note: "撤销后重新列为应访（如在慰问期内）。",
    reason: "理由",
    reason_needed: "请先写明理由",
    reason_bad: "理由中有不能使用的字符",
    esc_again: "理由还没有提交，再按一次 Esc 放弃",
    yes_no: "Enter 是    Esc 否",
    loading: "正在读取",
    more_above: "上面还有",
};

/// English.
pub const EN: AppTexts = AppTexts {
    too_small: "Window too small: needs {} columns and {} rows, has {} and {}. Enlarge it, or F10 to quit.",
    no_banner: "Roster",
    no_round: "no round (F6 creates one)",
    not_created: "not created (F6)",
    to_eve: "eve in {} days",
    to_day: "{} in {} days",
    eve_today: "the eve is today",
    day_today: "{} is today",
    opens_in: "opens in {} days",
    in_grace: "grace: {} days left",
    over: "window over",
    given: "paid {} / {}",
    drafts: "{} drafts wait",
    recorded: "Recorded {}",
    recorded_call: "Recorded: {}",
    exists: "Already recorded; nothing was added",
    undo_hint: "Ctrl+R reverses it",
    reversed: "Reversed; the recipient is due again",
    edited: "Saved",
    status_set: "Recorded: {}; open visits are closed",
    status_undone: "Undone: {}",
    round_created: "Created {}",
    round_changed: "Changed {}",
    draft_dropped: "Draft thrown away",
    nothing_to_undo: "Nothing was just recorded; reverse earlier entries with Del in the person or the ledger",
    quit_question: "Something is not finished and would be lost. Leave?",
    suspended_home: "This is the home screen; F10 quits",
    reverse_title: "Reverse {}",
    reverse_note: "The entry stays; a reversal is written beside it, which cannot itself be reversed.",
    unmask_title: "Show the full numbers of {}",
    unmask_note: "Who looked, when and why is recorded.",
    undo_status_title: "Undo \"{}\": {}",
    undo_status_note: "The person becomes due again where a round is open.",
    reason: "Reason",
    reason_needed: "Write the reason first",
    reason_bad: "The reason has characters that are not allowed",
    esc_again: "Not sent yet; Esc again drops what you typed",
    yes_no: "Enter yes    Esc no",
    loading: "Reading",
    more_above: "more above",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static AppTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
