//! The commands: clap definitions, one file a command; no rule and no SQL.

use std::process::ExitCode;

/// Parses the command line and runs it.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
