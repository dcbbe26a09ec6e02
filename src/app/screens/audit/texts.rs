//! The audit, and the acts. The words of findings and acts stand in [`crate::lang::audit`].

use crate::lang::texts;

texts! {
    /// The texts of the audit.
    pub(super) fn of(lang) -> AuditTexts {
        /// Tabs: lead to the report.
        report: "报告" / "Report";
        progress: "进度" / "Progress";
        /// Tab: what the rules find.
        findings: "审计" / "Audit";
        /// Tab: what was done.
        acts: "操作记录" / "Acts";
        /// Everything.
        all: "全部" / "all";
        /// A calendar year.
        year: "{}年" / "{}";

        // Heads of columns.
        level: "级" / "Level";
        rule: "规则" / "Rule";
        about: "对象" / "About";
        found: "发现" / "Finding";
        when: "日期 时间" / "When";
        actor: "账户" / "Account";
        act: "操作" / "Act";
        after: "之后" / "After";

        /// Behind an answered finding.
        is_answered: "已答" / "answered";
        /// Findings that are not held: how many there are, how many are listed.
        more: "共 {} 条，这里列出 {} 条；其余见 muster audit --rule" / "{} in all, {} listed here; the rest by muster audit --rule";
        /// Below the list: before and after an act.
        was: "之前 {}" / "before: {}";
        is: "之后 {}" / "after: {}";
        /// The narrowing of the acts: a person, a day, an account.
        of_today: "只看今天" / "only today";
        of_person: "只看 {}" / "only {}";
        of_day: "只看 {}" / "only {}";
        of_actor: "只看账户 {}" / "only account {}";
        /// Nothing was found; of which time.
        none: "{}：没有发现。\n按左右键看别的年份，按 Tab 看操作记录。" / "{}: nothing was found.\nLeft and Right show other years, Tab the acts.";
        no_acts: "没有符合条件的操作。\n按左右键看别的年份，按 F3 看全部。" / "No act answers to that.\nLeft and Right show other years, F3 all.";
        choose_first: "请先选一条" / "Choose one first";
        /// A finding that names no entry and nobody.
        opens_nothing: "这一条不涉及某一笔或某个人" / "It names no entry and nobody";
        no_before: "已经是全部" / "This is everything already";
        no_earlier: "没有更早的年份了" / "There is no earlier year";
        /// What the entries of a finding are called; its rule, and whom it is about.
        entries: "审计 {}" / "audit {}";
        /// The name by which a command answers it.
        number: "编号 {}" / "finding {}";
    }
}
