//! A disk with no room, by bytes, by files or by a limit of the account: what is there is read, what cannot be written is
//! told with its reason, and the next write after some room was made succeeds.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Command;

use muster::clock;

use super::house::{House, SPRING, acknowledged, name};
use super::report;
use crate::support::program::{Run, TODAY, finished};

/// Runs a script of the shell with a file system of its own at `$M`, on which nothing but the register lies, made with
/// `options`. None where nothing can be mounted.
fn on_small_disk(house: &House, options: &str, script: &str) -> Option<Run> {
    let place = house.folder.path().join("small");
    let _ = fs::create_dir(&place);
    let head = format!(
        "mount -t tmpfs -o mode=700,{options} none \"$M\" || exit 99
         cp \"$FROM\" \"$M/r.db\" && chmod 600 \"$M/r.db\" || exit 98
         export MUSTER_DB=\"$M/r.db\" HOME=\"$M\"
         "
    );
    let mut command = Command::new("unshare");
    command.args(["-m", "/bin/sh", "-c", &format!("{head}{script}")]).env_clear();
    command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("M", &place).env("FROM", &house.path);
    command.env("MUSTER", env!("CARGO_BIN_EXE_muster"));
    command.env("GIVE", format!("--today {TODAY} record {} --round {SPRING} --by 布仁 --by 赵志强", name(1)));
    let run = finished(&mut command);
    if [1, 99].contains(&run.status) && !run.out.contains("==") {
        report(&format!("skipped: nothing can be mounted here: {}", run.err));
        return None;
    }
    Some(run)
}

/// What a script printed behind a mark, up to the next.
fn part<'a>(run: &'a Run, mark: &str) -> &'a str {
    let behind = run.out.split_once(&format!("== {mark}\n")).unwrap_or_else(|| panic!("{mark}: {run:?}")).1;
    behind.split("== ").next().unwrap_or_default()
}

const SCRIPT: &str = "
    echo '== read'; $MUSTER --today 2024-02-02 ledger 2>&1; echo \"status $?\"
    echo '== check'; $MUSTER --today 2024-02-02 check 2>&1; echo \"status $?\"
    echo '== write'; $MUSTER $GIVE 2>&1; echo \"status $?\"
    ROOM
    echo '== again'; $MUSTER $GIVE 2>&1; echo \"status $?\"
    echo '== sound'; $MUSTER --today 2024-02-02 check 2>&1; echo \"status $?\"
";

#[test]
fn a_full_disk_is_read_and_told() {
    let house = House::new(3);
    let id = clock::new_entry_id().to_string();
    assert!(acknowledged(&finished(&mut house.record(0, &id)), &id));
    let bytes = fs::metadata(&house.path).unwrap().len();
    // Without a byte; with room for the log and none for its index; with room for one file less than are needed.
    for (options, fill) in [
        (format!("size={}", bytes + (1 << 20)), "cat /dev/zero > \"$M/fill\" 2>/dev/null"),
        (
            format!("size={}", bytes + (1 << 20)),
            "cat /dev/zero > \"$M/fill\" 2>/dev/null; truncate -s -8192 \"$M/fill\"",
        ),
        ("size=8m,nr_inodes=3".to_owned(), "touch \"$M/fill\""),
        ("size=8m,nr_inodes=4".to_owned(), "touch \"$M/fill\""),
    ] {
        let script = format!(
            "{fill}\n{}",
            SCRIPT.replace("ROOM", "mount -o remount,size=16m,nr_inodes=99 \"$M\"; rm \"$M/fill\"")
        );
        let Some(run) = on_small_disk(&house, &options, &script) else { return };
        let what = format!("{options} {fill}: {run:?}");
        let (read, check) = (part(&run, "read"), part(&run, "check"));
        assert!(read.contains(&name(0)) && read.contains("status 0"), "{what}");
        assert!(read.contains("只能查看"), "{what}");
        assert!(check.contains("status 0"), "{what}");
        let write = part(&run, "write");
        assert!(write.contains("没有写入") && write.contains("status 74"), "{what}");
        assert!(write.contains("磁盘已满"), "it says why: {what}");
        assert!(part(&run, "again").contains("status 0"), "{what}");
        assert_eq!(part(&run, "sound").trim(), "status 0", "{what}");
    }
}

/// Some systems limit the size of files of every account; a program that goes beyond it is killed unless it says otherwise.
#[test]
fn a_limit_of_the_size_of_files_is_an_error_and_not_an_end() {
    let house = House::new(3);
    let first = clock::new_entry_id().to_string();
    assert!(acknowledged(&finished(&mut house.record(0, &first)), &first));
    let limited = |kib: u32, line: &[&str]| {
        let inner = house.command(line);
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &format!("ulimit -f {kib}; exec \"$0\" \"$@\"")]);
        command.arg(inner.get_program()).args(inner.get_args()).env_clear();
        command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = command.output().unwrap();
        assert_eq!(output.status.signal(), None, "{kib} {line:?}: {output:?}");
        Run {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    };
    let who = name(1);
    let new = house.folder.path().join("new.db");
    let mut written = 0;
    for kib in [0, 1, 8, 40, 80] {
        let read = limited(kib, &["ledger", "--json"]);
        assert_eq!((read.status, read.json().as_array().unwrap().len()), (0, 1 + written), "{kib}: {read:?}");
        for line in [
            &["record", &who, "--round", SPRING, "--by", "布仁", "--by", "赵志强"][..],
            &["backup"],
            &["--db", new.to_str().unwrap(), "init", "--sample"],
        ] {
            let run = limited(kib, line);
            if line[0] == "record" && run.status == 0 {
                written += 1;
                continue;
            }
            assert!(
                [0, 74, 77].contains(&run.status) && (run.status == 0 || !run.err.is_empty()),
                "{kib} {line:?}: {run:?}"
            );
        }
        assert_eq!(house.ledger().len(), 1 + written, "{kib}");
        assert!(!new.exists(), "{kib}");
        house.assert_sound("under a limit");
        if written > 0 {
            break;
        }
    }
}
