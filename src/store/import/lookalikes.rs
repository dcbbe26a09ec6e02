//! Newcomers whose ID number is another's but for a slip: the same name and township, and a number in which one digit is
//! another one, or two neighbours are swapped. Such a pair is possibly one person (疑似同一人), registered twice.
//!
//! What is found is a warning, which names no number. The rows before are kept in memory; the register is asked by a dry
//! run alone, since a pass that writes warns of nothing that the pass before it has not told. It is asked for few rows of
//! one name and township, as many as may be asked by a whole number before they are slowed: who tries out what a mask
//! hides needs the name, and learns no more by many rows.

use std::collections::HashMap;

use rusqlite::Transaction;

use crate::domain::idcard;
use crate::domain::place::TownshipCode;
use crate::domain::roster::{Fault, RosterEntry};
use crate::domain::search::ALIKE;
use crate::store::columns;
use crate::store::file::error::Result;

/// Newcomers that are kept, at most.
const KEPT_MAX: usize = 50_000;
/// Of one name in one township, at most: those of a crowd are not compared with all others.
const CROWD: usize = 64;
/// Digits of a number without its check digit.
const DIGITS: usize = 17;

/// Those of a name in a township whose ID number is known.
pub(crate) const NUMBERED: &str = "SELECT r.id_key FROM main.recipient AS r INDEXED BY recipient_name
     WHERE r.name = ?1 AND r.township = ?2 AND r.id_key IS NOT NULL LIMIT 64";

/// Whom a newcomer may be.
#[derive(Debug, Default)]
pub struct Resemblance {
    /// A warning about its ID number.
    pub fault: Option<Fault>,
    /// The township in which its number was compared with those registered.
    pub among: Option<TownshipCode>,
}

/// The newcomers of the rows before.
#[derive(Default)]
pub(crate) struct Lookalikes {
    /// Row and number, by name and township.
    before: HashMap<(String, String), Vec<(u64, String)>>,
    kept: usize,
}

impl Lookalikes {
    /// Whom a newcomer may be, and keeps it for the rows that come. `asks` whether the register is asked too.
    pub(crate) fn find(
        &mut self,
        tx: &Transaction<'_>,
        entry: &RosterEntry,
        township: &TownshipCode,
        asks: bool,
    ) -> Result<Resemblance> {
        let Some(id_key) = entry.id_number.as_ref().map(idcard::IdNumber::key) else {
            return Ok(Resemblance::default());
        };
        if self.kept >= KEPT_MAX {
            return Ok(Resemblance::default());
        }
        let before = self.before.entry((entry.name.to_string(), township.0.clone())).or_default();
        let mut among = None;
        let mut found =
            before.iter().find(|(_, other)| is_slip(&id_key, other)).map(|(row, _)| Fault::LikeRow(*row));
        if found.is_none() && asks && before.len() < ALIKE {
            let mut statement = tx.prepare_cached(NUMBERED)?;
            let mut rows = statement.query((entry.name.as_str(), &township.0))?;
            while let Some(row) = rows.next()? {
                among = Some(township.clone());
                if is_slip(&id_key, columns::borrowed(row, 0)?) {
                    found = Some(Fault::LikeRegistered);
                    break;
                }
            }
        }
        if before.len() < CROWD {
            before.push((entry.row, id_key));
            self.kept += 1;
        }
        Ok(Resemblance { fault: found, among })
    }
}

/// Whether a number is another but for a slip: one character, or two neighbours swapped, whatever check digit was made
/// for the rest.
fn is_slip(one: &str, other: &str) -> bool {
    let (Some((first, _)), Some((second, _))) =
        (one.split_at_checked(DIGITS), other.split_at_checked(DIGITS))
    else {
        return false;
    };
    let pairs = || first.bytes().zip(second.bytes());
    let mut differ = pairs().enumerate().filter(|(_, (one, other))| one != other);
    match (differ.next(), differ.next(), differ.next()) {
        (None, None, None) => one != other,
        (Some(_), None, None) => true,
        (Some((at, (a, b))), Some((next, (c, d))), None) => at + 1 == next && (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_digit_or_two_neighbours() {
        const ID: &str = "152599195208010013";
        for (other, slip) in [
            (ID, false),
            ("152599195208010014", true),
            ("152599195208110013", true),
            ("152599195208110018", true),
            ("15259919520801001X", true),
            ("152599192508010013", true),
            ("152599195280010013", true),
            ("152599195208100013", true),
            ("152599195208010103", true),
            ("152599195208110023", false),
            ("152599125908010013", false),
        ] {
            assert_eq!(is_slip(ID, other), slip, "{other}");
            assert_eq!(is_slip(other, ID), slip, "{other}");
        }
    }
}
