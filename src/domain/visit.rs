//! One call at a door and how it ended.

use chrono::NaiveDate;

use super::ids::EntryId;
use super::text::CleanText;

/// How a call ended (走访结果).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// 已发: given to the recipient.
    Given,
    /// 代领: given to a proxy.
    Proxy,
    /// 不在家: nobody there; still due.
    Absent,
    /// 改期: put off; still due.
    Deferred,
    /// 拒领: refused; closes the item.
    Refused,
    /// 已去世: died; closes the item through the status.
    Died,
    /// 已迁出: moved away; closes the item through the status.
    MovedAway,
    /// 查无此人: not found; closes the item.
    NotFound,
    /// 仅走访: visited, nothing handed over.
    VisitOnly,
}

impl Outcome {
    /// Every outcome, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Given,
        Self::Proxy,
        Self::Absent,
        Self::Refused,
        Self::Died,
        Self::MovedAway,
        Self::NotFound,
        Self::Deferred,
        Self::VisitOnly,
    ];

    /// Whether money or goods change hands.
    pub fn gives(self) -> bool {
        matches!(self, Self::Given | Self::Proxy)
    }

    /// Whether a unit can end a call so: it neither dies nor moves, is always found, and nobody receives in its place.
    pub fn suits_units(self) -> bool {
        matches!(self, Self::Given | Self::Deferred | Self::Refused | Self::VisitOnly)
    }

    /// The stable name in the register, in commands and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Proxy => "proxy",
            Self::Absent => "absent",
            Self::Deferred => "deferred",
            Self::Refused => "refused",
            Self::Died => "died",
            Self::MovedAway => "moved_away",
            Self::NotFound => "not_found",
            Self::VisitOnly => "visit_only",
        }
    }

    /// The word of the field.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Given => "已发",
            Self::Proxy => "代领",
            Self::Absent => "不在家",
            Self::Deferred => "改期",
            Self::Refused => "拒领",
            Self::Died => "已去世",
            Self::MovedAway => "已迁出",
            Self::NotFound => "查无此人",
            Self::VisitOnly => "仅走访",
        }
    }

    /// Reads a code or the Chinese word.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|o| o.code() == text || o.chinese() == text)
    }
}

/// A call of the history, and whether it still counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallLine {
    /// Names the call, and the entry if something was handed over.
    pub id: EntryId,
    /// How it ended.
    pub call: Call,
    /// Whether it stands: neither cancelled, nor its gift reversed, nor the death or departure undone that was heard of.
    pub stands: bool,
    /// Why it was cancelled.
    pub cancelled: Option<CleanText>,
}

/// What is known of a call at a door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// How it ended.
    pub outcome: Outcome,
    /// On which day.
    pub on: NaiveDate,
    /// The day it was put off to, for a deferred call.
    pub deferred_to: Option<NaiveDate>,
    /// Needs heard at the door (诉求).
    pub needs: Option<CleanText>,
    /// Note.
    pub note: Option<CleanText>,
}
