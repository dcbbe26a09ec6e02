//! A service station as it is named on a command line: by its name, or by the place that it serves in any spelling.

use super::error::{CliError, shown};
use super::parse;
use super::session::Session;
use crate::domain::text::{CleanText, NAME_MAX, name_key};
use crate::lang::{fill, texts};
use crate::store::Store;

texts! {
    /// The texts of stations that are named.
    fn texts(lang) -> StationTexts {
        /// What was typed, and what there is.
        unknown: "没有服务站：{}（有 {}）" / "no such station: {} (there are {})";
        /// What was typed, and what there is.
        no_team: "没有走访组：{}（有 {}）" / "no such team: {} (there are {})";
        none: "还没有" / "none yet";
        comma: "、" / ", ";
    }
}

/// The station that is meant; none if no station bears that name or serves that place.
///
/// # Errors
/// Storage troubles.
pub(super) fn meant(session: &Session, store: &Store, said: &str) -> Result<Option<CleanText>, CliError> {
    let stations = store.stations()?;
    if let Some(name) = stations.meant(said) {
        return Ok(Some(name.clone()));
    }
    let townships = store.townships()?;
    let code = parse::township(session, &townships, said).ok();
    let township = townships.iter().find(|one| Some(&one.code) == code.as_ref());
    Ok(township.and_then(|one| stations.meant(&one.name)).cloned())
}

/// The station that is named, if one is.
///
/// # Errors
/// No such station.
pub(super) fn named(
    session: &Session,
    store: &Store,
    said: Option<&str>,
) -> Result<Option<CleanText>, CliError> {
    let Some(said) = said else { return Ok(None) };
    if let Some(name) = meant(session, store, said)? {
        return Ok(Some(name));
    }
    let texts = texts(session.lang);
    let known: Vec<String> = store.stations()?.names().iter().map(ToString::to_string).collect();
    Err(CliError::usage(fill(texts.unknown, &[&shown(said), &known.join(texts.comma)])))
}

/// The team that is named, if one is, by its name as people read it.
///
/// # Errors
/// No such team.
pub(super) fn team_named(
    session: &Session,
    store: &Store,
    said: Option<&str>,
) -> Result<Option<CleanText>, CliError> {
    let Some(said) = said else { return Ok(None) };
    let texts = texts(session.lang);
    let teams = store.teams()?;
    let said = parse::text(session, said, NAME_MAX)?;
    if let Some(team) = teams.iter().find(|team| name_key(&team.name) == name_key(&said)) {
        return Ok(Some(team.name.clone()));
    }
    let known: Vec<String> = teams.iter().map(|team| team.name.to_string()).collect();
    let known = if known.is_empty() { texts.none.to_owned() } else { known.join(texts.comma) };
    Err(CliError::usage(fill(texts.no_team, &[&said, &known])))
}
