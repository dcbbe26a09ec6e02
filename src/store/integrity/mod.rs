//! Whether the register still says what was written: seals, chain, rules, and all that is derived.

mod chains;
pub(crate) mod check;
mod cut;
mod derived;
pub(crate) mod finding;
mod merged;
mod ruled;
mod seals;
mod sizes;
mod work;
