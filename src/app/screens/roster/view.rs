//! How the roster is drawn.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::{Choice, Over, RosterScreen, filter, places, rows, search};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, explain_empty, marks};
use crate::domain::list::{RosterRow, Show};
use crate::domain::place::Scope;
use crate::lang::fill;
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// The column of the name.
const NAME: usize = 0;
/// That of the address among results.
const ADDRESS: usize = 4;

/// Name, group, state, standard; then what a wider terminal gains.
const COLUMNS: [Column; 7] = [
    Column::left(14, 3),
    Column::left(15, 2),
    Column::left(9, 0),
    Column::right(9),
    Column::left(18, 0),
    Column::left(14, 2),
    Column::left(11, 0),
];
/// Of these, those before what a wider terminal gains.
const ALWAYS: usize = 4;
/// The same where room is short: the group gives way, nothing else does.
const TIGHT: [Column; 4] = [Column::left(14, 1), Column::left(8, 1), Column::left(9, 0), Column::right(9)];

/// The results of a search: where they live instead of group and standard.
const RESULTS: [Column; 6] = [
    Column::left(14, 1),
    Column::left(24, 1),
    Column::left(9, 0),
    Column::left(18, 0),
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
        let cursor = self.people(cx, Rect { y: area.y + townships, height, ..area }, buf);
        self.chosen_line(cx, paint::line(area, area.height - 1), buf);
        let told = paint::line(area, area.height - 2);
        match self.over {
            Over::Search(_) => marks::tell_found(cx, &self.marks, told, buf),
            Over::Nothing | Over::Filter(_) => marks::tell(cx, &self.marks, told, buf),
        }
        if let Over::Filter(filter) = &self.over {
            filter.view(cx, cx.body(), buf);
        }
        cursor
    }

    /// Who.
    fn people(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = paint::line(area, 0);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let heads = paint::line(area, 1);
        let lead = marks::lead(&self.marks);
        if let Over::Search(search) = &self.over {
            let mut columns = RESULTS;
            listing::person::phone_first(cx, ALWAYS_FOUND, &mut columns);
            let table = Table::fit(&columns, area.width - lead);
            let cursor = search.head(cx, title, buf);
            head_results(cx, &table, paint::indent(heads, lead), buf);
            self.hits(cx, &table, list, search, buf);
            return Some(cursor);
        }
        let mut columns = COLUMNS;
        listing::person::phone_first(cx, ALWAYS, &mut columns);
        let mut table = Table::fit(&columns, area.width - lead);
        if !table.has(TIGHT.len() - 1) {
            table = Table::fit(&TIGHT, area.width - lead);
        }
        self.title(cx, title, buf);
        self.heads(cx, &table, heads, buf);
        if self.people.is_empty() {
            explain_empty(cx, list, self.why_empty(cx), buf);
        } else {
            self.list(cx, &table, list, buf);
        }
        None
    }

    /// 桑根达来镇  应访 6  已访 4           按村  本次全部
    fn title(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) {
        let filter_text = filter::describe(cx.lang, &Choice { show: self.show(cx), ..self.choice.clone() });
        let filter_width = u16::try_from(text::width(&filter_text)).unwrap_or(u16::MAX).min(row.width / 2);
        let right = paint::indent(row, row.width - filter_width);
        paint::put_cut(buf, right, &filter_text, cx.glyphs.ellipsis, cx.theme.quiet);
        let left = paint::slice(row, 0, row.width.saturating_sub(filter_width + 2));
        if let Some(line) = cx.scope(&self.scope) {
            let name = places::name(cx, line);
            let counts = places::counts(cx, line, usize::from(left.width).saturating_sub(text::width(name)));
            paint::put_all(buf, left, &[(name, cx.theme.head), (&counts, cx.theme.plain)]);
        }
    }

    fn heads(&self, cx: &ViewContext, table: &Table, row: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let name = if self.scope == Scope::Units { texts.unit_name } else { texts.name };
        let mut heads =
            [name, texts.group, texts.state, texts.standard, texts.last, texts.address, texts.phone];
        listing::person::phone_first(cx, ALWAYS, &mut heads);
        let cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(row, marks::lead(&self.marks)), cx.glyphs.ellipsis, &cells);
    }

    fn list(&self, cx: &ViewContext, table: &Table, area: Rect, buf: &mut Buffer) {
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
                if matches!(self.over, Over::Nothing) {
                    listing::mark_long(cx, place, paint::slice(place, 0, lead + table.until(NAME)), buf);
                } else {
                    listing::rest(cx, place, buf);
                }
            }
            y += 1;
        }
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
        if let Some(line) = self.villages.iter().find(|line| line.village == row.village) {
            let (count, style) = if line.open > 0 {
                (fill(texts.village_open, &[&line.open]), cx.theme.plain)
            } else {
                (texts.village_done.to_owned(), cx.theme.quiet)
            };
            paint::put(buf, paint::indent(place, used + 2), &count, style);
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
    ) {
        if let Some(why) = search.nothing(cx) {
            explain_empty(cx, area, &why, buf);
        }
        let lead = marks::lead(&self.marks);
        for ((y, at), (hit, chosen)) in (0..area.height).zip(search.top()..).zip(search.shown()) {
            let place = paint::line(area, y);
            cx.parts.row(place, at, chosen);
            result(cx, table, paint::indent(place, lead), &hit.row, buf);
            marks::sign(cx, &self.marks, (cx.code(), hit.row.id), place, buf);
            if chosen {
                listing::mark_long(cx, place, paint::slice(place, 0, lead + table.until(NAME)), buf);
            }
            let cells = paint::indent(place, lead);
            underline(cx, table.cell(cells, NAME), &hit.row.name, &hit.marks, buf);
            // Behind the phone, while that is open.
            let column = ADDRESS + usize::from(cx.phones.is_some());
            if let Some((address, marks)) = search.address(hit).filter(|_| table.has(column)) {
                underline(cx, table.cell(cells, column), address, &marks, buf);
            }
        }
    }

    fn chosen_line(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) {
        let found = match &self.over {
            Over::Search(search) => search.chosen_hit().map(|hit| (search.matched(cx), search.address(hit))),
            Over::Nothing | Over::Filter(_) => None,
        };
        let (matched, address) = found.unwrap_or_default();
        let address = address.map(|(address, marks)| near(cx, address, marks, usize::from(row.width) / 2));
        let told = [matched, address.as_ref().map(|(address, _)| address.as_str())];
        let told: String = told.into_iter().flatten().collect();
        let taken = if told.is_empty() { 0 } else { text::width(&told) + 2 };
        let room = usize::from(row.width).saturating_sub(taken);
        // A person that stands beside the list is not told of twice.
        let chosen = self.chosen().filter(|_| !cx.wide());
        let summary = chosen.map(|person| listing::person::summary(cx, person, room));
        let summary = summary.map(|summary| if told.is_empty() { summary } else { summary + "  " });
        let at = summary
            .as_deref()
            .map_or(0, |summary| paint::put_cut(buf, row, summary, cx.glyphs.ellipsis, cx.theme.plain));
        let used = paint::put_cut(buf, paint::indent(row, at), &told, cx.glyphs.ellipsis, cx.theme.plain);
        if let Some((address, marks)) = address {
            let before = at + u16::try_from(matched.map_or(0, text::width)).unwrap_or_default();
            let cell = paint::slice(row, before, (at + used).saturating_sub(before));
            underline(cx, cell, &address, &marks, buf);
        }
    }
}

/// An address from where its first match can be seen in `cells`, and its marks.
fn near(cx: &ViewContext, address: &str, marks: Vec<usize>, cells: usize) -> (String, Vec<usize>) {
    let first = marks.first().copied().unwrap_or_default();
    if first == 0 || text::width(address) <= cells {
        return (address.to_owned(), marks);
    }
    let rest: String = address.chars().skip(first).collect();
    let lead = cx.glyphs.ellipsis.chars().count();
    (format!("{}{rest}", cx.glyphs.ellipsis), marks.into_iter().map(|mark| mark - first + lead).collect())
}

fn person(cx: &ViewContext, table: &Table, place: Rect, row: &RosterRow, buf: &mut Buffer) {
    let style = listing::person::style(cx, row.state);
    let group = rows::group(cx, row, usize::from(table.cell(place, 1).width));
    let (state, state_style) = rows::state(cx, row);
    let standard = rows::standard(row);
    let last = listing::person::last_gift(cx, row);
    let mut cells = [
        (&*row.name, style),
        (&*group, style),
        (&*state, state_style),
        (&*standard, style),
        (&*last, style),
        (row.address.as_deref().unwrap_or_default(), style),
        (listing::person::phone(cx, row).unwrap_or_default(), style),
    ];
    listing::person::phone_first(cx, ALWAYS, &mut cells);
    table.row(buf, place, cx.glyphs.ellipsis, &cells);
}

fn head_results(cx: &ViewContext, table: &Table, row: Rect, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let mut heads = [texts.name, texts.place, texts.state, texts.last, texts.address, texts.phone];
    listing::person::phone_first(cx, ALWAYS_FOUND, &mut heads);
    let cells = heads.map(|head| (head, cx.theme.quiet));
    table.row(buf, row, cx.glyphs.ellipsis, &cells);
}

fn result(cx: &ViewContext, table: &Table, place: Rect, row: &RosterRow, buf: &mut Buffer) {
    let home = format!("{} {}", row.township, row.village);
    let (state, state_style) = rows::state(cx, row);
    let last = listing::person::last_gift(cx, row);
    let style = listing::person::style(cx, row.state);
    let mut cells = [
        (&*row.name, style),
        (home.trim_end(), style),
        (&*state, state_style),
        (&*last, style),
        (row.address.as_deref().unwrap_or_default(), style),
        (listing::person::phone(cx, row).unwrap_or_default(), style),
    ];
    listing::person::phone_first(cx, ALWAYS_FOUND, &mut cells);
    table.row(buf, place, cx.glyphs.ellipsis, &cells);
}

/// Marks the characters of what stands in a cell that the search matched.
fn underline(cx: &ViewContext, cell: Rect, whole: &str, marks: &[usize], buf: &mut Buffer) {
    let shown = text::cut(whole, usize::from(cell.width), cx.glyphs.ellipsis);
    let mut x = 0;
    let mut at = 0;
    for grapheme in shown.graphemes(true) {
        let chars = grapheme.chars().count();
        let width = u16::try_from(text::width(grapheme)).unwrap_or_default();
        let original = whole.chars().skip(at).take(chars).eq(grapheme.chars());
        if original && marks.iter().any(|mark| (at..at + chars).contains(mark)) {
            paint::bar(buf, paint::slice(cell, x, width), cx.theme.found);
        }
        x += width;
        at += chars;
    }
}
