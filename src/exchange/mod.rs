//! A file meets the register: read or planned first, checked as a whole, then written as one operation.

pub mod roster;
