//! Many at once, in words: what they come to, and why somebody who was marked is left out.

use super::{Lang, errors, fill, words};
use crate::domain::batch::{BatchSum, LeftOut};
use crate::domain::gift::Rule;
use crate::domain::money::Fen;

/// What many gifts come to, goods apart from cash: 22,500 元、慰问品 5,000 元.
pub fn sum(lang: Lang, sum: &BatchSum) -> String {
    let mut amounts = Vec::new();
    if sum.cash != Fen::ZERO || sum.goods == Fen::ZERO {
        amounts.push(words::yuan(lang, sum.cash));
    }
    if sum.goods != Fen::ZERO {
        amounts.push(fill(lang.pick("慰问品 {}", "goods {}"), &[&words::yuan(lang, sum.goods)]));
    }
    amounts.join(lang.pick("、", ", "))
}

/// Why somebody is not recorded with the others: 已访, 约2月6日.
pub fn left_out(lang: Lang, why: LeftOut) -> String {
    match why {
        LeftOut::Visited => lang.pick("已访", "visited").to_owned(),
        LeftOut::Closed(reason) => words::close_reason(lang, reason).to_owned(),
        LeftOut::PutOff(Some(to)) => fill(lang.pick("约{}", "put off to {}"), &[&words::day(lang, to)]),
        LeftOut::PutOff(None) => lang.pick("改期，日子未定", "put off, no day").to_owned(),
        LeftOut::Draft => lang.pick("有草稿", "a draft waits").to_owned(),
        LeftOut::NotInRound => lang.pick("未列入，没有标准", "not listed, no standard").to_owned(),
        LeftOut::NotOpen => lang.pick("未到期", "not open yet").to_owned(),
        LeftOut::Refused(Rule::AfterDeath) => lang.pick("已去世", "died").to_owned(),
        LeftOut::Refused(Rule::SelfPaid) => lang.pick("本人是经办人", "is a handler").to_owned(),
        LeftOut::Refused(Rule::DoubleCash) => lang.pick("已发过慰问金", "cash given").to_owned(),
        LeftOut::Refused(Rule::DoubleGoods) => lang.pick("已发过慰问品", "goods given").to_owned(),
        LeftOut::Refused(Rule::Limits) => lang.pick("金额超限", "over the limit").to_owned(),
        LeftOut::Refused(Rule::OffStandard) => lang.pick("标准外", "off the standard").to_owned(),
        LeftOut::Refused(Rule::NotListed) => lang.pick("不在名单上", "not on the list").to_owned(),
        LeftOut::Refused(Rule::Away) => lang.pick("已迁出或停发", "away or suspended").to_owned(),
        LeftOut::Refused(Rule::BeforeWindow) => lang.pick("早于慰问期", "before the window").to_owned(),
        LeftOut::Refused(Rule::RoundClosed) => lang.pick("活动已关闭", "round closed").to_owned(),
        LeftOut::Refused(
            rule @ (Rule::Amount
            | Rule::Handlers
            | Rule::NewHandler
            | Rule::ProxyHandler
            | Rule::Proxy
            | Rule::DayToCome
            | Rule::NoRound
            | Rule::UnitOutcome
            | Rule::PromisedDay
            | Rule::DeathDay
            | Rule::TopUp
            | Rule::TopUpDay),
        ) => errors::rule(lang, rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cash_and_goods_are_told_apart() {
        let both = BatchSum { cash: Fen::new(2_250_000), goods: Fen::new(500_000), ..BatchSum::default() };
        let (cash, goods) = (BatchSum { goods: Fen::ZERO, ..both }, BatchSum { cash: Fen::ZERO, ..both });
        for (of, zh, en) in [
            (both, "22,500 元、慰问品 5,000 元", "22,500 yuan, goods 5,000 yuan"),
            (cash, "22,500 元", "22,500 yuan"),
            (goods, "慰问品 5,000 元", "goods 5,000 yuan"),
            (BatchSum::default(), "0 元", "0 yuan"),
        ] {
            assert_eq!((sum(Lang::Zh, &of).as_str(), sum(Lang::En, &of).as_str()), (zh, en));
        }
    }
}
