//! The texts of a question.

use crate::lang::texts;

texts! {
    /// The texts of a question.
    pub(super) fn of(lang) -> ConfirmTexts {
        /// Under a question.
        yes: "Enter 是" / "Enter yes";
        no: "Esc 否" / "Esc no";
    }
}
