//! What a number, a date or an error of a workbook is as the text of a cell, whichever format it comes from.

use chrono::{Days, NaiveDate};

use super::row::{CellKind, RawRow};

/// Days for which spreadsheets and calendars agree: below lies 29 February 1900, beyond the year 9999.
const AGREED: std::ops::Range<u64> = 61..2_958_466;
/// Days between the two epochs.
const TO_1904: u64 = 1462;

/// What a format of numbers makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// A number.
    #[default]
    Number,
    /// A number that is shown with two decimals: 2024.1 is read as people see it, 2024.10.
    TwoDecimals,
    /// A day.
    Day,
}

/// The format that has this number in every workbook.
pub(super) fn built_in(number: u32) -> NumberFormat {
    match number {
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => NumberFormat::Day,
        2 | 4 => NumberFormat::TwoDecimals,
        _ => NumberFormat::Number,
    }
}

/// Whether the part of a code for numbers above zero shows two decimals, and nothing behind them but blanks.
fn has_two_decimals(code: &str) -> bool {
    let part = code.split(';').next().unwrap_or_default();
    let digits = part.split_once('.').map(|(_, rest)| rest.trim_end_matches(['_', ' ', ')']));
    digits == Some("00")
}

/// What a format says by its code: a day where it shows a year, a month or a day outside quotation marks and brackets.
pub(super) fn by_code(code: &str) -> NumberFormat {
    let mut chars = code.chars();
    let mut previous = ' ';
    let mut clock = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            // Only the part for numbers above zero counts.
            ';' => break,
            // General, which is no year of an era.
            'G' | 'g' if chars.as_str().get(..6).is_some_and(|rest| rest.eq_ignore_ascii_case("eneral")) => {
                chars.nth(5);
            }
            'y' | 'Y' | 'd' | 'D' => return NumberFormat::Day,
            'e' if !previous.is_ascii_digit() => return NumberFormat::Day,
            // A month, unless it stands among hours and seconds.
            'm' | 'M' if !clock => {
                let is_of_clock = chars.as_str().contains(['s', 'S']) || previous == ':';
                if !is_of_clock {
                    return NumberFormat::Day;
                }
            }
            'h' | 'H' | 's' | 'S' => clock = true,
            _ => {}
        }
        previous = c;
    }
    if has_two_decimals(code) { NumberFormat::TwoDecimals } else { NumberFormat::Number }
}

/// Adds a number, as a day where its format says so.
pub(super) fn push_number(row: &mut RawRow, number: f64, format: NumberFormat, epoch_1904: bool) {
    // Decimal digits, never an exponent: what the number is, and no more.
    let mut digits = number.to_string();
    if format == NumberFormat::TwoDecimals && digits.rsplit_once('.').is_some_and(|(_, rest)| rest.len() == 1)
    {
        digits.push('0');
    }
    match day(&digits, epoch_1904).filter(|_| format == NumberFormat::Day) {
        Some(day) => row.push(&day.to_string(), CellKind::Date),
        None => row.push(&digits, CellKind::Number),
    }
}

/// The day of a serial number.
fn day(digits: &str, epoch_1904: bool) -> Option<NaiveDate> {
    let whole: u64 = digits.split('.').next()?.parse().ok()?;
    let serial = if epoch_1904 { whole.checked_add(TO_1904)? } else { whole };
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    AGREED.contains(&serial).then(|| first.checked_add_days(Days::new(serial)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(number: f64, format: NumberFormat, epoch_1904: bool) -> (String, CellKind) {
        let mut row = RawRow::new(1);
        push_number(&mut row, number, format, epoch_1904);
        (row.cell(0).to_owned(), row.kind(0))
    }

    #[test]
    fn numbers_are_digits_and_days_are_dates() {
        for (number, format, epoch_1904, text, kind) in [
            (12.0, NumberFormat::Number, false, "12", CellKind::Number),
            (2024.1, NumberFormat::Number, false, "2024.1", CellKind::Number),
            (2024.1, NumberFormat::TwoDecimals, false, "2024.10", CellKind::Number),
            (2024.12, NumberFormat::TwoDecimals, false, "2024.12", CellKind::Number),
            (1410.0, NumberFormat::TwoDecimals, false, "1410", CellKind::Number),
            (0.5, NumberFormat::Number, false, "0.5", CellKind::Number),
            (1.5e17, NumberFormat::Number, false, "150000000000000000", CellKind::Number),
            (45415.0, NumberFormat::Day, false, "2024-05-03", CellKind::Date),
            (45415.75, NumberFormat::Day, false, "2024-05-03", CellKind::Date),
            (43953.0, NumberFormat::Day, true, "2024-05-03", CellKind::Date),
            (61.0, NumberFormat::Day, false, "1900-03-01", CellKind::Date),
            (60.0, NumberFormat::Day, false, "60", CellKind::Number),
            (-1.0, NumberFormat::Day, false, "-1", CellKind::Number),
            (1e300, NumberFormat::Day, false, &1e300_f64.to_string(), CellKind::Number),
        ] {
            assert_eq!(cell(number, format, epoch_1904), (text.to_owned(), kind), "{number}");
        }
    }

    #[test]
    fn a_format_shows_days_or_numbers() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]yyyy/m/d",
            "m/d/yy h:mm",
            "m\"月\"d\"日\"",
            "mm-dd",
            "d-mmm",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"",
            "e/m/d",
        ] {
            assert_eq!(by_code(code), NumberFormat::Day, "{code}");
        }
        for code in [
            "General",
            "General\"岁\"",
            "0",
            "0.00e+00",
            "0.0",
            "0.000",
            "@",
            "0.00E+00",
            "h:mm",
            "mm:ss",
            "[h]:mm:ss",
            "[Red]0",
            "\"day\"0",
            "0;d",
        ] {
            assert_eq!(by_code(code), NumberFormat::Number, "{code}");
        }
        for code in ["0.00", "#,##0.00", "0.00_ ", "#,##0.00_);(#,##0.00)"] {
            assert_eq!(by_code(code), NumberFormat::TwoDecimals, "{code}");
        }
        assert_eq!(built_in(2), NumberFormat::TwoDecimals);
        assert_eq!(
            (built_in(14), built_in(31), built_in(58)),
            (NumberFormat::Day, NumberFormat::Day, NumberFormat::Day)
        );
        assert_eq!(
            (built_in(0), built_in(20), built_in(49)),
            (NumberFormat::Number, NumberFormat::Number, NumberFormat::Number)
        );
    }
}
