//! `muster keys`: the keys of the screens, from the table that the screens obey.

use serde::Serialize;

use super::out::Out;
use super::settings::Settings;
use super::trouble::Status;
use crate::app::keymap::{self, KEYMAP};
use crate::lang::keys;

#[derive(Serialize)]
struct Row {
    place: &'static str,
    keys: Vec<String>,
    does: &'static str,
}

/// Prints the table of keys.
pub(super) fn run(settings: &Settings, out: &mut Out) -> Status {
    if settings.json {
        let texts = keys::texts(settings.lang);
        let rows: Vec<Row> = KEYMAP
            .iter()
            .map(|binding| Row {
                place: binding.place.title(texts),
                keys: binding.keys.iter().map(ToString::to_string).collect(),
                does: (binding.says)(texts).long,
            })
            .collect();
        out.json(&rows);
    } else {
        for line in keymap::markdown(settings.lang).lines() {
            out.line(line);
        }
    }
    Status::Fine
}
