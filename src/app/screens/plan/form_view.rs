//! How the form and its last look are drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::form::{PlanForm, PlanItem};
use super::item::needed;
use super::{made, texts, wanting};
use crate::app::context::ViewContext;
use crate::app::plan_query::PlanAct;
use crate::app::screens::{day, listing};
use crate::domain::date::Typed;
use crate::ui::{paint, popup, text};

/// Columns: labels, values.
const LABEL: u16 = 2;
const VALUE: u16 = 18;
/// The first line of the fields.
const HEAD: u16 = 2;

impl PlanForm {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let area = popup::form(buf, area, area.height, &self.title(cx), cx.look());
        if let Some(look) = &self.look {
            paint::put_cut(buf, area, texts.look, cx.glyphs.ellipsis, cx.theme.quiet);
            let mut y = HEAD;
            for (label, value) in &look.told {
                paint::put(buf, paint::indent(paint::line(area, y), LABEL), label, cx.theme.quiet);
                let place = paint::indent(paint::line(area, y), VALUE);
                for line in text::wrap(value, usize::from(place.width)) {
                    paint::put(buf, paint::indent(paint::line(area, y), VALUE), &line, cx.theme.plain);
                    y += 1;
                }
            }
            return None;
        }
        paint::put_cut(buf, area, texts.hint, cx.glyphs.ellipsis, cx.theme.quiet);
        let mut cursor = None;
        for (y, item) in (HEAD..area.height).zip(self.items()) {
            let row = paint::line(area, y);
            let here = self.inputs.focus() == *item;
            if here {
                paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
            }
            let style = if here { cx.theme.head } else { cx.theme.quiet };
            let place = paint::slice(row, LABEL, VALUE - LABEL - 1);
            paint::put_cut(buf, place, made::label(cx, self, *item), cx.glyphs.ellipsis, style);
            let place = paint::indent(row, VALUE);
            if *item == PlanItem::Scope {
                let scopes = self.scopes(cx);
                let said = scopes.get(self.scope).map_or("", String::as_str);
                cx.parts.field(row, item);
                if here {
                    listing::put_turned(cx, place, said, buf);
                } else {
                    paint::put_cut(buf, place, &listing::turned(said), cx.glyphs.ellipsis, cx.theme.plain);
                }
                continue;
            }
            cursor = cursor.or(self.inputs.draw(cx, *item, place, buf));
        }
        let below = HEAD + u16::try_from(self.items().len()).unwrap_or_default() + 1;
        let mut said = made::hint(cx, self);
        let focus = self.inputs.focus();
        if said.is_empty() && self.inputs.text(focus).is_empty() && needed(&self.deed.what).contains(&focus) {
            texts.must.clone_into(&mut said);
        }
        if self.inputs.focus() == PlanItem::Day
            && let Ok(day) = Typed::on(cx.today).read(self.inputs.text(PlanItem::Day))
        {
            said = day::describe(cx, day);
        }
        let line = paint::indent(paint::line(area, below), LABEL);
        if !self.inputs.draw_proposals(cx, line, buf) {
            let said = self.inputs.hint(cx, &said);
            paint::put_cut(buf, line, &said, cx.glyphs.ellipsis, cx.theme.quiet);
        }
        let beside = match &self.deed.what {
            PlanAct::Approve(head) => made::approved(cx, head),
            PlanAct::Budget(head) => made::funds(cx, head, true),
            PlanAct::Return | PlanAct::Assign { .. } | PlanAct::Add | PlanAct::Allocate(..) => Vec::new(),
        };
        let wrong = wanting::wrong_fund(cx, self).into_iter().map(|(_, line)| (line, cx.theme.late));
        let beside = wrong.chain(beside.into_iter().map(|line| (line, cx.theme.plain)));
        for (y, (line, style)) in (below + 2..area.height).zip(beside) {
            let row = paint::indent(paint::line(area, y), LABEL);
            paint::put_cut(buf, row, &line, cx.glyphs.ellipsis, style);
        }
        cursor
    }
}
