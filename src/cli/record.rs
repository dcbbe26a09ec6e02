//! `muster record`: a call at a door and what was handed over.

use serde::Serialize;

use super::command::Command;
use super::error::{self, CliError, CommandResult, Status};
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::clock;
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Proxy, Recording, Refusal};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, Receipt};
use crate::domain::query::FormFacts;
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::domain::visit::Outcome;
use crate::lang::{fill, words};

/// Most handlers that a recording names.
const HANDLERS: usize = 2;

/// The arguments of `record`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(long, value_name = "ROUND")]
    round: String,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
    #[arg(long, value_name = "YUAN", allow_negative_numbers = true)]
    cash: Option<String>,
    #[arg(long, value_name = "TEXT")]
    goods: Option<String>,
    #[arg(long, value_name = "YUAN", allow_negative_numbers = true)]
    value: Option<String>,
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
    #[arg(long, value_name = "NAME")]
    proxy: Option<String>,
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    needs: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long = "override", value_name = "REASON")]
    override_reason: Option<String>,
}

/// What became of a recording.
enum Verdict {
    Recorded,
    Exists,
    Different,
    Refused(Vec<Refusal>),
}

impl Verdict {
    fn code(&self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Exists => "exists",
            Self::Different => "different",
            Self::Refused(_) => "refused",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Recorded | Self::Exists => Status::Fine,
            Self::Different => Status::BadData,
            Self::Refused(_) => Status::NotPermitted,
        }
    }

    fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Refused(refusals) => refusals,
            Self::Recorded | Self::Exists | Self::Different => &[],
        }
    }
}

#[derive(Serialize)]
struct RecordJson<'a> {
    result: &'static str,
    entry: String,
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
}

impl Command for Args {
    const NAME: &'static str = "record";

    /// Records; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let draft = self.read(session)?;
        let mut store = session.open()?;
        let recipient = store.resolve(&self.recipient)?;
        let form = store.form(recipient, draft.round, session.clock.today())?;
        let mut recording = Recording { recipient, ..draft };
        if self.cash.is_none() && self.goods.is_none() && recording.outcome.gives() {
            full_standard(&mut recording, &form);
        }
        let op = Op::Record(Box::new(recording.clone()));
        let verdict = match store.commit(&op, &session.ctx()) {
            Ok(Receipt { answer: Answer::Exists(_), .. }) => Verdict::Exists,
            Ok(_) => Verdict::Recorded,
            Err(RegisterError::Different(_)) => Verdict::Different,
            Err(RegisterError::Refused(refusals)) => Verdict::Refused(refusals),
            Err(unsure @ RegisterError::Unsure(_)) => return Err(unsure_of(unsure, &recording, session)),
            Err(other) => return Err(other.into()),
        };
        if matches!(verdict, Verdict::Recorded) {
            out.note_written();
        }
        print(session, &verdict, &recording, &form.row.name, out)
    }
}

/// The failure with the id under which doing the same again is safe: it was printed nowhere yet.
fn unsure_of(unsure: RegisterError, recording: &Recording, session: &Session) -> CliError {
    let failure = CliError::from(unsure);
    let (status, mut lines) = (failure.status(), failure.lines(session.lang));
    lines.push(format!("  --id {}", recording.id));
    CliError::Message(status, lines)
}

impl Args {
    /// The recording as argument, for nobody yet and without the amounts that the standard brings.
    fn read(&self, session: &Session) -> Result<Recording, CliError> {
        let outcome = self.outcome(session)?;
        Ok(Recording {
            id: match &self.id {
                Some(argument) => parse::id(session, argument)?,
                None => clock::new_entry_id(),
            },
            recipient: RecipientId(uuid::Uuid::nil()),
            round: parse::round(session, &self.round)?,
            purpose: Purpose::Visit,
            outcome,
            cash: self.cash.as_deref().map_or(Ok(Fen::ZERO), |argument| parse::amount(session, argument))?,
            goods: self.goods(session)?,
            on: match &self.on {
                Some(argument) => parse::day(session, argument)?,
                None => session.clock.today(),
            },
            handlers: self.handlers(session)?,
            proxy: self.proxy(session)?,
            deferred_to: self.deferred_to(session, outcome)?,
            needs: parse::maybe_text(session, self.needs.as_deref(), NOTE_MAX)?,
            note: parse::maybe_text(session, self.note.as_deref(), NOTE_MAX)?,
            override_reason: match parse::maybe_text(session, self.override_reason.as_deref(), NOTE_MAX)? {
                Some(reason) if reason.is_empty() => {
                    return Err(CliError::usage(session.texts().empty_override));
                }
                reason => reason,
            },
        })
    }

    /// The outcome argument, else given; a proxy makes it 代领.
    fn outcome(&self, session: &Session) -> Result<Outcome, CliError> {
        let argument =
            self.outcome.as_deref().map(|argument| parse::outcome(session, argument)).transpose()?;
        match (argument, &self.proxy) {
            (None | Some(Outcome::Given | Outcome::Proxy), Some(_)) => Ok(Outcome::Proxy),
            (Some(_), Some(_)) => Err(CliError::usage(session.texts().proxy_outcome)),
            (argument, None) => Ok(argument.unwrap_or(Outcome::Given)),
        }
    }

    fn goods(&self, session: &Session) -> Result<Option<Goods>, CliError> {
        match (&self.goods, &self.value) {
            (Some(goods), Some(value)) => Ok(Some(Goods {
                text: parse::text(session, goods, NAME_MAX)?,
                value: parse::amount(session, value)?,
            })),
            (None, None) => Ok(None),
            (Some(_), None) | (None, Some(_)) => Err(CliError::usage(session.texts().value_goods)),
        }
    }

    fn handlers(&self, session: &Session) -> Result<Vec<CleanText>, CliError> {
        if self.by.len() > HANDLERS {
            return Err(CliError::usage(session.texts().two_handlers));
        }
        self.by.iter().map(|name| parse::text(session, name, NAME_MAX)).collect()
    }

    /// A proxy without a relation is for the rule to refuse; a relation without a proxy is a slip.
    fn proxy(&self, session: &Session) -> Result<Option<Proxy>, CliError> {
        let relation = self.relation.as_deref();
        match &self.proxy {
            Some(name) => Ok(Some(Proxy {
                name: parse::text(session, name, NAME_MAX)?,
                relation: parse::text(session, relation.unwrap_or_default(), NAME_MAX)?,
            })),
            None if relation.is_some() => Err(CliError::usage(session.texts().relation_proxy)),
            None => Ok(None),
        }
    }

    fn deferred_to(
        &self,
        session: &Session,
        outcome: Outcome,
    ) -> Result<Option<chrono::NaiveDate>, CliError> {
        let until = self.until.as_deref().map(|argument| parse::day(session, argument)).transpose()?;
        if until.is_some() && outcome != Outcome::Deferred {
            return Err(CliError::usage(session.texts().until_outcome));
        }
        Ok(until)
    }
}

/// Without amounts, the recipient receives the whole standard of the round.
fn full_standard(recording: &mut Recording, form: &FormFacts) {
    let Some(standard) = &form.row.standard else { return };
    recording.cash = standard.cash;
    if standard.goods_value > Fen::ZERO {
        recording.goods = Some(Goods { text: standard.goods.clone(), value: standard.goods_value });
    }
}

fn print(
    session: &Session,
    verdict: &Verdict,
    recording: &Recording,
    name: &CleanText,
    out: &mut Out,
) -> CommandResult {
    let refusals = verdict.refusals();
    let reasons: Vec<String> = refusals.iter().map(|one| error::refusal(session.lang, one)).collect();
    if session.json {
        out.json(&RecordJson {
            result: verdict.code(),
            entry: recording.id.to_string(),
            rule: refusals.first().map(|one| one.rule.code()),
            message: match verdict {
                Verdict::Recorded | Verdict::Exists => None,
                Verdict::Different => Some(fill(session.texts().different, &[&recording.id])),
                Verdict::Refused(_) => Some(reasons.join(session.texts().semicolon)),
            },
            rules: refusals.iter().map(|one| one.rule.code()).collect(),
            earlier: refusals.iter().find_map(|one| one.earlier.as_ref()).map(|gift| gift.id.to_string()),
            recipient: recording.recipient.to_string(),
            name,
            round: recording.round.to_string(),
            outcome: recording.outcome.code(),
            cash_fen: recording.cash.get(),
            goods_fen: goods_value(recording).get(),
        });
        return Ok(verdict.status());
    }
    let (texts, round) = (session.texts(), words::round(session.lang, recording.round));
    match verdict {
        Verdict::Recorded => out.line(&fill(texts.recorded, &[name, &round, &deed(session, recording)])),
        Verdict::Exists => out.line(&fill(texts.exists, &[name, &round, &deed(session, recording)])),
        Verdict::Different => {
            return Err(CliError::bad_data(fill(texts.different, &[&recording.id])));
        }
        Verdict::Refused(_) => {
            let head = fill(texts.not_recorded, &[name, &round]);
            let lines = std::iter::once(head).chain(reasons.into_iter().map(|one| format!("  {one}")));
            return Err(CliError::Message(verdict.status(), lines.collect()));
        }
    }
    Ok(verdict.status())
}

fn goods_value(recording: &Recording) -> Fen {
    recording.goods.as_ref().map_or(Fen::ZERO, |goods| goods.value)
}

/// What was done, in one line: outcome, amounts, day, handlers, id.
fn deed(session: &Session, recording: &Recording) -> String {
    let (texts, lang) = (session.texts(), session.lang);
    let mut parts = vec![words::outcome(lang, recording.outcome).to_owned()];
    if recording.cash != Fen::ZERO {
        parts.push(words::yuan(lang, recording.cash));
    }
    if let Some(goods) = &recording.goods {
        parts.push(fill(texts.goods_worth, &[&goods.text, &words::yuan(lang, goods.value)]));
    }
    if let Some(proxy) = &recording.proxy {
        parts.push(fill(texts.proxy, &[&proxy.name, &proxy.relation]));
    }
    parts.push(words::full_day(lang, recording.on));
    let handlers: Vec<&str> = recording.handlers.iter().map(CleanText::as_str).collect();
    if !handlers.is_empty() {
        parts.push(fill(texts.by, &[&handlers.join(texts.comma)]));
    }
    // A call at which nothing was given is in no ledger.
    let id = recording.id;
    parts.push(if recording.outcome.gives() {
        fill(texts.entry_is, &[&id])
    } else {
        format!("{} {id}", session.heads().id)
    });
    parts.join(" ")
}
