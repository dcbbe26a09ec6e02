//! What the header leaves open: whose a column is, and whether two tables stand side by side.

use super::binding::Draft;
use super::finding::title_shown;
use super::rules;
use super::spellings::{Meaning, plain};
use crate::domain::roster::Column;
use crate::domain::roster_question::{
    COLUMN_OF_CARDS, COLUMN_OF_IDS, COLUMN_OF_NAMES, COLUMN_OF_PHONES, Question, QuestionKind,
};
use crate::domain::text::CleanText;

impl Draft<'_> {
    fn plain_title(&self, at: usize) -> String {
        self.titles.texts.get(at).map(|title| plain(title, false)).unwrap_or_default()
    }

    fn is_answered(&self, at: usize) -> bool {
        self.titles.answered.iter().any(|(answered, ..)| *answered == at)
    }

    fn is_said_to_be(&self, at: usize, column: Column) -> bool {
        self.titles.answered.iter().any(|(answered, said, _)| *answered == at && *said == Some(column))
    }

    /// The columns of names, those first that an answer tells; of tables side by side from the left.
    pub(super) fn own_names(&self) -> Vec<usize> {
        let mut own = self.of(Meaning::Known(Column::Name));
        let mut titles = own.iter().map(|&at| self.plain_title(at));
        let first = titles.next().filter(|title| !title.is_empty());
        if first.is_some_and(|first| titles.all(|title| title == first)) {
            own.sort_unstable();
        }
        own
    }

    /// Tables side by side: 姓名, 身份证号 and once more. Whether the others are to be read is asked.
    pub(super) fn side_by_side(&mut self, own: &[usize]) {
        let Some((&first, others)) = own.split_first() else { return };
        let title = self.plain_title(first);
        let Some(width) = others.first().and_then(|second| second.checked_sub(first)) else { return };
        let numbered = self.titles.texts.iter().filter(|title| title.trim() == "序号").count();
        for &other in others.iter().filter(|at| **at > first) {
            let is_twin = self.plain_title(other) == title && !title.is_empty();
            if !(is_twin || numbered > 1) {
                continue;
            }
            if is_twin && self.is_said_to_be(other, Column::Name) {
                let by = other - first;
                let start = (first + 1).saturating_sub(width);
                let same = |at: &usize| {
                    let own = self.plain_title(*at);
                    !own.is_empty() && own == self.plain_title(at + by)
                };
                self.twins.push((start..first + width).filter(same).map(|at| (at, at + by)).collect());
                continue;
            }
            let choices = vec![COLUMN_OF_NAMES.into(), CleanText::default()];
            let choices = if is_twin { choices } else { vec![CleanText::default()] };
            self.ask_about(CleanText::shown(&super::letter(other)), choices);
        }
    }

    /// Whether a column names the holder of an account, who is the person in most lists: 开户名, 账户名称, 户名.
    pub(super) fn names_holder(&self, at: usize) -> bool {
        let title = self.plain_title(at);
        ["户名", "开户", "账户", "帐户", "收款", "领取", "领款"].iter().any(|word| title.contains(word))
    }

    /// Asks whose the numbers are that stand behind somebody else's name.
    pub(super) fn ask_whose(&mut self, id: usize) {
        self.ask_kind(Column::IdNumber, id);
    }

    /// Asks whether a column is the person's own.
    pub(super) fn ask_kind(&mut self, column: Column, at: usize) {
        let own = match column {
            Column::Phone => COLUMN_OF_PHONES,
            Column::Card => COLUMN_OF_CARDS,
            Column::IdNumber
            | Column::Name
            | Column::Sex
            | Column::Birth
            | Column::Township
            | Column::Village
            | Column::Categories
            | Column::Groups
            | Column::Address
            | Column::Note
            | Column::Household
            | Column::Kind => COLUMN_OF_IDS,
        };
        let value = title_shown(&self.titles.texts, at);
        self.ask_about(value, vec![own.into(), CleanText::default()]);
    }

    /// Asks about numbers under a header that names nobody who is known; answers the columns that are the person's.
    pub(super) fn ask_strange(&mut self, column: Column, own: Vec<usize>) -> Vec<usize> {
        if !matches!(column, Column::IdNumber | Column::Phone | Column::Card) {
            return own;
        }
        let person = self.person.map(|at| self.plain_title(at)).unwrap_or_default();
        let person = person.trim_end_matches("姓名");
        let (kept, strange): (Vec<usize>, Vec<usize>) = own.into_iter().partition(|&at| {
            let title = self.plain_title(at);
            // 死者姓名 and 死者身份证号, 遗属姓名 and 烈士遗属身份证号.
            let names_person =
                |who: &str| !person.is_empty() && (who.contains(person) || person.contains(who));
            let is_labelled = rules::prefix(&title, column)
                .is_some_and(|who| self.words.labels.exactly(who).is_some() || names_person(who));
            let bare = self.titles.texts.get(at).map(|title| plain(title, true)).unwrap_or_default();
            is_labelled
                || self.is_answered(at)
                || rules::is_own(&title, column)
                || rules::is_own(&bare, column) && !bare.is_empty()
        });
        for at in strange {
            self.ask_kind(column, at);
            self.others.push(at);
        }
        kept
    }

    fn ask_about(&mut self, value: CleanText, choices: Vec<CleanText>) {
        self.ask(Question { kind: QuestionKind::Column, value, rows: 0, examples: Vec::new(), choices });
    }

    /// Asks about a column, unless that was answered.
    pub(super) fn ask(&mut self, question: Question) {
        let letter = |at: usize| super::letter(at);
        let is_answered = self.titles.answered.iter().any(|&(at, ..)| {
            title_shown(&self.titles.texts, at) == question.value || letter(at) == *question.value
        });
        if !is_answered && !self.questions.iter().any(|asked| asked.value == question.value) {
            self.questions.push(question);
        }
    }
}
