//! Work in words: kinds, fields, times, and why a row is refused.

use chrono::{Datelike as _, NaiveDate};

use super::{Lang, fill, texts};
use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::domain::work::field::FieldFault;
use crate::domain::work::{Field, FieldValue, Period, WorkFamily, WorkFault, WorkKind, WorkRefusal};
use crate::domain::year::YearRule;

texts! {
    /// The texts of work.
    pub fn texts(lang) -> WorkTexts {
        // Families.
        activity: "工作活动" / "activities";
        matter: "重点信访" / "matters";
        role: "人员" / "roles";
        facility: "阵地" / "facilities";
        attribute: "证牌" / "plaques and cards";
        need: "诉求" / "needs";
        contact: "常态化联系" / "contacts";
        confirm: "年度确认" / "confirmations";
        // Times.
        day: "{}年{}月{}日" / "{}-{}-{}";
        month: "{}年{}月" / "{}-{}";
        first_half: "{}年上半年" / "{}, first half";
        second_half: "{}年下半年" / "{}, second half";
        year: "{}年" / "{}";
        span: "{}至{}" / "{} to {}";
        since: "{}起" / "since {}";
        // Why a row is refused.
        fault_title: "要写名称（活动也可只写小类）" / "a title is needed (of an activity a subkind will do)";
        /// The subkinds.
        fault_subkind: "小类只能是 {}" / "the subkind is one of {}";
        fault_future: "日期还没有到" / "the day has not come yet";
        fault_order: "结束在开始之前" / "it ends before it begins";
        fault_open: "要有结束日期" / "it needs a last day";
        fault_two_years: "活动不能跨年，请分两条登记" / "an activity lies in one year: write two rows";
        /// The field, the kind.
        fault_foreign: "{} 不用于{}" / "{} is nothing to {}";
        /// The field.
        fault_many: "{} 的项目太多" / "too many items in {}";
        fault_mended: "整改的问题多于发现的问题" / "more problems mended than found";
        fault_nobody: "要写明是哪个对象" / "it is about somebody of the register: name whom";
        fault_dead: "登记在此之前已去世：结果写 去世；若人健在，先撤销去世登记" / "registered as having died before that day: say 去世 in the result, or first take the death back if they live";
        fault_year: "要写明是哪一年的确认" / "say which year is confirmed";
        fault_number: "姓名处写的是号码：要写姓名，或用命令按身份证号登记" / "a number stands in the place of the name: write the name, or use the command with the ID number";
        fault_own: "自筹多于全部经费" / "more funds of its own than in all";
        /// The row of several.
        in_row: "第 {} 条：{}" / "row {}: {}";
        /// The number of the row.
        twice: "已经登记过，见 #{}" / "written down before: #{}";
        /// The year.
        closed: "{}年已关账，不能再记入。要改先撤销关账（muster undo）" / "the year {} is closed, and nothing more is dated in it. To change that undo the closing (muster undo)";
        /// How many, the names of the first.
        unanswered:
            "这一年有 {} 条红色审计发现还没有答复，先答复才能关账：{}；列出用 muster audit --year，答复用 muster audit answer" /
            "{} red finding{|s} of the year must be answered before it is closed: {}; see muster audit --year, and answer by muster audit answer";
        not_over: "这一年还没有过完，不能关账" / "the year is not over and cannot be closed";
        closed_before: "这一年已经关账" / "the year was closed before";
        // What was written for a field.
        bad_number: "要写整数" / "a whole number is needed";
        bad_money: "要写金额（元）" / "an amount in yuan is needed";
        bad_day: "要写日期" / "a day is needed";
        bad_text: "文字不能用或太长" / "text that is not kept, or too long";
        bad_word: "可用 上门 电话 视频" / "one of door phone video";
    }
}

/// The word of a kind.
pub fn kind(lang: Lang, kind: WorkKind) -> &'static str {
    lang.pick(kind.chinese(), kind.english())
}

/// The word of a field.
pub fn field(lang: Lang, field: Field) -> &'static str {
    lang.pick(field.chinese(), field.english())
}

/// The word of a family.
pub fn family(lang: Lang, family: WorkFamily) -> &'static str {
    let texts = texts(lang);
    match family {
        WorkFamily::Activity => texts.activity,
        WorkFamily::Matter => texts.matter,
        WorkFamily::Role => texts.role,
        WorkFamily::Facility => texts.facility,
        WorkFamily::Attribute => texts.attribute,
        WorkFamily::Need => texts.need,
        WorkFamily::Contact => texts.contact,
        WorkFamily::Confirm => texts.confirm,
    }
}

/// A value of a field as people read it.
pub fn value(lang: Lang, value: &FieldValue) -> String {
    match value {
        FieldValue::Words(words) if lang == Lang::En => words.to_string(),
        FieldValue::Money(amount) => super::words::yuan(lang, *amount),
        FieldValue::Words(_) | FieldValue::List(_) | FieldValue::Number(_) | FieldValue::Day(_) => {
            value.told()
        }
    }
}

fn one_day(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Zh => fill(texts(lang).day, &[&day.year(), &day.month(), &day.day()]),
        Lang::En => day.to_string(),
    }
}

/// When it was.
pub fn period(lang: Lang, days: Period) -> String {
    let texts = texts(lang);
    let (year, month) = (days.from.year(), days.from.month());
    let told = days.to_string();
    let Some(to) = days.to else { return fill(texts.since, &[&one_day(lang, days.from)]) };
    if days.from == to {
        return one_day(lang, to);
    }
    match told.get(4..) {
        Some("") => fill(texts.year, &[&year]),
        Some("-H1") => fill(texts.first_half, &[&year]),
        Some("-H2") => fill(texts.second_half, &[&year]),
        Some(rest) if rest.len() == 3 => fill(texts.month, &[&year, &month]),
        Some(_) | None => fill(texts.span, &[&one_day(lang, days.from), &one_day(lang, to)]),
    }
}

/// Why a row of work, or a year, is refused.
pub fn refused(lang: Lang, error: &RegisterError) -> String {
    let texts = texts(lang);
    if let RegisterError::Work(WorkRefusal::Faults(row, faults)) = error {
        let told: Vec<String> = faults.iter().map(|one| fault(lang, *one)).collect();
        let told = told.join(lang.pick("；", "; "));
        return if *row == 0 { told } else { fill(texts.in_row, &[&(row + 1), &told]) };
    }
    if let RegisterError::Work(WorkRefusal::Twice(no)) = error {
        return fill(texts.twice, &[no]);
    }
    if let RegisterError::YearClosed(year) = error {
        return fill(texts.closed, &[year]);
    }
    if let RegisterError::Year(YearRule::Unanswered(first, count)) = error {
        let first: Vec<&str> = first.iter().map(CleanText::as_str).collect();
        return fill(texts.unanswered, &[count, &first.join(" ")]);
    }
    let over = matches!(error, RegisterError::Year(YearRule::NotOver));
    if over { texts.not_over.to_owned() } else { texts.closed_before.to_owned() }
}

/// What stands against a row.
pub fn fault(lang: Lang, fault: WorkFault) -> String {
    let texts = texts(lang);
    match fault {
        WorkFault::Title => texts.fault_title.to_owned(),
        WorkFault::Subkind => {
            let known: Vec<&str> =
                WorkKind::ALL.iter().flat_map(|kind| kind.subkinds().iter().copied()).collect();
            fill(texts.fault_subkind, &[&known.join(lang.pick("、", ", "))])
        }
        WorkFault::Future => texts.fault_future.to_owned(),
        WorkFault::Order => texts.fault_order.to_owned(),
        WorkFault::Open => texts.fault_open.to_owned(),
        WorkFault::TwoYears => texts.fault_two_years.to_owned(),
        WorkFault::Foreign(of) => {
            fill(texts.fault_foreign, &[&field(lang, of), &lang.pick("这种工作", "this kind")])
        }
        WorkFault::TooMany(of) => fill(texts.fault_many, &[&field(lang, of)]),
        WorkFault::Mended => texts.fault_mended.to_owned(),
        WorkFault::Nobody => texts.fault_nobody.to_owned(),
        WorkFault::Year => texts.fault_year.to_owned(),
        WorkFault::OwnFunds => texts.fault_own.to_owned(),
        WorkFault::Dead => texts.fault_dead.to_owned(),
        WorkFault::NumberAsName => texts.fault_number.to_owned(),
    }
}

/// Why what was written for a field is none of its values.
pub fn bad_value(lang: Lang, fault: FieldFault) -> &'static str {
    let texts = texts(lang);
    match fault {
        FieldFault::Number => texts.bad_number,
        FieldFault::Money => texts.bad_money,
        FieldFault::Day => texts.bad_day,
        FieldFault::Text => texts.bad_text,
        FieldFault::Word => texts.bad_word,
    }
}
