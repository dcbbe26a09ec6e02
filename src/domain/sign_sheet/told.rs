//! What is wrong with a sheet that came back: where, and why.

use super::super::date::DayError;
use super::super::gift::{Refusal, Rule};
use super::super::money::Fen;
use super::super::text::CleanText;

/// A column of a sheet that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetColumn {
    /// The id of the line, which nobody sees.
    LineId,
    /// 序号.
    Order,
    /// 姓名.
    Name,
    /// 身份证号.
    IdNumber,
    /// 走访结果.
    Result,
    /// 实发慰问金.
    Cash,
    /// 实发慰问品.
    Goods,
    /// 领取人.
    Receiver,
    /// 代领关系.
    Relation,
    /// 发放日期.
    Day,
    /// 经办人一.
    FirstHandler,
    /// 经办人二.
    SecondHandler,
    /// 改期至.
    PutOffTo,
    /// 备注.
    Note,
}

impl SheetColumn {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::LineId,
        Self::Order,
        Self::Name,
        Self::IdNumber,
        Self::Result,
        Self::Cash,
        Self::Goods,
        Self::Receiver,
        Self::Relation,
        Self::Day,
        Self::FirstHandler,
        Self::SecondHandler,
        Self::PutOffTo,
        Self::Note,
    ];

    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::LineId => "line_id",
            Self::Order => "order",
            Self::Name => "name",
            Self::IdNumber => "id_number",
            Self::Result => "result",
            Self::Cash => "cash",
            Self::Goods => "goods",
            Self::Receiver => "receiver",
            Self::Relation => "relation",
            Self::Day => "day",
            Self::FirstHandler => "handler_1",
            Self::SecondHandler => "handler_2",
            Self::PutOffTo => "put_off_to",
            Self::Note => "note",
        }
    }

    /// Whether it is as a rule the same for many rows, so that a cell merged over them holds for each.
    pub fn is_once(self) -> bool {
        matches!(self, Self::Day | Self::FirstHandler | Self::SecondHandler)
    }

    /// Whether it is filled in by hand.
    pub fn is_filled_in(self) -> bool {
        match self {
            Self::LineId | Self::Order | Self::Name | Self::IdNumber => false,
            Self::Result
            | Self::Cash
            | Self::Goods
            | Self::Receiver
            | Self::Relation
            | Self::Day
            | Self::FirstHandler
            | Self::SecondHandler
            | Self::PutOffTo
            | Self::Note => true,
        }
    }
}

/// Something wrong with a sheet that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFault {
    /// The worksheet, where the file has several; else empty.
    pub worksheet: CleanText,
    /// The row of the file, or the number of the line.
    pub row: u64,
    /// The column.
    pub column: SheetColumn,
    /// The name of whom the row is about, as the sheet printed it.
    pub name: CleanText,
    /// Why.
    pub why: SheetWhy,
}

/// Why a row of a sheet is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetWhy {
    /// No line of this sheet has that id.
    UnknownLine,
    /// The line is of another sheet.
    OtherSheet(CleanText),
    /// The line stands in an earlier row, of that worksheet where the file has several.
    Repeated(CleanText, u64),
    /// Nobody on the sheet has that ID number.
    NotOnSheet,
    /// A row that the sheet did not print, without an ID number.
    Handwritten,
    /// The line is of somebody else.
    NameDiffers(CleanText),
    /// The ID number is not that of the line.
    IdDiffers,
    /// The row has something filled in, but no result.
    NoResult,
    /// A result that nobody knows.
    UnknownResult(CleanText),
    /// The amount is not what the sheet printed.
    OffPlan(Fen),
    /// What the sheet printed is not the plan any more, and no reason is given: the cash that it printed, and
    /// cash and value of the goods by now, in fen.
    PlanChanged(Fen, [Fen; 2]),
    /// The goods are not what the sheet printed.
    GoodsOffPlan(CleanText),
    /// Given, but what was given is not written.
    NothingGiven,
    /// Given, but the cash that was planned is not written.
    NoCash(Fen),
    /// The cell is merged over several rows: what each of them was given is not told.
    MergedCell,
    /// Somebody else received it: then it was given to a proxy.
    ReceivedByAnother(CleanText),
    /// A proxy without a name.
    NoReceiver,
    /// A proxy without the relation.
    NoRelation,
    /// The proxy is the recipient.
    ProxyHimself,
    /// A proxy after a death, without the reason in the note.
    ProxyUnexplained,
    /// Nothing was given, but an amount, goods or who received them are written.
    GivenNothing,
    /// A promised day stands there, but the call was not put off.
    NotPutOff,
    /// No amount.
    BadAmount,
    /// No day.
    BadDay(DayError),
    /// The day is missing.
    NoDay,
    /// A text that the register does not take, or a cell that the file does not hold.
    BadText,
    /// No whole ID number.
    BadId,
    /// The line stands recorded with another content.
    Different,
    /// A rule refuses it.
    Rule(Refusal),
}

/// The column that a rule is about.
pub fn column_of(rule: Rule) -> SheetColumn {
    match rule {
        Rule::Amount | Rule::Limits | Rule::DoubleCash | Rule::OffStandard | Rule::TopUp => SheetColumn::Cash,
        Rule::DoubleGoods => SheetColumn::Goods,
        Rule::AfterDeath | Rule::ProxyHandler | Rule::SelfPaid => SheetColumn::Receiver,
        Rule::Handlers => SheetColumn::SecondHandler,
        Rule::NewHandler => SheetColumn::FirstHandler,
        Rule::Proxy => SheetColumn::Relation,
        Rule::DayToCome | Rule::BeforeWindow | Rule::Away | Rule::TopUpDay => SheetColumn::Day,
        Rule::PromisedDay => SheetColumn::PutOffTo,
        Rule::NoRound | Rule::UnitOutcome | Rule::DeathDay | Rule::NotListed | Rule::RoundClosed => {
            SheetColumn::Result
        }
    }
}
