//! `muster review`: what is to be checked.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::out::Out;
use super::session::Session;
use super::table::{Side, Table};
use super::{parse, review_rows};
use crate::domain::attention::Count;
use crate::domain::entry::Unusual;
use crate::domain::review::{Review, ReviewQuery};
use crate::lang::{Lang, fill, review, texts};
use crate::store::Store;

texts! {
    /// The texts of `review`.
    pub(super) fn texts(lang) -> ReviewTexts {
        empty: "没有要核对的" / "nothing is to be checked";
        /// What was typed, and the names there are.
        unknown: "没有名单「{}」；有 {}" / "no list `{}`; there are {}";
        list: "名单" / "List";
        count: "数目" / "Count";
        what: "说明" / "What";
        why: "为什么" / "Why";
        last_gift: "上次慰问" / "Last gift";
        owed: "待补差" / "Owed";
        /// The sum that is owed.
        owed_sum: "合计待补差 {}" / "{} owed together";
    }
}

/// The arguments of `review`.
#[derive(Debug, clap::Args)]
pub(super) struct ReviewArgs {
    #[arg(value_name = "LIST")]
    list: Option<String>,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
}

/// All lists, each with how many are on it.
#[derive(Serialize)]
struct ListsJson {
    township: Option<String>,
    lists: Vec<ListJson>,
}

/// A list, and how many are on it.
#[derive(Serialize)]
struct ListJson {
    list: &'static str,
    count: u64,
}

/// The head of one list.
#[derive(Serialize)]
pub(super) struct HeadJson {
    list: &'static str,
    township: Option<String>,
    count: u64,
    /// Of those to whom a rise of the standard is owed, what is owed together.
    #[serde(skip_serializing_if = "Option::is_none")]
    owed_fen: Option<i64>,
}

impl Command for ReviewArgs {
    const NAME: &'static str = "review";
    const HELP: Help = help! {
        "列出要核对的：疑似同一人、证件、电话、标准外等" / "What is to be checked: likely doubles, numbers, unusual gifts";
        list:
            "名单：doubles noted-gone no-id check-digit no-phone no-village sixty not-seen off-standard not-listed top-up after-death，或中文；默认各名单的数目" /
            "doubles noted-gone no-id check-digit no-phone no-village sixty not-seen off-standard not-listed top-up after-death, or in Chinese; else all with their counts";
        township: "只看这个苏木镇场（代码、名称或别名）" / "Only this township (code, name or another spelling)";
        [db today json]
        "muster review" => "各名单和数目" / "The lists that apply, with their counts";
        "muster review doubles" => "疑似同一人的，两人并列" / "Pairs that may be one human, both sides";
        "muster review no-phone --township 桑根达来 --json" => "一个苏木镇没有电话的，输出 JSON" / "Those without a phone in one township, as JSON";
    };

    /// Lists what is to be checked. An empty list is an answer, not a failure.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let list = self.list.as_deref().map(|argument| named(session, argument)).transpose()?;
        session.open()?.reading(|store| {
            let township = match &self.township {
                Some(argument) => Some(parse::township(session, &store.townships()?, argument)?),
                None => None,
            };
            let Some((list, code)) = list else {
                return lists(session, store, &ReviewQuery { list: Review::Doubles, township }, out);
            };
            let query = ReviewQuery { list, township };
            let head = session.json.then(|| head(session, store, code, &query)).transpose()?;
            match list {
                Review::People(of) => review_rows::people(session, store, of, head.as_ref(), &query, out)?,
                Review::Doubles => review_rows::doubles(session, store, head.as_ref(), &query, out)?,
                Review::Gifts(of) => review_rows::gifts(session, store, of, head.as_ref(), &query, out)?,
            }
            Ok(Status::Fine)
        })
    }
}

/// The list that somebody names, by its stable name or as the screens call it.
pub(super) fn named(session: &Session, argument: &str) -> Result<(Review, &'static str), CliError> {
    let said = parse::said(session, argument)?;
    let all = || Review::ALL.into_iter().filter_map(|list| Some((list, list.code()?)));
    let found =
        all().find(|(list, code)| *code == said.trim() || review::name(Lang::Zh, *list) == said.trim());
    found.ok_or_else(|| {
        let known: Vec<&str> = all().map(|(_, code)| code).collect();
        CliError::usage(fill(
            texts(session.lang).unknown,
            &[&super::error::shown(argument), &known.join(" ")],
        ))
    })
}

/// Every list with anybody on it.
fn lists(session: &Session, store: &Store, of: &ReviewQuery, out: &mut Out) -> CommandResult {
    let (texts, today) = (texts(session.lang), session.clock.today());
    let mut found = Vec::new();
    for list in Review::ALL {
        let counted = store.review_count_all(&ReviewQuery { list, ..of.clone() }, today)?;
        if let Some(code) = list.code().filter(|_| counted > 0) {
            found.push((list, code, counted));
        }
    }
    if session.json {
        let lists = found.into_iter().map(|(_, list, count)| ListJson { list, count }).collect();
        out.json(&ListsJson { township: of.township.as_ref().map(ToString::to_string), lists });
        return Ok(Status::Fine);
    }
    if found.is_empty() {
        out.line(texts.empty);
        return Ok(Status::Fine);
    }
    let heads =
        [(texts.list, Side::Left), (texts.count, Side::Right), ("", Side::Left), (texts.what, Side::Left)];
    let mut table = Table::new(&heads);
    for (list, code, counted) in found {
        table.row(vec![
            code.to_owned(),
            review::count(session.lang, list, Count { counted, more: false }),
            review::name(session.lang, list).to_owned(),
            review::hint(session.lang, list).to_owned(),
        ]);
    }
    out.lines(&table.lines());
    Ok(Status::Fine)
}

/// The head of a list as JSON.
fn head(
    session: &Session,
    store: &Store,
    list: &'static str,
    query: &ReviewQuery,
) -> Result<HeadJson, CliError> {
    let count = store.review_count_all(query, session.clock.today())?;
    let owed_fen = match query.list {
        Review::Gifts(of @ Unusual::Raised) => {
            Some(store.ledger_sum(&review_rows::gifts_of(of, query))?.owed.get())
        }
        Review::Gifts(Unusual::OffStandard | Unusual::NotListed | Unusual::AfterDeath)
        | Review::People(_)
        | Review::Doubles => None,
    };
    Ok(HeadJson { owed_fen, list, township: query.township.as_ref().map(ToString::to_string), count })
}
