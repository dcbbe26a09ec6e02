//! A register in which every text is long: names of twenty Han and of forty Latin letters, Mongolian with its selectors,
//! addresses and notes of a whole line, two handlers whose names fill a column each.

use std::sync::OnceLock;

use super::{Register, SPRING, call, day, gift, held, numbered};
use crate::domain::gift::{Goods, Proxy};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;

/// Whose names begin alike and end otherwise.
pub(crate) const ALIKE: [&str; 2] =
    ["阿拉坦巴雅尔孟和朝鲁呼日查巴特尔苏和鲁", "阿拉坦巴雅尔孟和朝鲁呼日查巴特尔苏和克"];
/// Forty letters.
pub(crate) const LATIN: &str = "Maximilian Alexandrovich Konstantinovsky";
/// With selectors, which take no cell.
pub(crate) const MONGOLIAN: &str = "ᠮᠣᠩᠭᠤᠯ\u{180B}ᠬᠦᠮᠦᠨ\u{180B}ᠪᠠᠶᠠᠷ\u{180B}ᠰᠠᠢᠬᠠᠨ";
const TOWNSHIP: &str = "赛音呼都嘎苏木";
/// Twelve Han.
const VILLAGE: &str = "阿日宝力格查干敖包图嘎查";
const HANDLERS: [&str; 2] = ["额尔敦朝克图巴雅尔孟和呼日查", "乌云其木格斯琴高娃萨仁图雅"];
const PROXY: &str = "哈斯巴根乌力吉吉雅满都拉图布";
const GOODS: &str = "米面油各一份、牛奶两箱、棉被一床、电热毯一条、羊肉十斤、取暖煤一吨、春联福字一套";
/// How long texts begin, by their kind; what follows is the same.
const TAIL: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光";
const KINDS: [&str; 6] = ["住处甲", "住处乙", "住处丙", "住处丁", "诉求戊", "备考己"];
const REVERSED: &str =
    "金额写错经两人核对原始签领表后确认应当重新登记一次，原经办人和村里会计都在场，签字为证";
const GONE: &str = "听说已故，待向村委会和派出所核实后再更正，联系人是村会计，下月十五日以前答复";

/// A text of sixty Han that begins by its kind.
fn text(kind: usize) -> CleanText {
    CleanText::shown(&[KINDS[kind], TAIL].concat())
}

/// Every long text of the register.
pub(crate) fn long_texts() -> Vec<String> {
    let fixed = [
        ALIKE[0],
        ALIKE[1],
        LATIN,
        MONGOLIAN,
        HANDLERS[0],
        HANDLERS[1],
        PROXY,
        GOODS,
        REVERSED,
        GONE,
        VILLAGE,
    ];
    fixed.into_iter().map(str::to_owned).chain((0..KINDS.len()).map(|kind| text(kind).to_string())).collect()
}

impl Register {
    /// Those people in one village: two that are due, one who was given a gift twice, one promised and one missed, one
    /// with a form half filled.
    pub(crate) fn long() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, Self::make_long)
    }

    fn make_long() -> Self {
        let mut register = Self::empty();
        let names = [ALIKE[0], ALIKE[1], LATIN, MONGOLIAN].map(str::to_owned);
        register.people(&names, TOWNSHIP, VILLAGE, "参加抗美援朝军人");
        for (name, kind) in names.iter().zip(0..) {
            let id = register.id(name);
            let groups = vec![held("参加抗美援朝军人", None, None), held("在乡老复员军人", None, None)];
            let edit = Edit { address: Some(text(kind)), groups: Some(groups), ..Edit::default() };
            register.edit(id, edit);
        }
        let mut round = register.store().round_card(SPRING, register.today).unwrap().round;
        for standard in &mut round.standards {
            standard.goods = GOODS.into();
            standard.goods_value = Fen::new(16_000);
        }
        register.done(&Op::CreateRound(round));
        register.given(&names[0]);
        let mut missed = call(register.id(MONGOLIAN), Outcome::Deferred);
        (missed.on, missed.deferred_to) = (day(2024, 1, 25), Some(day(2024, 1, 30)));
        missed.needs = Some(text(4));
        register.done(&Op::AddHandlers(missed.handlers.clone()));
        register.record(missed);
        let id = register.id(&names[1]);
        register.edit(id, Edit { note: Some(GONE.into()), ..Edit::default() });
        register.draft(LATIN, "muster-form 1;round=2024-spring;outcome=given;cash=1,000.00;");
        register
    }

    /// A gift that was reversed and handed to somebody else then.
    fn given(&mut self, name: &str) {
        let mut first = gift(self.id(name), 1_000);
        first.goods = Some(Goods { text: GOODS.into(), value: Fen::new(16_000) });
        first.handlers = HANDLERS.map(Into::into).to_vec();
        let mut second = first.clone();
        self.record(first);
        self.reverse(name, REVERSED);
        second.id = crate::clock::new_entry_id();
        second.outcome = Outcome::Proxy;
        second.proxy = Some(Proxy { name: PROXY.into(), relation: "儿媳".into() });
        second.note = Some(text(5));
        self.record(second);
    }
}

impl Register {
    /// The sample and many people more whose names and addresses are long, in three villages; all are due.
    pub(crate) fn many_long() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, || {
            let mut register = Self::sample();
            for (no, village) in ["敖包图嘎查", "乌兰图嘎嘎查", VILLAGE].into_iter().enumerate() {
                let han = numbered("阿拉坦巴雅尔孟和朝鲁呼日查巴特尔", 12);
                let latin =
                    (0..8).map(|at| format!("{}{LATIN}", ["Q", "W", "X", "Y", "Z", "K", "V", "J"][at]));
                let names: Vec<String> =
                    han.into_iter().chain(latin).map(|name| format!("{name}{no}")).collect();
                register.people(&names, "桑根达来镇", village, "参加抗美援朝军人");
                for (name, at) in names.iter().zip(0..) {
                    let id = register.id(name);
                    register.edit(id, Edit { address: Some(text(at % KINDS.len())), ..Edit::default() });
                }
            }
            register
        })
    }
}
