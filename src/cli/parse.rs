//! The words of a command line: read once, refused in the user's language, never echoed raw.

use chrono::{Datelike, NaiveDate};

use super::settings::Settings;
use super::trouble::{Failure, shown};
use crate::domain::due::State;
use crate::domain::holiday::{CodeError, FIRST_YEAR, LAST_YEAR, RoundCode};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::text::{CleanText, TextError, fold_width};
use crate::domain::visit::Outcome;
use crate::lang::fill;

type Read<T> = Result<T, Failure>;

/// A round: `2024-spring` or 2024年春节.
pub(super) fn round(settings: &Settings, said: &str) -> Read<RoundCode> {
    said.parse().map_err(|error| {
        let texts = settings.texts();
        Failure::usage(match error {
            CodeError::Form => fill(texts.bad_round, &[&shown(said)]),
            CodeError::Year(year) => fill(texts.bad_year, &[&year, &FIRST_YEAR, &LAST_YEAR]),
        })
    })
}

/// A calendar or holiday year: `2023` or 2023年.
pub(super) fn year(settings: &Settings, said: &str) -> Read<i32> {
    let folded = fold_width(said);
    let digits = folded.trim().trim_end_matches('年');
    match digits.parse() {
        Ok(year) if (FIRST_YEAR..=LAST_YEAR).contains(&year) && digits.len() == 4 => Ok(year),
        Ok(_) | Err(_) => {
            Err(Failure::usage(fill(settings.texts().bad_year, &[&shown(said), &FIRST_YEAR, &LAST_YEAR])))
        }
    }
}

/// A day: `2024-02-02`.
pub(super) fn day(settings: &Settings, said: &str) -> Read<NaiveDate> {
    match fold_width(said).trim().parse::<NaiveDate>() {
        Ok(day) if (FIRST_YEAR..=LAST_YEAR).contains(&day.year()) => Ok(day),
        Ok(_) | Err(_) => Err(Failure::usage(fill(settings.texts().bad_day, &[&shown(said)]))),
    }
}

/// A state that an item can be in, by code or Chinese word.
pub(super) fn state(settings: &Settings, said: &str) -> Read<State> {
    State::parse(said)
        .filter(|state| *state != State::NotEligible)
        .ok_or_else(|| Failure::usage(fill(settings.texts().bad_state, &[&shown(said)])))
}

/// An outcome, by code or Chinese word.
pub(super) fn outcome(settings: &Settings, said: &str) -> Read<Outcome> {
    Outcome::parse(said).ok_or_else(|| {
        let known: Vec<String> =
            Outcome::ALL.iter().map(|o| format!("{} ({})", o.code(), o.chinese())).collect();
        Failure::usage(fill(settings.texts().bad_outcome, &[&shown(said), &known.join(", ")]))
    })
}

/// The id of a recording.
pub(super) fn id(settings: &Settings, said: &str) -> Read<EntryId> {
    said.trim().parse().map_err(|_| Failure::usage(fill(settings.texts().bad_id, &[&shown(said)])))
}

/// An amount in yuan.
pub(super) fn amount(settings: &Settings, said: &str) -> Read<Fen> {
    Fen::parse(said).map_err(|error| {
        let why = crate::lang::rules::money(settings.lang, error);
        Failure::bad_data(fill(settings.texts().bad_amount, &[&shown(said), &why]))
    })
}

/// A text that goes into the register.
pub(super) fn text(settings: &Settings, said: &str, max: usize) -> Read<CleanText> {
    CleanText::parse(said, max).map_err(|error| {
        let texts = settings.texts();
        Failure::bad_data(match error {
            TextError::Character(c) => fill(texts.bad_character, &[&format!("U+{c:04X}"), &shown(said)]),
            TextError::TooLong(max) => fill(texts.too_long, &[&max, &shown(said)]),
            TextError::Marks => fill(texts.bad_marks, &[&shown(said)]),
        })
    })
}

/// A text that goes into the register, if one was given.
pub(super) fn maybe_text(settings: &Settings, said: Option<&str>, max: usize) -> Read<Option<CleanText>> {
    said.map(|said| text(settings, said, max)).transpose()
}

/// A township, by code, name or another spelling.
pub(super) fn township(settings: &Settings, townships: &[Township], said: &str) -> Read<TownshipCode> {
    let plain = |text: &str| fold_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let wanted = plain(said);
    townships
        .iter()
        .find(|one| {
            one.code.0 == wanted
                || plain(&one.name) == wanted
                || one.aliases.iter().any(|alias| plain(alias) == wanted)
        })
        .map(|one| one.code.clone())
        .ok_or_else(|| {
            let names: Vec<&str> = townships.iter().map(|one| one.name.as_str()).collect();
            Failure::usage(fill(
                settings.texts().unknown_township,
                &[&shown(said), &names.join(settings.texts().comma)],
            ))
        })
}
