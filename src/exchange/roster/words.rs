//! The words of one register, as a roster is read against them.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::fitting::Fitting;
use super::labelled::LabelBook;
use super::place::PlaceBook;
use crate::domain::error::RegisterError;
use crate::domain::group_rule::GroupRule;
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::roster_missing::Complete;
use crate::domain::roster_question::{Answers, Field, KeptAnswer, Origin, QuestionKind};
use crate::domain::text::CleanText;
use crate::store::Store;

/// Places and labels of a register, and what was answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Townships and villages.
    pub(super) places: PlaceBook,
    /// Categories and groups.
    pub(super) labels: LabelBook,
    /// What was answered with this import.
    pub(super) answers: Answers,
    /// Whether the township was of use that was answered for rows that tell none.
    pub(super) township_fits: Fitting,
    /// The same of each word that was answered to stand for a township.
    pub(super) townships_fit: Vec<Fitting>,
    /// What was answered before.
    pub(super) kept: Vec<KeptAnswer>,
    /// Sheets of the roster at hand that were answered before, and whether they are read.
    pub(super) kept_sheets: Vec<(CleanText, bool)>,
    /// Nobody is born later.
    pub(super) today: NaiveDate,
    /// For whom the roster is said to be complete.
    pub(super) complete: Option<Complete>,
    /// Categories whose holders are in a group by a rule.
    pub(super) ruled: HashSet<CleanText>,
}

/// An answer that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAnswer {
    /// What it is about.
    pub kind: QuestionKind,
    /// What was answered.
    pub answer: CleanText,
    /// What might have been, the likeliest first.
    pub choices: Vec<CleanText>,
}

impl Words {
    /// The words of a register. What was answered before gives way to what is answered now.
    pub(super) fn load(
        store: &Store,
        answers: &Answers,
        today: NaiveDate,
    ) -> Result<Result<Self, WrongAnswer>, RegisterError> {
        let places = PlaceBook::new(&store.banner_name()?, &store.townships()?, &store.all_villages()?);
        let labels = LabelBook::new(&store.categories()?, &store.groups()?);
        let kept = store.kept_answers()?;
        let mut words = Self { places, labels, answers: answers.clone(), kept, today, ..Self::default() };
        let holds = |rule: &GroupRule| rule.until.is_none_or(|until| until >= today);
        words.ruled =
            store.group_rules()?.into_iter().filter(holds).flat_map(|rule| rule.categories).collect();
        words.townships_fit = vec![Fitting::default(); answers.townships.len()];
        Ok(words.check().map(|()| words))
    }

    /// Puts the answers into the words they name, and refuses one that names nothing.
    fn check(&mut self) -> Result<(), WrongAnswer> {
        // What was kept and names nothing any more is asked again.
        for one in self.kept.iter().filter(|one| one.kind == QuestionKind::Label) {
            self.labels.answer(&one.word, &one.answer, Origin::Kept);
        }
        for (word, label) in &self.answers.labels {
            if !self.labels.answer(word, label, Origin::Answer) {
                let choices = self.labels.choices(label);
                return Err(WrongAnswer { kind: QuestionKind::Label, answer: label.clone(), choices });
            }
        }
        let township = |told: &CleanText| {
            let choices = || self.places.names().to_vec();
            let wrong =
                || WrongAnswer { kind: QuestionKind::Township, answer: told.clone(), choices: choices() };
            self.places.read(told).map(|place| place.township).ok_or_else(wrong)
        };
        for told in self.answers.township.iter_mut().filter(|told| !told.is_empty()) {
            *told = township(told)?;
        }
        for (_, told) in self.answers.townships.iter_mut().filter(|(_, told)| !told.is_empty()) {
            *told = township(told)?;
        }
        self.complete = self.complete_for()?;
        Ok(())
    }

    /// For whom the roster is said to be complete, in the words of the register.
    fn complete_for(&self) -> Result<Option<Complete>, WrongAnswer> {
        let said = &self.answers.complete;
        let on = self.answers.ends_on.unwrap_or(self.today);
        let mut complete = Complete { on, ..Complete::default() };
        // What is looked up here is no word of the roster.
        let labels = self.labels.clone();
        for word in said {
            let label = || {
                let unit = labels.resolve(word, Column::Groups, Kind::Unit);
                labels.exactly(word).or_else(|| unit.label()).map(|label| label.name().clone())
            };
            if let Some(township) = self.places.exactly(word) {
                complete.townships.push(township);
            } else if let Some(label) = label() {
                complete.labels.push(label);
            } else if let Some(place) = self.places.read(word) {
                complete.townships.push(place.township);
            } else {
                let choices = self.places.names().iter().cloned().chain(self.labels.choices(word));
                let choices = choices.collect();
                return Err(WrongAnswer { kind: QuestionKind::Complete, answer: word.clone(), choices });
            }
        }
        Ok((!said.is_empty()).then_some(complete))
    }

    /// The township that was answered for a word, and when; an empty one says that its rows stay refused.
    pub(super) fn township_of(&self, word: &str) -> Option<(&CleanText, Origin)> {
        let mut answered = self.answers.townships.iter().zip(&self.townships_fit);
        let now = answered.find(|((said, _), _)| &**said == word);
        let now = now.map(|((_, told), fits)| {
            fits.note();
            (told, Origin::Answer)
        });
        now.or_else(|| {
            let kept = self.kept_for(QuestionKind::Township, "", |kept| kept == word)?;
            Some((kept, Origin::Kept)).filter(|_| !word.is_empty())
        })
    }

    /// Notes where a row lives: an answer that says what the row says itself is none too many.
    pub(super) fn note_township(&self, township: &CleanText) {
        if self.answers.township.as_ref() == Some(township) {
            self.township_fits.note();
        }
    }

    /// The township that was answered for rosters of a shape.
    pub(super) fn township_of_shape(&self, shape: &str) -> Option<&CleanText> {
        self.kept_for(QuestionKind::Township, shape, str::is_empty).filter(|_| !shape.is_empty())
    }

    /// What was answered of a sheet of rosters of a shape: its name, or nothing where it was left out.
    pub(super) fn sheet_of_shape(&self, shape: &str, sheet: &str) -> Option<&CleanText> {
        self.kept_for(QuestionKind::Sheet, shape, |word| word == sheet).filter(|_| !shape.is_empty())
    }

    /// What was answered about a column of rosters of a shape: what it holds, or that it is left out.
    pub(super) fn column_of_shape(&self, shape: &str, is_header: impl Fn(&str) -> bool) -> Option<Field> {
        let code = self.kept_for(QuestionKind::Column, shape, is_header)?;
        Some(Field(Column::ALL.into_iter().find(|column| column.code() == &**code)))
    }

    fn kept_for(
        &self,
        kind: QuestionKind,
        shape: &str,
        is_word: impl Fn(&str) -> bool,
    ) -> Option<&CleanText> {
        let is_it = |one: &&KeptAnswer| one.kind == kind && &*one.shape == shape && is_word(&one.word);
        self.kept.iter().find(is_it).map(|one| &one.answer)
    }
}
