//! A number, a card or a birth date of somebody else never stands under a person's name: it is told, or asked about.

use muster::domain::roster::Column;
use muster::domain::roster_question::Answers;
use muster::domain::text::CleanText;

use super::{Bench, IDS, NAMES, asked};

/// Facts of everybody: ID number, phone, card, birth.
fn facts(bench: &Bench) -> Vec<String> {
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let sql = "SELECT coalesce(substr(id_number, -4), '-') || ' ' || coalesce(phone, '-') || ' ' || coalesce(card, '-')
         || ' ' || coalesce(birth, '-') FROM recipient ORDER BY local_id";
    let mut statement = plain.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Columns of other people, by the noun that stands before them, are not the person's; nothing is asked.
#[test]
fn columns_of_others_are_known_by_their_noun() {
    for noun in [
        "儿媳",
        "女婿",
        "兄弟",
        "姐姐",
        "家属",
        "亲属",
        "军人",
        "现役军人",
        "义务兵",
        "士兵",
        "爷爷",
        "岳父",
        "养父",
        "继母",
        "侄子",
        "帮扶人",
        "责任人",
        "网格员",
        "申请人",
        "遗孀",
        "长子",
        "次女",
        "丈母娘",
        "护理人",
        "照料人",
        "代理人",
        "代缴人",
        "其他人",
        "共同生活人",
        "英烈",
        "帮扶责任人",
        "包联干部",
        "村干部",
        "嘎查书记",
        "邻居",
    ] {
        let mut bench = Bench::new();
        let head = format!(
            "姓名|身份证号|电话|银行卡号|苏木镇|{noun}身份证号|{noun}电话|{noun}银行卡号|{noun}出生日期|{noun}性别"
        );
        let row = format!("{}||||上都镇|{}|13804710009|6217000010009|1950-02-02|女", NAMES[0], IDS[1]);
        let path = bench.csv("a.csv", &[&head, &row]);
        bench.people(&path, &Answers::default());
        assert_eq!(facts(&bench), ["- - - -"], "{noun}");
    }
}

/// Where the person has no such column, the one of somebody else is not taken for it; a name in between is seen.
#[test]
fn whose_a_column_is_is_told_or_asked() {
    for (head, cells, question) in [
        ("姓名|身份证号|苏木镇|网格员|网格员电话", "|上都镇|王网|13804710009", None),
        ("姓名|身份证号|苏木镇|帮扶责任人电话", "|上都镇|13804710009", None),
        ("姓名|身份证号|苏木镇|楼栋组长|楼栋组长电话", "|上都镇|王网|13804710009", None),
        ("姓名|身份证号|苏木镇|屋主|屋主电话", "|上都镇|王网|13804710009", None),
        ("姓名|身份证号|苏木镇|儿媳姓名|儿媳身份证号|儿媳电话", "|上都镇|王网|ID|13804710009", None),
        ("姓名|身份证号|苏木镇|现役军人姓名|现役军人银行账号", "|上都镇|王网|6217000010009", None),
        ("姓名|身份证号|苏木镇|女婿卡号", "|上都镇|6217000010009", None),
        ("姓名|身份证号|苏木镇|儿媳出生日期|儿媳性别", "|上都镇|1950-02-02|女", None),
        ("姓名|身份证号|苏木镇|网格员|联系电话", "|上都镇|王网|13804710009", Some("联系电话")),
        ("姓名|苏木镇|儿子|身份证号", "上都镇|程小|ID", Some("身份证号")),
        ("姓名|苏木镇|代理人|身份证号", "上都镇|程小|ID", Some("身份证号")),
        ("姓名|苏木镇|遗属|身份证号", "上都镇|程小|ID", Some("身份证号")),
        ("姓名|苏木镇|屋主身份证号", "上都镇|ID", Some("屋主身份证号")),
        ("姓名|身份证号|苏木镇|屋主身份证号", "|上都镇|ID", Some("屋主身份证号")),
    ] {
        let mut bench = Bench::new();
        let row = format!("{}|{}", NAMES[0], cells.replace("ID", IDS[1]));
        let path = bench.csv("a.csv", &[head, &row]);
        let report = bench.look(&path);
        let words: Vec<String> = asked(&report.questions).into_iter().map(|(_, word, _)| word).collect();
        assert_eq!(words, question.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{head} {report:?}");
        let columns = question.map(|word| (word.into(), None)).into_iter().collect();
        bench.people(&path, &Answers { columns, ..Answers::default() });
        assert_eq!(facts(&bench), ["- - - -"], "{head}");
    }
}

/// Tables side by side, numbered or not: asked about, and both are read where that is answered.
#[test]
fn tables_side_by_side_are_read_where_that_is_answered() {
    let rows =
        [format!("{}|{}|{}|{}", NAMES[0], IDS[0], NAMES[1], IDS[1]), format!("{}|{}||", NAMES[2], IDS[2])];
    let numbered = [
        format!("1|{}|{}|2|{}|{}", NAMES[0], IDS[0], NAMES[1], IDS[1]),
        format!("3|{}|{}|||", NAMES[2], IDS[2]),
    ];
    for (head, rows, letter) in [
        ("姓名|身份证号|姓名|身份证号", &rows, "C"),
        ("编号|姓名|身份证号|编号|姓名|身份证号", &numbered, "E"),
    ] {
        let mut bench = Bench::new();
        let path = bench.csv("a.csv", &["上都镇名册", head, &rows[0], &rows[1]]);
        let report = bench.look(&path);
        assert_eq!(asked(&report.questions), [("column".into(), letter.into(), 0)], "{report:?}");
        assert_eq!(report.questions[0].choices, ["姓名".into(), "".into()]);
        let both = Answers { columns: vec![(letter.into(), Some(Column::Name))], ..Answers::default() };
        let want = ["程小福 0117 上都镇 ", "乌云其木格 0223 上都镇 ", "呼日查巴特尔 0338 上都镇 "];
        assert_eq!(bench.people(&path, &both), want, "{head}");
        let again = bench.try_import(&path, true, &both).unwrap();
        assert_eq!((again.rows, again.unchanged), (3, 3), "{head}");
    }
}

/// An account of somebody whom its header names, or of another holder than the person, is not the person's.
#[test]
fn an_account_of_another_name_is_left_out_and_told() {
    const CARD: &str = "6217000010009";
    for noun in ["保姆", "护工", "公司", "被保险人", "供养人", "户代表", "直系亲属", "嘎查长", "牧户"]
    {
        let mut bench = Bench::new();
        let head = format!("姓名|身份证号|苏木镇|{noun}银行账号");
        let row = format!("{}|{}|上都镇|{CARD}", NAMES[0], IDS[0]);
        let path = bench.csv("a.csv", &[&head, &row]);
        let told = bench.look(&path);
        let is_other = told.understood.iter().any(|one| format!("{one:?}").contains(noun));
        assert!(!told.questions.is_empty() || is_other, "{noun} {told:?}");
        let columns = vec![(CleanText::shown(&format!("{noun}银行账号")), None)];
        bench.people(&path, &Answers { columns, ..Answers::default() });
        assert_eq!(facts(&bench), ["0117 - - 1943-05-07"], "{noun}");
    }
    for head in [
        "银行账号",
        "个人银行账号",
        "开户银行账号",
        "惠农一卡通账号",
        "代发银行账号",
        "享受人银行账号",
        "优抚对象银行卡号",
    ] {
        let mut bench = Bench::new();
        let row = format!("{}|{}|上都镇|{CARD}", NAMES[0], IDS[0]);
        let path = bench.csv("a.csv", &[&format!("姓名|身份证号|苏木镇|{head}"), &row]);
        bench.people(&path, &Answers::default());
        assert_eq!(facts(&bench), [format!("0117 - {CARD} 1943-05-07")], "{head}");
    }
    for (title, holder, is_own) in [
        ("户名", "程小", false),
        ("开户人", "程小（儿子）", false),
        ("开户人姓名", "程小", false),
        ("账户名称", "程小", false),
        ("户名", NAMES[0], true),
        ("户名", "", true),
        ("户名", "程*福", true),
        ("开户名称", "正蓝旗农村信用社", true),
    ] {
        let mut bench = Bench::new();
        let row = format!("{}|{}|上都镇|{CARD}|{holder}", NAMES[0], IDS[0]);
        let path = bench.csv("a.csv", &[&format!("姓名|身份证号|苏木镇|银行账号|{title}"), &row]);
        let told: Vec<u64> = bench.look(&path).warned.iter().map(|one| one.row).collect();
        assert_eq!(told, if is_own { vec![] } else { vec![2] }, "{title} {holder}");
        bench.people(&path, &Answers::default());
        let card = if is_own { CARD } else { "-" };
        assert_eq!(facts(&bench), [format!("0117 - {card} 1943-05-07")], "{title} {holder}");
    }
}
