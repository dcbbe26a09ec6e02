//! The audit (审计): rules that show how money may have gone another way than it should, over what the register keeps.
//!
//! A rule never refuses anything and never changes anything: it finds. A finding (发现) is a rule and a subject, so that
//! it keeps its name from one look to the next, and can be answered with a reason by somebody who did not hand over
//! what it names. [`Rule`] is the table of the rules, [`cases`] what each finds, in both languages; the rules
//! themselves are functions and small structs over facts that the store streams ([`facts`]), so that no register is
//! held whole.

pub mod act;
pub mod calls;
pub mod cases;
pub mod changes;
pub mod facts;
pub mod finding;
pub mod gifts;
pub mod goods;
pub mod handlers;
pub mod pairs;
pub mod payments;
pub mod persons;
pub mod proxies;
pub mod reasons;
pub mod reversals;
pub mod rounds;
mod rule;
#[cfg(test)]
mod tests;

pub use finding::{Answered, Finding, Told};
pub use rule::{Level, Rule};

use chrono::NaiveDate;

use crate::domain::holiday::RoundCode;

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Span {
    /// Everything.
    #[default]
    All,
    /// What was paid, called at or done in a calendar year.
    Year(i32),
    /// What was given in a round, and done while it went on.
    Round(RoundCode),
}

/// Which findings are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AuditQuery {
    /// What is looked at.
    pub span: Span,
    /// Only this rule.
    pub rule: Option<Rule>,
}

/// Receives findings.
pub type Sink<'s> = &'s mut dyn FnMut(Finding);

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that nobody has answered: red, amber and grey.
    pub open: [u64; 3],
    /// Answered ones.
    pub answered: u64,
}

impl Counts {
    /// Counts a finding.
    pub fn add(&mut self, finding: &Finding) {
        if finding.is_open() {
            let [red, amber, grey] = &mut self.open;
            let level = match finding.case.level {
                Level::Red => red,
                Level::Amber => amber,
                Level::Grey => grey,
            };
            *level += 1;
        } else {
            self.answered += 1;
        }
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.open.iter().sum::<u64>() + self.answered
    }

    /// Whether something is to be answered or explained: red or amber, and not answered.
    pub fn asks(&self) -> bool {
        let [red, amber, _] = self.open;
        red + amber > 0
    }
}

/// What an audit found, as much of it as a screen holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audited {
    /// Findings, red first, answered ones last; of each rule at most [`SHOWN_OF_A_RULE`].
    pub findings: Vec<Finding>,
    /// Of all of them, also of those that are not held.
    pub counts: Counts,
    /// The thresholds that held.
    pub thresholds: Option<crate::domain::setting::Thresholds>,
    /// The day on which it was looked.
    pub on: Option<NaiveDate>,
}

/// Findings of one rule that a screen holds at most; `muster audit --rule` tells all.
pub const SHOWN_OF_A_RULE: usize = 300;
