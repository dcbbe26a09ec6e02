//! What SQLite and the file system say, in the register's own words.

use std::io;

use rusqlite::{Error, ErrorCode, ffi};

use crate::domain::error::{Guard, RegisterError};
use crate::domain::gift::{Refusal, Rule};
use crate::domain::text::{CleanText, system_words};
use crate::store::file::location;

/// The result of anything the register does.
pub type Result<T> = std::result::Result<T, RegisterError>;

impl From<Error> for RegisterError {
    fn from(error: Error) -> Self {
        // The text of a statement is nothing to show: a migration's fills pages.
        if let Error::SqlInputError { msg, .. } = &error {
            return Self::Schema(object(msg));
        }
        if let Error::SqliteFailure(failure, msg) = &error {
            return of_failure(*failure, msg.as_deref().unwrap_or_default(), &error);
        }
        // Every register has the row that was asked for: somebody took it away.
        if matches!(error, Error::QueryReturnedNoRows) {
            return Self::Schema(CleanText::from("meta"));
        }
        let said = CleanText::shown(&error.to_string());
        if is_unreadable(&error) { Self::Damaged(said) } else { Self::Storage(said) }
    }
}

/// Whether a column holds what nothing of ours writes there.
fn is_unreadable(error: &Error) -> bool {
    matches!(
        error,
        Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::FromSqlConversionFailure(..)
            | Error::Utf8Error(..)
    )
}

fn of_failure(failure: ffi::Error, msg: &str, error: &Error) -> RegisterError {
    let said = CleanText::shown(&error.to_string());
    if matches!(failure.code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) {
        RegisterError::Busy(CleanText::default())
    } else if matches!(failure.code, ErrorCode::OperationInterrupted) {
        RegisterError::Stopped
    } else if matches!(failure.code, ErrorCode::ReadOnly) {
        RegisterError::ReadOnly
    } else if matches!(failure.code, ErrorCode::NotADatabase) {
        RegisterError::NotARegister(said)
    } else if matches!(failure.code, ErrorCode::ConstraintViolation) {
        refusal(msg)
    } else if matches!(failure.code, ErrorCode::TooBig) || UNREADABLE.contains(&msg) {
        RegisterError::Damaged(said)
    } else if msg.starts_with(MALFORMED) || failure.extended_code == ffi::SQLITE_ERROR {
        RegisterError::Schema(object(msg))
    } else if matches!(failure.code, ErrorCode::DatabaseCorrupt) {
        RegisterError::Damaged(said)
    } else if matches!(failure.code, ErrorCode::PermissionDenied) {
        RegisterError::NotPermitted(said)
    } else {
        RegisterError::Storage(said)
    }
}

/// What SQLite says where it cannot compute with what a damaged row holds.
const UNREADABLE: &[&str] = &["integer overflow", "malformed JSON", "bad JSON path"];

/// How SQLite begins when it cannot read a schema: the object follows in parentheses.
const MALFORMED: &str = "malformed database schema";

/// The table, index or trigger that a message of SQLite is about: one word, and no SQL.
fn object(msg: &str) -> CleanText {
    let named = match msg.strip_prefix(MALFORMED) {
        Some(rest) => rest.split(['(', ')']).nth(1),
        None => msg.strip_prefix("no such ").and_then(|rest| rest.split(": ").nth(1)),
    };
    let word = named.and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
    CleanText::shown(word.trim_start_matches("main."))
}

/// What the triggers of the schema say when they refuse, and which rule that is.
const REFUSALS: &[(&str, Rule)] = &[
    ("ledger: a gift of this round was recorded before", Rule::DoubleCash),
    ("ledger: nothing is paid to a person after the day of death", Rule::AfterDeath),
    ("ledger: cash needs two different handlers", Rule::Handlers),
    ("ledger: a handler never receives", Rule::SelfPaid),
];
/// As [`REFUSALS`], for what no rule of a form stands for.
const GUARDS: &[(&str, Guard)] = &[
    ("ledger: entries are never changed", Guard::Ledger),
    ("ledger: entries are never deleted", Guard::Ledger),
    ("ledger: entry exists", Guard::Ledger),
    ("ledger: entry does not follow the one before it", Guard::Ledger),
    ("ledger: a reversal negates one entry exactly", Guard::Reversal),
    ("ledger: the entry was reversed before", Guard::Reversal),
    ("history: nothing is changed", Guard::History),
    ("history: nothing is deleted", Guard::History),
    ("history: the visit exists", Guard::History),
    ("history: the line exists", Guard::History),
    ("ledger: more than is left of the payment", Guard::Payment),
    ("ledger: nothing is paid for the time after a death", Guard::Payment),
    ("ledger: paid before", Guard::Payment),
    ("recipients are never deleted", Guard::Recipients),
];

/// What a constraint refuses: a trigger by what it says, any other without its text, which is SQL.
fn refusal(msg: &str) -> RegisterError {
    if let Some((_, rule)) = REFUSALS.iter().find(|(said, _)| *said == msg) {
        return RegisterError::Refused(vec![Refusal { rule: *rule, earlier: None }]);
    }
    let guard = GUARDS.iter().find(|(said, _)| *said == msg).map_or(Guard::Value, |(_, guard)| *guard);
    RegisterError::Guard(guard)
}

/// Refuses to go on where a statement that writes one row of `table` did not: something else decides what is written
/// there.
pub(crate) fn written(rows: usize, table: &str) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(RegisterError::Schema(CleanText::shown(table))) }
}

/// What went wrong with a commit. If the log was written but not brought to the disk, the next program that
/// opens the register may still find the commit in it.
pub(crate) fn commit_error(error: Error) -> RegisterError {
    let unsure = matches!(&error, Error::SqliteFailure(failure, _)
        if failure.extended_code == ffi::SQLITE_IOERR_FSYNC);
    if unsure { RegisterError::Unsure(CleanText::shown(&error.to_string())) } else { error.into() }
}

/// What went wrong with a file or folder, named.
pub(crate) fn io_error(error: &io::Error, path: &std::path::Path) -> RegisterError {
    let said = CleanText::shown(&format!("{}: {}", path.display(), system_words(error)));
    if error.kind() == io::ErrorKind::PermissionDenied {
        RegisterError::NotPermitted(said)
    } else if error.kind() == io::ErrorKind::AlreadyExists {
        RegisterError::AlreadyThere(said)
    } else if error.kind() == io::ErrorKind::NotFound || is_unreachable(error) {
        location::folder_gone(path).unwrap_or(RegisterError::Missing(said))
    } else {
        RegisterError::Storage(said)
    }
}

/// Whether the system did not even come to the place of a file.
fn is_unreachable(error: &io::Error) -> bool {
    let errno = rustix::io::Errno::from_io_error(error);
    errno.is_some_and(|errno| UNREACHABLE.contains(&errno))
}

const UNREACHABLE: [rustix::io::Errno; 8] = [
    rustix::io::Errno::NOTDIR,
    rustix::io::Errno::LOOP,
    rustix::io::Errno::STALE,
    rustix::io::Errno::NODEV,
    rustix::io::Errno::NXIO,
    rustix::io::Errno::NOTCONN,
    rustix::io::Errno::HOSTDOWN,
    rustix::io::Errno::HOSTUNREACH,
];

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::store::file::migrate;

    fn failure(sql: &str) -> RegisterError {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::run(&mut conn).unwrap();
        RegisterError::from(conn.execute(sql, []).unwrap_err())
    }

    #[test]
    fn every_refusal_of_the_schema_is_known() {
        let mut rest = migrate::MIGRATIONS.iter().map(|migration| migration.sql).collect::<String>();
        let mut said = Vec::new();
        while let Some((_, behind)) = rest.split_once("RAISE(ABORT, '") {
            let (text, behind) = behind.split_once('\'').unwrap();
            said.push(text.to_owned());
            rest = behind.to_owned();
        }
        assert!(said.len() > 10, "{said:?}");
        for text in said {
            assert_ne!(refusal(&text), RegisterError::Guard(Guard::Value), "{text}");
        }
    }

    #[test]
    fn what_sqlite_says_is_told_as_what_it_is_and_without_sql() {
        for (sql, told) in [
            ("SELECT x FROM nothing_there", RegisterError::Schema("nothing_there".into())),
            ("SELECT x FROM recipient INDEXED BY lost", RegisterError::Schema("lost".into())),
            ("SELECT lost FROM recipient", RegisterError::Schema("lost".into())),
            ("SELEC", RegisterError::Schema(CleanText::default())),
            ("INSERT INTO draft (id, recipient, body, saved_at) VALUES ('a', 'b', 'c', 1)", VALUE),
            ("INSERT INTO meta (key, value) VALUES ('a', NULL)", VALUE),
        ] {
            assert_eq!(failure(sql), told, "{sql}");
        }
    }

    #[test]
    fn the_system_is_quoted_without_the_number_of_its_error() {
        let place = std::path::Path::new("/册.db");
        for number in [1, 2, 5, 13, 17, 21, 24, 28, 30, 122] {
            let shown = format!("{:?}", io_error(&io::Error::from_raw_os_error(number), place));
            assert!(shown.contains("/册.db: ") && !shown.contains("os error"), "{shown}");
        }
        assert_eq!(
            io_error(&io::Error::from_raw_os_error(28), place),
            RegisterError::Storage("/册.db: No space left on device".into())
        );
    }

    const VALUE: RegisterError = RegisterError::Guard(Guard::Value);
}
