//! The year 2023 of the sample, written into a new register by the same commands as an office would use: payrolls are read out of
//! their files, cases go step by step, work comes out of a table.

use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::env;
use super::error::{CliError, Status, shown};
use super::out::Out;
use super::session::Session;
use crate::clock;
use crate::domain::text::system_words;
use crate::lang::{self, fill, texts};
use crate::sample::{YEAR_FILES, year_lines};

texts! {
    /// The texts of writing the year of the sample.
    fn texts(lang) -> SampleYearTexts {
        /// A file or folder cannot be created.
        cannot_create: "无法新建：{}" / "cannot create: {}";
        /// The line, and what came of it.
        failed: "样例的一步没有做成：{}" / "a step of the sample failed: {}";
    }
}

/// A folder of files that goes when they have been read.
struct Files(PathBuf);

impl Drop for Files {
    /// The files hold invented people only; if they cannot be removed, the system's cleaning will.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Files {
    fn write(session: &Session) -> Result<Self, CliError> {
        let path = env::temporary().join(format!("muster-sample-{}", clock::new_device_id()));
        let failed = |at: &Path, error: &std::io::Error| {
            let why = lang::system::cause(session.lang, &system_words(&error));
            let what = shown(&format!("{}: {why}", at.display()));
            CliError::Message(Status::CannotCreate, vec![fill(texts(session.lang).cannot_create, &[&what])])
        };
        DirBuilder::new().mode(0o700).create(&path).map_err(|error| failed(&path, &error))?;
        let files = Self(path);
        for (name, text) in YEAR_FILES {
            let at = files.0.join(name);
            fs::write(&at, text).map_err(|error| failed(&at, &error))?;
        }
        Ok(files)
    }
}

/// Writes the year into the register of a session. What the commands print goes nowhere; the first that fails is told.
pub(super) fn write(session: &Session) -> Result<(), CliError> {
    let files = Files::write(session)?;
    // A register that is being made needs no backup of itself.
    let session = Session { json: false, backs_up: false, ..session.clone() };
    for line in year_lines() {
        let words = line.iter().map(|word| {
            let is_file = YEAR_FILES.iter().any(|(name, _)| name == word);
            if is_file { files.0.join(word).into_os_string() } else { OsString::from(word) }
        });
        let words: Vec<OsString> = std::iter::once(OsString::from("muster")).chain(words).collect();
        let told =
            || CliError::Message(Status::Nothing, vec![fill(texts(session.lang).failed, &[&line.join(" ")])]);
        let status = (session.run_line)(&words, &session, &mut Out::new(Box::new(std::io::sink())));
        match status {
            Ok(Ok(Status::Fine)) => {}
            Ok(Ok(_)) | Err(_) => return Err(told()),
            Ok(Err(error)) => return Err(error),
        }
    }
    Ok(())
}
