//! Numbers that differ by a slip: possibly one human (疑似同一人), registered twice.

/// Digits of a number without its check digit.
const DIGITS: usize = 17;
/// Digits that a slip changes at most.
const SLIPS: usize = 2;

/// An 18-character form as one number, small enough to keep many and quick to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed(u64);

impl Packed {
    /// Packs a form of 18 characters: its digits, and its check digit of eleven; none if it is no such form.
    pub fn of(id_key: &str) -> Option<Self> {
        let (digits, check) = id_key.split_at_checked(DIGITS)?;
        let check = match check {
            "X" => 10,
            check => check.parse::<u64>().ok().filter(|check| *check < 10)?,
        };
        digits.parse::<u64>().ok()?.checked_mul(11)?.checked_add(check).map(Self)
    }

    /// Its parts two by two: the place, the year, month and day, and the sequence. Two numbers that differ by a slip, of two
    /// digits at most, share one of these at least.
    pub fn halves(self) -> [(u64, u64); 6] {
        let digits = self.0 / 11;
        let (sequence, day, year, place) =
            (digits % 1_000, digits / 1_000 % 10_000, digits / 10_000_000 % 10_000, digits / 100_000_000_000);
        [(place, year), (place, day), (place, sequence), (year, day), (year, sequence), (day, sequence)]
    }

    /// Whether it is another number but for a slip: one or two digits, neighbours swapped among them, whatever check
    /// digit was made for the rest, or the check digit alone.
    pub fn is_slip_of(self, other: Self) -> bool {
        let (mut first, mut second) = (self.0 / 11, other.0 / 11);
        let mut differ = 0;
        for _ in 0..DIGITS {
            differ += usize::from(first % 10 != second % 10);
            (first, second) = (first / 10, second / 10);
        }
        (1..=SLIPS).contains(&differ) || (differ == 0 && self != other)
    }
}

/// As [`Packed::is_slip_of`], of two 18-character forms.
pub fn is_slip(one: &str, other: &str) -> bool {
    Packed::of(one).zip(Packed::of(other)).is_some_and(|(one, other)| one.is_slip_of(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_digit_or_two_or_the_check_digit() {
        const ID: &str = "152599195208010013";
        for (other, slip) in [
            (ID, false),
            ("152599195208010014", true),
            ("152599195208110013", true),
            ("152599195208110018", true),
            ("15259919520801001X", true),
            ("152599192508010013", true),
            ("152599195280010013", true),
            ("152599195208100013", true),
            ("152599195208010103", true),
            ("152599195208110023", true),
            ("152599195208110123", false),
            ("152599125908010013", true),
            ("152599125908110013", false),
            ("no number at all..", false),
        ] {
            assert_eq!(is_slip(ID, other), slip, "{other}");
            assert_eq!(is_slip(other, ID), slip, "{other}");
        }
    }
}
