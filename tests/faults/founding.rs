//! Creating a register, interrupted: nothing is there or everything, and the next try works.

use std::fs;
use std::path::Path;

use muster::store::Store;

use super::house::House;
use super::long;
use super::storage::{assert_told, at_calls, struck};
use crate::support::program::finished;
use crate::support::pty::Pty;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_register_is_created_whole_or_not_at_all() {
    // The sample is a long way, of which a part is gone.
    for (line, step) in [
        (&["init"][..], if long() { 1 } else { 300 }),
        (&["init", "--sample"], if long() { 25 } else { 1_500 }),
    ] {
        let house = House::new(1);
        let place = house.folder.path().join("new");
        let path = place.join("r.db");
        at_calls(&line.join(" "), step, |shim, at, fault| {
            let what = format!("{line:?}, {fault:?} at {at}");
            fs::create_dir(&place).unwrap();
            let hit = struck(shim, &house, &mut house.command_on(&path, line), at, fault);
            assert_told(&hit, &what);
            let made = path.exists();
            assert!(made || hit.run.status != 0, "{what}: {:?}", hit.run);
            if !made && !hit.killed {
                let lasting = ["", "-wal", "-shm", "-journal"].map(|part| format!("r.db.creating{part}"));
                let left: Vec<_> = names(&place);
                // A disk on which nothing can be unlinked any more keeps what is there.
                let may_stay = |name: &String| fault.1 && (lasting.contains(name) || name == "r.db.lock");
                assert!(left.iter().all(may_stay), "{what}: {left:?}");
            }
            if !made {
                let again = finished(&mut house.command_on(&path, line));
                assert_eq!(again.status, 0, "{what}: {again:?}");
            }
            assert_eq!(Store::open(&path).unwrap().check().unwrap(), Vec::new(), "{what}");
            assert_eq!(names(&place), ["r.db", "r.db.lock"], "{what}");
            fs::remove_dir_all(&place).unwrap();
            hit.struck
        });
    }
}

#[test]
fn a_demo_that_a_signal_ends_leaves_nothing_behind() {
    for signal in ["TERM", "HUP"] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().to_str().unwrap();
        let pty =
            Pty::muster(&["demo"], &[("HOME", path), ("TMPDIR", path), ("MUSTER_LANG", "zh")], (80, 24));
        pty.wait_for("桑根达来镇");
        assert_eq!(names(home.path()).len(), 1);
        pty.signal(signal);
        pty.exit();
        pty.wait_clean();
        assert_eq!(names(home.path()), Vec::<String>::new(), "{signal}");
    }
}
