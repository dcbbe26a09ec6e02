//! Headers by rule, by list and by what a column holds; and whose each column is.

use muster::domain::roster_question::{Answers, Understood};

use super::{Bench, IDS, NAMES, asked};

/// Every spelling of a header, in every kind of file: one person with all facts.
#[test]
fn every_spelling_is_read_in_every_form() {
    for (name, id, phone, card, address) in [
        ("姓名", "身份证号", "联系电话", "银行账号", "住址"),
        ("姓名*", "身份证号码*", "手机号码", "开户银行帐号", "家庭住址"),
        ("退役士兵姓名", "在乡复员人员身份证号*", "联系方式(手机)", "一卡通账号", "现家庭住址"),
        ("享受人", "享受人身份证号", "本人电话", "惠农卡号", "实际居住地址"),
        ("优抚对象", "优抚对象公民身份号码", "移动电话", "社保卡银行账号", "现居住地"),
        ("姓  名", "居民身份证号码（18位）", "电话/手机", "存折账号", "详细地址"),
        ("人员姓名", "本人身份证", "联系手机", "卡号", "通讯地址"),
    ] {
        let mut bench = Bench::new();
        let header = format!("序号|{name}|{id}|乡镇|{phone}|{card}|{address}|民族");
        let row = format!("1|{}|{}|上都镇|13804710001|6217000010001|一组3号|汉", NAMES[0], IDS[0]);
        for path in bench.every_form(&[&header, &row]) {
            let report = bench.look(&path);
            assert_eq!((report.new, report.refused_rows), (1, 0), "{header} {path:?} {report:?}");
            assert_eq!(report.unknown_columns, ["民族".into()], "{header}");
        }
        let path = bench.path("c.xlsx");
        bench.people(&path, &Answers::default());
        let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
        let facts: String = plain
            .query_row("SELECT name || id_number || phone || card || address FROM recipient", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(facts, format!("{}{}138047100016217000010001一组3号", NAMES[0], IDS[0]), "{header}");
    }
}

/// A number of somebody else never stands under a person's name.
#[test]
fn columns_of_other_people_are_told_and_not_taken() {
    for (header, row, others) in [
        (
            "户主姓名|户主身份证号|收款人姓名|收款人身份证号|银行账号|享受人|享受人身份证号|乡镇",
            format!("甲某|{}|乙某|{}|62170001|{}|{}|上都镇", IDS[1], IDS[2], NAMES[0], IDS[0]),
            4,
        ),
        (
            "乡镇|户主|身份证号码|成员1姓名|成员1身份证号|成员2姓名|成员2身份证号",
            format!("上都镇|{}|{}|甲某|{}|乙某|{}", NAMES[0], IDS[0], IDS[1], IDS[2]),
            4,
        ),
        (
            "乡镇|户主|身份证号|姓名|身份证号|姓名|身份证号",
            format!("上都镇|{}|{}|甲某|{}|乙某|{}", NAMES[0], IDS[0], IDS[1], IDS[2]),
            2,
        ),
        ("户主|身份证号|姓名|身份证号|乡镇", format!("甲某|{}|{}|{}|上都镇", IDS[1], NAMES[0], IDS[0]), 2),
        (
            "姓名|身份证号|配偶姓名|身份证号|电话|乡镇",
            format!("{}|{}|甲某|{}|13804710001|上都镇", NAMES[0], IDS[0], IDS[1]),
            2,
        ),
        (
            "烈士姓名|烈士身份证号|遗属姓名|烈士遗属身份证号|乡镇",
            format!("甲某|{}|{}|{}|上都镇", IDS[1], NAMES[0], IDS[0]),
            2,
        ),
        (
            "姓名|身份证号|监护人姓名|监护人身份证号|监护人电话|父亲姓名|父亲身份证号|乡镇",
            format!("{}|{}|甲某|{}|13804710009|乙某|{}|上都镇", NAMES[0], IDS[0], IDS[1], IDS[2]),
            5,
        ),
    ] {
        let mut bench = Bench::new();
        for path in bench.every_form(&[header, &row]) {
            let report = bench.look(&path);
            let told = report.understood.iter().find_map(|one| match one {
                Understood::OfOthers(columns) => Some(columns.len()),
                Understood::Township { .. }
                | Understood::Label { .. }
                | Understood::Fills { .. }
                | Understood::Column { .. }
                | Understood::NoGroup { .. }
                | Understood::SheetName(_)
                | Understood::KeptSheet(..)
                | Understood::Head { .. } => None,
            });
            assert_eq!((report.new, told), (1, Some(others)), "{header} {report:?}");
        }
        let path = bench.path("a.csv");
        let people = bench.people(&path, &Answers::default());
        assert!(people[0].starts_with(&format!("{} 0117 上都镇", NAMES[0])), "{header} {people:?}");
    }
}

#[test]
fn a_member_under_a_head_over_several_columns_is_no_person() {
    let mut bench = Bench::new();
    let row = format!("1|上都镇|{}|{}|甲某|{}|乙某|{}", NAMES[0], IDS[0], IDS[1], IDS[2]);
    let lines = ["序号|乡镇|户主|身份证号码|共同生活的家庭成员|||", "||||姓名|身份证号|姓名|身份证号", &row];
    for path in bench.every_form(&lines) {
        let report = bench.look(&path);
        assert_eq!((report.new, report.questions.len()), (1, 0), "{report:?}");
    }
    let path = bench.path("c.xlsx");
    assert_eq!(bench.people(&path, &Answers::default()), ["程小福 0117 上都镇 "]);
}

/// Two tables side by side: half of the people would be missing.
#[test]
fn a_second_table_beside_the_first_is_asked_about() {
    let mut bench = Bench::new();
    let rows = [
        format!("1|{}|{}|2|{}|{}|上都镇", NAMES[0], IDS[0], NAMES[1], IDS[1]),
        format!("3|{}||4|{}|{}|上都镇", NAMES[2], NAMES[3], IDS[3]),
    ];
    let head = "序号|姓名|身份证号|序号|姓名|身份证号|乡镇";
    let path = bench.csv("a.csv", &[head, &rows[0], &rows[1]]);
    let report = bench.look(&path);
    assert_eq!(asked(&report.questions), [("column".into(), "E".into(), 0)], "{report:?}");
    let out = Answers { columns: vec![("E".into(), None)], ..Answers::default() };
    assert_eq!(bench.people(&path, &out), ["程小福 0117 上都镇 ", "呼日查巴特尔 - 上都镇 "]);
}

/// Whose a number is cannot be told where another person is named between.
#[test]
fn a_number_that_may_be_of_two_people_is_asked_about() {
    let mut bench = Bench::new();
    let row = format!("{}|甲某|{}|上都镇", NAMES[0], IDS[0]);
    let path = bench.csv("a.csv", &["姓名|户主姓名|身份证号|乡镇", &row]);
    let report = bench.look(&path);
    assert_eq!(asked(&report.questions), [("column".into(), "身份证号".into(), 0)], "{report:?}");
    let own = Answers {
        columns: vec![("身份证号".into(), Some(muster::domain::roster::Column::IdNumber))],
        ..Answers::default()
    };
    assert_eq!(bench.people(&path, &own), ["程小福 0117 上都镇 "]);
    let mut bench = Bench::new();
    let path = bench.csv("a.csv", &["姓名|户主姓名|身份证号|乡镇", &row]);
    let out = Answers { columns: vec![("身份证号".into(), None)], ..Answers::default() };
    assert_eq!(bench.people(&path, &out), ["程小福 - 上都镇 "]);
}

#[test]
fn a_second_column_of_one_meaning_fills_the_first() {
    let mut bench = Bench::new();
    let rows = [
        format!("{}|{}|上都镇||13804710002", NAMES[0], IDS[0]),
        format!("{}|{}|上都镇|13804710001|13804710003", NAMES[1], IDS[1]),
    ];
    let path = bench.csv("a.csv", &["姓名|身份证号|乡镇|联系电话|备用手机", &rows[0], &rows[1]]);
    let report = bench.look(&path);
    assert!(
        matches!(&report.understood[..], [Understood::Fills { first, second }]
        if &**first == "联系电话" && &**second == "备用手机"),
        "{report:?}"
    );
    bench.people(&path, &Answers::default());
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let phones: String =
        plain.query_row("SELECT group_concat(phone, ' ') FROM recipient", [], |row| row.get(0)).unwrap();
    assert_eq!(phones, "13804710002 13804710001");
}

#[test]
fn an_unknown_column_full_of_numbers_stops_the_import() {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..3).map(|n| format!("{}|{}|上都镇", NAMES[n], IDS[n])).collect();
    // Also one that is left out by its header: a number of the list is none of a person.
    for path in bench.every_form(&["姓名|编号|乡镇", &rows[0], &rows[1], &rows[2]]) {
        let report = bench.look(&path);
        assert_eq!(asked(&report.questions), [("column".into(), "编号".into(), 3)], "{report:?}");
        let out = Answers { columns: vec![("编号".into(), None)], ..Answers::default() };
        assert_eq!(bench.try_import(&path, false, &out).unwrap().questions, []);
    }
    for path in bench.every_form(&["姓名|编码|乡镇", &rows[0], &rows[1], &rows[2]]) {
        let report = bench.look(&path);
        assert_eq!(asked(&report.questions), [("column".into(), "编码".into(), 3)], "{report:?}");
        let written = bench.try_import(&path, true, &Answers::default()).unwrap();
        assert!(!written.written && bench.everybody().is_empty());
    }
    let ids = Answers {
        columns: vec![("编码".into(), Some(muster::domain::roster::Column::IdNumber))],
        ..Answers::default()
    };
    let path = bench.path("a.csv");
    assert_eq!(bench.people(&path, &ids).len(), 3);
    // The next file of that shape does not ask.
    let row = format!("{}|{}|上都镇", NAMES[3], IDS[3]);
    let next = bench.csv("next.csv", &["姓名|编码|乡镇", &row]);
    let report = bench.look(&next);
    assert_eq!((report.new, report.questions.len()), (1, 0), "{report:?}");
    // One of another shape does.
    let other = bench.csv("other.csv", &["姓名|编码|乡镇|民族", &format!("{row}|汉")]);
    assert_eq!(bench.look(&other).questions.len(), 1);
}

#[test]
fn a_file_without_a_header_asks_for_the_names() {
    let mut bench = Bench::new();
    let rows: Vec<String> =
        (0..3).map(|n| format!("{}|{}|{}|上都镇|1380471000{n}", n + 1, NAMES[n], IDS[n])).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    for path in bench.every_form(&rows) {
        let report = bench.look(&path);
        assert_eq!(asked(&report.questions), [("column".into(), "B".into(), 3)], "{report:?}");
    }
    let path = bench.path("c.xlsx");
    let names = Answers {
        columns: vec![("B".into(), Some(muster::domain::roster::Column::Name))],
        ..Answers::default()
    };
    assert_eq!(bench.people(&path, &names).first().unwrap(), "程小福 0117 上都镇 ");
    assert_eq!(bench.everybody().len(), 3);
}

#[test]
fn columns_are_known_by_what_they_hold() {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..3).map(|n| format!("{}|{}|上都镇|1380471000{n}", NAMES[n], IDS[n])).collect();
    let path = bench.csv("a.csv", &["姓名|身份证号|片区|号码", &rows[0], &rows[1], &rows[2]]);
    let report = bench.look(&path);
    assert_eq!((report.new, report.understood.len()), (3, 2), "{report:?}");
    assert!(report.unknown_columns.is_empty());
}

#[test]
fn letters_numbers_titles_and_headers_again_are_no_people() {
    let mut bench = Bench::new();
    let head = ["正蓝旗优抚对象花名册|||||", "序号|姓名|身份证号|所在地||联系电话", "|||苏木镇|嘎查|"];
    let mut lines: Vec<String> = head.iter().map(ToString::to_string).collect();
    lines.push("甲|乙|丙|丁|戊|己".into());
    for (n, name) in NAMES.iter().enumerate() {
        lines.push(format!("{}|{name}|{}|上都镇|金莲川社区|", n + 1, IDS[n]));
        if n == 1 || n == 3 {
            lines.push("本页小计|2人||上都镇||".into());
            lines.push("|上都镇小计||上都镇||".into());
            lines.extend(head.iter().map(ToString::to_string));
            lines.push("1|2|3|4|5|6".into());
        }
    }
    lines.extend(
        [
            "6|||||",
            "合计|5人||||",
            "大写：|壹仟伍佰元整||||",
            "制表：||审核：|||",
            "本表一式三份，服务站二份。|||||",
        ]
        .map(String::from),
    );
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    for path in bench.every_form(&lines) {
        let report = bench.look(&path);
        assert_eq!((report.rows, report.new, report.refused_rows), (5, 5, 0), "{path:?} {report:?}");
    }
}

#[test]
fn a_yes_under_a_label_gives_it_and_the_header_may_name_one() {
    let mut bench = Bench::new();
    let rows = [
        format!("1|{}|{}|152530101201|是|享受待遇", IDS[0], NAMES[0]),
        format!("2|{}|{}|152530101201|否|去世", IDS[1], NAMES[1]),
    ];
    let header = "序号|在乡复员人员身份证号*|姓名*|实际居住地行政区划代码*|是否抗美援朝*|优抚对象状态*";
    let path = bench.book("a.xlsx", &[("名单", &[header, &rows[0], &rows[1]])]);
    let people = bench.people(&path, &Answers::default());
    assert_eq!(
        people,
        [
            "程小福 0117 桑根达来镇  C在乡复员军人 G参加抗美援朝军人",
            "乌云其木格 0223 桑根达来镇  C在乡复员军人",
        ]
    );
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let note: Option<String> = plain
        .query_row("SELECT note FROM recipient WHERE name = '乌云其木格'", [], |row| row.get(0))
        .unwrap();
    assert!(note.is_some_and(|note| note.contains("去世")));
}

/// 开户账号 is the person's own account; marks that slip in around a name are none of it; a cell of two townships is asked
/// about.
#[test]
fn accounts_slips_and_cells_of_two_townships() {
    let mut bench = Bench::new();
    let rows = [
        format!("{}。|{}|上都镇|6228480000000001231", NAMES[0], IDS[0]),
        format!("，{}.|{}|上都镇、桑根达来镇|", NAMES[1], IDS[1]),
    ];
    for path in bench.every_form(&["姓名|身份证号|乡镇|开户账号", &rows[0], &rows[1]]) {
        let report = bench.look(&path);
        assert_eq!(
            asked(&report.questions),
            [("township".into(), "上都镇、桑根达来镇".into(), 1)],
            "{report:?}"
        );
    }
    let answers = Answers {
        townships: vec![("上都镇、桑根达来镇".into(), "桑根达来镇".into())],
        ..Answers::default()
    };
    let path = bench.path("a.csv");
    assert_eq!(bench.people(&path, &answers), ["程小福 0117 上都镇 ", "乌云其木格 0223 桑根达来镇 "]);
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let card: String = plain.query_row("SELECT max(card) FROM recipient", [], |row| row.get(0)).unwrap();
    assert_eq!(card, "6228480000000001231");
}
