//! What payments come to: every figure is a sum over the entries that lists open.

use rusqlite::Connection;

use crate::domain::money::Fen;
use crate::domain::payment::figures::{ProgrammeFigure, SpendingFigure, SplitFigure};
use crate::domain::programme::{OWN_FUND, fund_key};
use crate::domain::text::CleanText;
use crate::domain::year_report::fold::REIMBURSED;
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::standing::shared::human;

/// Entries of payments of a year, but for reversals of earlier years, which stand apart, each with the payment that it belongs to:
/// the reversal of an entry belongs where that does. `by` is what a payment `o` is split by. One that was paid in an earlier year is
/// a time (人次) of this one only where nothing of it was left when the year began.
pub(crate) fn live(conn: &Connection, by: &str) -> Result<String> {
    let who = human(conn, "e")?;
    Ok(format!(
        "WITH own AS MATERIALIZED (
           SELECT e.programme AS code, {who} AS who, e.cash_fen AS fen, coalesce(g.concerns, g.id, e.concerns, e.id) AS root
           FROM entry AS e LEFT JOIN entry AS g ON g.id = e.reverses
           WHERE substr(e.paid_on, 1, 4) = ?1 AND +e.round IS NULL AND e.recipient IS NOT NULL
             AND (e.reverses IS NULL OR substr(g.paid_on, 1, 4) = ?1)),
         summed AS MATERIALIZED (
           SELECT code, root, max(who) AS who, sum(fen) AS fen FROM own GROUP BY code, root),
         paid AS MATERIALIZED (
           SELECT s.code, s.who, s.fen, {by} AS by_what, coalesce(json_extract(o.detail, '$.category'), '') AS category,
                  s.fen > 0 AND (substr(o.paid_on, 1, 4) = ?1
                    OR o.cash_fen + coalesce((SELECT sum(c.cash_fen) FROM entry AS c
                      WHERE c.concerns = o.id AND substr(c.paid_on, 1, 4) < ?1 AND NOT EXISTS (
                        SELECT 1 FROM entry AS r WHERE r.reverses = c.id AND +substr(r.paid_on, 1, 4) < ?1)), 0) <= 0) AS times,
                  CASE WHEN s.code = '{REIMBURSED}' THEN 0
                    ELSE coalesce(json_extract(o.detail, '$.own_fen'), 0) END AS own_fen
           FROM summed AS s CROSS JOIN entry AS o ON o.id = s.root)"
    ))
}

impl Store {
    /// What each programme came to in the payments of a calendar year; programmes without any are not told.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn programme_years(&self, year: i32) -> Result<Vec<ProgrammeFigure>> {
        let sql = format!(
            "{} SELECT p.code, g.name, count(DISTINCT p.who) FILTER (WHERE p.fen > 0), sum(p.times),
                    count(DISTINCT p.category) FILTER (WHERE p.fen > 0 AND p.category <> ''),
                    sum(p.fen), coalesce(sum(p.own_fen) FILTER (WHERE p.times), 0)
             FROM paid AS p JOIN programme AS g ON g.code = p.code GROUP BY p.code ORDER BY p.code",
            live(&self.conn, "''")?
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let figures = statement
            .query_map([format!("{year:04}")], |row| {
                Ok(ProgrammeFigure {
                    code: text(&row.get::<_, String>(0)?),
                    name: text(&row.get::<_, String>(1)?),
                    people: row.get(2)?,
                    times: row.get(3)?,
                    categories: row.get(4)?,
                    amount: Fen::new(row.get(5)?),
                    own: Fen::new(row.get(6)?),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(figures)
    }

    /// The parts of a programme in the payments of a calendar year, by what of its payments tells them apart: the category,
    /// the intake, the season, the year of the insurance.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn programme_split(&self, year: i32, code: &str) -> Result<Vec<SplitFigure>> {
        let by = "coalesce(json_extract(o.detail, '$.intake'), json_extract(o.detail, '$.category'), o.subject, '')";
        let sql = format!(
            "{} SELECT by_what, count(DISTINCT who) FILTER (WHERE fen > 0), sum(times),
                    sum(fen), coalesce(sum(own_fen) FILTER (WHERE times), 0)
             FROM paid WHERE code = ?2 GROUP BY by_what ORDER BY by_what",
            live(&self.conn, by)?
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let figures = statement
            .query_map((format!("{year:04}"), code), |row| {
                Ok(SplitFigure {
                    by: text(&row.get::<_, String>(0)?),
                    people: row.get(1)?,
                    times: row.get(2)?,
                    amount: Fen::new(row.get(3)?),
                    own: Fen::new(row.get(4)?),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(figures)
    }

    /// What was spent on nobody in a calendar year, by programme and fund. An entry without lines has no fund.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn spending(&self, year: i32) -> Result<Vec<SpendingFigure>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.programme, p.name, coalesce(l.name, ''), count(*),
                    sum(coalesce(CASE WHEN e.kind = 'reversal' THEN -l.fen ELSE l.fen END, e.cash_fen))
             FROM entry AS e JOIN programme AS p ON p.code = e.programme LEFT JOIN entry AS g ON g.id = e.reverses
             LEFT JOIN entry_line AS l ON l.entry = coalesce(e.reverses, e.id) AND l.kind = 'fund'
             WHERE substr(e.paid_on, 1, 4) = ?1 AND +e.round IS NULL AND e.recipient IS NULL
               AND (e.reverses IS NULL OR substr(g.paid_on, 1, 4) = ?1)
             GROUP BY 1, 3 ORDER BY 1, 3",
        )?;
        let figures = statement
            .query_map([format!("{year:04}")], |row| {
                let fund: CleanText = text(&row.get::<_, String>(2)?);
                Ok(SpendingFigure {
                    code: text(&row.get::<_, String>(0)?),
                    name: text(&row.get::<_, String>(1)?),
                    is_own: fund_key(&fund) == OWN_FUND,
                    fund,
                    times: row.get(3)?,
                    amount: Fen::new(row.get(4)?),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(figures)
    }
}
