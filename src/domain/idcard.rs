//! ID numbers (公民身份号码): text, 15 or 18 long, never guessed.

/// An ID number whose length and date hold.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber {
    pub(super) text: String,
}

impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdNumber(masked)")
    }
}
