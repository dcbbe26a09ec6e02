//! The terminal app as pure state: messages in, effects out, a view of it all.
