//! The forms that wait half filled: whose, of when; opened where they were left, or thrown away.

mod keys;
#[cfg(test)]
mod tests;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::day;
use super::listing::foot::{Cells, Foot, add_cut, lent};
use super::listing::{self, MARK};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, OnYes};
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Bar, Handled, Screen, ScreenDef};
use crate::domain::money::Fen;
use crate::domain::op::{Changed, DraftLine, Op, Receipt};
use crate::domain::sign_sheet::HalfKeyed;
use crate::domain::text::mask;
use crate::domain::visit::Outcome;
use crate::lang::{app, fill, words};
use crate::ui::paint;
use crate::ui::table::{Column, Table};
use keys::DRAFTS;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&DRAFTS],
    opens_with: Some(keys::GO),
    open: |to, _| to.is_main(&DRAFTS).then(|| Box::new(DraftsScreen::default()) as Box<dyn Screen>),
};

/// Whose, of which place, when it was kept, in which round.
const COLUMNS: [Column; 4] =
    [Column::name(14, 2), Column::left(23, 2).most(33), Column::left(16, 0), Column::left(13, 1)];
/// Cells of the first column where numbers of sheets stand in it.
const WITH_NUMBER: u16 = 20;
/// The column of the name, which the reversed bar lies on.
const NAME: usize = 0;
/// The column of the round.
const ROUND: usize = 3;

/// The forms.
#[derive(Debug, Default)]
pub struct DraftsScreen {
    drafts: Option<Vec<DraftLine>>,
    waiting: Pending<Vec<DraftLine>>,
    /// The half-keyed sheets, which stand behind them.
    sheets: Vec<HalfKeyed>,
    waiting_sheets: Pending<Vec<HalfKeyed>>,
    cursor: Cursor,
}

/// Lines of the list: the body without its title, its heads, a blank line and the foot.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4))
}

impl DraftsScreen {
    fn lines(&self) -> &[DraftLine] {
        self.drafts.as_deref().unwrap_or_default()
    }

    fn chosen(&self) -> Option<&DraftLine> {
        self.lines().get(self.cursor.at)
    }

    fn chosen_sheet(&self) -> Option<&HalfKeyed> {
        self.sheets.get(self.cursor.at.checked_sub(self.lines().len())?)
    }

    fn count(&self) -> usize {
        self.lines().len() + self.sheets.len()
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::drafts());
        self.waiting_sheets.ask(out, ask::half_keyed());
    }

    fn open(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if let Some(sheet) = self.chosen_sheet() {
            return out.open(Destination::KeySheet(sheet.number.clone()));
        }
        match self.chosen().map(|draft| (draft.recipient, draft.round().or(cx.code()))) {
            None => out.say(Severity::Plain, texts.choose_first),
            Some((_, None)) => out.say(Severity::Bad, texts.no_round),
            Some((recipient, Some(round))) => out.open(Destination::Record { recipient, round }),
        }
    }

    fn discard(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if let Some(sheet) = self.chosen_sheet() {
            let question = fill(texts.discard_sheet, &[&sheet.number.to_string(), &sheet.place]);
            let op = Op::KeepKeying { number: sheet.number.clone(), body: None };
            return out.open(Destination::Confirm { question, then: OnYes::Commit(Box::new(op)) });
        }
        match self.chosen() {
            None => out.say(Severity::Plain, texts.choose_first),
            Some(draft) => {
                let question = fill(texts.discard_question, &[&draft.name, &kept(cx, draft)]);
                let then = OnYes::Commit(Box::new(Op::DropDraft(draft.id)));
                out.open(Destination::Confirm { question, then });
            }
        }
    }

    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        let Some(drafts) = &self.drafts else {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        };
        let title = fill(texts.title, &[&self.count()]);
        paint::put(buf, paint::indent(paint::line(area, 0), MARK), &title, cx.theme.head);
        if self.count() == 0 {
            return listing::explain_empty(cx, list, texts.none, buf);
        }
        let mut columns = COLUMNS;
        if let Some(name) = columns.first_mut().filter(|_| !self.sheets.is_empty()) {
            *name = Column::name(WITH_NUMBER, 2);
        }
        let table = Table::fit(&columns, area.width.saturating_sub(MARK));
        let heads = [texts.name, texts.place, texts.saved, texts.round];
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &head_cells);
        let mut bar = None;
        let of_drafts = drafts.iter().map(|draft| cells(cx, draft));
        let all = of_drafts.chain(self.sheets.iter().map(|sheet| sheet_cells(cx, sheet)));
        for (y, (at, told)) in (0..list.height).zip(all.enumerate().skip(self.cursor.top)) {
            let row = paint::line(list, y);
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &lent(&told));
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark_long(cx, row, paint::slice(row, 0, MARK + table.until(NAME)), buf);
                bar = Some(row);
            }
        }
        if let Some(draft) = self.chosen() {
            let mut told = Vec::new();
            // A person that stands beside the list is not told of twice.
            if !cx.wide() {
                // Who it is, also where two bear one name.
                told.push(draft.name.to_string());
                told.extend(draft.id_masked.as_ref().map(ToString::to_string));
                told.push(place(draft));
            }
            // In which round, where the columns have no room for it.
            told.extend(draft.round().filter(|_| !table.has(ROUND)).map(|code| words::round(cx.lang, code)));
            // Two of one person look alike in the list.
            told.extend(holds(cx, draft));
            add_cut(&mut told, &table, &heads, &cells(cx, draft));
            Foot { area: paint::indent(area, MARK), list, bar }.tell(cx, &[told], buf);
        }
    }
}

fn cells<'a>(cx: &ViewContext, draft: &'a DraftLine) -> Cells<'a, 4> {
    let round = draft.round().map(|code| words::round(cx.lang, code)).unwrap_or_default();
    let quiet = cx.theme.quiet;
    [
        ((&*draft.name).into(), cx.theme.plain),
        (place(draft).into(), quiet),
        (kept(cx, draft).into(), quiet),
        (round.into(), quiet),
    ]
}

/// A half-keyed sheet, where whose draft it is stands its number.
fn sheet_cells<'a>(cx: &ViewContext, sheet: &'a HalfKeyed) -> Cells<'a, 4> {
    let texts = texts::of(cx.lang);
    let quiet = cx.theme.quiet;
    [
        (fill(texts.sheet, &[&sheet.number.to_string()]).into(), cx.theme.plain),
        (sheet.place.as_str().into(), quiet),
        (fill(texts.sheet_lines, &[&sheet.lines]).into(), quiet),
        (words::round(cx.lang, sheet.round).into(), quiet),
    ]
}

/// What a draft holds: how the call ended, the sum, and what was written down, numbers masked.
fn holds(cx: &ViewContext, draft: &DraftLine) -> Vec<String> {
    let Some(outcome) = draft.value("outcome").and_then(|code| Outcome::parse(&code)) else {
        return Vec::new();
    };
    let mut told = vec![words::outcome(cx.lang, outcome).to_owned()];
    let shown = |key: &&str| draft.value(key).map(|text| mask::text(&text).into_owned());
    if outcome.gives() {
        let cash = draft.value("cash").and_then(|cash| Fen::parse(&cash).ok());
        told.extend(cash.map(|cash| words::yuan(cx.lang, cash)));
        told.extend(shown(&"goods"));
    }
    told.extend(["needs", "note"].iter().filter_map(shown));
    told
}

/// 桑根达来镇 敖包图嘎查
fn place(draft: &DraftLine) -> String {
    let [township, village] = &draft.place;
    format!("{township} {village}").trim_end().to_owned()
}

/// When a draft was kept: 昨天 16:20.
fn kept(cx: &ViewContext, draft: &DraftLine) -> String {
    let (on, at) = day::moment(cx, draft.saved_at_ms);
    fill(texts::of(cx.lang).at, &[&on, &at])
}

impl Screen for DraftsScreen {
    fn context(&self) -> &'static KeyContext {
        &DRAFTS
    }

    fn lists_drafts(&self) -> bool {
        true
    }

    fn bar(&self) -> Option<Bar> {
        Some(Bar { on: self.chosen().map(|draft| draft.recipient), top: self.cursor.top })
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.open(cx, out),
            ScreenAction::DISCARD => self.discard(cx, out),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        self.cursor.at < self.count() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.cursor.go(how, self.count(), list_rows(cx));
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(drafts) = self.waiting.take(reply) {
            self.drafts = Some(drafts);
        } else if let Some(sheets) = self.waiting_sheets.take(reply) {
            self.sheets = sheets;
        }
        self.cursor.fit(self.count(), list_rows(cx));
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if matches!(op, Op::DropDraft(_) | Op::KeepKeying { body: None, .. }) {
            out.say(Severity::Good, texts::of(cx.lang).discarded);
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.drafts || changed.people {
            self.ask(out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.cursor.fit(self.count(), list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
