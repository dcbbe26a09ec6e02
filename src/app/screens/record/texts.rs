//! The form that records a visit, and the last look before it is written.

use crate::domain::text::TextError;
use crate::lang::{Lang, fill, texts};

texts! {
    /// The texts of the form.
    pub(super) fn of(lang) -> RecordTexts {
        /// After a gift was recorded; what.
        recorded: "已登记 {}" / "Recorded {}";
        /// After a call without a gift was recorded from its form; who, and how it ended.
        recorded_call: "已登记 {}：{}" / "Recorded {}: {}";
        undo_hint: "Ctrl+R 冲正" / "Ctrl+R reverses it";
        cancel_hint: "Ctrl+R 取消" / "Ctrl+R cancels it";
        no_draft: "没有改动，没有留草稿" / "As it was opened: no draft kept";
        /// F2 over what was filled in by hand.
        as_filled: "金额照所填的，没有换成标准" / "The amounts as they were filled in, not the standard";
        /// Behind the day of a death that was left empty.
        as_the_call: "即走访日期" / "the day of the call";
        /// A part of the standard that is not handed over; what.
        still_owed: "未发，仍欠 {}" / "not given, {} still owed";
        draft_dropped: "草稿已放弃" / "Draft thrown away";
        title: "登记慰问" / "Record a visit";
        look_title: "核对后写入台账" / "Last look before it is written";
        /// The same where nothing is handed over.
        look_title_call: "核对后登记" / "Last look before it is recorded";
        /// The standard of the round; what it is.
        standard: "标准 {}" / "standard {}";
        /// Its label on the last look.
        standard_label: "标准" / "Standard";
        /// The round is closed for somebody; why.
        closed: "本次已了结：{}" / "closed in this round: {}";
        stands: "状态" / "State";
        /// A promised day that is past: the words for it, the day.
        promise_past: "{}（{}）" / "{} ({})";
        no_standard: "本次活动没有标准" / "no standard in this round";
        /// How much more than the standard; what, by how much.
        above_standard: "{}比标准多 {}" / "{} {} above the standard";
        /// How much less.
        below_standard: "{}比标准少 {}" / "{} {} below the standard";
        /// How much.
        /// In the last look: what is paid of a rise, what was given before.
        top_up_look: "补差 {}，此前 {}" / "{} of the rise, {} before";
        top_up: "标准已提高，可补差 {}" / "The standard was raised: {} is owed beside it";
        /// An earlier gift of the same round; which.
        given_before: "本次已发：{}" / "Given in this round: {}";

        // Labels of fields.
        outcome: "结果" / "Outcome";
        proxy: "代领人" / "Proxy";
        relation: "关系" / "relation";
        cash: "慰问金" / "Cash";
        goods: "慰问品" / "Goods";
        value: "折合" / "worth";
        reason: "理由" / "Reason";
        amount: "金额" / "Amount";
        day: "日期" / "Day";
        until: "约定日" / "Promised";
        died_on: "去世日期" / "Died on";
        handlers: "经办人" / "Handlers";
        needs: "诉求" / "Needs";
        note: "备注" / "Note";

        yuan: "元" / "yuan";

        // Beside the outcome.
        to_person: "本人领取" / "to the person";
        to_unit: "单位签收" / "to the unit";
        to_proxy: "他人代领，写明关系" / "to somebody else, with the relation";
        stays_due: "仍列为应访" / "stays due";
        closes: "本次了结，以后活动照常" / "closes this round only";
        closes_life: "同时登记去世" / "records the death";
        closes_home: "同时登记迁出，日期即迁出日期" / "records the departure on that day";
        counts: "计为已访，没有发放" / "counts as visited, nothing given";

        /// Warning: before the window opens; when it opens.
        early: "早于慰问期（{}开始）" / "before the window opens on {}";
        /// Warning: after grace; when it ended.
        late: "已过宽限期（{}为止）" / "after grace, which ended on {}";
        future: "这一天还没到" / "that day is yet to come";
        same_as_last: "与上一户相同" / "as last time";
        /// Under a day that is not today.
        same_day: "不是今天：与上一户相同" / "not today: the day of the one before";

        // What a field expects.
        hint_outcome: "左右键换，或按数字：" / "Left and Right change it, or press a digit:";
        hint_amount: "可写 500、1,000.50、0.5万" / "500, 1,000.50 or 0.5万";
        hint_day:
            "可写 2.2、0202、2024-02-02；- 昨天，-2 前天，+3 三天后，5 为本月 5 日" /
            "2.2, 0202 or 2024-02-02; - yesterday, -2 the day before, +3 in three days, 5 the 5th";
        hint_until: "约好哪天再去：2.5、+3 三天后，5 为 5 日" / "The promised day: 2.5, +3 in three days, 5 the 5th";
        hint_died_on: "空着即走访日期；可写 2.2、2024-02-02，- 昨天" / "Empty for the day of the call; 2.2, 2024-02-02, - yesterday";
        hint_handlers: "现金须两名不同的经办人；代领人不能经办" / "Cash needs two different handlers; the proxy is not one";
        hint_goods: "写品名和数量，如 米面油 1 份；没有就空着" / "What and how many, e.g. 米面油 1 份; empty for none";
        hint_proxy: "谁领的、与本人什么关系，如 子；去世后代领还要在备注写理由" / "Who received, and the relation; after a death also a reason in the note";
        /// What a sentence may be.
        hint_text: "可空着" / "May stay empty";
        hint_override: "确实应当这样才填，会列入核查" / "Only if it is right all the same; the check lists it";

        // What is wrong with a field.
        empty_day: "请填日期" / "A day is needed";
        bad_day: "看不懂这个日期，请写 2.2 或 2024-02-02" / "Not a day; write 2.2 or 2024-02-02";
        missing_day: "没有这一天" / "There is no such day";
        not_later: "约定的日子须在走访之后" / "It must come after the day of the call";
        unnamed: "请写慰问品是什么" / "Write what the goods are";
        unvalued: "请写慰问品折合多少元" / "Write what the goods are worth";
        /// Its code.
        bad_character: "有不能使用的字符 U+{}" / "U+{} may not be used";
        /// Longer than allowed.
        too_long: "最多 {} 个字" / "At most {} characters";
        bad_marks: "一个字上的附加符号太多" / "Too many marks on one character";

        // What a proxy lacks.
        proxy_both: "请写代领人和与本人的关系" / "Write who received, and the relation";
        proxy_name: "请写代领人" / "Write who received";
        proxy_relation: "请写与本人的关系" / "Write the relation";
        proxy_is_recipient: "代领人不能是本人" / "The recipient is no proxy";
        proxy_reason: "去世后代领，请在备注写理由" / "After a death: write the reason in the note";

        /// Enter with faults; how many.
        wrong: "还有 {} 处要改，见各项下面" / "{} to mend, see below the fields";

        // Labels of fields.
        touches: "应访名单" / "Due lists";
        capital: "大写" / "In words";
        place: "住处" / "Place";
        round: "活动" / "Round";
        id_number: "证件" / "ID";
        name: "姓名" / "Name";
        unit_name: "单位" / "Unit";

        no_id: "未登记" / "not known";
        /// What Enter does.
        look_write: "Enter 写入后不能修改，只能冲正。" / "Final: later it can only be reversed.";
        /// The same where nothing is handed over.
        look_record: "Enter 登记；之后不能修改，可以取消。" / "Enter records it; it cannot be changed, only cancelled.";
        /// A proxy with the relation.
        proxy_line: "{}（{}）" / "{} ({})";
        /// Goods with their value.
        goods_line: "{}（折合 {}）" / "{} (worth {})";
        kept: "已留作草稿，再按 F2 接着填" / "Kept as a draft; F2 opens it again";
        resumed: "接着上次的草稿填，Ctrl+X 放弃" / "Your draft, as it was; Ctrl+X throws it away";
        /// A key that would have changed a masked number in part, or put a digit beside it.
        masked_whole: "已隐去的号码不能只改一部分：Ctrl+U 清空后重写" / "A masked number cannot be changed in part: Ctrl+U clears it";
        discard_question: "放弃这张草稿？填的内容会丢失。" / "Throw this draft away? What was typed is lost.";
    }
}

/// Why a text is refused.
pub(super) fn text(lang: Lang, error: TextError) -> String {
    let texts = of(lang);
    match error {
        TextError::Character(code) => fill(texts.bad_character, &[&format!("{code:04X}")]),
        TextError::TooLong(max) => fill(texts.too_long, &[&max]),
        TextError::Marks => texts.bad_marks.to_owned(),
    }
}
