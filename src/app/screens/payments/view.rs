//! How payments are drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{PaymentsScreen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::foot::{Cell, Foot, add_cut, lent};
use crate::app::screens::listing::title::Heading;
use crate::app::screens::listing::{self, MARK};
use crate::domain::money::Fen;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery, PersonPaid};
use crate::lang::{app, fill, payments, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Number, day, programme, amount, what for, note, township.
const COLUMNS: [Column; 7] = [
    Column::right(5),
    Column::left(10, 0),
    Column::left(16, 1).most(30),
    Column::right(10),
    Column::left(18, 2).most(44),
    Column::left(8, 0),
    Column::left(14, 0),
];
/// The name, which stands behind the day in the list of everybody: of one person the title says it.
const NAME: Column = Column::name(10, 1);
/// Where it stands.
const NAME_AT: usize = 2;
/// Column of the amount, where no name stands before it.
const AMOUNT: usize = 3;
/// Column of what an entry does, where no name stands before it.
const NOTE: usize = 5;
/// Sums and next payments that a small terminal shows at most; a large one shows more.
const TOLD: [usize; 2] = [4, 10];

/// Lines above the list of one person: the card, sums, what comes next, a blank one.
fn head_rows(cx: &ViewContext, paid: Option<&PersonPaid>) -> usize {
    paid.map_or(0, |paid| told(cx, paid).len() + 1)
}

/// Lines of the list: the body without its title, what stands above the list, its heads, a blank line and two of the chosen.
pub(super) fn list_rows(cx: &ViewContext, screen: &PaymentsScreen) -> usize {
    let head = if screen.of.is_some() { head_rows(cx, screen.paid.as_ref()) } else { 0 };
    usize::from(cx.body_rows()).saturating_sub(5 + head).max(1)
}

/// What is told of one person above the list, in lines that fit.
fn told(cx: &ViewContext, paid: &PersonPaid) -> Vec<String> {
    let cells = usize::from(cx.list_columns());
    said(cx, paid).iter().flat_map(|line| text::wrap(line, cells)).collect()
}

fn said(cx: &ViewContext, paid: &PersonPaid) -> Vec<String> {
    let (lang, texts) = (cx.lang, texts::of(cx.lang));
    let all = |of: fn(&crate::domain::payment::figures::PersonSum) -> Fen| {
        paid.sums.iter().fold(Fen::ZERO, |sum, one| sum.plus(of(one)))
    };
    let (year, ever) = (words::yuan(lang, all(|one| one.year)), words::yuan(lang, all(|one| one.amount)));
    let card = paid.card.as_deref().unwrap_or(texts.no_card);
    let mut lines = vec![fill(texts.card, &[&card, &paid.of, &year, &ever])];
    if paid.sums.is_empty() {
        return lines;
    }
    let most = if cx.body_rows() > 26 { TOLD[1] } else { TOLD[0] };
    let sums = paid.sums.iter().map(|one| {
        let (year, ever) = (words::yuan(lang, one.year), words::yuan(lang, one.amount));
        if one.own == Fen::ZERO {
            fill(texts.sum, &[&one.name, &year, &ever])
        } else {
            fill(texts.sum_own, &[&one.name, &year, &ever, &words::yuan(lang, one.own)])
        }
    });
    let next = paid.next.iter().map(|one| {
        let due = words::full_day(lang, one.due);
        fill(texts.next, &[&one.name, &payments::next_what(lang, one), &due, &words::yuan(lang, one.like)])
    });
    let next: Vec<String> =
        if paid.next.is_empty() { vec![texts.no_next.to_owned()] } else { next.collect() };
    let left = most.saturating_sub(next.len().min(2)).max(1);
    let kept = sums.len().min(left);
    lines.extend(sums.take(kept));
    let shown = next.len().min(most.saturating_sub(kept).max(1));
    lines.extend(next.iter().take(shown).cloned());
    let more = paid.sums.len() - kept + next.len() - shown;
    if more > 0 {
        lines.push(fill(texts.more, &[&more]));
    }
    lines
}

/// An amount in its column.
fn amount(line: &PaymentLine) -> String {
    line.amount.short()
}

/// The columns, with room for the largest amount on the screen: an amount is never cut.
fn columns<'a>(
    lines: impl Iterator<Item = &'a PaymentLine>,
    names: impl Iterator<Item = &'a str>,
    of_person: bool,
) -> Vec<Column> {
    let mut columns = COLUMNS.to_vec();
    for line in lines {
        if let Some(column) = columns.get_mut(AMOUNT) {
            let cells = text::width(&amount(line));
            column.width = column.width.max(u16::try_from(cells).unwrap_or(u16::MAX));
        }
    }
    if !of_person {
        columns.insert(NAME_AT, NAME);
        listing::fit_names(&mut columns, NAME_AT, names);
    }
    columns
}

impl PaymentsScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        self.title(cx, paint::line(area, 0), buf);
        let mut above = 1;
        if let (Some(_), Some(paid)) = (&self.of, &self.paid) {
            for line in told(cx, paid) {
                let row = paint::line(area, above);
                paint::put_cut(buf, row, &line, cx.glyphs.ellipsis, cx.theme.plain);
                above += 1;
            }
            above += 1;
        }
        let height = area.height.saturating_sub(above + 4);
        let list = Rect { y: area.y + above + 1, height, ..area };
        let shown: Vec<_> = self
            .list
            .rows()
            .iter()
            .enumerate()
            .skip(self.list.top())
            .take(usize::from(list.height))
            .collect();
        if self.list.is_empty() {
            return listing::explain_empty(cx, list, &self.why_empty(cx), buf);
        }
        if !self.list.loaded() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        let of_person = self.of.is_some();
        let lines = shown.iter().map(|(_, line)| *line);
        let names = self.list.rows().iter().map(|line| line.name.as_str());
        let columns = columns(lines, names, of_person);
        let table = Table::fit(&columns, listing::columns_width(area));
        let mut heads =
            vec![texts.no, texts.day, texts.programme, texts.amount, texts.what, texts.note, texts.place];
        if !of_person {
            heads.insert(NAME_AT, texts.name);
        }
        let head_cells: Vec<_> = heads.iter().map(|head| (*head, cx.theme.quiet)).collect();
        table.row(buf, paint::indent(paint::line(area, above), MARK), cx.glyphs.ellipsis, &head_cells);
        let mut bar = None;
        for (y, (at, line)) in (0..list.height).zip(shown) {
            let place = paint::line(list, y);
            let cells = cells(cx, line, of_person);
            table.row(buf, paint::indent(place, MARK), cx.glyphs.ellipsis, &lent(&cells));
            cx.parts.row(place, at, at == self.list.cursor());
            if at == self.list.cursor() {
                bar = Some(place);
                listing::mark(cx, place, buf);
            }
        }
        let below = self.list.more_after() || self.list.rows().len() > self.list.top() + usize::from(height);
        listing::more(cx, list, self.list.more_before() || self.list.top() > 0, below, buf);
        if let Some(line) = self.list.chosen() {
            let [mut what, mut more] = details(cx, line);
            // What a correction is, where its column has no room.
            let note = NOTE + usize::from(!of_person);
            let cells_of = cells(cx, line, of_person);
            let note = cells_of.get(note).filter(|(said, _)| !table.has(note) && !said.is_empty());
            if let Some((said, _)) = note {
                more.insert(0, said.to_string());
            }
            add_cut(&mut what, &table, &heads, &cells_of);
            Foot { area, list, bar }.tell(cx, &[what, more], buf);
        }
    }

    /// Whose or which payments, and what they come to.
    fn title(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let sums = self.sum.as_ref().filter(|sum| sum.entries > 0).map(|sum| {
            let mut amount = words::yuan(cx.lang, sum.amount);
            if sum.goods > Fen::ZERO {
                amount = fill(texts.and_goods, &[&amount, &words::yuan(cx.lang, sum.goods)]);
            }
            let brief = fill(texts.person_sums, &[&sum.entries, &amount]);
            if self.of.is_some() {
                vec![brief, amount]
            } else {
                vec![fill(texts.sums, &[&sum.entries, &sum.people, &amount]), brief, amount]
            }
        });
        let name = match (&self.of, &self.figure) {
            (Some((_, name)), _) => fill(texts.person_title, &[name]),
            (None, Some((_, figure))) => fill(texts.behind, &[figure]),
            (None, None) => texts.title.to_owned(),
        };
        let narrowed = listing::turned(&self.filtered(cx));
        let sums = sums.unwrap_or_default();
        Heading { name: &name, narrowed: &narrowed, turns: true, sums: &sums }.draw(cx, row, None, buf);
    }

    /// What the list is narrowed to, in words.
    fn filtered(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        let filters = &self.filters;
        let mut parts = vec![match (filters.year, filters.month) {
            (None, _) => texts.all_years.to_owned(),
            (Some(year), None) => fill(texts.year, &[&year]),
            (Some(year), Some(month)) => fill(texts.month, &[&year, &month]),
        }];
        parts.push(match &filters.programme {
            None => texts.all_programmes.to_owned(),
            Some(code) => self.choices.programme(code),
        });
        parts.extend(filters.township.as_ref().map(|code| self.choices.township(code)));
        parts.extend(filters.fund.as_ref().map(ToString::to_string));
        parts.join(" ")
    }

    fn why_empty(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        match &self.of {
            Some(_) if self.filters.query() != PaymentQuery::default() => texts.empty_filtered.to_owned(),
            Some((_, name)) => fill(texts.empty_person, &[name]),
            None => texts.empty.to_owned(),
        }
    }
}

fn cells<'a>(cx: &ViewContext, line: &'a PaymentLine, of_person: bool) -> Vec<Cell<'a>> {
    let theme = &cx.theme;
    let style = if line.reversed_by.is_some() { theme.quiet } else { theme.plain };
    let note = if line.reversed_by.is_some() {
        texts::of(cx.lang).reversed
    } else if *line.kind == *"gift" || (*line.kind == *"payment" && line.concerns.is_none()) {
        ""
    } else {
        payments::kind(cx.lang, line)
    };
    let mut cells: Vec<Cell<'a>> = vec![
        (line.no.to_string().into(), style),
        (line.on.to_string().into(), style),
        (payments::paid_of(cx.lang, line).into(), style),
        (amount(line).into(), style),
        (payments::what(cx.lang, line).into(), style),
        (note.into(), style),
        (line.township.as_deref().unwrap_or_default().into(), style),
    ];
    if !of_person {
        cells.insert(NAME_AT, ((&*line.name).into(), style));
    }
    cells
}

/// What is told of the chosen one below the list.
fn details(cx: &ViewContext, line: &PaymentLine) -> [Vec<String>; 2] {
    let texts = texts::of(cx.lang);
    let mut more = Vec::new();
    if line.left != line.amount && line.left > Fen::ZERO {
        more.push(fill(texts.left, &[&words::yuan(cx.lang, line.left)]));
    }
    more.extend(line.payee.as_ref().map(|payee| fill(texts.payee, &[payee])));
    more.extend(line.reason.as_ref().map(|reason| fill(texts.reason, &[reason])));
    [vec![payments::paid_of(cx.lang, line), payments::what(cx.lang, line)], more]
}
