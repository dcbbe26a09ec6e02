//! Digits in front of a number and behind it do not open it.

use proptest::prelude::*;
use proptest::sample::select;

use super::numbers::text;

const PHONE: &[&str] = &[
    "138-4795-1234",
    "138 4795 1234",
    "138.4795.1234",
    "138 47951234",
    "1384795-1234",
    "138－4795－1234",
    "138—4795—1234",
    "138/4795/1234",
    "138·4795·1234",
    "138_4795_1234",
    "(138)4795-1234",
    "138,4795,1234",
    "138，4795，1234",
];
const ID: &[&str] = &[
    "152599 19571231 0012",
    "152599-19571231-0012",
    "152599.19571231.0012",
    "1525 9919 5712 3100 12",
    "152599 1957 1231 0012",
    "152599571231001",
    "152599 571231 001",
];
const CARD: &[&str] = &["6228 4812 3456 7890 128", "6228-4812-3456-7890-128", "6228.4812.3456.7890.128"];
const BEFORE: &[&str] = &[
    "19571231",
    "1957-12-31",
    "2024年2月2日",
    "3",
    "12",
    "20240202",
    "0479",
    "5号",
    "3组12号",
    "2号楼3单元401",
    "401",
    "1502",
    "1301",
    "155",
    "8:30",
    "62",
    "138",
    "13",
    "#12",
    "No.5",
    "（3）",
    "2024-02-02",
    "第3次",
    "100元",
    "20户",
    "86",
    "152599",
    "57.12.31",
    "18",
    "3-401",
    "3栋1502",
    "12/31",
    "1936",
    "1990",
    "村1班",
    "027",
    "21",
    "157",
    "二组155",
    "三组1502号",
];
const MIDDLE: &[&str] = &[
    "，",
    " ",
    "电话",
    "，电话",
    "、",
    "; ",
    "：",
    "/",
    "号 ",
    " - ",
    "（",
    ".",
    "·",
    ",",
    "  ",
    "手机",
    "卡",
    "身份证",
    "联系：",
];
const BEHIND: &[&str] = &["", "，3组", "。", "（2）", "、", "；", "#", " 转告", "，2024年", "号"];

/// The longest run of digits that a text still shows of a number, signs left out.
fn shown_of(number: &str, shown: &str) -> usize {
    let plain = |text: &str| text.chars().filter(|c| c.is_ascii_digit() || *c == '*').collect::<String>();
    let (number, shown) = (plain(number), plain(shown));
    let is_shown = |length: &usize| {
        (0..=number.len() - length)
            .any(|at| number.get(at..at + length).is_some_and(|part| shown.contains(part)))
    };
    (1..=number.len()).rev().find(is_shown).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]
    #[test]
    fn what_stands_beside_a_number_does_not_open_it(
        (number, most) in prop_oneof![
            select(PHONE).prop_map(|number| (number, 6)),
            select(ID).prop_map(|number| (number, 8)),
            select(CARD).prop_map(|number| (number, 6)),
        ],
        before in select(BEFORE),
        middle in select(MIDDLE),
        behind in select(BEHIND),
    ) {
        let written = format!("{before}{middle}{number}{behind}");
        let shown = text(&written);
        prop_assert!(shown_of(number, &shown) <= most, "{} is shown as {}", written, shown);
        prop_assert_eq!(text(&shown), shown.clone());
    }
}

/// What people write of each kind, in groups.
fn glued() -> impl Strategy<Value = &'static str> {
    let of = |all: &'static [&'static str]| select(all);
    prop_oneof![
        of(&[
            "138-4795-1234",
            "159-0476-8821",
            "138 4795 1234",
            "159 04768821",
            "1384795-1234",
            "138.4795.1234",
            "138-47951234"
        ]),
        of(&[
            "152599-19571231-0012",
            "152599 19571231 0012",
            "152599 1957 1231 0012",
            "1525 9919 5712 3100 12"
        ]),
        of(&["6228 4812 3456 7890 128", "6228-4812-3456-7890-128", "6228 4812 3456 7890"]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6_000))]
    /// Right behind one another, in any order and with a digit or two that are none of theirs, they are hidden all the same.
    #[test]
    fn numbers_glued_to_one_another_are_hidden(
        numbers in proptest::collection::vec(glued(), 2..4),
        more in select(&["", "9", "07", "20"][..]),
        in_front in any::<bool>(),
        behind in select(BEHIND),
    ) {
        let glued = numbers.concat();
        let written = if in_front { format!("{more}{glued}{behind}") } else { format!("{glued}{more}{behind}") };
        let shown = text(&written);
        for number in &numbers {
            prop_assert!(shown_of(number, &shown) <= 6, "{} is shown as {}", written, shown);
        }
        prop_assert_eq!(text(&shown), shown.clone());
    }
}

#[test]
fn three_numbers_glued_are_hidden_before_a_bracket_too() {
    let written = "159-0476-8821159-0476-88211525 9919 5712 3100 1207（2）";
    for number in ["159-0476-8821", "1525 9919 5712 3100 12"] {
        assert!(shown_of(number, &text(written)) <= 6, "{}", text(written));
    }
}

#[test]
fn one_number_with_a_digit_too_many_is_hidden_and_amounts_are_not() {
    for written in ["138-4795-1234159-0476-8821", "138-4795-12345", "9138-4795-1234", "138-4795-123456"] {
        assert!(shown_of("138-4795-1234", &text(written)) <= 6, "{written}: {}", text(written));
    }
    for written in [
        "1500、1380、1250元",
        "1500 1380 1250",
        "2019 2020 2021 2022 2023",
        "3000 4000 5000 6000 7000",
        "正民发〔2024〕138 号 20240202",
        "No.2024155 20240202",
        "152530-100-2024",
        "2024-02-02 13:00:15 2024-02-03",
        "20240101 20240102 20240103",
        "1201、1302、1403、15041",
    ] {
        assert_eq!(text(written), written);
    }
}
