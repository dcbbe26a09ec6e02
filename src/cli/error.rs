//! Failures as exit statuses and as messages with the way out.

use std::process::ExitCode;

use super::texts;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Refusal, Rule};
use crate::domain::ids::EntryId;
use crate::domain::text::{CleanText, mask};
use crate::domain::work::WorkRefusal;
use crate::lang::{self, Lang, fill};

/// How a command ends, as the issue and `sysexits.h` number it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// All is well.
    Fine = 0,
    /// Nothing was found, or a check failed.
    Nothing = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// The data that came in is bad.
    BadData = 65,
    /// Another program holds the register.
    Busy = 69,
    /// A file cannot be created.
    CannotCreate = 73,
    /// Reading or writing failed.
    Io = 74,
    /// A rule or the system does not permit it.
    NotPermitted = 77,
    /// The register belongs to a newer program.
    WrongVersion = 78,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(super) enum CliError {
    /// An exit status with lines in the user's language.
    Message(Status, Vec<String>),
    /// The register's error.
    Register(RegisterError),
}

/// What a command answers to `main`.
pub(super) type CommandResult = Result<Status, CliError>;

impl From<RegisterError> for CliError {
    fn from(error: RegisterError) -> Self {
        Self::Register(error)
    }
}

impl CliError {
    /// The command line makes no sense.
    pub(super) fn usage(line: impl Into<String>) -> Self {
        Self::Message(Status::Usage, vec![line.into()])
    }

    /// What came in is bad.
    pub(super) fn bad_data(line: impl Into<String>) -> Self {
        Self::Message(Status::BadData, vec![line.into()])
    }

    /// It is not certain whether a recording was written; with the id under which doing the same again is safe: it was
    /// printed nowhere yet.
    pub(super) fn unsure(unsure: RegisterError, id: EntryId, lang: Lang) -> Self {
        let failure = Self::from(unsure);
        let (status, mut lines) = (failure.status(), failure.lines(lang));
        lines.push(format!("  --id {id}"));
        Self::Message(status, lines)
    }

    /// The exit status.
    pub(super) fn status(&self) -> Status {
        match self {
            Self::Message(status, _) => *status,
            Self::Register(error) => status(error),
        }
    }

    /// What happened and the way out, line by line.
    pub(super) fn lines(self, lang: Lang) -> Vec<String> {
        match self {
            Self::Message(_, lines) => lines,
            Self::Register(RegisterError::Refused(refusals)) => {
                refusals.iter().map(|one| refusal(lang, one)).collect()
            }
            Self::Register(RegisterError::Ambiguous(several)) => {
                let head = fill(texts::of(lang).ambiguous, &[&several.len()]);
                std::iter::once(head).chain(several.iter().map(|one| format!("  {one}"))).collect()
            }
            Self::Register(error) => vec![lang::errors::text(lang, &error)],
        }
    }
}

/// The exit status of a register's error.
pub(super) fn status(error: &RegisterError) -> Status {
    match error {
        RegisterError::NotFound(_) | RegisterError::Missing(_) | RegisterError::FolderGone(_) => {
            Status::Nothing
        }
        RegisterError::ReasonRequired | RegisterError::TornNumber => Status::Usage,
        RegisterError::Different(_)
        | RegisterError::Programme(_)
        | RegisterError::Ambiguous(_)
        | RegisterError::NotARegister(_)
        | RegisterError::Damaged(_)
        | RegisterError::Schema(_)
        | RegisterError::Work(WorkRefusal::Faults(..))
        | RegisterError::BadBackup(_) => Status::BadData,
        RegisterError::Busy(_)
        | RegisterError::Stopped
        | RegisterError::Replaced
        | RegisterError::KnowsLess { .. }
        | RegisterError::LogGone(_)
        | RegisterError::Altered(_)
        | RegisterError::Stale => Status::Busy,
        RegisterError::AlreadyThere(_) => Status::CannotCreate,
        RegisterError::Storage(_) | RegisterError::Unsure(_) | RegisterError::TakenAway(_) => Status::Io,
        RegisterError::Refused(_)
        | RegisterError::Unpaid(_)
        | RegisterError::Case(_)
        | RegisterError::Person(_)
        | RegisterError::Guard(_)
        | RegisterError::NotReversible(_)
        | RegisterError::ToppedUp(_)
        | RegisterError::CarriesGift(_)
        | RegisterError::OwnFinding(_)
        | RegisterError::GroupsStay(_)
        | RegisterError::Status(_)
        | RegisterError::Merge(_)
        | RegisterError::Merged { .. }
        | RegisterError::Round(_)
        | RegisterError::Plan(_)
        | RegisterError::NotUndone(_)
        | RegisterError::Work(WorkRefusal::Twice(_))
        | RegisterError::YearClosed(_)
        | RegisterError::Year(_)
        | RegisterError::Day(_)
        | RegisterError::NotPermitted(_)
        | RegisterError::NetworkFolder(_)
        | RegisterError::WouldLose(_)
        | RegisterError::LogWaits(_)
        | RegisterError::WritableByOthers(_)
        | RegisterError::InTheWay(_)
        | RegisterError::SecondName(_)
        | RegisterError::LongName { .. }
        | RegisterError::ReadOnly => Status::NotPermitted,
        RegisterError::Newer { .. } => Status::WrongVersion,
    }
}

/// A refusal in words; the earlier entry also by its id, with which it can be reversed.
pub(super) fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let message = lang::errors::refusal(lang, refusal);
    match &refusal.earlier {
        Some(earlier) => fill(texts::of(lang).earlier, &[&message, &earlier.id]),
        None if refusal.rule == Rule::Handlers => fill(texts::of(lang).handlers, &[&message]),
        None if refusal.rule.asks() => fill(texts::of(lang).reason, &[&message]),
        None => message,
    }
}

/// An argument as it may be shown in a message.
pub(super) fn shown(argument: &str) -> CleanText {
    const MOST: usize = 60;
    // A number is masked before it could be cut into one that is not known as such.
    CleanText::shown(&CleanText::shown(&mask::typed(argument)).chars().take(MOST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::date::DayDoubt;
    use crate::domain::error::Guard;
    use crate::domain::ids::RecipientId;
    use crate::domain::merge::MergeRule;
    use crate::domain::plan::breach::PlanRule;
    use crate::domain::recipient::StatusKind;
    use crate::domain::round::RoundRule;
    use crate::domain::undo::NotUndone;
    use crate::domain::work::WorkFault;
    use crate::domain::year::YearRule;

    #[test]
    fn every_error_has_its_exit_status() {
        let id = EntryId(Uuid::nil());
        let what = || CleanText::from("x");
        for (error, expected) in [
            (RegisterError::NotFound(what()), 1),
            (RegisterError::Missing(what()), 1),
            (RegisterError::FolderGone(what()), 1),
            (RegisterError::ReasonRequired, 2),
            (RegisterError::TornNumber, 2),
            (RegisterError::Different(id), 65),
            (RegisterError::Ambiguous(vec![what()]), 65),
            (RegisterError::NotARegister(what()), 65),
            (RegisterError::Damaged(what()), 65),
            (RegisterError::Schema(what()), 65),
            (RegisterError::BadBackup(what()), 65),
            (RegisterError::Busy(what()), 69),
            (RegisterError::Busy(CleanText::default()), 69),
            (RegisterError::Stopped, 69),
            (RegisterError::Replaced, 69),
            (RegisterError::KnowsLess { entries: [5, 3], lines: [9, 7] }, 69),
            (RegisterError::Stale, 69),
            (RegisterError::Altered(Vec::new()), 69),
            (RegisterError::AlreadyThere(what()), 73),
            (RegisterError::Storage(what()), 74),
            (RegisterError::Unsure(what()), 74),
            (RegisterError::TakenAway(what()), 74),
            (RegisterError::Refused(Vec::new()), 77),
            (RegisterError::Person(Vec::new()), 77),
            (RegisterError::Guard(Guard::Ledger), 77),
            (RegisterError::Guard(Guard::Reversal), 77),
            (RegisterError::Guard(Guard::History), 77),
            (RegisterError::Guard(Guard::Recipients), 77),
            (RegisterError::Guard(Guard::Value), 77),
            (RegisterError::NotReversible(id), 77),
            (RegisterError::ToppedUp(3), 77),
            (RegisterError::CarriesGift(id), 77),
            (RegisterError::OwnFinding("布仁".into()), 77),
            (RegisterError::Status(StatusKind::Died), 77),
            (RegisterError::GroupsStay(None), 77),
            (RegisterError::Merge(MergeRule::Same), 77),
            (RegisterError::Merged { into: RecipientId(uuid::Uuid::nil()), name: "".into() }, 77),
            (RegisterError::Round(RoundRule::Opened), 77),
            (RegisterError::Plan(PlanRule::Draft), 77),
            (RegisterError::NotUndone(NotUndone::Settled), 77),
            (RegisterError::Work(WorkRefusal::Faults(0, vec![WorkFault::Title])), 65),
            (RegisterError::Work(WorkRefusal::Twice(3)), 77),
            (RegisterError::YearClosed(2023), 77),
            (RegisterError::Year(YearRule::NotOver), 77),
            (RegisterError::Day(DayDoubt::Outside { today: chrono::NaiveDate::MAX }), 77),
            (RegisterError::NotPermitted(what()), 77),
            (RegisterError::ReadOnly, 77),
            (RegisterError::LogWaits(what()), 77),
            (RegisterError::LogGone(what()), 69),
            (RegisterError::WritableByOthers(what()), 77),
            (RegisterError::InTheWay(what()), 77),
            (RegisterError::SecondName(what()), 77),
            (RegisterError::LongName { name: 250, path: 300 }, 77),
            (RegisterError::NetworkFolder(what()), 77),
            (RegisterError::WouldLose(Box::default()), 77),
            (RegisterError::Newer { found: 9, ours: 1 }, 78),
        ] {
            assert_eq!(status(&error) as u8, expected, "{error}");
            for lang in [Lang::Zh, Lang::En] {
                let _ = CliError::from(error.clone()).lines(lang);
            }
        }
    }

    #[test]
    fn candidates_stand_below_each_other() {
        let failure = CliError::from(RegisterError::Ambiguous(vec!["1 单国强".into(), "2 单国强".into()]));
        assert_eq!(failure.lines(Lang::Zh).len(), 3);
    }
}
