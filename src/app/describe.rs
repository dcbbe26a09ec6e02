//! What the line above the keys says after a write.

use super::outbox::Recorded;
use crate::domain::gift::Recording;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, Receipt};
use crate::lang::{Lang, app, errors, fill, settings, words};

/// What a write did, in words, where no screen tells it better; none for what nobody asked for.
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
        Op::Record(recording) => Some(visit(lang, recording, None)),
        Op::Reverse { .. } => Some(texts.reversed.to_owned()),
        Op::DropDraft(_) => Some(texts.draft_dropped.to_owned()),
        Op::Set { key, value } => settings::set(lang, key, value),
        Op::SaveDraft(_) | Op::Unmask { .. } => None,
    }
}

/// What was recorded; of a gift also how to reverse it: 已登记 程连富 1,000 元  Ctrl+R 冲正. The name is known
/// to the form alone: a recording does not hold it.
pub(super) fn visit(lang: Lang, recording: &Recording, name: Option<&str>) -> String {
    let texts = app::texts(lang);
    if recording.outcome.gives() {
        let what = recorded(lang, recording, name).what;
        return format!("{}  {}", fill(texts.recorded, &[&what]), texts.undo_hint);
    }
    let outcome = words::outcome(lang, recording.outcome);
    match name {
        Some(name) => fill(app::texts(lang).recorded_call_of, &[&name, &outcome]),
        None => fill(texts.recorded_call, &[&outcome]),
    }
}

/// A gift in words, so that it can be named when it is reversed: 程连富 1,000 元 米 2 袋.
pub(super) fn recorded(lang: Lang, recording: &Recording, name: Option<&str>) -> Recorded {
    let mut parts: Vec<String> = name.map(str::to_owned).into_iter().collect();
    if recording.cash != Fen::ZERO {
        parts.push(words::yuan(lang, recording.cash));
    }
    parts.extend(recording.goods.as_ref().map(|goods| goods.text.to_string()));
    Recorded { entry: recording.id, what: parts.join(" ") }
}
