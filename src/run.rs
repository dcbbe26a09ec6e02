//! The loop: draw if something changed, wait, drain, update, perform.
