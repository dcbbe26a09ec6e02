//! What several screens say of a recipient.

use super::{Lang, texts};
use crate::domain::recipient::StatusKind;

texts! {
    /// What several screens say of a recipient.
    pub(crate) fn texts(lang) -> RecipientTexts {
        /// Age in full years.
        age: "{} 岁" / "{}";
        /// Before the last gift; its round and amount.
        last_gift: "上次 {} {}" / "last {} {}";
        never: "从未发过" / "no gift yet";
        /// A gift of goods; its value in yuan.
        goods: "慰问品 {} 元" / "goods {} yuan";
        choose_first: "请先选一个人" / "Choose somebody first";
        no_round: "现在没有慰问活动，按 F6 建立" / "There is no round now; F6 creates one";
    }
}

/// A status in words.
pub fn status(lang: Lang, kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Died => lang.pick("去世", "died"),
        StatusKind::Left => lang.pick("迁出", "moved away"),
        StatusKind::Suspended => lang.pick("停发", "suspended"),
        StatusKind::Withdrawn => lang.pick("撤销登记", "registration withdrawn"),
    }
}
