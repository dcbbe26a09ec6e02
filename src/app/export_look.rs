//! What is told of a list before it is written to a file.

use std::path::PathBuf;

/// A list, as it would be written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLook {
    /// Its rows.
    pub rows: u64,
    /// The folder of the register.
    pub folder: PathBuf,
}
