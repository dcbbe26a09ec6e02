//! Signs between the digits of a number that stand beside numbers in other ways too: #, stars, units; digits of rare
//! scripts; the birth date of whom a text is about.

use proptest::prelude::*;

use super::mask::{line, misplaced, restored, text, text_about, typed};

const PHONE: &str = "13847951234";
const ID: &str = "152599195703120017";
const CARD: &str = "6217000010001234567";

fn parted(number: &str, cuts: &[usize], sign: &str) -> String {
    let mut written = String::new();
    for (at, c) in number.chars().enumerate() {
        if cuts.contains(&at) {
            written.push_str(sign);
        }
        written.push(c);
    }
    written
}

#[test]
fn every_sign_between_the_parts_of_a_number_joins_them() {
    let signs = [
        "#", "＃", "*", "＊", "**", "***", "##", "* *", "# #", " #", " *", " # ", " * ", "×", "xx", "XX",
        "and", "和", "号", "点", "元", "至", "%", "￥", "----", "......", "~~~~~~", " - - ", "○", "●", "〜",
        "(", "）（", "->", "—-", "。。",
    ];
    for sign in signs {
        for (number, cuts) in [
            (PHONE, &[3, 7][..]),
            (PHONE, &[5]),
            (PHONE, &[1, 3, 7]),
            (PHONE, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            (ID, &[6, 14]),
            (ID, &[9]),
            (CARD, &[4, 8, 12, 16]),
        ] {
            // Two amounts, or an entry and its hash, have blanks beside one sign.
            if cuts.len() == 1 && number != ID && sign.contains(' ') {
                continue;
            }
            let written = parted(number, cuts, sign);
            for written in [
                format!("找{written}他"),
                format!("{written}，李四"),
                format!("by {written}, 李四"),
                format!("{written}、5户"),
            ] {
                let shown = text(&written);
                let digits = shown.chars().filter(char::is_ascii_digit).count();
                assert!(shown.contains("****") && digits <= 11, "{written} is shown as {shown}");
                assert_eq!(text(&shown), shown);
                assert_eq!(restored(&shown, &written, None), written);
            }
        }
    }
    assert_eq!(text("138#4795*1234"), "138****1234");
    assert_eq!(text("152599#19570312*001x"), "152599********001X");
}

#[test]
fn numbers_of_entries_measures_doors_and_masked_numbers_are_joined_with_nothing() {
    for kept in [
        "分录 #142 12345678，冲正 #138 12341234",
        "#138 #4795 #1234",
        "138****1234 4795 1234",
        "共 138 #12341234",
        "2004-12-31 #90791389 166196663.50元",
        "138****1234#138****1234",
        "138 138****1234",
        "138*138****1234",
        "152599********0013*138****1234",
        "64年**月**日 138 4795",
        "1957-**-** 13847",
        "**.**.57 1384 795",
        "15#1201、16#301",
        "3#楼2单元1201室，13#",
        "15*20、30*45、150",
        "1500*2000*30 1200*600",
        "1500元2000元300元",
        "155元1234元2345元",
        "1300000 元 1917-07-15",
        "1.5*2*3，12*5*1500",
        "1938年11月1945年9月",
        "1951年3月参军，1953年10月参加工作",
        "参军1951.1，参战1953.12",
        "壹万叁仟捌佰元，参加慰问",
        "第3、4、5组，第138、139、140页",
        "Ⅰ类3户，Ⅱ类12户，Ⅲ类138户",
        "① 米 ② 面 ③ 油",
    ] {
        assert_eq!(text(kept), kept);
    }
    assert_eq!(line("#138 13847951234"), "#138 138****1234");
}

/// Whatever Unicode says is a digit, and accents on digits.
#[test]
fn digits_of_rare_scripts_and_with_accents_are_digits() {
    for row in [
        "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ",
        "ⅰⅱⅲⅳⅴⅵⅶⅷⅸ",
        "〡〢〣〤〥〦〧〨〩",
        "𝍠𝍡𝍢𝍣𝍤𝍥𝍦𝍧𝍨",
        "𝍩𝍪𝍫𝍬𝍭𝍮𝍯𝍰𝍱",
        "፩፪፫፬፭፮፯፰፱",
        "🄂🄃🄄🄅🄆🄇🄈🄉🄊",
        "➀➁➂➃➄➅➆➇➈",
        "㊀㊁㊂㊃㊄㊅㊆㊇㊈",
    ] {
        let row: Vec<char> = row.chars().collect();
        let written: String = PHONE.chars().map(|c| row[c.to_digit(10).unwrap() as usize - 1]).collect();
        assert_eq!(text(&written), "138****1234", "{written}");
        assert_eq!(text(&format!("女儿{written}。")), "女儿138****1234。");
    }
    for written in ["Ⅰ38 4795 1234", "⼀三⼋四七九五⼀⼆三四", "壱参捌肆漆玖伍壱弐参肆", "138〡㈢"]
    {
        let expected = if written.len() > 12 { "138****1234" } else { written };
        assert_eq!(text(written), expected);
    }
    for mark in ["\u{300}", "\u{301}\u{302}", "\u{20e3}", "\u{fe0f}\u{20e3}", "\u{200d}", "\u{3099}"] {
        for cuts in [&[1][..], &[1, 3, 7], &[5], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]] {
            let written = format!("recorded: 程连富 by {}, 李四 entry", parted(PHONE, cuts, mark));
            let shown = "recorded: 程连富 by 138****1234, 李四 entry";
            assert_eq!((&*text(&written), &*line(&written)), (shown, shown), "{written}");
        }
    }
    assert_eq!(text("生于19\u{300}57年3\u{301}月2日"), "生于19\u{300}57年**月**日");
}

#[test]
fn the_birth_date_of_whom_a_text_is_about_is_masked_with_whatever_between() {
    let own = chrono::NaiveDate::from_ymd_opt(1965, 11, 21);
    for (written, shown) in [
        ("21111965", "****1965"),
        ("11211965", "****1965"),
        ("196511.21", "1965**.**"),
        ("1965.1121", "1965.****"),
        ("1121-1965", "****-1965"),
        ("1965年（牛年）11月21日", "1965年（牛年）**月**日"),
        ("1965年（十月廿九）11月21日", "1965年（十月廿九）**月**日"),
        ("1965和11和21", "1965和**和**"),
        ("1965年,11月,21", "1965年,**月,**"),
        ("1965#11#21", "1965#**#**"),
        ("1965年属牛的11月21日", "1965年属牛的**月**日"),
        ("1965, 21 November", "1965, ** **"),
        ("1965-21-11", "1965-**-**"),
        ("1 9 6 5 1 1 2 1", "1 9 6 5 ** ** ** **"),
        ("65和11和21", "65和**和**"),
        ("211165", "****65"),
        ("112165", "****65"),
        ("19\u{300}65年11月21日", "19\u{300}65年**月**日"),
        ("〡〩〦〥年11月21日", "〡〩〦〥年**月**日"),
        ("ⅠⅨⅥⅤ.11.21", "ⅠⅨⅥⅤ.**.**"),
        ("l965和11和21", "1965和**和**"),
    ] {
        for (before, behind) in [("", ""), ("证上是", "，对")] {
            let (written, shown) = (format!("{before}{written}{behind}"), format!("{before}{shown}{behind}"));
            assert_eq!(text_about(&written, own), shown, "{written}");
            assert_eq!(text_about(&shown, own), shown);
            assert_eq!(restored(&shown, &written, own), written);
        }
    }
    for kept in [
        "1965年11人",
        "1965年，11户，20人",
        "65户11人22袋",
        "1965。11月21日",
        "1965年12月21日",
        "11月21日走访",
        "米65斤11袋，油211165",
    ] {
        let shown = text_about(kept, own);
        assert!(shown == kept || kept.ends_with("211165"), "{kept} is shown as {shown}");
    }
    assert_eq!(text_about("1965年3月2人", chrono::NaiveDate::from_ymd_opt(1957, 3, 2)), "1965年3月2人");
    assert_eq!(text_about("1957年32人", chrono::NaiveDate::from_ymd_opt(1957, 3, 2)), "1957年32人");
}

#[test]
fn words_of_a_birth_before_any_order_of_a_date() {
    for (written, shown) in [
        ("born 1957, 12 March", "born 1957, ** **"),
        ("birth date March 12", "birth date ** **"),
        ("his birthday is March 12th", "his birthday is ** **th"),
        ("born on 12 March", "born on ** **"),
        ("诞辰1957.3.12", "诞辰1957.**.**"),
        ("诞辰3月12日", "诞辰**月**日"),
        ("寿辰1957年3月12日", "寿辰1957年**月**日"),
        ("诞于1957年3月12日", "诞于1957年**月**日"),
        ("b. 1957-03-12", "b. 1957-**-**"),
        ("b.12 March 1957", "b.** ** 1957"),
        ("bday 3/12", "bday **/**"),
        ("出生 12031957", "出生 ****1957"),
        ("出生 1957-21-03", "出生 1957-**-**"),
    ] {
        assert_eq!(text(written), shown);
        assert_eq!(text(shown), shown);
        assert_eq!(restored(shown, written, None), written);
    }
    for kept in [
        "2b. 2024-02-03",
        "club. 2024-02-03",
        "b 2024-02-03",
        "圣诞 2023-12-25",
        "万寿街 3-12",
        "1957, 12 March",
    ] {
        assert_eq!(text(kept), kept);
    }
}

#[test]
fn a_date_where_none_is_wanted_is_shown_by_its_year() {
    for (written, shown) in [
        ("1957-03-12", "1957-**-**"),
        ("1957年3月12日", "1957年**月**日"),
        ("19570312", "1957****"),
        ("570312", "57****"),
        ("12 Mar 1957", "** ** 1957"),
        ("上都镇1957/3/12", "上都镇1957/**/**"),
        ("13847951234", "138****1234"),
        ("上都镇 3组 2024年", "上都镇 3组 2024年"),
        ("63850部队", "63850部队"),
    ] {
        assert_eq!(misplaced(written), shown);
    }
}

/// # stands before numbers of entries, and before numbers of people.
#[test]
fn a_number_behind_a_number_sign_is_masked() {
    for (written, shown) in [
        ("电话#138-4795-1234", "电话#138****1234"),
        ("#138-4795-1234", "#138****1234"),
        ("#138-47951234", "#138****1234"),
        ("＃138 4795 1234", "＃138****1234"),
        ("# 138 4795 1234", "# 138****1234"),
        ("#138/4795/1234", "#138****1234"),
        ("证号#152599 19570312 0017", "证号#152599********0017"),
        ("#152599-19570312-0017", "#152599********0017"),
        ("#152599 195703120017", "#152599********0017"),
        ("#152599，1957，0312，0017", "#152599********0017"),
        ("卡#6217 0000 1000 1234 567", "卡#****4567"),
        ("138 #4795 1234", "138****1234"),
        ("152599 #19570312 0017", "152599********0017"),
        ("#0479-4221234", "#0479*****34"),
        ("#010 88881234", "#010******34"),
    ] {
        for (before, behind) in [("", ""), ("见", "，已核对")] {
            let (written, shown) = (format!("{before}{written}{behind}"), format!("{before}{shown}{behind}"));
            assert_eq!(text(&written), shown);
            assert_eq!(text(&shown), shown);
            assert_eq!(restored(&shown, &written, None), written);
        }
    }
    for kept in ["#142", "#142、#143、#1012", "#138 12341234", "#1 2024-02-02 1000.00 元", "#12-3 1500元"]
    {
        assert_eq!(text(kept), kept);
    }
}

/// 幺两三四五六拐八勾洞, as numbers are read out over the radio.
#[test]
fn words_for_digits_over_the_radio_are_digits() {
    for (written, shown) in [
        ("幺三八洞洞九五幺两三四", "138****1234"),
        ("幺三八四拐勾五幺两三四", "138****1234"),
        ("幺三八四拐勾五幺两三洞", "138****1230"),
        ("138洞洞951234", "138****1234"),
        ("1384拐勾51234", "138****1234"),
        ("138洞洞95123勾", "138****1239"),
        ("138 洞洞95 1234", "138****1234"),
        ("幺五两五勾勾幺勾五拐洞三幺两洞洞幺拐", "152599********0017"),
        ("152599幺勾五拐03120017", "152599********0017"),
    ] {
        for (before, behind) in
            [("", ""), ("电话", "。"), ("找", "，在家"), ("call ", " now"), ("是", "找他")]
        {
            let (written, shown) = (format!("{before}{written}{behind}"), format!("{before}{shown}{behind}"));
            assert_eq!(text(&written), shown);
            assert_eq!(text(&shown), shown);
            assert_eq!(restored(&shown, &written, None), written);
        }
    }
    for kept in [
        "山洞3号，一三八团，拐弯处12号院，勾画4795亩",
        "三洞桥街12号3单元501室洞口",
        "2023年拐弯1户，2024年洞穴3处，勾选12项，138户",
    ] {
        assert_eq!(text(kept), kept);
    }
    assert_eq!(text("13847951234洞口"), "138****1234洞口");
    assert_eq!(text("13847951234拐弯"), "138****1234拐弯");
}

#[test]
fn letters_like_digits_complete_what_is_mostly_digits() {
    for (written, shown) in [
        ("13B47951Z34", "138****1234"),
        ("1384795lZ34", "138****1234"),
        ("13847gS1234", "138****1234"),
        ("13847q51234", "138****1234"),
        ("13B 479S 1234", "138****1234"),
        ("138ο4795123", "138****5123"),
        ("152S9g19570312001B", "152599********0018"),
        ("1SZ5991957O3120017", "152599********0017"),
        ("62l7 OOOO 1OOO l23B", "****1238"),
    ] {
        for (before, behind) in [("", ""), ("电话", "。"), ("call ", " now")] {
            let (written, shown) = (format!("{before}{written}{behind}"), format!("{before}{shown}{behind}"));
            assert_eq!(text(&written), shown);
            assert_eq!(text(&shown), shown);
            assert_eq!(restored(&shown, &written, None), written);
        }
    }
    for kept in [
        "蒙B13847，京A95123，蒙B1A234",
        "蒙A·S1384，京B·Z479S",
        "r-2a4b0406-20261128T051012Z.db",
        "2024-02-02T03:15:00Z 138",
        "018D6F1A-1B34-7ABC-8DEF-012B4567B901",
        "糖500g，茶250g，奶粉1384g",
        "B超1次，S型弯1384米，Z15次、K138次",
        "13BSZgB12S4",
        "PM2.5 138 B12 3B4S",
    ] {
        assert_eq!(text(kept), kept);
    }
}

proptest! {
    #[test]
    fn rare_letters_and_radio_words_are_masked_for_good(raw in "[0-9SZBgq洞拐勾幺三八# 、.-]{0,40}") {
        let shown = text(&raw).into_owned();
        prop_assert_eq!(text(&shown), shown.clone(), "{}", raw);
        prop_assert_eq!(restored(&shown, &raw, None), raw);
    }

    #[test]
    fn ids_of_the_register_stay(bits in any::<u128>()) {
        let id = uuid::Uuid::from_u128(bits).to_string();
        for told in [id.clone(), id.to_uppercase(), format!("entry {id}")] {
            prop_assert_eq!(text(&told), told.clone());
        }
    }
}

proptest! {
    #[test]
    fn what_is_masked_stays_so_beside_stars_and_signs(raw in "[0-9*#＊x○参壹 、.年月日-]{0,40}") {
        let shown = text(&raw).into_owned();
        prop_assert_eq!(text(&shown), shown.clone(), "{}", raw);
        prop_assert_eq!(restored(&shown, &raw, None), raw);
    }

    #[test]
    fn an_own_birth_date_is_masked_for_good(
        year in 1920..2010_i32,
        month in 1..=12_u32,
        day in 1..=28_u32,
        order in 0..4_usize,
        gap in "[ ./#*，、和年号-]{0,3}",
    ) {
        let own = chrono::NaiveDate::from_ymd_opt(year, month, day);
        let (y, m, d) = (format!("{year}"), format!("{month:02}"), format!("{day:02}"));
        let parts = [[&y, &m, &d], [&d, &m, &y], [&m, &d, &y], [&y, &d, &m]][order];
        let written = format!("记{}完", parts.map(String::as_str).join(&gap));
        let shown = text_about(&written, own).into_owned();
        prop_assert!(!shown.contains(written.trim_matches(['记', '完'])), "{}", shown);
        prop_assert!(shown.chars().filter(char::is_ascii_digit).count() <= 4, "{} is shown as {}", written, shown);
        prop_assert_eq!(text_about(&shown, own), shown.clone());
        prop_assert_eq!(restored(&shown, &written, own), written);
    }
}

/// A search passes over any signs, so what it was asked for is masked as it reads it.
#[test]
fn what_was_typed_to_be_looked_up_is_masked_as_a_search_reads_it() {
    for (written, shown) in [
        ("138 - = + 4795 / / / / 1234", "138****1234"),
        ("138     4795     1234", "138****1234"),
        ("152599 <<<>>> 19570312 ((())) 0017", "152599********0017"),
        ("程连富", "程连富"),
        ("2024-02-02", "2024-02-02"),
        ("138:00138000", "138:00138000"),
        ("桑根达来镇 3组", "桑根达来镇 3组"),
    ] {
        assert_eq!(typed(written), shown);
    }
}
