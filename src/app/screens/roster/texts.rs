//! The roster, its filter and its search box.

use crate::lang::texts;

texts! {
    /// The texts of the roster.
    pub(super) fn of(lang) -> RosterTexts {
        open: "应访" / "due";
        late: "逾期" / "overdue";
        done: "已访" / "done";
        registered: "在册" / "people";
        /// The people of the whole banner, as a scope; units stand apart.
        banner: "全旗人员" / "All people";
        /// The units, as a scope.
        units: "驻旗部队等单位" / "Units";

        // Heads of columns.
        name: "姓名" / "Name";
        unit_name: "单位" / "Unit";
        group: "慰问类别" / "Group";
        place: "苏木镇场 嘎查村" / "Place";
        state: "状态" / "State";
        standard: "标准" / "Standard";
        /// The same of units, who receive goods.
        goods_standard: "慰问品" / "Goods";
        last: "上次" / "Last gift";
        phone: "电话" / "Phone";
        address: "住址" / "Address";

        /// After the first of several groups; how many.
        several: "等{}类" / "+{}";
        /// After a village's name; open items.
        village_open: "应访 {} 人" / "{} due";
        /// The same once the round is over.
        village_late: "逾期 {} 人" / "{} overdue";
        /// After a village's name; none is open.
        village_done: "已办完" / "all done";
        /// The village of those for whom none is known.
        no_village: "未填嘎查村" / "no village given";
        /// In the head of a list that is filtered: how many it holds, or more than so many.
        listed: "所列 {} 人" / "{} listed";
        listed_over: "所列多于 {} 人" / "over {} listed";
        /// The same of units.
        units_listed: "所列 {} 个单位" / "{} unit{|s} listed";
        units_listed_over: "所列多于 {} 个单位" / "over {} unit{|s} listed";
        /// Behind it: what their standards come to; of units, their goods.
        sum: "标准合计 {} 元" / "standards {} yuan";
        sum_goods: "慰问品合计 {} 元" / "goods {} yuan";
        /// The same where room is short.
        sum_brief: "{} 元" / "{} yuan";
        goods_brief: "慰问品 {} 元" / "goods {}";

        /// In the head of the list; the state of open items, how many.
        count_open: "{} {}" / "{} {}";
        /// In the head of the list; done.
        count_done: "已访 {}" / "done {}";
        /// In the line above the keys; closed.
        count_closed: "已了结 {}" / "closed {}";
        /// In the line above the keys; recipients registered.
        count_all: "在册 {} 人" / "{} registered";
        /// In the line above the keys; given and planned, in yuan.
        money: "已发 {} / {} 元" / "given {} / {} yuan";

        /// The same where goods are given and no cash.
        goods: "慰问品 {} / {} 元" / "goods {} / {} yuan";

        // Orders.
        by_village: "按村" / "by village";
        by_name: "按姓名" / "by name";
        by_state: "按状态" / "by state";

        // Which recipients are shown.
        show_in_round: "本次全部" / "in round";
        show_open: "只看应访" / "due only";
        show_done: "只看已访" / "done only";
        show_exceptions: "只看例外" / "exceptions";
        show_closed: "只看已了结" / "closed only";
        show_everyone: "在册全部" / "registered";

        filter_title: "筛选和排序" / "Filter and order";

        // Rows of the filter.
        filter_show: "状态" / "State";
        filter_group: "慰问类别" / "Group";
        filter_village: "嘎查村" / "Village";
        filter_sort: "排序" / "Order";

        /// No filter on that row.
        any: "不限" / "any";
        /// Under the filter.
        filter_hint: "上下选项，左右改，Enter 确定" / "Up and down choose, left and right change";

        // An empty list.
        empty_register: "登记册里还没有人。\n按 F8 导入花名册。" / "Nobody is registered yet.\nPress F8 to import a roster.";
        empty_filter: "没有符合筛选的人。\n按 F3 改筛选，按 Esc 清除筛选。" / "Nobody matches the filter.\nF3 changes it, Esc clears it.";
        empty_round:
            "这里没有人列入本次慰问。\n按 F3，「状态」选「在册全部」，可看其他人。" /
            "Nobody here is in this round.\nPress F3 and choose registered to see the others.";

        empty_not_created:
            "本次慰问活动还没有建立。\n按 F6，再按 F2 建立，应访的人就会列在这里。" /
            "This round has not been created yet.\nPress F6, then F2 to create it; who is due stands here then.";
        empty_scope: "这里没有在册的对象。\n按左右键换别的苏木镇。" / "Nobody is registered here.\nThe left and right arrows choose another township.";
        search: "查找" / "Find";
        /// Empty search box.
        search_hint:
            "可输入汉字、全拼、首字母（clf 程连富）、\n证件或电话的末四位、苏木镇、嘎查村或住址里的词（三组）；\n几个词用空格隔开，越写越窄（敖包图 程）。" /
            "Type Han, pinyin, initials (clf finds 程连富),\nthe last four digits of an ID or phone, a township,\na village or a word of an address (三组);\nseveral words narrow (敖包图 程).";
        /// No result; what was typed.
        search_none:
            "全旗都没有找到「{}」（筛选不影响查找）。\n换个写法：别的字、拼音、姓名首字母、证件或电话末四位；Ctrl+U 清空重写。\n还没有登记的，按 Ctrl+N 新增；按 Esc 返回。" /
            "Nothing found for \"{}\" in the whole banner; no filter applies.\nTry another spelling, initials, or the last four digits; Ctrl+U clears it.\nCtrl+N adds whoever is not registered yet; Esc goes back.";
        /// Number of results.
        hits: "共 {} 个结果" / "{} found";
        /// More results than are counted; how many are.
        hits_over: "多于 {} 个结果" / "over {} found";
        /// Results are cut off at that number.
        hits_more: "前 {} 个结果" / "first {} shown";
        /// Number of results while more are looked for.
        hits_so_far: "{} 个，仍在查找" / "{}, still searching";
        /// More words than count; how many do. In 20 cells.
        words_most: "只按前 {} 个词查找" / "first {} words count";
        /// No result yet, while some are looked for.
        hits_none_yet: "仍在查找" / "still searching";

        // What a result matched by.
        by_id: "按证件尾号找到" / "found by ID number";
        by_phone: "按电话尾号找到" / "found by phone";
        by_id_front: "按证件号前段（地区、出生年）找到" / "found by the front of the ID number: place and year";
        by_place: "按嘎查村找到" / "found by village";
        by_township: "按苏木镇场找到" / "found by township";
        /// Before the address.
        by_merged: "按已并入此人的另一登记找到" / "found by a registration that was merged into it";
        by_address: "按住址找到：" / "found by address: ";

        /// Ctrl+A over results that go on: how many were marked.
        marked_shown: "只标记已列出的 {} 个结果，后面还有" / "Only the {} results listed are marked; there are more";
        /// The village alone was asked for.
        in_no_village: "选中的对象没有填嘎查村" / "No village is given for the one that is chosen";
        nobody: "请先选一个人" / "Choose somebody first";
        /// A key for the chosen one, where the search found nobody.
        none_found: "没有找到人：改写，或按 Ctrl+N 新增" / "Nobody was found: write it otherwise, or Ctrl+N adds somebody";
        /// The same in a list that is empty.
        none_here: "这里没有人：Ctrl+N 新增，F8 导入花名册" / "Nobody is here: Ctrl+N adds somebody, F8 imports a roster";
    }
}
