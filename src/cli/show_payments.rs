//! What somebody was paid of programmes, for `muster show`: this year, all years by programme, and what comes next.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use serde::Serialize;

use super::error::CliError;
use super::out::Out;
use super::pay_shared::{PaymentJson, told};
use super::session::Session;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::payment::next::NextPayment;
use crate::lang::{fill, payments, texts, words};
use crate::store::Store;

texts! {
    /// The texts of payments in `show`.
    fn texts(lang) -> ShownTexts {
        /// The year, the sum.
        this_year: "{} 年已发项目资金 {}" / "programmes paid {}: {}";
        /// The programme, the sum, over all years.
        all_years: "历年 {} {}" / "all years, {} {}";
        /// The programme, what, from which day, how much.
        next: "以后 {} {}，{} 起，按上次 {}" / "next {} {}, from {}, as the last one {}";
    }
}

/// What was paid.
pub(super) struct Paid {
    lines: Vec<PaymentLine>,
    next: Vec<NextPayment>,
    year: i32,
}

#[derive(Serialize)]
pub(super) struct PaidJson {
    year: i32,
    this_year_fen: i64,
    by_programme: Vec<SumJson>,
    next: Vec<NextJson>,
    payments: Vec<PaymentJson>,
}

#[derive(Serialize)]
struct SumJson {
    programme: String,
    name: String,
    amount_fen: i64,
}

#[derive(Serialize)]
struct NextJson {
    programme: String,
    what: String,
    due: String,
    like_fen: i64,
}

impl Paid {
    /// Reads it, newest first.
    pub(super) fn read(session: &Session, store: &Store, id: RecipientId) -> Result<Self, CliError> {
        let today = session.clock.today();
        let lines = store.payments(&PaymentQuery { recipient: Some(id), ..PaymentQuery::default() })?;
        // Nothing comes to the dead: the one answer of screen and command.
        let next = if lines.is_empty() { Vec::new() } else { store.person_paid(id, today)?.next };
        Ok(Self { next, lines, year: today.year() })
    }

    fn this_year(&self) -> Fen {
        // The reversal of an earlier year is none of this one.
        let is_of = |id| self.lines.iter().any(|line| Some(line.id) == id && line.on.year() == self.year);
        let own = self.lines.iter().filter(|line| {
            line.on.year() == self.year && (*line.kind != *"reversal" || is_of(line.concerns))
        });
        own.fold(Fen::ZERO, |sum, line| sum.plus(line.amount))
    }

    /// Sums of all years by programme: code, name, sum.
    fn sums(&self) -> Vec<(String, String, Fen)> {
        let mut sums: BTreeMap<(String, String), Fen> = BTreeMap::new();
        for line in &self.lines {
            let sum = sums.entry((line.programme.to_string(), line.programme_name.to_string())).or_default();
            *sum = sum.plus(line.amount);
        }
        sums.into_iter().map(|((code, name), sum)| (code, name, sum)).collect()
    }

    /// As JSON; none where nothing was ever paid.
    pub(super) fn json(&self) -> Option<PaidJson> {
        if self.lines.is_empty() {
            return None;
        }
        let sum = |(programme, name, amount): (String, String, Fen)| SumJson {
            programme,
            name,
            amount_fen: amount.get(),
        };
        let next = |next: &NextPayment| NextJson {
            programme: next.programme.to_string(),
            what: next.what.clone(),
            due: next.due.to_string(),
            like_fen: next.like.get(),
        };
        Some(PaidJson {
            year: self.year,
            this_year_fen: self.this_year().get(),
            by_programme: self.sums().into_iter().map(sum).collect(),
            next: self.next.iter().map(next).collect(),
            payments: self.lines.iter().map(PaymentJson::from).collect(),
        })
    }

    /// Prints it behind the rounds.
    pub(super) fn print(&self, session: &Session, out: &mut Out) {
        if self.lines.is_empty() {
            return;
        }
        let (texts, lang) = (texts(session.lang), session.lang);
        out.line("");
        out.line(&fill(texts.this_year, &[&self.year, &words::yuan(lang, self.this_year())]));
        for (_, name, sum) in self.sums() {
            out.line(&fill(texts.all_years, &[&name, &words::yuan(lang, sum)]));
        }
        for next in &self.next {
            out.line(&fill(
                texts.next,
                &[&next.name, &payments::next_what(lang, next), &next.due, &words::yuan(lang, next.like)],
            ));
        }
        for line in &self.lines {
            out.line(&format!("  {}", told(session, line)));
        }
    }
}
