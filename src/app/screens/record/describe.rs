//! What the line above the keys says after a visit was recorded.

use super::texts;
use crate::app::context::ViewContext;
use crate::app::outbox::Recorded;
use crate::domain::gift::Recording;
use crate::domain::money::Fen;
use crate::lang::{Lang, fill, words};

/// What was recorded for `name`; and how to undo it: 已登记 程连富 1,000 元  Ctrl+R 冲正.
pub(super) fn visit(cx: &ViewContext, recording: &Recording, name: &str) -> String {
    let lang = cx.lang;
    let texts = texts::of(lang);
    let named = |said: String| {
        if cx.is_other_round(recording.round) { words::in_round(lang, &said, recording.round) } else { said }
    };
    if recording.outcome.gives() {
        let what = gift(lang, recording, name);
        return format!("{}  {}", named(fill(texts.recorded, &[&what])), texts.undo_hint);
    }
    let said = fill(texts.recorded_call, &[&name, &words::outcome(lang, recording.outcome)]);
    format!("{}  {}", named(said), texts.cancel_hint)
}

/// A gift in words, so that it can be named when it is reversed: 程连富 1,000 元 米 2 袋.
pub(super) fn gift(lang: Lang, recording: &Recording, name: &str) -> String {
    let mut parts = vec![name.to_owned()];
    if recording.cash != Fen::ZERO {
        parts.push(words::yuan(lang, recording.cash));
    }
    parts.extend(recording.goods.as_ref().map(|goods| goods.text.to_string()));
    parts.join(" ")
}

/// A recording as Ctrl+R undoes it.
pub(super) fn undo(lang: Lang, recording: &Recording, name: &str) -> Recorded {
    if recording.outcome.gives() {
        return Recorded::Gift { entry: recording.id, what: gift(lang, recording, name) };
    }
    let what = [name, words::outcome(lang, recording.outcome)].join(" ");
    Recorded::Call { visit: recording.id, what }
}
