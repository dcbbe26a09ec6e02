//! The last look at what a sheet would record, or at what is wrong with it; keyed and read sheets share it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::texts;
use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::outbox::{Outbox, Severity};
use crate::domain::money::Fen;
use crate::domain::op::{Op, Receipt};
use crate::domain::sign_sheet::{SheetAct, WeighedSheet};
use crate::lang::{fill, signing, words};
use crate::ui::{paint, text};

/// Lines above the list: the title, what it comes to, what stood before, what Enter does, a blank one.
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
        let fault = |fault: &crate::domain::sign_sheet::SheetFault| {
            let (column, why) = (signing::column(lang, fault.column), signing::why(lang, fault));
            fill(texts.row, &[&fault.row, &column, &fault.name, &why])
        };
        let said: Vec<String> = if self.weighed.faults.is_empty() {
            let sheet = &self.weighed.sheet;
            let name = |one: &crate::domain::gift::Recording| {
                let line = sheet.lines.iter().find(|line| line.recipient == one.recipient);
                let [no, name] =
                    line.map_or_else(Default::default, |line| [line.no.to_string(), line.name.to_string()]);
                let cash = if one.cash == Fen::ZERO { String::new() } else { one.cash.yuan() };
                [no, name, words::outcome(lang, one.outcome).to_owned(), cash].join("  ")
            };
            self.weighed.recordings.iter().map(name).collect()
        } else {
            self.weighed.faults.iter().map(fault).collect()
        };
        said.iter().flat_map(|line| text::wrap(line, width)).collect()
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
            if weighed.exists > 0 {
                put(buf, 2, &fill(texts.exists, &[&weighed.exists]), cx.theme.quiet);
            }
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
