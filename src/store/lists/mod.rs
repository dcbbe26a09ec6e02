//! What lists show: pages of the roster and of what is due, rounds, and the counts beside them.

pub(crate) mod attention;
pub(crate) mod counts;
pub(crate) mod due;
pub(crate) mod gather;
pub(crate) mod names;
pub(crate) mod past_day;
pub(crate) mod progress_list;
pub(crate) mod progress_part;
pub(crate) mod promised;
pub(crate) mod review;
pub(crate) mod roster;
mod round_card;
pub(crate) mod round_progress;
pub(crate) mod row;
