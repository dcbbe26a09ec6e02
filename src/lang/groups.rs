//! A group of many, in words: what happens to it, why somebody is left as is, and what it means for a round.

use super::{Lang, fill, words};
use crate::domain::group_change::{EffectSum, GroupDeed, RoundEffect, Touch, Touches, Unchanged};
use crate::domain::money::Fen;

/// What happens: 终止 困难退役军人, 困难退役军人 改为 烈士遗属.
pub fn deed(lang: Lang, deed: &GroupDeed) -> String {
    match deed {
        GroupDeed::Add(group) => fill(lang.pick("增加 {}", "add {}"), &[group]),
        GroupDeed::End(group) => fill(lang.pick("终止 {}", "end {}"), &[group]),
        GroupDeed::Move(from, to) => fill(lang.pick("{} 改为 {}", "{} to {}"), &[from, to]),
    }
}

/// Why somebody is left as is.
pub fn unchanged(lang: Lang, why: Unchanged) -> &'static str {
    match why {
        Unchanged::Holds => lang.pick("已属于此类别", "holds it already"),
        Unchanged::NotHeld => lang.pick("那天不属于此类别", "does not hold it on that day"),
        Unchanged::Begins => lang.pick("那天才开始属于此类别", "begins to hold it on that day or later"),
        Unchanged::OtherKind => lang.pick("类别不是给这种对象的", "not a group for these"),
        Unchanged::Merged => lang.pick("已并入另一登记", "merged into another"),
    }
}

/// What it means for a round, in pieces: who is due anew, who no longer, and who by another standard.
pub fn effect(lang: Lang, effect: &RoundEffect) -> Vec<String> {
    let of =
        |what: &str, sum: &EffectSum| (sum.count > 0).then(|| fill(what, &[&sum.count, &amounts(lang, sum)]));
    [
        of(lang.pick("新增应访 {}（{}）", "due anew {} ({})"), &effect.comes),
        of(lang.pick("不再应访 {}（{}）", "due no longer {} ({})"), &effect.goes),
        of(lang.pick("标准有变 {}（{}）", "another standard {} ({})"), &effect.alters),
        of(lang.pick("随之了结 {}（{}）", "closes {} ({})"), &effect.closes),
        of(lang.pick("已发的待补差 {}（{}）", "a rise owed beside what was given {} ({})"), &effect.top_ups),
        of(lang.pick("换到新地点 {}（{}）", "goes to the new place {} ({})"), &effect.moves),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a single change means, a line a round: who is touched, and what the round plans before and after.
pub fn touches(lang: Lang, touches: &Touches) -> Vec<String> {
    let comma = lang.pick("，", ", ");
    let line = |touch: &Touch| {
        let mut pieces = effect(lang, &touch.effect);
        let [before, after] = touch.planned.map(|planned| words::yuan(lang, planned));
        if before != after {
            pieces.push(fill(lang.pick("计划 {} 变为 {}", "planned {}, then {}"), &[&before, &after]));
        }
        let round = words::round(lang, touch.effect.round);
        fill(lang.pick("{}：{}", "{}: {}"), &[&round, &pieces.join(comma)])
    };
    let mut lines: Vec<String> = touches.rounds.iter().map(line).collect();
    let fixed =
        lang.pick("名单已固定的活动 {} 次，不变", "rounds whose list is fixed: {}; nothing changes in them");
    let after = lang.pick(
        "#{} {} 已发给本人 {}，晚于去世那天：请核对日期，发错了就冲正",
        "#{} {}: {} was paid to the person, after that day: check the day, or reverse it",
    );
    lines.extend(touches.paid_after.iter().map(|gift| {
        let sum = EffectSum { count: 1, cash: gift.cash, goods: gift.goods };
        fill(after, &[&gift.no, &words::full_day(lang, gift.on), &amounts(lang, &sum)])
    }));
    lines.extend((touches.fixed > 0).then(|| fill(fixed, &[&touches.fixed])));
    lines
}

/// Cash, and goods apart from it, each with its sign where it is less than nothing.
fn amounts(lang: Lang, sum: &EffectSum) -> String {
    let yuan = |sum: Fen| {
        let said = words::yuan(lang, if sum < Fen::ZERO { sum.negated() } else { sum });
        if sum < Fen::ZERO { ["-", &said].concat() } else { said }
    };
    let mut amounts = Vec::new();
    if sum.cash != Fen::ZERO || sum.goods == Fen::ZERO {
        amounts.push(yuan(sum.cash));
    }
    if sum.goods != Fen::ZERO {
        amounts.push(fill(lang.pick("慰问品 {}", "goods {}"), &[&yuan(sum.goods)]));
    }
    amounts.join(lang.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_tells_what_there_is_of_it() {
        let sum = |count, cash, goods| EffectSum { count, cash: Fen::new(cash), goods: Fen::new(goods) };
        let whole = RoundEffect {
            comes: sum(2, 100_000, 0),
            goes: sum(1, 0, 16_000),
            alters: sum(3, -50_000, 8_000),
            ..RoundEffect::none("2024-spring".parse().unwrap())
        };
        assert_eq!(
            effect(Lang::Zh, &whole).join("，"),
            "新增应访 2（1,000 元），不再应访 1（慰问品 160 元），标准有变 3（-500 元、慰问品 80 元）"
        );
        let less = RoundEffect { goes: EffectSum::default(), alters: EffectSum::default(), ..whole };
        assert_eq!(effect(Lang::En, &less), ["due anew 2 (1,000 yuan)"]);
    }
}
