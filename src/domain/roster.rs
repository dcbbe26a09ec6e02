//! Rosters as they are imported: rows of a file in the terms of the register, and what became of them.

use std::path::PathBuf;

use chrono::NaiveDate;

pub use super::content_hash::ContentHash;
use super::fact_history::FactChange;
use super::idcard::IdNumber;
use super::ids::RecipientId;
use super::recipient::{Household, Kind, Sex};
use super::review::{day_gone, said_gone};
use super::roster_deaths::DeathRow;
pub use super::roster_fault::Fault;
use super::roster_missing::{Complete, Missing, MissingPerson};
use super::roster_question::{Question, Understood};
use super::text::{CleanText, mask};

/// A column that rosters have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// 姓名, or 单位名称 for a unit
    Name,
    /// 性别
    Sex,
    /// 公民身份号码
    IdNumber,
    /// 出生日期
    Birth,
    /// 苏木镇场
    Township,
    /// 嘎查村
    Village,
    /// 优抚类别
    Categories,
    /// 慰问类别
    Groups,
    /// 联系电话
    Phone,
    /// 银行卡号
    Card,
    /// 住址
    Address,
    /// 备注
    Note,
    /// 户籍性质
    Household,
    /// 人员 or 单位
    Kind,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::Sex,
        Self::IdNumber,
        Self::Birth,
        Self::Township,
        Self::Village,
        Self::Categories,
        Self::Groups,
        Self::Phone,
        Self::Card,
        Self::Address,
        Self::Note,
        Self::Household,
        Self::Kind,
    ];

    /// Its stable name, for the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sex => "sex",
            Self::IdNumber => "id_number",
            Self::Birth => "birth",
            Self::Township => "township",
            Self::Village => "village",
            Self::Categories => "categories",
            Self::Groups => "groups",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::Address => "address",
            Self::Note => "note",
            Self::Household => "household",
            Self::Kind => "kind",
        }
    }
}

/// One row of a roster, read and cleaned, not yet compared with the register.
///
/// Labels of categories and groups, and the township, are as written: only the register knows which
/// of them exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    /// Row number as a spreadsheet shows it, from 1.
    pub row: u64,
    /// Person or unit.
    pub kind: Kind,
    /// Name, blanks inside Han names removed.
    pub name: CleanText,
    /// Sex, from its column or the ID number.
    pub sex: Option<Sex>,
    /// The ID number, 15 or 18 long, with a date that exists.
    pub id_number: Option<IdNumber>,
    /// Birth date, from its column or the ID number.
    pub birth: Option<NaiveDate>,
    /// Township as written; empty if the cell was.
    pub township: CleanText,
    /// Village as written.
    pub village: Option<CleanText>,
    /// Categories as written, split; empty `Vec` if the cell is empty or the column absent.
    pub categories: Vec<CleanText>,
    /// Groups as written, split.
    pub groups: Vec<CleanText>,
    /// Phone digits.
    pub phone: Option<CleanText>,
    /// Bank card digits.
    pub card: Option<CleanText>,
    /// Address.
    pub address: Option<CleanText>,
    /// Note.
    pub note: Option<CleanText>,
    /// How the household is registered.
    pub household: Option<Household>,
    /// What other cells say besides and the note shall bear, where the row has no note: it is added to the one known.
    pub remark: Option<CleanText>,
}

impl RosterEntry {
    /// The word by which the row says that the person has died, or is not here any more.
    pub fn said_gone(&self) -> Option<&'static str> {
        let texts = [&self.note, &self.remark].into_iter().flatten();
        texts.filter(|_| self.kind == Kind::Person).find_map(|text| said_gone(text))
    }

    /// The day from which the row says so; none where it tells no day, one that is to come, or one before the birth.
    pub fn gone_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        let texts = [&self.note, &self.remark].into_iter().flatten();
        let told = texts.filter(|_| self.kind == Kind::Person).find(|text| said_gone(text).is_some())?;
        day_gone(told).filter(|on| *on <= today && self.birth.is_none_or(|birth| birth <= *on))
    }

    /// The note of a newcomer.
    pub fn whole_note(&self) -> Option<&CleanText> {
        self.note.as_ref().or(self.remark.as_ref())
    }
}

/// The cells of a row that only the register can resolve: place and labels, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Person or unit.
    pub kind: Kind,
    /// Township; empty if the cell was.
    pub township: CleanText,
    /// Categories, split.
    pub categories: Vec<CleanText>,
    /// Groups, split.
    pub groups: Vec<CleanText>,
}

/// Whom a row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowPerson {
    /// The name as the row has it; empty where it has none.
    pub name: CleanText,
    /// The ID number of the row, masked.
    pub id_masked: Option<CleanText>,
    /// Who that is in the register, where the row means somebody who is known by this name.
    pub recipient: Option<RecipientId>,
}

impl RowPerson {
    /// Whom a row that was read is about.
    pub fn of(entry: &RosterEntry, recipient: Option<RecipientId>) -> Self {
        let id_masked = entry.id_number.as_ref().map(|id| mask::id(id.as_str()));
        Self { name: entry.name.clone(), id_masked, recipient }
    }
}

/// What a row would change of somebody who is registered, as a dry run tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Row number as a spreadsheet shows it, from 1.
    pub row: u64,
    /// Its sheet; empty where the file has one.
    pub sheet: CleanText,
    /// Whom it is about.
    pub whom: RowPerson,
    /// Each fact, numbers masked.
    pub facts: Vec<FactChange>,
}

/// A row about somebody whom an earlier row named: what of it is left out, since the earlier row says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowJoin {
    /// Number of the row, with its sheet, as entries bear it.
    pub row: u64,
    /// Whom it is about: of tables side by side several people have one row.
    pub name: CleanText,
    /// The columns that are left out: phone, address, household; the note, where both would be too long.
    pub left_out: Vec<Column>,
}

impl RowJoin {
    /// Leaves that out of the row. Its note stands beside the one before.
    pub fn apply(&self, entry: &mut RosterEntry) {
        let is_out = |column| self.left_out.contains(&column);
        if is_out(Column::Phone) {
            entry.phone = None;
        }
        if is_out(Column::Address) {
            entry.address = None;
        }
        if is_out(Column::Household) {
            entry.household = None;
        }
        let said = entry.note.take().or(entry.remark.take());
        entry.remark = said.filter(|_| !is_out(Column::Note));
    }
}

/// Somebody whom a row would add, as a dry run tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowNewcomer {
    /// Row number as a spreadsheet shows it, from 1.
    pub row: u64,
    /// Its sheet; empty where the file has one.
    pub sheet: CleanText,
    /// Who it is.
    pub whom: RowPerson,
    /// Township and village, where it is told.
    pub place: [CleanText; 2],
    /// Categories and groups.
    pub labels: Vec<CleanText>,
}

impl RowNewcomer {
    /// Whom a row adds.
    pub fn of(entry: &RosterEntry, row: u64, sheet: CleanText) -> Self {
        let labels = entry.categories.iter().chain(&entry.groups).cloned().collect();
        let place = [entry.township.clone(), entry.village.clone().unwrap_or_default()];
        Self { row, sheet, whom: RowPerson::of(entry, None), place, labels }
    }
}

/// Rows of which a dry run tells what they change, or whom they add, at most: nobody reads more.
pub const CHANGES_MAX: usize = 1_000;

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// Row number as a spreadsheet shows it, from 1.
    pub row: u64,
    /// The column's meaning.
    pub column: Column,
    /// The column's header as the file spells it.
    pub header: CleanText,
    /// Whom the row is about.
    pub whom: RowPerson,
    /// What is wrong.
    pub fault: Fault,
}

/// What a dry run has shown, and what alone may be written after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The hash of the file that it read.
    pub content: ContentHash,
    /// New, changed and refused rows, and those whose memberships end, where they were kept in mind.
    pub counts: Option<(u64, u64, u64, u64)>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// The hash of the file that was read.
    pub content: ContentHash,
    /// Data rows read.
    pub rows: u64,
    /// Rows that add a recipient.
    pub new: u64,
    /// Rows that change one.
    pub changed: u64,
    /// What they change, of the first [`CHANGES_MAX`] of them.
    pub changes: Vec<RowChange>,
    /// Whom rows add, of the first [`CHANGES_MAX`] of them.
    pub newcomers: Vec<RowNewcomer>,
    /// Rows that join an earlier one, in their order.
    pub joined: Vec<RowJoin>,
    /// Rows that change nothing.
    pub unchanged: u64,
    /// Odd, but stored.
    pub warned: Vec<CellFault>,
    /// Refused.
    pub refused: Vec<CellFault>,
    /// Left out, since the register changed between the check and the writing; the other rows are in.
    pub left_out: Vec<CellFault>,
    /// How many rows were refused; a row may have several faults.
    pub refused_rows: u64,
    /// Whether it was written.
    pub written: bool,
    /// Where the refused rows were written, if they were left out.
    pub refused_file: Option<PathBuf>,
    /// Visible sheets that were not read.
    pub other_sheets: Vec<CleanText>,
    /// Sheets that the workbook hides, which were not read.
    pub hidden_sheets: Vec<CleanText>,
    /// Columns that were not imported: nobody knows them, or another of the same meaning stands before.
    pub unknown_columns: Vec<CleanText>,
    /// What only a person can tell; nothing was written while one stands that is not answered.
    pub questions: Vec<Question>,
    /// What no column of its own says, and how it was understood.
    pub understood: Vec<Understood>,
    /// What rows of a list of the dead say; they add nobody.
    pub deaths: Vec<DeathRow>,
    /// How many rows a list of the dead had.
    pub dead_rows: u64,
    /// Whom earlier rosters of its kind named and this one does not.
    pub missing: Missing,
    /// For whom it is said to be complete.
    pub complete: Option<Complete>,
    /// Whose memberships end for that, with those that end.
    pub ends: Vec<MissingPerson>,
}

impl ImportReport {
    /// Leaves out of a row what a check has found of it to be left out.
    pub fn join(&self, entry: &mut RosterEntry) {
        let first = self.joined.partition_point(|join| join.row < entry.row);
        let mut own = self.joined.iter().skip(first).take_while(|join| join.row == entry.row);
        if let Some(join) = own.find(|join| join.name == entry.name) {
            join.apply(entry);
        }
    }

    /// New, changed and refused rows, and those whose memberships end.
    pub fn counts(&self) -> (u64, u64, u64, u64) {
        (self.new, self.changed, self.refused_rows, self.ends.len() as u64)
    }

    /// What an import is held to that comes after this dry run.
    pub fn expected(&self) -> Expected {
        Expected { content: self.content, counts: Some(self.counts()) }
    }
}
