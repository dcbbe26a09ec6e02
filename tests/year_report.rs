//! Protects the report of the sample's year: every figure of the published table, in the JSON and in its sentence of the text; what
//! each figure is made of, adding up to it; what moves with an entry, and that nothing moves in a closed year.
//!
//! | line of the table | figures | sentences |
//! |---|---|---|
//! | visits, units, relief, allowances, intakes, seasons, insurance, reimbursement, citations | `money_is_the_table` | `every_figure_stands_in_its_sentence` |
//! | soldiers received, reviews, training, 兵支书, stations, inspection, petitions, honours, memorials, garrison, other | `work_is_the_table` | the same |
//! | two funds, own shares, goods for units, people and person-times | `money_is_the_table` | the same |

use std::collections::BTreeMap;

use muster::domain::op::Op;
use muster::domain::year_report::explain::{comes_to, sums};
use muster::domain::year_report::lines::LineOf;
use muster::domain::year_report::{Quantity, ReportLine, YearReport, lines};
use muster::store::Store;
use serde_json::Value;

use crate::support::program::answer_red;
use crate::support::register::{on, text};
use crate::support::year::SampleYear;

fn number(value: &Value, key: &str) -> i64 {
    value[key].as_i64().unwrap_or_else(|| panic!("{key} of {value}"))
}

fn one<'v>(report: &'v Value, list: &str, wants: impl Fn(&Value) -> bool) -> &'v Value {
    report[list]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| wants(one))
        .unwrap_or_else(|| panic!("{list}: {report}"))
}

#[test]
fn money_is_the_table() {
    let report = SampleYear::new().json(&["report", "2023"]);
    let visits = &report["visits"];
    assert_eq!(
        (number(visits, "people"), number(visits, "cash_fen") + number(visits, "goods_fen")),
        (85, 6_050_000)
    );
    let groups: std::collections::BTreeSet<&str> = report["rounds"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|round| round["groups"].as_array().unwrap())
        .map(|group| group["group"].as_str().unwrap())
        .collect();
    assert_eq!(
        groups.into_iter().collect::<Vec<_>>(),
        ["参加抗美援朝军人", "困难退役军人", "在乡老复员军人", "烈士遗属"]
    );
    let units = &report["units"];
    assert_eq!(["units", "cash_fen", "goods_fen"].map(|key| number(units, key)), [3, 0, 3_265_900]);
    let of = |code: &str| one(&report, "programmes", |one| one["code"] == code);
    for (code, people, times, fen) in [
        ("hardship_relief", 11, 11, 4_400_000),
        ("living_allowance", 224, 448, 193_590_000),
        ("army_spouse", 1, 1, 600_000),
        ("fire_recruit_family", 6, 6, 37_200_000),
        ("conscript_family", 54, 108, 319_970_000),
        ("discharge_grant", 28, 28, 257_633_000),
        ("medical_insurance", 8, 8, 209_000),
        ("medical_insurance_next_year", 14, 14, 480_000),
        ("medical_reimbursement", 16, 19, 3_514_608),
        ("social_insurance", 2, 2, 356_828),
        ("merit_citation", 2, 2, 200_000),
    ] {
        let told = ["people", "times", "amount_fen"].map(|key| number(of(code), key));
        assert_eq!(told, [people, times, fen], "{code}");
    }
    assert_eq!(report["programmes"].as_array().unwrap().len(), 11);
    assert_eq!(number(of("living_allowance"), "categories"), 8);
    assert_eq!(number(of("hardship_relief"), "accepted"), 11);
    let insured = of("social_insurance");
    assert_eq!((number(insured, "public_fen"), number(insured, "own_fen")), (269_161, 87_667));
    let parts = |code: &str| -> Vec<(String, i64)> {
        let all = of(code)["parts"].as_array().unwrap().iter();
        all.map(|part| (part["part"].as_str().unwrap().to_owned(), number(part, "people"))).collect()
    };
    assert_eq!(parts("conscript_family"), [("2022春".to_owned(), 20), ("2022秋".to_owned(), 34)]);
    let seasons: Vec<String> = parts("discharge_grant").into_iter().map(|(season, _)| season).collect();
    assert_eq!(seasons, ["2022秋", "2023春"]);
    assert_eq!(parts("living_allowance").len(), 8);
    let spent = |code: &str| one(&report, "spending", |one| one["code"] == code);
    let funds = |code: &str| -> BTreeMap<String, i64> {
        let all = spent(code)["funds"].as_array().unwrap().iter();
        all.map(|one| (one["fund"].as_str().unwrap().to_owned(), number(one, "amount_fen"))).collect()
    };
    assert_eq!(number(spent("memorial"), "amount_fen"), 7_000_000);
    assert_eq!(
        funds("memorial"),
        BTreeMap::from([("旗".to_owned(), 4_000_000), ("盟".to_owned(), 3_000_000)])
    );
    assert_eq!(
        (number(spent("station_fund"), "amount_fen"), number(spent("station_fund"), "own_fen")),
        (5_400_000, 1_000_000)
    );
}

#[test]
fn work_is_the_table() {
    let report = SampleYear::new().json(&["report", "2023"]);
    let done = |kind: &str, subkind: &str| {
        let found = one(&report, "activities", |one| one["kind"] == kind && one["subkind"] == subkind);
        (number(found, "times"), number(found, "people"))
    };
    for (kind, subkind, told) in [
        ("review", "春季退役士兵接收", (1, 4)),
        ("review", "秋季退役士兵接收", (1, 12)),
        ("review", "冬季退役士兵接收", (1, 2)),
        ("review", "专升本", (1, 6)),
        ("review", "成人高考", (1, 6)),
        ("review", "教育资助", (1, 12)),
        ("review", "研究生", (1, 1)),
        ("training", "网络培训", (1, 16)),
        ("training", "兵支书培训", (1, 23)),
        ("job_fair", "", (1, 0)),
        ("meeting", "调度会", (2, 0)),
        ("meeting", "新兵家长会", (2, 0)),
        ("meeting", "研判会", (4, 0)),
        ("reception", "", (1, 30)),
        ("commendation", "最美退役军人", (1, 15)),
        ("commendation", "志愿服务队", (1, 0)),
        ("unit_honour", "民族团结进步示范单位", (1, 0)),
        ("works", "标识标牌", (1, 0)),
        ("works", "地面硬化", (1, 0)),
        ("works", "迁葬", (1, 0)),
        ("ceremony", "清明祭扫", (1, 0)),
        ("ceremony", "网上祭扫", (1, 0)),
        ("ceremony", "烈士纪念日", (1, 0)),
        ("garrison", "法律宣讲", (2, 0)),
        ("garrison", "心理辅导", (2, 0)),
        ("garrison", "文艺演出", (2, 0)),
        ("garrison", "参观科技馆", (1, 0)),
        ("garrison", "法律援助", (1, 0)),
        ("garrison", "政策培训", (1, 0)),
        ("lecture", "老兵宣讲", (2, 0)),
        ("defence", "", (1, 0)),
        ("double_list", "", (1, 0)),
        ("party", "主题党日", (12, 0)),
        ("party", "党课", (3, 0)),
        ("party", "集中学习", (22, 0)),
        ("party", "主题教育读书班", (2, 0)),
        ("party", "主题教育专题研讨", (6, 0)),
        ("party", "主题教育集中学习", (14, 0)),
        ("party", "主题教育党课", (3, 0)),
        ("party", "主题教育主题党日", (2, 0)),
    ] {
        assert_eq!(done(kind, subkind), told, "{kind} {subkind}");
    }
    let garrison = report["activities"].as_array().unwrap().iter().filter(|one| one["kind"] == "garrison");
    assert_eq!(garrison.map(|one| number(one, "times")).sum::<i64>(), 9);
    for (place, problems) in [("苏木镇场服务站", 36), ("社区服务站", 34)] {
        let found = one(&report, "activities", |one| one["kind"] == "inspection" && one["subkind"] == place);
        assert_eq!((number(found, "found"), number(found, "mended")), (problems, problems), "{place}");
    }
    assert_eq!(report["matters"], serde_json::json!({"opened": 5, "settled": 5, "people": 7}));
    assert_eq!(number(one(&report, "roles", |one| one["role"] == "兵支书"), "people"), 43);
    for (kind, count, staff, martyrs, funds, own) in [
        ("服务中心", 1, 8, 0, 0, 0),
        ("苏木镇场服务站", 9, 9, 0, 4_500_000, 1_000_000),
        ("社区服务站", 6, 0, 0, 900_000, 0),
        ("优待商户", 31, 0, 0, 0, 0),
        ("纪念设施", 2, 0, 13, 0, 0),
    ] {
        let found = one(&report, "facilities", |one| one["kind"] == kind);
        let told = ["count", "staff", "martyrs", "funds_fen", "own_funds_fen"].map(|key| number(found, key));
        assert_eq!(told, [count, staff, martyrs, funds, own], "{kind}");
    }
}

#[test]
fn every_figure_stands_in_its_sentence() {
    let year = SampleYear::new();
    year.json(&["year", "text", "2023", "start", "一年来，全旗退役军人工作稳步推进。"]);
    // Figures for another program go into a file as well.
    let figures = year.path().with_file_name("2023.json");
    let to = ["report", "2023", "--format", "json", "--to", figures.to_str().unwrap()];
    let run = year.run(&to);
    assert_eq!(run.status, 0, "{run:?}");
    let written: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&figures).unwrap()).unwrap();
    assert_eq!(written, year.json(&["report", "2023"]));
    assert_eq!(year.run(&to).status, 73, "it is there");
    let run = year.run(&["report", "2023", "--format", "text"]);
    assert_eq!(run.status, 0, "{run:?}");
    let sentences = [
        "一年来，全旗退役军人工作稳步推进。",
        "春节、八一期间走访慰问",
        "烈士遗属、困难退役军人、参加抗美援朝军人、在乡老复员军人85人，发放慰问金6.05万元。",
        "慰问驻旗部队等单位3个，慰问品折款32,659元。",
        "困难救助受理11件，发放救助金4.4万元。",
        "为8类优抚对象224人发放生活补助193.59万元。",
        "为1名未就业随军家属发放生活补助6,000元。",
        "为6户森林消防员家庭发放优待金37.2万元。",
        "为54户义务兵家庭（2022春、2022秋）发放优待金319.97万元。",
        "为28名自主就业退役士兵（2022秋、2023春）发放一次性经济补助257.633万元。",
        "为8人缴纳医疗保险2,090元。",
        "为14人缴纳下一年度（2024）医疗保险4,800元。",
        "医疗报销19人次，35,146.08元。",
        "为2人接续社会保险3,568.28元，其中单位部分2,691.61元，个人部分876.67元。",
        "为2户立功受奖军人家庭送喜报，发放奖励金2,000元。",
        "接收退役士兵18人，其中春季4人、秋季12人、冬季2人，均办理报到、经济补助、社保登记、关系转移等4项手续。",
        "服务站年度工作经费54,000元，其中农牧场自筹10,000元。",
        "拨付服务站经费54,000元（旗4.4万元、自有经费1万元）。",
        "检查发现9个方面问题70个（社区服务站34个、苏木镇场服务站36个），全部整改。",
        "管护烈士纪念设施2处（盟级、零散），安葬烈士13名。",
        "纪念设施支出7万元（旗4万元、盟3万元）。",
        "开展进军营活动9次：",
        "法律宣讲2次（3月10日、5月23日）",
    ];
    let mut told = run.out.as_str();
    for said in sentences {
        // In the order of the report.
        let at = told.find(said).unwrap_or_else(|| panic!("{said}\n{}", run.out));
        told = &told[at..];
    }
    assert!(
        run.out.contains("兵支书43人") && run.out.contains("表彰最美退役军人15名（11月7日）"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("为31家商户授予优待牌匾。") && run.out.contains("重点信访事项5件7人，全部办结。")
    );
}

/// Whatever line of the table, part, fund, month, township or kind: what is listed behind it comes to it.
#[test]
fn what_stands_behind_each_figure_comes_to_it() {
    let year = SampleYear::new();
    let store = Store::open(&year.path()).unwrap();
    let report = store.year_report(2023).unwrap();
    let all = lines(&report);
    assert!(all.len() >= 60, "{}", all.len());
    let behind = |name: &str| store.figure_entries(2023, name).unwrap();
    for line in &all {
        let entries = behind(&line.name);
        for (of, value) in &line.values {
            assert_eq!(comes_to(&entries, *of), *value, "{} {}", line.name, of.code());
        }
    }
    for paid in &report.programmes {
        for (part, sum) in &paid.parts {
            let entries = behind(&format!("{}/{part}", paid.code));
            let told = (comes_to(&entries, Quantity::People), comes_to(&entries, Quantity::Amount));
            assert_eq!(told, (i64::try_from(sum.people).unwrap(), sum.amount.get()), "{} {part}", paid.code);
        }
    }
    for spent in &report.spending {
        for (fund, fen) in &spent.funds {
            let entries = behind(&format!("{}/{fund}", spent.code));
            assert_eq!(comes_to(&entries, Quantity::Amount), fen.get(), "{} {fund}", spent.code);
        }
    }
    let money = |name: &str| behind(name).iter().map(|entry| entry.amount.get()).sum::<i64>();
    for (month, fen) in (1..).zip(&report.months) {
        assert_eq!(money(&format!("month:{month}")), fen.get(), "{month}");
    }
    for (township, fen) in &report.townships {
        assert_eq!(money(&format!("township:{township}")), fen.get(), "{township}");
    }
    let of_kind = |wants: &dyn Fn(&str) -> bool, of: Quantity| -> i64 {
        let lines = all.iter().filter(|line| matches!(&line.of, LineOf::Work(..)) && wants(&line.name));
        lines.map(|line| line.value(of)).sum()
    };
    for (name, of, wanted) in [
        ("garrison:*", Quantity::Times, 9),
        ("inspection:*", Quantity::Found, 70),
        ("review:*退役士兵接收", Quantity::People, 18),
        ("facility:*服务站", Quantity::Funds, 5_400_000),
    ] {
        assert_eq!(comes_to(&behind(name), of), wanted, "{name}");
    }
    assert_eq!(of_kind(&|name| name.starts_with("garrison:"), Quantity::Times), 9);
    // The command says the same, and refuses what is no figure.
    let told = year.json(&["report", "2023", "--explain", "living_allowance"]);
    assert_eq!(
        (number(&told, "people"), number(&told, "times"), number(&told, "amount_fen")),
        (224, 448, 193_590_000)
    );
    assert_eq!(number(&told["values"], "categories"), 8);
    assert_eq!(
        number(&year.json(&["report", "2023", "--explain", "hardship_relief"])["values"], "accepted"),
        11
    );
    let run = year.run(&["report", "2023", "--explain", "memorial/盟"]);
    assert!(run.out.contains("共 1 条：") && run.out.contains("3万元"), "{run:?}");
    assert_eq!(year.run(&["report", "2023", "--explain", "nothing/here"]).status, 2);
    assert!(sums(&behind("visits")).contains(&(Quantity::PersonTimes, 93)));
}

/// The numbers of every line, and those of parts, funds, months and townships.
fn figures(report: &YearReport) -> BTreeMap<String, i64> {
    let mut all = BTreeMap::new();
    for ReportLine { name, values, .. } in lines(report) {
        all.extend(values.iter().map(|(of, value)| (format!("{name} {}", of.code()), *value)));
    }
    for paid in &report.programmes {
        all.extend(paid.parts.iter().map(|(part, sum)| (format!("{}/{part}", paid.code), sum.amount.get())));
    }
    for spent in &report.spending {
        all.extend(spent.funds.iter().map(|(fund, fen)| (format!("{}/{fund}", spent.code), fen.get())));
    }
    all.extend((1..).zip(&report.months).map(|(month, fen)| (format!("month:{month}"), fen.get())));
    all.extend(report.townships.iter().map(|(name, fen)| (format!("township:{name}"), fen.get())));
    all.retain(|_, value| *value != 0);
    all
}

/// One entry of each line, and of each part of it, reversed: exactly the figures that it belongs to move, by exactly its amount.
/// That it holds of every entry, the rule itself proves (`domain/year_report`).
#[test]
fn a_reversal_moves_the_figures_of_its_entry_alone() {
    let year = SampleYear::new();
    let mut store = Store::open(&year.path()).unwrap();
    let first = store.year_report(2023).unwrap();
    let mut before = figures(&first);
    let money = lines(&first).into_iter().filter(|line| !matches!(line.of, LineOf::Work(..)));
    let mut moved_by_all = 0;
    for line in money {
        let entries = store.figure_entries(2023, &line.name).unwrap();
        let entry = entries.iter().rev().find(|entry| entry.no > 0).unwrap();
        let id = store.resolve_entry(&entry.no.to_string()).unwrap();
        let new = muster::clock::new_entry_id();
        let op = Op::Reverse { id: new, of: id, reason: text("填错") };
        store.commit(&op, &on("2024-02-02")).unwrap();
        let after = figures(&store.year_report(2023).unwrap());
        let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let moved: Vec<(&str, i64)> = keys
            .into_iter()
            .map(|key| {
                let value = |of: &BTreeMap<String, i64>| of.get(key).copied().unwrap_or_default();
                (key.as_str(), value(&before) - value(&after))
            })
            .filter(|(_, by)| *by != 0)
            .collect();
        let own = |name: &str| {
            let head = name.split([' ', '/']).next().unwrap();
            head == line.name || name.starts_with("month:") || name.starts_with("township:")
        };
        assert!(moved.iter().all(|(name, _)| own(name)), "{}: {moved:?}", line.name);
        let fen = entry.amount.get();
        let amount: i64 = moved
            .iter()
            .filter(|(name, _)| name.ends_with(" amount_fen") || name.ends_with(" goods_fen"))
            .map(|(_, by)| by)
            .sum();
        assert_eq!(amount, fen, "{}: {moved:?}", line.name);
        for kind in ["month:", "township:"] {
            let by: Vec<i64> =
                moved.iter().filter(|(name, _)| name.starts_with(kind)).map(|(_, by)| *by).collect();
            assert!(by.iter().all(|by| *by == fen) && by.len() <= 1, "{}: {moved:?}", line.name);
        }
        moved_by_all += fen;
        before = after;
    }
    assert!(moved_by_all > 0);
    assert_eq!(store.check().unwrap(), []);
}

/// A closed year stays what it was, whatever is tried; what is reversed later lies in the open year and points back.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of everything that is tried")]
fn nothing_enters_a_closed_year() {
    let year = SampleYear::new();
    let facility = year.json(&["facility", "list", "--subkind", "社区服务站"])[0]["no"].to_string();
    let matter =
        year.json(&["matter", "add", "安置", "--people", "1", "--on", "2023-12-01"])["no"].to_string();
    let pay =
        ["pay", "程连富", "army_spouse", "500", "--months", "2023-11", "--fund", "旗", "--on", "2023-11-10"];
    let entry = year.json(&pay)["payment"]["entry"].as_str().unwrap().to_owned();
    answer_red("2023", |line| year.run(line));
    year.json(&["year", "close", "2023", "--reason", "已上报"]);
    let told = || {
        let mut report = year.json(&["report", "2023"]);
        report.as_object_mut().unwrap().remove("head");
        report.to_string()
    };
    let text = || {
        let run = year.run(&["report", "2023", "--format", "md"]);
        // The foot tells how far the register reached.
        run.out.lines().rev().skip(2).collect::<Vec<_>>().join("\n")
    };
    let (report, words) = (told(), text());
    let by = ["--by", "布仁", "--by", "赵志强"];
    let refused: &[&[&str]] = &[
        &[
            "record",
            "程连富",
            "--round",
            "2023-army",
            "--cash",
            "500",
            "--on",
            "2023-12-30",
            "--reason",
            "补登",
            by[0],
            by[1],
            by[2],
            by[3],
        ],
        &[
            "record",
            "程连富",
            "--round",
            "2023-army",
            "--outcome",
            "absent",
            "--on",
            "2023-12-30",
            by[0],
            by[1],
            by[2],
            by[3],
        ],
        &["pay", "程连富", "army_spouse", "500", "--months", "2023-12", "--fund", "旗", "--on", "2023-12-10"],
        &["pay", "failed", &entry, "--reason", "账号错误", "--on", "2023-12-12"],
        &["recover", &entry, "100", "--reason", "多发", "--on", "2023-12-13"],
        &[
            "spend",
            "正蓝旗烈士陵园",
            "memorial",
            "100",
            "--fund",
            "旗",
            "--on",
            "2023-12-20",
            "--for",
            "维护",
        ],
        &["case", "open", "程连富", "JZ2023-099", "--asked", "5000", "--on", "2023-12-01"],
        &["activity", "add", "会议", "例会", "--on", "2023-12-20"],
        &["contact", "add", "程连富", "--way", "电话", "--on", "2023-12-20"],
        &["need", "add", "程连富", "房屋漏雨", "--on", "2023-12-20"],
        &["confirm", "add", "程连富", "--year", "2023", "--way", "上门"],
        &["attribute", "add", "光荣牌", "程连富", "--on", "2023-12-20"],
        &["role", "add", "兵支书", "张三", "--on", "2020-01-01"],
        &["facility", "add", "社区服务站", "新站", "--on", "2020-01-01"],
        &["facility", "end", &facility, "--on", "2022-06-01"],
        &["facility", "end", &facility, "--staff", "3"],
        &["matter", "settle", &matter, "--on", "2023-12-30"],
        &["allocate", "2023-army", "上都镇退役军人服务站", "1000", "--by", "白音", "--on", "2023-12-30"],
    ];
    for line in refused {
        let run = year.run(line);
        assert!(run.status == 77 && run.err.contains("2023年已关账"), "{line:?}: {run:?}");
        assert_eq!(told(), report, "{line:?}");
    }
    // What lies in the open year is written as ever, and moves nothing in the closed one.
    for line in [
        &["facility", "end", &facility, "--on", "2024-01-31"][..],
        &["matter", "settle", &matter, "--on", "2024-01-15", "--result", "已化解"],
        &["confirm", "add", "程连富", "--year", "2024", "--way", "上门"],
        &["recover", &entry, "100", "--reason", "多发", "--on", "2024-02-01"],
    ] {
        year.json(line);
    }
    let gift = year.json(&["ledger", "--round", "2023-army"]);
    let gift = gift.as_array().unwrap().iter().find(|line| line["kind"] == "gift").unwrap()["entry"].clone();
    let reversed = year.json(&["reverse", gift.as_str().unwrap(), "--reason", "重复"]);
    assert_eq!(reversed["result"], "recorded");
    let late = year.json(&["ledger"]);
    let late = late.as_array().unwrap().iter().find(|line| line["reverses"] == gift).unwrap();
    assert_eq!((&late["on"], &late["reverses"]), (&"2024-02-02".into(), &gift));
    assert_eq!((told(), text()), (report, words), "the closed year stays");
    let open = year.json(&["report", "2024"]);
    assert_eq!(number(&open["late_reversals"], "entries"), 1);
    assert_eq!(year.run(&["check"]).status, 0, "{:?}", year.run(&["check"]));
}

/// What failed before New Year is a payment of the year in which it reached somebody: with its time, its own share, its part.
#[test]
fn what_failed_and_is_paid_again_in_the_next_year_is_a_payment_of_that_year() {
    let year = SampleYear::new();
    let figure = |of: &str, code: &str| {
        let report = year.json(&["report", of]);
        let found = report["programmes"].as_array().unwrap().iter().find(|one| one["code"] == code).cloned();
        found.map_or([0; 4], |one| {
            ["people", "times", "amount_fen", "own_fen"].map(|key| one[key].as_i64().unwrap_or_default())
        })
    };
    let less = |one: [i64; 4], other: [i64; 4]| std::array::from_fn::<i64, 4, _>(|at| one[at] - other[at]);
    let listed = year.json(&["ledger", "--payments", "--year", "2023"]);
    for code in ["social_insurance", "conscript_family", "medical_reimbursement"] {
        let paid = listed.as_array().unwrap().iter().rev();
        let paid = paid.filter(|one| one["programme"] == code && one["kind"] == "payment").nth(1).unwrap();
        let (entry, amount) = (paid["entry"].as_str().unwrap(), number(paid, "amount_fen"));
        let before = figure("2023", code);
        year.json(&["pay", "failed", entry, "--reason", "账号错误", "--on", "2023-12-31"]);
        let failed = less(before, figure("2023", code));
        // The whole of a payment has its own share in it.
        assert_eq!((failed[1], failed[2]), (1, amount + failed[3]), "{code}: {failed:?}");
        assert_eq!(failed[3] > 0, code == "social_insurance", "{code}: {failed:?}");
        // In two parts it is one time.
        year.json(&["pay", "again", entry, "10", "--on", "2024-01-05"]);
        year.json(&["pay", "again", entry, "--on", "2024-01-06"]);
        let again = figure("2024", code);
        assert_eq!(again, [1, 1, amount + failed[3], failed[3]], "{code}");
        assert_eq!(less(before, figure("2023", code)), failed, "{code}: the year in which it failed stays");
        let told = year.json(&["programme", "year", "2024"]);
        let told = told.as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
        let told =
            ["people", "times", "amount_fen", "own_fen"].map(|key| told[key].as_i64().unwrap_or_default());
        assert_eq!(told, [1, 1, amount, failed[3]], "{code}");
    }
    let store = Store::open(&year.path()).unwrap();
    let report = store.year_report(2024).unwrap();
    for line in lines(&report).iter().filter(|line| matches!(line.of, LineOf::Programme(_))) {
        let entries = store.figure_entries(2024, &line.name).unwrap();
        for (of, value) in &line.values {
            assert_eq!(comes_to(&entries, *of), *value, "{} {of:?}", line.name);
        }
    }
    let parts: Vec<&String> = report.programmes.iter().flat_map(|one| one.parts.keys()).collect();
    assert!(parts.iter().any(|part| part.ends_with(['春', '秋'])), "an intake, not a half-year: {parts:?}");
    // What merely stood, failed in the next year and was paid again in it is a time of its own year alone.
    let paid = listed.as_array().unwrap().iter().find(|one| one["programme"] == "army_spouse").unwrap();
    let entry = paid["entry"].as_str().unwrap();
    year.json(&["pay", "failed", entry, "--reason", "账号错误", "--on", "2024-01-03"]);
    year.json(&["pay", "again", entry, "--on", "2024-01-05"]);
    assert_eq!(figure("2024", "army_spouse")[1..3], [0, 0]);
}
