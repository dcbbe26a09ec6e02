//! Heads of columns and labels of values in plain output.

use super::Lang;

/// Heads and labels.
#[derive(Debug)]
pub struct HeadTexts {
    /// A round that nobody created.
    pub not_created: &'static str,
    /// Head: name.
    pub name: &'static str,
    /// Head: township.
    pub township: &'static str,
    /// Head: village.
    pub village: &'static str,
    /// Head: group.
    pub group: &'static str,
    /// Head: state.
    pub state: &'static str,
    /// Head: standard.
    pub standard: &'static str,
    /// Head: round.
    pub round: &'static str,
    /// Head: festival.
    pub festival: &'static str,
    /// Head: opens.
    pub opens: &'static str,
    /// Head: due until.
    pub due_until: &'static str,
    /// Head: grace until.
    pub grace_until: &'static str,
    /// Head: day.
    pub day: &'static str,
    /// Head: kind.
    pub kind: &'static str,
    /// Head: cash.
    pub cash: &'static str,
    /// Head: goods.
    pub goods: &'static str,
    /// Head: handlers.
    pub handlers: &'static str,
    /// Head: entry.
    pub entry: &'static str,
    /// Head: remark.
    pub remark: &'static str,
    /// Head: id.
    pub id: &'static str,
    /// Head: id number.
    pub id_number: &'static str,
    /// Head: phone.
    pub phone: &'static str,
    /// Head: card.
    pub card: &'static str,
    /// Head: address.
    pub address: &'static str,
    /// Head: station.
    pub station: &'static str,
    /// Head: categories.
    pub categories: &'static str,
    /// Head: groups.
    pub groups: &'static str,
    /// Head: status.
    pub status: &'static str,
    /// Head: history.
    pub history: &'static str,
    /// Head: note.
    pub note: &'static str,
    /// Head: birth.
    pub birth: &'static str,
    /// A person.
    pub person: &'static str,
    /// A unit.
    pub unit: &'static str,
    /// A gift.
    pub gift: &'static str,
    /// A reversal.
    pub reversal: &'static str,
    /// Alive and here.
    pub alive: &'static str,
    /// Head: people.
    pub people: &'static str,
    /// Head: person visits.
    pub person_visits: &'static str,
    /// Units as a row.
    pub units: &'static str,
    /// A sum.
    pub total: &'static str,
}

/// Chinese.
pub const ZH: HeadTexts = HeadTexts {
    not_created: "未建",
    name: "姓名",
    township: "苏木镇场",
    village: "嘎查/社区",
    group: "慰问类别",
    state: "状态",
    standard: "标准",
    round: "慰问活动",
    festival: "节日",
    opens: "开始",
    due_until: "应访至",
    grace_until: "宽限至",
    day: "日期",
    kind: "种类",
    cash: "慰问金",
    goods: "慰问品",
    handlers: "经办人",
    entry: "分录",
    remark: "备注",
    id: "编号",
    id_number: "身份证号",
    phone: "电话",
    card: "银行卡",
    address: "住址",
    station: "服务站",
    categories: "优抚类别",
    groups: "慰问类别",
    status: "状态",
    history: "状态记录",
    note: "备注",
    birth: "出生",
    person: "人员",
    unit: "单位",
    gift: "发放",
    reversal: "冲正",
    alive: "在册",
    people: "人数",
    person_visits: "人次",
    units: "单位",
    total: "合计",
};

/// English.
pub const EN: HeadTexts = HeadTexts {
    not_created: "not created",
    name: "name",
    township: "township",
    village: "village",
    group: "group",
    state: "state",
    standard: "standard",
    round: "round",
    festival: "festival",
    opens: "opens",
    due_until: "due until",
    grace_until: "grace until",
    day: "day",
    kind: "kind",
    cash: "cash",
    goods: "goods",
    handlers: "handlers",
    entry: "entry",
    remark: "remark",
    id: "id",
    id_number: "ID number",
    phone: "phone",
    card: "card",
    address: "address",
    station: "station",
    categories: "categories",
    groups: "groups",
    status: "status",
    history: "history",
    note: "note",
    birth: "born",
    person: "person",
    unit: "unit",
    gift: "gift",
    reversal: "reversal",
    alive: "registered",
    people: "people",
    person_visits: "visits",
    units: "units",
    total: "total",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static HeadTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
