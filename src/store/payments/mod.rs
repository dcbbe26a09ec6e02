//! Payments of programmes: what they are for, what bears on one, how they are written, what they come to.

pub(crate) mod cases;
mod drafts;
pub(crate) mod facts;
pub(crate) mod figures;
pub(crate) mod lists;
mod overpaid;
pub(crate) mod payees;
pub(crate) mod payrolls;
pub(crate) mod person;
pub(crate) mod programmes;
pub(crate) mod standards;
mod terms;
pub(crate) mod write;
