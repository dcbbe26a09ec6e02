//! The acts in words: what they are about, and what was there before and after. Their names stand in [`super::audit`].

use super::money_acts::{case_step, paid, work_row};
use super::{Lang, audit, cells, export, fill, payments, plan, settings, texts, words, year_report};
use crate::domain::audit::Level;
use crate::domain::audit::act::ActLine;
use crate::domain::export::Outgoing;
use crate::domain::money::{Fen, grouped};
use crate::domain::roster::Column;
use crate::domain::setting;
use crate::domain::visit::Outcome;
use crate::domain::year::ReportPart;

texts! {
    /// The texts of acts.
    fn of(lang) -> ActTexts {
        register: "登记册" / "the register";
        /// The festival, the days of the window, the last day of grace.
        window: "节日 {}，慰问期 {} 至 {}，宽限至 {}" / "festival {}, window {} to {}, grace to {}";
        /// A standard: the group, its cash, its goods, their worth.
        cash: "{} {} 元" / "{} {} yuan";
        goods: "{} {}（折 {} 元）" / "{} {} (worth {} yuan)";
        both: "{} {} 元、{}（折 {} 元）" / "{} {} yuan, {} (worth {} yuan)";
        /// How many a fixed list holds, what they are to be given.
        listed: "名单已定 {} 个对象 {}" / "list fixed: {} in it, {}";
        /// How many were not given.
        not_given: "未发 {} 个对象" / "{} not given";
        together: "{} 个对象一起" / "{} together";
        entries: "{} 笔" / "{} entr{y|ies}";
        /// Lines of a sheet, their cash, the place.
        sheet: "{} 人 {} 元" / "{} in it, {} yuan";
        sheet_of: "{} 人 {} 元 {}" / "{} in it, {} yuan, {}";
        /// How many, what, the group, the day, why.
        groups: "{} 人 {} {}，{}：{}" / "{} {}: {}, {}: {}";
        group_add: "加入" / "join";
        group_end: "退出" / "leave";
        group_move: "改入" / "move";
        /// How many within a minute.
        searches: "一分钟内第 {} 次" / "no. {} within a minute";
        /// A row of a roster and its columns.
        row: "第 {} 行：{}" / "row {}: {}";
        /// Beside an amount: what was not usual.
        odd: "（{}）" / " ({})";
        comma: "、" / ", ";
        /// Rows, form, how far the ledger reached.
        exported: "{} 行 {}，台账 {}" / "{} row{|s} {}, ledger {}";
    }
}

/// Whom or what an act is about; an id says nothing to anybody.
pub fn about(lang: Lang, act: &ActLine) -> String {
    if !act.name.is_empty() {
        return act.name.to_string();
    }
    let subject = &*act.subject;
    if subject == "register" {
        return of(lang).register.to_owned();
    }
    if matches!(act.action.as_str(), "pay_standard" | "programme" | "undo_pay_standard" | "undo_programme") {
        return payments::programme(lang, subject).to_owned();
    }
    if let Some(setting) = setting::find(subject) {
        return settings::label(lang, setting).to_owned();
    }
    if matches!(act.action.as_str(), "export" | "export_full") {
        let what = Outgoing::parse(subject);
        return what.map_or_else(|| subject.to_owned(), |what| export::what(lang, what).to_owned());
    }
    if act.action == "set_paragraph"
        && let Some((year, place)) = subject.split_once(' ')
    {
        let part = ReportPart::ALL.into_iter().find(|part| part.code() == place);
        let place = part.and_then(|part| year_report::part(lang, part)).unwrap_or(place);
        return [year, place].join(" ");
    }
    match subject.parse() {
        Ok(code) => words::round(lang, code),
        Err(_) if uuid::Uuid::parse_str(subject).is_ok() => String::new(),
        Err(_) => subject.to_owned(),
    }
}

/// Lines and cash of a sheet, and its place where it was written: `12 1050000 桑根达来镇`.
fn sheet(lang: Lang, told: &str) -> Option<String> {
    let texts = of(lang);
    let mut parts = told.splitn(3, ' ');
    let lines: u64 = parts.next()?.parse().ok()?;
    let cash = Fen::new(parts.next()?.parse().ok()?).short();
    Some(match parts.next() {
        Some(place) => fill(texts.sheet_of, &[&lines, &cash, &place]),
        None => fill(texts.sheet, &[&lines, &cash]),
    })
}

/// A programme or a standard as people read it: without what is kept of it as an object.
fn front(lang: Lang, told: &str) -> Option<String> {
    let (front, _) = told.split_once(" {")?;
    let words = front.split(['|', ' ']).filter(|word| !word.is_empty());
    Some(words.map(|word| payments::rate_named(lang, word)).collect::<Vec<_>>().join(" "))
}

/// What was there before an act.
pub fn before(lang: Lang, act: &ActLine) -> String {
    let (texts, told) = (of(lang), &*act.before);
    let said = match act.action.as_str() {
        "change_round" | "undo_change_round" | "raise_standard" | "undo_raise_standard" => round(lang, told),
        "close_round" => Some(fill(texts.not_given, &[&told])),
        "set_budget" | "return_plan" | "assign_plan" => plan::act(lang, told),
        "cancel" => told
            .split_once(' ')
            .and_then(|(code, day)| Some([words::outcome(lang, Outcome::parse(code)?), day].join(" "))),
        "set" | "undo_set" => value(lang, act, told),
        "programme" | "undo_programme" | "pay_standard" | "undo_pay_standard" => front(lang, told),
        "change_work" | "undo_change_work" => Some(work_row(lang, told)),
        "undo_groups" => groups(lang, told),
        "answer" => [Level::Red, Level::Amber, Level::Grey]
            .into_iter()
            .find(|level| level.code() == told)
            .map(|level| audit::level(lang, level).to_owned()),
        _ => None,
    };
    said.filter(|_| !told.is_empty()).unwrap_or_else(|| told.to_owned())
}

/// What is there after an act: how a call ended, with the sum that was handed over and what asked for a reason; a round, a
/// setting, a number with its unit.
pub fn after(lang: Lang, act: &ActLine) -> String {
    let (texts, told) = (of(lang), &*act.after);
    let said = match act.action.as_str() {
        "record" => return recorded(lang, act),
        "reverse" => Some([&given(lang, act), told].join("  ").trim().to_owned()),
        "create_round" | "change_round" | "undo_change_round" => round(lang, told),
        // The day and the reason stand behind it.
        "raise_standard" => told
            .rsplit_once("; ")
            .and_then(|(standards, why)| Some([round(lang, standards)?, why.to_owned()].join("  "))),
        "settle_round" => told.split_once(' ').and_then(|(count, fen)| {
            let sum = words::yuan(lang, Fen::new(fen.parse().ok()?));
            Some(fill(texts.listed, &[&grouped(count.parse().ok()?), &sum]))
        }),
        "approve_plan" | "return_plan" | "add_to_plan" | "set_budget" | "assign_plan" | "allocate"
        | "give_back" => plan::act(lang, told),
        "record_batch" => Some(fill(texts.together, &[&told])),
        "write_sheet" | "record_sheet" => sheet(lang, told),
        "reverse_batch" => told.parse::<u64>().ok().map(|count| fill(texts.entries, &[&count])),
        "change_groups" | "end_missing" => groups(lang, told),
        "number_search" => Some(fill(texts.searches, &[&told])),
        "left_out" => left_out(lang, told),
        "export" | "export_full" => exported(lang, told),
        "set" => value(lang, act, told),
        "undo_set" => set_back(lang, act, told),
        "programme" | "undo_programme" | "pay_standard" | "undo_pay_standard" => front(lang, told),
        "pay" | "pay_failed" | "recover" | "spend" | "payroll" => Some(paid(lang, told)),
        "add_work" | "change_work" | "undo_change_work" => Some(work_row(lang, told)),
        "case_step" => case_step(lang, told),
        _ => None,
    };
    said.filter(|_| !told.is_empty()).unwrap_or_else(|| told.to_owned())
}

/// The value that a setting has again, and why: told is the number of the act, the value and the reason.
fn set_back(lang: Lang, act: &ActLine, told: &str) -> Option<String> {
    let (_, told) = told.strip_prefix('#')?.split_once(' ')?;
    let (back, reason) = told.split_once(": ")?;
    Some([&value(lang, act, back)?, reason].join("  "))
}

/// The sum that was handed over; empty for none.
pub(super) fn given(lang: Lang, act: &ActLine) -> String {
    act.given.filter(|sum| *sum != Fen::ZERO).map_or_else(String::new, |sum| words::yuan(lang, sum))
}

/// 代领 500 元, 已发 800 元（标准外）  why.
fn recorded(lang: Lang, act: &ActLine) -> String {
    let (told, reason) = act.after.split_once(": ").unwrap_or((&act.after, ""));
    let (outcome, codes) = told.split_once(' ').unwrap_or((told, ""));
    let outcome = Outcome::parse(outcome).map_or(outcome, |outcome| words::outcome(lang, outcome));
    let sum = given(lang, act);
    let what = [outcome, &sum].join(" ").trim().to_owned();
    let odd =
        if codes.is_empty() { String::new() } else { fill(of(lang).odd, &[&audit::asked(lang, codes)]) };
    [[what, odd].concat().as_str(), reason].join("  ").trim().to_owned()
}

/// A setting's value as its list shows it.
fn value(lang: Lang, act: &ActLine, told: &str) -> Option<String> {
    let setting = setting::find(&act.subject)?;
    Some(settings::value(lang, setting, told).into_owned()).filter(|value| !value.is_empty())
}

/// A round as the register writes it: its days, then its standards.
fn round(lang: Lang, told: &str) -> Option<String> {
    let texts = of(lang);
    let mut parts = told.split("; ");
    let days: Vec<&str> = parts.next()?.split(' ').collect();
    let [day, opens, due, grace] = days.as_slice() else { return None };
    let mut said = vec![fill(texts.window, &[day, opens, due, grace])];
    for standard in parts {
        let words: Vec<&str> = standard.split(' ').collect();
        let [group, cash, goods @ .., worth] = words.as_slice() else { return None };
        let (cash, worth) = (Fen::parse(cash).unwrap_or_default(), Fen::parse(worth).unwrap_or_default());
        let goods = goods.join(" ");
        let (yuan, worth_yuan) = (cash.short(), worth.short());
        said.push(match (cash == Fen::ZERO, worth == Fen::ZERO) {
            (_, true) => fill(texts.cash, &[group, &yuan]),
            (true, false) => fill(texts.goods, &[group, &goods, &worth_yuan]),
            (false, false) => fill(texts.both, &[group, &yuan, &goods, &worth_yuan]),
        });
    }
    Some(said.join("  "))
}

/// A change of a group of many, as the register writes it: how many, what, the groups, the day, why.
fn groups(lang: Lang, told: &str) -> Option<String> {
    let texts = of(lang);
    let (what, reason) = told.split_once(": ")?;
    let (what, day) = what.rsplit_once(' ')?;
    let (count, what) = what.split_once(' ')?;
    let (deed, groups) = what.split_once(' ')?;
    let deed = match deed {
        "add" => texts.group_add,
        "end" => texts.group_end,
        "move" => texts.group_move,
        _ => return None,
    };
    Some(fill(texts.groups, &[&count, &deed, &groups, &day, &reason]))
}

/// What left: its rows, its form, how far the ledger reached, and why numbers were in it in full.
fn exported(lang: Lang, told: &str) -> Option<String> {
    let (facts, reason) = told.split_once(": ").unwrap_or((told, ""));
    let facts: Vec<&str> = facts.split(' ').collect();
    let [rows, format, head] = facts.as_slice() else { return None };
    let rows: u64 = rows.parse().ok()?;
    let said = fill(of(lang).exported, &[&rows, format, head]);
    Some([&said, reason].join("  ").trim().to_owned())
}

/// A row that an import left out, with its columns.
fn left_out(lang: Lang, told: &str) -> Option<String> {
    let (row, columns) = told.strip_prefix("row ")?.split_once(": ")?;
    let all = columns.split(", ").map(|code| {
        let column = Column::ALL.into_iter().find(|column| column.code() == code);
        column.map_or(code, |column| cells::column(lang, column))
    });
    let columns: Vec<&str> = all.collect();
    Some(fill(of(lang).row, &[&row, &columns.join(of(lang).comma)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::act::ACTIONS;
    use crate::domain::text::CleanText;

    fn act(action: &str, subject: &'static str, before: &'static str, after: &'static str) -> ActLine {
        ActLine {
            no: 1,
            on: chrono::NaiveDate::from_ymd_opt(2024, 2, 2).unwrap(),
            at_ms: 0,
            actor: "布仁".into(),
            action: action.to_owned(),
            subject: subject.into(),
            recipient: None,
            name: CleanText::default(),
            given: None,
            before: before.into(),
            after: after.into(),
        }
    }

    /// No act that the register writes is shown by its stable name, in either language.
    #[test]
    fn every_act_has_its_words() {
        for action in ACTIONS {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| audit::act(lang, action));
            assert!(zh != action && zh.chars().all(|c| !c.is_ascii_lowercase()), "{action}: {zh}");
            assert!(!en.contains('_') && en.is_ascii(), "{action}: {en}");
        }
    }

    #[test]
    fn what_acts_left_behind_is_told_in_words() {
        const ROUND: &str = "2024-02-10 2024-01-11 2024-02-09 2024-02-24; 烈士遗属 1000.00 米面油 1 份 160.00; 驻旗部队 0.00 慰问品 5000.00";
        for (action, subject, told, zh, en) in [
            (
                "create_round",
                "2024-spring",
                ROUND,
                "节日 2024-02-10，慰问期 2024-01-11 至 2024-02-09，宽限至 2024-02-24  烈士遗属 1,000 元、米面油 1 份（折 160 元）  驻旗部队 慰问品（折 5,000 元）",
                "festival 2024-02-10, window 2024-01-11 to 2024-02-09, grace to 2024-02-24  烈士遗属 1,000 yuan, 米面油 1 份 (worth 160 yuan)  驻旗部队 慰问品 (worth 5,000 yuan)",
            ),
            (
                "settle_round",
                "2023-army",
                "33 3000000",
                "名单已定 33 个对象 30,000 元",
                "list fixed: 33 in it, 30,000 yuan",
            ),
            ("record_batch", "", "12", "12 个对象一起", "12 together"),
            ("reverse_batch", "", "1", "1 笔", "1 entry"),
            (
                "write_sheet",
                "",
                "12 1050000 桑根达来镇",
                "12 人 10,500 元 桑根达来镇",
                "12 in it, 10,500 yuan, 桑根达来镇",
            ),
            ("record_sheet", "", "2 150000", "2 人 1,500 元", "2 in it, 1,500 yuan"),
            ("number_search", "register", "5", "一分钟内第 5 次", "no. 5 within a minute"),
            (
                "export",
                "due",
                "41 xlsx 12:3fa85f64",
                "41 行 xlsx，台账 12:3fa85f64",
                "41 rows xlsx, ledger 12:3fa85f64",
            ),
            (
                "export_full",
                "recipients",
                "1 csv 0: 上报: 局里",
                "1 行 csv，台账 0  上报: 局里",
                "1 row csv, ledger 0  上报: 局里",
            ),
            ("left_out", "名册.csv", "row 7: name, phone", "第 7 行：姓名、联系电话", "row 7: name, phone"),
            ("set", "two_handlers", "off", "否", "off"),
            (
                "change_groups",
                "",
                "3 move 困难退役军人 > 烈士遗属 2024-02-02: 核实",
                "3 人 改入 困难退役军人 > 烈士遗属，2024-02-02：核实",
                "3 move: 困难退役军人 > 烈士遗属, 2024-02-02: 核实",
            ),
        ] {
            let act = act(action, subject, "", told);
            assert_eq!(after(Lang::Zh, &act), zh);
            assert_eq!(after(Lang::En, &act), en);
        }
        assert_eq!(before(Lang::Zh, &act("cancel", "", "absent 2024-02-02", "记错")), "不在家 2024-02-02");
        assert_eq!(before(Lang::En, &act("answer", "", "amber", "")), "amber");
        let [register, round, key] = ["register", "2024-spring", "two_handlers"]
            .map(|subject| about(Lang::Zh, &act("set", subject, "", "")));
        assert_eq!((&*register, &*round, &*key), ("登记册", "2024年春节", "现金须两名经办人"));
    }

    #[test]
    fn a_gift_is_told_with_its_sum() {
        let mut one = act("record", "", "", "given off_standard");
        one.given = Some(Fen::new(80_000));
        assert_eq!(after(Lang::Zh, &one), "已发 800 元（标准外）");
        one.after = "proxy".into();
        assert_eq!(after(Lang::Zh, &one), "代领 800 元");
        let absent = act("record", "", "", "absent not_listed: 记录来访");
        assert_eq!(after(Lang::Zh, &absent), "不在家（名单外）  记录来访");
    }
}
