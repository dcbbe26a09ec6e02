//! Search: the keys that find a recipient, how they are looked up, and how a large import sorts them.

pub(crate) mod key_merge;
pub(crate) mod key_sorter;
pub(crate) mod keys;
mod lookup;
pub(crate) mod matches;
pub(crate) mod places;
pub(crate) mod probing;
pub(crate) mod scan;
