//! What leaves: lists, sheets, notices, payrolls and reports, by the names that the audit keeps.

/// What leaves, by its stable name: a list, or a sheet for paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outgoing {
    /// 对象名册: everybody with every fact that a roster has.
    Recipients,
    /// 应访名单: who is in a round, and where they stand.
    Due,
    /// 慰问计划: the lines of a plan.
    Plan,
    /// 台账: the entries.
    Ledger,
    /// 项目发放: payments of programmes.
    Payments,
    /// 发放册: a payroll that is proposed.
    Payroll,
    /// 走访记录: the calls.
    Visits,
    /// 进度: how far a round has come.
    Progress,
    /// 慰问活动: the rounds.
    Rounds,
    /// 待核对: what is to be checked.
    Review,
    /// 审计发现: what the rules find.
    Audit,
    /// 操作记录: who did what.
    Acts,
    /// 工作清单: work that is not money.
    Work,
    /// 未确认名单: who was not confirmed or seen yet in a year.
    Unseen,
    /// 走访单: to carry.
    VisitSheet,
    /// 签领表: to be signed.
    SignSheet,
    /// 走访台账: what was done, for the files.
    LogSheet,
    /// 公示: for public notice.
    Notice,
    /// 全年报告: the whole report of a year.
    YearReport,
    /// 报告明细: what a figure of that report is made of.
    Figure,
    /// 周报: the weekly bulletin of a round.
    Bulletin,
}

impl Outgoing {
    /// The lists, in the order in which a help names them.
    pub const LISTS: [Self; 13] = [
        Self::Recipients,
        Self::Due,
        Self::Plan,
        Self::Ledger,
        Self::Payments,
        Self::Visits,
        Self::Progress,
        Self::Rounds,
        Self::Review,
        Self::Audit,
        Self::Acts,
        Self::Work,
        Self::Unseen,
    ];
    /// The sheets, in that order.
    pub const SHEETS: [Self; 3] = [Self::VisitSheet, Self::SignSheet, Self::LogSheet];
    /// What hangs where everybody reads it.
    pub const NOTICES: [Self; 1] = [Self::Notice];
    /// What goes to whoever pays.
    pub const PAYROLLS: [Self; 1] = [Self::Payroll];

    /// What is told in words, and what stands behind it.
    pub const REPORTS: [Self; 3] = [Self::YearReport, Self::Figure, Self::Bulletin];

    /// The stable name in the audit, in commands and in file names.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recipients => "recipients",
            Self::Due => "due",
            Self::Plan => "plan",
            Self::Ledger => "ledger",
            Self::Payments => "payments",
            Self::Payroll => "payroll",
            Self::Visits => "visits",
            Self::Progress => "progress",
            Self::Rounds => "rounds",
            Self::Review => "review",
            Self::Audit => "audit",
            Self::Acts => "acts",
            Self::Work => "work",
            Self::Unseen => "unconfirmed",
            Self::VisitSheet => "visit-sheet",
            Self::SignSheet => "sign-sheet",
            Self::LogSheet => "log-sheet",
            Self::Notice => "notice",
            Self::YearReport => "year-report",
            Self::Figure => "figure",
            Self::Bulletin => "bulletin",
        }
    }

    /// What has that stable name.
    pub fn parse(code: &str) -> Option<Self> {
        let all = Self::LISTS.into_iter().chain(Self::SHEETS).chain(Self::NOTICES).chain(Self::PAYROLLS);
        let all = all.chain(Self::REPORTS);
        all.into_iter().find(|one| one.code() == code)
    }

    /// Whether it holds numbers of people, which a reason shows in full.
    pub fn has_numbers(self) -> bool {
        match self {
            Self::Recipients
            | Self::Due
            | Self::Payroll
            | Self::Visits
            | Self::VisitSheet
            | Self::SignSheet
            | Self::LogSheet => true,
            Self::Plan
            | Self::Ledger
            | Self::Payments
            | Self::Progress
            | Self::Rounds
            | Self::Review
            | Self::Audit
            | Self::Notice
            | Self::Work
            | Self::Unseen
            | Self::YearReport
            | Self::Figure
            | Self::Bulletin
            | Self::Acts => false,
        }
    }
}
