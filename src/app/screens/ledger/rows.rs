//! The words of one entry, and the sums of many.

use super::texts;
use ratatui::style::Style;

use super::LedgerScreen;
use crate::app::context::ViewContext;
use crate::domain::entry::{EntryKind, LedgerLine, LedgerSum, Purpose, Unusual};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::recipient::Kind;
use crate::domain::review::Review;
use crate::lang::{fill, review, words};

impl LedgerScreen {
    /// The number of an entry that has been read.
    pub(super) fn number(&self, id: EntryId) -> Option<i64> {
        self.list.rows().iter().find(|line| line.id == id).map(|line| line.no)
    }

    /// What a row says of its tie: that it was reversed, or which entry it cancels.
    pub(super) fn note(&self, cx: &ViewContext, line: &LedgerLine) -> (String, Style) {
        let texts = texts::of(cx.lang);
        match (line.kind, line.reverses, line.reversed_by) {
            (EntryKind::Reversal, of, _) => {
                let no = of.and_then(|of| self.number(of));
                let said = no.map_or_else(|| texts.reversal.to_owned(), |no| fill(texts.cancels, &[&no]));
                (said, cx.theme.doubt)
            }
            (EntryKind::Gift, _, Some(_)) => (texts.reversed.to_owned(), cx.theme.quiet),
            (EntryKind::Gift, _, None) if line.owed > Fen::ZERO => {
                (fill(texts.owed, &[&line.owed.short()]), cx.theme.money)
            }
            // Who received it stands below the list too.
            (EntryKind::Gift, _, None) => match line.unusual {
                Some(Unusual::OffStandard) => (texts.off_standard.to_owned(), cx.theme.late),
                Some(Unusual::NotListed) => (texts.not_listed.to_owned(), cx.theme.late),
                Some(told @ (Unusual::Raised | Unusual::AfterDeath)) => {
                    (review::name(cx.lang, Review::Gifts(told)).to_owned(), cx.theme.late)
                }
                None if line.purpose == Purpose::TopUp => (texts.top_up.to_owned(), cx.theme.quiet),
                None => {
                    let said = if line.proxy.is_some() { texts.by_proxy } else { "" };
                    (said.to_owned(), cx.theme.quiet)
                }
            },
        }
    }

    /// The chosen entry in two lines: where, what for and, unless the list shows them or they are left out while keys move, by whom; goods, proxy, tie and
    /// reason.
    pub(super) fn details(
        &self,
        cx: &ViewContext,
        line: &LedgerLine,
        shows_handlers: bool,
    ) -> [Vec<String>; 2] {
        let texts = texts::of(cx.lang);
        // What most entries share comes first: it is not sent again.
        let mut who = vec![words::round(cx.lang, line.round)];
        let home = [&line.township, &line.village].into_iter().flatten();
        who.push(home.map(AsRef::as_ref).collect::<Vec<&str>>().join(" "));
        who.extend(line.group.as_ref().map(ToString::to_string));
        if !shows_handlers && !line.handlers.is_empty() {
            who.push(fill(texts.chosen_handlers, &[&handlers(line)]));
        }
        who.retain(|part| !part.is_empty());
        let mut more = Vec::new();
        let reason = line.reason.as_deref().unwrap_or_default();
        if line.kind == EntryKind::Reversal {
            let day = words::full_day(cx.lang, line.on);
            let amount = amount(cx, line.cash.negated(), line.goods_value.negated());
            let known = line.reverses.and_then(|of| self.number(of));
            more.push(match known {
                Some(no) => fill(texts.chosen_cancels, &[&no, &day, &amount, &reason]),
                None => fill(texts.chosen_cancels_elsewhere, &[&day, &amount, &reason]),
            });
        } else {
            if let Some(by) = line.reversed_by {
                more.push(match self.number(by) {
                    Some(no) => fill(texts.chosen_reversed, &[&no]),
                    None => texts.chosen_reversed_elsewhere.to_owned(),
                });
            }
            if let Some(goods) = &line.goods {
                more.push(fill(texts.chosen_goods, &[goods, &words::yuan(cx.lang, line.goods_value)]));
            }
            if let Some((name, relation)) = &line.proxy {
                more.push(fill(texts.chosen_proxy, &[name, relation]));
            }
            if !reason.is_empty() {
                more.push(fill(texts.chosen_reason, &[&reason]));
            }
        }
        [who, more]
    }
}

/// Both handlers.
pub(super) fn handlers(line: &LedgerLine) -> String {
    line.handlers.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" ")
}

/// Cash, or the value of the goods where there is no cash.
fn amount(cx: &ViewContext, cash: Fen, goods: Fen) -> String {
    words::yuan(cx.lang, if cash == Fen::ZERO { goods } else { cash })
}

/// Whom and what, as a question names it: 程连富 1,000 元.
pub(super) fn what(cx: &ViewContext, line: &LedgerLine) -> String {
    let mut parts = vec![line.name.to_string()];
    if line.cash != Fen::ZERO {
        parts.push(words::yuan(cx.lang, line.cash));
    }
    if let Some(goods) = &line.goods {
        parts.push(goods.to_string());
    }
    parts.join(" ")
}

/// An amount in a column; nothing for zero.
pub(super) fn cell(amount: Fen) -> String {
    if amount == Fen::ZERO { String::new() } else { amount.short() }
}

/// A sum in words: how many of whom, if they are of one kind, and the amounts.
pub(super) fn describe(sum: &LedgerSum, cx: &ViewContext, kind: Option<Kind>) -> String {
    let texts = texts::of(cx.lang);
    let mut parts = Vec::new();
    match kind {
        Some(Kind::Person) => parts.push(fill(texts.people, &[&sum.recipients, &sum.visits])),
        Some(Kind::Unit) => parts.push(fill(texts.units, &[&sum.recipients])),
        None => {}
    }
    parts.push(fill(texts.entries, &[&sum.entries]));
    parts.push(amounts(sum, cx));
    parts.join("  ")
}

/// The amounts of a sum in words.
pub(super) fn amounts(sum: &LedgerSum, cx: &ViewContext) -> String {
    if sum.owed > Fen::ZERO {
        return fill(texts::of(cx.lang).owed_sum, &[&sum.owed.short(), &sum.cash.short()]);
    }
    fill(texts::of(cx.lang).amounts, &[&sum.cash.short(), &sum.goods.short()])
}
