//! Half-filled forms (草稿), so that a dropped line loses nothing.

use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::sign_sheet::SheetNumber;
use super::text::CleanText;

/// A half-filled form: the recording's id, whose it is, and its fields as the form keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The id that the recording will bear.
    pub id: EntryId,
    /// Whom it is for.
    pub recipient: RecipientId,
    /// The form's fields, in the form's own notation.
    pub body: CleanText,
}

impl Draft {
    /// Most characters of a body. The register takes as many; a test holds the form and the table to it.
    pub const BODY_MAX: usize = 10_000;
}

/// What is kept of a form that waits half filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HalfFilled {
    /// A recording.
    Recording(Draft),
    /// A signed sheet that is keyed: its fields, in the form's own notation.
    Sheet(SheetNumber, CleanText),
}

impl HalfFilled {
    /// Whether two are of one form: the newer one counts.
    pub fn is_of_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Recording(one), Self::Recording(other)) => one.id == other.id,
            (Self::Sheet(one, _), Self::Sheet(other, _)) => one == other,
            (Self::Recording(_), Self::Sheet(..)) | (Self::Sheet(..), Self::Recording(_)) => false,
        }
    }
}

impl From<Draft> for HalfFilled {
    fn from(draft: Draft) -> Self {
        Self::Recording(draft)
    }
}

/// A draft that waits: whose, and when it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// The id that the recording will bear.
    pub id: EntryId,
    /// Whom it is for.
    pub recipient: RecipientId,
    /// Name of the recipient.
    pub name: CleanText,
    /// Names of the township and the village.
    pub place: [CleanText; 2],
    /// The masked ID number, if one is known.
    pub id_masked: Option<CleanText>,
    /// The form's fields, in the form's own notation.
    pub body: CleanText,
    /// When it was kept: UTC milliseconds since 1970.
    pub saved_at_ms: i64,
}

impl DraftLine {
    /// The round that the form was filled in for, if its body names one: in every notation that has one, it stands
    /// behind `round=`.
    pub fn round(&self) -> Option<RoundCode> {
        self.body.split(';').find_map(|part| part.strip_prefix("round="))?.parse().ok()
    }

    /// What stands behind a key of its body, if anything does.
    pub fn value(&self, key: &str) -> Option<String> {
        let value = self.body.split(';').find_map(|part| part.strip_prefix(key)?.strip_prefix('='))?;
        let plain = value.replace("%3B", ";").replace("%3D", "=").replace("%25", "%");
        Some(plain).filter(|value| !value.is_empty())
    }
}
