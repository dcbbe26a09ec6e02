//! The plan of a round: its draft as the facts make it, what was approved, the funds and budgets, the teams.

mod approval;
pub(crate) mod assign;
mod budget;
mod compare;
mod explain;
mod lines;
mod page;

pub(crate) use approval::{add, approve, give_back, is_used};
pub(crate) use assign::assign;
pub(crate) use budget::set;
