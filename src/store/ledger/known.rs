//! What fields propose: words of the last entries, and the villages of a township.

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::known::{Known, VillageNames};
use crate::domain::place::TownshipCode;
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, if_any};
use crate::store::file::error::Result;
use crate::store::handlers;
use crate::store::recipients::about::About;
use crate::store::register::Store;

/// So many of the last entries tell what is usual.
const ENTRIES: u32 = 400;
/// Most words of a kind; the villages of a township may be more.
const WORDS: usize = 100;
/// Most villages.
const VILLAGES_MAX: u32 = 500;

/// The words of the last entries, read from the end of the ledger by its key.
pub(crate) const LAST: &str = "SELECT handler_1, handler_2, relation, goods, recipient FROM entry
     WHERE local_id > (SELECT max(local_id) FROM entry) - ?1 AND kind = 'gift' ORDER BY local_id DESC";

/// The villages of a township.
pub(crate) const VILLAGES: &str =
    "SELECT name FROM village WHERE township = ?1 AND name <> '' ORDER BY name LIMIT ?2";

impl Store {
    /// Handlers, relations and goods of the last entries.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn known(&self) -> Result<Known> {
        let mut known = of_last(&self.conn, ENTRIES)?;
        known.listed = handlers::names(&self.conn)?;
        let others = known.listed.iter().filter(|name| !known.handlers.iter().any(|one| one.same_name(name)));
        let others: Vec<CleanText> = others.cloned().collect();
        known.handlers.extend(others);
        Ok(known)
    }

    /// The villages of a township.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn village_names(&self, township: &TownshipCode) -> Result<VillageNames> {
        let mut statement = self.conn.prepare_cached(VILLAGES)?;
        let mut rows = statement.query((&township.0, VILLAGES_MAX))?;
        let mut names = Vec::new();
        while let Some(row) = rows.next()? {
            names.extend(whole(borrowed(row, 0)?));
        }
        Ok(VillageNames(names))
    }
}

/// The words of the last so many entries.
pub(crate) fn of_last(conn: &Connection, entries: u32) -> Result<Known> {
    let mut statement = conn.prepare_cached(LAST)?;
    let mut rows = statement.query([entries])?;
    let (mut handlers, mut relations, mut goods) =
        (Counted::default(), Counted::default(), Counted::default());
    while let Some(row) = rows.next()? {
        let about = About::recipient(conn, borrowed(row, 4)?);
        // What would show somebody's birth date is typed anew, too.
        let word = |at: usize| -> Result<Option<&str>> {
            let word = if_any(row, at)?.unwrap_or_default();
            Ok(if about.masks(word)? { None } else { Some(word) })
        };
        handlers.add(word(0)?);
        handlers.add(word(1)?);
        relations.add(word(2)?);
        goods.add(word(3)?);
    }
    let listed = Vec::new();
    Ok(Known { handlers: handlers.words(), listed, relations: relations.words(), goods: goods.words() })
}

/// Words, how often each was met, and as which new one.
#[derive(Default)]
struct Counted(HashMap<String, (usize, usize)>);

impl Counted {
    fn add(&mut self, word: Option<&str>) {
        let Some(word) = word.filter(|word| !word.is_empty()) else { return };
        if let Some((count, _)) = self.0.get_mut(word) {
            *count += 1;
        } else {
            self.0.insert(word.to_owned(), (1, self.0.len()));
        }
    }

    /// The most usual first, among equals the newest.
    fn words(self) -> Vec<CleanText> {
        let mut counted: Vec<_> = self.0.into_iter().collect();
        counted.sort_by_key(|(_, (count, met))| (Reverse(*count), *met));
        counted.iter().filter_map(|(word, _)| whole(word)).take(WORDS).collect()
    }
}

/// A word as it was written. One that holds somebody's number would come back masked and be recorded so: it is typed anew.
fn whole(word: &str) -> Option<CleanText> {
    Some(CleanText::shown(word)).filter(|shown| shown.as_str() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_usual_comes_first_and_a_number_never() {
        let mut counted = Counted::default();
        for word in ["布和", "布仁", "赵志强", "布仁13847901234", "布仁13847901234", "布仁"] {
            counted.add(Some(word));
        }
        counted.add(None);
        assert_eq!(counted.words(), ["布仁", "布和", "赵志强"].map(CleanText::from));
    }
}
