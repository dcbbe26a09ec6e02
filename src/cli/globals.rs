//! The options of every command.

use std::path::PathBuf;

/// Options that are accepted before and after the command.
#[derive(Debug, clap::Args)]
pub(super) struct Globals {
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) db: Option<PathBuf>,
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<String>,
    #[arg(long, global = true, value_name = "zh|en")]
    pub(super) lang: Option<String>,
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    #[arg(long, global = true)]
    pub(super) json: bool,
}
