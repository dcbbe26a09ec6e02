//! The words of a command line: read once, refused in the user's language, never echoed raw.

use std::io::{self, BufRead as _, Read as _};

use chrono::{Datelike, NaiveDate};

use super::error::{CliError, shown};
use super::session::Session;
use crate::app::action::MainScreen;
use crate::domain::date::Typed;
use crate::domain::due::DueState;
use crate::domain::holiday::{CodeError, FIRST_YEAR, LAST_YEAR, RoundCode};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::text::{CleanText, TextError, fold_width};
use crate::domain::visit::Outcome;
use crate::lang::fill;

/// Most bytes of a text that is read from the standard input.
const SAID_MOST: u64 = 1000;

/// Who or what is looked for: the argument, or the first line of the standard input where it is `-`. Other accounts of the
/// machine can read the arguments of a program.
pub(super) fn said(session: &Session, argument: &str) -> Read<String> {
    if argument != "-" {
        return Ok(argument.to_owned());
    }
    let mut line = String::new();
    let read = io::stdin().lock().take(SAID_MOST).read_line(&mut line);
    match read {
        Ok(_) if !line.trim().is_empty() => Ok(line.trim().to_owned()),
        Ok(_) | Err(_) => Err(CliError::usage(session.texts().nothing_said)),
    }
}

type Read<T> = Result<T, CliError>;

/// A round: `2024-spring` or 2024年春节.
pub(super) fn round(session: &Session, argument: &str) -> Read<RoundCode> {
    argument.parse().map_err(|error| {
        let texts = session.texts();
        CliError::usage(match error {
            CodeError::Form => fill(texts.bad_round, &[&shown(argument)]),
            CodeError::Year(year) => fill(texts.bad_year, &[&year, &FIRST_YEAR, &LAST_YEAR]),
        })
    })
}

/// A calendar or holiday year: `2023` or 2023年.
pub(super) fn year(session: &Session, argument: &str) -> Read<i32> {
    let folded = fold_width(argument);
    let digits = folded.trim().trim_end_matches('年');
    match digits.parse() {
        Ok(year) if (FIRST_YEAR..=LAST_YEAR).contains(&year) && digits.len() == 4 => Ok(year),
        Ok(_) | Err(_) => {
            Err(CliError::usage(fill(session.texts().bad_year, &[&shown(argument), &FIRST_YEAR, &LAST_YEAR])))
        }
    }
}

/// A day as on every screen: `2024-02-02`, `0202`, 昨天, `-2`.
pub(super) fn day(session: &Session, argument: &str) -> Read<NaiveDate> {
    match Typed::on(session.clock.today()).read(argument) {
        Ok(day) if (FIRST_YEAR..=LAST_YEAR).contains(&day.year()) => Ok(day),
        Ok(day) => Err(CliError::usage(fill(session.texts().far_day, &[&day, &FIRST_YEAR, &LAST_YEAR]))),
        Err(_) => Err(CliError::usage(fill(session.texts().bad_day, &[&shown(argument)]))),
    }
}

/// A birth date, as on every screen or written 1952.8.1; one that cannot be is for the register to refuse.
pub(super) fn birth(session: &Session, argument: &str) -> Read<NaiveDate> {
    Typed::on(session.clock.today())
        .read(argument)
        .map_err(|_| CliError::usage(fill(session.texts().bad_day, &[&shown(argument)])))
}

/// A state that an item can be in, by code or Chinese word.
pub(super) fn state(session: &Session, argument: &str) -> Read<DueState> {
    DueState::parse(argument)
        .filter(|state| *state != DueState::NotEligible)
        .ok_or_else(|| CliError::usage(fill(session.texts().bad_state, &[&shown(argument)])))
}

/// An outcome, by code or Chinese word.
pub(super) fn outcome(session: &Session, argument: &str) -> Read<Outcome> {
    Outcome::parse(argument).ok_or_else(|| {
        let known: Vec<String> =
            Outcome::ALL.iter().map(|o| format!("{} ({})", o.code(), o.chinese())).collect();
        CliError::usage(fill(session.texts().bad_outcome, &[&shown(argument), &known.join(", ")]))
    })
}

/// The id of a recording.
pub(super) fn id(session: &Session, argument: &str) -> Read<EntryId> {
    argument.trim().parse().map_err(|_| CliError::usage(fill(session.texts().bad_id, &[&shown(argument)])))
}

/// An amount in yuan.
pub(super) fn amount(session: &Session, argument: &str) -> Read<Fen> {
    Fen::parse(argument).map_err(|error| {
        let why = crate::lang::rules::money(session.lang, error);
        CliError::bad_data(fill(session.texts().bad_amount, &[&shown(argument), &why]))
    })
}

/// A text that goes into the register.
pub(super) fn text(session: &Session, argument: &str, max: usize) -> Read<CleanText> {
    CleanText::parse(argument, max).map_err(|error| {
        let texts = session.texts();
        CliError::bad_data(match error {
            TextError::Character(c) => fill(texts.bad_character, &[&format!("U+{c:04X}"), &shown(argument)]),
            TextError::TooLong(max) => fill(texts.too_long, &[&max, &shown(argument)]),
            TextError::Marks => fill(texts.bad_marks, &[&shown(argument)]),
        })
    })
}

/// A text that goes into the register, if one was given.
pub(super) fn maybe_text(session: &Session, argument: Option<&str>, max: usize) -> Read<Option<CleanText>> {
    argument.map(|argument| text(session, argument, max)).transpose()
}

/// A township, by code, name or another spelling.
pub(super) fn township(session: &Session, townships: &[Township], argument: &str) -> Read<TownshipCode> {
    let plain = |text: &str| fold_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let wanted = plain(argument);
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
            CliError::usage(fill(
                session.texts().unknown_township,
                &[&shown(argument), &names.join(session.texts().comma)],
            ))
        })
}

/// The screen to open first: `today` or `roster`.
pub(super) fn start(argument: &str) -> Option<MainScreen> {
    [MainScreen::TODAY, MainScreen::HOME].into_iter().find(|screen| screen.name == argument.trim())
}
