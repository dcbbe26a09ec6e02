//! Two who are one human: what keeps them apart, and what became of one.

use super::{Lang, fill, texts};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::merge::MergeRule;
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
        MergeRule::NotMerged => texts.not_merged,
    }
}
