//! Cash and goods handed to stations and teams for a round, what came back of them, and what is open.

mod acts;
mod open;

pub(crate) use acts::{act, is_any, undo, way};
pub(crate) use open::open_holders;
