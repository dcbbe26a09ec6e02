//! Looking somebody up by what was typed: every command that does asks here first.

use std::thread;
use std::time::Duration;

use super::error::{CliError, Status};
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::search::{UNCOUNTED, held_back, is_by_number};
use crate::domain::text::{CleanText, mask};
use crate::lang::{fill, texts};
use crate::store::Store;

texts! {
    /// The texts of a search that finds nobody or is held back.
    fn texts(lang) -> LookupTexts {
        /// Seconds.
        slowed: "这一分钟按号码查得太多（先前的试算也算），所以 {} 秒后给出结果；次数已记入操作记录" / "many searches by number within a minute (dry runs count): the answer comes in {} s, and the audit counts them";
        /// Nobody bears exactly that.
        find: "姓名只记得一部分时先查找：muster find 词" / "with part of a name, search first: muster find WORD";
        /// Seconds.
        uncounted: "按号码的查找记不下来（登记册只读或正被占用），{} 秒后给出结果" / "a search by number that cannot be counted (read only, or being written): the answer comes in {} s";
    }
}

/// Notes a search by a number in the audit, and holds it back where there were many. Other searches cost nothing.
pub(super) fn pace(session: &Session, store: &mut Store, said: &str) {
    if is_by_number(said) {
        count(session, store);
    }
}

/// As [`pace()`], for texts that are compared with what the register keeps: whether a number inside one is the right one
/// is told, too.
pub(super) fn pace_texts<'t>(
    session: &Session,
    store: &mut Store,
    texts: impl IntoIterator<Item = &'t CleanText>,
) {
    if texts.into_iter().any(|text| mask::text(text).as_ref() != text.as_str()) {
        count(session, store);
    }
}

/// Whom an argument means: an id or the beginning of one, an ID number, a name, or `-` for the standard input.
pub(super) fn recipient(
    session: &Session,
    store: &mut Store,
    argument: &str,
) -> Result<RecipientId, CliError> {
    let said = parse::said(session, argument)?;
    pace(session, store, &said);
    found(session, store.resolve(&said))
}

/// As [`recipient`], for a command that writes: whoever has the whole ID number in hand, and writes about whom it names,
/// tries nothing out, and the act stands in the audit. One that nobody bears counts as any search.
pub(super) fn written(session: &Session, store: &mut Store, argument: &str) -> Result<RecipientId, CliError> {
    written_merged(session, store, argument).map(|(found, _)| found)
}

/// As [`written`], and behind it who was named, where that one was merged into the one found.
pub(super) fn written_merged(
    session: &Session,
    store: &mut Store,
    argument: &str,
) -> Result<(RecipientId, Option<RecipientId>), CliError> {
    let said = parse::said(session, argument)?;
    let is_whole = IdNumber::parse(&said, session.clock.today()).is_ok();
    if !is_whole {
        pace(session, store, &said);
    }
    let answer = store.resolve_merged(&said);
    if is_whole && answer.is_err() {
        pace(session, store, &said);
    }
    found(session, answer)
}

/// As [`written`] where it is written, else as [`recipient`]: what is only looked at beforehand counts.
pub(super) fn written_unless(
    session: &Session,
    store: &mut Store,
    argument: &str,
    dry_run: bool,
) -> Result<RecipientId, CliError> {
    if dry_run { recipient(session, store, argument) } else { written(session, store, argument) }
}

/// As [`pace()`], where whole numbers of a person are compared with those of the register.
pub(super) fn pace_numbers(session: &Session, store: &mut Store, any: bool) {
    if any {
        count(session, store);
    }
}

/// That nobody was found, with the way to search.
pub(super) fn found<T>(session: &Session, answer: Result<T, RegisterError>) -> Result<T, CliError> {
    match answer {
        Err(RegisterError::NotFound(what)) => {
            let lines = CliError::from(RegisterError::NotFound(what)).lines(session.lang);
            let find = texts(session.lang).find.to_owned();
            Err(CliError::Message(Status::Nothing, lines.into_iter().chain([find]).collect()))
        }
        answer => Ok(answer?),
    }
}

fn count(session: &Session, store: &mut Store) {
    let texts = texts(session.lang);
    let (wait, why, counted) = match store.note_number_search(&session.ctx()) {
        Ok(count) => (held_back(count), texts.slowed, true),
        Err(_) => (UNCOUNTED, texts.uncounted, false),
    };
    if wait > Duration::ZERO {
        let mut err = Out::stderr();
        err.line(&fill(why, &[&wait.as_secs()]));
        // Where the standard error is closed, the answer still comes.
        let _ = err.finish();
        // Where it cannot be counted, one program waits after the other.
        let _turn = if counted { None } else { store.one_at_a_time() };
        thread::sleep(wait);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_command_that_looks_somebody_up_asks_here_first() {
        let mut looked = 0;
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
        let mut paths = vec![folder];
        while let Some(path) = paths.pop() {
            if path.is_dir() {
                paths.extend(std::fs::read_dir(&path).unwrap().map(|file| file.unwrap().path()));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let calls = [".resolve(", ".resolve_merged(", ".search("];
            let asked: usize = calls.iter().map(|call| text.matches(call).count()).sum();
            if asked > 0 && !path.ends_with("lookup.rs") {
                assert_eq!(text.matches("lookup::pace(").count(), asked, "{}", path.display());
                looked += 1;
            }
        }
        assert!(looked >= 2, "{looked}");
    }
}
