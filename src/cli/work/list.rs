//! `muster FAMILY list`: rows of work, with filters.

use std::marker::PhantomData;

use clap::{Arg, ArgAction, ArgMatches};

use super::add::{Given, option};
use super::row::{self, RowJson};
use super::spec::Spec;
use crate::cli::command::{Command, Help};
use crate::cli::error::{CliError, CommandResult, Status, shown};
use crate::cli::out::Out;
use crate::cli::parse;
use crate::cli::session::Session;
use crate::cli::table::{Side, Table};
use crate::domain::date::Typed;
use crate::domain::text::NAME_MAX;
use crate::domain::work::{Period, TITLE_MAX, WorkFamily, WorkKind, WorkQuery, WorkRow};
use crate::lang::{fill, texts, work};

texts! {
    /// The texts of lists of work.
    fn texts(lang) -> ListTexts {
        no: "号" / "No.";
        when: "时间" / "When";
        kind: "种类" / "Kind";
        title: "名称" / "Title";
        told: "内容" / "Told";
        none: "没有登记" / "nothing was written down";
        /// How many rows, times, people.
        sum: "共 {} 条，{} 次，{} 人次" / "{} row{|s}, {} time{|s}, {} person-time{|s}";
        /// What was typed.
        bad_month: "不是月份：{}（如 2023-05、2023上半年）" / "not a month: {} (e.g. 2023-05, 2023-H1)";
        /// What was typed, the kinds.
        bad_kind: "没有这种工作：{}；有 {}" / "no such kind: {}; there are {}";
    }
}

/// The ids of the options that narrow a list.
const IDS: [&str; 6] = ["year", "month", "kind", "subkind", "township", "words"];

/// The arguments: the same for every family.
#[derive(Debug)]
pub(in crate::cli) struct List<F> {
    filter: Filter,
    family: PhantomData<F>,
}

/// What narrows a list.
#[derive(Debug)]
pub(super) struct Filter {
    given: Given,
    open: bool,
}

impl Filter {
    /// Its options.
    pub(super) fn options(command: clap::Command) -> clap::Command {
        command
            .arg(option("year", "year", "YEAR"))
            .arg(option("month", "month", "MONTH"))
            .arg(option("kind", "kind", "KIND"))
            .arg(option("subkind", "subkind", "SUBKIND"))
            .arg(option("township", "township", "TOWNSHIP"))
            .arg(option("words", "words", "TEXT"))
            .arg(Arg::new("open").long("open").action(ArgAction::SetTrue))
    }

    /// Reads them.
    pub(super) fn read(matches: &ArgMatches) -> Self {
        Self { given: Given::read(matches, IDS), open: matches.get_flag("open") }
    }

    /// What is asked for.
    pub(super) fn query(
        &self,
        session: &Session,
        store: &crate::store::Store,
        family: Option<WorkFamily>,
    ) -> Result<WorkQuery, CliError> {
        let year = self.given.get("year").map(|said| parse::year(session, said)).transpose()?;
        let month = self.given.get("month").map(|said| within(session, said)).transpose()?;
        let township = match self.given.get("township") {
            Some(said) => Some(parse::township(session, &store.townships()?, said)?),
            None => None,
        };
        let kind = self.given.get("kind").map(|said| kind(session, said, family)).transpose()?;
        Ok(WorkQuery {
            family,
            kind,
            subkind: parse::maybe_text(session, self.given.get("subkind"), TITLE_MAX)?,
            within: month.or(year.and_then(Period::year)),
            open_on: self.open.then(|| session.clock.today()),
            recipient: None,
            township,
            words: parse::maybe_text(session, self.given.get("words"), NAME_MAX)?,
            numbers: None,
        })
    }
}

/// The days of a month, a half-year or a year.
pub(in crate::cli) fn within(session: &Session, said: &str) -> Result<Period, CliError> {
    Period::read(said, |said| Typed::on(session.clock.today()).read(said).ok())
        .ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_month, &[&shown(said)])))
}

/// The kind that a word names, of a family where one is given.
pub(in crate::cli) fn kind(
    session: &Session,
    said: &str,
    family: Option<WorkFamily>,
) -> Result<WorkKind, CliError> {
    let fits = |kind: &WorkKind| family.is_none_or(|family| kind.family() == family);
    WorkKind::parse(said).filter(fits).ok_or_else(|| {
        let all = WorkKind::ALL.iter().filter(|kind| fits(kind)).map(|kind| work::kind(session.lang, *kind));
        let known: Vec<&str> = all.collect();
        CliError::usage(fill(texts(session.lang).bad_kind, &[&shown(said), &known.join(" ")]))
    })
}

impl<F: Spec> clap::Args for List<F> {
    fn augment_args(command: clap::Command) -> clap::Command {
        Filter::options(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<F: Spec> clap::FromArgMatches for List<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { filter: Filter::read(matches), family: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<F: Spec> Command for List<F> {
    const NAME: &'static str = "list";
    const HELP: Help = F::LIST;

    /// Lists them, newest first. An empty list is an answer.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let store = session.open()?;
        let query = self.filter.query(session, &store, Some(F::FAMILY))?;
        let rows = store.reading(|store| store.work(&query))?;
        print(session, &rows, out);
        Ok(Status::Fine)
    }
}

/// Prints rows, with their sum below.
pub(super) fn print(session: &Session, rows: &[WorkRow], out: &mut Out) {
    if session.json {
        out.json(&rows.iter().map(RowJson::from).collect::<Vec<_>>());
        return;
    }
    let (texts, lang) = (texts(session.lang), session.lang);
    if rows.is_empty() {
        out.line(texts.none);
        return;
    }
    let mut table = Table::new(&[
        (texts.no, Side::Right),
        (texts.when, Side::Left),
        (texts.kind, Side::Left),
        (texts.title, Side::Left),
        (texts.told, Side::Left),
    ]);
    for row in rows {
        let kind = [work::kind(lang, row.work.kind), row.work.subkind.as_str()];
        table.row(vec![
            row.no.to_string(),
            row.work.days.to_string(),
            kind.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
            row::title(row),
            row::told(lang, row),
        ]);
    }
    out.lines(&table.lines());
    let (times, people) =
        rows.iter().fold((0, 0), |(times, people), row| (times + row.times(), people + row.people()));
    out.line(&fill(texts.sum, &[&rows.len(), &times, &people]));
}
