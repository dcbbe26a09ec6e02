//! Townships and villages, as rosters write them.
//!
//! A cell says where somebody lives in many ways: 152530100, 152530100000, 上都镇人民政府, 锡林郭勒盟正蓝旗上都镇金莲川社区. A
//! [`PlaceBook`] holds the names of one register and reads them all; running text (a title, the name of a file) is read
//! more strictly, since a short name such as 五一 may be a word there.

mod book;
mod cut;
#[cfg(test)]
mod tests;

pub(super) use book::{Place, PlaceBook, PlaceMemory};
