//! Runs of a text that are struck out: whoever strikes an old name and types the new one behind it means the new one.

use crate::tabular::row::Struck;
use crate::tabular::xlsx::xml;
use crate::tabular::xml_tag::Tag;

/// Where the reader is among the runs of a text, and what was struck out of it.
#[derive(Debug, Default)]
pub(super) struct Runs {
    in_properties: bool,
    is_struck: bool,
    taken: String,
}

impl Runs {
    /// A text begins.
    pub(super) fn begin(&mut self) {
        (self.in_properties, self.is_struck) = (false, false);
        self.taken.clear();
    }

    /// A tag begins within the text.
    pub(super) fn enter(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            b"r" => self.is_struck = false,
            b"rPr" => self.in_properties = true,
            b"strike" if self.in_properties => {
                self.is_struck = xml::value(tag, "val").is_none_or(xml::is_true);
            }
            _ => {}
        }
    }

    /// A tag ends within the text.
    pub(super) fn leave(&mut self, name: &str) {
        match name {
            "r" => self.is_struck = false,
            "rPr" => self.in_properties = false,
            _ => {}
        }
    }

    /// A piece of the text ends, which began at this byte: one that is struck out is taken away.
    pub(super) fn end_piece(&mut self, text: &mut String, from: usize) {
        if self.is_struck && from <= text.len() {
            self.taken.push_str(&text.split_off(from));
        }
    }

    /// The text ends. One that is struck out as a whole stays, and is told so; none where nothing was struck out of it.
    pub(super) fn end(&mut self, text: &mut String) -> Option<Struck> {
        if self.taken.trim().is_empty() {
            text.push_str(&self.taken);
            return None;
        }
        if text.trim().is_empty() {
            text.clone_from(&self.taken);
            return Some(Struck::Whole);
        }
        Some(Struck::Runs)
    }
}
