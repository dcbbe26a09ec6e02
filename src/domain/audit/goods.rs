//! A18, over many gifts: the same goods at values far apart in one round.

use std::collections::HashMap;

use super::facts::Gift;
use super::gifts::text;
use super::pairs::sorted;
use super::{Finding, Sink, Told, cases};
use crate::domain::money::Fen;
use crate::domain::setting::Thresholds;

/// Values of the same goods.
#[derive(Debug)]
struct Values {
    least: Fen,
    most: Fen,
    entries: Vec<i64>,
    round: Told,
}

/// Goods by round and words.
#[derive(Debug, Default)]
pub struct Goods(HashMap<(String, String), Values>);

impl Goods {
    /// Takes in an entry.
    pub fn gift(&mut self, gift: &Gift<'_>) {
        if !gift.stands() || gift.goods.is_empty() {
            return;
        }
        let words: String = gift.goods.split_whitespace().collect();
        let values = self.0.entry((gift.round.to_string(), words)).or_insert_with(|| Values {
            least: gift.goods_value,
            most: gift.goods_value,
            entries: Vec::new(),
            round: Told::Round(gift.round),
        });
        values.least = values.least.min(gift.goods_value);
        values.most = values.most.max(gift.goods_value);
        values.entries.push(gift.no);
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        for ((code, words), values) in sorted(self.0) {
            let apart = values.most.get().saturating_mul(100)
                > values.least.get().saturating_mul(limits.goods_percent.saturating_add(100));
            if apart {
                let Told::Text(title) = text(&words) else { continue };
                let told = vec![values.round, Told::Yuan(values.least), Told::Yuan(values.most)];
                let subject = format!("{code} {words}");
                sink(Finding::new(&cases::GOODS_DIFFER, &subject, &title, told).naming(values.entries));
            }
        }
    }
}
