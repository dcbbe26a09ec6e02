//! Protects work that is not money: it is written down by commands and out of tables, changed, undone, counted, and refused where
//! it cannot be.

use std::path::Path;

use serde_json::Value;

use crate::support::program::{Program, answer_red};

fn fixture() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/work.csv").to_str().unwrap().to_owned()
}

fn last_act(program: &Program) -> String {
    let acts = program.json(&["acts"]);
    acts.as_array().unwrap().first().unwrap()["no"].to_string()
}

#[test]
fn a_row_is_added_changed_and_taken_back() {
    let program = Program::new();
    let added = program.json(&["matter", "add", "安置遗留问题", "--people", "2", "--on", "2024-01-15"]);
    assert_eq!(
        (&added["result"], &added["people"], &added["to"]),
        (&"recorded".into(), &2.into(), &Value::Null)
    );
    let no = added["no"].to_string();
    let again = [
        "matter",
        "add",
        "安置遗留问题",
        "--people",
        "2",
        "--on",
        "2024-01-15",
        "--id",
        added["work"].as_str().unwrap(),
    ];
    assert_eq!(program.json(&again)["result"], "exists");
    let settled = program.json(&["matter", "settle", &no, "--on", "2024-02-01", "--result", "已化解"]);
    assert_eq!((&settled["to"], &settled["details"]["result"]), (&"2024-02-01".into(), &"已化解".into()));
    assert_eq!(program.json(&["matter", "list", "--open"]), Value::Array(Vec::new()));
    // The end is undone, then the row itself.
    let undo =
        |program: &Program| program.json(&["undo", &last_act(program), "--reason", "记错"])["result"].clone();
    assert_eq!(undo(&program), "done");
    assert_eq!(program.json(&["matter", "list", "--open"])[0]["details"]["result"], Value::Null);
    let acts = program.json(&["acts"]);
    let add =
        acts.as_array().unwrap().iter().find(|act| act["action"] == "add_work").unwrap()["no"].to_string();
    assert_eq!(program.json(&["undo", &add, "--reason", "记错"])["result"], "done");
    assert_eq!(program.json(&["matter", "list"]), Value::Array(Vec::new()));
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

#[test]
fn what_is_wrong_is_refused_with_its_reason_and_twice_is_told() {
    let program = Program::new();
    for (line, status) in [
        (&["activity", "add", "聚餐", "x"][..], 2),
        (&["activity", "add", "会议", "例会", "--on", "2024-03-01"], 65),
        (&["activity", "add", "会议", "例会", "--found", "3"], 65),
        (&["activity", "add", "检查", "x", "--found", "3", "--mended", "4"], 65),
        (&["facility", "add", "饭馆", "x"], 65),
        (&["facility", "add", "社区服务站", "新城站", "--funds", "12.345"], 65),
        (&["confirm", "add", "没有此人"], 1),
        (&["matter", "settle", "99"], 1),
        (&["contact", "add", "程连富", "--way", "飞鸽"], 65),
    ] {
        let run = program.run(line);
        assert_eq!(run.status, status, "{line:?}: {run:?}");
    }
    let confirm = ["confirm", "add", "程连富", "--way", "上门", "--result", "健在"];
    assert_eq!(program.json(&confirm)["details"]["year"], 2024);
    assert_eq!(program.run(&confirm).status, 77);
    let plaque = ["attribute", "add", "光荣牌", "单国强", "--on", "2024-01-10"];
    let no = program.json(&plaque)["no"].to_string();
    assert_eq!(program.run(&plaque).status, 77);
    let replaced = program.json(&["attribute", "end", &no, "--replaced", "2024-01-20"]);
    assert_eq!((&replaced["to"], &replaced["details"]["replaced_on"]), (&Value::Null, &"2024-01-20".into()));
    assert_eq!(program.json(&["attribute", "end", &no])["to"], "2024-02-02");
    let need = program.json(&["need", "add", "单国强", "房屋漏雨", "--on", "2024-01-10"]);
    assert_eq!((&need["name"], &need["title"]), (&"单国强".into(), &"房屋漏雨".into()));
    let progress = program.json(&["confirm", "progress", "2024"]);
    assert_eq!(progress["opens"], "2024-01-01");
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

#[test]
fn a_year_is_read_out_of_a_table_once() {
    let program = Program::new();
    assert_eq!(program.json(&["work", "read", &fixture(), "--dry-run"])["rows"], 145);
    assert_eq!(program.json(&["work", "read", &fixture()])["result"], "recorded");
    assert_eq!(program.json(&["work", "read", &fixture()])["result"], "exists");
    let dry = program.json(&["work", "read", &fixture(), "--dry-run"]);
    assert_eq!((&dry["result"], &dry["rows"]), (&"exists".into(), &0.into()), "{dry}");
    let counts = program.json(&["work", "counts", "2023"]);
    let of = |kind: &str, subkind: &str| {
        let found =
            counts.as_array().unwrap().iter().find(|one| one["kind"] == kind && one["subkind"] == subkind);
        let one = found.unwrap_or_else(|| panic!("{kind} {subkind}: {counts}"));
        [&one["rows"], &one["times"], &one["people"]].map(|number| number.as_u64().unwrap())
    };
    assert_eq!(of("role", "兵支书"), [43, 43, 0]);
    assert_eq!(of("facility", "优待商户"), [31, 31, 0]);
    assert_eq!(of("review", "秋季退役士兵接收"), [1, 1, 12]);
    assert_eq!(of("party", "集中学习"), [1, 22, 0]);
    assert_eq!(of("matter", ""), [5, 5, 7]);
    let months = program.json(&["work", "counts", "2023", "--months"]);
    let garrison = months.as_array().unwrap().iter().find(|one| one["kind"] == "garrison").unwrap();
    assert_eq!(garrison["months"], serde_json::json!([0, 0, 4, 1, 1, 0, 2, 1, 0, 0, 0, 0]));
    // What leaves is read again, and says nothing new; filters narrow it as they narrow the list.
    let out = program.folder().join("work-out.csv");
    let out = out.to_str().unwrap();
    assert_eq!(program.json(&["export", "work", "--to", out])["rows"], 145);
    assert_eq!(program.json(&["work", "read", out])["result"], "exists");
    let english = program.folder().join("work-en.csv");
    let english = english.to_str().unwrap();
    assert_eq!(program.json(&["export", "work", "--to", english, "--lang", "en"])["rows"], 145);
    let again = program.run(&["work", "read", english, "--json"]);
    assert!(again.status == 0 && again.json()["result"] == "exists", "{again:?}");
    for (line, rows) in [
        (&["--kind", "进军营"][..], 9),
        (&["--kind", "进军营", "--month", "2023-03"], 4),
        (&["--year", "2022", "--kind", "人员"], 43),
        (&["--year", "2023", "--open", "--kind", "重点信访"], 0),
    ] {
        let to = ["export", "work", "--to", out, "--overwrite"];
        assert_eq!(program.json(&[&to[..], line].concat())["rows"], rows, "{line:?}");
        assert_eq!(
            program.json(&[&["work", "list"], line].concat()).as_array().unwrap().len(),
            rows,
            "{line:?}"
        );
    }
    // A table in which something is wrong writes nothing, and tells all of it with its rows.
    let path = program.folder().join("bad.csv");
    std::fs::write(&path, "种类,时间,名称,发现问题\n会议,2023-05,例会,\n聚餐,某天,x,\n检查,2023,y,三\n")
        .unwrap();
    let run = program.run(&["work", "read", path.to_str().unwrap()]);
    assert_eq!(run.status, 65);
    for told in ["第 3 行 种类", "第 3 行 时间", "第 4 行 发现问题", "3 处"] {
        assert!(run.err.contains(told), "{told}: {run:?}");
    }
    assert_eq!(program.json(&["work", "list", "--words", "例会"]), Value::Array(Vec::new()));
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

#[test]
fn nothing_is_dated_in_a_year_that_is_closed_and_a_later_reversal_lies_in_the_open_one() {
    let program = Program::new();
    let gift = [
        "record",
        "程连富",
        "--round",
        "2024-spring",
        "--on",
        "2023-12-30",
        "--cash",
        "500",
        "--by",
        "布仁",
        "--by",
        "赵志强",
        "--reason",
        "补登",
    ];
    let entry = program.json(&gift)["entry"].as_str().unwrap().to_owned();
    assert_eq!(program.run(&["year", "close", "2024", "--reason", "早了"]).status, 77);
    answer_red("2023", |line| program.run(line));
    assert_eq!(program.json(&["year", "close", "2023", "--reason", "已上报"])["result"], "done");
    let late = [
        "record",
        "单国强",
        "--round",
        "2024-spring",
        "--on",
        "2023-12-31",
        "--cash",
        "500",
        "--by",
        "布仁",
        "--by",
        "赵志强",
        "--reason",
        "补登",
    ];
    let run = program.run(&late);
    assert_eq!(run.status, 77);
    assert!(run.err.contains("2023年已关账"), "{run:?}");
    assert_eq!(program.run(&["activity", "add", "会议", "例会", "--on", "2023-05-01"]).status, 77);
    let before = program.json(&["report", "2023"]);
    assert_eq!(program.json(&["reverse", &entry, "--reason", "重复"])["result"], "recorded");
    let after = program.json(&["report", "2023"]);
    assert_eq!(
        (&after["visits"], &after["rounds"]),
        (&before["visits"], &before["rounds"]),
        "the closed year stays"
    );
    let ledger = program.json(&["ledger"]);
    assert_eq!(ledger[0]["on"], "2024-02-02");
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
    let acts = program.json(&["acts"]);
    let close =
        acts.as_array().unwrap().iter().find(|act| act["action"] == "close_year").unwrap()["no"].to_string();
    assert_eq!(program.json(&["undo", &close, "--reason", "还有补登"])["result"], "done");
    assert_eq!(program.run(&late).status, 0);
}

/// Every figure of the year stands in a sentence of the report, and opens into the rows that it is made of.
#[test]
fn the_report_tells_every_figure_of_the_year_and_explains_it() {
    let program = Program::new();
    assert_eq!(program.json(&["work", "read", &fixture()])["result"], "recorded");
    let run = program.run(&["report", "2023", "--format", "text"]);
    assert_eq!(run.status, 0, "{run:?}");
    for said in [
        "接收退役士兵18人，其中春季4人、秋季12人、冬季2人，均办理报到、经济补助、社保登记、关系转移等4项手续。",
        "专升本6人",
        "成人高考6人",
        "教育资助12人",
        "研究生1人",
        "网络培训16人",
        "兵支书培训23人",
        "兵支书43人",
        "举办招聘会1次",
        "召开调度会2次",
        "服务中心1个、工作人员8人，苏木镇场服务站9个、工作人员9人，社区服务站6个",
        "年度工作经费54,000元，其中农牧场自筹10,000元",
        "检查发现9个方面问题70个（社区服务站34个、苏木镇场服务站36个），全部整改。",
        "接待来访30人次",
        "重点信访事项5件7人，全部办结",
        "最美退役军人15名（11月7日）",
        "志愿服务队（4月25日）",
        "为31家商户授予优待牌匾",
        "获评民族团结进步示范单位（12月）",
        "纪念设施2处（盟级、零散），安葬烈士13名",
        "清明祭扫1次",
        "开展进军营活动9次",
        "法律宣讲2次（3月10日、5月23日）",
        "心理辅导2次（3月13日、3月15日）",
        "文艺演出2次（3月29日、8月1日）",
        "参观科技馆1次（4月7日）",
        "法律援助1次（7月10日）",
        "政策培训1次（7月20日）",
        "新兵家长会2次",
        "国防教育1次",
        "老兵宣讲2次",
        "主题党日12次",
        "集中学习22次",
        "研判会4次",
    ] {
        assert!(run.out.contains(said), "{said}\n{}", run.out);
    }
    let report = program.json(&["report", "2023"]);
    assert_eq!(report["matters"], serde_json::json!({"opened": 5, "settled": 5, "people": 7}));
    let facilities = report["facilities"].as_array().unwrap();
    let sum = |key: &str| facilities.iter().map(|one| one[key].as_i64().unwrap()).sum::<i64>();
    assert_eq!(
        (sum("staff"), sum("funds_fen"), sum("own_funds_fen"), sum("martyrs")),
        (17, 5_400_000, 1_000_000, 13)
    );
    let explained = program.json(&["report", "2023", "--explain", "inspection:社区服务站"]);
    assert_eq!(explained["entries"].as_array().unwrap().len(), 1);
    assert_eq!(program.run(&["report", "2023", "--explain", "nothing"]).status, 2);
    // What changes behind the sending is told, and a paragraph of the bureau's own stands in its place.
    assert_eq!(program.run(&["report", "2023", "--changes"]).status, 1);
    assert_eq!(program.json(&["report", "2023", "--sent"])["result"], "done");
    assert_eq!(program.json(&["report", "2023", "--changes"])["changes"], serde_json::json!([]));
    program.json(&["activity", "add", "会议", "补记", "--subkind", "研判会", "--on", "2023-12-20"]);
    let changes = program.json(&["report", "2023", "--changes"])["changes"].clone();
    assert_eq!(
        changes,
        serde_json::json!([{"figure": "meeting:研判会", "before": "times=4", "now": "times=5"}])
    );
    program.json(&["year", "text", "2023", "petitions", "全年没有发生集体上访。"]);
    let folder = program.folder();
    for (format, inside) in [("md", "# 2023年"), ("html", "<h1>2023年"), ("txt", "2023年退役军人")] {
        let path = folder.join(format!("report.{format}"));
        let path = path.to_str().unwrap();
        assert_eq!(program.run(&["report", "2023", "--format", format, "--to", path]).status, 0);
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(inside) && text.contains("全年没有发生集体上访。"), "{text}");
        assert_eq!(program.run(&["report", "2023", "--format", format, "--to", path]).status, 73);
    }
    for format in ["docx", "xlsx"] {
        let path = folder.join(format!("report.{format}"));
        assert_eq!(
            program.run(&["report", "2023", "--format", format, "--to", path.to_str().unwrap()]).status,
            0
        );
        assert!(std::fs::read(path).unwrap().starts_with(b"PK"));
        assert_eq!(program.run(&["report", "2023", "--format", format]).status, 2);
    }
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

/// Two registrations of one human, each confirmed and with work and payments of its own: they are one while they are merged,
/// under the one that stays, and two again behind it.
#[test]
fn what_was_told_of_somebody_who_is_merged_is_found_at_the_one_that_stays() {
    let program = Program::new();
    let add = [
        "person",
        "add",
        "--name",
        "付春情",
        "--township",
        "上都镇",
        "--village",
        "金莲川社区",
        "--category",
    ];
    program.json(&[&add[..], &["残疾军人"]].concat());
    let other: Vec<&str> = add.iter().map(|word| if *word == "付春情" { "付春清" } else { word }).collect();
    program.json(&[&other[..], &["残疾军人"]].concat());
    program.json(&["confirm", "add", "付春情", "--way", "上门", "--result", "健在"]);
    program.json(&["role", "add", "宣讲团", "宣讲员", "--person", "付春情"]);
    program.json(&["need", "add", "付春情", "房屋漏雨", "--on", "2024-01-10"]);
    let pay = |who: &str, months: &str| {
        let line =
            ["pay", who, "army_spouse", "500", "--months", months, "--fund", "旗", "--on", "2024-02-01"];
        program.json(&line);
    };
    pay("付春情", "2024-01");
    pay("付春清", "2024-02");
    let told = |program: &Program| {
        let progress = program.json(&["confirm", "progress", "2024"])["all"].clone();
        let unseen = program.json(&["confirm", "progress", "2024", "--list"]);
        let missing = |name: &str| unseen.as_array().unwrap().iter().any(|one| one["name"] == name);
        let names = |kind: &str| {
            let rows = program.json(&[kind, "list"]);
            rows.as_array()
                .unwrap()
                .iter()
                .map(|row| row["name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let sums = |name: &str| {
            let years = program.json(&["show", name]);
            years["paid"].to_string()
        };
        let number = |key: &str| progress[key].as_u64().unwrap();
        let counts = ["planned", "confirmed", "seen", "open"].map(number);
        let lists = ["confirm", "role", "need"].map(names);
        (counts, ["付春清", "付春情"].map(missing), lists, sums("付春清"))
    };
    let before = told(&program);
    let names = |name: &str| [vec![name.to_owned()], vec![name.to_owned()], vec![name.to_owned()]];
    assert_eq!((before.1, before.2.clone()), ([true, false], names("付春情")));
    let why = ["--reason", "两次登记", "--confirm", "都核对过"];
    program.json(&[&["person", "merge", "付春清", "付春情"][..], &why].concat());
    let merged = told(&program);
    let [planned, confirmed, seen, open] = before.0;
    assert_eq!(merged.0, [planned - 1, confirmed, seen, open - 1], "once, at the one that stays");
    assert_eq!((merged.1, merged.2.clone()), ([false, false], names("付春清")));
    assert_ne!(merged.3, before.3);
    // Confirmed is confirmed, under whichever name.
    assert_eq!(program.run(&["confirm", "add", "付春清", "--way", "上门"]).status, 77);
    let acts = program.json(&["acts"]);
    let act = acts.as_array().unwrap().iter().find(|act| act["action"] == "merged").unwrap();
    let other = act["subject"].as_str().unwrap().to_owned();
    let why = ["--reason", "两个人", "--confirm", "都核对过"];
    program.json(&[&["person", "unmerge", &other][..], &why].concat());
    assert_eq!(told(&program), before);
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}
