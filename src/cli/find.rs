//! `muster find`: the recipients who answer to a few letters.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::due;
use super::error::{CliError, CommandResult, Status, shown};
use super::json;
use super::lookup;
use super::out::{self, Out};
use super::parse;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::holiday::RoundCode;
use crate::domain::recipient::RecipientCard;
use crate::domain::search::{Hit, MatchedBy, SearchQuery, WORDS_MAX, has_more_words};
use crate::domain::text::CleanText;
use crate::lang::{fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `find`.
    fn texts(lang) -> FindTexts {
        /// A search without hits.
        nothing_found: "没有找到：{}" / "nothing found: {}";
        /// Words were typed beyond those that count; how many do.
        words_most: "只按前 {} 个词查找，后面的词没有用上" / "only the first {} words count, the rest was passed over";
        /// More hits than were asked for; how many are shown.
        more: "只列出前 {} 个，还有没列出的；多写几个字，或加 --limit 1000 再查" / "the first {} {is|are} shown, there are more: type more, or add --limit 1000";
        /// The same of as many as can be asked for.
        most: "只列出前 {} 个，还有没列出的；请多写几个字" / "the first {} {is|are} shown, there are more: type more";
    }
}

/// Most hits that can be asked for.
const LIMIT_MAX: u32 = 1_000;

/// The arguments of `find`.
#[derive(Debug, clap::Args)]
pub(super) struct FindArgs {
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=i64::from(LIMIT_MAX)))]
    limit: u32,
}

#[derive(Serialize)]
struct HitJson<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    township: &'a str,
    village: Option<&'a str>,
    groups: Vec<&'a str>,
    state: &'static str,
    id_number: Option<&'a str>,
    phone: Option<&'a str>,
    /// Where it was found by that.
    address: Option<&'a str>,
    /// Whether another registration was found that was merged into this one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    merged: bool,
    round: Option<String>,
}

impl Command for FindArgs {
    const NAME: &'static str = "find";
    const HELP: Help = help! {
        "按姓名、地名、住址（汉字、拼音、首字母）、证件或电话号码的首尾查找" /
            "Find by name, place or address (Han, pinyin, initials), or the ends of an ID or phone";
        query:
            "要找的字，几个词都要符合：姓名、苏木镇、嘎查村、住址里的词（小区、街巷、三组、5号）、证件号首尾、电话末四位；住址里单独的数字须同别的词一起写。号码写 -，再从标准输入给出，别人就看不到" /
            "What to look for; all words must match: name, township, village, a word of the address (estate, road, 三组, 5号), ends of an ID number, last digits of a phone; bare digits of an address only beside another word. Of a number write - and give it on standard input, where nobody else sees it";
        limit: "最多几条" / "Hits at most";
        [db today json]
        "muster find 程连富" => "按姓名" / "By name";
        "muster find clf" => "按拼音首字母" / "By initials";
        "muster find 敖包图 程" => "几个词都要符合：嘎查村和姓" / "All words must match: village and surname";
        "echo 0013 | muster find -" => "号码从标准输入给出，别人看不到" / "A number on standard input, where nobody else sees it";
    };

    /// Lists the hits, best first. Words after the first belong to the query.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let query = parse::said(session, &self.query.join(" "))?;
        let mut store = session.open()?;
        lookup::pace(session, &mut store, &query);
        let today = session.clock.today();
        let Answer { round, hits, cards, more } =
            store.reading(|store| found(store, &query, self.limit, today))?;
        let texts = texts(session.lang);
        if has_more_words(&query) {
            out::aside(&fill(texts.words_most, &[&WORDS_MAX]));
        }
        if session.json {
            let list: Vec<HitJson<'_>> = hits
                .iter()
                .zip(&cards)
                .map(|(hit, card)| HitJson {
                    id: card.id.to_string(),
                    name: &card.name,
                    kind: json::kind(card.kind),
                    township: &hit.row.township,
                    village: json::filled(&hit.row.village),
                    groups: groups(card, today),
                    state: hit.row.state.code(),
                    id_number: card.id_masked.as_deref(),
                    phone: card.phone_masked.as_deref(),
                    address: card.address.as_deref().filter(|_| hit.by == MatchedBy::Address),
                    merged: hit.by == MatchedBy::Merged,
                    round: round.map(|code| code.to_string()),
                })
                .collect();
            out.json(&list);
        } else if !hits.is_empty() {
            out.lines(&table(session, &hits, &cards));
        }
        if more {
            let text = if self.limit < LIMIT_MAX { texts.more } else { texts.most };
            out::aside(&fill(text, &[&self.limit]));
        }
        match (hits.is_empty(), session.json) {
            (false, _) => Ok(Status::Fine),
            (true, true) => Ok(Status::Nothing),
            (true, false) => {
                let line = fill(texts.nothing_found, &[&shown(&query)]);
                Err(CliError::Message(Status::Nothing, vec![line]))
            }
        }
    }
}

/// What was found.
struct Answer {
    /// That the states refer to.
    round: Option<RoundCode>,
    hits: Vec<Hit>,
    /// Of each hit.
    cards: Vec<RecipientCard>,
    /// Whether there are hits beyond those that were asked for.
    more: bool,
}

/// The hits, best first, each with its card. Where keys find too few, everybody's initials are read.
fn found(store: &Store, query: &str, limit: u32, today: NaiveDate) -> Result<Answer, CliError> {
    let round = due::current(store, today)?;
    let mut search = SearchQuery::new(query, round, limit + 1);
    let mut hits: Vec<Hit> = Vec::new();
    while search.limit > 0 {
        let found = store.search(&search, today)?;
        search.known.extend(found.hits.iter().map(|hit| hit.row.key.no));
        search.limit -= u32::try_from(found.hits.len()).unwrap_or(search.limit);
        hits.extend(found.hits);
        let Some(next) = found.next else { break };
        search.reach = next;
    }
    let asked = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = hits.len() > asked;
    hits.truncate(asked);
    let cards = hits
        .iter()
        .map(|hit| store.recipient(hit.row.id))
        .collect::<crate::store::Result<Vec<RecipientCard>>>()?;
    Ok(Answer { round, hits, cards, more })
}

/// The groups held today, in their fixed order.
fn groups(card: &RecipientCard, today: NaiveDate) -> Vec<&str> {
    card.groups.iter().filter(|held| held.covers(today)).map(|held| held.label.as_str()).collect()
}

fn table(session: &Session, hits: &[Hit], cards: &[RecipientCard]) -> Vec<String> {
    let today = session.clock.today();
    let heads = session.heads();
    let heads = [
        heads.name,
        heads.township,
        heads.village,
        heads.groups,
        heads.state,
        heads.id_number,
        heads.phone,
        heads.id,
    ];
    // What a hit was found by is shown.
    let with_address = hits.iter().any(|hit| hit.by == MatchedBy::Address);
    let heads = heads.into_iter().chain(with_address.then_some(session.heads().address));
    let mut table = Table::new(&heads.map(|head| (head, Side::Left)).collect::<Vec<_>>());
    for (hit, card) in hits.iter().zip(cards) {
        let or_blank = |text: &Option<CleanText>| text.as_deref().unwrap_or_default().to_owned();
        let mut cells = vec![
            card.name.to_string(),
            hit.row.township.to_string(),
            hit.row.village.to_string(),
            groups(card, today).join(session.texts().comma),
            words::standing(session.lang, hit.row.standing, hit.row.state, today),
            or_blank(&card.id_masked),
            or_blank(&card.phone_masked),
            card.id.to_string(),
        ];
        cells.extend(with_address.then(|| or_blank(&card.address)));
        table.row(cells);
    }
    table.lines()
}
