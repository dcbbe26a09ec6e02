//! Titles and names of lists of people who are dead or gone: 死亡人员名单, 户口注销登记表.

/// Words of deaths and of burials, and of those who are not here any more or to whom nothing is paid any more.
const GONE: &[&str] = &[
    "死亡",
    "去世",
    "亡故",
    "逝世",
    "过世",
    "故去",
    "已故",
    "病故",
    "火化",
    "殡葬",
    "遗体",
    "殡仪",
    "丧葬",
    "注销",
    "停发",
    "停保",
    "减员",
    "迁出",
    "销户",
    "转出",
    "停止发放",
    "停止享受",
    "取消享受",
    "取消待遇",
];
/// What stands behind them in the title of such a list.
const LISTS: &[&str] = &[
    "名单",
    "名册",
    "花名册",
    "登记",
    "明细",
    "台账",
    "统计",
    "信息",
    "情况",
    "数据",
    "清单",
    "表",
    "发放",
    "汇总",
];
/// Whoever is left behind is no dead person, and whoever comes or comes back is none either.
const LEFT_BEHIND: &[&str] = &[
    "遗属",
    "家属",
    "遗孀",
    "抚恤",
    "慰问",
    "烈士",
    "烈属",
    "三属",
    "军属",
    "子女",
    "增减",
    "新增",
    "恢复",
    "变动",
    "证注销",
];
/// Words between.
const OF: &[&str] = &[
    "重点优抚对象",
    "优抚对象",
    "优抚人员",
    "退役军人",
    "退役士兵",
    "军人",
    "人员",
    "人口",
    "对象",
    "者",
    "居民",
    "村民",
    "老人",
    "户口",
    "优抚待遇",
    "抚恤待遇",
    "待遇",
    "补助金",
    "补助",
    "补贴",
    "费",
    "的",
];

/// Whether a text is the title of a list of the dead or gone.
pub(super) fn is_title(text: &str) -> bool {
    if LEFT_BEHIND.iter().any(|word| text.contains(word)) {
        return false;
    }
    if text.contains("殡仪馆") || text.contains("火葬场") {
        return true;
    }
    GONE.iter().any(|word| {
        text.match_indices(word).any(|(at, word)| {
            let behind = without(text.get(at + word.len()..).unwrap_or_default());
            LISTS.iter().any(|list| behind.starts_with(list))
        })
    })
}

/// Whether the name of a sheet or a file says that and nothing else: 死亡, 2024年注销人员.
pub(super) fn is_name(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphabetic() || matches!(c, '年' | '月' | '度'));
    GONE.iter().any(|word| bare.strip_prefix(word).is_some_and(|behind| without(behind).is_empty()))
}

/// What stands behind such a word, without more of them and without those it is said of.
fn without(behind: &str) -> &str {
    let mut rest = behind.trim_matches(|c: char| !c.is_alphanumeric());
    while let Some(shorter) = GONE.iter().chain(OF).find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_such_lists_are_told_from_those_of_the_left_behind() {
        for (text, is) in [
            ("正蓝旗殡仪馆2024年1月遗体火化登记表", true),
            ("2024年死亡人员名单", true),
            ("去世人员花名册", true),
            ("已故人员明细", true),
            ("遗体火化名单", true),
            ("烈士遗属名单", false),
            ("已故军人遗属登记表", false),
            ("退役军人花名册", false),
            ("2024年1月上都镇死亡优抚对象花名册", true),
            ("上都镇丧葬补助金发放表", true),
            ("上都镇户口注销人员名单", true),
            ("上都镇停发优抚待遇人员名单", true),
            ("上都镇优抚对象减员表", true),
            ("死亡注销退役军人登记表", true),
            ("死亡抚恤金发放表", false),
            ("优抚对象增减员情况表", false),
            ("停发后恢复人员名单", false),
            ("优待证注销登记表", false),
            ("退出现役人员名单", false),
        ] {
            assert_eq!(is_title(text), is, "{text}");
        }
        for (text, is) in [
            ("死亡", true),
            ("2024年注销人员", true),
            ("死亡注销", true),
            ("残疾军人", false),
            ("上都镇", false),
            ("死亡军人遗属", false),
        ] {
            assert_eq!(is_name(text), is, "{text}");
        }
    }
}
