#![doc = include_str!("architecture.md")]

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

/// Hands out memory to Rust and, by the names of C, to SQLite: opening a register is little else.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;
