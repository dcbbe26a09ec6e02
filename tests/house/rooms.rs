//! Which room may call which, who names which crate, how long a file may get, and that no import runs in a circle.

use std::collections::BTreeSet;

use super::imports::{self, Source};
use super::map;

/// Lines at most; a longer file is more than one thing.
const LONGEST: usize = 400;

/// The files that the screens' tests stand on reach the real register, which the app itself must not.
fn may_reach_the_register(source: &Source) -> bool {
    source.name.starts_with("app/testing/")
}

#[test]
fn every_arrow_between_rooms_is_on_the_map() {
    let rooms: Vec<(Vec<String>, Vec<String>)> =
        map::table("Rooms").iter().map(|row| (map::names(&row[0]), map::names(&row[2]))).collect();
    let sources = imports::sources();
    for (source, named) in sources.iter().zip(imports::graph(&sources)) {
        let (_, allowed) = rooms
            .iter()
            .find(|(room, _)| room.iter().any(|room| room == source.room()))
            .unwrap_or_else(|| panic!("{}: the map knows no such room", source.name));
        for to in named.iter().map(|to| sources[*to].room()) {
            let known = to == source.room() || allowed.iter().any(|room| room == to);
            assert!(known || may_reach_the_register(source), "{} calls {to}", source.name);
        }
    }
}

#[test]
fn the_map_has_no_room_and_no_arrow_too_many() {
    let sources = imports::sources();
    let graph = imports::graph(&sources);
    for row in map::table("Rooms") {
        let room = map::names(&row[0]).remove(0);
        assert!(sources.iter().any(|source| source.room() == room), "there is no room {room}");
        let called: BTreeSet<&str> = sources
            .iter()
            .zip(&graph)
            .filter(|(source, _)| source.room() == room && !may_reach_the_register(source))
            .flat_map(|(_, named)| named.iter().map(|to| sources[*to].room()))
            .collect();
        for to in map::names(&row[2]) {
            assert!(called.contains(to.as_str()), "{room} never calls {to}");
        }
    }
}

#[test]
fn no_circle_leaves_its_folder() {
    let sources = imports::sources();
    let mut graph = imports::graph(&sources);
    for (at, source) in sources.iter().enumerate() {
        if source.is_test() {
            graph[at].clear();
        }
    }
    for circle in imports::circles(&graph) {
        let folders: BTreeSet<&str> = circle.iter().map(|at| sources[*at].folder()).collect();
        let arrows: Vec<String> = circle
            .iter()
            .flat_map(|at| graph[*at].iter().filter(|to| circle.contains(to)).map(move |to| (at, to)))
            .map(|(at, to)| format!("{} -> {}", sources[*at].name, sources[*to].name))
            .collect();
        assert!(folders.len() == 1, "{} files import in a circle:\n{}", circle.len(), arrows.join("\n"));
    }
}

#[test]
fn a_crate_is_named_in_its_own_room_only() {
    for row in map::table("Crates with one owner") {
        let (crates, rooms) = (map::names(&row[0]), map::names(&row[1]));
        for source in imports::sources() {
            for name in &crates {
                let named = source.code.contains(&format!("{name}::"));
                assert!(
                    !named || rooms.iter().any(|room| room == source.room()),
                    "{} names {name}",
                    source.name
                );
            }
        }
    }
}

#[test]
fn no_file_is_more_than_one_thing() {
    for source in imports::sources() {
        // Tests stand at the foot of a file and do not make it more than one thing.
        let lines = source.text.lines().take_while(|line| *line != "mod tests {").count();
        assert!(lines <= LONGEST, "{} has {lines} lines", source.name);
    }
}

#[test]
fn the_register_is_reached_through_the_store_alone() {
    for source in imports::sources().iter().filter(|source| source.room() != "store") {
        for verb in ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "PRAGMA "] {
            assert!(!source.code.contains(verb), "{} holds SQL", source.name);
        }
    }
}

/// Names of types that stand in many rooms are no names.
#[test]
fn no_type_name_stands_in_five_rooms() {
    let sources = imports::sources();
    let mut places: std::collections::BTreeMap<&str, BTreeSet<&str>> = std::collections::BTreeMap::new();
    for source in &sources {
        for line in source.code.lines() {
            let line = line.trim_start();
            let Some(rest) =
                line.strip_prefix("pub").map(|rest| rest.trim_start_matches(|c| c != ' ').trim_start())
            else {
                continue;
            };
            let mut words = rest.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            if matches!(words.next(), Some("struct" | "enum" | "trait" | "type")) {
                places.entry(words.next().unwrap_or_default()).or_default().insert(source.name.as_str());
            }
        }
    }
    for (name, files) in places {
        assert!(files.len() < 5, "{name} is a type in {} files: {files:?}", files.len());
    }
}
