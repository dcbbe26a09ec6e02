//! The rows that were refused, as a file that can be mended and imported again.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::failure;
use crate::domain::file_error::FileError;
use crate::domain::text::CleanText;

/// Digits from which a spreadsheet damages a number (more than eleven are shown as 4.4E+17).
const DIGITS_SHOWN: usize = 11;

/// A refused row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusedRow {
    /// Row number in the file it came from, from 1.
    pub number: u64,
    /// Its cells as the file has them.
    pub cells: Vec<String>,
    /// Why, in the user's language.
    pub reasons: String,
}

/// Headers of the two columns in front, in the user's language: 行号 and 原因.
#[derive(Clone, Copy, Debug)]
pub struct Titles<'a> {
    /// Of the row number.
    pub row: &'a str,
    /// Of the reasons.
    pub reason: &'a str,
}

/// Writes refused rows to a new file: CSV in UTF-8 with a mark, as Excel wants it, private to its owner.
///
/// Characters that may not reach a terminal are written as ⟦U+202E⟧, where they can be seen and mended.
///
/// # Errors
/// The file exists, or cannot be written to the end; then it is removed again.
pub fn write(
    path: &Path,
    titles: Titles<'_>,
    header: &[String],
    rows: impl IntoIterator<Item = RefusedRow>,
) -> Result<(), FileError> {
    let io = |error: std::io::Error| failure::writing(path, &error);
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(io)?;
    let written =
        fill(&file, titles, header, rows).and_then(|()| file.sync_all()).and_then(|()| sync_folder(path));
    written.map_err(|error| {
        // The first error is the one to tell; half a file would pass for a whole one.
        let _ = std::fs::remove_file(path);
        io(error)
    })
}

fn fill(
    file: &File,
    titles: Titles<'_>,
    header: &[String],
    rows: impl IntoIterator<Item = RefusedRow>,
) -> std::io::Result<()> {
    let mut out = BufWriter::new(file);
    out.write_all(b"\xEF\xBB\xBF")?;
    let mut out = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(out);
    let front = [titles.row.to_owned(), titles.reason.to_owned()];
    out.write_record(front.into_iter().chain(header.iter().map(|title| guarded(title))))?;
    for row in rows {
        let front = [row.number.to_string(), guarded(&row.reasons)];
        let missing = header.len().saturating_sub(row.cells.len());
        let cells =
            row.cells.iter().map(|cell| guarded(cell)).chain(std::iter::repeat_n(String::new(), missing));
        out.write_record(front.into_iter().chain(cells))?;
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
fn guarded(cell: &str) -> String {
    let shown: String = cell
        .split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => format!("{}\n", CleanText::shown(line)),
            None => CleanText::shown(line).to_string(),
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

    const TITLES: Titles<'static> = Titles { row: "行号", reason: "原因" };

    #[test]
    fn rows_are_written_as_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refused.csv");
        let header = ["姓名".to_owned(), "身份证号".to_owned(), "备注".to_owned()];
        let row = RefusedRow {
            number: 17,
            cells: vec!["=1+1".into(), "152599193202150013".into()],
            reasons: "无此苏木镇, 请核对".into(),
        };
        write(&path, TITLES, &header, [row]).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}行号,原因,姓名,身份证号,备注\r\n17,\"无此苏木镇, 请核对\",'=1+1,'152599193202150013,\r\n"
        );
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(write(&path, TITLES, &header, []), Err(FileError::AlreadyThere(_))));
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
    fn what_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let told = write(&folder.path().join("none/refused.csv"), TITLES, &[], []);
        assert!(matches!(told, Err(FileError::NotFound(_))));
        assert!(matches!(write(Path::new("/dev/full"), TITLES, &[], []), Err(FileError::AlreadyThere(_))));
    }
}
