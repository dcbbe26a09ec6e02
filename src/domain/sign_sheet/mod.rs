//! Numbered sheets to sign (编号签领表): what a sheet printed, what comes back signed, and what it comes to.
//!
//! A sheet keeps whom it printed, in which order and with what, so that it is keyed and read back by its own numbers
//! whatever the register says by then. What it records bears ids that are made of its number and the line alone: the same
//! sheet read twice, or on two devices, records the same thing.

mod keyed;
#[cfg(test)]
mod tests;
mod told;
mod wanted;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use super::gift::{Goods, Proxy, Recording};
use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::text::{CleanText, NOTE_MAX};
use super::visit::Outcome;

pub use keyed::{Except, ExceptError, KeyedSheet, except, excepts, reason};
pub use told::{SheetColumn, SheetFault, SheetWhy, column_of};
pub use wanted::{NumberedQuery, SheetBy, SheetPart};

/// Characters that stand before the reason of a line that was given as printed, at most.
const PRINTED_BY: usize = 60;
/// Hex digits of the device in the number of a sheet.
const DEVICE_DIGITS: usize = 6;
/// Most lines of a sheet: it is kept in one row of the register and recorded in one act.
pub const LARGEST_SHEET: usize = 1_000;

/// The number of a sheet (编号), as it is printed: the last digits of the device that wrote it, and a count of that device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetNumber {
    device: String,
    seq: i64,
}

impl SheetNumber {
    /// The number that an act of a device gives to a sheet.
    pub fn new(device: &str, seq: i64) -> Self {
        let digits: Vec<char> = device.chars().filter(char::is_ascii_hexdigit).collect();
        let last = digits.iter().skip(digits.len().saturating_sub(DEVICE_DIGITS));
        let last: String = last.map(char::to_ascii_uppercase).collect();
        Self { device: format!("{last:0>DEVICE_DIGITS$}"), seq }
    }

    /// The count.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// Whether a device is the one that wrote it.
    pub fn is_of(&self, device: &str) -> bool {
        Self::new(device, self.seq) == *self
    }
}

impl fmt::Display for SheetNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.device, self.seq)
    }
}

impl FromStr for SheetNumber {
    type Err = ();

    /// Reads a number as it is printed, in either width and case.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = super::text::fold_width(text.trim()).to_ascii_uppercase();
        let (device, seq) = text.split_once('-').ok_or(())?;
        let is_device =
            device.len() == DEVICE_DIGITS && device.chars().all(|digit| digit.is_ascii_hexdigit());
        let seq = Some(seq).filter(|seq| seq.bytes().all(|digit| digit.is_ascii_digit()));
        let seq = seq.and_then(|seq| seq.parse().ok()).filter(|seq| *seq > 0 && is_device).ok_or(())?;
        Ok(Self { device: device.to_owned(), seq })
    }
}

/// A line as a sheet printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedLine {
    /// Its number on the sheet (序号), from 1.
    pub no: u32,
    /// The page, from 1.
    pub page: u32,
    /// Whom it is for.
    pub recipient: RecipientId,
    /// The name.
    pub name: CleanText,
    /// Cash to be handed over, in fen.
    pub cash: Fen,
    /// Goods in words; empty for none.
    pub goods: CleanText,
    /// Their value in fen.
    pub goods_value: Fen,
}

impl PrintedLine {
    /// The goods as a recording has them.
    pub fn given_goods(&self) -> Option<Goods> {
        (self.goods_value > Fen::ZERO).then(|| Goods { text: self.goods.clone(), value: self.goods_value })
    }
}

/// A sheet that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSheet {
    /// The round.
    pub round: RoundCode,
    /// Of which place, in words.
    pub place: CleanText,
    /// Its lines, in the order of driving.
    pub lines: Vec<PrintedLine>,
}

/// A sheet that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignSheet {
    /// Its number.
    pub number: SheetNumber,
    /// The device that wrote it.
    pub device: CleanText,
    /// The round.
    pub round: RoundCode,
    /// Of which place, in words.
    pub place: CleanText,
    /// The day.
    pub printed_on: NaiveDate,
    /// Its lines, in its order.
    pub lines: Vec<PrintedLine>,
}

impl SignSheet {
    /// A line by its number.
    pub fn line(&self, no: u32) -> Option<&PrintedLine> {
        let at = usize::try_from(no).ok()?.checked_sub(1)?;
        self.lines.get(at).filter(|line| line.no == no)
    }

    /// What a line is called in a workbook: no other sheet has a line of that name.
    pub fn line_id(&self, no: u32) -> String {
        format!("{}/{no}", self.number)
    }

    /// The id of what a line records: of the gift of that line, or of a call at which nothing was given. A call may be
    /// followed by another one, and what was undone is recorded anew: each is the next `turn`, from 0.
    pub fn entry_id(&self, no: u32, gives: bool, turn: u32) -> EntryId {
        let kind = if gives { "gift" } else { "call" };
        named(&format!("sheet {} {} {no} {kind} {turn}", self.device, self.number.seq))
    }

    /// The cash of all lines.
    pub fn cash(&self) -> Fen {
        self.lines.iter().fold(Fen::ZERO, |sum, line| sum.plus(line.cash))
    }

    /// What stands as the reason where what the sheet printed is not the plan any more: the money was handed out by it, and
    /// why it was.
    pub fn reason(&self, no: u32, told: &CleanText) -> CleanText {
        let told: String = told.chars().take(NOTE_MAX - PRINTED_BY).collect();
        CleanText::unmasked(&format!("照签领表 {} 第 {no} 行发放：{told}", self.number))
    }

    /// The recording of a line as it came back signed; its id is that of the first turn.
    pub fn recording(&self, line: &PrintedLine, row: &SignedRow) -> Recording {
        Recording {
            id: self.entry_id(line.no, row.outcome.gives(), 0),
            recipient: line.recipient,
            round: self.round,
            purpose: super::entry::Purpose::Visit,
            outcome: row.outcome,
            cash: row.cash,
            goods: row.goods.clone(),
            on: row.on,
            handlers: row.handlers.clone(),
            proxy: row.proxy.clone(),
            deferred_to: row.deferred_to,
            needs: None,
            note: row.note.clone(),
            died_on: row.died_on,
            reason: None,
        }
    }
}

/// The id of an entry that is made of a name: the same name is the same id, on every device.
pub fn named(name: &str) -> EntryId {
    let hash: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(hash) {
        *byte = from;
    }
    EntryId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// A line as it came back signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedRow {
    /// The worksheet it stands in, where the file has several; else empty.
    pub worksheet: CleanText,
    /// Where it stands: the row of the file, or the number of the line.
    pub at: u64,
    /// Which line of the sheet.
    pub line: u32,
    /// How the call ended.
    pub outcome: Outcome,
    /// Cash handed over, in fen.
    pub cash: Fen,
    /// Goods handed over.
    pub goods: Option<Goods>,
    /// The day.
    pub on: NaiveDate,
    /// Who handed it over.
    pub handlers: Vec<CleanText>,
    /// Who received in the recipient's place.
    pub proxy: Option<Proxy>,
    /// The day it was put off to.
    pub deferred_to: Option<NaiveDate>,
    /// The day of death.
    pub died_on: Option<NaiveDate>,
    /// Note.
    pub note: Option<CleanText>,
    /// Why it was given as printed though the plan says something else by now.
    pub reason: Option<CleanText>,
}

/// A sheet that comes back: what it would record, or why nothing of it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeighedSheet {
    /// The sheet.
    pub sheet: SignSheet,
    /// Lines that came back filled in, those that are refused among them.
    pub rows: usize,
    /// What is to be recorded.
    pub recordings: Vec<Recording>,
    /// How many stand recorded already, with the same content.
    pub exists: usize,
    /// Lines to be recorded that were recorded from this sheet before, and taken back since.
    pub again: Vec<u32>,
    /// What is wrong.
    pub faults: Vec<SheetFault>,
}

impl WeighedSheet {
    /// The cash of what is to be recorded.
    pub fn cash(&self) -> Fen {
        self.recordings.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.cash))
    }

    /// The line that a recording is of.
    pub fn line_of(&self, recording: &Recording) -> Option<&PrintedLine> {
        let given = |line: &&PrintedLine| line.recipient == recording.recipient;
        self.sheet.lines.iter().find(given)
    }

    /// The lines that gave and of which no goods are told, though the sheet printed some: these stay owed.
    pub fn goods_owed(&self) -> Vec<u32> {
        let gave = self.recordings.iter().filter(|one| one.outcome.gives() && one.goods.is_none());
        let lines = gave.filter_map(|one| self.line_of(one));
        lines.filter(|line| line.given_goods().is_some()).map(|line| line.no).collect()
    }
}

/// What a sheet records, as one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetAct {
    /// The sheet.
    pub number: SheetNumber,
    /// All of it, or nothing.
    pub recordings: Vec<Recording>,
}

/// How far a sheet has come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetState {
    /// 未登记: nothing of it is recorded.
    Printed,
    /// 部分登记: some lines are open.
    Partly,
    /// 已登记: every line is.
    Recorded,
}

impl SheetState {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Partly => "partly",
            Self::Recorded => "recorded",
        }
    }
}

/// A sheet in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCard {
    /// Its number.
    pub number: SheetNumber,
    /// The round.
    pub round: RoundCode,
    /// Of which place.
    pub place: CleanText,
    /// The day.
    pub printed_on: NaiveDate,
    /// Lines.
    pub lines: usize,
    /// Lines of which a call stands that leaves nothing open.
    pub recorded: usize,
    /// The cash of all lines.
    pub cash: Fen,
    /// The cash that its lines recorded and that stands.
    pub given: Fen,
    /// Whether the form that keys it waits half filled.
    pub half_keyed: bool,
}

/// A sheet whose form waits half filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfKeyed {
    /// Its number.
    pub number: SheetNumber,
    /// The round.
    pub round: RoundCode,
    /// Of which place.
    pub place: CleanText,
    /// Its lines.
    pub lines: usize,
}

impl SheetCard {
    /// How far it has come back.
    pub fn state(&self) -> SheetState {
        match self.recorded {
            0 => SheetState::Printed,
            recorded if recorded < self.lines => SheetState::Partly,
            _ => SheetState::Recorded,
        }
    }
}

/// A signed sheet that is to be keyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKeying {
    /// The sheet.
    pub sheet: SignSheet,
    /// What was keyed before, as the form keeps it.
    pub half_keyed: Option<CleanText>,
    /// Handlers, relations and goods of the last entries.
    pub known: super::known::Known,
    /// The handlers of the last recording.
    pub handlers: Vec<CleanText>,
}
