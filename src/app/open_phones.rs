//! Phones while they are open, apart from the rows that show them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::domain::ids::RecipientId;
use crate::domain::phones::PhoneGrant;
use crate::domain::text::CleanText;

/// Most phones that are held: of more, those on the screen are asked for anew.
const MOST: usize = 4_000;

/// Phones that are open.
#[derive(Clone)]
pub struct OpenPhones {
    /// What the register asks to see before it tells any.
    pub(super) grant: PhoneGrant,
    phones: BTreeMap<RecipientId, CleanText>,
    /// Of whom the phone is asked for.
    asked: BTreeSet<RecipientId>,
}

impl fmt::Debug for OpenPhones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenPhones({}, {} masked)", self.grant.round, self.phones.len())
    }
}

/// Why phones are masked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhonesEnd {
    /// By the key.
    Key,
    /// Another round is worked in.
    Round,
    /// The program was stopped and goes on.
    Stopped,
    /// Nobody has pressed a key for a long time.
    Idle,
    /// The register that kept the opening is another one by now.
    Register,
}

impl OpenPhones {
    /// Opened, and none known.
    pub(super) fn new(grant: PhoneGrant) -> Self {
        Self { grant, phones: BTreeMap::new(), asked: BTreeSet::new() }
    }

    /// A phone, if it is one of those.
    pub(super) fn of(&self, id: RecipientId) -> Option<&CleanText> {
        self.phones.get(&id)
    }

    /// Adds those whose phones are to be asked for; all of whom they are asked now, if there is anybody new.
    pub(super) fn ask(&mut self, of: Vec<RecipientId>) -> Option<Vec<RecipientId>> {
        let before = self.asked.len();
        self.asked.extend(of);
        (self.asked.len() > before).then(|| self.asked.iter().copied().collect())
    }

    /// Takes what was told of those who were asked for. Whoever is not among them is not due, and has none.
    pub(super) fn take(&mut self, told: Vec<(RecipientId, CleanText)>) {
        for id in std::mem::take(&mut self.asked) {
            self.phones.remove(&id);
        }
        self.phones.extend(told);
    }

    /// Forgets all where they are too many; whether it does.
    pub(super) fn forget_many(&mut self) -> bool {
        let many = self.phones.len() > MOST;
        if many {
            self.phones.clear();
        }
        many
    }
}
