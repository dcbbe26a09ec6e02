//! `muster record`: a call at a door and what was handed over.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{self, CliError, CommandResult, Status};
use super::kept::Daily;
use super::lookup;
use super::out::{self, Out};
use super::parse;
use super::session::Session;
use crate::clock;
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::{Goods, Proxy, Recording, Refusal};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, Receipt};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::domain::visit::Outcome;
use crate::lang::{errors, fill, texts, words};

texts! {
    /// The texts of `record`.
    fn texts(lang) -> RecordTexts {
        /// Between the sentences of a list.
        semicolon: "；" / "; ";
        /// Acknowledges a recording: name, round, outcome, amount, day, handlers.
        recorded: "已登记 {} {} {}" / "recorded: {} {} {}";
        /// The same recording stands already.
        exists: "已登记过，没有重复：{} {} {}" / "recorded before, nothing added: {} {} {}";
        /// As the line above, and then undone: the day.
        undone: "已登记过，后来冲正（{}），没有重复：{} {} {}" / "recorded before and undone on {}, nothing added: {} {} {}";
        /// Handlers.
        by: "经办 {}" / "by {}";
        /// Goods and their value.
        goods_worth: "{}（折合 {}）" / "{} (worth {})";
        /// The new day of a call put off, the day of the call.
        until_is: "到 {}（{} 去过）" / "to {} (called {})";
        /// The id of an entry.
        entry_is: "分录 {}" / "entry {}";
        /// Head of a refusal: name, round.
        not_recorded: "没有登记 {} {}：" / "not recorded: {} {}:";
        two_handlers: "经办人最多写两个" / "two handlers at most";
        proxy_outcome: "写了代领人，结果只能是 proxy（代领）" / "with --proxy the outcome can only be proxy";
        until_outcome: "--until 只与 --outcome deferred（改期）同用" / "--until goes with --outcome deferred only";
        value_goods: "--goods 和 --value 要一起写" / "--goods and --value go together";
        relation_proxy: "--relation 要与 --proxy 一起写" / "--relation goes with --proxy";
        empty_override: "--override 要写明理由" / "--override needs a reason";
    }
}

/// Most handlers that a recording names.
const HANDLERS: usize = 2;

/// The arguments of `record`.
#[derive(Debug, clap::Args)]
pub(super) struct RecordArgs {
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
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
    #[arg(long, value_name = "NAME")]
    proxy: Option<String>,
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
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
    /// It stands in the register and was undone since; the day.
    Undone(NaiveDate),
    Different,
    Refused(Vec<Refusal>),
}

impl Verdict {
    fn code(&self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Exists | Self::Undone(_) => "exists",
            Self::Different => "different",
            Self::Refused(_) => "refused",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Recorded | Self::Exists | Self::Undone(_) => Status::Fine,
            Self::Different => Status::BadData,
            Self::Refused(_) => Status::NotPermitted,
        }
    }

    fn undone_on(&self) -> Option<String> {
        if let Self::Undone(on) = self { Some(on.to_string()) } else { None }
    }

    fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Refused(refusals) => refusals,
            Self::Recorded | Self::Exists | Self::Undone(_) | Self::Different => &[],
        }
    }
}

#[derive(Serialize)]
struct RecordJson<'a> {
    result: &'static str,
    entry: String,
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
}

impl Command for RecordArgs {
    const NAME: &'static str = "record";
    const HELP: Help = help! {
        "登记一次走访和发放；不写金额即照标准发给本人" /
            "Record a call and what was given; without amounts, the full standard to the person";
        recipient:
            "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" /
            "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        id: "本次登记的编号（UUID）：同一编号重复执行只记一次" / "Id of this recording (UUID): repeating it records nothing twice";
        cash: "慰问金，元" / "Cash in yuan";
        goods: "慰问品及数量" / "Goods with quantity";
        value: "慰问品折合，元" / "Value of the goods in yuan";
        on: "走访日期，默认今天" / "Day of the call; else today";
        by: "经办人，可写两次；发现金须两人" / "Handler, up to twice; cash needs two";
        outcome:
            "结果：given proxy absent deferred refused died moved_away not_found visit_only，或中文" /
            "Outcome: given proxy absent deferred refused died moved_away not_found visit_only, or in Chinese";
        proxy: "代领人" / "Who received it in the recipient's place";
        relation: "代领人与本人的关系" / "The proxy's relation to the recipient";
        until: "改到哪一天（与 --outcome deferred 同用）" / "The day it is put off to (with --outcome deferred)";
        needs: "诉求" / "Needs heard at the door";
        note: "备注；去世后由人代领时写理由" / "Note; for a proxy after a death, the reason";
        override_reason: "本次活动再发一份的理由" / "Why a second gift in the same round is right";
        [db today json]
        "muster record 程连富 --round 2024-spring --by 布仁 --by 赵志强" =>
            "照标准发给本人" / "The full standard, to the person";
        "muster record 王晓山 --round 2024-spring --outcome absent" => "人不在家" / "Nobody at home";
        "muster record 王晓山 --round 2024-spring --outcome deferred --until 2024-02-05" =>
            "约好 2 月 5 日再去" / "Put off to 5 February";
    };

    /// Records; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let draft = self.read(session)?;
        let said = parse::said(session, &self.recipient)?;
        let mut store = session.open()?;
        lookup::pace(session, &mut store, &said);
        let recipient = lookup::found(session, store.resolve(&said))?;
        let form = store.form(recipient, draft.round, session.clock.today())?;
        let mut recording = Recording { recipient, ..draft };
        if self.cash.is_none() && self.goods.is_none() && recording.outcome.gives() {
            full_standard(&mut recording, &form);
        }
        if self.on.is_none() && self.id.is_some() {
            recording.on = store.day_taken_for_today(recording.id)?.unwrap_or(recording.on);
        }
        let daily = Daily::ask(session, &store);
        let leap = store.day_leap(session.clock.today(), session.clock.source())?;
        let verdict = match store.commit(&Op::Record(Box::new(recording.clone())), &session.ctx()) {
            Ok(Receipt { answer: Answer::Exists(_), .. }) => Verdict::Exists,
            Ok(Receipt { answer: Answer::Undone(_, on), .. }) => Verdict::Undone(on),
            Ok(_) => Verdict::Recorded,
            Err(RegisterError::Different(_)) => Verdict::Different,
            Err(RegisterError::Refused(refusals)) => Verdict::Refused(refusals),
            Err(unsure) if unsure.may_be_written() => {
                return Err(CliError::unsure(unsure, recording.id, session.lang));
            }
            Err(other) => return Err(other.into()),
        };
        if matches!(verdict, Verdict::Recorded) {
            out.note_written();
            if let Some(last) = leap {
                out::aside(&errors::day_leap(session.lang, session.clock.today(), last));
            }
        } else if !matches!(verdict, Verdict::Refused(_)) {
            lookup::pace_texts(session, &mut store, recording.texts());
        }
        let told = print(session, &verdict, &recording, &form.row.name, out);
        if matches!(verdict, Verdict::Recorded) {
            daily.keep(session, &store, out);
        }
        told
    }
}

impl RecordArgs {
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
                    return Err(CliError::usage(texts(session.lang).empty_override));
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
            (Some(_), Some(_)) => Err(CliError::usage(texts(session.lang).proxy_outcome)),
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
            (Some(_), None) | (None, Some(_)) => Err(CliError::usage(texts(session.lang).value_goods)),
        }
    }

    fn handlers(&self, session: &Session) -> Result<Vec<CleanText>, CliError> {
        if self.by.len() > HANDLERS {
            return Err(CliError::usage(texts(session.lang).two_handlers));
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
            None if relation.is_some() => Err(CliError::usage(texts(session.lang).relation_proxy)),
            None => Ok(None),
        }
    }

    fn deferred_to(&self, session: &Session, outcome: Outcome) -> Result<Option<NaiveDate>, CliError> {
        let until = self.until.as_deref().map(|argument| parse::day(session, argument)).transpose()?;
        if until.is_some() && outcome != Outcome::Deferred {
            return Err(CliError::usage(texts(session.lang).until_outcome));
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
            undone_on: verdict.undone_on(),
            rule: refusals.first().map(|one| one.rule.code()),
            message: match verdict {
                Verdict::Recorded | Verdict::Exists | Verdict::Undone(_) => None,
                Verdict::Different => Some(fill(session.texts().different, &[&recording.id])),
                Verdict::Refused(_) => Some(reasons.join(texts(session.lang).semicolon)),
            },
            rules: refusals.iter().map(|one| one.rule.code()).collect(),
            earlier: refusals.iter().find_map(|one| one.earlier.as_ref()).map(|gift| gift.id.to_string()),
            recipient: recording.recipient.to_string(),
            name,
            round: recording.round.to_string(),
            outcome: recording.outcome.code(),
            cash_fen: recording.cash.get(),
            goods_fen: recording.goods.as_ref().map_or(0, |goods| goods.value.get()),
        });
        return Ok(verdict.status());
    }
    let (texts, round) = (texts(session.lang), words::round(session.lang, recording.round));
    match verdict {
        Verdict::Recorded => out.line(&fill(texts.recorded, &[name, &round, &describe(session, recording)])),
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
    }
    Ok(verdict.status())
}

/// What was done, in one line: outcome, amounts, day, handlers (each masked alone), id.
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
    let handlers: Vec<_> = recording.handlers.iter().map(|name| CleanText::shown(name).to_string()).collect();
    if !handlers.is_empty() {
        parts.push(fill(texts.by, &[&handlers.join(session.texts().comma)]));
    }
    // A call at which nothing was given is in no ledger.
    let (id, gives) = (recording.id, recording.outcome.gives());
    parts.push(if gives { fill(texts.entry_is, &[&id]) } else { format!("{} {id}", session.heads().id) });
    parts.join(" ")
}
