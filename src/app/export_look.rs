//! What is told of a list before it is written to a file.

use std::path::PathBuf;

use crate::domain::sign_sheet::SheetPart;

/// A list, as it would be written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLook {
    /// Its rows.
    pub rows: u64,
    /// The folder of the register.
    pub folder: PathBuf,
    /// Of a sheet the parts of the round for which one can be written.
    pub parts: Vec<SheetPart>,
}
