//! The screens, a folder each, and the list of them.
//!
//! To add a screen: its folder, declared and listed here. Nothing else names a screen: keys, footer, help,
//! `muster keys` and the README gather from the list, and one screen leads to another by a
//! [`Destination`].

pub mod audit;
pub mod batch;
mod choosing;
pub mod confirm;
pub mod confirmations;
pub mod copy;
mod day;
pub mod drafts;
pub mod due;
pub mod export;
pub mod first;
mod flow;
pub mod groups;
pub mod handlers;
pub mod help;
pub mod import;
pub mod ledger;
mod listing;
pub mod menu;
pub mod merge;
mod narrowing;
pub mod payments;
pub mod person;
pub mod plan;
mod progress;
pub mod progress_list;
pub mod reason;
pub mod record;
pub mod report;
pub mod review;
pub mod roster;
pub mod rounds;
pub mod rules;
pub mod settings;
pub mod sheets;
pub mod today;
pub mod words;
pub mod work;
pub mod year;

use super::action::{Action, MainScreen};
use super::context::ViewContext;
use super::destination::Destination;
use super::keymap::Keymap;
use super::screen::{Screen, ScreenDef};

/// Every screen there is, in the order of the help. The first one is home.
pub static ALL: &[&ScreenDef] = &[
    &roster::DEF,
    &today::DEF,
    &person::DEF,
    &merge::DEF,
    &record::DEF,
    &batch::DEF,
    &groups::DEF,
    &due::DEF,
    &drafts::DEF,
    &ledger::DEF,
    &payments::DEF,
    &rounds::DEF,
    &plan::DEF,
    &sheets::DEF,
    &report::DEF,
    &year::DEF,
    &work::DEF,
    &confirmations::DEF,
    &progress_list::DEF,
    &review::DEF,
    &audit::DEF,
    &import::DEF,
    &words::DEF,
    &copy::DEF,
    &settings::DEF,
    &rules::DEF,
    &handlers::DEF,
    &menu::DEF,
    &help::DEF,
    &first::DEF,
    &confirm::DEF,
    &reason::DEF,
    &export::DEF,
];

/// A fresh screen for a destination; none if no screen in the list opens for it.
pub fn open(destination: &Destination, cx: &ViewContext) -> Option<Box<dyn Screen>> {
    ALL.iter().find_map(|screen| (screen.open)(destination, cx))
}

/// The name of a main screen in which the next start may open; none for the import and the copy, which read
/// folders at once.
pub fn resumable(name: &str) -> Option<&'static str> {
    let mains = ALL
        .iter()
        .filter_map(|screen| screen.opens_with)
        .filter_map(|binding| if let Action::Open(main) = binding.action { Some(main.name) } else { None });
    let reads_disk = |main: &&str| [MainScreen::IMPORT.name, MainScreen::COPY.name].contains(main);
    mains.filter(|main| !reads_disk(main)).find(|main| *main == name)
}

/// The table of all keys.
pub fn keymap() -> Keymap {
    let contexts = ALL.iter().flat_map(|screen| screen.contexts.iter().copied());
    Keymap::new(contexts, ALL.iter().filter_map(|screen| screen.opens_with))
}

#[cfg(test)]
mod tests;
