//! `muster sheet read` and `sheet key`: a signed sheet comes back, as a filled file or keyed by its exceptions.

use serde::Serialize;

use super::error::{self, CliError, CommandResult, Status, shown};
use super::import;
use super::kept::{self, Daily};
use super::leaving;
use super::out::Out;
use super::parse;
use super::session::Session;
use super::sheet::SheetArgs;
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::sign_sheet::{
    Except, ExceptError, KeyedSheet, SheetAct, SheetFault, SheetNumber, SignSheet, WeighedSheet, except,
};
use crate::domain::signed_error::SignedError;
use crate::domain::text::{NAME_MAX, NOTE_MAX};
use crate::exchange::sheets::signed;
use crate::lang::{self, fill, signing, texts};
use crate::store::Store;

texts! {
    /// The texts of what comes back.
    fn texts(lang) -> SignedSheetTexts {
        /// The number of the sheet, lines recorded, yuan.
        recorded: "签领表 {}：登记 {} 行，共 {} 元" / "sheet {}: recorded {} line{|s}, {} yuan";
        /// The same of a dry run.
        would: "签领表 {}：可以登记 {} 行，共 {} 元；没有写入" / "sheet {}: would record {} line{|s}, {} yuan; nothing is written";
        exists: "{} 行已经登记过，没有重复" / "{} line{|s} stood recorded before, nothing added";
        /// How many, which.
        again: "其中 {} 行从这张表登记过、后来冲正或撤销了，这次又登记：{}" / "{} of them {was|were} recorded from this sheet before and taken back since, and {is|are} recorded again: {}";
        /// How many, which.
        no_goods: "其中 {} 行没有填实发慰问品，只登记慰问金，慰问品仍欠：{}" / "{} of them {tells|tell} of no goods: only cash is recorded, the goods are still owed: {}";
        /// The number of a line, the name.
        line: "{} {}" / "{} {}";
        comma: "、" / ", ";
        nothing: "签领表 {}：没有填写走访结果的行，没有登记" / "sheet {}: no line has a result, nothing is recorded";
        refused: "签领表 {}：{} 处有问题，整张没有登记" / "sheet {}: {} thing{|s} refused, nothing of it is recorded";
        /// Row, column, name, why.
        fault: "第 {} 行 {} {}：{}" / "row {}, {} {}: {}";
        /// The file.
        given_back: "退回的文件已写到 {}" / "the copy with reasons is {}";
        /// What was typed.
        bad_number: "不是签领表编号：{}；编号形如 3F2A9C-128，见 muster sheet list" / "no number of a sheet: {}; such a number is 3F2A9C-128, see muster sheet list";
        no_such: "没有编号 {} 的签领表：见 muster sheet list" / "no sheet has the number {}: see muster sheet list";
        no_handlers: "请用 --handlers 写经办人，如 布仁,赵志强" / "give --handlers, as 布仁,赵志强";
        no_total: "请用 --total 写纸上的实发合计" / "give --total, the sum on the paper";
    }
}

#[derive(Serialize)]
struct SignedJson {
    sheet: String,
    lines: usize,
    recorded: usize,
    exists: usize,
    cash_fen: i64,
    dry_run: bool,
    /// Lines that were recorded from this sheet before and taken back since.
    again: Vec<u32>,
    /// Lines of which cash is recorded and goods stay owed.
    goods_owed: Vec<u32>,
    refused: Vec<FaultJson>,
}

/// What is refused: a cell of a line, or, without a row, all of the file or the paper.
#[derive(Serialize)]
struct FaultJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    worksheet: Option<String>,
    row: Option<u64>,
    column: Option<&'static str>,
    message: String,
}

/// The answer where no line was weighed.
#[derive(Serialize)]
struct NotWeighedJson {
    sheet: Option<String>,
    lines: usize,
    recorded: usize,
    exists: usize,
    cash_fen: i64,
    dry_run: bool,
    refused: [FaultJson; 1],
}

/// Reads a filled file and records it, all of it or nothing.
pub(super) fn read(args: &SheetArgs, session: &Session, out: &mut Out) -> CommandResult {
    let texts = texts(session.lang);
    let path = args.file(session)?;
    let number = args.number.as_deref().map(|said| number(session, said)).transpose()?;
    let mut store = session.open()?;
    let reason = parse::maybe_text(session, args.reason.as_deref(), NOTE_MAX)?;
    let read = signed::read_because(&store, path, number.as_ref(), reason.as_ref(), session.clock.today());
    let read = match read {
        Ok(read) => read,
        Err(error) => return failure(args, session, number.as_ref(), error, out),
    };
    if !read.weighed.faults.is_empty()
        && let Some(to) = &args.returned
    {
        let given_back = read.give_back(&store, session.lang, to, args.overwrite);
        given_back.map_err(|error| leaving::failure(session, &error))?;
    }
    let status = end(args, session, &mut store, read.weighed, out)?;
    if status == Status::BadData
        && !session.json
        && let Some(to) = &args.returned
    {
        out.line(&fill(texts.given_back, &[&shown(&to.to_string_lossy())]));
    }
    Ok(status)
}

/// Keys a signed paper: all of it as printed but for the exceptions.
pub(super) fn key(args: &SheetArgs, session: &Session, out: &mut Out) -> CommandResult {
    let (texts, lang, today) = (texts(session.lang), session.lang, session.clock.today());
    let number = number(session, args.target(session, "NUMBER")?)?;
    let handlers = args.handlers.as_deref().ok_or_else(|| CliError::usage(texts.no_handlers))?;
    let handlers = handlers.split([',', '，', '、']).map(|name| parse::text(session, name, NAME_MAX));
    let handlers = handlers.collect::<Result<Vec<_>, _>>()?;
    let total = args.total.as_deref().ok_or_else(|| CliError::usage(texts.no_total))?;
    let total = parse::amount(session, total)?;
    let on = args.on.as_deref().map_or(Ok(today), |said| parse::day(session, said))?;
    let mut store = session.open()?;
    let sheet = store.sign_sheet(&number).map_err(|error| missing(session, &number, error))?;
    let mut excepts: Vec<Except> = Vec::new();
    for said in &args.except {
        let one = except(said, &sheet, today);
        let twice = |one: &Except| excepts.iter().any(|before| before.line == one.line);
        match one {
            Ok(one) if twice(&one) => {
                let told = signing::except(lang, &ExceptError::Repeated(one.line));
                return not_weighed(args, session, Some(&number), (None, told), out);
            }
            Ok(one) => excepts.push(one),
            Err(error) => {
                let told = signing::except(lang, &error);
                return not_weighed(args, session, Some(&number), (None, told), out);
            }
        }
    }
    let reason = parse::maybe_text(session, args.reason.as_deref(), NOTE_MAX)?;
    let keyed = KeyedSheet { handlers, on, excepts, reason };
    let own = keyed.total(&sheet);
    if own != total {
        let apart = Fen::new(own.get().abs_diff(total.get()).try_into().unwrap_or(i64::MAX));
        let told = fill(signing::of(lang).total_differs, &[&own.yuan(), &total.yuan(), &apart.yuan()]);
        return not_weighed(args, session, Some(&number), (Some("total"), told), out);
    }
    let rows = keyed.rows(&sheet);
    let weighed = store.weigh_sheet(sheet, &rows, today)?;
    end(args, session, &mut store, weighed, out)
}

/// Records what was weighed, and tells it; nothing where anything is wrong with it.
fn end(
    args: &SheetArgs,
    session: &Session,
    store: &mut Store,
    weighed: WeighedSheet,
    out: &mut Out,
) -> CommandResult {
    let texts = texts(session.lang);
    let number = weighed.sheet.number.clone();
    let notes = [(texts.again, weighed.again.clone()), (texts.no_goods, weighed.goods_owed())];
    let notes = notes.map(|(text, lines)| (text, named(session, &weighed.sheet, &lines), lines));
    let (rows, mut exists, mut count, cash) =
        (weighed.rows, weighed.exists, weighed.recordings.len(), weighed.cash());
    let refused = weighed.faults;
    let records = refused.is_empty() && count > 0 && !args.dry_run;
    if records {
        kept::before_batch(session, store);
        let daily = Daily::ask(session, store);
        let act = SheetAct { number: number.clone(), recordings: weighed.recordings };
        let receipt = store.commit(&Op::RecordSheet(Box::new(act)), &session.ctx())?;
        if matches!(receipt.answer, Answer::Exists(_)) {
            // Somebody else recorded the same meanwhile.
            (exists, count) = (exists + count, 0);
        }
        out.note_written();
        daily.keep(session, store, out);
    }
    let status = if refused.is_empty() { Status::Fine } else { Status::BadData };
    if session.json {
        let fault = |fault: &SheetFault| FaultJson {
            worksheet: Some(fault.worksheet.to_string()).filter(|name| !name.is_empty()),
            row: Some(fault.row),
            column: Some(fault.column.code()),
            message: signing::why(session.lang, fault),
        };
        let [again, goods_owed] = notes.map(|(_, _, lines)| lines);
        out.json(&SignedJson {
            sheet: number.to_string(),
            lines: rows,
            recorded: if records { count } else { 0 },
            exists,
            cash_fen: if refused.is_empty() { cash.get() } else { 0 },
            dry_run: args.dry_run,
            again,
            goods_owed,
            refused: refused.iter().map(fault).collect(),
        });
        return Ok(status);
    }
    let number = number.to_string();
    if refused.is_empty() {
        match (count, exists) {
            (0, 0) => out.line(&fill(texts.nothing, &[&number])),
            (0, _) => {}
            _ => {
                let told = if records { texts.recorded } else { texts.would };
                out.line(&fill(told, &[&number, &count, &cash.yuan()]));
                for (text, named, lines) in notes.iter().filter(|(_, _, lines)| !lines.is_empty()) {
                    out.line(&fill(text, &[&lines.len(), named]));
                }
            }
        }
        if exists > 0 {
            out.line(&fill(texts.exists, &[&exists]));
        }
        return Ok(status);
    }
    out.line(&fill(texts.refused, &[&number, &refused.len()]));
    for one in &refused {
        out.line(&signing::fault(session.lang, texts.fault, one));
    }
    Ok(status)
}

/// Lines by their numbers and names.
fn named(session: &Session, sheet: &SignSheet, lines: &[u32]) -> String {
    let texts = texts(session.lang);
    let line = |no: &u32| Some(fill(texts.line, &[no, &sheet.line(*no)?.name]));
    lines.iter().filter_map(line).collect::<Vec<_>>().join(texts.comma)
}

/// Tells why no line was weighed.
fn not_weighed(
    args: &SheetArgs,
    session: &Session,
    number: Option<&SheetNumber>,
    (column, message): (Option<&'static str>, String),
    out: &mut Out,
) -> CommandResult {
    if !session.json {
        return Err(CliError::bad_data(message));
    }
    out.json(&NotWeighedJson {
        sheet: number.map(ToString::to_string),
        lines: 0,
        recorded: 0,
        exists: 0,
        cash_fen: 0,
        dry_run: args.dry_run,
        refused: [FaultJson { worksheet: None, row: None, column, message }],
    });
    Ok(Status::BadData)
}

fn number(session: &Session, said: &str) -> Result<SheetNumber, CliError> {
    said.parse().map_err(|()| CliError::usage(fill(texts(session.lang).bad_number, &[&shown(said)])))
}

fn missing(session: &Session, number: &SheetNumber, error: RegisterError) -> CliError {
    if matches!(error, RegisterError::NotFound(_)) {
        let told = fill(texts(session.lang).no_such, &[&number.to_string()]);
        return CliError::Message(Status::Nothing, vec![told]);
    }
    error.into()
}

fn failure(
    args: &SheetArgs,
    session: &Session,
    number: Option<&SheetNumber>,
    error: SignedError,
    out: &mut Out,
) -> CommandResult {
    let texts = texts(session.lang);
    let column = match &error {
        SignedError::NoColumn(_, column) | SignedError::TwoColumns(_, column, _) => Some(column.code()),
        SignedError::File(_)
        | SignedError::Register(_)
        | SignedError::NoNumber
        | SignedError::TwoSheets(..)
        | SignedError::TooManyRows
        | SignedError::NoHeads(_) => None,
    };
    let told = match error {
        SignedError::File(error) => {
            let told = lang::files::error(session.lang, &error).to_string();
            let status = import::status(&error);
            if status != Status::BadData {
                return Err(CliError::Message(status, vec![told]));
            }
            told
        }
        SignedError::Register(RegisterError::NotFound(what)) => {
            return Err(CliError::Message(Status::Nothing, vec![fill(texts.no_such, &[&what])]));
        }
        SignedError::Register(error) => {
            let status = error::status(&error);
            return Err(CliError::Message(status, vec![lang::errors::text(session.lang, &error)]));
        }
        other @ (SignedError::NoNumber
        | SignedError::TwoSheets(..)
        | SignedError::TooManyRows
        | SignedError::NoHeads(_)
        | SignedError::NoColumn(..)
        | SignedError::TwoColumns(..)) => signing::file_error(session.lang, &other),
    };
    not_weighed(args, session, number, (column, told), out)
}
