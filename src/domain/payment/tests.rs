use uuid::Uuid;

use super::rules::*;
use super::*;
use crate::domain::programme::{Beside, PeriodKind, Programme};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn programme(period: PeriodKind, beside: Beside) -> Programme {
    Programme {
        code: "living_allowance".into(),
        name: "生活补助".into(),
        period,
        beside,
        categories: Vec::new(),
        role: None,
        funds: vec!["中央".into(), "旗".into()],
        notice_days: 0,
        to_payee: false,
        aliases: Vec::new(),
    }
}

pub(super) fn payment(months: Option<&str>, subject: Option<&'static str>, yuan: i64) -> NewPayment {
    NewPayment {
        id: EntryId(Uuid::from_u128(9)),
        kind: PayKind::Payment,
        programme: "living_allowance".into(),
        recipient: Some(RecipientId(Uuid::from_u128(1))),
        months: months.map(|months| Months::parse(months).unwrap()),
        subject: subject.map(CleanText::from),
        amount: Fen::new(yuan * 100),
        on: day("2023-06-10"),
        payee: None,
        concerns: None,
        reason: None,
        parts: Vec::new(),
        detail: PayDetail::default(),
        row: Some(4),
    }
}

pub(super) fn earlier(months: Option<&str>, subject: Option<&'static str>) -> EarlierPayment {
    EarlierPayment {
        id: EntryId(Uuid::from_u128(5)),
        programme: "living_allowance".into(),
        subject: subject.map(CleanText::from),
        months: months.map(|months| Months::parse(months).unwrap()),
        on: day("2023-03-10"),
        amount: Fen::new(100_000),
        left: Fen::new(100_000),
        open: Fen::ZERO,
        recovered: Fen::ZERO,
        failed_on: None,
    }
}

pub(super) fn rules(programme: &Programme, new: &NewPayment, facts: &PayFacts) -> Vec<PayRule> {
    payment_refusals(programme, new, facts, day("2023-07-01")).iter().map(|refusal| refusal.rule).collect()
}

#[test]
fn months_are_read_as_people_write_them() {
    for (said, told) in [
        ("2023-01..2023-03", "2023-01..2023-03"),
        ("2023-05", "2023-05"),
        ("2023年5月", "2023-05"),
        ("2023年1月至3月", "2023-01..2023-03"),
        ("2023年1-3月", "2023-01..2023-03"),
        ("2022年11月至2023年2月份", "2022-11..2023-02"),
        ("202301-202303", "2023-01..2023-03"),
        ("202312", "2023-12"),
        ("２０２３．５", "2023-05"),
        ("2023", "2023-01..2023-12"),
        ("2023年", "2023-01..2023-12"),
        ("2023年度", "none"),
        // A sheet keeps a month as a day of it.
        ("2024-02-10", "2024-02"),
        ("2024-01-05", "2024-01"),
        ("2024-01-10", "2024-01"),
        ("2024-12-31", "2024-12"),
        ("2024-02-10 00:00:00", "2024-02"),
        ("2024/3/1", "2024-03"),
        ("2024.1.10", "2024-01"),
        ("2024年3月1日", "2024-03"),
        ("20240210", "2024-02"),
        ("2024年1月-2024年3月", "2024-01..2024-03"),
        ("2024.01-2024.06", "2024-01..2024-06"),
        ("2024-01-2024-03", "2024-01..2024-03"),
        ("2024/1-2024/3", "2024-01..2024-03"),
        ("2023年12月-2024年2月", "2023-12..2024-02"),
        ("2024-01~2024-03", "2024-01..2024-03"),
        ("2024年1、2、3月", "2024-01..2024-03"),
        ("2024年1月、2月", "2024-01..2024-02"),
        ("2024-01-01..2024-03-31", "2024-01..2024-03"),
        ("2024.1-3", "2024-01..2024-03"),
    ] {
        let told = Some(told).filter(|told| *told != "none");
        assert_eq!(Months::parse(said).map(Months::told).as_deref(), told, "{said}");
    }
    // What may be a day or three months is neither.
    for said in [
        "",
        "2023-13",
        "2023-03..2023-01",
        "5月",
        "1949-01",
        "二月",
        "2024-1-3",
        "2024-3-1",
        "2024-02-30",
        "2024年1、3月",
    ] {
        assert_eq!(Months::parse(said), None, "{said}");
    }
    for (said, told) in
        [("1-6月", "2024-01..2024-06"), ("3月", "2024-03"), ("3", "2024-03"), ("2023年5月", "2023-05")]
    {
        assert_eq!(Months::parse_in(said, Some(2024)).map(Months::told).as_deref(), Some(told), "{said}");
    }
}

#[test]
fn a_key_is_paid_once() {
    let monthly = programme(PeriodKind::Months, Beside::Category);
    let facts = PayFacts {
        earlier: vec![earlier(Some("2023-01..2023-03"), Some("残疾军人"))],
        ..PayFacts::default()
    };
    for (months, subject, expected) in [
        ("2023-03", "残疾军人", vec![PayRule::Repeated]),
        ("2022-12..2023-01", "残疾军人", vec![PayRule::Repeated]),
        ("2023-04", "残疾军人", vec![]),
        ("2023-03", "参战参试退役军人", vec![]),
        ("2023-03", "残疾军人 补差", vec![]),
    ] {
        assert_eq!(
            rules(&monthly, &payment(Some(months), Some(subject), 900), &facts),
            expected,
            "{months} {subject}"
        );
    }
    // What was taken back whole may be paid anew; what failed is paid again as that one.
    let mut taken = facts.clone();
    taken.earlier[0].recovered = Fen::new(100_000);
    assert_eq!(rules(&monthly, &payment(Some("2023-03"), Some("残疾军人"), 900), &taken), []);
    let mut failed = facts;
    (failed.earlier[0].open, failed.earlier[0].left) = (Fen::new(100_000), Fen::ZERO);
    assert_eq!(
        rules(&monthly, &payment(Some("2023-03"), Some("残疾军人"), 900), &failed),
        [PayRule::FailedBefore]
    );
}

#[test]
fn the_same_months_under_another_name_are_told() {
    let mut other = programme(PeriodKind::Months, Beside::Nothing);
    other.code = "army_spouse".into();
    let facts =
        PayFacts { earlier: vec![earlier(Some("2023-03"), Some("残疾军人"))], ..PayFacts::default() };
    assert_eq!(rules(&other, &payment(Some("2023-03"), None, 1000), &facts), [PayRule::Elsewhere]);
    assert_eq!(rules(&other, &payment(Some("2023-03"), None, 999), &facts), [PayRule::Elsewhere]);
    assert_eq!(rules(&other, &payment(Some("2023-03"), None, 970), &facts), []);
    assert!(PayRule::Elsewhere.gives_way() && !PayRule::Repeated.gives_way());
}

#[test]
fn nothing_is_paid_for_the_time_after_a_death() {
    let monthly = programme(PeriodKind::Months, Beside::Nothing);
    let facts = PayFacts { died_on: Some(day("2023-04-12")), ..PayFacts::default() };
    let mut new = payment(Some("2023-05"), None, 900);
    assert_eq!(rules(&monthly, &new, &facts), [PayRule::AfterDeath]);
    // The month of the death, paid later, goes to a relative with a reason.
    new.months = Months::parse("2023-04");
    assert_eq!(rules(&monthly, &new, &facts), [PayRule::PayeeNeeded]);
    (new.payee, new.reason) = (Some("其木格".into()), Some("配偶代领".into()));
    assert_eq!(rules(&monthly, &new, &facts), []);
    new.months = Months::parse("2023-04..2023-05");
    assert_eq!(rules(&monthly, &new, &facts), [PayRule::AfterDeath]);
    (new.months, new.payee, new.reason, new.on) = (Months::parse("2023-04"), None, None, day("2023-04-12"));
    assert_eq!(rules(&monthly, &new, &facts), []);
}

#[test]
fn nothing_is_taken_back_beyond_what_is_left() {
    let monthly = programme(PeriodKind::Months, Beside::Nothing);
    let mut facts = PayFacts { earlier: vec![earlier(Some("2023-03"), None)], ..PayFacts::default() };
    facts.earlier[0].left = Fen::new(60_000);
    facts.earlier[0].open = Fen::new(40_000);
    let mut new = payment(None, None, 600);
    new.concerns = Some(facts.earlier[0].id);
    for (kind, yuan, expected) in [
        (PayKind::Recovery, 600, vec![PayRule::Reason]),
        (PayKind::Recovery, 601, vec![PayRule::Reason, PayRule::NotLeft]),
        (PayKind::Failed, 601, vec![PayRule::Reason, PayRule::NotLeft]),
        (PayKind::Payment, 400, vec![]),
        (PayKind::Payment, 401, vec![PayRule::NotFailed]),
        (PayKind::Payment, 0, vec![PayRule::Amount]),
        (PayKind::Payment, -5, vec![PayRule::Amount]),
    ] {
        (new.kind, new.amount) = (kind, Fen::new(yuan * 100));
        assert_eq!(rules(&monthly, &new, &facts), expected, "{kind:?} {yuan}");
    }
}

#[test]
fn what_a_payment_is_for_is_asked() {
    let facts = PayFacts::default();
    for (kind, months, subject, expected) in [
        (PeriodKind::Months, None, None, vec![PayRule::Months]),
        (PeriodKind::HalfYear, None, Some("4"), vec![]),
        (PeriodKind::HalfYear, None, Some("5"), vec![PayRule::Subject]),
        (PeriodKind::HalfYear, Some("2023-01"), Some("1"), vec![PayRule::Months]),
        (PeriodKind::Year, None, Some("2024"), vec![]),
        (PeriodKind::Year, None, Some("明年"), vec![PayRule::Subject]),
        (PeriodKind::Season, None, Some("2022秋"), vec![]),
        (PeriodKind::Settlement, None, None, vec![PayRule::Subject]),
        (PeriodKind::Once, None, None, vec![]),
    ] {
        let found = rules(&programme(kind, Beside::Nothing), &payment(months, subject, 900), &facts);
        assert_eq!(found, expected, "{kind:?} {subject:?}");
    }
    let by_category = programme(PeriodKind::Months, Beside::Category);
    assert_eq!(rules(&by_category, &payment(Some("2023-01"), None, 900), &facts), [PayRule::Subject]);
}

#[test]
fn funds_categories_and_standards_are_compared() {
    let mut monthly = programme(PeriodKind::Months, Beside::Nothing);
    monthly.categories = vec!["残疾军人".into()];
    let mut new = payment(Some("2023-01"), None, 900);
    new.parts = vec![("盟级".into(), Fen::new(90_000))];
    let facts = PayFacts { expected: Some(Fen::new(95_000)), ..PayFacts::default() };
    assert_eq!(
        rules(&monthly, &new, &facts),
        [PayRule::WrongFund, PayRule::NotEntitled, PayRule::OffStandard]
    );
    new.parts = vec![("旗级配套".into(), Fen::new(80_000))];
    let facts = PayFacts { categories: vec!["残疾军人".into()], ..PayFacts::default() };
    assert_eq!(rules(&monthly, &new, &facts), [PayRule::Parts]);
    new.on = day("2023-07-02");
    new.parts.clear();
    assert_eq!(rules(&monthly, &new, &facts), [PayRule::DayToCome]);
}

#[test]
fn a_case_is_paid_after_it_is_granted() {
    let case = programme(PeriodKind::Case, Beside::Nothing);
    let new = payment(None, Some("A1"), 4000);
    for (granted, expected) in [
        (None, vec![PayRule::NotGranted]),
        (Some(300_000), vec![PayRule::NotGranted]),
        (Some(400_000), vec![]),
    ] {
        let stands = CaseStands { granted: granted.map(Fen::new), on: None, paid: Fen::ZERO };
        let facts = PayFacts { case: Some(stands), ..PayFacts::default() };
        assert_eq!(rules(&case, &new, &facts), expected);
    }
    let day_after = new.on.succ_opt();
    for (on, expected) in [(Some(new.on), vec![]), (day_after, vec![PayRule::BeforeGrant])] {
        let stands = CaseStands { granted: Some(Fen::new(400_000)), on, paid: Fen::ZERO };
        let facts = PayFacts { case: Some(stands), ..PayFacts::default() };
        assert_eq!(rules(&case, &new, &facts), expected);
    }
}

#[test]
fn a_letter_is_paid_to_whom_it_came_for_and_spending_goes_to_places() {
    let citation = programme(PeriodKind::Citation, Beside::Nothing);
    let new = payment(None, Some("喜1"), 1000);
    for (letter, expected) in [
        (Some(LetterStands::Own(day("2023-06-10"))), vec![]),
        (Some(LetterStands::Own(day("2023-06-11"))), vec![PayRule::BeforeLetter]),
        (Some(LetterStands::Others), vec![PayRule::OtherLetter]),
        (Some(LetterStands::Unknown), vec![PayRule::NoLetter]),
    ] {
        let facts = PayFacts { letter, ..PayFacts::default() };
        assert_eq!(rules(&citation, &new, &facts), expected, "{letter:?}");
    }
    let facts = PayFacts { lacks_role: true, ..PayFacts::default() };
    assert_eq!(rules(&citation, &new, &facts), [PayRule::NoRole]);
    // A season is one, however it was written before.
    let season = programme(PeriodKind::Season, Beside::Nothing);
    let facts = PayFacts { earlier: vec![earlier(None, Some("2022年秋季"))], ..PayFacts::default() };
    assert_eq!(rules(&season, &payment(None, Some("2022秋"), 1000), &facts), [PayRule::Repeated]);
    // A soldier is discharged once: a grant of another season asks why.
    let discharge = Programme { code: "discharge_grant".into(), ..season.clone() };
    let mut paid = earlier(None, Some("2022秋"));
    paid.programme = discharge.code.clone();
    let facts = PayFacts { earlier: vec![paid], ..PayFacts::default() };
    let grant =
        |season| NewPayment { programme: discharge.code.clone(), ..payment(None, Some(season), 1000) };
    assert_eq!(rules(&discharge, &grant("2023春"), &facts), [PayRule::OtherTerms]);
    assert_eq!(rules(&discharge, &grant("2022年秋季"), &facts), [PayRule::Repeated]);
    let spending = programme(PeriodKind::Spending, Beside::Nothing);
    assert_eq!(rules(&spending, &new, &PayFacts::default()), [PayRule::OtherPurpose]);
    let mut spent = payment(None, None, 1000);
    spent.kind = PayKind::Spending;
    assert_eq!(rules(&citation, &spent, &PayFacts::default()), [PayRule::OtherPurpose]);
    assert_eq!(rules(&spending, &spent, &PayFacts::default()), []);
    let own = vec![("农牧场自筹".into(), spent.amount)];
    for (is_known, is_of_farm, parts, expected) in [
        (false, false, Vec::new(), vec![PayRule::UnknownPlace]),
        (true, false, Vec::new(), vec![]),
        (true, false, own.clone(), vec![PayRule::WrongFund]),
        (true, true, own, vec![]),
    ] {
        let place = Some(SpendingPlace { is_known, is_of_farm });
        let terms = Programme { funds: Vec::new(), ..spending.clone() };
        let spent = NewPayment { parts, ..spent.clone() };
        assert_eq!(rules(&terms, &spent, &PayFacts { place, ..PayFacts::default() }), expected);
    }
}
