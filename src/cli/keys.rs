//! `muster keys`: the keys of the screens, from the table that the screens obey.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;
use super::table::fields;
use crate::app::keymap::Keymap;
use crate::app::screens;

#[derive(Serialize)]
struct BindingJson {
    place: &'static str,
    keys: Vec<String>,
    does: &'static str,
}

/// The arguments of `keys`.
#[derive(Debug, clap::Args)]
pub(super) struct KeysArgs {
    #[arg(long)]
    markdown: bool,
}

impl Command for KeysArgs {
    const NAME: &'static str = "keys";
    const HELP: Help = help! {
        "列出全部按键" / "The keys of the screens";
        markdown: "写成 Markdown 表格" / "As tables of Markdown";
        [json]
        "muster keys" => "在终端里看" / "To read in a terminal";
        "muster keys --markdown" => "Markdown 表格，可贴进文档" / "Tables of Markdown, for a document";
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
        } else if self.markdown {
            for line in keymap.markdown(session.lang).lines() {
                out.line(line);
            }
        } else {
            out.lines(&text(&keymap, session));
        }
        Ok(Status::Fine)
    }
}

/// Each place with its keys below it, in two columns.
fn text(keymap: &Keymap, session: &Session) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for place in keymap.places() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(place.context.title.text(session.lang).to_owned());
        let keys: Vec<(String, &str)> = place
            .bindings
            .iter()
            .map(|binding| {
                (format!("  {}", binding.key_names(session.lang, None)), binding.text.long(session.lang))
            })
            .collect();
        let pairs: Vec<(&str, String)> =
            keys.iter().map(|(keys, does)| (keys.as_str(), (*does).to_owned())).collect();
        lines.extend(fields(&pairs));
    }
    lines
}
