//! A02: one human, given twice in a round, over all records.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::domain::audit::gifts::text;
use crate::domain::audit::{Finding, Sink, Span, Told, cases};
use crate::domain::holiday::RoundCode;
use crate::store::audit_rules::Context;
use crate::store::columns::{borrowed, if_any, number};
use crate::store::file::error::Result;
use crate::store::rounds;
use crate::store::standing::shared;

/// By what two gifts are seen to be those of one human: the column, in words. The first is the record itself, with those
/// that were merged into it.
const KEYS: [(&str, Told); 4] = [
    (HUMAN, Told::Word("合并的档案", "merged records")),
    ("r.id_key", Told::Word("身份证号", "the ID number")),
    ("r.card", Told::Word("银行卡", "the card")),
    ("r.name || ' ' || r.birth", Told::Word("姓名和生日", "name and birth date")),
];

/// Stands for the number of who somebody is by now.
const HUMAN: &str = "{human}";

/// One gift that stands.
struct Given {
    key: u64,
    record: i64,
    human: i64,
    no: i64,
    cash: bool,
    goods: bool,
}

/// Looks for them, round by round.
pub(super) fn look(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    for code in rounds::codes(cx.conn)? {
        let asked = match cx.span {
            Span::All => true,
            Span::Round(round) => round == code,
            // A round over New Year is paid in two.
            Span::Year(year) => (code.year - 1..=code.year).contains(&year),
        };
        if asked {
            look_at(cx, code, sink)?;
        }
    }
    Ok(())
}

fn look_at(cx: &Context<'_>, code: RoundCode, sink: Sink<'_>) -> Result<()> {
    let (mut told, mut seconds) = (HashSet::new(), HashSet::new());
    for (column, word) in KEYS {
        let mut given = read(cx, code, column)?;
        given.sort_unstable_by_key(|one| (one.key, one.no));
        for group in given.chunk_by(|one, other| one.key == other.key).filter(|group| group.len() > 1) {
            for of in [|one: &&Given| one.cash, |one: &&Given| one.goods] {
                let kind: Vec<&Given> = group.iter().filter(of).collect();
                let records: HashSet<i64> = kind.iter().map(|one| one.record).collect();
                let entries: Vec<i64> = kind.iter().map(|one| one.no).collect();
                if kind.len() < 2 || !is_asked(cx, &entries)? {
                    continue;
                }
                let humans: HashSet<i64> = kind.iter().map(|one| one.human).collect();
                if records.len() > 1 && (humans.len() > 1 || column == KEYS[0].0) {
                    if told.insert(entries.clone()) {
                        sink(found(cx, code, word.clone(), &entries)?);
                    }
                } else if column == KEYS[0].0 {
                    // Named are the first and the one more, however many there are.
                    for no in entries.iter().skip(1).filter(|no| seconds.insert(**no)) {
                        sink(with_reason(cx, code, entries[0], *no)?);
                    }
                }
            }
        }
    }
    Ok(())
}

fn read(cx: &Context<'_>, code: RoundCode, column: &str) -> Result<Vec<Given>> {
    let human = shared::by_now(cx.conn)?;
    let column = if column == HUMAN { human } else { column };
    let mut statement = cx.conn.prepare(&format!(
        "SELECT {column}, r.local_id, {human}, g.local_id, g.cash_fen > 0, g.goods_fen > 0
         FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         WHERE g.round = ?1 AND g.kind = 'gift' AND g.subject IS NULL AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)"
    ))?;
    let mut rows = statement.query([code.to_string()])?;
    let mut given = Vec::new();
    while let Some(row) = rows.next()? {
        let key = row.get_ref(0)?;
        let mut hasher = DefaultHasher::new();
        match key {
            rusqlite::types::ValueRef::Integer(no) => no.hash(&mut hasher),
            rusqlite::types::ValueRef::Text(text) if !text.is_empty() => text.hash(&mut hasher),
            // What is not known is nobody's.
            rusqlite::types::ValueRef::Text(_)
            | rusqlite::types::ValueRef::Null
            | rusqlite::types::ValueRef::Real(_)
            | rusqlite::types::ValueRef::Blob(_) => continue,
        }
        given.push(Given {
            key: hasher.finish(),
            record: number(row, 1)?,
            human: number(row, 2)?,
            no: number(row, 3)?,
            cash: number(row, 4)? != 0,
            goods: number(row, 5)? != 0,
        });
    }
    Ok(given)
}

/// Whether one of the gifts was paid in the year that is asked for.
fn is_asked(cx: &Context<'_>, entries: &[i64]) -> Result<bool> {
    let Span::Year(year) = cx.span else { return Ok(true) };
    let mut statement =
        cx.conn.prepare_cached("SELECT substr(paid_on, 1, 4) = ?2 FROM entry WHERE local_id = ?1")?;
    for no in entries {
        if statement.query_row((no, format!("{year:04}")), |row| row.get::<_, bool>(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Two records of one human.
fn found(cx: &Context<'_>, code: RoundCode, word: Told, entries: &[i64]) -> Result<Finding> {
    let mut names: Vec<String> = Vec::new();
    let mut first = String::new();
    let mut statement =
        cx.conn.prepare_cached("SELECT name, coalesce(recipient, '') FROM entry WHERE local_id = ?1")?;
    for no in entries {
        let (name, recipient): (String, String) =
            statement.query_row([no], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if !names.contains(&name) {
            names.push(name);
        }
        if first.is_empty() || recipient < first {
            first = recipient;
        }
    }
    let finding = Finding::new(
        &cases::TWICE,
        &format!("{first} {code}"),
        &names.join(" "),
        vec![Told::Round(code), word],
    );
    Ok(finding.of(&first).naming(entries.iter().copied()))
}

/// A second gift to one record.
fn with_reason(cx: &Context<'_>, code: RoundCode, first: i64, no: i64) -> Result<Finding> {
    let mut statement =
        cx.conn.prepare_cached("SELECT id, recipient, name, reason FROM entry WHERE local_id = ?1")?;
    let mut rows = statement.query([no])?;
    let mut finding = Finding::new(&cases::TWICE_REASON, &no.to_string(), "", vec![Told::Round(code)]);
    if let Some(row) = rows.next()? {
        let told = vec![Told::Round(code), text(if_any(row, 3)?.unwrap_or_default())];
        finding = Finding::new(&cases::TWICE_REASON, borrowed(row, 0)?, borrowed(row, 2)?, told)
            .of(if_any(row, 1)?.unwrap_or_default());
    }
    Ok(finding.naming([first, no]))
}
