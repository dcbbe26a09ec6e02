//! Acts undone: in which words an act is named, and why one is not undone.

use super::{Lang, acts, audit, fill, texts};
use crate::domain::audit::act::ActLine;
use crate::domain::undo::NotUndone;

texts! {
    /// The texts of undoing.
    fn texts(lang) -> UndoTexts {
        undone: "没有撤销：已经撤销过了" / "Not undone: it was undone before";
        is_undoing: "没有撤销：这一条本身就是撤销，请照原样重新办理" / "Not undone: it is an undoing itself; do the first act again";
        /// The number of the later act.
        later: "没有撤销：后来操作 #{} 又改了同一内容，请先撤销那一条" / "Not undone: act #{} changed the same since; undo that first";
        /// The number of an act: entries of the ledger have numbers of their own.
        number: "操作 #{}" / "act #{}";
        given_out:
            "没有撤销：下拨的钱物已经发给了一些人，请先冲正那些慰问；没有发的可记退回" /
            "Not undone: some of it was given to people since; reverse those gifts first, or give back what is left";
        has_history:
            "没有撤销：之后已有走访、发放或合并，请先冲正、取消或拆开" /
            "Not undone: calls, gifts or a merge came since; take those back first";
        rested_upon:
            "没有撤销：之后已有发放、失败、追回、补发或后续步骤，请先撤销那些" /
            "Not undone: payments, failures, recoveries or later steps rest on it; take those back first";
        /// The number of the act.
        came_back: "没有撤销：下拨的已有退回或损失，请先撤销操作 #{}" / "Not undone: something of it came back or was told lost; undo act #{} first";
        settled: "没有撤销：活动名单已固定；可登记例外，或写明理由补发" / "Not undone: the round's list is fixed; record what differs, with a reason";
        opened: "没有撤销：活动已开始，日期和标准不能再改" / "Not undone: the round has opened, its days and standards stand";
        imported:
            "没有撤销：由名册导入；请逐人修改，或恢复导入前的备份" /
            "Not undone: a roster wrote it; mend the people, or restore the backup made before it";
        by_rule:
            "没有撤销：按类别规则而来；请改规则，或登记例外（group rule、group add|end）" /
            "Not undone: a group's rule did it; change the rule or record an exception";
        no_way: "没有撤销：这类操作不能撤销，请再做一次新的" / "Not undone: nothing takes this back; do it anew";
        wrote_nothing: "没有撤销：这一条没有改动资料" / "Not undone: it changed no facts";
        of_register: "没有撤销：涉及整份登记册；可恢复备份" / "Not undone: it concerns the whole register; restore a backup";
    }
}

/// Why an act is not undone, and what to do.
pub fn refused(lang: Lang, why: NotUndone) -> String {
    let texts = texts(lang);
    match why {
        NotUndone::Undone => texts.undone,
        NotUndone::IsUndoing => texts.is_undoing,
        NotUndone::Later(act) => return fill(texts.later, &[&act]),
        NotUndone::HasHistory => texts.has_history,
        NotUndone::GivenOut => texts.given_out,
        NotUndone::RestedUpon => texts.rested_upon,
        NotUndone::CameBack(act) => return fill(texts.came_back, &[&act]),
        NotUndone::Settled => texts.settled,
        NotUndone::Opened => texts.opened,
        NotUndone::Imported => texts.imported,
        NotUndone::ByRule => texts.by_rule,
        NotUndone::NoWay => texts.no_way,
        NotUndone::WroteNothing => texts.wrote_nothing,
        NotUndone::OfRegister => texts.of_register,
    }
    .to_owned()
}

/// The number of an act, told apart from that of an entry.
pub fn number(lang: Lang, no: i64) -> String {
    fill(texts(lang).number, &[&no])
}

/// An act by its number, its account, what it was, whom or what it is about.
pub fn named(lang: Lang, act: &ActLine) -> String {
    let number = number(lang, act.no);
    let parts = [number.as_str(), &act.actor, audit::act(lang, &act.action), &acts::about(lang, act)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// As [`named`], with the sum of its gift behind it.
pub fn act(lang: Lang, act: &ActLine) -> String {
    [named(lang, act), acts::given(lang, act)].join(" ").trim_end().to_owned()
}
