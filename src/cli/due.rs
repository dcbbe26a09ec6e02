//! `muster due`: who is due in a round.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::json::{self, Counts, HeadsJson, OutsideJson};
use super::out::Out;
use super::parse;
use super::session::Session;
use super::table::{Columns, Side};
use crate::domain::due::DueState;
use crate::domain::holiday::RoundCode;
use crate::domain::list::RosterRow;
use crate::domain::money::Fen;
use crate::domain::round_card::RoundCard;
use crate::lang::{fill, texts, words};
use crate::store::{DueQuery, DueStates, Store};

texts! {
    /// The texts of `due`.
    fn texts(lang) -> DueTexts {
        no_round: "今天不在任何慰问期内，请用 --round 指定" / "no round concerns this day: name one with --round";
        empty: "没有符合条件的慰问对象" / "nobody answers to that";
        none_now: "现在没有应访的；其余的用 --state all 看" / "nobody is due now; --state all lists the rest";
        /// A window: opens, due until, grace until.
        window: "慰问期 {} 至 {}，宽限到 {}" / "open {} to {}, grace until {}";
    }
}

/// The arguments of `due`.
#[derive(Debug, clap::Args)]
pub(super) struct DueArgs {
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
}

#[derive(Serialize)]
struct DueJson {
    round: String,
    today: NaiveDate,
    opens: NaiveDate,
    due_until: NaiveDate,
    grace_until: NaiveDate,
    counts: Counts,
    outside: OutsideJson,
    head: HeadsJson,
}

#[derive(Serialize)]
pub(super) struct ItemJson<'a> {
    recipient: String,
    name: &'a str,
    township: &'a str,
    village: Option<&'a str>,
    group: &'a str,
    amount_fen: i64,
    state: &'static str,
    kind: &'static str,
    goods_fen: i64,
    goods: Option<&'a str>,
    /// What of the standard is still owed: the cash, and the value of the goods.
    owed_fen: i64,
    owed_goods_fen: i64,
    why: Option<&'static str>,
    /// The day that was promised at the last call.
    promised_on: Option<NaiveDate>,
    address: Option<&'a str>,
    phone_masked: Option<&'a str>,
}

impl<'a> From<&'a RosterRow> for ItemJson<'a> {
    fn from(row: &'a RosterRow) -> Self {
        let standard = row.standard.as_ref();
        let owed = standard.map_or([Fen::ZERO; 2], |standard| row.standing.owed(standard));
        let [owed_fen, owed_goods_fen] = owed.map(Fen::get);
        Self {
            recipient: row.id.to_string(),
            name: &row.name,
            township: &row.township,
            village: json::filled(&row.village),
            group: &row.group,
            amount_fen: standard.map_or(0, |standard| standard.cash.get()),
            state: row.state.code(),
            kind: json::kind(row.kind),
            goods_fen: standard.map_or(0, |standard| standard.goods_value.get()),
            goods: standard.and_then(|standard| json::filled(&standard.goods)),
            owed_fen,
            owed_goods_fen,
            why: json::why(row.standing),
            promised_on: row.standing.promised(),
            address: row.address.as_deref(),
            phone_masked: row.phone_masked.as_deref(),
        }
    }
}

impl Command for DueArgs {
    const NAME: &'static str = "due";
    const HELP: Help = help! {
        "列出一次慰问活动的应访名单" / "Who is due in a round";
        round: "慰问活动，如 2024-spring 或 2024年春节；默认当前活动" / "Round, e.g. 2024-spring or 2024年春节; else the current one";
        township: "只看这个苏木镇场的人员（代码、名称或别名）" / "Only the people of this township (code, name or another spelling)";
        state:
            "只看这种状态：upcoming due grace overdue done closed，或中文；all 看全部；默认是现在该走访的" /
            "Only this state: upcoming due grace overdue done closed, or in Chinese; all for everybody; else who is to be visited now";
        [db today json]
        "muster due" => "当前活动里现在该走访的，约好的在前" / "Who is to be visited now in the current round, the promised first";
        "muster due --township 桑根达来" => "一个苏木镇里的" / "The same in one township";
        "muster due --state all" => "整份名单，已访和已了结的也在内" / "The whole list, visited and closed too";
        "muster due --round 2023年八一 --json" => "指定活动，输出 JSON" / "Another round, as JSON";
    };

    /// Lists the items of a round. An empty list is an answer, not a failure.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = self.round.as_deref().map(|argument| parse::round(session, argument)).transpose()?;
        let states = match self.state.as_deref() {
            None => DueStates::ToVisit,
            Some(all) if ["all", "全部"].contains(&all.trim()) => DueStates::All,
            Some(argument) => DueStates::Only(parse::state(session, argument)?),
        };
        session.open()?.reading(|store| {
            let township = match &self.township {
                Some(argument) => Some(parse::township(session, &store.townships()?, argument)?),
                None => None,
            };
            let today = session.clock.today();
            let round = match code {
                Some(code) => code,
                None => {
                    current(store, today)?.ok_or_else(|| CliError::usage(texts(session.lang).no_round))?
                }
            };
            let query = DueQuery { round, township, states };
            let card = store.due_card(&query, today)?;
            if session.json {
                print_json(store, &query, &card, today, out)?;
            } else {
                print(session, store, &query, &card, out)?;
            }
            Ok(Status::Fine)
        })
    }
}

/// The round that concerns the day: the register's, else the next one of the calendar, if it reaches there.
pub(super) fn current(store: &Store, today: NaiveDate) -> Result<Option<RoundCode>, CliError> {
    if let Some(round) = store.current_round(today)? {
        return Ok(Some(round.code));
    }
    let mut rounds = [today.year(), today.year() + 1].into_iter().flat_map(RoundCode::of_year);
    Ok(rounds.find(|code| code.default_window().is_ok_and(|window| window.grace_until >= today)))
}

fn print_json(
    store: &Store,
    query: &DueQuery,
    card: &RoundCard,
    today: NaiveDate,
    out: &mut Out,
) -> Result<(), CliError> {
    let window = &card.round.window;
    let head = DueJson {
        round: query.round.to_string(),
        today,
        opens: window.opens,
        due_until: window.due_until,
        grace_until: window.grace_until,
        counts: Counts::from(&card.counts),
        outside: card.outside.into(),
        head: HeadsJson::from(&store.heads()?),
    };
    let mut list = out.json_with_list(&head, "items");
    store.due_rows(query, today, |row| {
        list.item(&ItemJson::from(&row));
        Ok::<_, CliError>(())
    })?;
    list.end();
    Ok(())
}

fn print(
    session: &Session,
    store: &Store,
    query: &DueQuery,
    card: &RoundCard,
    out: &mut Out,
) -> Result<(), CliError> {
    let (heads, today) = (session.heads(), session.clock.today());
    out.line(&title(session, card));
    out.line(&counts(session, card));
    let mut columns = Columns::new(&[
        (heads.township, Side::Left),
        (heads.village, Side::Left),
        (heads.name, Side::Left),
        (heads.group, Side::Left),
        (heads.standard, Side::Right),
        (heads.goods, Side::Left),
        (heads.state, Side::Left),
        (heads.phone, Side::Left),
        (heads.address, Side::Left),
    ]);
    let cells = |row: &RosterRow| {
        let standard = row.standard.as_ref();
        [
            row.township.to_string(),
            row.village.to_string(),
            row.name.to_string(),
            row.group.to_string(),
            standard.map_or_else(String::new, |standard| standard.cash.short()),
            standard.map_or_else(String::new, |standard| standard.goods.to_string()),
            words::standing(session.lang, row.standing, row.state, today),
            row.phone_masked.as_deref().unwrap_or_default().to_owned(),
            row.address.as_deref().unwrap_or_default().to_owned(),
        ]
    };
    store.due_rows(query, today, |row| {
        columns.measure(&cells(&row));
        Ok::<_, CliError>(())
    })?;
    if columns.is_empty() {
        let texts = texts(session.lang);
        out.line(if query.states == DueStates::ToVisit { texts.none_now } else { texts.empty });
        return Ok(());
    }
    out.line("");
    out.line(&columns.heads());
    store.due_rows(query, today, |row| {
        out.line(&columns.line(&cells(&row)));
        Ok::<_, CliError>(())
    })?;
    out.line(&session.head_line(&store.heads()?));
    Ok(())
}

/// A round and its window in one line.
pub(super) fn title(session: &Session, card: &RoundCard) -> String {
    let (texts, window) = (texts(session.lang), &card.round.window);
    let heads = session.heads();
    let days = fill(texts.window, &[&window.opens, &window.due_until, &window.grace_until]);
    let mut line = format!("{}  {days}", words::round(session.lang, card.round.code));
    if !card.round.created {
        line.push_str("  ");
        line.push_str(heads.not_created);
    }
    line
}

/// How many items are in which state, and behind them who was given something beside the list; states without items are left
/// out.
pub(super) fn counts(session: &Session, card: &RoundCard) -> String {
    let count = |(state, n): (DueState, u64)| format!("{} {n}", words::state(session.lang, state));
    let all = DueState::ALL.iter().map(|state| (*state, card.counts.of(*state)));
    let some: Vec<String> = all.filter(|(_, n)| *n > 0).map(count).collect();
    let mut line = if some.is_empty() { count((DueState::Due, 0)) } else { some.join("  ") };
    if let Some(outside) = words::outside(session.lang, card.outside) {
        line.push_str("  ");
        line.push_str(&outside);
    }
    line
}
