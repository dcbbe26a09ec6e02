//! Protects the way back.
