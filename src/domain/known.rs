//! What was written before, for fields that propose it.

use super::text::CleanText;

/// Words of the last entries of the ledger, each once, the most usual first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Who handed over, and who else is on the list of handlers.
    pub handlers: Vec<CleanText>,
    /// The list of handlers: those who hand over today.
    pub listed: Vec<CleanText>,
    /// How those who received in somebody's place are related, e.g. 女儿.
    pub relations: Vec<CleanText>,
    /// Goods, with how many.
    pub goods: Vec<CleanText>,
}

impl Known {
    /// Those of some handlers who are neither on a list that has any nor among the handlers of the last recording.
    pub fn new_handlers(&self, named: &[CleanText], last: &[CleanText]) -> Vec<CleanText> {
        let on = |list: &[CleanText], name: &CleanText| list.iter().any(|one| one.same_name(name));
        let is_new = |name: &&CleanText| !name.is_empty() && !on(&self.listed, name) && !on(last, name);
        let named = named.iter().filter(is_new);
        if self.listed.is_empty() { Vec::new() } else { named.cloned().collect() }
    }
}

/// The villages of a township, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageNames(pub Vec<CleanText>);
