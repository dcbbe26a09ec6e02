//! Where a register lies and what lies beside it: what others may write, links and pipes in the places of its files,
//! more than one name, a log that is taken away, a file that is put in its place. All of it is told before anything is
//! written, with the command that mends it, and nothing that was acknowledged is lost.

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use muster::clock;
use muster::domain::error::RegisterError;
use muster::domain::op::Op;
use muster::store::Store;

use super::house::{House, SPRING, acknowledged, ledger_of, name};
use super::report;
use crate::support::program::{Run, finished};
use crate::support::register::{gift, on};

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn beside(path: &Path, part: &str) -> PathBuf {
    PathBuf::from(format!("{}{part}", path.display()))
}

/// Runs a command line that must not wait for anything.
fn prompt(command: &mut Command) -> Run {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > Duration::from_mins(1) {
            child.kill().unwrap();
            panic!("it waits");
        }
        thread::sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Records to somebody under a new id; the run and the id.
fn recorded(house: &House, n: usize) -> (Run, String) {
    let id = clock::new_entry_id().to_string();
    (finished(&mut house.record(n, &id)), id)
}

/// Records through a register that is open.
fn give(store: &mut Store, n: usize) -> Result<String, RegisterError> {
    let recording = gift(store.resolve(&name(n))?, SPRING, 1_000);
    store
        .commit(&Op::Record(Box::new(recording.clone())), &on("2024-02-02"))
        .map(|_| recording.id.to_string())
}

/// The version for writing in the header: 2 is a log, 1 a rollback journal.
fn journal(path: &Path) -> u8 {
    fs::read(path).unwrap()[18]
}

#[test]
fn a_register_or_folder_that_others_may_write_is_refused_with_the_command_that_mends_it() {
    let house = House::new(3);
    assert_eq!(finished(&mut house.command(&["due"])).status, 0);
    let open = Store::open(&house.path).unwrap();
    let lock = beside(&house.path, ".lock");
    let places = [
        house.path.clone(),
        house.folder.path().to_path_buf(),
        beside(&house.path, "-wal"),
        beside(&house.path, "-shm"),
        lock,
    ];
    for place in places {
        let before = fs::metadata(&place).unwrap().mode() & 0o7777;
        for more in [0o020, 0o002] {
            set_mode(&place, before | more);
            for line in [
                &["due"][..],
                &["check"],
                &["ledger"],
                &["record", &name(0), "--round", SPRING, "--outcome", "absent"],
            ] {
                let run = finished(&mut house.command(line));
                assert_eq!(run.status, 77, "{line:?} {}: {run:?}", place.display());
                assert!(run.err.contains(&format!("chmod go-w {}", place.display())), "{run:?}");
            }
            let mends = Command::new("chmod").arg("go-w").arg(&place).status().unwrap();
            assert!(mends.success());
            assert_eq!(finished(&mut house.command(&["due"])).status, 0, "{}", place.display());
        }
    }
    drop(open);
    // Nobody can move what is somebody else's in a sticky folder.
    set_mode(house.folder.path(), 0o1777);
    assert_eq!(finished(&mut house.command(&["due"])).status, 0);
    set_mode(house.folder.path(), 0o777);
    let new = house.folder.path().join("new.db");
    let run = finished(&mut house.command_on(&new, &["init"]));
    assert_eq!(run.status, 77, "{run:?}");
    assert!(run.err.contains("chmod go-w") && !new.exists(), "{run:?}");
    set_mode(house.folder.path(), 0o700);
    assert!(house.ledger().is_empty());
}

/// What others may read loses its secrets, not its truth: it is told beside every answer, in `check`, and once on the
/// screen, with the command that mends it, and goes on working.
#[test]
fn a_register_that_others_may_read_is_told_with_the_command_that_mends_it() {
    let house = House::new(2);
    let open = Store::open(&house.path).unwrap();
    let quiet = finished(&mut house.command(&["check"]));
    assert_eq!((quiet.status, quiet.err.as_str()), (0, ""), "a new register is its owner's alone");
    let told = |mends: &str| {
        for (line, status) in [
            (&["due"][..], 0),
            (&["due", "--json"], 0),
            (&["check"], 1),
            (&["record", &name(0), "--round", SPRING, "--outcome", "absent"], 0),
        ] {
            for lang in ["zh", "en"] {
                let run = finished(house.command(line).args(["--lang", lang]));
                assert!(run.status == status && run.err.contains(mends), "{line:?} {run:?}");
            }
        }
        let found = finished(&mut house.command(&["check", "--json"])).json();
        assert_eq!((&found[0]["rule"], found.as_array().unwrap().len()), (&"readable_by_others".into(), 1));
        // SQLite gives an empty log the mode of the register.
        assert!(found[0]["subject"].as_str().unwrap().starts_with(mends), "{found}");
    };
    let (register, log) = (house.path.clone(), beside(&house.path, "-wal"));
    for (files, mode) in [(vec![&register], 0o644), (vec![&log], 0o604), (vec![&register, &log], 0o640)] {
        for file in &files {
            set_mode(file, mode);
        }
        let named: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        told(&format!("chmod go-r {}", named.join(" ")));
        for file in [&register, &log] {
            set_mode(file, 0o600);
        }
    }
    set_mode(&register, 0o644);
    let mut pty = super::house::start(&house);
    pty.wait_for("chmod go-r");
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0, "{}", pty.screen());
    for file in [&register, &log] {
        set_mode(file, 0o600);
    }
    assert_eq!(finished(&mut house.command(&["check"])).err, "");
    drop(open);
}

/// Where everything that is made may be written by the group unless its maker says otherwise.
#[test]
fn a_home_whose_files_the_group_may_write_gets_a_register_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    set_mode(home.path(), 0o775);
    let program = concat!(env!("CARGO_BIN_EXE_muster"), " --today 2024-02-02");
    let script =
        format!("umask 002; {program} init --sample && {program} due && {program} backup && {program} check");
    let run = finished(Command::new("/bin/sh").args(["-c", &script]).env_clear().env("HOME", home.path()));
    assert_eq!(run.status, 0, "{run:?}");
    let folder = home.path().join(".local/share/muster");
    let mut seen = 0;
    for item in fs::read_dir(&folder).unwrap().chain(fs::read_dir(folder.join("backups")).unwrap()) {
        let mode = item.unwrap().metadata().unwrap().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
        seen += 1;
    }
    assert!(seen >= 3, "{seen}");
}

/// What may be planted in the place of a file.
const PLANTED: [&str; 4] = ["link", "dangling", "pipe", "folder"];

fn plant(what: &str, place: &Path, victim: &Path) {
    match what {
        "link" => symlink(victim, place).unwrap(),
        "dangling" => symlink(victim.with_extension("gone"), place).unwrap(),
        "pipe" => assert!(Command::new("mkfifo").arg(place).status().unwrap().success()),
        _ => fs::create_dir(place).unwrap(),
    }
}

fn unplant(place: &Path) {
    if fs::symlink_metadata(place).unwrap().is_dir() {
        fs::remove_dir(place)
    } else {
        fs::remove_file(place)
    }
    .unwrap();
}

#[test]
fn what_is_planted_in_the_place_of_a_file_is_not_followed_and_not_waited_for() {
    let house = House::new(1);
    let victim = house.folder.path().join("victim");
    fs::write(&victim, "not to be touched").unwrap();
    for part in ["-journal", "-wal", "-shm", ".lock"] {
        let place = beside(&house.path, part);
        let _ = fs::remove_file(&place);
        for what in PLANTED {
            plant(what, &place, &victim);
            let id = clock::new_entry_id().to_string();
            for run in [prompt(&mut house.command(&["due"])), prompt(&mut house.record(0, &id))] {
                assert_eq!(run.status, 77, "{what} {part}: {run:?}");
                assert!(run.err.contains(&format!("mv {}", place.display())), "{what} {part}: {run:?}");
            }
            unplant(&place);
            assert_eq!(fs::read(&victim).unwrap(), b"not to be touched");
            assert!(!victim.with_extension("gone").exists());
        }
        assert_eq!(finished(&mut house.command(&["due"])).status, 0);
    }
    // A new register is not made over what an old one has left, and nothing is followed where it is made.
    let new = house.folder.path().join("new.db");
    for part in ["-wal", "-shm", "-journal", ".lock", ".creating"] {
        for what in PLANTED {
            let place = beside(&new, part);
            plant(what, &place, &victim);
            let run = prompt(&mut house.command_on(&new, &["init"]));
            assert!(part == ".creating" || run.status == 77, "{what} {part}: {run:?}");
            assert_eq!(fs::read(&victim).unwrap(), b"not to be touched");
            for item in fs::read_dir(house.folder.path()).unwrap() {
                let item = item.unwrap();
                if item.file_name().to_string_lossy().starts_with("new.db") {
                    unplant(&item.path());
                }
            }
        }
    }
    assert!(house.ledger().is_empty());
}

/// The lock is not there when the register is opened, and a pipe when it is taken.
#[test]
fn what_is_planted_while_the_register_is_open_is_seen_when_the_lock_is_taken() {
    let house = House::new(1);
    let mut store = Store::open(&house.path).unwrap();
    let lock = beside(&house.path, ".lock");
    let victim = house.folder.path().join("victim");
    for what in PLANTED {
        let _ = fs::remove_file(&lock);
        plant(what, &lock, &victim);
        assert!(matches!(give(&mut store, 0), Err(RegisterError::InTheWay(_))), "{what}");
        assert!(!fs::symlink_metadata(&lock).unwrap().file_type().is_socket());
        unplant(&lock);
    }
    assert!(!victim.exists());
    give(&mut store, 0).unwrap();
}

#[test]
fn a_register_with_a_rollback_journal_gets_its_log_before_the_first_write() {
    let house = House::new(4);
    for (n, how) in
        ["PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = TRUNCATE", "PRAGMA journal_mode = PERSIST"]
            .iter()
            .enumerate()
    {
        let conn = rusqlite::Connection::open(&house.path).unwrap();
        conn.execute_batch(how).unwrap();
        drop(conn);
        assert_eq!(journal(&house.path), 1, "{how}");
        let mut store = Store::open(&house.path).unwrap();
        assert_eq!(store.check().unwrap(), [], "it is read as it lies");
        assert_eq!(journal(&house.path), 1, "{how}");
        let id = give(&mut store, n).unwrap();
        // What is acknowledged stands in a log, and the file says so.
        assert_eq!(journal(&house.path), 2, "{how}");
        assert!(fs::metadata(beside(&house.path, "-wal")).unwrap().len() > 0, "{how}");
        drop(store);
        assert_eq!(ledger_of(&house.path).get(&id), Some(&1), "{how}");
    }
    // A backup put back by hand.
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    fs::copy(&saved, &house.path).unwrap();
    assert_eq!(journal(&house.path), 1);
    let (run, id) = recorded(&house, 3);
    assert!(acknowledged(&run, &id), "{run:?}");
    assert_eq!(journal(&house.path), 2);
    house.assert_sound("with a log of its own");
}

/// The program was killed, its log stayed, and somebody copied a backup over the register.
#[test]
fn a_backup_put_back_beside_the_log_of_another_file_is_not_read_through_it() {
    let house = House::new(3);
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    let mut store = Store::open(&house.path).unwrap();
    give(&mut store, 0).unwrap();
    let log = beside(&house.path, "-wal");
    let left = fs::read(&log).unwrap();
    drop(store);
    fs::copy(&saved, &house.path).unwrap();
    fs::write(&log, &left).unwrap();
    set_mode(&log, 0o600);
    for mut command in [house.command(&["ledger"]), house.record(1, &clock::new_entry_id().to_string())] {
        let run = finished(&mut command);
        assert_eq!(run.status, 77, "{run:?}");
        assert!(run.err.contains(&format!("mv {}", log.display())), "{run:?}");
    }
    assert_eq!(fs::read(&house.path).unwrap(), fs::read(&saved).unwrap());
    fs::rename(&log, log.with_extension("old")).unwrap();
    let (run, id) = recorded(&house, 1);
    assert!(acknowledged(&run, &id), "{run:?}");
    house.assert_sound("without the other log");
}

#[test]
fn a_log_removed_under_an_open_register_is_told_and_nothing_acknowledged_is_lost() {
    for gone in [&["-wal"][..], &["-shm"], &["-wal", "-shm"]] {
        let house = House::new(4);
        let mut store = Store::open(&house.path).unwrap();
        let first = give(&mut store, 0).unwrap();
        for part in gone {
            fs::remove_file(beside(&house.path, part)).unwrap();
        }
        // Another program would begin a log of its own and not know of the first.
        let (run, _) = recorded(&house, 1);
        assert_eq!(run.status, 69, "{gone:?}: {run:?}");
        assert!(run.err.contains(gone[0]), "{run:?}");
        assert!(!beside(&house.path, gone[0]).exists(), "{gone:?}");
        assert!(matches!(give(&mut store, 2), Err(RegisterError::LogGone(_))), "{gone:?}");
        drop(store);
        house.assert_sound("after the log was removed");
        let ledger = house.ledger();
        assert_eq!((ledger.get(&first), ledger.len()), (Some(&1), 1), "{gone:?}");
        let (run, id) = recorded(&house, 2);
        assert!(acknowledged(&run, &id), "{gone:?}: {run:?}");
    }
}

#[test]
fn a_register_that_another_file_was_put_over_is_not_written() {
    let house = House::new(3);
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    for renamed in [true, false] {
        let mut store = Store::open(&house.path).unwrap();
        // What stands in the log then must not be brought into the other file.
        give(&mut store, 2).unwrap();
        let kept = house.folder.path().join("kept.db");
        if renamed {
            fs::copy(&saved, &kept).unwrap();
            fs::rename(&kept, &house.path).unwrap();
        } else {
            // As `cp` does: the same file with other bytes.
            fs::copy(&saved, &house.path).unwrap();
        }
        assert_eq!(give(&mut store, 0), Err(RegisterError::Replaced), "{renamed}");
        drop(store);
        let _ = fs::remove_file(beside(&house.path, "-wal"));
        let _ = fs::remove_file(beside(&house.path, "-shm"));
        assert!(
            fs::read(&house.path).unwrap() == fs::read(&saved).unwrap(),
            "{renamed}: the file is as it was put there"
        );
        let (run, id) = recorded(&house, 1);
        assert!(acknowledged(&run, &id), "{run:?}");
        house.assert_sound("after another file was put over it");
        fs::copy(&saved, &house.path).unwrap();
    }
}

/// What a power cut leaves: a file and a log that holds the last gift.
fn cut_off(house: &House) -> (Vec<u8>, Vec<u8>) {
    give(&mut Store::open(&house.path).unwrap(), 1).unwrap();
    let mut store = Store::open(&house.path).unwrap();
    give(&mut store, 0).unwrap();
    (fs::read(&house.path).unwrap(), fs::read(beside(&house.path, "-wal")).unwrap())
}

#[test]
fn the_log_of_another_register_is_not_taken_for_its_own() {
    let (house, other) = (House::new(3), House::new(3));
    let ((file, log), (_, foreign)) = (cut_off(&house), cut_off(&other));
    let lay = |log: &[u8]| {
        fs::write(&house.path, &file).unwrap();
        fs::write(beside(&house.path, "-wal"), log).unwrap();
        set_mode(&beside(&house.path, "-wal"), 0o600);
    };
    lay(&foreign);
    let (run, _) = recorded(&house, 2);
    assert_eq!(run.status, 77, "{run:?}");
    assert!(run.err.contains(&format!("mv {}-wal", house.path.display())), "{run:?}");
    assert!(
        fs::read(&house.path).unwrap() == file && fs::read(beside(&house.path, "-wal")).unwrap() == foreign
    );
    let _ = fs::remove_file(beside(&house.path, "-shm"));
    lay(&log);
    let (run, id) = recorded(&house, 2);
    assert!(acknowledged(&run, &id), "{run:?}");
    assert_eq!(house.ledger().len(), 3);
    house.assert_sound("with its own log");
}

#[test]
fn a_file_that_is_moved_beside_the_log_of_the_one_before_is_refused() {
    let house = House::new(3);
    let mut store = Store::open(&house.path).unwrap();
    give(&mut store, 0).unwrap();
    let kept = house.folder.path().join("kept.db");
    fs::copy(&house.path, &kept).unwrap();
    fs::rename(&kept, &house.path).unwrap();
    let (run, _) = recorded(&house, 1);
    assert_eq!(run.status, 77, "{run:?}");
    assert!(run.err.contains(&format!("mv {}-wal", house.path.display())), "{run:?}");
    assert_eq!(give(&mut store, 2), Err(RegisterError::Replaced));
}

#[test]
fn an_older_file_that_is_copied_over_the_open_one_is_not_written() {
    let house = House::new(8);
    let old = fs::read(&house.path).unwrap();
    let mut store = Store::open(&house.path).unwrap();
    for n in 0..4 {
        give(&mut store, n).unwrap();
    }
    drop(store);
    // The file reaches further now, and another program has it open.
    let mut store = Store::open(&house.path).unwrap();
    fs::write(&house.path, &old).unwrap();
    let told = give(&mut store, 5);
    assert!(matches!(told, Err(RegisterError::Replaced | RegisterError::KnowsLess { .. })), "{told:?}");
}

#[test]
fn a_second_name_is_refused_and_told() {
    let house = House::new(3);
    let mut store = Store::open(&house.path).unwrap();
    let first = give(&mut store, 0).unwrap();
    let other = house.folder.path().join("other.db");
    fs::hard_link(&house.path, &other).unwrap();
    assert!(matches!(give(&mut store, 1), Err(RegisterError::SecondName(_))));
    for path in [&house.path, &other] {
        for line in [&["due"][..], &["record", &name(1), "--round", SPRING, "--outcome", "absent"]] {
            let run = finished(&mut house.command_on(path, line));
            assert_eq!(run.status, 77, "{run:?}");
            assert!(run.err.contains("-samefile"), "{run:?}");
        }
    }
    assert!(!beside(&other, "-wal").exists());
    fs::remove_file(&other).unwrap();
    give(&mut store, 1).unwrap();
    drop(store);
    assert_eq!(house.ledger().get(&first), Some(&1));
    assert_eq!(house.ledger().len(), 2);
}

const WRITERS: usize = 8;

/// Eight write by two paths that lead to one file, every other one by what `other` makes of the line: what was
/// acknowledged stands there. How many by the first path, how many by the other.
fn two_paths(house: &House, other: &(dyn Fn(&[&str]) -> Command + Sync)) -> (usize, usize) {
    let counted = Mutex::new([Vec::new(), Vec::new()]);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let counted = &counted;
            scope.spawn(move || {
                for n in 0..6 {
                    let (who, id) = (name(writer * 6 + n), clock::new_entry_id().to_string());
                    let line =
                        ["record", &who, "--round", SPRING, "--id", &id, "--by", "布仁", "--by", "赵志强"];
                    let mut command = if writer % 2 == 0 { house.command(&line) } else { other(&line) };
                    if acknowledged(&finished(&mut command), &id) {
                        counted.lock().unwrap()[writer % 2].push(id);
                    }
                }
            });
        }
    });
    let ([first, second], ledger) = (counted.into_inner().unwrap(), house.ledger());
    let all = || first.iter().chain(&second);
    assert!(
        all().all(|id| ledger.get(id) == Some(&1)),
        "{} acknowledged, {} there",
        all().count(),
        ledger.len()
    );
    assert_eq!(all().count(), ledger.len());
    house.assert_sound("after two paths");
    (first.len(), second.len())
}

#[test]
fn eight_writers_by_two_paths_to_one_file_lose_nothing() {
    let house = House::new(WRITERS * 6);
    // Another folder that leads to the same one is the same register.
    let link = house.folder.path().join("link");
    symlink(house.folder.path(), &link).unwrap();
    let by_link = link.join("r.db");
    assert_eq!(two_paths(&house, &|line| house.command_on(&by_link, line)), (24, 24));

    let house = House::new(WRITERS * 6);
    let other = house.folder.path().join("other.db");
    fs::hard_link(&house.path, &other).unwrap();
    for n in 0..WRITERS {
        let path = if n % 2 == 0 { &house.path } else { &other };
        let run = finished(&mut house.command_on(path, &["record", &name(n), "--round", SPRING]));
        assert_eq!(run.status, 77, "neither name is written: {run:?}");
    }
    fs::remove_file(&other).unwrap();
    assert!(house.ledger().is_empty());
}

#[test]
fn eight_writers_by_a_mount_of_the_file_lose_nothing() {
    let house = House::new(WRITERS * 6);
    let elsewhere = house.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    set_mode(&elsewhere, 0o700);
    let place = elsewhere.join("r.db");
    fs::write(&place, "").unwrap();
    let mounted = |from: &Path, to: &Path, line: &[&str]| {
        let inner = house.command_on(&place, line);
        let mut command = Command::new("unshare");
        command
            .args(["-m", "/bin/sh", "-c", "mount --bind \"$0\" \"$1\" && shift && exec \"$@\""])
            .args([from, to]);
        command
            .arg(inner.get_program())
            .args(inner.get_args())
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command
    };
    if finished(&mut mounted(&house.path, &place, &["--version"])).status != 0 {
        report("skipped: nothing can be mounted here");
        return;
    }
    let run = finished(&mut mounted(&house.path, &place, &["due"]));
    assert_eq!(run.status, 77, "{run:?}");
    let (first, second) = two_paths(&house, &|line| mounted(&house.path, &place, line));
    assert_eq!((first, second), (24, 0), "the mounted file is refused");
    assert!(!beside(&place, "-wal").exists());

    // A mounted folder is the same folder.
    let house = House::new(WRITERS * 6);
    let mount = |line: &[&str]| mounted(house.folder.path(), &elsewhere, line);
    assert_eq!(two_paths(&house, &mount), (24, 24));
}

/// What somebody does by `sudo` belongs to whom the register belongs.
#[test]
fn what_root_does_leaves_the_owner_able_to_work() {
    const OWNER: u32 = 4_242;
    let house = House::new(6);
    let give = |path: &Path| std::os::unix::fs::chown(path, Some(OWNER), Some(OWNER)).is_ok();
    let _ = fs::remove_file(beside(&house.path, ".lock"));
    if !give(house.folder.path()) || !give(&house.path) {
        report("skipped: nothing can be given to another user here");
        return;
    }
    set_mode(&house.path, 0o640);
    let roster = house.folder.path().join("roster.csv");
    fs::write(&roster, "姓名,苏木镇,嘎查,慰问类别\n某甲,桑根达来镇,敖包图嘎查,烈士遗属\n").unwrap();
    set_mode(&roster, 0o644);
    let owned = |when: &str| {
        let mut folders = vec![house.folder.path().to_path_buf()];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).unwrap().map(|item| item.unwrap()) {
                let meta = item.metadata().unwrap();
                assert!(meta.uid() == OWNER || item.path() == roster, "{when}: {}", item.path().display());
                seen += 1;
                if meta.is_dir() {
                    folders.push(item.path());
                }
            }
        }
        seen
    };
    let as_owner = |n: usize| {
        let id = clock::new_entry_id().to_string();
        let mut command = house.record(n, &id);
        std::os::unix::process::CommandExt::uid(&mut command, OWNER);
        std::os::unix::process::CommandExt::gid(&mut command, OWNER);
        let run = finished(&mut command);
        assert!(acknowledged(&run, &id), "{n}: {run:?}");
    };
    let open = Store::open(&house.path).unwrap();
    assert!(acknowledged(&recorded(&house, 0).0, "-"));
    owned("while root has it open");
    as_owner(1);
    drop(open);
    assert_eq!(finished(&mut house.command(&["import", roster.to_str().unwrap()])).status, 0);
    as_owner(2);
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    let restored = finished(&mut house.command(&["restore", "--yes", &saved]));
    assert_eq!(restored.status, 0, "{restored:?}");
    as_owner(3);
    assert!(owned("at the end") >= 4);
}

/// Who plants the folder of the backups gets no copy of the register.
#[test]
fn a_folder_of_backups_that_is_not_the_owners_is_refused() {
    const OTHER: u32 = 4_242;
    let house = House::new(1);
    let folder = house.folder.path().join("backups");
    let elsewhere = tempfile::tempdir().unwrap();
    let backup = || finished(&mut house.command(&["backup"]));
    let empty = || fs::read_dir(elsewhere.path()).unwrap().next().is_none();
    symlink(elsewhere.path(), &folder).unwrap();
    set_mode(elsewhere.path(), 0o777);
    let run = backup();
    assert_eq!(run.status, 77, "{run:?}");
    assert!(run.err.contains(&format!("chmod go-w {}", folder.display())) && empty(), "{run:?}");
    set_mode(elsewhere.path(), 0o700);
    if std::os::unix::fs::lchown(&folder, Some(OTHER), None).is_ok() {
        let run = backup();
        assert_eq!(run.status, 77, "{run:?}");
        assert!(run.err.contains(&format!("mv {}", folder.display())) && empty(), "{run:?}");
        std::os::unix::fs::lchown(&folder, Some(0), None).unwrap();
        std::os::unix::fs::chown(elsewhere.path(), Some(OTHER), None).unwrap();
        let run = backup();
        assert!(run.status == 77 && empty(), "{run:?}");
        std::os::unix::fs::chown(elsewhere.path(), Some(0), None).unwrap();
    }
    // A link of the owner's own to a folder of his own stays a way to keep them elsewhere.
    assert_eq!(backup().status, 0);
    assert!(!empty());
    fs::remove_file(&folder).unwrap();
    fs::write(&folder, "").unwrap();
    assert_eq!(backup().status, 77);
}

#[test]
fn a_second_name_of_the_register_is_no_backup_of_it() {
    let house = House::new(1);
    let other = house.folder.path().join("other.db");
    fs::hard_link(&house.path, &other).unwrap();
    let run = finished(&mut house.command(&["restore", "--yes", other.to_str().unwrap()]));
    assert_eq!(run.status, 2, "{run:?}");
}

/// Every write changes what is lost; who said yes to all of it is not asked again.
#[test]
fn a_restore_that_was_agreed_to_ends_beside_others_who_write() {
    let house = House::new(2);
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    let stop = std::sync::atomic::AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                let id = clock::new_entry_id().to_string();
                let line = ["record", &name(0), "--round", SPRING, "--outcome", "absent", "--id", &id];
                finished(&mut house.command(&line));
            }
        });
        thread::sleep(Duration::from_millis(200));
        let runs: Vec<_> =
            (0..3).map(|_| finished(&mut house.command(&["restore", "--yes", &saved]))).collect();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for run in runs {
            assert!(run.status == 0 || run.status == 69, "{run:?}");
        }
    });
    house.assert_sound("after restoring beside a writer");
}

/// The folder was moved away, or its disk taken out: nobody is told that there was a disk error, nor to begin a new
/// register.
#[test]
fn a_folder_that_is_gone_is_told_as_that() {
    let house = House::new(2);
    let mut store = Store::open(&house.path).unwrap();
    give(&mut store, 0).unwrap();
    let folder = house.path.parent().unwrap().to_path_buf();
    let away = folder.with_extension("away");
    fs::rename(&folder, &away).unwrap();
    let written = give(&mut store, 1);
    let (run, _) = recorded(&house, 1);
    let told = run.err.contains("登记册所在的文件夹不在") && !run.err.contains("init");
    // A file where the folder was.
    fs::write(&folder, "").unwrap();
    let blocked = give(&mut store, 1);
    fs::remove_file(&folder).unwrap();
    fs::rename(&away, &folder).unwrap();
    assert!(matches!(written, Err(RegisterError::FolderGone(_))), "{written:?}");
    assert!(matches!(blocked, Err(RegisterError::FolderGone(_))), "{blocked:?}");
    assert!(run.status == 1 && told, "{run:?}");
    give(&mut store, 1).unwrap();
}

/// The same bytes in another file: what is written into the old one nobody would find.
#[test]
fn an_identical_copy_in_the_place_of_the_register_is_noticed_before_a_write() {
    let house = House::new(2);
    let mut store = Store::open(&house.path).unwrap();
    give(&mut store, 0).unwrap();
    let copy = house.path.with_extension("copy");
    fs::copy(&house.path, &copy).unwrap();
    fs::rename(&copy, &house.path).unwrap();
    assert_eq!(give(&mut store, 1), Err(RegisterError::Replaced));
}
