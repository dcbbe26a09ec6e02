//! The texts of the prompt for a reason.

use crate::lang::texts;

texts! {
    /// The texts of the prompt for a reason.
    pub(super) fn of(lang) -> ReasonTexts {
        /// What, with the name.
        reversed: "已冲正 {}，此前的走访结果恢复有效" / "Reversed {}; what stood before stands again";
        /// Whom, and what happened.
        status_undone: "已撤销 {}，此前的走访结果恢复有效" / "Undone: {}; what stood before stands again";
        /// Title of the prompt for undoing a death, departure or suspension; whom, and what happened.
        status_title: "撤销：{}" / "Undo: {}";
        status_note: "登记保留，标为已撤销；未办的慰问重新列为应访。" / "The line stays, marked as undone; what it closed is open again.";
        /// Whom, when and how it ended.
        cancelled: "已取消 {}，此前的走访结果恢复有效" / "Cancelled {}; what stood before stands again";
        /// Title of the prompt for cancelling a call; whom, when and how it ended.
        cancel_title: "取消走访：{}" / "Cancel the call: {}";
        cancel_note:
            "走访记录保留，标为已取消；走访时登记的去世或迁出随之撤销。" /
            "The call stays, marked as cancelled; a death or departure that was heard of there is undone with it.";
        groups_undone: "已整批撤销，所有人恢复原来的类别" / "All of it is undone: everybody holds again what was held before";
        /// Title of the prompt for undoing a change of a group of many; how many, and what.
        groups_title: "整批撤销 {}" / "Undo all: {}";
        groups_note:
            "所有人恢复原来的类别，要么全改，要么一个也不改；已结束的活动不变。" /
            "Everybody holds again what was held before: all of them, or nobody. Rounds that are over stay as they are.";
        /// How many.
        batch_reversed: "已冲正整批 {} 笔，此前的走访结果恢复有效" / "Reversed all {}; what stood before stands again";
        /// Title of the prompt for the reversal of many; the day of the act, how many stand, of how many, their sum.
        batch_title: "整批冲正 {} 登记：{} / {} 笔，{}" / "Reverse the batch of {}: {} of {} entr{y|ies}, {}";
        batch_note:
            "每笔原分录保留，各另写一条冲正分录；要么全部，要么一笔也不。" /
            "Each entry stays and gets a reversal of its own: all of them, or none.";
        no_batch: "这一笔是单独登记的，请按 Del 冲正" / "This entry was recorded alone: reverse it with Del";
        batch_undone: "这一批已全部冲正" / "Every entry of this batch was reversed already";
        /// Title of the prompt for a reversal; what is reversed.
        reverse_title: "冲正 {}" / "Reverse {}";
        reverse_note:
            "原分录保留，另写一条冲正分录，写入后不能再冲正。" /
            "The entry stays; a reversal is written beside it, which cannot itself be reversed.";
        /// Title of the prompt for undoing an act; which.
        undo_title: "撤销 {}" / "Undo {}";
        undo_note: "恢复到改动之前；原记录保留，撤销另记一条。" / "What stood before is put back; the act stays, its undoing is one more.";
        /// Below it: what is there now, what will be.
        undo_sides: "现为：{}\n恢复：{}" / "now: {}\nthen: {}";
        blank: "（空）" / "(nothing)";
        /// Which.
        undone: "已撤销 {}" / "Undone: {}";
        told_apart: "已记下：是两人，不再列出" / "Noted: two people, not listed again";
        /// Title of the prompt for telling two apart; both names.
        apart_title: "{} 与 {} 不是同一人" / "{} and {} are two people";
        apart_note: "两人都留在登记册，不再列为疑似同一人。" / "Both stay registered, and are no pair to check any more.";
        /// Who was merged.
        unmerge_title: "拆开 {}" / "Part {}";
        unmerge_note: "并入的一方恢复原样；合并以后登记的走访、发放和改动仍在另一方。" / "Who was merged is as before; calls, gifts and changes since stay with the other.";
        /// Whom.
        unmerged: "已拆开 {}" / "Parted {}";
        /// Title of the prompt before numbers are shown; whose.
        unmask_title: "显示 {} 的完整号码" / "Show the full numbers of {}";
        unmask_note: "谁、何时、为何查看会记入操作记录。" / "Who looked, when and why is recorded.";
        /// Title of the prompt before phones are opened; of whom, the round.
        phones_title: "显示{}应访的人的完整电话" / "Show the full phones of those due in {}";
        phones_note:
            "只显示应访的人的完整电话，到退出、换慰问活动、挂起或 30 分钟不按键为止。谁、何时、为何查看会记入操作记录。" /
            "Only of those who are due, until you leave, change the round, suspend, or press no key for 30 minutes. Who opened them, when and why is recorded.";
        /// Title of the prompt before a round is closed; which, how many are open.
        raise_title: "{}已经开始，提高标准" / "{} has opened: raise its standards";
        raise_note:
            "已发的不动，差额另记补差；没有发的按新标准。写明理由。" /
            "What was given stays, the rise is owed beside it; whoever is open is due by the new standard. Give a reason.";
        /// Which.
        raised: "已提高{}的标准" / "Raised the standards of {}";
        close_title: "关闭{}，未发 {} 个对象" / "Close {}, {} not given";
        close_note:
            "还没有发的记为未发，不再应访；名单不变。以后再发须写理由。" /
            "Whoever is open is not given and no longer due; the list stays. A later gift needs a reason.";
        /// After that; which, how many were open.
        round_closed: "已关闭{}，未发 {} 个对象" / "Closed {}, {} not given";
        /// Title of the prompt for the answer to a finding; its name, what it is about.
        answer_title: "回答 {}：{}" / "Answer {}: {}";
        answer_note:
            "回答者不能是所涉分录的经办人。发现保留在列，标为已答；谁、何时、怎样回答记入操作记录。" /
            "Not by a handler of its entries. The finding stays listed, as answered; who answered, when and what is recorded.";
        answered: "已回答，仍列在后面" / "Answered; it stays listed below";
        /// Title of the prompt for a number; the setting, the value that holds.
        number_title: "{}（现为 {}）" / "{} (now {})";
        number_note: "整数。自今天起生效，记入操作记录。" / "A whole number. It holds from today on and is recorded.";
        number: "新值" / "Value";
        /// The usual reason.
        phones_reason: "约访联系" / "call before the visit";
        reason: "理由" / "Reason";
        confirm: "确认理由" / "Confirm";
        /// Enter without a reason.
        reason_needed: "请先写明理由" / "Write the reason first";
        reason_bad: "理由中有不能使用的字符" / "The reason has characters that are not allowed";
        /// Esc over typed text.
        esc_again: "理由还没有提交，再按一次 Esc 放弃" / "Not sent yet; Esc again drops what you typed";
    }
}
