//! The phones of those who are due in a round: opened for a session, and told to whoever shows the line of the audit.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::due::{self, DueState};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::phones::{DuePhones, PhoneGrant, holds_phones_only};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::columns::unmasked;
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::index;

/// What the audit calls it.
const ACTION: &str = "open_phones";

/// Opens the phones of those who are due in a round; what they are is told once this is durable.
pub(crate) fn open(
    conn: &Connection,
    round: RoundCode,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<PhoneGrant> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    if !rounds::load_for_rows(conn, round)?.created {
        return Err(RegisterError::NotFound(CleanText::shown(&round.to_string())));
    }
    let act = audit::act(conn, ctx, ACTION, &round.to_string(), None, Some(reason))?;
    let line = conn.last_insert_rowid();
    Ok(PhoneGrant { round, device: CleanText::shown(&act.device), device_seq: act.device_seq, line })
}

/// Where somebody stands in a round, with the phone.
pub(crate) const PHONE: &str = "SELECT r.phone, s.rank, s.detail, s.detail_on FROM recipient AS r
     LEFT JOIN standing AS s ON s.round = ?1 AND s.recipient = r.local_id WHERE r.id = ?2";

impl Store {
    /// The phones of those of `of` who are due on that day in the round that was opened; of nobody where the register does
    /// not hold the opening, as another one in its place would not.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn due_phones(&self, grant: &PhoneGrant, of: &[RecipientId], today: NaiveDate) -> Result<DuePhones> {
        let code = grant.round.to_string();
        let opened: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT 1 FROM audit WHERE local_id = ?1 AND device = ?2 AND device_seq = ?3 AND action = ?4 AND subject = ?5",
            )?
            .query_row((grant.line, grant.device.as_str(), grant.device_seq, ACTION, &code), |row| row.get(0))
            .optional()?;
        if opened.is_none() {
            return Ok(DuePhones::default());
        }
        let window = rounds::load_for_rows(&self.conn, grant.round)?.window;
        let mut statement = self.conn.prepare_cached(PHONE)?;
        let mut phones = Vec::new();
        for id in of {
            let found = statement
                .query_row((&code, id.to_string()), |row| {
                    Ok((row.get::<_, Option<String>>(0)?, index::read(row, 1)?))
                })
                .optional()?;
            let Some((stored, standing)) = found else { continue };
            match due::state(standing, &window, today) {
                DueState::Overdue | DueState::Grace | DueState::Due => {
                    let stored = stored.filter(|stored| holds_phones_only(stored));
                    phones.extend(unmasked(stored).map(|phone| (*id, phone)));
                }
                DueState::Upcoming | DueState::Done | DueState::Closed | DueState::NotEligible => {}
            }
        }
        Ok(DuePhones { granted: true, phones })
    }
}
