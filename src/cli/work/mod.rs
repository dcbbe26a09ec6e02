//! Work that is not money, by commands: the families (`activity`, `matter` and their like, each a file beside this folder) are made
//! of the same three actions from the table of kinds; `work` reads a table, lists and counts all of them.

pub(super) mod add;
mod all;
pub(super) mod change;
pub(super) mod list;
mod row;
pub(super) mod spec;

pub(super) use all::WorkFamilyCommand;
pub(super) use list::{kind, within};
