use super::mask::{self, *};
use super::*;
use proptest::prelude::*;

#[test]
fn ids_keep_their_ends() {
    for (stored, masked) in [
        ("152599195208010013", "152599********0013"),
        ("15259919520801001X", "152599********001X"),
        ("152599520801001", "152599*****1001"),
        ("15259919520801001", "152599*******1001"),
        ("15259952080100", "****"),
        ("1525", "****"),
        ("", "****"),
    ] {
        assert_eq!(id(stored).as_str(), masked);
    }
}

#[test]
fn phones_keep_enough_to_be_recognised() {
    for (stored, masked) in [
        ("13812341234", "138****1234"),
        ("138 1234 1234", "138****1234"),
        ("+86 138-1234-1234", "138****1234"),
        ("04794221234", "0479*****34"),
        ("0479-4221234", "0479*****34"),
        ("01088881234", "010******34"),
        ("057188881234", "0571******34"),
        ("4221234", "*****34"),
        ("88881234", "******34"),
        ("12345", "****"),
        ("110", "****"),
        ("", "****"),
        ("无", "****"),
    ] {
        assert_eq!(phone(stored).as_str(), masked, "{stored}");
    }
}

#[test]
fn cards_keep_four_digits() {
    for (stored, masked) in [
        ("6217001234567891234", "****1234"),
        ("6217 0012 3456 7891 234", "****1234"),
        ("12345678901", "****"),
        ("", "****"),
    ] {
        assert_eq!(card(stored).as_str(), masked);
    }
}

#[test]
fn what_is_no_number_cannot_harm_the_terminal() {
    assert_eq!(id("\u{1b}]52;c;AAAAAAAAAAAA").as_str(), "⟦U+001B⟧]52;c*********AAAA");
    assert_eq!(phone("\u{202e}13812341234").as_str(), "138****1234");
}

proptest! {
    #[test]
    fn no_mask_shows_more_than_its_share(stored in "[0-9]{0,30}") {
        let shown = |masked: CleanText| masked.chars().filter(char::is_ascii_digit).count();
        let length = stored.len();
        let most = if length < 15 { 0 } else { 10 };
        prop_assert!(shown(id(&stored)) <= most);
        let most = if length == 11 || length == 13 { 7 } else { length.div_ceil(2) };
        prop_assert!(shown(phone(&stored)) <= most);
        let most = if length < 12 { 0 } else { 4 };
        prop_assert!(shown(card(&stored)) <= most);
    }
}

const ID: &str = "152599195208010013";

#[test]
fn numbers_in_free_text_are_masked_however_they_are_written() {
    for (written, shown) in [
        ("女儿13812341234", "女儿138****1234"),
        ("138 1234 1234，晚上打", "138****1234，晚上打"),
        ("138-1234-1234", "138****1234"),
        ("138.1234.1234", "138****1234"),
        ("1381234 1234", "138****1234"),
        ("1 3 8 1 2 3 4 1 2 3 4", "138****1234"),
        ("１３８１２３４１２３４", "138****1234"),
        ("\u{1811}\u{1813}\u{1818}12341234", "138****1234"),
        ("138\u{200b}1234\u{202e}1234", "138****1234"),
        ("+86 138 1234 1234", "+86 138****1234"),
        ("+8613812341234", "+138****1234"),
        ("013812341234", "138****1234"),
        ("13812341234/13912345678", "138****1234/139****5678"),
        ("0479-4221234转801", "0479*****34转801"),
        ("（0479）4221234", "（0479*****34"),
        ("证号152599195208010013。", "证号152599********0013。"),
        ("ID152599195208010013x", "ID152599********0013x"),
        ("152599 19520801 0013", "152599********0013"),
        ("152599-1952-08-01-0013", "152599********0013"),
        ("152599  19520801  001x", "152599********001X"),
        ("1525 9919 5208 0100 13", "152599********0013"),
        ("1 5 2 5 9 9 1 9 5 2 0 8 0 1 0 0 1 3", "152599********0013"),
        ("15259919520801001Ｘ", "152599********001X"),
        ("15259919520801001", "152599*******1001"),
        ("152599520801001", "152599*****1001"),
        ("152599 520801 001", "152599*****1001"),
        ("15259919520801", "****"),
        ("152599995208010013", "****0013"),
        ("1525991952080100134", "****0134"),
        ("6217001234567891234", "****1234"),
        ("6217 0012 3456 7891 234", "****1234"),
        ("卡号6217-0012-3456-7890", "卡号****7890"),
        ("/home/a/152599195208010013.csv", "/home/a/152599********0013.csv"),
    ] {
        assert_eq!(text(written), shown, "{written}");
        assert_eq!(text(&text(written)), shown, "{written}");
        assert_eq!(CleanText::shown(written).as_str(), shown, "{written}");
    }
}

#[test]
fn what_is_no_number_of_a_person_stays_as_it_is() {
    for text in [
        "",
        "程连富",
        "1,000.50 元，2024-02-02 至 2024-02-05",
        "2024年2月2日 1500 元 2000 元",
        "13,812,341,234.00 元",
        "257.633万元 6.05万元",
        "分录 #142 12345678，冲正 #138 12341234",
        "退役军人发〔2023〕15号 2023-15号",
        "152530100 152530100000 上都镇",
        "018d6f1a-1234-7abc-8def-012345678901",
        "12345678-1381-7234-8234-138123412341",
        "2019 2020 2021 2022",
        "2024-01-01 2024-02-02 2024-03-03",
        "150 2024-02-02 500",
        "register-20240202T031500Z-1.db 20240202-031500",
        "152599********0013 138****1234",
        "63850部队 110 12345",
        "1500 2000 500元",
    ] {
        assert_eq!(mask::text(text), text);
        assert_eq!(line(text), text);
    }
    // Two columns are not one number.
    assert_eq!(line("138  1234 1234"), "138  1234 1234");
    assert_eq!(line("13812341234  152599195208010013"), "138****1234  152599********0013");
}

#[test]
fn who_changes_the_words_beside_a_number_keeps_the_number() {
    let stored = "女儿 138 1234 1234，证 152599195208010013，已搬";
    for (edited, kept) in [
        (&*text(stored), stored),
        ("女儿 138****1234，已回", "女儿 138 1234 1234，已回"),
        ("证 152599********0013", "证 152599195208010013"),
        ("女儿 13912345678", "女儿 13912345678"),
        ("儿子 139****5678", "儿子 139****5678"),
        ("", ""),
    ] {
        assert_eq!(restored(edited, stored, None), kept, "{edited}");
    }
}

#[test]
fn a_masked_number_is_neither_torn_nor_read_by_what_is_written_beside_it() {
    for (edited, stored, keeps) in [
        ("女儿 138****1234", "女儿 138 1234 1234", true),
        ("儿子的女儿 138****1234，晚上打", "女儿 138 1234 1234", true),
        ("已搬", "女儿 138 1234 1234", true),
        ("女儿 138****1234 **", "女儿 138 1234 1234", true),
        ("女儿 138****12345", "女儿 138 1234 1234", false),
        ("女儿 5138****1234", "女儿 13812341234", false),
        ("女儿 138****123", "女儿 13812341234", false),
        ("女儿 138***1234", "女儿 13812341234", false),
        ("女儿 13****1234", "女儿 13812341234", false),
        ("1957年**月**日入伍", "生于1957年3月2日", false),
        ("生于1957年**月**日，入伍", "生于1957年3月2日", true),
    ] {
        assert_eq!(keeps_masks(edited, stored, None), keeps, "{edited}");
    }
}

/// The digits that are left in a text, each run of them with the blanks and dashes between taken out.
fn runs(shown: &str) -> Vec<usize> {
    let plain: String = shown.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    plain.split(|c: char| !c.is_ascii_digit()).map(str::len).collect()
}

proptest! {
    #[test]
    fn no_text_shows_seven_digits_of_a_number_in_a_row(
        number in prop_oneof![
            "1[3-9][0-9]{9}",
            "1525991[89][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}[0-9Xx]",
            "152599[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}",
            "62[0-9]{14,17}",
        ],
        cuts in proptest::collection::btree_set(3..15_usize, 0..4),
        between in "[ \u{3000}\u{a0}_－-]",
        wide in any::<bool>(),
        words in ("[程连富电话，。]{0,6}", "[元岁富，。村]{0,6}"),
    ) {
        // A phone and a card are written in groups of three or more.
        let spaced = |at: usize| cuts.contains(&at) && (number.len() == 18 || !cuts.iter().any(|cut| at > *cut && at - cut < 3));
        let mut written = words.0.clone();
        for (at, c) in number.chars().enumerate() {
            if spaced(at) {
                written.push_str(&between);
            }
            let full = char::from_u32(u32::from(c) + 0xFEE0).filter(|_| wide && c.is_ascii_digit());
            written.push(full.unwrap_or(c));
        }
        written.push_str(if words.1.starts_with('元') { "" } else { &words.1 });
        let shown = text(&written);
        prop_assert!(runs(&shown).into_iter().all(|run| run < 7), "{} is shown as {}", written, shown);
        prop_assert!(!shown.contains(|c| matches!(c, '０'..='９')), "{}", shown);
        prop_assert_eq!(text(&shown), shown.clone());
        prop_assert_eq!(restored(&shown, &written, None), written);
    }

    #[test]
    fn amounts_days_and_codes_stay(
        yuan in 0..1_000_000_000_i64,
        day in 0..60_000_i32,
        no in 1..100_000_000_u64,
    ) {
        let day = chrono::NaiveDate::from_num_days_from_ce_opt(700_000 + day).unwrap();
        let told = format!("{yuan} 元 {day} #{no} {yuan}.50元 152530100000 {}-15号", no % 3000);
        prop_assert_eq!(text(&told), told.clone());
        prop_assert_eq!(line(&told), told.clone());
    }

    #[test]
    fn any_text_can_be_masked(raw in "\\PC{0,60}|[0-9Xx *#.-]{0,60}") {
        let shown = text(&raw).into_owned();
        prop_assert_eq!(text(&shown), shown.clone());
        let _ = (line(&raw), restored(&raw, &shown, None));
    }
}

#[test]
fn an_id_alone_in_a_text_is_masked_as_in_its_field() {
    assert_eq!(text(ID), id(ID).as_str());
}

#[test]
fn of_two_readings_of_the_same_groups_the_longer_is_taken() {
    // Its first fifteen digits would be an ID number of their own.
    assert_eq!(text("152599 190901 011 003"), "152599********1003");
}
