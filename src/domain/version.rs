//! How far a register has come, to tell whether somebody has written into it.

/// Which file it is, and its last act: where either differs, what is shown of it is old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterVersion {
    /// Device, number and age of the file: a restore puts another one in its place.
    pub file: [u64; 3],
    /// The number of its last act in the audit.
    pub acts: i64,
}
