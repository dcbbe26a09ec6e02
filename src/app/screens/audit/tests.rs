//! The audit, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO, gift, payment};
use crate::domain::audit::AuditQuery;
use crate::domain::ids::RecipientId;
use crate::domain::op::Op;
use crate::domain::payment::figures::PaymentQuery;
use crate::domain::payment::{NewPayment, PayAct};
use crate::domain::person::{Assent, Edit, NewPerson};
use crate::domain::place::TownshipCode;
use crate::lang::Lang;

/// The sample, and on top of it a second gift and one above the standard.
fn tripped() -> Register {
    let mut register = Register::sample();
    let whom = register.id("斯琴高娃");
    let mut twice = gift(whom, 1_000);
    twice.reason = Some("上次的钱被退回".into());
    register.record(twice);
    register
}

/// A screen with the letters of findings left out: they follow from ids, which differ each time.
fn unnamed(screen: &str) -> String {
    let mut parts = screen.split('-');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letters = part.bytes().take_while(u8::is_ascii_lowercase).count();
        let named = letters == 9 && out.get(out.len() - 3..).is_some_and(|code| code.starts_with('A'));
        out.push('-');
        out.push_str(if named { "xxxxxxxxx" } else { part.split_at(letters).0 });
        out.push_str(part.split_at(letters).1);
    }
    out
}

#[test]
fn audit() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        let mut robot = Robot::new(tripped(), lang, size);
        robot.press("Ctrl+X Down");
        insta::assert_snapshot!(format!("audit_{code}"), unnamed(&robot.screen()));
        robot.press("Tab Down");
        insta::assert_snapshot!(format!("acts_{code}"), robot.screen());
    }
    let mut robot = Robot::new(Register::empty(), Lang::Zh, SMALL);
    robot.press("Ctrl+X");
    insta::assert_snapshot!("audit_none_zh", robot.screen());
}

#[test]
fn a_finding_is_answered_with_a_reason_and_stays_listed() {
    let mut robot = Robot::new(tripped(), Lang::Zh, SMALL);
    robot.press("F9 Tab Tab");
    robot.shows("红 0  黄 7");
    robot.press("F2");
    robot.shows("回答 A02-");
    robot.press("Enter");
    robot.type_in("家属已确认");
    robot.press("Enter");
    assert!(matches!(robot.written(), Op::AnswerFinding { .. }));
    robot.shows("已回答，仍列在后面");
    robot.shows("红 0  黄 6");
    robot.press("End");
    robot.shows("已答");
    robot.shows("家属已确认");
}

#[test]
fn enter_opens_the_entries_or_the_person_of_a_finding() {
    let mut robot = Robot::new(tripped(), Lang::Zh, SMALL);
    robot.press("Ctrl+X Enter");
    robot.shows("分录：审计 ");
    robot.press("Esc Down Enter");
    robot.shows("上都镇北郊营区");
}

#[test]
fn acts_are_narrowed_by_the_chosen_one() {
    let mut robot = Robot::new(tripped(), Lang::Zh, SMALL);
    robot.press("Ctrl+X Tab F3");
    robot.shows("只看 斯琴高娃");
    robot.press("F3");
    robot.shows("只看 2024-02-02");
    robot.press("F3");
    robot.shows("只看账户");
    robot.press("F3");
    robot.hides("只看");
}

/// Whom the acts below are about, and an edit of them.
fn noted(register: &mut Register, name: &str, note: &'static str) {
    let id = register.id(name);
    let rev = register.store().recipient(id).unwrap().rev;
    let edit = Box::new(Edit { note: Some(note.into()), ..Edit::default() });
    register.done(&Op::Edit { id, rev, edit });
}

#[test]
fn an_act_of_today_is_undone_where_it_is_listed() {
    let mut register = Register::sample();
    noted(&mut register, "斯琴高娃", "听力不好");
    for (code, lang, size) in TWO {
        let mut robot = Robot::new(Register::sample(), lang, size);
        noted(&mut robot.register, "斯琴高娃", "听力不好");
        robot.press("Ctrl+X Tab F2");
        insta::assert_snapshot!(format!("acts_today_{code}"), robot.screen());
        robot.press("Del");
        insta::assert_snapshot!(format!("acts_undo_{code}"), robot.screen());
    }
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Ctrl+X Tab F2");
    robot.shows("只看今天");
    robot.press("Del");
    robot.shows("修改资料 斯琴高娃");
    robot.press("Enter");
    robot.shows("请先写明理由");
    robot.type_in("改错了人");
    robot.press("Enter");
    assert!(matches!(robot.written(), Op::UndoAct { .. }));
    robot.shows("已撤销 操作 #");
    robot.shows("撤销修改");
    assert_eq!(robot.register.store().recipient(robot.register.id("斯琴高娃")).unwrap().note, None);
    robot.press("Home Down Del");
    robot.shows("已经撤销过了");
    robot.press("Home Del");
    robot.shows("本身就是撤销");
    robot.press("F2");
    robot.hides("只看今天");
    robot.press("End Del");
    robot.shows("没有撤销：涉及整份登记册");
}

#[test]
fn ctrl_r_undoes_the_last_act_whatever_it_was() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    let undo = |robot: &mut Robot, says: &str| {
        robot.press("Ctrl+R");
        robot.shows(says);
        robot.type_in("录错");
        robot.press("Enter");
        robot.shows("已撤销");
    };
    // A setting, on its screen.
    robot.press("Ctrl+T Enter Enter");
    robot.shows("= 否");
    undo(&mut robot, "tester 设置 现金须两名经办人");
    robot.hides("已设定");
    // An edit, on the person's screen.
    robot.open("斯琴高娃");
    robot.press("F3");
    robot.press("Esc");
    noted(&mut robot.register, "斯琴高娃", "听力不好");
    undo(&mut robot, "修改资料 斯琴高娃");
    robot.press("Ctrl+R");
    robot.shows("刚才没有登记或改动");
    let id = RecipientId(uuid::Uuid::from_u128(1 << 100));
    robot.register.done(&Op::AddPerson(Box::new(NewPerson {
        id,
        name: "巴雅尔图门".into(),
        sex: None,
        birth: None,
        id_number: None,
        phone: None,
        card: None,
        township: TownshipCode("152530100".into()),
        village: "".into(),
        address: None,
        household: None,
        note: None,
        groups: Vec::new(),
        categories: Vec::new(),
        assent: Assent::default(),
    })));
    undo(&mut robot, "新增人员 巴雅尔图门");
    assert!(robot.register.store().recipient(id).unwrap().withdrawn_on().is_some());
    // The person is still found, and may be registered again there.
    robot.press("Esc Esc");
    robot.open("巴雅尔图门");
    robot.shows("撤销登记，不在任何名单");
}

#[test]
fn ctrl_r_without_an_act_today_says_so() {
    let sample = Register::sample();
    let later = sample.today.checked_add_days(chrono::Days::new(3)).unwrap();
    let mut robot = Robot::new(sample.on(later), Lang::Zh, SMALL);
    robot.press("Ctrl+R");
    robot.shows("刚才没有登记或改动");
}

/// Report, progress, audit and acts are tabs of one row: the key goes round them, from wherever it began.
#[test]
fn the_tabs_of_report_and_audit_are_one_row() {
    for (lang, tabs) in [
        (Lang::Zh, ["报告", "进度", "审计", "操作记录"]),
        (Lang::En, ["Report", "Progress", "Audit", "Acts"]),
    ] {
        let mut robot = Robot::new(tripped(), lang, SMALL);
        robot.press("F9");
        for open in [0, 1, 2, 3, 0, 1].map(|at: usize| tabs[at]) {
            let screen = robot.screen();
            let row = screen.lines().nth(2).unwrap();
            assert!(tabs.iter().all(|tab| row.contains(tab)), "{row}");
            let marked = row.split('▸').nth(1).unwrap().split("  ").next().unwrap();
            assert!(marked.contains(open), "{open}: {row}");
            robot.press("Tab");
        }
        robot.press("Shift+Tab Shift+Tab Shift+Tab");
        let screen = robot.screen();
        assert!(screen.lines().nth(2).unwrap().contains(&format!("▸{}", tabs[3])), "{screen}");
    }
}

/// Whatever a finding names is opened, payments of programmes too: as many as it says, with what they come to.
#[test]
fn all_entries_of_a_finding_are_opened() {
    let mut register = Register::with_payments();
    // Payments of several people that went to one account.
    let names = ["单国强", "刘立清", "邓建文", "王景良", "许宏成"];
    let payments = names.map(|name| {
        let paid = payment(register.id(name), "medical_insurance", ("2024", 380, "2024-01-06"));
        NewPayment { payee: Some("程小军".into()), ..paid }
    });
    register.done(&Op::Pay(Box::new(PayAct { payroll: None, payments: payments.to_vec() })));
    let audited = register.store().audited(&AuditQuery::default(), register.today).unwrap();
    let naming: Vec<_> =
        audited.findings.iter().enumerate().filter(|(_, one)| !one.entries.is_empty()).collect();
    for (_, finding) in &naming {
        let numbers = Some(finding.entries.clone());
        let query = PaymentQuery { numbers, ..PaymentQuery::default() };
        let store = register.store();
        let sum = store.payment_sum(&query).unwrap();
        let mut told = finding.entries.clone();
        told.sort_unstable();
        told.dedup();
        let mut listed: Vec<i64> = store.payments(&query).unwrap().iter().map(|line| line.no).collect();
        listed.reverse();
        assert_eq!(listed, told, "{}", finding.name());
        assert_eq!(sum.entries, told.len() as u64);
    }
    let paid = naming.iter().filter(|(_, one)| one.pays).max_by_key(|(_, one)| one.entries.len());
    let (at, finding) = paid.expect("a finding about payments");
    let said = format!("{} 笔", finding.entries.len());
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Ctrl+X");
    for _ in 0..*at {
        robot.press("Down");
    }
    robot.press("Enter");
    if finding.recipient.is_none() || finding.entries.len() > 1 {
        robot.shows("分录：审计");
        robot.shows(&said);
    }
}
