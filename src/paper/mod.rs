//! Rosters in, sheets and reports out; no SQL.
