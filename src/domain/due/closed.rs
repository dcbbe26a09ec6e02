//! Why nothing is to be given any more.

/// Why an item is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CloseReason {
    /// Refused the gift.
    Refused,
    /// Died.
    Died,
    /// Moved away.
    MovedAway,
    /// Not found at the address.
    NotFound,
    /// Benefits suspended.
    Suspended,
    /// Nothing was given until the round was closed (未发).
    RoundClosed,
    /// Merged into another: the same human stands elsewhere on the list, or was given what is theirs there.
    Merged,
}

impl CloseReason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Refused,
        Self::Died,
        Self::MovedAway,
        Self::NotFound,
        Self::Suspended,
        Self::RoundClosed,
        Self::Merged,
    ];
}
