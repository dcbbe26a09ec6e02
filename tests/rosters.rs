//! Protects the import: the same file twice changes nothing, one person stays one, a refused row leaves
//! no trace, and a silent cell erases nothing.

use muster::clock;
use muster::domain::error::RegisterError;
use muster::domain::idcard::IdNumber;
use muster::domain::op::Op;
use muster::domain::roster::{Column, Fault, RosterEntry};
use muster::store::{Ending, RowFate};

use crate::support::register::{Register, day, on, person, round, text};
use muster::domain::search::{SearchPage, SearchQuery};

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
            Ok::<_, RegisterError>((fates, ending))
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
fn the_old_form_of_an_id_number_does_not_replace_the_new_one() {
    let mut register = Register::new();
    let new = numbered(2, "陈广和", "15259919360102001");
    let old = RosterEntry {
        id_number: Some(IdNumber::parse("152599360102001", day("2024-01-20")).unwrap().0),
        ..new.clone()
    };
    let stored = |register: &Register| {
        let number: String = register
            .plain()
            .query_row("SELECT id_number FROM recipient WHERE name = '陈广和'", [], |row| row.get(0))
            .unwrap();
        number
    };
    let fates = |register: &mut Register, entry: &RosterEntry| {
        import(register, std::slice::from_ref(entry), Ending::Keep).remove(0)
    };
    assert_eq!(fates(&mut register, &old), RowFate::New);
    assert_eq!(fates(&mut register, &new), RowFate::Changed, "the fuller form comes in");
    assert_eq!(fates(&mut register, &old), RowFate::Unchanged);
    assert_eq!(stored(&register), new.id_number.unwrap().as_str());
    assert_eq!(register.store.check().unwrap(), Vec::new());
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

/// A large import takes indexes down and makes them again: the register that comes of it is
/// the one that small imports make, and one that stops leaves every index where it was.
#[test]
fn a_large_import_leaves_the_register_whole() {
    let mut register = Register::new();
    register.person("程连富", "上都镇", "敖包图嘎查", &["烈士遗属"]);
    register
        .store
        .commit(&Op::CreateRound(register.store.round(round("2024-spring")).unwrap()), &on("2024-01-20"))
        .unwrap();
    let schema = |register: &Register| -> Vec<(String, String)> {
        let plain = register.plain();
        let mut statement =
            plain.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name").unwrap();
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    let before = schema(&register);
    let import = |register: &mut Register, ending: Ending| {
        register
            .store
            .import(&text("large"), &on("2024-01-20"), &clock::new_recipient_id, |importer| {
                for n in 0..2_500_u64 {
                    let name =
                        format!("程小连{}", char::from_u32(0x4E00 + u32::try_from(n).unwrap()).unwrap());
                    let village = ["敖包图嘎查", "乌兰图嘎嘎查", ""][usize::try_from(n % 3).unwrap()];
                    let groups: &[&str] = if n % 10 == 0 { &["烈士遗属"] } else { &[] };
                    let entry = person(n + 2, &name, "桑根达来镇", village, groups);
                    assert_eq!(importer.row(&entry)?, RowFate::New);
                    if n == 2_400 {
                        let again = importer.row(&entry)?;
                        let fault = Fault::DuplicatePerson(n + 2);
                        assert_eq!(again, RowFate::Refused(vec![(Column::Name, fault)]));
                    }
                }
                Ok::<_, RegisterError>(((), ending))
            })
            .unwrap();
    };
    import(&mut register, Ending::Drop);
    assert_eq!(schema(&register), before);
    assert_eq!(register.store.check().unwrap(), Vec::new());
    import(&mut register, Ending::Keep);
    assert_eq!(schema(&register), before);
    assert_eq!(register.store.check().unwrap(), Vec::new());
    let lines = register.store.scopes(Some(round("2024-spring"))).unwrap();
    assert_eq!(lines.iter().map(|line| line.recipients).collect::<Vec<_>>(), [2_501, 1, 2_500, 0]);
    let (keys, distinct): (i64, i64) = register
        .plain()
        .query_row("SELECT count(*), count(DISTINCT recipient) FROM search_key", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert!(keys > 2_501 * 4, "{keys}");
    assert_eq!(distinct, 2_501);
}

/// Letters that skip a character of the name, or begin inside it, are found behind the first page.
#[test]
fn a_sweep_finds_what_the_keys_cannot() {
    let mut register = Register::new();
    for name in ["程小连富", "程连富", "王程连富", "富连程"] {
        register.person(name, "上都镇", "敖包图嘎查", &[]);
    }
    let store = &register.store;
    let today = day("2024-02-02");
    let names =
        |found: &SearchPage| found.hits.iter().map(|hit| hit.row.name.to_string()).collect::<Vec<_>>();
    let mut search = SearchQuery::new("clf", None, 10);
    let all = store.search(&search, today).unwrap();
    assert_eq!(names(&all), ["程连富", "王程连富", "程小连富"], "inside comes before gaps");
    assert_eq!(all.hits[2].marks, [0, 2, 3]);
    assert_eq!(all.next, None);
    assert_eq!(store.search(&SearchQuery::new("0013", None, 10), today).unwrap().next, None);

    search.limit = 1;
    let mut told = Vec::new();
    loop {
        let found = store.search(&search, today).unwrap();
        told.extend(names(&found));
        search.known.extend(found.hits.iter().map(|hit| hit.row.key.no));
        let Some(next) = found.next else { break };
        search.reach = next;
    }
    assert_eq!(told, ["程连富", "程小连富", "王程连富"], "piece by piece, everybody once");
}
