//! Birth dates told in few figures: two digits of the year, none, or in the calendar of the moon.

use super::mask::{restored, text, text_about};

#[test]
fn a_birth_date_in_few_figures_is_one() {
    for (written, shown) in [
        ("64年3月5日生", "64年**月**日生"),
        ("1964年3月5日生", "1964年**月**日生"),
        ("1964年3月5号生", "1964年**月**号生"),
        ("生于64.3.5", "生于64.**.**"),
        ("生于64-03-05", "生于64-**-**"),
        ("出生64/3/5", "出生64/**/**"),
        ("57.03.02 生", "57.**.** 生"),
        ("57年3月2日（农历）出生", "57年**月**日（农历）出生"),
        ("640305生", "64****生"),
        ("出生 640305，党员", "出生 64****，党员"),
        ("六四年三月五日生", "六四年**月**日生"),
        ("六四年三月五日出生", "六四年**月**日出生"),
        ("1964年生，3月5日生", "1964年生，**月**日生"),
        ("64年生，3月5日生日", "64年生，**月**日生日"),
        ("1964年生人，生日是3月5日", "1964年生人，生日是**月**日"),
        ("3月5日生", "**月**日生"),
        ("生日于3月5日", "生日于**月**日"),
        ("生日：3.5", "生日：**.**"),
        ("生日 0305", "生日 ****"),
        ("1964年三月初五生", "1964年**月**生"),
        ("1964年农历腊月廿三生", "1964年农历**月**生"),
        ("生于农历64年三月卅日", "生于农历64年**月**日"),
        ("五月初五生人", "**月**生人"),
        ("正月初十出生", "**月**出生"),
        ("born 2 Mar 57", "born ** ** 57"),
        ("born March 2", "born ** **"),
        ("born 2.3.57", "born **.**.57"),
        ("DOB 02/03/57", "DOB **/**/57"),
    ] {
        assert_eq!(text(written), shown, "{written}");
        assert_eq!(text(shown), shown);
        assert_eq!(restored(shown, written, None), written);
    }
    let own = chrono::NaiveDate::from_ymd_opt(1957, 3, 2);
    assert_eq!(text_about("57.3.2 入户", own), "57.**.** 入户");
    assert_eq!(text_about("67.3.2 入户，3月2日走访", own), "67.3.2 入户，3月2日走访");
}

/// Letters typed for the digits of a date hide nothing; the year is shown in digits.
#[test]
fn a_birth_date_with_letters_for_digits_is_one() {
    for (written, shown) in [
        ("l957年3月2日生", "l957年**月**日生"),
        ("1957年l0月2日生", "1957年**月**日生"),
        ("生于l957.O3.O2", "生于1957.**.**"),
        ("出生日期：l95703O2", "出生日期：1957****"),
        ("出生 64O3O5，党员", "出生 64****，党员"),
        ("生日：3月l5日", "生日：**月**日"),
        ("l964年3月5日出生", "l964年**月**日出生"),
        ("生于１９５７年１Ｏ月２日", "生于１９５７年**月**日"),
        ("生于1957年1О月2日", "生于1957年**月**日"),
        ("DOB O2/O3/1957", "DOB **/**/1957"),
        ("born 2 Oct 1957", "born ** ** 1957"),
    ] {
        assert_eq!(text(written), shown, "{written}");
        assert_eq!(text(shown), shown);
        assert_eq!(restored(shown, written, None), written);
    }
    for kept in [
        "2O24年2月l日来访",
        "先生于2O24年2月3日来访",
        "生活困难，2O24.3.5走访",
        "生日发油5l，米10斤，3袋",
        "生日慰问l00元，油 5l 10l",
        "学生 l2 人，2O23-O8-O1",
        "生产队 l2 户 3O5 亩",
        "64年3月5日入伍，O型血",
    ] {
        assert_eq!(text(kept), kept);
    }
    let own = chrono::NaiveDate::from_ymd_opt(1957, 3, 2);
    assert_eq!(text_about("l957.3.2 入户", own), "1957.**.** 入户");
}

#[test]
fn times_of_service_events_amounts_and_codes_are_no_birth_dates() {
    for kept in [
        "1964.3-1985.10 教师",
        "1957年3月参军，学生",
        "先生于1957年3月来访",
        "2024年3月生活补助",
        "64年3月产生",
        "195703生病",
        "学生195703",
        "生于1957年，1976.2.1入伍",
        "生于1957年，76.2.1-81.10.3服役",
        "生于1957年，76.2—81.10在部队",
        "64年3月5日入伍",
        "24年2月3日来访",
        "发生于24年2月3日",
        "先生于3月5日来访",
        "3月5日生病住院",
        "3月5日生活补助500元",
        "生活困难，3月5日走访",
        "生日慰问3.5元",
        "生日慰问金500元，3月5日发",
        "生日发米 50 斤 3 5",
        "生日慰问于3月5日发放",
        "出生地152530",
        "出生地：150102",
        "出生证编号 640305",
        "补助640305元，学生",
        "学生640305",
        "2024生 1012生",
        "生日0815元",
        "生日1200元",
        "3月5日产生",
        "3月5日医生来访",
        "24.3.5学生返校",
        "65.2-68.3 在部队，生产队长",
        "1950.10-1953.7 生产建设兵团",
        "生产队 3月5日开会",
        "第64.3.5号文件，生效",
        "138:00138000",
    ] {
        assert_eq!(text(kept), kept);
    }
}

/// Year and age are shown of a person, and no more.
#[test]
fn of_a_month_of_birth_the_year_is_shown() {
    for (written, shown) in [
        ("1957年3月生", "1957年**月生"),
        ("64年3月生", "64年**月生"),
        ("出生年月1964.3", "出生年月1964.**"),
        ("出生年月：195703", "出生年月：1957**"),
        ("1957.03出生", "1957.**出生"),
        ("1957-03 出生，党员", "1957-**  出生，党员"),
        ("生于1957年3月", "生于1957年**月"),
        ("生于一九五七年三月，遗属", "生于一九五七年**月，遗属"),
        ("born March 1957", "born ** 1957"),
        ("born in 1957 March", "born in 1957 **"),
        ("DOB 03/1957", "DOB **/1957"),
    ] {
        let shown = shown.replace("  ", " ");
        assert_eq!(text(written), shown, "{written}");
        assert_eq!(text(&shown), shown);
        assert_eq!(restored(&shown, written, None), written);
    }
}
