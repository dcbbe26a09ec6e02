//! The rules for whatever is recorded.

/// A rule that refuses a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Something given needs cash or goods, and goods a word; something not given has neither.
    Amount,
    /// Amounts are above zero and within the limit of one gift, [`super::LARGEST`].
    Limits,
    /// A second cash gift in the same round.
    DoubleCash,
    /// A second gift of goods in the same round.
    DoubleGoods,
    /// Nothing is paid to the person after the day of death.
    AfterDeath,
    /// Cash needs two different handlers; anything given needs one.
    Handlers,
    /// A handler is on the list of handlers: a new name is put there first.
    NewHandler,
    /// A handler never pays himself.
    SelfPaid,
    /// The proxy is not a handler.
    ProxyHandler,
    /// A proxy needs a name, not the recipient's own, and the relation, and after a death a reason.
    Proxy,
    /// No day of a recording comes after today.
    DayToCome,
    /// The round was created, or is the one of today.
    NoRound,
    /// A unit is given something, is put off, refuses, or is only visited.
    UnitOutcome,
    /// A call that is put off names the promised day, which comes after the call.
    PromisedDay,
    /// The day of death goes with a death, and does not come after the call.
    DeathDay,
    /// The amounts are those of the standard.
    OffStandard,
    /// The recipient is on the list of the round.
    NotListed,
    /// The recipient had neither left nor been suspended by the day of the gift.
    Away,
    /// The day of the call does not come before the window opens.
    BeforeWindow,
    /// The round was not closed.
    RoundClosed,
    /// What is paid as 补差 is cash alone, and no more than what is owed since a standard was raised behind a gift.
    TopUp,
    /// 补差 is paid on the day of the rise and of the gift beside which it is owed, or later.
    TopUpDay,
}

impl Rule {
    /// Whether a reason answers it: what it asks about is rare, and sometimes right.
    pub fn asks(self) -> bool {
        match self {
            Self::DoubleCash
            | Self::DoubleGoods
            | Self::OffStandard
            | Self::NotListed
            | Self::Away
            | Self::BeforeWindow
            | Self::RoundClosed => true,
            Self::Amount
            | Self::Limits
            | Self::AfterDeath
            | Self::Handlers
            | Self::NewHandler
            | Self::SelfPaid
            | Self::ProxyHandler
            | Self::Proxy
            | Self::DayToCome
            | Self::NoRound
            | Self::UnitOutcome
            | Self::PromisedDay
            | Self::DeathDay
            | Self::TopUp
            | Self::TopUpDay => false,
        }
    }

    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Limits => "limits",
            Self::DoubleCash => "double_cash",
            Self::DoubleGoods => "double_goods",
            Self::AfterDeath => "after_death",
            Self::Handlers => "handlers",
            Self::NewHandler => "new_handler",
            Self::SelfPaid => "self_paid",
            Self::ProxyHandler => "proxy_handler",
            Self::Proxy => "proxy",
            Self::DayToCome => "day_to_come",
            Self::NoRound => "no_round",
            Self::UnitOutcome => "unit_outcome",
            Self::PromisedDay => "promised_day",
            Self::DeathDay => "death_day",
            Self::OffStandard => "off_standard",
            Self::NotListed => "not_listed",
            Self::Away => "away",
            Self::BeforeWindow => "before_window",
            Self::RoundClosed => "round_closed",
            Self::TopUp => "top_up",
            Self::TopUpDay => "top_up_day",
        }
    }
}
