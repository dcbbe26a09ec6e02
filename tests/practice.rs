//! Protects the errors of practice in payrolls, as they are spelled at desks: a level, a season, a number, a month, a total, an
//! account; each row is told or read as people mean it, and a draft that muster writes is read by it.

use std::fs;

use serde_json::Value;

use crate::support::program::answer_red;
use crate::support::year::SampleYear;

const FU: &str = "付春清,152599196809162778";
const CARD: &str = "6200001525990616653";

/// Reads a payroll of rows; nothing is written. The faults, as row and kind.
#[track_caller]
fn faults(year: &SampleYear, programme: &str, fund: &str, rows: &[&str], more: &[&str]) -> Vec<String> {
    let told = tried(year, programme, fund, rows, more);
    let faults = told["faults"].as_array().unwrap().iter();
    faults.map(|fault| format!("{} {}", fault["row"], fault["kind"].as_str().unwrap())).collect()
}

#[track_caller]
fn tried(year: &SampleYear, programme: &str, fund: &str, rows: &[&str], more: &[&str]) -> Value {
    let path = year.path().with_file_name("发放册.csv");
    fs::write(&path, rows.join("\n")).unwrap();
    let file = path.to_str().unwrap();
    let line = ["payroll", "read", file, "--programme", programme, "--fund", fund, "--on", "2024-02-01"];
    year.run(&[&line[..], &["--dry-run", "--json"], more].concat()).json()
}

#[test]
fn a_level_is_one_however_it_is_spelled() {
    let year = SampleYear::new();
    let row = |category: &str, level: &str, month: u32, yuan: u32| {
        format!("{FU},{category},{level},2024年{month}月,{yuan},{CARD}")
    };
    let rows = [
        "姓名,身份证号,优抚类别,伤残等级,发放月份,实发金额,银行卡号".to_owned(),
        row("残疾军人", "7", 1, 1410),
        row("残疾军人", "柒级", 2, 1410),
        row("残疾军人", "因战七级", 3, 1410),
        row("七级残疾军人", "", 4, 1410),
        row("残疾军人", "7级", 5, 9999),
        row("残疾军人", "因战七级", 6, 1330),
        row("残疾军人", "六级", 7, 1410),
        row("残疾军人", "八级", 8, 1055),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(
        faults(&year, "living_allowance", "中央", &rows, &[]),
        ["6 off_standard", "7 off_standard", "8 no_standard", "8 other_terms", "9 other_terms"]
    );
}

#[test]
fn whom_a_bank_pays_is_told_by_name_and_card() {
    let year = SampleYear::new();
    let own = format!("付春清,{CARD},1410,2024年1月");
    let others = format!("单振林,{CARD},1055,2024年1月");
    let nobody = "付春清,6200001525990000000,1410,2024年2月";
    for head in ["户名,账号,金额,月份", "姓名,卡号,金额,发放月份"] {
        assert_eq!(
            faults(&year, "living_allowance", "中央", &[head, &own, &others, nobody], &[]),
            ["3 others_account", "4 unknown_account"],
            "{head}"
        );
    }
    // The category that was typed for the file is asked like one of the file.
    let told = faults(
        &year,
        "living_allowance",
        "中央",
        &["户名,账号,金额,月份", &own],
        &["--category", "烈士遗属"],
    );
    assert!(told.contains(&"2 not_entitled".to_owned()), "{told:?}");
}

#[test]
fn months_seasons_and_numbers_are_read_as_people_mean_them() {
    let year = SampleYear::new();
    let zhang = "张雨诚,152599199611203582";
    let head = "姓名,身份证号,发放月份,金额";
    let [doubtful, october, days] =
        ["2024.1", "2024.10", "2024-1-3"].map(|month| format!("{zhang},{month},500"));
    let rows = [head, &doubtful, &october, &days];
    let told = tried(&year, "army_spouse", "旗", &rows, &[]);
    assert_eq!(told["faults"][0]["kind"], "doubtful_month");
    assert_eq!(told["faults"][1]["kind"], "bad_months");
    // What stands in the cell is told as it stands there.
    assert!(told["faults"][1]["message"].as_str().unwrap().contains("2024-1-3"), "{told}");
    assert_eq!(faults(&year, "army_spouse", "旗", &rows[..2], &["--months", "2024-10"]), [""; 0]);

    let head = "姓名,身份证号,退役季,服役年限,补助金额";
    let rows = [
        head,
        "蒋一坤,152599199910131558,秋季2022,2,38000",
        "蒋一坤,152599199910131558,22秋,2,40460",
        // What is paid late is paid by the rate of its season.
        &format!("{FU},二〇二二年秋,2,38000"),
    ];
    assert_eq!(
        faults(&year, "discharge_grant", "中央", &rows, &[]),
        ["2 repeated", "3 repeated", "3 off_standard"]
    );

    let head = "姓名,身份证号,结算单号,医疗总费用,统筹支付,个人负担,报销金额";
    let rows = [
        head,
        &format!("{FU},ｊｓ２０２３０１０１,1000,600,400,300"),
        &format!("{FU},JS20240101,1000,600,400,500"),
    ];
    assert_eq!(faults(&year, "medical_reimbursement", "盟", &rows, &[]), ["2 repeated", "3 bill"]);

    // The own share in a total is nobody's money but theirs.
    let rows = [
        "姓名,身份证号,险种,发放月份,公共部分,个人部分,合计",
        "孙宏忠,152599195107144052,养老,2023-07..2023-12,1500,488.6,1988.6",
    ];
    let told = tried(&year, "social_insurance", "旗", &rows, &[]);
    assert_eq!((&told["total_fen"], &told["unchecked"]), (&150_000.into(), &1.into()));
    assert_eq!(told["faults"], Value::Array(Vec::new()));
    // By whatever name its sum goes, and in however many parts the public share comes.
    for (head, sums, faults) in [
        ("公共部分,个人部分,实发金额", "1500,488.6,1988.6", 0),
        ("公共部分,个人部分,发放金额", "1500,488.6,1500", 0),
        ("单位缴费,财政补贴,个人缴费", "1000,500,488.6", 0),
        ("单位缴费,财政补贴,个人缴费,金额", "1500,1500,488.6,1988.6", 0),
        ("公共部分,个人部分,实发金额", "1500,488.6,1600", 1),
        ("单位缴费,财政补贴,个人缴费", "1500,1500,488.6", 1),
    ] {
        let rows = [
            &format!("姓名,身份证号,险种,发放月份,{head}"),
            &*format!("孙宏忠,152599195107144052,养老,2023-07..2023-12,{sums}"),
        ];
        let told = tried(&year, "social_insurance", "旗", &rows, &[]);
        assert_eq!(told["faults"].as_array().map(Vec::len), Some(faults), "{head}: {told}");
        assert!(faults == 1 || told["total_fen"] == 150_000, "{head}: {told}");
    }
    let rows = [
        "姓名,身份证号,险种,发放月份,个人部分,合计",
        "孙宏忠,152599195107144052,养老,2023-07..2023-12,488.6,1988.6",
    ];
    assert_eq!(tried(&year, "social_insurance", "旗", &rows, &[])["total_fen"], 150_000);

    // Whoever was named before enlistment is paid, by the standard of the intake.
    let head = "士兵姓名,身份证号,入伍批次,半年,领取人,优待金额";
    let rows = [
        head,
        "梁瑞辰,15259920031215865X,2022年春季,4,梁桂成,30692.50",
        "梁瑞辰,15259920031215865X,2022秋,1,王五,999999",
    ];
    assert_eq!(
        faults(&year, "conscript_family", "旗", &rows, &[]),
        ["3 off_standard", "3 other_terms", "3 other_payee"]
    );
}

#[test]
fn a_draft_is_read_again_and_a_closed_year_is_no_fault() {
    let year = SampleYear::new();
    let path = year.path().with_file_name("草拟.csv");
    let file = path.to_str().unwrap();
    let line =
        ["payroll", "draft", "living_allowance", "2024-01", "--to", file, "--unmasked", "--reason", "报送"];
    let run = year.run(&line);
    assert_eq!(run.status, 0, "{run:?}");
    let read =
        ["payroll", "read", file, "--programme", "living_allowance", "--fund", "中央", "--on", "2024-02-01"];
    let told = year.json(&[&read[..], &["--dry-run"]].concat());
    assert_eq!((&told["result"], &told["faults"]), (&"dry_run".into(), &Value::Array(Vec::new())));
    assert!(told["rows"].as_u64().unwrap() > 200, "{told}");
    for (programme, period) in
        [("conscript_family", "4"), ("medical_insurance", "2025"), ("army_spouse", "2024-01")]
    {
        let told = year.json(&["payroll", "draft", programme, period]);
        assert!(told["rows"].as_u64().unwrap() > 0, "{programme}: {told}");
        assert_eq!(told["without_standard"], Value::Array(Vec::new()), "{programme}");
    }
    answer_red("2023", |line| year.run(line));
    year.json(&["year", "close", "2023", "--reason", "年终"]);
    let run = year.run(&["check"]);
    assert_eq!(run.status, 0, "{run:?}");
    // A reversal of what lies in the closed year stands in the month and the township of its own day.
    let (before, rest) =
        (year.json(&["report", "2024", "--explain", "month:2"]), ["reverse", "#365", "--reason", "重复"]);
    let run = year.run(&rest);
    assert_eq!(run.status, 0, "{run:?}");
    let after = year.json(&["report", "2024", "--explain", "month:2"]);
    let moved = after["amount_fen"].as_i64().unwrap() - before["amount_fen"].as_i64().unwrap();
    assert_eq!(moved, -527_500, "{after}");
    assert_eq!(year.run(&["check"]).status, 0);
}
