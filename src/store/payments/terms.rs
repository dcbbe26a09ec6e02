//! By which terms a payment is measured: what it says itself, what the register and the last payment know, what the standards say.

use rusqlite::{Connection, OptionalExtension as _};

use crate::domain::ids::RecipientId;
use crate::domain::payment::level::{same_term, terms_of};
use crate::domain::payment::rules::{OtherTerm, PayFacts, is_top_up, plain_subject};
use crate::domain::payment::standards::{PayStandard, covers, expected, standard_day};
use crate::domain::payment::{CATEGORY, LEVEL, NATURE, NewPayment, PayDetail, YEARS};
use crate::domain::programme::{Beside, PeriodKind, Programme};
use crate::domain::relief::CaseFile;
use crate::domain::text::{CleanText, same_name};
use crate::store::columns::{maybe, text};
use crate::store::file::error::Result;
use crate::store::payments::facts::HUMAN;
use crate::store::payments::lists::detail;

/// Measures a payment of `who`: what the standards say of it, whether there is none, and which of its terms are not those
/// that are known.
pub(crate) fn measure(
    conn: &Connection,
    (programme, standards): (&Programme, &[PayStandard]),
    (new, who): (&NewPayment, RecipientId),
    letter: Option<&CaseFile>,
    facts: &mut PayFacts,
) -> Result<()> {
    let kind = programme.period;
    let said = terms_of(&new.detail, kind);
    let (mut last, payee) = last_terms(conn, programme, new, who)?;
    if let Some(level) = letter.and_then(|file| file.steps.iter().find_map(|step| step.body.get(LEVEL))) {
        last.set(LEVEL, level.clone());
    }
    if programme.beside == Beside::Category {
        registered(conn, new, who, &mut last)?;
    }
    let known = terms_of(&last, kind);
    let asks =
        programme.beside == Beside::Category || matches!(kind, PeriodKind::HalfYear | PeriodKind::Citation);
    for (place, (said, known)) in said.iter().zip(&known).enumerate().skip(1).take(2) {
        if asks && !said.is_empty() && !known.is_empty() && !same_term(place, said, known) {
            facts.other.push(OtherTerm::Level(known.clone()));
        }
    }
    // No payee is another one, too, where the last payment went to somebody who was named.
    if let (true, Some(before)) = (programme.to_payee, payee)
        && !new.payee.as_ref().is_some_and(|own| same_name(own, &before))
    {
        facts.other.push(OtherTerm::Payee(before));
    }
    let [category, ..] = &said;
    if !covers(standards, category) {
        return Ok(());
    }
    // What a list does not say is as it was last.
    let mut to = said;
    for (own, known) in to.iter_mut().zip(known).skip(1) {
        if own.is_empty() {
            *own = known;
        }
    }
    let years = new.detail.get(YEARS).or(last.get(YEARS)).and_then(|years| years.parse().ok());
    let day = standard_day(kind, new.subject.as_deref(), new.on);
    facts.expected = expected(standards, to.each_ref().map(CleanText::as_str), new.months, (day, years));
    facts.lacks_standard = facts.expected.is_none() && !is_top_up(new.subject.as_ref());
    Ok(())
}

/// What the programme kept of the last payment that stands, and its payee: of a category that of the same one.
fn last_terms(
    conn: &Connection,
    programme: &Programme,
    new: &NewPayment,
    who: RecipientId,
) -> Result<(PayDetail, Option<CleanText>)> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT e.detail, e.payee FROM entry AS e WHERE e.recipient IN {HUMAN} AND e.programme = ?2
           AND (?3 IS NULL OR e.subject = ?3) AND e.kind = 'payment' AND e.concerns IS NULL
           AND e.paid_on <= ?4 AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)
         ORDER BY e.period_to DESC, e.paid_on DESC, e.local_id DESC LIMIT 1"
    ))?;
    let subject = new.subject.as_deref().map(plain_subject).filter(|_| programme.beside != Beside::Nothing);
    let values = (who.to_string(), programme.code.as_str(), subject, new.on.to_string());
    let kept: Option<(Option<String>, Option<String>)> =
        statement.query_row(values, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (kept, payee) = kept.unwrap_or_default();
    Ok((detail(kept.as_deref()), maybe(payee)))
}

/// Level and nature that the register knows of a category held in the months paid: it outweighs what was paid by.
fn registered(conn: &Connection, new: &NewPayment, who: RecipientId, last: &mut PayDetail) -> Result<()> {
    let Some(category) = new.detail.get(CATEGORY).or(new.subject.as_ref()) else { return Ok(()) };
    let (from, to) = new.months.map_or((new.on, new.on), |months| (months.from, months.to));
    let held: Option<(Option<String>, Option<String>)> = conn
        .prepare_cached(
            "SELECT h.level, h.nature FROM category_held AS h JOIN category AS c ON c.local_id = h.category
             JOIN recipient AS r ON r.local_id = h.recipient
             WHERE r.id = ?1 AND c.name = ?2 AND coalesce(h.held_from, '') <= ?4 AND coalesce(h.held_to, '9') >= ?3
               AND coalesce(h.level, h.nature) IS NOT NULL ORDER BY h.local_id DESC LIMIT 1",
        )?
        .query_row(
            (who.to_string(), plain_subject(category), from.to_string(), to.to_string()),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (level, nature) = held.unwrap_or_default();
    for (key, known) in [(LEVEL, level), (NATURE, nature)] {
        if let Some(known) = known {
            last.set(key, text(&known));
        }
    }
    Ok(())
}
