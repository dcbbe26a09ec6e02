//! Whether somebody has written into the register, or put another one in its place.

use crate::domain::version::RegisterVersion;
use crate::store::file::error::Result;
use crate::store::file::location;
use crate::store::mirror;
use crate::store::register::Store;

impl Store {
    /// How far the register has come. A half-filled form is no act. What is told here is seen: nothing is written any
    /// more into a register that knows less.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn version(&self) -> Result<RegisterVersion> {
        let sql = "SELECT coalesce(max(local_id), 0) FROM audit";
        let acts = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        self.seen.look(&self.conn, mirror::found(&self.conn)?)?;
        Ok(RegisterVersion { file: self.file.numbers(), acts })
    }

    /// Whether another file lies in its place by now, or none: what is read here is read by nobody else any more.
    pub fn is_replaced(&self) -> bool {
        location::file_id(&self.path) != Ok(self.file)
    }
}
