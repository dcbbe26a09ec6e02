//! The plan of a round: its draft as the facts make it, what was approved, the funds and budgets, the teams.

mod approval;
mod assign;
mod book;
mod budget;
mod compare;
mod explain;
mod lines;
mod page;
mod parts;
mod stations;

pub(crate) use approval::{add, approve, give_back};
pub(crate) use assign::assign;
pub(crate) use book::Book;
pub(crate) use budget::set;
pub(crate) use parts::{Parts, is_team};
pub(crate) use stations::stations;
