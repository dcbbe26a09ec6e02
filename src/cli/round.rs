//! `muster round`: rounds created beforehand, changed before they open, and closed once they are over.

use serde::Serialize;

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, Status};
use super::group_many::TouchJson;
use super::kept::Daily;
use super::out::Out;
use super::parse;
use super::round_set::SetArgs;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::group_change::Touches;
use crate::domain::holiday::RoundCode;
use crate::domain::op::{Answer, Op};
use crate::domain::round::{Round, RoundRule};
use crate::domain::text::NOTE_MAX;
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `round`.
    fn texts(lang) -> RoundTexts {
        dry_run: "只看会怎样，没有写入：" / "dry run, nothing is written:";
        /// The round, its first day, its last, the end of its grace.
        created: "已建立 {}：{} 至 {}，宽限到 {}" / "created {}: {} to {}, grace until {}";
        /// The round.
        exists: "{} 已经建立过，没有重复" / "{} was created before, nothing added";
        /// The round, how many were open.
        closed: "已关闭 {}，未发 {} 个对象" / "closed {}, {} not given";
        /// The round, the day.
        closed_before: "{} 在 {} 已经关闭，没有重复" / "{} was closed on {} already, nothing added";
        /// The round, why.
        refused: "{}：{}" / "{}: {}";
    }
}

/// The family.
pub(super) struct RoundFamily;

impl Family for RoundFamily {
    const NAME: &'static str = "round";
    const HELP: Help = help! {
        "慰问活动：建立、修改、关闭" / "Creates, changes or closes a round";
        [db today json]
        "muster round create 2024-army" => "事先建立，标准照上一次" / "Created beforehand, with the standards of the last one";
        "muster round close 2023-spring --reason 年末结清" => "未发的不再应访" / "Whoever is open is no longer due";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<CreateArgs>(), of::<CloseArgs>(), of::<SetArgs>()];
}

/// The arguments of `round create`.
#[derive(Debug, clap::Args)]
pub(super) struct CreateArgs {
    #[arg(value_name = "ROUND")]
    round: String,
}

/// The arguments of `round close`.
#[derive(Debug, clap::Args)]
pub(super) struct CloseArgs {
    #[arg(value_name = "ROUND")]
    round: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Serialize)]
struct RoundJson {
    result: &'static str,
    round: String,
    /// How many were closed with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// What it meant for who is due.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    touches: Vec<TouchJson>,
}

/// How an act on a round ended.
pub(super) enum Ending {
    /// It was done; how many were closed with it, and what it meant for who is due.
    Done(Option<u64>, Touches),
    /// It would be done; what it would mean for who is due.
    Rehearsed(Touches),
    /// It stood already.
    Exists,
    /// A rule refuses it.
    Refused(RoundRule),
}

impl Command for CreateArgs {
    const NAME: &'static str = "create";
    const HELP: Help = help! {
        "事先建立一次活动；日期照节日，标准照上一次" / "Creates a round beforehand: days by the festival, standards by the last one";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        [db today json]
        "muster round create 2025年春节" => "2025 年春节的活动" / "The spring round of 2025";
    };

    /// Creates it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = parse::round(session, &self.round)?;
        let mut store = session.open()?;
        let round = store.round(code)?;
        if round.created {
            let line = fill(texts(session.lang).exists, &[&words::round(session.lang, code)]);
            return end(session, code, &Ending::Exists, &[line], out);
        }
        if round.window.grace_until < session.clock.today() {
            return end(session, code, &Ending::Refused(RoundRule::Over), &[], out);
        }
        let lines = with_days(session, &store, texts(session.lang).created, &round)?;
        write(session, &mut store, code, &Op::CreateRound(round), |_| lines, out)
    }
}

impl Command for CloseArgs {
    const NAME: &'static str = "close";
    const HELP: Help = help! {
        "关闭一次宽限已过的活动：还没有发的记为未发" / "Closes a round whose grace is over: what is open in it is not given";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        reason: "理由" / "Why";
        [db today json]
        "muster round close 2023年八一 --reason 年末结清" => "以后再发须写理由" / "A later gift in it needs a reason";
    };

    /// Closes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = parse::round(session, &self.round)?;
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        let mut store = session.open()?;
        let (texts, name) = (texts(session.lang), words::round(session.lang, code));
        if let Some(on) = store.round(code)?.closed_on {
            return end(session, code, &Ending::Exists, &[fill(texts.closed_before, &[&name, &on])], out);
        }
        let told = |open: Option<u64>| vec![fill(texts.closed, &[&name, &open.unwrap_or_default()])];
        write(session, &mut store, code, &Op::CloseRound { code, reason }, told, out)
    }
}

/// The round with its days, and the groups that have no standard in it.
pub(super) fn with_days(
    session: &Session,
    store: &Store,
    template: &str,
    round: &Round,
) -> Result<Vec<String>, RegisterError> {
    let window = &round.window;
    let name = words::round(session.lang, round.code);
    let mut lines = vec![fill(template, &[&name, &window.opens, &window.due_until, &window.grace_until])];
    let groups = store.groups()?;
    let left_out = round.left_out(groups.iter().map(|group| &group.name));
    lines.extend(lang::rules::without_standard(session.lang, &left_out));
    Ok(lines)
}

/// Writes, and says what came of it; `told` makes the line of what was done.
pub(super) fn write(
    session: &Session,
    store: &mut Store,
    code: RoundCode,
    op: &Op,
    told: impl FnOnce(Option<u64>) -> Vec<String>,
    out: &mut Out,
) -> CommandResult {
    let daily = Daily::ask(session, store);
    let touches = store.touches(op, session.clock.today())?;
    let closed = match store.commit(op, &session.ctx()) {
        Ok(receipt) => {
            if let Answer::Closed(open) = receipt.answer {
                Some(open)
            } else {
                None
            }
        }
        // Another program did so in the same moment.
        Err(RegisterError::Round(RoundRule::Exists)) if matches!(op, Op::CreateRound(_)) => {
            let line = fill(texts(session.lang).exists, &[&words::round(session.lang, code)]);
            return end(session, code, &Ending::Exists, &[line], out);
        }
        Err(RegisterError::Round(rule)) => return end(session, code, &Ending::Refused(rule), &[], out),
        Err(other) => return Err(other.into()),
    };
    out.note_written();
    let mut lines = told(closed);
    lines.extend(lang::groups::touches(session.lang, &touches).iter().map(|line| ["  ", line].concat()));
    let ended = end(session, code, &Ending::Done(closed, touches), &lines, out);
    daily.keep(session, store, out);
    ended
}

/// Says what a write would do, and refuses what it would be refused for; nothing is written.
pub(super) fn rehearse(
    session: &Session,
    store: &mut Store,
    code: RoundCode,
    op: &Op,
    told: Vec<String>,
    out: &mut Out,
) -> CommandResult {
    let touches = store.touches(op, session.clock.today())?;
    match store.rehearse(op, &session.ctx()) {
        Ok(_) => {
            let mut lines = vec![texts(session.lang).dry_run.to_owned()];
            lines.extend(told);
            let told = lang::groups::touches(session.lang, &touches);
            lines.extend(told.iter().map(|line| ["  ", line].concat()));
            end(session, code, &Ending::Rehearsed(touches), &lines, out)
        }
        Err(RegisterError::Round(rule)) => end(session, code, &Ending::Refused(rule), &[], out),
        Err(other) => Err(other.into()),
    }
}

/// Says how it ended: `lines` say it where it was not refused.
pub(super) fn end(
    session: &Session,
    code: RoundCode,
    ending: &Ending,
    lines: &[String],
    out: &mut Out,
) -> CommandResult {
    let (result, closed, rule) = match ending {
        Ending::Done(closed, _) => ("done", *closed, None),
        Ending::Rehearsed(_) => ("dry_run", None, None),
        Ending::Exists => ("exists", None, None),
        Ending::Refused(rule) => ("refused", None, Some(*rule)),
    };
    let touches = match ending {
        Ending::Done(_, touches) | Ending::Rehearsed(touches) => {
            touches.rounds.iter().map(TouchJson::from).collect()
        }
        Ending::Exists | Ending::Refused(_) => Vec::new(),
    };
    let status = if rule.is_some() { Status::NotPermitted } else { Status::Fine };
    let message = rule.map(|rule| {
        let why = lang::rules::round(session.lang, rule);
        fill(texts(session.lang).refused, &[&words::round(session.lang, code), &why])
    });
    if session.json {
        let rule = rule.map(RoundRule::code);
        out.json(&RoundJson { result, round: code.to_string(), closed, rule, message, touches });
    } else if let Some(message) = message {
        return Err(CliError::Message(status, vec![message]));
    } else {
        for line in lines {
            out.line(line);
        }
    }
    Ok(status)
}
