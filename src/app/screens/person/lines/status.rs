//! Life and residence of a recipient, and what was recorded of them.

use super::LineWriter;
use crate::domain::recipient::{Life, RecipientCard, Residence};
use crate::lang::{errors, fill};

impl LineWriter<'_> {
    pub(super) fn status(&mut self, card: &RecipientCard) {
        let (cx, texts) = (self.cx, self.texts);
        let withdrawn = card.withdrawn_on();
        let here = withdrawn.is_none() && card.life == Life::Alive && card.residence == Residence::Here;
        if self.brief && here {
            return;
        }
        self.begin(texts.status, false, true);
        let dead = if let Life::Dead(on) = card.life { Some((texts.dead, on)) } else { None };
        let mut told = |(text, on), style| self.line("", &fill(text, &[&on]), style);
        withdrawn
            .map(|on| (texts.withdrawn, on))
            .into_iter()
            .chain(dead)
            .for_each(|it| told(it, cx.theme.late));
        match card.residence {
            Residence::Left(on) => told((texts.left, on), cx.theme.doubt),
            Residence::Suspended(on) => told((texts.suspended, on), cx.theme.doubt),
            Residence::Here if here => self.line("", texts.here, cx.theme.plain),
            Residence::Here => {}
        }
        let history = if self.brief { &[][..] } else { &card.history };
        for line in history {
            let what = errors::status(cx.lang, line.kind);
            let mut parts = vec![what.to_owned(), line.reason.to_string()];
            parts.extend(line.undone.as_ref().map(|reason| fill(texts.undone, &[reason])));
            let style = if line.undone.is_some() { cx.theme.quiet } else { cx.theme.plain };
            parts.extend(line.until.map(|until| fill(texts.until, &[&until])));
            self.parts(&line.on.to_string(), parts, style);
        }
    }
}
