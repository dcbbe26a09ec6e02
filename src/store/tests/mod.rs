//! Tests that look at the whole room.

mod costs;
mod plans;
