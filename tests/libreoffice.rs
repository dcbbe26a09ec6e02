//! Protects a sheet that was filled in and saved by `LibreOffice`, not by a library: it records to the fen, once, whatever its
//! format, and one amount altered refuses all of it.
//!
//! The files in `fixtures/sheets` were made of the sheet of [`Home`] by a macro that opened it, filled the columns of each
//! line that bears an id (the third one absent, the fifth to a proxy) and stored it as XLSX, XLS and CSV. They bear the number
//! `E85607-12`, for which the number of the register that reads them is put.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::handed_out::{Home, account};

const FILLED: &str = "E85607-12";
const TODAY: &str = "2024-01-20";

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let mut at = 0;
    while let Some(found) = out[at..].windows(old.len()).position(|window| window == old) {
        out.splice(at + found..at + found + old.len(), new.iter().copied());
        at += found + new.len();
    }
    out
}

/// The workbook with the texts of its parts replaced.
fn rezipped(bytes: &[u8], number: &str) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        to.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
        to.write_all(&replaced(&text, FILLED.as_bytes(), number.as_bytes())).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// A file of the fixtures with the number of a sheet, in the folder of the register.
fn filled(home: &Home, name: &str, number: &str) -> PathBuf {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets").join(name)).unwrap();
    let made = match name.rsplit_once('.').unwrap().1 {
        "xlsx" => rezipped(&bytes, number),
        // In place, so that no offset moves: texts lie there in one byte a character, or in two.
        "xls" => {
            assert_eq!(number.len(), FILLED.len());
            let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            let bytes = replaced(&bytes, FILLED.as_bytes(), number.as_bytes());
            replaced(&bytes, &wide(FILLED), &wide(number))
        }
        _ => replaced(&bytes, FILLED.as_bytes(), number.as_bytes()),
    };
    let path = home.path().join(name);
    fs::write(&path, made).unwrap();
    path
}

#[test]
fn what_libreoffice_saved_is_recorded_once_and_refused_whole() {
    let home = Home::new();
    home.done(TODAY, &["plan", "2024-spring", "approve", "--by", "王局长", "--document", "3号"]);
    let out = ["allocate", "2024-spring", "桑根达来", "20000", "--goods", "米面油 30 箱", "--by", "布仁"];
    home.done(TODAY, &out);
    let to = home.path().join("sheet.xlsx");
    let write = ["sheet", "write", "2024-spring", "--station", "桑根达来", "--to", to.to_str().unwrap()];
    let number = home.json(TODAY, &write)["sheet"].as_str().unwrap().to_owned();
    let read = |name: &str| {
        let path = filled(&home, name, &number);
        home.on(TODAY, &["sheet", "read", path.to_str().unwrap(), "--json"])
    };
    // 499 where the plan says 500, in row 7.
    let wrong = read("libreoffice-wrong.xlsx");
    let told = wrong.json();
    assert_eq!((wrong.status, told["recorded"].as_u64()), (65, Some(0)), "{told}");
    let refused = told["refused"].as_array().unwrap();
    assert_eq!((refused.len(), &refused[0]["row"], &refused[0]["column"]), (1, &7.into(), &"cash".into()));
    assert!(refused[0]["message"].as_str().unwrap().contains("500.00"), "{told}");
    assert_eq!(account(&home, TODAY), [[20_000, 0, 0, 0, 20_000], [30, 0, 0, 0, 30]]);
    let right = read("libreoffice.xlsx");
    assert_eq!((right.status, right.json()["recorded"].as_u64()), (0, Some(30)), "{right:?}");
    // The third of the sheet, at 1,000, was not at home.
    let given = [[20_000, 19_000, 0, 0, 1_000], [30, 29, 0, 0, 1]];
    assert_eq!(account(&home, TODAY), given);
    for again in ["libreoffice.xlsx", "libreoffice.xls", "libreoffice.csv"] {
        let told = read(again).json();
        let counts = ["lines", "recorded", "exists"].map(|key| told[key].as_u64().unwrap());
        assert_eq!(counts, [30, 0, 30], "{again}: {told}");
    }
    assert_eq!(account(&home, TODAY), given);
    // Due states, ledger, sheet and progress say the same.
    let progress = home.json(TODAY, &["progress", "--round", "2024-spring"]);
    let line = progress.as_array().unwrap().iter().find(|line| line["place"] == "桑根达来镇").unwrap();
    let counts = ["planned", "done", "due", "cash_fen"].map(|key| line[key].as_i64().unwrap());
    assert_eq!(counts, [30, 29, 1, 1_900_000]);
    let ledger = home.json(TODAY, &["ledger", "--round", "2024-spring"]);
    let cash = ledger.as_array().unwrap().iter().map(|entry| entry["cash_fen"].as_i64().unwrap());
    assert_eq!(cash.sum::<i64>(), 1_900_000);
    let card = &home.json(TODAY, &["sheet", "list", "2024-spring"])[0];
    assert_eq!((&card["recorded"], &card["cash_fen"]), (&29.into(), &1_900_000.into()), "{card}");
    assert_eq!(home.done(TODAY, &["check"]), "");
}
