//! Styles by meaning. Named ANSI colours only, and never black, white or yellow text, so that both
//! light and dark backgrounds stay readable; meaning never rests on colour alone.

use ratatui::style::{Color, Modifier, Style};

/// One style for each meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub plain: Style,
    /// Heads of columns and groups, titles.
    pub head: Style,
    /// The reversed bar of the chosen row.
    pub bar: Style,
    /// The chosen row of a pane that does not have the keys.
    pub rest: Style,
    /// What needs doing.
    pub due: Style,
    /// What is done.
    pub done: Style,
    /// What is late or refused.
    pub late: Style,
    /// What is in doubt: put off, absent.
    pub doubt: Style,
    /// What is of little importance.
    pub quiet: Style,
    /// Amounts that matter.
    pub money: Style,
    /// Matched characters of a search.
    pub found: Style,
    /// That the last action succeeded.
    pub good: Style,
    /// A key named on the screen.
    pub key: Style,
}

impl Theme {
    /// With colours.
    pub const COLOR: Self = Self {
        plain: Style::new(),
        head: Style::new().add_modifier(Modifier::BOLD),
        bar: Style::new().add_modifier(Modifier::REVERSED),
        rest: Style::new().add_modifier(Modifier::BOLD),
        due: Style::new(),
        done: Style::new().add_modifier(Modifier::DIM),
        late: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
        doubt: Style::new().fg(Color::Magenta),
        quiet: Style::new().add_modifier(Modifier::DIM),
        money: Style::new().add_modifier(Modifier::BOLD),
        found: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
        good: Style::new().fg(Color::Green),
        key: Style::new().add_modifier(Modifier::BOLD),
    };

    /// Without colours: for `NO_COLOR` and simple terminals. Modifiers only, because crossterm wipes
    /// reverse and bold when it is left to drop colours itself.
    pub const MONO: Self = Self {
        late: Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
        doubt: Style::new().add_modifier(Modifier::UNDERLINED),
        found: Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
        good: Style::new().add_modifier(Modifier::BOLD),
        ..Self::COLOR
    };

    /// The theme with or without colours.
    pub const fn new(color: bool) -> Self {
        if color { Self::COLOR } else { Self::MONO }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(theme: &Theme) -> [Style; 13] {
        [
            theme.plain,
            theme.head,
            theme.bar,
            theme.rest,
            theme.due,
            theme.done,
            theme.late,
            theme.doubt,
            theme.quiet,
            theme.money,
            theme.found,
            theme.good,
            theme.key,
        ]
    }

    #[test]
    fn colours_are_few_and_mono_has_none() {
        let allowed = [Color::Red, Color::Magenta, Color::Cyan, Color::Green, Color::Blue];
        for style in all(&Theme::COLOR) {
            assert_eq!(style.bg, None);
            assert!(style.fg.is_none_or(|color| allowed.contains(&color)));
        }
        for style in all(&Theme::MONO) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(Theme::MONO.bar.add_modifier.contains(Modifier::REVERSED));
    }
}
