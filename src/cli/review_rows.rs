//! The rows of one list of `muster review`: as JSON item by item, or as a table. `head` is that of the JSON; none prints
//! the table.

use chrono::NaiveDate;
use serde::Serialize;

use super::error::CliError;
use super::json::{self, EntryJson};
use super::out::Out;
use super::review::{HeadJson, texts};
use super::session::Session;
use super::table::{Columns, Side};
use crate::domain::attention::{Attention, AttentionItem};
use crate::domain::entry::{LedgerLine, LedgerQuery, Unusual};
use crate::domain::money::Fen;
use crate::domain::review::{DoublePair, DoubleSide, ReviewQuery};
use crate::domain::text::CleanText;
use crate::lang::{fill, review, words};
use crate::store::Store;

#[derive(Serialize)]
struct PersonJson<'a> {
    recipient: String,
    name: &'a str,
    township: &'a str,
    village: Option<&'a str>,
    group: Option<&'a str>,
    state: &'static str,
    /// Left out where the list itself tells of the birth.
    id: Option<&'a str>,
    phone: Option<&'a str>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct SideJson<'a> {
    recipient: String,
    name: &'a str,
    birth_year: Option<i32>,
    id: Option<&'a str>,
    phone: Option<&'a str>,
    card: Option<&'a str>,
    township: &'a str,
    village: Option<&'a str>,
    groups: Vec<&'a str>,
    last_gift_round: Option<String>,
    last_gift_fen: Option<i64>,
    last_gift_goods_fen: Option<i64>,
    died_on: Option<NaiveDate>,
    left_on: Option<NaiveDate>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    why: &'static str,
    one: SideJson<'a>,
    other: SideJson<'a>,
}

impl<'a> From<&'a DoubleSide> for SideJson<'a> {
    fn from(side: &'a DoubleSide) -> Self {
        let gift = side.last_gift.as_ref();
        Self {
            recipient: side.id.to_string(),
            name: &side.name,
            birth_year: side.birth_year,
            id: side.id_masked.as_deref(),
            phone: side.phone_masked.as_deref(),
            card: side.card_masked.as_deref(),
            township: &side.township,
            village: json::filled(&side.village),
            groups: side.groups.iter().map(CleanText::as_str).collect(),
            last_gift_round: gift.map(|gift| gift.round.to_string()),
            last_gift_fen: gift.map(|gift| gift.cash.get()),
            last_gift_goods_fen: gift.map(|gift| gift.goods_value.get()),
            died_on: side.died_on,
            left_on: side.left_on,
        }
    }
}

/// The rows of a list as a table that is printed line by line, each visited twice: to be measured and to be printed.
fn print<T>(
    session: &Session,
    out: &mut Out,
    heads: &[(&str, Side)],
    cells: impl Fn(&T) -> Vec<Vec<String>>,
    mut each: impl FnMut(&mut dyn FnMut(T)) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut columns = Columns::new(heads);
    each(&mut |item| cells(&item).iter().for_each(|row| columns.measure(row)))?;
    if columns.is_empty() {
        out.line(texts(session.lang).empty);
        return Ok(());
    }
    out.line(&columns.heads());
    each(&mut |item| cells(&item).iter().for_each(|row| out.line(&columns.line(row))))
}

/// People, each a row.
pub(super) fn people(
    session: &Session,
    store: &Store,
    list: Attention,
    head: Option<&HeadJson>,
    query: &ReviewQuery,
    out: &mut Out,
) -> Result<(), CliError> {
    let (titles, today) = (session.heads(), session.clock.today());
    let round = store.current_round(today)?.map(|round| round.code);
    // A masked number beside the months of a birth tells more of it than either alone.
    let numbered = list != Attention::Sixty;
    if let Some(head) = head {
        let mut items = out.json_with_list(head, "items");
        store.review_people(list, query, round, today, |item| {
            let row = &item.row;
            items.item(&PersonJson {
                recipient: row.id.to_string(),
                name: &row.name,
                township: &row.township,
                village: json::filled(&row.village),
                group: json::filled(&row.group),
                state: row.state.code(),
                id: row.id_masked.as_deref().filter(|_| numbered),
                phone: row.phone_masked.as_deref().filter(|phone| !phone.is_empty()),
                note: item.note.as_deref(),
            });
            Ok::<_, CliError>(())
        })?;
        items.end();
        return Ok(());
    }
    let heads = [
        (titles.township, Side::Left),
        (titles.village, Side::Left),
        (titles.name, Side::Left),
        (titles.group, Side::Left),
        (titles.id_number, Side::Left),
        (titles.phone, Side::Left),
        (titles.state, Side::Left),
        (titles.note, Side::Left),
    ];
    let shown = |text: &Option<CleanText>| text.as_ref().map_or_else(String::new, ToString::to_string);
    let cells = |item: &AttentionItem| {
        let row = &item.row;
        vec![vec![
            row.township.to_string(),
            row.village.to_string(),
            row.name.to_string(),
            row.group.to_string(),
            if numbered { shown(&row.id_masked) } else { String::new() },
            shown(&row.phone_masked),
            words::standing(session.lang, row.standing, row.state, today),
            shown(&item.note),
        ]]
    };
    print(session, out, &heads, cells, |visit| {
        store.review_people(list, query, round, today, |item| {
            visit(item);
            Ok::<_, CliError>(())
        })
    })
}

/// Pairs, both sides.
pub(super) fn doubles(
    session: &Session,
    store: &Store,
    head: Option<&HeadJson>,
    query: &ReviewQuery,
    out: &mut Out,
) -> Result<(), CliError> {
    let (texts, titles) = (texts(session.lang), session.heads());
    if let Some(head) = head {
        let mut items = out.json_with_list(head, "items");
        store.review_doubles(query, |pair| {
            let (one, other) = (SideJson::from(&pair.one), SideJson::from(&pair.other));
            items.item(&PairJson { why: pair.why.code(), one, other });
            Ok::<_, CliError>(())
        })?;
        items.end();
        return Ok(());
    }
    let heads = [
        (texts.why, Side::Left),
        (titles.name, Side::Left),
        (titles.birth, Side::Left),
        (titles.id_number, Side::Left),
        (titles.phone, Side::Left),
        (titles.township, Side::Left),
        (titles.village, Side::Left),
        (titles.group, Side::Left),
        (texts.last_gift, Side::Left),
    ];
    let shown = |text: &Option<CleanText>| text.as_ref().map_or_else(String::new, ToString::to_string);
    let side = |why: &str, side: &DoubleSide| {
        let groups: Vec<&str> = side.groups.iter().map(CleanText::as_str).collect();
        vec![
            why.to_owned(),
            side.name.to_string(),
            side.birth_year.map_or_else(String::new, |year| year.to_string()),
            shown(&side.id_masked),
            shown(&side.phone_masked),
            side.township.to_string(),
            side.village.to_string(),
            groups.join(" "),
            side.last_gift.as_ref().map_or_else(String::new, |gift| {
                let amount = if gift.cash == Fen::ZERO { gift.goods_value } else { gift.cash };
                format!("{} {}", words::round_short(session.lang, gift.round), amount.short())
            }),
        ]
    };
    // Both of a pair on lines of their own, the second without the word that stands before both.
    let cells =
        |pair: &DoublePair| vec![side(review::why(session.lang, pair.why), &pair.one), side("", &pair.other)];
    print(session, out, &heads, cells, |visit| {
        store.review_doubles(query, |pair| {
            visit(pair);
            Ok::<_, CliError>(())
        })
    })
}

/// Gifts, newest first.
pub(super) fn gifts(
    session: &Session,
    store: &Store,
    unusual: Unusual,
    head: Option<&HeadJson>,
    query: &ReviewQuery,
    out: &mut Out,
) -> Result<(), CliError> {
    let titles = session.heads();
    let entries = gifts_of(unusual, query);
    if let Some(head) = head {
        let mut items = out.json_with_list(head, "items");
        store.ledger_rows(&entries, |entry| {
            items.item(&EntryJson::from(&entry));
            Ok::<_, CliError>(())
        })?;
        items.end();
        return Ok(());
    }
    let is_owed = unusual == Unusual::Raised;
    let mut heads = vec![
        ("#", Side::Right),
        (titles.day, Side::Left),
        (titles.name, Side::Left),
        (titles.township, Side::Left),
        (titles.round, Side::Left),
        (titles.cash, Side::Right),
        (titles.goods, Side::Right),
        (titles.handlers, Side::Left),
        (titles.note, Side::Left),
    ];
    if is_owed {
        heads.insert(OWED_AT, (texts(session.lang).owed, Side::Right));
    }
    let cells = |line: &LedgerLine| {
        let handlers: Vec<&str> = line.handlers.iter().map(CleanText::as_str).collect();
        let mut cells = vec![
            line.no.to_string(),
            line.on.to_string(),
            line.name.to_string(),
            line.township.as_ref().map_or_else(String::new, ToString::to_string),
            words::round(session.lang, line.round),
            line.cash.short(),
            if line.goods_value == Fen::ZERO { String::new() } else { line.goods_value.short() },
            handlers.join(session.lang.pick("、", ", ")),
            line.reason.as_ref().map_or_else(String::new, ToString::to_string),
        ];
        if is_owed {
            cells.insert(OWED_AT, line.owed.short());
        }
        vec![cells]
    };
    print(session, out, &heads, cells, |visit| {
        store.ledger_rows(&entries, |line| {
            visit(line);
            Ok::<_, CliError>(())
        })
    })?;
    let owed = if is_owed { store.ledger_sum(&entries)?.owed } else { Fen::ZERO };
    if owed > Fen::ZERO {
        out.line(&fill(texts(session.lang).owed_sum, &[&words::yuan(session.lang, owed)]));
    }
    Ok(())
}

/// Where the column of what is owed stands.
const OWED_AT: usize = 6;

/// The entries of a list of gifts.
pub(super) fn gifts_of(unusual: Unusual, query: &ReviewQuery) -> LedgerQuery {
    LedgerQuery { township: query.township.clone(), unusual: Some(unusual), ..LedgerQuery::default() }
}
