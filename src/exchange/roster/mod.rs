//! A roster into the register, all of it or nothing.
//!
//! The way of a row: [`reader`] takes it from `tabular`; `header` knows the columns by rule, by a list of
//! spellings, and by what they hold; `footer` and `heads` (`head_text`) know what is no data, and `standing` decides; `cells`, `numbers` and `labels` read one cell; `entry`
//! makes an entry of it all; `understanding` puts its place (`place`) and labels (`labelled`) into the `words` of the register,
//! also from what stands around the rows (`context`), and `told` says how. `sheet_names` knows what the names of sheets say. `states` tells who is gone, `dead` (`gone_titles`) what is a list of the dead, `strangers` which columns nobody knows, `holder` whose an account is. `placing` tells where something stands. What only a person can tell becomes a question
//! (`questions`), whose answer is kept (`keeping`). [`import()`] goes over the file once or twice; each `pass` reads batches of entries on one thread (`batches`) and
//! compares or stores them on another, and `progress_link` is what the two tell the caller. `row_set` keeps in mind which
//! rows are to be written; where they are many, `by_parts` writes them. `probing` has what is
//! asked by numbers written down, and waits where many did. `refused` writes the rows that did not come in, `missed` tells whom no row names.

mod batches;
mod by_parts;
pub(super) mod cells;
mod context;
mod dead;
mod dying;
mod entry;
mod fitting;
mod footer;
mod gone_titles;
mod head_text;
mod header;
mod heads;
mod holder;
mod import;
mod keeping;
mod labelled;
mod labels;
mod missed;
mod numbers;
mod pass;
mod place;
mod placing;
pub(in crate::exchange) mod probing;
mod progress_link;
mod purpose;
mod questions;
pub mod reader;
mod refused;
mod row_set;
mod sheet_names;
mod standing;
mod states;
mod strangers;
mod struck;
#[cfg(test)]
mod tests;
mod told;
mod understanding;
mod undue;
mod unfit;
mod words;

pub use header::spellings::field;
pub use import::{FAULTS_MAX, ImportError, ImportOptions, import};
pub use refused::Titles;
pub use words::WrongAnswer;
