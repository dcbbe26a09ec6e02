//! The only room that knows terminal modes and signals.
