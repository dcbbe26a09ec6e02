//! What may and what may not come in, over all of Unicode.

use proptest::prelude::*;
use unicode_general_category::{GeneralCategory, get_general_category};

use super::name::usual_form;
use super::*;

const REFUSED: [GeneralCategory; 6] = [
    GeneralCategory::Control,
    GeneralCategory::Format,
    GeneralCategory::LineSeparator,
    GeneralCategory::ParagraphSeparator,
    GeneralCategory::PrivateUse,
    GeneralCategory::Unassigned,
];

fn clean(text: &str) -> CleanText {
    CleanText::parse(text, NOTE_MAX).unwrap()
}

#[test]
fn no_character_of_the_refused_categories_comes_in_or_stays_hidden() {
    let mut refused = 0;
    for c in '\0'..=char::MAX {
        if !REFUSED.contains(&get_general_category(c)) {
            continue;
        }
        refused += 1;
        assert!(!allowed(c, Some('张')), "U+{:04X}", u32::from(c));
        // The bulk is unassigned or private: there a sample goes the whole way.
        if refused > 3000 && refused % 101 != 0 {
            continue;
        }
        assert!([None, Some('a')].into_iter().all(|before| !allowed(c, before)), "U+{:04X}", u32::from(c));
        let text = format!("张{c}三");
        let code = u32::from(c);
        assert_eq!(CleanText::parse(&text, NAME_MAX), Err(TextError::Character(code)), "U+{code:04X}");
        assert_eq!(CleanText::shown(&text).as_str(), format!("张⟦U+{code:04X}⟧三"));
    }
    assert!(refused > 900_000, "{refused}");
}

#[test]
fn every_other_character_comes_in_unless_nobody_can_see_it() {
    let mut invisible = 0;
    for c in '\0'..=char::MAX {
        let category = get_general_category(c);
        if REFUSED.contains(&category) || category == GeneralCategory::SpaceSeparator {
            continue;
        }
        if !allowed(c, Some('张')) {
            invisible += 1;
            let text = format!("张{c}三");
            assert!(CleanText::parse(&text, NAME_MAX).is_err(), "U+{:04X}", u32::from(c));
            assert!(CleanText::shown(&text).contains("⟦U+"), "U+{:04X}", u32::from(c));
        }
    }
    // U+034F, 4 Hangul fillers, 2 Khmer vowels, 16 + 240 variation selectors, 4 Mongolian ones.
    assert_eq!(invisible, 1 + 4 + 2 + 16 + 240 + 4);
}

#[test]
fn bidi_and_zero_width_characters_are_named() {
    for c in [
        '\u{061C}',
        '\u{200B}',
        '\u{200C}',
        '\u{200D}',
        '\u{200E}',
        '\u{200F}',
        '\u{202A}',
        '\u{202E}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{FEFF}',
        '\u{00AD}',
        '\u{2028}',
        '\u{2029}',
        '\u{1B}',
        '\u{9B}',
        '\u{7F}',
        '\0',
        '\t',
        '\n',
        '\r',
        '\u{E0041}',
        '\u{180E}',
        '\u{180B}',
        '\u{FE0F}',
        '\u{E0100}',
        '\u{3164}',
    ] {
        let code = u32::from(c);
        assert_eq!(CleanText::parse(&format!("a{c}b"), 9), Err(TextError::Character(code)));
        assert_eq!(CleanText::shown(&format!("a{c}b")).as_str(), format!("a⟦U+{code:04X}⟧b"));
    }
}

#[test]
fn mongolian_is_spelled_with_its_selectors() {
    // Sarana, with the vowel separator before its last letter, and a letter with a variation selector.
    for text in ["ᠰᠠᠷᠠᠨ\u{180E}ᠠ", "ᠪᠠ\u{180B}", "ᠭ\u{180F}ᠠ"] {
        assert_eq!(clean(text).as_str(), text);
        assert_eq!(CleanText::shown(text).as_str(), text);
        assert_eq!(name(text).unwrap().as_str(), text);
    }
    for text in ["\u{180B}ᠠ", "ᠠ\u{180B}\u{180B}", "三\u{180C}", "ᠠ\u{200D}ᠠ", "ᠠ \u{180E}ᠠ"] {
        assert!(matches!(CleanText::parse(text, 9), Err(TextError::Character(_))), "{text:?}");
        assert!(CleanText::shown(text).contains("⟦U+"));
    }
}

#[test]
fn texts_are_normalised_trimmed_and_capped() {
    assert_eq!(clean(" \u{3000}张三\n").as_str(), "张三");
    assert_eq!(clean("e\u{301}").as_str(), "é");
    assert_eq!(clean("").as_str(), "");
    assert!(CleanText::parse(&"布".repeat(NAME_MAX), NAME_MAX).is_ok());
    assert_eq!(CleanText::parse(&"布".repeat(NAME_MAX + 1), NAME_MAX), Err(TextError::TooLong(NAME_MAX)));
    assert_eq!(format!("{:>4}|{:<4}|", clean("ab"), clean("cd")), "  ab|cd  |");
}

#[test]
fn more_than_eight_marks_on_a_character_are_an_attack() {
    // U+20D2 composes with nothing.
    let marked = |marks: usize| format!("a{}b", "\u{20D2}".repeat(marks));
    assert_eq!(clean(&marked(8)).as_str(), marked(8));
    assert_eq!(CleanText::parse(&marked(9), NOTE_MAX), Err(TextError::Marks));
    assert_eq!(CleanText::parse(&marked(100_000), NOTE_MAX), Err(TextError::Marks));
    assert_eq!(CleanText::shown(&marked(8)).as_str(), marked(8));
    let shown = CleanText::shown(&marked(11));
    assert_eq!(shown.as_str(), format!("a{}{}b", "\u{20D2}".repeat(8), "⟦U+20D2⟧".repeat(3)));
    let twice = format!("{0}{0}", marked(8));
    assert_eq!(clean(&twice).as_str(), twice);
}

#[test]
fn names_lose_blanks_that_mean_nothing() {
    for (raw, tidy) in [
        ("张 三", "张三"),
        ("张\u{3000}\u{3000}三", "张三"),
        ("  程 连\u{a0}富  ", "程连富"),
        ("呼日查 巴特尔", "呼日查巴特尔"),
        ("Bat  Erdene", "Bat Erdene"),
        ("Bat\u{3000}Erdene", "Bat Erdene"),
        ("ᠪᠠᠲᠤ ᠡᠷᠳᠡᠨᠢ", "ᠪᠠᠲᠤ ᠡᠷᠳᠡᠨᠢ"),
        ("乌云 · 其木格", "乌云·其木格"),
        ("乌云•其木格", "乌云·其木格"),
        ("乌云・其木格", "乌云·其木格"),
        ("乌云･其木格", "乌云·其木格"),
        ("乌云‧其木格", "乌云·其木格"),
        ("乌云∙其木格", "乌云·其木格"),
        ("乌云⋅其木格", "乌云·其木格"),
        ("乌云\u{387}其木格", "乌云·其木格"),
        ("某部 ６３６００ 部队", "某部63600部队"),
        ("某部（一营）", "某部（一营）"),
        ("\u{20000} 三", "\u{20000}三"),
        ("", ""),
        (" \u{3000} ", ""),
    ] {
        assert_eq!(name(raw).unwrap().as_str(), tidy, "{raw:?}");
    }
    assert_eq!(name("张\u{202E}三"), Err(TextError::Character(0x202E)));
    assert_eq!(name("张\n三").unwrap().as_str(), "张三");
    assert_eq!(name("张\u{7}三"), Err(TextError::Character(7)));
    for dotted in
        ["巴图.孟克", "巴图．孟克", "巴图。孟克", "巴图··孟克", "巴图 . 孟克", "巴图●孟克", "巴图..孟克"]
    {
        assert_eq!(name(dotted).unwrap().as_str(), "巴图·孟克", "{dotted}");
    }
    for kept in ["A.B", "张三、李四", "巴图-孟克", "张三."] {
        assert_eq!(name(kept).unwrap().as_str(), kept);
    }
    assert_eq!(name(&"张 ".repeat(51)), Err(TextError::TooLong(NAME_MAX)));
    assert!(name(&"张 ".repeat(50)).is_ok());
}

#[test]
fn one_name_written_two_ways_is_one_name() {
    for (a, b, same) in [
        ("张三", "张 三", true),
        ("张三", "张\u{3000}三", true),
        ("乌云·其木格", "乌云•其木格", true),
        ("布仁", "布仁。", true),
        ("布仁", "、布仁，", true),
        ("ABC", "ＡＢＣ", true),
        ("ABC", "abc", true),
        ("A.B.", "A. B", true),
        ("ABC", "𝐀𝐁𝐂", true),
        ("一心", "⼀心", true),
        ("布仁", "㊒布仁", false),
        ("ᠪᠤᠷᠢᠨ", "ᠪᠤᠷᠢ\u{180B}ᠨ", true),
        ("İnci", "i\u{307}nci", true),
        ("バトル", "ﾊﾞﾄﾙ", true),
        ("乌云·其木格", "乌云･其木格", true),
        ("。", "、", false),
        ("。", "", false),
        ("AB", "A.B", true),
        ("Bat-Erd", "BatErd", true),
        ("巴图·孟克", "巴图.孟克", true),
        ("巴图·孟克", "巴图。孟克", true),
        ("巴图·孟克", "巴图-孟克", true),
        ("巴图·孟克", "巴图孟克", true),
        ("巴图·孟克", "巴图··孟克", true),
        ("巴图·孟克", "巴图●孟克", true),
        ("高娃", "高娃\u{301}", true),
        ("高娃", "⾼娃", true),
        ("巴图·孟克", "巴图·孟和", false),
        ("张三", "张三丰", false),
        ("张三", "", false),
    ] {
        assert_eq!(clean(a).same_name(&clean(b)), same, "{a} {b}");
    }
}

#[test]
fn widths_fold() {
    assert_eq!(fold_width("１２３ＡＢｘ\u{3000}（）～！"), "123ABx ()~!");
    assert_eq!(fold_width("张三。、￥"), "张三。、￥");
    for (full, plain) in ('\u{FF01}'..='\u{FF5E}').zip('!'..='~') {
        assert_eq!(half_width(full), plain);
    }
}

/// Texts as hostile as they come: any characters, and clusters of the ones that matter here.
fn hostile() -> impl Strategy<Value = String> {
    let pick = prop::sample::select(vec![
        'a', '张', '·', '•', ' ', '\u{3000}', '\u{301}', '\u{20D2}', 'ᠠ', '\u{180B}', '\u{180E}', '\u{202E}',
        '\u{1100}', '\u{1161}', '\u{F900}', '\u{2126}', '⟦', '１',
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(pick, 0..40).prop_map(String::from_iter)]
}

proptest! {
    #[test]
    fn what_came_in_comes_in_again_unchanged(text in hostile()) {
        if let Ok(once) = CleanText::parse(&text, NOTE_MAX) {
            prop_assert_eq!(CleanText::parse(&once, NOTE_MAX), Ok(once.clone()));
            prop_assert_eq!(CleanText::shown(&once), once);
        }
        if let Ok(once) = name(&text) {
            prop_assert_eq!(name(&once), Ok(once));
        }
    }

    #[test]
    fn what_is_shown_is_clean_and_stays(text in hostile()) {
        let once = CleanText::shown(&text);
        prop_assert_eq!(CleanText::shown(&once), once.clone());
        prop_assert!(CleanText::parse(&once, usize::MAX).is_ok(), "{:?}", once);
    }
}

#[test]
fn what_is_plain_needs_no_look_up() {
    for c in ('\0'..=char::MAX).filter(|&c| is_plain(c)) {
        let normal = std::iter::once(c).nfc().eq([c]);
        assert!(normal && allowed(c, None) && !is_mark(c), "U+{:04X}", u32::from(c));
    }
    assert_eq!(CleanText::parse("程连富", 2), Err(TextError::TooLong(2)));
}

#[test]
fn a_remark_behind_a_name_and_an_old_form_of_a_character_are_no_other_hand() {
    for (one, other, same) in [
        ("高娃（民政局）", "高娃", true),
        ("高娃(民政局)", "髙娃", true),
        ("高娃【民政局】 ", "高娃", true),
        ("王刚（大）", "王刚（小）", false),
        ("高娃（民政局", "高娃", false),
        ("（民政局）", "高娃", false),
        ("吕黄清", "呂黃淸", true),
        ("高娃", "高兰", false),
        ("布仁1", "布仁", true),
        ("⓪布仁⓪", "布仁", true),
        ("布仁A", "布仁", true),
        ("布仁1", "布仁（副站长）", true),
        ("王刚1", "王刚2", false),
        ("张A", "张", false),
    ] {
        assert_eq!(same_hand(one, other), same, "{one} {other}");
        assert_eq!(same_hand(other, one), same, "{other} {one}");
    }
    assert!(same_name("髙娃", "高娃") && !same_name("高娃（民政局）", "高娃"));
    assert_eq!(name("髙娃").unwrap().as_str(), "髙娃");
    for c in ('\u{4E00}'..='\u{9FFF}').filter(|c| usual_form(*c) != *c) {
        assert_eq!(usual_form(usual_form(c)), usual_form(c), "{c}");
    }
}

#[test]
fn what_hangs_on_a_han_makes_no_other_name() {
    for sign in "ʹʼːꜗⸯͺـーｰ〱〼〆㆒𖿠\u{345}\u{E31}\u{903}\u{93E}".chars() {
        let marked = ["布仁".to_owned(), format!("布仁{sign}"), format!("布{sign}仁"), format!("{sign}布仁")];
        for one in &marked {
            assert!(marked.iter().all(|other| same_name(one, other) && same_hand(one, other)), "{one}");
        }
    }
    for (one, other) in [("张々", "张"), ("バトー", "バト"), ("Batʼ", "Bat"), ("〆", "〼")] {
        assert!(!same_name(one, other), "{one} {other}");
    }
}

#[test]
fn a_reason_of_signs_alone_says_nothing() {
    for reason in ["", "。", ".", "-", "…", "——", "！？", "（）", "、 。", "👍"] {
        assert!(CleanText::from(reason).says_nothing(), "{reason}");
    }
    for reason in ["补", "a", "12", "补发。"] {
        assert!(!CleanText::from(reason).says_nothing(), "{reason}");
    }
}

#[test]
fn a_name_is_spelled_with_a_dot_at_every_place() {
    assert_eq!(dotted_otherwise("巴图孟克"), ["巴·图孟克", "巴图·孟克", "巴图孟·克"]);
    assert_eq!(dotted_otherwise("巴图·孟克"), ["巴图孟克", "巴·图孟克", "巴图孟·克"]);
    assert!(dotted_otherwise("王小明").is_empty() && dotted_otherwise("John Smith").is_empty());
}
