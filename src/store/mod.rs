//! The register: the only room that names rusqlite.
