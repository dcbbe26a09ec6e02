//! A table written as CSV that a spreadsheet opens unharmed: no formula runs, no long number is rounded.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::file_errors;
use crate::domain::file_error::FileError;
use crate::domain::text::CleanText;

/// Digits from which a spreadsheet damages a number (more than eleven are shown as 4.4E+17).
const DIGITS_SHOWN: usize = 11;

/// Writes a table to a new file: CSV in UTF-8 with a mark, as Excel wants it, private to its owner.
///
/// Characters that may not reach a terminal are written as ⟦U+202E⟧, where they can be seen and mended.
/// A row shorter than the header is filled up with empty cells.
///
/// # Errors
/// The file exists, or cannot be written to the end; then it is removed again.
pub fn write(
    path: &Path,
    header: &[String],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<(), FileError> {
    let io = |error: std::io::Error| file_errors::writing(path, &error);
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(io)?;
    let written = fill(&file, header, rows).and_then(|()| file.sync_all()).and_then(|()| sync_folder(path));
    written.map_err(|error| {
        // The first error is the one to report; half a file would pass for a whole one.
        let _ = std::fs::remove_file(path);
        io(error)
    })
}

fn fill(file: &File, header: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> std::io::Result<()> {
    let mut out = BufWriter::new(file);
    out.write_all(b"\xEF\xBB\xBF")?;
    let mut out = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(header.iter().map(|title| guarded(title)))?;
    for row in rows {
        let missing = header.len().saturating_sub(row.len());
        let cells = row.iter().map(|cell| guarded(cell)).chain(std::iter::repeat_n(String::new(), missing));
        out.write_record(cells)?;
    }
    out.flush()
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// A cell that a spreadsheet shows as it is: no formula, no long number, nothing hidden.
///
/// The apostrophe in front is what people type for that, and rosters are read without it.
pub(super) fn guarded(cell: &str) -> String {
    let shown: String = cell
        .split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => format!("{}\n", CleanText::unmasked(line)),
            None => CleanText::unmasked(line).to_string(),
        })
        .collect();
    let formula = cell
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']);
    let number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let damaged = number && (cell.len() > DIGITS_SHOWN || (cell.len() > 1 && cell.starts_with('0')));
    if formula || damaged { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn rows_are_written_as_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refused.csv");
        let header = ["行号", "原因", "姓名", "身份证号", "备注"].map(str::to_owned);
        let row = ["17", "无此苏木镇, 请核对", "=1+1", "152599193202150013"].map(str::to_owned).to_vec();
        write(&path, &header, [row]).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}行号,原因,姓名,身份证号,备注\r\n17,\"无此苏木镇, 请核对\",'=1+1,'152599193202150013,\r\n"
        );
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(write(&path, &header, []), Err(FileError::AlreadyThere(_))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn guards_stand_before_formulas_and_long_numbers() {
        for (cell, want) in [
            ("程连富", "程连富"),
            ("+8613804710001", "'+8613804710001"),
            ("@a", "'@a"),
            ("＝1", "'＝1"),
            ("-", "'-"),
            ("\tx", "'⟦U+0009⟧x"),
            ("13804710001", "13804710001"),
            ("04794223344", "'04794223344"),
            ("15259919320215001X", "15259919320215001X"),
            ("烈士遗属\n其他", "烈士遗属\n其他"),
            ("a\u{202E}b\u{1B}[31m", "a⟦U+202E⟧b⟦U+001B⟧[31m"),
            ("0", "0"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), want);
        }
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let written = write(&folder.path().join("none/refused.csv"), &[], []);
        assert!(matches!(written, Err(FileError::NotFound(_))));
        assert!(matches!(write(Path::new("/dev/full"), &[], []), Err(FileError::AlreadyThere(_))));
    }
}
