//! Dates as people write them in texts: 1964年3月5日, 64.3.5, 六四年三月五日, 腊月廿三, 2 March 1957, 640305.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::groups::is_unseen;
use super::scattered::is_unit;
use super::{digits, is_mark, is_plain};

/// Words inside dates, and between a date and a word that says what it is.
pub(super) const FILLERS: &str = "是为在于的约农历阴旧公阳闰";
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A part of a text that is digits, letters, or something else.
pub(super) struct Token<'t> {
    pub(super) at: Range<usize>,
    /// Its value, where it is a number, and how many digits it has.
    pub(super) value: Option<(u32, usize)>,
    text: &'t str,
}

/// A date in a text.
pub(super) struct Date {
    pub(super) at: Range<usize>,
    /// None where only the day is told.
    pub(super) year: Option<Year>,
    month: u32,
    day: u32,
    /// What is shown: the year, and stars.
    pub(super) shown: String,
}

/// A year as it is written.
#[derive(Clone, Copy)]
pub(super) enum Year {
    Whole(i32),
    /// Of its two last digits: many a number looks so.
    Short(i32),
}

impl Date {
    pub(super) fn is(&self, birth: NaiveDate) -> bool {
        let same_year = match self.year {
            Some(Year::Whole(year)) => year == birth.year(),
            Some(Year::Short(year)) => year == birth.year() % 100,
            None => false,
        };
        same_year && (self.month, self.day) == (birth.month(), birth.day())
    }
}

pub(super) fn tokens(raw: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut kind_before = 0;
    for (at, c) in raw.char_indices() {
        let end = at + c.len_utf8();
        // An accent on a digit.
        if matches!(kind_before, 1 | 2)
            && !is_plain(c)
            && (is_unseen(c) || is_mark(c))
            && let Some(token) = tokens.last_mut()
        {
            token.at.end = end;
            token.text = raw.get(token.at.clone()).unwrap_or_default();
            continue;
        }
        let han =
            digits::han(c).or(if matches!(c, '十' | '廿' | '卅' | '初') { Some('0') } else { None });
        let kind = match (digits::plain(c), han) {
            (Some(_), _) => 1,
            (None, Some(_)) => 2,
            (None, None) if c.is_ascii_alphabetic() => 3,
            (None, None) => 4,
        };
        match tokens.last_mut().filter(|_| kind == kind_before && kind != 4) {
            Some(token) => {
                token.at.end = end;
                token.text = raw.get(token.at.clone()).unwrap_or_default();
            }
            None => {
                tokens.push(Token { at: at..end, value: None, text: raw.get(at..end).unwrap_or_default() });
            }
        }
        kind_before = kind;
    }
    for token in &mut tokens {
        let is_month = || raw.get(token.at.end..).is_some_and(|rest| rest.starts_with('月'));
        token.value = match token.text {
            "正" if is_month() => Some((1, 2)),
            "冬" if is_month() => Some((11, 2)),
            "腊" if is_month() => Some((12, 2)),
            text => value(text),
        };
    }
    tokens
}

/// The value of digits of any kind, also of 十二, 二十一, 廿一 and 初五.
pub(super) fn value(text: &str) -> Option<(u32, usize)> {
    let seen = || text.chars().filter(|c| is_plain(*c) || !is_unseen(*c) && !is_mark(*c));
    let all = |digit: fn(char) -> Option<char>| seen().map(digit).collect::<Option<String>>();
    if let Some(digits) = all(digits::plain).or_else(|| all(digits::han)) {
        return (digits.len() <= 8).then(|| digits.parse().ok().map(|value| (value, digits.len())))?;
    }
    let (tens, ones) = if let Some(day) = text.strip_prefix('初') {
        if day == "十" { ("一", "") } else { ("〇", day) }
    } else if let Some(ones) = text.strip_prefix('廿') {
        ("二", ones)
    } else if let Some(ones) = text.strip_prefix('卅') {
        ("三", ones)
    } else {
        text.split_once('十')?
    };
    let part = |text: &str, empty: u32| {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Some(empty),
            (Some(c), None) => digits::han(c)?.to_digit(10),
            (Some(_), Some(_)) => None,
        }
    };
    Some((part(tens, 1)? * 10 + part(ones, 0)?, 2))
}

/// The whole date that begins with the first token: of how many tokens it is.
pub(super) fn whole(raw: &str, tokens: &[Token<'_>]) -> Option<(usize, Date)> {
    let first = tokens.first().filter(|first| first.value.is_some() || month(first.text).is_some())?;
    let made = |length: usize, year: Year, month: u32, day: u32, shown: String| {
        let end = tokens.get(length - 1)?.at.end;
        let stands = is_day(month, day)
            && match year {
                Year::Whole(year) => (1850..=2100).contains(&year),
                Year::Short(_) => true,
            };
        let at = first.at.start..end;
        stands.then_some((length, Date { at, year: Some(year), month, day, shown }))
    };
    if let Some((all, 8)) = first.value {
        let year = i32::try_from(all / 10_000).ok()?;
        let (last, one, two) = (i32::try_from(all % 10_000).ok()?, all / 1_000_000, all / 10_000 % 100);
        let (month, day) = if two <= 12 { (two, one) } else { (one, two) };
        // 12031957: the year last.
        return made(1, Year::Whole(year), all / 100 % 100, all % 100, format!("{year}****"))
            .or_else(|| made(1, Year::Whole(last), month, day, format!("****{last}")));
    }
    // Blanks and what parts the numbers are passed over; a month may be a word.
    let mut parts: Vec<(usize, &Token<'_>)> = Vec::new();
    for (n, token) in tokens.iter().enumerate().take(14) {
        let is_word = token.text.starts_with(|c: char| c.is_ascii_alphabetic());
        if token.value.is_some() || is_word && month(token.text).is_some() {
            parts.push((n, token));
            if parts.len() == 3 {
                break;
            }
        } else if !is_inside(token.text) {
            break;
        }
    }
    let &[(_, one), (_, two), (last, three)] = parts.as_slice() else { return None };
    let year = |token: &Token<'_>| token.value.filter(|(_, digits)| *digits == 4).map(|(value, _)| value);
    let short = |token: &Token<'_>| token.value.filter(|(_, digits)| *digits == 2).map(|(value, _)| value);
    let months = |token: &Token<'_>| number(token).or_else(|| month(token.text));
    let signed = |year: u32| i32::try_from(year).ok();
    let (y, m, d, hidden) = if let Some(y) = year(one) {
        // 1957年3月2日, 1957 March 2; also 1957, 2 March and 1957-21-03.
        let (m, d) = match (months(two), months(three)) {
            (Some(m), Some(d)) if number(three).is_some() && (m <= 12 || d > 12) => (m, d),
            (Some(d), Some(m)) => (m, d),
            _ => return None,
        };
        (Year::Whole(signed(y)?), m, d, [two, three])
    } else {
        let (y, is_parted) = if let Some(y) = year(three) {
            (Year::Whole(signed(y)?), true)
        } else {
            let gaps = [raw.get(one.at.end..two.at.start)?, raw.get(two.at.end..three.at.start)?];
            (Year::Short(signed(short(three).or_else(|| short(one))?)?), are_parted_alike(gaps))
        };
        let first_is_year = matches!(y, Year::Short(_)) && short(three).is_none_or(|year| year <= 31);
        match (month(one.text), month(two.text)) {
            (Some(m), _) => (y, m, number(two)?, [one, two]),
            (None, Some(m)) => (y, m, number(one)?, [one, two]),
            (None, None) if !is_parted => return None,
            // 64年3月5日, 64.3.5
            (None, None) if first_is_year => {
                (Year::Short(signed(short(one)?)?), number(two)?, number(three)?, [two, three])
            }
            // 2.3.1957: the day first, or the month.
            (None, None) if number(two)? <= 12 => (y, number(two)?, number(one)?, [one, two]),
            (None, None) => (y, number(one)?, number(two)?, [one, two]),
        }
    };
    let mut shown = String::new();
    let mut from = first.at.start;
    for token in hidden {
        shown.push_str(raw.get(from..token.at.start)?);
        shown.push_str("**");
        from = token.at.end;
    }
    shown.push_str(raw.get(from..three.at.end)?);
    made(last + 1, y, m, d, shown)
}

/// The day without a year that begins with the first token, as 3月5日, 腊月廿三, March 5, or right behind 生日 3.5.
pub(super) fn of_day(raw: &str, tokens: &[Token<'_>]) -> Option<(usize, Date)> {
    let one = tokens.first()?;
    let last = tokens.iter().skip(1).position(|token| !is_inside(token.text) || token.value.is_some())? + 1;
    let two = tokens.get(last)?;
    let gap = raw.get(one.at.end..two.at.start)?;
    let (month, day) = match (month(one.text), month(two.text)) {
        (Some(month), None) => (month, number(two)?),
        (None, Some(month)) => (month, number(one)?),
        (Some(_), Some(_)) => return None,
        (None, None) => (number(one)?, number(two)?),
    };
    let is_plain = matches!(gap.trim(), "." | "-" | "/" | "．" | "－") && ends_alone(raw, two.at.end);
    let is_worded = gap.trim_start().starts_with('月')
        || self::month(one.text).is_some()
        || self::month(two.text).is_some();
    let at = one.at.start..two.at.end;
    let fits = is_day(month, day) && (is_worded || is_plain);
    fits.then(|| (last + 1, Date { at, year: None, month, day, shown: format!("**{gap}**") }))
}

/// The date of six digits, 640305, or the day of four, that is the first token.
pub(super) fn compact(raw: &str, tokens: &[Token<'_>]) -> Option<(usize, Date)> {
    let first = tokens.first()?;
    let (all, length) = first.value?;
    let (month, day) = (all / 100 % 100, all % 100);
    let before = raw.get(..first.at.start).unwrap_or_default();
    let stands_alone = ends_alone(raw, first.at.end)
        && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '#' | '*' | '.'));
    let (year, shown) = match length {
        6 => (Some(Year::Short(i32::try_from(all / 10_000).ok()?)), format!("{:02}****", all / 10_000)),
        // 1012生 is a pupil as well.
        4 if ["生日", "生辰", "诞辰"]
            .into_iter()
            .any(|word| before.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(word)) =>
        {
            (None, "****".to_owned())
        }
        _ => return None,
    };
    let fits = is_day(month, day) && stands_alone;
    fits.then(|| (1, Date { at: first.at.clone(), year, month, day, shown }))
}

/// The month of a year that begins with the first token, as 1957年3月, 57.3, 03/1957, March 1957, 195703; its month is
/// hidden.
pub(super) fn of_month(raw: &str, tokens: &[Token<'_>]) -> Option<(usize, Date)> {
    let one = tokens.first()?;
    let before = raw.get(..one.at.start).unwrap_or_default();
    if before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '#' | '*' | '.' | '/')) {
        return None;
    }
    let fits = |year: u32, month: u32| (1850..=2100).contains(&year) && (1..=12).contains(&month);
    if let Some((all, 6)) = one.value {
        let fits = fits(all / 100, all % 100) && ends_alone(raw, one.at.end);
        let year = Some(Year::Short(i32::try_from(all / 100 % 100).ok()?));
        let (at, shown) = (one.at.clone(), format!("{}**", all / 100));
        return fits.then_some((1, Date { at, year, month: all % 100, day: 0, shown }));
    }
    let last = tokens.iter().skip(1).position(|token| !is_inside(token.text) || token.value.is_some())? + 1;
    let two = tokens.get(last)?;
    let gap = raw.get(one.at.end..two.at.start)?;
    let behind = raw.get(two.at.end..).unwrap_or_default();
    let word = behind.trim_start().strip_prefix('月').map(|rest| raw.len() - rest.len());
    let is_sign = matches!(gap.trim(), "." | "-" | "/" | "．" | "－");
    let year = |token: &Token<'_>| token.value.filter(|(_, digits)| *digits == 4).map(|(year, _)| year);
    let short = |token: &Token<'_>| token.value.filter(|(_, digits)| *digits == 2).map(|(year, _)| year);
    let mut end = two.at.end;
    let (year, month, mut shown) = if let Some(month) = number(two).or_else(|| month(two.text)) {
        let (whole, short) = (year(one), short(one));
        end = word.filter(|_| gap.trim_start().starts_with('年')).unwrap_or(end);
        let is_worded = end > two.at.end;
        let is_named = self::month(two.text).is_some() && whole.is_some();
        let stands = is_worded || is_named || is_sign && ends_alone(raw, two.at.end);
        let year = whole.or(short).filter(|_| stands)?;
        (year, month, format!("{}{gap}**", raw.get(one.at.clone())?))
    } else {
        let month = self::month(one.text).or_else(|| number(one).filter(|_| is_sign))?;
        (year(two)?, month, format!("**{gap}{}", raw.get(two.at.clone())?))
    };
    let is_whole = fits(year, month) || year < 100 && (1..=12).contains(&month);
    shown.push_str(raw.get(two.at.end..end)?);
    let date = Date {
        at: one.at.start..end,
        year: Some(Year::Short(i32::try_from(year % 100).ok()?)),
        month,
        day: 0,
        shown,
    };
    is_whole.then_some((last + 1, date))
}

/// Whether what ends here is neither counted nor goes on.
fn ends_alone(raw: &str, end: usize) -> bool {
    let behind = raw.get(end..).unwrap_or_default().trim_start();
    let goes_on = |c: char| {
        c.is_ascii_alphanumeric() && !behind.starts_with("born")
            || ".-/~～至到%％:：*#".contains(c)
            || is_unit(c) && !matches!(c, '日' | '号' | '，')
    };
    // A full stop of ASCII may end the sentence.
    let behind = behind
        .strip_prefix('.')
        .filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        .unwrap_or(behind);
    !behind.starts_with(goes_on)
}

/// Whether the numbers of a date are parted by 年 and 月, or both by the same sign.
fn are_parted_alike([one, two]: [&str; 2]) -> bool {
    let has = |c: char| one.contains(c) || two.contains(c);
    if has('年') || has('月') {
        return one.trim_start().starts_with('年') && two.trim_start().starts_with('月');
    }
    one.trim() == two.trim() && !one.is_empty()
}

/// Whether a token may stand between the numbers of a date.
fn is_inside(text: &str) -> bool {
    matches!(text, "年" | "月" | "日")
        || FILLERS.contains(text)
        || text.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '。' | '；' | ';' | '\n'))
        || matches!(text.to_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "of")
}

/// A day or a month, of two digits at most.
fn number(token: &Token<'_>) -> Option<u32> {
    token.value.filter(|(_, digits)| *digits <= 2).map(|(value, _)| value)
}

fn is_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// The month whose name a token is.
pub(super) fn month_of(token: &Token<'_>) -> Option<u32> {
    month(token.text)
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let short = word.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == short)?;
    u32::try_from(at + 1).ok()
}
