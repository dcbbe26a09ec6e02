//! What was written before, for fields that propose it.

use super::text::CleanText;

/// Words of the last entries of the ledger, each once, the most usual first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Who handed over.
    pub handlers: Vec<CleanText>,
    /// How those who received in somebody's place are related, e.g. 女儿.
    pub relations: Vec<CleanText>,
    /// Goods, with how many.
    pub goods: Vec<CleanText>,
}

/// The villages of a township, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageNames(pub Vec<CleanText>);
