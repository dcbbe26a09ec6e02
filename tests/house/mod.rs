//! Protects the house: the map in `src/architecture.md` is true of the code, nothing imports in a circle, and what
//! an addition costs stays what the map says.

pub mod additions;
mod imports;
mod map;
mod rooms;
