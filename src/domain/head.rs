//! How far a register reaches, short enough to stand on paper: how many entries of the ledger and lines of the audit
//! there are, each with the first characters of the hash of the last one.

use std::fmt;

/// Characters of a hash that a head tells.
const MARK: usize = 8;

/// The end of one chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Rows up to it.
    pub number: u64,
    /// The first eight characters of the hash of the last row; empty where there is none.
    pub mark: String,
}

impl Head {
    /// From the number of the last row and its hash.
    pub fn new(number: u64, hash: &str) -> Self {
        Self { number, mark: hash.chars().take(MARK).collect() }
    }

    /// Whether a hash in full is the one that this head tells.
    pub fn is_of(&self, hash: &str) -> bool {
        !self.mark.is_empty() && hash.starts_with(&self.mark)
    }
}

impl fmt::Display for Head {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mark.is_empty() {
            return write!(out, "{}", self.number);
        }
        // A colon, so that digits are never taken for a phone number, and a shell takes it for one word.
        write!(out, "{}:{}", self.number, self.mark)
    }
}

/// The ends of both chains of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// Of the ledger.
    pub ledger: Head,
    /// Of the audit.
    pub audit: Head,
}

impl Heads {
    /// Reads what stands on a printed sheet: a number and eight characters for the ledger, the same for the audit if
    /// it was written down too. Words and signs between them do not matter.
    pub fn parse(text: &str) -> Option<(Head, Option<Head>)> {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut heads = Vec::new();
        let mut number: Option<u64> = None;
        for word in &mut words {
            match number.take() {
                Some(0) => {
                    heads.push(Head::default());
                    number = word.parse().ok();
                }
                Some(read) if is_mark(word) => heads.push(Head::new(read, &word.to_ascii_lowercase())),
                Some(_) => return None,
                None => number = word.parse().ok(),
            }
        }
        match number {
            None => {}
            Some(0) => heads.push(Head::default()),
            Some(_) => return None,
        }
        let mut heads = heads.into_iter();
        let ledger = heads.next()?;
        let audit = heads.next();
        heads.next().is_none().then_some((ledger, audit))
    }
}

fn is_mark(word: &str) -> bool {
    word.len() == MARK && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(number: u64, mark: &str) -> Head {
        Head { number, mark: mark.to_owned() }
    }

    #[test]
    fn what_is_printed_is_read_again() {
        let (ledger, audit) = (Head::new(12, "3fa85f64aa"), Head::new(40, "9c1e2b77bb"));
        assert_eq!(ledger.to_string(), "12:3fa85f64");
        let digits = Head::new(138, "00138000");
        assert_eq!(crate::domain::text::mask::text(&digits.to_string()), "138:00138000");
        // Compared, whichever of them is of digits alone.
        for compared in [
            "139:69795312 > 139:8c75c693",
            "139:8c75c693 / 221:42224652 > 139:8c75c693 / 220:e3c3ad22",
            "139:69795312 / 221:42224652 > 138:00138000 / 0",
        ] {
            assert_eq!(crate::domain::text::mask::text(compared), compared);
        }
        assert_ne!(
            crate::domain::text::mask::text("139:69795312 > 13847951234"),
            "139:69795312 > 13847951234"
        );
        for text in [
            "12:3fa85f64",
            "12 3fa85f64",
            "12-3FA85F64",
            "链头 12 3fa85f64",
            "  ledger 12  3fa85f64 ",
            "12 3fa85f64 / 40 9c1e2b77",
            "ledger 12 3fa85f64, audit 40 9c1e2b77",
            "台账 12 3fa85f64，操作记录 40 9c1e2b77",
        ] {
            let with_audit = text.contains("40");
            assert_eq!(
                Heads::parse(text),
                Some((ledger.clone(), with_audit.then(|| audit.clone()))),
                "{text}"
            );
        }
        assert_eq!(
            Heads::parse("台账 0 / 审计 2 12345678"),
            Some((Head::default(), Some(head(2, "12345678"))))
        );
        assert_eq!(Heads::parse("0"), Some((Head::default(), None)));
    }

    #[test]
    fn anything_else_is_no_head() {
        for text in ["", "12", "3fa85f64", "12 3fa85f6", "12 3fa85f6g", "1 3fa85f64 2", "ledger", "1 2 3"] {
            assert_eq!(Heads::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_mark_is_the_beginning_of_its_hash() {
        assert!(head(1, "3fa85f64").is_of("3fa85f64aa"));
        assert!(!head(1, "3fa85f64").is_of("3fa85f65aa"));
        assert!(!Head::default().is_of("3fa85f65aa"));
    }
}
