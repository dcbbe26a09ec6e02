//! `muster licences`: under which licences the program and the crates in it may be used.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;

/// The crates, who holds the copyright in them, and the texts of their licences; a test holds it to `Cargo.lock`.
const NOTICE: &str = include_str!("licences.txt");
/// The Apache licence in full: of the program itself, and of crates.
const APACHE: &str = include_str!("../../LICENSE-APACHE");
/// The other licence of the program itself.
const OWN: &str = include_str!("../../LICENSE-MIT");

#[derive(Serialize)]
struct LicencesJson {
    licence: &'static str,
    mit: &'static str,
    apache: &'static str,
    notice: &'static str,
}

/// `licences` takes no arguments of its own.
#[derive(Debug, clap::Args)]
pub(super) struct LicencesArgs;

impl Command for LicencesArgs {
    const NAME: &'static str = "licences";
    const HELP: Help = help! {
        "列出本程序和所用程序库的许可" / "The licences of the program and of the crates in it";
        [json]
        "muster licences" => "全文" / "All of them";
        "muster licences --json" => "输出 JSON" / "As JSON";
    };

    /// Prints the program's own licences and the notice of the crates.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        if session.json {
            let licence = env!("CARGO_PKG_LICENSE");
            out.json(&LicencesJson { licence, mit: OWN, apache: APACHE, notice: NOTICE });
            return Ok(Status::Fine);
        }
        out.line(concat!("muster ", env!("CARGO_PKG_VERSION"), ": ", env!("CARGO_PKG_LICENSE")));
        for part in [OWN, NOTICE, "---- Apache-2.0 ----", APACHE] {
            out.line("");
            for line in part.trim_end().lines() {
                out.line(line);
            }
        }
        Ok(Status::Fine)
    }
}
