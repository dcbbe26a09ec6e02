//! A file meets the register: rosters come in, lists and sheets go out.

pub mod leaving;
pub mod lists;
pub mod payroll;
pub mod roster;
pub mod sheets;
pub mod work_rows;
pub mod year;
