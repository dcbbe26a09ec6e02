//! The words of the field in both languages: rounds, days, states, outcomes, amounts.

use chrono::{Datelike, NaiveDate};

use super::{Lang, fill};
use crate::domain::due::{CloseReason, DueState, Missed, Rest, Standing};
use crate::domain::head::Heads;
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::money::Fen;
use crate::domain::recipient::Sex;
use crate::domain::round::Standard;
use crate::domain::round_card::OutsideSum;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A round: 2024年春节, Spring 2024.
pub fn round(lang: Lang, code: RoundCode) -> String {
    match (lang, code.festival) {
        (Lang::Zh, _) => code.chinese(),
        (Lang::En, Festival::Spring) => fill("Spring {}", &[&code.year]),
        (Lang::En, Festival::Army) => fill("Army Day {}", &[&code.year]),
    }
}

/// A round in few cells, for columns: 2024年春节, Spring 2024, Army Day 2024.
pub fn round_short(lang: Lang, code: RoundCode) -> String {
    match (lang, code.festival) {
        (Lang::Zh, _) => code.chinese(),
        (Lang::En, Festival::Spring) => fill("Spring {}", &[&code.year]),
        (Lang::En, Festival::Army) => fill("Army Day {}", &[&code.year]),
    }
}

/// Another round than the screens work in: 2023年春节，不是本次活动.
pub fn other_round(lang: Lang, code: RoundCode) -> String {
    fill(lang.pick("{}，不是本次活动", "{}, not the current round"), &[&round(lang, code)])
}

/// An answer that names its round: 已登记 程连富 1,000 元（2023年春节）.
pub fn in_round(lang: Lang, said: &str, code: RoundCode) -> String {
    fill(lang.pick("{}（{}）", "{} ({})"), &[&said, &round(lang, code)])
}

/// A day without its year: 2月2日, 2 Feb.
pub fn day(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Zh => fill("{}月{}日", &[&day.month(), &day.day()]),
        Lang::En => fill("{} {}", &[&day.day(), &month(day)]),
    }
}

/// A day with its year: 2024年2月2日, 2 Feb 2024.
pub fn full_day(lang: Lang, date: NaiveDate) -> String {
    match lang {
        Lang::Zh => fill("{}年{}", &[&date.year(), &day(lang, date)]),
        Lang::En => fill("{} {}", &[&day(lang, date), &date.year()]),
    }
}

/// A day, with its year where that is not the one of `today`.
pub fn day_of(lang: Lang, date: NaiveDate, today: NaiveDate) -> String {
    if date.year() == today.year() { day(lang, date) } else { full_day(lang, date) }
}

fn month(day: NaiveDate) -> &'static str {
    usize::try_from(day.month0()).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// An amount with its unit, as short as is exact: 1,000 元, 1,000 yuan.
pub fn yuan(lang: Lang, amount: Fen) -> String {
    fill(lang.pick("{} 元", "{} yuan"), &[&amount.short()])
}

/// Who was given something without being on the list, and what: 名单外 2 人、1 个单位，慰问金 800 元; none where there is nobody.
pub fn outside(lang: Lang, outside: OutsideSum) -> Option<String> {
    let OutsideSum { people, units, cash, goods } = outside;
    let some = |count: u64, zh, en| (count > 0).then(|| fill(lang.pick(zh, en), &[&count]));
    let who: Vec<String> =
        [some(people, "{} 人", "{} {person|people}"), some(units, "{} 个单位", "{} unit{|s}")]
            .into_iter()
            .flatten()
            .collect();
    let given = [(cash, lang.pick("慰问金", "cash")), (goods, lang.pick("慰问品", "goods"))];
    let given = given.into_iter().filter(|(amount, _)| *amount != Fen::ZERO);
    let given: String = given
        .map(|(amount, what)| fill(lang.pick("，{} {}", ", {} {}"), &[&what, &yuan(lang, amount)]))
        .collect();
    let who = who.join(lang.pick("、", ", "));
    (!outside.is_nobody()).then(|| fill(lang.pick("名单外 {}{}", "off the list {}{}"), &[&who, &given]))
}

/// A standard: 1,000 元; of units, who receive goods, 米面油 1 批（折 5,000 元）; or both.
pub fn standard(lang: Lang, standard: &Standard) -> String {
    let goods = || {
        let worth = standard.goods_value.short();
        fill(lang.pick("{}（折 {} 元）", "{} (worth {} yuan)"), &[&standard.goods, &worth])
    };
    match (standard.cash, standard.goods_value) {
        (cash, Fen::ZERO) => yuan(lang, cash),
        (Fen::ZERO, _) => goods(),
        (cash, _) => fill(lang.pick("{}、{}", "{}, {}"), &[&yuan(lang, cash), &goods()]),
    }
}

/// How far the register reaches: number and hash of the last entry, and of the last line of the audit.
pub fn heads(lang: Lang, heads: &Heads) -> String {
    let text = lang.pick("链头：台账 {}，操作记录 {}", "head: ledger {}, audit {}");
    fill(text, &[&heads.ledger, &heads.audit])
}

const KB: u64 = 1 << 10;
const MB: u64 = 1 << 20;
const GB: u64 = 1 << 30;

/// A size in bytes, KB, MB or GB, rounded up.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..KB => fill("{} B", &[&bytes]),
        KB..MB => fill("{} KB", &[&bytes.div_ceil(KB)]),
        MB..GB => fill("{} MB", &[&bytes.div_ceil(MB)]),
        GB.. => fill("{} GB", &[&bytes.div_ceil(GB)]),
    }
}

/// Room on a disk in KB, MB or GB, rounded down.
pub fn room(bytes: u64) -> String {
    match bytes {
        0..MB => fill("{} KB", &[&(bytes / KB)]),
        MB..GB => fill("{} MB", &[&(bytes / MB)]),
        GB.. => fill("{} GB", &[&(bytes / GB)]),
    }
}

/// A sex: 男, 女.
pub fn sex(lang: Lang, sex: Sex) -> &'static str {
    match sex {
        Sex::Male => lang.pick("男", "m"),
        Sex::Female => lang.pick("女", "f"),
    }
}

/// A state.
pub fn state(lang: Lang, state: DueState) -> &'static str {
    match lang {
        Lang::Zh => state.chinese(),
        Lang::En => match state {
            DueState::Upcoming => "upcoming",
            DueState::Due => "due",
            DueState::Grace => "grace",
            DueState::Overdue => "overdue",
            DueState::Done => "visited",
            DueState::Closed => "closed",
            DueState::NotEligible => "not listed",
        },
    }
}

/// Why an item is closed.
pub fn close_reason(lang: Lang, reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::Refused => lang.pick("拒领", "refused"),
        CloseReason::Died => lang.pick("已去世", "died"),
        CloseReason::MovedAway => lang.pick("已迁出", "moved"),
        CloseReason::NotFound => lang.pick("查无此人", "not found"),
        CloseReason::Suspended => lang.pick("已停发", "suspended"),
        CloseReason::RoundClosed => lang.pick("未发", "not given"),
        CloseReason::Merged => lang.pick("已并入", "merged"),
    }
}

/// Whether a visit was promised for a day that is past, while the item is not overdue.
pub fn is_promise_past(standing: Standing, today: NaiveDate) -> bool {
    standing.promised().is_some_and(|to| to < today)
}

/// A promised day that is past, wherever it is told.
pub fn promise_past(lang: Lang) -> &'static str {
    lang.pick("约期已过", "promise overdue")
}

/// A promised day: 约2月7日; with its year where that is not the one of `today`.
pub fn promised(lang: Lang, to: NaiveDate, today: NaiveDate) -> String {
    fill(lang.pick("约{}", "promised {}"), &[&day_of(lang, to, today)])
}

/// What is still owed beside what was given, wherever it is told.
pub fn rest(lang: Lang, rest: Rest) -> &'static str {
    match rest {
        Rest::Cash => lang.pick("欠慰问金", "cash owed"),
        Rest::Goods => lang.pick("欠慰问品", "goods owed"),
    }
}

/// Where a recipient stands on `today`, in a word or two; at most ten cells in Chinese, 15 in English.
///
/// What is owed beside a part that was given outweighs the call that failed since: lists tell a promise above it.
/// A failed call is shown only while the item is not overdue. 约2月5日 is the promised day: 改期 would read as days later.
pub fn standing(lang: Lang, standing: Standing, on_day: DueState, today: NaiveDate) -> String {
    match standing {
        Standing::Closed(reason) => close_reason(lang, reason).to_owned(),
        Standing::Partly(owed, _) => rest(lang, owed).to_owned(),
        Standing::Open(Some(missed)) if on_day != DueState::Overdue => match (missed, lang) {
            (Missed::Absent(_), _) => lang.pick("不在家", "absent").to_owned(),
            (Missed::Deferred(None), _) => lang.pick("改期", "put off").to_owned(),
            (Missed::Deferred(Some(to)), _) if to < today => promise_past(lang).to_owned(),
            (Missed::Deferred(Some(to)), _) => fill(lang.pick("约{}", "promised {}"), &[&day(lang, to)]),
        },
        Standing::Open(_) | Standing::Done | Standing::NotEligible => state(lang, on_day).to_owned(),
    }
}

/// The question about handlers whose names are new, if any is.
pub fn new_handlers(lang: Lang, new: &[CleanText]) -> Option<String> {
    let names: Vec<String> = new.iter().map(|name| CleanText::shown(name).to_string()).collect();
    let asked = lang.pick(
        "{} 不在经办人名单上：姓名对吗？Enter 先记入名单",
        "{}: not on the list of handlers. Is the name right? Enter puts it there first",
    );
    (!names.is_empty()).then(|| fill(asked, &[&names.join(lang.pick("、", ", "))]))
}

/// That names are on the list of handlers now, and what the next key does.
pub fn handlers_listed(lang: Lang, names: &[CleanText]) -> String {
    let names: Vec<String> = names.iter().map(|name| CleanText::shown(name).to_string()).collect();
    let said =
        lang.pick("{} 已记入经办人名单；再按 Enter 写入", "{}: on the list of handlers; Enter again writes");
    fill(said, &[&names.join(lang.pick("、", ", "))])
}

/// How a call ended.
pub fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match lang {
        Lang::Zh => outcome.chinese(),
        Lang::En => match outcome {
            Outcome::Given => "given",
            Outcome::Proxy => "to a proxy",
            Outcome::Absent => "absent",
            Outcome::Deferred => "put off",
            Outcome::Refused => "refused",
            Outcome::Died => "died",
            Outcome::MovedAway => "moved away",
            Outcome::NotFound => "not found",
            Outcome::VisitOnly => "visit only",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).unwrap()
    }

    /// On paper, by which it is proved later.
    #[test]
    fn no_head_is_masked_as_a_phone() {
        use crate::domain::head::Head;
        use crate::domain::text::mask;
        for hash in ["16046165", "00138000", "0a1b2c3d"] {
            for count in [1, 13, 139, 189, 1_891, 152_599] {
                let head = |count| Head::new(count, hash);
                let both = Heads { ledger: head(count), audit: head(count + 7) };
                for lang in [Lang::Zh, Lang::En] {
                    let told = heads(lang, &both);
                    assert_eq!(mask::line(&told), told);
                }
            }
        }
        assert_eq!(mask::line("台账 138:00138000"), "台账 138****8000");
    }

    #[test]
    fn standings_are_told_in_one_word() {
        let put_off = |to| Standing::Open(Some(Missed::Deferred(to)));
        for (standing_is, state_is, zh, en) in [
            (Standing::Open(None), DueState::Due, "应访", "due"),
            (Standing::Open(None), DueState::Overdue, "逾期", "overdue"),
            (put_off(Some(on(2, 5))), DueState::Due, "约2月5日", "promised 5 Feb"),
            (put_off(Some(on(3, 5))), DueState::Grace, "约3月5日", "promised 5 Mar"),
            (put_off(Some(on(2, 1))), DueState::Due, "约期已过", "promise overdue"),
            (put_off(Some(on(2, 2))), DueState::Due, "约2月2日", "promised 2 Feb"),
            (put_off(None), DueState::Due, "改期", "put off"),
            (put_off(Some(on(2, 5))), DueState::Overdue, "逾期", "overdue"),
            (Standing::Open(Some(Missed::Absent(on(2, 1)))), DueState::Due, "不在家", "absent"),
            (Standing::Partly(Rest::Goods, None), DueState::Due, "欠慰问品", "goods owed"),
            (Standing::Partly(Rest::Goods, None), DueState::Overdue, "欠慰问品", "goods owed"),
            (
                Standing::Partly(Rest::Cash, Some(Missed::Deferred(None))),
                DueState::Grace,
                "欠慰问金",
                "cash owed",
            ),
            (Standing::Closed(CloseReason::Died), DueState::Closed, "已去世", "died"),
            (Standing::Done, DueState::Done, "已访", "visited"),
        ] {
            assert_eq!(standing(Lang::Zh, standing_is, state_is, on(2, 2)), zh);
            assert_eq!(standing(Lang::En, standing_is, state_is, on(2, 2)), en);
        }
    }

    #[test]
    fn days_and_amounts() {
        assert_eq!(day(Lang::Zh, on(2, 9)), "2月9日");
        assert_eq!(full_day(Lang::En, on(2, 9)), "9 Feb 2024");
        assert_eq!(yuan(Lang::Zh, Fen::new(100_000)), "1,000 元");
        assert_eq!(round(Lang::En, RoundCode { year: 2024, festival: Festival::Army }), "Army Day 2024");
    }

    #[test]
    fn sizes_are_short_and_never_zero_for_something_and_room_is_never_more_than_there_is() {
        for (bytes, told, free) in [
            (0, "0 B", "0 KB"),
            (1_023, "1023 B", "0 KB"),
            (1_024, "1 KB", "1 KB"),
            (1_025, "2 KB", "1 KB"),
            (1_048_576, "1 MB", "1 MB"),
            (1_048_577, "2 MB", "1 MB"),
            (1_073_741_824, "1 GB", "1 GB"),
            (15_728_640_000, "15 GB", "14 GB"),
        ] {
            assert_eq!((size(bytes), room(bytes)), (told.to_owned(), free.to_owned()));
        }
    }
}
