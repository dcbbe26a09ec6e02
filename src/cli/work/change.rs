//! `muster FAMILY settle`, `end`, `answer` or `tell`: changes a row of work that stands.

use std::marker::PhantomData;

use clap::{Arg, ArgMatches};
use serde::Serialize;

use super::add::{Given, field_option, option};
use super::row::{self, RowJson};
use super::spec::{Spec, fields};
use crate::cli::command::{Command, Help};
use crate::cli::error::{CliError, CommandResult, Status};
use crate::cli::kept::Daily;
use crate::cli::out::Out;
use crate::cli::parse;
use crate::cli::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::text::CleanText;
use crate::domain::work::{Field, WorkChange};
use crate::lang::{fill, texts, work};

texts! {
    /// The texts of changing.
    fn texts(lang) -> ChangeTexts {
        /// The number, what it is, when.
        changed: "#{} 已更新：{} {}" / "#{} changed: {} {}";
        /// The number.
        stands: "#{} 原来就是这样，没有改动" / "#{}: as it stood, nothing changed";
        nothing: "没有写要改什么" / "nothing to change was given";
    }
}

/// The arguments: which row, the last day, and what its kind tells.
#[derive(Debug)]
pub(in crate::cli) struct Change<F> {
    given: Given,
    family: PhantomData<F>,
}

impl<F: Spec> clap::Args for Change<F> {
    fn augment_args(command: clap::Command) -> clap::Command {
        let command = command.arg(Arg::new("row").value_name("ROW").required(true));
        let command =
            if F::FAMILY.is_open_ended() { command.arg(option("on", "on", "DATE")) } else { command };
        fields(F::FAMILY).into_iter().fold(command, |command, field| command.arg(field_option(field)))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<F: Spec> clap::FromArgMatches for Change<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let on = F::FAMILY.is_open_ended().then_some("on");
        let ids = ["row"].into_iter().chain(on).chain(fields(F::FAMILY).into_iter().map(Field::code));
        Ok(Self { given: Given::read(matches, ids), family: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[derive(Serialize)]
struct ChangeJson {
    result: &'static str,
    #[serde(flatten)]
    row: RowJson,
}

impl<F: Spec> Command for Change<F> {
    const NAME: &'static str = F::CHANGE.0;
    const HELP: Help = F::CHANGE.1;

    /// Changes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let mut details = self.given.details(session)?;
        let until = self.given.get("on").map(|said| parse::day(session, said)).transpose()?;
        // A plaque that was replaced hangs on; everything else that is changed in these families ends, today unless told.
        let replaced = details.contains_key(&Field::ReplacedOn);
        let ends = F::FAMILY.is_open_ended() && !replaced;
        let until = until.or_else(|| ends.then(|| session.clock.today()));
        if until.is_none() && details.is_empty() {
            return Err(CliError::usage(texts.nothing));
        }
        let mut store = session.open()?;
        let row = store.resolve_work(self.given.get("row").unwrap_or_default())?;
        if row.work.kind.family() != F::FAMILY {
            return Err(RegisterError::NotFound(CleanText::shown(&format!("#{}", row.no))).into());
        }
        // An empty text takes away what was told.
        details.retain(|field, value| !value.is_empty() || row.work.details.contains_key(field));
        let daily = Daily::ask(session, &store);
        let change = Box::new(WorkChange { until, details });
        let receipt = store.commit(&Op::ChangeWork { id: row.work.id, change }, &session.ctx())?;
        let changed = !receipt.existed();
        if changed {
            out.note_written();
        }
        let row = store.resolve_work(&row.no.to_string())?;
        if session.json {
            out.json(&ChangeJson {
                result: if changed { "done" } else { "exists" },
                row: RowJson::from(&row),
            });
        } else if changed {
            let when = work::period(session.lang, row.work.days);
            let what = [row.work.subkind.as_str(), &row::title(&row)].join(" ");
            out.line(&fill(texts.changed, &[&row.no, &what.trim(), &when]));
        } else {
            out.line(&fill(texts.stands, &[&row.no]));
        }
        if changed {
            daily.keep(session, &store, out);
        }
        Ok(Status::Fine)
    }
}
