//! Rules over the whole ledger whatever is asked for: clocks, pairs and handlers.

use std::collections::{HashMap, HashSet};

use crate::domain::audit::handlers::Townships;
use crate::domain::audit::{Finding, Sink, Span, Told, cases};
use crate::domain::date::local_time;
use crate::domain::text::{CleanText, folded_name};
use crate::store::audit_rules::{Context, span};
use crate::store::columns::{borrowed, if_any, number, set_day};
use crate::store::file::error::Result;
use crate::store::rounds;

/// A07: the clock of an entry beside that of the one before it on its device, and beside the day that was used.
pub(super) fn clocks(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let sql = format!(
        "SELECT g.local_id, g.id, g.name, g.device, g.recorded_on, g.recorded_at, g.recipient,
                (SELECT b.recorded_at FROM entry AS b WHERE b.device = g.device AND b.device_seq = g.device_seq - 1)
         FROM entry AS g WHERE {} ORDER BY g.local_id",
        span::entries(cx.span)
    );
    let mut statement = cx.conn.prepare(&sql)?;
    let mut rows = statement.query([span::value(cx.span)])?;
    // Days that were used although the clock was elsewhere, by device: what the clock said first, and the entries.
    let mut off: Vec<(String, chrono::NaiveDate, chrono::NaiveDate, Vec<i64>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (no, on, at) = (number(row, 0)?, set_day(row, 4)?, number(row, 5)?);
        let clock = local_time(at);
        if let Some(before) = row.get::<_, Option<i64>>(7)?.filter(|before| *before > at) {
            let times = [clock, local_time(before)].map(|time| time.format("%Y-%m-%d %H:%M").to_string());
            let told = vec![Told::Text(CleanText::shown(&times.join(" < ")))];
            let found = Finding::new(&cases::CLOCK_BACK, borrowed(row, 1)?, borrowed(row, 2)?, told);
            sink(found.of(if_any(row, 6)?.unwrap_or_default()).naming([no]));
        }
        let apart = (on - clock.date()).num_days().abs();
        if apart > cx.limits.clock_days {
            let device = borrowed(row, 3)?;
            match off.iter_mut().find(|(one, day, ..)| one == device && *day == on) {
                Some((.., entries)) => entries.push(no),
                None => off.push((device.to_owned(), on, clock.date(), vec![no])),
            }
        }
    }
    for (device, on, clock, entries) in off {
        let told = vec![Told::Day(on), Told::Day(clock)];
        sink(Finding::new(&cases::CLOCK_OFF, &format!("{device} {on}"), "", told).naming(entries));
    }
    Ok(())
}

/// Both handlers as one key.
fn pair(one: &str, other: &str) -> String {
    let [first, second] = if one <= other { [one, other] } else { [other, one] };
    [first, second].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A10: pairs that give nearly everything in a township, rounds running.
pub(super) fn pairs(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let codes = rounds::codes(cx.conn)?;
    let places: HashMap<String, usize> =
        codes.iter().zip(0..).map(|(code, at)| (code.to_string(), at)).collect();
    let mut townships = Townships::default();
    let mut statement = cx.conn.prepare(
        "SELECT g.township, g.round, g.handler_1, g.handler_2 FROM entry AS g
         WHERE g.kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |at| -> Result<&str> { Ok(if_any(row, at)?.unwrap_or_default()) };
        if let Some(round) = places.get(text(1)?) {
            townships.gift(text(0)?, *round, pair(text(2)?, text(3)?));
        }
    }
    let names: HashMap<String, String> = cx
        .conn
        .prepare_cached("SELECT code, name FROM township")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let asked = |code: crate::domain::holiday::RoundCode| match cx.span {
        Span::All => true,
        Span::Year(year) => code.year == year,
        Span::Round(round) => code == round,
    };
    let mut found = Vec::new();
    townships.finish(&codes, cx.limits, &names, asked, &mut |finding| found.push(finding));
    let mut by_round = cx.conn.prepare_cached(
        "SELECT g.local_id, g.handler_1, g.handler_2 FROM entry AS g
         WHERE g.round = ?1 AND g.township = ?2 AND g.kind = 'gift' ORDER BY g.local_id",
    )?;
    for mut finding in found {
        let township = finding.subject.split(' ').next().unwrap_or_default().to_owned();
        let round = finding
            .told
            .iter()
            .find_map(|told| if let Told::Round(code) = told { Some(*code) } else { None });
        let mut rows = by_round.query((round.map(|code| code.to_string()), township))?;
        while let Some(row) = rows.next()? {
            let text = |at| -> Result<&str> { Ok(if_any(row, at)?.unwrap_or_default()) };
            if finding.title.as_str() == CleanText::shown(&pair(text(1)?, text(2)?)).as_str() {
                finding.entries.push(number(row, 0)?);
            }
        }
        sink(finding);
    }
    Ok(())
}

/// How many entries name a handler, by the folded name.
pub(super) fn handler_counts(cx: &Context<'_>) -> Result<HashMap<String, i64>> {
    // SQLite would sort all names in memory; those who hand over are few.
    let mut statement = cx.conn.prepare("SELECT handler_1, handler_2 FROM entry WHERE kind = 'gift'")?;
    let mut rows = statement.query([])?;
    let mut written: HashMap<String, i64> = HashMap::new();
    while let Some(row) = rows.next()? {
        for at in 0..2 {
            let Some(name) = if_any(row, at)? else { continue };
            match written.get_mut(name) {
                Some(count) => *count += 1,
                None => drop(written.insert(name.to_owned(), 1)),
            }
        }
    }
    let mut counts: HashMap<String, i64> = HashMap::new();
    for (name, count) in written {
        *counts.entry(folded_name(&name)).or_default() += count;
    }
    Ok(counts)
}

/// The folded names of those who handed something over, with the year.
pub(super) fn handlers_of_years(cx: &Context<'_>) -> Result<HashSet<(i32, String)>> {
    let mut statement = cx.conn.prepare(
        "SELECT DISTINCT substr(paid_on, 1, 4), handler_1 FROM entry WHERE kind = 'gift' AND handler_1 IS NOT NULL
         UNION SELECT DISTINCT substr(paid_on, 1, 4), handler_2 FROM entry WHERE kind = 'gift' AND handler_2 IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut names = HashSet::new();
    while let Some(row) = rows.next()? {
        names.insert((borrowed(row, 0)?.parse().unwrap_or_default(), folded_name(borrowed(row, 1)?)));
    }
    Ok(names)
}
