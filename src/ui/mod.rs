//! Theme, glyphs, text measured in cells, and the widgets muster draws with.
//!
//! Nothing here knows a screen, a language or a key binding. Screens are laid out with blank margins,
//! bold heads and one reversed bar; there are no vertical lines and no boxes, because many Chinese
//! terminals draw box characters two cells wide and the row breaks.

pub mod field;
pub mod glyphs;
pub mod key;
pub mod mouse;
pub mod paint;
pub mod popup;
pub mod table;
pub mod text;
pub mod theme;
