//! The texts of the prompt for a reason.

use crate::lang::texts;

texts! {
    /// The texts of the prompt for a reason.
    pub(super) fn of(lang) -> ReasonTexts {
        reversed: "已冲正，慰问对象重新列为应访" / "Reversed; the recipient is due again";
        /// Title of the prompt for a reversal; what is reversed.
        reverse_title: "冲正 {}" / "Reverse {}";
        reverse_note:
            "原分录保留，另写一条冲正分录，写入后不能再冲正。" /
            "The entry stays; a reversal is written beside it, which cannot itself be reversed.";
        /// Title of the prompt before numbers are shown; whose.
        unmask_title: "显示 {} 的完整号码" / "Show the full numbers of {}";
        unmask_note: "谁、何时、为何查看会记入审计。" / "Who looked, when and why is recorded.";
        reason: "理由" / "Reason";
        /// Enter without a reason.
        reason_needed: "请先写明理由" / "Write the reason first";
        reason_bad: "理由中有不能使用的字符" / "The reason has characters that are not allowed";
        /// Esc over typed text.
        esc_again: "理由还没有提交，再按一次 Esc 放弃" / "Not sent yet; Esc again drops what you typed";
    }
}
