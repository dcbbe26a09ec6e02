//! What leaves the register: the facts of everybody and the calls, row by row, the line of the audit that goes before them,
//! and numbers in full for whoever names such a line.

mod full;
mod guard;
pub(crate) mod note;
pub(crate) mod numbers;
mod visits;
