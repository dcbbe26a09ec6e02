use super::*;

fn rules(objections: Vec<Objection>) -> Vec<PersonRule> {
    objections.into_iter().map(|one| one.rule).collect()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn facts_are_held_against_the_id_number() {
    use PersonRule::{BirthDiffers, CheckDigit, SexDiffers};
    for (id, birth, sex, expected) in [
        ("152599193202150013", None, None, vec![]),
        ("152599193202150013", day(1932, 2, 15), Some(Sex::Male), vec![]),
        ("152599193202150014", None, None, vec![CheckDigit('3')]),
        ("152599193202150013", day(1932, 2, 16), None, vec![BirthDiffers]),
        ("152599193202150013", None, Some(Sex::Female), vec![SexDiffers]),
        ("152599520801001", day(1952, 8, 1), Some(Sex::Male), vec![]),
        ("152599520801001", day(1953, 8, 1), Some(Sex::Female), vec![BirthDiffers, SexDiffers]),
    ] {
        let number = IdNumber::from_stored(id).unwrap();
        assert_eq!(rules(odd(Some(&number), birth, sex)), expected, "{id}");
    }
    assert_eq!(odd(None, day(1952, 8, 1), Some(Sex::Male)), []);
}

#[test]
fn a_reason_opens_what_it_is_for() {
    use PersonRule::{CheckDigit, Days, SamePhone};
    let all = || [SamePhone, CheckDigit('3'), Days].map(Objection::from).to_vec();
    let because = Some(CleanText::from("身份证复印件已看"));
    let assent = |double, reason| Assent { double, reason };
    assert_eq!(rules(assent(None, None).left(all())), [SamePhone, CheckDigit('3'), Days]);
    assert_eq!(rules(assent(because.clone(), None).left(all())), [CheckDigit('3'), Days]);
    assert_eq!(rules(assent(None, because.clone()).left(all())), [SamePhone, Days]);
    assert_eq!(rules(assent(Some("".into()), because).left(all())), [SamePhone, Days]);
}

#[test]
fn what_no_reason_makes_right() {
    use PersonRule::{Birth, Card, Days, Name, Phone};
    let held = |from, until| Held { label: "烈士遗属".into(), from, until };
    let good = [held(day(2024, 1, 1), day(2024, 1, 1)), held(None, day(2020, 1, 1))];
    let bad = [held(day(2024, 1, 2), day(2024, 1, 1))];
    let today = day(2024, 2, 2).unwrap();
    let all = impossible("程连富", day(1952, 8, 1), Some("13800001234"), Some(""), &[&good], today);
    assert_eq!(all, []);
    let all = impossible("--", day(2024, 2, 3), Some("138x"), Some("6228 4800"), &[&good, &bad], today);
    assert_eq!(rules(all), [Name, Birth, Phone, Card, Days]);
    assert_eq!(rules(impossible("程", day(1899, 12, 31), None, None, &[], today)), [Birth]);
}
