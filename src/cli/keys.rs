//! `muster keys`: the keys of the screens, from the table that the screens obey.

use serde::Serialize;

use super::out::Out;
use super::settings::Settings;
use super::trouble::Status;
use crate::app::screens;

#[derive(Serialize)]
struct Row {
    place: &'static str,
    keys: Vec<String>,
    does: &'static str,
}

/// Prints the table of keys.
pub(super) fn run(settings: &Settings, out: &mut Out) -> Status {
    let keymap = screens::keymap();
    if settings.json {
        let rows: Vec<Row> = keymap
            .places()
            .iter()
            .flat_map(|place| place.bindings.iter().map(|binding| (place.context.title, binding)))
            .map(|(title, binding)| Row {
                place: title.text(settings.lang),
                keys: binding.keys.iter().map(ToString::to_string).collect(),
                does: binding.text.long(settings.lang),
            })
            .collect();
        out.json(&rows);
    } else {
        for line in keymap.markdown(settings.lang).lines() {
            out.line(line);
        }
    }
    Status::Fine
}
