//! Why a recording is refused, in words.

use crate::domain::gift::{Earlier, LARGEST, Refusal, Rule};
use crate::lang::{Lang, fill, texts, words};

texts! {
    /// The rules that refuse a recording.
    fn texts(lang) -> RefusalTexts {
        comma: "、" / ", ";
        amount: "已发须有慰问金或慰问品，未发则都不填" / "Something given needs cash or goods, nothing given has neither";
        /// The largest amount.
        limits: "金额须大于零，且不超过 {}" / "Amounts are above zero and at most {}";
        double_cash: "本次活动已发过慰问金" / "Cash was already given in this round";
        double_goods: "本次活动已发过慰问品" / "Goods were already given in this round";
        /// Behind an earlier gift that had a reason.
        other_reason: "；再发的理由须与那一笔不同" / "; a second needs another reason than that one";
        after_death: "去世之后不能发给本人，可由亲属代领" / "Nothing is paid to the person after the day of death";
        handlers: "现金须两名不同的经办人" / "Cash needs two different handlers";
        new_handler:
            "经办人不在名单上：核对姓名；确是新人，命令加 --new-handler，或先 muster handler add" /
            "A handler is not on the list: look at the name; if it is somebody new, --new-handler, or muster handler add first";
        self_paid: "经办人不能给自己发放" / "A handler never pays himself";
        proxy_handler: "代领人不能是经办人" / "The proxy is not a handler";
        proxy: "代领须写代领人（--proxy）、关系（--relation），不是本人；去世后还须 --reason" / "A proxy needs --proxy (not the recipient) and --relation, after a death --reason";
        day_to_come: "日期还没到" / "The day has not come yet";
        no_round: "活动没有建立，今天也不在它的期内" / "The round was not created, and today is not within it";
        unit_outcome: "单位只能是已发、改期、拒领、仅走访" / "A unit: only given, put off, refused or visit only";
        promised_day: "改期须写约定的日子，且晚于走访日期" / "Put off needs the promised day, later than the call";
        death_day: "去世日期只与「已去世」同填，且不晚于走访日期" / "The day of death goes with a death, not after the call";
        off_standard: "金额与标准不同，请写理由" / "The amount is not the standard: write the reason";
        not_listed: "不在本次名单上，请写理由" / "Not on the list of this round: write the reason";
        away: "已迁出或停发待遇，请写理由" / "Moved away or suspended: write the reason";
        before_window: "早于慰问期，请写理由" / "Before the window opens: write the reason";
        round_closed: "本次活动已关闭，请写理由" / "The round was closed: write the reason";
        top_up: "补差只是慰问金，不多于待补的差额；没有待补的，标准就没有在已发之后提高" / "A rise is paid in cash, at most what is owed; where nothing is owed, no standard was raised behind a gift";
        top_up_day: "补差不能早于提高标准的那天，也不能早于所补的发放" / "A rise is not paid before its day, nor before the gift beside which it is owed";
        /// The rule, the earlier gift that stands in the way.
        refusal: "{}：{}" / "{}: {}";
        /// The handlers of the earlier gift.
        by: "经办 {}" / "by {}";
    }
}

/// A refusal: which rule, and the earlier gift that stands in the way.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let rule = rule(lang, refusal.rule);
    match &refusal.earlier {
        Some(gift) => {
            let mut told = fill(texts(lang).refusal, &[&rule, &earlier(lang, gift)]);
            if gift.reason.is_some() {
                told.push_str(texts(lang).other_reason);
            }
            told
        }
        None => rule,
    }
}

/// A rule that refuses a recording.
pub(crate) fn rule(lang: Lang, rule: Rule) -> String {
    let texts = texts(lang);
    match rule {
        Rule::Amount => texts.amount,
        Rule::Limits => return fill(texts.limits, &[&words::yuan(lang, LARGEST)]),
        Rule::DoubleCash => texts.double_cash,
        Rule::DoubleGoods => texts.double_goods,
        Rule::AfterDeath => texts.after_death,
        Rule::Handlers => texts.handlers,
        Rule::NewHandler => texts.new_handler,
        Rule::SelfPaid => texts.self_paid,
        Rule::ProxyHandler => texts.proxy_handler,
        Rule::Proxy => texts.proxy,
        Rule::DayToCome => texts.day_to_come,
        Rule::NoRound => texts.no_round,
        Rule::UnitOutcome => texts.unit_outcome,
        Rule::PromisedDay => texts.promised_day,
        Rule::DeathDay => texts.death_day,
        Rule::OffStandard => texts.off_standard,
        Rule::NotListed => texts.not_listed,
        Rule::Away => texts.away,
        Rule::BeforeWindow => texts.before_window,
        Rule::RoundClosed => texts.round_closed,
        Rule::TopUp => texts.top_up,
        Rule::TopUpDay => texts.top_up_day,
    }
    .to_owned()
}

/// An earlier gift: day, what, by whom.
pub fn earlier(lang: Lang, gift: &Earlier) -> String {
    let mut parts = vec![words::full_day(lang, gift.on)];
    if gift.cash.get() != 0 {
        parts.push(words::yuan(lang, gift.cash));
    }
    if let Some(goods) = &gift.goods {
        parts.push(goods.to_string());
    }
    let handlers = gift.handlers.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
    if !handlers.is_empty() {
        parts.push(fill(texts(lang).by, &[&handlers.join(texts(lang).comma)]));
    }
    parts.join(" ")
}
