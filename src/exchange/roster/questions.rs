//! What only a person can tell of a roster, gathered from the rows it concerns: asked once and not once a row.

use std::collections::HashMap;
use std::sync::Arc;

use super::unfit::unfit;
use super::words::Words;
use crate::domain::roster::{CellFault, ImportReport};
use crate::domain::roster_question::{Question, QuestionKind, Understood, Unfit};
use crate::domain::text::CleanText;

/// Words that are asked about at most: more of them are another kind of column.
const ASKED_MAX: usize = 200;
/// Rows of one question whose faults are listed.
const LISTED_MAX: u64 = 1_000;
/// Rows that are named as examples.
const EXAMPLES: usize = 3;

/// The questions of a roster.
pub(super) struct Questions {
    words: Arc<Words>,
    /// The likeliest township: of the unit that fills the list in, or of the last roster of this shape.
    hint: Option<CleanText>,
    asked: Vec<Question>,
    by_word: HashMap<(QuestionKind, CleanText), usize>,
}

impl Questions {
    pub(super) fn new(words: Arc<Words>, hint: Option<CleanText>) -> Self {
        Self { words, hint, asked: Vec::new(), by_word: HashMap::new() }
    }

    /// Notes the fault of a row that a question is about; answers whether it is to be listed by itself.
    pub(super) fn note(&mut self, fault: &CellFault) -> bool {
        let Some((kind, word)) = fault.fault.question() else { return true };
        // An empty answer has said already that its rows stay refused.
        let answers = &self.words.answers;
        let refused = match kind {
            QuestionKind::Township if word.is_empty() => {
                answers.township.as_ref().is_some_and(|told| told.is_empty())
            }
            QuestionKind::Township => self.words.township_of(&word).is_some(),
            QuestionKind::Label | QuestionKind::Column | QuestionKind::Sheet | QuestionKind::Complete => {
                false
            }
        };
        if refused {
            return true;
        }
        let key = (kind, word);
        let at = match self.by_word.get(&key) {
            Some(at) => *at,
            None if self.asked.len() < ASKED_MAX => {
                let choices = self.choices(kind, &key.1);
                self.asked.push(Question {
                    kind,
                    value: key.1.clone(),
                    rows: 0,
                    examples: Vec::new(),
                    choices,
                });
                self.by_word.insert(key, self.asked.len() - 1);
                self.asked.len() - 1
            }
            None => return true,
        };
        let Some(question) = self.asked.get_mut(at) else { return true };
        question.rows += 1;
        if question.examples.len() < EXAMPLES {
            question.examples.push(fault.row);
        }
        question.rows <= LISTED_MAX
    }

    /// Whether something is asked.
    pub(super) fn are_open(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Adds what the header and the columns leave open.
    pub(super) fn learn(&mut self, questions: Vec<Question>) {
        self.asked.extend(questions);
    }

    /// Tells all of them, what concerns a whole column or sheet first; answers which answers nothing in the roster asked
    /// for, where each must fit.
    pub(super) fn end(&mut self, report: &mut ImportReport) -> Vec<Unfit> {
        let mut asked = std::mem::take(&mut self.asked);
        asked.sort_by_key(|question| !matches!(question.kind, QuestionKind::Column | QuestionKind::Sheet));
        // A sheet of which it is asked where its people live is told by that question alone.
        let asks = |sheet: &CleanText| asked.iter().any(|question| question.value == *sheet);
        report.understood.retain(|one| !matches!(one, Understood::SheetName(sheet) if asks(sheet)));
        report.questions = asked;
        if self.words.answers.must_fit { unfit(&self.words, &report.questions) } else { Vec::new() }
    }

    fn choices(&self, kind: QuestionKind, word: &str) -> Vec<CleanText> {
        let mut choices = match kind {
            QuestionKind::Township => {
                let mut names = self.words.places.names().to_vec();
                let shared = |name: &CleanText| name.chars().filter(|c| word.contains(*c)).count();
                names.sort_by_key(|name| (Some(name) != self.hint.as_ref(), std::cmp::Reverse(shared(name))));
                names
            }
            QuestionKind::Label => self.words.labels.choices(word),
            QuestionKind::Column | QuestionKind::Sheet | QuestionKind::Complete => Vec::new(),
        };
        choices.push(CleanText::default());
        choices
    }
}
