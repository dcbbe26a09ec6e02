//! `muster acts`: who did what, when, with what was there before and after.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::lookup;
use super::narrowed;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::audit::Span;
use crate::domain::audit::act::{ActLine, ActQuery};
use crate::domain::date::local_time;
use crate::lang::{acts, audit as words, texts, undo};

texts! {
    /// The texts of `acts`.
    fn texts(lang) -> ActsTexts {
        nothing: "没有符合条件的操作" / "no act answers to that";
        /// Between what was there before and after.
        becomes: " > " / " > ";
    }
}

/// The arguments of `acts`.
#[derive(Debug, clap::Args)]
pub(super) struct ActsArgs {
    #[arg(long, value_name = "YEAR", conflicts_with = "round")]
    year: Option<String>,
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
    #[arg(long, value_name = "RECIPIENT")]
    person: Option<String>,
    #[arg(long, value_name = "ACCOUNT")]
    by: Option<String>,
}

#[derive(Serialize)]
struct ActJson<'a> {
    no: i64,
    day: String,
    recorded_at_ms: i64,
    by: &'a str,
    action: &'a str,
    subject: &'a str,
    recipient: Option<String>,
    name: Option<&'a str>,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> From<&'a ActLine> for ActJson<'a> {
    fn from(act: &'a ActLine) -> Self {
        let filled = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        Self {
            no: act.no,
            day: act.on.to_string(),
            recorded_at_ms: act.at_ms,
            by: &act.actor,
            action: &act.action,
            subject: &act.subject,
            recipient: act.recipient.map(|id| id.to_string()),
            name: filled(&act.name),
            before: filled(&act.before),
            after: filled(&act.after),
        }
    }
}

impl Command for ActsArgs {
    const NAME: &'static str = "acts";
    const HELP: Help = help! {
        "操作记录：谁、何时、做了什么、之前、之后；新的在前，号码隐去" /
            "Who did what, when, before and after; newest first, numbers masked";
        year: "只看这一年" / "Only this calendar year";
        round: "只看这次慰问活动的" / "Only of this round and its calls";
        day: "只看这一天" / "Only on this day";
        person: "只看这个对象的（姓名、编号或身份证号，- 为标准输入）" / "Only about this recipient: name, id or ID number, - for the standard input";
        by: "只看这个账户做的" / "Only by this account";
        [db today json]
        "muster acts" => "全部操作，新的在前" / "All acts, newest first";
        "muster acts --day 0202" => "某一天的" / "Those of a day";
        "muster acts --person 程连富 --json" => "某人的，输出 JSON" / "Those about somebody, as JSON";
    };

    /// Lists acts.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let year = self.year.as_deref().map(|argument| parse::year(session, argument)).transpose()?;
        let round = self.round.as_deref().map(|argument| parse::round(session, argument)).transpose()?;
        let span = match (year, round) {
            (Some(year), _) => Span::Year(year),
            (None, Some(round)) => Span::Round(round),
            (None, None) => Span::All,
        };
        let day = self.day.as_deref().map(|argument| parse::day(session, argument)).transpose()?;
        let mut store = session.open()?;
        narrowed::recorded(session, &store, round)?;
        let actor = narrowed::actor(session, &store, self.by.as_deref())?;
        let person = match self.person.as_deref() {
            None => None,
            Some(said) => Some(lookup::recipient(session, &mut store, said)?),
        };
        let query = ActQuery { span, day, person, actor, ..ActQuery::default() };
        store.reading(|store| {
            if session.json {
                let mut list = out.json_list();
                store.act_rows(&query, |act| {
                    list.item(&ActJson::from(&act));
                    Ok::<_, CliError>(())
                })?;
                list.end();
                return Ok(Status::Fine);
            }
            let mut any = false;
            store.act_rows(&query, |act| {
                any = true;
                out.line(&line(session, &act));
                Ok::<_, CliError>(())
            })?;
            if !any {
                out.line(texts(session.lang).nothing);
            }
            Ok(Status::Fine)
        })
    }
}

/// An act in one line. The clock is told where it says another day than the one that was used.
fn line(session: &Session, act: &ActLine) -> String {
    let clock = local_time(act.at_ms);
    let when = if clock.date() == act.on {
        format!("{} {}", act.on, clock.format("%H:%M"))
    } else {
        format!("{} ({})", act.on, clock.format("%Y-%m-%d %H:%M"))
    };
    let about = acts::about(session.lang, act);
    let [before, after] = [acts::before(session.lang, act), acts::after(session.lang, act)];
    let sides =
        if before.is_empty() { after } else { [&before, texts(session.lang).becomes, &after].concat() };
    let number = undo::number(session.lang, act.no);
    let parts = [&number, when.as_str(), &act.actor, words::act(session.lang, &act.action), &about, &sides];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
