//! The rules and the words of the field: pure, no I/O, no clock, no SQL, no terminal.
//!
//! One English name for one thing, as in the glossary of the README.

pub mod attention;
pub mod audit;
pub mod banner;
pub mod batch;
pub mod copied;
pub mod date;
pub mod due;
pub mod entry;
pub mod error;
pub mod fact_history;
pub mod file_error;
pub mod form_facts;
pub mod gift;
pub mod group_change;
pub mod head;
pub mod holiday;
pub mod idcard;
pub mod ids;
pub mod known;
pub mod list;
pub mod loss;
pub mod merge;
pub mod money;
pub mod op;
pub mod page;
pub mod person;
pub mod phones;
pub mod pinyin;
pub mod place;
pub mod progress;
pub mod recipient;
pub mod report;
pub mod review;
pub mod roster;
pub mod round;
pub mod round_card;
pub mod search;
pub mod setting;
pub mod terms;
pub mod text;
pub mod undo;
pub mod usual_gift;
pub mod version;
pub mod visit;
