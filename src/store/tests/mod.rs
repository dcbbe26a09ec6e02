//! Tests that look at the whole room.

mod addresses;
mod attention;
mod batches;
mod changes;
mod costs;
mod doubles;
mod figures;
mod filters;
mod frozen;
mod histories;
mod kept;
mod logs;
mod masks;
mod merged;
mod merges;
mod people;
mod phones;
mod plans;
mod probing;
mod review;
mod schemas;
mod settling;
mod standings;
mod support;
mod swallowed;
mod turns;
