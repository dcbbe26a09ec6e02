//! One list of those who ask for attention: promised today, promised and missed, to be checked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::ATTENTION;
use super::texts;
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::{List, Marks};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Bar, Handled, Screen};
use crate::app::screens::listing::foot::{Cells, Foot, add_cut, lent};
use crate::app::screens::listing::person::Behind;
use crate::app::screens::listing::{self, MARK, marks, person};
use crate::domain::attention::{Attention, AttentionItem, AttentionQuery, Count};
use crate::domain::batch::Among;
use crate::domain::export::ListQuery;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::page::{Page, Start};
use crate::domain::place::TownshipCode;
use crate::domain::review::{Review, ReviewQuery};
use crate::domain::text::CleanText;
use crate::lang::{app, fill, review, words};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

/// Name, place, what the list is about, and the rest where there is room.
const fn columns(about: Column) -> [Column; 6] {
    [
        Column::name(14, 1),
        Column::left(19, 4).most(33),
        about,
        Column::right(8),
        Column::left(12, 0),
        Column::left(14, 2),
    ]
}
/// A day that was promised has its cells; what else a list is about takes more where there is room.
const PROMISED: [Column; 6] = columns(Column::left(9, 0));
/// The column of what the list is about.
const ABOUT: usize = 2;
const NOTED: [Column; 6] = columns(Column::left(12, 2));
/// The column of the name, which the reversed bar lies on.
const NAME: usize = 0;

/// A list.
#[derive(Debug)]
pub(super) struct AttentionScreen {
    list: Attention,
    /// Only those of this township, which bears the name.
    place: Option<(TownshipCode, CleanText)>,
    items: List<AttentionItem>,
    page: Pending<Page<AttentionItem>>,
    count: Count,
    counted: Pending<Count>,
    /// Who is meant by the next act.
    marks: Marks,
}

/// Lines of the list: the body without its title, its heads, a blank line and the chosen person.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4))
}

impl AttentionScreen {
    pub(super) fn new(list: Attention, place: Option<(TownshipCode, CleanText)>) -> Self {
        Self {
            list,
            place,
            items: List::default(),
            page: Pending::default(),
            count: Count::default(),
            counted: Pending::default(),
            marks: Marks::default(),
        }
    }

    fn township(&self) -> Option<TownshipCode> {
        self.place.as_ref().map(|(code, _)| code.clone())
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let limit = self.items.limit(list_rows(cx));
        let (list, township, round) = (self.list, self.township(), cx.code());
        let query = AttentionQuery { list, township, round, start, limit };
        self.page.ask(out, ask::attention(query));
    }

    fn reload(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let start = self.items.reload();
        self.ask_page(cx, start, out);
        let (list, township) = (Review::People(self.list), self.township());
        self.counted.ask(out, ask::review_count(ReviewQuery { list, township }));
    }

    fn record(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if let Some((round, recipients)) = self.marks.meant() {
            return out.open(Destination::RecordBatch { recipients, round });
        }
        match self.items.chosen().map(|item| (item.row.id, item.round.or(cx.code()))) {
            None => {
                out.say(Severity::Plain, listing::none_chosen(cx, self.items.loaded(), texts.choose_first));
            }
            Some((_, None)) => out.say(Severity::Bad, texts.no_round_to_record),
            Some((recipient, Some(round))) => out.open(Destination::Record { recipient, round }),
        }
    }

    /// Changes a group of those marked, else of all that is listed.
    fn change_groups(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.marks.is_empty() && self.items.is_empty() {
            return out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.items.loaded(), texts::of(cx.lang).choose_first),
            );
        }
        let all = Among::Attention(self.list, self.township());
        marks::change_groups(&self.marks, (all, None), None, out);
    }

    /// Marks by a key: the chosen row, it and its neighbour, or all of the list that are of its round.
    fn mark(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) {
        let chosen =
            |screen: &Self| screen.items.chosen().map(|item| (item.round.or(cx.code()), item.row.id));
        let (round, id) = match chosen(self) {
            None => {
                return out.say(
                    Severity::Plain,
                    listing::none_chosen(cx, self.items.loaded(), texts::of(cx.lang).choose_first),
                );
            }
            Some((None, _)) => return marks::say_no_round(cx.lang, out),
            Some((Some(round), id)) => (round, id),
        };
        if action == ScreenAction::MARK_ALL {
            let among = Among::Attention(self.list, self.township());
            return marks::say(cx, self.marks.mark_all(round, among, out), out);
        }
        if action == ScreenAction::MARK {
            marks::say(cx, self.marks.toggle((round, id), out), out);
            return self.step(cx, Move::Down, out);
        }
        let how = if action == ScreenAction::MARK_UP { Move::Up } else { Move::Down };
        self.step(cx, how, out);
        let next = chosen(self).and_then(|(round, id)| Some((round?, id))).unwrap_or((round, id));
        let marked = self.marks.mark((round, id), out).and_then(|()| self.marks.mark(next, out));
        marks::say(cx, marked, out);
    }

    fn step(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        if let Some(start) = self.items.go(how, list_rows(cx)) {
            self.ask_page(cx, start, out);
        }
    }

    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let list = Review::People(self.list);
        let (name, count) = (review::name(cx.lang, list), review::count(cx.lang, list, self.count));
        let name = match &self.place {
            Some((_, place)) => fill(texts.listed, &[&place, &name]),
            None => name.to_owned(),
        };
        let title = fill(texts.listed, &[&name, &count]);
        paint::put(buf, paint::indent(paint::line(area, 0), MARK), &title, cx.theme.head);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        if self.items.is_empty() {
            return listing::explain_empty(cx, list, texts.none_left, buf);
        } else if !self.items.loaded() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        let (about, mut columns) = match self.list {
            Attention::PromisedToday | Attention::PromisedMissed | Attention::PromisedSoon => {
                (texts.promised, PROMISED)
            }
            Attention::NotedGone => (texts.note, NOTED),
            Attention::NoNumber
            | Attention::CheckDigit
            | Attention::NoPhone
            | Attention::NoVillage
            | Attention::Sixty
            | Attention::NotSeen => (texts.state, NOTED),
        };
        person::make_room_for_state(cx, &mut columns, ABOUT);
        let lead = marks::lead(&self.marks);
        let table = Table::fit(&columns, area.width.saturating_sub(lead));
        let heads = [texts.name, texts.place, about, texts.standard, texts.phone, texts.address];
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), lead), cx.glyphs.ellipsis, &head_cells);
        let mut bar = None;
        for (y, (at, item)) in
            (0..list.height).zip(self.items.rows().iter().enumerate().skip(self.items.top()))
        {
            let row = paint::line(list, y);
            let cells = self.cells(cx, item);
            table.row(buf, paint::indent(row, lead), cx.glyphs.ellipsis, &lent(&cells));
            marks::sign(cx, &self.marks, (item.round.or(cx.code()), item.row.id), row, buf);
            cx.parts.row(row, at, at == self.items.cursor());
            if at == self.items.cursor() {
                bar = Some(row);
                listing::mark_long(cx, row, paint::slice(row, 0, lead + table.until(NAME)), buf);
            }
        }
        // A person that stands beside the list is not told of twice.
        let mut told = Vec::new();
        if let Some(item) = self.items.chosen().filter(|_| !cx.wide()) {
            told = person::told(cx, &item.row, Behind::LastGift, usize::from(area.width));
            add_cut(&mut told, &table, &heads, &self.cells(cx, item));
        }
        marks::tell(cx, (&self.marks, marks::Place::List), Foot { area, list, bar }, &[told], buf);
    }

    fn cells<'a>(&self, cx: &'a ViewContext, item: &'a AttentionItem) -> Cells<'a, 6> {
        let of = &item.row;
        let home = format!("{} {}", of.township, of.village);
        let (about, style) = match (self.list, of.standing.promised()) {
            (Attention::PromisedToday | Attention::PromisedSoon, Some(on)) => {
                (words::promised(cx.lang, on, cx.today), cx.theme.doubt)
            }
            (Attention::PromisedMissed, Some(on)) => (words::promised(cx.lang, on, cx.today), cx.theme.late),
            (Attention::NotedGone, _) => {
                (item.note.as_deref().unwrap_or_default().to_owned(), cx.theme.plain)
            }
            (
                Attention::PromisedToday
                | Attention::PromisedMissed
                | Attention::PromisedSoon
                | Attention::NoNumber
                | Attention::CheckDigit
                | Attention::NoPhone
                | Attention::NoVillage
                | Attention::Sixty
                | Attention::NotSeen,
                _,
            ) => (words::standing(cx.lang, of.standing, of.state, cx.today), person::style(cx, of.state)),
        };
        [
            ((&*of.name).into(), cx.theme.plain),
            (home.trim_end().to_owned().into(), cx.theme.quiet),
            (about.into(), style),
            (person::standard(of).into(), person::style(cx, of.state)),
            (person::phone(cx, of).unwrap_or_default().into(), cx.theme.quiet),
            (of.address.as_deref().unwrap_or_default().into(), cx.theme.quiet),
        ]
    }
}

impl Screen for AttentionScreen {
    fn context(&self) -> &'static KeyContext {
        &ATTENTION
    }

    fn bar(&self) -> Option<Bar> {
        Some(Bar { on: self.items.chosen().map(|item| item.row.id), top: self.items.top() })
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.reload(cx, out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        self.marks.settle();
        match action {
            ScreenAction::ACCEPT => match self.items.chosen() {
                Some(item) => out.open(Destination::Person(item.row.id)),
                None => out.say(
                    Severity::Plain,
                    listing::none_chosen(cx, self.items.loaded(), texts::of(cx.lang).choose_first),
                ),
            },
            ScreenAction::RECORD => self.record(cx, out),
            ScreenAction::EDIT | ScreenAction::STATUS => {
                person::act_on(cx, self.items.chosen().map(|item| item.row.id), action, out);
            }
            ScreenAction::GROUPS => self.change_groups(cx, out),
            ScreenAction::EXPORT => {
                let query = ReviewQuery { list: Review::People(self.list), township: self.township() };
                out.open(Destination::Export(Box::new(ListQuery::Review(query))));
            }
            ScreenAction::MARK | ScreenAction::MARK_DOWN | ScreenAction::MARK_UP | ScreenAction::MARK_ALL => {
                self.mark(cx, action, out);
            }
            ScreenAction::BACK if marks::clear(cx, &mut self.marks, out) => {}
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        self.items.chosen().is_some() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        self.step(cx, how, out);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if marks::answered(cx, &mut self.marks, reply, out) {
            return;
        }
        if let Some(page) = self.page.take(reply) {
            self.items.take(page, list_rows(cx));
            self.items.scroll(list_rows(cx), |_, _| false);
        } else if let Some(count) = self.counted.take(reply) {
            self.count = count;
        }
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.reload(cx, out);
            self.marks.renew(None, out);
        }
    }

    fn select(&mut self, cx: &ViewContext, id: RecipientId, _out: &mut Outbox<'_>) {
        self.items.select(|item| item.row.id == id);
        self.items.scroll(list_rows(cx), |_, _| false);
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, _out: &mut Outbox<'_>) {
        marks::committed(&mut self.marks, op);
    }

    fn marked(&self) -> usize {
        self.marks.len()
    }

    fn take_back_esc(&mut self) {
        self.marks.take_back_esc();
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.items.loaded() {
            self.reload(cx, out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
