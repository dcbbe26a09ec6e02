//! How the plan is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Account, PlanScreen, Tab, compare, texts};
use crate::app::context::ViewContext;
use crate::app::screens::flow::flow;
use crate::app::screens::listing::{self, MARK};
use crate::domain::money::Fen;
use crate::domain::plan::explain::Explained;
use crate::domain::plan::{PlanHead, PlanLine, PlanState};
use crate::lang::{app, fill, plan, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, popup, text};

/// Name, place, amount, team, state, group; then what a wider terminal gains.
const LINES: [Column; 9] = [
    Column::name(10, 1).most(30),
    Column::left(23, 3).most(30),
    Column::right(7),
    Column::left(9, 1),
    Column::left(7, 0),
    Column::left(16, 1).most(18),
    Column::left(14, 0),
    Column::left(14, 0),
    Column::left(8, 0),
];
/// Whether a line has something to say in a column.
type Has = fn(&PlanLine) -> bool;
/// The name of a number, and the number.
const NUMBERS: [Column; 2] = [Column::left(22, 0), Column::right(8)];
/// Somebody of a comparison.
const COMPARED: [Column; 5] =
    [Column::name(12, 1), Column::left(22, 1), Column::left(16, 0), Column::right(9), Column::left(14, 0)];
/// A holder and a thing.
const ACCOUNTS: [Column; 7] = [
    Column::name(22, 2),
    Column::left(14, 1),
    Column::right(7),
    Column::right(7),
    Column::right(6),
    Column::right(6),
    Column::right(7),
];
/// Lines below the tabs that tell of the plan: as a rule, and at most.
const HEADS: u16 = 3;
const HEADS_MOST: usize = 7;
/// The column of the name, which the reversed bar lies on.
const NAME: usize = 0;
/// Cells of a long name: seven Han.
const LONG_NAME: u16 = 14;
/// The columns of what not every plan has.
const TEAM: usize = 3;
const GOODS: usize = 6;
const FUND: usize = 7;
const LEADER: usize = 8;

impl PlanScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let count = self.head.as_ref().map(|head| head.people + head.units).unwrap_or_default();
        let tabs = [
            (fill(texts.tab_list, &[&count]), self.tab == Tab::List),
            (texts.tab_compare.to_owned(), self.tab == Tab::Compare),
            (texts.tab_allocation.to_owned(), self.tab == Tab::Allocation),
        ];
        listing::tabs(cx, paint::line(area, 0), &tabs, buf);
        let rest = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.code(cx).is_none() {
            return listing::explain_empty(cx, rest, texts.no_round, buf);
        }
        let Some(head) = &self.head else {
            return listing::explain_empty(cx, rest, app::texts(cx.lang).loading, buf);
        };
        let above = heads(cx, head, self.unassigned, self.tab);
        for (y, (line, style)) in (1..).zip(&above) {
            paint::put_cut(buf, paint::indent(paint::line(area, y), MARK), line, cx.glyphs.ellipsis, *style);
        }
        let whole = area;
        let below = u16::try_from(above.len()).unwrap_or(u16::MAX).saturating_sub(HEADS);
        let area = Rect { y: area.y + below, height: area.height.saturating_sub(below), ..area };
        let list = Rect { y: area.y + 5, height: area.height.saturating_sub(7), ..area };
        match self.tab {
            Tab::List => self.list(cx, head, area, list, buf),
            Tab::Compare => self.compare(cx, area, list, buf),
            Tab::Allocation => self.allocation(cx, area, list, buf),
        }
        if let Some(why) = self.why.as_ref().filter(|_| self.tab == Tab::List) {
            draw_why(cx, why, whole, buf);
        }
    }

    fn list(&self, cx: &ViewContext, head: &PlanHead, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        if self.lines.is_empty() {
            let why = if self.unassigned && head.people + head.units > 0 {
                texts.all_assigned
            } else {
                texts.empty
            };
            return listing::explain_empty(cx, list, why, buf);
        }
        let sign = if self.marks.is_empty() { 0 } else { 2 };
        let table = Table::fit(&self.line_columns(), area.width.saturating_sub(MARK + sign));
        let heads = [
            texts.name,
            texts.place,
            texts.amount,
            texts.team,
            texts.state_head,
            texts.group,
            texts.goods,
            texts.fund_head,
            texts.leader,
        ]
        .map(|head| (head, cx.theme.quiet));
        let row = paint::indent(paint::line(area, 4), MARK + sign);
        table.row(buf, row, cx.glyphs.ellipsis, &heads);
        let rows = self.lines.rows().iter().enumerate().skip(self.lines.top());
        for (y, (at, line)) in (0..list.height.saturating_sub(1)).zip(rows) {
            let row = paint::line(list, y);
            draw_line(cx, &table, paint::indent(row, MARK + sign), line, buf);
            if self.marks.contains(&line.row.id) {
                paint::put(buf, paint::slice(row, MARK, 1), cx.glyphs.tick, cx.theme.head);
            }
            cx.parts.row(row, at, at == self.lines.cursor());
            if at == self.lines.cursor() {
                listing::mark_long(cx, row, paint::slice(row, 0, MARK + sign + table.until(NAME)), buf);
            }
        }
        if let Some(line) = self.lines.chosen() {
            let standard = line.row.standard.as_ref();
            let told = [
                line.row.name.to_string(),
                whole_place(&line.row.township, &line.row.village),
                line.row.group.to_string(),
                standard.map(|standard| words::standard(cx.lang, standard)).unwrap_or_default(),
                line.fund.to_string(),
                line.leader.to_string(),
                line.added.as_ref().map(|why| fill(texts.why_added, &[why])).unwrap_or_default(),
            ];
            let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
            let foot = paint::line(area, area.height.saturating_sub(1));
            paint::put_cut(buf, foot, &told.join("  "), cx.glyphs.ellipsis, cx.theme.plain);
        }
    }

    /// The columns of the list: names whole, and no cells for what nobody has.
    fn line_columns(&self) -> [Column; 9] {
        let rows = self.lines.rows();
        let mut columns = LINES;
        listing::fit_names(&mut columns, NAME, rows.iter().map(|line| line.row.name.as_str()));
        let has: [(usize, Has); 4] = [
            (TEAM, |line| !line.team.is_empty()),
            (GOODS, |line| line.row.standard.as_ref().is_some_and(|standard| !standard.goods.is_empty())),
            (FUND, |line| !line.fund.is_empty()),
            (LEADER, |line| !line.leader.is_empty()),
        ];
        for (at, has) in has {
            if !rows.iter().any(has) {
                listing::leave_out(&mut columns, at);
                // Names further down take it: the columns stay where they are while the list is gone through.
                if let Some(name) = columns.get_mut(NAME).filter(|_| at == TEAM) {
                    name.width = name.width.max(LONG_NAME);
                }
            }
        }
        columns
    }

    fn compare(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let Some((comparison, round)) = self.comparison.as_ref().zip(self.code(cx)) else {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        };
        if comparison.before.is_none() && comparison.late.is_empty() {
            return listing::explain_empty(cx, list, texts.no_before, buf);
        }
        let numbers = compare::numbers(cx, comparison);
        let [headline, sum] = compare::headline(cx, comparison, round);
        paint::put(buf, paint::indent(paint::line(area, 4), MARK), &headline, cx.theme.head);
        let foot = paint::line(area, area.height.saturating_sub(1));
        if let Some((open, number)) = self.open.as_ref().zip(numbers.get(self.number.at)) {
            let mut columns = COMPARED;
            let names = number.list.iter().flatten().map(|(one, _)| one.name.as_str());
            listing::fit_names(&mut columns, NAME, names);
            let table = Table::fit(&columns, area.width.saturating_sub(MARK));
            let name = format!("{}  {}", number.name, number.count);
            paint::put_right(buf, paint::line(area, 4), &name, cx.theme.head);
            let rows = number.list.iter().flatten().enumerate().skip(open.top);
            for (y, (at, (one, told))) in (0..list.height.saturating_sub(1)).zip(rows) {
                let row = paint::line(list, y);
                let place = whole_place(&one.township, &one.village);
                let amount = one.amount.short();
                let cells = [&*one.name, &*place, &*one.group, &*amount, &**told];
                let cells = cells.map(|cell| (cell, cx.theme.plain));
                table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
                cx.parts.row(row, at, at == open.at);
                if at == open.at {
                    listing::mark(cx, row, buf);
                    // What the columns cut, whole.
                    let parts = cells.iter().map(|(cell, _)| *cell).filter(|cell| !cell.is_empty());
                    let whole = parts.collect::<Vec<_>>().join("  ");
                    paint::put_cut(buf, foot, &whole, cx.glyphs.ellipsis, cx.theme.plain);
                }
            }
            return;
        }
        let sum = match comparison.late.len() {
            0 => sum,
            late => fill(texts.late_how, &[&late]),
        };
        paint::put_cut(buf, foot, &sum, cx.glyphs.ellipsis, cx.theme.quiet);
        let table = Table::fit(&NUMBERS, area.width.saturating_sub(MARK));
        for (y, (at, number)) in (0..list.height).zip(numbers.iter().enumerate().skip(self.number.top)) {
            let row = paint::line(list, y);
            let count = number.count.to_string();
            let style = if number.list.is_some() { cx.theme.plain } else { cx.theme.head };
            let cells = [(&*number.name, style), (&*count, style)];
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, at, at == self.number.at);
            if at == self.number.at {
                listing::mark(cx, row, buf);
            }
        }
    }

    fn allocation(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let accounts = self.accounts(cx);
        if accounts.is_empty() {
            let draft = self.head.as_ref().is_some_and(|head| head.state == PlanState::Draft);
            let why = if draft { texts.draft_first } else { texts.none_out };
            return listing::explain_empty(cx, list, why, buf);
        }
        let mut columns = ACCOUNTS;
        let names: Vec<_> = accounts.iter().map(|account| account.balance.holder.name()).collect();
        listing::fit_names(&mut columns, NAME, names.iter().map(|name| name.as_str()));
        let table = Table::fit(&columns, area.width.saturating_sub(MARK));
        let heads = [texts.holder, texts.what, texts.out, texts.given, texts.back, texts.lost, texts.open]
            .map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 4), MARK), cx.glyphs.ellipsis, &heads);
        let rows = accounts.iter().enumerate().skip(self.holder.top);
        for (y, (at, account)) in (0..list.height.saturating_sub(1)).zip(rows) {
            let row = paint::line(list, y);
            draw_account(cx, &table, paint::indent(row, MARK), account, buf);
            cx.parts.row(row, at, at == self.holder.at);
            if at == self.holder.at {
                listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(NAME)), buf);
            }
        }
        // The chosen one in full, where the columns cut it.
        if let Some(chosen) = accounts.get(self.holder.at) {
            let foot = paint::line(area, area.height.saturating_sub(1));
            let told = [chosen.balance.holder.name().as_str(), &chosen.what].join("  ");
            paint::put_cut(buf, foot, &told, cx.glyphs.ellipsis, cx.theme.plain);
        }
    }
}

/// Where somebody lives: township and village.
fn whole_place(township: &str, village: &str) -> String {
    let parts: Vec<&str> = [township, village].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The state with its approval, the sums with the funds, and what to do next.
fn heads(cx: &ViewContext, head: &PlanHead, unassigned: bool, tab: Tab) -> Vec<(String, Style)> {
    let texts = texts::of(cx.lang);
    let round = words::round(cx.lang, head.round.code);
    let mut state = fill(texts.state, &[&round, &plan::state(cx.lang, head.state)]);
    if let Some(approval) = &head.approval {
        state += &fill(texts.approved, &[&approval.by, &approval.document, &approval.on]);
    }
    let mut second = vec![fill(texts.sums, &[&head.people, &head.units, &head.planned.short()])];
    if head.unassigned > 0 {
        second.push(fill(texts.unassigned, &[&head.unassigned]));
    }
    if unassigned {
        second.push(texts.only_unassigned.to_owned());
    }
    if head.added > 0 {
        second.push(fill(texts.added, &[&head.added]));
    }
    // Funds with a name first.
    second.extend(head.funds.iter().rev().map(|fund| {
        let name = if fund.fund.is_empty() { texts.no_fund } else { fund.fund.as_str() };
        match fund.budget {
            Some(budget) => fill(texts.fund, &[&name, &fund.planned.short(), &budget.short()]),
            None => fill(texts.fund_open, &[&name, &fund.planned.short()]),
        }
    }));
    let (next, style) = match head.state {
        _ if !head.breaches.is_empty() && matches!(head.state, PlanState::Draft | PlanState::Approved) => {
            let all: Vec<String> = head.breaches.iter().map(|one| plan::breach(cx.lang, one)).collect();
            (all.join("  "), cx.theme.late)
        }
        PlanState::Draft if !head.round.created => (texts.not_created.to_owned(), cx.theme.doubt),
        PlanState::Draft => (texts.next_draft.to_owned(), cx.theme.quiet),
        PlanState::Approved | PlanState::Settled if tab == Tab::Allocation => {
            (texts.next_allocation.to_owned(), cx.theme.quiet)
        }
        PlanState::Approved => (texts.next_approved.to_owned(), cx.theme.quiet),
        PlanState::Settled => (texts.next_settled.to_owned(), cx.theme.quiet),
        PlanState::Closed => (String::new(), cx.theme.quiet),
    };
    let cells = usize::from(cx.body().width.saturating_sub(MARK));
    let wrapped = |said: &str, style: Style| {
        let lines = text::wrap(said, cells);
        let lines = if lines.is_empty() { vec![String::new()] } else { lines };
        lines.into_iter().map(move |line| (line, style)).collect::<Vec<_>>()
    };
    let flowing = flow(&second, cells).into_iter().map(|line| (line, cx.theme.plain));
    let mut lines: Vec<_> =
        wrapped(&state, cx.theme.head).into_iter().chain(flowing).chain(wrapped(&next, style)).collect();
    lines.truncate(HEADS_MOST);
    lines
}

/// Lines of the list: the body without tabs, head lines, heads of columns, a blank line and the foot.
pub(super) fn list_rows(cx: &ViewContext, screen: &PlanScreen) -> usize {
    let above = screen.head.as_ref().map(|head| heads(cx, head, screen.unassigned, screen.tab).len());
    let more = above.unwrap_or_default().saturating_sub(usize::from(HEADS));
    usize::from(cx.body_rows().saturating_sub(8)).saturating_sub(more)
}

fn draw_line(cx: &ViewContext, table: &Table, row: Rect, line: &PlanLine, buf: &mut Buffer) {
    let of = &line.row;
    let place = whole_place(&of.township, &of.village);
    let amount = if line.amount() == Fen::ZERO { String::new() } else { line.amount().short() };
    let goods = of.standard.as_ref().map(|standard| standard.goods.to_string()).unwrap_or_default();
    let state = words::state(cx.lang, of.state);
    let none = (cx.glyphs.none, cx.theme.quiet);
    let cells = [
        (&*of.name, cx.theme.plain),
        (&*place, cx.theme.plain),
        (&*amount, cx.theme.plain),
        if line.team.is_empty() { none } else { (&*line.team, cx.theme.plain) },
        (state, cx.theme.quiet),
        (&*of.group, cx.theme.plain),
        (&*goods, cx.theme.plain),
        (&*line.fund, cx.theme.quiet),
        (&*line.leader, cx.theme.plain),
    ];
    table.row(buf, row, cx.glyphs.ellipsis, &cells);
}

fn draw_account(cx: &ViewContext, table: &Table, row: Rect, account: &Account<'_>, buf: &mut Buffer) {
    let told = |value: i64| if account.is_cash { Fen::new(value).short() } else { value.to_string() };
    let [out, given, back, lost, open] = match account.amounts {
        Some(of) => [of.out, of.given, of.back, of.lost, of.open()].map(told),
        None => [account.mass.to_string(), String::new(), String::new(), String::new(), String::new()],
    };
    let is_open = account.amounts.is_some_and(|of| of.open() != 0);
    let style = if is_open { cx.theme.late } else { cx.theme.done };
    let cells = [
        (&**account.balance.holder.name(), cx.theme.plain),
        (&*account.what, cx.theme.plain),
        (&*out, cx.theme.plain),
        (&*given, cx.theme.plain),
        (&*back, cx.theme.plain),
        (&*lost, cx.theme.plain),
        (&*open, style),
    ];
    table.row(buf, row, cx.glyphs.ellipsis, &cells);
}

/// Why somebody is on the plan, or not: every group with its standard and what it means.
fn draw_why(cx: &ViewContext, why: &Explained, area: Rect, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let mut lines = vec![fill(texts.basis_day, &[&why.basis_day])];
    lines.push(match (&why.standard, why.why_not) {
        (_, Some(reason)) => fill(texts.not_on_plan, &[&plan::why_not(cx.lang, reason)]),
        (Some(standard), None) => {
            fill(texts.on_plan, &[&[&*standard.group, &*words::standard(cx.lang, standard)].join("  ")])
        }
        (None, None) => String::new(),
    });
    lines.extend(why.added.as_ref().map(|reason| fill(texts.why_added, &[reason])));
    for one in &why.groups {
        let standard = one
            .standard
            .as_ref()
            .map_or_else(|| texts.no_standard.to_owned(), |standard| words::standard(cx.lang, standard));
        let bearing = plan::bearing(cx.lang, one.bearing);
        lines.push(fill(texts.bearing, &[&one.held.label, &standard, &bearing]));
    }
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let inside = popup::open(buf, area, rows, &fill(texts.why_title, &[&why.name]), cx.look());
    for (y, line) in (0..inside.height).zip(&lines) {
        paint::put_cut(buf, paint::line(inside, y), line, cx.glyphs.ellipsis, cx.theme.plain);
    }
}
