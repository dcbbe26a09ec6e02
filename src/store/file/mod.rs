//! The file a register lies in: where it is, who may write, how it is opened, and its schema.

pub(crate) mod checks;
pub(crate) mod connection;
pub(crate) mod error;
pub(crate) mod held;
pub(crate) mod location;
pub(crate) mod lock;
pub(crate) mod log;
pub(crate) mod log_note;
pub(crate) mod migrate;
pub(crate) mod opened;
pub(crate) mod others;
pub(crate) mod schema;
pub(crate) mod seal;
