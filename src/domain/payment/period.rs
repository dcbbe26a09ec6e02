//! The period that a payroll is for: whole months, or a half-year of service, a season, a year by its name, as its programme
//! asks; nothing where it is paid once.

use chrono::NaiveDate;

use super::Months;
use super::rules::plain_subject;
use crate::domain::programme::PeriodKind;
use crate::domain::text::{CleanText, NAME_MAX, fold_width, name_key};

/// Most months of a payroll that is drafted as one.
const MONTHS_MAX: u32 = 12;

/// Seasons, in the order of a year.
const SEASONS: [char; 4] = ['春', '夏', '秋', '冬'];

/// The period of a payroll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayPeriod {
    /// Whole months.
    Months(Months),
    /// A half-year, season or year, as a key of a payment has it.
    Named(PeriodKind, CleanText),
    /// The only one that there is.
    Once,
}

/// Why there is no such payroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodFault {
    /// Its programme is paid one by one: by settlement, case or letter, or on nobody.
    OneByOne,
    /// It is no period of that kind.
    Unfit(PeriodKind),
}

impl PayPeriod {
    /// Reads the period of a payroll as people write it.
    ///
    /// # Errors
    /// The programme has no periods, or that is none of its.
    pub fn parse(kind: PeriodKind, said: Option<&str>) -> Result<Self, PeriodFault> {
        let unfit = PeriodFault::Unfit(kind);
        match (kind, said) {
            (PeriodKind::Months, Some(said)) => {
                let months = Months::parse(said).or_else(|| part_of_year(said));
                months.filter(|months| months.count() <= MONTHS_MAX).map(Self::Months).ok_or(unfit)
            }
            (PeriodKind::HalfYear | PeriodKind::Year | PeriodKind::Season, Some(said)) => {
                period_name(kind, said).map(|name| Self::Named(kind, name)).ok_or(unfit)
            }
            (PeriodKind::Once, None) => Ok(Self::Once),
            (PeriodKind::Months | PeriodKind::HalfYear | PeriodKind::Year | PeriodKind::Season, None)
            | (PeriodKind::Once, Some(_)) => Err(unfit),
            (PeriodKind::Settlement | PeriodKind::Case | PeriodKind::Citation | PeriodKind::Spending, _) => {
                Err(PeriodFault::OneByOne)
            }
        }
    }

    /// The kind of programme that pays such periods.
    pub fn kind(&self) -> PeriodKind {
        match self {
            Self::Months(_) => PeriodKind::Months,
            Self::Named(kind, _) => *kind,
            Self::Once => PeriodKind::Once,
        }
    }

    /// The months that it covers, where it is told by months.
    pub fn months(&self) -> Option<Months> {
        match self {
            Self::Months(months) => Some(*months),
            Self::Named(..) | Self::Once => None,
        }
    }

    /// The name in a key, where it has one.
    pub fn name(&self) -> Option<&CleanText> {
        match self {
            Self::Named(_, name) => Some(name),
            Self::Months(_) | Self::Once => None,
        }
    }

    /// As a key has it: 2023-01..2023-03, 2, 2022秋, 2024; nothing of what is paid once.
    pub fn told(&self) -> String {
        match self {
            Self::Months(months) => months.told(),
            Self::Named(_, name) => name.to_string(),
            Self::Once => String::new(),
        }
    }

    /// Whether a payment with that subject is for it.
    pub fn has_subject(&self, subject: &str) -> bool {
        let name = self.name().map(CleanText::as_str).unwrap_or_default();
        name_key(plain_subject(subject)) == name_key(name)
    }

    /// The year in its name.
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::Named(PeriodKind::Year | PeriodKind::Season, name) => year_in(name),
            Self::Months(_) | Self::Named(..) | Self::Once => None,
        }
    }

    /// Which of the subjects that were paid is the last such period before this one.
    pub fn last_of<'s>(&self, subjects: impl Iterator<Item = &'s str>) -> Option<CleanText> {
        let Self::Named(kind, name) = self else { return None };
        let own = rank(*kind, name)?;
        let before = subjects.map(plain_subject).filter_map(|subject| {
            let place = rank(*kind, subject)?;
            let next_to_it = *kind != PeriodKind::HalfYear || place.0 + 1 == own.0;
            (place < own && next_to_it).then_some((place, subject))
        });
        before.max_by_key(|(place, _)| *place).map(|(_, subject)| CleanText::shown(subject))
    }
}

/// Where a period stands among those of its kind.
fn rank(kind: PeriodKind, name: &str) -> Option<(i32, usize)> {
    match kind {
        PeriodKind::HalfYear => Some((name.parse().ok()?, 0)),
        PeriodKind::Year => Some((year_in(name)?, 0)),
        PeriodKind::Season => {
            let season = SEASONS.iter().position(|season| name.contains(*season));
            Some((year_in(name)?, season.map_or(0, |at| at + 1)))
        }
        PeriodKind::Months
        | PeriodKind::Settlement
        | PeriodKind::Case
        | PeriodKind::Citation
        | PeriodKind::Once
        | PeriodKind::Spending => None,
    }
}

/// The year with which a name begins.
fn year_in(name: &str) -> Option<i32> {
    let year = name.get(..4)?.parse().ok()?;
    ((1950..=2100).contains(&year) && !name.get(4..).is_some_and(|rest| rest.starts_with(is_digit)))
        .then_some(year)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The name of a half-year, a year or a season as a key of a payment has it: 第1个半年 is 1, 2024年度 is 2024, 2022年秋季 is
/// 2022秋. None where it is no such period.
pub fn period_name(kind: PeriodKind, said: &str) -> Option<CleanText> {
    let folded: String = fold_width(said).chars().filter(|c| !c.is_whitespace()).collect();
    let name = match kind {
        PeriodKind::HalfYear => {
            let core = folded.trim_start_matches('第');
            let number = core.chars().next()?;
            let rest = core.get(number.len_utf8()..)?;
            let number = match number {
                '一' => '1',
                '二' => '2',
                '三' => '3',
                '四' => '4',
                other => other,
            };
            (('1'..='4').contains(&number) && ["", "个半年", "半年", "期"].contains(&rest))
                .then(|| number.to_string())?
        }
        PeriodKind::Year => {
            let year = year_in(&folded)?;
            ["", "年", "年度"].contains(&folded.get(4..)?).then(|| year.to_string())?
        }
        PeriodKind::Season => match season_name(&folded) {
            Some(name) => name,
            None if names_more(&folded) => said.trim().to_owned(),
            None => return None,
        },
        PeriodKind::Months
        | PeriodKind::Settlement
        | PeriodKind::Case
        | PeriodKind::Citation
        | PeriodKind::Once
        | PeriodKind::Spending => return None,
    };
    CleanText::parse(&name, NAME_MAX).ok()
}

/// Whether a name says something behind its year: 2024春节 does, 2024年度 and 2024-09 do not.
fn names_more(folded: &str) -> bool {
    let rest = folded.get(4..).unwrap_or_default().trim_start_matches("年度").trim_start_matches('年');
    year_in(folded).is_some() && rest.chars().any(char::is_alphabetic)
}

/// The first day of a season or of a year of insurance: the standards of that day are those of whoever belongs to it. None of
/// what has no such day.
pub fn first_day_of(kind: PeriodKind, subject: &str) -> Option<NaiveDate> {
    let plain = plain_subject(subject);
    let month = match kind {
        PeriodKind::Year => 1,
        PeriodKind::Season => {
            let (_, name) = season(plain)?;
            // Seasons of discharge begin with March, June, September and December.
            3 * (u32::try_from(SEASONS.iter().position(|season| *season == name)?).ok()? + 1)
        }
        PeriodKind::Months
        | PeriodKind::HalfYear
        | PeriodKind::Settlement
        | PeriodKind::Case
        | PeriodKind::Citation
        | PeriodKind::Once
        | PeriodKind::Spending => return None,
    };
    let year = if kind == PeriodKind::Year { year_in(plain)? } else { season(plain)?.0 };
    NaiveDate::from_ymd_opt(year, month, 1)
}

/// The season of a month, a day or a half of a year, as men are discharged in spring and in autumn: 2022年9月, 2022-09-01,
/// 2022下半年 are 2022秋.
fn season_of_month(said: &str) -> Option<(i32, char)> {
    let mut plain = fold_width(said);
    for word in AROUND_SEASON.iter().filter(|word| **word != "年") {
        plain = plain.replace(word, "");
    }
    let plain = plain.replace("上半年", "-3-").replace("下半年", "-9-");
    if !plain.chars().all(|c| c.is_ascii_digit() || "年月日号份-./ ".contains(c)) {
        return None;
    }
    let mut numbers = plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month) = (numbers.next()?, numbers.next()?);
    let month: u32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((year_in(year)?, if month <= 6 { '春' } else { '秋' }))
}

/// 2022秋, of 2022年秋季, 秋季2022, 二〇二二年秋, 22秋 and 2022年秋季退役 too; none of what is no season of a year.
pub fn season_name(said: &str) -> Option<String> {
    season(said).or_else(|| season_of_month(said)).map(|(year, season)| format!("{year}{season}"))
}

/// Words that say nothing beside a season.
const AROUND_SEASON: [&str; 14] = [
    "自主就业",
    "退役士兵",
    "退役军人",
    "退役",
    "退伍",
    "入伍",
    "征集",
    "征兵",
    "季节",
    "季度",
    "季",
    "批次",
    "年度",
    "年",
];

/// The year and the season that a text names.
fn season(said: &str) -> Option<(i32, char)> {
    let folded = fold_width(said);
    let mut plain: String = folded.chars().filter(|c| c.is_alphanumeric()).map(digit_of).collect();
    for word in AROUND_SEASON {
        plain = plain.replace(word, "");
    }
    let mut seasons = plain.chars().filter(|c| SEASONS.contains(c));
    let season = seasons.next().filter(|_| seasons.next().is_none())?;
    let rest = plain.replace(season, "");
    let year = rest.strip_suffix('批').unwrap_or(&rest);
    let is_year = (year.len() == 4 || year.len() == 2) && year.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = year.parse().ok().filter(|_| is_year)?;
    let year = if year < 100 { 2000 + year } else { year };
    (1950..=2100).contains(&year).then_some((year, season))
}

/// 2 for 二, as years are written in words.
fn digit_of(c: char) -> char {
    let digits = "〇一二三四五六七八九";
    match digits.chars().position(|digit| digit == c).or((c == '零' || c == '○').then_some(0)) {
        Some(value) => u32::try_from(value).ok().and_then(|value| char::from_digit(value, 10)).unwrap_or(c),
        None => c,
    }
}

/// A quarter or a half of a calendar year: 2023Q3, 2023年第三季度, 2023年上半年, 2023H2.
fn part_of_year(said: &str) -> Option<Months> {
    let folded: String = fold_width(said).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let year = year_in(&folded)?;
    let part = folded.get(4..)?.trim_start_matches('年').to_uppercase();
    let (first, last) = match part.trim_start_matches('第').trim_end_matches('度') {
        "Q1" | "1季" | "一季" => (1, 3),
        "Q2" | "2季" | "二季" => (4, 6),
        "Q3" | "3季" | "三季" => (7, 9),
        "Q4" | "4季" | "四季" => (10, 12),
        "H1" | "上半年" => (1, 6),
        "H2" | "下半年" => (7, 12),
        _ => return None,
    };
    Months::new((year, first), (year, last))
}

/// From which day on a half-year that was paid leads to the next one: what ended long ago comes no more.
pub fn half_years_since(today: NaiveDate) -> Option<NaiveDate> {
    today.checked_sub_months(chrono::Months::new(18))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_reads_its_own_periods() {
        let told = |kind, said: &str| {
            let said = Some(said).filter(|said| !said.is_empty());
            PayPeriod::parse(kind, said).map(|period| period.told())
        };
        for (kind, said, expected) in [
            (PeriodKind::Months, "2023-08", "2023-08"),
            (PeriodKind::Months, "2023Q3", "2023-07..2023-09"),
            (PeriodKind::Months, "2023年第一季度", "2023-01..2023-03"),
            (PeriodKind::Months, "2023年下半年", "2023-07..2023-12"),
            (PeriodKind::Months, "2023", "2023-01..2023-12"),
            (PeriodKind::HalfYear, "２", "2"),
            (PeriodKind::HalfYear, "第三个半年", "3"),
            (PeriodKind::Year, "2024年度", "2024"),
            (PeriodKind::Season, "2022秋", "2022秋"),
            (PeriodKind::Season, "2022 年秋季", "2022秋"),
            (PeriodKind::Season, "秋季2022", "2022秋"),
            (PeriodKind::Season, "2022年秋季退役", "2022秋"),
            (PeriodKind::Season, "二〇二二年秋", "2022秋"),
            (PeriodKind::Season, "22秋", "2022秋"),
            (PeriodKind::Season, "2022年9月", "2022秋"),
            (PeriodKind::Season, "2022.9", "2022秋"),
            (PeriodKind::Season, "2022-09-01", "2022秋"),
            (PeriodKind::Season, "2022年下半年", "2022秋"),
            (PeriodKind::Season, "2023年3月退役", "2023春"),
            (PeriodKind::Season, "2024春节", "2024春节"),
            (PeriodKind::Once, "", ""),
        ] {
            assert_eq!(told(kind, said).as_deref(), Ok(expected), "{said}");
        }
        for (kind, said) in [
            (PeriodKind::Months, "2023-01..2024-01"),
            (PeriodKind::Months, "2023Q5"),
            (PeriodKind::Months, "2"),
            (PeriodKind::Months, ""),
            (PeriodKind::HalfYear, "5"),
            (PeriodKind::HalfYear, "2023-08"),
            (PeriodKind::Year, "2024-01"),
            (PeriodKind::Year, "24"),
            (PeriodKind::Season, "秋"),
            (PeriodKind::Season, "2022年度"),
            (PeriodKind::Season, "2022.13"),
            (PeriodKind::Season, ""),
            (PeriodKind::Once, "2024"),
        ] {
            assert_eq!(told(kind, said), Err(PeriodFault::Unfit(kind)), "{said}");
        }
        for kind in [PeriodKind::Settlement, PeriodKind::Case, PeriodKind::Citation, PeriodKind::Spending] {
            assert_eq!(told(kind, "2024"), Err(PeriodFault::OneByOne));
        }
    }

    #[test]
    fn the_last_such_period_is_the_nearest_before() {
        let last = |kind, own: &str, paid: &[&str]| {
            let period = PayPeriod::parse(kind, Some(own)).unwrap();
            period.last_of(paid.iter().copied()).map(|name| name.to_string())
        };
        assert_eq!(
            last(PeriodKind::Year, "2024", &["2021", "2023", "2024", "2025"]).as_deref(),
            Some("2023")
        );
        assert_eq!(
            last(PeriodKind::Season, "2023春", &["2022秋", "2022春", "2023秋"]).as_deref(),
            Some("2022秋")
        );
        // Of a service each half-year follows the one before it.
        assert_eq!(last(PeriodKind::HalfYear, "3", &["1", "2 补差", "4"]).as_deref(), Some("2"));
        assert_eq!(last(PeriodKind::HalfYear, "4", &["1", "2"]), None);
        assert_eq!(last(PeriodKind::Year, "2024", &["2024"]), None);
    }
}
