//! Every test that looks at muster from outside a room, in one program: a file a thing protected.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]
#![expect(unreachable_pub, reason = "what tests share is public to the test files only")]

mod again;
mod answering;
mod auditing;
mod backups;
mod batches;
mod build;
mod cases;
mod clocks;
mod commands;
mod copying;
mod daily;
mod drafting;
mod exporting;
mod faults;
mod finding;
mod handed_out;
mod handlers;
mod history;
mod house;
mod identity;
mod importing;
mod ledger;
mod libreoffice;
mod licences;
mod line;
mod lists;
mod memory;
mod mouse;
mod notice;
mod owed;
mod parts;
mod past;
mod paying;
mod people;
mod pictures;
mod plain_sql;
mod plans;
mod practice;
mod probing;
mod progress;
mod raised_from;
mod readme;
mod register;
mod restoring;
mod review;
mod rosters;
mod rosters_held;
mod sample;
mod sample_register;
mod session;
mod settings;
mod shapes;
mod sheets;
mod signing;
mod start;
mod stopping;
mod taken_back;
mod taking_back;
mod terminal;
mod told_in_time;
mod topped_up;
mod undoing;
mod undoing_payments;
mod undone_rules;
mod usage;
mod work;
mod year;
mod year_report;

/// What tests share.
mod support {
    #[expect(dead_code, reason = "the tests of the reader use the rest")]
    #[path = "../../src/exchange/roster/tests/compound.rs"]
    pub mod compound;
    pub mod preload;
    pub mod program;
    pub mod pty;
    pub mod register;
    pub mod sheet;
    pub mod year;
}
