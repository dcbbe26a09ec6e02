//! Readings of names: the keys by which search finds them.
