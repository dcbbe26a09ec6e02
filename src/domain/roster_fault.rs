//! Why a cell of a roster is refused, or what is odd about it.

use chrono::NaiveDate;

use super::roster_question::QuestionKind;
use super::text::CleanText;

/// Why a cell is refused, or what is odd about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The name is empty.
    NoName,
    /// The township cell is empty.
    NoTownship,
    /// No township of that name.
    UnknownTownship(CleanText),
    /// No category of that name.
    UnknownCategory(CleanText),
    /// No group of that name.
    UnknownGroup(CleanText),
    /// A group for people on a unit, or one for units on a person.
    OtherKindsGroup(CleanText),
    /// The ID number is neither 15 nor 18 long; its length.
    IdLength(usize),
    /// The ID number has a character that it cannot have.
    IdCharacter,
    /// A spreadsheet damaged the ID number: a number cell or 4.4E+17.
    IdDamaged,
    /// The date inside the ID number does not exist or lies in the future.
    IdDate,
    /// Warned only: the check digit should be this.
    IdCheckDigit(char),
    /// Warned only: same name and township as in this row before, and an ID number that is the other's but for a slip;
    /// most likely one person.
    LikeRow(u64),
    /// Warned only: the same of somebody in the register.
    LikeRegistered,
    /// Warned only: somebody of the same name and township is known, and nothing tells the two apart; perhaps one person.
    LikeNamesake,
    /// Warned only: the phone of this row before.
    PhoneOfRow(u64),
    /// Warned only: the phone of somebody in the register.
    PhoneRegistered,
    /// Warned only: the register has recorded the death on this day.
    RecordedDead(NaiveDate),
    /// Warned only: the register has recorded the departure on this day.
    RecordedLeft(NaiveDate),
    /// A person who bears the name of a unit.
    NameOfUnit,
    /// Warned only: a name as units bear them.
    LikeUnit,
    /// The same ID number stands in an earlier row.
    DuplicateId(u64),
    /// Warned only: an earlier row is about the same person; its categories come together with this one's.
    JoinsRow(u64),
    /// An earlier row about the same person says otherwise.
    AgainstRow(u64),
    /// Warned only: an earlier row about the same person says otherwise, and what it says is kept.
    KeptOfRow(u64),
    /// Without an ID number it cannot be told from an earlier row.
    DuplicatePerson(u64),
    /// The register holds several people who answer to this row, and it names no ID number.
    AmbiguousPerson,
    /// The ID number is registered under another name.
    IdOfAnother {
        /// The number, masked.
        number: CleanText,
        /// The name in the register. Who compares a roster by numbers stands in the audit before this is told, as who
        /// searches by one does.
        name: CleanText,
    },
    /// Renaming was asked for, but the name in the row is somebody else's: two people may be swapped.
    NameOfAnother {
        /// The number, masked.
        number: CleanText,
        /// The name in the register.
        name: CleanText,
    },
    /// Warned only: the recipient is renamed.
    Renamed,
    /// Warned only: this group or category had ended, and is held anew from the day of the roster on.
    HeldAgain(CleanText),
    /// A control, bidi, zero-width or unassigned character.
    Character(u32),
    /// Longer than the column allows.
    TooLong,
    /// More categories or groups than the cell may hold; how many it may.
    TooManyLabels(usize),
    /// A birth date that cannot be read or does not exist.
    BadDate,
    /// Warned only: a year or a month and no day, which is not kept as a birth date.
    BirthWithoutDay,
    /// Warned only: the birth date differs from the ID number's, which is kept.
    BirthDiffers,
    /// Warned only: the sex differs from the ID number's, which is kept.
    SexDiffers,
    /// A spreadsheet damaged the phone or card number.
    NumberDamaged,
    /// The register does not take what the row says.
    NotTaken,
    /// The cell holds an error of a spreadsheet, such as #N/A; as the file shows it.
    ErrorCell(CleanText),
    /// A spreadsheet made a date of a text: 5-3 became 3 May.
    DateCell,
    /// A formula whose result the file does not hold.
    Uncached,
    /// Warned only: the file points to a text that it does not hold; the cell is read as empty.
    NoText,
    /// Warned only: this is wrong with a cell that the row can do without; it is left out.
    LeftOut(Box<Fault>),
    /// Digits, signs or more characters than any name has: not the name of a person.
    NotAName,
    /// Not a letter in it: not the name of a place.
    NotAPlace,
    /// It names a village of another township than the row does.
    VillageElsewhere(CleanText),
    /// Warned only: what stood behind the village went to the address or the note.
    BehindVillage(CleanText),
    /// The cell of the name names a relative of somebody by this word: whose ID number stands beside it, nothing tells.
    KinInName(CleanText),
    /// Warned only: what stood beside the name went to the note.
    NameRemark(CleanText),
    /// Warned only: the first number was kept, what stood beside it went to the note.
    RestToNote,
    /// Warned only: no number is in it, and the words went to the note.
    WordsToNote,
    /// Warned only: no phone number has so many digits; how many there are. It is stored.
    PhoneLength(usize),
    /// Another name is told as the holder of the account.
    CardOfOther(CleanText),
    /// Another document than the ID card of a resident.
    OtherDocument,
    /// Warned only: a character was lost, this stands in its place. It is stored so.
    Lost(char),
    /// Warned only: the row says that the person has died or is gone, and so holds back from due until somebody decides.
    SaysGone(CleanText),
    /// Warned only: somebody of the name is registered with the number but for the check digit; the row is about them.
    SameButCheckDigit,
    /// The number of this row before but for the check digit, and its name.
    DuplicateButCheckDigit(u64),
    /// Somebody of another name has the number but for the check digit.
    CheckDigitOfAnother {
        /// The number, masked.
        number: CleanText,
        /// Whose it is.
        name: CleanText,
    },
    /// It has one text, which may be the name of a person or that of a place above others.
    HeadOrName,
    /// Warned only: it has a name and nothing else, where everybody else has more; perhaps a head.
    OnlyName,
    /// Warned only: neither yes nor no, so that nothing is taken from it.
    NeitherYesNorNo(CleanText),
    /// Warned only: words of a state that nobody knows; whoever has them counts as alive and here.
    UnknownState(CleanText),
    /// Warned only: neither urban nor rural, so that nothing is taken from it.
    UnknownHousehold(CleanText),
    /// Warned only: the workbook hides the row.
    HiddenRow,
    /// Warned only: the row is struck out.
    StruckRow,
    /// The cell is struck out, and its row is not.
    StruckCell,
    /// Warned only: parts of the text are struck out, and left out.
    StruckRuns,
    /// A phone or card has letters in the places of digits.
    NumberLetters,
    /// The ID number is masked, as lists that leave are.
    IdMasked,
    /// A phone, a card, a date or a text with a number in it is masked.
    NumberMasked,
}

impl Fault {
    /// What the question is about that it raises; none where an answer would not help.
    pub fn question(&self) -> Option<(QuestionKind, CleanText)> {
        if let Self::UnknownTownship(word) = self {
            Some((QuestionKind::Township, word.clone()))
        } else if let Self::UnknownCategory(word) | Self::UnknownGroup(word) = self {
            Some((QuestionKind::Label, word.clone()))
        } else {
            (*self == Self::NoTownship).then(|| (QuestionKind::Township, CleanText::default()))
        }
    }

    /// Whether the row is stored all the same.
    pub fn only_warns(&self) -> bool {
        matches!(
            self,
            Self::IdCheckDigit(_)
                | Self::LikeRow(_)
                | Self::LikeRegistered
                | Self::LikeNamesake
                | Self::PhoneOfRow(_)
                | Self::JoinsRow(_)
                | Self::KeptOfRow(_)
                | Self::PhoneRegistered
                | Self::RecordedDead(_)
                | Self::RecordedLeft(_)
                | Self::LikeUnit
                | Self::BirthWithoutDay
                | Self::BirthDiffers
                | Self::SexDiffers
                | Self::Renamed
                | Self::HeldAgain(_)
                | Self::NoText
                | Self::LeftOut(_)
                | Self::NameRemark(_)
                | Self::BehindVillage(_)
                | Self::RestToNote
                | Self::WordsToNote
                | Self::PhoneLength(_)
                | Self::Lost(_)
                | Self::SaysGone(_)
                | Self::SameButCheckDigit
                | Self::OnlyName
                | Self::NeitherYesNorNo(_)
                | Self::UnknownState(_)
                | Self::UnknownHousehold(_)
                | Self::HiddenRow
                | Self::StruckRow
                | Self::StruckRuns
        )
    }
}
