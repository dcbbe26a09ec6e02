//! Cash and goods handed to stations and teams for a round, what came back of them, and what is open.

mod acts;
mod open;

pub(crate) use acts::{act, find, insert, is_any};
pub(crate) use open::{balance_of, check_teams, is_undoable, of_teams, open_holdings};
