//! Whether a note says that the person it stands with has died, or is not here any more.

use chrono::NaiveDate;

use crate::domain::date;

/// Words that say so.
const WORDS: [&str; 12] =
    ["已故", "病故", "亡故", "身故", "去世", "过世", "逝世", "离世", "辞世", "死亡", "迁出", "注销"];

/// Words that say so in rosters too, or that nothing is paid any more. The list of notes to check does not look for them.
const IN_ROSTERS: [&str; 34] = [
    "殁",
    "去逝",
    "逝去",
    "病逝",
    "病亡",
    "仙逝",
    "辞逝",
    "长逝",
    "过逝",
    "离逝",
    "已亡",
    "已死",
    "病死",
    "卒于",
    "火化",
    "下葬",
    "不健在",
    "不在世",
    "不在人世",
    "销户",
    "停发",
    "停止发放",
    "停止享受",
    "暂停发放",
    "暂停享受",
    "终止享受",
    "取消待遇",
    "停保",
    "减员",
    "不在册",
    "迁往",
    "迁走",
    "外迁",
    "转出",
];

/// Words that say so where they stand alone in their clause, but for a day: 2022年亡.
const ALONE: [&str; 6] = ["亡", "死", "故", "死了", "没了", "不在了"];

/// Words that name a relative. Those of one character that are surnames or parts of names are none.
const RELATIVES: [&str; 29] = [
    "父", "母", "爸", "妈", "丈夫", "妻", "配偶", "老伴", "爱人", "夫人", "老公", "老婆", "其夫", "儿子",
    "儿媳", "女儿", "女婿", "子女", "长子", "次子", "独子", "其子", "其女", "孙子", "孙女", "兄", "弟", "姐",
    "妹",
];

/// Words by which a relative is the one who tells: 据其子说已故.
const TELLS: [&str; 11] = ["说", "称", "讲", "告知", "反映", "来电", "报告", "电话", "口述", "告诉", "证实"];

/// Words before which it is denied.
const DENIES: [&str; 6] = ["未", "没有", "没", "并非", "误传", "误报"];

/// Words that say of an account that it is closed, too.
const CLOSED: [&str; 2] = ["注销", "销户"];

/// Words that name an account.
const ACCOUNTS: [&str; 8] = ["账", "帐", "卡", "存折", "折子", "户头", "收款户", "一本通"];

/// Words behind which it is part of what somebody is entitled by, as in 病故军人遗属.
const ENTITLED: [&str; 3] = ["军人", "人员", "战友"];

/// Whether `note` says it of the person, not of a relative: a word for it that is neither denied nor part of the name of
/// a category, and in whose clause no relative stands who does not merely tell it.
pub fn says_gone(note: &str) -> bool {
    word_for_gone(note, &WORDS).is_some()
}

/// The word by which a row of a roster says of its person that they have died, or are not here any more.
pub fn said_gone(note: &str) -> Option<&'static str> {
    let alone = || note.split(ends_clause).find_map(word_alone);
    word_for_gone(note, &WORDS).or_else(|| word_for_gone(note, &IN_ROSTERS)).or_else(alone)
}

/// The one day that a row of a roster tells beside such a word: in its clause, or alone in the clause before or behind it.
pub fn day_gone(note: &str) -> Option<NaiveDate> {
    let clauses: Vec<&str> = note.split(['，', ',', '；', ';', '。', '、', '\n']).map(str::trim).collect();
    let alone = |at: Option<usize>| {
        let clause = *clauses.get(at?)?;
        clause.chars().all(is_of_a_day).then(|| days_in(clause))?.pop()
    };
    let told = clauses.iter().enumerate().filter(|(_, clause)| said_gone(clause).is_some());
    let mut days: Vec<NaiveDate> = told
        .flat_map(|(at, clause)| {
            let own = days_in(clause);
            let beside = || alone(at.checked_sub(1)).or_else(|| alone(Some(at + 1)));
            if own.is_empty() { beside().into_iter().collect() } else { own }
        })
        .collect();
    days.dedup();
    if days.len() == 1 { days.pop() } else { None }
}

fn is_of_a_day(c: char) -> bool {
    c.is_ascii_digit() || "年月日号./-".contains(c)
}

/// The whole days, with their years, that a text tells.
fn days_in(text: &str) -> Vec<NaiveDate> {
    let runs = text.split(|c| !is_of_a_day(c)).map(|run| run.trim_matches(['.', '/', '-']));
    let has_year = |run: &&str| (run.starts_with("19") || run.starts_with("20")) && run.chars().count() >= 8;
    runs.filter(has_year).filter_map(|run| date::in_cell(run, false).ok()?.day()).collect()
}

/// The word that a clause consists of, but for a day and for whom it is said.
fn word_alone(clause: &str) -> Option<&'static str> {
    let is_day = |c: char| c.is_ascii_digit() || c.is_whitespace() || "年月日号初底春夏秋冬-/".contains(c);
    let mut rest = clause;
    loop {
        let shorter = rest.trim_matches(is_day);
        let shorter = ["本人", "老人", "人", "已经", "已", "早", "现", "于", "据说", "听说"]
            .iter()
            .find_map(|word| shorter.strip_prefix(word).filter(|left| !left.is_empty()))
            .unwrap_or(shorter);
        if shorter.len() == rest.len() {
            return ALONE.into_iter().find(|word| *word == rest);
        }
        rest = shorter;
    }
}

fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '。' | '.' | '；' | ';' | '、' | '（' | '(' | '）' | ')' | '！' | '：' | ':' | '\n'
    )
}

fn word_for_gone(note: &str, words: &[&'static str]) -> Option<&'static str> {
    note.split(|c| ends_clause(c) && !matches!(c, '：' | ':')).find_map(|clause| {
        words.iter().copied().find(|word| {
            clause.match_indices(word).any(|(at, _)| {
                let (before, after) = (&clause.get(..at), clause.get(at + word.len()..).unwrap_or_default());
                let before = before.unwrap_or_default();
                let denied = DENIES.iter().any(|no| before.ends_with(no));
                let entitled = ENTITLED.iter().any(|of| after.starts_with(of));
                !denied && !entitled && !is_of_a_relative(before) && !is_of_an_account(word, before, after)
            })
        })
    })
}

/// Whether the word tells that an account was closed, as banks answer: 账户已销户, 已注销账户.
fn is_of_an_account(word: &str, before: &str, after: &str) -> bool {
    let names = |text: &str| ACCOUNTS.iter().any(|account| text.contains(account));
    let is_of_person = |text: &str| ["户口", "户籍", "本人"].iter().any(|word| text.contains(word));
    CLOSED.contains(&word)
        && (names(before) || names(after))
        && !(is_of_person(before) || is_of_person(after))
}

/// Whether what stands before the word leads to a relative.
fn is_of_a_relative(before: &str) -> bool {
    let told = TELLS.iter().filter_map(|tells| Some(before.rfind(tells)? + tells.len())).max();
    let rest = told.and_then(|told| before.get(told..)).unwrap_or(before);
    RELATIVES.iter().any(|relative| rest.contains(relative))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_it_with_more_words() {
        for (note, word) in [
            ("2023年5月去世", Some("去世")),
            ("殁于2020年", Some("殁")),
            ("户口已销户", Some("销户")),
            ("账户已销户", None),
            ("已注销账户", None),
            ("收款人银行卡已注销", None),
            ("卡已停，户口注销", Some("注销")),
            ("领卡时户口已注销", Some("注销")),
            ("账户已销户，本人已去世", Some("去世")),
            ("2024年起停发", Some("停发")),
            ("病逝", Some("病逝")),
            ("2022年亡", Some("亡")),
            ("已亡", Some("已亡")),
            ("死", Some("死")),
            ("人没了", Some("没了")),
            ("2021年3月：不在了", Some("不在了")),
            ("已火化", Some("火化")),
            ("卒于2022年", Some("卒于")),
            ("已迁往呼市", Some("迁往")),
            ("老伴没了", None),
            ("电话没了", None),
            ("母病逝", None),
            ("因故未到", None),
            ("伤亡", None),
            ("退出现役", None),
            ("未停发", None),
            ("其父已死", None),
            ("外出", None),
            ("", None),
        ] {
            assert_eq!(said_gone(note), word, "{note}");
        }
        assert!(!says_gone("2024年起停发"));
    }

    #[test]
    fn a_note_is_read_as_what_it_says_of_the_person() {
        for (note, gone) in [
            ("2023年已故", true),
            ("病故", true),
            ("亡故", true),
            ("听说去世，待核实", true),
            ("已过世", true),
            ("2024年1月逝世", true),
            ("户口死亡", true),
            ("于旗医院离世", true),
            ("上月辞世", true),
            ("意外身故", true),
            ("据嘎查说已迁出", true),
            ("户口已注销", true),
            ("据其子说已故", true),
            ("女儿来电：老人去世", true),
            ("儿子在外地，本人已去世", true),
            ("丈夫已故", false),
            ("孙铁柱同志去世", true),
            ("其父病故", false),
            ("老伴2019年去世，独居", false),
            ("母亲逝世后独居", false),
            ("儿子病故，需照顾", false),
            ("系病故军人遗属", false),
            ("误传已故", false),
            ("并未去世", false),
            ("没有死亡", false),
            ("", false),
            ("听力不好", false),
            ("搬迁户，2019年迁入", false),
            ("电话有故障", false),
            ("去出纳处领取", false),
        ] {
            assert_eq!(says_gone(note), gone, "{note}");
        }
    }

    #[test]
    fn the_day_of_a_death_is_the_one_beside_its_word() {
        for (note, day) in [
            ("2024年1月5日去世", Some("2024-01-05")),
            ("去世日期：2024-01-05，去世", Some("2024-01-05")),
            ("2020-03-01入户，2024.1.5病故", Some("2024-01-05")),
            ("去世（20240105）", Some("2024-01-05")),
            ("2024-01-05，去世", Some("2024-01-05")),
            ("去世 2024-01-05 08:30", Some("2024-01-05")),
            ("2019年5月1日其妻病故，已去世", None),
            ("2023年5月去世", None),
            ("电话13800001001，去世", None),
            ("2024-01-05去世，2024-01-06火化", None),
            ("2024-01-05入户", None),
        ] {
            assert_eq!(day_gone(note).map(|on| on.to_string()).as_deref(), day, "{note}");
        }
    }
}
