//! What every screen may read: language, looks, the day, the round, and the counts.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::bookmark::Bookmark;
use super::keymap::Keymap;
use super::open_phones::OpenPhones;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::list::ScopeLine;
use crate::domain::place::Scope;
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::ui::glyphs::Glyphs;
use crate::ui::mouse::Parts;
use crate::ui::paint;
use crate::ui::popup::Look;
use crate::ui::theme::Theme;

/// From this many columns on the person under the bar stands beside the list.
pub const WIDE: u16 = 110;
/// From this many columns on what belongs to that person stands beside it too.
pub const WIDEST: u16 = 180;
/// Columns of the person beside a list, and of a form that opens there.
pub const PANE: u16 = 58;
/// Blank columns between a list and what stands beside it.
const BETWEEN: u16 = 2;
/// Fewest columns that a screen can be drawn in.
pub const MIN_WIDTH: u16 = 60;
/// Fewest rows that a screen can be drawn in.
pub const MIN_HEIGHT: u16 = 16;

/// What the screens share; only the app itself changes it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct ViewContext {
    /// Language of the texts.
    pub lang: Lang,
    /// Glyphs to draw with.
    pub glyphs: Glyphs,
    /// Styles by meaning.
    pub theme: Theme,
    /// The day, in Asia/Shanghai.
    pub today: NaiveDate,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The banner's name, once the register has told it.
    pub banner: Option<CleanText>,
    /// The round that the screens work in; none between rounds, or before the register has answered.
    pub round: Option<Round>,
    /// Counts of every scope in that round; the whole banner first, the units last.
    pub scopes: Vec<ScopeLine>,
    /// Where the officer left, and is now.
    pub bookmark: Bookmark,
    /// Whether the backup that is made without being asked failed last.
    pub unkept: bool,
    /// Every key.
    pub keymap: Keymap,
    /// The day of the last call recorded here, if that was another one than today: the next form opens with it.
    pub kept_day: Option<NaiveDate>,
    /// Whether no key has moved a cursor for a moment: what costs much to send is drawn only then.
    pub at_rest: bool,
    /// Whether the line to the terminal may be slow: what costs much to send is left out.
    pub spares_line: bool,
    /// What a press of the mouse means on each part of the screen; noted while that is drawn.
    pub parts: Parts,
    /// Whether a key goes across between the list on the screen and the person beside it.
    pub beside: bool,
    /// The phones of those who are due, while they are open.
    pub phones: Option<OpenPhones>,
}

impl ViewContext {
    /// The round that states and standards refer to.
    pub fn code(&self) -> Option<RoundCode> {
        self.round.as_ref().map(|round| round.code)
    }

    /// Whether a round is another one than the screens work in.
    pub fn is_other_round(&self, code: RoundCode) -> bool {
        self.code() != Some(code)
    }

    /// Whether there is a round, and somebody has created it.
    pub fn has_round(&self) -> bool {
        self.round.as_ref().is_some_and(|round| round.created)
    }

    /// The counts of a scope.
    pub fn scope(&self, scope: &Scope) -> Option<&ScopeLine> {
        self.scopes.iter().find(|line| line.scope == *scope)
    }

    /// Rows between the head and the answer line.
    pub fn body_rows(&self) -> u16 {
        self.size.1.saturating_sub(4)
    }

    /// The part of the screen between the head and the answer line.
    pub fn body(&self) -> Rect {
        Rect { x: 1, y: 2, width: self.size.0.saturating_sub(2), height: self.body_rows() }
    }

    /// Whether the person under the bar stands beside a list.
    pub fn wide(&self) -> bool {
        self.size.0 >= WIDE
    }

    /// Whether what belongs to that person stands beside it too.
    pub fn widest(&self) -> bool {
        self.size.0 >= WIDEST
    }

    /// Columns of a list of people: on a wide terminal those left of the person beside it, else the whole width.
    pub fn list_columns(&self) -> u16 {
        let inner = self.size.0.saturating_sub(2);
        inner.saturating_sub((PANE + BETWEEN) * (u16::from(self.wide()) + u16::from(self.widest())))
    }

    /// Where a list lies in `body`, and what stands beside it.
    pub fn side_by_side(&self, body: Rect) -> (Rect, Rect) {
        let columns = self.list_columns();
        (Rect { width: columns, ..body }, paint::indent(body, columns + BETWEEN))
    }

    /// Where a person or a form lies in `area`, and what belongs to the person, if there is room for it.
    pub fn beside_person(&self, area: Rect) -> (Rect, Rect) {
        if !self.widest() {
            return (area, Rect { width: 0, ..area });
        }
        let own = area.width.saturating_sub(PANE + BETWEEN);
        (Rect { width: own, ..area }, paint::indent(area, own + BETWEEN))
    }

    /// A phone as it is shown: whole where the phones of those who are due are open, else masked.
    pub fn phone<'a>(&'a self, of: RecipientId, masked: &'a Option<CleanText>) -> Option<&'a CleanText> {
        self.opened_phone(of).or(masked.as_ref())
    }

    /// A phone that is open.
    pub fn opened_phone(&self, of: RecipientId) -> Option<&CleanText> {
        self.phones.as_ref()?.of(of)
    }

    /// How dialogs look.
    pub fn look(&self) -> Look<'_> {
        Look { theme: &self.theme, glyphs: &self.glyphs, parts: &self.parts }
    }

    /// Whether there is room for a screen at all.
    pub fn has_room(&self) -> bool {
        self.size.0 >= MIN_WIDTH && self.size.1 >= MIN_HEIGHT
    }
}
