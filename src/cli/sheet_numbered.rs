//! `muster sheet write` and `sheet list`: numbered sheets to sign.

use serde::Serialize;

use super::error::{CliError, CommandResult, Status};
use super::narrowed;
use super::out::Out;
use super::parse;
use super::session::Session;
use super::sheet::SheetArgs;
use super::station;
use super::table::{Side, Table};
use crate::domain::plan::PlanFilter;
use crate::domain::sign_sheet::{NumberedQuery, SheetCard};
use crate::exchange::sheets;
use crate::lang::{self, texts};

texts! {
    /// The texts of numbered sheets.
    fn texts(lang) -> NumberedSheetTexts {
        no_round: "请写哪次活动：muster sheet write 2024-spring" / "name the round: muster sheet write 2024-spring";
        none: "没有带编号的签领表" / "no numbered sheets";
        number: "编号" / "Sheet";
        place: "范围" / "Of";
        printed: "打印" / "Printed";
        lines: "人数" / "Lines";
        recorded: "已登记" / "Recorded";
        cash: "应发" / "Planned";
        given: "实发" / "Given";
        state: "状态" / "State";
    }
}

#[derive(Serialize)]
struct CardJson {
    sheet: String,
    round: String,
    place: String,
    printed_on: chrono::NaiveDate,
    lines: usize,
    recorded: usize,
    state: &'static str,
    half_keyed: bool,
    planned_fen: i64,
    cash_fen: i64,
}

impl From<&SheetCard> for CardJson {
    fn from(card: &SheetCard) -> Self {
        Self {
            sheet: card.number.to_string(),
            round: card.round.to_string(),
            place: card.place.to_string(),
            printed_on: card.printed_on,
            lines: card.lines,
            recorded: card.recorded,
            state: card.state().code(),
            half_keyed: card.half_keyed,
            planned_fen: card.cash.get(),
            cash_fen: card.given.get(),
        }
    }
}

/// Writes a sheet out, and tells its number.
pub(super) fn write(args: &SheetArgs, session: &Session, out: &mut Out) -> CommandResult {
    let leaving = args.leaving(session)?;
    leaving.format(session)?;
    let round = args.round(session)?.ok_or_else(|| CliError::usage(texts(session.lang).no_round))?;
    let mut store = session.open()?;
    let township = match &args.township {
        Some(said) => Some(parse::township(session, &store.townships()?, said)?),
        None => None,
    };
    let village = narrowed::village(session, &store, township.as_ref(), args.village.as_deref())?;
    let team = station::team_named(session, &store, args.team.as_deref())?;
    let station = station::named(session, &store, args.station.as_deref())?;
    let filter = PlanFilter { township, village, station, team, unassigned: false };
    let query = NumberedQuery { round, filter, units: args.units };
    leaving.run(session, &mut store, out, |store, to, options, ctx| {
        sheets::numbered(store, &query, to, options, ctx)
    })
}

/// Lists the sheets of a round, or all.
pub(super) fn list(args: &SheetArgs, session: &Session, out: &mut Out) -> CommandResult {
    let round = args.round(session)?;
    let cards = session.open()?.sign_sheets(round)?;
    if session.json {
        out.json(&cards.iter().map(CardJson::from).collect::<Vec<_>>());
        return Ok(Status::Fine);
    }
    let texts = texts(session.lang);
    if cards.is_empty() {
        out.line(texts.none);
        return Ok(Status::Fine);
    }
    let mut table = Table::new(&[
        (texts.number, Side::Left),
        (texts.place, Side::Left),
        (texts.printed, Side::Left),
        (texts.lines, Side::Right),
        (texts.recorded, Side::Right),
        (texts.cash, Side::Right),
        (texts.given, Side::Right),
        (texts.state, Side::Left),
    ]);
    for card in &cards {
        table.row(vec![
            card.number.to_string(),
            card.place.to_string(),
            card.printed_on.to_string(),
            card.lines.to_string(),
            card.recorded.to_string(),
            card.cash.yuan(),
            card.given.yuan(),
            lang::signing::state(session.lang, card.state()).to_owned(),
        ]);
    }
    out.lines(&table.lines());
    Ok(Status::Fine)
}
