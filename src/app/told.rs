//! What the line above the keys says after a write.

use super::layer::Recorded;
use crate::domain::gift::Recording;
use crate::domain::op::{Answer, Op, Receipt};
use crate::lang::{Lang, app, errors, fill, words};

/// The answer to a write, unless a screen tells it better; none for what a person did not ask for.
pub(super) fn committed(lang: Lang, op: &Op, receipt: &Receipt) -> Option<String> {
    let texts = app::texts(lang);
    if matches!(receipt.answer, Answer::Exists(_)) {
        return Some(texts.exists.to_owned());
    }
    match op {
        Op::CreateRound(round) => Some(fill(texts.round_created, &[&words::round(lang, round.code)])),
        Op::ChangeRound(round) => Some(fill(texts.round_changed, &[&words::round(lang, round.code)])),
        Op::Edit { .. } => Some(texts.edited.to_owned()),
        Op::SetStatus { kind, .. } => Some(fill(texts.status_set, &[&errors::status(lang, *kind)])),
        Op::UndoStatus { kind, .. } => Some(fill(texts.status_undone, &[&errors::status(lang, *kind)])),
        Op::Record(recording) if recording.outcome.gives() => {
            Some(recorded_line(lang, &recorded(lang, recording).what))
        }
        Op::Record(recording) => Some(fill(texts.recorded_call, &[&words::outcome(lang, recording.outcome)])),
        Op::Reverse { .. } => Some(texts.reversed.to_owned()),
        Op::DropDraft(_) => Some(texts.draft_dropped.to_owned()),
        Op::SaveDraft(_) | Op::Unmask { .. } => None,
    }
}

/// What was recorded and how to reverse it: 已登记 程连富 1,000 元  Ctrl+R 冲正.
pub(crate) fn recorded_line(lang: Lang, what: &str) -> String {
    let texts = app::texts(lang);
    format!("{}  {}", fill(texts.recorded, &[&what]), texts.undo_hint)
}

/// A gift in words, without the name, which a recording does not hold.
pub(super) fn recorded(lang: Lang, recording: &Recording) -> Recorded {
    let mut parts = Vec::new();
    if recording.cash.get() != 0 {
        parts.push(words::yuan(lang, recording.cash));
    }
    if let Some(goods) = &recording.goods {
        parts.push(goods.text.to_string());
    }
    Recorded { entry: recording.id, what: parts.join(" ") }
}
