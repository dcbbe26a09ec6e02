//! The acts: how they are narrowed, and drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{AuditScreen, Narrowed, texts};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::outbox::{Outbox, Severity};
use crate::app::query::ask;
use crate::app::screens::listing::foot::{Cells, Foot, add_cut, lent};
use crate::app::screens::listing::{self, MARK};
use crate::app::undoing;
use crate::domain::audit::act::ActLine;
use crate::domain::date::local_time;
use crate::domain::undo::UndoLook;
use crate::lang::{Lang, acts, app, audit, fill, undo};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

/// When, what, about whom or what, what is there since, by whom: where room is short that goes below the list.
const fn columns(act: u16) -> [Column; 5] {
    [Column::left(16, 0), Column::left(act, 0), Column::name(14, 1), Column::left(18, 3), Column::left(8, 0)]
}
/// Cells of the longest name of an act.
const fn act_cells(lang: Lang) -> u16 {
    match lang {
        Lang::Zh => 16,
        Lang::En => 25,
    }
}
/// The columns of what an act is about, which the bar lies on, and of who did it.
const ABOUT: usize = 2;
const ACTOR: usize = 4;

impl AuditScreen {
    pub(super) fn open_act(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.list.chosen().map(|line| line.recipient) {
            None => {
                out.say(Severity::Plain, listing::none_chosen(cx, self.list.loaded(), texts.choose_first));
            }
            Some(None) => out.say(Severity::Plain, texts.opens_nothing),
            Some(Some(recipient)) => out.open(Destination::Person(recipient)),
        }
    }

    /// Goes on to the next narrowing by the chosen act: its person, its day, its account, none.
    pub(super) fn narrow(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        // What was chosen first stays what the acts are narrowed by.
        let next = match (std::mem::take(&mut self.narrowed), self.list.chosen()) {
            (Narrowed::Not | Narrowed::Today, None) => {
                return out.say(
                    Severity::Plain,
                    listing::none_chosen(cx, self.list.loaded(), texts::of(cx.lang).choose_first),
                );
            }
            (Narrowed::Not | Narrowed::Today, Some(line)) if line.recipient.is_some() => {
                Narrowed::Person(line.clone())
            }
            (Narrowed::Not | Narrowed::Today, Some(line)) => Narrowed::Day(line.clone()),
            (Narrowed::Person(line), _) => Narrowed::Day(line),
            (Narrowed::Day(line), _) => Narrowed::Actor(line),
            (Narrowed::Actor(_), _) => Narrowed::Not,
        };
        self.narrowed = next;
        let start = self.list.restart();
        self.ask_page(cx, start, out);
    }

    /// Only the acts of today, or all again.
    pub(super) fn narrow_to_today(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.narrowed = if self.narrowed == Narrowed::Today { Narrowed::Not } else { Narrowed::Today };
        let start = self.list.restart();
        self.ask_page(cx, start, out);
    }

    /// Asks what undoes the chosen act.
    pub(super) fn undo_act(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list.chosen().map(|line| line.no) {
            None => out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list.loaded(), texts::of(cx.lang).choose_first),
            ),
            Some(act) => self.undoing.ask(out, ask::undo_look(act)),
        }
    }

    /// Opens the prompt for its reason, or says why nothing undoes it.
    pub(super) fn prompt_undoing(cx: &ViewContext, look: &UndoLook, out: &mut Outbox<'_>) {
        match undoing::prompt(cx.lang, look) {
            Ok(prompt) => out.open(prompt),
            Err(why) => out.say(Severity::Bad, why),
        }
    }

    /// To what the acts are narrowed, in words; empty where they are not.
    pub(super) fn narrowed(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        match &self.narrowed {
            Narrowed::Not => String::new(),
            Narrowed::Today => texts.of_today.to_owned(),
            Narrowed::Person(line) => fill(texts.of_person, &[&line.name]),
            Narrowed::Day(line) => fill(texts.of_day, &[&line.on]),
            Narrowed::Actor(line) => fill(texts.of_actor, &[&line.actor]),
        }
    }

    pub(super) fn draw_acts(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        if self.list.is_empty() {
            return listing::explain_empty(cx, list, texts.no_acts, buf);
        }
        if !self.list.loaded() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        let table = Table::fit(&columns(act_cells(cx.lang)), area.width.saturating_sub(MARK));
        let heads = [texts.when, texts.act, texts.about, texts.after, texts.actor];
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &head_cells);
        let mut bar = None;
        let shown = self.list.rows().iter().enumerate().skip(self.list.top());
        for (y, (at, line)) in (0..list.height).zip(shown) {
            let row = paint::line(list, y);
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &lent(&cells(cx, line)));
            cx.parts.row(row, at, at == self.list.cursor());
            if at == self.list.cursor() {
                listing::mark_long(cx, row, table.cell(paint::indent(row, MARK), ABOUT), buf);
                bar = Some(row);
            }
        }
        if let Some(line) = self.list.chosen() {
            let mut told =
                vec![[&undo::number(cx.lang, line.no), " ", audit::act(cx.lang, &line.action)].concat()];
            if local_time(line.at_ms).date() != line.on {
                told.push(line.on.to_string());
            }
            if !table.has(ACTOR) {
                told.push(line.actor.to_string());
            }
            add_cut(&mut told, &table, &heads, &cells(cx, line));
            // What was there after comes after what was there before, in words and not behind the head of its column.
            told.retain(|part| !part.starts_with(&format!("{} ", texts.after)));
            let before = acts::before(cx.lang, line);
            if !before.is_empty() {
                told.push(fill(texts.was, &[&before]));
            }
            let after = acts::after(cx.lang, line);
            if !after.is_empty() && !told.iter().any(|part| part.contains(&after)) {
                told.push(fill(texts.is, &[&after]));
            }
            Foot { area: paint::indent(area, MARK), list, bar }.tell(cx, &[told], buf);
        }
    }
}

fn cells<'a>(cx: &ViewContext, line: &'a ActLine) -> Cells<'a, 5> {
    let theme = &cx.theme;
    let when = local_time(line.at_ms).format("%Y-%m-%d %H:%M").to_string();
    [
        (when.into(), theme.quiet),
        (audit::act(cx.lang, &line.action).to_owned().into(), theme.plain),
        (acts::about(cx.lang, line).into(), theme.plain),
        (acts::after(cx.lang, line).into(), theme.quiet),
        ((&*line.actor).into(), theme.plain),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::act::ACTIONS;
    use crate::ui::text;

    /// What was done is read in the list itself.
    #[test]
    fn every_name_of_an_act_fits_its_column() {
        for lang in [Lang::Zh, Lang::En] {
            for action in ACTIONS {
                let name = audit::act(lang, action);
                assert!(text::width(name) <= usize::from(act_cells(lang)), "{name}");
            }
        }
    }
}
