//! What the line above the keys says after a visit was recorded.

use super::texts;
use crate::app::outbox::Recorded;
use crate::domain::gift::Recording;
use crate::domain::money::Fen;
use crate::lang::{Lang, fill, words};

/// What was recorded for `name`; of a gift also how to reverse it: 已登记 程连富 1,000 元  Ctrl+R 冲正.
pub(super) fn visit(lang: Lang, recording: &Recording, name: &str) -> String {
    let texts = texts::of(lang);
    if recording.outcome.gives() {
        let what = gift(lang, recording, name).what;
        return format!("{}  {}", fill(texts.recorded, &[&what]), texts.undo_hint);
    }
    fill(texts.recorded_call, &[&name, &words::outcome(lang, recording.outcome)])
}

/// A gift in words, so that it can be named when it is reversed: 程连富 1,000 元 米 2 袋.
pub(super) fn gift(lang: Lang, recording: &Recording, name: &str) -> Recorded {
    let mut parts = vec![name.to_owned()];
    if recording.cash != Fen::ZERO {
        parts.push(words::yuan(lang, recording.cash));
    }
    parts.extend(recording.goods.as_ref().map(|goods| goods.text.to_string()));
    Recorded { entry: recording.id, what: parts.join(" "), batch: false }
}
