//! Payments of programmes: what they are for, what bears on one, how they are written, what they come to.

pub(crate) mod cases;
mod facts;
mod figures;
mod lists;
mod overpaid;
pub(crate) mod payees;
mod payrolls;
pub(crate) mod programmes;
pub(crate) mod standards;
pub(crate) mod write;
