//! What payments of programmes show: paid for months after a death (A01), twice (A02), above the standard (A03), to one payee for
//! many (A11), and by a wrong fund or for the months of another programme (A26).

use std::collections::{HashMap, HashSet};

use chrono::{Datelike as _, NaiveDate};

use super::gifts::text;
use super::pairs::sorted;
use super::{Finding, Sink, Told, cases};
use crate::domain::money::Fen;
use crate::domain::payment::Months;
use crate::domain::payment::rules::{is_top_up, plain_subject};
use crate::domain::setting::Thresholds;
use crate::domain::text::{CleanText, name_key};

/// A payment that stands, with what bears on it.
#[derive(Clone, Debug)]
pub struct PaidFacts {
    /// Its number.
    pub no: i64,
    /// Its id.
    pub id: String,
    /// The id of whom it was for, as it is stored.
    pub recipient: String,
    /// The name.
    pub name: String,
    /// The code of the programme, and its name.
    pub programme: [CleanText; 2],
    /// What its key holds.
    pub subject: Option<CleanText>,
    /// The months paid.
    pub months: Option<Months>,
    /// The day paid.
    pub on: NaiveDate,
    /// What is left of it.
    pub left: Fen,
    /// Whose account it went to.
    pub payee: Option<CleanText>,
    /// Whether a reason stands with it, or with its list.
    pub reasoned: bool,
    /// The day of death.
    pub died_on: Option<NaiveDate>,
    /// What the standards say of it.
    pub expected: Option<Fen>,
    /// A fund that does not pay its programme.
    pub wrong_fund: Option<CleanText>,
    /// Whether it was paid in the time that is looked at: others are there to be compared.
    pub asked: bool,
}

impl PaidFacts {
    fn key(&self) -> (&str, String) {
        let subject = self.subject.as_deref().unwrap_or_default();
        (self.programme[0].as_str(), name_key(subject).into_owned())
    }

    /// For what it is, in words.
    fn what(&self) -> Told {
        let months = self.months.map(Months::told);
        let said: Vec<&str> = [Some(self.programme[1].as_str()), months.as_deref(), self.subject.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        text(&said.join(" "))
    }

    fn monthly(&self) -> i64 {
        self.left.get() / self.months.map_or(1, |months| i64::from(months.count().max(1)))
    }

    fn meets(&self, other: &Self) -> bool {
        match (self.months, other.months) {
            (Some(own), Some(other)) => own.overlaps(other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// A finding about a payment.
fn about(one: &PaidFacts, case: &'static cases::Case, told: Vec<Told>) -> Finding {
    Finding::new(case, &one.id, &one.name, told).of(&one.recipient).naming([one.no])
}

/// A01: for whole months after the death, or to the dead themselves.
pub fn after_death(one: &PaidFacts, sink: Sink<'_>) {
    let Some(died) = one.died_on.filter(|_| one.asked) else { return };
    let after = one.months.is_some_and(|months| months.to.with_day(1).is_some_and(|first| first > died));
    if after {
        sink(about(one, &cases::PAID_AFTER_DEATH, vec![one.what(), Told::Day(died)]));
    } else if one.on > died && one.payee.is_none() {
        sink(about(one, &cases::PAID_TO_DEAD, vec![one.what(), Told::Day(one.on), Told::Day(died)]));
    }
}

/// A02 and A26: what was paid to one human, with all other payments of that human.
pub fn repeated(all: &[PaidFacts], limits: &Thresholds, sink: Sink<'_>) {
    for (at, one) in all.iter().enumerate() {
        for other in all.iter().take(at).filter(|other| one.asked || other.asked) {
            if !one.meets(other) {
                continue;
            }
            let both = vec![one.what(), other.what()];
            if one.key() == other.key() {
                sink(about(one, &cases::PAID_TWICE, both).naming([other.no]));
            } else if one.programme[0] != other.programme[0] && one.months.is_some() {
                let (own, there) = (one.monthly(), other.monthly());
                let apart = (own - there).saturating_abs().saturating_mul(100);
                if apart <= own.max(there).saturating_mul(limits.overlap_percent) {
                    sink(about(one, &cases::OVERLAP, both).naming([other.no]));
                }
            }
        }
    }
}

/// A03: above the standard, with what topped the same months up.
pub fn above(all: &[PaidFacts], limits: &Thresholds, sink: Sink<'_>) {
    for one in all.iter().filter(|one| one.asked && !is_top_up(one.subject.as_ref())) {
        let Some(expected) = one.expected else { continue };
        let tops_up = |other: &&PaidFacts| {
            let within = other
                .months
                .zip(one.months)
                .is_some_and(|(other, own)| own.from <= other.from && other.to <= own.to);
            within
                && other.programme[0] == one.programme[0]
                && is_top_up(other.subject.as_ref())
                && name_key(plain_subject(other.subject.as_deref().unwrap_or_default()))
                    == name_key(one.subject.as_deref().unwrap_or_default())
        };
        let sum = all.iter().filter(tops_up).fold(one.left, |sum, other| sum.plus(other.left));
        if sum <= expected {
            continue;
        }
        let much = sum.get().saturating_mul(100) > expected.get().saturating_mul(limits.above_percent)
            || sum.get() - expected.get() > limits.above_yuan.saturating_mul(100);
        let case = if much { &cases::PAID_ABOVE_MUCH } else { &cases::PAID_ABOVE };
        sink(about(one, case, vec![one.what(), Told::Yuan(sum), Told::Yuan(expected)]));
    }
}

/// A26: by a fund that does not pay the programme.
pub fn wrong_fund(one: &PaidFacts, sink: Sink<'_>) {
    let Some(fund) = one.wrong_fund.as_ref().filter(|_| one.asked) else { return };
    let case = if one.reasoned { &cases::WRONG_FUND_REASON } else { &cases::WRONG_FUND };
    sink(about(one, case, vec![one.what(), text(fund)]));
}

/// A11: whose account payments of several people went to.
#[derive(Debug, Default)]
pub struct Payees(HashMap<String, (HashSet<String>, Vec<i64>)>);

impl Payees {
    /// Takes in a payment.
    pub fn paid(&mut self, one: &PaidFacts) {
        if let Some(payee) = one.payee.as_ref().filter(|_| one.asked) {
            let (people, entries) = self.0.entry(payee.to_string()).or_default();
            people.insert(one.recipient.clone());
            entries.push(one.no);
        }
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        for (payee, (people, entries)) in sorted(self.0) {
            let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
            if count >= limits.payee_shared {
                let found = Finding::new(&cases::PAYEE_MANY, &payee, &payee, vec![Told::Number(count)]);
                sink(found.naming(entries));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(no: i64, programme: &'static str, months: &str, fen: i64) -> PaidFacts {
        PaidFacts {
            no,
            id: format!("e{no}"),
            recipient: "r".to_owned(),
            name: "程连富".to_owned(),
            programme: [programme.into(), programme.into()],
            subject: None,
            months: Months::parse(months),
            on: "2023-05-10".parse().unwrap(),
            left: Fen::new(fen),
            payee: None,
            reasoned: false,
            died_on: None,
            expected: None,
            wrong_fund: None,
            asked: true,
        }
    }

    fn found(look: impl Fn(&mut Vec<(&'static str, Vec<i64>)>)) -> Vec<(&'static str, Vec<i64>)> {
        let mut all = Vec::new();
        look(&mut all);
        all
    }

    #[test]
    fn payments_that_stand_are_looked_at() {
        let limits = Thresholds::read(|setting| Ok::<_, ()>(setting.number(setting.default))).unwrap();
        let repeats = |all: &[PaidFacts]| {
            found(|told| repeated(all, &limits, &mut |one| told.push((one.case.kind, one.entries))))
        };
        let one = paid(1, "a", "2023-01..2023-03", 30_000);
        let same = paid(2, "a", "2023-03", 9_000);
        let other = paid(3, "b", "2023-02", 10_000);
        assert_eq!(repeats(&[one.clone(), same]), [("paid_twice", vec![2, 1])]);
        assert_eq!(repeats(&[one.clone(), other.clone()]), [("overlap", vec![3, 1])]);
        assert_eq!(repeats(&[one.clone(), PaidFacts { left: Fen::new(10_001), ..other.clone() }]), []);
        assert_eq!(repeats(&[one.clone(), PaidFacts { months: Months::parse("2023-04"), ..other }]), []);
        // Above the standard: 20 % or 500 yuan above is grave; a top-up counts along.
        let aboves = |all: &[PaidFacts]| {
            found(|told| above(all, &limits, &mut |one| told.push((one.case.level.code(), one.entries))))
        };
        let standard = |fen| PaidFacts { expected: Some(Fen::new(fen)), ..one.clone() };
        assert_eq!(aboves(&[standard(30_000)]), []);
        assert_eq!(aboves(&[standard(29_999)]), [("amber", vec![1])]);
        assert_eq!(aboves(&[standard(24_000)]), [("red", vec![1])]);
        let top = PaidFacts { no: 4, subject: Some("补差".into()), ..paid(4, "a", "2023-02", 1) };
        assert_eq!(aboves(&[standard(30_000), top]), [("amber", vec![1])]);
        // After a death: whole months, or to the dead.
        let died = |on: &str, payee: Option<&'static str>| {
            let one = PaidFacts { died_on: on.parse().ok(), payee: payee.map(Into::into), ..one.clone() };
            found(|told| after_death(&one, &mut |one| told.push((one.case.kind, one.entries))))
        };
        assert_eq!(died("2023-02-11", Some("付春明")), [("paid_after", vec![1])]);
        assert_eq!(died("2023-03-11", None), [("paid_dead", vec![1])]);
        assert_eq!(died("2023-03-11", Some("付春明")), []);
        assert_eq!(died("2023-06-01", None), []);
        // One payee for three.
        let mut payees = Payees::default();
        for (no, recipient) in [(1, "a"), (2, "b"), (3, "c"), (4, "c")] {
            payees.paid(&PaidFacts {
                no,
                recipient: recipient.into(),
                payee: Some("李".into()),
                ..one.clone()
            });
        }
        let mut told = Vec::new();
        payees.finish(&limits, &mut |one| told.push((one.case.kind, one.entries)));
        assert_eq!(told, [("payee", vec![1, 2, 3, 4])]);
    }
}
