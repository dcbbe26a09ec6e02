//! Protects the plan of a round and what is handed out for it, as the program does it on the sample of spring 2024.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::program::{Run, finished};

const ROUND: &str = "2024-spring";

struct Sample {
    folder: tempfile::TempDir,
}

impl Sample {
    fn new() -> Self {
        let sample = Self { folder: tempfile::tempdir().unwrap() };
        assert_eq!(sample.run(&["init", "--sample"]).status, 0);
        sample
    }

    fn run(&self, args: &[&str]) -> Run {
        self.on("2024-02-02", args)
    }

    fn on(&self, today: &str, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.env_clear().env("HOME", self.folder.path()).env("MUSTER_DB", self.folder.path().join("r.db"));
        finished(command.args(["--today", today]).args(args).stdin(Stdio::null()))
    }

    fn json(&self, args: &[&str]) -> Value {
        let run = self.run(&[args, &["--json"]].concat());
        assert_eq!(run.status, 0, "{args:?} {run:?}");
        run.json()
    }

    fn plan(&self, more: &[&str]) -> Value {
        self.json(&[&["plan", ROUND], more].concat())
    }

    /// Refused by a rule: its name.
    fn refused(&self, args: &[&str]) -> String {
        let run = self.run(&[args, &["--json"]].concat());
        assert_eq!(run.status, 77, "{args:?} {run:?}");
        let told = run.json();
        assert_eq!(told["result"], "refused");
        assert!(!told["message"].as_str().unwrap().is_empty());
        told["rule"].as_str().unwrap().to_owned()
    }
}

fn sum(lines: &[Value], key: &str) -> i64 {
    lines.iter().map(|line| line[key].as_i64().unwrap()).sum()
}

const APPROVE: [&str; 7] = ["plan", ROUND, "approve", "--by", "王局长", "--document", "民发〔2024〕3号"];

fn count(told: &Value) -> u64 {
    told["people"].as_u64().unwrap() + told["units"].as_u64().unwrap()
}

#[test]
fn the_sample_is_planned_budgeted_assigned_approved_and_handed_out() {
    let sample = Sample::new();
    let draft = drafted(&sample);
    budgeted(&sample, &draft);
    let (listed, who) = assigned(&sample);
    let approved = approved(&sample, &listed, &who);
    handed_out(&sample, &who);
    closed(&sample, &approved);
}

/// The draft adds up, and beside the last Spring Festival too.
fn drafted(sample: &Sample) -> Value {
    let draft = sample.plan(&["draft"]);
    let lines = draft["lines"].as_array().unwrap();
    assert_eq!((&draft["state"], count(&draft)), (&"draft".into(), lines.len() as u64));
    assert_eq!(draft["planned_fen"].as_i64().unwrap(), sum(lines, "amount_fen"));
    for key in
        ["recipient", "name", "township", "village", "group", "fund", "amount_fen", "goods", "team", "state"]
    {
        assert!(lines.iter().all(|line| line.get(key).is_some()), "{key}");
    }
    // Beside the last Spring Festival.
    let beside = sample.plan(&["compare"]);
    let long = |key: &str| beside[key].as_array().unwrap().len() as u64;
    assert_eq!(beside["before"], "2023-spring");
    let [old, now] = ["old", "now"].map(|key| beside[key].as_u64().unwrap());
    assert_eq!((old + long("new") - long("dropped"), now), (now, count(&draft)));
    let reasons: u64 =
        beside["reasons"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
    assert_eq!(reasons, long("dropped"));
    draft
}

/// Less than is planned asks for a reason, and so does a fund that may not pay a group.
fn budgeted(sample: &Sample, draft: &Value) {
    let low = (draft["planned_fen"].as_i64().unwrap() / 100 - 1).to_string();
    assert_eq!(sample.refused(&["plan", ROUND, "approve", "--by", "王局长", "--document", " "]), "nothing");
    sample.plan(&["budget", "优抚慰问经费", &low]);
    assert_eq!(sample.refused(&APPROVE), "over_budget");
    sample.plan(&["budget", "优抚补助经费", "5000", "--only", "困难退役军人", "--group", "困难退役军人"]);
    let wrong = ["plan", ROUND, "budget", "优抚补助经费", "--group", "烈士遗属"];
    assert_eq!(sample.refused(&wrong), "wrong_fund");
    let funded = sample.plan(&["budget", "优抚补助经费", "60000"]);
    assert_eq!(funded["result"], "done");
    let listed = sample.plan(&[]);
    let poor = |line: &&Value| line["group"] == "困难退役军人";
    let lines = listed["lines"].as_array().unwrap();
    assert!(lines.iter().filter(poor).all(|line| line["fund"] == "优抚补助经费"));
    assert!(lines.iter().filter(|line| !poor(line)).all(|line| line["fund"] == "优抚慰问经费"));
}

/// A township and somebody in it are assigned; answers the plan, and who stands apart.
fn assigned(sample: &Sample) -> (Value, Value) {
    let listed = sample.plan(&[]);
    let lines = listed["lines"].as_array().unwrap();
    sample.plan(&[
        "assign",
        "第一组",
        "--township",
        "桑根达来",
        "--handler",
        "布仁",
        "--handler",
        "萨仁",
        "--leader",
        "白局长",
    ]);
    let who = lines.iter().find(|line| line["township"] == "桑根达来镇").unwrap();
    let whose = who["recipient"].as_str().unwrap();
    sample.plan(&["assign", "第二组", whose]);
    let led = sample.plan(&["assign", "--leader", "白局长", whose]);
    assert_eq!(led["result"], "done");
    let first = sample.plan(&["--team", "第一组"]);
    let second = sample.plan(&["--team", "第二组"]);
    assert_eq!(second["lines"][0]["recipient"], who["recipient"]);
    assert_eq!((second["people"].as_u64(), &second["lines"][0]["leader"]), (Some(1), &"白局长".into()));
    let people_there = sample.plan(&["--township", "桑根达来"])["people"].as_u64().unwrap();
    let units_there =
        lines.iter().filter(|line| line["township"] == "桑根达来镇" && line["kind"] == "unit").count() as u64;
    assert_eq!(count(&first) + 1, people_there + units_there);
    let free = sample.plan(&["--unassigned"]);
    assert_eq!(count(&free) + count(&first) + 1, count(&listed));
    assert_eq!(free["unassigned"].as_u64().unwrap(), count(&free));
    (sample.plan(&[]), who.clone())
}

const ALLOCATE: [&str; 10] = [
    "allocate",
    ROUND,
    "桑根达来",
    "20000",
    "--goods",
    "米面油 30 箱",
    "--by",
    "布仁",
    "--document",
    "慰字3号",
];

/// Nothing is done out of order; approved, the lines and their sums stay.
fn approved(sample: &Sample, listed: &Value, who: &Value) -> Value {
    let whose = who["recipient"].as_str().unwrap();
    assert_eq!(sample.refused(&ALLOCATE), "draft");
    assert_eq!(sample.refused(&["plan", ROUND, "add", whose, "--reason", "漏列的对象"]), "draft");
    assert_eq!(sample.refused(&["plan", ROUND, "close", "--reason", "年末结清"]), "not_over");
    // Approved: the lines and their sums stay.
    assert_eq!(sample.json(&APPROVE)["result"], "done");
    assert_eq!(sample.refused(&APPROVE), "approved");
    let approved = sample.plan(&[]);
    assert_eq!(
        (&approved["state"], &approved["approval"]["document"]),
        (&"approved".into(), &"民发〔2024〕3号".into())
    );
    assert_eq!((&approved["lines"], &approved["planned_fen"]), (&listed["lines"], &listed["planned_fen"]));
    assert_eq!(sample.refused(&["plan", ROUND, "draft"]), "approved");
    approved
}

/// Handed out, given, given back.
fn handed_out(sample: &Sample, who: &Value) {
    let listed = sample.plan(&[]);
    let lines = listed["lines"].as_array().unwrap();
    assert_eq!(sample.json(&ALLOCATE)["result"], "done");
    sample.json(&["allocate", ROUND, "桑根达来", "--mass", "--goods", "春联 200 副"]);
    let balance = || sample.json(&["allocate", ROUND])["allocations"][0].clone();
    let before = balance();
    assert_eq!(before["allocated_fen"], 2_000_000);
    let due = lines.iter().find(|line| {
        line["township"] == "桑根达来镇"
            && line["kind"] == "person"
            && line["state"] == "due"
            && line["recipient"] != who["recipient"]
    });
    let due = due.unwrap();
    let given = sample.json(&[
        "record",
        due["recipient"].as_str().unwrap(),
        "--round",
        ROUND,
        "--by",
        "布仁",
        "--by",
        "萨仁",
        "--new-handler",
    ]);
    assert_eq!(given["result"], "recorded", "{given}");
    let after = balance();
    let moved = |key: &str| after[key].as_i64().unwrap() - before[key].as_i64().unwrap();
    assert_eq!(
        [moved("given_fen"), moved("open_fen")],
        [due["amount_fen"].as_i64().unwrap(), -due["amount_fen"].as_i64().unwrap()]
    );
    assert_eq!(after["mass"][0]["quantity"], 200);
    let back = ["give-back", ROUND, "桑根达来", "999999"];
    assert_eq!(sample.refused(&back), "too_much");
    let open = (after["open_fen"].as_i64().unwrap() / 100).to_string();
    sample.json(&["give-back", ROUND, "桑根达来", &open, "--goods", "米面油 29 箱"]);
    assert_eq!(
        sample.refused(&["give-back", ROUND, "桑根达来", "--goods", "米面油 1 箱", "--lost"]),
        "reason"
    );
    // Taken back, told, and once more.
    assert_eq!(sample.run(&["undo", "--reason", "退回数写错"]).status, 0);
    assert_eq!(balance(), after);
    sample.json(&["give-back", ROUND, "桑根达来", &open, "--goods", "米面油 29 箱"]);
}

/// With the round over one box keeps it from closing until its loss is told.
fn closed(sample: &Sample, approved: &Value) {
    let close = ["plan", ROUND, "close", "--reason", "年末结清", "--json"];
    let refused = sample.on("2024-03-20", &close);
    assert_eq!((refused.status, refused.json()["rule"].clone()), (77, "open_allocation".into()));
    let lost =
        ["give-back", ROUND, "桑根达来", "--goods", "米面油 1 箱", "--lost", "--reason", "运输途中破损进水"];
    assert_eq!(sample.on("2024-03-20", &lost).status, 0);
    assert_eq!(sample.on("2024-03-20", &close).status, 0);
    let closed = sample.on("2024-03-20", &["plan", ROUND, "--json"]).json();
    assert_eq!((&closed["state"], &closed["planned_fen"]), (&"closed".into(), &approved["planned_fen"]));
    let told = sample.on("2024-03-20", &["audit", "--rule", "A17", "--json"]).out;
    assert!(told.contains("运输途中破损进水"), "{told}");
    let check = sample.on("2024-03-20", &["check"]);
    assert_eq!((check.status, check.out.as_str()), (0, ""), "{check:?}");
}

#[test]
fn somebody_added_after_the_approval_is_told_apart() {
    let sample = Sample::new();
    let free = sample.json(&["person", "add", "--name", "巴图", "--township", "上都镇"]);
    let id = free["id"].as_str().or_else(|| free["recipient"].as_str()).unwrap().to_owned();
    let told = sample.plan(&["explain", &id]);
    assert_eq!((&told["planned"], &told["why_not"]), (&false.into(), &"no_group".into()));
    let before = sample.plan(&[]);
    sample.json(&["plan", ROUND, "approve", "--by", "王局长", "--document", "3号"]);
    let add = ["plan", ROUND, "add", &id, "--reason", "刚迁入的困难户"];
    assert_eq!(sample.refused(&add), "no_group");
    sample.json(&[&add[..], &["--group", "困难退役军人"]].concat());
    assert_eq!(sample.refused(&[&add[..], &["--group", "困难退役军人"]].concat()), "on_plan");
    let now = sample.plan(&[]);
    let added: Vec<&Value> =
        now["lines"].as_array().unwrap().iter().filter(|line| !line["added"].is_null()).collect();
    assert_eq!((added.len(), &added[0]["amount_fen"]), (1, &50_000.into()));
    let planned = |told: &Value| told["planned_fen"].as_i64().unwrap();
    assert_eq!((planned(&now), now["added"].as_u64()), (planned(&before) + 50_000, Some(1)));
    let why = sample.plan(&["explain", &id]);
    assert_eq!((&why["planned"], &why["added"]), (&true.into(), &"刚迁入的困难户".into()));
    assert!(sample.run(&["audit", "--rule", "A17", "--json"]).out.contains("刚迁入的困难户"));
    assert_eq!(sample.run(&["check"]).status, 0);
    // A death closes the line; the plan keeps it.
    sample.json(&["person", "status", &id, "died", "--on", "2024-02-01", "--reason", "家属来电"]);
    let now = sample.plan(&[]);
    let line = now["lines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["recipient"] == id.as_str())
        .unwrap()
        .clone();
    assert_eq!((&line["state"], planned(&now)), (&"closed".into(), planned(&before) + 50_000));
    assert_eq!(sample.run(&["check"]).status, 0);
}

#[test]
fn an_addition_is_taken_back_until_something_rests_on_it() {
    let sample = Sample::new();
    let undone = |sample: &Sample| sample.json(&["undo", "--reason", "加错了人"])["result"].clone();
    let free = sample.json(&["person", "add", "--name", "巴图", "--township", "上都镇"]);
    let id = free["id"].as_str().or_else(|| free["recipient"].as_str()).unwrap().to_owned();
    sample.json(&APPROVE);
    let before = sample.plan(&[]);
    let add =
        |group: &'static str| ["plan", ROUND, "add", &id, "--reason", "刚迁入的困难户", "--group", group];
    sample.json(&add("困难退役军人"));
    assert_ne!(sample.plan(&[]), before);
    undone(&sample);
    assert_eq!(sample.plan(&[]), before);
    let why = sample.plan(&["explain", &id]);
    assert_eq!((&why["planned"], &why["added"]), (&false.into(), &Value::Null));
    assert!(!sample.run(&["audit", "--rule", "A17", "--json"]).out.contains("刚迁入的困难户"));
    // The line that was taken back is history: only the same is added again.
    assert_eq!(sample.refused(&add("烈士遗属")), "struck");
    sample.json(&add("困难退役军人"));
    assert_eq!(sample.plan(&[])["added"], 1);
    assert_eq!(sample.run(&["check"]).status, 0);
    // Whoever was given something stays on the list; the gift is what is taken back.
    let give = ["record", &id, "--round", ROUND, "--by", "布仁", "--by", "萨仁", "--new-handler"];
    assert_eq!(sample.json(&give)["result"], "recorded");
    let acts = sample.json(&["acts"]);
    let acts = acts.as_array().unwrap();
    let of = |action: &str| {
        acts.iter().find(|act| act["action"] == action).unwrap()["no"].as_i64().unwrap().to_string()
    };
    for act in [of("add_to_plan"), of("approve_plan")] {
        let run = sample.run(&["undo", &act, "--reason", "加错了人", "--json"]);
        assert_eq!(run.status, 77, "{run:?}");
    }
    assert_eq!(undone(&sample), "done");
    assert_eq!(sample.json(&["undo", &of("add_to_plan"), "--reason", "加错了人"])["result"], "done");
    assert_eq!(sample.plan(&[])["lines"], before["lines"]);
    let check = sample.run(&["check"]);
    assert_eq!((check.status, check.out.as_str()), (0, ""), "{check:?}");
    // Acts tell whom, what and why, of a plan and of what is handed out.
    sample.json(&["plan", ROUND, "assign", "第一组", "--township", "上都镇"]);
    sample.json(&["allocate", ROUND, "桑根达来镇", "3000", "--goods", "米面油 3 箱"]);
    let told = sample.run(&["acts"]).out;
    for told_of in
        [["困难退役军人", "刚迁入的困难户"], ["上都镇", "第一组"], ["桑根达来镇退役军人服务站", "3,000 元"]]
    {
        let is_told = |line: &str| told_of.iter().all(|part| line.contains(part));
        assert!(told.lines().any(is_told), "{told_of:?}: {told}");
    }
    let undone_last = sample.run(&["undo", "--reason", "写错了"]);
    assert!(undone_last.out.contains("桑根达来镇退役军人服务站"), "{undone_last:?}");
    let none = sample.run(&["allocate", ROUND]);
    assert!(none.out.contains("还没有下拨"), "{none:?}");
}
