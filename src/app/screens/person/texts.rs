//! One recipient: what is known, what happened, and the forms that change it.

use crate::lang::texts;

texts! {
    /// The texts of the screen.
    pub(super) fn of(lang) -> PersonTexts {
        edited: "已保存" / "Saved";
        /// The name.
        added: "已新增 {}；F2 登记，F3 改资料" / "Added {}; F2 records, F3 changes the facts";
        /// The name.
        registered: "{} 已登记过，没有重复新增" / "{} is registered already; nobody was added";
        /// Title of the form that adds a person.
        new_title: "新增人员" / "Add a person";
        /// A village that the township does not have.
        new_village: "没有「{}」这个嘎查村：再按 Enter 新建，或改写" / "No village {} here: Enter again makes it, or mend it";
        new_hint_choice: "左右键或数字换" / "Left, Right or a digit";
        new_hint_name: "证件上的全名，接着写身份证号" / "The whole name, as on the ID card; the ID number behind it";
        new_hint_id: "15 或 18 位，接着写嘎查村；性别和出生日期随之填上" / "15 or 18 characters, then the village; sex and birth follow from it";
        new_hint_village: "写开头，右键取建议" / "Its beginning; Right takes what is proposed";
        new_hint_birth: "如 1952-08-01；空着则按身份证号" / "As 1952-08-01; empty takes that of the ID";
        new_hint_digits: "只写数字" / "Digits only";
        new_hint_text: "可以空着" / "May stay empty";
        new_hint_reason: "写明理由后再按 Enter" / "Write why, then Enter again";
        not_chosen: "无" / "none";
        sex_by_id: "按身份证号" / "as in the ID";
        urban: "城镇" / "urban";
        rural: "农村" / "rural";
        no_township: "请选苏木镇场" / "Choose a township";
        bad_name: "不是姓名" / "Not a name";
        bad_id: "不是身份证号" / "Not an ID number";
        bad_digits: "位数不对或有别的字符" / "Too few or many digits, or others";
        /// After a death, departure or suspension; whose, which.
        status_set: "已登记 {} {}，未办的慰问已了结  Ctrl+R 撤销" / "Recorded: {} {}; open visits are closed  Ctrl+R undoes it";
        /// After undoing one; whose, which.
        status_undone: "已撤销 {} {}" / "Undone: {} {}";
        /// Age in years.
        age: "{} 岁" / "aged {}";
        /// Birth date.
        born: "{} 生" / "born {}";
        /// Year of birth.
        born_in: "{} 年生" / "born in {}";

        /// Head of what was changed of the facts.
        history: "资料变动" / "Changes";
        no_history: "资料没有改过；状态的变动见「状态」" / "no fact was changed; see the statuses above";
        by_hand_added: "新增" / "added";
        by_hand: "修改" / "changed";
        merged: "另一登记（已并入）" / "Merged into this one";
        by_merge: "合并" / "by a merge";
        by_parting: "拆开" / "by parting";
        by_roster: "名册导入" / "by a roster";
        /// Before, after.
        changed: "{} 改为 {}" / "{} to {}";
        male: "男" / "male";
        female: "女" / "female";

        // Labels of fields.
        name: "姓名" / "Name";
        sex: "性别" / "Sex";
        birth: "出生日期" / "Born";
        household: "户籍" / "Household";
        id_number: "证件" / "ID";
        phone: "电话" / "Phone";
        card: "银行卡" / "Card";
        place: "住处" / "Place";
        township: "苏木镇场" / "Township";
        village: "嘎查村" / "Village";
        station: "服务站" / "Station";
        address: "住址" / "Address";
        note: "备注" / "Note";

        none: "未登记" / "not known";
        /// The numbers are shown in full.
        unmasked: "号码已完整显示，离开或 20 秒不按键即隐去" / "numbers shown in full until you leave or press no key for 20 seconds";

        // Parts of the screen.
        groups: "慰问类别" / "Groups";
        categories: "优抚类别" / "Categories";
        status: "状态" / "Status";
        /// Beside a list: there is more of this person.
        more: "以下从略，Tab 看全部" / "There is more: Tab shows it all";
        /// Head of the entries of the ledger, and how many.
        entries: "台账" / "Ledger";
        entry_count: "{} 笔" / "{} entr{y|ies}";
        /// A reversal, without its reason.
        reversal_short: "冲正" / "reversal";
        /// How many of a village are listed; all, or there are more.
        village_count: "{} 人" / "{} {person|people}";
        village_more: "前 {} 人" / "the first {}";
        rounds: "历次慰问" / "Rounds";

        /// Held from a day.
        from: "{} 起" / "from {}";
        /// Held until a day.
        until: "至 {}" / "until {}";
        /// Held from a day to a day.
        between: "{} 至 {}" / "{} to {}";
        /// Held without dates.
        by_rule: "按规则" / "by rule";
        /// A group that is held by a rule.
        group_by_rule: "{}（按规则）" / "{} (by rule)";
        undated: "起始不详" / "since unknown";
        /// No visit group is held.
        /// At the head of the rounds, over the amounts: the cash of all gifts that stand, the value of their goods.
        sum: "合计 {} 元  慰问品 {} 元" / "in all {}  goods {} yuan";
        /// As `sum`, without cash.
        sum_goods: "慰问品合计 {} 元" / "goods in all {} yuan";
        /// As `sum`, without goods.
        sum_cash: "合计 {} 元" / "in all {} yuan";
        no_groups: "没有慰问类别，不列入慰问；F3 修改" / "none, so never visited; F3 changes it";
        no_rounds: "还没有列入过慰问" / "in no round so far";
        payments: "项目发放" / "Payments";
        /// How many, the key.
        paid: "{} 笔，{} 查看" / "{} entr{y|ies}: {}";
        here: "在册" / "registered here";
        /// Died on a day.
        dead: "{} 去世" / "died {}";
        /// Moved away on a day.
        left: "{} 迁出" / "moved away {}";
        /// Suspended from a day.
        suspended: "{} 停发" / "suspended {}";
        /// Ways of the dialog: somebody came back, is paid again.
        returned: "登记迁回" / "Record a return";
        resumed: "登记恢复发放" / "Record a resumption";
        end_note: "写第一天；到前一天为止的登记保留。此后的慰问照常列入。" / "The first day back. What was recorded ends the day before and stays; later rounds list the person again.";
        status_ended: "已登记，自那天起照常列入" / "Recorded: listed again from that day on";
        withdrawn: "{} 撤销登记，不在任何名单" / "registration withdrawn {}, on no list";
        /// Undone, with the reason.
        undone: "已撤销：{}" / "undone: {}";
        /// The standard.
        standard: "标准 {}" / "standard {}";
        /// Who handed it over.
        handlers: "经办 {}" / "by {}";
        /// Who received, and the relation.
        proxy: "代领 {}（{}）" / "to {} ({})";
        /// Goods and their value.
        goods: "{} 折合 {}" / "{} worth {}";
        /// Why it is right, where it is not the usual case.
        again: "理由：{}" / "why: {}";
        /// A reversal, with its reason.
        reversal: "冲正：{}" / "reversed: {}";
        reversed: "已冲正" / "reversed";
        /// Needs heard.
        needs: "诉求：{}" / "needs: {}";
        /// A gift whose amount is not that of the standard, and one to somebody not on the list.
        off_standard: "标准外" / "off the standard";
        not_listed: "名单外" / "not on the list";
        /// A call that counts no longer; why.
        cancelled: "已取消：{}" / "cancelled: {}";
        /// Delete on a call that was taken back.
        cancelled_before: "这次走访已经取消过" / "This call was taken back before";
        /// Delete where there is no gift.
        nothing_to_reverse: "请先用上下键选一笔发放、一次走访或一条另一登记" / "Choose a gift, a call or a merged registration with Up and Down first";
        /// Delete on a gift that was reversed.
        reversed_before: "这一笔已经冲正过" / "This one was reversed before";
        /// Delete on a reversal.
        is_reversal: "冲正分录不能再冲正" / "A reversal cannot be reversed";
        /// Title of the form that changes facts; whose.
        edit_title: "修改资料  {}" / "Change the facts of {}";

        // What a field expects.
        edit_hint_phone: "现为 {}；空着不变，- 为删除" / "now {}; empty keeps it, - removes it";
        edit_hint_choice: "左右键换" / "Left and Right change it";
        edit_hint_text: "清空即删除" / "Empty removes it";
        edit_hint_holds:
            "左右键或空格改；不再属于就填截止日，登记错了才改为否" /
            "Left, Right or Space; fill in the last day if it ended, No if it was never so";
        edit_hint_day: "可写 2.2 或 2024-02-02，空着为不限" / "2.2 or 2024-02-02; empty for open";

        /// A group is held.
        yes: "是" / "yes";
        /// A group is not held.
        no: "否" / "no";

        // Labels of fields.
        held_from: "自" / "from";
        held_until: "至" / "to";

        bad_phone: "电话只能是 7 到 20 位数字" / "A phone has 7 to 20 digits";
        bad_day: "看不懂这个日期" / "Not a day";
        bad_order: "截止日早于起始日" / "It ends before it begins";
        bad_text: "有不能使用的字符或太长" / "Characters not allowed, or too long";
        unchanged: "没有改动" / "Nothing was changed";
        /// Esc with unsaved changes.
        unsaved: "有未保存的改动：再按 Esc 放弃，Enter 保存" / "Not saved: Esc again throws it away, Enter saves";
        /// Enter with faults.
        wrong: "有 {} 处要改" / "{} to mend";
        /// Title of the status dialog; whose.
        status_title: "登记状态  {}" / "Status of {}";

        // Labels of fields.
        status_what: "情况" / "What";
        status_day: "日期" / "Day";
        died_on: "去世日期" / "Died on";
        left_on: "迁出日期" / "Left on";
        suspended_on: "停发日期" / "Stopped";
        back_on: "第一天" / "First day";
        status_reason: "理由" / "Reason";

        // Choices.
        set: "登记{}" / "record: {}";
        undo: "撤销{}" / "undo: {}";

        set_note: "未办的慰问随之了结；登记错了可以撤销。" / "Closes what is open; can be undone.";
        undo_note: "撤销后在慰问期内重新列为应访。" / "Where a round is open, due again.";
        /// Enter without a reason.
        reason_needed: "请写明理由" / "Write the reason";
    }
}
