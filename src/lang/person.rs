//! One recipient: what is known, what happened, and the forms that change it.

use super::Lang;

/// The texts of the screen.
#[derive(Debug)]
pub struct PersonTexts {
    /// Age in years.
    pub age: &'static str,
    /// Birth date.
    pub born: &'static str,
    /// Label: ID number.
    pub id_number: &'static str,
    /// Label: phone.
    pub phone: &'static str,
    /// Label: bank card.
    pub card: &'static str,
    /// Label: township and village.
    pub place: &'static str,
    /// Label: township.
    pub township: &'static str,
    /// Label: village.
    pub village: &'static str,
    /// Label: station.
    pub station: &'static str,
    /// Label: address.
    pub address: &'static str,
    /// Label: note.
    pub note: &'static str,
    /// Nothing is known.
    pub none: &'static str,
    /// The numbers are shown in full.
    pub unmasked: &'static str,
    /// Part: visit groups.
    pub groups: &'static str,
    /// Part: entitlement categories.
    pub categories: &'static str,
    /// Part: status.
    pub status: &'static str,
    /// Part: rounds.
    pub rounds: &'static str,
    /// Held from a day.
    pub from: &'static str,
    /// Held until a day.
    pub until: &'static str,
    /// Held from a day to a day.
    pub between: &'static str,
    /// Held without dates.
    pub always: &'static str,
    /// No visit group is held.
    pub no_groups: &'static str,
    /// No round concerns the recipient.
    pub no_rounds: &'static str,
    /// Registered here and alive.
    pub here: &'static str,
    /// Died on a day.
    pub dead: &'static str,
    /// Moved away on a day.
    pub left: &'static str,
    /// Suspended from a day.
    pub suspended: &'static str,
    /// Undone, with the reason.
    pub undone: &'static str,
    /// The standard.
    pub standard: &'static str,
    /// Who handed it over.
    pub handlers: &'static str,
    /// Who received, and the relation.
    pub proxy: &'static str,
    /// Goods and their value.
    pub goods: &'static str,
    /// Why it was given again.
    pub again: &'static str,
    /// A reversal, with its reason.
    pub reversal: &'static str,
    /// The gift was reversed.
    pub reversed: &'static str,
    /// Needs heard.
    pub needs: &'static str,
    /// Put off to a day.
    pub put_off: &'static str,
    /// Delete where there is no gift.
    pub nothing_to_reverse: &'static str,
    /// Delete on a gift that was reversed.
    pub reversed_before: &'static str,
    /// Delete on a reversal.
    pub is_reversal: &'static str,
    /// Title of the form that changes facts; whose.
    pub edit_title: &'static str,
    /// Hint: the phone.
    pub edit_hint_phone: &'static str,
    /// Hint: a choice.
    pub edit_hint_choice: &'static str,
    /// Hint: a text.
    pub edit_hint_text: &'static str,
    /// Hint: whether a group is held.
    pub edit_hint_holds: &'static str,
    /// Hint: a day.
    pub edit_hint_day: &'static str,
    /// A group is held.
    pub yes: &'static str,
    /// A group is not held.
    pub no: &'static str,
    /// Label: first day.
    pub held_from: &'static str,
    /// Label: last day.
    pub held_until: &'static str,
    /// The phone has other characters than digits, or too few.
    pub bad_phone: &'static str,
    /// Not a day.
    pub bad_day: &'static str,
    /// The last day comes before the first.
    pub bad_order: &'static str,
    /// A character that is not allowed, or too long.
    pub bad_text: &'static str,
    /// Nothing was changed.
    pub unchanged: &'static str,
    /// Esc with unsaved changes.
    pub unsaved: &'static str,
    /// Enter with faults.
    pub wrong: &'static str,
    /// Title of the status dialog; whose.
    pub status_title: &'static str,
    /// Label: what happened.
    pub status_what: &'static str,
    /// Label: day.
    pub status_day: &'static str,
    /// Label: reason.
    pub status_reason: &'static str,
    /// Option: records a status.
    pub set: &'static str,
    /// Option: undoes a status.
    pub undo: &'static str,
    /// What recording a status does.
    pub set_note: &'static str,
    /// What undoing a status does.
    pub undo_note: &'static str,
    /// Enter without a reason.
    pub reason_needed: &'static str,
}

/// Chinese.
pub const ZH: PersonTexts = PersonTexts {
    age: "{} 岁",
    born: "{} 生",
    id_number: "证件",
    phone: "电话",
    card: "银行卡",
    place: "住处",
    township: "苏木镇场",
    village: "嘎查/社区",
    station: "服务站",
    address: "住址",
    note: "备注",
    none: "未登记",
    unmasked: "号码已完整显示，离开即隐去",
    groups: "慰问类别",
    categories: "优抚类别",
    status: "状态",
    rounds: "历次慰问",
    from: "{} 起",
    until: "至 {}",
    between: "{} 至 {}",
    always: "一直",
    no_groups: "没有慰问类别，不列入慰问；F3 修改",
    no_rounds: "还没有列入过慰问",
    here: "在册",
    dead: "{} 去世",
    left: "{} 迁出",
    suspended: "{} 停发",
    undone: "已撤销：{}",
    standard: "标准 {}",
    handlers: "经办 {}",
    proxy: "代领 {}（{}）",
    goods: "{} 折合 {}",
    again: "再发：{}",
    reversal: "冲正：{}",
    reversed: "已冲正",
    needs: "诉求：{}",
    put_off: "改到 {}",
    nothing_to_reverse: "请先用上下键选一笔已发的慰问",
    reversed_before: "这一笔已经冲正过",
    is_reversal: "冲正分录不能再冲正",
    edit_title: "修改资料  {}",
    edit_hint_phone: "现为 {}；空着不变，- 为删除",
    edit_hint_choice: "左右键换",
    edit_hint_text: "清空即删除",
    edit_hint_holds: "左右键或空格改；不再属于就填截止日，登记错了才改为否",
    edit_hint_day: "可写 2.2 或 2024-02-02，空着为不限",
    yes: "是",
    no: "否",
    held_from: "自",
    held_until: "至",
    bad_phone: "电话只能是 5 到 20 位数字",
    bad_day: "看不懂这个日期",
    bad_order: "截止日早于起始日",
    bad_text: "有不能使用的字符或太长",
    unchanged: "没有改动",
    unsaved: "有未保存的改动：再按 Esc 放弃，Enter 保存",
    wrong: "有 {} 处要改",
    status_title: "登记状态  {}",
    status_what: "情况",
    status_day: "日期",
    status_reason: "理由",
    set: "登记{}",
    undo: "撤销{}",
    set_note: "未办的慰问随之了结；登记错了可以撤销。",
    undo_note: "撤销后在慰问期内重新列为应访。",
    reason_needed: "请写明理由",
};

/// English.
pub const EN: PersonTexts = PersonTexts {
    age: "aged {}",
    born: "born {}",
    id_number: "ID",
    phone: "Phone",
    card: "Card",
    place: "Place",
    township: "Township",
    village: "Village",
    station: "Station",
    address: "Address",
    note: "Note",
    none: "not known",
    unmasked: "numbers shown in full until you leave",
    groups: "Groups",
    categories: "Categories",
    status: "Status",
    rounds: "Rounds",
    from: "from {}",
    until: "until {}",
    between: "{} to {}",
    always: "always",
    no_groups: "none, so never visited; F3 changes it",
    no_rounds: "in no round so far",
    here: "registered here",
    dead: "died {}",
    left: "moved away {}",
    suspended: "suspended {}",
    undone: "undone: {}",
    standard: "standard {}",
    handlers: "by {}",
    proxy: "to {} ({})",
    goods: "{} worth {}",
    again: "again: {}",
    reversal: "reversed: {}",
    reversed: "reversed",
    needs: "needs: {}",
    put_off: "to {}",
    nothing_to_reverse: "Choose a gift with Up and Down first",
    reversed_before: "This one was reversed before",
    is_reversal: "A reversal cannot be reversed",
    edit_title: "Change the facts of {}",
    edit_hint_phone: "now {}; empty keeps it, - removes it",
    edit_hint_choice: "Left and Right change it",
    edit_hint_text: "Empty removes it",
    edit_hint_holds: "Left, Right or Space; fill in the last day if it ended, No if it was never so",
    edit_hint_day: "2.2 or 2024-02-02; empty for open",
    yes: "yes",
    no: "no",
    held_from: "from",
    held_until: "to",
    bad_phone: "A phone has 5 to 20 digits",
    bad_day: "Not a day",
    bad_order: "It ends before it begins",
    bad_text: "Characters not allowed, or too long",
    unchanged: "Nothing was changed",
    unsaved: "Not saved: Esc again throws it away, Enter saves",
    wrong: "{} to mend",
    status_title: "Status of {}",
    status_what: "What",
    status_day: "Day",
    status_reason: "Reason",
    set: "record: {}",
    undo: "undo: {}",
    set_note: "Closes what is open; can be undone.",
    undo_note: "Where a round is open, due again.",
    reason_needed: "Write the reason",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static PersonTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
