//! What bears on a payment: who receives, what was paid before, what the standards say, how the case stands.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::payment::rules::{
    CaseStands, EarlierPayment, LetterStands, PayFacts, PayRefusal, SpendingPlace, payment_refusals,
    plain_subject,
};
use crate::domain::payment::standards::{PayStandard, expected};
use crate::domain::payment::{
    CATEGORY, HOUSEHOLD, LEVEL, Months, NATURE, NewPayment, PLACE, PayDetail, PayKind, YEARS,
};
use crate::domain::programme::{PeriodKind, Programme};
use crate::domain::relief::{CaseFile, GRANTED_FEN};
use crate::domain::text::CleanText;
use crate::store::codec::{entry_id, recipient_id};
use crate::store::columns::{maybe, text};
use crate::store::file::error::Result;
use crate::store::payments::lists::detail;
use crate::store::payments::{cases, programmes, standards};
use crate::store::standing::{facts, shared};

pub(crate) use crate::store::standing::shared::HUMAN;

/// Months of the columns from `at` on.
pub(crate) fn months(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Months>> {
    let (from, to): (Option<NaiveDate>, Option<NaiveDate>) = (row.get(at)?, row.get(at + 1)?);
    Ok(from.zip(to).map(|(from, to)| Months { from, to }))
}

/// Payments of a human that no reversal cancelled.
fn earlier(conn: &Connection, id: &str) -> Result<Vec<EarlierPayment>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT p.id, p.programme, p.subject, p.period_from, p.period_to, p.paid_on, p.cash_fen,
                coalesce((SELECT sum(cash_fen) FROM entry AS c WHERE c.concerns = p.id {LIVE}), 0),
                coalesce((SELECT sum(cash_fen) FROM entry AS c WHERE c.concerns = p.id AND c.kind <> 'recovery' {LIVE}), 0),
                coalesce((SELECT sum(cash_fen) FROM entry AS c WHERE c.concerns = p.id AND c.kind = 'recovery' {LIVE}), 0)
         FROM entry AS p WHERE p.recipient IN {HUMAN} AND p.kind = 'payment' AND p.concerns IS NULL
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = p.id) ORDER BY p.local_id",
    ))?;
    let mut rows = statement.query([id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let fen = |at: usize| row.get::<_, i64>(at);
        let paid = fen(6)?;
        found.push(EarlierPayment {
            id: entry_id(&row.get::<_, String>(0)?)?,
            programme: text(&row.get::<_, String>(1)?),
            subject: maybe(row.get(2)?),
            months: months(row, 3)?,
            on: row.get(5)?,
            amount: Fen::new(paid),
            left: Fen::new(paid + fen(7)?),
            open: Fen::new(-fen(8)?),
            recovered: Fen::new(-fen(9)?),
        });
    }
    Ok(found)
}

/// Of what concerns a payment, what no reversal cancelled.
const LIVE: &str = "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = c.id)";

/// Categories that somebody holds on a day of the months paid, or on the day paid.
fn categories(conn: &Connection, no: i64, new: &NewPayment) -> Result<Vec<CleanText>> {
    let (from, to) = new.months.map_or((new.on, new.on), |months| (months.from, months.to));
    let mut statement = conn.prepare_cached(
        "SELECT c.name FROM category_held AS h JOIN category AS c ON c.local_id = h.category
         WHERE h.recipient = ?1 AND coalesce(h.held_from, '') <= ?3 AND coalesce(h.held_to, '9') >= ?2",
    )?;
    let names = statement
        .query_map((no, from.to_string(), to.to_string()), |row| row.get::<_, String>(0))?
        .map(|name| name.map(|name| text(&name)))
        .collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// What is known of a place on which money is spent; none where the register has no facility that it could be.
fn place(conn: &Connection, name: &str) -> Result<Option<SpendingPlace>> {
    let (has_any, is_known, is_of_farm): (bool, bool, bool) = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM work WHERE kind = 'facility' AND withdrawn IS NULL),
                    EXISTS (SELECT 1 FROM station WHERE name = ?1)
                      OR EXISTS (SELECT 1 FROM work WHERE kind = 'facility' AND title = ?1 AND withdrawn IS NULL),
                    EXISTS (SELECT 1 FROM township AS t LEFT JOIN station AS s ON s.township = t.code AND s.name = ?1
                            WHERE t.kind = '农牧场' AND (s.name IS NOT NULL OR instr(?1, t.name) > 0))",
        )?
        .query_row([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok((has_any || is_known).then_some(SpendingPlace { is_known, is_of_farm }))
}

/// Settlements by their numbers: the entries that paid each, and to whom.
type Settled = HashMap<String, Vec<(EntryId, Option<RecipientId>)>>;

/// The settlements that a programme paid.
pub(crate) const SETTLED: &str = "SELECT subject, id, recipient FROM entry AS p
     WHERE round IS NULL AND programme = ?1 AND kind = 'payment' AND concerns IS NULL AND subject IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = p.id)";

/// What the terms of many payments are read of once.
pub(crate) struct Checking<'c> {
    conn: &'c Connection,
    today: NaiveDate,
    programmes: HashMap<String, (Programme, Vec<PayStandard>)>,
    /// What this act itself pays, as if it stood: two rows of one list meet each other.
    pending: HashMap<RecipientId, Vec<EarlierPayment>>,
    /// Of each programme the settlements that were paid, and to whom.
    settled: HashMap<String, Settled>,
}

impl<'c> Checking<'c> {
    pub(crate) fn new(conn: &'c Connection, today: NaiveDate) -> Self {
        Self { conn, today, programmes: HashMap::new(), pending: HashMap::new(), settled: HashMap::new() }
    }

    /// What stands against a payment; it counts for those that are looked at behind it.
    pub(crate) fn refusals(&mut self, new: &NewPayment) -> Result<Vec<PayRefusal>> {
        let code = new.programme.to_string();
        if !self.programmes.contains_key(&code) {
            let known = (programmes::of_code(self.conn, &code)?, standards::of(self.conn, &code)?);
            self.programmes.insert(code.clone(), known);
        }
        let mut facts = self.facts(new)?;
        let Some((programme, standards)) = self.programmes.remove(&code) else { return Ok(Vec::new()) };
        if new.kind == PayKind::Payment && new.concerns.is_none() {
            let said = |key: &str| new.detail.get(key).map(CleanText::as_str).unwrap_or_default();
            let mut to = [said(CATEGORY), said(LEVEL), said(NATURE), said(HOUSEHOLD)];
            let last = if standards.is_empty() || to.iter().skip(1).all(|said| !said.is_empty()) {
                PayDetail::default()
            } else {
                self.last_terms(new)?
            };
            // What a list does not say is as it was last.
            for (said, key) in to.iter_mut().zip([CATEGORY, LEVEL, NATURE, HOUSEHOLD]).skip(1) {
                if said.is_empty() {
                    *said = last.get(key).map_or("", CleanText::as_str);
                }
            }
            let years = new.detail.get(YEARS).and_then(|years| years.parse().ok());
            facts.expected = expected(&standards, to, new.months, (new.on, years));
            if programme.period == PeriodKind::Settlement
                && let Some(subject) = &new.subject
            {
                facts.settled = self.settled(&programme.code, subject, new)?;
            }
            if programme.period == PeriodKind::Case
                && let Some(subject) = &new.subject
            {
                let file = cases::file(self.conn, subject)?.filter(|file| !file.is_letter());
                let own = self.by_now(new.recipient)?;
                let grant = file.filter(|file| Some(file.recipient) == own);
                let grant = grant.as_ref().and_then(|file| file.grant());
                facts.case = Some(CaseStands {
                    granted: grant.map(|step| step.body.fen(GRANTED_FEN)),
                    on: grant.map(|step| step.on),
                });
            }
            if programme.period == PeriodKind::Citation
                && let Some(subject) = &new.subject
            {
                let file = cases::file(self.conn, plain_subject(subject))?.filter(CaseFile::is_letter);
                let own = self.by_now(new.recipient)?;
                facts.letter = Some(match file {
                    None => LetterStands::Unknown,
                    Some(file) if Some(file.recipient) == own => LetterStands::Own,
                    Some(_) => LetterStands::Others,
                });
            }
        }
        if let (PayKind::Payment, None, Some(role)) = (new.kind, new.concerns, &programme.role) {
            facts.lacks_role = !self.has_role(new, role)?;
        }
        if new.kind == PayKind::Spending {
            facts.place = place(self.conn, new.detail.get(PLACE).map_or("", CleanText::as_str))?;
        }
        let found = payment_refusals(&programme, new, &facts, self.today);
        self.programmes.insert(code, (programme, standards));
        if let Some(id) = self.by_now(new.recipient)? {
            self.pend(id, new);
        }
        Ok(found)
    }

    /// A settlement that was paid before, to whomever: those of a programme are read once.
    fn settled(&mut self, programme: &str, subject: &CleanText, new: &NewPayment) -> Result<Option<EntryId>> {
        if !self.settled.contains_key(programme) {
            let mut known = Settled::new();
            let mut statement = self.conn.prepare_cached(SETTLED)?;
            let mut rows = statement.query([programme])?;
            while let Some(row) = rows.next()? {
                let recipient = row.get::<_, Option<String>>(2)?.map(|id| recipient_id(&id)).transpose()?;
                let recipient = self.by_now(recipient)?;
                let subject: String = row.get(0)?;
                known.entry(subject).or_default().push((entry_id(&row.get::<_, String>(1)?)?, recipient));
            }
            self.settled.insert(programme.to_owned(), known);
        }
        let recipient = self.by_now(new.recipient)?;
        let known = self.settled.entry(programme.to_owned()).or_default();
        let own = known.entry(subject.to_string()).or_default();
        let found = own.iter().find(|(_, paid)| *paid != recipient).map(|(id, _)| *id);
        own.push((new.id, recipient));
        Ok(found)
    }

    /// What the programme kept of the last payment with the same key that stands: level, nature and what else a list may lack.
    fn last_terms(&self, new: &NewPayment) -> Result<PayDetail> {
        let Some(id) = self.by_now(new.recipient)? else { return Ok(PayDetail::default()) };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT e.detail FROM entry AS e WHERE e.recipient IN {HUMAN} AND e.programme = ?2 AND e.subject IS ?3
               AND e.kind = 'payment' AND e.concerns IS NULL AND e.detail IS NOT NULL AND e.paid_on <= ?4
               AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)
             ORDER BY e.period_to DESC, e.local_id DESC LIMIT 1"
        ))?;
        let subject = new.subject.as_deref().map(plain_subject).filter(|subject| !subject.is_empty());
        let kept: Option<String> = statement
            .query_row((id.to_string(), new.programme.as_str(), subject, new.on.to_string()), |row| {
                row.get(0)
            })
            .optional()?;
        Ok(detail(kept.as_deref()))
    }

    /// Whether somebody has a role on the day paid; of a list of names the name tells.
    fn has_role(&self, new: &NewPayment, role: &CleanText) -> Result<bool> {
        let Some(id) = self.by_now(new.recipient)? else { return Ok(false) };
        let sql = format!(
            "SELECT 1 FROM work AS w WHERE w.kind = 'role' AND w.subkind = ?2 AND w.withdrawn IS NULL
               AND w.from_day <= ?3 AND (w.to_day IS NULL OR w.to_day >= ?3)
               AND (w.recipient IN {HUMAN} OR w.recipient IS NULL
                    AND w.title IN (SELECT name FROM recipient WHERE id = ?1))"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.exists((id.to_string(), role.as_str(), new.on.to_string()))?)
    }

    /// Who somebody is by now.
    fn by_now(&self, id: Option<RecipientId>) -> Result<Option<RecipientId>> {
        let Some(id) = id else { return Ok(None) };
        if !shared::any(self.conn)? {
            return Ok(Some(id));
        }
        let root = shared::root(self.conn, facts::number_of(self.conn, id)?)?;
        Ok(Some(shared::named(self.conn, root)?.0))
    }

    fn facts(&self, new: &NewPayment) -> Result<PayFacts> {
        let Some(id) = new.recipient else { return Ok(PayFacts::default()) };
        let no = shared::root(self.conn, facts::number_of(self.conn, id)?)?;
        let (own, kind, died): (String, String, Option<NaiveDate>) = self
            .conn
            .prepare_cached("SELECT id, kind, died_on FROM recipient WHERE local_id = ?1")?
            .query_row([no], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut earlier = earlier(self.conn, &own)?;
        for pending in self.pending.get(&recipient_id(&own)?).into_iter().flatten() {
            match earlier.iter_mut().find(|one| one.id == pending.id) {
                Some(one) => *one = pending.clone(),
                None => earlier.push(pending.clone()),
            }
        }
        Ok(PayFacts {
            is_unit: kind == "unit",
            died_on: died,
            categories: categories(self.conn, no, new)?,
            earlier,
            ..PayFacts::default()
        })
    }

    /// As if it stood.
    fn pend(&mut self, id: RecipientId, new: &NewPayment) {
        let own = self.pending.entry(id).or_default();
        if new.kind == PayKind::Payment && new.concerns.is_none() {
            own.push(EarlierPayment {
                id: new.id,
                programme: new.programme.clone(),
                subject: new.subject.clone(),
                months: new.months,
                on: new.on,
                amount: new.amount,
                left: new.amount,
                open: Fen::ZERO,
                recovered: Fen::ZERO,
            });
        }
    }
}
