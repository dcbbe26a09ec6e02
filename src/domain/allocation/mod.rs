//! Allocations (下拨): cash and goods handed to a station or a team for a round, what came of them, and what is open.

pub mod balance;
pub mod drawing;
pub mod goods;

use chrono::NaiveDate;

use super::holiday::RoundCode;
use super::ids::EntryId;
use super::money::Fen;
use super::text::CleanText;
use goods::GoodsAmount;

/// Who holds what was handed out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A station, by its name.
    Station(CleanText),
    /// A team, by its name.
    Team(CleanText),
}

impl Holder {
    /// The name.
    pub fn name(&self) -> &CleanText {
        match self {
            Self::Station(name) | Self::Team(name) => name,
        }
    }

    /// The stable name of the kind, in JSON and in the register.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Station(_) => "station",
            Self::Team(_) => "team",
        }
    }

    /// The holder of a kind and a name.
    pub fn parse(code: &str, name: CleanText) -> Self {
        if code == "team" { Self::Team(name) } else { Self::Station(name) }
    }
}

/// What an act of an allocation was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AllocationKind {
    /// 下拨: cash and goods for the people of the plan.
    Out,
    /// 物资: goods without people (慰问信, 年画, 春联); nothing of them is open.
    Mass,
    /// 退回: what was not given came back.
    Back,
    /// 损失: what is missing, with a reason.
    Lost,
    /// 撤销: an act recorded by a slip is taken back.
    Undone,
}

impl AllocationKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Out, Self::Mass, Self::Back, Self::Lost, Self::Undone];

    /// The stable name, in JSON and in the register.
    pub fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Mass => "mass",
            Self::Back => "back",
            Self::Lost => "lost",
            Self::Undone => "undone",
        }
    }

    /// The kind of a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An act: something was handed out, came back, or is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationAct {
    /// Its id.
    pub id: EntryId,
    /// The round.
    pub round: RoundCode,
    /// What it was.
    pub kind: AllocationKind,
    /// Who holds it.
    pub holder: Holder,
    /// The cash, in fen.
    pub cash: Fen,
    /// The goods, line by line.
    pub goods: Vec<GoodsAmount>,
    /// Who handed it out, or took it back; empty where nobody is named.
    pub by: CleanText,
    /// On which day.
    pub on: NaiveDate,
    /// The document; empty for none.
    pub document: CleanText,
    /// Why: of a loss and of an undoing always.
    pub reason: CleanText,
    /// The act that this one takes back.
    pub undoes: Option<EntryId>,
}
