//! A03: given while another was merged into somebody, by a standard that is not that one's own once the two are parted.

use std::collections::HashSet;

use crate::domain::audit::{Finding, Sink, Span, Told, cases};
use crate::store::audit_rules::Context;
use crate::store::codec::recipient_id;
use crate::store::columns::borrowed;
use crate::store::file::error::Result;
use crate::store::recipients::merge::parted::{self, Between};
use crate::store::recipients::merge::{MERGED, UNMERGE};
use crate::store::standing::facts;

/// Whoever a merge was taken back from, and the lines of the merge and of its undoing.
const PARTED: &str = "SELECT u.subject, u.local_id,
            (SELECT max(m.local_id) FROM audit AS m
             WHERE m.action = ?2 AND m.local_id < u.local_id AND m.subject = json_extract(u.after, '$.other'))
     FROM audit AS u WHERE u.action = ?1 ORDER BY u.local_id";

/// Looks for them.
pub(super) fn look(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut told = HashSet::new();
    let mut statement = cx.conn.prepare(PARTED)?;
    let mut rows = statement.query([UNMERGE, MERGED])?;
    while let Some(row) = rows.next()? {
        let (who, parted) = (borrowed(row, 0)?, row.get(1)?);
        let Some(merged) = row.get(2)? else { continue };
        let id = recipient_id(who)?;
        let subject = facts::subject_of(cx.conn, id)?;
        for above in parted::above(cx.conn, &subject, &[id], Between { merged, parted })? {
            if !is_asked(cx, &above.entries, above.round)? || !told.insert((who.to_owned(), above.round)) {
                continue;
            }
            // The part that is further above is the one that is told.
            let [cash, goods] = above.given;
            let [own_cash, own_goods] = above.standard;
            let is_cash = cash.get() - own_cash.get() >= goods.get() - own_goods.get();
            let (given, own) = if is_cash { (cash, own_cash) } else { (goods, own_goods) };
            let words = vec![Told::Round(above.round), Told::Yuan(given), Told::Yuan(own)];
            let subject_is = format!("{who} {}", above.round);
            let found = Finding::new(&cases::ABOVE_PARTED, &subject_is, &subject.name, words);
            sink(found.of(who).naming(above.entries));
        }
    }
    Ok(())
}

/// Whether what is asked for holds one of the entries.
fn is_asked(cx: &Context<'_>, entries: &[i64], round: crate::domain::holiday::RoundCode) -> Result<bool> {
    match cx.span {
        Span::All => Ok(true),
        Span::Round(code) => Ok(code == round),
        Span::Year(year) => {
            let mut paid =
                cx.conn.prepare_cached("SELECT substr(paid_on, 1, 4) FROM entry WHERE local_id = ?1")?;
            for no in entries {
                if paid.query_row([no], |row| row.get::<_, String>(0))? == format!("{year:04}") {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}
