//! What bears on a payment: who receives, what was paid before, what the standards say, how the case stands.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::payment::level::number_key;
use crate::domain::payment::rules::{
    CaseStands, EarlierPayment, LetterStands, PayFacts, PayRefusal, SpendingPlace, is_top_up,
    payment_refusals, plain_subject,
};
use crate::domain::payment::standards::PayStandard;
use crate::domain::payment::{Months, NewPayment, PLACE, PayKind};
use crate::domain::programme::{PeriodKind, Programme};
use crate::domain::relief::{CaseFile, GRANTED_FEN};
use crate::domain::text::CleanText;
use crate::store::codec::{entry_id, recipient_id};
use crate::store::columns::{maybe, text};
use crate::store::file::error::Result;
use crate::store::payments::{cases, programmes, standards, terms};
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
                coalesce((SELECT sum(cash_fen) FROM entry AS c WHERE c.concerns = p.id AND c.kind = 'recovery' {LIVE}), 0),
                (SELECT min(paid_on) FROM entry AS c WHERE c.concerns = p.id AND c.kind = 'failed' {LIVE})
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
            failed_on: row.get(10)?,
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
        if new.kind == PayKind::Payment
            && new.concerns.is_none()
            && let Some(who) = self.by_now(new.recipient)?
        {
            let file = self.numbered(&programme, new, &mut facts, who)?;
            let letter = file.as_ref().filter(|file| file.is_letter());
            terms::measure(self.conn, (&programme, &standards), (new, who), letter, &mut facts)?;
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

    /// What bears on what is paid by a number: a settlement, a case, a letter. Answers the case or the letter.
    fn numbered(
        &mut self,
        programme: &Programme,
        new: &NewPayment,
        facts: &mut PayFacts,
        own: RecipientId,
    ) -> Result<Option<CaseFile>> {
        let Some(subject) = &new.subject else { return Ok(None) };
        let plain = plain_subject(subject);
        match programme.period {
            PeriodKind::Settlement => {
                if !is_top_up(Some(subject)) {
                    let paid = self.settled(&programme.code, plain, new)?;
                    facts.settled = paid.map(|paid| self.paid_to(paid)).transpose()?.map(Box::new);
                }
                Ok(None)
            }
            PeriodKind::Case => {
                let file = cases::file(self.conn, plain)?;
                let file = file.filter(|file| !file.is_letter() && file.recipient == own);
                let grant = file.as_ref().and_then(|file| file.grant());
                // Rows of the same list count as paid.
                let pending = self.pending.get(&own).into_iter().flatten();
                let same = pending.filter(|one| one.programme == programme.code).filter(|one| {
                    one.subject
                        .as_ref()
                        .is_some_and(|one| number_key(plain_subject(one)) == number_key(plain))
                });
                let paid = same.fold(Fen::ZERO, |sum, one| sum.plus(one.left));
                facts.case = Some(CaseStands {
                    granted: grant.map(|step| step.body.fen(GRANTED_FEN)),
                    on: grant.map(|step| step.on),
                    paid: file.as_ref().map_or(paid, |file| file.paid.plus(paid)),
                });
                Ok(file)
            }
            PeriodKind::Citation => {
                let file = cases::file(self.conn, plain)?.filter(CaseFile::is_letter);
                facts.letter = Some(match &file {
                    None => LetterStands::Unknown,
                    Some(file) if file.recipient == own => {
                        file.steps.first().map_or(LetterStands::Unknown, |step| LetterStands::Own(step.on))
                    }
                    Some(_) => LetterStands::Others,
                });
                Ok(file)
            }
            PeriodKind::Months
            | PeriodKind::HalfYear
            | PeriodKind::Year
            | PeriodKind::Season
            | PeriodKind::Once
            | PeriodKind::Spending => Ok(None),
        }
    }

    /// A settlement that was paid before, to whomever: those of a programme are read once.
    fn settled(
        &mut self,
        programme: &str,
        subject: &str,
        new: &NewPayment,
    ) -> Result<Option<(EntryId, Option<RecipientId>)>> {
        if !self.settled.contains_key(programme) {
            let mut known = Settled::new();
            let mut statement = self.conn.prepare_cached(SETTLED)?;
            let mut rows = statement.query([programme])?;
            while let Some(row) = rows.next()? {
                let recipient = row.get::<_, Option<String>>(2)?.map(|id| recipient_id(&id)).transpose()?;
                let recipient = self.by_now(recipient)?;
                let subject: String = row.get(0)?;
                if is_top_up(Some(&text(&subject))) {
                    continue;
                }
                known
                    .entry(number_key(&subject))
                    .or_default()
                    .push((entry_id(&row.get::<_, String>(1)?)?, recipient));
            }
            self.settled.insert(programme.to_owned(), known);
        }
        let recipient = self.by_now(new.recipient)?;
        let known = self.settled.entry(programme.to_owned()).or_default();
        let own = known.entry(number_key(subject)).or_default();
        let found = own.iter().find(|(_, paid)| *paid != recipient).copied();
        own.push((new.id, recipient));
        Ok(found)
    }

    /// A payment to somebody, and the name of that one: a row of the same list is none of the register yet.
    fn paid_to(&self, (id, who): (EntryId, Option<RecipientId>)) -> Result<(EarlierPayment, CleanText)> {
        let who = who.ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id.to_string())))?;
        let name: String = self
            .conn
            .prepare_cached("SELECT name FROM recipient WHERE id = ?1")?
            .query_row([who.to_string()], |row| row.get(0))?;
        let pending = self.pending.get(&who).into_iter().flatten().find(|one| one.id == id).cloned();
        let paid = match pending {
            Some(paid) => Some(paid),
            None => earlier(self.conn, &who.to_string())?.into_iter().find(|one| one.id == id),
        };
        let paid = paid.ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id.to_string())))?;
        Ok((paid, text(&name)))
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
        let (own, kind, died, away): (String, String, Option<NaiveDate>, [Option<NaiveDate>; 2]) = self
            .conn
            .prepare_cached(
                "SELECT id, kind, died_on, left_on, suspended_on FROM recipient WHERE local_id = ?1",
            )?
            .query_row([no], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, [row.get(3)?, row.get(4)?])))?;
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
            away_on: away.into_iter().flatten().min(),
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
                failed_on: None,
            });
        }
    }
}
