//! `muster work`: reads work out of a table, lists and counts all of it.

use std::path::PathBuf;

use clap::ArgMatches;
use serde::Serialize;

use super::list::{self, Filter};
use crate::cli::command::{Command, CommandDef, Family, Help, help};
use crate::cli::definition::of;
use crate::cli::error::{CliError, CommandResult, Status};
use crate::cli::import;
use crate::cli::kept;
use crate::cli::out::Out;
use crate::cli::parse;
use crate::cli::session::Session;
use crate::cli::table::{Side, Table};
use crate::domain::op::Op;
use crate::domain::work::{Period, WorkQuery, counts};
use crate::exchange::work_rows::{self, WorkRowsError};
use crate::lang::{files, fill, texts, work};

texts! {
    /// The texts of `work`.
    fn texts(lang) -> AllTexts {
        /// Rows.
        written: "已登记 {} 条" / "{} row{|s} written down";
        known: "这些都登记过，没有要写的" / "all of it was written down before";
        would: "将登记 {} 条（没有写入）" / "would write {} row{|s} down (nothing was written)";
        /// How many are wrong.
        refused: "有 {} 处不对，一条也没有写入" / "{} thing{ is|s are} wrong, so nothing was written";
        kind: "种类" / "Kind";
        subkind: "小类" / "Of it";
        rows: "条" / "Rows";
        times: "次" / "Times";
        people: "人次" / "People";
        month: "{}月" / "{}";
        none: "没有登记" / "nothing was written down";
    }
}

/// The family.
pub(in crate::cli) struct WorkFamilyCommand;

impl Family for WorkFamilyCommand {
    const NAME: &'static str = "work";
    const HELP: Help = help! {
        "全部工作：从表格读入、列出、按种类和月份统计" / "All work: read from a table, listed, counted";
        [db today json]
        "muster work counts 2023" => "一年的工作按种类统计" / "The work of a year by kind";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<ReadArgs>(), of::<AllArgs>(), of::<CountsArgs>()];
}

/// The arguments of `work read`.
#[derive(Debug, clap::Args)]
struct ReadArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct ReadJson {
    result: &'static str,
    rows: usize,
}

impl Command for ReadArgs {
    const NAME: &'static str = "read";
    const HELP: Help = help! {
        "从表格（CSV、XLSX、XLS）读入工作，要么全部写入，要么都不写；同一文件读两次不会重复" /
            "Reads work out of a table (CSV, XLSX, XLS), all of it or nothing";
        file: "表格，表头有 种类 时间，可有 小类 名称 结束 对象 身份证号 和各项内容" / "The table: its heads are kind and when, then subkind, title, until, person, id_number and what is told";
        dry_run: "只看会怎样，不写入" / "Only tells what it would do";
        [db today json]
        "muster work read 2023.csv --dry-run" => "先核对" / "Only checks it";
        "muster work read 2023.csv" => "写入" / "Writes it";
    };

    /// Reads it; every row that is wrong is told, and then nothing is written.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let mut store = session.open()?;
        let read = work_rows::read(&mut store, &self.file, session.lang, &session.ctx(), !self.dry_run);
        let rows = read.map_err(|error| match error {
            WorkRowsError::File(error) => {
                let told = files::error(session.lang, &error).to_string();
                CliError::Message(import::status(&error), vec![told])
            }
            WorkRowsError::Register(error) => CliError::from(error),
            WorkRowsError::Rows(wrong) => {
                let foot = fill(texts.refused, &[&wrong.len()]);
                CliError::Message(Status::BadData, wrong.into_iter().chain([foot]).collect())
            }
        })?;
        // The same file, or a part of it, may have been read before.
        let known = store.known_work(&rows)?;
        let (all, count) = (rows.len(), rows.len() - known);
        let is_known = all > 0 && count == 0;
        if self.dry_run {
            if session.json {
                out.json(&ReadJson { result: if is_known { "exists" } else { "would" }, rows: count });
            } else if is_known {
                out.line(texts.known);
            } else {
                out.line(&fill(texts.would, &[&count]));
            }
            return Ok(Status::Fine);
        }
        kept::before_batch(session, &store);
        let receipt = store.commit(&Op::AddWork(rows), &session.ctx())?;
        let existed = receipt.existed();
        if !existed {
            out.note_written();
        }
        if session.json {
            let rows = if existed { all } else { count };
            out.json(&ReadJson { result: if existed { "exists" } else { "recorded" }, rows });
        } else if existed {
            out.line(texts.known);
        } else {
            out.line(&fill(texts.written, &[&count]));
        }
        Ok(Status::Fine)
    }
}

/// The arguments of `work list`.
#[derive(Debug)]
struct AllArgs {
    filter: Filter,
}

impl clap::Args for AllArgs {
    fn augment_args(command: clap::Command) -> clap::Command {
        Filter::options(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for AllArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { filter: Filter::read(matches) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Command for AllArgs {
    const NAME: &'static str = "list";
    const HELP: Help = help! {
        "列出全部工作" / "Lists all work";
        year: "只看这一年" / "Only of this year";
        month: "只看这个月，如 2023-05" / "Only of this month, e.g. 2023-05";
        kind: "只看这个种类" / "Only of this kind";
        subkind: "只看这个小类" / "Only of this subkind";
        township: "只看这个苏木镇场的人" / "Only of people of this township";
        words: "名称、小类或姓名里有这些字" / "Only with these letters in title, subkind or name";
        open: "只看没有结束的" / "Only those that go on";
        [db today json]
        "muster work list --year 2023 --words 法律" => "一年里名称有这些字的" / "Those of a year with these letters";
    };

    /// Lists it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let store = session.open()?;
        let query = self.filter.query(session, &store, None)?;
        let rows = store.reading(|store| store.work(&query))?;
        list::print(session, &rows, out);
        Ok(Status::Fine)
    }
}

/// The arguments of `work counts`.
#[derive(Debug, clap::Args)]
struct CountsArgs {
    #[arg(value_name = "YEAR")]
    year: String,
    #[arg(long)]
    months: bool,
}

#[derive(Serialize)]
struct CountJson {
    kind: &'static str,
    subkind: String,
    rows: u64,
    times: u64,
    people: u64,
}

#[derive(Serialize)]
struct MonthsJson {
    kind: &'static str,
    months: [u64; 12],
}

impl Command for CountsArgs {
    const NAME: &'static str = "counts";
    const HELP: Help = help! {
        "一年的工作按种类、小类或月份统计" / "The work of a year by kind and subkind, or by month";
        year: "年份" / "The year";
        months: "按月份" / "By month";
        [db today json]
        "muster work counts 2023" => "每个种类和小类几次、几人" / "How often and how many of each kind and subkind";
        "muster work counts 2023 --months" => "每个种类每月几次" / "How often of each kind in each month";
    };

    /// Counts it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let (texts, lang) = (texts(session.lang), session.lang);
        let year = parse::year(session, &self.year)?;
        let query = WorkQuery { within: Period::year(year), ..WorkQuery::default() };
        let rows = session.open()?.reading(|store| store.work(&query))?;
        if self.months {
            let months = counts::by_month(&rows, year);
            if session.json {
                let json: Vec<_> = months
                    .iter()
                    .map(|(kind, months)| MonthsJson { kind: kind.code(), months: *months })
                    .collect();
                out.json(&json);
                return Ok(Status::Fine);
            }
            let names: Vec<String> = (1..=12).map(|month| fill(texts.month, &[&month])).collect();
            let columns: Vec<_> = std::iter::once((texts.kind, Side::Left))
                .chain(names.iter().map(|name| (name.as_str(), Side::Right)))
                .collect();
            let mut table = Table::new(&columns);
            for (kind, months) in months {
                let counts =
                    months.iter().map(|count| if *count == 0 { String::new() } else { count.to_string() });
                table.row(std::iter::once(work::kind(lang, kind).to_owned()).chain(counts).collect());
            }
            out.lines(&table.lines());
            return Ok(Status::Fine);
        }
        let sums = counts::by_subkind(&rows, year);
        if session.json {
            let json = sums.iter().map(|((kind, subkind), sum)| CountJson {
                kind: kind.code(),
                subkind: subkind.clone(),
                rows: sum.rows,
                times: sum.times,
                people: sum.people,
            });
            out.json(&json.collect::<Vec<_>>());
            return Ok(Status::Fine);
        }
        if sums.is_empty() {
            out.line(texts.none);
            return Ok(Status::Fine);
        }
        let mut table = Table::new(&[
            (texts.kind, Side::Left),
            (texts.subkind, Side::Left),
            (texts.rows, Side::Right),
            (texts.times, Side::Right),
            (texts.people, Side::Right),
        ]);
        for ((kind, subkind), sum) in sums {
            let counts = [sum.rows, sum.times, sum.people].map(|count| count.to_string());
            table.row([work::kind(lang, kind).to_owned(), subkind].into_iter().chain(counts).collect());
        }
        out.lines(&table.lines());
        Ok(Status::Fine)
    }
}
