//! `muster init`: creates a register, empty or with the sample.

use std::path::Path;

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::sample_year;
use super::session::Session;
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::{CleanText, system_words};
use crate::lang::{fill, texts};
use crate::sample::{self, FixtureError};
use crate::store::{Mint, Store};

texts! {
    /// The texts of `init`.
    fn texts(lang) -> InitTexts {
        /// A register was created; its place.
        created: "已新建登记册：{}" / "created {}";
        created_next: "下一步：muster import 花名册.xlsx" / "next: muster import ROSTER.xlsx";
        created_year_next:
            "下一步：muster report 2023 --format html --to 2023.html，或 muster 打开界面，按 Ctrl+W 看全年" /
            "next: muster report 2023 --format html --to 2023.html, or muster and Ctrl+W for the whole year";
        created_sample_next:
            "下一步：muster 打开界面，或 muster --today 2024-02-02 due" /
            "next: muster opens the screens, or muster --today 2024-02-02 due";
    }
}

/// The arguments of `init`.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    #[arg(long)]
    sample: bool,
    #[arg(long)]
    sample_year: bool,
}

#[derive(Serialize)]
struct InitJson<'a> {
    created: &'a str,
    sample: bool,
}

impl Command for InitArgs {
    const NAME: &'static str = "init";
    const HELP: Help = help! {
        "新建登记册" / "Create a register";
        sample: "装入样例旗县" / "Fill it with the sample banner";
        sample_year: "装入样例旗县和它 2023 年的资金、工作" / "Fill it with the sample banner, its money and its work of 2023";
        [db today json]
        "muster init" => "在默认位置新建空登记册" / "An empty register in the default place";
        "muster --db sample.db init --sample" => "新建一份装有样例的登记册" / "A register with the sample banner in it";
        "muster --db year.db init --sample-year" => "样例加上 2023 年，可出年度报告" / "The sample with its year 2023, which gives a report";
    };

    /// Creates the register; whatever is there already stays as it is.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let place = session.place()?;
        let sample = self.sample || self.sample_year;
        let mut store = create(place, sample, &session.ctx())?;
        if self.sample_year {
            // Commands open it one after the other.
            drop(store);
            sample_year::write(session)?;
            store = session.open()?;
        }
        out.note_written();
        let path = CleanText::shown(&store.path().display().to_string());
        if session.json {
            out.json(&InitJson { created: &path, sample });
        } else {
            let texts = texts(session.lang);
            out.line(&fill(texts.created, &[&path]));
            out.line(match (self.sample_year, sample) {
                (true, _) => texts.created_year_next,
                (false, true) => texts.created_sample_next,
                (false, false) => texts.created_next,
            });
        }
        Ok(Status::Fine)
    }
}

/// A new register with the banner that muster ships, and the sample's people if asked for.
pub(super) fn create(place: &Path, sample: bool, ctx: &WriteContext) -> Result<Store, RegisterError> {
    let banner = sample::banner().map_err(|error| unreadable(&error))?;
    let device = clock::new_device_id();
    if !sample {
        return Store::create(place, &banner, &device, ctx);
    }
    let sample = sample::load().map_err(|error| unreadable(&error))?;
    let mint = Mint { recipient: clock::new_recipient_id, entry: clock::new_entry_id };
    Store::create_sample(place, &banner, &sample, &device, ctx, &mint)
}

/// The shipped files are part of the program, so this is a fault of the program.
fn unreadable(error: &FixtureError) -> RegisterError {
    RegisterError::Storage(system_words(&error))
}
