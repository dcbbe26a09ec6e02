//! Protects numbered sheets to sign: what is filled in is recorded to the fen, the same again records nothing, anything wrong
//! refuses all of it with row and column, and what was recorded is taken back as one.

use std::path::Path;
use std::process::{Command, Stdio};

use muster::domain::entry::LedgerQuery;
use muster::domain::idcard::IdNumber;
use muster::domain::money::Fen;
use muster::domain::op::{Answer, Op};
use muster::domain::plan::PlanFilter;
use muster::domain::sign_sheet::{
    NumberedQuery, SheetAct, SheetColumn, SheetNumber, SheetState, WeighedSheet,
};
use muster::domain::signed_error::SignedError;
use muster::exchange::leaving::{LeavingOptions, To};
use muster::exchange::sheets::numbered;
use muster::exchange::sheets::signed::{self, ReadSheet};
use muster::lang::Lang;
use muster::store::{Ending, Store};

use crate::support::program::{Program, finished};
use crate::support::register::{Register, day, on, person, round, text};
use crate::support::sheet::{
    CASH, DAY, FIRST, GOODS, PLANNED, PUT_OFF, RECEIVER, RELATION, RESULT, SECOND, cells, fill_in, is_line,
    save, save_all,
};

const TODAY: &str = "2024-02-02";
/// A number of an invented person.
fn id(n: usize) -> String {
    let front = format!("1525991952{:02}{:02}{:03}", n / 28 + 1, n % 28 + 1, 100 + n);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = front.chars().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
    format!("{front}{}", "10X98765432".chars().nth((sum % 11) as usize).unwrap())
}

fn name(n: usize) -> String {
    let sign = |n: usize| "宝音德格吉日木图娜仁花苏和毅勇强军民安平福寿康".chars().nth(n % 23).unwrap();
    format!("巴图{}{}", sign(n / 23), sign(n))
}

/// A register with so many people in a township, every third at 1,000, the others at 500.
fn register(people: usize) -> Register {
    register_of(&(0..people).map(name).collect::<Vec<_>>())
}

fn register_of(names: &[String]) -> Register {
    let mut register = Register::new();
    for (n, name) in names.iter().enumerate() {
        let group = if n % 3 == 0 { "烈士遗属" } else { "困难退役军人" };
        let mut entry = person(1, name, "上都镇", "新城社区", &[group]);
        entry.id_number = Some(IdNumber::parse(&id(n), day(TODAY)).unwrap().0);
        let ctx = on("2024-01-20");
        let mint = muster::clock::new_recipient_id;
        let import = |importer: &mut muster::store::Importer<'_>| {
            importer.row(&entry).map(|fate| (fate, Ending::Keep))
        };
        register.store.import(&text("test"), &ctx, &mint, import).unwrap();
    }
    register.store.commit(&Op::AddHandlers(vec![text("布仁"), text("赵志强")]), &on(TODAY)).unwrap();
    register
}

/// Writes a sheet of the township; answers its number.
fn write(store: &mut Store, path: &Path) -> SheetNumber {
    write_in(Lang::Zh, store, path)
}

fn write_in(lang: Lang, store: &mut Store, path: &Path) -> SheetNumber {
    let township = store.townships().unwrap().into_iter().find(|one| one.name == text("上都镇")).unwrap();
    let filter = PlanFilter { township: Some(township.code), ..PlanFilter::default() };
    let query = NumberedQuery { round: round("2024-spring"), filter, units: false };
    let format = muster::domain::export::Format::Xlsx;
    let options = LeavingOptions { format, reason: None, lang, progress: &mut |_, _| true };
    numbered(store, &query, To::File(path, true), options, &on(TODAY)).unwrap().sheet.unwrap()
}

fn empty(row: &mut [String]) {
    row[RESULT..=PUT_OFF].fill(String::new());
}

fn read(store: &Store, path: &Path) -> ReadSheet {
    signed::read(store, path, None, day(TODAY)).unwrap_or_else(|error| panic!("{error:?}"))
}

fn record(store: &mut Store, weighed: &WeighedSheet) -> Answer {
    let act = SheetAct { number: weighed.sheet.number.clone(), recordings: weighed.recordings.clone() };
    store.commit(&Op::RecordSheet(Box::new(act)), &on(TODAY)).unwrap().answer
}

fn paid(store: &Store) -> (usize, i64) {
    let live = LedgerQuery { live_only: true, ..LedgerQuery::default() };
    let rows = store.ledger(&live).unwrap().rows;
    (rows.len(), rows.iter().map(|row| row.cash.get()).sum())
}

/// In either language the sums at the foot of a page are nobody.
#[test]
fn a_sheet_that_comes_back_empty_says_nothing() {
    for lang in [Lang::Zh, Lang::En] {
        let mut register = register(24);
        let path = register.folder.path().join("sign.xlsx");
        write_in(lang, &mut register.store, &path);
        let told = read(&register.store, &path).weighed;
        assert_eq!((told.faults.as_slice(), told.rows), (&[][..], 0), "{lang:?}");
    }
}

#[test]
fn a_filled_sheet_is_recorded_to_the_fen_once_and_taken_back_as_one() {
    let mut register = register(24);
    let path = register.folder.path().join("sign.xlsx");
    let number = write(&mut register.store, &path);
    let store = &mut register.store;
    let mut rows = cells(&path);
    assert!(rows[1][0].contains(&number.to_string()), "{:?}", rows[1]);
    assert_eq!(rows.iter().filter(|row| is_line(row)).count(), 24);
    // Two even pages, each with its sum.
    assert_eq!(rows.iter().filter(|row| row[1] == "本页合计").count(), 2);
    fill_in(&mut rows);
    let lines: Vec<usize> = (0..rows.len()).filter(|at| is_line(&rows[*at])).collect();
    let sums = |store: &Store| store.sign_sheets(None).unwrap().remove(0);
    assert_eq!((sums(store).state(), sums(store).cash), (SheetState::Printed, Fen::new(1_600_000)));
    // One absent, one by proxy, one put off, and one where nobody went yet.
    empty(&mut rows[lines[1]]);
    (rows[lines[1]][RESULT], rows[lines[1]][DAY]) = ("不在家".to_owned(), "2024-02-01".to_owned());
    let proxy = &mut rows[lines[2]];
    proxy[RESULT] = "代领".to_owned();
    (proxy[RECEIVER], proxy[RELATION]) = ("王芳".to_owned(), "女儿".to_owned());
    empty(&mut rows[lines[3]]);
    let put_off = &mut rows[lines[4]];
    empty(put_off);
    (put_off[RESULT], put_off[DAY], put_off[PUT_OFF]) =
        ("改期".to_owned(), "2024-02-01".to_owned(), "2024-02-08".to_owned());
    save(&path, &rows);
    let left =
        [1, 3, 4].iter().map(|at| rows[lines[*at]][PLANNED].parse::<i64>().unwrap() * 100).sum::<i64>();
    let told = read(store, &path).weighed;
    assert_eq!(told.faults, []);
    assert_eq!((told.rows, told.recordings.len(), told.exists), (23, 23, 0));
    assert!(matches!(record(store, &told), Answer::Recorded(_)));
    assert_eq!(paid(store), (21, 1_600_000 - left));
    assert_eq!(store.scopes(Some(round("2024-spring"))).unwrap()[0].done, 21);
    let card = sums(store);
    assert_eq!(
        (card.recorded, card.state(), card.given),
        (21, SheetState::Partly, Fen::new(1_600_000 - left))
    );
    // Again changes nothing.
    let again = read(store, &path).weighed;
    assert_eq!((again.faults.len(), again.recordings.len(), again.exists), (0, 0, 23));
    let acts = store.last_act(day(TODAY)).unwrap();
    // The rest comes later, in the same file.
    let mut rest = rows.clone();
    for at in [1, 3, 4] {
        empty(&mut rest[lines[at]]);
        (rest[lines[at]][RESULT], rest[lines[at]][CASH]) =
            ("已发".to_owned(), rows[lines[at]][PLANNED].clone());
        rest[lines[at]][DAY] = "2024-02-02".to_owned();
        (rest[lines[at]][FIRST], rest[lines[at]][SECOND]) = ("布仁".to_owned(), "赵志强".to_owned());
    }
    save(&path, &rest);
    let later = read(store, &path).weighed;
    assert_eq!((later.faults.len(), later.recordings.len(), later.exists), (0, 3, 21));
    record(store, &later);
    assert_eq!((paid(store), sums(store).state()), ((24, 1_600_000), SheetState::Recorded));
    // The first act is taken back whole, the second stands; and the file brings it back.
    let act = acts.unwrap();
    assert_eq!(act.act.action, "record_sheet");
    store.commit(&act.way.unwrap().op(text("登错"), muster::clock::new_entry_id), &on(TODAY)).unwrap();
    assert_eq!(paid(store), (3, left));
    let back = read(store, &path).weighed;
    assert_eq!((back.faults.len(), back.recordings.len(), back.exists), (0, 21, 3));
    record(store, &back);
    assert_eq!(paid(store), (24, 1_600_000));
    assert_eq!(store.check().unwrap(), []);
}

/// A change to the rows of a sheet.
type Change<'a> = &'a dyn Fn(&mut Vec<Vec<String>>);

#[test]
fn one_thing_wrong_refuses_all_of_it_with_row_and_column() {
    let mut register = register(12);
    let path = register.folder.path().join("sign.xlsx");
    write(&mut register.store, &path);
    let store = &mut register.store;
    let mut good = cells(&path);
    fill_in(&mut good);
    let lines: Vec<usize> = (0..good.len()).filter(|at| is_line(&good[*at])).collect();
    let line = lines[5];
    let own = good[line][1].clone();
    let other = good[lines[6]].clone();
    let set = |column: usize, said: &'static str| {
        move |rows: &mut Vec<Vec<String>>| rows[line][column] = said.to_owned()
    };
    let cases: &[(&str, SheetColumn, Change<'_>)] = &[
        ("an amount off the plan", SheetColumn::Cash, &set(CASH, "499")),
        ("no amount", SheetColumn::Cash, &set(CASH, "五百多")),
        ("nothing given", SheetColumn::Cash, &set(CASH, "")),
        ("goods off the plan", SheetColumn::Goods, &set(CASH + 1, "大米 1 袋")),
        ("a result nobody knows", SheetColumn::Result, &set(RESULT, "好了")),
        ("no result", SheetColumn::Result, &set(RESULT, "")),
        ("given where nobody was at home", SheetColumn::Cash, &set(RESULT, "不在家")),
        ("no relation", SheetColumn::Relation, &|rows| {
            (rows[line][RESULT], rows[line][RECEIVER]) = ("代领".to_owned(), "王芳".to_owned());
        }),
        ("received by another", SheetColumn::Relation, &set(RECEIVER, "王芳")),
        ("no day", SheetColumn::Day, &set(DAY, "")),
        ("what is no day", SheetColumn::Day, &set(DAY, "节前")),
        ("a day to come", SheetColumn::Day, &set(DAY, "2024-02-03")),
        ("a day before the window", SheetColumn::Day, &set(DAY, "2024-01-05")),
        ("one handler", SheetColumn::SecondHandler, &set(SECOND, "")),
        ("a handler who is new", SheetColumn::FirstHandler, &set(FIRST, "张三丰")),
        ("a handler who receives", SheetColumn::Receiver, &|rows| rows[line][FIRST] = own.clone()),
        ("a name of somebody else", SheetColumn::Name, &set(1, "张三丰")),
        ("a line that nobody printed", SheetColumn::LineId, &|rows| {
            let id = rows[line].last_mut().unwrap();
            *id = id.replace('/', "/9");
        }),
        ("a line twice", SheetColumn::Order, &|rows| {
            let row = other.clone();
            rows.insert(line, row);
        }),
        ("a line written by hand", SheetColumn::IdNumber, &|rows| {
            let mut row = rows[line].clone();
            (row[0], row[1], row[2]) = ("13".to_owned(), "手写人".to_owned(), String::new());
            *row.last_mut().unwrap() = String::new();
            rows.insert(line, row);
        }),
        ("put off to no day", SheetColumn::PutOffTo, &|rows| {
            empty(&mut rows[line]);
            (rows[line][RESULT], rows[line][DAY]) = ("改期".to_owned(), "2024-02-01".to_owned());
        }),
    ];
    for (what, column, change) in cases {
        let mut rows = good.clone();
        change(&mut rows);
        save(&path, &rows);
        let read = read(store, &path);
        let told: Vec<_> = read.weighed.faults.iter().map(|fault| (fault.row, fault.column)).collect();
        let at = if *what == "a line twice" { lines[6] as u64 + 2 } else { line as u64 + 1 };
        assert!(told.contains(&(at, *column)), "{what}: {told:?} {at} {column:?}");
        let lang = muster::lang::signing::why(Lang::Zh, &read.weighed.faults[0]);
        assert!(!lang.is_empty() && !lang.contains("{}"), "{what}: {lang}");
        let back = register.folder.path().join("back.xlsx");
        read.give_back(store, Lang::Zh, &back, true).unwrap();
        let returned = cells(&back);
        // Each reason stands in the row that it is told of, and the file names its sheet.
        let last = |row: u64| returned[usize::try_from(row).unwrap() - 1].last().unwrap();
        assert_eq!((last(3), returned[0][0].contains("编号")), (&"退回原因".to_owned(), true));
        assert!(last(at).contains('：'), "{what}: {returned:?}");
    }
    assert_eq!(paid(store), (0, 0));
    // A second gift.
    save(&path, &good);
    let printed = read(store, &path).weighed.sheet.lines[5].clone();
    let gift = crate::support::register::gift(printed.recipient, "2024-spring", printed.cash.get() / 100);
    store.commit(&Op::Record(Box::new(gift)), &on(TODAY)).unwrap();
    let told = read(store, &path).weighed.faults;
    assert_eq!(
        told.iter().map(|one| (one.row, one.column)).collect::<Vec<_>>(),
        [(line as u64 + 1, SheetColumn::Cash)]
    );
}

#[test]
fn a_station_may_use_columns_of_its_own_and_is_known_by_id_numbers() {
    let mut register = register(6);
    let path = register.folder.path().join("sign.xlsx");
    let number = write(&mut register.store, &path);
    let store = &mut register.store;
    let heads =
        ["编号", "姓名", "公民身份号码", "领取情况", "实领金额（元）", "领取日期", "经办人1", "经办人2"];
    let mut rows = vec![vec![format!("签领表 {number}")], heads.map(str::to_owned).to_vec()];
    let sheet = store.sign_sheet(&number).unwrap();
    for n in [3, 0, 5] {
        let printed = sheet.lines.iter().find(|line| line.name == text(&name(n))).unwrap();
        let cash = (printed.cash.get() / 100).to_string();
        rows.push(
            [&n.to_string(), &name(n), &id(n), "本人领取", &cash, "2024.2.1", "布仁", "赵志强"]
                .map(|cell: &str| cell.to_owned())
                .to_vec(),
        );
    }
    save(&path, &rows);
    let told = read(store, &path).weighed;
    assert_eq!((told.faults.clone(), told.recordings.len()), (Vec::new(), 3));
    let given: Vec<_> = told.recordings.iter().map(|one| one.recipient).collect();
    let meant = |n: usize| store.resolve(&name(n)).unwrap();
    assert_eq!(given, [meant(3), meant(0), meant(5)]);
    rows[3][2] = id(11);
    save(&path, &rows);
    let told = read(store, &path).weighed.faults;
    assert_eq!(
        told.iter().map(|one| (one.row, one.column)).collect::<Vec<_>>(),
        [(4, SheetColumn::IdNumber)]
    );
    // In another order, with columns that are the station's alone, and both handlers in one cell.
    let heads =
        ["照片", "经办人", "发放时间", "满意度", "实领金额", "结果", "联系电话", "身份证", "姓名", "备注"];
    let own = |row: &Vec<String>| {
        let both = [row[6].as_str(), "、", row[7].as_str()].concat();
        ["3张", &both, &row[5], "满意", &row[4], &row[3], "", &row[2], &row[1], "老人身体好"]
            .map(str::to_owned)
            .to_vec()
    };
    rows[3][2] = id(0);
    let turned = [
        vec![vec!["节日慰问情况表".to_owned(), format!("签领表 {number}")]],
        vec![heads.map(str::to_owned).to_vec()],
    ];
    let turned: Vec<_> = turned.concat().into_iter().chain(rows[2..].iter().map(own)).collect();
    save(&path, &turned);
    let told = read(store, &path).weighed;
    assert_eq!((told.faults.clone(), told.recordings.len()), (Vec::new(), 3));
    assert!(told.recordings.iter().all(|one| one.handlers.len() == 2), "{:?}", told.recordings);
    // The paper stands where the standard has been raised since, with that for a reason.
    save(&path, &rows);
    let told = read(store, &path).weighed;
    record(store, &told);
    assert_eq!(read(store, &path).weighed.exists, 3);
}

/// 计 is a surname, and a row that names no line and is no sum was written in by hand.
#[test]
fn no_row_is_left_out_for_its_name() {
    let names = ["程连富", "合计花", "计春生", "阿拉坦仓"].map(str::to_owned);
    let mut register = register_of(&names);
    let path = register.folder.path().join("own.xlsx");
    let number = write(&mut register.store, &path);
    let store = &mut register.store;
    let heads = ["姓名", "身份证号码", "慰问金", "结果", "实发金额", "日期", "经办人1", "经办人2"];
    let mut rows = vec![vec![format!("签领表 {number}")], heads.map(str::to_owned).to_vec()];
    for (n, name) in names.iter().enumerate() {
        let cash = if n % 3 == 0 { "1000" } else { "500" };
        let row = [name, &id(n), cash, "已发", cash, "2024-02-01", "布仁", "赵志强"];
        rows.push(row.map(str::to_owned).to_vec());
    }
    rows.push(["合计", "", "3000", "", "3000", "", "", ""].map(str::to_owned).to_vec());
    save(&path, &rows);
    let told = read(store, &path).weighed;
    assert_eq!((told.faults.as_slice(), told.rows, told.recordings.len()), (&[][..], 4, 4));
    for row in [
        ["计春生", "", "600", "", "", "", "", ""],
        ["计春生", "", "", "", "600", "", "", ""],
        ["", "", "", "", "600", "", "", ""],
        ["", "", "", "发了", "600", "", "布仁", ""],
        ["合计", "", "600", "已发", "600", "2024-02-01", "布仁", "赵志强"],
    ] {
        let mut rows = rows.clone();
        rows.insert(4, row.map(str::to_owned).to_vec());
        save(&path, &rows);
        let told = read(store, &path).weighed;
        let faults: Vec<_> = told.faults.iter().map(|one| (one.row, one.column)).collect();
        assert_eq!((faults, told.rows), (vec![(5, SheetColumn::IdNumber)], 5), "{row:?}");
    }
    // Two columns of one meaning are asked about; the very word of ours goes before another.
    for (head, column) in [("领取日期", None), ("走访结果", Some(SheetColumn::Result)), ("备注", None)]
    {
        let mut rows = rows.clone();
        for (at, row) in rows.iter_mut().enumerate().skip(1) {
            row.push(if at == 1 { head.to_owned() } else { "2024-01-31".to_owned() });
        }
        save(&path, &rows);
        let told = signed::read(store, &path, None, day(TODAY)).map(|read| read.weighed);
        match (head, told) {
            ("领取日期", Err(SignedError::TwoColumns(_, SheetColumn::Day, _))) => {}
            ("走访结果", Ok(told)) => assert_eq!(told.faults[0].column, column.unwrap()),
            (_, Ok(told)) => assert_eq!(told.faults, []),
            (_, other) => panic!("{head} {other:?}"),
        }
    }
}

/// Where goods go beside the cash, neither is recorded without the other unseen.
#[test]
fn cash_and_goods_are_what_was_planned_or_told() {
    let mut program = Program { register: register(4) };
    let goods = "米面油 2 箱、挂历 1 本";
    let mut round = program.register.store.round("2024-spring".parse().unwrap()).unwrap();
    for standard in &mut round.standards {
        if ["烈士遗属", "困难退役军人"].contains(&standard.group.as_str()) {
            (standard.goods, standard.goods_value) = (text(goods), Fen::new(16_000));
        }
    }
    program.register.store.commit(&Op::ChangeRound(round), &on("2024-01-05")).unwrap();
    let path = program.folder().join("sign.xlsx");
    write(&mut program.register.store, &path);
    let mut good = cells(&path);
    fill_in(&mut good);
    let lines: Vec<usize> = (0..good.len()).filter(|at| is_line(&good[*at])).collect();
    for at in &lines {
        goods.clone_into(&mut good[*at][GOODS]);
    }
    let told = |rows: &[Vec<String>], merged| {
        save_all(&path, &[("签领表", rows)], merged);
        let told = read(&program.register.store, &path).weighed;
        let faults: Vec<_> = told.faults.iter().map(|one| (one.row, one.column)).collect();
        (faults, told.recordings.len(), told.goods_owed().len())
    };
    let line = lines[1];
    let row = line as u64 + 1;
    for (column, said, fault) in [
        (CASH, "", Some(SheetColumn::Cash)),
        (CASH, "0", Some(SheetColumn::Cash)),
        (GOODS, "1", Some(SheetColumn::Goods)),
        (GOODS, "1份", Some(SheetColumn::Goods)),
        (GOODS, "米面油 2 箱", Some(SheetColumn::Goods)),
        (GOODS, "挂历 1 本、米面油 2 箱", None),
        (GOODS, "√", None),
        (PUT_OFF, "2024-02-08", Some(SheetColumn::PutOffTo)),
    ] {
        let mut rows = good.clone();
        said.clone_into(&mut rows[line][column]);
        let expected = fault.map(|column| (row, column)).into_iter().collect();
        let recorded = if fault.is_some() { 3 } else { 4 };
        assert_eq!(told(&rows, None), (expected, recorded, 0), "{column} {said}");
    }
    // No goods written: they stay owed, and that is told.
    let mut rows = good.clone();
    rows[line][GOODS].clear();
    assert_eq!(told(&rows, None), (Vec::new(), 4, 1));
    // Somebody else received it: the result is what is wrong.
    (rows[line][RECEIVER], rows[line][RELATION]) = ("王芳".to_owned(), "女儿".to_owned());
    assert_eq!(told(&rows, None).0, [(row, SheetColumn::Result)]);
    // A column that nobody knows, or one merged over two rows.
    let mut rows = good.clone();
    let heads = lines[0] - 1;
    "发的钱".clone_into(&mut rows[heads][CASH]);
    let expected: Vec<_> = lines.iter().map(|at| (*at as u64 + 1, SheetColumn::Cash)).collect();
    assert_eq!(told(&rows, None), (expected, 0, 0));
    let mut rows = good.clone();
    for (column, fault) in
        [(CASH, SheetColumn::Cash), (GOODS, SheetColumn::Goods), (RESULT, SheetColumn::Result)]
    {
        let mut rows = good.clone();
        rows[lines[3]][column].clear();
        let merged = Some((column, [lines[2], lines[3]]));
        assert_eq!(told(&rows, merged).0, [(lines[3] as u64 + 1, fault)], "{column}");
    }
    rows[lines[3]][DAY].clear();
    assert_eq!(told(&rows, Some((DAY, [lines[2], lines[3]]))), (Vec::new(), 4, 0));
    // The same lines on two worksheets, each told with its own.
    save_all(&path, &[("一组", &good), ("二组", &good)], None);
    let again = read(&program.register.store, &path);
    let faults = &again.weighed.faults;
    assert_eq!((faults.len(), faults[0].worksheet.as_str(), again.weighed.rows), (4, "二组", 8));
    let why = muster::lang::signing::why(Lang::Zh, &faults[0]);
    assert!(why.contains("一组") && why.contains(&format!("第 {} 行", lines[0] + 1)), "{why}");
    let back = program.folder().join("back.xlsx");
    again.give_back(&program.register.store, Lang::Zh, &back, true).unwrap();
    let book: calamine::Xlsx<_> = calamine::open_workbook(&back).unwrap();
    assert_eq!(calamine::Reader::sheet_names(&book), ["一组", "二组"]);
}

/// What goes back shows no number of anybody, and is read again once it is mended; what was taken back and comes again is told.
#[test]
fn a_returned_file_is_masked_and_read_again() {
    let mut program = Program { register: register(3) };
    let path = program.folder().join("own.xlsx");
    let number = write(&mut program.register.store, &path);
    let number = number.to_string();
    let heads = ["姓名", "身份证号码", "联系电话", "结果", "实发金额", "日期", "经办人1", "经办人2"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for n in 0..3 {
        let cash = if n == 0 { "1000" } else { "500" };
        let row = [&name(n), &id(n), "13804710001", "已发", cash, "2024-02-01", "布仁", "赵志强"];
        rows.push(row.map(|cell: &str| cell.to_owned()).to_vec());
    }
    let cell = rows[2][4].clone();
    "499".clone_into(&mut rows[2][4]);
    save(&path, &rows);
    let back = program.folder().join("back.xlsx");
    let [from, to] = [&path, &back].map(|path| path.to_str().unwrap().to_owned());
    let read = |from: &str, more: &[&str]| program.run(&[&["sheet", "read", from, "--json"], more].concat());
    let refused = read(&from, &["--number", &number, "--returned", &to]);
    let told = refused.json();
    assert_eq!(
        (refused.status, &told["lines"], &told["refused"][0]["row"]),
        (65, &3.into(), &3.into()),
        "{told}"
    );
    let mut returned = cells(&back);
    let all = returned.concat().join(" ");
    assert!(!all.contains("13804710001") && (0..3).all(|n| !all.contains(&id(n))), "{all}");
    returned[3 - 1][4] = cell;
    save(&back, &returned);
    let recorded = read(&to, &[]).json();
    assert_eq!(
        (&recorded["recorded"], &recorded["again"]),
        (&3.into(), &serde_json::json!([])),
        "{recorded}"
    );
    // One is taken back: the file brings it again, and that is told.
    let entry = program.json(&["ledger", "--round", "2024-spring"])[0]["entry"].as_str().unwrap().to_owned();
    assert_eq!(program.run(&["reverse", &entry, "--reason", "未领"]).status, 0);
    let again = read(&to, &["--dry-run"]).json();
    assert_eq!((&again["again"].as_array().unwrap().len(), &again["exists"]), (&1, &2.into()), "{again}");
    // What is no sheet is told as such, in JSON too.
    for (heads, column) in [
        ("姓名,身份证号,所属苏木镇,联系电话,是否领取,实发金额,日期,经办人", Some("result")),
        ("姓名,身份证号,所属苏木镇,联系电话", None),
    ] {
        let csv = program.folder().join("no.csv");
        std::fs::write(&csv, format!("{heads}\n")).unwrap();
        let run = read(csv.to_str().unwrap(), &[]);
        let refused = &run.json()["refused"][0];
        assert_eq!((run.status, refused["column"].as_str()), (65, column), "{run:?}");
        assert!(refused["message"].as_str().unwrap().contains("走访结果"), "{run:?}");
    }
}

#[test]
fn by_command_a_sheet_is_written_keyed_read_and_listed() {
    let mut program = Program { register: register(12) };
    program.register.store.commit(&Op::AddHandlers(vec![text("王芳")]), &on(TODAY)).unwrap();
    let path = program.folder().join("sign.xlsx");
    let path = path.to_str().unwrap();
    let left = program.json(&["sheet", "write", "2024-spring", "--township", "上都", "--to", path]);
    assert_eq!((&left["rows"], &left["masked"]), (&12.into(), &true.into()), "{left}");
    let number = left["sheet"].as_str().unwrap().to_owned();
    let key = |total: &str, excepts: &[&str]| {
        let mut line = vec![
            "sheet",
            "key",
            &number,
            "--handlers",
            "布仁,赵志强",
            "--on",
            "2024-02-01",
            "--total",
            total,
        ];
        for except in excepts {
            line.extend(["--except", except]);
        }
        line.push("--json");
        program.run(&line)
    };
    // Four at 1,000 and eight at 500; the total of the paper is held against it.
    let excepts = ["5=absent", "8=proxy:王小芳:女儿"];
    let apart = key("8000", &excepts);
    assert_eq!(apart.status, 65, "{apart:?}");
    assert_eq!(apart.json()["refused"][0]["column"], "total");
    let cash = |no: usize| {
        let sheet = program.register.store.sign_sheet(&number.parse().unwrap()).unwrap();
        sheet.lines[no - 1].cash.get() / 100
    };
    let total = (8000 - cash(5)).to_string();
    let keyed = key(&total, &excepts);
    assert_eq!(keyed.status, 0, "{keyed:?}");
    let told = keyed.json();
    assert_eq!((&told["lines"], &told["recorded"], &told["exists"]), (&12.into(), &12.into(), &0.into()));
    let again = key(&total, &excepts).json();
    assert_eq!(
        (&again["recorded"], &again["exists"], &again["refused"]),
        (&0.into(), &12.into(), &serde_json::json!([]))
    );
    let listed = program.json(&["sheet", "list", "2024-spring"]);
    assert_eq!((&listed[0]["state"], &listed[0]["recorded"]), (&"partly".into(), &11.into()), "{listed}");
    // Filled in with another amount: refused, and given back.
    let mut rows = cells(Path::new(path));
    fill_in(&mut rows);
    let line = rows.iter().position(|row| is_line(row)).unwrap();
    rows[line][CASH] = "1".to_owned();
    save(Path::new(path), &rows);
    let back = program.folder().join("back.xlsx");
    let back = back.to_str().unwrap();
    let refused = program.run(&["sheet", "read", path, "--returned", back, "--json"]);
    assert_eq!(refused.status, 65, "{refused:?}");
    let told = refused.json();
    assert_eq!((&told["sheet"], &told["recorded"]), (&number.as_str().into(), &0.into()), "{told}");
    assert_eq!(
        (&told["refused"][0]["row"], &told["refused"][0]["column"]),
        (&(line as u64 + 1).into(), &"cash".into())
    );
    assert!(Path::new(back).exists());
    let army = program.folder().join("army.xlsx");
    for (line, status) in [
        (&["sheet", "key", "3F2A9C-1", "--handlers", "布仁", "--total", "1"][..], 1),
        (&["sheet", "key", "x", "--handlers", "布仁", "--total", "1"], 2),
        (&["sheet", "write", "2024-army", "--to", army.to_str().unwrap()], 77),
        (&["sheet", "read", "none.xlsx"], 2),
    ] {
        let run = program.run(line);
        assert_eq!(run.status, status, "{line:?} {run:?}");
    }
}

/// A sheet may be what its round begins with, and of several who key the same at once one records it.
#[test]
fn a_sheet_begins_its_round_and_is_recorded_by_one_of_several() {
    let program = Program { register: register(3) };
    let path = program.folder().join("sign.xlsx");
    let on_day = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        let db = program.register.store.path();
        command.env_clear().env("HOME", program.folder()).env("MUSTER_DB", db);
        command.args(["--today", "2024-07-15", "--json"]).args(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let written = finished(&mut on_day(&[
        "sheet",
        "write",
        "2024-army",
        "--township",
        "上都",
        "--to",
        path.to_str().unwrap(),
    ]));
    assert_eq!(written.status, 0, "{written:?}");
    let number = written.json()["sheet"].as_str().unwrap().to_owned();
    let sheet = program.register.store.sign_sheet(&number.parse().unwrap()).unwrap();
    let total = sheet.lines.iter().map(|line| line.cash.get() / 100).sum::<i64>().to_string();
    let key = ["sheet", "key", &number, "--handlers", "布仁,赵志强", "--total", &total];
    let keying: Vec<_> = (0..3).map(|_| on_day(&key).spawn().unwrap()).collect();
    let recorded = keying.into_iter().map(|child| {
        let ended = child.wait_with_output().unwrap();
        let told: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
        told["recorded"].as_u64().unwrap()
    });
    assert_eq!(recorded.sum::<u64>(), 3, "told once");
    assert_eq!(paid(&program.register.store).0, 3);
}
