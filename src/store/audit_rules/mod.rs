//! The rules of the audit over the register: each streams what it needs, so that nothing is held whole.
//!
//! A pass over the ledger feeds every rule that looks at gifts; what a rule remembers is a few bytes an entry. Rules
//! that compare records with one another read columns that an index holds. Numbers of people are compared by their
//! hashes.

mod acts;
mod answers;
mod calls;
mod formerly;
mod gifts;
mod ledger;
mod parted;
mod payments;
mod plans;
mod rounds;
mod shared;
mod short;
mod span;
mod twice;

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::audit::{
    AuditQuery, Audited, Counts, Finding, Level, Rule, SHOWN_OF_A_RULE, Sink, Span, Told,
};
use crate::domain::setting::Thresholds;
use crate::store::file::error::Result;
use crate::store::recipients::about;
use crate::store::register::Store;
use crate::store::settings;

pub(crate) use answers::{ANSWERED, TAKEN_BACK, answer, check_answered};

/// Whether one of the entries whose numbers the value lists is a payment of a programme.
const PAYS: &str =
    "SELECT 1 FROM json_each(?1) AS n JOIN entry AS e ON e.local_id = n.value WHERE +e.round IS NULL LIMIT 1";

/// What every rule is given.
struct Context<'c> {
    conn: &'c Connection,
    span: Span,
    limits: &'c Thresholds,
    today: NaiveDate,
}

/// The first findings of one rule, as long as they are few and name few entries.
#[derive(Default)]
struct OfRule {
    first: Vec<Finding>,
    /// How many there are, and how many entries they name.
    all: usize,
    entries: usize,
}

impl OfRule {
    /// Findings that are held of a rule at most, and entries that they name.
    const HELD: [usize; 2] = [500, 25_000];

    fn add(&mut self, finding: Finding) {
        self.all += 1;
        self.entries = self.entries.saturating_add(finding.entries.len());
        if self.is_held() {
            self.first.push(finding);
        } else {
            self.first = Vec::new();
        }
    }

    /// Whether all of them are held.
    fn is_held(&self) -> bool {
        let [findings, entries] = Self::HELD;
        self.all <= findings && self.entries <= entries
    }
}

impl Store {
    /// The thresholds of the audit on a day.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn thresholds(&self, day: NaiveDate) -> Result<Thresholds> {
        settings::thresholds(&self.conn, day)
    }

    /// Looks at every rule that is asked for and tells `each` of what it finds, rule by rule, with its answer. Of a rule
    /// that finds much a part is held, and the rest is looked for once more.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn audit(&self, query: &AuditQuery, today: NaiveDate, each: Sink<'_>) -> Result<()> {
        let _state = self.state()?;
        let limits = settings::thresholds(&self.conn, today)?;
        let answers = answers::all(&self.conn)?;
        let mut told = |mut finding: Finding| {
            finding.answer = answers.get(&finding.name()).cloned();
            mask_birth(&self.conn, &mut finding);
            each(finding);
        };
        let cx = Context { conn: &self.conn, span: query.span, limits: &limits, today };
        let rules: Vec<Rule> = query.rule.map_or_else(|| Rule::ALL.to_vec(), |rule| vec![rule]);
        for held in self.look(&cx, &rules)? {
            if held.1.is_held() {
                held.1.first.into_iter().for_each(&mut told);
            } else {
                drop(held.1);
                look_into(&cx, &[held.0], &mut told)?;
                if held.0 == Rule::A22 {
                    self.look_at_backups(&cx, &mut told)?;
                }
            }
        }
        Ok(())
    }

    /// What the audit finds, as much of it as a screen holds.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn audited(&self, query: &AuditQuery, today: NaiveDate) -> Result<Audited> {
        let mut found: HashMap<Rule, usize> = HashMap::new();
        let (mut findings, mut counts) = (Vec::new(), Counts::default());
        self.audit(query, today, &mut |finding| {
            counts.add(&finding);
            let held = found.entry(finding.case.rule).or_default();
            *held += 1;
            // What is to be answered is never pushed out by what was answered.
            if *held <= SHOWN_OF_A_RULE {
                findings.push(finding);
            }
        })?;
        findings.sort_by_key(|one| (!one.is_open(), one.case.level, one.case.rule));
        let mut pays = self.conn.prepare_cached(PAYS)?;
        for finding in findings.iter_mut().filter(|one| !one.entries.is_empty()) {
            finding.pays = pays.exists([serde_json::Value::from(finding.entries.as_slice()).to_string()])?;
        }
        let thresholds = Some(settings::thresholds(&self.conn, today)?);
        Ok(Audited { findings, counts, thresholds, on: Some(today) })
    }

    /// The findings of each rule, in the order of the rules.
    fn look(&self, cx: &Context<'_>, rules: &[Rule]) -> Result<Vec<(Rule, OfRule)>> {
        let mut found: HashMap<Rule, OfRule> = HashMap::new();
        let mut sink = |finding: Finding| {
            found.entry(finding.case.rule).or_default().add(finding);
        };
        look_into(cx, rules, &mut sink)?;
        if rules.contains(&Rule::A22) {
            self.look_at_backups(cx, &mut sink)?;
        }
        let mut found: Vec<(Rule, OfRule)> = found.into_iter().collect();
        found.sort_by_key(|(rule, _)| *rule);
        for (_, of) in &mut found {
            of.first.sort_by_key(|finding| finding.case.level != Level::Red);
        }
        Ok(found)
    }

    /// A22, backups: only where everything is looked at, since a backup is of no year.
    fn look_at_backups(&self, cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
        if cx.span == Span::All {
            acts::backups(&self.check_past(None)?, sink);
        }
        Ok(())
    }
}

/// Masks the birth dates of those whom a finding is about in what it and its answer tell.
fn mask_birth(conn: &Connection, finding: &mut Finding) {
    let answered = finding.answer.iter().flat_map(|answer| answer.people.clone());
    let mut people: Vec<String> = finding.recipient.iter().map(ToString::to_string).chain(answered).collect();
    people.dedup();
    let texts = finding.told.iter_mut().filter_map(|told| match told {
        Told::Text(text) => Some(text),
        Told::Word(..) | Told::Asked(_) | Told::Yuan(_) | Told::Number(_) | Told::Day(_) | Told::Round(_) => {
            None
        }
    });
    let answer = finding.answer.iter_mut().flat_map(|answer| [&mut answer.reason, &mut answer.by]);
    for text in texts.chain(answer).chain([&mut finding.title]) {
        if let Ok(masked) = about::text_of_all(conn, text, people.iter()) {
            *text = masked;
        }
    }
}

/// Looks at rules.
fn look_into(cx: &Context<'_>, rules: &[Rule], sink: Sink<'_>) -> Result<()> {
    gifts::look(cx, rules, sink)?;
    payments::look(cx, rules, sink)?;
    for rule in rules {
        match rule {
            Rule::A02 => twice::look(cx, sink)?,
            Rule::A03 => parted::look(cx, sink)?,
            Rule::A04 => short::look(cx, sink)?,
            Rule::A07 => ledger::clocks(cx, sink)?,
            Rule::A10 => ledger::pairs(cx, sink)?,
            Rule::A13 => shared::look(cx, sink)?,
            Rule::A15 => acts::erased(cx, sink)?,
            Rule::A17 => calls::allowed(cx, sink)?,
            Rule::A19 => rounds::standards(cx, sink)?,
            Rule::A21 => calls::not_given(cx, sink)?,
            Rule::A22 => acts::restored(cx, sink)?,
            Rule::A23 => acts::unmasked(cx, sink)?,
            Rule::A24 => acts::rosters(cx, sink)?,
            Rule::A25 => rounds::left_over(cx, sink)?,
            // These look at gifts or at payments alone.
            Rule::A01
            | Rule::A05
            | Rule::A06
            | Rule::A08
            | Rule::A09
            | Rule::A11
            | Rule::A12
            | Rule::A14
            | Rule::A16
            | Rule::A18
            | Rule::A20
            | Rule::A26 => {}
        }
    }
    Ok(())
}
