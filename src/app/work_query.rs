//! What the screen of work asks for, and what answers it.

use crate::domain::ids::RecipientId;
use crate::domain::page::Page;
use crate::domain::text::CleanText;
use crate::domain::work::confirm::{ConfirmProgress, UnseenQuery, UnseenRow};
use crate::domain::work::listed::{WorkListSum, WorkPageQuery};
use crate::domain::work::{WorkQuery, WorkRow};

/// A question about work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkAsk {
    /// A page of the list.
    Page(Box<WorkPageQuery>),
    /// What all of the list comes to.
    Sum(Box<WorkQuery>),
    /// How far the confirmation of a year has come.
    Progress(i32),
    /// A page of those who were not seen yet.
    Unseen(Box<UnseenQuery>),
    /// Who bears a name.
    Whom(CleanText),
}

/// The answer to the [`WorkAsk`] of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkTold {
    /// Rows.
    Page(Page<WorkRow>),
    /// What they come to.
    Sum(WorkListSum),
    /// The progress.
    Progress(ConfirmProgress),
    /// People.
    Unseen(Page<UnseenRow>),
    /// Who is meant.
    Whom(Meant),
}

/// Who is meant by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// One.
    One(RecipientId),
    /// Nobody bears it.
    Nobody,
    /// Several do: each with what tells them apart.
    Several(Vec<CleanText>),
}

/// What the prompt of work is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkDeed {
    /// Something is written down.
    Add,
    /// A row is settled, answered or ended, or more is told of it.
    End(Box<WorkRow>),
}
