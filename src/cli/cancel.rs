//! `muster cancel`: takes back a call that was recorded wrongly.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::group_many::TouchJson;
use super::kept::Daily;
use super::lookup;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Answer, Op};
use crate::domain::text::NOTE_MAX;
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `cancel`.
    fn texts(lang) -> CancelTexts {
        /// Acknowledges it: the call, its id.
        cancelled: "已取消 {}，此前的走访结果恢复有效  走访 {}" / "cancelled {}; what stood before it stands again  call {}";
        /// It counted no longer: the day since when, the call, its id.
        cancelled_before: "已于 {} 取消或冲正过，没有重复：{}  走访 {}" / "cancelled or reversed on {}, nothing added: {}  call {}";
        /// A call: whom, the round, how it ended, the day.
        call: "{} {} {} {}" / "{} {} {} {}";
        /// The name.
        no_call: "{} 没有可以取消的走访（有发放的请用 reverse 冲正）" / "no call of {} can be cancelled (one with a gift is taken back by reverse)";
        /// How many, the name.
        several: "可以取消的走访有 {} 次，请写其中一次的编号：{}" / "{} calls can be cancelled; name one by its id: {}";
    }
}

/// The arguments of `cancel`.
#[derive(Debug, clap::Args)]
pub(super) struct CancelArgs {
    #[arg(value_name = "VISIT")]
    visit: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Serialize)]
struct CancelJson {
    result: &'static str,
    visit: String,
    recipient: String,
    name: String,
    /// The gift of the call, which is to be reversed instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undone_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// What it means for the rounds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    touches: Vec<TouchJson>,
}

impl Command for CancelArgs {
    const NAME: &'static str = "cancel";
    const HELP: Help = help! {
        "取消一次登记错了的走访；有发放的请用 reverse 冲正" /
            "Take back a call that was recorded wrongly; one with a gift is taken back by reverse";
        visit: "走访编号（或其开头），见 muster show；或对象的姓名、编号，只有一次可取消时" / "Id of the call, or its beginning, as muster show tells it; or whom, where only one call can be cancelled";
        reason: "理由" / "Why";
        [db today json]
        "muster cancel 查玉兰 --reason 走错了门" =>
            "写姓名：只有一次可取消时" / "By the name, where only one call can be cancelled";
        "muster cancel 018d6a10 --reason 走错了门" =>
            "不在家、拒领、查无此人、改期、仅走访，以及走访时登记的去世和迁出" /
            "Absent, refused, not found, put off, visit only, and a death or departure heard of at the call";
    };

    /// Cancels; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        let mut store = session.open()?;
        let (visit, recipient) = match store.resolve_visit(&self.visit) {
            Err(RegisterError::NotFound(_)) => named(session, &mut store, &self.visit)?,
            found => found?,
        };
        let daily = Daily::ask(session, &store);
        let name = store.recipient(recipient)?.name;
        let call = calls(session, &store, recipient)?.into_iter().find(|(id, ..)| *id == visit);
        let told = call.map_or_else(|| name.to_string(), |(_, _, told)| told);
        let mut json = CancelJson {
            result: "done",
            visit: visit.to_string(),
            recipient: recipient.to_string(),
            name: name.to_string(),
            entry: None,
            undone_on: None,
            rule: None,
            message: None,
            touches: Vec::new(),
        };
        let op = Op::CancelVisit { visit, reason };
        let touches = store.touches(&op, session.clock.today())?;
        let (status, line) = match store.commit(&op, &session.ctx()) {
            Ok(receipt) if let Answer::Undone(_, on) = receipt.answer => {
                (json.result, json.undone_on) = ("exists", Some(on.to_string()));
                (Status::Fine, fill(texts.cancelled_before, &[&on, &told, &visit]))
            }
            Ok(_) => {
                out.note_written();
                json.touches = touches.rounds.iter().map(TouchJson::from).collect();
                (Status::Fine, fill(texts.cancelled, &[&told, &visit]))
            }
            Err(error @ RegisterError::CarriesGift(_)) => {
                let line = lang::errors::text(session.lang, &error);
                (json.result, json.rule, json.message) =
                    ("refused", Some("carries_gift"), Some(line.clone()));
                json.entry = Some(visit.to_string());
                (Status::NotPermitted, line)
            }
            Err(other) => return Err(other.into()),
        };
        if session.json {
            out.json(&json);
        } else if status == Status::Fine {
            out.line(&line);
            if json.result == "done" {
                for line in lang::groups::touches(session.lang, &touches) {
                    out.line(&["  ", &line].concat());
                }
            }
        } else {
            return Err(CliError::Message(status, vec![line]));
        }
        if json.result == "done" {
            daily.keep(session, &store, out);
        }
        Ok(status)
    }
}

/// Every call of somebody: its id, whether it can be cancelled, and its words.
fn calls(
    session: &Session,
    store: &Store,
    recipient: RecipientId,
) -> Result<Vec<(EntryId, bool, String)>, CliError> {
    let (lang, texts) = (session.lang, texts(session.lang));
    let name = store.recipient(recipient)?.name;
    let mut found = Vec::new();
    for line in store.round_lines(recipient, session.clock.today())? {
        let round = words::round(lang, line.round);
        for call in line.calls {
            let (outcome, on) = (call.call.outcome, call.call.on);
            let told = fill(texts.call, &[&name, &round, &words::outcome(lang, outcome), &on]);
            found.push((call.id, call.stands && !outcome.gives(), told));
        }
    }
    Ok(found)
}

/// The only call of somebody that can be cancelled.
fn named(session: &Session, store: &mut Store, said: &str) -> Result<(EntryId, RecipientId), CliError> {
    let texts = texts(session.lang);
    let recipient = lookup::written(session, store, said)?;
    let can: Vec<_> = calls(session, store, recipient)?.into_iter().filter(|(_, can, _)| *can).collect();
    let name = store.recipient(recipient)?.name;
    match can.as_slice() {
        [(visit, ..)] => Ok((*visit, recipient)),
        [] => Err(CliError::Message(Status::Nothing, vec![fill(texts.no_call, &[&name])])),
        several => {
            let head = fill(texts.several, &[&several.len(), &name]);
            let lines = several.iter().map(|(id, _, told)| format!("  {id}  {told}"));
            Err(CliError::Message(Status::BadData, std::iter::once(head).chain(lines).collect()))
        }
    }
}
