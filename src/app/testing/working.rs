//! Registers with work that is not money.

use super::register::Register;
use crate::domain::ids::EntryId;
use crate::domain::op::Op;
use crate::domain::work::{NewWork, line};

impl Register {
    /// The sample with some work of 2023: a matter and a need that wait among it.
    pub(crate) fn worked() -> Self {
        let mut register = Self::sample();
        register.work(&[
            "会议 例会 2023-05-09 人数=12",
            "会议 调度会 2023-05-24 小类=调度会",
            "培训 兵支书培训 2023-10-23..2023-10-24 人数=23",
            "重点信访 安置遗留问题 2023-03-08 人数=2",
            "人员 兵支书 布仁 2022-06-01",
            "阵地 社区服务站 新城站 2020-04-01 年度经费=1500",
            "党建 主题党日 2023 次数=12",
            "诉求 程连富 房屋漏雨 2023-02-01",
        ]);
        register
    }

    /// So much work of 2023 that its list goes on below the screen.
    pub(crate) fn much_work() -> Self {
        let mut register = Self::worked();
        let lines: Vec<String> = (1..=28).map(|day| format!("会议 例会 2023-06-{day:02}")).collect();
        register.work(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        register
    }

    /// Writes work down, a line each, about whom a line names.
    fn work(&mut self, lines: &[&str]) {
        let first = self.store().work(&crate::domain::work::WorkQuery::default()).unwrap().len();
        let rows = (first..).zip(lines).map(|(no, said)| {
            let id = EntryId(uuid::Uuid::from_u128(no as u128 + 1));
            let typed = line::read(said, self.today, id).unwrap();
            let recipient = typed.whom.map(|name| self.store().resolve(&name).unwrap());
            NewWork { recipient, ..typed.work }
        });
        let rows = rows.collect();
        self.done(&Op::AddWork(rows));
    }
}
