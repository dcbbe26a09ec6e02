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
        let before = kept(conn, &key)?;
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

/// The act of forgetting.
pub(crate) const FORGOTTEN: &str = "forget_answer";

/// Forgets answers, each with its line of the audit; answers whether any was there.
pub(crate) fn forget(conn: &Connection, answers: &[KeptAnswer], ctx: &WriteContext) -> Result<bool> {
    let mut found = false;
    for one in answers {
        let key = key(one);
        let Some(before) = kept(conn, &key)? else { continue };
        conn.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([&key])?;
        let subject = key.strip_prefix(PREFIX).unwrap_or(&key);
        audit::line(conn, ctx, FORGOTTEN, subject, Some(&before), None)?;
        found = true;
    }
    Ok(found)
}

fn kept(conn: &Connection, key: &str) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// Whether an answer is kept, by the subject of the act that forgot one.
pub(crate) fn is_kept(conn: &Connection, subject: &str) -> Result<bool> {
    Ok(kept(conn, &[PREFIX, subject].concat())?.is_some())
}

/// The act that answered anew what an act has forgotten.
pub(crate) fn answered_since(conn: &Connection, act: i64, subject: &str) -> Result<Option<i64>> {
    let about = about(subject);
    Ok(conn.query_row(
        "SELECT max(local_id) FROM audit WHERE local_id > ?1 AND action = 'roster_answer' AND subject = ?2",
        (act, about),
        |row| row.get(0),
    )?)
}

/// Keeps an answer again that an act has forgotten.
pub(crate) fn put_back(conn: &Connection, subject: &str, answer: &str) -> Result<()> {
    conn.prepare_cached("INSERT INTO meta (key, value) VALUES (?1, ?2)")?
        .execute(([PREFIX, subject].concat(), answer))?;
    Ok(())
}

/// What the act of forgetting is about, as the act of answering names it: the word; where there is none, what was asked.
pub(crate) fn about(subject: &str) -> &str {
    match subject.splitn(3, ' ').collect::<Vec<_>>().as_slice() {
        [code, _, ""] => code,
        [_, _, word] => word,
        _ => subject,
    }
}

/// What every key begins with.
const PREFIX: &str = "roster ";

/// `roster label  参战`, `roster column 1f.. 收款人`: the kind, the shape, and the word behind the last of the blanks.
fn key(one: &KeptAnswer) -> String {
    format!("{PREFIX}{} {} {}", one.kind.code(), one.shape, one.word)
}

fn read(key: &str, answer: &str) -> Option<KeptAnswer> {
    let mut parts = key.strip_prefix(PREFIX)?.splitn(3, ' ');
    let code = parts.next()?;
    let kind = QuestionKind::KEPT.into_iter().find(|kind| kind.code() == code)?;
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
            (QuestionKind::Sheet, "00ff", "已故 2023"),
        ] {
            let one = KeptAnswer { kind, shape: shape.into(), word: word.into(), answer: "某".into() };
            let key = key(&one);
            assert_eq!(
                about(key.strip_prefix(PREFIX).unwrap()),
                if word.is_empty() { kind.code() } else { word }
            );
            assert_eq!(read(&key, "某"), Some(one));
        }
        assert_eq!(read("roster other  x", ""), None);
    }
}
