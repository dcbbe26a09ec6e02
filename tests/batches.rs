//! Protects many at once from outside: in a real terminal, by command, and in what is kept before.

use muster::clock;
use muster::domain::batch::{Among, Batch, BatchGift, usual_gift};
use muster::domain::entry::LedgerQuery;
use muster::domain::ids::{EntryId, RecipientId};
use muster::domain::op::{Answer, Op};
use muster::store::Store;

use crate::support::program::{Program, TODAY};
use crate::support::pty::Pty;
use crate::support::register::{day, on, round, text};

const ROUND: &str = "2024-spring";

/// Records the usual gift for all of the small register as one act; its entries.
fn recorded(program: &mut Program) -> Vec<EntryId> {
    let store = &mut program.register.store;
    let names = ["程连富", "呼日查巴特尔", "单国强"];
    let ids: Vec<RecipientId> = names.iter().map(|name| store.resolve(name).unwrap()).collect();
    let facts = store.batch_form(round(ROUND), &Among::These(ids), day(TODAY)).unwrap();
    let handlers = vec![text("布仁"), text("赵志强")];
    let gifts = facts.candidates.iter().map(|one| BatchGift {
        id: clock::new_entry_id(),
        recipient: one.row.id,
        usual: usual_gift(one, &facts.round, day(TODAY), &handlers).unwrap(),
    });
    let id = clock::new_entry_id();
    let gifts: Vec<BatchGift> = gifts.collect();
    let entries = gifts.iter().map(|gift| gift.id).collect();
    let batch = Batch { id, round: round(ROUND), on: day(TODAY), handlers, gifts };
    let receipt = store.commit(&Op::RecordBatch(Box::new(batch)), &on(TODAY)).unwrap();
    assert_eq!(receipt.answer, Answer::Recorded(id));
    entries
}

fn entries(store: &Store) -> usize {
    store.ledger(&LedgerQuery::default()).unwrap().rows.len()
}

#[test]
fn an_act_is_undone_as_one_by_a_command() {
    let mut program = Program::new();
    let gifts = recorded(&mut program);
    let last = gifts[2].to_string();
    let one = program.run(&["reverse", &gifts[0].to_string(), "--reason", "发错人"]);
    assert_eq!(one.status, 0, "{one:?}");
    let undone = program.json(&["reverse", &last, "--reason", "整批发错", "--batch"]);
    assert_eq!(undone["result"], "recorded");
    assert_eq!(undone["reversals"].as_array().unwrap().len(), 2);
    assert_eq!(undone["reversals"][1]["reverses"], last);
    assert_eq!(entries(&program.register.store), 6);
    let again = program.run(&["reverse", &last, "--reason", "整批发错", "--batch"]);
    assert_eq!((again.status, entries(&program.register.store)), (0, 6), "{again:?}");
    assert!(again.out.contains("全部冲正过"), "{again:?}");
    let alone = program.json(&["record", "程连富", "--round", ROUND, "--by", "布仁", "--by", "赵志强"]);
    let entry = alone["entry"].as_str().unwrap();
    let none = program.run(&["reverse", entry, "--reason", "错", "--batch"]);
    assert_eq!((none.status, none.out.as_str()), (1, ""), "{none:?}");
    assert!(none.err.contains("单独登记"), "{none:?}");
    let both = program.run(&["reverse", entry, "--reason", "错", "--batch", "--id", entry]);
    assert_eq!(both.status, 2, "{both:?}");
    assert_eq!(program.register.store.check().unwrap(), Vec::new());
}

/// The backup that is made before an act of many holds nothing of it.
#[test]
fn the_register_is_kept_before_an_act_is_undone() {
    let mut program = Program::new();
    let gifts = recorded(&mut program);
    let undone = program.run(&["reverse", &gifts[0].to_string(), "--reason", "整批发错", "--batch"]);
    assert_eq!(undone.status, 0, "{undone:?}");
    assert_eq!(entries(&program.register.store), 6);
    let copies = backups(&program.folder());
    assert!(copies.contains(&3), "entries of the backups: {copies:?}");
}

/// How many entries each backup beside a register holds.
fn backups(folder: &std::path::Path) -> Vec<usize> {
    let folder = folder.join("backups");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = files.map(|file| file.unwrap().path());
    let copies = paths.filter(|path| path.extension().is_some_and(|ending| ending == "db"));
    copies.map(|path| entries(&Store::open(&path).unwrap())).collect()
}

/// A register with the sample at `folder`, and the terminal on it.
fn sample(folder: &std::path::Path, size: (u16, u16)) -> (std::path::PathBuf, Pty) {
    let db = folder.join("sample.db");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_muster"))
        .args(["--db", db.to_str().unwrap(), "init", "--sample"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let env = [("HOME", folder.to_str().unwrap()), ("MUSTER_LANG", "zh")];
    let pty = Pty::muster(&["--db", db.to_str().unwrap(), "--today", TODAY], &env, size);
    pty.wait_for("F1 帮助");
    (db, pty)
}

/// An input method commits several characters at once, as bytes without brackets or as a paste; the right arrow takes
/// what is proposed for them, in the form of one and in that of many.
#[test]
fn a_handler_is_proposed_and_taken_in_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let (db, mut pty) = sample(folder.path(), (80, 24));
    let first = |db: &std::path::Path, id: EntryId| {
        let rows = Store::open(db).unwrap().ledger(&LedgerQuery::default()).unwrap().rows;
        rows.into_iter().find(|line| line.id == id).unwrap().handlers[0].to_string()
    };
    let newest =
        |db: &std::path::Path| Store::open(db).unwrap().ledger(&LedgerQuery::default()).unwrap().rows[0].id;
    for commits in [|pty: &mut Pty| pty.text("吉日"), |pty: &mut Pty| pty.paste("吉日")] {
        let before = newest(&db);
        pty.keys("F5");
        pty.wait_for("▸贾振忠");
        pty.keys("down");
        pty.wait_gone("▸贾振忠");
        pty.keys("F2");
        pty.wait_for("登记慰问");
        pty.keys("tab tab tab tab tab ctrl+u");
        commits(&mut pty);
        pty.wait_for("→ 吉日嘎拉");
        pty.keys("right");
        pty.wait_gone("→ 吉日嘎拉");
        pty.keys("F2");
        pty.wait_for("核对后写入台账");
        pty.wait_for("吉日嘎拉");
        pty.keys("enter");
        pty.wait_for("已登记");
        assert_ne!(newest(&db), before);
        assert_eq!(first(&db, newest(&db)), "吉日嘎拉");
        pty.keys("esc");
        pty.wait_for("F4 查找");
    }
    pty.keys("F5");
    pty.wait_for("▸贾振忠");
    pty.keys("down shift+down");
    pty.wait_for("已标记 2 个");
    pty.keys("F2");
    pty.wait_for("一起登记（2 个对象）");
    pty.keys("tab ctrl+u");
    pty.text("朝克");
    pty.wait_for("→ 朝克图");
    pty.keys("right");
    pty.wait_gone("→ 朝克图");
    pty.keys("F2");
    pty.wait_for("核对后写入台账");
    pty.keys("enter");
    pty.wait_for("已写入");
    assert_eq!(first(&db, newest(&db)), "朝克图");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn three_are_marked_recorded_and_undone_in_a_terminal() {
    for size in [(80, 24), (120, 40)] {
        let folder = tempfile::tempdir().unwrap();
        let (db, mut pty) = sample(folder.path(), size);
        let before = entries(&Store::open(&db).unwrap());
        pty.keys("F5");
        pty.wait_for("应访 42");
        pty.keys("down");
        pty.wait_for("▸刘立清");
        pty.keys("shift+down");
        pty.wait_for("已标记 2 个  可发 2 个 1,500 元");
        // Somebody is promised another day: marked, and left out.
        pty.keys("shift+down");
        pty.wait_for("已标记 3 个  可发 2 个 1,500 元");
        pty.keys("space");
        pty.wait_for("已标记 2 个");
        pty.keys("space");
        pty.wait_for("已标记 3 个  可发 3 个 2,000 元");
        pty.keys("F2");
        pty.wait_for("一起登记（3 个对象）");
        pty.keys("F2");
        pty.wait_for("核对后写入台账");
        pty.wait_for("2,000.00 元  大写 贰仟元整");
        pty.keys("enter");
        pty.wait_for("已写入 3 个对象 2,000 元");
        pty.wait_for("应访 39");
        pty.keys("ctrl+r");
        pty.wait_for("3 / 3 笔，2,000 元");
        pty.paste("整批发错\n");
        pty.wait_for("整批发错");
        pty.keys("enter");
        pty.wait_for("已冲正整批 3 笔");
        pty.wait_for("应访 42");
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0);
        let store = Store::open(&db).unwrap();
        assert_eq!(entries(&store), before + 6);
        assert_eq!(store.check().unwrap(), Vec::new());
        let copies = backups(folder.path());
        assert!(copies.contains(&before) && copies.contains(&(before + 3)), "{before} {copies:?}");
    }
}
