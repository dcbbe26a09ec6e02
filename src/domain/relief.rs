//! Cases of hardship (困难救助) and letters of citation (立功喜报): their steps, in order.

use chrono::NaiveDate;

use super::ids::RecipientId;
use super::money::Fen;
use super::payment::{NOTE, PayDetail};
use super::text::{CleanText, same_name};

/// A step of a case, or of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// 受理: what happened, what is asked for.
    Accept,
    /// 入户调查, by two.
    Survey,
    /// The opinion of the village.
    Village,
    /// That of the township.
    Township,
    /// That of the banner.
    Banner,
    /// 公示, from its day to another, with its objections.
    Notice,
    /// Granted, and how much.
    Grant,
    /// Not granted, and why.
    Refuse,
    /// 回访, behind the payment.
    Revisit,
    /// A letter of citation came: what is due to whom by when.
    Received,
    /// It was handed over: by whom, to whom.
    Delivered,
}

impl StepKind {
    /// All steps.
    pub const ALL: [Self; 11] = [
        Self::Accept,
        Self::Survey,
        Self::Village,
        Self::Township,
        Self::Banner,
        Self::Notice,
        Self::Grant,
        Self::Refuse,
        Self::Revisit,
        Self::Received,
        Self::Delivered,
    ];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Survey => "survey",
            Self::Village => "village",
            Self::Township => "township",
            Self::Banner => "banner",
            Self::Notice => "notice",
            Self::Grant => "grant",
            Self::Refuse => "refuse",
            Self::Revisit => "revisit",
            Self::Received => "received",
            Self::Delivered => "delivered",
        }
    }

    /// The step of a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// What must stand before it.
    fn before(self) -> Option<Self> {
        match self {
            Self::Accept | Self::Received => None,
            Self::Survey | Self::Refuse => Some(Self::Accept),
            Self::Village => Some(Self::Survey),
            Self::Township => Some(Self::Village),
            Self::Banner => Some(Self::Township),
            Self::Notice => Some(Self::Banner),
            Self::Grant => Some(Self::Notice),
            Self::Revisit => Some(Self::Grant),
            Self::Delivered => Some(Self::Received),
        }
    }

    /// Whether it belongs to a letter.
    pub fn is_citation(self) -> bool {
        matches!(self, Self::Received | Self::Delivered)
    }
}

/// A step as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStep {
    /// The number of the case, or of the letter.
    pub case: CleanText,
    /// Whose it is.
    pub recipient: RecipientId,
    /// Which step.
    pub kind: StepKind,
    /// The day.
    pub on: NaiveDate,
    /// What it says, by stable names.
    pub body: PayDetail,
}

/// What was asked for, in fen.
pub const ASKED_FEN: &str = "asked_fen";
/// What was granted, in fen.
pub const GRANTED_FEN: &str = "granted_fen";
/// Who did it.
pub const BY: &str = "by";
/// The second of two.
pub const BY_SECOND: &str = "by_2";
/// To whom it was handed over.
pub const TO: &str = "to";
/// The last day of a 公示, or the day by which a letter is due.
pub const UNTIL: &str = "until";
/// How many objections there were.
pub const OBJECTIONS: &str = "objections";
/// Whether an opinion is against it.
pub const AGAINST: &str = "against";
/// The kind of a case.
pub const TYPE: &str = "type";
/// What happened.
pub const CAUSE: &str = "cause";
/// The papers handed in.
pub const PAPERS: &str = "papers";

/// A rule that a step breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseRule {
    /// The step before it is missing.
    OutOfOrder(StepKind),
    /// It stands already.
    Stands,
    /// Its day is before that of a step that it follows, or has not come yet.
    Day,
    /// 入户调查 is done by two.
    TwoNeeded,
    /// Who did it is missing.
    WhoNeeded,
    /// The 公示 is not over, or met objections.
    Notice,
    /// An opinion is against it.
    Against,
    /// A sum is missing, or beyond what was asked for.
    Sum,
    /// The case, or the letter, is somebody else's.
    Another,
    /// The case was not granted.
    Refused,
    /// It was granted: that is taken back first.
    Granted,
    /// More than was asked for, without a reason.
    AboveAsked,
    /// Nothing was paid yet.
    Unpaid,
}

/// How far a case is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// Its number.
    pub case: CleanText,
    /// Whose it is.
    pub recipient: RecipientId,
    /// The name by now.
    pub name: CleanText,
    /// Its steps, in order.
    pub steps: Vec<CaseStep>,
    /// What was paid, what failed or was taken back taken off.
    pub paid: Fen,
}

impl CaseFile {
    /// Whether it is a letter of citation, and no case.
    pub fn is_letter(&self) -> bool {
        self.steps.first().is_some_and(|step| step.kind.is_citation())
    }

    /// A step, if it was done.
    pub fn step(&self, kind: StepKind) -> Option<&CaseStep> {
        find(&self.steps, kind)
    }

    /// What was granted; none of a case that was not granted in the end.
    pub fn granted(&self) -> Option<Fen> {
        self.grant().map(|step| step.body.fen(GRANTED_FEN))
    }

    /// The step by which it was granted, unless it was not granted in the end.
    pub fn grant(&self) -> Option<&CaseStep> {
        self.step(StepKind::Grant).filter(|_| self.step(StepKind::Refuse).is_none())
    }

    /// The step that comes next; none where all is done, or it was refused.
    pub fn next(&self) -> Option<StepKind> {
        if self.step(StepKind::Refuse).is_some() {
            return None;
        }
        let all: &[StepKind] = if self.step(StepKind::Received).is_some() {
            &[StepKind::Delivered]
        } else {
            &[
                StepKind::Survey,
                StepKind::Village,
                StepKind::Township,
                StepKind::Banner,
                StepKind::Notice,
                StepKind::Grant,
                StepKind::Revisit,
            ]
        };
        all.iter().copied().find(|kind| self.step(*kind).is_none())
    }
}

fn find(steps: &[CaseStep], kind: StepKind) -> Option<&CaseStep> {
    steps.iter().find(|step| step.kind == kind)
}

/// Whether a step may be done behind those that were: by the order of the bureau (受理、入户调查、三级意见、公示、审批、回访).
///
/// # Errors
/// The rule that it breaks.
pub fn may_step(steps: &[CaseStep], new: &CaseStep, today: NaiveDate) -> Result<(), CaseRule> {
    let is_another = |first: &CaseStep| {
        first.recipient != new.recipient || first.kind.is_citation() != new.kind.is_citation()
    };
    if steps.first().is_some_and(is_another) {
        return Err(CaseRule::Another);
    }
    if find(steps, new.kind).is_some() {
        return Err(CaseRule::Stands);
    }
    if find(steps, StepKind::Refuse).is_some() {
        return Err(CaseRule::Refused);
    }
    if let Some(before) = new.kind.before() {
        find(steps, before).ok_or(CaseRule::OutOfOrder(before))?;
        // Every step that stands came before it.
        if steps.iter().any(|step| new.on < step.on) {
            return Err(CaseRule::Day);
        }
    }
    if new.kind == StepKind::Refuse && find(steps, StepKind::Grant).is_some() {
        return Err(CaseRule::Granted);
    }
    if new.on > today {
        return Err(CaseRule::Day);
    }
    let who = |key: &str| new.body.get(key).map(CleanText::as_str).unwrap_or_default();
    match new.kind {
        StepKind::Accept if new.body.fen(ASKED_FEN) < Fen::ZERO => Err(CaseRule::Sum),
        StepKind::Survey if who(BY).is_empty() || who(BY_SECOND).is_empty() => Err(CaseRule::TwoNeeded),
        StepKind::Survey if same_name(who(BY), who(BY_SECOND)) => Err(CaseRule::TwoNeeded),
        StepKind::Village
        | StepKind::Township
        | StepKind::Banner
        | StepKind::Revisit
        | StepKind::Delivered
            if who(BY).is_empty() =>
        {
            Err(CaseRule::WhoNeeded)
        }
        StepKind::Notice if who(UNTIL).parse::<NaiveDate>().is_ok_and(|until| until >= new.on) => Ok(()),
        StepKind::Notice => Err(CaseRule::Day),
        StepKind::Grant => may_grant(steps, new),
        StepKind::Received if who(UNTIL).parse::<NaiveDate>().is_err() => Err(CaseRule::Day),
        StepKind::Accept
        | StepKind::Survey
        | StepKind::Village
        | StepKind::Township
        | StepKind::Banner
        | StepKind::Refuse
        | StepKind::Revisit
        | StepKind::Received
        | StepKind::Delivered => Ok(()),
    }
}

fn may_grant(steps: &[CaseStep], new: &CaseStep) -> Result<(), CaseRule> {
    let said = |kind, key: &str| find(steps, kind).and_then(|step| step.body.get(key).cloned());
    for kind in [StepKind::Village, StepKind::Township, StepKind::Banner] {
        if said(kind, AGAINST).is_some() {
            return Err(CaseRule::Against);
        }
    }
    let until = said(StepKind::Notice, UNTIL).and_then(|until| until.parse::<NaiveDate>().ok());
    let objections = said(StepKind::Notice, OBJECTIONS).is_some_and(|many| *many != *"0");
    if until.is_none_or(|until| new.on <= until) || objections {
        return Err(CaseRule::Notice);
    }
    let granted = new.body.fen(GRANTED_FEN);
    if granted <= Fen::ZERO {
        return Err(CaseRule::Sum);
    }
    let asked = find(steps, StepKind::Accept).map_or(Fen::ZERO, |step| step.body.fen(ASKED_FEN));
    let why = new.body.get(NOTE).is_some_and(|note| !note.says_nothing());
    if asked > Fen::ZERO && granted > asked && !why {
        return Err(CaseRule::AboveAsked);
    }
    Ok(())
}

/// Cases of a year: those accepted in it, those granted, those paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseFigures {
    /// Accepted.
    pub accepted: u64,
    /// Granted.
    pub granted: u64,
    /// What was granted.
    pub granted_sum: Fen,
    /// Paid.
    pub paid: u64,
    /// What was paid.
    pub paid_sum: Fen,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn step(kind: StepKind, on: &str, body: &[(&str, &'static str)]) -> CaseStep {
        let mut detail = PayDetail::default();
        for (key, text) in body {
            detail.set(key, CleanText::from(*text));
        }
        let recipient = RecipientId(Uuid::from_u128(1));
        CaseStep { case: "A1".into(), recipient, kind, on: on.parse().unwrap(), body: detail }
    }

    fn whole() -> Vec<CaseStep> {
        vec![
            step(StepKind::Accept, "2023-03-01", &[(ASKED_FEN, "500000")]),
            step(StepKind::Survey, "2023-03-03", &[(BY, "苏和"), (BY_SECOND, "李敏")]),
            step(StepKind::Village, "2023-03-05", &[(BY, "乌兰")]),
            step(StepKind::Township, "2023-03-06", &[(BY, "张强")]),
            step(StepKind::Banner, "2023-03-08", &[(BY, "白音")]),
            step(StepKind::Notice, "2023-03-09", &[(UNTIL, "2023-03-15"), (OBJECTIONS, "0")]),
            step(StepKind::Grant, "2023-03-16", &[(GRANTED_FEN, "400000")]),
            step(StepKind::Revisit, "2023-05-01", &[(BY, "苏和")]),
        ]
    }

    #[test]
    fn every_step_waits_for_the_one_before_it() {
        let (all, today) = (whole(), "2023-12-31".parse().unwrap());
        for (at, new) in all.iter().enumerate() {
            assert_eq!(may_step(&all[..at], new, today), Ok(()), "{:?}", new.kind);
            for less in 0..at {
                let refused = may_step(&all[..less], new, today);
                assert!(
                    matches!(refused, Err(CaseRule::OutOfOrder(_))),
                    "{:?} behind {less}: {refused:?}",
                    new.kind
                );
            }
            assert_eq!(may_step(&all, new, today), Err(CaseRule::Stands));
        }
    }

    #[test]
    fn what_a_step_lacks_is_told() {
        let (all, today) = (whole(), "2023-12-31".parse().unwrap());
        for (at, new, rule) in [
            (1, step(StepKind::Survey, "2023-03-03", &[(BY, "苏和")]), CaseRule::TwoNeeded),
            (
                1,
                step(StepKind::Survey, "2023-03-03", &[(BY, "苏和"), (BY_SECOND, "苏 和")]),
                CaseRule::TwoNeeded,
            ),
            (1, step(StepKind::Survey, "2023-02-03", &[(BY, "苏和"), (BY_SECOND, "李敏")]), CaseRule::Day),
            (2, step(StepKind::Village, "2023-03-05", &[]), CaseRule::WhoNeeded),
            (5, step(StepKind::Notice, "2023-03-09", &[(UNTIL, "2023-03-08")]), CaseRule::Day),
            (6, step(StepKind::Grant, "2023-03-15", &[(GRANTED_FEN, "1")]), CaseRule::Notice),
            (6, step(StepKind::Grant, "2023-03-16", &[]), CaseRule::Sum),
            (7, step(StepKind::Revisit, "2024-03-16", &[(BY, "苏和")]), CaseRule::Day),
            (6, step(StepKind::Grant, "2023-03-16", &[(GRANTED_FEN, "500001")]), CaseRule::AboveAsked),
            (7, step(StepKind::Refuse, "2023-03-17", &[]), CaseRule::Granted),
            (3, step(StepKind::Refuse, "2023-03-04", &[]), CaseRule::Day),
        ] {
            assert_eq!(may_step(&all[..at], &new, today), Err(rule), "{:?}", new.kind);
        }
        let above = [(GRANTED_FEN, "500001"), (NOTE, "病情加重")];
        assert_eq!(may_step(&all[..6], &step(StepKind::Grant, "2023-03-16", &above), today), Ok(()));
        let mut against = all;
        against[3].body.set(AGAINST, "1".into());
        let grant = against[6].clone();
        assert_eq!(may_step(&against[..6], &grant, today), Err(CaseRule::Against));
    }
}
