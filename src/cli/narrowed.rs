//! What narrows a list, as it is named on a command line: a village or a group in any of their spellings, a fund, an account, a
//! round. One that the register does not have is refused with what there is: the list of a slip of the pen would be empty, and
//! look like nobody.

use super::error::{CliError, shown};
use super::membership::Labels;
use super::parse;
use super::session::Session;
use crate::domain::holiday::RoundCode;
use crate::domain::outgoing::Outgoing;
use crate::domain::payment::figures::PaymentQuery;
use crate::domain::place::{TownshipCode, VillageSaid};
use crate::domain::text::{CleanText, NAME_MAX};
use crate::lang::{fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of what is named and not there.
    fn texts(lang) -> NarrowedTexts {
        /// What was typed, and what comes near.
        no_village: "没有这个嘎查村：{}（相近的有 {}）" / "no such village: {} (there are {})";
        /// The township, what was typed, and what comes near.
        no_village_of: "{}没有这个嘎查村：{}（相近的有 {}）" / "{} has no such village: {} (there are {})";
        /// What was typed, and those that it may be.
        several: "「{}」可能是 {}：请写全名，或加 --township" / "\"{}\" may be {}: write the whole name, or add --township";
        /// What was typed, and what there is.
        no_fund: "没有这项资金：{}（有 {}）" / "no such fund: {} (there are {})";
        /// What was typed.
        no_actor: "没有这个账户做过的操作：{}" / "no act was done by this account: {}";
        /// The round, and those that there are.
        no_round: "{}没有建立，还没有记录（有 {}）" / "{} was not created, nothing is recorded of it (there are {})";
        none: "还没有" / "none yet";
        comma: "、" / ", ";
    }
}

/// The village that is named, as the register writes it; where no township is named, a village of any.
pub(super) fn village(
    session: &Session,
    store: &Store,
    township: Option<&TownshipCode>,
    said: Option<&str>,
) -> Result<Option<CleanText>, CliError> {
    let Some(said) = said else { return Ok(None) };
    let typed = parse::text(session, said, NAME_MAX)?;
    let texts = texts(session.lang);
    let near = match store.village_said(township, &typed)? {
        VillageSaid::Known(name) => return Ok(Some(name)),
        VillageSaid::Several(names) => {
            return Err(CliError::usage(fill(texts.several, &[&shown(said), &told(&names, texts)])));
        }
        VillageSaid::Unknown { near } => told(&near, texts),
    };
    let townships = store.townships()?;
    let of = townships.iter().find(|one| Some(&one.code) == township);
    Err(CliError::usage(match of {
        Some(of) => fill(texts.no_village_of, &[&of.name, &shown(said), &near]),
        None => fill(texts.no_village, &[&shown(said), &near]),
    }))
}

/// The visit group that is named.
pub(super) fn group(
    session: &Session,
    store: &Store,
    said: Option<&str>,
) -> Result<Option<CleanText>, CliError> {
    said.map(|said| Labels::groups(store)?.find(session, said)).transpose()
}

/// A fund that is named: one of the programmes, or one that paid something.
pub(super) fn fund(
    session: &Session,
    store: &Store,
    said: Option<&str>,
) -> Result<Option<CleanText>, CliError> {
    let Some(fund) = parse::maybe_text(session, said, NAME_MAX)? else { return Ok(None) };
    let known = store.known_funds()?;
    let paid = || store.payment_sum(&PaymentQuery { fund: Some(fund.clone()), ..PaymentQuery::default() });
    if known.iter().any(|one| one.same_name(&fund)) || paid()?.entries > 0 {
        return Ok(Some(fund));
    }
    let texts = texts(session.lang);
    Err(CliError::usage(fill(texts.no_fund, &[&shown(&fund), &told(&known, texts)])))
}

/// An account by which something was done.
pub(super) fn actor(
    session: &Session,
    store: &Store,
    said: Option<&str>,
) -> Result<Option<CleanText>, CliError> {
    let Some(actor) = parse::maybe_text(session, said, NAME_MAX)? else { return Ok(None) };
    if store.has_acts_by(&actor)? {
        return Ok(Some(actor));
    }
    Err(CliError::usage(fill(texts(session.lang).no_actor, &[&shown(&actor)])))
}

/// A round of which something can be on record: a created one, or the current one.
pub(super) fn recorded(
    session: &Session,
    store: &Store,
    round: Option<RoundCode>,
) -> Result<Option<RoundCode>, CliError> {
    let Some(code) = round else { return Ok(None) };
    let known = store.round_codes()?;
    let current = store.current_round(session.clock.today())?.map(|round| round.code);
    if known.contains(&code) || current == Some(code) {
        return Ok(Some(code));
    }
    let texts = texts(session.lang);
    let named: Vec<String> = known.iter().rev().map(|code| words::round(session.lang, *code)).collect();
    let named = if named.is_empty() { texts.none.to_owned() } else { named.join(texts.comma) };
    Err(CliError::usage(fill(texts.no_round, &[&words::round(session.lang, code), &named])))
}

fn told(names: &[CleanText], texts: &NarrowedTexts) -> String {
    if names.is_empty() {
        return texts.none.to_owned();
    }
    names.iter().map(CleanText::as_str).collect::<Vec<_>>().join(texts.comma)
}

/// The options that narrow a list.
pub(super) fn taken(what: Outgoing) -> &'static [&'static str] {
    match what {
        Outgoing::Recipients => &["--township", "--village", "--group"],
        Outgoing::Due => &["--round", "--township", "--village", "--group", "--state"],
        Outgoing::Ledger => &["--round", "--year", "--township", "--group"],
        Outgoing::Payments => &["--programme", "--year", "--month", "--township", "--fund", "--person"],
        Outgoing::Visits => &["--round", "--year", "--township", "--village"],
        Outgoing::Plan => &["--round", "--township", "--village", "--station", "--team"],
        Outgoing::Progress => &["--round", "--township", "--by"],
        Outgoing::Rounds => &["--year"],
        Outgoing::Review => &["--township", "--check"],
        Outgoing::Audit => &["--round", "--year", "--rule"],
        Outgoing::Acts => &["--round", "--year", "--day", "--person", "--by"],
        Outgoing::Work => &["--year", "--month", "--kind", "--township", "--open"],
        Outgoing::Unseen => &["--year", "--township"],
        Outgoing::VisitSheet
        | Outgoing::SignSheet
        | Outgoing::LogSheet
        | Outgoing::Payroll
        | Outgoing::YearReport
        | Outgoing::Figure
        | Outgoing::Bulletin
        | Outgoing::Notice => &[],
    }
}
