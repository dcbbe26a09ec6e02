//! `muster bulletin`: the weekly bulletin of a round, ten lines of text.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::command::{Command, Help, help};
use super::due;
use super::error::{CliError, CommandResult, Status};
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::allocation::balance::Balance;
use crate::domain::due::{CloseReason, DueState, Standing};
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::recipient::Kind;
use crate::domain::round_progress::{
    PartProgress, ProgressBy, ProgressListQuery, ProgressPart, ProgressQuery, ProgressState, total,
};
use crate::lang::{Lang, fill, round_progress as said, texts, words};
use crate::store::Store;

/// Days that a week is told of: the day itself and the six before it.
const WEEK: u64 = 7;

texts! {
    /// The texts of `bulletin`.
    fn texts(lang) -> BulletinTexts {
        no_round: "今天不在任何慰问期内，请写明活动" / "no round concerns this day: name one";
        /// The round, the day, people, units, the planned cash.
        planned: "一、{}走访慰问工作周报（截至 {}）：计划走访 {} 人、单位 {} 个，计划慰问金 {} 元。" /
            "1. {}, weekly bulletin by the end of {}: planned {} p{erson|eople}, {} unit{|s}, cash {} yuan.";
        /// From, to, people, units; in all people, units, percent.
        done: "二、本周（{} 至 {}）走访 {} 人、单位 {} 个；累计走访 {} 人、单位 {} 个，完成 {}。" /
            "2. This week ({} to {}): {} p{erson|eople}, {} unit{|s}; in all {} p{erson|eople}, {} unit{|s}, {} done.";
        /// Places with their percentages.
        best: "三、进度靠前：{}。" / "3. Ahead: {}.";
        last: "四、进度靠后：{}。" / "4. Behind: {}.";
        /// How many are still to be visited, in grace, overdue.
        left: "五、尚待走访 {} 人（户），其中宽限期内 {}，逾期 {}。" / "5. Still to visit: {}, of these in grace {}, overdue {}.";
        /// How many, by what.
        closed: "六、已了结 {}：{}。" / "6. Closed: {} ({}).";
        /// Cash of the week, cash in all, of planned.
        cash: "七、本周发放慰问金 {} 元，累计 {} 元，占计划 {}。" / "7. Cash this week {} yuan, in all {} yuan, {} of the plan.";
        /// Goods of the week, goods in all.
        goods: "八、本周发放慰问品折款 {} 元，累计 {} 元。" / "8. Goods this week worth {} yuan, in all {} yuan.";
        /// Teams.
        teams: "九、尚未开展的走访组：{}。" / "9. Teams not started: {}.";
        /// Cash, goods.
        open: "十、下拨未结：{}。" / "10. Allocations open: {}.";
        none: "无" / "none";
        no_teams: "未分组" / "no teams";
        /// A place, its percentage.
        part: "{} {}" / "{} {}";
        /// A holder, what is open there.
        held: "{}（{}）" / "{} ({})";
        comma: "、" / ", ";
    }
}

/// The arguments of `bulletin`.
#[derive(Debug, clap::Args)]
pub(super) struct BulletinArgs {
    #[arg(value_name = "ROUND")]
    round: Option<String>,
}

/// The figures: each is that of `progress`, of its list, or of the allocations.
#[derive(Debug, Serialize)]
struct BulletinJson {
    round: String,
    today: NaiveDate,
    from: NaiveDate,
    people: u64,
    units: u64,
    planned_fen: i64,
    week_people: u64,
    week_units: u64,
    done_people: u64,
    done_units: u64,
    best: Vec<PlaceShare>,
    last: Vec<PlaceShare>,
    due: u64,
    grace: u64,
    overdue: u64,
    closed: u64,
    closed_by: BTreeMap<&'static str, u64>,
    week_cash_fen: i64,
    cash_fen: i64,
    week_goods_fen: i64,
    goods_fen: i64,
    teams: usize,
    teams_not_started: Vec<String>,
    open: Vec<OpenShare>,
    lines: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PlaceShare {
    place: String,
    percent: u64,
}

#[derive(Debug, Serialize)]
struct OpenShare {
    holder: String,
    cash_fen: i64,
    goods: Vec<(String, i64)>,
}

impl Command for BulletinArgs {
    const NAME: &'static str = "bulletin";
    const HELP: Help = help! {
        "走访慰问工作周报：十行文字，数字与进度、名单、下拨一致" / "The weekly bulletin of a round: ten lines of text";
        round: "慰问活动，如 2024-spring 或 2024年春节；默认当前活动" / "Round, e.g. 2024-spring or 2024年春节; else the current one";
        [db today json]
        "muster bulletin" => "当前活动的周报" / "Of the current round";
        "muster bulletin 2024年春节 --today 2024-02-02" => "截至那天的周报" / "By the end of that day";
    };

    /// Tells the bulletin.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let code = self.round.as_deref().map(|argument| parse::round(session, argument)).transpose()?;
        let bulletin = session.open()?.reading(|store| {
            let day = session.clock.today();
            let round = match code {
                Some(code) => code,
                None => due::current(store, day)?.ok_or_else(|| CliError::usage(texts.no_round))?,
            };
            bulletin(store, session.lang, round, day)
        })?;
        if session.json {
            out.json(&bulletin);
        } else {
            out.lines(&bulletin.lines);
        }
        Ok(Status::Fine)
    }
}

/// People and units of a state, and what they were given.
struct Side {
    people: PartProgress,
    units: PartProgress,
}

impl Side {
    fn of(lines: &[PartProgress]) -> Self {
        let of = |kind| total(lines.iter().filter(|line| line.part.kind() == kind), ProgressPart::Outside);
        Self { people: of(Kind::Person), units: of(Kind::Unit) }
    }

    fn whole(&self) -> PartProgress {
        total([&self.people, &self.units], ProgressPart::Outside)
    }
}

fn bulletin(store: &Store, lang: Lang, round: RoundCode, day: NaiveDate) -> Result<BulletinJson, CliError> {
    let query = ProgressQuery { round, by: ProgressBy::Township, day };
    let before = day.checked_sub_days(Days::new(WEEK)).unwrap_or(day);
    let lines = store.round_progress(&query)?;
    let now = Side::of(&lines);
    let then = Side::of(&store.round_progress(&ProgressQuery { day: before, ..query })?);
    let whole = now.whole();
    let week = |of: fn(&PartProgress) -> Fen| of(&whole).plus(of(&then.whole()).negated()).get();
    let more = |of: fn(&Side) -> &PartProgress| {
        of(&now).of(DueState::Done).saturating_sub(of(&then).of(DueState::Done))
    };
    let mut shares: Vec<PlaceShare> = lines
        .iter()
        .filter(|line| matches!(line.part, ProgressPart::Township(_)))
        .filter_map(|line| {
            Some(PlaceShare { place: said::part(lang, query.by, line), percent: line.percent()? })
        })
        .collect();
    shares.sort_by_key(|one| std::cmp::Reverse(one.percent));
    let mut last = shares.split_off(shares.len().div_ceil(2).min(SHOWN.max(shares.len() / 2)));
    last.reverse();
    last.truncate(SHOWN);
    shares.truncate(SHOWN);
    let teams = store.round_progress(&ProgressQuery { by: ProgressBy::Team, ..query })?;
    let with_team = |line: &&PartProgress| matches!(line.part, ProgressPart::Team(..));
    let mut started: BTreeMap<String, u64> = BTreeMap::new();
    for line in teams.iter().filter(with_team) {
        *started.entry(line.name.to_string()).or_default() += line.of(DueState::Done);
    }
    let idle: Vec<String> =
        started.iter().filter(|(_, done)| **done == 0).map(|(name, _)| name.clone()).collect();
    let mut bulletin = BulletinJson {
        round: round.to_string(),
        today: day,
        from: before.succ_opt().unwrap_or(day),
        people: now.people.planned(),
        units: now.units.planned(),
        planned_fen: whole.planned_cash.get(),
        week_people: more(|side| &side.people),
        week_units: more(|side| &side.units),
        done_people: now.people.of(DueState::Done),
        done_units: now.units.of(DueState::Done),
        best: shares,
        last,
        due: whole.due(),
        grace: whole.of(DueState::Grace),
        overdue: whole.of(DueState::Overdue),
        closed: whole.of(DueState::Closed),
        closed_by: closed_by(store, query)?,
        week_cash_fen: week(|line| line.cash),
        cash_fen: whole.cash.get(),
        week_goods_fen: week(|line| line.goods),
        goods_fen: whole.goods.get(),
        teams: started.len(),
        teams_not_started: idle,
        open: open(store, round)?,
        lines: Vec::new(),
    };
    bulletin.lines = told(lang, round, &bulletin, &whole);
    Ok(bulletin)
}

/// Places told as ahead, and as behind.
const SHOWN: usize = 3;

/// Those closed, by why.
fn closed_by(store: &Store, of: ProgressQuery) -> Result<BTreeMap<&'static str, u64>, CliError> {
    let state = Some(ProgressState::Closed);
    let query = ProgressListQuery { of, part: None, state, start: Start::First, limit: 0 };
    let mut by: BTreeMap<&'static str, u64> = BTreeMap::new();
    store.progress_rows(&query, |row| {
        if let Standing::Closed(_) = row.standing
            && let Some(why) = super::json::why(row.standing)
        {
            *by.entry(why).or_default() += 1;
        }
        Ok::<_, CliError>(())
    })?;
    Ok(by)
}

/// What is open with each station and team.
fn open(store: &Store, round: RoundCode) -> Result<Vec<OpenShare>, CliError> {
    let open = store.balances(round)?.into_iter().filter(Balance::is_open);
    Ok(open
        .map(|balance| OpenShare {
            holder: balance.holder.name().to_string(),
            cash_fen: balance.cash.open().max(0),
            goods: balance
                .goods
                .iter()
                .filter(|(_, amounts)| amounts.open() > 0)
                .map(|(kind, amounts)| (kind.told(), amounts.open()))
                .collect(),
        })
        .collect())
}

fn told(lang: Lang, round: RoundCode, of: &BulletinJson, whole: &PartProgress) -> Vec<String> {
    let texts = texts(lang);
    let or_none = |all: Vec<String>| {
        if all.is_empty() { texts.none.to_owned() } else { all.join(texts.comma) }
    };
    let share = |part: u64, all: u64| {
        (part * 100).checked_div(all).map_or_else(|| texts.none.to_owned(), |percent| format!("{percent}%"))
    };
    let places = |all: &[PlaceShare]| {
        let one = |one: &PlaceShare| fill(texts.part, &[&one.place, &format!("{}%", one.percent)]);
        or_none(all.iter().map(one).collect())
    };
    let yuan = |fen: i64| Fen::new(fen).short();
    let fen = |fen: i64| u64::try_from(fen).unwrap_or_default();
    let reasons = CloseReason::ALL.into_iter().filter_map(|why| {
        let count = of.closed_by.get(super::json::why(Standing::Closed(why))?)?;
        let word = words::standing(lang, Standing::Closed(why), DueState::Closed, of.today);
        Some(fill(texts.part, &[&word, count]))
    });
    let open = of.open.iter().map(|one| {
        let cash = (one.cash_fen > 0).then(|| words::yuan(lang, Fen::new(one.cash_fen)));
        let goods = one.goods.iter().map(|(kind, open)| fill(texts.part, &[kind, open]));
        let all: Vec<String> = cash.into_iter().chain(goods).collect();
        fill(texts.held, &[&one.holder, &all.join(texts.comma)])
    });
    let teams = if of.teams == 0 { texts.no_teams.to_owned() } else { or_none(of.teams_not_started.clone()) };
    let done = whole.percent().map_or_else(|| texts.none.to_owned(), |percent| format!("{percent}%"));
    vec![
        fill(
            texts.planned,
            &[&words::round(lang, round), &of.today, &of.people, &of.units, &yuan(of.planned_fen)],
        ),
        fill(
            texts.done,
            &[&of.from, &of.today, &of.week_people, &of.week_units, &of.done_people, &of.done_units, &done],
        ),
        fill(texts.best, &[&places(&of.best)]),
        fill(texts.last, &[&places(&of.last)]),
        fill(texts.left, &[&(of.due + of.grace + of.overdue), &of.grace, &of.overdue]),
        fill(texts.closed, &[&of.closed, &or_none(reasons.collect())]),
        fill(
            texts.cash,
            &[&yuan(of.week_cash_fen), &yuan(of.cash_fen), &share(fen(of.cash_fen), fen(of.planned_fen))],
        ),
        fill(texts.goods, &[&yuan(of.week_goods_fen), &yuan(of.goods_fen)]),
        fill(texts.teams, &[&teams]),
        fill(texts.open, &[&or_none(open.collect())]),
    ]
}
