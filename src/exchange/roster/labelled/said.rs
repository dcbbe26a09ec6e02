//! What real rosters say for the categories and groups that muster ships, beyond the other spellings a banner lists.

/// A word and the label it stands for, the likelier kind first.
const SAID: &[(&str, &str)] = &[
    ("带病", "带病回乡退役军人"),
    ("带病回乡退伍", "带病回乡退役军人"),
    ("带病还乡退伍军人", "带病回乡退役军人"),
    ("两参", "参战参试退役军人"),
    ("参战参试退役", "参战参试退役军人"),
    ("参战参试退役士兵", "参战参试退役军人"),
    ("参战退役士兵", "参战参试退役军人"),
    ("参试退役士兵", "参战参试退役军人"),
    ("参战退役人员", "参战参试退役军人"),
    ("参试退役人员", "参战参试退役军人"),
    ("参战退伍军人", "参战参试退役军人"),
    ("参试退伍军人", "参战参试退役军人"),
    ("涉核退役军人", "参战参试退役军人"),
    ("涉核人员", "参战参试退役军人"),
    ("烈士家庭", "烈士遗属"),
    ("烈士父母", "烈士遗属"),
    ("烈士配偶", "烈士遗属"),
    ("因公牺牲军属", "因公牺牲军人遗属"),
    ("病故军属", "病故军人遗属"),
    ("病故军人家庭", "病故军人遗属"),
    ("伤残军人", "残疾军人"),
    ("残疾退役士兵", "残疾军人"),
    ("伤残退役士兵", "残疾军人"),
    ("在乡老复员", "在乡复员军人"),
    ("在乡复员人员", "在乡复员军人"),
    ("在乡复原军人", "在乡复员军人"),
    ("复员人员", "在乡复员军人"),
    ("老烈士子女", "烈士老年子女"),
    ("60周岁烈士子女", "烈士老年子女"),
    ("抗美援朝", "参加抗美援朝军人"),
    ("抗美援朝老战士", "参加抗美援朝军人"),
    ("抗美援朝军人", "参加抗美援朝军人"),
    ("抗美援朝老兵", "参加抗美援朝军人"),
    ("抗美援朝志愿军", "参加抗美援朝军人"),
    ("参加抗美援朝", "参加抗美援朝军人"),
    ("志愿军老战士", "参加抗美援朝军人"),
    ("老复员军人", "在乡老复员军人"),
    ("老复员", "在乡老复员军人"),
    ("困难退役士兵", "困难退役军人"),
    ("困难退伍军人", "困难退役军人"),
    ("生活困难退役军人", "困难退役军人"),
    ("特困退役军人", "困难退役军人"),
    ("重点困难退役军人", "困难退役军人"),
    ("立功受奖", "立功受奖军人家庭"),
    ("立功受奖军人", "立功受奖军人家庭"),
    ("立功受奖家庭", "立功受奖军人家庭"),
    ("立功军人家庭", "立功受奖军人家庭"),
    ("驻军", "驻旗部队"),
    ("驻军部队", "驻旗部队"),
    ("驻地部队", "驻旗部队"),
    ("部队", "驻旗部队"),
];

/// The label that a word stands for, without what only tells a degree or an age; none where it may mean several.
pub(super) fn of(word: &str) -> Option<&'static str> {
    let exact = |word: &str| SAID.iter().find(|(said, _)| *said == word).map(|&(_, label)| label);
    exact(word).or_else(|| {
        let bare = without_degree(word);
        let disabled = ["残疾军人", "伤残军人", "残疾退役军人", "伤残退役军人", "残疾退伍军人"];
        if bare.len() < word.len() && disabled.contains(&bare.as_str()) {
            return Some("残疾军人");
        }
        if word.contains("8023") || word.contains("核试验") {
            return Some("参战参试退役军人");
        }
        let aged = ["60", "六十"].iter().any(|age| word.trim_start_matches("年满").starts_with(age));
        let soldier = ["退役士兵", "退伍军人", "退役军人", "退伍兵", "退役老兵", "农村籍"]
            .iter()
            .any(|end| word.contains(end));
        let younger = ["以下", "未满", "不满", "不足"].iter().any(|word_for| word.contains(word_for));
        (aged && !younger && word.contains('岁') && soldier).then_some("60周岁以上农村籍退役士兵")
    })
}

/// A word without a degree of disability and what brought it: 七级残疾军人, 因公8级伤残军人.
fn without_degree(word: &str) -> String {
    let mut rest = word;
    loop {
        let shorter =
            ["因战", "因公", "因病"].iter().find_map(|cause| rest.strip_prefix(cause)).or_else(|| {
                let at = rest.find('级').filter(|at| *at > 0)?;
                let degree = rest.get(..at)?;
                let is_degree =
                    degree.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
                is_degree.then(|| rest.get(at + '级'.len_utf8()..)).flatten()
            });
        match shorter {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}
