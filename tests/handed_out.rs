//! Protects a round from its draft to its end, once by command and once by keys in a real terminal, with the figures of a
//! station that got 20,000 yuan and 30 boxes and gave 18,500 and 27: what is left keeps the round from closing.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::program::{Run, finished};
use crate::support::pty::Pty;

const ROUND: &str = "2024-spring";
const STATION: &str = "桑根达来镇退役军人服务站";
/// Ten of 1,000 yuan and twenty of 500, a box each: 20,000 yuan and 30 boxes.
const NAMES: &str = "乌云其木格 呼日查 巴特尔 斯琴高娃 哈斯额尔敦 朝鲁门 那日苏 苏日娜 图雅 格日勒图 宝音 德力格尔 敖登 \
                     萨如拉 乌兰 阿拉坦 其其格 孟克 布日古德 娜仁 特木尔 高娃 通拉嘎 青格乐 额尔德尼 阿木古楞 塔娜 必力格 \
                     陶格斯 吉日嘎拉";

/// A register of such a station, with the round created and two handlers.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let mut roster = "姓名,苏木镇场,嘎查村,慰问类别\n".to_owned();
        for (at, name) in NAMES.split_whitespace().enumerate() {
            let village = ["巴音高勒嘎查", "敖包图嘎查"][at % 2];
            let group = if at < 10 { "烈士遗属" } else { "困难退役军人" };
            writeln!(roster, "{name},桑根达来镇,{village},{group}").unwrap();
        }
        std::fs::write(home.path().join("roster.csv"), roster).unwrap();
        let roster = home.path().join("roster.csv");
        for (day, line) in [
            ("2022-12-30", &["init"][..]),
            ("2022-12-30", &["import", roster.to_str().unwrap()]),
            ("2022-12-31", &["handler", "add", "布仁"]),
            ("2022-12-31", &["handler", "add", "萨仁"]),
            ("2022-12-31", &["handler", "add", "赵志强"]),
            ("2022-12-31", &["round", "create", "2023-spring"]),
            ("2023-12-01", &["round", "create", ROUND]),
            (
                "2023-12-01",
                &[
                    "round",
                    "set",
                    ROUND,
                    "--standard",
                    "烈士遗属=1000",
                    "--standard",
                    "困难退役军人=500",
                    "--goods",
                    "烈士遗属=米面油 1 箱=160",
                    "--goods",
                    "困难退役军人=米面油 1 箱=160",
                ],
            ),
        ] {
            home.done(day, line);
        }
        home
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs a command on a day.
    pub fn on(&self, day: &str, line: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.env_clear().env("HOME", self.path()).env("MUSTER_DB", self.path().join("r.db"));
        finished(command.args(["--today", day]).args(line).stdin(Stdio::null()))
    }

    /// As [`Home::on`], which must do it; what it prints.
    pub fn done(&self, day: &str, line: &[&str]) -> String {
        let run = self.on(day, line);
        assert_eq!(run.status, 0, "{line:?} {run:?}");
        run.out
    }

    /// As [`Home::done`], as JSON.
    pub fn json(&self, day: &str, line: &[&str]) -> Value {
        serde_json::from_str(&self.done(day, &[line, &["--json"]].concat())).unwrap()
    }

    /// Refused by a rule: its name, and what is told.
    fn refused(&self, day: &str, line: &[&str]) -> (String, String) {
        let run = self.on(day, &[line, &["--json"]].concat());
        assert_eq!(run.status, 77, "{line:?} {run:?}");
        let told = run.json();
        let text = |key: &str| told[key].as_str().unwrap().to_owned();
        (text("rule"), text("message"))
    }
}

/// What a station has to account for: out, given, back, lost, open of the cash in yuan and of the boxes.
pub fn account(home: &Home, day: &str) -> [[i64; 5]; 2] {
    let told = home.json(day, &["allocate", ROUND]);
    let one = &told["allocations"][0];
    assert_eq!((one["holder"].as_str(), &one["goods"][1]), (Some(STATION), &Value::Null), "{told}");
    let cash = ["allocated_fen", "given_fen", "returned_fen", "lost_fen", "open_fen"];
    let goods = ["out", "given", "back", "lost", "open"];
    let sums = [cash.map(|key| one[key].as_i64().unwrap() / 100), {
        goods.map(|key| one["goods"][0][key].as_i64().unwrap())
    }];
    for [out, given, back, lost, open] in sums {
        assert_eq!(out, given + back + lost + open, "{told}");
    }
    sums
}

/// Words that give back what a station was handed.
fn back<'a>(what: &[&'a str]) -> Vec<&'a str> {
    [&["give-back", ROUND, "桑根达来"], what].concat()
}

#[test]
fn what_a_station_still_holds_keeps_a_round_from_closing_by_command() {
    let home = Home::new();
    let today = "2024-01-20";
    let approve = ["plan", ROUND, "approve", "--by", "王局长", "--document", "民发〔2024〕3号"];
    home.done("2024-01-05", &approve);
    // An approval is an act like any other until something rests on it.
    assert_eq!(home.json("2024-01-05", &["undo", "--reason", "文号写错"])["result"], "done");
    assert_eq!(home.json("2024-01-05", &["plan", ROUND])["state"], "draft");
    home.done("2024-01-05", &approve);
    let out = ["allocate", ROUND, "桑根达来", "20000", "--goods", "米面油 30 箱", "--by", "布仁"];
    home.done("2024-01-12", &out);
    let file = home.path().join("sheet.xlsx");
    let write = ["sheet", "write", ROUND, "--station", "桑根达来", "--to", file.to_str().unwrap()];
    let left = home.json(today, &write);
    assert_eq!(left["rows"], 30, "{left}");
    let number = left["sheet"].as_str().unwrap();
    // Three of 500 are not at home, wherever they stand on the sheet.
    let plan = home.json(today, &["plan", ROUND]);
    let lines = plan["lines"].as_array().unwrap();
    assert_eq!((&plan["planned_fen"], lines.len()), (&2_000_000.into(), 30));
    let poor = (1..).zip(lines).filter(|(_, line)| line["amount_fen"] == 50_000).take(3);
    let absent: Vec<String> = poor.map(|(no, _)| format!("{no}=absent")).collect();
    let mut key = vec!["sheet", "key", number, "--handlers", "布仁,萨仁", "--total", "18500"];
    for one in &absent {
        key.extend(["--except", one]);
    }
    assert_eq!(home.json(today, &key)["recorded"], 30);
    assert_eq!(account(&home, today), [[20_000, 18_500, 0, 0, 1_500], [30, 27, 0, 0, 3]]);
    // Over, and still open: the station is named.
    let late = "2024-03-20";
    let close = ["plan", ROUND, "close", "--reason", "年末结清"];
    let (rule, told) = home.refused(late, &close);
    assert!(rule == "open_allocation" && told.contains(STATION), "{rule} {told}");
    assert_eq!(home.refused(late, &back(&["1501"])).0, "too_much");
    assert_eq!(home.refused(late, &back(&["--goods", "米面油 4 箱"])).0, "too_much");
    home.done(late, &back(&["1500"]));
    assert_eq!(home.refused(late, &close).0, "open_allocation", "three boxes are left");
    home.done(late, &back(&["--goods", "米面油 3 箱"]));
    assert_eq!(account(&home, late), [[20_000, 18_500, 1_500, 0, 0], [30, 27, 3, 0, 0]]);
    home.done(late, &["undo", "--reason", "退回数写错"]);
    assert_eq!(home.refused(late, &close).0, "open_allocation", "taken back");
    // Or a loss is told, with its reason.
    let lost = back(&["--goods", "米面油 3 箱", "--lost"]);
    assert_eq!(home.refused(late, &lost).0, "reason");
    home.done(late, &[&lost[..], &["--reason", "运输途中破损进水"]].concat());
    assert_eq!(account(&home, late), [[20_000, 18_500, 1_500, 0, 0], [30, 27, 0, 3, 0]]);
    home.done(late, &close);
    assert_eq!(home.done(late, &["check"]), "");
}

/// A terminal on the register, on a day.
fn terminal(home: &Home, day: &str) -> Pty {
    let path = home.path().to_str().unwrap();
    let db = home.path().join("r.db");
    let env = [("HOME", path), ("TMPDIR", path), ("MUSTER_LANG", "zh"), ("MUSTER_DB", db.to_str().unwrap())];
    let mut pty = Pty::muster(&["--today", day, "--start", "roster"], &env, (80, 24));
    pty.wait_for("F10");
    pty.keys("F11");
    pty.wait_for("2024年春节计划");
    pty
}

/// Fills in a form whose first field has the keys, and has it written after the last look.
fn fill_in(pty: &mut Pty, fields: &[&str], look: &str) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            pty.keys("Tab");
        }
        pty.text(field);
    }
    pty.keys("Enter");
    pty.wait_for("核对：Enter 写入");
    pty.wait_for(look);
    pty.keys("Enter");
    pty.wait_gone("核对：Enter 写入");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one sitting, step by step")]
fn every_step_goes_by_keys_in_a_terminal() {
    let home = Home::new();
    let mut pty = terminal(&home, "2024-01-20");
    // The draft, why somebody is on it, and the last Spring Festival beside it.
    pty.wait_for("草稿");
    pty.wait_for("30 人");
    pty.wait_for("▸敖登");
    pty.keys("Enter");
    pty.wait_for("计划的依据");
    pty.keys("Esc Tab");
    pty.wait_for("上次 30 + 新增 0 - 减少 0 = 本次 30");
    pty.keys("BackTab F3");
    // The township to a team; approved.
    pty.wait_for("分给走访组");
    pty.keys("Right");
    fill_in(&mut pty, &["", "一组"], "桑根达来镇 全部");
    pty.wait_gone("未分组");
    pty.keys("F2");
    pty.wait_for("批准人");
    fill_in(&mut pty, &["王局长", "3号"], "20,000");
    pty.wait_for("定稿（王局长 3号");
    // Cash and boxes to the station.
    pty.keys("Tab Tab");
    pty.wait_for("还没有下拨");
    pty.keys("F2");
    pty.wait_for("经办人");
    fill_in(&mut pty, &[STATION, "20000", "米面油 30 箱", "布仁"], "贰万元整");
    pty.wait_for("20,000");
    // A sheet of the station, with a number.
    pty.keys("F6");
    pty.wait_for("▸2024年春节");
    pty.keys("Insert");
    pty.wait_for("按 F3 打印一张");
    pty.keys("F3");
    pty.wait_for("30 行：还要走访");
    pty.wait_for("桑根达来镇退役军人");
    pty.keys("Enter");
    // Another key than the one that wrote: that one counts as held for a second.
    pty.wait_for("已写出 30 行");
    pty.keys("Esc");
    pty.wait_gone("已写出 30 行");
    pty.wait_for("未登记");
    let sheets = home.json("2024-01-20", &["sheet", "list", ROUND]);
    assert_eq!((&sheets[0]["place"], &sheets[0]["lines"]), (&STATION.into(), &30.into()), "{sheets}");
    let files = std::fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().file_name());
    let name = format!("签领表-{STATION}-2024-01-20.xlsx");
    assert!(files.into_iter().any(|file| file.to_str() == Some(&name)), "{name}");
    // The signed paper is keyed: all as printed but three of 500.
    let plan = home.json("2024-01-20", &["plan", ROUND]);
    let lines = (1..).zip(plan["lines"].as_array().unwrap());
    let poor: Vec<String> = lines
        .filter(|(_, line)| line["amount_fen"] == 50_000)
        .take(3)
        .map(|(no, _)| format!("{no}不在家"))
        .collect();
    pty.keys("Enter");
    pty.wait_for("纸上实发");
    pty.keys("Up Up");
    pty.text("布仁");
    pty.keys("Tab");
    pty.text("萨仁");
    pty.keys("Tab Tab");
    pty.text("18500");
    pty.keys("Down");
    pty.text(&poor.join("；"));
    pty.wait_for("与纸上相等");
    pty.keys("Enter");
    pty.wait_for("登记 30 行，共 18,500.00 元");
    pty.keys("Enter");
    pty.wait_for("已登记 30 行");
    // Progress by team, and who stands behind a number.
    pty.keys("Esc");
    pty.wait_gone("编号签领表");
    pty.keys("F9 Tab");
    pty.wait_for("2024年春节进度");
    pty.keys("F3 F3 F3");
    pty.wait_for("按走访组");
    pty.wait_for("一组");
    pty.keys("Down F2");
    pty.wait_for("已访 27");
    pty.keys("Ctrl+Q");
    assert_eq!(pty.exit(), 0);
    let given = [[20_000, 18_500, 0, 0, 1_500], [30, 27, 0, 0, 3]];
    assert_eq!(account(&home, "2024-01-20"), given);
    // The round is over: it closes once the rest is back and the loss told.
    let mut pty = terminal(&home, "2024-03-20");
    pty.wait_for("计划：已过（");
    pty.wait_for("▸敖登");
    pty.keys("Delete");
    pty.wait_for("理由");
    pty.text("年末结清");
    pty.wait_for("理由  年末结清");
    pty.wait_at_rest();
    pty.keys("Enter");
    pty.wait_for("下拨还有未结");
    pty.keys("Esc");
    pty.wait_for("再按一次 Esc");
    pty.keys("Esc");
    pty.wait_gone("关闭2024年春节");
    pty.keys("Tab Tab");
    pty.wait_for("1,500");
    pty.keys("F3");
    pty.wait_for("退回");
    fill_in(&mut pty, &["", "1500", "", "布仁"], "壹仟伍佰元整");
    pty.keys("Delete");
    pty.wait_for("记损失");
    fill_in(&mut pty, &["", "", "米面油 3 箱", "布仁", "", "途中破损进水"], "途中破损进水");
    pty.keys("Tab");
    pty.keys("Delete");
    pty.wait_for("理由");
    pty.text("年末结清");
    pty.wait_for("理由  年末结清");
    pty.wait_at_rest();
    pty.keys("Enter");
    pty.wait_for("计划：结束（");
    pty.keys("Ctrl+Q");
    assert_eq!(pty.exit(), 0);
    let closed = [[20_000, 18_500, 1_500, 0, 0], [30, 27, 0, 3, 0]];
    assert_eq!(account(&home, "2024-03-20"), closed);
    assert_eq!(home.json("2024-03-20", &["plan", ROUND])["state"], "closed");
    assert_eq!(home.done("2024-03-20", &["check"]), "");
}

/// What was handed out is told by the end of a day, in the acts, and by whoever else asks; a slip is refused where it stands.
#[test]
fn what_was_handed_out_is_told_of_its_day_and_in_the_acts() {
    let home = Home::new();
    let first = "2024-01-12";
    home.done("2024-01-05", &["plan", ROUND, "approve", "--by", "王局长", "--document", "民发〔2024〕3号"]);
    home.done(first, &["allocate", ROUND, "桑根达来", "500", "--goods", "米面油 2 箱", "--by", "布仁"]);
    home.done("2024-01-20", &["allocate", ROUND, "桑根达来", "1500"]);
    // A number that is none of goods, in all its forms.
    for goods in ["米面油 -3 箱", "米面油 1.5 箱", "米面油 2e3 箱", "米面油 1,200 箱", "米面油 －２ 箱"]
    {
        let run = home.on(first, &["allocate", ROUND, "桑根达来", "--goods", goods]);
        assert_eq!(run.status, 65, "{goods}: {run:?}");
    }
    let out = |day: &str| home.json(day, &["allocate", ROUND])["allocations"][0]["allocated_fen"].clone();
    assert_eq!((out("2024-01-15"), out("2024-01-20")), (50_000.into(), 200_000.into()));
    let open = |day: &str| home.json(day, &["bulletin", ROUND])["open"].clone();
    assert_eq!(open("2024-01-11"), serde_json::json!([]));
    assert_eq!(open("2024-01-13")[0]["cash_fen"], 50_000);
    let acts = home.json("2024-01-20", &["acts"]);
    let told = |action: &str| -> String {
        let act = acts.as_array().unwrap().iter().rfind(|act| act["action"] == action).unwrap();
        act["after"].as_str().unwrap_or_default().to_owned()
    };
    assert!(
        told("allocate").contains(STATION) && told("allocate").contains("米面油 2 箱"),
        "{}",
        told("allocate")
    );
    assert!(told("approve_plan").contains("王局长"), "{}", told("approve_plan"));
    assert!(home.done("2024-01-20", &["acts"]).contains("500 元"));
    // What came back stands in the way of the handing out that it came from.
    let number = |action: &str| {
        let acts = home.json("2024-01-20", &["acts"]);
        let act = acts.as_array().unwrap().iter().find(|act| act["action"] == action).unwrap();
        act["no"].to_string()
    };
    home.done("2024-01-20", &back(&["1800"]));
    let undone = home.on("2024-01-20", &["undo", &number("allocate"), "--reason", "写错"]);
    assert_eq!(undone.status, 77, "{undone:?}");
    assert!(undone.err.contains(&format!("#{}", number("give_back"))), "{undone:?}");
    assert_eq!(home.done("2024-01-20", &["check"]), "");
}

/// Teams are told apart as people read their names, and one that is not there is none.
#[test]
fn a_team_is_one_however_its_name_is_typed() {
    let home = Home::new();
    let day = "2024-01-05";
    let assign = |team: &str, who: &str| home.done(day, &["plan", ROUND, "assign", team, who]);
    assert!(assign("一组", "斯琴高娃").contains("新的走访组"));
    for team in ["一 组", " 一组", "一　组"] {
        assert!(!assign(team, "朝鲁门").contains("新的走访组"), "{team}");
    }
    assign("2组", "乌云其木格");
    assert!(!assign("２组", "苏日娜").contains("新的走访组"));
    let progress = home.json(day, &["progress", "--round", ROUND, "--by", "team"]);
    let teams = progress
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| ["一组", "2组"].contains(&line["place"].as_str().unwrap()));
    assert_eq!(teams.count(), 2, "{progress}");
    assert_eq!(home.on(day, &["plan", ROUND, "--team", "三组"]).status, 2);
    assert_eq!(home.json(day, &["plan", ROUND, "--team", "一 组"])["lines"].as_array().unwrap().len(), 2);
}

/// A change of a round behind the approval of its plan says what stays, and the basis day of the lines is that of the approval.
#[test]
fn what_is_approved_stays_and_a_change_says_so() {
    let home = Home::new();
    home.done("2023-12-05", &["plan", ROUND, "approve", "--by", "王局长", "--document", "民发〔2024〕3号"]);
    let basis =
        |home: &Home| home.json("2023-12-06", &["plan", ROUND, "explain", "乌云其木格"])["basis_day"].clone();
    let before = basis(&home);
    let told = home
        .done("2023-12-06", &["round", "set", ROUND, "--standard", "烈士遗属=1200", "--opens", "2024-01-05"]);
    assert!(told.contains("已定稿"), "{told}");
    assert_eq!(basis(&home), before);
    assert_eq!(home.json("2023-12-06", &["plan", ROUND])["planned_fen"], 2_000_000);
}

/// A sheet that was printed from the draft says so; a line whose sum the plan changed since is told, and asks for a reason.
#[test]
fn a_sheet_of_the_draft_asks_why_where_the_plan_has_changed_since() {
    let home = Home::new();
    let file = home.path().join("draft.xlsx");
    let write = ["sheet", "write", ROUND, "--station", "桑根达来", "--to", file.to_str().unwrap()];
    let left = home.json("2023-12-05", &write);
    assert_eq!((&left["draft"], &left["rows"]), (&true.into(), &30.into()));
    let text =
        home.done("2023-12-05", &["sheet", "sign", "--township", "桑根达来", "--round", ROUND, "--to", "-"]);
    assert!(text.contains("草稿，未定稿"), "{text}");
    home.done("2023-12-06", &["round", "set", ROUND, "--standard", "烈士遗属=1200"]);
    home.done("2023-12-07", &["plan", ROUND, "approve", "--by", "王局长", "--document", "民发〔2024〕3号"]);
    let today = "2024-01-20";
    let key =
        ["sheet", "key", left["sheet"].as_str().unwrap(), "--handlers", "布仁,萨仁", "--total", "20000"];
    let refused = home.on(today, &[&key[..], &["--json"]].concat());
    assert_eq!(refused.status, 65, "{refused:?}");
    let told = refused.json();
    let all = told["refused"].as_array().unwrap();
    assert_eq!((all.len(), &told["recorded"], &all[0]["column"]), (10, &0.into(), &"cash".into()), "{told}");
    assert!(all[0]["message"].as_str().unwrap().contains("1,200.00"), "{told}");
    let because = [&key[..], &["--reason", "定稿前已按草稿发放", "--dry-run"]].concat();
    assert_eq!(home.json(today, &because)["refused"], serde_json::json!([]));
    let because = [&key[..], &["--reason", "定稿前已按草稿发放"]].concat();
    assert_eq!(home.json(today, &because)["recorded"], 30);
    // The same paper once more, with whatever reason, or none.
    assert_eq!(home.json(today, &because)["exists"], 30);
    assert_eq!(home.json(today, &key)["exists"], 30);
    let progress = home.json(today, &["progress", "--round", ROUND]);
    let cash =
        progress.as_array().unwrap().iter().map(|line| line["cash_fen"].as_i64().unwrap()).sum::<i64>();
    assert_eq!(cash, 2_000_000);
    assert_eq!(home.done(today, &["check"]), "");
}

/// A team has a name of its own and handlers of the list; a village that one township alone has is named alone.
#[test]
fn a_team_is_no_station_and_its_handlers_are_known() {
    let home = Home::new();
    let day = "2024-01-05";
    let assign = |line: &[&str]| home.on(day, &[&["plan", ROUND, "assign"], line].concat());
    for name in [STATION, "桑根达来镇", "未分组"] {
        assert_eq!(assign(&[name, "图雅"]).status, 77, "{name}");
    }
    assert_eq!(assign(&["一组", "图雅", "--handler", "张三丰"]).status, 77);
    assert_eq!(assign(&["一组", "图雅", "--handler", "张三丰", "--new-handler"]).status, 0);
    assert_eq!(assign(&["二组", "--village", "巴音高勒嘎查"]).status, 0);
    let team = home.json(day, &["plan", ROUND, "--team", "二组"]);
    assert_eq!(team["lines"].as_array().unwrap().len(), 14, "{team}");
    assert_eq!(assign(&["二组", "--village", "没有嘎查"]).status, 2);
    assert_eq!(home.on(day, &["allocate", ROUND, "一组", "--goods", "3 箱"]).status, 65);
    // An assignment, and what stood before it, are told in words.
    let acts = home.done(day, &["acts"]);
    assert!(acts.contains("未分组 > 桑根达来镇巴音高勒嘎查 二组") && !acts.contains("rows"), "{acts}");
}
