//! The categories and groups of one register, by every word for them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::said;
use crate::domain::banner::Category;
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::roster_question::Origin;
use crate::domain::round::Group;
use crate::domain::text::{CleanText, half_width};
use crate::exchange::roster::fitting::Fitting;

/// A category or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// A category.
    Category(CleanText),
    /// A group.
    Group(CleanText),
}

impl Label {
    /// Its name.
    pub(crate) fn name(&self) -> &CleanText {
        match self {
            Self::Category(name) | Self::Group(name) => name,
        }
    }
}

/// What a word of a roster is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// The label itself, or one of its spellings in the register.
    Known(Label),
    /// A label by another word; how that is known.
    Read(Label, Origin),
    /// It was answered that it is not imported.
    Nothing(Origin),
    /// Nobody knows.
    Unknown,
}

impl Resolved {
    /// The label.
    pub(crate) fn label(self) -> Option<Label> {
        match self {
            Self::Known(label) | Self::Read(label, _) => Some(label),
            Self::Nothing(_) | Self::Unknown => None,
        }
    }
}

/// The categories and groups of a register.
#[derive(Clone, Debug, Default)]
pub(crate) struct LabelBook {
    /// Official names, by every spelling.
    categories: HashMap<String, CleanText>,
    /// Official names, and whether units hold them.
    groups: HashMap<String, (CleanText, bool)>,
    /// What was answered, by word: the label, or empty; whether it was kept from before; whether the word came.
    answers: HashMap<String, (CleanText, Origin, Fitting)>,
    /// Official names in their order, categories before groups.
    names: Vec<(CleanText, bool)>,
}

impl LabelBook {
    /// The book of a register.
    pub(crate) fn new(categories: &[Category], groups: &[Group]) -> Self {
        let mut book = Self::default();
        for category in categories {
            for spelling in [&category.name].into_iter().chain(&category.aliases) {
                book.categories.insert(plain(spelling).into_owned(), category.name.clone());
            }
            book.names.push((category.name.clone(), false));
        }
        for group in groups {
            book.groups.insert(plain(&group.name).into_owned(), (group.name.clone(), group.units));
            book.names.push((group.name.clone(), group.units));
        }
        book
    }

    /// Learns what a word stands for; an empty label says that it is not imported. False where there is no such label.
    pub(crate) fn answer(&mut self, word: &str, label: &CleanText, origin: Origin) -> bool {
        let key = plain(label);
        if !key.is_empty() && !self.categories.contains_key(&*key) && !self.groups.contains_key(&*key) {
            return false;
        }
        self.answers.insert(plain(word).into_owned(), (label.clone(), origin, Fitting::default()));
        true
    }

    /// Whether the word of an answer came.
    pub(in crate::exchange::roster) fn fits(&self, word: &str) -> Option<&Fitting> {
        self.answers.get(&*plain(word)).map(|(.., fits)| fits)
    }

    /// What a word of a column is.
    pub(crate) fn resolve(&self, word: &str, column: Column, kind: Kind) -> Resolved {
        let key = plain(word);
        if let Some((label, origin, fits)) = self.answers.get(&*key) {
            fits.note();
            let label = self.named(label, column, kind);
            return label.map_or(Resolved::Nothing(*origin), |label| Resolved::Read(label, *origin));
        }
        if let Some(label) = self.named(&key, column, kind) {
            return Resolved::Known(label);
        }
        let bare = if is_doubted(&key) { key.to_string() } else { without_brackets(&key) };
        let found = [Some(&*key), (bare.len() < key.len()).then_some(&*bare)].into_iter().flatten().find_map(
            |word| self.named(word, column, kind).or_else(|| self.named(said::of(word)?, column, kind)),
        );
        // 困难退役军人家庭 is visited for the sake of the 困难退役军人.
        let of_family = || {
            let word = bare.strip_suffix("家庭").or_else(|| bare.strip_suffix('户'))?;
            self.named(word, column, kind).or_else(|| self.named(said::of(word)?, column, kind))
        };
        found.or_else(of_family).map_or(Resolved::Unknown, |label| Resolved::Read(label, Origin::Table))
    }

    /// The label that a text names and nothing else: the name of a sheet, a head between the rows.
    pub(crate) fn exactly(&self, text: &str) -> Option<Label> {
        self.resolve(text, Column::Categories, Kind::Person).label()
    }

    /// The one label whose name stands in a running text, a title; none where several do.
    pub(crate) fn within(&self, text: &str) -> Option<Label> {
        let mut text = plain(text).into_owned();
        let mut spellings: Vec<(&String, Label)> = self
            .groups
            .iter()
            .map(|(spelling, (name, _))| (spelling, Label::Group(name.clone())))
            .chain(self.categories.iter().map(|(spelling, name)| (spelling, Label::Category(name.clone()))))
            .filter(|(spelling, _)| spelling.chars().count() >= WITHIN_MIN)
            .collect();
        // Of one name that is both, the category stands before the group.
        spellings.sort_by_key(|(spelling, label)| {
            (std::cmp::Reverse(spelling.len()), matches!(label, Label::Group(_)), (*spelling).clone())
        });
        let mut found: Option<Label> = None;
        for (spelling, label) in spellings {
            if text.contains(spelling.as_str()) {
                if found.as_ref().is_some_and(|found| *found != label) {
                    return None;
                }
                text = text.replace(spelling.as_str(), "|");
                found = Some(label);
            }
        }
        found
    }

    /// What may be answered for a word: the labels, those that share most with it first.
    pub(crate) fn choices(&self, word: &str) -> Vec<CleanText> {
        let shared = |name: &CleanText| name.chars().filter(|c| word.contains(*c)).count();
        let mut names: Vec<CleanText> = Vec::new();
        for (name, _) in &self.names {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names.sort_by_key(|name| std::cmp::Reverse(shared(name)));
        names
    }

    /// A label by a spelling of the register, of the kind of the column first.
    fn named(&self, word: &str, column: Column, kind: Kind) -> Option<Label> {
        let key = plain(word);
        let category = self.categories.get(&*key).cloned().map(Label::Category);
        let fits = |(_, units): &&(CleanText, bool)| *units == (kind == Kind::Unit);
        let group = self.groups.get(&*key);
        let group = if column == Column::Groups { group } else { group.filter(fits) };
        let group = group.map(|(name, _)| Label::Group(name.clone()));
        if column == Column::Groups { group.or(category) } else { category.or(group) }
    }
}

/// Fewest characters of a spelling that is looked for in running text.
const WITHIN_MIN: usize = 4;

/// A word in half width, without blanks and without what stands around it.
fn plain(text: &str) -> Cow<'_, str> {
    let is_edge = |c: char| matches!(c, '.' | '。' | ':' | '：' | ';' | '、' | '*');
    if text.chars().all(|c| half_width(c) == c && !c.is_whitespace() && !is_edge(c)) {
        return Cow::Borrowed(text);
    }
    let half: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    Cow::Owned(half.trim_matches(is_edge).to_owned())
}

/// Whether what stands in brackets behind a label takes it back or leaves it open: （非）, （待审核）.
fn is_doubted(word: &str) -> bool {
    const WORDS: [char; 7] = ['待', '非', '不', '未', '疑', '拟', '?'];
    word.split_once(['(', '[', '【', '〔']).is_some_and(|(_, inside)| inside.contains(WORDS))
}

/// A word without what stands in brackets.
fn without_brackets(word: &str) -> String {
    let mut depth = 0usize;
    word.chars()
        .filter(|c| {
            match c {
                '(' | '[' | '【' | '〔' => depth += 1,
                ')' | ']' | '】' | '〕' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
