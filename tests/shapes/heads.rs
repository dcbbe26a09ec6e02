//! Heads between the rows, in every way they are written: nobody is given the head of others, and nobody is lost for one.

use muster::domain::roster::{Fault, ImportReport};
use muster::domain::roster_question::{Answers, Understood};

use super::{Bench, IDS, NAMES, asked};

/// How many rows were given a label or a place by a head, and the heads that nobody knows.
fn told(report: &ImportReport) -> (Vec<String>, Vec<String>) {
    let (mut given, mut unknown) = (Vec::new(), Vec::new());
    for one in &report.understood {
        match one {
            Understood::Label { label, rows, .. } => given.push(format!("{label} {rows}")),
            Understood::Township { place, rows, .. } => given.push(format!("{place} {rows}")),
            Understood::Head { row, text } => unknown.push(format!("{row} {text}")),
            Understood::Fills { .. }
            | Understood::OfOthers(_)
            | Understood::NoGroup { .. }
            | Understood::Column { .. }
            | Understood::SheetName(_)
            | Understood::KeptSheet(..) => {}
        }
    }
    (given, unknown)
}

/// One head below another, each with one person: whatever it says, the second person is not given the first head.
#[test]
fn a_head_ends_the_one_before_it_whatever_it_says() {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..2).map(|n| format!("{}|{}|{}", n + 1, NAMES[n], IDS[n])).collect();
    for (head, label, question) in [
        ("【困难退役军人】", Some("困难退役军人"), None),
        ("《残疾军人》", Some("残疾军人"), None),
        ("★ 残疾军人", Some("残疾军人"), None),
        ("残疾军人——3人", Some("残疾军人"), None),
        ("残疾军人类", Some("残疾军人"), None),
        ("残疾军人名单", Some("残疾军人"), None),
        ("Ⅰ、在乡复员军人", Some("在乡复员军人"), None),
        ("①在乡复员军人", Some("在乡复员军人"), None),
        ("一|在乡复员军人", Some("在乡复员军人"), None),
        ("原8023", Some("参战参试退役军人"), None),
        ("三属", None, Some("label 三属")),
        ("参战", None, Some("label 参战")),
        ("伤残", None, Some("label 伤残")),
        ("低保户", None, Some("label 低保户")),
        ("二、军烈属户（1户）", None, Some("label 军烈属户")),
        ("小红帽", None, None),
        ("四、其他", None, None),
    ] {
        let lines = ["上都镇优抚对象名册||", "序号|姓名|身份证号", "烈士遗属", &rows[0], head, &rows[1]];
        let path = bench.csv("a.csv", &lines);
        let report = bench.look(&path);
        let (given, unknown) = told(&report);
        let of = |label: &str| given.iter().filter(|one| one.starts_with(label)).cloned().collect::<Vec<_>>();
        assert_eq!((report.rows, of("烈士遗属")), (2, vec!["烈士遗属 1".to_owned()]), "{head} {report:?}");
        match label {
            Some(label) => assert_eq!((of(label).len(), unknown.len()), (1, 0), "{head} {report:?}"),
            None => assert_eq!(unknown.len(), 1, "{head} {report:?}"),
        }
        let words: Vec<String> =
            asked(&report.questions).into_iter().map(|(kind, word, _)| format!("{kind} {word}")).collect();
        assert_eq!(words, question.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{head}");
    }
    let lines = ["上都镇名册||", "序号|姓名|身份证号", "烈士遗属", &rows[0], "三属", &rows[1]];
    let path = bench.csv("a.csv", &lines);
    let answers =
        Answers { labels: vec![("三属".into(), "病故军人遗属".into())], ..Answers::default() };
    assert_eq!(
        bench.people(&path, &answers),
        ["程小福 0117 上都镇  C烈士遗属", "乌云其木格 0223 上都镇  C病故军人遗属"]
    );
}

/// The same of places, in the column of numbers.
#[test]
fn a_place_that_nobody_knows_is_asked_about() {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..2).map(|n| format!("{}|{}|{}", n + 1, NAMES[n], IDS[n])).collect();
    for (head, place, question) in [
        ("桑根达来", Some("桑根达来镇 1"), None),
        ("金莲川", Some("上都镇 金莲川社区 1"), None),
        ("太仆寺旗宝昌镇", None, Some("township 太仆寺旗宝昌镇")),
        ("伊和塔拉", None, Some("township ")),
    ] {
        let lines = ["优抚对象||", "序号|姓名|身份证号", "上都镇新城社区", &rows[0], head, &rows[1]];
        let path = bench.csv("a.csv", &lines);
        let report = bench.look(&path);
        let (given, _) = told(&report);
        let mut want = vec!["上都镇 新城社区 1".to_owned()];
        want.extend(place.map(str::to_owned));
        want.sort();
        assert_eq!(given, want, "{head} {report:?}");
        let words: Vec<String> =
            asked(&report.questions).into_iter().map(|(kind, word, _)| format!("{kind} {word}")).collect();
        assert_eq!(words, question.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{head}");
    }
}

/// Where people may have nothing but a name, a word that may be a name or a place is refused with its row, and nobody below
/// it is moved.
#[test]
fn a_bare_name_is_no_head() {
    let mut bench = Bench::new();
    for word in ["王新村", "那日图", "桑根达来", "五一"] {
        let lines = ["上都镇退役军人名册||", "姓名|电话|备注", "程连富||", &format!("{word}||"), "单国强||"];
        let path = bench.csv("a.csv", &lines);
        let report = bench.look(&path);
        let faults: Vec<_> = report.refused.iter().map(|one| (one.row, one.fault.clone())).collect();
        assert_eq!((report.rows, faults), (3, vec![(4, Fault::HeadOrName)]), "{word} {report:?}");
    }
    // Who has more than a name is a person.
    for word in ["王新村", "那日图"] {
        let lines = ["上都镇退役军人名册||", "姓名|电话|备注", &format!("{word}|13804710001|"), "单国强||"];
        let path = bench.csv("a.csv", &lines);
        let report = bench.look(&path);
        assert_eq!((report.new, report.refused_rows), (2, 0), "{word} {report:?}");
    }
    // Where everybody has an ID number it is a head; a name that is none is told.
    let rows: Vec<String> = (0..3).map(|n| format!("{}|{}", NAMES[n], IDS[n])).collect();
    let lines = ["上都镇名册|", "姓名|身份证号", &rows[0], "桑根达来", &rows[1], "程连富", &rows[2]];
    let path = bench.csv("a.csv", &lines);
    let report = bench.look(&path);
    let warned: Vec<_> = report.warned.iter().map(|one| (one.row, one.fault.clone())).collect();
    assert_eq!((report.new, warned), (4, vec![(6, Fault::OnlyName)]), "{report:?}");
    assert_eq!(told(&report).0, ["上都镇 1", "桑根达来镇 3"]);
}

/// Words at the foot of a list of numbered people are no people; a number written otherwise is one.
#[test]
fn a_foot_without_a_number_is_nobody() {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..3).map(|n| format!("{}|{}|{}|", n + 1, NAMES[n], IDS[n])).collect();
    let mut lines = vec!["上都镇名册|||", "序号|姓名|身份证号|电话"];
    lines.extend(rows.iter().map(String::as_str));
    let feet = [
        "要求|十日前上报",
        "注意事项|请用黑笔填写",
        "报送单位|上都镇",
        "村委会意见|同意上报",
        "公示|无异议",
        "本村|共五人",
        "审查意见|同意",
        "嘎查达|额尔敦||13804710001",
    ];
    lines.extend(feet);
    lines.push("新增|程连富||13804710002");
    let path = bench.csv("a.csv", &lines);
    let report = bench.look(&path);
    assert_eq!((report.new, report.refused_rows), (4, 0), "{report:?}");
    assert!(told(&report).1.len() >= 6, "{report:?}");
}
