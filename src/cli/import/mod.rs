//! `muster import`: a roster into the register, all of it or nothing.

mod answers;
mod json;
mod told;

use std::path::{Path, PathBuf};

use crate::cli::command::{Command, Help, help};
use crate::cli::error::{self, CliError, CommandResult, Status};
use crate::cli::kept;
use crate::cli::out::Out;
use crate::cli::progress_line::ProgressLine;
use crate::cli::session::Session;
use answers::AnswerArgs;

use crate::clock;
use crate::domain::file_error::FileError;
use crate::domain::progress::ImportPhase;
use crate::domain::roster::{ContentHash, Expected};
use crate::domain::text::CleanText;
use crate::exchange::roster::{self, FAULTS_MAX, ImportError, ImportOptions, Titles};
use crate::lang::{self, Lang, fill, texts};
use crate::term::StopSignals;

texts! {
    /// The texts of `import`.
    fn texts(lang) -> ImportTexts {
        /// Rows, new, changed, unchanged, warned, refused.
        counts: "{} 行：新增 {}，变更 {}，未变 {}，被拒 {}；提醒 {} 处" / "{} row{|s}: new {}, changed {}, unchanged {}, refused {}; {} warning{|s}";
        /// A fault: row, column, why.
        fault: "第 {} 行 {}：{}" / "row {} {}: {}";
        /// The same with whom the row is about: row, whom, column, why.
        fault_of: "第 {} 行 {} {}：{}" / "row {} {} {}: {}";
        warned: "提醒（照样导入）：" / "Odd, but imported:";
        refused: "被拒：" / "Refused:";
        changed: "变更：" / "Changed:";
        newcomers: "新增：" / "New:";
        /// How many of how many were told.
        newcomers_first: "以上是前 {} 人，共新增 {} 人" / "the first {} of {} {person|people} who come";
        /// A row of somebody whose facts change: row, whom, what.
        change: "第 {} 行 {}：{}" / "row {} {}: {}";
        missing: "以前的名册里有、这次没有的（{} 人）：" / "Named by earlier rosters and not by this one ({} {person|people}):";
        /// More than are counted.
        missing_more: "以前的名册里有、这次没有的超过 {} 人：" / "Named by earlier rosters and not by this one, more than {} {person|people}:";
        /// Whom, where, what is held, by which roster.
        missing_one: "{}，{}：{}{}" / "{}, {}: {}{}";
        /// The roster, its day.
        missing_by: "（{}，{}）" / " ({}, {})";
        /// How many are listed.
        missing_first: "以上是前 {} 人" / "the first {} of them";
        /// For what the roster is complete, how many, the last day.
        ends: "名单对 {} 是完整的，没列的 {} 人到期，末日 {}：" / "The roster is complete for {}; what {} {person|people} hold{s|} who {is|are} not in it ends on {}:";
        /// Nobody is missing; for what.
        ends_nobody: "名单对 {} 是完整的，没有缺人" / "The roster is complete for {}, and nobody is missing";
        /// Refused rows bar it.
        not_complete: "有行被拒，名单就不算完整：请改好后重新导入，或去掉 --complete-for" / "A roster with refused rows is not complete: mend them, or leave out --complete-for";
        /// How many of how many rows were told.
        changed_first: "以上是前 {} 行，共变更 {} 行" / "the first {} of {} row{|s} that change somebody";
        dry_run: "这是试算，没有写入；去掉 --dry-run 即写入" / "A dry run: nothing was written; leave out --dry-run to write";
        dry_run_blocked: "这是试算，没有写入；先照上面所说改好或回答" / "A dry run: nothing was written; mend or answer first what is told above";
        /// The hash of the file.
        content: "文件内容：{}" / "content of the file: {}";
        /// The file at the path is not the one of the dry run.
        other_file: "文件和试算时的不一样了，没有写入。请重新试算" / "The file is not the one of the dry run; nothing was written. Run it again";
        /// The register changed while rows were checked.
        other_result: "核对期间登记册有变动，没有写入。请重新导入" / "The register changed while the rows were checked; nothing was written. Import again";
        written: "已写入" / "written";
        /// No row of the file holds anybody.
        nobody: "文件中没有人员，没有要写的" / "The file holds no people: nothing to write";
        nothing_new: "登记册已是这样，没有要写的" / "the register says so already: nothing to write";
        /// Every row was refused and left out.
        none_good: "没有一行可用，没有写入" / "no row is good: nothing was written";
        /// Rows were refused, and the register says what the others do.
        rest_known: "其余的行登记册已是这样，没有要写的" / "of the others the register says so already: nothing to write";
        /// Rows were refused, so nothing was written; their number.
        refused_all:
            "有 {} 行被拒，一行也没有写入。改好后重新导入，或用 --skip-refused 跳过这些行" /
            "{} row{ is|s are} refused, so nothing was written. Mend {it|them}, or leave {it|them} out with --skip-refused";
        /// Rows were left out: their number and where they are.
        refused_file: "被拒的 {} 行另存为 {}，改好后导入这个文件即可" / "the {} refused row{ is|s are} in {}: mend and import that file";
        /// Sheets that were not read.
        hidden_sheets: "隐藏的工作表没有读：{}；要读用 --sheet" / "hidden sheets that were not read: {}; --sheet reads one";
        other_sheets: "没有读的工作表：{}" / "sheets that were not read: {}";
        /// Columns that were not imported.
        unknown_columns: "没有导入的列：{}" / "columns that were not imported: {}";
        left_out: "核对之后登记册有变动，没有写入的行：" / "Left out, since the register changed after the check:";
        /// Their number.
        rest_left_out: "其余已写入；有 {} 处没有写入，请核对后重新导入这些行" / "the rest is written; {} cell{|s} kept rows out: check and import those rows again";
        /// Seconds.
        held_back:
            "核对名册里的号码等于按号码查找，试算也一样；查得太多，所以 {} 秒后给出结果，已记入操作记录" /
            "comparing a roster by numbers counts as searches, a dry run too; there were many, so the answer comes in {} s; the audit has it";
        /// A signal came behind the decision.
        goes_on:
            "已经定下，正在写完；再按一次 Ctrl-C 立即结束，下次打开登记册时写完" /
            "it is decided and being finished; Ctrl-C again ends at once, and the next opening finishes it";
        understood: "这样理解：" / "Understood as:";
        questions: "要先回答：" / "To be answered first:";
        /// A question and the options that answer it.
        question: "{}；{}" / "{}; {}";
        /// What may be answered.
        choices: "可选：{}" / "choices: {}";
        /// How many questions.
        asked: "还有 {} 个问题没有回答，一行也没有写入" / "{} question{ is|s are} open, so nothing was written";
        stopped: "已停止，没有写入" / "stopped, nothing was written";
        /// Between two items.
        comma: "、" / ", ";
    }
}

/// The arguments of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    skip_refused: bool,
    #[arg(long)]
    rename: bool,
    #[arg(long, value_name = "HASH", value_parser = content_hash)]
    expect: Option<ContentHash>,
    #[command(flatten)]
    answers: AnswerArgs,
}

impl Command for ImportArgs {
    const NAME: &'static str = "import";
    const HELP: Help = help! {
        "导入花名册（XLSX、XLS 或 CSV）：要么全部写入，要么都不写" / "Import a roster (XLSX, XLS or CSV): all of it or nothing";
        file: "花名册文件" / "The roster";
        dry_run: "只试算，不写入" / "Only tell what would happen";
        rename: "照名单改名（证号相同、姓名不同的人）" / "Rename whoever has the ID number of a row under another name";
        expect: "只导入内容是它的文件：--dry-run 所示" / "Import no other file than this: the content that --dry-run tells";
        skip_refused: "跳过被拒的行，另存为一个文件" / "Leave refused rows out and write them to a file";
        township: "没写苏木镇的行属于哪里；「写法=苏木镇」则说明一个写法" / "Where people live whose row tells none; WORD=TOWNSHIP tells what a word means";
        label: "名册里的叫法是哪个类别；等号后空着则不导入" / "Which category or group a word of the roster is; nothing behind = leaves it out";
        complete_for: "名单对它是完整的（苏木镇、类别），可重复；没列的人类别到期" / "The roster is complete for a township, category or group; may be repeated; what others hold ends";
        ends_on: "到期的末日，默认今天" / "The last day of what ends; today if not given";
        map: "某一列是什么（表头或列号=字段）；等号后空着则不导入" / "What a column holds, by its header or letter; nothing behind = leaves it out";
        sheet: "只读这张工作表，可重复" / "Read this sheet only; may be repeated";
        [db today json]
        "muster import roster.csv --dry-run" =>
            "先试算：看新增、变更和被拒各多少，不写入" /
            "First see what is new, changed and refused; nothing is written";
        "muster import roster.csv --township 上都镇" =>
            "名册没写苏木镇时这样说明" /
            "Tell where people live whose roster does not";
        "muster import roster.csv --complete-for 困难退役军人 --dry-run" =>
            "名单对一个类别完整：看谁没列、类别要到期" /
            "The roster is complete for a category: see who is not in it and holds it no longer";
        "muster import roster.csv --skip-refused" =>
            "写入没有问题的行，被拒的另存一个文件" /
            "Write the good rows, and the refused ones to a file";
    };

    /// Imports, and prints what became of every row that was not simply taken.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let lang = session.lang;
        let mut store = session.open()?;
        let (row, reason) = lang::cells::refused_titles(lang);
        let answers = self.answers.answers(session)?;
        let options = ImportOptions {
            path: &self.file,
            write: !self.dry_run,
            skip_refused: self.skip_refused,
            rename: self.rename,
            expected: self.expect.map(|content| Expected { content, counts: None }),
            answers: &answers,
            titles: Titles { row, reason },
            new_id: &clock::new_recipient_id,
            describe: &|fault| lang::cells::cell_fault(lang, fault),
        };
        if !self.dry_run {
            kept::before_import(session, &store);
        }
        // Where the system takes no handler, a signal ends the program, and who opens the register next removes the rest.
        let signals = StopSignals::watch().ok();
        let is_stopped = || signals.as_ref().is_some_and(StopSignals::came);
        let mut line = ProgressLine::new(lang, session.json);
        let (mut told, mut goes_on) = (false, false);
        let imported = roster::import(&mut store, &options, &session.ctx(), &mut |now| {
            if now.phase == ImportPhase::HeldBack && !std::mem::replace(&mut told, true) {
                say(&fill(texts(lang).held_back, &[&now.total.div_ceil(1_000)]));
            }
            if now.phase == ImportPhase::Parts && is_stopped() && !std::mem::replace(&mut goes_on, true) {
                say(texts(lang).goes_on);
            }
            line.update(now);
            !is_stopped()
        });
        line.clear();
        if imported == Err(ImportError::Stopped) && is_stopped() {
            drop(store);
            say(texts(lang).stopped);
            signals.as_ref().inspect(|signals| signals.end());
        }
        drop(signals);
        let report = imported.map_err(|error| failure(lang, error))?;
        if report.written {
            out.note_written();
        }
        let refused = report.refused_rows;
        let left_out = report.left_out.len();
        // Where no row was good, leaving the others out is no import.
        let all_refused = refused > 0 && refused >= report.rows;
        let asked = !report.questions.is_empty() && !report.written;
        let leaves_out = self.skip_refused && report.complete.is_none();
        let blocked = asked || refused > 0 && (!leaves_out || all_refused);
        if session.json {
            json::print(self.dry_run, lang, &report, out);
            return Ok(if blocked || left_out > 0 { Status::BadData } else { Status::Fine });
        }
        told::print((self.dry_run, blocked), lang, &report, out);
        if all_refused && self.skip_refused {
            return Err(CliError::bad_data(texts(lang).none_good));
        }
        if asked {
            return Err(CliError::bad_data(fill(texts(lang).asked, &[&report.questions.len()])));
        }
        if blocked && report.complete.is_some() {
            return Err(CliError::bad_data(texts(lang).not_complete));
        }
        if blocked {
            return Err(CliError::bad_data(fill(texts(lang).refused_all, &[&refused])));
        }
        if left_out > 0 {
            return Err(CliError::bad_data(fill(texts(lang).rest_left_out, &[&left_out])));
        }
        Ok(Status::Fine)
    }
}

/// Says something beside the answer, which still comes where the standard error is closed.
fn say(line: &str) {
    let mut err = Out::stderr();
    err.line(line);
    let _ = err.finish();
}

fn shown(path: &Path) -> String {
    CleanText::shown(&path.display().to_string()).to_string()
}

fn failure(lang: Lang, error: ImportError) -> CliError {
    let texts = texts(lang);
    match error {
        ImportError::Register(error) => error.into(),
        ImportError::File(error) => {
            CliError::Message(status(&error), vec![lang::files::error(lang, &error).to_string()])
        }
        ImportError::Unfinished(error) => {
            CliError::Message(error::status(&error), vec![lang::files::unfinished(lang).to_owned()])
        }
        ImportError::TooManyFaults => CliError::bad_data(lang::files::too_many_faults(lang, FAULTS_MAX)),
        ImportError::OtherFile => CliError::bad_data(texts.other_file.to_owned()),
        ImportError::OtherResult => CliError::Message(Status::Busy, vec![texts.other_result.to_owned()]),
        ImportError::Answer(wrong) => {
            CliError::usage(lang::roster::wrong_answer(lang, (wrong.kind, &wrong.answer), &wrong.choices))
        }
        ImportError::Unfit(unfit) => {
            let lines = unfit.iter().map(|one| lang::roster::unfit(lang, one)).collect();
            CliError::Message(Status::BadData, lines)
        }
        ImportError::NamesNobody(what) => CliError::bad_data(lang::roster::names_nobody(lang, &what)),
        ImportError::TooManyMissing(most) => CliError::bad_data(lang::roster::too_many_missing(lang, most)),
        ImportError::Stopped => CliError::Message(Status::Nothing, vec![texts.stopped.to_owned()]),
    }
}

/// The hash of a file, as a dry run tells it.
fn content_hash(written: &str) -> Result<ContentHash, &'static str> {
    written.parse().map_err(|()| "64 hex digits")
}

/// The exit status of a file's trouble.
pub(super) fn status(error: &FileError) -> Status {
    match error {
        FileError::NotFound(_) => Status::Usage,
        FileError::Unreadable { .. } | FileError::Unwritable { .. } => Status::Io,
        FileError::NotPermitted(_) => Status::NotPermitted,
        FileError::AlreadyThere(_) => Status::CannotCreate,
        FileError::NotAFile(_)
        | FileError::TooBig { .. }
        | FileError::Empty(_)
        | FileError::Changed(_)
        | FileError::OldFormat(_)
        | FileError::OtherFormat { .. }
        | FileError::Encoding { .. }
        | FileError::NoHeader { .. }
        | FileError::UnclosedQuote { .. }
        | FileError::StrayQuote { .. }
        | FileError::CrowdedRow { .. }
        | FileError::Hostile { .. }
        | FileError::Damaged { .. } => Status::BadData,
    }
}
