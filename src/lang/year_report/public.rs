//! The paragraphs of what is done in public: honours, memorials, the garrison, and the rest.

use super::paragraphs::{Of, by_fund, told};
use crate::domain::work::{Field, WorkKind};
use crate::domain::year::ReportPart;
use crate::domain::year_report::Quantity;
use crate::domain::year_report::lines::part_of;
use crate::lang::{Lang, work};

impl Of<'_> {
    pub(super) fn honours(&self) -> Vec<String> {
        let mut said = Vec::new();
        for (line, subkind) in self.kind(WorkKind::Commendation) {
            let people = line.value(Quantity::People);
            let name = if subkind.is_empty() { "先进" } else { subkind };
            let many = if people > 0 { format!("{people}名") } else { String::new() };
            said.push(format!("表彰{name}{many}{}。", self.days(WorkKind::Commendation, subkind)));
        }
        for (line, subkind) in self.kind(WorkKind::Role).filter(|(_, subkind)| subkind.contains("最美")) {
            said.push(format!("现有{subkind}{}名。", line.value(Quantity::People)));
        }
        if let Some(line) = self.line("facility:优待商户") {
            said.push(format!("为{}家商户授予优待牌匾。", line.value(Quantity::Rows)));
        }
        for (line, subkind) in self.kind(WorkKind::Attribute) {
            said.push(format!("在用{subkind}{}个。", line.value(Quantity::Rows)));
        }
        for (_, subkind) in self.kind(WorkKind::UnitHonour) {
            said.push(format!("获评{subkind}{}。", self.days(WorkKind::UnitHonour, subkind)));
        }
        said
    }

    /// When rows of a kind and subkind were, in brackets.
    fn days(&self, kind: WorkKind, subkind: &str) -> String {
        let year = self.report.gifts.year;
        let mut days: Vec<_> = self
            .report
            .work
            .iter()
            .filter(|row| row.work.kind == kind && row.work.subkind.as_str() == subkind)
            .map(|row| row.work.days)
            .filter(|days| {
                days.from.format("%Y").to_string() == year.to_string() && days.to_string().len() > 4
            })
            .collect();
        days.sort_unstable();
        let told = |days| {
            let told = work::period(Lang::Zh, days);
            told.replace(&format!("{year}年"), "")
        };
        let told: Vec<String> = days.into_iter().map(told).collect();
        if told.is_empty() { String::new() } else { format!("（{}）", told.join("、")) }
    }

    pub(super) fn memorials(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(line) = self.line("facility:纪念设施") {
            let martyrs = line.value(Quantity::Martyrs);
            let buried = if martyrs > 0 { format!("，安葬烈士{martyrs}名") } else { String::new() };
            let levels = self.levels();
            said.push(format!("管护烈士纪念设施{}处{levels}{buried}。", line.value(Quantity::Rows)));
        }
        if let Some(spent) = self.report.spending.iter().find(|spent| spent.code == "memorial") {
            said.push(format!("纪念设施支出{}{}。", told(spent.amount), by_fund(spent)));
        }
        if let Some(listed) = self.listed(WorkKind::Works, Quantity::Rows, "", |_| true) {
            said.push(format!("完成{listed}等工程。"));
        }
        if let Some(listed) = self.listed(WorkKind::Ceremony, Quantity::Times, "次", |_| true) {
            said.push(format!("组织祭扫：{listed}。"));
        }
        said
    }

    /// The levels of memorials, in brackets.
    fn levels(&self) -> String {
        let rows = self.report.work.iter().filter(|row| row.work.subkind.as_str() == "纪念设施");
        let mut levels: Vec<String> =
            rows.filter_map(|row| Some(row.work.details.get(&Field::Level)?.told())).collect();
        levels.sort();
        if levels.is_empty() { String::new() } else { format!("（{}）", levels.join("、")) }
    }

    pub(super) fn garrison(&self) -> Vec<String> {
        let times = self.total(WorkKind::Garrison, Quantity::Times, |_| true);
        if times == 0 {
            return Vec::new();
        }
        let parts: Vec<String> = self
            .kind(WorkKind::Garrison)
            .map(|(line, subkind)| {
                let name = if subkind.is_empty() { "其他" } else { subkind };
                format!("{name}{}次{}", line.value(Quantity::Times), self.days(WorkKind::Garrison, subkind))
            })
            .collect();
        vec![format!("开展进军营活动{times}次：{}。", parts.join("、"))]
    }

    pub(super) fn other(&self) -> Vec<String> {
        let mut said = Vec::new();
        let contacts = self.total(WorkKind::Contact, Quantity::Rows, |_| true);
        if contacts > 0 {
            said.push(format!("常态化联系{contacts}次。"));
        }
        let confirmed = self.total(WorkKind::Confirm, Quantity::People, |_| true);
        if confirmed > 0 {
            said.push(format!("年度确认{confirmed}人。"));
        }
        said
    }

    /// A sentence a kind of a part, of those that have none of their own: how it begins, and its subkinds with how often.
    pub(super) fn plain(&self, part: ReportPart) -> Vec<String> {
        let kinds = WorkKind::ALL.iter().copied().filter(|kind| !kind.verb().is_empty());
        kinds
            .filter_map(|kind| {
                let verb = kind.verb();
                let listed = self.listed(kind, Quantity::Times, "次", |sub| part_of(kind, sub) == part)?;
                // Without a subkind the word of the kind stands in the verb already.
                let plain = work::kind(Lang::Zh, kind);
                let bare =
                    listed.strip_prefix(plain).filter(|rest| !rest.contains('、') && verb.ends_with(plain));
                Some(bare.map_or_else(|| format!("{verb}：{listed}。"), |rest| format!("{verb}{rest}。")))
            })
            .collect()
    }
}
