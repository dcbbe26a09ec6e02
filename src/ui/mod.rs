//! Theme, glyphs, text measured in cells, and the widgets muster draws with.
