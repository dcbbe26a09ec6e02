//! Every column of a register that holds free text, and what another tool does to all of it; every line of a command
//! that shows some of it.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use serde_json::{Map, Value};

use super::long;

/// Every column that holds free text, or JSON with some in it, by table.
pub(super) const TEXTS: [(&str, &[&str]); 26] = [
    ("meta", &["value"]),
    ("township", &["name", "kind"]),
    ("village", &["name"]),
    ("station", &["name"]),
    ("category", &["name"]),
    ("visit_group", &["name", "first_goods"]),
    ("recipient", &["name", "phone", "card", "address", "note"]),
    ("status_line", &["reason", "undone"]),
    ("standard", &["goods"]),
    (
        "entry",
        &[
            "goods",
            "handler_1",
            "handler_2",
            "proxy",
            "relation",
            "payee",
            "name",
            "township_name",
            "village",
            "visit_group",
            "reason",
            "subject",
            "detail",
        ],
    ),
    ("entry_line", &["name"]),
    ("visit", &["handler_1", "handler_2", "needs", "note"]),
    ("visit_cancelled", &["reason"]),
    ("draft", &["body"]),
    ("audit", &["actor", "action", "subject", "before", "after"]),
    ("source", &["name"]),
    ("round", &["closed_for", "approved_by", "document"]),
    ("settled_line", &["name", "goods", "fund", "added_for"]),
    ("plan_part", &["team", "leader"]),
    ("allocation", &["holder", "goods", "by_whom", "document", "reason"]),
    ("sheet", &["place", "lines"]),
    ("programme", &["name", "terms"]),
    ("payroll", &["number", "name", "reason"]),
    ("case_step", &["body"]),
    ("pay_standard", &["body"]),
    ("work", &["subkind", "title", "details", "withdrawn"]),
];

/// Rows of `meta` that hold no text of anybody's.
const OWN: &str = "key IN ('device', 'counts', 'heads')";

/// Has another tool change every text of the register at `path`: `put` tells what becomes of the n-th of a column. Inside
/// JSON only words in Han change, so that it stays what it is.
pub(super) fn change(path: &Path, put: impl Fn(&str, usize, &str) -> String + Send + Sync + Clone + 'static) {
    let conn = Connection::open(path).unwrap();
    let known = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("seal", -1, known, |_| Ok(0)).unwrap();
    let guards = "SELECT coalesce(group_concat('DROP TRIGGER ' || name, '; '), ''), coalesce(group_concat(sql, '; '), '')
                  FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%BEFORE UPDATE%'";
    let (down, up): (String, String) =
        conn.query_row(guards, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    conn.execute_batch(&format!("PRAGMA ignore_check_constraints = ON; {down}")).unwrap();
    for (table, columns) in TEXTS {
        for column in columns {
            let (count, put) = (AtomicUsize::new(0), put.clone());
            let place = format!("{table}.{column}");
            conn.create_scalar_function("changed", 1, FunctionFlags::SQLITE_UTF8, move |args| {
                let text: String = args.get(0)?;
                let put = |text: &str| put(&place, count.fetch_add(1, Ordering::Relaxed), text);
                Ok(match serde_json::from_str::<Value>(&text) {
                    Ok(told @ (Value::Object(_) | Value::Array(_))) => within(told, &put).to_string(),
                    Ok(_) | Err(_) => put(&text),
                })
            })
            .unwrap();
            let but = if table == "meta" { OWN } else { "0" };
            let sql = format!(
                "UPDATE {table} SET {column} = changed({column}) WHERE {column} IS NOT NULL AND NOT {but}"
            );
            conn.execute(&sql, []).unwrap();
        }
    }
    // A register whose guards are missing would not be opened at all.
    conn.execute_batch(&up).unwrap();
}

fn within(told: Value, put: &dyn Fn(&str) -> String) -> Value {
    let is_word = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let word = |text: String| if is_word(&text) { put(&text) } else { text };
    match told {
        Value::String(text) => Value::String(word(text)),
        Value::Array(all) => Value::Array(all.into_iter().map(|one| within(one, put)).collect()),
        Value::Object(all) => Value::Object(
            all.into_iter().map(|(key, one)| (word(key), within(one, put))).collect::<Map<String, Value>>(),
        ),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// The forms in which the n-th line is tried: each of them at length, else one after another.
pub(super) fn forms(n: usize) -> impl Iterator<Item = &'static [&'static str]> {
    let all: [&[&str]; 3] = [&["--lang", "zh"], &["--lang", "en"], &["--json"]];
    all.into_iter().enumerate().filter(move |(at, _)| long() || *at == n % 3).map(|(_, form)| form)
}

/// Lines of every command that shows what stands in a register.
pub(super) fn reading() -> Vec<Vec<&'static str>> {
    let lines = "rounds|due --round 2024-spring|due --round 2024-spring --state all|ledger|settings|check|find 人|find jr\
        |progress --round 2024-spring|progress --round 2024-spring --by team|progress --round 2024-spring --list planned\
        |bulletin 2024-spring|plan 2024-spring|plan 2024-spring compare|plan 2024-spring budget|allocate 2024-spring\
        |sheet list 2024-spring|sheet sign --township 桑根达来 --to -|sheet visits --township 桑根达来 --to -\
        |sheet log --township 桑根达来 --to -|notice 2024-spring --phone 5221234 --to -\
        |payroll list|payroll overpaid|programme list|programme year 2023|programme year 2024|programme standards heating\
        |case list|case show A1|report 2023|report 2024|report 2024 --format md|report 2024 --format json\
        |report 2024 --explain visits|report 2024 --explain station_fund|report --round 2024-spring\
        |activity list|matter list|role list|facility list|attribute list|need list|contact list|confirm list|work list\
        |work counts 2024|review|review doubles|review no-id|audit|acts|undo --dry-run|handlers|group rule|backup\
        |export recipients --to - --format csv|export due --round 2024-spring --to - --format jsonl\
        |export ledger --to - --format csv|export visits --to - --format jsonl|export progress --to - --format text\
        |export rounds --to - --format csv|export review --to - --format csv|export audit --to - --format jsonl\
        |export acts --to - --format csv";
    lines.split('|').map(|line| line.split_whitespace().collect()).collect()
}
