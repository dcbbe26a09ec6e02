//! Words in the cell of a name that make it somebody's relative: 程连富（妻）, 单国强之妻. Whose ID number stands beside it then,
//! nothing tells.

/// Words for relatives that stand in brackets behind a name. 女 alone is the sex, and 遗孀 the person herself.
const BESIDE: &[&str] = &[
    "妻子", "妻", "丈夫", "夫", "配偶", "父亲", "父", "母亲", "母", "儿子", "长子", "次子", "三子", "子",
    "女儿", "长女", "次女", "三女", "儿媳", "女婿", "孙子", "孙女", "外孙", "侄子", "侄女", "兄弟", "哥哥",
    "弟弟", "姐姐", "妹妹", "家属", "亲属", "家人",
];
/// The same behind a name, with no bracket between; none of them ends one.
const BEHIND: &[&str] = &[
    "之妻",
    "之夫",
    "之父",
    "之母",
    "之女",
    "之子",
    "的妻子",
    "的丈夫",
    "的父亲",
    "的母亲",
    "的儿子",
    "的女儿",
    "遗孀",
    "遗属",
    "家属",
    "配偶",
    "妻子",
    "爱人",
];
/// Words of what happened to a relative: then the person is the one who is named.
const HAPPENED: [char; 7] = ['烈', '牺', '亡', '故', '去', '逝', '病'];
/// Han of a short name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// The word by which what stands in brackets behind a name says that a relative is meant: 妻, 妻 查玉兰, 子：程小.
pub fn kin_beside(remark: &str) -> Option<&'static str> {
    let remark = remark.trim();
    BESIDE.iter().find_map(|word| {
        let rest = remark.strip_prefix("之").unwrap_or(remark).strip_prefix(word)?;
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = NAME.contains(&rest.chars().count()) && !rest.contains(HAPPENED);
        (rest.is_empty() || is_name).then_some(*word)
    })
}

/// The word by which a name says that a relative of its bearer is meant: 单国强之妻.
pub fn kin_behind(name: &str) -> Option<&'static str> {
    let ends = |word: &&&str| name.strip_suffix(**word).is_some_and(|rest| rest.chars().count() > 1);
    BEHIND.iter().find(ends).copied().or_else(|| name.contains('妻').then_some("妻"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives_are_told_from_remarks_and_names() {
        for (remark, kin) in [
            ("妻", Some("妻")),
            ("之妻", Some("妻")),
            ("妻 查玉兰", Some("妻")),
            ("子：程小", Some("子")),
            ("儿子程小福", Some("儿子")),
            ("女", None),
            ("女儿", Some("女儿")),
            ("遗孀", None),
            ("户主", None),
            ("父亲烈士", None),
            ("母去世", None),
            ("已故", None),
            ("程连富妻", None),
        ] {
            assert_eq!(kin_beside(remark), kin, "{remark}");
        }
        for (name, kin) in [
            ("单国强之妻", Some("之妻")),
            ("单国强遗孀", Some("遗孀")),
            ("程连富妻查玉兰", Some("妻")),
            ("程连富", None),
            ("乌云其木格", None),
            ("席之子", None),
            ("遗孀", None),
        ] {
            assert_eq!(kin_behind(name), kin, "{name}");
        }
    }
}
