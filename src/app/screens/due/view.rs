//! How the due list is drawn.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{DueScreen, Tab, begins_place};
use crate::app::context::ViewContext;
use crate::app::screens::listing::foot::{Cells, Foot, add_cut, lent};
use crate::app::screens::listing::person::{self, Behind};
use crate::app::screens::listing::{self, marks};
use crate::domain::due::{self, Standing};
use crate::domain::holiday::lunar_label;
use crate::domain::list::DueItem;
use crate::domain::recipient::Kind;
use crate::lang::{app, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// The columns of the name and of the last gift.
const NAME: usize = 0;
const LAST: usize = 4;
/// The column of the state, or of what happened.
const STATE: usize = 2;

/// Name, group, state and standard always; the rest where there is room.
const OPEN: [Column; 7] = columns(Column::left(9, 0));
/// Of these, those before what a wider terminal gains.
const ALWAYS: usize = 4;
/// The same; what happened is told with its day, and takes what is left over first.
const EXCEPTIONS: [Column; 7] = columns(Column::left(17, 9).most(20));

const fn columns(state: Column) -> [Column; 7] {
    [
        Column::name(14, 2),
        Column::left(16, 1).most(22),
        state,
        Column::right(8),
        Column::left(20, 0),
        Column::left(10, 3),
        Column::left(12, 0),
    ]
}

impl DueScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        self.heads(cx, paint::line(area, 0), buf);
        let texts = texts::of(cx.lang);
        let (mut columns, state) = match self.tab {
            Tab::Open => (OPEN, texts.state),
            Tab::Exceptions => (EXCEPTIONS, texts.what),
        };
        let lead = marks::lead(&self.marks);
        person::make_room_for_state(cx, &mut columns, STATE);
        person::phone_first(cx, ALWAYS, &mut columns);
        let table = Table::fit(&columns, area.width - lead);
        let mut heads =
            [texts.name, texts.group, state, texts.standard, texts.last, texts.address, texts.phone];
        person::phone_first(cx, ALWAYS, &mut heads);
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), lead), cx.glyphs.ellipsis, &head_cells);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        let items = &self.list().items;
        let mut bar = None;
        if items.is_empty() {
            if self.counts.loaded() {
                listing::explain_empty(cx, list, &self.why_empty(cx), buf);
            }
        } else if items.loaded() {
            bar = self.items(cx, &table, list, buf);
        } else {
            listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        // A person that stands beside the list is not told of twice.
        let mut told = Vec::new();
        if let Some(item) = items.chosen().filter(|_| !cx.wide()) {
            let behind = if person::shows(cx, &table, LAST) { Behind::Address } else { Behind::LastGift };
            told = person::told(cx, &item.row, behind, usize::from(area.width));
            add_cut(&mut told, &table, &heads, &self.cells(cx, item));
        }
        marks::tell(cx, (&self.marks, marks::Place::List), Foot { area, list, bar }, &[told], buf);
    }

    /// 待访 43  例外 4                              逾期 2  应访 41
    fn heads(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let number = |count: u64| if self.counts.known() { count.to_string() } else { "-".to_owned() };
        let used = listing::tabs(
            cx,
            row,
            &[
                (fill(texts.tab_open, &[&number(self.counts.open())]), self.tab == Tab::Open),
                (
                    fill(texts.tab_exceptions, &[&number(self.counts.exceptions())]),
                    self.tab == Tab::Exceptions,
                ),
            ],
            buf,
        );
        let mut parts = Vec::new();
        if let Some(round) = self.only {
            parts.push(format!("{} {}", words::round(cx.lang, round), self.place));
        }
        for state in [due::DueState::Overdue, due::DueState::Grace, due::DueState::Due] {
            let count = self.counts.of_state(state, cx.today);
            if count > 0 && self.tab == Tab::Open {
                parts.push(fill(texts.of_state, &[&words::state(cx.lang, state), &count]));
            }
        }
        if self.tab == Tab::Open {
            parts.extend(words::outside(cx.lang, self.counts.outside(&self.scope)));
        }
        let room = paint::indent(row, used);
        let counts = text::cut(&parts.join("  "), usize::from(room.width), cx.glyphs.ellipsis).into_owned();
        paint::put_right(buf, room, &counts, cx.theme.plain);
    }

    /// Draws the items; answers where the bar lies.
    fn items(&self, cx: &ViewContext, table: &Table, area: Rect, buf: &mut Buffer) -> Option<Rect> {
        let mut bar = None;
        let list = &self.list().items;
        let rows = list.rows();
        let mut y = 0;
        for (at, item) in rows.iter().enumerate().skip(list.top()) {
            if at == list.top() || begins_place(rows, at, cx.today) {
                let home = self.home(cx, item);
                paint::put_cut(buf, paint::line(area, y), &home, cx.glyphs.ellipsis, cx.theme.head);
                y += 1;
            }
            let place = paint::line(area, y);
            if place.height == 0 {
                break;
            }
            let inside = paint::indent(place, marks::lead(&self.marks));
            table.row(buf, inside, cx.glyphs.ellipsis, &lent(&self.cells(cx, item)));
            marks::sign(cx, &self.marks, (Some(item.round), item.row.id), place, buf);
            cx.parts.row(place, at, at == list.cursor());
            if at == list.cursor() {
                let name = paint::slice(place, 0, marks::lead(&self.marks) + table.until(NAME));
                listing::mark_long(cx, place, name, buf);
                bar = Some(place);
            }
            y += 1;
        }
        bar
    }

    /// 桑根达来镇 敖包图嘎查, behind its round if there are several, and behind that a visit was promised by today.
    fn home(&self, cx: &ViewContext, item: &DueItem) -> String {
        let texts = texts::of(cx.lang);
        let village = match item.row.kind {
            Kind::Unit => texts.units,
            Kind::Person if item.row.village.is_empty() => texts.no_village,
            Kind::Person => &item.row.village,
        };
        let mut parts = Vec::new();
        if item.is_promised {
            let is_past = words::is_promise_past(item.row.standing, cx.today);
            parts.push(if is_past { words::promise_past(cx.lang) } else { texts.promised }.to_owned());
        }
        let several = match self.tab {
            Tab::Open => self.counts.several_open(),
            Tab::Exceptions => self.counts.several_exceptions(),
        };
        if several {
            parts.push(words::round(cx.lang, item.round));
        }
        parts.push(format!("{} {village}", item.row.township).trim().to_owned());
        parts.join("  ")
    }

    fn cells<'a>(&self, cx: &'a ViewContext, item: &'a DueItem) -> Cells<'a, 7> {
        let row = &item.row;
        let style = person::style(cx, row.state);
        let (state, state_style) = match self.tab {
            Tab::Open => self.state(cx, item),
            Tab::Exceptions => exception(cx, item),
        };
        let mut cells: Cells<'a, 7> = [
            ((&*row.name).into(), style),
            ((&*row.group).into(), style),
            (state.into(), state_style),
            (person::standard(row).into(), style),
            (person::last_gift(cx, row).into(), style),
            (row.address.as_deref().unwrap_or_default().into(), style),
            (person::phone(cx, row).unwrap_or_default().into(), style),
        ];
        person::phone_first(cx, ALWAYS, &mut cells);
        cells
    }

    fn state(&self, cx: &ViewContext, item: &DueItem) -> (String, Style) {
        let row = &item.row;
        let late = self.counts.days_late(item.round, cx.today);
        if let (due::DueState::Overdue, Some(days), None) = (row.state, late, row.standing.rest()) {
            return (fill(texts::of(cx.lang).late_days, &[&days]), cx.theme.late);
        }
        let style = person::state_style(cx, row.state, row.standing);
        // The head above says that the day is past; the row, which day it was.
        if let Some(day) =
            row.standing.promised().filter(|_| item.is_promised && row.standing.rest().is_none())
        {
            return (words::promised(cx.lang, day, cx.today), style);
        }
        (words::standing(cx.lang, row.standing, row.state, cx.today), style)
    }

    fn why_empty(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        if self.tab == Tab::Exceptions && !self.counts.none_opened() {
            return texts.no_exceptions.to_owned();
        }
        let calendar = cx.round.as_ref().filter(|round| !round.created);
        if !self.counts.none_opened() {
            let done = self.counts.done();
            let anybody = done + self.counts.exceptions() > 0;
            return match (anybody, self.only) {
                (true, _) => fill(texts.all_done, &[&done]),
                (false, Some(_)) => fill(texts.nobody_there, &[&self.place]),
                (false, None) => texts.nobody.to_owned(),
            };
        }
        let next = self.counts.next().or_else(|| {
            calendar
                .filter(|round| round.window.opens > cx.today)
                .map(|round| (round.code, round.window.opens))
        });
        match (next, calendar) {
            (Some((code, opens)), _) => fill(
                texts.opens_on,
                &[
                    &words::round(cx.lang, code),
                    &words::full_day(cx.lang, opens),
                    &lunar_label(opens).unwrap_or_default(),
                    &opens.signed_duration_since(cx.today).num_days(),
                ],
            ),
            (None, Some(round)) => fill(texts.not_created, &[&words::round(cx.lang, round.code)]),
            (None, None) => texts.no_round.to_owned(),
        }
    }
}

/// What happened and when; a day that has come is told like what is late.
fn exception(cx: &ViewContext, item: &DueItem) -> (String, Style) {
    let standing = item.row.standing;
    let style = match standing {
        _ if words::is_promise_past(standing, cx.today) => cx.theme.late,
        Standing::Open(_) | Standing::Partly(..) => cx.theme.doubt,
        Standing::Closed(_) | Standing::Done | Standing::NotEligible => cx.theme.quiet,
    };
    (texts::exception(cx.lang, standing, cx.today), style)
}
