//! `muster demo`: the sample banner in a private copy, on its own day.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status, shown};
use super::out::Out;
use super::session::Session;
use super::{env, init, open, sample_year};
use crate::clock::{self, Clock};
use crate::domain::text::system_words;
use crate::lang::{self, fill, texts};
use crate::term;

texts! {
    /// The texts of `demo`.
    fn texts(lang) -> DemoTexts {
        /// A file or folder cannot be created.
        cannot_create: "无法新建：{}" / "cannot create: {}";
        elsewhere:
            "可改用命令：muster --db 样例.db init --sample，然后 muster --db 样例.db --today 2024-02-02 due" /
            "use commands instead: muster --db sample.db init --sample, then muster --db sample.db --today 2024-02-02 due";
    }
}

/// The day on which the sample's round of spring 2024 is under way.
const DEMO_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 2, 2);

/// A folder of our own that goes when the demo ends.
struct Folder(PathBuf);

impl Folder {
    fn new(session: &Session) -> Result<Self, CliError> {
        let path = env::temporary().join(format!("muster-demo-{}", clock::new_device_id()));
        DirBuilder::new().mode(0o700).create(&path).map_err(|error| {
            let what = shown(&format!(
                "{}: {}",
                path.display(),
                lang::system::cause(session.lang, &system_words(&error))
            ));
            CliError::Message(Status::CannotCreate, vec![fill(texts(session.lang).cannot_create, &[&what])])
        })?;
        let own = path.clone();
        term::on_signal_exit(move || remove(&own));
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

/// The copy holds invented people only; if it cannot be removed, the system's cleaning will.
fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

/// The arguments of `demo`.
#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {
    #[arg(long)]
    year: bool,
}

impl Command for DemoArgs {
    const NAME: &'static str = "demo";
    const HELP: Help = help! {
        "打开样例旗县的私有副本，停在它自己的那一天" / "The sample banner in a private copy, on its own day";
        year: "连同 2023 年的资金和工作，写入要多等一会儿" / "With the money and the work of 2023, which takes a moment more";
        [today start ascii mouse theme]
        "muster demo --year" => "样例和它的 2023 年：按 Ctrl+W 再按左箭头看全年报告" / "The sample with its year 2023: Ctrl+W and Left show the report";
        "muster demo" => "打开样例，随便试" / "Opens the sample, to try everything out";
    };

    /// Builds the copy, opens the app on it, and removes it.
    fn run(&self, session: &Session, _out: &mut Out) -> CommandResult {
        open::terminal(session, texts(session.lang).elsewhere)?;
        let folder = Folder::new(session)?;
        let mut own = session.clone();
        // Nothing of a copy that goes is remembered.
        own.state = None;
        own.db = Some(folder.0.join("register.db"));
        if !session.pinned {
            own.clock = Clock::new(DEMO_DAY);
        }
        // The connection is closed before the app opens its own.
        drop(init::create(own.place()?, true, &own.ctx())?);
        if self.year {
            sample_year::write(&own)?;
        }
        open::app(&own)
    }
}
