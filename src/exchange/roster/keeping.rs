//! Answers are kept in the register, so that the next roster of that shape does not ask again.

use super::header;
use super::header::spellings;
use super::import::ImportError;
use super::reader::RosterReader;
use super::sheet_names::is_doubtful;
use super::words::{Words, WrongAnswer};
use crate::domain::op::{Op, WriteContext};
use crate::domain::roster_question::{Answers, KeptAnswer, QuestionKind};
use crate::domain::text::CleanText;
use crate::store::Store;

/// Refuses sheets and columns that the file does not have.
pub(super) fn check_sheets(roster: &RosterReader, answers: &Answers) -> Result<(), ImportError> {
    let sheets = roster.sheets();
    let all = || sheets.iter().chain(roster.other_sheets()).chain(roster.hidden_sheets());
    for wanted in &answers.sheets {
        if !all().any(|sheet| sheet.trim() == wanted.trim()) {
            let choices = all().cloned().collect();
            let wrong = WrongAnswer { kind: QuestionKind::Sheet, answer: wanted.clone(), choices };
            return Err(ImportError::Answer(wrong));
        }
    }
    for (at, (wanted, _)) in answers.columns.iter().enumerate() {
        let headers = roster.headers();
        if headers.iter().any(|header| header.is_answered_by(&answers.columns, at)) {
            continue;
        }
        let mut choices: Vec<CleanText> = Vec::new();
        let own = answers.columns.get(at..=at).unwrap_or_default();
        let is_there = headers.iter().any(|header| header.is_answered_by(own, 0));
        for title in headers.iter().flat_map(|header| header.shown()).filter(|_| !is_there) {
            if !choices.contains(&title) {
                choices.push(title);
            }
        }
        let wrong = WrongAnswer { kind: QuestionKind::Column, answer: wanted.clone(), choices };
        return Err(ImportError::Answer(wrong));
    }
    Ok(())
}

/// What was answered before of the sheets of a roster of this shape, where nothing is said of them now. Sheets that would all be
/// left out are asked about again.
pub(super) fn kept_sheets(roster: &RosterReader, words: &Words) -> Vec<(CleanText, bool)> {
    let answers = &words.answers;
    if !answers.sheets.is_empty() {
        return Vec::new();
    }
    let sheets = roster.sheets();
    let shapes: Vec<String> = roster.headers().iter().map(|one| header::shape(one.titles())).collect();
    let kept = |sheet: &CleanText| {
        let told = shapes.iter().find_map(|shape| words.sheet_of_shape(shape, sheet))?;
        Some((sheet.clone(), !told.is_empty()))
    };
    let is_open = |sheet: &&CleanText| answers.told_sheets.iter().all(|(told, _)| told != *sheet);
    let kept: Vec<_> = sheets.iter().filter(is_open).filter_map(kept).collect();
    let out = kept.iter().filter(|(_, read)| !read).count();
    if out < sheets.len() { kept } else { Vec::new() }
}

/// The shape of a roster, by the headers of its first sheet.
pub(super) fn shape(roster: &RosterReader) -> String {
    roster.headers().first().map(|first| header::shape(first.titles())).unwrap_or_default()
}

/// Keeps what was answered.
pub(super) fn keep_answers(
    store: &mut Store,
    answers: &Answers,
    (shape, sheets): (&str, &[CleanText]),
    ctx: &WriteContext,
) -> Result<(), ImportError> {
    let kept = |kind, shape: &str, word: &CleanText, answer: &CleanText| KeptAnswer {
        kind,
        shape: CleanText::unmasked(shape),
        word: word.clone(),
        answer: answer.clone(),
    };
    let mut all: Vec<KeptAnswer> = Vec::new();
    all.extend(answers.labels.iter().map(|(word, label)| kept(QuestionKind::Label, "", word, label)));
    // The name of one sheet among several is a word of this file alone.
    let is_sheet = |word: &CleanText| sheets.len() > 1 && sheets.contains(word);
    let townships = answers.townships.iter().filter(|(word, told)| !told.is_empty() && !is_sheet(word));
    all.extend(townships.map(|(word, told)| kept(QuestionKind::Township, "", word, told)));
    if !shape.is_empty() {
        for (sheet, read) in &answers.told_sheets {
            let told = if *read { sheet.clone() } else { CleanText::default() };
            all.push(kept(QuestionKind::Sheet, shape, sheet, &told));
        }
        // Named although their names speak against it.
        for sheet in answers.sheets.iter().filter(|sheet| is_doubtful(sheet)) {
            all.push(kept(QuestionKind::Sheet, shape, sheet, sheet));
        }
        let township = answers.township.iter().filter(|told| !told.is_empty());
        all.extend(township.map(|told| kept(QuestionKind::Township, shape, &CleanText::default(), told)));
        for (header, column) in &answers.columns {
            let word = CleanText::unmasked(&spellings::plain(header, false));
            let code = column.map(|column| CleanText::from(column.code())).unwrap_or_default();
            all.push(kept(QuestionKind::Column, shape, &word, &code));
        }
    }
    if !all.is_empty() {
        store.commit(&Op::KeepAnswers(all), ctx)?;
    }
    Ok(())
}
