//! The form that records a visit, and the last look before it is written.

use super::{Lang, fill};
use crate::domain::text::TextError;

/// The texts of the form.
#[derive(Debug)]
pub struct RecordTexts {
    /// Title of the form.
    pub title: &'static str,
    /// Title of the last look.
    pub look_title: &'static str,
    /// The standard of the round; what it is.
    pub standard: &'static str,
    /// No standard applies.
    pub no_standard: &'static str,
    /// An earlier gift of the same round; which.
    pub given_before: &'static str,
    /// Label: outcome.
    pub outcome: &'static str,
    /// Label: proxy.
    pub proxy: &'static str,
    /// Label: relation of the proxy.
    pub relation: &'static str,
    /// Label: cash.
    pub cash: &'static str,
    /// Label: goods.
    pub goods: &'static str,
    /// Label: value of the goods.
    pub value: &'static str,
    /// Label: why a second gift is right.
    pub override_reason: &'static str,
    /// Label: day.
    pub day: &'static str,
    /// Label: the day it is put off to.
    pub until: &'static str,
    /// Label: handlers.
    pub handlers: &'static str,
    /// Label: needs heard.
    pub needs: &'static str,
    /// Label: note.
    pub note: &'static str,
    /// The unit of an amount.
    pub yuan: &'static str,
    /// Beside the outcome: given to the person.
    pub to_person: &'static str,
    /// Beside the outcome: given to the unit.
    pub to_unit: &'static str,
    /// Beside the outcome: given to a proxy.
    pub to_proxy: &'static str,
    /// Beside the outcome: the recipient stays due.
    pub stays_due: &'static str,
    /// Beside the outcome: the item closes.
    pub closes: &'static str,
    /// Beside the outcome: the death is recorded.
    pub closes_life: &'static str,
    /// Beside the outcome: the departure is recorded.
    pub closes_home: &'static str,
    /// Beside the outcome: a visit without a gift.
    pub counts: &'static str,
    /// Beside the day: today.
    pub today: &'static str,
    /// Beside the day: yesterday.
    pub yesterday: &'static str,
    /// Beside the day: tomorrow.
    pub tomorrow: &'static str,
    /// Beside the day: so many days ago.
    pub days_ago: &'static str,
    /// Beside the day: in so many days.
    pub days_ahead: &'static str,
    /// Warning: before the window opens; when it opens.
    pub early: &'static str,
    /// Warning: after grace; when it ended.
    pub late: &'static str,
    /// Warning: a day to come.
    pub future: &'static str,
    /// Beside the handlers: as last time.
    pub same_handlers: &'static str,
    /// What the keys do on the outcome.
    pub hint_outcome: &'static str,
    /// What an amount may look like.
    pub hint_amount: &'static str,
    /// What a day may look like.
    pub hint_day: &'static str,
    /// What a day to come may look like.
    pub hint_until: &'static str,
    /// What the handlers are for.
    pub hint_handlers: &'static str,
    /// What the goods may look like.
    pub hint_goods: &'static str,
    /// What the proxy is for.
    pub hint_proxy: &'static str,
    /// What a sentence may be.
    pub hint_text: &'static str,
    /// What the override is for.
    pub hint_override: &'static str,
    /// Fault: no day.
    pub empty_day: &'static str,
    /// Fault: not a day.
    pub bad_day: &'static str,
    /// Fault: a day that does not exist.
    pub missing_day: &'static str,
    /// Fault: put off to a day that is not later.
    pub not_later: &'static str,
    /// Fault: a value without goods.
    pub unnamed: &'static str,
    /// Fault: goods without a value.
    pub unvalued: &'static str,
    /// Fault: a character; its code.
    pub bad_character: &'static str,
    /// Fault: longer than allowed.
    pub too_long: &'static str,
    /// Fault: too many combining marks.
    pub bad_marks: &'static str,
    /// Enter with faults; how many.
    pub wrong: &'static str,
    /// Label: the amount in capital numerals.
    pub capital: &'static str,
    /// Label: place.
    pub place: &'static str,
    /// Label: round.
    pub round: &'static str,
    /// Label: ID number.
    pub id_number: &'static str,
    /// Label: name.
    pub name: &'static str,
    /// Label: name of a unit.
    pub unit_name: &'static str,
    /// No ID number is known.
    pub no_id: &'static str,
    /// Nothing is handed over.
    pub nothing: &'static str,
    /// What Enter does.
    pub look_write: &'static str,
    /// A proxy with the relation.
    pub proxy_line: &'static str,
    /// Goods with their value.
    pub goods_line: &'static str,
    /// A draft was kept.
    pub kept: &'static str,
    /// Nothing was changed, so nothing is kept.
    pub unchanged: &'static str,
    /// The form opened from a draft.
    pub resumed: &'static str,
    /// Asks before a draft is thrown away.
    pub discard_question: &'static str,
    /// A call without a gift was recorded; who, and how it ended.
    pub recorded_call: &'static str,
}

/// Chinese.
pub const ZH: RecordTexts = RecordTexts {
    title: "登记慰问",
    look_title: "核对后写入台账",
    standard: "标准 {}",
    no_standard: "本次活动没有标准",
    given_before: "本次已发：{}",
    outcome: "结果",
    proxy: "代领人",
    relation: "关系",
    cash: "慰问金",
    goods: "慰问品",
    value: "折合",
    override_reason: "再发理由",
    day: "日期",
    until: "改到",
    handlers: "经办人",
    needs: "诉求",
    note: "备注",
    yuan: "元",
    to_person: "本人领取",
    to_unit: "单位签收",
    to_proxy: "他人代领，写明关系",
    stays_due: "仍列为应访",
    closes: "本次了结，以后活动照常",
    closes_life: "同时登记去世，日期即去世日期",
    closes_home: "同时登记迁出，日期即迁出日期",
    counts: "计为已访，没有发放",
    today: "今天",
    yesterday: "昨天",
    tomorrow: "明天",
    days_ago: "{} 天前",
    days_ahead: "{} 天后",
    early: "早于慰问期（{}开始）",
    late: "已过宽限期（{}为止）",
    future: "这一天还没到",
    same_handlers: "与上一户相同",
    hint_outcome: "左右键换，或按数字：",
    hint_amount: "可写 500、1,000.50、0.5万",
    hint_day: "可写 2.2、0202、2024-02-02；- 昨天，-2 前天，+3 三天后，5 为本月 5 日",
    hint_until: "不知道哪天可空着；+3 三天后，5 为 5 日",
    hint_handlers: "现金须两名不同的经办人；代领人不能经办",
    hint_goods: "写品名和数量，如 米面油 1 份；没有就空着",
    hint_proxy: "谁领的、与本人什么关系，如 子；去世后代领还要在备注写理由",
    hint_text: "可空着",
    hint_override: "确实应再发才填，会列入核查",
    empty_day: "请填日期",
    bad_day: "看不懂这个日期，请写 2.2 或 2024-02-02",
    missing_day: "没有这一天",
    not_later: "改到的日子须在走访之后",
    unnamed: "请写慰问品是什么",
    unvalued: "请写慰问品折合多少元",
    bad_character: "有不能使用的字符 U+{}",
    too_long: "最多 {} 个字",
    bad_marks: "一个字上的附加符号太多",
    wrong: "还有 {} 处要改，见各项下面",
    capital: "大写",
    place: "住处",
    round: "活动",
    id_number: "证件",
    name: "姓名",
    unit_name: "单位",
    no_id: "未登记",
    nothing: "没有发放",
    look_write: "Enter 写入后不能修改，只能冲正。",
    proxy_line: "{}（{}）",
    goods_line: "{}（折合 {}）",
    kept: "已留作草稿，再按 F2 接着填",
    unchanged: "没有登记",
    resumed: "接着上次的草稿填，Ctrl+X 放弃",
    discard_question: "放弃这张草稿？填的内容会丢失。",
    recorded_call: "已登记 {}：{}",
};

/// English.
pub const EN: RecordTexts = RecordTexts {
    title: "Record a visit",
    look_title: "Last look before it is written",
    standard: "standard {}",
    no_standard: "no standard in this round",
    given_before: "Given in this round: {}",
    outcome: "Outcome",
    proxy: "Proxy",
    relation: "relation",
    cash: "Cash",
    goods: "Goods",
    value: "worth",
    override_reason: "Why again",
    day: "Day",
    until: "Put off to",
    handlers: "Handlers",
    needs: "Needs",
    note: "Note",
    yuan: "yuan",
    to_person: "to the person",
    to_unit: "to the unit",
    to_proxy: "to somebody else, with the relation",
    stays_due: "stays due",
    closes: "closes this round only",
    closes_life: "records the death on that day",
    closes_home: "records the departure on that day",
    counts: "counts as visited, nothing given",
    today: "today",
    yesterday: "yesterday",
    tomorrow: "tomorrow",
    days_ago: "{} days ago",
    days_ahead: "in {} days",
    early: "before the window opens on {}",
    late: "after grace, which ended on {}",
    future: "that day is yet to come",
    same_handlers: "as last time",
    hint_outcome: "Left and Right change it, or press a digit:",
    hint_amount: "500, 1,000.50 or 0.5万",
    hint_day: "2.2, 0202 or 2024-02-02; - yesterday, -2 the day before, +3 in three days, 5 the 5th",
    hint_until: "May stay empty; +3 in three days, 5 the 5th",
    hint_handlers: "Cash needs two different handlers; the proxy is not one",
    hint_goods: "What and how many, e.g. 米面油 1 份; empty for none",
    hint_proxy: "Who received, and the relation; after a death also a reason in the note",
    hint_text: "May stay empty",
    hint_override: "Only if a second gift is right; the check lists it",
    empty_day: "A day is needed",
    bad_day: "Not a day; write 2.2 or 2024-02-02",
    missing_day: "There is no such day",
    not_later: "It must come after the day of the call",
    unnamed: "Write what the goods are",
    unvalued: "Write what the goods are worth",
    bad_character: "U+{} may not be used",
    too_long: "At most {} characters",
    bad_marks: "Too many marks on one character",
    wrong: "{} to mend, see below the fields",
    capital: "In words",
    place: "Place",
    round: "Round",
    id_number: "ID",
    name: "Name",
    unit_name: "Unit",
    no_id: "not known",
    nothing: "nothing is handed over",
    look_write: "Final: later it can only be reversed.",
    proxy_line: "{} ({})",
    goods_line: "{} (worth {})",
    kept: "Kept as a draft; F2 opens it again",
    unchanged: "Nothing was recorded",
    resumed: "Your draft, as it was; Ctrl+X throws it away",
    discard_question: "Throw this draft away? What was typed is lost.",
    recorded_call: "Recorded {}: {}",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static RecordTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// Why a text is refused.
pub fn text(lang: Lang, error: TextError) -> String {
    let texts = texts(lang);
    match error {
        TextError::Character(code) => fill(texts.bad_character, &[&format!("{code:04X}")]),
        TextError::TooLong(max) => fill(texts.too_long, &[&max]),
        TextError::Marks => texts.bad_marks.to_owned(),
    }
}
