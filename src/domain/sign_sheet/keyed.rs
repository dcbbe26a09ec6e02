//! Keying a signed sheet: all of it as printed, then the exceptions.

use chrono::NaiveDate;

use super::{PrintedLine, SignSheet, SignedRow};
use crate::domain::date;
use crate::domain::gift::Proxy;
use crate::domain::money::Fen;
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX, fold_width};
use crate::domain::visit::Outcome;

/// How a line ended that did not end as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Except {
    /// The number of the line.
    pub line: u32,
    /// How it ended; none for a line that is still open.
    pub outcome: Option<Outcome>,
    /// Who received, and the relation.
    pub proxy: Option<Proxy>,
    /// The day it was put off to, or the day of death.
    pub day: Option<NaiveDate>,
}

/// Why an exception is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExceptError {
    /// No number of a line stands before it.
    NoLine(CleanText),
    /// The sheet has no such line.
    UnknownLine(u32),
    /// Nobody knows that result.
    UnknownResult(CleanText),
    /// It names a line twice.
    Repeated(u32),
    /// A proxy without a name or a relation.
    NoProxy(u32),
    /// The day that it was put off to is missing, or no day.
    NoDay(u32),
    /// Something stands behind it that nobody knows.
    Surplus(u32),
}

/// The words for how a line ended, beside those of the register.
const WORDS: [(&str, Outcome); 12] = [
    ("本人", Outcome::Given),
    ("本人领取", Outcome::Given),
    ("已领", Outcome::Given),
    ("不在", Outcome::Absent),
    ("去世", Outcome::Died),
    ("死亡", Outcome::Died),
    ("迁出", Outcome::MovedAway),
    ("拒绝", Outcome::Refused),
    ("拒收", Outcome::Refused),
    ("延期", Outcome::Deferred),
    ("走访", Outcome::VisitOnly),
    ("代领取", Outcome::Proxy),
];

impl Outcome {
    /// Reads a result as it is written on a sheet.
    pub fn on_sheet(text: &str) -> Option<Self> {
        let text = fold_width(text.trim());
        let text = text.trim();
        Self::parse(text)
            .or_else(|| WORDS.into_iter().find(|(word, _)| *word == text).map(|(_, outcome)| outcome))
            .or_else(|| Self::ALL.into_iter().find(|one| one.code().eq_ignore_ascii_case(text)))
    }
}

/// What parts two exceptions.
const PARTS: [char; 5] = [';', '；', '，', ',', '。'];

/// Reads several exceptions, one behind the other: `5不在；8代领 王芳 女`.
///
/// # Errors
/// What the first of them that is not understood has wrong.
pub fn excepts(text: &str, sheet: &SignSheet, today: NaiveDate) -> Result<Vec<Except>, ExceptError> {
    let mut all: Vec<Except> = Vec::new();
    let (text, _) = apart(text);
    for part in text.split(PARTS).map(str::trim).filter(|part| !part.is_empty()) {
        let one = except(part, sheet, today)?;
        if all.iter().any(|before| before.line == one.line) {
            return Err(ExceptError::Repeated(one.line));
        }
        all.push(one);
    }
    Ok(all)
}

/// The words that go before the reason for which lines were given as printed, though the plan says something else by now.
const BECAUSE: [&str; 2] = ["理由", "reason"];

/// The exceptions, and the reason that stands behind them: `5不在；理由 标准调整前，已经发了`.
fn apart(text: &str) -> (&str, Option<&str>) {
    let begins = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default().chars().next_back();
        before.is_none_or(|c| is_between(c) || PARTS.contains(&c))
    };
    let found = BECAUSE.into_iter().find_map(|word| {
        let at = text.match_indices(word).map(|(at, _)| at).find(begins)?;
        Some((text.get(..at)?, text.get(at + word.len()..)?))
    });
    match found {
        Some((before, told)) => (before, Some(told)),
        None => (text, None),
    }
}

/// The reason behind the exceptions, if one stands there.
pub fn reason(text: &str) -> Option<CleanText> {
    let (_, told) = apart(text);
    let told = told?.trim_start_matches(|c: char| is_between(c) || c == '：');
    CleanText::parse(told, NOTE_MAX).ok().filter(|told| !told.says_nothing())
}

/// Reads one exception: the number of a line and how it ended, with name and relation of a proxy or the promised day. Between
/// them stand blanks, `=` or `:`.
///
/// # Errors
/// What is wrong with it.
pub fn except(text: &str, sheet: &SignSheet, today: NaiveDate) -> Result<Except, ExceptError> {
    let folded = fold_width(text.trim());
    let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
    let rest = folded.get(digits.len()..).unwrap_or_default();
    let rest = rest.trim_start_matches(|c: char| c == '号' || c == '行' || is_between(c));
    let line: u32 = digits.parse().map_err(|_| ExceptError::NoLine(CleanText::shown(text)))?;
    if sheet.line(line).is_none() {
        return Err(ExceptError::UnknownLine(line));
    }
    let mut words = rest.split(is_between).filter(|word| !word.is_empty());
    let said = words.next().unwrap_or_default();
    let outcome = match said {
        "open" | "未走访" => None,
        _ => {
            let known = Outcome::on_sheet(said);
            Some(known.ok_or_else(|| ExceptError::UnknownResult(CleanText::shown(rest)))?)
        }
    };
    let mut except = Except { line, outcome, proxy: None, day: None };
    if outcome == Some(Outcome::Proxy) {
        let mut text = || CleanText::parse(words.next()?, NAME_MAX).ok().filter(|text| !text.is_empty());
        let both = text().zip(text());
        let (name, relation) = both.ok_or(ExceptError::NoProxy(line))?;
        except.proxy = Some(Proxy { name, relation });
    }
    if matches!(outcome, Some(Outcome::Deferred | Outcome::Died)) {
        let day = words.next().map(|said| date::Typed::on(today).read(said));
        except.day = day.transpose().map_err(|_| ExceptError::NoDay(line))?;
        if outcome == Some(Outcome::Deferred) && except.day.is_none() {
            return Err(ExceptError::NoDay(line));
        }
    }
    if words.next().is_some() { Err(ExceptError::Surplus(line)) } else { Ok(except) }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '=' | ':' | '、' | '/')
}

/// A sheet as it is keyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedSheet {
    /// Who handed it over.
    pub handlers: Vec<CleanText>,
    /// The day.
    pub on: NaiveDate,
    /// The lines that did not end as printed.
    pub excepts: Vec<Except>,
    /// Why it was given as printed, where the plan says something else by now.
    pub reason: Option<CleanText>,
}

impl KeyedSheet {
    /// How a line ended; none where it is still open.
    pub fn outcome(&self, line: &PrintedLine) -> Option<Outcome> {
        self.except(line).map_or(Some(Outcome::Given), |except| except.outcome)
    }

    fn except(&self, line: &PrintedLine) -> Option<&Except> {
        self.excepts.iter().find(|except| except.line == line.no)
    }

    /// The rows of a sheet, in its order.
    pub fn rows(&self, sheet: &SignSheet) -> Vec<SignedRow> {
        let row = |line: &PrintedLine| {
            let (except, outcome) = (self.except(line), self.outcome(line)?);
            let day = except.and_then(|except| except.day);
            let gives = outcome.gives();
            Some(SignedRow {
                worksheet: CleanText::default(),
                at: u64::from(line.no),
                line: line.no,
                outcome,
                cash: if gives { line.cash } else { Fen::ZERO },
                goods: line.given_goods().filter(|_| gives),
                on: self.on,
                handlers: self.handlers.clone(),
                proxy: except.and_then(|except| except.proxy.clone()),
                deferred_to: day.filter(|_| outcome == Outcome::Deferred),
                died_on: day.filter(|_| outcome == Outcome::Died),
                note: None,
                reason: self.reason.clone(),
            })
        };
        sheet.lines.iter().filter_map(row).collect()
    }

    /// The cash that the sheet comes to: what is held against the sum on the paper.
    pub fn total(&self, sheet: &SignSheet) -> Fen {
        let gives = |line: &&PrintedLine| self.outcome(line).is_some_and(Outcome::gives);
        sheet.lines.iter().filter(gives).fold(Fen::ZERO, |sum, line| sum.plus(line.cash))
    }
}
