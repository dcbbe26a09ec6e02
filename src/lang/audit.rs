//! The audit in words. The words of rules and cases stand with them, in [`crate::domain::audit`].

use super::{Lang, fill, settings, texts, words};
use crate::domain::audit::{Finding, Level, Rule, Told};
use crate::domain::setting::Thresholds;

texts! {
    /// What screen and commands share.
    pub fn texts(lang) -> AuditTexts {
        red: "红" / "red";
        amber: "黄" / "amber";
        grey: "灰" / "grey";
        /// Open findings: red, amber, grey, and answered ones.
        counts: "红 {}  黄 {}  灰 {}  已答 {}" / "red {}  amber {}  grey {}  answered {}";
        /// An answer: who, the day, what.
        answered: "已答（{}，{}）：{}" / "answered by {} on {}: {}";
        /// An answer from before it became graver.
        answered_before: "曾答（{}，{}，当时较轻）：{}" / "answered by {} on {} when it was less grave: {}";
        /// Entries by their numbers.
        entries: "分录 {}" / "entries {}";
        /// Behind the first numbers; how many in all.
        entries_more: "{} 等 {} 笔" / "{} of {}";
        /// A threshold: its setting, the value.
        threshold: "设置「{}」为 {}" / "{}: set to {}";
        off_standard: "标准外" / "off the standard";
        not_listed: "名单外" / "not on the list";
        away: "已迁出或停发" / "away or suspended";
        before_window: "慰问期前" / "before the window";
        round_closed: "活动已关闭" / "round closed";
        double_cash: "第二份慰问金" / "second cash";
        over_budget: "超预算" / "over budget";
        wrong_fund: "资金来源不符" / "wrong fund";
        added_to_plan: "增补" / "added to the plan";
        lost: "下拨损失" / "loss";
        double_goods: "第二份慰问品" / "second goods";
        with_reason: "写了理由" / "with a reason";
        // Acts.
        act_record: "登记走访" / "recorded a call";
        act_reverse: "冲正" / "reversed";
        act_cancel: "取消走访" / "cancelled a call";
        act_edit: "修改资料" / "changed facts";
        act_import: "导入名册" / "imported";
        act_group_rule: "改类别规则" / "rule of a group";
        act_undo_group_rule: "撤销类别规则" / "undid a rule of a group";
        act_follow_rule: "按规则改类别" / "group by rule";
        act_add_person: "新增人员" / "added a person";
        act_add_handler: "记入经办人名单" / "a handler on the list";
        act_end_handler: "经办人最后一天" / "last day of a handler";
        act_roster_answer: "记下名册用语" / "a word of rosters";
        act_forget_answer: "忘掉名册用语" / "forgot a word of rosters";
        act_undo_forget_answer: "恢复名册用语" / "roster word put back";
        act_add_work: "登记工作" / "work recorded";
        act_change_work: "办结或更改工作" / "work ended or changed";
        act_undo_add_work: "撤销工作登记" / "work taken back";
        act_undo_change_work: "恢复工作登记" / "work put back";
        act_close_year: "年度关账" / "year closed";
        act_undo_close_year: "年度重新开账" / "year opened again";
        act_set_paragraph: "写报告段落" / "paragraph of a report";
        act_undo_set_paragraph: "恢复报告段落" / "paragraph put back";
        act_send_report: "报送年度报告" / "report sent";
        act_set: "设置" / "set";
        act_unmask: "查看完整号码" / "saw numbers in full";
        act_open_phones: "公开电话" / "opened phones";
        act_export: "导出" / "wrote a list";
        act_export_full: "导出完整号码" / "wrote numbers in full";
        act_restore: "恢复备份" / "restored a backup";
        act_replace: "替换登记册" / "replaced the register";
        act_create_round: "建立活动" / "created a round";
        act_open_round: "活动自动建立" / "a round came";
        act_undo_answer: "撤销答复" / "took an answer back";
        act_raise_standard: "提高标准" / "raised standards";
        act_undo_raise_standard: "撤销提高标准" / "undid a rise of standards";
        act_change_round: "修改活动" / "changed a round";
        act_close_round: "关闭活动" / "closed a round";
        act_settle_round: "固定名单" / "settled a round";
        act_approve_plan: "计划定稿" / "approved a plan";
        act_return_plan: "撤回定稿" / "took an approval back";
        act_add_to_plan: "增补计划" / "added to a plan";
        act_undo_add_to_plan: "撤销增补" / "took an addition back";
        act_set_budget: "预算与资金" / "budget and fund";
        act_assign_plan: "分组" / "assigned";
        act_undo_assign_plan: "撤销分组" / "undid an assignment";
        act_undo_set_budget: "撤销预算" / "undid a budget";
        act_allocate: "下拨" / "handed out";
        act_give_back: "退回或损失" / "took back or lost";
        act_undo_allocate: "撤销下拨或退回" / "took an allocation back";
        act_answer: "回答发现" / "answered a finding";
        act_died: "登记去世" / "recorded a death";
        act_left: "登记迁出" / "recorded a departure";
        act_suspended: "登记暂停" / "recorded a suspension";
        act_undo_died: "撤销去世" / "undid a death";
        act_undo_left: "撤销迁出" / "undid a departure";
        act_undo_suspended: "撤销暂停" / "undid a suspension";
        act_undo_add_person: "撤销新增" / "withdrew an addition";
        act_undo_held: "恢复登记" / "undid a withdrawal";
        act_undo_edit: "撤销修改" / "undid a change";
        act_undo_set: "撤销设置" / "undid a setting";
        act_undo_add_handler: "撤销记入经办人" / "handler off the list";
        act_undo_end_handler: "撤销经办人终止" / "undid a last day";
        act_undo_create_round: "撤销建立活动" / "withdrew a round";
        act_undo_change_round: "撤销修改活动" / "undid a change of a round";
        act_reopen_round: "撤销关闭活动" / "opened a round again";
        act_end_left: "登记迁回" / "recorded a return";
        act_end_suspended: "登记恢复发放" / "recorded a resumption";
        act_undo_end_left: "撤销迁回" / "undid a return";
        act_undo_end_suspended: "撤销恢复发放" / "undid a resumption";
        act_tell_apart: "认定为两人" / "told two apart";
        act_undo_tell_apart: "撤销认定两人" / "undid telling apart";
        act_change_groups: "批量改类别" / "changed a group of many";
        act_end_missing: "名册缺人到期" / "ended who is missing";
        act_undo_groups: "撤销批量改类别" / "undid a change of many";
        act_record_batch: "批量登记" / "recorded many";
        act_reverse_batch: "整批冲正" / "reversed many";
        act_write_sheet: "打印编号签领表" / "wrote a sheet to sign";
        act_record_sheet: "登记签领表" / "recorded a signed sheet";
        act_undo_record_sheet: "撤销签领表的登记" / "took back a signed sheet";
        act_merge: "合并" / "merged";
        act_merged: "并入" / "merged into another";
        act_unmerge: "拆开" / "parted";
        act_found: "建立登记册" / "created the register";
        act_sample: "载入样例" / "loaded the sample";
        act_cut: "发现记录被删" / "found rows missing";
        act_held: "撤销登记" / "withdrew a registration";
        act_number_search: "按号码查找" / "searched by a number";
        act_number_roster: "核对名册号码" / "compared a roster";
        act_left_out: "名册行未写入" / "left out a row";
        act_pay: "登记发放" / "recorded a payment";
        act_pay_failed: "登记发放失败" / "recorded a failed payment";
        act_recover: "追回" / "took part back";
        act_spend: "登记支出" / "recorded spending";
        act_payroll: "读入发放册" / "read a payroll";
        act_programme: "设立或修改项目" / "set a programme";
        act_pay_standard: "设发放标准" / "set a pay standard";
        act_case_step: "救助或喜报进度" / "a step of a case";
        act_undo_payroll: "撤销发放册" / "payroll undone";
        act_undo_pay: "撤销发放" / "payments undone";
        act_undo_programme: "撤销项目" / "programme undone";
        act_undo_pay_standard: "撤销标准" / "standard undone";
        act_undo_case_step: "撤销进度" / "step undone";
    }
}

/// Entries that are told by their numbers at most, in one line.
const TOLD: usize = 8;

/// The word of a level.
pub fn level(lang: Lang, level: Level) -> &'static str {
    let texts = texts(lang);
    match level {
        Level::Red => texts.red,
        Level::Amber => texts.amber,
        Level::Grey => texts.grey,
    }
}

/// What a rule is about.
pub fn rule(lang: Lang, rule: Rule) -> &'static str {
    let (zh, en) = rule.words();
    lang.pick(zh, en)
}

/// What was found, in words.
pub fn message(lang: Lang, finding: &Finding) -> String {
    let told: Vec<String> = finding.told.iter().map(|one| word(lang, one)).collect();
    let values: Vec<&dyn std::fmt::Display> = told.iter().map(|one| one as &dyn std::fmt::Display).collect();
    fill(lang.pick(finding.case.zh, finding.case.en), &values)
}

fn word(lang: Lang, told: &Told) -> String {
    match told {
        Told::Text(text) => text.to_string(),
        Told::Word(zh, en) => lang.pick(*zh, *en).to_owned(),
        Told::Asked(codes) => asked(lang, codes),
        Told::Yuan(fen) => words::yuan(lang, *fen),
        Told::Number(number) => number.to_string(),
        Told::Day(day) => day.to_string(),
        Told::Round(code) => words::round(lang, *code),
    }
}

/// Rules that asked for a reason, by their stable names.
pub(super) fn asked(lang: Lang, codes: &str) -> String {
    let texts = texts(lang);
    let of = |code: &str| match code {
        "off_standard" => texts.off_standard,
        "not_listed" => texts.not_listed,
        "away" => texts.away,
        "before_window" => texts.before_window,
        "round_closed" => texts.round_closed,
        "double_cash" => texts.double_cash,
        "double_goods" => texts.double_goods,
        "over_budget" => texts.over_budget,
        "wrong_fund" => texts.wrong_fund,
        "added_to_plan" => texts.added_to_plan,
        "lost" => texts.lost,
        _ => texts.with_reason,
    };
    let all: Vec<&str> = codes.split_whitespace().map(of).collect();
    if all.is_empty() { texts.with_reason.to_owned() } else { all.join(lang.pick("、", ", ")) }
}

/// The entries that a finding names: 分录 #12 #13; empty for none.
pub fn entries(lang: Lang, finding: &Finding) -> String {
    let texts = texts(lang);
    if finding.entries.is_empty() {
        return String::new();
    }
    let first: Vec<String> = finding.entries.iter().take(TOLD).map(|no| format!("#{no}")).collect();
    let told = first.join(" ");
    if finding.entries.len() > TOLD {
        return fill(texts.entries, &[&fill(texts.entries_more, &[&told, &finding.entries.len()])]);
    }
    fill(texts.entries, &[&told])
}

/// The thresholds of a finding with their values; empty for none.
pub fn thresholds(lang: Lang, finding: &Finding, held: &Thresholds) -> String {
    let each =
        finding.case.thresholds.iter().filter_map(|one| Some((settings::label(lang, one), held.of(one)?)));
    each.map(|(label, value)| fill(texts(lang).threshold, &[&label, &value])).collect::<Vec<_>>().join("  ")
}

/// The answer to a finding; empty for none.
pub fn answer(lang: Lang, finding: &Finding) -> String {
    let texts = texts(lang);
    finding.answer.as_ref().map_or_else(String::new, |answer| {
        let text = if finding.is_open() { texts.answered_before } else { texts.answered };
        fill(text, &[&answer.by, &answer.on, &answer.reason])
    })
}

/// What an act was; its stable name where there is no word for it.
#[expect(clippy::too_many_lines, reason = "a table of every act")]
pub fn act(lang: Lang, action: &str) -> &str {
    let texts = texts(lang);
    match action {
        "record" => texts.act_record,
        "reverse" => texts.act_reverse,
        "cancel" => texts.act_cancel,
        "edit" => texts.act_edit,
        "import" => texts.act_import,
        "group_rule" => texts.act_group_rule,
        "undo_group_rule" => texts.act_undo_group_rule,
        "follow_rule" => texts.act_follow_rule,
        "add_person" => texts.act_add_person,
        "pay" => texts.act_pay,
        "pay_failed" => texts.act_pay_failed,
        "recover" => texts.act_recover,
        "spend" => texts.act_spend,
        "payroll" => texts.act_payroll,
        "programme" => texts.act_programme,
        "pay_standard" => texts.act_pay_standard,
        "case_step" => texts.act_case_step,
        "undo_payroll" => texts.act_undo_payroll,
        "undo_pay" => texts.act_undo_pay,
        "undo_programme" => texts.act_undo_programme,
        "undo_pay_standard" => texts.act_undo_pay_standard,
        "undo_case_step" => texts.act_undo_case_step,
        "roster_answer" => texts.act_roster_answer,
        "forget_answer" => texts.act_forget_answer,
        "undo_forget_answer" => texts.act_undo_forget_answer,
        "add_work" => texts.act_add_work,
        "change_work" => texts.act_change_work,
        "undo_add_work" => texts.act_undo_add_work,
        "undo_change_work" => texts.act_undo_change_work,
        "close_year" => texts.act_close_year,
        "undo_close_year" => texts.act_undo_close_year,
        "set_paragraph" => texts.act_set_paragraph,
        "undo_set_paragraph" => texts.act_undo_set_paragraph,
        "send_report" => texts.act_send_report,
        "set" => texts.act_set,
        "add_handler" => texts.act_add_handler,
        "end_handler" => texts.act_end_handler,
        "unmask" => texts.act_unmask,
        "open_phones" => texts.act_open_phones,
        "export" => texts.act_export,
        "export_full" => texts.act_export_full,
        "restore" => texts.act_restore,
        "replace" => texts.act_replace,
        "create_round" => texts.act_create_round,
        "open_round" => texts.act_open_round,
        "change_round" => texts.act_change_round,
        "undo_answer" => texts.act_undo_answer,
        "raise_standard" => texts.act_raise_standard,
        "undo_raise_standard" => texts.act_undo_raise_standard,
        "close_round" => texts.act_close_round,
        "approve_plan" => texts.act_approve_plan,
        "return_plan" => texts.act_return_plan,
        "add_to_plan" => texts.act_add_to_plan,
        "undo_add_to_plan" => texts.act_undo_add_to_plan,
        "set_budget" => texts.act_set_budget,
        "assign_plan" => texts.act_assign_plan,
        "undo_assign_plan" => texts.act_undo_assign_plan,
        "undo_set_budget" => texts.act_undo_set_budget,
        "allocate" => texts.act_allocate,
        "give_back" => texts.act_give_back,
        "undo_allocate" => texts.act_undo_allocate,
        "settle_round" => texts.act_settle_round,
        "answer" => texts.act_answer,
        "died" => texts.act_died,
        "left" => texts.act_left,
        "suspended" => texts.act_suspended,
        "undo_died" => texts.act_undo_died,
        "undo_left" => texts.act_undo_left,
        "undo_suspended" => texts.act_undo_suspended,
        "undo_add_person" => texts.act_undo_add_person,
        "undo_held" => texts.act_undo_held,
        "undo_edit" => texts.act_undo_edit,
        "undo_set" => texts.act_undo_set,
        "undo_add_handler" => texts.act_undo_add_handler,
        "undo_end_handler" => texts.act_undo_end_handler,
        "undo_create_round" => texts.act_undo_create_round,
        "undo_change_round" => texts.act_undo_change_round,
        "reopen_round" => texts.act_reopen_round,
        "end_left" => texts.act_end_left,
        "end_suspended" => texts.act_end_suspended,
        "undo_end_left" => texts.act_undo_end_left,
        "undo_end_suspended" => texts.act_undo_end_suspended,
        "tell_apart" => texts.act_tell_apart,
        "undo_tell_apart" => texts.act_undo_tell_apart,
        "change_groups" => texts.act_change_groups,
        "end_missing" => texts.act_end_missing,
        "undo_groups" => texts.act_undo_groups,
        "record_batch" => texts.act_record_batch,
        "reverse_batch" => texts.act_reverse_batch,
        "write_sheet" => texts.act_write_sheet,
        "record_sheet" => texts.act_record_sheet,
        "undo_record_sheet" => texts.act_undo_record_sheet,
        "merge" => texts.act_merge,
        "merged" => texts.act_merged,
        "unmerge" | "unmerged" => texts.act_unmerge,
        "found" => texts.act_found,
        "sample" => texts.act_sample,
        "cut" => texts.act_cut,
        "held" => texts.act_held,
        "number_search" => texts.act_number_search,
        "number_roster" => texts.act_number_roster,
        "left_out" => texts.act_left_out,
        other => other,
    }
}
