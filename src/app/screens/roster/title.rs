//! The head of the list: where, how many are due and visited, what was given, and what the filter shows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Choice, RosterScreen, filter, places, texts};
use crate::app::context::ViewContext;
use crate::app::outbox::Outbox;
use crate::app::query::ask;
use crate::domain::list::{ScopeLine, Sort};
use crate::domain::money::{Fen, grouped};
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::lang::fill;
use crate::ui::{paint, text};

impl RosterScreen {
    /// Whether the filter leaves anybody of the place out; another order does not.
    pub(super) fn is_narrowed(&self) -> bool {
        Choice { sort: Sort::Village, ..self.choice.clone() } != Choice::default()
    }

    /// Asks for the counts of the villages, and for what a filter lists.
    pub(super) fn ask_counts(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.is_narrowed() {
            self.awaited_sum.ask(out, ask::roster_sum(self.query(cx, Start::First)));
        } else {
            self.sum = None;
            self.awaited_sum.forget();
        }
        if matches!(self.scope, Scope::Township(_)) {
            let ask = ask::villages(cx.code(), self.scope.clone());
            self.counts.ask(out, ask);
        } else {
            self.villages.clear();
            self.counts.forget();
        }
    }

    /// 桑根达来镇  应访 6  已访 4           按村  本次全部
    pub(super) fn title(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) {
        let choice = Choice { show: self.show(cx), ..self.choice.clone() };
        let filter_text = filter::describe(cx.lang, &choice);
        // By what the list is narrowed and ordered is never left out: what is counted is told shorter for it.
        let filter_width = u16::try_from(text::width(&filter_text)).unwrap_or(u16::MAX).min(row.width / 2);
        let right = paint::indent(row, row.width - filter_width);
        paint::put_cut(buf, right, &filter_text, cx.glyphs.ellipsis, cx.theme.quiet);
        let left = paint::slice(row, 0, row.width.saturating_sub(filter_width + 2));
        if let Some(line) = cx.scope(&self.scope) {
            let name = places::name(cx, line);
            let room = usize::from(left.width).saturating_sub(text::width(name));
            let counts = if self.is_narrowed() {
                self.listed(cx, room)
            } else {
                places::counts(cx, line, &self.money(cx, line), room)
            };
            paint::put_all(buf, left, &[(name, cx.theme.head), (&counts, cx.theme.plain)]);
        }
    }

    /// What the filter lists: how many, and what their standards come to where there is room.
    fn listed(&self, cx: &ViewContext, room: usize) -> String {
        let texts = texts::of(cx.lang);
        let Some(sum) = &self.sum else { return String::new() };
        let template = match (self.scope == Scope::Units, sum.more) {
            (false, false) => texts.listed,
            (false, true) => texts.listed_over,
            (true, false) => texts.units_listed,
            (true, true) => texts.units_listed_over,
        };
        let count = fill(template, &[&grouped(sum.listed)]);
        let count = format!("  {count}");
        if sum.more || !cx.has_round() {
            return count;
        }
        let (template, brief, amount) = if sum.cash == Fen::ZERO && sum.goods != Fen::ZERO {
            (texts.sum_goods, texts.goods_brief, sum.goods)
        } else {
            (texts.sum, texts.sum_brief, sum.cash)
        };
        let with = |template: &str| format!("{count}  {}", fill(template, &[&amount.short()]));
        let told = [with(template), with(brief)].into_iter().find(|told| text::width(told) <= room);
        told.unwrap_or(count)
    }

    /// What was given in the scope; goods where the list holds all of it.
    fn money(&self, cx: &ViewContext, line: &ScopeLine) -> String {
        let whole =
            !self.people.more_before() && !self.people.more_after() && self.choice == Choice::default();
        places::money(cx, line, whole.then(|| self.people.rows()))
    }
}
