//! Payments of programmes in words: rules, steps of cases, how lists show a payment.

use super::{Lang, fill, texts, words};
use crate::domain::error::RegisterError;
use crate::domain::payment::figures::PaymentLine;
use crate::domain::payment::next::NextPayment;
use crate::domain::payment::rules::{PayRefusal, PayRule};
use crate::domain::payment::standards::Rate;
use crate::domain::payment::{
    CASH, CATEGORY, INTAKE, KIND, LATER, LEVEL, NATURE, NOTE, PayDetail, WAY, YEARS,
};
use crate::domain::relief::{CaseRule, StepKind};
use crate::domain::text::CleanText;

texts! {
    /// What screen and commands share.
    pub fn of(lang) -> PaymentTexts {
        amount: "金额须大于零，且不超过一千万元" / "an amount is above zero and at most ten million";
        parts: "各项资金之和与金额不符" / "the funds do not come to the amount";
        day_to_come: "发放日期还没到" / "the day paid has not come yet";
        months: "须写明发放月份（此项目不按月的则不写）" / "the months paid are missing, or this programme pays none";
        subject: "须写明所发的是哪一期、哪一类或哪一号" / "which half-year, season, year, kind, category or number it is for";
        after_death: "去世之后的月份不能发" / "nothing is paid for months after a death";
        nothing_to_top_up: "补差：这一期没有发放过" / "a top-up, and nothing was paid for that";
        away: "所发月份在迁出或停发之后" / "paid for months after moving away or a suspension";
        payee_needed: "本人已去世，所发的是生前月份：须写领取人和理由（备注）" / "paid after the death for months before it: name the payee, and write the reason in the remark";
        repeated: "已发放过" / "paid before";
        failed_before: "发放失败过：用 pay again 补发那一笔" / "it failed before: pay that one again with pay again";
        not_left: "超过那一笔还剩的" / "more than is left of that payment";
        before_payment: "日期早于那一笔" / "its day is before that of the payment";
        bill: "总费用、医保支付、个人负担与所发金额对不上" / "bill, share of the insurance, own share and what is paid do not fit";
        before_letter: "发放日期在收到喜报之前" / "paid before the day on which the letter came";
        other_terms: "等级、性质或批次与登记的、上次发的不同" / "level, nature or intake differ from the register or from the last payment";
        other_payee: "领取人与上次的不同" / "the payee is not that of the last payment";
        no_standard: "没有能对照的标准（等级、性质、城乡、月份或服役年限）" / "no standard fits (level, nature, household, month or years served)";
        /// What is left of what was granted.
        rest: "{}（批准的还剩 {}）" / "{} ({} of what was granted is left)";
        /// What was taken back.
        taken_back: "，其中 {} 已追回" / ", of which {} was taken back";
        topped_up: "；余下的或补差用 --top-up（册里备注写 补差）" / "; pay the rest by --top-up (in a payroll: 补差 in the remark)";
        not_failed: "超过失败而未补发的" / "more than failed and was not paid again";
        unit: "单位不领项目资金" / "a unit receives no payment of a programme";
        not_granted: "救助没有批准，或超过批准金额" / "the case was not granted, or for less";
        before_grant: "发放日期在批准之前" / "paid before the day on which the case was granted";
        other_letter: "这份喜报是别人的" / "that letter is somebody else's";
        no_letter: "没有登记这份喜报" / "no letter of that number came";
        other_purpose: "对人发放的项目用 pay，花在服务站、设施上的用 spend" / "what is for people is paid by pay, what is for stations and facilities by spend";
        no_role: "发放当天没有这个项目要求的身份（见 role list）" / "not the role that the programme is paid for on that day (see role list)";
        unknown_place: "没有这个服务站或设施" / "no such station or facility";
        wrong_fund: "资金来源不属于此项目" / "a fund that does not pay this programme";
        not_entitled: "所发月份没有这个优抚类别" / "no such category in the months paid";
        off_standard: "与标准不符" / "off the standard";
        elsewhere: "同样的月份已用别的项目发过同样的金额" / "the same months were paid the same under another programme";
        reason: "请写理由" / "write the reason";
        /// The sum that the rule knows.
        sum: "{}（应为 {}）" / "{} ({})";
        /// To whom it was paid.
        paid_to: "{}（{}）" / "{} ({})";
        /// The payment of before: its day, sum, programme or months.
        earlier: "{}：{} {} {}" / "{}: {} {} {}";
        // Steps.
        accept: "受理" / "accepted";
        survey: "入户调查" / "survey at home";
        village: "嘎查村意见" / "opinion of the village";
        township: "苏木镇意见" / "opinion of the township";
        banner: "旗级意见" / "opinion of the banner";
        notice: "公示" / "public notice";
        grant: "批准" / "granted";
        refuse: "不予批准" / "not granted";
        revisit: "回访" / "visited again";
        received: "收到喜报" / "citation received";
        delivered: "送达" / "delivered";
        /// The step before it.
        out_of_order: "顺序不对：还没有{}" / "out of order: not yet \"{}\"";
        stands: "这一步已经登记过" / "this step was recorded before";
        day: "日期早于前一步、还没到，或没有截止日" / "its day is before the step before it, still to come, or the last day is missing";
        two_needed: "入户调查须两名不同的人" / "a survey is done by two";
        who_needed: "须写明是谁" / "who did it is missing";
        notice_open: "公示没有期满，或有异议" / "the notice is not over, or met objections";
        against: "有一级意见不同意" / "an opinion is against it";
        case_sum: "须写金额" / "a sum is missing";
        another: "这个编号是别人的，或不是同一种" / "that number is somebody else's";
        refused: "已不予批准" / "it was not granted";
        granted: "已经批准：先撤销批准这一步" / "it was granted: undo that step first";
        above_asked: "批准金额超过申请金额：确实如此就写明理由（--note）" / "more than was asked for: if it is so, say why (--note)";
        unpaid: "还没有发放" / "nothing was paid yet";
        /// The code, the name or the word.
        programme: "不能用作项目：{}（代码用小写字母、数字和下划线；名称、别名不能与别的项目相同；期别不能改）" / "not a programme: {} (code: small letters, digits, underscores; names and aliases are unique; its periods stay)";
        guard: "同一期不能发两次，去世之后的月份不能发，不能超过还剩的" / "no key is paid twice, nothing for the time after a death, nothing beyond what is left";
        payment: "发放" / "payment";
        again: "补发失败" / "paid again";
        recovery: "追回" / "taken back";
        recovery_cash: "现金追回" / "taken back in cash";
        recovery_later: "后续发放中扣回" / "kept back later";
        failed: "发放失败" / "failed";
        spending: "支出" / "spending";
        reversal: "冲正" / "reversal";
        gift: "慰问" / "visit";
        /// Goods of a gift: what, their value.
        goods: "{}（{}）" / "{} ({})";
        half_year: "第 {} 个半年" / "half-year {}";
        years: "服役 {} 年" / "{} years served";
        /// The number and the day of the entry that it belongs to.
        rests_on: "属 #{}（{}）" / "of #{} ({})";
        comma: "，" / ", ";
        refusal_row: "第 {} 行：{}" / "row {}: {}";
    }
}

texts! {
    /// Heads of lists of payments.
    pub fn heads(lang) -> PaymentHeads {
        name: "姓名" / "name";
        programme: "项目" / "programme";
        months: "所属月份" / "months";
        subject: "期次或类别" / "for";
        amount: "金额" / "amount";
        left: "现余" / "left";
        payee: "领取人" / "payee";
        concerns: "所属分录" / "concerns";
        what: "内容" / "what for";
        year: "本年" / "this year";
        all: "历年" / "all years";
    }
}

/// The programmes that every register has, in both languages; one that an office named itself stays as it is.
const PROGRAMMES: [(&str, &str); 12] = [
    ("随军家属生活补助", "living allowance of army spouses"),
    ("森林消防家庭优待金", "grant to families of fire recruits"),
    ("义务兵家庭优待金", "grant to families of conscripts"),
    ("一次性经济补助", "discharge grant"),
    ("生活补助", "living allowance"),
    ("医保缴费", "medical insurance"),
    ("医疗报销", "medical reimbursement"),
    ("社保接续", "social insurance"),
    ("困难救助", "hardship relief"),
    ("立功喜报", "merit citation"),
    ("服务站经费", "funds of stations"),
    ("烈士纪念设施", "memorials"),
];

/// The name of a programme in a language.
pub fn programme(lang: Lang, name: &str) -> &str {
    let known = PROGRAMMES.iter().find(|(own, _)| lang == Lang::En && *own == name);
    known.map_or(name, |(_, english)| english)
}

/// The word of a rate by its stable name; any other word as it is.
pub(super) fn rate_named(lang: Lang, word: &str) -> &str {
    match Rate::parse(word) {
        Some(Rate::Month) => lang.pick("每月", "a month"),
        Some(Rate::Year) => lang.pick("每年", "a year"),
        Some(Rate::Once) => lang.pick("一次", "once"),
        Some(Rate::YearServed) => lang.pick("每服役一年", "for each year served"),
        None => word,
    }
}

/// A text in whose words programmes stand by name, in a language.
pub(super) fn programme_names(lang: Lang, told: &str) -> String {
    told.split(' ').map(|word| programme(lang, word)).collect::<Vec<_>>().join(" ")
}

/// A rule in words.
pub fn rule(lang: Lang, rule: PayRule) -> &'static str {
    let texts = of(lang);
    match rule {
        PayRule::Amount => texts.amount,
        PayRule::Parts => texts.parts,
        PayRule::DayToCome => texts.day_to_come,
        PayRule::Months => texts.months,
        PayRule::Subject => texts.subject,
        PayRule::AfterDeath => texts.after_death,
        PayRule::NothingToTopUp => texts.nothing_to_top_up,
        PayRule::Away => texts.away,
        PayRule::PayeeNeeded => texts.payee_needed,
        PayRule::BeforePayment => texts.before_payment,
        PayRule::Bill => texts.bill,
        PayRule::BeforeLetter => texts.before_letter,
        PayRule::OtherTerms => texts.other_terms,
        PayRule::OtherPayee => texts.other_payee,
        PayRule::NoStandard => texts.no_standard,
        PayRule::Repeated => texts.repeated,
        PayRule::FailedBefore => texts.failed_before,
        PayRule::NotLeft => texts.not_left,
        PayRule::NotFailed => texts.not_failed,
        PayRule::Unit => texts.unit,
        PayRule::NotGranted => texts.not_granted,
        PayRule::BeforeGrant => texts.before_grant,
        PayRule::OtherLetter => texts.other_letter,
        PayRule::OtherPurpose => texts.other_purpose,
        PayRule::NoLetter => texts.no_letter,
        PayRule::UnknownPlace => texts.unknown_place,
        PayRule::NoRole => texts.no_role,
        PayRule::WrongFund => texts.wrong_fund,
        PayRule::NotEntitled => texts.not_entitled,
        PayRule::OffStandard => texts.off_standard,
        PayRule::Elsewhere => texts.elsewhere,
        PayRule::Reason => texts.reason,
    }
}

/// A refusal in words, without its row.
pub fn refusal(lang: Lang, refusal: &PayRefusal) -> String {
    let texts = of(lang);
    let mut said = rule(lang, refusal.rule).to_owned();
    if let Some(sum) = refusal.sum.filter(|_| refusal.rule == PayRule::Repeated) {
        said = fill(texts.rest, &[&said, &words::yuan(lang, sum)]);
    } else if let Some(sum) = refusal.sum {
        said = fill(texts.sum, &[&said, &words::yuan(lang, sum)]);
    }
    if let Some(whom) = refusal.known.as_ref().filter(|_| refusal.rule == PayRule::Repeated) {
        said = fill(texts.paid_to, &[&said, whom]);
    } else if let Some(known) = &refusal.known {
        said = fill(texts.sum, &[&said, known]);
    }
    if let Some(earlier) = &refusal.earlier {
        let what = earlier.months.map_or_else(
            || earlier.subject.as_deref().unwrap_or(&earlier.programme).to_owned(),
            crate::domain::payment::Months::told,
        );
        said = fill(texts.earlier, &[&said, &earlier.on, &words::yuan(lang, earlier.amount), &what]);
        if refusal.rule == PayRule::Repeated {
            if earlier.recovered > crate::domain::money::Fen::ZERO {
                said.push_str(&fill(texts.taken_back, &[&words::yuan(lang, earlier.recovered)]));
            }
            let may_rest = earlier.recovered > crate::domain::money::Fen::ZERO || refusal.sum.is_some();
            said.push_str(if may_rest { texts.topped_up } else { "" });
        }
    }
    said
}

/// Refusals in one line.
pub fn refusals(lang: Lang, all: &[PayRefusal]) -> String {
    let texts = of(lang);
    let one = |one: &PayRefusal| match one.row {
        Some(row) => fill(texts.refusal_row, &[&row, &refusal(lang, one)]),
        None => refusal(lang, one),
    };
    all.iter().map(one).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// What the register answers about a payment, a case or a programme.
pub(super) fn error(lang: Lang, error: &RegisterError) -> String {
    if let RegisterError::Unpaid(all) = error {
        refusals(lang, all)
    } else if let RegisterError::Case(rule) = error {
        case_rule(lang, *rule)
    } else if let RegisterError::Programme(word) = error {
        fill(of(lang).programme, &[word])
    } else {
        error.to_string()
    }
}

/// A step of a case in words.
pub fn step(lang: Lang, kind: StepKind) -> &'static str {
    let texts = of(lang);
    match kind {
        StepKind::Accept => texts.accept,
        StepKind::Survey => texts.survey,
        StepKind::Village => texts.village,
        StepKind::Township => texts.township,
        StepKind::Banner => texts.banner,
        StepKind::Notice => texts.notice,
        StepKind::Grant => texts.grant,
        StepKind::Refuse => texts.refuse,
        StepKind::Revisit => texts.revisit,
        StepKind::Received => texts.received,
        StepKind::Delivered => texts.delivered,
    }
}

/// Why a step is refused.
pub fn case_rule(lang: Lang, rule: CaseRule) -> String {
    let texts = of(lang);
    let said = match rule {
        CaseRule::OutOfOrder(before) => return fill(texts.out_of_order, &[&step(lang, before)]),
        CaseRule::Stands => texts.stands,
        CaseRule::Day => texts.day,
        CaseRule::TwoNeeded => texts.two_needed,
        CaseRule::WhoNeeded => texts.who_needed,
        CaseRule::Notice => texts.notice_open,
        CaseRule::Against => texts.against,
        CaseRule::Sum => texts.case_sum,
        CaseRule::Another => texts.another,
        CaseRule::Refused => texts.refused,
        CaseRule::Granted => texts.granted,
        CaseRule::AboveAsked => texts.above_asked,
        CaseRule::Unpaid => texts.unpaid,
    };
    said.to_owned()
}

/// What an entry was paid of: the programme, or the round of a gift.
pub fn paid_of(lang: Lang, line: &PaymentLine) -> String {
    line.round.map_or_else(|| line.programme_name.to_string(), |round| words::round(lang, round))
}

/// What an entry does, in words.
pub fn kind(lang: Lang, line: &PaymentLine) -> &'static str {
    let texts = of(lang);
    match line.kind.as_str() {
        "payment" if line.concerns.is_some() => texts.again,
        "payment" => texts.payment,
        "recovery" => match line.detail.get(WAY).map(CleanText::as_str) {
            Some(CASH) => texts.recovery_cash,
            Some(LATER) => texts.recovery_later,
            Some(_) | None => texts.recovery,
        },
        "failed" => texts.failed,
        "spending" => texts.spending,
        "gift" => texts.gift,
        _ => texts.reversal,
    }
}

/// For what a payment is that is still to come: of half-years of a service 第 4 个半年.
pub fn next_what(lang: Lang, next: &NextPayment) -> String {
    if next.is_half_year { fill(of(lang).half_year, &[&next.what]) } else { next.what.clone() }
}

/// For what a payment is: its months, what its key holds, level and nature.
pub fn what(lang: Lang, line: &PaymentLine) -> String {
    let texts = of(lang);
    let mut said: Vec<String> = line.months.map(crate::domain::payment::Months::told).into_iter().collect();
    if let Some(subject) = &line.subject {
        let half = *line.programme == *"conscript_family";
        said.push(if half { fill(texts.half_year, &[subject]) } else { subject.to_string() });
    }
    said.extend(detail(lang, &line.detail, line.subject.as_deref()));
    let goods = line.goods.as_ref();
    said.extend(goods.map(|(goods, value)| fill(texts.goods, &[goods, &words::yuan(lang, *value)])));
    said.extend(line.rests_on.map(|(no, on)| fill(texts.rests_on, &[&no, &on])));
    said.join(texts.comma)
}

/// What a programme keeps beyond sum and day, as far as people read it.
fn detail(lang: Lang, detail: &PayDetail, subject: Option<&str>) -> Vec<String> {
    let keys = [CATEGORY, LEVEL, NATURE, KIND, INTAKE, YEARS, NOTE];
    let told = keys.iter().filter_map(|key| {
        let said = detail.get(key).filter(|said| Some(said.as_str()) != subject)?;
        Some(if *key == YEARS { fill(of(lang).years, &[said]) } else { said.to_string() })
    });
    told.collect()
}
