//! Looks for the header: by rule, by list, by an answer, and by what the columns hold.

use std::sync::Arc;

use super::beside;
use super::binding::Draft;
use super::content::{self, Held};
use super::humans::{self, Whose};
use super::spellings::{self, Meaning, meaning};
use super::{BEHIND_ALL, Header, letter, shape, shown};
use crate::domain::file_error::ReadList;
use crate::domain::roster::Column;
use crate::domain::roster_question::{COLUMN_OF_NAMES, Field, Origin, Question, QuestionKind, Understood};
use crate::domain::text::CleanText;
use crate::exchange::roster::gone_titles::is_title;
use crate::exchange::roster::words::Words;
use crate::tabular::{HeaderFinder, RawRow};

/// Fewest columns that must be known of a file whose names have none that is.
const KNOWN_MIN: usize = 2;

/// Most characters of a head over several columns.
const GROUP_MAX: usize = 15;

/// Texts above a header that are kept, and most bytes of one.
const ABOVE_TEXTS: usize = 200;
const ABOVE_MAX: usize = 400;
/// Columns of which it is looked at what they hold, and the rows of each.
const LOOKED_AT: usize = 64;
const SAMPLE: usize = 12;

/// Looks for the header of a table.
#[derive(Clone, Debug)]
pub(crate) struct Finder(pub(crate) Arc<Words>);

impl HeaderFinder for Finder {
    type Header = Header;
    const LIST: ReadList = ReadList::Roster;

    const SEARCHED_ROWS: u64 = 30;

    fn find(&self, first_rows: &[RawRow]) -> Option<Header> {
        self.by_titles(first_rows).or_else(|| self.by_content(first_rows))
    }

    fn wants(&self, sheet: &str) -> bool {
        let is_it = |name: &CleanText| name.trim() == sheet.trim();
        let answers = &self.0.answers;
        let left_out = answers.told_sheets.iter().any(|(name, read)| !read && is_it(name));
        !left_out && (answers.sheets.is_empty() || answers.sheets.iter().any(is_it))
    }

    fn names(&self, sheet: &str) -> bool {
        self.0.answers.sheets.iter().any(|name| name.trim() == sheet.trim())
    }
}

/// What the cells of a header mean, each with what stands above it.
pub(super) struct Titles {
    pub(super) texts: Vec<String>,
    pub(super) meanings: Vec<Option<Meaning>>,
    /// Columns that an answer tells, and whether it was kept.
    pub(super) answered: Vec<(usize, Option<Column>, Origin)>,
}

impl Finder {
    /// Finds the header by its words; `rows` are the first ones of the file, in order.
    ///
    /// A header may stand in two rows: heads over sub-heads. Then each column has the lower text, or the
    /// upper one where the lower cell is empty.
    fn by_titles(&self, rows: &[RawRow]) -> Option<Header> {
        let searched = |row: &&RawRow| row.number <= Self::SEARCHED_ROWS;
        rows.iter().take_while(searched).enumerate().find_map(|(n, row)| {
            let above =
                n.checked_sub(1).and_then(|n| rows.get(n)).filter(|above| above.number + 1 == row.number);
            let below = rows.get(n + 1).filter(|below| row.number + 1 == below.number);
            let own = texts(row);
            if self.qualifies(&own, rows, n + 1) {
                if let Some(below) = below.filter(|below| is_sub_head(&own, below)) {
                    let lower = texts(below);
                    let titles = overlay(&own, &lower);
                    let groups = groups(&own, &lower);
                    return Some(self.build(rows, (n, n + 2), vec![own, lower], titles, &groups));
                }
                let upper = above.map(known_only).unwrap_or_default();
                let groups =
                    above.filter(|above| is_group_line(above)).map(|above| groups(&texts(above), &own));
                let titles = overlay(&upper, &own);
                let first = if groups.is_some() { n - 1 } else { n };
                let lines = above.filter(|_| groups.is_some()).map(texts).into_iter().chain([own]).collect();
                return Some(self.build(rows, (first, n + 1), lines, titles, &groups.unwrap_or_default()));
            }
            let upper = above.map(texts)?;
            let both = overlay(&upper, &own);
            (self.qualifies(&both, rows, n + 1) && all_known(&own)).then(|| {
                let groups = groups(&upper, &own);
                self.build(rows, (n - 1, n + 1), vec![upper, own], both, &groups)
            })
        })
    }

    /// A file without a header: columns that hold ID numbers and names, and a question which one that is.
    fn by_content(&self, rows: &[RawRow]) -> Option<Header> {
        let wide: Vec<RawRow> = rows.iter().filter(|row| filled(row) > 1).cloned().collect();
        let wide = wide.get(..SAMPLE).unwrap_or(&wide);
        let all = wide.iter().map(RawRow::width).max()?;
        let width = all.min(LOOKED_AT);
        let ids = (0..width).any(|at| content::holds_ids(wide, at, self.0.today));
        let answered = (0..width).any(|at| self.answer(at, "") == Some(Field(Some(Column::Name))));
        let has_names = || (0..width).any(|at| content::held(wide, at, &self.0) == Some(Held::Names));
        if !(answered || ids && has_names()) {
            return None;
        }
        let titles = vec![String::new(); all];
        Some(self.build(rows, (0, 0), Vec::new(), titles, &[]))
    }

    fn qualifies(&self, titles: &[String], rows: &[RawRow], below: usize) -> bool {
        // Whoever has a number is a person, whatever was answered of the columns by their letters.
        if titles.iter().any(|title| content::is_number_of_person(title, self.0.today)) {
            return false;
        }
        let data = rows.get(below..).unwrap_or_default();
        let (mut name, mut known, mut ids, mut is_head) = (false, 0, false, false);
        for (at, title) in titles.iter().enumerate() {
            let by_letter = self.answer(at, "");
            // A letter says nothing of the row, unless numbers stand below and none in it.
            is_head |= by_letter.is_none() && self.answer(at, title).is_some()
                || meaning(title).is_some()
                || by_letter == Some(Field(Some(Column::IdNumber)))
                    && !title.trim().is_empty()
                    && content::holds_ids(data, at, self.0.today);
            match self
                .answer(at, title)
                .map_or_else(|| meaning(title), |Field(column)| column.map(Meaning::Known))
            {
                Some(
                    Meaning::Known(Column::Name) | Meaning::OfHouseholder(Column::Name) | Meaning::UnitName,
                ) => {
                    name = true;
                }
                Some(Meaning::Known(column)) => {
                    known += 1;
                    ids |= column == Column::IdNumber;
                }
                Some(Meaning::Place | Meaning::OfHouseholder(_) | Meaning::Died(_)) => known += 1,
                Some(Meaning::OfOther(_) | Meaning::State | Meaning::Ignored) | None => {}
            }
        }
        let names = || !data.is_empty() && self.names_by_content(titles, data).is_some();
        is_head && (name && known > 0 || ids && known >= KNOWN_MIN && names())
    }

    /// The column that holds names under a header that nobody knows.
    fn names_by_content(&self, titles: &[String], data: &[RawRow]) -> Option<usize> {
        let is_free = |at: &usize| {
            titles.get(*at).is_some_and(|title| !title.trim().is_empty() && meaning(title).is_none())
        };
        let data = data.get(..SAMPLE).unwrap_or(data);
        (0..titles.len().min(LOOKED_AT))
            .filter(is_free)
            .find(|&at| content::held(data, at, &self.0) == Some(Held::Names))
    }

    /// What was answered about a column with this import, by its header or its letter.
    fn answer(&self, at: usize, title: &str) -> Option<Field> {
        let answers = &self.0.answers.columns;
        let (_, column) = answers.get(answer_for(answers, at, title)?)?;
        Some(Field(*column))
    }

    fn build(
        &self,
        rows: &[RawRow],
        (first, behind): (usize, usize),
        lines: Vec<Vec<String>>,
        mut texts: Vec<String>,
        groups: &[Whose],
    ) -> Header {
        // Columns behind the last header have none, and are columns all the same.
        let width = rows.iter().skip(behind).map(RawRow::width).max().unwrap_or_default();
        texts.resize(texts.len().max(width.min(BEHIND_ALL)), String::new());
        let mut answered = Vec::new();
        let mut meanings = Vec::new();
        let shape = shape(&texts);
        // Columns behind the last header that an answer names by their letters.
        let wide = rows.iter().map(RawRow::width).max().unwrap_or_default().min(BEHIND_ALL);
        let told = |at: &usize| answer_for(&self.0.answers.columns, *at, "").is_some();
        if let Some(last) = (texts.len()..wide).rev().find(told) {
            texts.resize(last + 1, String::new());
        }
        for (at, title) in texts.iter().enumerate() {
            let plain = spellings::plain(title, false);
            // A letter alone is no header that comes again.
            let kept = || self.0.column_of_shape(&shape, |said| said == plain).filter(|_| !plain.is_empty());
            let now = self.answer(at, title).map(|field| (field, Origin::Answer));
            if let Some((Field(column), origin)) = now.or_else(|| Some((kept()?, Origin::Kept))) {
                answered.push((at, column, origin));
                meanings.push(Some(column.map_or(Meaning::Ignored, Meaning::Known)));
                continue;
            }
            let own = meaning(title);
            meanings.push(match (own, groups.get(at)) {
                (Some(Meaning::Known(column)), Some(Whose::Householder)) => {
                    Some(Meaning::OfHouseholder(column))
                }
                (Some(Meaning::Known(column)), Some(Whose::Other)) => Some(Meaning::OfOther(column)),
                (own, _) => own,
            });
        }
        let above: Vec<String> = rows
            .iter()
            .take(first)
            .flat_map(|row| row.cells().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            .filter(|cell| !cell.is_empty() && cell.len() <= ABOVE_MAX)
            .take(ABOVE_TEXTS)
            .collect();
        let of_dead = above.iter().any(|text| is_title(text));
        let is_label = |word: &str| self.0.labels.exactly(word).is_some();
        beside::settle(&texts, &mut meanings, &answered, of_dead, is_label);
        let row = behind.checked_sub(1).and_then(|last| rows.get(last)).map_or(0, |row| row.number);
        let data = rows.get(behind..).unwrap_or_default();
        let names_others = |meaning: &Option<Meaning>| {
            matches!(meaning, Some(Meaning::OfOther(Column::Name) | Meaning::OfHouseholder(Column::Name)))
        };
        if !meanings.iter().any(names_others) && content::tells_few_deaths(data, &meanings) {
            for one in meanings.iter_mut().filter(|one| matches!(one, Some(Meaning::Died(_)))) {
                *one = Some(Meaning::State);
            }
        }
        let titles = Titles { texts, meanings, answered };
        let mut draft = Draft::new(titles, row, lines, above, &self.0);
        self.look_below(&mut draft, data);
        let mut header = draft.end();
        header.habits = content::habits(data, &header);
        header.tell_untitled(data);
        header
    }

    /// What the columns hold that nobody knows.
    fn look_below(&self, draft: &mut Draft<'_>, data: &[RawRow]) {
        let mut taken_names = draft.has(Column::Name);
        let sample = data.get(..SAMPLE).unwrap_or(data);
        for at in draft.unknown().into_iter().filter(|at| *at < LOOKED_AT) {
            let Some(held) = content::held(sample, at, &self.0) else { continue };
            let header = draft.shown(at);
            let column = match held {
                Held::Phones => Column::Phone,
                Held::Townships if !is_origin(&header) => Column::Township,
                Held::Sexes => Column::Sex,
                Held::Ids if draft.is_bare() => Column::IdNumber,
                Held::Days if draft.is_bare() => Column::Birth,
                Held::Names if !taken_names => {
                    taken_names = true;
                    draft.ask(Question {
                        kind: QuestionKind::Column,
                        value: header,
                        rows: data.len() as u64,
                        examples: data.iter().map(|row| row.number).take(3).collect(),
                        choices: vec![COLUMN_OF_NAMES.into(), CleanText::default()],
                    });
                    draft.take(Column::Name, at);
                    continue;
                }
                Held::Ids | Held::Days | Held::Names | Held::Townships => continue,
            };
            if !(draft.has(column) || column == Column::Township && draft.has_place()) {
                draft.take(column, at);
                draft.tell(Understood::Column { header, column: Some(column), origin: Origin::Table });
            }
        }
    }
}

/// Which of the answers tells of a column, by its header or its letter.
pub(super) fn answer_for(answers: &[(CleanText, Option<Column>)], at: usize, title: &str) -> Option<usize> {
    if answers.is_empty() {
        return None;
    }
    let (plain, letter) = (spellings::plain(title, false), letter(at).to_lowercase());
    answers.iter().position(|(said, _)| {
        let said = spellings::plain(said, false);
        said == plain && !plain.is_empty() || said == letter
    })
}

/// Whether a header tells where somebody comes from, and not where he lives.
fn is_origin(header: &str) -> bool {
    ["籍贯", "出生", "原", "入伍", "安置", "迁", "祖籍"].iter().any(|word| header.contains(word))
}

fn texts(row: &RawRow) -> Vec<String> {
    row.cells().map(str::to_owned).collect()
}

fn filled(row: &RawRow) -> usize {
    row.cells().filter(|cell| !cell.trim().is_empty()).count()
}

/// The cells of a row that are headers; a title of the page is none.
fn known_only(row: &RawRow) -> Vec<String> {
    row.cells().map(|cell| if meaning(cell).is_some() { cell.to_owned() } else { String::new() }).collect()
}

fn overlay(upper: &[String], lower: &[String]) -> Vec<String> {
    let blank = String::new();
    (0..upper.len().max(lower.len()))
        .map(|at| {
            let low = lower.get(at).unwrap_or(&blank);
            if low.trim().is_empty() { upper.get(at).unwrap_or(&blank) } else { low }.clone()
        })
        .collect()
}

/// Whether a row above a header holds heads of columns, and not what a page says of itself: 填报单位：, 2024年1月.
fn is_group_line(row: &RawRow) -> bool {
    let says = |cell: &str| cell.contains(['：', ':']) || cell.contains(|c: char| c.is_ascii_digit());
    filled(row) > 1 && row.cells().all(|cell| !says(cell) && cell.trim().chars().count() <= GROUP_MAX)
}

/// Whose the columns under each head of the upper row are: 共同生活的家庭成员 over 姓名 and 身份证号.
fn groups(upper: &[String], lower: &[String]) -> Vec<Whose> {
    let (mut whose, mut perhaps) = (Whose::Own, false);
    let mut all: Vec<(Whose, bool)> = (0..upper.len().max(lower.len()))
        .map(|at| {
            let is_blank = |line: &[String]| line.get(at).is_none_or(|cell| cell.trim().is_empty());
            if let Some(head) = upper.get(at).filter(|head| !head.trim().is_empty()) {
                let head = spellings::plain(head, false);
                (whose, perhaps) = (humans::whose(&head), humans::perhaps(&head).is_some());
            }
            // Without a sub-head it is no group.
            if is_blank(lower) { (Whose::Own, false) } else { (whose, perhaps) }
        })
        .collect();
    // Beside a name that is no group's the family is somebody else: 家属信息.
    let is_name = |at: usize| {
        let title = lower.get(at).filter(|cell| !cell.trim().is_empty()).or_else(|| upper.get(at));
        title.is_some_and(|title| meaning(title) == Some(Meaning::Known(Column::Name)))
    };
    let has_own = all.iter().enumerate().any(|(at, one)| *one == (Whose::Own, false) && is_name(at));
    for (whose, _) in all.iter_mut().filter(|(_, perhaps)| *perhaps && has_own) {
        *whose = Whose::Other;
    }
    all.into_iter().map(|(whose, _)| whose).collect()
}

fn all_known(titles: &[String]) -> bool {
    let filled: Vec<&String> = titles.iter().filter(|title| !title.trim().is_empty()).collect();
    let known = filled.iter().filter(|title| meaning(title).is_some()).count();
    // Beside heads that are known stand others, units as （元） say; in a row of data stand numbers, and names of people.
    let is_head = |title: &&String| {
        meaning(title).is_some()
            || title.chars().count() <= GROUP_MAX && !title.contains(|c: char| c.is_numeric() || c == '是')
    };
    known > 0
        && (known == filled.len() || known > 1 && known * 2 > filled.len() && filled.iter().all(is_head))
}

/// Whether the row below a header has sub-heads and no person.
fn is_sub_head(head: &[String], below: &RawRow) -> bool {
    let person = head.iter().zip(below.cells()).any(|(title, cell)| {
        let column = meaning(title);
        let is_of_person = matches!(
            column,
            Some(
                Meaning::Known(Column::Name | Column::IdNumber)
                    | Meaning::OfHouseholder(Column::Name | Column::IdNumber)
                    | Meaning::UnitName
            )
        );
        is_of_person && !cell.trim().is_empty() && meaning(cell) != column
    });
    let known = below.cells().filter(|cell| !matches!(meaning(cell), None | Some(Meaning::Ignored))).count();
    !person && known > 0 && known * 2 >= filled(below)
}

/// A title as it is shown.
pub(super) fn title_shown(texts: &[String], at: usize) -> CleanText {
    let text = texts.get(at).map(|title| shown(title)).unwrap_or_default();
    if text.is_empty() { CleanText::shown(&letter(at)) } else { text }
}
