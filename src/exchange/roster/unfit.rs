//! The answers that came with a roster and fit nothing in it.

use super::fitting::Fitting;
use super::words::Words;
use crate::domain::roster_question::{Question, QuestionKind, Unfit};
use crate::domain::text::CleanText;

/// The answers of which no row made use, each with the words of its kind that are asked about: one of them is meant, or
/// the answer is one too many.
pub(super) fn unfit(words: &Words, questions: &[Question]) -> Vec<Unfit> {
    let answers = &words.answers;
    let asked = |kind: QuestionKind| -> Vec<CleanText> {
        let own = questions.iter().filter(|question| question.kind == kind && !question.value.is_empty());
        own.map(|question| question.value.clone()).collect()
    };
    let plain = answers.township.iter().filter(|told| !told.is_empty() && !words.township_fits.is_noted());
    let told = answers.townships.iter().zip(&words.townships_fit).filter(|(_, fits)| !fits.is_noted());
    let labels =
        answers.labels.iter().filter(|(word, _)| !words.labels.fits(word).is_some_and(Fitting::is_noted));
    plain
        .map(|township| Unfit::Township(township.clone()))
        .chain(told.map(|((word, _), _)| Unfit::TownshipWord(word.clone(), asked(QuestionKind::Township))))
        .chain(labels.map(|(word, _)| Unfit::Label(word.clone(), asked(QuestionKind::Label))))
        .collect()
}
