//! A register's life: created, opened, brought to this version, backed up, restored.

pub(crate) mod backup;
mod copies;
mod copy;
pub(crate) mod copy_watch;
pub(crate) mod create;
mod kept;
mod leftovers;
mod loss;
pub(crate) mod names;
mod open;
mod past;
pub(crate) mod reopen;
pub(crate) mod restore;
mod retention;
pub(crate) mod sample;
