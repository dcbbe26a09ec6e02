//! Whom a header names: the person a row is about, or somebody else beside them.

/// Others, wherever the word stands: helpers, officials, payees, those of the household.
const OTHERS: &[&str] = &[
    "代领",
    "收款",
    "监护",
    "配偶",
    "家长",
    "联系人",
    "紧急",
    "开户",
    "户名",
    "成员",
    "经办",
    "领款人",
    "领取人",
    "代办",
    "负责人",
    "法人",
    "填表",
    "介绍人",
    "承办",
    "赡养",
    "抚养",
    "扶养",
    "单位",
    "学校",
    "收件",
    "证明人",
    "委托",
    "受托",
    "担保",
    "帮扶",
    "包联",
    "包保",
    "包户",
    "包片",
    "结对",
    "责任人",
    "网格",
    "干部",
    "书记",
    "主任",
    "嘎查达",
    "组长",
    "队长",
    "站长",
    "所长",
    "镇长",
    "科长",
    "局长",
    "村长",
    "楼长",
    "邻居",
    "邻里",
    "护理",
    "照料",
    "照护",
    "看护",
    "陪护",
    "代理",
    "代缴",
    "代管",
    "代收",
    "其他人",
    "共同生活",
    "同住",
    "同户",
    "联络员",
    "联络人",
    "指导员",
    "社工",
    "村医",
    "医生",
    "志愿者",
    "走访人",
    "慰问人",
    "探访",
    "工作人员",
    "管理员",
    "信息员",
    "专干",
    "雇主",
    "房东",
    "战友",
    "同事",
    "领导",
    "见证人",
    "保证人",
    "经手",
    "审核人",
    "复核人",
    "受理人",
    "登记人",
    "录入",
    "采集",
    "调查员",
    "核查人",
    "继承",
    "承继",
    "护工",
    "保姆",
    "入户人",
    "送达人",
    "签收人",
    "带队人",
    "民警",
    "嘎查长",
    "出纳",
    "账户所有人",
    "老班长",
];
/// Relatives, wherever the word stands.
const RELATIVES: &[&str] = &[
    "父", "母", "丈夫", "夫人", "妻", "子女", "儿子", "女儿", "儿媳", "儿女", "媳", "婿", "兄", "弟", "姐",
    "妹", "哥", "嫂", "叔", "伯", "姑", "姨", "舅", "侄", "甥", "爷", "奶", "公公", "婆", "岳", "丈母",
    "丈人", "爱人", "老伴", "长子", "次子", "三子", "长女", "次女", "独生", "孩子", "小孩", "家人", "亲人",
    "老公", "老婆", "孙",
];
/// The dead soldier of a list of families, unless the family is named too.
const FALLEN: &[&str] = &["烈士", "英烈", "牺牲", "病故", "已故", "死亡", "去世"];
const FAMILY: &[&str] = &["遗属", "家属", "子女", "烈属", "遗孀", "亲属"];
/// Beginnings of a header that is about the dead themselves.
pub(crate) const DEAD: &[&str] =
    &["死者", "逝者", "亡者", "亡人", "死亡人员", "死亡人", "去世人员", "去世人", "死亡者"];
/// Who may be the person or somebody else: others where a plain column stands beside theirs.
const PERHAPS: &[&str] = &[
    "军人",
    "士兵",
    "义务兵",
    "战士",
    "申请人",
    "申报人",
    "家属",
    "亲属",
    "遗属",
    "遗孀",
    "军属",
    "现役",
    "服役",
    "持卡人",
];
/// Words that make such a one the person: 退役军人.
const ENTITLED: &[&str] = &[
    "退役",
    "退伍",
    "复员",
    "复原",
    "转业",
    "残疾",
    "伤残",
    "参战",
    "参试",
    "优抚",
    "优待",
    "带病",
    "在乡",
    "立功",
    "老战士",
    "抗美援朝",
    "红军",
];
/// Ends of a noun for somebody.
const NOUN_ENDS: &[char] = &[
    '人', '员', '子', '女', '父', '母', '媳', '婿', '妻', '夫', '偶', '属', '孀', '亲', '部', '记', '任',
    '达', '长', '居', '爷', '奶', '兄', '弟', '姐', '妹', '哥', '嫂', '侄', '甥', '舅', '叔', '伯', '姑',
    '姨', '医', '友', '伴', '公', '婆', '士', '兵', '烈',
];

/// Whose a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The person's whom the row is about, as far as the header tells.
    Own,
    /// The householder's.
    Householder,
    /// Somebody else's.
    Other,
}

/// Whose a header, in plain letters, says its column is.
pub(crate) fn whose(header: &str) -> Whose {
    if header.contains("户主") {
        return Whose::Householder;
    }
    // The dead of a list of the dead are whom it is about.
    if DEAD.iter().any(|word| header.starts_with(word)) {
        return Whose::Own;
    }
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    let fallen = has(FALLEN) && !has(FAMILY);
    // The children of the fallen are whom such a list is about.
    let child = has(FALLEN) && has(FAMILY) && !has(OTHERS);
    if fallen || names_other(header) && !child { Whose::Other } else { Whose::Own }
}

/// Whether a header, in plain letters, names somebody else, whatever it says of them.
pub(crate) fn names_other(header: &str) -> bool {
    OTHERS.iter().chain(RELATIVES).any(|word| header.contains(word))
}

/// Whether a header may name somebody else, if a plain column stands beside it; the word that does.
pub(crate) fn perhaps(header: &str) -> Option<&'static str> {
    let is_entitled = ENTITLED.iter().any(|word| header.contains(word));
    PERHAPS.iter().copied().find(|word| header.contains(word)).filter(|_| !is_entitled)
}

/// Whether a header is the noun for somebody else and nothing more: 儿媳, 网格员, 帮扶责任人.
pub(crate) fn is_noun(header: &str) -> bool {
    const ASKING: &[&str] =
        &["是否", "有无", "数", "情况", "关系", "单位", "学校", "开户", "户名", "独生子女"];
    let other =
        names_other(header) || perhaps(header).is_some() || FALLEN.iter().any(|word| header.contains(word));
    other
        && header.chars().count() <= 8
        && header.ends_with(NOUN_ENDS)
        && !ASKING.iter().any(|word| header.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_not_the_person_is_told_by_the_noun() {
        for noun in [
            "儿媳",
            "女婿",
            "兄弟",
            "姐姐",
            "爷爷",
            "岳父",
            "养父",
            "继母",
            "侄子",
            "帮扶人",
            "责任人",
            "网格员",
            "长子",
            "次女",
            "丈母娘",
            "护理人",
            "照料人",
            "代理人",
            "代缴人",
            "其他人",
            "共同生活人",
            "英烈",
            "帮扶责任人",
            "包联干部",
            "村干部",
            "嘎查书记",
            "邻居",
            "配偶",
            "监护人",
            "护工",
            "保姆",
            "送达人",
            "账户所有人",
        ] {
            assert_eq!(whose(&format!("{noun}身份证号")), Whose::Other, "{noun}");
        }
        for noun in ["军人", "现役军人", "义务兵", "士兵", "申请人", "家属", "亲属", "遗孀"]
        {
            assert_eq!(whose(&format!("{noun}身份证号")), Whose::Own, "{noun}");
            assert!(perhaps(noun).is_some(), "{noun}");
        }
        for own in [
            "退役军人",
            "残疾军人",
            "退役士兵",
            "享受人",
            "优抚对象",
            "本人",
            "烈士子女",
            "烈士遗属",
            "在乡复员人员",
        ] {
            assert_eq!(whose(&format!("{own}姓名")), Whose::Own, "{own}");
        }
        for (header, is) in [
            ("儿子", true),
            ("代理人", true),
            ("遗属", true),
            ("网格员", true),
            ("包联干部", true),
            ("现役军人", true),
            ("残疾军人", false),
            ("子女人数", false),
            ("与户主关系", false),
            ("民族", false),
            ("工作单位", false),
            ("是否独生子女", false),
        ] {
            assert_eq!(is_noun(header), is, "{header}");
        }
    }
}
