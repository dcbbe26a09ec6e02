//! Libraries and programs that stand between a program and the system, compiled for the tests.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles a source of `tests` to a library for `LD_PRELOAD`; none without a C compiler or on another system, which is
/// said.
pub fn compiled(source: &str) -> Option<PathBuf> {
    made(source, "so", &["-shared", "-fPIC"])
}

/// Compiles a source of `tests` to a program; none as with [`compiled`].
pub fn program(source: &str) -> Option<PathBuf> {
    made(source, "bin", &[])
}

#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn made(source: &str, ending: &str, how: &[&str]) -> Option<PathBuf> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(source);
    let name = from.file_stem()?.to_string_lossy().into_owned();
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.{ending}", std::process::id()));
    let output = Command::new("cc").args(how).args(["-O1", "-o"]).arg(&made).arg(from).output();
    match output {
        Ok(output) if output.status.success() && cfg!(target_os = "linux") => Some(made),
        Ok(output) => {
            println!("skipped: {source} does not compile: {}", String::from_utf8_lossy(&output.stderr));
            None
        }
        Err(error) => {
            println!("skipped: no C compiler: {error}");
            None
        }
    }
}
