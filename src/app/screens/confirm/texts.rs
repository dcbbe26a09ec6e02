//! The texts of a question.

use crate::lang::texts;

texts! {
    /// The texts of a question.
    pub(super) fn of(lang) -> ConfirmTexts {
        /// Under a question.
        yes_no: "Enter 是    Esc 否" / "Enter yes    Esc no";
    }
}
