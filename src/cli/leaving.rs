//! What `export` and `sheet` share: where something goes, in which form, with what reason, and what is told of it.

use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use super::error::{self, CliError, CommandResult, Status};
use super::json::HeadsJson;
use super::kept::Daily;
use super::out::{self, Out};
use super::parse;
use super::progress_line::ProgressLine;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::export::Format;
use crate::domain::file_error::FileError;
use crate::domain::op::WriteContext;
use crate::domain::progress::{ImportPhase, ImportProgress};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::exchange::leaving::{LeavingError, LeavingOptions, Left, To};
use crate::lang::{self, fill, texts};
use crate::store::Store;
use crate::term::StopSignals;

texts! {
    /// The texts of what leaves.
    fn texts(lang) -> LeavingTexts {
        /// What, its rows, the file, its size.
        written: "已导出{}：{} 行，{}（{}）" / "wrote {}: {} row{|s}, {} ({})";
        /// The same to a stream: what, its rows.
        streamed: "已导出{}：{} 行" / "wrote {}: {} row{|s}";
        /// The number of a sheet to sign.
        numbered: "签领表编号 {}" / "the sheet is number {}";
        masked: "号码已打码" / "numbers are masked";
        full: "含完整号码，已记入操作记录：用完请删除" / "numbers are in full, which the audit keeps: delete the file once it has served";
        /// What was typed, and what there is.
        bad_format: "不认识格式 {}；有 {}" / "no format {}; there are {}";
        /// What was typed.
        bad_encoding: "不认识编码 {}；有 utf-8 gb18030" / "no encoding {}; there are utf-8 gb18030";
        encoding_of_csv: "只有 CSV 可以用 --encoding" / "--encoding is for CSV alone";
        /// The path.
        which_format: "从 {} 看不出格式：用 .xlsx .csv .jsonl .txt 结尾，或写 --format" / "{} does not tell the form: end it in .xlsx .csv .jsonl .txt, or give --format";
        stream_is_text: "XLSX 不能写到标准输出：用 --to 写到文件，或用 --format csv jsonl text" / "a workbook does not go to the standard output: give a file, or --format csv jsonl text";
        no_reason: "--reason 只和 --unmasked 一起用" / "--reason goes with --unmasked";
    }
}

/// Where something goes, as the command line says.
pub(super) struct LeavingArgs<'a> {
    /// A file, or `-`.
    pub(super) to: &'a Path,
    /// The form by its name.
    pub(super) format: Option<&'a str>,
    /// The encoding of CSV.
    pub(super) encoding: Option<&'a str>,
    /// Whether a file that is there is replaced.
    pub(super) overwrite: bool,
    /// Whether numbers are in full.
    pub(super) unmasked: bool,
    /// Why.
    pub(super) reason: Option<&'a str>,
}

/// The answer as JSON.
#[derive(Serialize)]
struct LeftJson<'a> {
    result: &'static str,
    what: &'static str,
    rows: u64,
    file: Option<&'a str>,
    bytes: Option<u64>,
    masked: bool,
    /// The number of a sheet to sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    /// Said of a sheet to sign whose plan is a draft.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    draft: bool,
    head: HeadsJson,
}

impl LeavingArgs<'_> {
    fn is_stream(&self) -> bool {
        self.to == Path::new("-")
    }

    /// The form, from its name, else from the ending of the file.
    pub(super) fn format(&self, session: &Session) -> Result<Format, CliError> {
        let texts = texts(session.lang);
        let all = || Format::ALL.map(Format::code).join(" ");
        let named = match self.format {
            Some(said) => Some(
                Format::parse(said.trim())
                    .ok_or_else(|| CliError::usage(fill(texts.bad_format, &[&error::shown(said), &all()])))?,
            ),
            None => None,
        };
        let ending = self.to.extension().and_then(|ending| Format::of_ending(&ending.to_string_lossy()));
        let format = match named.or(ending) {
            Some(format) => format,
            None if self.is_stream() => Format::Text,
            None => {
                let path = error::shown(&self.to.to_string_lossy());
                return Err(CliError::usage(fill(texts.which_format, &[&path])));
            }
        };
        if format == Format::Xlsx && self.is_stream() {
            return Err(CliError::usage(texts.stream_is_text));
        }
        let Some(encoding) = self.encoding else { return Ok(format) };
        if !matches!(format, Format::Csv | Format::CsvGb18030) {
            return Err(CliError::usage(texts.encoding_of_csv));
        }
        match encoding.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Format::Csv),
            "gb18030" | "gbk" => Ok(Format::CsvGb18030),
            _ => Err(CliError::usage(fill(texts.bad_encoding, &[&error::shown(encoding)]))),
        }
    }

    fn reason(&self, session: &Session) -> Result<Option<CleanText>, CliError> {
        match (self.unmasked, self.reason) {
            (false, None) => Ok(None),
            (false, Some(_)) => Err(CliError::usage(texts(session.lang).no_reason)),
            (true, None) => Err(CliError::usage(lang::export::told(session.lang).reason_needed)),
            (true, Some(reason)) => {
                let reason = parse::text(session, reason, NOTE_MAX)?;
                if reason.says_nothing() {
                    return Err(CliError::usage(lang::export::told(session.lang).reason_needed));
                }
                Ok(Some(reason))
            }
        }
    }

    /// Has it leave, and tells what left.
    pub(super) fn run(
        &self,
        session: &Session,
        store: &mut Store,
        out: &mut Out,
        leave: impl FnOnce(&mut Store, To<'_>, LeavingOptions<'_>, &WriteContext) -> Result<Left, LeavingError>,
    ) -> CommandResult {
        let (format, reason) = (self.format(session)?, self.reason(session)?);
        let daily = Daily::ask(session, store);
        // Where the system takes no handler, a signal ends the program, and the file under way stays under its own name.
        let signals = StopSignals::watch().ok();
        let mut line = ProgressLine::new(session.lang, session.json || self.is_stream());
        let mut progress = |done, total| {
            line.update(ImportProgress { phase: ImportPhase::Rows, rows: done, done, total });
            !signals.as_ref().is_some_and(StopSignals::came)
        };
        let options = LeavingOptions { format, reason, lang: session.lang, progress: &mut progress };
        let mut stdout = io::stdout();
        let to = if self.is_stream() { To::Stream(&mut stdout) } else { To::File(self.to, self.overwrite) };
        let left = leave(store, to, options, &session.ctx());
        line.clear();
        if left == Err(LeavingError::Stopped) {
            out::aside(lang::export::told(session.lang).stopped);
            signals.as_ref().inspect(|signals| signals.end());
        }
        drop(signals);
        let left = left.map_err(|error| failure(session, &error))?;
        let flushed = stdout.flush();
        flushed.map_err(|error| failure(session, &LeavingError::of_stream(&error)))?;
        out.note_written();
        tell(session, &left, self.is_stream(), out);
        daily.keep(session, store, out);
        Ok(Status::Fine)
    }
}

/// Tells what left; beside a stream on the standard error.
fn tell(session: &Session, left: &Left, is_stream: bool, out: &mut Out) {
    let texts = texts(session.lang);
    let file = left.file.as_ref().map(|(path, _)| CleanText::shown(&path.to_string_lossy()));
    if session.json && !is_stream {
        return out.json(&LeftJson {
            result: "written",
            what: left.what.code(),
            rows: left.rows,
            file: file.as_deref(),
            bytes: left.file.as_ref().map(|(_, bytes)| *bytes),
            masked: !left.full,
            sheet: left.sheet.as_ref().map(ToString::to_string),
            draft: left.is_draft,
            head: HeadsJson::from(&left.heads),
        });
    }
    let what = lang::export::what(session.lang, left.what);
    let written = match (&file, &left.file) {
        (Some(path), Some((_, bytes))) => {
            fill(texts.written, &[&what, &left.rows, path, &lang::words::size(*bytes)])
        }
        (_, _) => fill(texts.streamed, &[&what, &left.rows]),
    };
    let mut lines = vec![written];
    lines.extend(left.sheet.as_ref().map(|number| fill(texts.numbered, &[&number.to_string()])));
    lines.extend(left.is_draft.then(|| lang::signing::of(session.lang).draft_told.to_owned()));
    if left.full {
        lines.push(texts.full.to_owned());
    } else if left.what.has_numbers() {
        lines.push(texts.masked.to_owned());
    }
    lines.push(session.head_line(&left.heads));
    if is_stream {
        for line in &lines {
            out::aside(line);
        }
    } else {
        out.lines(&lines);
    }
}

/// Why nothing left, with the way out.
pub(super) fn failure(session: &Session, error: &LeavingError) -> CliError {
    let status = match error {
        LeavingError::Register(RegisterError::ReasonRequired)
        | LeavingError::NoNumbers
        | LeavingError::Form(_)
        | LeavingError::TooManyLines(_)
        | LeavingError::TooManyRows(_) => Status::Usage,
        LeavingError::Register(error) => error::status(error),
        LeavingError::File(FileError::NotPermitted(_)) => Status::NotPermitted,
        LeavingError::File(FileError::NotFound(_) | FileError::AlreadyThere(_) | FileError::NotAFile(_))
        | LeavingError::OwnFile(_) => Status::CannotCreate,
        LeavingError::File(_) | LeavingError::Closed | LeavingError::Stream(_) => Status::Io,
        LeavingError::Changed => Status::Busy,
        LeavingError::Stopped | LeavingError::Nobody => Status::Nothing,
    };
    let mut lines = vec![error.told(session.lang)];
    if matches!(error, LeavingError::File(FileError::AlreadyThere(_))) {
        lines.push(lang::export::told(session.lang).or_overwrite.to_owned());
    }
    CliError::Message(status, lines)
}
