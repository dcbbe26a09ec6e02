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
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::sign_sheet::{
    Except, KeyedSheet, SheetAct, SheetFault, SheetNumber, WeighedSheet, except,
};
use crate::domain::signed_error::SignedError;
use crate::domain::text::NAME_MAX;
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
    refused: Vec<FaultJson>,
}

#[derive(Serialize)]
struct FaultJson {
    row: u64,
    column: &'static str,
    message: String,
}

/// Reads a filled file and records it, all of it or nothing.
pub(super) fn read(args: &SheetArgs, session: &Session, out: &mut Out) -> CommandResult {
    let texts = texts(session.lang);
    let path = args.file(session)?;
    let number = args.number.as_deref().map(|said| number(session, said)).transpose()?;
    let mut store = session.open()?;
    let read = signed::read(&store, path, number.as_ref(), session.clock.today());
    let read = read.map_err(|error| failure(session, error))?;
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
        let one = one.map_err(|error| CliError::bad_data(signing::except(lang, &error)))?;
        if excepts.iter().any(|before| before.line == one.line) {
            let twice = crate::domain::sign_sheet::ExceptError::Repeated(one.line);
            return Err(CliError::bad_data(signing::except(lang, &twice)));
        }
        excepts.push(one);
    }
    let keyed = KeyedSheet { handlers, on, excepts };
    let own = keyed.total(&sheet);
    if own != total {
        let apart = Fen::new(own.get().abs_diff(total.get()).try_into().unwrap_or(i64::MAX));
        let told = fill(signing::of(lang).total_differs, &[&own.yuan(), &total.yuan(), &apart.yuan()]);
        return Err(CliError::bad_data(told));
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
            row: fault.row,
            column: fault.column.code(),
            message: signing::why(session.lang, fault),
        };
        out.json(&SignedJson {
            sheet: number.to_string(),
            lines: rows,
            recorded: if records { count } else { 0 },
            exists,
            cash_fen: if refused.is_empty() { cash.get() } else { 0 },
            dry_run: args.dry_run,
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
            }
        }
        if exists > 0 {
            out.line(&fill(texts.exists, &[&exists]));
        }
        return Ok(status);
    }
    out.line(&fill(texts.refused, &[&number, &refused.len()]));
    for one in &refused {
        let column = signing::column(session.lang, one.column);
        let why = signing::why(session.lang, one);
        out.line(&fill(texts.fault, &[&one.row, &column, &one.name, &why]));
    }
    Ok(status)
}

fn number(session: &Session, said: &str) -> Result<SheetNumber, CliError> {
    said.parse().map_err(|()| CliError::usage(fill(texts(session.lang).bad_number, &[&shown(said)])))
}

fn missing(session: &Session, number: &SheetNumber, error: crate::domain::error::RegisterError) -> CliError {
    if matches!(error, crate::domain::error::RegisterError::NotFound(_)) {
        let told = fill(texts(session.lang).no_such, &[&number.to_string()]);
        return CliError::Message(Status::Nothing, vec![told]);
    }
    error.into()
}

fn failure(session: &Session, error: SignedError) -> CliError {
    let texts = texts(session.lang);
    let told = match error {
        SignedError::File(error) => {
            let told = lang::files::error(session.lang, &error).to_string();
            return CliError::Message(import::status(&error), vec![told]);
        }
        SignedError::Register(crate::domain::error::RegisterError::NotFound(what)) => {
            return CliError::Message(Status::Nothing, vec![fill(texts.no_such, &[&what])]);
        }
        SignedError::Register(error) => {
            let status = error::status(&error);
            return CliError::Message(status, vec![lang::errors::text(session.lang, &error)]);
        }
        other @ (SignedError::NoNumber
        | SignedError::TwoSheets(..)
        | SignedError::TooManyRows
        | SignedError::NoColumn(_)) => signing::file_error(session.lang, &other),
    };
    CliError::bad_data(told)
}
