//! `muster FAMILY add`: writes a row of work down.

use std::marker::PhantomData;

use clap::{Arg, ArgMatches};
use serde::Serialize;

use super::row::{self, RowJson};
use super::spec::{Positional, Spec, fields};
use crate::cli::command::{Command, Help};
use crate::cli::error::{CliError, CommandResult, Status, shown};
use crate::cli::kept::Daily;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::{lookup, parse};
use crate::clock;
use crate::domain::date::Typed;
use crate::domain::op::Op;
use crate::domain::search::is_by_number;
use crate::domain::work::{Details, Field, FieldValue, NewWork, Period, TITLE_MAX, WorkFamily, WorkKind};
use crate::lang::{fill, texts, work};

texts! {
    /// The texts of adding.
    fn texts(lang) -> AddTexts {
        /// The number, what it is, when.
        added: "#{} 已登记：{} {}" / "#{} written down: {} {}";
        /// The number.
        exists: "#{} 已经登记过" / "#{} was written down before";
        /// What was typed, the kinds.
        bad_kind: "没有这种工作：{}；有 {}" / "no such kind: {}; there are {}";
        /// What was typed.
        bad_when: "不是时间：{}（2023-10-23、2023-10、2023上半年、2023，或 起..止）" / "not a time: {} (2023-10-23, 2023-10, 2023-H1, 2023, or FROM..TO)";
        /// The option, what was typed, why.
        bad_value: "{} {}：{}" / "{} {}: {}";
    }
}

/// The arguments: those of the family, from the table of what its kinds tell.
#[derive(Debug)]
pub(in crate::cli) struct Add<F> {
    given: Given,
    family: PhantomData<F>,
}

/// What was given, by the ids of arguments.
#[derive(Debug, Default)]
pub(super) struct Given(Vec<(String, String)>);

impl Given {
    /// What stands behind an argument.
    pub(super) fn get(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|(one, _)| one == id).map(|(_, said)| said.as_str())
    }

    /// Reads all arguments of these names.
    pub(super) fn read(matches: &ArgMatches, ids: impl IntoIterator<Item = &'static str>) -> Self {
        let said =
            ids.into_iter().filter_map(|id| Some((id.to_owned(), matches.get_one::<String>(id)?.clone())));
        Self(said.collect())
    }

    /// What is told of a row, beside its days and names.
    pub(super) fn details(&self, session: &Session) -> Result<Details, CliError> {
        let mut details = Details::new();
        let day = |said: &str| Typed::on(session.clock.today()).read(said).ok();
        for field in Field::ALL {
            let Some(said) = self.get(field.code()) else { continue };
            let value = field.read(said, day).map_err(|fault| {
                let why = work::bad_value(session.lang, fault);
                CliError::bad_data(fill(
                    texts(session.lang).bad_value,
                    &[&field.option(), &shown(said), &why],
                ))
            })?;
            details.insert(*field, value);
        }
        Ok(details)
    }

    /// When it was: what `--on` says, else today.
    pub(super) fn days(&self, session: &Session) -> Result<Period, CliError> {
        let today = session.clock.today();
        let Some(said) = self.get("on") else { return Ok(Period::day(today)) };
        Period::read(said, |said| Typed::on(today).read(said).ok())
            .ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_when, &[&shown(said)])))
    }
}

/// An option that takes a value.
pub(super) fn option(id: &'static str, long: &'static str, value: &'static str) -> Arg {
    Arg::new(id).long(long).value_name(value).allow_hyphen_values(true)
}

/// The option of a field.
pub(super) fn field_option(field: Field) -> Arg {
    let value = match field.holds() {
        _ if field == Field::Year => "YEAR",
        crate::domain::work::field::FieldHolds::Number => "N",
        crate::domain::work::field::FieldHolds::Money => "YUAN",
        crate::domain::work::field::FieldHolds::Day => "DATE",
        crate::domain::work::field::FieldHolds::Words | crate::domain::work::field::FieldHolds::List => {
            "TEXT"
        }
    };
    option(field.code(), field.option().trim_start_matches("--"), value)
}

/// The ids that adding reads.
fn ids<F: Spec>() -> Vec<&'static str> {
    let own = ["kind", "subkind", "title", "recipient", "person", "on", "until", "id"];
    let taken = own.into_iter().filter(|id| has::<F>(id));
    taken.chain(fields(F::FAMILY).into_iter().map(Field::code)).collect()
}

/// Whether adding has that argument.
fn has<F: Spec>(id: &str) -> bool {
    let first = F::FIRST.iter().any(|one| one.names().0 == id);
    match id {
        "kind" | "recipient" | "title" => first,
        "subkind" => first || F::FAMILY == WorkFamily::Activity || F::FAMILY == WorkFamily::Matter,
        "person" => F::FAMILY == WorkFamily::Role || F::FAMILY == WorkFamily::Matter,
        "until" => F::FAMILY.is_open_ended(),
        _ => true,
    }
}

impl<F: Spec> clap::Args for Add<F> {
    fn augment_args(mut command: clap::Command) -> clap::Command {
        for one in F::FIRST {
            let (id, value) = one.names();
            // Of an activity the subkind alone may say what it was.
            let needed = *one != Positional::Title || F::FAMILY != WorkFamily::Activity;
            command = command.arg(Arg::new(id).value_name(value).required(needed));
        }
        let own = [
            ("subkind", "SUBKIND"),
            ("person", "RECIPIENT"),
            ("on", "WHEN"),
            ("until", "DATE"),
            ("id", "UUID"),
        ];
        for (id, value) in own {
            if has::<F>(id) && !F::FIRST.iter().any(|one| one.names().0 == id) {
                command = command.arg(option(id, id, value));
            }
        }
        fields(F::FAMILY).into_iter().fold(command, |command, field| command.arg(field_option(field)))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<F: Spec> clap::FromArgMatches for Add<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { given: Given::read(matches, ids::<F>()), family: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[derive(Serialize)]
struct AddJson {
    result: &'static str,
    #[serde(flatten)]
    row: RowJson,
}

impl<F: Spec> Command for Add<F> {
    const NAME: &'static str = "add";
    const HELP: Help = F::ADD;

    /// Writes it down; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let details = self.given.details(session)?;
        let days = self.given.days(session)?;
        let kind = self.kind(session)?;
        let mut store = session.open()?;
        let text = |id: &str| parse::text(session, self.given.get(id).unwrap_or_default(), TITLE_MAX);
        let (subkind, mut title) = (text("subkind")?, text("title")?);
        // Of who has a role a number in the place of the name means the person, whose name stands there then.
        let is_named_by_number = F::FAMILY == WorkFamily::Role && is_by_number(&title);
        let numbered = self.given.get("title").filter(|_| is_named_by_number);
        let who = numbered.or(self.given.get("recipient")).or(self.given.get("person"));
        let recipient = who.map(|said| lookup::written(session, &mut store, said)).transpose()?;
        if let Some(id) = recipient.filter(|_| is_named_by_number) {
            title = store.recipient(id)?.name;
        }
        let id = match self.given.get("id") {
            Some(said) => parse::id(session, said)?,
            None => clock::new_entry_id(),
        };
        let until = self.given.get("until").map(|said| parse::day(session, said)).transpose()?;
        let days = if F::FAMILY.is_open_ended() { Period { from: days.from, to: until } } else { days };
        let mut work = NewWork { id, kind, subkind, title, days, recipient, details };
        if F::FAMILY == WorkFamily::Confirm && !work.details.contains_key(&Field::Year) {
            let year = chrono::Datelike::year(&days.from);
            work.details.insert(Field::Year, FieldValue::Number(u64::try_from(year).unwrap_or_default()));
        }
        let daily = Daily::ask(session, &store);
        let receipt = store.commit(&Op::AddWork(vec![work]), &session.ctx())?;
        let existed = receipt.existed();
        if !existed {
            out.note_written();
        }
        let row = store.resolve_work(&id.to_string())?;
        let texts = texts(session.lang);
        if session.json {
            out.json(&AddJson {
                result: if existed { "exists" } else { "recorded" },
                row: RowJson::from(&row),
            });
        } else if existed {
            out.line(&fill(texts.exists, &[&row.no]));
        } else {
            let what = [work::kind(session.lang, kind), row.work.subkind.as_str(), &row::title(&row)];
            let what: Vec<&str> = what.into_iter().filter(|part| !part.is_empty()).collect();
            let when = work::period(session.lang, row.work.days);
            out.line(&fill(texts.added, &[&row.no, &what.join(" "), &when]));
        }
        if !existed {
            daily.keep(session, &store, out);
        }
        Ok(Status::Fine)
    }
}

impl<F: Spec> Add<F> {
    /// The kind: the one that is named, else the only one of the family.
    fn kind(&self, session: &Session) -> Result<WorkKind, CliError> {
        let Some(said) = self.given.get("kind") else {
            return WorkKind::of(F::FAMILY)
                .next()
                .ok_or_else(|| CliError::usage(texts(session.lang).bad_kind));
        };
        WorkKind::parse(said).filter(|kind| kind.family() == F::FAMILY).ok_or_else(|| {
            let known: Vec<&str> =
                WorkKind::of(F::FAMILY).map(|kind| work::kind(session.lang, kind)).collect();
            CliError::usage(fill(texts(session.lang).bad_kind, &[&shown(said), &known.join(" ")]))
        })
    }
}
