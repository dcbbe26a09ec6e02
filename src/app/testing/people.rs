//! People of whom more is to be told than the sample tells.

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::{ARMY, Register, SPRING, call, day, gift};
use crate::clock;
use crate::domain::gift::{Goods, Proxy};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Draft, Op};
use crate::domain::person::Edit;
use crate::domain::recipient::{Held, StatusKind};
use crate::domain::visit::Outcome;

/// Lives in 乌兰图嘎嘎查; the sample knows of two gifts to her and of a call in vain.
pub(crate) const RICH: &str = "查玉兰";
/// Died in January 2024, as the sample tells.
pub(crate) const DEAD: &str = "赵永福";
/// Was given goods in all three rounds.
pub(crate) const UNIT: &str = "驻旗某部一连";

/// Goods to the worth of 160 yuan.
pub(crate) const GOODS: &str = "米面油 1 份";

/// A label held from one day until another; none for always.
pub(crate) fn held(
    label: &'static str,
    from: Option<(i32, u32, u32)>,
    until: Option<(i32, u32, u32)>,
) -> Held {
    let ymd = |(y, m, d)| day(y, m, d);
    Held { label: label.into(), from: from.map(ymd), until: until.map(ymd) }
}

impl Register {
    /// Somebody of whom everything can be told: a gift that was reversed and given again in another way, a
    /// group that has ended, needs that were heard, a death that was undone, a long address and a note.
    pub(crate) fn rich() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, Self::make_rich)
    }

    fn make_rich() -> Self {
        let mut register = Self::sample();
        let id = register.id(RICH);
        register.reverse(RICH, "标准写错");
        let mut again = gift(id, 1_000);
        (again.round, again.on, again.outcome) = (ARMY, day(2023, 7, 25), Outcome::Proxy);
        again.goods = Some(Goods { text: "米面油 1 份".into(), value: Fen::new(16_000) });
        again.proxy = Some(Proxy { name: "乌云其木格".into(), relation: "女儿".into() });
        register.record(again);
        let mut absent = call(id, Outcome::Absent);
        absent.on = day(2024, 2, 1);
        absent.needs = Some("屋顶漏雨，想申请危房改造".into());
        register.record(absent);
        register.edit(
            id,
            Edit {
                address: Some("嘎查队部往北三公里过桥第二个岔路口向西冬营地，院里有一台风力发电机".into()),
                note: Some("听力不好，先给儿子打电话".into()),
                groups: Some(vec![
                    held("烈士遗属", None, None),
                    held("困难退役军人", Some((2015, 1, 1)), Some((2019, 12, 31))),
                ]),
                ..Edit::default()
            },
        );
        let kind = StatusKind::Died;
        register.done(&Op::SetStatus { id, kind, on: day(2022, 3, 1), reason: "嘎查来电".into() });
        register.done(&Op::UndoStatus { id, kind, reason: "同名另一人".into() });
        register
    }

    /// A day on which much asks for attention: two visits are promised for today, three for days that have passed, two
    /// forms wait half filled, two notes say that somebody is gone.
    pub(crate) fn promised() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, Self::make_promised)
    }

    fn make_promised() -> Self {
        let mut register = Self::sample();
        for (name, to) in [
            ("程连富", day(2024, 2, 2)),
            ("张文", day(2024, 2, 2)),
            ("王援民", day(2024, 1, 30)),
            ("刘立清", day(2024, 2, 1)),
            ("单国强", day(2024, 1, 31)),
            ("苏日娜", day(2024, 2, 6)),
        ] {
            let mut put_off = call(register.id(name), Outcome::Deferred);
            (put_off.on, put_off.deferred_to) = (day(2024, 1, 25), Some(to));
            register.record(put_off);
        }
        register.draft("程连富", "muster-form 1;round=2024-spring;outcome=given;cash=1,000.00;");
        register.draft("乌云其木格", "muster-form 1;round=2024-spring;outcome=absent;");
        for (name, note) in [("呼日查巴特尔", "据嘎查说去年冬天已故"), ("张文", "听说去世，待核实")]
        {
            let id = register.id(name);
            register.edit(id, Edit { note: Some(note.into()), ..Edit::default() });
        }
        register
    }

    /// Three people of one village to be visited in the spring of 2024, one of them visited by two officers;
    /// 程连富 is to be given cash and goods, which no standard of the sample has.
    pub(crate) fn with_goods() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, Self::make_with_goods)
    }

    fn make_with_goods() -> Self {
        let mut register = Self::empty();
        for (name, group) in
            [("程连富", "在乡老复员军人"), ("单国强", "困难退役军人"), ("乌云其木格", "烈士遗属")]
        {
            register.people(&[name.to_owned()], "桑根达来镇", "敖包图嘎查", group);
        }
        let mut round = register.store().round_card(SPRING, register.today).unwrap().round;
        for standard in round.standards.iter_mut().filter(|standard| &*standard.group == "在乡老复员军人")
        {
            standard.goods = GOODS.into();
            standard.goods_value = Fen::new(16_000);
        }
        register.done(&Op::CreateRound(round));
        let whom = register.id("乌云其木格");
        register.record(gift(whom, 1_000));
        register
    }

    /// Somebody was given 1,000 yuan and goods three days ago, by two others.
    pub(crate) fn paid(&mut self, name: &str) {
        let mut gift = gift(self.id(name), 1_000);
        gift.on = day(2024, 1, 30);
        gift.goods = Some(Goods { text: GOODS.into(), value: Fen::new(16_000) });
        gift.handlers = vec!["呼日查巴特尔".into(), "额尔敦巴雅尔".into()];
        self.done(&Op::AddHandlers(gift.handlers.clone()));
        self.record(gift);
    }

    /// Changes plain facts, and must succeed.
    pub(crate) fn edit(&mut self, id: RecipientId, edit: Edit) {
        let rev = self.store().recipient(id).unwrap().rev;
        self.done(&Op::Edit { id, rev, edit: Box::new(edit) });
    }

    /// Records a death, and must succeed.
    pub(crate) fn died(&mut self, name: &str, on: NaiveDate) {
        let (id, kind) = (self.id(name), StatusKind::Died);
        self.done(&Op::SetStatus { id, kind, on, reason: "嘎查来电".into() });
    }

    /// Keeps a half-filled form, and must succeed.
    pub(crate) fn draft(&mut self, name: &str, body: &'static str) -> EntryId {
        let id = clock::new_entry_id();
        let draft = Draft { id, recipient: self.id(name), body: body.into() };
        self.done(&Op::SaveDraft(draft));
        id
    }
}
