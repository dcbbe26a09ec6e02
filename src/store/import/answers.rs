//! What was answered of rosters, kept for the next one like it: a row of `meta` each, by what it is about.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::op::WriteContext;
use crate::domain::place::TownshipCode;
use crate::domain::roster_question::{KeptAnswer, QuestionKind};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::register::Store;

/// The rows of all answers.
const ALL: &str = "SELECT key, value FROM meta WHERE key BETWEEN 'roster ' AND 'roster!'";
/// Most answers that are kept: more words than all lists of a banner have.
const KEPT_MAX: i64 = 5_000;

impl Store {
    /// What was answered of earlier rosters.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn kept_answers(&self) -> Result<Vec<KeptAnswer>> {
        let mut statement = self.conn.prepare_cached(ALL)?;
        let mut rows = statement.query([])?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let (key, answer): (String, String) = (row.get(0)?, row.get(1)?);
            kept.extend(read(&key, &answer));
        }
        Ok(kept)
    }

    /// The villages of all townships.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn all_villages(&self) -> Result<Vec<(TownshipCode, CleanText)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT township, name FROM village WHERE name != '' ORDER BY local_id")?;
        let rows = statement
            .query_map([], |row| Ok((TownshipCode(row.get(0)?), text(&row.get::<_, String>(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Keeps answers, each with its line of the audit; answers whether any is new.
pub(crate) fn keep(conn: &Connection, answers: &[KeptAnswer], ctx: &WriteContext) -> Result<bool> {
    let mut new = false;
    for one in answers {
        let key = key(one);
        let before: Option<String> = conn
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([&key], |row| row.get(0))
            .optional()?;
        if before.as_deref() == Some(one.answer.as_str()) {
            continue;
        }
        let count: i64 = conn.query_row(&format!("SELECT count(*) FROM ({ALL})"), [], |row| row.get(0))?;
        if before.is_none() && count >= KEPT_MAX {
            continue;
        }
        conn.prepare_cached(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        )?
        .execute((&key, one.answer.as_str()))?;
        let about = if one.word.is_empty() { one.kind.code() } else { one.word.as_str() };
        audit::line(conn, ctx, "roster_answer", about, before.as_deref(), Some(&one.answer))?;
        new = true;
    }
    Ok(new)
}

/// `roster label  参战`, `roster column 1f.. 收款人`: the kind, the shape, and the word behind the last of the blanks.
fn key(one: &KeptAnswer) -> String {
    format!("roster {} {} {}", one.kind.code(), one.shape, one.word)
}

fn read(key: &str, answer: &str) -> Option<KeptAnswer> {
    let mut parts = key.strip_prefix("roster ")?.splitn(3, ' ');
    let code = parts.next()?;
    let kind = [QuestionKind::Township, QuestionKind::Label, QuestionKind::Column]
        .into_iter()
        .find(|kind| kind.code() == code)?;
    let shape = CleanText::unmasked(parts.next()?);
    let word = CleanText::unmasked(parts.next()?);
    Some(KeptAnswer { kind, shape, word, answer: CleanText::unmasked(answer) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_what_it_was_made_of() {
        for (kind, shape, word) in [
            (QuestionKind::Label, "", "参战 参试"),
            (QuestionKind::Township, "00ff", ""),
            (QuestionKind::Column, "00ff", "收款人"),
        ] {
            let one = KeptAnswer { kind, shape: shape.into(), word: word.into(), answer: "某".into() };
            assert_eq!(read(&key(&one), "某"), Some(one));
        }
        assert_eq!(read("roster other  x", ""), None);
    }
}
