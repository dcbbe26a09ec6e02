//! What a roster leaves open, what was answered, and how what it does not say in a column of its own was understood.

use chrono::NaiveDate;

use super::roster::Column;
use super::text::CleanText;

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionKind {
    /// Where people live: nothing tells it, or a word that names no township.
    Township,
    /// A category or group that nobody knows.
    Label,
    /// What a column holds, or whose it is.
    Column,
    /// Whether a sheet is to be read.
    Sheet,
    /// For whom the roster is complete; only who chooses it is asked.
    Complete,
}

impl QuestionKind {
    /// Those whose answers are kept for the next roster.
    pub const KEPT: [Self; 4] = [Self::Label, Self::Township, Self::Column, Self::Sheet];

    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Township => "township",
            Self::Label => "label",
            Self::Column => "column",
            Self::Sheet => "sheet",
            Self::Complete => "complete",
        }
    }
}

/// Something that only a person can tell; asked once, however many rows it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub kind: QuestionKind,
    /// The word, header or sheet; empty for a township that nothing tells.
    pub value: CleanText,
    /// Rows that it concerns.
    pub rows: u64,
    /// The first of these rows, as a spreadsheet numbers them.
    pub examples: Vec<u64>,
    /// What may be answered, the likeliest first.
    pub choices: Vec<CleanText>,
}

/// Answers, given with the import or kept from an earlier one.
///
/// An empty answer says "nothing of it": a label is not imported, rows of a township stay refused, a column is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Where people live whose row tells nothing.
    pub township: Option<CleanText>,
    /// Townships by the words that stand for them.
    pub townships: Vec<(CleanText, CleanText)>,
    /// Categories and groups by the words that stand for them.
    pub labels: Vec<(CleanText, CleanText)>,
    /// What columns hold, by header or by letter.
    pub columns: Vec<(CleanText, Option<Column>)>,
    /// The sheets to read; all that look like a roster if none is named.
    pub sheets: Vec<CleanText>,
    /// Of single sheets, whether they are to be read.
    pub told_sheets: Vec<(CleanText, bool)>,
    /// The townships, categories and groups for which the roster is complete.
    pub complete: Vec<CleanText>,
    /// The last day of what ends of those who are missing then; today if none is given.
    pub ends_on: Option<NaiveDate>,
    /// Whether one that fits nothing refuses the roster: they were written beforehand, and not asked for one by one.
    pub must_fit: bool,
}

/// An answer that nothing in the roster asks for, with the words that it does ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Every row tells another township.
    Township(CleanText),
    /// Nothing names a township by this word.
    TownshipWord(CleanText, Vec<CleanText>),
    /// Nothing names a category or group by this word.
    Label(CleanText, Vec<CleanText>),
}

/// No answers.
pub static NO_ANSWERS: Answers = Answers {
    township: None,
    townships: Vec::new(),
    labels: Vec::new(),
    columns: Vec::new(),
    sheets: Vec::new(),
    told_sheets: Vec::new(),
    complete: Vec::new(),
    ends_on: None,
    must_fit: false,
};

impl Answers {
    /// Takes a choice as the answer to a question.
    pub fn take(&mut self, question: &Question, choice: &CleanText) {
        let value = question.value.clone();
        match question.kind {
            QuestionKind::Township if value.is_empty() => self.township = Some(choice.clone()),
            QuestionKind::Township => self.townships.push((value, choice.clone())),
            QuestionKind::Label => self.labels.push((value, choice.clone())),
            QuestionKind::Column => {
                let column = match choice.as_str() {
                    COLUMN_OF_NAMES => Some(Column::Name),
                    COLUMN_OF_IDS => Some(Column::IdNumber),
                    COLUMN_OF_PHONES => Some(Column::Phone),
                    COLUMN_OF_CARDS => Some(Column::Card),
                    _ => None,
                };
                self.columns.push((value, column));
            }
            QuestionKind::Sheet => self.told_sheets.push((value, !choice.is_empty())),
            QuestionKind::Complete => self.complete = vec![choice.clone()],
        }
    }

    /// Takes the answer to a question back.
    pub fn forget(&mut self, question: &Question) {
        let value = &question.value;
        match question.kind {
            QuestionKind::Township if value.is_empty() => self.township = None,
            QuestionKind::Township => self.townships.retain(|(word, _)| word != value),
            QuestionKind::Label => self.labels.retain(|(word, _)| word != value),
            QuestionKind::Column => self.columns.retain(|(header, _)| header != value),
            QuestionKind::Sheet => self.told_sheets.retain(|(sheet, _)| sheet != value),
            QuestionKind::Complete => self.complete.clear(),
        }
    }
}

/// What a column is said to hold; nothing where it is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field(pub Option<Column>);

/// What a column may be that is asked about, as a roster would head it.
pub const COLUMN_OF_NAMES: &str = "姓名";
/// The same of ID numbers.
pub const COLUMN_OF_IDS: &str = "身份证号";
/// The same of phone numbers.
pub const COLUMN_OF_PHONES: &str = "联系电话";
/// The same of cards.
pub const COLUMN_OF_CARDS: &str = "银行卡号";

/// An answer that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// What it is about.
    pub kind: QuestionKind,
    /// The shape of the rosters that it is for, by their headers; empty where it holds for all.
    pub shape: CleanText,
    /// The word, header or sheet; empty for the township of a roster that tells none.
    pub word: CleanText,
    /// What was answered: a township, a label, the code of a column, the sheet; empty for nothing of it.
    pub answer: CleanText,
}

impl KeptAnswer {
    /// Whether both are about the same, whatever was answered.
    pub fn is_about(&self, other: &Self) -> bool {
        self.kind == other.kind && self.shape == other.shape && self.word == other.word
    }
}

/// Where a township, a village or a label was found, if not in a column of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A head between the rows.
    Head,
    /// The name of the sheet.
    Sheet,
    /// The title above the header.
    Title,
    /// The header of another column.
    Header,
    /// The name of the file or its folder.
    File,
    /// The address.
    Address,
    /// What was answered with this import.
    Answer,
    /// What was answered before.
    Kept,
    /// The table of what rosters say.
    Table,
}

/// How something was understood: told, so that nothing is silent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Understood {
    /// So many rows have a township that no column of theirs tells.
    Township {
        /// The township, with its village where that was told as well.
        place: CleanText,
        /// Where it was found.
        origin: Origin,
        /// How many rows.
        rows: u64,
    },
    /// So many rows have a category or group under another word, or from elsewhere.
    Label {
        /// The word; empty where it is the label itself.
        word: CleanText,
        /// The label; empty where it is not imported.
        label: CleanText,
        /// Where it was found.
        origin: Origin,
        /// How many rows.
        rows: u64,
    },
    /// A column that fills another where that is empty.
    Fills {
        /// The column that is filled.
        first: CleanText,
        /// The one that fills it.
        second: CleanText,
    },
    /// Columns of other people: a householder, a member of the family, a payee. They are not imported.
    OfOthers(Vec<CleanText>),
    /// A column that was known by what it holds, or by an answer that was kept.
    Column {
        /// Its header, or its letter.
        header: CleanText,
        /// What it holds; nothing where it is left out.
        column: Option<Column>,
        /// How that is known.
        origin: Origin,
    },
    /// Newcomers of a category who hold no group, neither by the roster nor by a rule: nobody is to visit them.
    NoGroup {
        /// The category.
        category: CleanText,
        /// How many.
        rows: u64,
    },
    /// The name of a sheet that says neither a place nor a label.
    SheetName(CleanText),
    /// A sheet that was read, or left out, as it was answered before.
    KeptSheet(CleanText, bool),
    /// A head between the rows that says neither a place nor a label.
    Head {
        /// Its row.
        row: u64,
        /// What it says.
        text: CleanText,
    },
}
