//! Which column is whose, where a row names several people: never a name with another person's ID number.

use super::finding::{Titles, title_shown};
use super::spellings::{self, Meaning};
use super::{Habits, Header, shown};
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::roster_question::{Question, Understood};
use crate::domain::text::CleanText;
use crate::exchange::roster::labelled::Label;
use crate::exchange::roster::words::Words;

/// Beginnings of a header that asks yes or no.
const ASKING: &[&str] = &["是否属于", "是否参加", "是否享受", "是否为", "是否是", "是否"];
/// Ends of a header before which a label may stand: 在乡复员人员身份证号.
const BEHIND_LABEL: &[&str] = &["身份证号码", "身份证号", "姓名"];

/// The last column that is read; no roster has as many.
pub(crate) const BEHIND_ALL: usize = 255;

/// A header that is being made.
pub(super) struct Draft<'a> {
    pub(super) titles: Titles,
    pub(super) words: &'a Words,
    row: u64,
    lines: Vec<Vec<String>>,
    above: Vec<String>,
    /// The name of the person or unit that a row is about.
    pub(super) person: Option<usize>,
    columns: Vec<(Column, usize)>,
    fills: Vec<(usize, usize)>,
    pub(super) others: Vec<usize>,
    pub(super) unknown: Vec<usize>,
    kind: Kind,
    understood: Vec<Understood>,
    pub(super) questions: Vec<Question>,
    /// Of each further table side by side: where its cells belong, and where they stand.
    pub(super) twins: Vec<Vec<(usize, usize)>>,
}

impl<'a> Draft<'a> {
    /// Binds what the header says.
    pub(super) fn new(
        titles: Titles,
        row: u64,
        lines: Vec<Vec<String>>,
        above: Vec<String>,
        words: &'a Words,
    ) -> Self {
        let mut draft = Self {
            titles,
            words,
            row,
            lines,
            above,
            person: None,
            columns: Vec::new(),
            fills: Vec::new(),
            others: Vec::new(),
            unknown: Vec::new(),
            kind: Kind::Person,
            understood: Vec::new(),
            questions: Vec::new(),
            twins: Vec::new(),
        };
        draft.bind();
        draft
    }

    fn all(&self) -> impl Iterator<Item = (usize, Meaning)> {
        self.titles.meanings.iter().enumerate().filter_map(|(at, meaning)| Some((at, (*meaning)?)))
    }

    /// The columns of a meaning, those first that an answer tells.
    pub(super) fn of(&self, wanted: Meaning) -> Vec<usize> {
        let all: Vec<usize> =
            self.all().filter(|(_, meaning)| *meaning == wanted).map(|(at, _)| at).collect();
        let told = |at: &usize| self.titles.answered.iter().any(|(answered, ..)| answered == at);
        let (mut first, mut rest): (Vec<usize>, Vec<usize>) = all.into_iter().partition(told);
        first.append(&mut rest);
        first
    }

    fn bind(&mut self) {
        for &(at, column, origin) in &self.titles.answered {
            let header = title_shown(&self.titles.texts, at);
            self.understood.push(Understood::Column { header, column, origin });
        }
        let own = self.own_names();
        let householders = self.of(Meaning::OfHouseholder(Column::Name));
        let units = self.of(Meaning::UnitName);
        let plain_ids = self.of(Meaning::Known(Column::IdNumber));
        // 户主, 身份证号, and then twice or more 姓名, 身份证号: the row is about the householder.
        let heads = householders.first().is_some_and(|head| {
            own.len() > 1
                && own.first().is_some_and(|first| plain_ids.iter().any(|id| head < id && id < first))
        });
        self.person = if heads { None } else { own.first().copied() }
            .or_else(|| householders.first().copied())
            .or_else(|| units.first().copied());
        let by_householder = self.person.is_some() && self.person == householders.first().copied();
        self.kind = if own.is_empty() && householders.is_empty() && !units.is_empty() {
            Kind::Unit
        } else {
            Kind::Person
        };
        if let Some(person) = self.person {
            self.columns.push((Column::Name, person));
        }
        let names = self.names();
        self.others.extend(names.iter().filter(|at| Some(**at) != self.person));
        if self.kind == Kind::Person {
            self.unknown.extend(units);
        }
        if householders.is_empty() {
            self.side_by_side(&own);
        }
        for column in Column::ALL.into_iter().filter(|column| *column != Column::Name) {
            self.bind_column(column, by_householder, &names);
        }
        let others: Vec<usize> = self
            .all()
            .filter(|&(_, meaning)| match meaning {
                Meaning::OfOther(column) => column != Column::Name,
                Meaning::OfHouseholder(column) => column != Column::Name && !by_householder,
                Meaning::Known(_)
                | Meaning::UnitName
                | Meaning::Place
                | Meaning::State
                | Meaning::Died(_)
                | Meaning::Ignored => false,
            })
            .map(|(at, _)| at)
            .collect();
        self.others.extend(others);
        let unknown: Vec<usize> = (0..self.titles.texts.len())
            .filter(|&at| self.titles.meanings.get(at).is_none_or(Option::is_none))
            .collect();
        self.unknown.extend(unknown);
    }

    /// The columns that name people, whoever that is: also one that was answered to be left out, since what stands behind
    /// it is still of who is named there.
    fn names(&self) -> Vec<usize> {
        let is_name = |meaning: Option<Meaning>| {
            matches!(
                meaning,
                Some(
                    Meaning::Known(Column::Name)
                        | Meaning::OfHouseholder(Column::Name)
                        | Meaning::OfOther(Column::Name)
                )
            )
        };
        let own = |at: usize| is_name(self.titles.meanings.get(at).copied().flatten());
        let left_out = |at: usize| {
            let out =
                self.titles.answered.iter().any(|&(answered, column, _)| answered == at && column.is_none());
            out && is_name(self.titles.texts.get(at).and_then(|title| spellings::meaning(title)))
        };
        (0..self.titles.texts.len()).filter(|&at| own(at) || left_out(at)).collect()
    }

    /// The columns of one kind, each bound to the name before it.
    fn bind_column(&mut self, column: Column, by_householder: bool, names: &[usize]) {
        let mut all = self.of(Meaning::Known(column));
        if by_householder {
            let mut own = self.of(Meaning::OfHouseholder(column));
            own.append(&mut all);
            all = own;
        }
        if column == Column::Address {
            // Where somebody lives stands before where somebody is registered.
            all.sort_by_key(|&at| {
                let title = self.titles.texts.get(at).map(String::as_str).unwrap_or_default();
                (["户口", "户籍"].iter().any(|word| title.contains(word)), at)
            });
        }
        let answered = |at: &usize| self.titles.answered.iter().any(|(answered, ..)| answered == at);
        let is_own = |at: usize| {
            let householders = matches!(self.titles.meanings.get(at), Some(Some(Meaning::OfHouseholder(_))));
            let before = names.iter().rev().find(|name| **name < at).copied();
            householders || answered(&at) || before.is_none_or(|name| Some(name) == self.person)
        };
        let (own, bound): (Vec<usize>, Vec<usize>) = all.iter().copied().partition(|&at| is_own(at));
        let own = self.ask_strange(column, own);
        let personal =
            matches!(column, Column::IdNumber | Column::Sex | Column::Birth | Column::Phone | Column::Card);
        let Some(&first) = own.first() else {
            let Some(&first) = bound.first() else { return };
            match column {
                // The number may be of the person, or of who is named last before it.
                Column::IdNumber => {
                    self.ask_whose(first);
                    self.others.extend(bound);
                }
                Column::Sex | Column::Birth if names.len() > 1 => self.others.extend(bound),
                // Right behind the name of somebody else it is most likely theirs; behind that of a holder it is as before.
                Column::Phone | Column::Card
                    if names.contains(&(first - 1)) && !self.names_holder(first - 1) =>
                {
                    self.ask_kind(column, first);
                    self.others.extend(bound);
                }
                Column::Name
                | Column::Sex
                | Column::Birth
                | Column::Township
                | Column::Village
                | Column::Categories
                | Column::Groups
                | Column::Phone
                | Column::Card
                | Column::Address
                | Column::Note
                | Column::Household
                | Column::Kind => {
                    self.columns.push((column, first));
                    self.fill(column, first, &bound);
                }
            }
            return;
        };
        self.columns.push((column, first));
        self.fill(column, first, &own);
        if personal {
            self.others.extend(bound);
        } else {
            self.unknown.extend(bound);
        }
    }

    /// Other columns of one meaning fill the first where it is empty.
    fn fill(&mut self, column: Column, first: usize, all: &[usize]) {
        for &second in all.iter().filter(|at| **at != first) {
            if column == Column::Kind {
                self.unknown.push(second);
                continue;
            }
            self.fills.push((second, first));
            self.understood.push(Understood::Fills {
                first: title_shown(&self.titles.texts, first),
                second: title_shown(&self.titles.texts, second),
            });
        }
    }

    /// Whether no column has a header.
    pub(super) fn is_bare(&self) -> bool {
        self.row == 0
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(known, _)| *known == column)
    }

    pub(super) fn has_place(&self) -> bool {
        self.all().any(|(_, meaning)| meaning == Meaning::Place)
    }

    /// The columns that nobody knows.
    pub(super) fn unknown(&self) -> Vec<usize> {
        let mut unknown = self.unknown.clone();
        unknown.sort_unstable();
        unknown
    }

    pub(super) fn shown(&self, at: usize) -> CleanText {
        title_shown(&self.titles.texts, at)
    }

    /// Knows a column by what it holds.
    pub(super) fn take(&mut self, column: Column, at: usize) {
        self.unknown.retain(|unknown| *unknown != at);
        self.columns.push((column, at));
    }

    pub(super) fn tell(&mut self, understood: Understood) {
        self.understood.push(understood);
    }

    /// The label that a header asks for or begins with.
    fn labels(&mut self) -> (Vec<(usize, Label)>, Option<Label>) {
        let book = &self.words.labels;
        let mut flags = Vec::new();
        let mut named = None;
        for (at, title) in self.titles.texts.iter().enumerate() {
            let plain = spellings::plain(title, false);
            if self.unknown.contains(&at) {
                let asked = ASKING.iter().filter_map(|word| plain.strip_prefix(word));
                let found = asked.chain([&*plain]).find_map(|word| book.exactly(word));
                flags.extend(found.map(|label| (at, label)));
            } else if self.columns.iter().any(|(_, known)| *known == at) {
                let before = BEHIND_LABEL.iter().find_map(|end| plain.strip_suffix(end));
                named = named.or_else(|| book.exactly(before.filter(|before| !before.is_empty())?));
            }
        }
        self.unknown.retain(|at| flags.iter().all(|(flag, _)| flag != at));
        (flags, named)
    }

    pub(super) fn end(mut self) -> Header {
        let (flags, label) = self.labels();
        let mut places = self.of(Meaning::Place);
        places.sort_by_key(|&at| {
            let title = self.titles.texts.get(at).map(String::as_str).unwrap_or_default();
            (["户口", "户籍"].iter().any(|word| title.contains(word)), title.contains('站'), at)
        });
        let deaths: Vec<(usize, bool)> = [true, false]
            .map(|exact| (exact, self.of(Meaning::Died(exact))))
            .into_iter()
            .flat_map(|(exact, all)| all.into_iter().map(move |at| (at, exact)))
            .collect();
        let names_others = !self.others.is_empty();
        let answered = |at: &usize| self.titles.answered.iter().any(|(answered, ..)| answered == at);
        let passed_over = self.of(Meaning::Ignored).into_iter().filter(|at| !answered(at)).collect();
        let mut states: Vec<(usize, CleanText)> =
            self.of(Meaning::State).into_iter().map(|at| (at, self.shown(at))).collect();
        // Where a row names others, whose death it is nobody knows.
        if names_others {
            self.unknown.extend(deaths.iter().map(|(at, _)| *at));
        } else {
            states.extend(deaths.iter().map(|(at, _)| (*at, self.shown(*at))));
        }
        let mut columns: Vec<(Column, usize, CleanText)> = self
            .columns
            .iter()
            .map(|&(column, at)| {
                (column, at, self.titles.texts.get(at).map(|title| shown(title)).unwrap_or_default())
            })
            .collect();
        if !states.is_empty() && !self.has(Column::Note) {
            // What a state says goes to the note, which stands behind the last column then.
            columns.push((Column::Note, BEHIND_ALL, CleanText::default()));
        }
        columns.sort_by_key(|(_, at, _)| *at);
        let twins = std::mem::take(&mut self.twins);
        self.others.retain(|at| twins.iter().flatten().all(|(_, from)| from != at));
        self.others.sort_unstable();
        self.others.dedup();
        let mut others: Vec<CleanText> = Vec::new();
        for at in &self.others {
            let title = self.shown(*at);
            if !others.contains(&title) {
                others.push(title);
            }
        }
        if !others.is_empty() {
            self.understood.push(Understood::OfOthers(others));
        }
        self.unknown.sort_unstable();
        self.unknown.dedup();
        let unknown = self
            .unknown
            .iter()
            .map(|&at| self.titles.texts.get(at).map(|title| shown(title)).unwrap_or_default());
        Header {
            row: self.row,
            lines: self.lines,
            above: self.above,
            fills: self.fills,
            places,
            flags,
            states,
            deaths,
            passed_over,
            names_others,
            label,
            kind: self.kind,
            unknown: unknown.filter(|title| !title.is_empty()).collect(),
            unknown_at: self.unknown,
            understood: self.understood,
            questions: self.questions,
            sheet: None,
            habits: Habits::default(),
            twins,
            columns,
            titles: self.titles.texts,
        }
    }
}
