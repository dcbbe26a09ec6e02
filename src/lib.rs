//! muster, a terminal roster for field visits.
//!
//! The map of the house, one line a room, and who may call whom
//! (`tests/rooms.rs` enforces the arrows):
//!
//! ```text
//! cli    clap definitions, one file a command        -> run, store, paper, app, domain, lang, term, clock
//! run    the loop: draw, wait, drain, update, perform -> term, store, paper, app, ui, domain, clock
//! app    the terminal app as pure state               -> domain, ui, lang
//! ui     theme, glyphs, text in cells, widgets        -> domain
//! store  the only room that knows SQL                 -> domain
//! paper  rosters in, sheets out; no SQL               -> domain
//! importing  a roster file into the register: paper and store meet -> store, paper, domain, clock
//! lang   every text a user sees, in both languages    -> domain
//! term   the only room that knows terminal modes and signals -> ui
//! clock  the only caller of the system clock; mints ids -> domain
//! domain pure rules; imports nothing of ours
//! ```

pub mod app;
pub mod cli;
pub mod clock;
pub mod domain;
pub mod importing;
pub mod lang;
pub mod paper;
pub mod run;
pub mod store;
pub mod term;
pub mod ui;
