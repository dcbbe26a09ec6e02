//! Names that units bear and nobody else does: a person of such a name is most likely a unit that came in by the wrong door,
//! and would be due cash.

/// Words that stand in names of units; each is longer than one character, since any single one ends names of people too.
const WORDS: &[&str] = &[
    "部队",
    "某部",
    "驻旗",
    "驻军",
    "武警",
    "消防",
    "中队",
    "大队",
    "支队",
    "总队",
    "连队",
    "通信站",
    "雷达站",
    "服务站",
    "服务中心",
    "派出所",
    "委员会",
    "有限公司",
    "公司",
    "武装部",
    "管理局",
    "事务局",
    "合作社",
    "种畜场",
    "示范区",
];

/// Whether a name is one of a unit rather than of a person.
pub fn is_like_a_unit(name: &str) -> bool {
    WORDS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_from_people() {
        for unit in [
            "驻旗某部通信站",
            "驻旗某部一连",
            "63850部队",
            "正蓝旗消防大队",
            "桑根达来镇退役军人服务站",
            "某部三营",
        ] {
            assert!(is_like_a_unit(unit), "{unit}");
        }
        for person in ["程连富", "王营", "李团", "呼日查巴特尔", "乌云其木格", "高站", "张中"]
        {
            assert!(!is_like_a_unit(person), "{person}");
        }
    }
}
