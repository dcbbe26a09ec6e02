//! The plan of a round, its comparison, its allocations, and the forms for them.

use crate::lang::texts;

texts! {
    /// The texts of the plan.
    pub(super) fn of(lang) -> PlanScreenTexts {
        /// Tabs: how many lines; what is new and dropped; how many holders have something open.
        tab_list: "名单 {}" / "List {}";
        tab_compare: "与上次对比" / "Compared";
        tab_allocation: "下拨" / "Allocations";

        /// Head line: the round, the state.
        state: "{}计划：{}" / "Plan of {}: {}";
        /// Who approved, the document, the day.
        approved: "（{} {} {}）" / " ({} {} {})";
        /// People, units, planned.
        sums: "{} 人、{} 个单位，慰问金 {} 元" / "{} p{erson|eople}, {} unit{|s}, cash {} yuan";
        /// Fund, planned, budget.
        fund: "{}：计划 {}，预算 {}" / "{}: planned {}, budget {}";
        fund_open: "{}：计划 {}，无预算" / "{}: planned {}, no budget";
        no_fund: "未定资金" / "no fund";
        unassigned: "未分组 {}" / "no team {}";
        added: "增补 {}" / "added {}";
        only_unassigned: "只看未分组" / "only without a team";
        /// What to do next.
        next_draft: "下一步：F3 分组，Ctrl+B 预算，F2 定稿" / "Next: F3 teams, Ctrl+B budget, F2 approve";
        next_approved: "下一步：Tab 到下拨，F5 登记走访" / "Next: Tab to allocations, F5 to record visits";
        next_allocation: "下一步：F2 下拨；未结的退回（F3）或记损失（Del），未结为零才能结束活动" / "Next: F2 hands out; F3 takes back, Del tells a loss: nothing open closes it";
        next_settled: "下一步：退回下拨的余款，Del 结束活动" / "Next: take back what is left, Del closes the round";

        name: "姓名" / "Name";
        place: "苏木镇场 嘎查村" / "Place";
        group: "慰问类别" / "Group";
        amount: "慰问金" / "Cash";
        team: "走访组" / "Team";
        state_head: "状态" / "State";
        goods: "慰问品" / "Goods";
        fund_head: "资金" / "Fund";
        leader: "带队领导" / "Leader";

        no_round: "现在没有慰问活动，没有计划。\n按 F6 建立或选用一次慰问活动。" / "There is no round, so there is no plan.\nF6 creates or chooses one.";
        empty: "名单上还没有人。\n慰问类别有标准、基准日在册的人会列在这里；按 F6 看标准。" / "Nobody is on the list.\nWhoever holds a group with a standard stands here; F6 shows the standards.";
        all_assigned: "都已分组。\nCtrl+F 看全部。" / "Everybody has a team.\nCtrl+F shows all.";
        /// A round nobody has created.
        not_created: "这次活动还没有建立：先按 F6 建立" / "The round is not created: F6 creates it first";
        choose_first: "请先选一行" / "Choose one first";
        marked: "已标记 {} 人，F3 分组，Esc 取消标记" / "{} marked; F3 gives them to a team, Esc clears";
        unmarked: "已取消标记" / "Marks cleared";
        not_draft: "只有定稿以后才能增补；草稿的名单随登记变动" / "Only an approved plan is added to: a draft follows the facts";
        not_over: "活动还没有过宽限期，不能结束" / "The grace is not over: the round cannot be closed yet";

        // The comparison.
        /// The rounds.
        compared: "{}与{}对比" / "{} compared with {}";
        no_before: "没有上一次同一节日的活动，无从对比。" / "There is no earlier round of this holiday to compare with.";
        before: "上次" / "before";
        new: "新增" / "new";
        /// Why.
        dropped: "减少：{}" / "dropped: {}";
        new_handlers: "新经办人，记入名单" / "New handlers";
        late: "定稿后新符合条件" / "Eligible since";
        /// How many came to be eligible since the approval.
        late_how: "定稿后新符合条件的 {} 人还不在计划上：在名单页按 Ctrl+N 增补，写理由" / "Eligible since the approval and not on the plan: {}; Ctrl+N on the list adds them, with a reason";
        changed: "金额变动" / "amount changed";
        now: "本次" / "now";
        /// What it was, what it is.
        was: "原 {} 元" / "was {} yuan";
        back_to_numbers: "Esc 返回数字，Enter 查看选中的人" / "Esc back to the numbers, Enter opens the chosen one";
        /// Old and new and dropped.
        sum_check: "上次 {} + 新增 {} - 减少 {} = 本次 {}" / "before {} + new {} - dropped {} = now {}";

        // Allocations.
        holder: "服务站、走访组" / "Station or team";
        what: "项目" / "What";
        out: "下拨" / "out";
        given: "已发" / "given";
        back: "退回" / "back";
        lost: "损失" / "lost";
        open: "未结" / "open";
        cash: "慰问金（元）" / "cash (yuan)";
        /// Mass goods.
        mass: "{}（物资）" / "{}, mass";
        none_out: "还没有下拨。\n按 F2 把慰问金和慰问品下拨给服务站或走访组。" / "Nothing was handed out.\nF2 hands cash and goods to a station or team.";
        draft_first: "计划还是草稿：先定稿（名单页 F2），再下拨" / "The plan is a draft: approve it first (F2 in the list), then hand out";

        /// What the key that approves does to an approved plan.
        withdraw: "撤回定稿" / "Withdraw";

        // Why.
        why_title: "{}：计划的依据" / "{}: why";
        basis_day: "基准日 {}" / "Basis day {}";
        on_plan: "在计划上：{}" / "On the plan: {}";
        not_on_plan: "不在计划上：{}" / "Not on the plan: {}";
        why_added: "增补：{}" / "Added: {}";
        /// Group, standard, bearing.
        bearing: "{}  {}  {}" / "{}  {}  {}";
        no_standard: "没有标准" / "no standard";

        // Forms.
        approve_title: "定稿" / "Approve the plan";
        return_title: "撤回定稿，成为草稿" / "Take the approval back";
        budget_title: "资金和预算" / "Fund and budget";
        assign_title: "分给走访组" / "Give to a team";
        add_title: "增补一人" / "Put somebody on the plan";
        out_title: "下拨" / "Hand out";
        mass_title: "物资（不记人）" / "Mass goods (no people)";
        back_title: "退回" / "Take back";
        lost_title: "记损失" / "Tell a loss";
        hint: "Enter 核对；还不写入" / "Enter checks; nothing is written yet";
        look: "核对：Enter 写入，Esc 再改" / "Last look: Enter writes, Esc changes";
        by: "批准人" / "Approved by";
        handed_by: "经办人" / "Handler";
        document: "文号" / "Document";
        day: "日期" / "Day";
        fund_name: "资金名称" / "Fund";
        budget: "预算（元）" / "Budget (yuan)";
        groups: "所付的类别" / "Groups it pays";
        only: "只可付的类别" / "May pay only";
        scope: "范围" / "Whom";
        handlers: "经办人" / "Handlers";
        who: "姓名" / "Who";
        cash_label: "慰问金（元）" / "Cash (yuan)";
        goods_label: "慰问品" / "Goods";
        reason: "理由" / "Reason";
        hint_groups: "用顿号分开；空着：还没有资金的类别" / "parted by commas; empty: those without a fund";
        groups_rest: "全部还没有资金的" / "all that have no fund yet";
        hint_only: "这项资金从此只能付这些类别；空着：不改" / "the only groups that the fund may pay from now on; empty: as it is";
        hint_group: "空着：按其在册的慰问类别" / "empty: by the groups that they hold";
        hint_who: "姓名、拼音或证件尾号；同名的写证件尾号" / "name, pinyin or end of the ID number";
        hint_goods: "如 米面油 30 箱、挂历 30 本" / "e.g. 米面油 30 箱、挂历 30 本";
        hint_handlers: "两人，用顿号分开；可空" / "two, parted by a comma; may be empty";
        hint_over: "超出预算或资金不符时要写" / "needed over budget or with a wrong fund";
        /// Whom: how many marked; the name; a place.
        scope_marked: "标记的 {} 人" / "the {} marked";
        /// How many lines, their cash.
        scope_sum: "{} 个 {}" / "{}, {}";
        scope_place: "{} 全部" / "all of {}";
        /// The sums of what is approved.
        approve_sum: "定稿以后各行金额固定；以后只能增补或了结。" / "Approving fixes the lines; afterwards one adds or closes.";

        // Faults.
        need: "请填写：{}" / "Fill in: {}";
        bad: "不能这样写：{}" / "Not possible: {}";
        bad_day: "看不懂这个日期，请写 2.2 或 2024-02-02" / "Not a day; write 2.2 or 2024-02-02";
        bad_amount: "看不懂这个金额" / "Not an amount";
        /// The groups.
        may_pay: "只能付：{}" / "may pay only: {}";
        /// Why.
        asks_reason: "请在「理由」里写明：{}" / "A reason is needed: {}";
        /// What was typed.
        no_holder: "没有这个服务站或走访组：{}" / "no such station or team: {}";
        bad_goods: "数量写成一个数，如 米面油 30 箱" / "a quantity is one number, e.g. 米面油 30 箱";
        cash_or_goods: "慰问金或慰问品" / "Cash or goods";
        /// The group.
        no_group: "没有这个慰问类别：{}" / "no such group: {}";
        nobody_found: "没有找到：{}" / "Nobody found: {}";
        several: "有 {} 人，请写证件尾号" / "{} found: write the end of the ID number";
        esc_again: "还没有写入，再按一次 Esc 放弃" / "Not written yet; Esc again drops what you typed";
        /// After it was written: what was done; what, whom, how much.
        done: "已写入：{}  {}  Ctrl+R 撤销" / "Written: {}  {}  Ctrl+R undoes it";
        must: "必填" / "needed";
    }
}
