//! Who stands how in which round: the facts, the verdict, the index of verdicts, and their counts.

pub(crate) mod census;
pub(crate) mod elsewhere;
pub(crate) mod facts;
pub(crate) mod given;
pub(crate) mod index;
pub(crate) mod outside;
pub(crate) mod past;
pub(crate) mod raise;
pub(crate) mod renewed;
mod returns;
pub(crate) mod rises;
pub(crate) mod round;
pub(crate) mod settled;
pub(crate) mod shared;
pub(crate) mod tally;
