//! Styles by meaning, for terminals with a dark, a light or an unknown background. The sixteen named colours only,
//! and yellow, black or white text only where its background is known or set with it; meaning never rests on
//! colour alone.

use ratatui::style::{Color, Modifier, Style};

/// What the terminal's background is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
    /// Not told: every style is readable on both.
    #[default]
    Unknown,
}

/// One style for each meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub plain: Style,
    /// Heads of columns and groups, titles.
    pub head: Style,
    /// The reversed bar of the chosen row: it takes colours and dimness away from what it lies on.
    pub bar: Style,
    /// The chosen row of a pane that does not have the keys.
    pub rest: Style,
    /// What needs doing.
    pub due: Style,
    /// What is done.
    pub done: Style,
    /// What is late, off the standard or refused.
    pub late: Style,
    /// What is for today or promised, or in doubt: put off, absent.
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
    /// The title in the edge of a dialog.
    pub edge: Style,
    /// The blanks of that edge.
    pub edge_blank: Style,
    /// The screen behind a dialog.
    pub veil: Style,
}

/// Without colours: for `NO_COLOR` and simple terminals. Modifiers only, because crossterm wipes reverse and bold
/// when it is left to drop colours itself.
const MONO: Theme = Theme {
    plain: Style::new(),
    head: Style::new().add_modifier(Modifier::BOLD),
    bar: Style::new().remove_modifier(Modifier::DIM).add_modifier(Modifier::REVERSED),
    rest: Style::new().add_modifier(Modifier::BOLD),
    due: Style::new(),
    done: Style::new().add_modifier(Modifier::DIM),
    late: Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
    doubt: Style::new().add_modifier(Modifier::UNDERLINED),
    quiet: Style::new().add_modifier(Modifier::DIM),
    money: Style::new().add_modifier(Modifier::BOLD),
    found: Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
    good: Style::new().add_modifier(Modifier::BOLD),
    key: Style::new().add_modifier(Modifier::BOLD),
    edge: Style::new().add_modifier(Modifier::REVERSED),
    edge_blank: Style::new().add_modifier(Modifier::REVERSED),
    veil: Style::new().remove_modifier(Modifier::all()).add_modifier(Modifier::DIM),
};

/// Readable on dark and on light.
const BOTH: Theme = Theme {
    bar: MONO.bar.fg(Color::Reset).bg(Color::Reset),
    late: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
    doubt: Style::new().fg(Color::Black).bg(Color::Yellow),
    found: MONO.found.fg(Color::Cyan),
    good: Style::new().fg(Color::Green),
    edge: Style::new().fg(Color::White).bg(Color::Blue).add_modifier(Modifier::BOLD),
    edge_blank: Style::new().bg(Color::Blue),
    veil: MONO.veil.fg(Color::Reset).bg(Color::Reset),
    ..MONO
};

/// For dark backgrounds.
const DARK: Theme = Theme {
    late: Style::new().fg(Color::LightRed).add_modifier(Modifier::BOLD),
    doubt: Style::new().fg(Color::Yellow),
    found: MONO.found.fg(Color::LightCyan),
    good: Style::new().fg(Color::LightGreen),
    ..BOTH
};

/// For light backgrounds, where yellow text is not seen.
const LIGHT: Theme = Theme { found: MONO.found.fg(Color::Blue), ..BOTH };

impl Theme {
    /// The theme with or without colours, for a background.
    pub const fn new(color: bool, background: Background) -> Self {
        match (color, background) {
            (false, _) => MONO,
            (true, Background::Dark) => DARK,
            (true, Background::Light) => LIGHT,
            (true, Background::Unknown) => BOTH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(theme: &Theme) -> [Style; 16] {
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
            theme.edge,
            theme.edge_blank,
            theme.veil,
        ]
    }

    /// Text colours that are read on a background that is not set with them.
    fn is_read(color: Color, on: Background) -> bool {
        let on_both = [Color::Reset, Color::Red, Color::Magenta, Color::Cyan, Color::Green];
        let more = match on {
            Background::Dark => vec![Color::Yellow, Color::LightRed, Color::LightCyan, Color::LightGreen],
            Background::Light => vec![Color::Blue],
            Background::Unknown => Vec::new(),
        };
        on_both.contains(&color) || more.contains(&color)
    }

    #[test]
    fn every_colour_is_read_on_its_background() {
        for background in [Background::Dark, Background::Light, Background::Unknown] {
            for style in all(&Theme::new(true, background)) {
                let set = style.bg.is_some_and(|color| color != Color::Reset);
                assert!(set || style.fg.is_none_or(|color| is_read(color, background)), "{style:?}");
                assert!(style.fg.is_none_or(|color| !matches!(color, Color::Rgb(..) | Color::Indexed(_))));
            }
            for style in all(&Theme::new(false, background)) {
                assert_eq!((style.fg, style.bg), (None, None));
            }
        }
    }

    #[test]
    fn the_bar_takes_dimness_and_colours_away() {
        for (color, reset) in [(true, Some(Color::Reset)), (false, None)] {
            let bar = Theme::new(color, Background::Unknown).bar;
            assert!(bar.add_modifier.contains(Modifier::REVERSED));
            assert!(bar.sub_modifier.contains(Modifier::DIM));
            assert_eq!((bar.fg, bar.bg), (reset, reset));
        }
    }

    #[test]
    fn what_is_promised_and_what_is_late_never_look_alike() {
        for background in [Background::Dark, Background::Light, Background::Unknown] {
            for color in [true, false] {
                let theme = Theme::new(color, background);
                assert_ne!(theme.doubt, theme.late);
                assert_ne!(theme.doubt, theme.due);
            }
        }
    }
}
