//! The files of a folder of cases, as people keep them, where it lies beside the sources; without it nothing is checked.

use std::path::{Path, PathBuf};

use crate::support::register::{Register, on};
use muster::clock::new_recipient_id;
use muster::domain::file_error::{FileError, Format};
use muster::domain::roster::{CellFault, Column, Fault, ImportReport};
use muster::domain::roster_question::NO_ANSWERS;
use muster::exchange::roster::{ImportError, ImportOptions, Titles, import};

/// A case by its name; none where the folder is not there.
fn case(name: &str) -> Option<PathBuf> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = sources.ancestors().skip(1).map(|folder| folder.join("shared/cases"));
    folders.map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn read(register: &mut Register, path: &Path) -> Result<ImportReport, ImportError> {
    let options = ImportOptions {
        path,
        write: true,
        skip_refused: false,
        rename: false,
        expected: None,
        answers: &NO_ANSWERS,
        titles: Titles { row: "行号", reason: "原因" },
        new_id: &new_recipient_id,
        describe: &|fault: &CellFault| format!("{:?}", fault.column),
    };
    import(&mut register.store, &options, &on("2024-02-02"), &mut |_| true)
}

/// What a file comes to in an empty register; none where it is not there.
fn alone(name: &str) -> Option<Result<ImportReport, ImportError>> {
    let path = case(name)?;
    Some(read(&mut Register::new(), &path))
}

fn told(faults: &[CellFault]) -> Vec<(u64, Column, Fault)> {
    faults.iter().map(|it| (it.row, it.column, it.fault.clone())).collect()
}

#[test]
fn cells_that_hold_no_text_are_told_by_row_and_column() {
    let error = |text: &'static str| Fault::ErrorCell(text.into());
    for (name, refused) in [
        (
            "files/07-roster.xlsx",
            vec![
                (2, Column::IdNumber, Fault::Uncached),
                (3, Column::IdNumber, Fault::Uncached),
                (5, Column::Groups, Fault::Uncached),
            ],
        ),
        (
            "files/08-roster.xlsx",
            vec![
                (2, Column::Village, error("#N/A")),
                (3, Column::Address, error("#REF!")),
                (4, Column::Note, error("#VALUE!")),
                (5, Column::Groups, error("#N/A")),
                (6, Column::Name, error("#NAME?")),
            ],
        ),
        (
            "files/09-roster.xlsx",
            vec![
                (2, Column::Address, Fault::DateCell),
                (3, Column::Village, Fault::DateCell),
                (4, Column::Name, Fault::DateCell),
                (5, Column::Name, Fault::NotAName),
                (6, Column::Village, Fault::NotAPlace),
            ],
        ),
        ("files/10-note-getting_data.xlsx", vec![(2, Column::Note, error("#GETTING_DATA"))]),
    ] {
        let Some(report) = alone(name) else { return };
        let report = report.unwrap();
        assert_eq!((told(&report.refused), report.written), (refused, false), "{name}");
    }
}

#[test]
fn a_phone_without_its_result_does_not_bar_the_row() {
    let Some(report) = alone("files/07-roster.xlsx") else { return };
    let report = report.unwrap();
    let left_out = Fault::LeftOut(Box::new(Fault::Uncached));
    assert!(told(&report.warned).contains(&(4, Column::Phone, left_out)), "{:?}", report.warned);
}

#[test]
fn workbooks_that_other_programs_write_are_read() {
    for (name, new) in [
        ("files/10-age-getting_data.xlsx", 2),
        ("files/12-dimension-rows-only.xlsx", 1),
        ("files/13-root.xlsx", 1),
        ("files/18-roster.csv", 1),
        ("files/18-roster.xlsx", 6),
        ("rosters/s18a-excel97.xls", 2),
    ] {
        let Some(report) = alone(name) else { return };
        let report = report.unwrap();
        assert_eq!((report.new, told(&report.refused), report.written), (new, vec![], true), "{name}");
    }
    let Some(report) = alone("files/26-minus-one.xlsx") else { return };
    let report = report.unwrap();
    let warned: Vec<_> = told(&report.warned);
    let columns = [Column::Groups, Column::Address, Column::Note];
    assert_eq!((report.new, warned), (2, columns.map(|column| (2, column, Fault::NoText)).to_vec()));
}

#[test]
fn a_web_page_is_told_as_what_it_is() {
    let Some(read) = alone("rosters/s18b-html-table.xls") else { return };
    assert!(
        matches!(read, Err(ImportError::File(FileError::OtherFormat { format: Format::WebPage, .. }))),
        "{read:?}"
    );
}

#[test]
fn a_number_under_another_name_renames_nobody() {
    let (Some(first), Some(second), Some(both)) =
        (case("files/01-first.csv"), case("files/01-second.csv"), case("files/01-both.csv"))
    else {
        return;
    };
    let mut register = Register::new();
    assert!(read(&mut register, &first).unwrap().written);
    let him = register.store.resolve("程连富").unwrap();
    register.give(him, "2024-spring", 500).unwrap();
    let report = read(&mut register, &second).unwrap();
    let [CellFault { row: 2, column: Column::IdNumber, fault: Fault::IdOfAnother { name, .. }, .. }] =
        report.refused.as_slice()
    else {
        panic!("{report:?}")
    };
    assert_eq!((name.as_str(), report.written), ("程连富", false));
    assert_eq!(register.store.resolve("程连富"), Ok(him));
    let report = read(&mut Register::new(), &both).unwrap();
    assert_eq!(told(&report.refused), [(3, Column::IdNumber, Fault::DuplicateId(2))]);
}

#[test]
fn numbers_that_differ_in_the_check_digit_alone_are_one_person() {
    let (Some(first), Some(second)) = (case("files/02-first.csv"), case("files/02-second.csv")) else {
        return;
    };
    let mut register = Register::new();
    assert!(read(&mut register, &first).unwrap().written);
    let report = read(&mut register, &second).unwrap();
    assert_eq!((report.new, report.refused_rows), (0, 0), "{report:?}");
    assert!(report.warned.iter().any(|it| it.fault == Fault::SameButCheckDigit), "{:?}", report.warned);
}

#[test]
fn texts_in_other_forms_are_unchanged() {
    for (one, other, people) in [
        ("files/03-pdf.csv", "files/03-typed.csv", 3),
        ("files/04-first.csv", "files/04-fullwidth-stop.csv", 1),
        ("files/05-standard.csv", "files/05-xlsx-text.csv", 2),
    ] {
        let (Some(one), Some(other)) = (case(one), case(other)) else { return };
        let mut register = Register::new();
        assert_eq!(read(&mut register, &one).unwrap().new, people);
        let report = read(&mut register, &other).unwrap();
        assert_eq!((report.new, report.changed, report.unchanged), (0, 0, people), "{report:?}");
    }
}

#[test]
fn lost_characters_long_accounts_and_other_documents_are_refused() {
    for (name, refused) in [
        (
            "files/06-names.csv",
            vec![
                (2, Column::Name),
                (3, Column::Name),
                (4, Column::Name),
                (5, Column::Name),
                (6, Column::Name),
            ],
        ),
        ("files/15-accounts.csv", vec![(2, Column::Card)]),
        (
            "files/24-documents.csv",
            vec![(2, Column::IdNumber), (3, Column::IdNumber), (4, Column::IdNumber), (5, Column::IdNumber)],
        ),
    ] {
        let Some(report) = alone(name) else { return };
        let report = report.unwrap();
        let seen: Vec<_> = report.refused.iter().map(|it| (it.row, it.column)).collect();
        assert_eq!((seen, report.written), (refused, false), "{name}: {:?}", report.refused);
    }
}

#[test]
fn typing_slips_keep_what_can_be_kept() {
    let Some(report) = alone("rosters/s13-typing-slips.xlsx") else { return };
    let report = report.unwrap();
    let refused: Vec<_> = report.refused.iter().map(|it| (it.row, it.column)).collect();
    assert_eq!(refused, [(2, Column::Name), (6, Column::IdNumber)]);
    let warned: Vec<_> = told(&report.warned);
    assert_eq!(
        warned,
        [(4, Column::Phone, Fault::PhoneLength(12)), (5, Column::Phone, Fault::PhoneLength(10))]
    );
}
