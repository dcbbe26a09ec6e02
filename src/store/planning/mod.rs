//! What plans and allocations rest on: what is decided of a round, the teams and who is assigned to them, the stations.

pub(crate) mod book;
pub(crate) mod moves;
pub(crate) mod parts;
pub(crate) mod stations;
pub(crate) mod struck;
