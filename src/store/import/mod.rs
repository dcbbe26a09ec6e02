//! Rosters into the register: whom a row means, what it changes, dry runs, and what makes large ones fast.

pub(crate) mod answers;
mod bulk;
pub(crate) mod dry_run;
mod id_index;
pub(crate) mod importer;
pub(crate) mod lookalikes;
pub(crate) mod matching;
pub(crate) mod merged;
pub(crate) mod missing;
mod namesakes;
pub(crate) mod parts;
pub(crate) mod phones;
mod renaming;
pub(crate) mod run;
pub(crate) mod staged;
mod update;
mod vocabulary;
