//! `muster reverse`: cancels a gift.

use serde::Serialize;

use super::out::Out;
use super::parse;
use super::settings::Settings;
use super::trouble::{Ended, Failure, Status};
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::op::{Answer, Op};
use crate::domain::text::NOTE_MAX;
use crate::lang::{self, fill};

/// What `reverse` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "ENTRY")]
    entry: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
}

#[derive(Serialize)]
struct Told {
    result: &'static str,
    entry: String,
    reverses: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// Reverses; says so only after the commit.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let texts = settings.texts();
    let reason = parse::text(settings, &args.reason, NOTE_MAX)?;
    let id = match &args.id {
        Some(said) => parse::id(settings, said)?,
        None => clock::new_entry_id(),
    };
    let mut store = settings.open()?;
    let of = store.resolve_entry(&args.entry)?;
    let told = |result, rule, message| Told {
        result,
        entry: id.to_string(),
        reverses: of.to_string(),
        rule,
        message,
    };
    let (told, status, line) = match store.commit(&Op::Reverse { id, of, reason }, &settings.ctx()) {
        Ok(receipt) if receipt.answer == Answer::Exists(id) => {
            (told("exists", None, None), Status::Fine, fill(texts.reversed_before, &[&of, &id]))
        }
        Ok(_) => {
            out.note_written();
            (told("recorded", None, None), Status::Fine, fill(texts.reversed, &[&of, &id]))
        }
        Err(RegisterError::Different(_)) => {
            let line = fill(texts.different, &[&id]);
            (told("different", None, Some(line.clone())), Status::BadData, line)
        }
        Err(trouble @ RegisterError::NotReversible(_)) => {
            let line = lang::errors::text(settings.lang, &trouble);
            (told("refused", Some("not_reversible"), Some(line.clone())), Status::NotPermitted, line)
        }
        Err(other) => return Err(other.into()),
    };
    if settings.json {
        out.json(&told);
    } else if status == Status::Fine {
        out.line(&line);
    } else {
        return Err(Failure::Said(status, vec![line]));
    }
    Ok(status)
}
