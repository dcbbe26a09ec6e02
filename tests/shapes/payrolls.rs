//! Payrolls as the national system, the county's card system and the bank write them: other words in heads, titles above them,
//! heads over page breaks, totals of pages and of all, signatures; several sheets; and what the bank answers.

use std::sync::atomic::Ordering;

use muster::domain::op::{Op, WriteContext};
use muster::domain::payment::figures::PaymentQuery;
use muster::domain::payment::standards::{PayStandard, Rate};
use muster::domain::payroll_fault::PayFaultKind;
use muster::exchange::payroll::{PayrollOptions, PayrollReport, answer, read};

use super::{Bench, IDS, NAMES, TURN};
use crate::support::register::{day, on, text};
use muster::domain::money::Fen;
use std::path::Path;

/// A register of those five, with a card each.
fn bench() -> Bench {
    let mut bench = Bench::new();
    let mut lines = vec!["姓名|身份证号|乡镇|村|优抚类别|银行卡号".to_owned()];
    for (at, (name, id)) in NAMES.iter().zip(IDS).enumerate() {
        lines.push(format!("{name}|{id}|上都镇|金莲川社区|参战参试退役军人|{}", card(at)));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let path = bench.xlsx("r.xlsx", &[("名册", &lines)]);
    bench.people(&path, &muster::domain::roster_question::NO_ANSWERS);
    bench
}

fn card(at: usize) -> String {
    format!("62000015259900000{at:02}")
}

fn report(bench: &mut Bench, path: &Path, write: bool) -> PayrollReport {
    let programme = bench.store.programme("living_allowance").unwrap();
    let options = PayrollOptions {
        path,
        programme: &programme,
        months: None,
        which: None,
        on: day("2024-01-10"),
        category: None,
        fund: None,
        number: None,
        reason: None,
        write,
    };
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let ctx = on("2024-01-20");
    let ctx = WriteContext { now_ms: ctx.now_ms + turn * 120_000, ..ctx };
    read(&mut bench.store, &options, &ctx).unwrap()
}

/// The same payroll of five as three systems write it, and what it comes to in fen.
fn shapes() -> Vec<(&'static str, Vec<String>, i64)> {
    let row = |at: usize, line: &str| {
        line.replace("NO", &(at + 1).to_string())
            .replace("NAME", NAMES[at])
            .replace("ID", IDS[at])
            .replace("CARD", &card(at))
    };
    let rows = |lines: &mut Vec<String>, which: std::ops::Range<usize>, line: &str| {
        lines.extend(which.map(|at| row(at, line)));
    };
    let mut national = vec![
        "内蒙古自治区优抚对象抚恤补助资金发放册".to_owned(),
        "单位：正蓝旗退役军人事务局|||||2024年1月||||单位：元".to_owned(),
        "序号|优抚对象姓名|公民身份号码|优抚对象类别|伤残等级|所属期|中央财政资金|自治区级资金|旗县级配套资金|合计（元）|开户名|银行账号".to_owned(),
    ];
    rows(&mut national, 0..3, "NO|NAME|ID|参战参试退役军人||202401|700|150.50|50|900.50|NAME|CARD");
    national.push("本页合计|||||||||2,701.50||".to_owned());
    national.push(national[2].clone());
    rows(&mut national, 3..5, "NO|NAME|ID|参战参试退役军人||202401|700|150.50|50|900.50|NAME|CARD");
    national.push("本页小计|||||||||1,801.00||".to_owned());
    national.push("总计|||||||||4,502.50||".to_owned());
    national.push("制表人：布仁||审核人：赵志强||负责人：|||||||".to_owned());
    let mut county = vec![
        "惠民惠农财政补贴“一卡通”发放明细表".to_owned(),
        "补贴项目：优抚对象生活补助".to_owned(),
        "序号|乡镇|村|户主姓名|补贴项目|姓 名|身份证号码|一卡通账号|人员类别|补贴月份|补贴金额(元)|资金来源|备 注".to_owned(),
    ];
    rows(
        &mut county,
        0..5,
        "NO|上都镇|金莲川社区|NAME|生活补助|NAME|'ID|CARD|参战参试退役军人|2024年1月|９００．５０|旗县级配套资金|",
    );
    county.push("合计||||||||||4502.50||".to_owned());
    let mut bank = vec!["交易日期|户名|证件号码|收款账号|交易金额|类别|月份|资金性质|摘要".to_owned()];
    rows(
        &mut bank,
        0..5,
        "2024-01-10|NAME|ID|CARD|900.5元|参战参试退役军人|2024-01|中央=700；旗=200.50|代发",
    );
    vec![("国家系统", national, 450_250), ("一卡通", county, 450_250), ("银行", bank, 450_250)]
}

#[test]
fn payrolls_of_three_systems_are_understood_in_every_form() {
    for (system, lines, fen) in shapes() {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let mut bench = bench();
        let forms = if system == "国家系统" {
            // Amounts with commas: a workbook holds them, a text file would part them.
            vec![bench.xlsx("c.xlsx", &[("1月", &lines)])]
        } else {
            bench.every_form(&lines)
        };
        for path in &forms {
            let told = report(&mut bench, path, false);
            assert_eq!(told.faults, [], "{system} {path:?}");
            assert_eq!((told.rows, told.total), (5, Fen::new(fen)), "{system} {path:?}");
        }
        let written = report(&mut bench, &forms[0], true);
        assert!(written.written, "{system}");
        let again = report(&mut bench, &forms[0], true);
        assert!(again.existed && !again.written, "{system}");
        let sum = bench.store.payment_sum(&PaymentQuery::default()).unwrap();
        assert_eq!((sum.entries, sum.amount), (5, Fen::new(fen)), "{system}");
        let by_fund = PaymentQuery { fund: Some(text("旗")), ..PaymentQuery::default() };
        assert_eq!(bench.store.payment_sum(&by_fund).unwrap().entries, 5, "{system}");
    }
}

#[test]
fn several_sheets_are_one_payroll_and_each_total_is_added_up() {
    let mut bench = bench();
    let head = "姓名|身份证号|优抚类别|发放月份|实发金额|资金来源";
    let row = |at: usize| format!("{}|{}|参战参试退役军人|2024-01|100|旗", NAMES[at], IDS[at]);
    let [one, two, three] = [row(0), row(1), row(2)];
    let path = bench.xlsx(
        "s.xlsx",
        &[
            ("上都镇", &[head, &one, &two, "合计||||200|"]),
            ("桑根达来镇", &["二月", head, &three, "合计||||300|"]),
        ],
    );
    let told = report(&mut bench, &path, true);
    let faults: Vec<_> =
        told.faults.iter().map(|fault| (fault.sheet.clone(), fault.row, &fault.kind)).collect();
    let total = PayFaultKind::Total(Fen::new(30_000), Fen::new(10_000));
    assert_eq!(faults, [(Some(text("桑根达来镇")), 4, &total)]);
    assert!(!told.written, "a total that does not add up needs a reason");
    // Somebody on two sheets, for the same months, is told with the row of the second.
    let path = bench.xlsx("t.xlsx", &[("上都镇", &[head, &one]), ("桑根达来镇", &[head, &two, &one])]);
    let told = report(&mut bench, &path, true);
    let faults: Vec<_> = told.faults.iter().map(|fault| (fault.row, fault.kind.code())).collect();
    assert_eq!(faults, [(3, "repeated")]);
}

#[test]
fn what_the_bank_answers_marks_what_failed_and_no_more_is_paid_again() {
    let mut bench = bench();
    let head = "姓名|身份证号|优抚类别|发放月份|实发金额|资金来源";
    let row = |at: usize| format!("{}|{}|参战参试退役军人|2024-01|100|旗", NAMES[at], IDS[at]);
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain((0..5).map(row)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let path = bench.xlsx("p.xlsx", &[("1月", &lines)]);
    let payroll = report(&mut bench, &path, true).id;
    let mut told = |name: &str, lines: &[String]| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let path = bench.xlsx(name, &[("回执", &lines)]);
        answer::read(&mut bench.store, &path, (payroll, day("2024-01-12")), true, &on("2024-01-20")).unwrap()
    };
    let answer = |heads: &str, result: &str| -> Vec<String> {
        let row = |at: usize, said: &str| format!("{}|{}|100.00|{said}", NAMES[at], IDS[at]);
        vec![
            "批量代发回盘文件".to_owned(),
            heads.to_owned(),
            row(0, "成功|"),
            row(1, result),
            row(2, "交易成功|"),
        ]
    };
    let first =
        told("a.xlsx", &answer("收款户名|身份证号码|交易金额|处理状态|错误信息", "失败|账户状态异常"));
    assert_eq!((first.failed, first.sum, first.written), (1, Fen::new(10_000), true));
    // The same file twice, and the same failure in other words on the same day, write nothing twice.
    let same = told("a.xlsx", &answer("收款户名|身份证号码|交易金额|处理状态|错误信息", "失败|账户状态异常"));
    assert!(same.existed && !same.written);
    let other = told("b.xlsx", &answer("户名|证件号码|发放金额|发放结果|失败原因", "退票|户名不符"));
    assert!(!other.written, "{other:?}");
    let sum = bench.store.payment_sum(&PaymentQuery::default()).unwrap();
    assert_eq!((sum.entries, sum.amount), (6, Fen::new(40_000)));
    // Paid anew it is refused: what failed is paid again as that, to at most what failed.
    let again = bench.xlsx("q.xlsx", &[("1月", &[head, &row(1)])]);
    let told = report(&mut bench, &again, true);
    assert_eq!(told.faults.iter().map(|fault| fault.kind.code()).collect::<Vec<_>>(), ["failed_before"]);
}

#[test]
fn a_wrong_standard_and_a_foreign_card_are_told_whatever_the_words_of_the_heads() {
    for (system, lines, _) in shapes() {
        let mut bench = bench();
        let standard = PayStandard {
            programme: text("living_allowance"),
            to: [text("参战参试退役军人"), text(""), text(""), text("")],
            from: day("2023-08-01"),
            amount: Fen::new(80_000),
            rate: Rate::Month,
            parts: Vec::new(),
            document: None,
        };
        bench.store.commit(&Op::SetPayStandards(vec![standard]), &on("2024-01-20")).unwrap();
        let lines: Vec<String> = lines.iter().map(|line| line.replace(&card(4), &card(3))).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let path = bench.xlsx("c.xlsx", &[("1月", &lines)]);
        let told = report(&mut bench, &path, true);
        let count = |code: &str| told.faults.iter().filter(|fault| fault.kind.code() == code).count();
        assert_eq!((count("off_standard"), count("foreign_card")), (5, 1), "{system}: {:?}", told.faults);
        assert!(!told.written);
    }
}
