//! `muster keys`: the keys of the screens, from the table that the screens obey.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;
use crate::app::screens;

#[derive(Serialize)]
struct BindingJson {
    place: &'static str,
    keys: Vec<String>,
    does: &'static str,
}

/// `keys` takes no arguments of its own.
#[derive(Debug, clap::Args)]
pub(super) struct KeysArgs;

impl Command for KeysArgs {
    const NAME: &'static str = "keys";
    const HELP: Help = help! {
        "列出全部按键" / "The keys of the screens";
    };

    /// Prints the table of keys.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let keymap = screens::keymap();
        if session.json {
            let rows: Vec<BindingJson> = keymap
                .places()
                .iter()
                .flat_map(|place| place.bindings.iter().map(|binding| (place.context.title, binding)))
                .map(|(title, binding)| BindingJson {
                    place: title.text(session.lang),
                    keys: binding.keys.iter().map(ToString::to_string).collect(),
                    does: binding.text.long(session.lang),
                })
                .collect();
            out.json(&rows);
        } else {
            for line in keymap.markdown(session.lang).lines() {
                out.line(line);
            }
        }
        Ok(Status::Fine)
    }
}
