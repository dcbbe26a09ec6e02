//! Where the officer left: which screen, and which township, filter and order of the roster. The next start opens there.
//!
//! It is kept outside the register, and names no person: a village or group that holds a number of somebody is left out.

use crate::domain::list::{Show, Sort};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::text::{CleanText, NAME_MAX};

/// Begins the text of every bookmark of this notation.
const HEAD: &str = "muster-bookmark 1";
/// Most characters of the code of a township, as the register takes it.
const CODE_MAX: usize = 12;

/// Where the officer left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// The main screen, by the name of its key context; none for the roster.
    pub screen: Option<&'static str>,
    /// The part of the register that the roster lists.
    pub scope: Scope,
    /// Which recipients it lists.
    pub show: Show,
    /// Only this group.
    pub group: Option<CleanText>,
    /// Only this village.
    pub village: Option<CleanText>,
    /// In which order.
    pub sort: Sort,
}

impl Default for Bookmark {
    fn default() -> Self {
        Self {
            screen: None,
            scope: Scope::Banner,
            show: Show::InRound,
            group: None,
            village: None,
            sort: Sort::Village,
        }
    }
}

const SHOWS: [(Show, &str); 6] = [
    (Show::InRound, "in round"),
    (Show::Open, "open"),
    (Show::Done, "done"),
    (Show::Exceptions, "exceptions"),
    (Show::Closed, "closed"),
    (Show::Everyone, "everyone"),
];
const SORTS: [(Sort, &str); 3] = [(Sort::Village, "village"), (Sort::Name, "name"), (Sort::State, "state")];

impl Bookmark {
    /// As it is kept: a line a fact.
    pub fn to_text(&self) -> String {
        let scope = match &self.scope {
            Scope::Banner => "banner",
            Scope::Units => "units",
            Scope::Township(code) => &code.0,
        };
        let lines = [
            ("screen", self.screen),
            ("scope", Some(scope)),
            ("show", SHOWS.iter().find(|(show, _)| *show == self.show).map(|(_, name)| *name)),
            ("group", nameless(self.group.as_ref())),
            ("village", nameless(self.village.as_ref())),
            ("sort", SORTS.iter().find(|(sort, _)| *sort == self.sort).map(|(_, name)| *name)),
        ];
        let lines = lines.iter().filter_map(|(key, value)| Some(format!("{key} {}\n", (*value)?)));
        format!("{HEAD}\n{}", lines.collect::<String>())
    }

    /// Reads one; none if it is not of this notation, whole and nothing else. `screen` tells the name of a main screen
    /// that may be opened.
    pub fn parse(text: &str, screen: impl Fn(&str) -> Option<&'static str>) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        let mut read = Self::default();
        for line in lines {
            let (key, value) = line.split_once(' ')?;
            match key {
                "screen" => read.screen = Some(screen(value)?),
                "scope" => read.scope = scope(value)?,
                "show" => read.show = SHOWS.iter().find(|(_, name)| *name == value)?.0,
                "group" => read.group = Some(label(value)?),
                "village" => read.village = Some(label(value)?),
                "sort" => read.sort = SORTS.iter().find(|(_, name)| *name == value)?.0,
                _ => return None,
            }
        }
        Some(read)
    }
}

/// A label, unless a number of somebody is in it.
fn nameless(label: Option<&CleanText>) -> Option<&str> {
    label.filter(|label| CleanText::shown(label) == **label).map(CleanText::as_str)
}

fn label(text: &str) -> Option<CleanText> {
    CleanText::parse(text, NAME_MAX).ok().filter(|label| !label.is_empty())
}

fn scope(text: &str) -> Option<Scope> {
    match text {
        "banner" => Some(Scope::Banner),
        "units" => Some(Scope::Units),
        code => {
            let digits =
                !code.is_empty() && code.len() <= CODE_MAX && code.bytes().all(|b| b.is_ascii_alphanumeric());
            digits.then(|| Scope::Township(TownshipCode(code.to_owned())))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::action::MainScreen;

    fn parse(text: &str) -> Option<Bookmark> {
        let known = [MainScreen::TODAY.name, "due", "ledger"];
        Bookmark::parse(text, |name| known.into_iter().find(|known| *known == name))
    }

    #[test]
    fn what_is_kept_reads_back_and_names_nobody() {
        for screen in [None, Some(MainScreen::TODAY.name), Some("due"), Some("ledger")] {
            for scope in [Scope::Banner, Scope::Units, Scope::Township(TownshipCode("152530101".to_owned()))]
            {
                let bookmark = Bookmark {
                    screen,
                    scope,
                    show: Show::Open,
                    group: Some("烈士遗属".into()),
                    village: Some("敖包图嘎查".into()),
                    sort: Sort::Name,
                };
                assert_eq!(parse(&bookmark.to_text()), Some(bookmark));
            }
        }
        let number = CleanText::unmasked("嘎查 13847901234");
        let text = Bookmark { village: Some(number), ..Bookmark::default() }.to_text();
        assert!(!text.contains("1384790"), "{text}");
    }

    #[test]
    fn what_somebody_else_wrote_is_not_taken() {
        for text in [
            "",
            "muster-bookmark 2\n",
            "muster-bookmark 1\nscreen nowhere\n",
            "muster-bookmark 1\nscreen import\n",
            "muster-bookmark 1\nscope 1525\u{202e}30\n",
            "muster-bookmark 1\nscope 1525301011525\n",
            "muster-bookmark 1\nvillage \u{1b}[2J\n",
            "muster-bookmark 1\nsort by name\n",
            "muster-bookmark 1\nnote x\n",
            "muster-bookmark 1\nscope\n",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_left(text in "\\PC{0,60}|muster-bookmark 1\n[a-z0-9 \n]{0,60}") {
            let _ = parse(&text);
        }
    }
}
