//! What became of a recording, as the command tells it.

use chrono::NaiveDate;
use serde::Serialize;

use super::texts;
use crate::cli::error::{self, CliError, CommandResult, Status};
use crate::cli::group_many::{PaidAfterJson, TouchJson};
use crate::cli::out::Out;
use crate::cli::person_merge;
use crate::cli::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Recording, Refusal};
use crate::domain::group_change::Touches;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;
use crate::lang::{errors, fill, groups, merge, words};
use crate::store::Store;

/// What became of a recording.
pub(super) enum Verdict {
    Recorded,
    Exists,
    /// It stands in the register and was undone since; the day.
    Undone(NaiveDate),
    Different,
    Refused(Vec<Refusal>),
    /// Something else than a rule of recordings refuses it: a closed year, a day that is not believed.
    Barred(RegisterError),
    /// Whoever was meant was merged into this one.
    Merged(RecipientId, CleanText),
}

impl Verdict {
    fn code(&self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Exists | Self::Undone(_) => "exists",
            Self::Different => "different",
            Self::Refused(_) | Self::Barred(_) | Self::Merged(..) => "refused",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Recorded | Self::Exists | Self::Undone(_) => Status::Fine,
            Self::Different => Status::BadData,
            Self::Refused(_) | Self::Barred(_) | Self::Merged(..) => Status::NotPermitted,
        }
    }

    fn undone_on(&self) -> Option<String> {
        if let Self::Undone(on) = self { Some(on.to_string()) } else { None }
    }

    /// The first rule that stands against it, by its stable name.
    fn rule(&self) -> Option<&'static str> {
        if let Self::Merged(..) = self {
            return Some(person_merge::MERGED);
        }
        if let Self::Barred(error) = self {
            if let RegisterError::Person(objections) = error {
                return objections.first().map(|one| one.rule.code());
            }
            let is_closed = matches!(error, RegisterError::YearClosed(_));
            return Some(if is_closed { "year_closed" } else { "day" });
        }
        self.refusals().first().map(|one| one.rule.code())
    }

    fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Refused(refusals) => refusals,
            Self::Recorded
            | Self::Exists
            | Self::Undone(_)
            | Self::Different
            | Self::Barred(_)
            | Self::Merged(..) => &[],
        }
    }
}

#[derive(Serialize)]
struct RecordJson<'a> {
    result: &'static str,
    visit: String,
    /// Where something is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    /// The day on which it was undone, where `result` is `exists`.
    #[serde(skip_serializing_if = "Option::is_none")]
    undone_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<String>,
    recipient: String,
    name: &'a str,
    round: String,
    outcome: &'static str,
    cash_fen: i64,
    goods_fen: i64,
    /// What a death or a departure means for the rounds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    touches: Vec<TouchJson>,
    /// What a death leaves behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paid_after_death: Vec<PaidAfterJson>,
}

/// The recording as it is told: the birth date of whom it was for is masked in what stands beside the name.
pub(super) fn masked(store: &Store, recording: &Recording) -> Recording {
    let mut shown = recording.clone();
    let goods = shown.goods.iter_mut().map(|goods| &mut goods.text);
    let proxy = shown.proxy.iter_mut().flat_map(|proxy| [&mut proxy.name, &mut proxy.relation]);
    for text in goods.chain(proxy).chain(&mut shown.handlers) {
        if let Ok(masked) = store.text_about(recording.recipient, text) {
            *text = masked;
        }
    }
    shown
}

/// Prints it.
pub(super) fn print(
    session: &Session,
    verdict: &Verdict,
    recording: &Recording,
    (name, touches): (&CleanText, &Touches),
    out: &mut Out,
) -> CommandResult {
    let recorded = matches!(verdict, Verdict::Recorded);
    let refusals = verdict.refusals();
    let reasons: Vec<String> = refusals.iter().map(|one| error::refusal(session.lang, one)).collect();
    if session.json {
        out.json(&RecordJson {
            result: verdict.code(),
            visit: recording.id.to_string(),
            entry: recording.outcome.gives().then(|| recording.id.to_string()),
            undone_on: verdict.undone_on(),
            rule: verdict.rule(),
            message: match verdict {
                Verdict::Recorded | Verdict::Exists | Verdict::Undone(_) => None,
                Verdict::Different => Some(fill(session.texts().different, &[&recording.id])),
                Verdict::Refused(_) => Some(reasons.join(texts(session.lang).semicolon)),
                Verdict::Barred(error) => Some(errors::text(session.lang, error)),
                Verdict::Merged(into, name) => Some(merge::merged(session.lang, name, *into)),
            },
            rules: verdict
                .rule()
                .into_iter()
                .chain(refusals.iter().skip(1).map(|one| one.rule.code()))
                .collect(),
            earlier: refusals.iter().find_map(|one| one.earlier.as_ref()).map(|gift| gift.id.to_string()),
            recipient: recording.recipient.to_string(),
            name,
            round: recording.round.to_string(),
            outcome: recording.outcome.code(),
            cash_fen: recording.cash.get(),
            goods_fen: recording.goods.as_ref().map_or(0, |goods| goods.value.get()),
            touches: touches.rounds.iter().filter(|_| recorded).map(TouchJson::from).collect(),
            paid_after_death: touches
                .paid_after
                .iter()
                .filter(|_| recorded)
                .map(PaidAfterJson::from)
                .collect(),
        });
        return Ok(verdict.status());
    }
    let (texts, round) = (texts(session.lang), words::round(session.lang, recording.round));
    match verdict {
        Verdict::Recorded => {
            out.line(&fill(texts.recorded, &[name, &round, &describe(session, recording)]));
            for line in groups::touches(session.lang, touches) {
                out.line(&["  ", &line].concat());
            }
        }
        Verdict::Exists => out.line(&fill(texts.exists, &[name, &round, &describe(session, recording)])),
        Verdict::Undone(on) => {
            out.line(&fill(texts.undone, &[on, name, &round, &describe(session, recording)]));
        }
        Verdict::Different => {
            return Err(CliError::bad_data(fill(session.texts().different, &[&recording.id])));
        }
        Verdict::Refused(_) => {
            let head = fill(texts.not_recorded, &[name, &round]);
            let lines = std::iter::once(head).chain(reasons.into_iter().map(|one| format!("  {one}")));
            return Err(CliError::Message(verdict.status(), lines.collect()));
        }
        Verdict::Barred(error) => {
            let head = fill(texts.not_recorded, &[name, &round]);
            let lines = vec![head, format!("  {}", errors::text(session.lang, error))];
            return Err(CliError::Message(verdict.status(), lines));
        }
        Verdict::Merged(into, name) => {
            return Err(CliError::Message(verdict.status(), vec![merge::merged(session.lang, name, *into)]));
        }
    }
    Ok(verdict.status())
}

/// What was done, in one line: outcome, amounts, day, handlers, id.
fn describe(session: &Session, recording: &Recording) -> String {
    let (texts, lang) = (texts(session.lang), session.lang);
    let on = words::full_day(lang, recording.on);
    let mut parts = vec![words::outcome(lang, recording.outcome).to_owned()];
    if recording.cash != Fen::ZERO {
        parts.push(words::yuan(lang, recording.cash));
    }
    if let Some(goods) = &recording.goods {
        parts.push(fill(texts.goods_worth, &[&goods.text, &words::yuan(lang, goods.value)]));
    }
    if let Some(proxy) = &recording.proxy {
        parts.push(fill(session.texts().proxy, &[&proxy.name, &proxy.relation]));
    }
    // The day that matters of a call put off is the new one.
    let to = recording.deferred_to.map(|to| words::full_day(lang, to));
    parts.push(to.map_or_else(|| on.clone(), |to| fill(texts.until_is, &[&to, &on])));
    parts.extend(recording.died_on.map(|died| fill(texts.died, &[&words::full_day(lang, died)])));
    // Each is masked alone: names beside each other could read as one number, or hide one.
    let handlers: Vec<CleanText> = recording.handlers.iter().map(|name| CleanText::shown(name)).collect();
    if !handlers.is_empty() {
        let names: Vec<&str> = handlers.iter().map(CleanText::as_str).collect();
        parts.push(fill(texts.by, &[&names.join(session.texts().comma)]));
    }
    // A call at which nothing was given is in no ledger.
    let (id, gives) = (recording.id, recording.outcome.gives());
    parts.push(if gives { fill(texts.entry_is, &[&id]) } else { format!("{} {id}", session.heads().id) });
    parts.join(" ")
}
