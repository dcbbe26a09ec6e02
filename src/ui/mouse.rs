//! The mouse: what its reports say, and what a press on each part of the screen means.
//!
//! Whoever draws a row, a tab, a field or the name of a key notes here what a press there means, while it draws. So the
//! parts are those of the frame that is on the screen, wherever it put them, and no list of screens has to be kept.

use std::cell::{Ref, RefCell};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash};

use ratatui::layout::{Position, Rect};

use super::key::Key;
use super::paint;

/// What a mouse reports: where the pointer is, in cells from the top left, and what is done there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// Column and row, from 0.
    pub at: Position,
    /// What is done there.
    pub act: MouseAct,
}

/// What is done with a mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button was pressed.
    Press,
    /// The wheel was turned by so many steps, downwards if positive.
    Wheel(i16),
}

/// What a press on a part of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A row of a list, by its number among those held.
    Row {
        /// Its number.
        at: usize,
        /// Whether the bar is on it.
        chosen: bool,
    },
    /// A row that is chosen and opened by one press, by its number.
    Item(usize),
    /// A key that is named there.
    Key(Key),
    /// A tab, or a place above a list, by its number.
    Tab(usize),
    /// A field of a form, by the [number](field_number) of its name.
    Field(u64),
    /// A proposed word, so many behind the one that a key takes.
    Word(usize),
    /// The screen itself.
    Screen,
    /// Nothing.
    Nothing,
}

/// A part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    area: Rect,
    /// The layer that it belongs to.
    pub layer: u32,
    /// What a press on it means.
    pub target: Target,
}

/// The parts of the frame that was drawn last. Where no mouse is asked for nothing is noted.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    noted: bool,
    drawn: RefCell<Drawn>,
}

#[derive(Clone, Debug, Default)]
struct Drawn {
    layer: u32,
    parts: Vec<Part>,
}

impl Parts {
    /// Notes parts from now on.
    pub fn switch_on(&mut self) {
        self.noted = true;
    }

    /// Whether parts are noted.
    pub fn is_on(&self) -> bool {
        self.noted
    }

    /// Begins another frame.
    pub fn clear(&self) {
        if self.noted {
            self.drawn.borrow_mut().parts.clear();
        }
    }

    /// What is noted from now on belongs to `layer`, which is drawn into `area`.
    pub fn layer(&self, layer: u32, area: Rect) {
        if self.noted {
            self.drawn.borrow_mut().layer = layer;
            self.note(area, Target::Screen);
        }
    }

    /// A dialog in `place` covers all that was drawn so far: a press beside it means nothing.
    pub fn cover(&self, place: Rect) {
        self.clear();
        self.note(place, Target::Screen);
    }

    /// A press there means nothing, whatever was drawn under it.
    pub fn blank(&self, area: Rect) {
        self.note(area, Target::Nothing);
    }

    /// A row of a list.
    pub fn row(&self, row: Rect, at: usize, chosen: bool) {
        self.note(row, Target::Row { at, chosen });
    }

    /// A row that one press opens.
    pub fn item(&self, row: Rect, at: usize) {
        self.note(row, Target::Item(at));
    }

    /// A key that is named there.
    pub fn key(&self, area: Rect, key: Key) {
        self.note(area, Target::Key(key));
    }

    /// Two keys whose names stand side by side in `area`, Left and Right.
    pub fn left_and_right(&self, area: Rect) {
        let half = area.width / 2;
        self.key(paint::slice(area, 0, half), Key::Left);
        self.key(paint::indent(area, half), Key::Right);
    }

    /// A tab, or a place above a list.
    pub fn tab(&self, area: Rect, at: usize) {
        self.note(area, Target::Tab(at));
    }

    /// A field of a form.
    pub fn field<N: Hash>(&self, area: Rect, name: &N) {
        self.note(area, Target::Field(field_number(name)));
    }

    /// A proposed word, so many behind the one that a key takes.
    pub fn word(&self, area: Rect, behind: usize) {
        self.note(area, Target::Word(behind));
    }

    fn note(&self, area: Rect, target: Target) {
        if self.noted && !area.is_empty() {
            let mut drawn = self.drawn.borrow_mut();
            let layer = drawn.layer;
            drawn.parts.push(Part { area, layer, target });
        }
    }

    /// The part at a position: of several the one that was drawn last.
    pub fn at(&self, position: Position) -> Option<Part> {
        let drawn = Ref::map(self.drawn.borrow(), |drawn| &drawn.parts);
        drawn.iter().rev().find(|part| part.area.contains(position)).copied()
    }
}

/// A number for the name of a field: the same for the same name, while the program runs.
pub fn field_number<N: Hash>(name: &N) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_last_is_pressed_and_a_dialog_covers_the_rest() {
        let mut parts = Parts::default();
        let (screen, row) = (Rect::new(0, 0, 20, 5), Rect::new(0, 1, 20, 1));
        let of = |parts: &Parts, x, y| parts.at(Position { x, y }).map(|part| (part.layer, part.target));
        parts.layer(7, screen);
        assert_eq!(of(&parts, 3, 1), None, "nothing is noted before it is asked for");
        parts.switch_on();
        parts.layer(7, screen);
        parts.row(row, 4, false);
        parts.row(Rect { height: 0, ..row }, 5, false);
        assert_eq!(of(&parts, 3, 1), Some((7, Target::Row { at: 4, chosen: false })));
        assert_eq!(of(&parts, 3, 2), Some((7, Target::Screen)));
        assert_eq!(of(&parts, 20, 1), None);
        parts.left_and_right(Rect::new(0, 3, 3, 1));
        assert_eq!(of(&parts, 0, 3), Some((7, Target::Key(Key::Left))));
        assert_eq!(of(&parts, 1, 3), Some((7, Target::Key(Key::Right))));
        parts.layer(8, Rect::new(0, 4, 0, 0));
        parts.cover(Rect::new(5, 1, 4, 2));
        assert_eq!((of(&parts, 3, 1), of(&parts, 5, 1)), (None, Some((8, Target::Screen))));
        parts.blank(Rect::new(5, 2, 4, 1));
        assert_eq!(of(&parts, 5, 2), Some((8, Target::Nothing)));
        parts.clear();
        assert_eq!(of(&parts, 5, 1), None);
    }
}
