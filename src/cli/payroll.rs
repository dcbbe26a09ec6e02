//! `muster payroll`: lists as they were paid, read and shown, and what the bank answered.

use std::path::PathBuf;

use serde::Serialize;

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, Status};
use super::kept;
use super::out::Out;
use super::parse;
use super::pay_shared::months;
use super::payroll_back::BackPayArgs;
use super::payroll_draft::DraftArgs;
use super::payroll_list::{ListArgs, OverpaidArgs, ShowArgs};
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::payment::figures::PayrollLine;
use crate::domain::payroll_fault::{PayFault, PayFaultKind};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::exchange::payroll::{self, PayrollError, PayrollOptions, answer};
use crate::lang::{self, fill, payrolls, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `payroll`.
    fn texts(lang) -> PayrollTexts {
        /// Number, rows, sum.
        written: "已写入发放册 {}：{} 笔，{}" / "written: payroll {}, {} payment{|s}, {}";
        existed: "这份发放册读过，没有重复：{}，{} 笔，{}" / "read before, nothing added: {}, {} payment{|s}, {}";
        dry: "试算，没有写入：{}，{} 笔，{}" / "dry run, nothing written: {}, {} payment{|s}, {}";
        refused: "没有写入，一笔也没有：{}，{} 处要改，{} 处要理由" / "nothing was written: {}, {} to mend, {} in need of a reason";
        with_reason: "确实如此就加 --reason 写明理由" / "if it is so, add --reason";
        /// The options.
        unfit:
            "{} 一行也用不上：册里自己写明了别的，或这个项目不分这个；去掉它再读" /
            "No row has a use for {}: the file tells another itself, or the programme knows none; leave it out";
        and: "、" / ", ";
        /// How many.
        unchecked: "没有发放标准可对照，{} 笔的金额没有核对（programme standard 可设标准）" / "no standard is there to check against: {} sum{|s} {was|were} not checked (programme standard sets one)";
        no_rows: "没有一行是发放" / "no row pays anybody";
        /// The bank's answer: how many, the sum.
        failed: "已登记发放失败：{} 笔，{}" / "recorded as failed: {} payment{|s}, {}";
        none_failed: "回执里没有失败的" / "no row of the answer failed";
        /// How many are to be mended.
        failed_refused: "没有写入，一笔也没有：{} 处要改" / "nothing was written: {} to mend";
        /// How many of them were recorded before.
        failed_known: "，其中 {} 笔登记过" / ", {} of them recorded before";
        /// The sheets.
        hidden_sheets: "隐藏的工作表没有读：{}" / "hidden sheets that were not read: {}";
        failed_dry: "试算，没有写入：失败 {} 笔，{}" / "dry run, nothing written: {} failed, {}";
        failed_before: "登记过，没有重复：失败 {} 笔，{}" / "recorded before, nothing added: {} failed, {}";
    }
}

/// The family.
pub(super) struct PayrollFamily;

impl Family for PayrollFamily {
    const NAME: &'static str = "payroll";
    const HELP: Help = help! {
        "发放册：读入、草拟、查看，登记银行的回执" / "Payrolls: read, drafted, shown, and what the bank answered";
        [db today json]
        "muster payroll read 发放册.xlsx --programme living_allowance --months 2023-01 --on 2023-01-10" =>
            "读入一份发放册" / "Read a payroll";
        "muster payroll list" => "读过的发放册" / "The payrolls that were read";
    };
    const ACTIONS: &'static [CommandDef] = &[
        of::<ReadArgs>(),
        of::<AnswerArgs>(),
        of::<DraftArgs>(),
        of::<BackPayArgs>(),
        of::<ListArgs>(),
        of::<ShowArgs>(),
        of::<OverpaidArgs>(),
    ];
}

/// The arguments of `payroll read`.
#[derive(Debug, clap::Args)]
struct ReadArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "PROGRAMME")]
    programme: String,
    #[arg(long, value_name = "MONTHS")]
    months: Option<String>,
    #[arg(long, value_name = "WHICH")]
    which: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    #[arg(long, value_name = "FUND")]
    fund: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct FaultJson {
    sheet: Option<String>,
    row: u64,
    column: Option<String>,
    name: String,
    kind: &'static str,
    gives_way: bool,
    message: String,
}

fn fault_json(session: &Session, fault: &PayFault) -> FaultJson {
    FaultJson {
        sheet: fault.sheet.as_ref().map(ToString::to_string),
        row: fault.row,
        column: fault.column.as_ref().map(ToString::to_string),
        name: fault.name.to_string(),
        kind: fault.kind.code(),
        gives_way: fault.kind.gives_way(),
        message: payrolls::fault(session.lang, &fault.kind),
    }
}

#[derive(Serialize)]
struct ReadJson {
    result: &'static str,
    payroll: String,
    number: String,
    rows: u64,
    total_fen: i64,
    faults: Vec<FaultJson>,
    unchecked: u64,
    hidden_sheets: Vec<String>,
}

fn failure(session: &Session, error: PayrollError) -> CliError {
    match error {
        PayrollError::Register(error) => error.into(),
        PayrollError::File(error) => {
            let status = super::import::status(&error);
            CliError::Message(status, vec![lang::files::error(session.lang, &error).to_string()])
        }
        PayrollError::Unfit(options) => {
            let names = options.iter().map(|option| option.name()).collect::<Vec<_>>();
            let texts = texts(session.lang);
            CliError::bad_data(fill(texts.unfit, &[&names.join(texts.and)]))
        }
    }
}

/// What ends a payroll with faults: data where one must be mended, else a reason is asked.
fn faulty(faults: &[PayFault]) -> Status {
    if faults.iter().all(|fault| matches!(fault.kind, PayFaultKind::Rule(_)) || fault.kind.gives_way()) {
        Status::NotPermitted
    } else {
        Status::BadData
    }
}

impl Command for ReadArgs {
    const NAME: &'static str = "read";
    const HELP: Help = help! {
        "读入一份发放册，全部写入或一笔也不写" / "Read a payroll; all of it is written or nothing";
        file: "XLSX、XLS 或 CSV" / "XLSX, XLS or CSV";
        programme: "项目的代码、名称或别名" / "Code, name or another name of the programme";
        months: "发放月份，册里没有这一列时" / "The months paid, where no column says";
        which: "哪一期（半年、退役季、参保年度），册里没有这一列时" / "Which half-year, season or year, where no column says";
        on: "发放日期，册里没有这一列时；不写为今天" / "Day paid, where no column says; today if left out";
        category: "优抚类别，册里没有这一列时；只有一个类别的人不必写" / "The category, where no column says; left out for whoever holds one alone";
        fund: "资金来源，册里没有这一列时" / "The fund, where no column says";
        number: "发放册编号；不写为项目和日期" / "Number of the payroll; programme and day if left out";
        reason: "与标准、类别、卡号、资金不符而仍要写入的理由" / "Why it is written although standard, category, card or fund differ";
        dry_run: "只核对，不写入" / "Only check, write nothing";
        [db today json]
        "muster payroll read 发放册.csv --programme 生活补助 --months 2023-01..2023-03 --dry-run" =>
            "先核对" / "Check first";
    };

    /// Reads it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let mut store = session.open()?;
        let programme = store.programme(&self.programme)?;
        let options = PayrollOptions {
            path: &self.file,
            programme: &programme,
            months: months(session, self.months.as_deref())?,
            which: parse::maybe_text(session, self.which.as_deref(), NAME_MAX)?,
            on: self.on.as_deref().map_or(Ok(session.clock.today()), |on| parse::day(session, on))?,
            category: parse::maybe_text(session, self.category.as_deref(), NAME_MAX)?,
            fund: parse::maybe_text(session, self.fund.as_deref(), NAME_MAX)?,
            number: parse::maybe_text(session, self.number.as_deref(), NAME_MAX)?,
            reason: parse::maybe_text(session, self.reason.as_deref(), NOTE_MAX)?,
            write: !self.dry_run,
        };
        if options.write {
            kept::before_import(session, &store);
        }
        let report =
            payroll::read(&mut store, &options, &session.ctx()).map_err(|error| failure(session, error))?;
        if report.written {
            out.note_written();
        }
        let empty = report.rows == 0 && report.faults.is_empty();
        let refused = !report.written && !report.existed && !self.dry_run;
        let status = if empty {
            Status::BadData
        } else if report.faults.is_empty() || report.written {
            Status::Fine
        } else {
            faulty(&report.faults)
        };
        if session.json {
            let result = match (report.written, report.existed, self.dry_run) {
                (true, ..) => "recorded",
                (_, true, _) => "exists",
                (_, _, true) => "dry_run",
                (false, false, false) => "refused",
            };
            out.json(&ReadJson {
                result,
                payroll: report.id.to_string(),
                number: report.number.to_string(),
                rows: report.rows,
                total_fen: report.total.get(),
                faults: report.faults.iter().map(|fault| fault_json(session, fault)).collect(),
                unchecked: report.unchecked,
                hidden_sheets: report.hidden_sheets.iter().map(ToString::to_string).collect(),
            });
            return Ok(status);
        }
        for fault in &report.faults {
            out.line(&payrolls::line(session.lang, fault));
        }
        if !report.hidden_sheets.is_empty() {
            let sheets: Vec<&str> = report.hidden_sheets.iter().map(CleanText::as_str).collect();
            out.line(&fill(texts.hidden_sheets, &[&sheets.join(session.lang.pick("、", ", "))]));
        }
        if report.unchecked > 0 {
            out.line(&fill(texts.unchecked, &[&report.unchecked]));
        }
        let mend = report.faults.iter().filter(|fault| !fault.kind.gives_way()).count();
        let reasons = report.faults.len() - mend;
        if empty {
            return Err(CliError::Message(status, vec![texts.no_rows.to_owned()]));
        }
        if refused {
            let mut lines = vec![fill(texts.refused, &[&report.number, &mend, &reasons])];
            if mend == 0 {
                lines.push(texts.with_reason.to_owned());
            }
            return Err(CliError::Message(status, lines));
        }
        let template = match (report.written, report.existed) {
            (true, _) => texts.written,
            (false, true) => texts.existed,
            (false, false) => texts.dry,
        };
        out.line(&fill(template, &[&report.number, &report.rows, &words::yuan(session.lang, report.total)]));
        Ok(status)
    }
}

/// The arguments of `payroll answer`.
#[derive(Debug, clap::Args)]
struct AnswerArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "PAYROLL")]
    payroll: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct AnswerJson {
    result: &'static str,
    failed: u64,
    known: u64,
    sum_fen: i64,
    faults: Vec<FaultJson>,
}

/// The payroll of a number, a name or an id.
pub(super) fn one(store: &Store, said: &str) -> Result<PayrollLine, CliError> {
    let mut found = store.payrolls(None, Some(said))?;
    // Of several with one number the one is meant that was not taken back.
    if found.len() > 1 {
        let mut stand = Vec::new();
        for line in &found {
            if !store.is_taken_back(line.id)? {
                stand.push(line.clone());
            }
        }
        if stand.len() == 1 {
            found = stand;
        }
    }
    match (found.pop(), found.is_empty()) {
        (Some(line), true) => Ok(line),
        (Some(line), false) => {
            let several =
                found.iter().chain([&line]).map(|one| CleanText::unmasked(&one.id.to_string())).collect();
            Err(RegisterError::Ambiguous(several).into())
        }
        (None, _) => Err(RegisterError::NotFound(super::error::shown(said)).into()),
    }
}

impl Command for AnswerArgs {
    const NAME: &'static str = "answer";
    const HELP: Help = help! {
        "登记银行的回执：失败的各行和原因" / "What the bank answered: rows that failed, and why";
        file: "XLSX、XLS 或 CSV" / "XLSX, XLS or CSV";
        payroll: "发放册的编号、文件名或 id" / "Number, file name or id of the payroll";
        on: "回执日期；不写为今天" / "Day of the answer; today if left out";
        dry_run: "只核对，不写入" / "Only check, write nothing";
        [db today json]
        "muster payroll answer 回执.csv --payroll living_allowance-20230110" => "失败的以后可补发" / "What failed can be paid again";
    };

    /// Reads it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let mut store = session.open()?;
        let payroll = one(&store, &self.payroll)?;
        let on = self.on.as_deref().map_or(Ok(session.clock.today()), |on| parse::day(session, on))?;
        let report = answer::read(&mut store, &self.file, (payroll.id, on), !self.dry_run, &session.ctx())
            .map_err(|error| failure(session, error))?;
        if report.written {
            out.note_written();
        }
        let status = if report.faults.is_empty() { Status::Fine } else { faulty(&report.faults) };
        if session.json {
            let result = match (report.written, report.existed, self.dry_run) {
                (true, ..) => "recorded",
                (_, true, _) => "exists",
                (_, _, true) => "dry_run",
                (false, false, false) if report.faults.is_empty() => "exists",
                (false, false, false) => "refused",
            };
            let faults = report.faults.iter().map(|fault| fault_json(session, fault)).collect();
            let (failed, known, sum_fen) = (report.failed, report.known, report.sum.get());
            out.json(&AnswerJson { result, failed, known, sum_fen, faults });
            return Ok(status);
        }
        for fault in &report.faults {
            out.line(&payrolls::line(session.lang, fault));
        }
        if !report.faults.is_empty() && !self.dry_run {
            return Err(CliError::Message(status, vec![fill(texts.failed_refused, &[&report.faults.len()])]));
        }
        if report.failed == 0 && report.faults.is_empty() {
            out.line(texts.none_failed);
            return Ok(status);
        }
        let template = match (report.written, self.dry_run) {
            (true, _) => texts.failed,
            (false, true) if !report.existed => texts.failed_dry,
            (false, _) => texts.failed_before,
        };
        let mut said = fill(template, &[&report.failed, &words::yuan(session.lang, report.sum)]);
        if report.known > 0 && !report.existed {
            said.push_str(&fill(texts.failed_known, &[&report.known]));
        }
        out.line(&said);
        Ok(status)
    }
}
