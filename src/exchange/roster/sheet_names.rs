//! What the name of a sheet says of its people, if it names neither a place nor a label.

/// Words in the name of a sheet whose people are hardly to be imported.
const DOUBTFUL: &[&str] = &[
    "死亡",
    "去世",
    "已故",
    "注销",
    "减员",
    "停发",
    "停保",
    "迁出",
    "退出",
    "作废",
    "备份",
    "副本",
    "样表",
    "示例",
    "范例",
    "说明",
    "旧",
    "废",
    "减少",
    "变更前",
    "转出",
    "取消",
    "终止",
    "中止",
    "暂停",
    "停止",
];

/// Whether the name of a sheet says nothing of its people: Sheet1, 花名册.
pub(super) fn is_general(sheet: &str) -> bool {
    let bare = sheet.trim_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric()).to_lowercase();
    [
        "",
        "sheet",
        "table",
        "表",
        "工作表",
        "名单",
        "名册",
        "花名册",
        "汇总",
        "汇总表",
        "总表",
        "人员",
        "年",
        "基本信息",
    ]
    .contains(&bare.as_str())
}

/// Whether the name of a sheet says that its people are hardly to be imported.
pub(super) fn is_doubtful(sheet: &str) -> bool {
    DOUBTFUL.iter().any(|word| sheet.contains(word))
}
