//! What is due, and the exceptions.

use crate::domain::due::{Missed, Standing};
use crate::lang::{Lang, fill, texts, words};

texts! {
    /// The texts of the due list.
    pub(super) fn of(lang) -> DueTexts {
        /// Tab: who is still to be visited, of every state that the right of the line tells apart; how many.
        tab_open: "待访 {}" / "To visit {}";
        /// Tab: the exceptions; how many.
        tab_exceptions: "例外 {}" / "Exceptions {}";
        /// How many of what is due are in a state; the state, the number.
        of_state: "{} {}" / "{} {}";

        // Heads of columns.
        name: "姓名" / "Name";
        group: "慰问类别" / "Group";
        state: "状态" / "State";
        what: "情况" / "What happened";
        standard: "标准" / "Standard";
        last: "上次" / "Last gift";
        phone: "电话" / "Phone";
        address: "住址" / "Address";

        /// Before the place of those who were promised a visit for today.
        promised: "约好今天" / "promised today";
        /// In place of a village that is not known.
        no_village: "未填嘎查村" / "no village given";
        /// The units, in place of a village.
        units: "单位" / "units";
        /// Overdue; for how many days.
        late_days: "逾期{}天" / "overdue {}d";

        // Nothing is due.
        /// How many.
        all_done:
            "已开始的慰问活动都办完了，已访 {}。\n按 Tab 看例外，按 F9 看报告。" /
            "Every round that has opened is finished: {} visited.\nTab shows the exceptions, F9 the report.";
        /// Round, day, lunar day, days until then.
        opens_on:
            "现在没有应访的人：{} 从 {} {} 开始，还有 {} 天。\n按 F6 查看慰问活动。" /
            "Nothing is due: {} opens on {} {}, in {} day{|s}.\nF6 shows the rounds.";
        no_round: "还没有慰问活动。\n按 F6 建立。" / "There is no round yet.\nF6 creates one.";
        /// Which.
        not_created: "{}还没有建立，所以没有应访名单。\n按 F6 建立。" / "{} is not created, so nothing is due.\nF6 creates it.";
        /// Nobody of a part of the register is in the round; which part.
        nobody_there:
            "{}没有列入这次慰问的。\n按 Esc 返回。" /
            "{}: nobody there is in this round.\nEsc goes back.";
        nobody:
            "已开始的慰问活动里没有人。\n按 F6 检查慰问标准，按 F8 导入花名册。" /
            "Nobody is in the rounds that have opened.\nF6 shows their standards, F8 imports a roster.";

        no_exceptions:
            "没有例外：没有不在家、改期、拒领、查无此人、去世、迁出或停发的。\n按 Tab 回到应访名单。" /
            "No exceptions: nobody was absent, put off, refused, not found, died, moved away or suspended.\nTab goes back to what is due.";
        choose_first: "请先选一个对象" / "Choose one first";
        /// Nobody was at home; the day.
        absent: "不在家 {}" / "absent {}";
        put_off_open: "改期，日子未定" / "put off, no day";
    }
}

/// Why a recipient is among the exceptions, with the day; empty for a recipient that is not among them.
pub(super) fn exception(lang: Lang, standing: Standing, today: chrono::NaiveDate) -> String {
    let texts = of(lang);
    let missed = match standing {
        Standing::Closed(reason) => return words::close_reason(lang, reason).to_owned(),
        Standing::Open(missed) | Standing::Partly(_, missed) => missed,
        Standing::Done | Standing::NotEligible => None,
    };
    match missed {
        Some(Missed::Absent(on)) => fill(texts.absent, &[&words::day(lang, on)]),
        Some(Missed::Deferred(Some(to))) => {
            if to >= today {
                return words::promised(lang, to, today);
            }
            // Where room is short the words say it: the person and the calls tell the day.
            match lang {
                Lang::Zh => [words::promise_past(lang), &words::day(lang, to)].join(" "),
                Lang::En => words::promise_past(lang).to_owned(),
            }
        }
        Some(Missed::Deferred(None)) => texts.put_off_open.to_owned(),
        None => String::new(),
    }
}
