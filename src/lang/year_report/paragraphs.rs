//! The paragraphs of the report, in the plain Chinese of a bureau: a sentence a figure, and none for what was not done.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{sum, yuan};
use crate::domain::holiday::Festival;
use crate::domain::money::Fen;
use crate::domain::work::WorkKind;
use crate::domain::year::ReportPart;
use crate::domain::year_report::lines::LineOf;
use crate::domain::year_report::{ProgrammeFigures, Quantity, ReportLine, YearReport};
use crate::lang::{Lang, work};

/// The paragraphs of a part; none where nothing was done.
pub(super) fn of(part: ReportPart, report: &YearReport, all: &[ReportLine]) -> Vec<String> {
    let of = Of { report, all };
    let own = match part {
        ReportPart::Start | ReportPart::End => return Vec::new(),
        ReportPart::Money => return of.money(),
        ReportPart::Care => of.care(),
        ReportPart::Training => of.training(),
        ReportPart::Stations => of.stations(),
        ReportPart::Petitions => of.petitions(),
        ReportPart::Honours => of.honours(),
        ReportPart::Memorials => of.memorials(),
        ReportPart::Garrison => of.garrison(),
        ReportPart::Other => of.other(),
    };
    // Meetings about jobs stand with training, in a sentence of their own.
    let plain = if part == ReportPart::Training { Vec::new() } else { of.plain(part) };
    let sentences = [plain, own].concat();
    if sentences.is_empty() { Vec::new() } else { vec![sentences.concat()] }
}

pub(super) struct Of<'a> {
    pub(super) report: &'a YearReport,
    all: &'a [ReportLine],
}

/// Sums as they stand in these sentences.
pub(super) fn told(amount: Fen) -> String {
    sum(Lang::Zh, amount)
}

impl<'a> Of<'a> {
    pub(super) fn line(&self, name: &str) -> Option<&'a ReportLine> {
        self.all.iter().find(|line| line.name == name)
    }

    /// The lines of a kind with their subkinds.
    pub(super) fn kind(&self, kind: WorkKind) -> impl Iterator<Item = (&'a ReportLine, &'a str)> {
        self.all.iter().filter_map(move |line| match &line.of {
            LineOf::Work(own, subkind) if *own == kind => Some((line, subkind.as_str())),
            LineOf::Work(..)
            | LineOf::Visits
            | LineOf::Units
            | LineOf::Programme(_)
            | LineOf::Spending(_)
            | LineOf::Late => None,
        })
    }

    /// A list of the subkinds of a kind with a number each: 专升本6人、成人高考6人.
    pub(super) fn listed(
        &self,
        kind: WorkKind,
        of: Quantity,
        unit: &str,
        wants: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let parts: Vec<String> = self
            .kind(kind)
            .filter(|(_, subkind)| wants(subkind))
            .map(|(line, subkind)| {
                let name = if subkind.is_empty() { work::kind(Lang::Zh, kind) } else { subkind };
                let number = line.value(of);
                if number == 0 { name.to_owned() } else { format!("{name}{number}{unit}") }
            })
            .collect();
        (!parts.is_empty()).then(|| parts.join("、"))
    }

    pub(super) fn total(&self, kind: WorkKind, of: Quantity, wants: impl Fn(&str) -> bool) -> i64 {
        self.kind(kind).filter(|(_, subkind)| wants(subkind)).map(|(line, _)| line.value(of)).sum()
    }

    fn money(&self) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let (visits, units) = (self.report.gifts.visits, self.report.gifts.units);
        let mut gifts = String::new();
        if visits.person_visits > 0 {
            let groups: BTreeSet<&str> = BTreeSet::new();
            let mut named: Vec<&str> = Vec::new();
            let mut seen = groups;
            for round in &self.report.gifts.rounds {
                for group in
                    round.groups.iter().map(|group| group.group.as_str()).filter(|group| !group.is_empty())
                {
                    if seen.insert(group) {
                        named.push(group);
                    }
                }
            }
            let whom = named.join("、");
            let of = |festival| self.report.gifts.rounds.iter().any(|round| round.round.festival == festival);
            let held: Vec<&str> = [(Festival::Spring, "春节"), (Festival::Army, "八一")]
                .into_iter()
                .filter(|(festival, _)| of(*festival))
                .map(|(_, name)| name)
                .collect();
            let when = held.join("、");
            let _ = write!(gifts, "{when}期间走访慰问{whom}{}人", visits.people);
            if visits.cash != Fen::ZERO {
                let _ = write!(gifts, "，发放慰问金{}", told(visits.cash));
            }
            if visits.goods != Fen::ZERO {
                let _ = write!(gifts, "，慰问品折款{}", told(visits.goods));
            }
            gifts.push('。');
        }
        if units.units > 0 {
            let _ = write!(gifts, "慰问驻旗部队等单位{}个", units.units);
            if units.cash != Fen::ZERO {
                let _ = write!(gifts, "，慰问金{}", told(units.cash));
            }
            if units.goods != Fen::ZERO {
                let _ = write!(gifts, "，慰问品折款{}", told(units.goods));
            }
            gifts.push('。');
        }
        if !gifts.is_empty() {
            paragraphs.push(gifts);
        }
        let paid: String = self.report.programmes.iter().map(|paid| self.programme(paid)).collect();
        if !paid.is_empty() {
            paragraphs.push(paid);
        }
        let others = self
            .report
            .spending
            .iter()
            .filter(|spent| !["memorial", "station_fund"].contains(&spent.code.as_str()));
        let others = others.fold(String::new(), |mut all, spent| {
            let _ = write!(all, "{}支出{}。", spent.name, told(spent.amount));
            all
        });
        if !others.is_empty() {
            paragraphs.push(others);
        }
        if self.report.late.0 > 0 {
            paragraphs.push(format!(
                "冲正以前年度分录{}笔，金额{}。",
                self.report.late.0,
                told(self.report.late.1)
            ));
        }
        paragraphs
    }

    fn programme(&self, paid: &ProgrammeFigures) -> String {
        let ProgrammeFigures { people, times, amount, own, .. } = paid;
        // What was only taken back of earlier years pays nobody; what came to nothing is told in no sentence.
        if *people == 0 {
            let back = told(amount.negated());
            let accepted = self.report.accepted.filter(|accepted| *accepted > 0);
            return match (accepted.filter(|_| paid.code == "hardship_relief"), *amount < Fen::ZERO) {
                (Some(accepted), false) => format!("困难救助受理{accepted}件。"),
                (Some(accepted), true) => format!("困难救助受理{accepted}件。追回以前年度困难救助{back}。"),
                (None, true) => format!("追回以前年度{}{back}。", paid.name),
                (None, false) => String::new(),
            };
        }
        let sum = told(*amount);
        let seasons = || paid.parts.keys().cloned().collect::<Vec<_>>().join("、");
        match paid.code.as_str() {
            "hardship_relief" => match self.report.accepted.filter(|accepted| *accepted > 0) {
                Some(accepted) => format!("困难救助受理{accepted}件，发放救助金{sum}。"),
                None => format!("困难救助{people}人，发放救助金{sum}。"),
            },
            "living_allowance" => {
                let categories = paid.parts.values().filter(|part| part.people > 0).count();
                format!("为{categories}类优抚对象{people}人发放生活补助{sum}。")
            }
            "army_spouse" => format!("为{people}名未就业随军家属发放生活补助{sum}。"),
            "fire_recruit_family" => format!("为{people}户森林消防员家庭发放优待金{sum}。"),
            "conscript_family" => {
                // Without an intake the half-year stands in its place, which is no season.
                let intakes = paid.parts.keys().filter(|part| part.chars().count() > 1);
                let intakes = intakes.cloned().collect::<Vec<_>>().join("、");
                let of = if intakes.is_empty() { String::new() } else { format!("（{intakes}）") };
                format!("为{people}户义务兵家庭{of}发放优待金{sum}。")
            }
            "discharge_grant" => {
                format!("为{people}名自主就业退役士兵（{}）发放一次性经济补助{sum}。", seasons())
            }
            "medical_insurance" => format!("为{people}人缴纳医疗保险{sum}。"),
            "medical_insurance_next_year" => {
                format!("为{people}人缴纳下一年度（{}）医疗保险{sum}。", seasons())
            }
            "medical_reimbursement" => format!("医疗报销{times}人次，{sum}。"),
            "social_insurance" => {
                let all = told(amount.plus(*own));
                format!("为{people}人接续社会保险{all}，其中单位部分{sum}，个人部分{}。", told(*own))
            }
            "merit_citation" => format!("为{people}户立功受奖军人家庭送喜报，发放奖励金{sum}。"),
            _ => format!("{}{people}人，{sum}。", paid.name),
        }
    }

    fn care(&self) -> Vec<String> {
        let mut said = Vec::new();
        let received = |subkind: &str| subkind.ends_with("退役士兵接收");
        let soldiers = self.total(WorkKind::Review, Quantity::People, received);
        if soldiers > 0 {
            let seasons: Vec<String> = ["春季", "秋季", "冬季", "夏季"]
                .iter()
                .map(|season| {
                    (
                        season,
                        self.total(WorkKind::Review, Quantity::People, |sub| {
                            received(sub) && sub.starts_with(season)
                        }),
                    )
                })
                .filter(|(_, people)| *people > 0)
                .map(|(season, people)| format!("{season}{people}人"))
                .collect();
            said.push(format!("接收退役士兵{soldiers}人"));
            if !seasons.is_empty() {
                said.push(format!("，其中{}", seasons.join("、")));
            }
            let steps = self.steps(received);
            said.push(match steps.as_slice() {
                [] => "。".to_owned(),
                [one] => format!("，均办理{one}手续。"),
                several => format!("，均办理{}等{}项手续。", several.join("、"), several.len()),
            });
        }
        if let Some(listed) = self.listed(WorkKind::Review, Quantity::People, "人", |sub| !received(sub)) {
            // Without a subkind the kind itself stands in the list.
            said.push(match listed.strip_prefix("资格审核") {
                Some(number) => format!("开展资格审核{number}。"),
                None => format!("开展资格审核：{listed}。"),
            });
        }
        said
    }

    /// The procedures that all of those who were received had done.
    fn steps(&self, wants: impl Fn(&str) -> bool) -> Vec<String> {
        use crate::domain::work::{Field, FieldValue};
        let rows = self
            .report
            .work
            .iter()
            .filter(|row| row.work.kind == WorkKind::Review && wants(&row.work.subkind));
        let mut steps: Option<Vec<String>> = None;
        for row in rows {
            let own: Vec<String> = match row.work.details.get(&Field::Steps) {
                Some(FieldValue::List(list)) => list.iter().map(ToString::to_string).collect(),
                Some(
                    FieldValue::Words(_) | FieldValue::Number(_) | FieldValue::Money(_) | FieldValue::Day(_),
                )
                | None => Vec::new(),
            };
            steps = Some(match steps {
                None => own,
                Some(before) => before.into_iter().filter(|step| own.contains(step)).collect(),
            });
        }
        steps.unwrap_or_default()
    }

    fn training(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(listed) = self.listed(WorkKind::Training, Quantity::People, "人", |_| true) {
            said.push(format!("组织培训：{listed}。"));
        }
        if let Some(listed) =
            self.listed(WorkKind::Role, Quantity::People, "人", |sub| !sub.contains("最美"))
        {
            said.push(format!("现有{listed}。"));
        }
        let fairs = self.total(WorkKind::JobFair, Quantity::Times, |_| true);
        if fairs > 0 {
            said.push(format!("举办招聘会{fairs}次。"));
        }
        let meetings = self.total(WorkKind::Meeting, Quantity::Times, |sub| sub.contains("调度"));
        if meetings > 0 {
            said.push(format!("召开调度会{meetings}次。"));
        }
        said
    }

    fn stations(&self) -> Vec<String> {
        let mut said = Vec::new();
        let of = |name: &str| self.line(&format!("facility:{name}"));
        let (centre, towns, quarters) = (of("服务中心"), of("苏木镇场服务站"), of("社区服务站"));
        let mut parts = Vec::new();
        if let Some(line) = centre {
            parts.push(format!(
                "服务中心{}个、工作人员{}人",
                line.value(Quantity::Rows),
                line.value(Quantity::Staff)
            ));
        }
        if let Some(line) = towns {
            parts.push(format!(
                "苏木镇场服务站{}个、工作人员{}人",
                line.value(Quantity::Rows),
                line.value(Quantity::Staff)
            ));
        }
        if let Some(line) = quarters {
            parts.push(format!("社区服务站{}个", line.value(Quantity::Rows)));
        }
        if !parts.is_empty() {
            said.push(format!("全旗建有{}。", parts.join("，")));
        }
        let stations = [centre, towns, quarters];
        let all = |of: Quantity| Fen::new(stations.iter().flatten().map(|line| line.value(of)).sum());
        let (funds, own) = (all(Quantity::Funds), all(Quantity::OwnFunds));
        if funds != Fen::ZERO {
            said.push(format!("服务站年度工作经费{}", yuan(Lang::Zh, funds)));
            said.push(if own == Fen::ZERO {
                "。".to_owned()
            } else {
                format!("，其中农牧场自筹{}。", yuan(Lang::Zh, own))
            });
        }
        if let Some(spent) = self.report.spending.iter().find(|spent| spent.code == "station_fund") {
            said.push(format!("拨付服务站经费{}{}。", yuan(Lang::Zh, spent.amount), by_fund(spent)));
        }
        let found = self.total(WorkKind::Inspection, Quantity::Found, |_| true);
        if found > 0 {
            let mended = self.total(WorkKind::Inspection, Quantity::Mended, |_| true);
            let aspects = self
                .kind(WorkKind::Inspection)
                .map(|(line, _)| line.value(Quantity::Aspects))
                .max()
                .unwrap_or(0);
            let within = if aspects > 0 { format!("{aspects}个方面") } else { String::new() };
            let listed =
                self.listed(WorkKind::Inspection, Quantity::Found, "个", |_| true).unwrap_or_default();
            said.push(format!("检查发现{within}问题{found}个（{listed}），"));
            said.push(if mended == found {
                "全部整改。".to_owned()
            } else {
                format!("已整改{mended}个。")
            });
        }
        said
    }

    fn petitions(&self) -> Vec<String> {
        let mut said = Vec::new();
        let received = self.total(WorkKind::Reception, Quantity::PersonTimes, |_| true);
        if received > 0 {
            said.push(format!("接待来访{received}人次。"));
        }
        let [matters, people, settled] = [Quantity::Rows, Quantity::People, Quantity::Settled]
            .map(|of| self.total(WorkKind::Matter, of, |_| true));
        if matters > 0 {
            let done =
                if settled == matters { "全部办结".to_owned() } else { format!("办结{settled}件") };
            said.push(format!("重点信访事项{matters}件{people}人，{done}。"));
        }
        let [needs, answered] =
            [Quantity::Rows, Quantity::Settled].map(|of| self.total(WorkKind::Need, of, |_| true));
        if needs > 0 {
            said.push(format!("受理诉求{needs}件，答复{answered}件。"));
        }
        said
    }
}

/// What was spent by fund, in brackets.
pub(super) fn by_fund(spent: &crate::domain::year_report::SpendingFigures) -> String {
    let parts: Vec<String> =
        spent.funds.iter().map(|(fund, fen)| [fund.as_str(), &told(*fen)].concat()).collect();
    if parts.is_empty() { String::new() } else { format!("（{}）", parts.join("、")) }
}
