//! muster, a terminal roster for field visits.
//!
//! The map of the house, one line a room, and who may call whom
//! (`tests/rooms.rs` enforces the arrows):
//!
//! ```text
//! cli    clap definitions, one file a command        -> run, store, exchange, sample, app, ui, domain, lang, term, clock
//! run    the loop: draw, wait, drain, update, perform -> term, store, exchange, app, ui, domain, lang, clock
//! app    the terminal app as pure state               -> domain, ui, lang
//! ui     theme, glyphs, text in cells, widgets        -> domain
//! store  the only room that knows SQL                 -> domain
//! tabular  tables as files: XLSX and text in, CSV out; no SQL -> domain
//! exchange  a file meets the register: a roster in   -> store, tabular, domain
//! sample the sample banner, from `fixtures/`          -> domain
//! lang   every text a user sees, in both languages    -> domain
//! term   the only room that knows terminal modes and signals -> ui
//! clock  the only caller of the system clock; mints ids -> domain
//! domain pure rules; imports nothing of ours
//! ```

pub mod app;
pub mod cli;
pub mod clock;
pub mod domain;
pub mod exchange;
pub mod lang;
pub mod run;
pub mod sample;
pub mod store;
pub mod tabular;
pub mod term;
pub mod ui;
