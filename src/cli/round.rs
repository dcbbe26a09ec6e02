//! `muster round`: rounds created beforehand, changed before they open, and closed once they are over.

use serde::Serialize;

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, Status, shown};
use super::kept::Daily;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::round::{Round, RoundRule, Standard};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX, fold_width};
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `round`.
    fn texts(lang) -> RoundTexts {
        /// The round, its first day, its last, the end of its grace.
        created: "已建立 {}：{} 至 {}，宽限到 {}" / "created {}: {} to {}, grace until {}";
        /// The round.
        exists: "{} 已经建立过，没有重复" / "{} was created before, nothing added";
        /// The round, its first day, its last, the end of its grace.
        changed: "已修改 {}：{} 至 {}，宽限到 {}" / "changed {}: {} to {}, grace until {}";
        /// The round.
        unchanged: "{} 没有要改的" / "nothing to change in {}";
        /// The round, how many were open.
        closed: "已结束 {}，未发 {} 户" / "closed {}, {} not given";
        /// The round, the day.
        closed_before: "{} 在 {} 已经结束，没有重复" / "{} was closed on {} already, nothing added";
        /// The round, why.
        refused: "{}：{}" / "{}: {}";
        nothing: "没有写要改什么：--standard --goods --opens --due-until --grace-until" / "nothing to change was named: --standard --goods --opens --due-until --grace-until";
        /// What was typed.
        standard_form: "标准写作 慰问类别=元：{}" / "a standard is written GROUP=YUAN: {}";
        /// What was typed.
        goods_form: "慰问品写作 慰问类别=物品=元：{}" / "goods are written GROUP=TEXT=YUAN: {}";
        /// What was typed, what there is.
        unknown_group: "没有这个慰问类别：{}（有 {}）" / "no such visit group: {} (there are {})";
    }
}

/// The family.
pub(super) struct RoundFamily;

impl Family for RoundFamily {
    const NAME: &'static str = "round";
    const HELP: Help = help! {
        "慰问活动：建立、修改、结束" / "Creates, changes or closes a round";
        [db today json]
        "muster round create 2024-army" => "事先建立，标准照上一次" / "Created beforehand, with the standards of the last one";
        "muster round close 2024-spring --reason 年末结清" => "未发的不再应访" / "Whoever is open is no longer due";
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

/// The arguments of `round set`.
#[derive(Debug, clap::Args)]
pub(super) struct SetArgs {
    #[arg(value_name = "ROUND")]
    round: String,
    #[arg(long = "standard", value_name = "GROUP=YUAN")]
    standards: Vec<String>,
    #[arg(long, value_name = "GROUP=TEXT=YUAN")]
    goods: Vec<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    opens: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due_until: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    grace_until: Option<String>,
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
}

/// How an act on a round ended.
enum Ending {
    /// It was done; how many were closed with it.
    Done(Option<u64>),
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
            return end(session, code, &Ending::Exists, &line, out);
        }
        if round.window.grace_until < session.clock.today() {
            return end(session, code, &Ending::Refused(RoundRule::Over), "", out);
        }
        let line = with_days(session, texts(session.lang).created, &round);
        write(session, &mut store, code, Op::CreateRound(round), |_| line, out)
    }
}

impl Command for CloseArgs {
    const NAME: &'static str = "close";
    const HELP: Help = help! {
        "结束一次宽限已过的活动：还没有发的记为未发" / "Closes a round whose grace is over: what is open in it is not given";
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
            return end(session, code, &Ending::Exists, &fill(texts.closed_before, &[&name, &on]), out);
        }
        let told = |open: Option<u64>| fill(texts.closed, &[&name, &open.unwrap_or_default()]);
        write(session, &mut store, code, Op::CloseRound { code, reason }, told, out)
    }
}

impl Command for SetArgs {
    const NAME: &'static str = "set";
    const HELP: Help = help! {
        "修改一次还没有开始的活动的标准和日期" / "Changes the standards and the days of a round that has not opened";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        standards: "慰问类别的慰问金，可写多次；0 元即不发" / "Cash of a visit group, any number of times; 0 for none";
        goods: "慰问类别的慰问品及折合，可写多次；=0 即不发" / "Goods of a visit group with their value, any number of times; =0 for none";
        opens: "开始" / "The first day";
        due_until: "应访至" / "The last day due";
        grace_until: "宽限至" / "The last day of grace";
        [db today json]
        "muster round set 2025年春节 --standard 烈士遗属=1200" => "烈士遗属发 1,200 元" / "1,200 yuan for 烈士遗属";
    };

    /// Changes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = parse::round(session, &self.round)?;
        let texts = texts(session.lang);
        let days = [&self.opens, &self.due_until, &self.grace_until];
        if self.standards.is_empty() && self.goods.is_empty() && days.iter().all(|day| day.is_none()) {
            return Err(CliError::usage(texts.nothing));
        }
        let mut store = session.open()?;
        let before = store.round(code)?;
        let mut round = before.clone();
        let window = &mut round.window;
        for (day, typed) in
            [&mut window.opens, &mut window.due_until, &mut window.grace_until].into_iter().zip(days)
        {
            if let Some(typed) = typed {
                *day = parse::day(session, typed)?;
            }
        }
        for typed in &self.standards {
            let form = || CliError::usage(fill(texts.standard_form, &[&shown(typed)]));
            let (group, yuan) = typed.split_once(['=', '＝']).ok_or_else(form)?;
            let cash = parse::amount(session, yuan)?;
            standard(session, &store, &mut round, group)?.cash = cash;
        }
        for typed in &self.goods {
            let form = || CliError::usage(fill(texts.goods_form, &[&shown(typed)]));
            let (group, rest) = typed.split_once(['=', '＝']).ok_or_else(form)?;
            let (goods, yuan) = rest.rsplit_once(['=', '＝']).unwrap_or(("", rest));
            let (goods, value) = (parse::text(session, goods, NAME_MAX)?, parse::amount(session, yuan)?);
            if goods.is_empty() != (value == Fen::ZERO) {
                return Err(form());
            }
            let standard = standard(session, &store, &mut round, group)?;
            (standard.goods, standard.goods_value) = (goods, value);
        }
        round.standards.retain(|standard| standard.total() > Fen::ZERO);
        if before.created && round == before {
            let line = fill(texts.unchanged, &[&words::round(session.lang, code)]);
            return end(session, code, &Ending::Exists, &line, out);
        }
        let line = with_days(session, texts.changed, &round);
        write(session, &mut store, code, Op::ChangeRound(round), |_| line, out)
    }
}

/// The standard of a group in a round, one of nothing where it had none.
fn standard<'r>(
    session: &Session,
    store: &Store,
    round: &'r mut Round,
    typed: &str,
) -> Result<&'r mut Standard, CliError> {
    let plain = |text: &str| fold_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let groups: Vec<CleanText> = store.groups()?.into_iter().map(|group| group.name).collect();
    let Some(group) = groups.iter().find(|group| plain(group) == plain(typed)).cloned() else {
        let known: Vec<&str> = groups.iter().map(CleanText::as_str).collect();
        let known = known.join(session.texts().comma);
        return Err(CliError::usage(fill(texts(session.lang).unknown_group, &[&shown(typed), &known])));
    };
    // In the fixed order of the groups, which breaks ties.
    let rank = |name: &CleanText| groups.iter().position(|group| group == name);
    let at = round.standards.partition_point(|standard| rank(&standard.group) < rank(&group));
    if round.standards.get(at).is_none_or(|standard| standard.group != group) {
        let goods = CleanText::default();
        round.standards.insert(at, Standard { group, cash: Fen::ZERO, goods, goods_value: Fen::ZERO });
    }
    round.standards.get_mut(at).ok_or_else(|| RegisterError::Round(RoundRule::NotCreated).into())
}

fn with_days(session: &Session, template: &str, round: &Round) -> String {
    let window = &round.window;
    let name = words::round(session.lang, round.code);
    fill(template, &[&name, &window.opens, &window.due_until, &window.grace_until])
}

/// Writes, and says what came of it; `told` makes the line of what was done.
fn write(
    session: &Session,
    store: &mut Store,
    code: RoundCode,
    op: Op,
    told: impl FnOnce(Option<u64>) -> String,
    out: &mut Out,
) -> CommandResult {
    let daily = Daily::ask(session, store);
    let closed = match store.commit(&op, &session.ctx()) {
        Ok(receipt) => {
            if let Answer::Closed(open) = receipt.answer {
                Some(open)
            } else {
                None
            }
        }
        Err(RegisterError::Round(rule)) => return end(session, code, &Ending::Refused(rule), "", out),
        Err(other) => return Err(other.into()),
    };
    out.note_written();
    let ended = end(session, code, &Ending::Done(closed), &told(closed), out);
    daily.keep(session, store, out);
    ended
}

/// Says how it ended: `line` says it where it was not refused.
fn end(session: &Session, code: RoundCode, ending: &Ending, line: &str, out: &mut Out) -> CommandResult {
    let (result, closed, rule) = match ending {
        Ending::Done(closed) => ("done", *closed, None),
        Ending::Exists => ("exists", None, None),
        Ending::Refused(rule) => ("refused", None, Some(*rule)),
    };
    let status = if rule.is_some() { Status::NotPermitted } else { Status::Fine };
    let message = rule.map(|rule| {
        let why = lang::rules::round(session.lang, rule);
        fill(texts(session.lang).refused, &[&words::round(session.lang, code), &why])
    });
    if session.json {
        let rule = rule.map(RoundRule::code);
        out.json(&RoundJson { result, round: code.to_string(), closed, rule, message });
    } else if let Some(message) = message {
        return Err(CliError::Message(status, vec![message]));
    } else {
        out.line(line);
    }
    Ok(status)
}
