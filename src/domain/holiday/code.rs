//! The names of rounds: `2024-spring`, 2024年八一.

use std::fmt;
use std::str::FromStr;

use super::super::text::half_width;
use super::{FIRST_YEAR, Festival, LAST_YEAR, RoundCode};

/// Why a text names no round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CodeError {
    /// Neither `2024-spring` nor 2024年春节.
    #[error("a round is written 2024-spring, 2024-army, 2024年春节 or 2024年八一")]
    Form,
    /// A year that the calendar does not know.
    #[error("the calendar knows the years {FIRST_YEAR} to {LAST_YEAR} only")]
    Year(i32),
}

impl Festival {
    /// The stable name in codes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Spring => "spring",
            Self::Army => "army",
        }
    }

    /// The word of the field.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Spring => "春节",
            Self::Army => "八一",
        }
    }
}

impl RoundCode {
    /// The name on screen and paper: 2024年春节.
    pub fn chinese(self) -> String {
        format!("{}年{}", self.year, self.festival.chinese())
    }

    /// The round after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self.festival {
            Festival::Spring => Self { year: self.year, festival: Festival::Army },
            Festival::Army => Self { year: self.year.saturating_add(1), festival: Festival::Spring },
        }
    }

    /// The round before this one.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.festival {
            Festival::Spring => Self { year: self.year.saturating_sub(1), festival: Festival::Army },
            Festival::Army => Self { year: self.year, festival: Festival::Spring },
        }
    }
}

impl fmt::Display for RoundCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.festival.code();
        if f.width().is_some() || f.precision().is_some() || !(0..10_000).contains(&self.year) {
            return f.pad(&format!("{:04}-{code}", self.year));
        }
        // Nearly always, and many times in every write: four digits.
        let digit = |unit| b'0' + u8::try_from(self.year / unit % 10).unwrap_or_default();
        let year = [digit(1_000), digit(100), digit(10), digit(1), b'-'];
        f.write_str(std::str::from_utf8(&year).unwrap_or_default())?;
        f.write_str(code)
    }
}

impl FromStr for RoundCode {
    type Err = CodeError;

    /// Reads `2024-spring`, 2024年春节 or 2024春节; blanks and the width of characters do not matter.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| half_width(c).to_ascii_lowercase()).collect();
        let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = plain.strip_suffix(rest).unwrap_or_default();
        let festival = match rest {
            "-spring" | "年春节" | "春节" => Festival::Spring,
            "-army" | "年八一" | "八一" => Festival::Army,
            _ => return Err(CodeError::Form),
        };
        if digits.len() != 4 {
            return Err(CodeError::Form);
        }
        let year: i32 = digits.parse().map_err(|_| CodeError::Form)?;
        if (FIRST_YEAR..=LAST_YEAR).contains(&year) {
            Ok(Self { year, festival })
        } else {
            Err(CodeError::Year(year))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRING: RoundCode = RoundCode { year: 2024, festival: Festival::Spring };
    const ARMY: RoundCode = RoundCode { year: 2024, festival: Festival::Army };

    #[test]
    fn rounds_are_named_and_read() {
        assert_eq!(SPRING.to_string(), "2024-spring");
        assert_eq!(ARMY.to_string(), "2024-army");
        assert_eq!(format!("{ARMY:>10}"), " 2024-army");
        assert_eq!(SPRING.chinese(), "2024年春节");
        assert_eq!(ARMY.chinese(), "2024年八一");
        for text in
            ["2024-spring", "2024-SPRING", " 2024-spring ", "2024年春节", "2024春节", "２０２４年春节"]
        {
            assert_eq!(text.parse(), Ok(SPRING), "{text}");
        }
        for text in
            ["2024-army", "2024年八一", "2024 年 八一", "2024八一", "2024\u{3000}八一", "２０２４－ａｒｍｙ"]
        {
            assert_eq!(text.parse(), Ok(ARMY), "{text}");
        }
    }

    #[test]
    fn other_texts_name_no_round() {
        for text in [
            "",
            "2024",
            "spring",
            "春节",
            "24-spring",
            "02024-spring",
            "-2024-spring",
            "2024-autumn",
            "2024年",
            "2024-spring-army",
            "2024年中秋",
            "2024-springs",
            "99999999999-army",
            "二〇二四年春节",
        ] {
            assert_eq!(text.parse::<RoundCode>(), Err(CodeError::Form), "{text}");
        }
        assert_eq!("1900-army".parse::<RoundCode>(), Err(CodeError::Year(1900)));
        assert_eq!("2101-spring".parse::<RoundCode>(), Err(CodeError::Year(2101)));
    }

    #[test]
    fn rounds_follow_each_other() {
        assert_eq!(SPRING.next(), ARMY);
        assert_eq!(ARMY.next(), RoundCode { year: 2025, festival: Festival::Spring });
        assert_eq!(SPRING.previous(), RoundCode { year: 2023, festival: Festival::Army });
        let mut code = RoundCode { year: FIRST_YEAR, festival: Festival::Spring };
        while code.year <= LAST_YEAR {
            assert!(code < code.next());
            assert_eq!(code.next().previous(), code);
            assert_eq!(code.to_string().parse(), Ok(code));
            assert_eq!(code.chinese().parse(), Ok(code));
            code = code.next();
        }
    }
}
