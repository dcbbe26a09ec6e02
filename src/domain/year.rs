//! A year as it is closed and reported.

use chrono::NaiveDate;

use super::text::CleanText;

/// Most characters of a paragraph that stands beside a report.
pub const PARAGRAPH_MAX: usize = 2_000;

/// Why a year is not closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YearRule {
    /// It is not over.
    NotOver,
    /// It was closed before.
    Closed,
    /// Red findings of it have no answer: the names of the first, and how many there are.
    Unanswered(Vec<CleanText>, usize),
}

impl YearRule {
    /// The stable name in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotOver => "not_over",
            Self::Closed => "closed",
            Self::Unanswered(..) => "unanswered",
        }
    }
}

/// A year that is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// On which day.
    pub on: NaiveDate,
    /// Why.
    pub reason: CleanText,
}

/// What a report told when it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// On which day.
    pub on: NaiveDate,
    /// How far the register reached.
    pub heads: CleanText,
    /// Its figures, by name, as they were told.
    pub figures: Vec<(CleanText, CleanText)>,
}

/// A paragraph of the bureau's own beside the report of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Behind which part of the report it stands, by its stable name.
    pub place: CleanText,
    /// What it says.
    pub text: CleanText,
}

/// A part of the report; a paragraph of the bureau's own stands behind one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportPart {
    /// Before everything.
    Start,
    /// 待遇保障: what was paid.
    Money,
    /// 接收安置: soldiers received, reviews.
    Care,
    /// 教育培训: training and jobs.
    Training,
    /// 服务体系: stations and their inspection.
    Stations,
    /// 信访维稳: petitions and matters.
    Petitions,
    /// 尊崇优待: honours and shops.
    Honours,
    /// 褒扬纪念: memorials.
    Memorials,
    /// 双拥共建: the garrison.
    Garrison,
    /// 其他: party work and the rest.
    Other,
    /// Behind everything.
    End,
}

impl ReportPart {
    /// Every part, in the order of the report.
    pub const ALL: [Self; 11] = [
        Self::Start,
        Self::Money,
        Self::Care,
        Self::Training,
        Self::Stations,
        Self::Petitions,
        Self::Honours,
        Self::Memorials,
        Self::Garrison,
        Self::Other,
        Self::End,
    ];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Money => "money",
            Self::Care => "care",
            Self::Training => "training",
            Self::Stations => "stations",
            Self::Petitions => "petitions",
            Self::Honours => "honours",
            Self::Memorials => "memorials",
            Self::Garrison => "garrison",
            Self::Other => "other",
            Self::End => "end",
        }
    }

    /// The part of that stable name.
    pub fn parse(said: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == said.trim())
    }

    /// All stable names, for a message.
    pub fn known() -> String {
        Self::ALL.map(Self::code).join(" ")
    }
}
