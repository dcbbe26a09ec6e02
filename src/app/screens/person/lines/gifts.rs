//! A gift among the lines of a recipient, and what cancels it.

use super::{LineWriter, Target, amount, inner};
use crate::domain::entry::{LedgerLine, Unusual};
use crate::domain::money::Fen;
use crate::domain::review::Review;
use crate::domain::round_card::RoundLine;
use crate::domain::text::CleanText;
use crate::lang::{Lang, fill, review, words};

impl LineWriter<'_> {
    /// A gift, and under it what cancels it.
    pub(super) fn gift(&mut self, gift: &LedgerLine, round: &RoundLine) {
        let (cx, texts) = (self.cx, self.texts);
        let mut parts = Vec::new();
        if gift.reversed_by.is_some() {
            parts.push(texts.reversed.to_owned());
        }
        if let Some(goods) = &gift.goods {
            let value = words::yuan(cx.lang, gift.goods_value);
            parts.push(if gift.cash == Fen::ZERO {
                goods.to_string()
            } else {
                fill(texts.goods, &[goods, &value])
            });
        }
        if !gift.handlers.is_empty() {
            let names: Vec<&str> = gift.handlers.iter().map(CleanText::as_str).collect();
            let joined = names.join(if cx.lang == Lang::Zh { "、" } else { ", " });
            parts.push(fill(texts.handlers, &[&joined]));
        }
        parts.extend(gift.proxy.as_ref().map(|(name, relation)| fill(texts.proxy, &[name, relation])));
        parts.extend(gift.unusual.map(|unusual| match unusual {
            Unusual::OffStandard => texts.off_standard.to_owned(),
            Unusual::NotListed => texts.not_listed.to_owned(),
            Unusual::Raised | Unusual::AfterDeath => review::name(cx.lang, Review::Gifts(unusual)).to_owned(),
        }));
        parts.extend(gift.reason.as_ref().map(|reason| fill(texts.again, &[reason])));
        let amount = amount(cx, gift);
        let what = [gift.name.as_str(), &inner(gift.on), &amount].map(str::trim).join(" ");
        let style = match gift.unusual {
            _ if gift.reversed_by.is_some() => cx.theme.quiet,
            Some(Unusual::OffStandard | Unusual::NotListed | Unusual::Raised | Unusual::AfterDeath) => {
                cx.theme.late
            }
            None => cx.theme.plain,
        };
        let target = Target::Gift(gift.id, what, gift.reversed_by.is_some());
        self.push(target, &inner(gift.on), parts, amount, style);
        for reversal in round.entries.iter().filter(|entry| entry.reverses == Some(gift.id)) {
            self.reversal(reversal);
        }
    }

    /// A reversal, right under what it cancels.
    fn reversal(&mut self, reversal: &LedgerLine) {
        let reason = reversal.reason.as_deref().unwrap_or_default();
        let text = fill(self.texts.reversal, &[&reason]);
        self.push(Target::Reversal, "", vec![text], amount(self.cx, reversal), self.cx.theme.quiet);
    }
}
