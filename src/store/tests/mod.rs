//! Tests that look at the whole room.

mod costs;
mod frozen;
mod plans;
mod schemas;
