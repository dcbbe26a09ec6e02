//! The keys in words: what each does, short for the footer and long for the help.

use super::Lang;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Says {
    /// One or two words, for the footer.
    pub short: &'static str,
    /// For the help.
    pub long: &'static str,
}

/// The texts of the keymap.
#[derive(Debug)]
pub struct KeyTexts {
    /// Title of that place in the help.
    pub everywhere: &'static str,
    /// Title of that place in the help.
    pub main: &'static str,
    /// Title of that place in the help.
    pub rows: &'static str,
    /// Title of that place in the help.
    pub ends: &'static str,
    /// Title of that place in the help.
    pub roster: &'static str,
    /// Title of that place in the help.
    pub filter: &'static str,
    /// Title of that place in the help.
    pub search: &'static str,
    /// Title of that place in the help.
    pub person: &'static str,
    /// Title of that place in the help.
    pub facts: &'static str,
    /// Title of that place in the help.
    pub record: &'static str,
    /// Title of that place in the help.
    pub look: &'static str,
    /// Title of that place in the help.
    pub due: &'static str,
    /// Title of that place in the help.
    pub ledger: &'static str,
    /// Title of that place in the help.
    pub behind: &'static str,
    /// Title of that place in the help.
    pub rounds: &'static str,
    /// Title of that place in the help.
    pub round_form: &'static str,
    /// Title of that place in the help.
    pub report: &'static str,
    /// Title of that place in the help.
    pub import: &'static str,
    /// Title of that place in the help.
    pub help: &'static str,
    /// Title of that place in the help.
    pub first: &'static str,
    /// Title of that place in the help.
    pub confirm: &'static str,
    /// Title of that place in the help.
    pub reason: &'static str,
    /// An arrow key.
    pub arrow_up: &'static str,
    /// An arrow key.
    pub arrow_down: &'static str,
    /// An arrow key.
    pub arrow_left: &'static str,
    /// An arrow key.
    pub arrow_right: &'static str,
    /// Head of a column of the help.
    pub column_key: &'static str,
    /// Head of a column of the help.
    pub column_does: &'static str,
    /// Opens the help.
    pub open_help: Says,
    /// Reverses what was just recorded, with a reason.
    pub undo_last: Says,
    /// Draws the screen afresh.
    pub redraw: Says,
    /// Puts the program aside; fg brings it back.
    pub suspend: Says,
    /// Leaves; asks first if something would be lost.
    pub quit: Says,
    /// Finds by name, pinyin, initials, ID or phone tail, village.
    pub find: Says,
    /// Opens the list of who is due.
    pub go_due: Says,
    /// Opens the report of a year.
    pub go_report: Says,
    /// Opens the rounds.
    pub go_rounds: Says,
    /// Opens the ledger.
    pub go_ledger: Says,
    /// Imports a roster.
    pub go_import: Says,
    /// Goes back.
    pub back: Says,
    /// One row up.
    pub up: Says,
    /// One row down.
    pub down: Says,
    /// A screenful up.
    pub page_up: Says,
    /// A screenful down.
    pub page_down: Says,
    /// To the first row.
    pub first_row: Says,
    /// To the last row.
    pub last_row: Says,
    /// Opens what is chosen.
    pub open: Says,
    /// Records a visit.
    pub give: Says,
    /// Goes to the other pane.
    pub pane: Says,
    /// To the township before.
    pub township_before: Says,
    /// To the next township.
    pub township_after: Says,
    /// Filters by state, group, village, and sorts.
    pub choose: Says,
    /// Applies the filter.
    pub apply: Says,
    /// The value before.
    pub value_before: Says,
    /// The next value.
    pub value_after: Says,
    /// Clears the filter.
    pub clear_filter: Says,
    /// Cancels.
    pub cancel: Says,
    /// Changes it.
    pub edit: Says,
    /// Reverses the chosen entry, with a reason.
    pub reverse: Says,
    /// Records or undoes a death, departure or suspension.
    pub status: Says,
    /// Shows the full numbers, with a reason that is recorded.
    pub unmask: Says,
    /// Full standard to the person, today: goes to the last look.
    pub usual: Says,
    /// Saves what was changed.
    pub save: Says,
    /// To the next field.
    pub next_field: Says,
    /// To the previous field.
    pub previous_field: Says,
    /// Shows the last look before it is written.
    pub check: Says,
    /// Throws the draft away.
    pub discard: Says,
    /// Keeps a draft and goes back.
    pub keep_draft: Says,
    /// Writes it.
    pub write: Says,
    /// Back to the form.
    pub back_to_form: Says,
    /// Goes to the other tab.
    pub tab: Says,
    /// Works in this round.
    pub use_round: Says,
    /// Creates the next round.
    pub create_round: Says,
    /// Opens the entries behind the figure.
    pub entries: Says,
    /// The year after.
    pub year_after: Says,
    /// The year before.
    pub year_before: Says,
    /// Accepts.
    pub accept: Says,
    /// To the folder above.
    pub folder_up: Says,
    /// Yes.
    pub yes: Says,
    /// No.
    pub no: Says,
}

const fn says(short: &'static str, long: &'static str) -> Says {
    Says { short, long }
}

/// Chinese.
pub const ZH: KeyTexts = KeyTexts {
    everywhere: "任何时候",
    main: "各主要画面",
    rows: "列表",
    ends: "列表首尾",
    roster: "花名册",
    filter: "筛选",
    search: "查找",
    person: "个人",
    facts: "修改资料、登记状态",
    record: "登记",
    look: "登记前核对",
    due: "应访",
    ledger: "台账",
    behind: "报告数字的分录",
    rounds: "慰问活动",
    round_form: "慰问活动的建立和修改",
    report: "报告",
    import: "导入",
    help: "帮助",
    first: "首次启动",
    confirm: "确认",
    reason: "填写理由",
    arrow_up: "上箭头",
    arrow_down: "下箭头",
    arrow_left: "左箭头",
    arrow_right: "右箭头",
    column_key: "键",
    column_does: "作用",
    open_help: says("帮助", "打开帮助"),
    undo_last: says("冲正", "冲正刚才的登记（要写理由）"),
    redraw: says("重画", "重画屏幕"),
    suspend: says("挂起", "挂起程序，用 fg 恢复"),
    quit: says("退出", "退出；有未存内容时先询问"),
    find: says("查找", "查找：汉字、拼音、首字母、证件或电话尾号、嘎查村"),
    go_due: says("应访", "打开应访名单"),
    go_report: says("报告", "打开年度报告"),
    go_rounds: says("活动", "打开慰问活动"),
    go_ledger: says("台账", "打开台账"),
    go_import: says("导入", "导入花名册"),
    back: says("返回", "返回"),
    up: says("上", "上一行"),
    down: says("下", "下一行"),
    page_up: says("上翻", "上翻一页"),
    page_down: says("下翻", "下翻一页"),
    first_row: says("首行", "到第一行"),
    last_row: says("末行", "到最后一行"),
    open: says("查看", "查看选中的"),
    give: says("登记", "登记走访慰问"),
    pane: says("换栏", "换到另一栏"),
    township_before: says("上个苏木镇", "到前一个苏木镇场"),
    township_after: says("换苏木镇", "到下一个苏木镇场"),
    choose: says("筛选", "按状态、类别、嘎查村筛选和排序"),
    apply: says("确定", "按所选筛选"),
    value_before: says("前一项", "前一个选项"),
    value_after: says("后一项", "后一个选项"),
    clear_filter: says("清除", "清除筛选"),
    cancel: says("取消", "取消"),
    edit: says("修改", "修改"),
    reverse: says("冲正", "冲正选中的分录（要写理由）"),
    status: says("状态", "登记或撤销去世、迁出、停发"),
    unmask: says("显示号码", "显示完整号码（要写理由，会记录）"),
    usual: says("照标准发给本人", "照标准发给本人，直接核对"),
    save: says("保存", "保存改动"),
    next_field: says("下一项", "下一项"),
    previous_field: says("上一项", "上一项"),
    check: says("核对", "核对后登记"),
    discard: says("放弃", "放弃这张草稿"),
    keep_draft: says("留作草稿", "留作草稿并返回"),
    write: says("写入", "写入台账"),
    back_to_form: says("再改", "回到表单再改"),
    tab: says("换页", "换到另一页"),
    use_round: says("选用", "选用这次慰问活动"),
    create_round: says("新建", "新建下一次慰问活动"),
    entries: says("明细", "查看这个数字的分录"),
    year_after: says("后一年", "后一年"),
    year_before: says("前一年", "前一年"),
    accept: says("确定", "确定"),
    folder_up: says("上级", "上一级文件夹"),
    yes: says("是", "是"),
    no: says("否", "否"),
};

/// English.
pub const EN: KeyTexts = KeyTexts {
    everywhere: "Everywhere",
    main: "Every main screen",
    rows: "Lists",
    ends: "Ends of lists",
    roster: "Roster",
    filter: "Filter",
    search: "Search",
    person: "Person",
    facts: "Changing facts and status",
    record: "Record",
    look: "Last look",
    due: "Due",
    ledger: "Ledger",
    behind: "Entries behind a figure",
    rounds: "Rounds",
    round_form: "Creating and changing a round",
    report: "Report",
    import: "Import",
    help: "Help",
    first: "First start",
    confirm: "Question",
    reason: "Reason",
    arrow_up: "Up",
    arrow_down: "Down",
    arrow_left: "Left",
    arrow_right: "Right",
    column_key: "Key",
    column_does: "What it does",
    open_help: says("Help", "Opens the help"),
    undo_last: says("Undo", "Reverses what was just recorded, with a reason"),
    redraw: says("Redraw", "Draws the screen afresh"),
    suspend: says("Suspend", "Puts the program aside; fg brings it back"),
    quit: says("Quit", "Leaves; asks first if something would be lost"),
    find: says("Find", "Finds by name, pinyin, initials, ID or phone tail, village"),
    go_due: says("Due", "Opens the list of who is due"),
    go_report: says("Report", "Opens the report of a year"),
    go_rounds: says("Rounds", "Opens the rounds"),
    go_ledger: says("Ledger", "Opens the ledger"),
    go_import: says("Import", "Imports a roster"),
    back: says("Back", "Goes back"),
    up: says("Up", "One row up"),
    down: says("Down", "One row down"),
    page_up: says("Page up", "A screenful up"),
    page_down: says("Page down", "A screenful down"),
    first_row: says("First", "To the first row"),
    last_row: says("Last", "To the last row"),
    open: says("Open", "Opens what is chosen"),
    give: says("Record", "Records a visit"),
    pane: says("Pane", "Goes to the other pane"),
    township_before: says("Before", "To the township before"),
    township_after: says("Township", "To the next township"),
    choose: says("Filter", "Filters by state, group, village, and sorts"),
    apply: says("Apply", "Applies the filter"),
    value_before: says("Before", "The value before"),
    value_after: says("Next value", "The next value"),
    clear_filter: says("Clear", "Clears the filter"),
    cancel: says("Cancel", "Cancels"),
    edit: says("Edit", "Changes it"),
    reverse: says("Reverse", "Reverses the chosen entry, with a reason"),
    status: says("Status", "Records or undoes a death, departure or suspension"),
    unmask: says("Unmask", "Shows the full numbers, with a reason that is recorded"),
    usual: says("As usual", "Full standard to the person, today: goes to the last look"),
    save: says("Save", "Saves what was changed"),
    next_field: says("Next", "To the next field"),
    previous_field: says("Previous", "To the previous field"),
    check: says("Check", "Shows the last look before it is written"),
    discard: says("Discard", "Throws the draft away"),
    keep_draft: says("Keep draft", "Keeps a draft and goes back"),
    write: says("Write", "Writes it"),
    back_to_form: says("Change", "Back to the form"),
    tab: says("Tab", "Goes to the other tab"),
    use_round: says("Use", "Works in this round"),
    create_round: says("New", "Creates the next round"),
    entries: says("Entries", "Opens the entries behind the figure"),
    year_after: says("Next year", "The year after"),
    year_before: says("Year before", "The year before"),
    accept: says("OK", "Accepts"),
    folder_up: says("Up", "To the folder above"),
    yes: says("Yes", "Yes"),
    no: says("No", "No"),
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static KeyTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
