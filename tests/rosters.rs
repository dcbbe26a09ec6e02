//! Protects the import: the same file twice changes nothing, one person stays one, a refused row leaves
//! no trace, and a silent cell erases nothing.

use muster::clock;
use muster::domain::idcard::IdNumber;
use muster::domain::roster::{Column, Fault, RosterEntry};
use muster::store::{Ending, RowFate};

use crate::support::register::{Register, day, on, person, text};

/// An invented ID number with a right check digit.
fn id(seventeen: &str) -> IdNumber {
    let digits = seventeen.bytes().map(|b| u32::from(b - b'0'));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize];
    IdNumber::parse(&format!("{seventeen}{check}"), day("2024-01-20")).unwrap().0
}

fn import(register: &mut Register, rows: &[RosterEntry], ending: Ending) -> Vec<RowFate> {
    register
        .store
        .import(&text("roster.csv"), &on("2024-01-20"), &clock::new_recipient_id, |importer| {
            let fates = rows.iter().map(|row| importer.row(row)).collect::<Result<Vec<_>, _>>()?;
            Ok::<_, muster::domain::trouble::Trouble>((fates, ending))
        })
        .unwrap()
}

fn numbered(row: u64, name: &str, seventeen: &str) -> RosterEntry {
    let number = id(seventeen);
    RosterEntry {
        birth: Some(number.birth()),
        id_number: Some(number),
        ..person(row, name, "上都镇", "新城社区", &[])
    }
}

#[test]
fn the_same_roster_twice_changes_nothing() {
    let mut register = Register::new();
    let rows = [
        numbered(2, "程连富", "15259919360102001"),
        person(3, "乌云其木格", "正蓝旗桑根达来", "敖包图嘎查", &["烈士遗属"]),
        person(4, "巴图", "上都镇", "", &[]),
    ];
    assert_eq!(import(&mut register, &rows, Ending::Keep), vec![RowFate::New; 3]);
    assert_eq!(import(&mut register, &rows, Ending::Keep), vec![RowFate::Unchanged; 3]);
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

#[test]
fn an_id_number_is_one_person_whatever_else_changes() {
    let mut register = Register::new();
    let mut row = numbered(2, "程连富", "15259919360102001");
    import(&mut register, std::slice::from_ref(&row), Ending::Keep);
    row.phone = Some(text("13800001234"));
    row.village = None;
    row.groups = vec![text("烈士遗属")];
    assert_eq!(import(&mut register, std::slice::from_ref(&row), Ending::Keep), vec![RowFate::Changed]);
    let card = register.store.recipient(register.store.resolve("程连富").unwrap()).unwrap();
    assert_eq!(card.village.as_deref(), Some("新城社区"), "a silent cell erases nothing");
    assert_eq!(card.groups.len(), 1);
    let twice = [numbered(2, "王某甲", "15259919360102002"), numbered(9, "王某乙", "15259919360102002")];
    let fates = import(&mut register, &twice, Ending::Drop);
    assert_eq!(fates[1], RowFate::Refused(vec![(Column::IdNumber, Fault::DuplicateId(2))]));
}

#[test]
fn without_an_id_number_birth_or_village_tells() {
    let mut register = Register::new();
    let at = |row, village| person(row, "巴图", "上都镇", village, &[]);
    let rows = [at(2, "新城社区"), at(3, "金莲川社区"), at(4, "新城社区")];
    let fates = import(&mut register, &rows, Ending::Keep);
    assert_eq!(fates[..2], [RowFate::New, RowFate::New]);
    assert_eq!(fates[2], RowFate::Refused(vec![(Column::Name, Fault::DuplicatePerson(2))]));
    let mut known = numbered(2, "巴图", "15259919400102003");
    known.village = Some(text("金莲川社区"));
    assert_eq!(
        import(&mut register, &[known], Ending::Keep),
        vec![RowFate::Changed],
        "the ID number joins the person"
    );
}

#[test]
fn what_the_register_does_not_know_is_refused_with_its_column() {
    let mut register = Register::new();
    let mut row = person(7, "程连富", "北京市", "", &["没有的类"]);
    row.categories = vec![text("某类")];
    let refused = RowFate::Refused(vec![
        (Column::Township, Fault::UnknownTownship(text("北京市"))),
        (Column::Categories, Fault::UnknownCategory(text("某类"))),
        (Column::Groups, Fault::UnknownGroup(text("没有的类"))),
    ]);
    assert_eq!(import(&mut register, &[row], Ending::Drop), vec![refused]);
    let blank = person(8, "程连富", "", "", &[]);
    let refused = RowFate::Refused(vec![(Column::Township, Fault::NoTownship)]);
    assert_eq!(import(&mut register, &[blank], Ending::Drop), vec![refused]);
}

#[test]
fn a_dropped_import_leaves_no_trace() {
    let mut register = Register::new();
    let count = |register: &Register| {
        let plain = register.plain();
        ["recipient", "village", "search_key", "audit", "tally", "group_held"].map(|table| {
            plain.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).unwrap()
        })
    };
    let before = count(&register);
    import(&mut register, &[person(2, "程连富", "上都镇", "新村", &["烈士遗属"])], Ending::Drop);
    assert_eq!(count(&register), before);
}
