//! A register's life: created, opened, brought to this version, backed up, restored.

pub(crate) mod backup;
pub(crate) mod create;
mod open;
pub(crate) mod reopen;
pub(crate) mod restore;
mod retention;
pub(crate) mod sample;
