//! How the roster is drawn.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::{Over, RosterScreen, places, rows, search};
use crate::app::context::ViewContext;
use crate::app::screens::listing::foot::{Cells, Foot, add_cut, lent};
use crate::app::screens::listing::person::Behind;
use crate::app::screens::listing::{self, explain_empty, marks};
use crate::domain::list::{RosterRow, Show, Sort};
use crate::domain::place::Scope;
use crate::lang::fill;
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// The columns of the name and, in the roster, of the last gift.
const NAME: usize = 0;
const STATE: usize = 2;
const LAST: usize = 4;
/// The columns of the last gift and of the address in the results of a search.
const FOUND_LAST: usize = 3;
const ADDRESS: usize = 4;
/// The column of the group.
const GROUP: usize = 1;

/// Name, group, state, standard; then what a wider terminal gains.
const COLUMNS: [Column; 7] = [
    Column::name(14, 2),
    Column::left(16, 1).most(22),
    Column::left(9, 0),
    Column::right(8),
    Column::left(20, 0),
    Column::left(14, 2),
    Column::left(11, 0),
];
/// Of these, those before what a wider terminal gains.
const ALWAYS: usize = 4;
/// The same where room is short: the group gives way, nothing else does.
const TIGHT: [Column; 4] =
    [Column::name(14, 1), Column::left(8, 2).most(22), Column::left(9, 0), Column::right(8)];

/// The results of a search: where they live instead of group and standard.
const RESULTS: [Column; 6] = [
    Column::name(16, 1),
    Column::left(22, 2).most(33),
    Column::left(9, 0),
    Column::left(20, 0),
    Column::left(14, 2),
    Column::left(11, 0),
];

/// Of these, those before what a wider terminal gains.
const ALWAYS_FOUND: usize = 3;

impl RosterScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let townships = places::height(cx);
        places::draw(cx, Rect { height: townships, ..area }, &self.scope, buf);
        let height = area.height.saturating_sub(townships + 2);
        let cursor = self.people(cx, area, Rect { y: area.y + townships, height, ..area }, buf);
        if let Over::Filter(filter) = &self.over {
            filter.view(cx, cx.body(), buf);
        }
        cursor
    }

    /// Who lives there, or was found, in `area`, and below it whom the bar is on, in the last line of `whole`.
    fn people(&self, cx: &ViewContext, whole: Rect, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = paint::line(area, 0);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let heads = paint::line(area, 1);
        let lead = marks::lead(&self.marks);
        if let Over::Search(search) = &self.over {
            let mut columns = RESULTS;
            listing::person::make_room_for_state(cx, &mut columns, STATE);
            listing::person::phone_first(cx, ALWAYS_FOUND, &mut columns);
            let table = Table::fit(&columns, area.width - lead);
            let cursor = search.head(cx, title, buf);
            let texts = texts::of(cx.lang);
            let mut words = [texts.name, texts.place, texts.state, texts.last, texts.address, texts.phone];
            listing::person::phone_first(cx, ALWAYS_FOUND, &mut words);
            let cells = words.map(|head| (head, cx.theme.quiet));
            table.row(buf, paint::indent(heads, lead), cx.glyphs.ellipsis, &cells);
            let bar = self.hits(cx, &table, list, search, buf);
            let matched = search.matched(cx).map(str::to_owned);
            let address = search.chosen_hit().and_then(|hit| search.address(hit));
            let foot = Foot { area: whole, list, bar };
            let add =
                |told: &mut Vec<String>, row: &RosterRow| add_cut(told, &table, &words, &found(cx, row));
            // An address by which somebody was found is told of its own.
            let with_address = address.is_none() && listing::person::shows(cx, &table, FOUND_LAST);
            let behind = if with_address { Behind::Address } else { Behind::LastGift };
            let found = match (matched, &address) {
                (Some(by), Some((address, marks))) => {
                    let (near, marks) = near(cx, address, marks, usize::from(whole.width) / 2);
                    Some((by + &near, near, marks))
                }
                (Some(by), None) => Some((by, String::new(), Vec::new())),
                (None, _) => None,
            };
            self.chosen_line(cx, foot, (behind, found), add, buf);
            return Some(cursor);
        }
        let mut columns = COLUMNS;
        listing::person::make_room_for_state(cx, &mut columns, STATE);
        listing::person::phone_first(cx, ALWAYS, &mut columns);
        let mut table = Table::fit(&columns, area.width - lead);
        if !(0..TIGHT.len()).all(|column| table.has(column)) {
            let mut columns = TIGHT;
            listing::person::make_room_for_state(cx, &mut columns, STATE);
            table = Table::fit(&columns, area.width - lead);
            if !table.has(STATE) {
                table = Table::fit(columns.get(..=STATE).unwrap_or_default(), area.width - lead);
            }
        }
        self.title(cx, title, buf);
        let texts = texts::of(cx.lang);
        let (name, standard) = if self.scope == Scope::Units {
            (texts.unit_name, texts.goods_standard)
        } else {
            (texts.name, texts.standard)
        };
        let mut words = [name, texts.group, texts.state, standard, texts.last, texts.address, texts.phone];
        listing::person::phone_first(cx, ALWAYS, &mut words);
        let cells = words.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(heads, lead), cx.glyphs.ellipsis, &cells);
        let mut bar = None;
        if self.people.is_empty() {
            explain_empty(cx, list, self.why_empty(cx), buf);
        } else {
            bar = self.list(cx, &table, list, buf);
        }
        let foot = Foot { area: whole, list, bar };
        let add = |told: &mut Vec<String>, row: &RosterRow| add_cut(told, &table, &words, &cells_of(cx, row));
        let behind =
            if listing::person::shows(cx, &table, LAST) { Behind::Address } else { Behind::LastGift };
        self.chosen_line(cx, foot, (behind, None), add, buf);
        None
    }

    /// Draws the people; answers where the bar lies.
    fn list(&self, cx: &ViewContext, table: &Table, area: Rect, buf: &mut Buffer) -> Option<Rect> {
        let mut bar = None;
        let people = self.people.rows();
        let lead = marks::lead(&self.marks);
        let mut y = 0;
        for (at, row) in people.iter().enumerate().skip(self.people.top()) {
            let first = at == self.people.top();
            if self.grouped() && (first || rows::begins_village(people, at)) {
                self.village(cx, row, paint::line(area, y), buf);
                y += 1;
            }
            let place = paint::line(area, y);
            if place.height == 0 {
                break;
            }
            let of = (cx.code(), row.id);
            person(cx, table, paint::indent(place, lead), row, buf);
            marks::sign(cx, &self.marks, of, place, buf);
            cx.parts.row(place, at, at == self.people.cursor());
            if at == self.people.cursor() {
                bar = Some(place);
                if matches!(self.over, Over::Nothing) {
                    listing::mark_long(cx, place, paint::slice(place, 0, lead + table.until(NAME)), buf);
                } else {
                    listing::rest(cx, place, buf);
                }
            }
            y += 1;
        }
        bar
    }

    /// 敖包图嘎查  应访 2 人
    fn village(&self, cx: &ViewContext, row: &RosterRow, place: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let village = if row.village.is_empty() { texts.no_village } else { &row.village };
        let name = if self.scope == Scope::Banner {
            format!("{} {village}", row.township)
        } else {
            village.to_owned()
        };
        let used = paint::put_cut(buf, place, &name, cx.glyphs.ellipsis, cx.theme.head);
        // By state a village has a head of its own for each: it tells no count of all.
        let mut villages = self.villages.iter().filter(|_| self.choice.sort == Sort::Village);
        if let Some(line) = villages.find(|line| line.village == row.village) {
            let (count, style) = if line.open > 0 {
                let said = if places::is_over(cx) { texts.village_late } else { texts.village_open };
                (fill(said, &[&line.open]), cx.theme.plain)
            } else {
                (texts.village_done.to_owned(), cx.theme.quiet)
            };
            paint::put(buf, paint::indent(place, used + 2), &count, style);
        }
    }

    /// Why a key for the chosen one does nothing.
    pub(super) fn nobody(&self, cx: &ViewContext) -> &'static str {
        let texts = texts::of(cx.lang);
        match &self.over {
            Over::Search(search) if search.is_vain() => texts.none_found,
            Over::Nothing if self.people.loaded() && self.people.is_empty() => texts.none_here,
            Over::Search(_) | Over::Nothing | Over::Filter(_) => texts.nobody,
        }
    }

    fn why_empty(&self, cx: &ViewContext) -> &'static str {
        let texts = texts::of(cx.lang);
        let registered = |scope: &Scope| cx.scope(scope).map_or(0, |line| line.recipients);
        let choice = &self.choice;
        if registered(&Scope::Banner) + registered(&Scope::Units) == 0 {
            texts.empty_register
        } else if choice.group.is_some() || choice.village.is_some() {
            texts.empty_filter
        } else if registered(&self.scope) == 0 {
            texts.empty_scope
        } else if cx.round.is_some() && !cx.has_round() {
            texts.empty_not_created
        } else if choice.show == Show::InRound {
            texts.empty_round
        } else {
            texts.empty_filter
        }
    }

    fn hits(
        &self,
        cx: &ViewContext,
        table: &Table,
        area: Rect,
        search: &search::SearchBox,
        buf: &mut Buffer,
    ) -> Option<Rect> {
        if let Some(why) = search.nothing(cx) {
            explain_empty(cx, area, &why, buf);
        }
        let mut bar = None;
        let lead = marks::lead(&self.marks);
        for ((y, at), (hit, chosen)) in (0..area.height).zip(search.top()..).zip(search.shown()) {
            let place = paint::line(area, y);
            cx.parts.row(place, at, chosen);
            let cells = found(cx, &hit.row);
            table.row(buf, paint::indent(place, lead), cx.glyphs.ellipsis, &lent(&cells));
            marks::sign(cx, &self.marks, (cx.code(), hit.row.id), place, buf);
            if chosen {
                bar = Some(place);
                listing::mark_long(cx, place, paint::slice(place, 0, lead + table.until(NAME)), buf);
            }
            let cells = paint::indent(place, lead);
            underline_name(cx, table.cell(cells, NAME), &hit.row.name, &hit.marks, buf);
            // Behind the phone, while that is open.
            let column = ADDRESS + usize::from(cx.phones.is_some());
            if let Some((address, marks)) = search.address(hit).filter(|_| table.has(column)) {
                let cell = table.cell(cells, column);
                let shown = text::head(address, usize::from(cell.width));
                mark(cx, cell, (0, 0), shown, &marks, buf);
            }
        }
        bar
    }

    /// Whom the bar is on, what the search found that one by, and whole what the row had to cut, which `add` knows.
    fn chosen_line(
        &self,
        cx: &ViewContext,
        foot: Foot,
        (behind, found): (Behind, Option<Found>),
        add: impl Fn(&mut Vec<String>, &RosterRow),
        buf: &mut Buffer,
    ) {
        let mut told = Vec::new();
        // A person that stands beside the list is not told of twice.
        if let Some(row) = self.chosen().filter(|_| !cx.wide()) {
            let taken = found.as_ref().map_or(0, |(by, ..)| text::width(by) + 2);
            let room = usize::from(foot.area.width).saturating_sub(taken);
            told = listing::person::told(cx, row, behind, room);
            add(&mut told, row);
        }
        told.extend(found.as_ref().map(|(by, ..)| by.clone()));
        let place = match self.over {
            Over::Search(_) => marks::Place::Results,
            Over::Nothing | Over::Filter(_) => marks::Place::List,
        };
        let lines = marks::tell(cx, (&self.marks, place), foot, &[told], buf);
        let Some((_, address, marks)) = found.filter(|(_, address, _)| !address.is_empty()) else { return };
        for (row, line) in lines {
            if let Some((before, _)) = line.split_once(&address) {
                let cell = paint::indent(row, u16::try_from(text::width(before)).unwrap_or(u16::MAX));
                mark(cx, cell, (0, 0), &address, &marks, buf);
            }
        }
    }
}

/// What somebody was found by in words, the address in it if it was that, and its characters that were matched.
type Found = (String, String, Vec<usize>);

/// An address from where its first match can be seen in `cells` while keys move, and its marks; else the whole one.
fn near(cx: &ViewContext, address: &str, marks: &[usize], cells: usize) -> (String, Vec<usize>) {
    let first = marks.first().copied().unwrap_or_default();
    if cx.at_rest || first == 0 || text::width(address) <= cells {
        return (address.to_owned(), marks.to_vec());
    }
    let rest: String = address.chars().skip(first).collect();
    let lead = cx.glyphs.ellipsis.chars().count();
    (format!("{}{rest}", cx.glyphs.ellipsis), marks.iter().map(|mark| mark - first + lead).collect())
}

fn person(cx: &ViewContext, table: &Table, place: Rect, row: &RosterRow, buf: &mut Buffer) {
    let mut cells = cells_of(cx, row);
    // How many groups there are is never cut.
    if let Some((group, _)) = cells.get_mut(GROUP) {
        *group = rows::group(cx, row, usize::from(table.cell(place, GROUP).width)).into();
    }
    table.row(buf, place, cx.glyphs.ellipsis, &lent(&cells));
}

/// The cells of a row of the roster.
fn cells_of<'a>(cx: &'a ViewContext, row: &'a RosterRow) -> Cells<'a, 7> {
    let style = listing::person::style(cx, row.state);
    let (state, state_style) = rows::state(cx, row);
    let mut cells: Cells<'a, 7> = [
        ((&*row.name).into(), style),
        (rows::group(cx, row, usize::MAX).into(), style),
        (state.into(), state_style),
        (listing::person::standard(row).into(), style),
        (listing::person::last_gift(cx, row).into(), style),
        (row.address.as_deref().unwrap_or_default().into(), style),
        (listing::person::phone(cx, row).unwrap_or_default().into(), style),
    ];
    listing::person::phone_first(cx, ALWAYS, &mut cells);
    cells
}

/// The cells of a result of a search.
fn found<'a>(cx: &'a ViewContext, row: &'a RosterRow) -> Cells<'a, 6> {
    let (state, state_style) = rows::state(cx, row);
    let style = listing::person::style(cx, row.state);
    let mut cells: Cells<'a, 6> = [
        ((&*row.name).into(), style),
        (format!("{} {}", row.township, row.village).trim_end().to_owned().into(), style),
        (state.into(), state_style),
        (listing::person::last_gift(cx, row).into(), style),
        (row.address.as_deref().unwrap_or_default().into(), style),
        (listing::person::phone(cx, row).unwrap_or_default().into(), style),
    ];
    listing::person::phone_first(cx, ALWAYS_FOUND, &mut cells);
    cells
}

/// Marks the characters of a name that the search matched.
fn underline_name(cx: &ViewContext, cell: Rect, name: &str, marks: &[usize], buf: &mut Buffer) {
    let [head, tail] = text::ends(name, usize::from(cell.width), cx.glyphs.ellipsis).unwrap_or([name, ""]);
    mark(cx, cell, (0, 0), head, marks, buf);
    let skipped = name.chars().count() - tail.chars().count();
    let from = u16::try_from(text::width(head) + text::width(cx.glyphs.ellipsis)).unwrap_or(u16::MAX);
    mark(cx, cell, (from, skipped), tail, marks, buf);
}

/// Marks the matched characters of a part of a text that stands `from` cells on and begins with its character `at`.
fn mark(
    cx: &ViewContext,
    cell: Rect,
    (from, at): (u16, usize),
    part: &str,
    marks: &[usize],
    buf: &mut Buffer,
) {
    let (mut x, mut at) = (from, at);
    for grapheme in part.graphemes(true) {
        let chars = grapheme.chars().count();
        let width = u16::try_from(text::width(grapheme)).unwrap_or_default();
        if marks.iter().any(|mark| (at..at + chars).contains(mark)) {
            paint::bar(buf, paint::slice(cell, x, width), cx.theme.found);
        }
        x += width;
        at += chars;
    }
}
