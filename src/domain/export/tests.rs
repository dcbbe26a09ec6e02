//! Stable names of lists, sheets and forms.

use super::*;

#[test]
fn names_are_read_again() {
    for one in Outgoing::LISTS
        .into_iter()
        .chain(Outgoing::SHEETS)
        .chain(Outgoing::NOTICES)
        .chain(Outgoing::PAYROLLS)
        .chain(Outgoing::REPORTS)
    {
        assert_eq!(Outgoing::parse(one.code()), Some(one));
    }
    for one in Format::ALL {
        assert_eq!(Format::parse(one.code()), Some(one));
    }
    assert_eq!(Format::of_ending("XLSX"), Some(Format::Xlsx));
    assert_eq!(Format::of_ending("csv"), Some(Format::Csv));
    assert_eq!(Format::of_ending("xls"), None);
}
