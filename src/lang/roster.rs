//! The roster, its filter and its search box.

use super::Lang;

/// The texts of the roster.
#[derive(Debug)]
pub struct RosterTexts {
    /// Head of a count: open items.
    pub open: &'static str,
    /// Head of a count: done.
    pub done: &'static str,
    /// Head of a count: all who are registered.
    pub registered: &'static str,
    /// The whole banner, as a scope.
    pub banner: &'static str,
    /// The units, as a scope.
    pub units: &'static str,
    /// Head of a column.
    pub name: &'static str,
    /// Head of a column, for units.
    pub unit_name: &'static str,
    /// Head of a column.
    pub group: &'static str,
    /// Head of a column of the results.
    pub place: &'static str,
    /// Head of a column.
    pub state: &'static str,
    /// Head of a column.
    pub standard: &'static str,
    /// Head of a column.
    pub last: &'static str,
    /// Head of a column.
    pub phone: &'static str,
    /// Head of a column.
    pub address: &'static str,
    /// After the first of several groups; how many.
    pub several: &'static str,
    /// After a village's name; open items.
    pub village_open: &'static str,
    /// After a village's name; none is open.
    pub village_done: &'static str,
    /// The village of those for whom none is known.
    pub no_village: &'static str,
    /// In the head of the list; open items.
    pub count_open: &'static str,
    /// In the head of the list; done.
    pub count_done: &'static str,
    /// In the line above the keys; closed.
    pub count_closed: &'static str,
    /// In the line above the keys; recipients registered.
    pub count_all: &'static str,
    /// In the line above the keys; given and planned, in yuan.
    pub money: &'static str,
    /// Age in full years.
    pub age: &'static str,
    /// Before the last gift; its round and amount.
    pub last_gift: &'static str,
    /// No gift so far.
    pub never: &'static str,
    /// A gift of goods; its value in yuan.
    pub goods: &'static str,
    /// Order.
    pub by_village: &'static str,
    /// Order.
    pub by_name: &'static str,
    /// Order.
    pub by_state: &'static str,
    /// Which are shown.
    pub show_in_round: &'static str,
    /// Which are shown.
    pub show_open: &'static str,
    /// Which are shown.
    pub show_done: &'static str,
    /// Which are shown.
    pub show_exceptions: &'static str,
    /// Which are shown.
    pub show_closed: &'static str,
    /// Which are shown.
    pub show_everyone: &'static str,
    /// Title of the filter.
    pub filter_title: &'static str,
    /// Row of the filter.
    pub filter_show: &'static str,
    /// Row of the filter.
    pub filter_group: &'static str,
    /// Row of the filter.
    pub filter_village: &'static str,
    /// Row of the filter.
    pub filter_sort: &'static str,
    /// No filter on that row.
    pub any: &'static str,
    /// Under the filter.
    pub filter_hint: &'static str,
    /// Empty list: nobody is registered.
    pub empty_register: &'static str,
    /// Empty list: the filter hides all.
    pub empty_filter: &'static str,
    /// Empty list: nobody here is in the round.
    pub empty_round: &'static str,
    /// Nobody can be in a round that nobody has created.
    pub empty_not_created: &'static str,
    /// Empty list: nobody is registered in the scope.
    pub empty_scope: &'static str,
    /// Label of the search box.
    pub search: &'static str,
    /// Empty search box.
    pub search_hint: &'static str,
    /// No result; what was typed.
    pub search_none: &'static str,
    /// Number of results.
    pub hits: &'static str,
    /// Results are cut off at that number.
    pub hits_more: &'static str,
    /// Number of results while more are looked for.
    pub hits_so_far: &'static str,
    /// No result yet, while some are looked for.
    pub hits_none_yet: &'static str,
    /// What a result matched by.
    pub by_id: &'static str,
    /// What a result matched by.
    pub by_phone: &'static str,
    /// What a result matched by.
    pub by_place: &'static str,
    /// A key that needs a chosen person.
    pub nobody: &'static str,
    /// Recording without a round.
    pub no_round: &'static str,
}

/// Chinese.
pub const ZH: RosterTexts = RosterTexts {
    open: "应访",
    done: "已访",
    registered: "登记",
    banner: "全旗",
    units: "驻旗部队等单位",
    name: "姓名",
    unit_name: "单位",
    group: "慰问类别",
    place: "苏木镇场 嘎查村",
    state: "状态",
    standard: "标准",
    last: "上次",
    phone: "电话",
    address: "住址",
    several: "等{}类",
    village_open: "{} 户应访",
    village_done: "已办完",
    no_village: "未填嘎查村",
    count_open: "应访 {}",
    count_done: "已访 {}",
    count_closed: "已了结 {}",
    count_all: "登记 {} 户",
    money: "已发 {} / {} 元",
    age: "{} 岁",
    last_gift: "上次 {} {}",
    never: "从未发过",
    goods: "物品 {} 元",
    by_village: "按村",
    by_name: "按姓名",
    by_state: "按状态",
    show_in_round: "全部状态",
    show_open: "只看应访",
    show_done: "只看已访",
    show_exceptions: "只看例外",
    show_closed: "只看已了结",
    show_everyone: "全部登记人员",
    filter_title: "筛选和排序",
    filter_show: "状态",
    filter_group: "慰问类别",
    filter_village: "嘎查村",
    filter_sort: "排序",
    any: "不限",
    filter_hint: "上下选项，左右改，Enter 确定",
    empty_register: "登记册里还没有人。\n按 F8 导入花名册。",
    empty_filter: "没有符合筛选的人。\n按 F3 改筛选，按 Esc 清除筛选。",
    empty_round: "这里没有人列入本次慰问。\n按 F3，「状态」选「全部登记人员」，可看其他人。",
    empty_not_created: "本次慰问活动还没有建立。\n按 F6，再按 F2 建立，应访的人就会列在这里。",
    empty_scope: "这里没有登记的对象。\n按左右键换别的苏木镇。",
    search: "查找",
    search_hint: "可输入汉字、全拼、首字母（clf 程连富）、\n证件尾号、电话尾号、嘎查村名。",
    search_none: "没有找到「{}」。\n换个写法，或只输姓名首字母；按 Esc 返回。",
    hits: "{} 个结果",
    hits_more: "前 {} 个结果",
    hits_so_far: "{} 个，仍在查找",
    hits_none_yet: "仍在查找",
    by_id: "按证件尾号找到",
    by_phone: "按电话尾号找到",
    by_place: "按嘎查村找到",
    nobody: "请先选一个人",
    no_round: "现在没有慰问活动，按 F6 建立",
};

/// English.
pub const EN: RosterTexts = RosterTexts {
    open: "due",
    done: "done",
    registered: "people",
    banner: "Whole banner",
    units: "Units",
    name: "Name",
    unit_name: "Unit",
    group: "Group",
    place: "Where",
    state: "State",
    standard: "Standard",
    last: "Last gift",
    phone: "Phone",
    address: "Address",
    several: "+{}",
    village_open: "{} due",
    village_done: "all done",
    no_village: "no village given",
    count_open: "due {}",
    count_done: "done {}",
    count_closed: "closed {}",
    count_all: "{} registered",
    money: "given {} / {} yuan",
    age: "{}",
    last_gift: "last {} {}",
    never: "no gift yet",
    goods: "goods {} yuan",
    by_village: "by village",
    by_name: "by name",
    by_state: "by state",
    show_in_round: "all states",
    show_open: "due only",
    show_done: "done only",
    show_exceptions: "exceptions",
    show_closed: "closed only",
    show_everyone: "everyone",
    filter_title: "Filter and order",
    filter_show: "State",
    filter_group: "Group",
    filter_village: "Village",
    filter_sort: "Order",
    any: "any",
    filter_hint: "Up and down choose, left and right change",
    empty_register: "Nobody is registered yet.\nPress F8 to import a roster.",
    empty_filter: "Nobody matches the filter.\nF3 changes it, Esc clears it.",
    empty_round: "Nobody here is in this round.\nPress F3 and choose everyone to see the others.",
    empty_not_created: "This round has not been created yet.\nPress F6, then F2 to create it; who is due stands here then.",
    empty_scope: "Nobody is registered here.\nThe left and right arrows choose another township.",
    search: "Find",
    search_hint: "Type Han, pinyin, initials (clf finds 程连富),\nthe last digits of an ID or phone, or a village.",
    search_none: "Nothing found for \"{}\".\nTry initials or fewer letters; Esc goes back.",
    hits: "{} found",
    hits_more: "first {} shown",
    hits_so_far: "{}, still searching",
    hits_none_yet: "still searching",
    by_id: "found by ID number",
    by_phone: "found by phone",
    by_place: "found by village",
    nobody: "Choose somebody first",
    no_round: "There is no round now; F6 creates one",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static RosterTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
