//! The last look at what a sheet would record, or at what is wrong with it; keyed and read sheets share it.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::texts;
use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::outbox::{Outbox, Severity};
use crate::domain::gift::Recording;
use crate::domain::money::Fen;
use crate::domain::op::{Op, Receipt};
use crate::domain::sign_sheet::{SheetAct, SheetFault, WeighedSheet};
use crate::domain::text::CleanText;
use crate::lang::{fill, signing, words};
use crate::ui::{paint, text};

/// Lines above the list: the title, what it comes to, day and handlers with what stood before, what Enter does, a blank one.
const ABOVE: u16 = 5;

/// The last look.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) weighed: WeighedSheet,
    top: usize,
}

impl Look {
    pub(super) fn new(weighed: WeighedSheet) -> Self {
        Self { weighed, top: 0 }
    }

    /// Whether anything is wrong with it.
    pub(super) fn is_refused(&self) -> bool {
        !self.weighed.faults.is_empty()
    }

    /// The write that records it; none where anything is wrong, or nothing is left to record.
    pub(super) fn op(&self) -> Option<Op> {
        if !self.weighed.faults.is_empty() || self.weighed.recordings.is_empty() {
            return None;
        }
        let (number, recordings) = (self.weighed.sheet.number.clone(), self.weighed.recordings.clone());
        Some(Op::RecordSheet(Box::new(SheetAct { number, recordings })))
    }

    /// Tells that a sheet was recorded; whether the write was that of this sheet.
    pub(super) fn committed(
        &self,
        cx: &ViewContext,
        op: &Op,
        receipt: &Receipt,
        out: &mut Outbox<'_>,
    ) -> bool {
        let Op::RecordSheet(act) = op else { return false };
        if act.number != self.weighed.sheet.number {
            return false;
        }
        if !receipt.existed() {
            let cash = act.recordings.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.cash));
            let told =
                [&act.number.to_string() as &dyn std::fmt::Display, &act.recordings.len(), &cash.yuan()];
            out.say(Severity::Good, fill(texts::of(cx.lang).done, &told));
        }
        true
    }

    pub(super) fn go(&mut self, cx: &ViewContext, how: Move) {
        let height = usize::from(cx.body_rows().saturating_sub(ABOVE));
        let last = self.lines(cx, usize::from(cx.body().width)).len().saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        self.top = match how {
            Move::Up => self.top.saturating_sub(1),
            Move::Down => self.top + 1,
            Move::PageUp => self.top.saturating_sub(page),
            Move::PageDown => self.top + page,
            Move::First | Move::To(_) => 0,
            Move::Last => last,
            Move::Scroll(by) => self.top.saturating_add_signed(by),
        }
        .min(last);
    }

    /// What is wrong, else what is recorded.
    fn lines(&self, cx: &ViewContext, width: usize) -> Vec<String> {
        let (lang, texts) = (cx.lang, texts::of(cx.lang));
        let fault = |fault: &SheetFault| signing::fault(lang, texts.row, fault);
        let said: Vec<String> = if self.weighed.faults.is_empty() {
            self.weighed.recordings.iter().map(|one| self.recorded(cx, one)).collect()
        } else {
            self.weighed.faults.iter().map(fault).collect()
        };
        said.iter().flat_map(|line| text::wrap(line, width)).collect()
    }

    /// A line as it is recorded: all of it but who handed over and when, where that is once a sheet.
    fn recorded(&self, cx: &ViewContext, one: &Recording) -> String {
        let (lang, texts) = (cx.lang, texts::of(cx.lang));
        let mut told: Vec<String> = Vec::new();
        let line = self.weighed.line_of(one);
        told.extend(line.map(|line| line.no.to_string()));
        told.extend(line.map(|line| line.name.to_string()));
        told.push(words::outcome(lang, one.outcome).to_owned());
        told.extend((one.cash != Fen::ZERO).then(|| one.cash.yuan()));
        told.extend(one.goods.as_ref().map(|goods| goods.text.to_string()));
        told.extend(one.proxy.as_ref().map(|by| fill(texts.by_proxy, &[&by.name, &by.relation])));
        told.extend(one.deferred_to.map(|day| fill(texts.put_off, &[&day])));
        told.extend(one.died_on.map(|day| fill(texts.died, &[&day])));
        told.extend(one.note.as_ref().map(ToString::to_string));
        if self.once().is_none() {
            told.push(one.on.to_string());
            told.push(one.handlers.iter().map(CleanText::as_str).collect::<Vec<_>>().join(texts.comma));
        }
        let line = line.map_or(0, |line| line.no);
        if self.weighed.again.contains(&line) {
            told.push(texts.again.to_owned());
        }
        if self.weighed.goods_owed().contains(&line) {
            told.push(texts.goods_owed.to_owned());
        }
        told.join("  ")
    }

    /// The day and the handlers, where they are those of every line.
    fn once(&self) -> Option<(NaiveDate, &[CleanText])> {
        let first = self.weighed.recordings.first()?;
        let same = |one: &Recording| one.on == first.on && one.handlers == first.handlers;
        self.weighed.recordings.iter().all(same).then_some((first.on, first.handlers.as_slice()))
    }

    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let weighed = &self.weighed;
        let put = |buf: &mut Buffer, row: u16, said: &str, style| {
            paint::put_cut(buf, paint::line(area, row), said, cx.glyphs.ellipsis, style);
        };
        put(buf, 0, &fill(texts.look, &[&weighed.sheet.number.to_string()]), cx.theme.head);
        if weighed.faults.is_empty() {
            let cash = weighed.cash();
            let records = match weighed.recordings.len() {
                0 => texts.nothing.to_owned(),
                count => fill(texts.records, &[&count, &cash.yuan(), &cash.capital()]),
            };
            put(buf, 1, &records, cx.theme.money);
            let mut beside: Vec<String> = Vec::new();
            if let Some((on, handlers)) = self.once() {
                let handlers = handlers.iter().map(CleanText::as_str).collect::<Vec<_>>().join(texts.comma);
                beside.push(fill(texts.once, &[&on, &handlers]));
            }
            if !weighed.again.is_empty() {
                beside.push(fill(texts.many_again, &[&weighed.again.len()]));
            }
            if weighed.exists > 0 {
                beside.push(fill(texts.exists, &[&weighed.exists]));
            }
            put(buf, 2, &beside.join("  "), cx.theme.quiet);
            if !weighed.recordings.is_empty() {
                put(buf, 3, texts.enter, cx.theme.quiet);
            }
        } else {
            put(buf, 1, &fill(texts.refused, &[&weighed.faults.len()]), cx.theme.late);
        }
        let list = Rect { y: area.y + ABOVE, height: area.height.saturating_sub(ABOVE), ..area };
        let lines = self.lines(cx, usize::from(area.width));
        for (y, line) in (0..list.height).zip(lines.iter().skip(self.top)) {
            paint::put(buf, paint::line(list, y), line, cx.theme.plain);
        }
    }
}
