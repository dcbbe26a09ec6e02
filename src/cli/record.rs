//! `muster record`: a call at a door and what was handed over.

use serde::Serialize;

use super::out::Out;
use super::parse;
use super::settings::Settings;
use super::trouble::{self, Ended, Failure, Status};
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

/// What `record` is told.
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
struct Told<'a> {
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

/// Records; says so only after the commit.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let draft = args.read(settings)?;
    let mut store = settings.open()?;
    let recipient = store.resolve(&args.recipient)?;
    let form = store.form(recipient, draft.round, settings.clock.today())?;
    let mut recording = Recording { recipient, ..draft };
    if args.cash.is_none() && args.goods.is_none() && recording.outcome.gives() {
        full_standard(&mut recording, &form);
    }
    let op = Op::Record(Box::new(recording.clone()));
    let verdict = match store.commit(&op, &settings.ctx()) {
        Ok(Receipt { answer: Answer::Exists(_), .. }) => Verdict::Exists,
        Ok(_) => Verdict::Recorded,
        Err(RegisterError::Different(_)) => Verdict::Different,
        Err(RegisterError::Refused(refusals)) => Verdict::Refused(refusals),
        Err(unsure @ RegisterError::Unsure(_)) => return Err(unsure_of(unsure, &recording, settings)),
        Err(other) => return Err(other.into()),
    };
    if matches!(verdict, Verdict::Recorded) {
        out.note_written();
    }
    tell(settings, &verdict, &recording, &form.row.name, out)
}

/// The id under which doing the same again is safe, which nobody was told yet.
fn unsure_of(unsure: RegisterError, recording: &Recording, settings: &Settings) -> Failure {
    let failure = Failure::from(unsure);
    let (status, mut lines) = (failure.status(), failure.lines(settings.lang));
    lines.push(format!("  --id {}", recording.id));
    Failure::Said(status, lines)
}

impl Args {
    /// The recording as said, for nobody yet and without the amounts that the standard brings.
    fn read(&self, settings: &Settings) -> Result<Recording, Failure> {
        let outcome = self.outcome(settings)?;
        Ok(Recording {
            id: match &self.id {
                Some(said) => parse::id(settings, said)?,
                None => clock::new_entry_id(),
            },
            recipient: RecipientId(uuid::Uuid::nil()),
            round: parse::round(settings, &self.round)?,
            purpose: Purpose::Visit,
            outcome,
            cash: self.cash.as_deref().map_or(Ok(Fen::ZERO), |said| parse::amount(settings, said))?,
            goods: self.goods(settings)?,
            on: match &self.on {
                Some(said) => parse::day(settings, said)?,
                None => settings.clock.today(),
            },
            handlers: self.handlers(settings)?,
            proxy: self.proxy(settings)?,
            deferred_to: self.deferred_to(settings, outcome)?,
            needs: parse::maybe_text(settings, self.needs.as_deref(), NOTE_MAX)?,
            note: parse::maybe_text(settings, self.note.as_deref(), NOTE_MAX)?,
            override_reason: match parse::maybe_text(settings, self.override_reason.as_deref(), NOTE_MAX)? {
                Some(reason) if reason.is_empty() => {
                    return Err(Failure::usage(settings.texts().empty_override));
                }
                reason => reason,
            },
        })
    }

    /// The outcome said, else given; a proxy makes it 代领.
    fn outcome(&self, settings: &Settings) -> Result<Outcome, Failure> {
        let said = self.outcome.as_deref().map(|said| parse::outcome(settings, said)).transpose()?;
        match (said, &self.proxy) {
            (None | Some(Outcome::Given | Outcome::Proxy), Some(_)) => Ok(Outcome::Proxy),
            (Some(_), Some(_)) => Err(Failure::usage(settings.texts().proxy_outcome)),
            (said, None) => Ok(said.unwrap_or(Outcome::Given)),
        }
    }

    fn goods(&self, settings: &Settings) -> Result<Option<Goods>, Failure> {
        match (&self.goods, &self.value) {
            (Some(goods), Some(value)) => Ok(Some(Goods {
                text: parse::text(settings, goods, NAME_MAX)?,
                value: parse::amount(settings, value)?,
            })),
            (None, None) => Ok(None),
            (Some(_), None) | (None, Some(_)) => Err(Failure::usage(settings.texts().value_goods)),
        }
    }

    fn handlers(&self, settings: &Settings) -> Result<Vec<CleanText>, Failure> {
        if self.by.len() > HANDLERS {
            return Err(Failure::usage(settings.texts().two_handlers));
        }
        self.by.iter().map(|name| parse::text(settings, name, NAME_MAX)).collect()
    }

    /// A proxy without a relation is for the rule to refuse; a relation without a proxy is a slip.
    fn proxy(&self, settings: &Settings) -> Result<Option<Proxy>, Failure> {
        let relation = self.relation.as_deref();
        match &self.proxy {
            Some(name) => Ok(Some(Proxy {
                name: parse::text(settings, name, NAME_MAX)?,
                relation: parse::text(settings, relation.unwrap_or_default(), NAME_MAX)?,
            })),
            None if relation.is_some() => Err(Failure::usage(settings.texts().relation_proxy)),
            None => Ok(None),
        }
    }

    fn deferred_to(
        &self,
        settings: &Settings,
        outcome: Outcome,
    ) -> Result<Option<chrono::NaiveDate>, Failure> {
        let until = self.until.as_deref().map(|said| parse::day(settings, said)).transpose()?;
        if until.is_some() && outcome != Outcome::Deferred {
            return Err(Failure::usage(settings.texts().until_outcome));
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

fn tell(
    settings: &Settings,
    verdict: &Verdict,
    recording: &Recording,
    name: &CleanText,
    out: &mut Out,
) -> Ended {
    let refusals = verdict.refusals();
    let reasons: Vec<String> = refusals.iter().map(|one| trouble::refusal(settings.lang, one)).collect();
    if settings.json {
        out.json(&Told {
            result: verdict.code(),
            entry: recording.id.to_string(),
            rule: refusals.first().map(|one| one.rule.code()),
            message: match verdict {
                Verdict::Recorded | Verdict::Exists => None,
                Verdict::Different => Some(fill(settings.texts().different, &[&recording.id])),
                Verdict::Refused(_) => Some(reasons.join(settings.texts().semicolon)),
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
    let (texts, round) = (settings.texts(), words::round(settings.lang, recording.round));
    match verdict {
        Verdict::Recorded => out.line(&fill(texts.recorded, &[name, &round, &deed(settings, recording)])),
        Verdict::Exists => out.line(&fill(texts.exists, &[name, &round, &deed(settings, recording)])),
        Verdict::Different => {
            return Err(Failure::bad_data(fill(texts.different, &[&recording.id])));
        }
        Verdict::Refused(_) => {
            let head = fill(texts.not_recorded, &[name, &round]);
            let lines = std::iter::once(head).chain(reasons.into_iter().map(|one| format!("  {one}")));
            return Err(Failure::Said(verdict.status(), lines.collect()));
        }
    }
    Ok(verdict.status())
}

fn goods_value(recording: &Recording) -> Fen {
    recording.goods.as_ref().map_or(Fen::ZERO, |goods| goods.value)
}

/// What was done, in one line: outcome, amounts, day, handlers, id.
fn deed(settings: &Settings, recording: &Recording) -> String {
    let (texts, lang) = (settings.texts(), settings.lang);
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
        format!("{} {id}", settings.heads().id)
    });
    parts.join(" ")
}
