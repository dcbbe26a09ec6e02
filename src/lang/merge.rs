//! Two who are one human: what keeps them apart, and what became of one.

use super::{Lang, fill, texts, words};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::merge::{MergeRule, UnmergeLook};
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

texts! {
    /// The texts of merges.
    fn texts(lang) -> MergeTexts {
        /// Who it is now, its id.
        merged: "已并入 {}，请在那里办理（{}）" / "It was merged into {}; do it there ({})";
        same: "不能合并：选的是同一个对象" / "Not merged: both are the same one";
        kind: "不能合并：一个是人员，一个是单位" / "Not merged: one is a person, the other a unit";
        deaths:
            "不能合并：两边的去世登记不一致，请先登记或撤销去世" /
            "Not merged: the deaths differ; record or undo one first";
        away:
            "不能合并：两边的迁出、停发登记不一致，请先登记或撤销" /
            "Not merged: departures or suspensions differ; record or undo one first";
        ids:
            "两边的身份证号不同，且都有效：确是同一人须另写确认理由" /
            "Both have a valid ID number, and they differ: if they are one, a reason of its own says why";
        told_apart:
            "已记为两个人：确是同一人须另写确认理由" /
            "It was said that they are two: if they are one, a reason of its own says why";
        above:
            "拆开后留下的一方已发的超过其标准：确要拆开须另写确认理由" /
            "Once parted, the one that stays was given above its standard: a reason of its own says why all the same";
        /// Number of the entry, the round, the day, the sum, to whom.
        given: "#{} {} {} {}，仍在 {} 名下" / "#{} {} {} {} stays with {}";
        /// How many more.
        given_more: "另有 {} 笔同样留下" / "and {} more";
        /// The round, the name and the state of either.
        parts: "{}：{}{}，{}{}" / "{}: {} {}, {} {}";
        /// The round, the name, what was given, the standard.
        above_in: "超标准：{} {} 已发 {}，拆开后标准 {}" / "above the standard: {} {} given {}, once parted the standard is {}";
        not_merged: "不能拆开：没有并入过别的对象" / "It was not merged into another";
    }
}

/// That somebody was merged, and into whom.
pub fn merged(lang: Lang, name: &CleanText, into: RecipientId) -> String {
    fill(texts(lang).merged, &[name, &into])
}

/// What the register answers where something of a merge stands in the way; nothing for other troubles.
pub fn refused(lang: Lang, error: &RegisterError) -> String {
    if let RegisterError::Merged { into, name } = error {
        merged(lang, name, *into)
    } else if let RegisterError::Merge(rule) = error {
        against(lang, *rule).to_owned()
    } else {
        String::new()
    }
}

/// What keeps two from being merged, or parted again.
pub fn against(lang: Lang, rule: MergeRule) -> &'static str {
    let texts = texts(lang);
    match rule {
        MergeRule::Same => texts.same,
        MergeRule::Kind => texts.kind,
        MergeRule::Deaths => texts.deaths,
        MergeRule::Away => texts.away,
        MergeRule::Ids => texts.ids,
        MergeRule::ToldApart => texts.told_apart,
        MergeRule::NotMerged => texts.not_merged,
        MergeRule::Above => texts.above,
    }
}

/// Gifts that are told one by one.
const TOLD_MAX: usize = 5;

/// What parting two means: what stays with whom, where both will stand, and what is above the standard then.
pub fn parting(lang: Lang, look: &UnmergeLook) -> Vec<String> {
    let texts = texts(lang);
    let [keep, other] = &look.names;
    let mut lines = Vec::new();
    for above in &look.above {
        let part = usize::from(above.given[0] <= above.standard[0]);
        let sum = |of: &[Fen; 2]| words::yuan(lang, of.get(part).copied().unwrap_or_default());
        let round = words::round(lang, above.round);
        lines.push(fill(texts.above_in, &[&round, keep, &sum(&above.given), &sum(&above.standard)]));
    }
    for entry in look.given.iter().take(TOLD_MAX) {
        let (round, day) = (words::round(lang, entry.round), words::day(lang, entry.on));
        let sum = words::yuan(lang, entry.cash.plus(entry.goods_value));
        lines.push(fill(texts.given, &[&entry.no, &round, &day, &sum, keep]));
    }
    if look.given.len() > TOLD_MAX {
        lines.push(fill(texts.given_more, &[&(look.given.len() - TOLD_MAX)]));
    }
    for stand in &look.stands {
        let [one, two] = stand.after.map(|state| words::state(lang, state));
        lines.push(fill(texts.parts, &[&words::round(lang, stand.round), keep, &one, other, &two]));
    }
    lines
}
