//! The program `muster`: parse, run, exit code; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    muster::cli::main()
}
