//! Work that is not money, by commands: `activity`, `matter`, `role`, `facility`, `attribute`, `need`, `contact` and `confirm`, all made
//! of the same three actions from the table of kinds; and `work`, which reads a table, lists and counts all of them.

mod add;
mod all;
mod change;
mod list;
mod progress;
mod row;
mod spec;

pub(super) use all::WorkFamilyCommand;
pub(super) use spec::{
    ActivityFamily, AttributeFamily, ConfirmFamily, ContactFamily, FacilityFamily, MatterFamily, NeedFamily,
    RoleFamily,
};
